"""What a run has come to, beside what was planned and beside other runs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ptr_py._values.value import Value

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime, timedelta

    from ptr_py.typing import CauseKind


class Cause(Value):
    """One cause of a change of the expected end (`Run.drift`)."""

    kind: CauseKind
    """``"began-late"``: the step was begun later than it could; ``"began-early"``: earlier than
    expected; ``"not-begun"``: nobody has begun it yet; ``"took-longer"``, ``"took-less"``: than
    planned; ``"blocked"``, ``"unblocked"``: by its defects; ``"decided"``, ``"skipped"``,
    ``"reopened"``, ``"start-undone"``, ``"rollback-declared"``, ``"rollback-withdrawn"`` or
    ``"plan-revised"``."""
    step: str | None
    """The id of the step; `None` if it was no single one."""
    amount: timedelta
    """By how much it moved the end; negative for earlier, never zero."""
    since: datetime
    """From when on it moved the end, at the earliest."""
    until: datetime
    """Until when it moved the end."""
    message: str
    """What happened and what that did to the end, in the language that was asked for."""

    def __str__(self) -> str:
        return self.message


class Period(Value):
    """A beginning and an end, each if it is known.

    Examples:
        >>> from datetime import UTC, datetime
        >>> from ptr_py import Period
        >>> match Period(begins=datetime(2026, 3, 28, 22, tzinfo=UTC), ends=None):
        ...     case Period(begins, None):
        ...         print(f"under way since {begins:%H:%M}")
        under way since 22:00
    """

    __match_args__ = ("begins", "ends")

    begins: datetime | None
    """The beginning."""
    ends: datetime | None
    """The end."""


class StepReview(Value):
    """How one step went (`Run.review`).

    Examples:
        >>> from datetime import UTC, datetime, timedelta
        >>> from ptr_py import Plan, Run
        >>> anne, minute = "anne@grid.example", timedelta(minutes=1)
        >>> ten = datetime(2026, 3, 28, 22, tzinfo=UTC)
        >>> plan = Plan.from_records([
        ...     {"id": "CO1", "phase": "CO", "dry_runs": ["FDR1"], "start": ten,
        ...      "duration": 30 * minute, "contacts": [anne]},
        ... ])
        >>> run = Run(plan.schedule("FDR1"))
        >>> _ = run.start("CO1", by=anne, at=ten + 5 * minute)
        >>> _ = run.close("CO1", by=anne, at=ten + 50 * minute)
        >>> step = run.review(ten + 60 * minute).steps["CO1"]
        >>> str(step.reaction), str(step.work), str(step.cost)
        ('0:05:00', '0:45:00', '0:20:00')
    """

    step: str
    """The id of the step."""
    phase: str
    """The code of its phase."""
    team: str | None
    """The team that carried it out."""
    planned: Period
    """As planned."""
    expected: Period
    """As it was expected when the run was begun."""
    actual: Period
    """As it was recorded."""
    skipped: bool
    """Whether it was skipped."""
    ready: datetime | None
    """Since when it could begin, as it was known when it was begun."""
    reaction: timedelta | None
    """From ready to started; `None` if it was not started."""
    planned_work: timedelta | None
    """Its planned duration."""
    work: timedelta | None
    """From started to closed, without the time between closing and reopening; `None` if it is not
    closed."""
    cost: timedelta | None
    """By how much the run would end earlier, had the step been on time: begun as soon as it was
    ready, and done in its planned duration. Negative if it was quicker than planned and saved
    time; `None` if it was skipped or is not expected to end."""


class GroupReview(Value):
    """How a phase or a team did (`Run.review`).

    Examples:
        >>> from datetime import UTC, datetime, timedelta
        >>> from ptr_py import Plan, Run
        >>> anne, minute = "anne@grid.example", timedelta(minutes=1)
        >>> ten = datetime(2026, 3, 28, 22, tzinfo=UTC)
        >>> plan = Plan.from_records([
        ...     {"id": "CO1", "phase": "CO", "dry_runs": ["FDR1"], "start": ten, "team": "Registre",
        ...      "duration": 30 * minute, "contacts": [anne]},
        ... ])
        >>> run = Run(plan.schedule("FDR1"))
        >>> _ = run.start("CO1", by=anne, at=ten + 5 * minute)
        >>> _ = run.close("CO1", by=anne, at=ten + 50 * minute)
        >>> team = run.review(ten + 60 * minute).teams["Registre"]
        >>> team.steps, str(team.planned_work), str(team.work)
        (1, '0:30:00', '0:45:00')
    """

    name: str | None
    """The code of the phase or the name of the team; `None` for steps without a team."""
    steps: int
    """How many steps it has."""
    planned: Period
    """From the first planned beginning to the last planned end."""
    expected: Period
    """The same as it was expected when the run was begun."""
    actual: Period
    """From the first beginning to the last end; no end while a step that does not sleep is not
    over."""
    reaction: timedelta
    """The sum of the reactions."""
    planned_work: timedelta
    """The sum of the planned durations of the steps that were started and closed."""
    work: timedelta
    """The sum of their work."""
    cost: timedelta
    """By how much the run would end earlier, had all its steps been on time. Not the sum of what
    they cost one by one: two delays at once may cost no more than one."""


class Review(Value):
    """How a run went: planned, expected and recorded, and what each delay cost (`Run.review`)."""

    dry_run: str
    """The dry run that was executed."""
    at: datetime
    """The instant until which is told."""
    begun: datetime | None
    """When the first step was started or skipped."""
    planned_end: datetime | None
    """When all was planned to be over."""
    expected_end: datetime | None
    """The end as it was expected when the run was begun."""
    end: datetime | None
    """The recorded end if all is over, else the expected one."""
    path: tuple[str, ...]
    """The chain that made the end: each step could not begin before the one before had ended."""
    steps: Mapping[str, StepReview]
    """In topological order."""
    phases: Mapping[str, GroupReview]
    """Those with a step in the dry run, in the plan's order."""
    teams: Mapping[str, GroupReview]
    """In the order of their names; steps without a team under ``""``."""


class ComparedRun(Value):
    """One of the runs that are compared (`compare`)."""

    dry_run: str
    """The dry run that was executed."""
    begun: datetime | None
    """When the first step was started or skipped."""
    planned_end: datetime | None
    """When all was planned to be over."""
    expected_end: datetime | None
    """The end as it was expected when the run was begun."""
    end: datetime | None
    """The recorded end if all is over, else the expected one."""


class Seen(Value):
    """How a step went in one of the runs that are compared, as in `StepReview`.

    Examples:
        >>> from datetime import timedelta
        >>> from ptr_py import Seen
        >>> minute = timedelta(minutes=1)
        >>> seen = Seen(reaction=0 * minute, work=45 * minute, cost=15 * minute)
        >>> str(seen.work)
        '0:45:00'
    """

    reaction: timedelta | None
    """From ready to started."""
    work: timedelta | None
    """From started to closed."""
    cost: timedelta | None
    """By how much the run would have ended earlier, had the step been on time."""


class Lesson(Value):
    """What the runs teach about a step.

    Examples:
        >>> from datetime import UTC, datetime, timedelta
        >>> from ptr_py import Plan, Run, compare
        >>> anne, minute = "anne@grid.example", timedelta(minutes=1)
        >>> ten = datetime(2026, 3, 28, 22, tzinfo=UTC)
        >>> plan = Plan.from_records([
        ...     {"id": "CO1", "phase": "CO", "dry_runs": ["FDR1"], "start": ten,
        ...      "duration": 30 * minute, "contacts": [anne]},
        ... ])
        >>> run = Run(plan.schedule("FDR1"))
        >>> _ = run.start("CO1", by=anne, at=ten)
        >>> _ = run.close("CO1", by=anne, at=ten + 44.5 * minute)
        >>> lesson = compare([run], ten + 60 * minute).steps["CO1"].lesson
        >>> str(lesson.duration), str(lesson.likeliest)
        ('0:45:00', '0:44:30')
    """

    duration: timedelta
    """What to plan: the median of the times that it took, rounded up to a minute."""
    shortest: timedelta
    """The shortest time to expect."""
    likeliest: timedelta
    """The median of the times that it took."""
    longest: timedelta
    """The longest time to expect. Of a step that was seen less than three times, the two are
    widened by how much all steps vary."""
    reaction: timedelta
    """The median of the times from ready to started."""


class ComparedStep(Value):
    """One step in all runs that are compared (`compare`)."""

    step: str
    """The id of the step."""
    phase: str
    """The code of its phase, as the last run says."""
    team: str | None
    """Its team, as the last run says."""
    planned_work: timedelta | None
    """Its planned duration, as the last run says."""
    seen: tuple[Seen | None, ...]
    """How it went in each run; `None` where the run does not have it."""
    lesson: Lesson | None
    """What the runs teach; `None` if none of them has started and closed it."""
