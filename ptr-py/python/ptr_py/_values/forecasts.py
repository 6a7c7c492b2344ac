"""When things are expected to end, and what if something goes otherwise."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ptr_py._values.value import Value

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime, timedelta

    from ptr_py._native import Notice
    from ptr_py._values.runs import Moved


class Outlook(Value):
    """What a forecast expects of a step."""

    begins: datetime
    """When it begins; if it was started, when that was."""
    ends: datetime
    """When it ends; if it is terminated, when that was."""
    slack: timedelta | None
    """How much later it may end without moving the end of the whole; `None` once it is
    terminated."""
    is_critical: bool
    """Whether the whole ends later if this step does."""
    waits_for: str | None
    """The prerequisite that it waits for last: it begins when that ends."""


class RequiredOutlook(Value):
    """What a forecast expects of a required end."""

    milestone: str
    """The milestone that requires it."""
    of: str | Mapping[str, str]
    """What must have ended: ``"whole"``, or a phase as ``{"phase": "DC"}``."""
    by: datetime
    """By when."""
    ends: datetime | None
    """When it is expected to have ended."""
    passed_by: timedelta | None
    """How much later than required that is; `None` if it is in time."""

    @property
    def phase(self) -> str | None:
        """The phase that must have ended; `None` for the whole."""
        return None if isinstance(self.of, str) else self.of["phase"]


class RevisedEnd(Value):
    """A required end before and after a revision of the plan (`Run.preview_revision`).

    Examples:
        >>> from datetime import UTC, datetime, timedelta
        >>> from ptr_py import Plan, Run
        >>> ten, hour = datetime(2026, 3, 28, 22, tzinfo=UTC), timedelta(hours=1)
        >>> step = {"id": "CO1", "phase": "CO", "dry_runs": ["FDR1"], "start": ten}
        >>> opening = {"name": "Opening", "dates": {"FDR1": ten + hour}, "required_end": "whole"}
        >>> plan, longer = (
        ...     Plan.from_records([dict(step, duration=n * hour)], milestones=[opening])
        ...     for n in (1, 2)
        ... )
        >>> (end,) = Run(plan.schedule("FDR1")).preview_revision(longer, ten).required_ends
        >>> end.milestone, [outlook.passed_by for outlook in end.outlook]
        ('Opening', [None, datetime.timedelta(seconds=3600)])
    """

    milestone: str
    """The milestone that requires it."""
    outlook: tuple[RequiredOutlook | None, RequiredOutlook | None]
    """What is expected of it; `None` where the milestone requires no end, or has no date."""
    decide_by: tuple[datetime | None, datetime | None]
    """Until when a rollback can be declared that is over by it; `None` if there is none to declare,
    or if it is too late."""
    is_too_late: tuple[bool, bool]
    """Whether there is a rollback to declare, and it would come too late."""


class WhatIf(Value):
    """What follows if some things went otherwise than they are expected to."""

    end: datetime | None
    """When all is over then."""
    delay: timedelta | None
    """How much later than in the forecast; negative if earlier."""
    moved: Mapping[str, Moved]
    """The steps that begin or end at another instant than in the forecast, in topological order."""
    phases: Mapping[str, datetime | None]
    """When the last step of each phase ends then, of all that are expected."""
    required_ends: tuple[RequiredOutlook, ...] = ()
    """The required ends of the plan, with what is expected of each then."""
    decide_by: Mapping[str, datetime | None] = {}
    """For each milestone that requires an end, until when a rollback can be declared then."""
    notices: tuple[Notice, ...] = ()
    """The mails that would be owed at once, and are not owed as things stand."""


class Spread(Value):
    """Between which shares of its planned duration a step's real one may lie.

    With the likeliest of them it makes a triangular distribution.

    Examples:
        >>> from ptr_py import Spread
        >>> Spread(longest=2).shortest
        0.9
    """

    __match_args__ = ("shortest", "likeliest", "longest")

    shortest: float = 0.9
    """The least that a step takes: nine tenths of what is planned unless said."""
    likeliest: float = 1.0
    """What it takes most often; what is planned unless said."""
    longest: float = 1.5
    """The most that it takes: one and a half times what is planned unless said."""


class ForecastSummary(Value):
    """Where a run is heading, in short (`Run.preview_revision`).

    Examples:
        >>> from datetime import UTC, datetime, timedelta
        >>> from ptr_py import Plan, Run
        >>> ten, hour = datetime(2026, 3, 28, 22, tzinfo=UTC), timedelta(hours=1)
        >>> step = {"id": "CO1", "phase": "CO", "dry_runs": ["FDR1"], "start": ten}
        >>> plan, longer = (Plan.from_records([dict(step, duration=n * hour)]) for n in (1, 2))
        >>> before, after = Run(plan.schedule("FDR1")).preview_revision(longer, ten).forecast
        >>> f"{before.end:%H:%M}", f"{after.end:%H:%M}", after.critical_path
        ('00:00', '01:00', ('CO1',))
    """

    end: datetime | None
    """When all is expected to be over; `None` if no end is expected."""
    planned_end: datetime | None
    """When all is planned to be over."""
    critical_path: tuple[str, ...]
    """The chain of steps that makes the end, in order."""
