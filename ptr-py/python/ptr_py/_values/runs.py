"""What a run tells: why a step stands where it stands, how far it is, what would follow."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ptr_py._values.value import Value, _Told

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Callable, Mapping
    from datetime import datetime, timedelta

    from ptr_py._errors import Refused
    from ptr_py._native import Event, Notice
    from ptr_py._state import State
    from ptr_py._values.forecasts import ForecastSummary, RevisedEnd
    from ptr_py._values.plans import Difference
    from ptr_py.typing import ConditionCode, ReasonCode


class Stamp(Value):
    """When somebody did something.

    Examples:
        >>> from datetime import UTC, datetime
        >>> from ptr_py import Stamp
        >>> match Stamp(at=datetime(2026, 3, 28, 22, tzinfo=UTC), by="anne@grid.example"):
        ...     case Stamp(at, str(by)):
        ...         print(f"{by} at {at:%H:%M}")
        anne@grid.example at 22:00
    """

    __match_args__ = ("at", "by")

    at: datetime
    """When."""
    by: str | None
    """Who; `None` for the machinery."""


class Condition(_Told):
    """Something that keeps a step from being Ready.

    Examples:
        >>> from datetime import UTC, datetime
        >>> from ptr_py import Plan, Run
        >>> ten = datetime(2026, 3, 28, 22, tzinfo=UTC)
        >>> plan = Plan.from_records([
        ...     {"id": "CO1", "phase": "CO", "dry_runs": ["FDR1"], "start": ten},
        ...     {"id": "CO2", "phase": "CO", "dry_runs": ["FDR1"], "start": ten,
        ...      "prerequisites": ["CO1"]},
        ... ])
        >>> [condition] = Run(plan.schedule("FDR1")).explain("CO2", ten).unmet
        >>> condition.code, condition.step, condition.state.name
        ('open-prerequisite', 'CO1', 'READY')
    """

    code: ConditionCode
    """``"asleep"``, ``"abandoned"``, ``"open-prerequisite"``, ``"start-not-reached"``,
    ``"no-start"`` or ``"beyond-horizon"``."""
    phase: str | None = None
    """The phase that sleeps."""
    step: str | None = None
    """The prerequisite that is not terminated."""
    state: State | None = None
    """The state of that prerequisite."""
    outcome: str | None = None
    """The outcome that it must have, if one is asked of it."""
    decision: str | None = None
    """The decision by which the step is abandoned."""
    asked: str | None = None
    """The outcome that was asked of that decision."""
    taken: str | None = None
    """The outcome that it was closed with instead."""
    start: datetime | None = None
    """The start that is not reached."""
    locked_from: datetime | None = None
    """From when on the step would be Locked."""


class Reason(_Told):
    """One reason against a command.

    Examples:
        >>> from datetime import UTC, datetime
        >>> from ptr_py import Plan, Refused, Run
        >>> ten = datetime(2026, 3, 28, 22, tzinfo=UTC)
        >>> plan = Plan.from_records([
        ...     {"id": "CO1", "phase": "CO", "dry_runs": ["FDR1"], "start": ten,
        ...      "contacts": ["anne@grid.example"]},
        ... ])
        >>> try:
        ...     Run(plan.schedule("FDR1")).close("CO1", by="anne@grid.example", at=ten)
        ... except Refused as refused:
        ...     [reason] = refused.reasons
        >>> reason.code, reason.state.name
        ('not-open', 'READY')
    """

    code: ReasonCode
    """A stable name for programs: ``"not-ready"``."""
    found: str | None = None
    """The text that is no step's id, no mail address, or no outcome of the step."""
    dry_run: str | None = None
    """The dry run that has no such step."""
    by: str | None = None
    """Who asks; of a step that is open or terminated already, who did it."""
    assignees: tuple[str, ...] = ()
    """To whom the step is assigned."""
    state: State | None = None
    """The state that the step is in."""
    unmet: tuple[Condition, ...] = ()
    """What is missing for the step to be Ready."""
    since: datetime | None = None
    """Since when what stands against the command has been so."""
    skipped: bool | None = None
    """Whether a terminated step was skipped rather than closed."""
    phase: str | None = None
    """The contingency phase that sleeps until a rollback is declared."""
    outcomes: tuple[str, ...] = ()
    """The outcomes of the decision; none where the step is no decision."""
    steps: tuple[str, ...] = ()
    """The steps that stand against it: those of contingency phases that are open or terminated, or
    those that another plan leaves out or puts to sleep."""
    plan: str | None = None
    """The digest of the plan that is not known."""
    added: tuple[tuple[str, str], ...] = ()
    """Steps that were started, each with a prerequisite that another plan adds."""
    error: Mapping[str, Any] | None = None
    """Why another plan cannot be executed."""
    at: datetime | None = None
    """What the clock says that is ahead; when an estimate was given."""
    until: datetime | None = None
    """The estimate, of when defects block a step no longer, that cannot be taken."""
    clock: datetime | None = None
    """What the other clock says."""
    tolerance: timedelta | None = None
    """How far the two clocks may be apart."""


class Vote(Value):
    """What somebody has voted for.

    Examples:
        >>> from datetime import UTC, datetime
        >>> from ptr_py import Vote
        >>> at = datetime(2026, 3, 28, 22, tzinfo=UTC)
        >>> match Vote(by="anne@grid.example", at=at, outcome="GO"):
        ...     case Vote(outcome="GO", reason=None):
        ...         print("agrees")
        agrees
    """

    __match_args__ = ("by", "at", "outcome", "reason")

    by: str
    """The mail address of whoever voted."""
    at: datetime
    """When."""
    outcome: str
    """For which outcome."""
    reason: str | None = None
    """Why, if they had something to say."""


class Decision(Value):
    """How a decision stands: what can be decided, who has voted for what, who is missing."""

    outcomes: tuple[str, ...]
    """What can be decided, in the order of the plan."""
    quorum: int
    """How many people must agree on an outcome."""
    outcome: str | None
    """What was decided; `None` while it is not."""
    votes: tuple[Vote, ...]
    """In the order in which they were given; one of each person."""
    missing: tuple[str, ...]
    """Those to whom it is assigned and who have not voted; none once it is decided."""


class BlockingDefect(_Told):
    """The defects of a step block it: since when, and until when by estimate, in a sentence too.

    It ends with the record that says so, or with the step. An estimate that is passed changes
    nothing, and reopening the step does not bring it back.
    """

    since: Stamp
    """Since when they do, and who said so first."""
    until: datetime | None
    """When they should do so no longer, by the last estimate; `None` if it named no instant."""
    is_overdue: bool
    """Whether that estimate is passed at the instant asked about."""


class Explanation(_Told):
    """Why a step stands where it stands, in a few sentences and as data."""

    step: str
    """The id of the step."""
    at: datetime
    """The instant asked about."""
    state: State
    """The state of the step then."""
    unmet: tuple[Condition, ...]
    """Every condition that keeps it from being Ready; none once it is, or has been started."""
    blockers: Mapping[str, State]
    """The steps that hold the whole chain: of all steps before this one, those not terminated
    that wait for no step themselves, each with its state."""
    started: Stamp | None
    """When and by whom it was started."""
    terminated: Stamp | None
    """When and by whom it was closed or skipped."""
    skipped: str | None
    """Why it was skipped, if it was."""
    decision: Decision | None = None
    """How it stands with a decision; `None` for any other step."""
    blocking_defect: BlockingDefect | None = None
    """Since when its defects block it, and until when by estimate; `None` if they do not."""


class Tally(Value):
    """How many of some steps stand where.

    Examples:
        >>> from datetime import UTC, datetime
        >>> from ptr_py import Plan, Run, State
        >>> ten = datetime(2026, 3, 28, 22, tzinfo=UTC)
        >>> plan = Plan.from_records([
        ...     {"id": "CO1", "phase": "CO", "dry_runs": ["FDR1"], "start": ten,
        ...      "team": "Registre"},
        ... ])
        >>> tally = Run(plan.schedule("FDR1")).recap(ten).by_team["Registre"]
        >>> tally.total, tally.by_state[State.READY], tally.percent
        (1, 1, 0.0)
    """

    total: int
    """How many there are."""
    terminated: int
    """How many are terminated, the skipped ones included."""
    percent: float
    """Progress: terminated in percent of all; 0.0 where there are no steps."""
    by_state: Counter[State]
    """How many stand in each state that occurs; 0 for every other."""
    skipped: int
    """How many were skipped."""
    late: int
    """How many are late: Ready after their start, or Open after their end."""
    latest: timedelta
    """The greatest lateness of any step; zero if none is late."""


class Recap(Tally):
    """The recap of a dry run, or of one of its phases, at an instant.

    Steps of contingency phases count nowhere but in `asleep` until a rollback is declared, and
    steps that can no longer come about nowhere but in `abandoned`.

    Examples:
        >>> from datetime import UTC, datetime
        >>> from ptr_py import Plan, Run
        >>> ten = datetime(2026, 3, 28, 22, tzinfo=UTC)
        >>> plan = Plan.from_records([
        ...     {"id": "CO1", "phase": "CO", "dry_runs": ["FDR1"], "start": ten},
        ...     {"id": "FB1", "phase": "FB-RB", "dry_runs": ["FDR1"], "start": ten},
        ... ])
        >>> recap = Run(plan.schedule("FDR1")).recap(ten)
        >>> recap.total, recap.asleep, dict(recap.by_phase["CO"].by_state)
        (1, 1, {<State.READY: 'Ready'>: 1})
    """

    at: datetime
    """The instant asked about."""
    phase: str | None
    """The phase, if it is the recap of one."""
    by_phase: Mapping[str, Tally]
    """In the plan's order, phases without steps in this dry run included."""
    by_team: Mapping[str, Tally]
    """In the order of their names; steps without a team under ``""``."""
    by_department: Mapping[str, Tally]
    """In the order of their names; steps without a department under ``""``."""
    asleep: int
    """How many steps of contingency phases sleep."""
    abandoned: int
    """How many steps can no longer come about."""
    blocking_defects: Mapping[str, BlockingDefect]
    """The steps that their defects block, by id, in topological order."""

    @classmethod
    def _counted(cls, fields: dict[str, Any], groups: Callable[[str], Any]) -> Recap:
        """The recap of these fields; what it tells by group is made when somebody asks for it."""
        self = cls.__new__(cls)
        self.__dict__.update(fields, _groups=groups)
        return self

    def _repr_html_(self) -> str:
        """The table that a notebook shows."""
        from ptr_py import _notebook  # noqa: PLC0415 - only notebooks need it

        return _notebook.recap(self)

    if not TYPE_CHECKING:

        def __getattr__(self, name: str) -> Any:
            if name not in ("by_phase", "by_team", "by_department"):
                raise AttributeError(f"{type(self).__name__!r} object has no attribute {name!r}")
            # Whoever comes second gets what is there.
            return self.__dict__.setdefault(name, self._groups(name))


class Moved(Value):
    """When a step begins and ends if some things went otherwise.

    Examples:
        >>> from datetime import UTC, datetime, timedelta
        >>> from ptr_py import Plan, Run
        >>> ten, hour = datetime(2026, 3, 28, 22, tzinfo=UTC), timedelta(hours=1)
        >>> plan = Plan.from_records([
        ...     {"id": "CO1", "phase": "CO", "dry_runs": ["FDR1"], "start": ten, "duration": hour},
        ... ])
        >>> forecast = Run(plan.schedule("FDR1")).forecast(ten)
        >>> moved = forecast.what_if([{"step": "CO1", "lasts": 2 * hour}]).moved["CO1"]
        >>> f"{moved.begins:%H:%M}", f"{moved.ends:%H:%M}", moved.waits_for
        ('23:00', '01:00', None)
    """

    __match_args__ = ("begins", "ends", "waits_for")

    begins: datetime | None
    """`None` if that is after the year 9999."""
    ends: datetime | None
    """`None` if it can no longer come about, or that is after the year 9999."""
    waits_for: str | None = None
    """The prerequisite that drives it: it begins when that ends. `None` where its own start, the
    change itself or the instant asked about does."""


class Change(Value):
    """A step that stands elsewhere than before."""

    __match_args__ = ("step", "before", "after")

    step: str
    """The id of the step."""
    before: State
    """The state at the first point."""
    after: State
    """The state at the second."""


class Consequences(Value):
    """What commands would bring about (`Run.consequences`)."""

    events: list[Event]
    """What would be recorded, in order."""
    states: list[Change]
    """The steps whose state would change at once, in topological order."""
    woken: list[str]
    """The steps that sleep and would sleep no more, in topological order."""
    put_to_sleep: list[str]
    """The steps that would be put to sleep, in topological order."""
    notices: list[Notice]
    """The mails that would be owed and are not owed now."""
    end_before: datetime | None
    """When all is expected to be over as things stand; `None` if no end is expected."""
    end_after: datetime | None
    """When all would be expected to be over afterwards."""
    delay: timedelta | None
    """How much later that is; negative if earlier."""


class Checkpoint(Value):
    """A state of a history, kept where nobody who changes the history can change it too.

    Its text is short enough for a mail: the version, then the digest.

    Examples:
        >>> from ptr_py import Checkpoint, Plan, Run
        >>> plan = Plan.from_records([{"id": "CO1", "phase": "CO", "dry_runs": ["FDR1"]}])
        >>> Run(plan.schedule("FDR1")).checkpoint().version
        0
        >>> str(Checkpoint(version=12, digest="5f3a…"))
        '12 5f3a…'
    """

    __match_args__ = ("version", "digest")

    version: int
    """How many events there were."""
    digest: str
    """The digest of the last of them."""

    def __str__(self) -> str:
        return f"{self.version} {self.digest}"


class Revision(Value):
    """What another plan would change in a run (`Run.preview_revision`)."""

    difference: Difference
    """What differs between the run's schedule and that of the other plan."""
    states: list[Change]
    """The steps of both whose state changes at the instant, in the order of the other plan; none
    if the plan is refused."""
    notices: tuple[list[Notice], list[Notice] | None]
    """The mails owed before and after; `None` after if the plan is refused."""
    forecast: tuple[ForecastSummary, ForecastSummary | None]
    """Where the run is heading before and after; `None` after if the plan is refused."""
    required_ends: tuple[RevisedEnd, ...]
    """What is expected of the required ends of both plans, before and after; none if the plan is
    refused."""
    refusal: Refused | None
    """Why the other plan cannot take the place of the run's, with every reason; not raised."""
