"""A run whose plan is replaced: what has happened is carried over, and states change with it.

Kept true: a running dry run loses nothing. The recorded events are replayed on the new plan; where
they do not fit, because a step that somebody has worked on is gone, the new plan is refused.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import ptr_py
from ptr_platform.language.messages import PlatformError

if TYPE_CHECKING:
    from datetime import datetime


class ImportRefused(PlatformError):
    """An import that would lose something."""


def carry_over(run: ptr_py.Run, schedule: ptr_py.Schedule) -> ptr_py.Run:
    """The run on a changed plan, with all that has happened in it.

    Raises:
        ImportRefused: if what has happened does not fit the changed plan.
    """
    recorded = {event.step for event in run.events if event.step is not None}
    if gone := sorted(step for step in recorded if step not in schedule):
        raise ImportRefused(
            "the new plan leaves out steps on which something is recorded: %(steps)s",
            steps=", ".join(gone),
        )
    try:
        return ptr_py.Run.replay(schedule, run.events, run.coordinators)
    except ptr_py.ReplayError as error:
        raise ImportRefused(
            "what has happened does not fit the new plan: %(error)s", error=error
        ) from error


def changed_states(
    before: ptr_py.Run, after: ptr_py.Run, at: datetime
) -> dict[str, tuple[ptr_py.State, ptr_py.State]]:
    """The steps of both plans whose state changes at an instant, with the states."""
    old = before.states(at)
    return {
        step: (old[step], state)
        for step, state in after.states(at).items()
        if step in old and old[step] is not state
    }
