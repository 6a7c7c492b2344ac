"""A run whose plan is replaced: what that changes, and what has happened carried over.

Kept true: a running dry run loses nothing. The recorded events are replayed on the new plan; where
they do not fit, because a step that somebody has worked on is gone, the new plan is refused. These
are rules of the domain: they stand here alone, and move as they are once `ptr_py` has them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import ptr_py
from ptr_platform.language.messages import PlatformError

if TYPE_CHECKING:
    from datetime import datetime


class ImportRefused(PlatformError):
    """An import that would lose something."""


@dataclass(frozen=True)
class Difference:
    """What a new plan changes in the dry run that is under way."""

    added: list[str]
    removed: list[str]
    changed: dict[str, dict[str, tuple[Any, Any]]]
    """For each step the fields that change, before and after."""
    states: dict[str, tuple[ptr_py.State, ptr_py.State]]
    """The steps of both plans whose state changes at this instant."""

    def __bool__(self) -> bool:
        return bool(self.added or self.removed or self.changed)


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


def difference(before: ptr_py.Run, after: ptr_py.Run, at: datetime) -> Difference:
    """What changes for the steps of a dry run when its plan is replaced."""
    old, new = before.schedule, after.schedule
    old_ids, new_ids = set(old.ids), set(new.ids)
    states_before, states_after = before.states(at), after.states(at)
    changes = {step: _changes(old, new, step) for step in new.ids if step in old_ids}
    return Difference(
        added=[step for step in new.ids if step not in old_ids],
        removed=[step for step in old.ids if step not in new_ids],
        changed={step: fields for step, fields in changes.items() if fields},
        states={
            step: (states_before[step], state)
            for step, state in states_after.items()
            if step in old_ids and states_before[step] is not state
        },
    )


def _changes(old: ptr_py.Schedule, new: ptr_py.Schedule, step: str) -> dict[str, tuple[Any, Any]]:
    """The fields of a step that differ, before and after."""
    before, after = _fields(old, step), _fields(new, step)
    return {
        name: (before.get(name), after.get(name))
        for name in {**before, **after}
        if before.get(name) != after.get(name)
    }


def _fields(schedule: ptr_py.Schedule, step: str) -> dict[str, Any]:
    """A step as it is in a dry run: with its start there instead of one for each."""
    record = dict(schedule.plan[step])
    record["start"] = schedule.start(step)
    record.pop("dry_runs", None)
    return record
