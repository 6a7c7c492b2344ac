"""A past for a plan that is shown to a newcomer: as if everything had gone as planned so far.

Nothing of this is for a real dry run, in which only people start and close steps.
"""

from __future__ import annotations

import copy
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    import ptr_py

_USUAL = timedelta(minutes=30)
"""The duration of a step that has none in the plan."""


def as_planned(run: ptr_py.Run, now: datetime) -> list[ptr_py.Event]:
    """The events of a past in which every step was started when it was to be, and closed by now.

    Decisions took their first outcome. The run itself is not changed.
    """
    schedule = run.schedule
    played = copy.copy(run)
    actions: list[tuple[datetime, int, Callable[..., object], str]] = []
    ends: dict[str, datetime] = {}
    # The step that begins the cut-over right now is left to the visitor.
    latest = now - timedelta(minutes=1)
    for place, step in enumerate(schedule.ids):
        start = schedule.start(step)
        before = [ends.get(prerequisite) for prerequisite in schedule.prerequisites(step)]
        if start is None or start >= latest or None in before or in_contingency(schedule, step):
            continue
        begin = max([start, *(end for end in before if end is not None)])
        ends[step] = end = min(begin + (schedule.plan[step].duration or _USUAL), latest)
        actions += [(begin, place, played.start, step), (end, place, played.close, step)]
    for at, _, act, step in sorted(actions, key=lambda action: action[:2]):
        people = played.assignees(step) or played.coordinators
        planned = schedule.plan[step]
        if act == played.close and planned.outcomes:
            for mail in people[: planned.quorum]:
                played.close(step, by=mail, at=at, outcome=planned.outcomes[0])
        elif people:
            act(step, by=people[0], at=at)
    return played.events[run.version :]


def in_contingency(schedule: ptr_py.Schedule, step: str) -> bool:
    """Whether a step belongs to a contingency phase."""
    phase = schedule.plan[step].phase
    return any(each.contingency and each == phase for each in schedule.plan.phases)
