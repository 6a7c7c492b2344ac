"""What a report says of where a run is heading."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ptr_py._values.value import Value

if TYPE_CHECKING:
    from datetime import datetime, timedelta

    from ptr_py._native import Event
    from ptr_py._values.forecasts import RequiredOutlook
    from ptr_py._values.reviews import Cause
    from ptr_py.typing import Light


class Prospects(Value):
    """Where a run is heading, as status workbook and weekly report tell it (`Run.prospects`).

    Examples:
        >>> from datetime import UTC, datetime, timedelta
        >>> from ptr_py import Plan, Run
        >>> ten, hour = datetime(2026, 3, 28, 22, tzinfo=UTC), timedelta(hours=1)
        >>> step = {"phase": "CO", "dry_runs": ["FDR1"], "start": ten, "duration": hour}
        >>> plan = Plan.from_records(
        ...     [dict(step, id="CO1", outcomes=["GO", "NO-GO"])],
        ...     milestones=[
        ...         {"name": "Opening", "dates": {"FDR1": ten + hour}, "required_end": "whole"}
        ...     ],
        ... )
        >>> told = Run(plan.schedule("FDR1")).prospects(ten + hour)
        >>> [f"{end.delay} {end.light} {end.chance}" for end in (told.whole, *told.phases)]
        ['1:00:00 red 0.0', '1:00:00 red 0.0']
        >>> [(end.outlook.milestone, f"{end.margin}") for end in told.required_ends]
        [('Opening', '-1 day, 23:00:00')]
        >>> [(ahead.step, ahead.outcomes) for ahead in told.to_decide]
        [('CO1', ('GO', 'NO-GO'))]
    """

    since: datetime
    """Since when the end has moved and decisions were taken, as far as they are told."""
    whole: Prospect
    """The whole run."""
    phases: tuple[Prospect, ...]
    """The phases with an expected end, in the order of the plan."""
    required_ends: tuple[RequiredProspect, ...]
    """The required ends that have a date in the dry run, in the order of the milestones."""
    moved: timedelta
    """By how much the expected end has moved: the sum of the causes."""
    causes: tuple[Cause, ...]
    """Why, what moved it most first."""
    decided: tuple[Event, ...]
    """The decisions that were taken, the last one first: outcomes, steps that were skipped or
    reopened or whose start was undone, rollbacks, revisions of the plan."""
    to_decide: tuple[DecisionAhead, ...]
    """The decisions to come, the next one first."""


class Prospect(Value):
    """When a run or one of its phases ends."""

    phase: str | None
    """The phase; `None` for the whole run."""
    planned: datetime | None
    """When it is planned to end."""
    expected: datetime | None
    """When it is expected to end; when it did, once all is terminated."""
    delay: timedelta | None
    """How much later than planned that is; negative if earlier."""
    likely: datetime | None
    """By when it ends in four draws of five; `None` once it has ended."""
    required: datetime | None
    """The first of its required ends."""
    light: Light | None
    """How it stands against its required end; against the planned one if there is none."""
    chance: float | None
    """The chance of ending by then."""


class RequiredProspect(Value):
    """Whether a required end will be met, and until when a rollback can be declared."""

    outlook: RequiredOutlook
    """What is expected of it."""
    margin: timedelta | None
    """How long before the required end the expected one is; negative if it passes it."""
    light: Light | None
    """How it stands."""
    chance: float | None
    """The chance of meeting it."""
    decide_by: datetime | None
    """Until when a rollback can be declared that is over by then; `None` if there is none to
    declare, or if it is too late."""
    decide_by_likely: datetime | None
    """The last instant at which it is over by then in four draws of five."""
    is_too_late: bool
    """Whether there is a rollback to declare, and it would come too late."""


class DecisionAhead(Value):
    """A decision that is still to be taken."""

    step: str
    """The step."""
    outcomes: tuple[str, ...]
    """What can be decided, in the order of the plan."""
    expected: datetime
    """When it is expected to be taken."""
