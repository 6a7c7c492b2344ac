"""What the compiled half of ``ptr_py`` offers; ``src/`` of the crate is its other side.

stubtest holds the two together. Instants are aware `datetime`s: they come in with any time zone
and go out by the wall clock of the plan; a naive one is an `InvalidValue`. Those of records, steps
and milestones have the plan's `ZoneInfo`, so that a week later is the same hour; all others have
the offset that the zone has then (``CET``, ``CEST``), so that comparing and subtracting them is
right in the nights of the clock changes too. Work is done without the GIL, and everything here may
be shared between threads.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta, tzinfo
from typing import Any, ClassVar, Final, Literal, Self, final

from _typeshed import StrPath, SupportsRead
from typing_extensions import CapsuleType, TypeVar

from ptr_py._state import State
from ptr_py._values.forecasts import Outlook, RequiredOutlook, Spread, WhatIf
from ptr_py._values.mails import Attachment, MailTexts, Outcome, Weekly
from ptr_py._values.plans import (
    Actor,
    Difference,
    Environment,
    Finding,
    Merge,
    Milestone,
    Phase,
    Problem,
    Proposal,
)
from ptr_py._values.prospects import Prospects
from ptr_py._values.reviews import Cause, ComparedRun, ComparedStep, Review
from ptr_py._values.runs import (
    BlockingDefect,
    Change,
    Checkpoint,
    Consequences,
    Decision,
    Explanation,
    Recap,
    Revision,
    Stamp,
)
from ptr_py.typing import (
    Act,
    Command,
    Direction,
    EventType,
    Grouping,
    Layout,
    Light,
    MailSettings,
    Naive,
    NoticeKind,
    NoticeRules,
    PhaseRecord,
    Role,
    Rules,
    Silence,
    StepRecord,
    Supposition,
    Verdict,
)

_T = TypeVar("_T", default=None)
# A buffer to fill; without one the answer is new bytes.
_Out = TypeVar("_Out", default=bytes)
# Two instants, or two versions: what lies between is asked for in one kind.
_Point = TypeVar("_Point", datetime, int)

__all__ = [
    "Attempt",
    "Comparison",
    "DecideBy",
    "Ends",
    "Event",
    "Forecast",
    "Language",
    "Letter",
    "Mailer",
    "Notice",
    "Odds",
    "Outbox",
    "Plan",
    "Run",
    "Said",
    "Schedule",
    "Step",
    "Table",
    "__version__",
    "compare",
    "compute_states",
    "load_workbook",
    "merge",
    "normalized_address",
    "propose_layout",
    "state_label",
    "terminal_text",
    "told_once",
    "write_template",
]

__version__: Final[str]

# How the core shows each state: name, code, colour, French, English. For the tests.
_STATES: Final[list[tuple[str, int, str | None, str, str]]]

@final
class Plan:
    """A transition plan, valid by construction: whoever holds one knows that it fits together.

    Steps are found by id (``plan["CO00000001"]``, ``"CO00000001" in plan``); iterating gives the
    ids in the order in which the steps were given, `steps` the steps themselves.

    Examples:
        >>> from datetime import UTC, datetime, timedelta
        >>> from ptr_py import Plan
        >>> ten, hour = datetime(2026, 3, 28, 22, tzinfo=UTC), timedelta(hours=1)
        >>> step = {"phase": "CO", "dry_runs": ["FDR1"], "team": "Registre"}
        >>> close = dict(step, id="CO00000001", label="Close the register", start=ten)
        >>> check = dict(step, id="CO00000002", prerequisites=["CO00000001"], start=ten + hour)
        >>> plan = Plan.from_records(
        ...     [close, check],
        ...     actors=[{"team": "Registre", "team_leader": "anne@grid.example"}],
        ...     milestones={"Cut-over": {"FDR1": ten}},
        ... )
        >>> len(plan), plan.keys(), plan["CO00000002"].prerequisites
        (2, ['CO00000001', 'CO00000002'], ['CO00000001'])
        >>> plan.dry_runs, plan.timezone, plan["CO00000001"].contacts
        (['FDR1'], 'Europe/Brussels', ['anne@grid.example'])

        A plan as data, and back:

        >>> Plan.from_records(plan.to_records(resolved=False), **plan.frame()) == plan
        True
        >>> Plan.from_json(plan.to_json()) == plan
        True

        A plan as a workbook, and back:

        >>> import io, pathlib, tempfile
        >>> from ptr_py import load_workbook
        >>> load_workbook(io.BytesIO(plan.to_workbook())) == plan
        True
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     plan.write_workbook(file := pathlib.Path(folder) / "plan.xlsx", language="en")
        ...     load_workbook(file) == plan
        True

        A later version, and a dry run of it that begins an hour later:

        >>> later = Plan.from_records([dict(close, label="Freeze the register")])
        >>> plan.diff(later).removed
        ['CO00000002']
        >>> f"{later.schedule('FDR1', shift=hour).start('CO00000001'):%H:%M}"
        '00:00'
    """

    @staticmethod
    def from_records(
        records: Iterable[StepRecord | Mapping[str, Any]],
        timezone: str | tzinfo = "Europe/Brussels",
        *,
        naive: Naive | None = None,
        phases: Iterable[str | PhaseRecord | Mapping[str, Any]]
        | Literal["as-they-come"]
        | None = None,
        dry_runs: Iterable[str] | None = None,
        milestones: Iterable[Milestone | Mapping[str, Any]] | Mapping[str, Any] = (),
        actors: Iterable[Actor | Mapping[str, Any]] = (),
        environments: Iterable[Environment | Mapping[str, Any]] | Mapping[str, Any] = (),
        plain: bool = False,
        keys: Mapping[str, str] | None = None,
    ) -> Plan:
        """The plan that these records tell.

        A record is a mapping with the keys ``id``, ``label``, ``phase``, ``dry_runs``,
        ``prerequisites``, ``start``, ``duration``, ``team``, ``department``, ``contacts``,
        ``instructions``, ``outcomes`` and ``quorum``, of which only ``id`` must be there; any
        other key is kept and given back. A step with ``outcomes`` is a decision, on one of which
        as many people must agree as ``quorum`` says; a prerequisite asks for an outcome as
        ``"CO00000083 = GO"`` or ``{"step": "CO00000083", "outcome": "GO"}``. If no record names a
        phase the plan has one; if none names dry runs all steps are in ``Live``.

        Args:
            records: One for each step.
            timezone: The zone of the plan's wall clock.
            naive: What starts and milestones without a time zone mean: ``"plan"`` for the plan's
                wall clock, ``"utc"`` for UTC, which databases such as MongoDB hand out unless they
                are asked for more (``tz_aware=True``). Unless said they are refused.
            phases: Codes, or mappings with ``code``, ``label`` and ``contingency``; those of the
                operator unless said; ``"as-they-come"`` for those that the records name.
            dry_runs: The dry runs that records may name; any unless said.
            milestones: Names and their date in each dry run.
            actors: Teams and the mail addresses of those who answer for them.
            environments: Names and what stands for each in each dry run.
            plain: Whether dates and lengths of time may be text, as JSON has them: a date of ISO
                8601 with its offset, ``"2026-03-28T22:00:00+01:00"``, or without one as `naive`
                says; ``"PT5400S"``; in further keys ``{"$date": "2026-03-28T22:00:00"}``.
            keys: The keys of documents that are others than those of records:
                ``{"_id": "id"}``.

        Returns:
            The plan, in which everything refers to something that there is and no steps wait for
            each other. Takes `O((steps + prerequisites) log steps)`.

        Raises:
            PlanError: with everything that is wrong with the records at once.
            InvalidValue: if one of the other arguments means nothing.
        """

    def to_records(
        self,
        *,
        resolved: bool = True,
        plain: bool = False,
        keys: Mapping[str, str] | None = None,
    ) -> list[dict[str, Any]]:
        """The steps as records, in the order in which they were given.

        A ``start`` is aware, in the plan's time zone; it is a mapping by dry run only where the
        dry runs differ.

        Args:
            resolved: Whether starts are dates and contacts those who get the mails. `False` gives
                both as they were given to the plan: a start may be an offset from a milestone,
                ``{"milestone": "J0", "days": -5, "seconds": 3600}``, and contacts that come from
                the team are left out. So a plan is edited as data, and made again:
                ``Plan.from_records(plan.to_records(resolved=False), **plan.frame())``.
            plain: Whether dates and lengths of time are text, so that JSON and BSON can hold the
                records; what else they cannot hold stands as the nearest value or as its text.
            keys: The keys that are others in documents, as for `from_records`.

        Returns:
            A new dict for each step with every key that `from_records` knows, then the further
            ones; lengths of time are `timedelta`.

        Raises:
            InvalidValue: if the keys mean nothing.
        """

    def frame(self, *, plain: bool = False) -> dict[str, Any]:
        """What `from_records` takes beside the records to make this plan again.

        Time zone, phases, dry runs, milestones, actors and environments, under the names of its
        arguments.

        Args:
            plain: Whether all of it is such that JSON and BSON can hold it; it then has the key
                ``plain``, too, so that it is read as such.

        Returns:
            A new dict of keyword arguments.
        """

    def to_json(self) -> str:
        """The whole plan as JSON text; what JSON cannot hold stands in it as text.

        Returns:
            The text, the same for the same plan in every process; `digest` is made of it.
        """

    @staticmethod
    def from_json(text: str) -> Plan:
        """The plan that `to_json` wrote down.

        Args:
            text: What `to_json` of this version or an earlier one gave.

        Returns:
            The plan.

        Raises:
            PlanError: with everything that is wrong with the plan at once.
            InvalidValue: if the text is not the JSON of a plan.
        """

    def write_workbook(
        self,
        path: StrPath,
        *,
        layout: Layout | Mapping[str, Any] | None = None,
        language: str | Language = ...,
    ) -> None:
        """Writes the plan as a workbook that reads back as this very plan.

        Args:
            path: The file, which is replaced as a whole or not at all.
            layout: Where things are to stand; unless said as in the workbook the plan was loaded
                from, or else as usual.
            language: Of headings and texts, a code or a `Language`; French unless said.

        Raises:
            WorkbookError: if the file cannot be written, or with everything of the plan that a
                workbook cannot hold.
            InvalidValue: if another argument means nothing.
        """

    def to_workbook(
        self, *, layout: Layout | Mapping[str, Any] | None = None, language: str | Language = ...
    ) -> bytes:
        """The content of the file that `write_workbook` writes.

        Args:
            layout: Where things are to stand; unless said as in the workbook the plan was loaded
                from, or else as usual.
            language: Of headings and texts, a code or a `Language`; French unless said.

        Returns:
            The bytes of an ``.xlsx`` file.

        Raises:
            WorkbookError: with everything of the plan that a workbook cannot hold.
            InvalidValue: if the layout or the language means nothing.
        """

    def schedule(
        self,
        dry_run: str,
        shift: timedelta | None = None,
        lock_horizon: timedelta | None = ...,
    ) -> Schedule:
        """The plan projected on a dry run.

        Args:
            dry_run: The name of the dry run, as in `dry_runs`.
            shift: By how much every start is moved, negative for earlier; not at all unless said.
            lock_horizon: From when on before its start an unready step is Locked, five days unless
                said; `None` for always. Elapsed time: a day is 24 hours, also where the clocks
                change, unlike the days of an offset from a milestone.

        Returns:
            The schedule of the steps that the dry run executes.

        Raises:
            UnknownDryRun: if the plan has no such dry run.
            InvalidValue: if the horizon is negative or the shift leaves the calendar.
        """

    def diff(self, other: Plan) -> Difference:
        """What another plan changes in this one.

        Args:
            other: The later plan.

        Returns:
            What is added, removed and changed on the way from this plan to the other one.
        """

    @property
    def digest(self) -> str:
        """The SHA-256 digest of `to_json`, by which events and stores name the plan.

        The same plan has the same digest in every process and version. What only Python can hold
        of its records does not count.

        Examples:
            >>> import hashlib
            >>> from ptr_py import Plan
            >>> plan = Plan.from_records([{"id": "CO1", "phase": "CO", "dry_runs": ["FDR1"]}])
            >>> plan.digest == hashlib.sha256(plan.to_json().encode()).hexdigest()
            True
        """

    @property
    def written_from(self) -> str | None:
        """The digest of the plan that its workbook was written from.

        A status workbook says so, also once it was edited and saved, in `.xlsx`, `.xlsm`, `.xlsb`
        and `.ods`; no other plan has one. It is the base on which `merge` accepts the plan.

        Examples:
            >>> import io
            >>> from datetime import datetime, timezone
            >>> from ptr_py import Plan, Run, load_workbook
            >>> step = {"id": "CO00000001", "phase": "CO", "dry_runs": ["FDR1"]}
            >>> plan = Plan.from_records([step])
            >>> at = datetime(2027, 3, 27, 8, tzinfo=timezone.utc)
            >>> workbook = Run(plan.schedule("FDR1")).to_status_workbook(at)
            >>> load_workbook(io.BytesIO(workbook)).written_from == plan.digest
            True
        """

    def check(
        self, rules: Rules | Mapping[str, Any] | None = None, *, language: str | Language = ...
    ) -> list[Finding]:
        """What is likely to make a night fail: a linter for plans.

        It looks for steps without duration, owner, date or successor, redundant prerequisites,
        dates that contradict prerequisites and durations, people wanted in two places at once,
        long steps and long waits, decisions without criteria, work handed over without a
        prerequisite, milestones that nobody uses, and a rollback that cannot be over in time.

        Loading a workbook does not check it: warnings tell what looks wrong, findings what could
        be better, and only when asked.

        Args:
            rules: The code of a rule takes ``"error"``, ``"warning"`` or ``"off"``; thresholds
                have keys of their own, lengths as `timedelta` or ISO 8601 text: ``longest_step``
                (2 days), ``longest_wait`` (14 days), ``longest_attended`` (8 hours: longer steps
                keep nobody from another one), ``leaders`` (whether those who answer for a team
                count as people), ``handover_gap`` (1 hour), ``decisions`` (words of labels),
                ``required_end`` (a milestone; without it no rollback is too late). Left out: the
                ``checks`` of the layout that the plan was loaded with, else the usual ones.
            language: Of messages and cures; English unless said, as messages of problems are.

        Returns:
            Each finding once, those of the whole plan first, then by the ids of the steps; with
            sheet and cell where the plan was loaded from a workbook.

        Raises:
            InvalidValue: if the rules have a key or value that means nothing.

        Examples:
            >>> import ptr_py
            >>> plan = ptr_py.Plan.from_records(
            ...     [{"id": "CO1", "phase": "CO", "dry_runs": ["Live"], "team": "Registre"}]
            ... )
            >>> [finding.code for finding in plan.check({"no-start": "off"})]
            ['no-duration']
        """

    @property
    def dry_runs(self) -> list[str]:
        """The dry runs, the real execution last."""

    @property
    def phases(self) -> list[Phase]:
        """The phases in their order."""

    @property
    def steps(self) -> list[Step]:
        """The steps, in the order in which they were given."""

    @property
    def warnings(self) -> list[Problem]:
        """What somebody should look at, though the plan can be used.

        Of a kind that comes by the thousand the first are listed, the last of them tells where the
        others are.
        """

    @property
    def milestones(self) -> list[Milestone]:
        """The milestones, with their date in each dry run."""

    @property
    def actors(self) -> list[Actor]:
        """The teams and those who answer for them."""

    @property
    def environments(self) -> list[Environment]:
        """The environments, with what stands for each in each dry run."""

    @property
    def timezone(self) -> str:
        """The name of the zone of the plan's wall clock."""

    def keys(self) -> list[str]:
        """The ids, in the order in which the steps were given.

        Returns:
            A new list of all ids, those of every dry run.
        """

    def _repr_html_(self) -> str:
        """The table that a notebook shows: the first steps."""

    def __len__(self) -> int: ...
    def __getitem__(self, key: str, /) -> Step: ...
    def __contains__(self, key: object, /) -> bool: ...
    def __iter__(self) -> Iterator[str]: ...
    def __eq__(self, other: object, /) -> bool: ...
    def __ne__(self, other: object, /) -> bool: ...
    __hash__: ClassVar[None]  # type: ignore[assignment]

@final
class Step(Mapping[str, Any]):
    """One step (étape-action) of a plan, by attribute and, as the record it is, by key.

    Examples:
        >>> from datetime import timedelta
        >>> from ptr_py import Plan
        >>> plan = Plan.from_records([{
        ...     "id": "CO1", "phase": "CO", "dry_runs": ["FDR1"], "label": "Close the register",
        ...     "duration": timedelta(minutes=30), "Remarks": "at night",
        ... }])
        >>> step = plan["CO1"]
        >>> step.label, step["label"], str(step.duration), step.extra
        ('Close the register', 'Close the register', '0:30:00', {'Remarks': 'at night'})
        >>> step.get("Remarks"), step.get("Risk", "none"), step.to_record() == plan.to_records()[0]
        ('at night', 'none', True)
        >>> step.keys() == list(step), list(zip(step.keys(), step.values())) == step.items()
        (True, True)
    """

    @property
    def id(self) -> str:
        """The unique id."""

    @property
    def label(self) -> str:
        """What is done, in one line (libellé)."""

    @property
    def phase(self) -> str | None:
        """The code of its phase; `None` in a plan without phases."""

    @property
    def dry_runs(self) -> list[str]:
        """The dry runs it is executed in, in the order of the plan."""

    @property
    def prerequisites(self) -> list[str]:
        """The steps that must be terminated before it may start, as written: ``"CO00000083"``.

        With the outcome that a decision must have, ``"CO00000083 = GO"``; should the plan have a
        step with just that text for an id, ``{"step": "CO00000083", "outcome": "GO"}``.
        """

    @property
    def start(self) -> datetime | dict[str, datetime] | None:
        """When it is to start, in the plan's time zone; by dry run where they differ."""

    @property
    def duration(self) -> timedelta | None:
        """How long it is expected to take."""

    @property
    def team(self) -> str | None:
        """The team that carries it out."""

    @property
    def department(self) -> str | None:
        """The department the team belongs to."""

    @property
    def contacts(self) -> list[str]:
        """The mail addresses of those who get its start mail and may change it."""

    @property
    def instructions(self) -> str | None:
        """How it is done."""

    @property
    def outcomes(self) -> list[str]:
        """The outcomes of a decision, of which it is closed with one; none for any other step."""

    @property
    def quorum(self) -> int | None:
        """How many people must agree on an outcome; `None` where one decides."""

    @property
    def extra(self) -> dict[str, Any]:
        """Everything else that its record says."""

    def to_record(self) -> dict[str, Any]:
        """The step as a record.

        Returns:
            A new dict, as `Plan.to_records` gives it.
        """

    def get(self, key: str, default: _T | None = None, /) -> Any | _T:
        """The value of a key of the record.

        Args:
            key: The name of a field, or of a further column.
            default: What stands for a key that the record does not have.

        Returns:
            The value, or the default.
        """
    def keys(self) -> list[str]:  # type: ignore[override]
        """The keys of the record.

        Returns:
            The names of all fields, then of the further columns, in the order of `to_record`.
        """
    def values(self) -> list[Any]:  # type: ignore[override]
        """The values of the record.

        Returns:
            One for each of the `keys`, in their order.
        """
    def items(self) -> list[tuple[str, Any]]:  # type: ignore[override]
        """The keys of the record with their values.

        Returns:
            The pairs, in the order of `keys`.
        """
    def __getitem__(self, key: str, /) -> Any: ...
    def __contains__(self, key: object, /) -> bool: ...
    def __iter__(self) -> Iterator[str]: ...
    def __len__(self) -> int: ...
    def __eq__(self, other: object, /) -> bool: ...
    def __ne__(self, other: object, /) -> bool: ...
    __hash__: ClassVar[None]  # type: ignore[assignment]

@final
class Schedule:
    """A plan projected on one dry run: which steps it executes, in which order, and when.

    Examples:
        >>> from datetime import UTC, datetime, timedelta
        >>> from ptr_py import Plan
        >>> ten, hour = datetime(2026, 3, 28, 22, tzinfo=UTC), timedelta(hours=1)
        >>> both, live = ["FDR1", "Live"], ["Live"]
        >>> plan = Plan.from_records([
        ...     {"id": "CO1", "phase": "CO", "dry_runs": both, "start": ten, "duration": hour},
        ...     {"id": "CO2", "phase": "CO", "dry_runs": live, "prerequisites": ["CO1"]},
        ...     {"id": "CO3", "phase": "CO", "dry_runs": both, "prerequisites": ["CO2"],
        ...      "start": ten + hour},
        ... ])
        >>> schedule = plan.schedule("FDR1")
        >>> schedule.ids, schedule.prerequisites("CO3"), schedule.successors("CO1")
        (['CO1', 'CO3'], ['CO1'], ['CO3'])
        >>> f"{schedule.start('CO1'):%H:%M}", f"{schedule.end('CO1'):%H:%M}", schedule.end("CO3")
        ('23:00', '00:00', None)
        >>> [state.name for state in schedule.states(ten, opened=["CO1"]).values()]
        ['OPEN', 'LOCKED']
        >>> list(schedule.state_codes(ten + hour, terminated=["CO1"]))
        [5, 3]
        >>> len(schedule.table(ten)), schedule.diff(plan.schedule("Live")).added
        (2, ['CO2'])
        >>> "flowchart" in schedule.to_mermaid(), schedule.to_dot().startswith("digraph")
        (True, True)
        >>> schedule.to_svg(direction="TB", language="en").startswith("<svg")
        True
    """

    @property
    def plan(self) -> Plan:
        """The plan that was projected."""

    @property
    def dry_run(self) -> str:
        """The dry run it was projected on."""

    @property
    def shift(self) -> timedelta:
        """How much every start was moved."""

    @property
    def lock_horizon(self) -> timedelta | None:
        """From when on before its start an unready step is Locked; `None` for always.

        Elapsed time: a day is 24 hours.
        """

    @property
    def ids(self) -> list[str]:
        """The ids in topological order, the smallest first where that leaves a choice."""

    def prerequisites(self, id: str) -> list[str]:
        """The effective prerequisites of a step, sorted.

        A prerequisite that the dry run leaves out is replaced by its own, and so on.

        Args:
            id: The id of the step.

        Returns:
            The ids, each a step of the dry run.

        Raises:
            UnknownStep: if the dry run has no such step.
        """

    def successors(self, id: str) -> list[str]:
        """The steps whose effective prerequisite a step is, in topological order.

        Args:
            id: The id of the step.

        Returns:
            The ids; none for a step that no other waits for.

        Raises:
            UnknownStep: if the dry run has no such step.
        """

    def start(self, id: str) -> datetime | None:
        """When a step is to start by the plan, shift included.

        Args:
            id: The id of the step.

        Returns:
            The instant; `None` where the plan sets no start for the dry run, or leaves it to the
            declaration of a rollback (see `Run.schedule`).

        Raises:
            UnknownStep: if the dry run has no such step.
        """

    def end(self, id: str) -> datetime | None:
        """When a step is to end, if the plan says both its start and its duration.

        Args:
            id: The id of the step.

        Returns:
            The start plus the planned duration; `None` where either is missing.

        Raises:
            UnknownStep: if the dry run has no such step.
        """

    def diff(self, other: Schedule) -> Difference:
        """What another schedule changes in this one: with starts in the dry run, shift included.

        Args:
            other: The later schedule, of the same dry run or another one.

        Returns:
            What is added, removed and changed on the way from this schedule to the other one.
        """

    def states(
        self,
        at: datetime,
        opened: Iterable[str] = (),
        terminated: Iterable[str] = (),
        *,
        rollback: bool = False,
        outcomes: Mapping[str, str] | None = None,
    ) -> dict[str, State]:
        """The state of every step at an instant, in topological order.

        Args:
            at: The instant, aware.
            opened: The ids of the steps that were started. A step of the plan that the dry run
                leaves out counts for nothing.
            terminated: The ids of the steps that were closed, whether they are among the opened or
                not.
            rollback: Whether a rollback is declared, so that contingency phases are awake.
            outcomes: Those of terminated decisions, by the id of the step.

        Returns:
            The state of each step, by its id. Takes `O(steps + prerequisites)`.

        Raises:
            UnknownStep: if the plan has no such step.
            InvalidValue: if the instant is naive.
        """

    def state_codes(
        self,
        at: datetime,
        opened: Iterable[str] = (),
        terminated: Iterable[str] = (),
        *,
        rollback: bool = False,
        outcomes: Mapping[str, str] | None = None,
        out: _Out | None = None,
    ) -> _Out:
        """The same as `states` as one byte a step: `State.code`, in topological order.

        ``numpy.frombuffer`` and `memoryview` read the bytes without copying them.

        Args:
            at: The instant, aware.
            opened: The ids of the steps that were started.
            terminated: The ids of the steps that were closed.
            rollback: Whether a rollback is declared, so that contingency phases are awake.
            outcomes: Those of terminated decisions, by the id of the step.
            out: A writable buffer of one byte a step, to be filled and given back instead of new
                bytes.

        Returns:
            As many bytes as there are steps, or `out` itself.

        Raises:
            UnknownStep: if the plan has no such step.
            InvalidValue: if the instant is naive, or `out` cannot take the bytes.
        """

    def table(
        self,
        at: datetime,
        opened: Iterable[str] = (),
        terminated: Iterable[str] = (),
        *,
        rollback: bool = False,
        outcomes: Mapping[str, str] | None = None,
    ) -> Table:
        """The steps in columns, with their `states`.

        Args:
            at: The instant, aware.
            opened: The ids of the steps that were started.
            terminated: The ids of the steps that were closed.
            rollback: Whether a rollback is declared, so that contingency phases are awake.
            outcomes: Those of terminated decisions, by the id of the step.

        Returns:
            The columns of `Table` about the plan and the states, in topological order.

        Raises:
            UnknownStep: if the plan has no such step.
            InvalidValue: if the instant is naive.
        """

    def to_dot(
        self,
        *,
        phase: str | None = None,
        neighbours: bool = True,
        faint: Iterable[str] | None = None,
        links: str | None = None,
        reduce: bool = True,
        direction: Direction = "LR",
        language: str | Language = ...,
        group_by_phase: bool = True,
        legend: bool = True,
    ) -> str:
        """The schedule in the DOT language of Graphviz.

        Args:
            phase: Draw only the steps of this phase, and those next to them.
            neighbours: Draw faintly the steps next to those of the phase.
            faint: The ids of steps to draw faintly too, with their lines.
            links: Make each step a link, to this address followed by its id, percent-encoded.
            reduce: Leave out every arrow that follows from others.
            direction: Which way the arrows point.
            language: Of states and titles; French unless said.
            group_by_phase: Draw a frame around the steps of each phase.
            legend: Explain the colours, where there are any.

        Returns:
            The text of a ``digraph``, the same for the same schedule and options.

        Raises:
            UnknownPhase: if the plan has no such phase.
            InvalidValue: if another option means nothing.
        """

    def to_mermaid(
        self,
        *,
        phase: str | None = None,
        neighbours: bool = True,
        faint: Iterable[str] | None = None,
        links: str | None = None,
        reduce: bool = True,
        direction: Direction = "LR",
        language: str | Language = ...,
        group_by_phase: bool = True,
        legend: bool = True,
    ) -> str:
        """The schedule as a flowchart of Mermaid.

        Args:
            phase: Draw only the steps of this phase, and those next to them.
            neighbours: Draw faintly the steps next to those of the phase.
            faint: The ids of steps to draw faintly too, with their lines.
            links: Make each step a link, to this address followed by its id, percent-encoded.
            reduce: Leave out every arrow that follows from others.
            direction: Which way the arrows point.
            language: Of states and titles; French unless said.
            group_by_phase: Draw a frame around the steps of each phase.
            legend: Explain the colours, where there are any.

        Returns:
            The text of a ``flowchart``, the same for the same schedule and options.

        Raises:
            UnknownPhase: if the plan has no such phase.
            InvalidValue: if another option means nothing.
        """

    def to_svg(
        self,
        *,
        phase: str | None = None,
        neighbours: bool = True,
        faint: Iterable[str] | None = None,
        links: str | None = None,
        reduce: bool = True,
        direction: Direction = "LR",
        language: str | Language = ...,
        group_by_phase: bool = True,
        legend: bool = True,
    ) -> str:
        """The schedule as a picture (SVG).

        Boxes in the order of the work, a long plan in rows like a text, so that it fits a sheet;
        text of 12 pixels, no script, no id and no style attribute.
        Whatever is cut for want of room stands whole in the box's title. A page's stylesheet can
        restyle all of it by class: ``svg.drawing`` contains ``.frame``, ``.line``, ``.box`` with
        one of ``.locked``, ``.overdue``, ``.idle``, ``.ready``, ``.open``, ``.terminated``,
        ``.planned`` and ``.plain``, in it ``.bar``, ``.id``, ``.word`` and ``.label``, and
        ``.legend``; what is drawn faintly is ``.faint``.

        Args:
            phase: Draw only the steps of this phase, and those next to them.
            neighbours: Draw faintly the steps next to those of the phase.
            faint: The ids of steps to draw faintly too, with their lines.
            links: Make each step a link, to this address followed by its id, percent-encoded.
            reduce: Leave out every arrow that follows from others.
            direction: Which way the arrows point.
            language: Of states and titles; French unless said.
            group_by_phase: Draw a frame around the steps of each phase.
            legend: Explain the colours, where there are any.

        Returns:
            One ``<svg>`` element to stand in a page or a file, the same for the same schedule and
            options.

        Raises:
            UnknownPhase: if the plan has no such phase.
            InvalidValue: if another option means nothing.
        """

    def __arrow_c_stream__(self, requested_schema: object = None) -> CapsuleType:
        """The steps in columns, without states, as a stream of Arrow."""

    def _repr_svg_(self) -> str:
        """The picture that a notebook shows, as `to_svg` draws it."""

    def __len__(self) -> int: ...
    def __contains__(self, key: object, /) -> bool: ...
    def __eq__(self, other: object, /) -> bool: ...
    def __ne__(self, other: object, /) -> bool: ...
    __hash__: ClassVar[None]  # type: ignore[assignment]

@final
class Event:
    """One thing that happened in a run. Its dict is what a store keeps.

    Its instants are by the wall clock of the plan; of one that was read from its dict, in UTC.

    Examples:
        >>> from datetime import UTC, datetime
        >>> from ptr_py import Event, Plan, Run
        >>> team, ten = "team@grid.example", datetime(2026, 3, 28, 22, tzinfo=UTC)
        >>> plan = Plan.from_records([{"id": "CO1", "phase": "CO", "dry_runs": ["FDR1"]}])
        >>> run = Run(plan.schedule("FDR1"), [team])
        >>> [event] = run.skip("CO1", "Not needed", by=team, at=ten)
        >>> event.seq, event.type, event.step, event.by, event.role, event.reason
        (1, 'skipped', 'CO1', 'team@grid.example', 'coordinator', 'Not needed')
        >>> event.sentence("en")
        'skipped by team@grid.example (transition team): "Not needed"'
        >>> Event.from_dict(event.to_dict()) == event
        True
    """

    @staticmethod
    def from_dict(document: Mapping[str, Any]) -> Event:
        """The event that `to_dict` wrote down.

        ``at`` may be a `datetime` as well; keys that a store has added are ignored.

        Args:
            document: The dict. ``at`` may be a `datetime` as well; keys that a store has added are
                ignored.

        Returns:
            The event.

        Raises:
            InvalidValue: if the dict is not one of an event.
        """

    def to_dict(self) -> dict[str, Any]:
        """The event as a plain dict of texts, numbers and lists, stable across versions.

        Returns:
            A new dict with ``seq``, ``at`` (ISO 8601, UTC), ``by``, ``role``, ``type``, what the
            type knows, and ``digest``.
        """

    def sentence(self, language: str | Language = ...) -> str:
        """What happened and who did it, as a line of a history beside its time.

        Args:
            language: A code or a `Language`; French unless said.

        Returns:
            The sentence, without the instant.

        Raises:
            InvalidValue: in a language that there is not.
        """

    @property
    def seq(self) -> int:
        """Its number in the run, counted from 1 without a gap."""

    @property
    def at(self) -> datetime:
        """When it happened."""

    @property
    def by(self) -> str | None:
        """The mail address of whoever did it; `None` for the machinery."""

    @property
    def role(self) -> Role | Literal["system"]:
        """In which role."""

    @property
    def on_behalf_of(self) -> str | None:
        """The address of the person for whom a coordinator acted, if for somebody."""

    @property
    def type(self) -> EventType:
        """What happened."""

    @property
    def step(self) -> str | None:
        """The id of the step it happened to, if it happened to one."""

    @property
    def to(self) -> str | None:
        """Of a transfer: who has the step now."""

    @property
    def message(self) -> str | None:
        """Of a transfer: what its author had to say."""

    @property
    def text(self) -> str | None:
        """Of recorded defects: the whole text."""

    @property
    def blocks(self) -> bool | None:
        """Of recorded defects: `True` if they block the step."""

    @property
    def until(self) -> datetime | None:
        """Of defects that block the step: when they should do so no longer, by estimate."""

    @property
    def outcome(self) -> str | None:
        """Of a decision that was closed, or of a vote: for which outcome."""

    @property
    def reason(self) -> str | None:
        """Why a start was undone, a step reopened or skipped, a rollback or plan changed.

        Of a step that was closed, or a vote: what its author had to say about it.
        """

    @property
    def started_successors(self) -> list[str]:
        """Of a reopened step: the steps after it that had been started by then."""

    @property
    def key(self) -> str | None:
        """Of a mail: its key."""

    @property
    def notice(self) -> str | None:
        """Of a mail that could not be sent: its kind."""

    @property
    def plan(self) -> str | None:
        """Of a revision: the digest of the plan that is executed from then on."""

    @property
    def shift(self) -> str | None:
        """Of a revision that moves starts: by how much they are moved from then on, ISO 8601."""

    @property
    def rewriting(self) -> bool | None:
        """Of a revision: `True` if it was allowed to contradict what had been done."""

    @property
    def digest(self) -> str | None:
        """What chains it to the event before it (`Run.verify`)."""

    @property
    def recipient(self) -> str | None:
        """Of a mail that could not be sent: to whom."""

    @property
    def way(self) -> str | None:
        """Of what went, or was tried, by another way than mail: the name of the way."""

    @property
    def error(self) -> str | None:
        """Of a mail that could not be sent: what the mail server answered."""

    def __eq__(self, other: object, /) -> bool: ...
    def __ne__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...

@final
class Notice:
    """A mail owed to somebody.

    Examples:
        >>> from datetime import UTC, datetime
        >>> from ptr_py import Notice, Plan, Run
        >>> ten = datetime(2026, 3, 28, 22, tzinfo=UTC)
        >>> plan = Plan.from_records([
        ...     {"id": "CO1", "phase": "CO", "dry_runs": ["FDR1"], "start": ten,
        ...      "contacts": ["anne@grid.example"]},
        ... ])
        >>> [notice] = Run(plan.schedule("FDR1")).notices(ten)
        >>> notice.kind, notice.label("en"), notice.step, notice.recipients
        ('start', 'start mail', 'CO1', ['anne@grid.example'])
        >>> Notice.from_dict(notice.to_dict()) == notice
        True
    """

    @staticmethod
    def from_dict(document: Mapping[str, Any]) -> Notice:
        """The notice that `to_dict` wrote down.

        Args:
            document: The dict; keys that a queue has added are ignored.

        Returns:
            The notice.

        Raises:
            InvalidValue: if the dict is not one of a notice.
        """

    def to_dict(self) -> dict[str, Any]:
        """The notice as a plain dict of texts and lists, for a queue of mails, say.

        Returns:
            A new dict that JSON and BSON can hold.
        """

    @property
    def key(self) -> str:
        """The same whoever asks, whenever, for the same mail; different for any other."""

    @property
    def kind(self) -> NoticeKind:
        """What it is for."""

    def label(self, language: str | Language = ...) -> str:
        """What people call such a mail: *rappel*, *reminder*.

        Args:
            language: A code or a `Language`; French unless said.

        Returns:
            A word or two, in lower case.

        Raises:
            InvalidValue: in a language that there is not.
        """

    @property
    def dry_run(self) -> str:
        """The dry run it is about."""

    @property
    def step(self) -> str | None:
        """The id of the step it is about, if it is about one."""

    @property
    def event(self) -> int | None:
        """The number of the event it stems from: a transfer, the failure of a mail, an act."""

    @property
    def recipients(self) -> list[str]:
        """Who gets it: one address, because the link in the mail speaks for that person alone."""

    @property
    def way(self) -> str | None:
        """By which way it goes, as the ``ways`` of the rules name it; `None` for mail."""

    @property
    def sender(self) -> str | None:
        """Of a transfer, or a coordinator's reminder: who asked for it. Of an act: who it was."""

    @property
    def to(self) -> str | None:
        """Of the receipt of a transfer, and of one told to others: to whom the step went."""

    @property
    def message(self) -> str | None:
        """Of a transfer and its receipt: what the sender had to say."""

    @property
    def undelivered_to(self) -> str | None:
        """Of a failure: to whom a mail could not be sent."""

    @property
    def error(self) -> str | None:
        """Of a failure: what the mail server answered."""

    @property
    def since(self) -> datetime | None:
        """Of a weekly report: the instant of the report before.

        Of a reminder and an escalation: when the silence began. Of a required end at risk: from
        when on it is.
        """

    @property
    def until(self) -> datetime | None:
        """Of a weekly report: the instant of this report.

        Of a reminder and an escalation: the instant from which the mail is owed.
        """

    @property
    def silence(self) -> Silence | None:
        """Of a reminder and an escalation: what nobody does about the step."""

    @property
    def milestone(self) -> str | None:
        """Of a required end at risk: the milestone that requires it."""

    @property
    def by(self) -> datetime | None:
        """Of a required end at risk: the required end."""

    @property
    def ends(self) -> datetime | None:
        """Of a required end that the forecast passes: the end that was expected at `since`."""

    @property
    def below(self) -> int | None:
        """Of a required end that is unlikely to be met: the chance is below so many percent."""

    @property
    def act(self) -> Act | None:
        """Of an act on the work of others: what somebody did."""

    @property
    def reason(self) -> str | None:
        """Of an act on the work of others: why; a revision may go without."""

    @property
    def steps(self) -> list[str] | None:
        """Of an act on the work of others: those of the recipient's steps that it changes.

        The step on which somebody acted is not among them.
        """

    def __eq__(self, other: object, /) -> bool: ...
    def __ne__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...

@final
class Run:
    """One execution of a schedule: what people did in it, and where it stands.

    A command is carried out and gives its events, or is `Refused` with every reason and changes
    nothing. With ``apply=False`` it is only decided: store its events if the version is still
    the one you saw, then `apply` them.

    What a run answers for an instant is what was known at that instant, also for a past one.

    Examples:
        The night of one step, its mails left aside:

        >>> from datetime import UTC, datetime, timedelta
        >>> from ptr_py import Plan, Run
        >>> ten, minute = datetime(2026, 3, 28, 22, tzinfo=UTC), timedelta(minutes=1)
        >>> anne, paul, team = "anne@grid.example", "paul@grid.example", "team@grid.example"
        >>> step = {"phase": "CO", "dry_runs": ["FDR1"], "start": ten, "duration": 30 * minute}
        >>> plan = Plan.from_records([
        ...     dict(step, id="CO1", contacts=[anne]),
        ...     dict(step, id="CO2", prerequisites=["CO1"], contacts=[paul]),
        ...     dict(step, id="FB1", phase="FB-RB"),
        ... ])
        >>> run = Run(plan.schedule("FDR1"), coordinators=[team])
        >>> run.state("CO1", ten).name, run.assignees("CO1"), run.role(anne, "CO1")
        ('READY', ['anne@grid.example'], 'assignee')
        >>> [event] = run.start("CO1", by=anne, at=ten + 5 * minute)
        >>> event.type, run.version, run.started("CO1").by
        ('started', 1, 'anne@grid.example')
        >>> _ = run.record_defects("CO1", "Meter 12 is missing", by=anne, at=ten + 10 * minute)
        >>> run.defects("CO1")
        'Meter 12 is missing'
        >>> _ = run.close("CO1", by=anne, at=ten + 50 * minute)
        >>> str(run.terminated("CO1").at - ten), run.ready_since("CO2", ten + 50 * minute) - ten
        ('0:50:00', datetime.timedelta(seconds=3000))
        >>> [event.type for event in run.history("CO1")]
        ['started', 'defects_recorded', 'closed']

        What the others make of it at one o'clock:

        >>> one = ten + 60 * minute
        >>> {id: state.name for id, state in run.states(one).items()}, list(run.state_codes(one))
        ({'CO1': 'TERMINATED', 'CO2': 'READY', 'FB1': 'PLANNED'}, [5, 3, 6])
        >>> recap = run.recap(one)
        >>> recap.percent, recap.late, str(run.lateness("CO2", one)), str(run.behind("CO2", one))
        (50.0, 1, '1:00:00', '1:00:00')
        >>> print(run.explain("CO2", one).text("en"))
        At 2026-03-29 00:00, step CO2 is ready; it can be started.
        >>> [change.step for change in run.changes(0, run.version)], run.next_change(one)
        (['CO1', 'CO2'], None)

        Corrections, by the team:

        >>> _ = run.reopen("CO1", "Meter 12 was found", by=team, at=one)
        >>> _ = run.close("CO1", by=team, at=one)
        >>> _ = run.start("CO2", by=paul, at=one)
        >>> _ = run.undo_start("CO2", "Too early", by=paul, at=one)
        >>> _ = run.transfer("CO2", to=anne, by=paul, at=one, message="I am ill")
        >>> _ = run.skip("CO2", "Not needed", by=team, at=one)
        >>> run.skipped("CO2"), [event.type for event in run.events[-3:]]
        ('Not needed', ['start_undone', 'transferred', 'skipped'])

        The same run in another process, which has its events from a store:

        >>> same = Run.replay(run.schedule, [event.to_dict() for event in run.events], [team])
        >>> same == run
        True
        >>> decided = run.declare_rollback("The gate is closed", by=team, at=one, apply=False)
        >>> for event in decided:
        ...     same.apply(event)
        >>> same.rollback().by, run.rollback()
        ('team@grid.example', None)
        >>> _ = same.withdraw_rollback("A mistake", by=team, at=one)
        >>> same.verify(run.checkpoint())

        In columns, as pictures, a workbook and a calendar:

        >>> len(run.table(one)), len(run.to_status_workbook(one)) > 1000
        (3, True)
        >>> import pathlib, tempfile
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     run.write_status_workbook(pathlib.Path(folder) / "status.xlsx", one, language="en")
        >>> run.to_svg(one).startswith("<svg"), run.to_timeline_svg(one).startswith("<svg")
        (True, True)
        >>> "flowchart" in run.to_mermaid(one), run.to_dot(one).startswith("digraph")
        (True, True)
        >>> run.to_ics(one, mail=anne).count("BEGIN:VEVENT")
        2
    """

    def __new__(cls, schedule: Schedule, coordinators: Iterable[str] = ()) -> Self:
        """A run in which nothing has happened yet.

        Args:
            schedule: What is executed.
            coordinators: The mail addresses of the transition team, who may act on every step,
                which is recorded as such, and who hear of mails that could not be sent.

        Raises:
            InvalidValue: if an address is none.
        """

    @staticmethod
    def replay(
        schedule: Schedule,
        events: Iterable[Event | Mapping[str, Any]],
        coordinators: Iterable[str] = (),
        *,
        plans: Sequence[Plan] = (),
    ) -> Run:
        """The run that these events, or their dicts, tell.

        Args:
            schedule: The one that the run began with.
            events: All of them, in order.
            coordinators: The mail addresses of the transition team.
            plans: Those that took the place of the first one, in any order: a store keeps each
                under its digest, which the event of a revision names.

        Returns:
            The run after all the events, ready for the next one.

        Raises:
            ReplayError: if the events have gaps, are out of order, name steps that the schedule
                does not have, contradict each other, or name a plan that is not given.
            InvalidValue: if a coordinator's address is none.
        """

    def seen_at(self, clock: datetime) -> None:
        """Says that all events have been read by now: what is recorded has happened.

        Even what a clock more than a day ahead has recorded, which is shown otherwise as if nothing
        had happened. Holds until a further event is applied.

        Args:
            clock: What the reader's own clock shows.

        Raises:
            InvalidValue: if the clock has no time zone.

        Examples:
            >>> from datetime import UTC, datetime, timedelta
            >>> from ptr_py import Plan, Run
            >>> team, ten = "team@grid.example", datetime(2026, 3, 28, 22, tzinfo=UTC)
            >>> plan = Plan.from_records([
            ...     {"id": "CO1", "phase": "CO", "dry_runs": ["FDR1"], "start": ten}
            ... ])
            >>> run = Run(plan.schedule("FDR1"), [team])
            >>> _ = run.start("CO1", by=team, at=ten + timedelta(days=300))
            >>> run.state("CO1", ten)
            <State.READY: 'Ready'>
            >>> run.seen_at(ten)
            >>> run.state("CO1", ten)
            <State.OPEN: 'Open'>
        """

    def apply(self, event: Event | Mapping[str, Any], *, plan: Plan | None = None) -> None:
        """Folds in the next event: one that was decided, or that another process has stored.

        Args:
            event: The event, or its dict.
            plan: Of a revision, the plan that it names.

        Raises:
            ReplayError: if it cannot be the next one; nothing has changed then.
        """

    def checkpoint(self) -> Checkpoint:
        """How many events there are and the digest of the last of them.

        A witness of what had happened by then, for a mail say, that `verify` compares.

        Returns:
            The version and the digest, whose text fits a mail.
        """

    def verify(self, *checkpoints: Checkpoint) -> None:
        """Checks that every event is the one that was recorded, in its place.

        Each event carries a digest of itself and of the one before. Replaying does not look at
        them; call this when a store is opened, copied and restored. It takes about a microsecond an
        event. Events of older histories carry no digest; the next one that does covers them.

        Args:
            checkpoints: What the history must lead through.

        Raises:
            ReplayError: with the number of the first event that is not right.

        Examples:
            >>> from datetime import UTC, datetime
            >>> from ptr_py import Plan, Run
            >>> team, at = "team@grid.example", datetime(2026, 3, 28, 22, tzinfo=UTC)
            >>> plan = Plan.from_records([{"id": "CO1", "phase": "CO", "dry_runs": ["FDR1"]}])
            >>> run = Run(plan.schedule("FDR1"), [team])
            >>> for text in ("Compteur 12", "Compteur 13"):
            ...     _ = run.record_defects("CO1", text, by=team, at=at)
            >>> run.verify(run.checkpoint())
            >>> stored = [event.to_dict() for event in run.events]
            >>> stored[0].update(text="Compteur 21")
            >>> Run.replay(run.schedule, stored, [team]).verify()  # doctest: +ELLIPSIS
            Traceback (most recent call last):
                ...
            ptr_py.ReplayError: Event 1 is not the one that was recorded, ...
        """

    def revise(
        self,
        plan: Plan,
        *,
        by: str,
        at: datetime,
        reason: str | None = None,
        shift: timedelta | None = None,
        rewriting: bool = False,
        apply: bool = True,
    ) -> list[Event]:
        """Replaces the plan by another one, from now on; only coordinators may.

        The event names the other plan by its digest. Views of earlier instants keep the plan of
        then. `preview_revision` tells beforehand what it brings about.

        Args:
            plan: The other plan; the same one changes nothing and gives no event.
            by: The mail address of the coordinator who asks.
            at: When, an aware instant: that of the event.
            reason: Why, in words for the history.
            shift: How much its starts are moved; as those of the plan before unless said.
            rewriting: Whether it may leave out steps on which something is recorded, and let steps
                that were started wait for others.
            apply: `False` to decide only: the events are given back, and the run stays as it is.

        Returns:
            One event, or none if nothing changes.

        Raises:
            Refused: with every reason; the run stays as it is.
            InvalidValue: if the instant is naive.

        Examples:
            >>> from datetime import UTC, datetime, timedelta
            >>> from ptr_py import Plan, Run
            >>> team, ten = "team@grid.example", datetime(2026, 3, 28, 22, tzinfo=UTC)
            >>> step = {"id": "CO1", "phase": "CO", "dry_runs": ["FDR1"], "start": ten}
            >>> run = Run(Plan.from_records([step]).schedule("FDR1"), [team])
            >>> later = Plan.from_records([step | {"start": ten + timedelta(hours=1)}])
            >>> [event] = run.revise(later, by=team, at=ten + timedelta(minutes=5))
            >>> event.type, event.plan == later.digest
            ('plan_revised', True)
            >>> run.state("CO1", ten).name, run.state("CO1", ten + timedelta(minutes=5)).name
            ('READY', 'IDLE')
        """

    def execute(
        self,
        command: Command | Mapping[str, Any],
        *,
        by: str,
        at: datetime,
        on_behalf_of: str | None = None,
        apply: bool = True,
    ) -> list[Event]:
        """Carries out any command, as a dict: its type and what the type asks for.

        The methods below are named after the types and do the same: ``{"type": "start", "step":
        "CO00000001"}`` is `start`, ``{"type": "transfer", "step": …, "to": …, "message": …}`` is
        `transfer`. Steps, persons and reasons are texts; ``message`` may be left out.

        Args:
            command: The type and what it asks for.
            by: The mail address of whoever asks.
            at: When, an aware instant: that of the event.
            on_behalf_of: For a coordinator who acts for somebody to whom the step is assigned: the
                mail address of that person, whose vote it is, and from whom a step goes.
            apply: `False` to decide only: the events are given back, and the run stays as it is.

        Returns:
            The events that the command gives; none where it changes nothing.

        Raises:
            InvalidValue: if the dict is not one of a command (an unknown type, a key too many or
                too few, a value that is no text), or the instant is naive.
            UnknownStep: if the dry run has no such step.
            InvalidAddress: if the receiver of a transfer is no mail address.
            Refused: with every reason; the run stays as it is.

        Examples:
            >>> from datetime import UTC, datetime
            >>> from ptr_py import Plan, Run
            >>> team, at = "team@grid.example", datetime(2026, 3, 28, 22, tzinfo=UTC)
            >>> step = {"id": "CO00000001", "phase": "CO", "dry_runs": ["FDR1"]}
            >>> run = Run(Plan.from_records([step]).schedule("FDR1"), [team])
            >>> skip = {"type": "skip", "step": "CO00000001", "reason": "Sans objet"}
            >>> [event.type for event in run.execute(skip, by=team, at=at)]
            ['skipped']

            For Anne, who is on the telephone:

            >>> step |= {"start": at, "contacts": ["anne@grid.example"]}
            >>> run = Run(Plan.from_records([step]).schedule("FDR1"), [team])
            >>> start = {"type": "start", "step": "CO00000001"}
            >>> [event] = run.execute(start, by=team, at=at, on_behalf_of="anne@grid.example")
            >>> event.by, event.on_behalf_of
            ('team@grid.example', 'anne@grid.example')
        """

    def start(self, id: str, *, by: str, at: datetime, apply: bool = True) -> list[Event]:
        """Starts a step, which must be Ready.

        Args:
            id: The id of the step.
            by: The mail address of whoever asks: somebody to whom the step is assigned, or a
                coordinator.
            at: When, an aware instant: that of the event.
            apply: `False` to decide only: the events are given back, and the run stays as it is.

        Returns:
            One event of type ``started``.

        Raises:
            UnknownStep: if the dry run has no such step.
            Refused: with every reason; the run stays as it is.
            InvalidValue: if the instant is naive.
        """

    def close(
        self,
        id: str,
        *,
        by: str,
        at: datetime,
        outcome: str | None = None,
        reason: str | None = None,
        apply: bool = True,
    ) -> list[Event]:
        """Closes a step, which must be Open; a decision with one of its outcomes.

        If the plan asks for a quorum, whoever closes the decision votes for an outcome, and may
        change their vote while it is open; the vote with which the quorum agrees closes it.

        Args:
            id: The id of the step.
            by: The mail address of whoever asks: somebody to whom the step is assigned, or a
                coordinator.
            at: When, an aware instant: that of the event.
            outcome: One of those of the decision; `None` for any other step.
            reason: Why, if there is something to say.
            apply: `False` to decide only: the events are given back, and the run stays as it is.

        Returns:
            One event of type ``closed`` or ``voted``; none for a vote that the person has given
            already.

        Raises:
            UnknownStep: if the dry run has no such step.
            Refused: with every reason; the run stays as it is.
            InvalidValue: if the instant is naive.
        """

    def transfer(
        self,
        id: str,
        *,
        to: str,
        by: str,
        at: datetime,
        message: str | None = None,
        apply: bool = True,
    ) -> list[Event]:
        """Hands a step to somebody else, who has it then instead of the one who asks.

        Args:
            id: The id of the step.
            to: The mail address of the person who gets the step.
            by: The mail address of whoever asks: somebody to whom the step is assigned, or a
                coordinator.
            at: When, an aware instant: that of the event.
            message: What the mail to that person says, if anything.
            apply: `False` to decide only: the events are given back, and the run stays as it is.

        Returns:
            One event of type ``transferred``.

        Raises:
            UnknownStep: if the dry run has no such step.
            InvalidAddress: if `to` is no mail address.
            Refused: with every reason; the run stays as it is.
            InvalidValue: if the instant is naive.
        """

    def record_defects(
        self,
        id: str,
        text: str,
        *,
        by: str,
        at: datetime,
        blocks: bool | None = None,
        until: datetime | None = None,
        apply: bool = True,
    ) -> list[Event]:
        """Writes down the defects of a step, in place of what was written before.

        Until its estimate, a defect that blocks keeps an Open step from ending and another one from
        beginning in every forecast; nobody is kept from starting or closing the step. It blocks
        until somebody records that it does not, or until the step is closed or skipped.

        Args:
            id: The id of the step.
            text: The whole text; empty to take back what was written.
            by: The mail address of whoever asks: somebody to whom the step is assigned, or a
                coordinator.
            at: When, an aware instant: that of the event.
            blocks: Whether they block the step, which is not terminated then; `None` for no change
                of that, nor of the estimate, unless the text is empty.
            until: When those that block it should do so no longer, an aware instant after `at`, in
                place of the estimate before; `None` if nobody can say.
            apply: `False` to decide only: the events are given back, and the run stays as it is.

        Returns:
            One event of type ``defects_recorded``; none if it says nothing new.

        Raises:
            UnknownStep: if the dry run has no such step.
            Refused: with every reason; the run stays as it is.
            InvalidValue: if an instant is naive.

        Examples:
            >>> from datetime import UTC, datetime, timedelta
            >>> from ptr_py import Plan, Run
            >>> ten, anne = datetime(2026, 3, 28, 22, tzinfo=UTC), "anne@grid.example"
            >>> plan = Plan.from_records([
            ...     {"id": "CO1", "phase": "CO", "dry_runs": ["FDR1"], "start": ten,
            ...      "duration": timedelta(minutes=30), "contacts": [anne]},
            ... ])
            >>> run = Run(plan.schedule("FDR1"))
            >>> _ = run.start("CO1", by=anne, at=ten)
            >>> midnight = ten + timedelta(hours=2)
            >>> _ = run.record_defects("CO1", "Serveur en panne", by=anne, at=ten, blocks=True,
            ...                        until=midnight)
            >>> run.forecast(ten).end == midnight
            True
            >>> print(run.blocking_defects(ten)["CO1"].message)  # doctest: +ELLIPSIS
            Its defects block it, recorded at 2026-03-28 23:00 by anne@grid.example, ...
        """

    def undo_start(
        self, id: str, reason: str, *, by: str, at: datetime, apply: bool = True
    ) -> list[Event]:
        """Takes back the start of an Open step after which no other was started.

        The step is what it was before; those to whom it is assigned are asked to begin only if
        they were not yet.

        Args:
            id: The id of the step.
            reason: Why, in words for the history.
            by: The mail address of whoever asks: somebody to whom the step is assigned, or a
                coordinator.
            at: When, an aware instant: that of the event.
            apply: `False` to decide only: the events are given back, and the run stays as it is.

        Returns:
            One event of type ``start_undone``.

        Raises:
            UnknownStep: if the dry run has no such step.
            Refused: with every reason; the run stays as it is.
            InvalidValue: if the instant is naive.
        """

    def reopen(
        self, id: str, reason: str, *, by: str, at: datetime, apply: bool = True
    ) -> list[Event]:
        """Takes up again a step that was closed or skipped.

        Args:
            id: The id of the step.
            reason: Why, in words for the history.
            by: The mail address of whoever asks: somebody to whom the step is assigned, or a
                coordinator.
            at: When, an aware instant: that of the event.
            apply: `False` to decide only: the events are given back, and the run stays as it is.

        Returns:
            One event of type ``reopened``, which names the steps after it that have been started.

        Raises:
            UnknownStep: if the dry run has no such step.
            Refused: with every reason; the run stays as it is.
            InvalidValue: if the instant is naive.
        """

    def remind(
        self, id: str, *, by: str, at: datetime, message: str | None = None, apply: bool = True
    ) -> list[Event]:
        """Reminds those to whom a step is assigned to begin or to close it, as a coordinator.

        They are owed a mail until it is sent, or until something is heard of the step.

        Args:
            id: The id of the step.
            by: The mail address of the coordinator who asks.
            at: When, an aware instant: that of the event.
            message: What the mail says besides, if anything.
            apply: `False` to decide only: the events are given back, and the run stays as it is.

        Returns:
            One event of type ``reminded``.

        Raises:
            UnknownStep: if the dry run has no such step.
            Refused: with every reason; the run stays as it is.
            InvalidValue: if the instant is naive.

        Examples:
            >>> from datetime import UTC, datetime
            >>> from ptr_py import Plan, Run
            >>> team, at = "team@grid.example", datetime(2026, 3, 28, 22, tzinfo=UTC)
            >>> step = {"id": "CO00000001", "phase": "CO", "dry_runs": ["FDR1"], "start": at}
            >>> step |= {"contacts": ["anne@grid.example"]}
            >>> run = Run(Plan.from_records([step]).schedule("FDR1"), [team])
            >>> [event] = run.remind("CO00000001", by=team, at=at, message="Please")
            >>> [(it.kind, it.recipients, it.sender) for it in run.notices(at)][-1]
            ('reminded', ['anne@grid.example'], 'team@grid.example')
        """

    def skip(
        self, id: str, reason: str, *, by: str, at: datetime, apply: bool = True
    ) -> list[Event]:
        """Leaves a step out, as a coordinator; those after it count it as terminated.

        Args:
            id: The id of the step.
            reason: Why, in words for the history.
            by: The mail address of the coordinator who asks.
            at: When, an aware instant: that of the event.
            apply: `False` to decide only: the events are given back, and the run stays as it is.

        Returns:
            One event of type ``skipped``.

        Raises:
            UnknownStep: if the dry run has no such step.
            Refused: with every reason; the run stays as it is.
            InvalidValue: if the instant is naive.
        """

    def declare_rollback(
        self, reason: str, *, by: str, at: datetime, apply: bool = True
    ) -> list[Event]:
        """Wakes the contingency phases, as a coordinator.

        Args:
            reason: Why, in words for the history.
            by: The mail address of the coordinator who asks.
            at: When, an aware instant: that of the event.
            apply: `False` to decide only: the events are given back, and the run stays as it is.

        Returns:
            One event of type ``rollback_declared``.

        Raises:
            Refused: with every reason; the run stays as it is.
            InvalidValue: if the instant is naive.
        """

    def withdraw_rollback(
        self, reason: str, *, by: str, at: datetime, apply: bool = True
    ) -> list[Event]:
        """Puts the contingency phases to sleep again, as a coordinator.

        Args:
            reason: Why, in words for the history.
            by: The mail address of the coordinator who asks.
            at: When, an aware instant: that of the event.
            apply: `False` to decide only: the events are given back, and the run stays as it is.

        Returns:
            One event of type ``rollback_withdrawn``.

        Raises:
            Refused: with every reason; the run stays as it is.
            InvalidValue: if the instant is naive.
        """

    def notice_sent(self, notice: Notice, *, at: datetime, apply: bool = True) -> list[Event]:
        """Records that a mail that was owed has been sent.

        Args:
            notice: The mail.
            at: When it was sent, an aware instant.
            apply: `False` to decide only: the events are given back, and the run stays as it is.

        Returns:
            One event of type ``notice_sent``; none if the outcome is known.

        Raises:
            InvalidValue: if the instant is naive.

        Examples:
            >>> from datetime import UTC, datetime
            >>> from ptr_py import Plan, Run
            >>> ten = datetime(2026, 3, 28, 22, tzinfo=UTC)
            >>> plan = Plan.from_records([
            ...     {"id": "CO1", "phase": "CO", "dry_runs": ["FDR1"], "start": ten,
            ...      "contacts": ["anne@grid.example"]},
            ... ])
            >>> run = Run(plan.schedule("FDR1"))
            >>> [notice] = run.notices(ten)
            >>> [event] = run.notice_sent(notice, at=ten)
            >>> event.type, run.notices(ten)
            ('notice_sent', [])
        """

    def notice_failed(
        self, notice: Notice, error: str, *, at: datetime, apply: bool = True
    ) -> list[Event]:
        """Records that a mail that was owed could not be sent, for good.

        If it asked somebody to act, the coordinators are owed a mail about it.

        Args:
            notice: The mail.
            error: What the mail server answered.
            at: When it was given up, an aware instant.
            apply: `False` to decide only: the events are given back, and the run stays as it is.

        Returns:
            One event of type ``notice_failed``; none if the outcome is known.

        Raises:
            InvalidValue: if the instant is naive.

        Examples:
            >>> from datetime import UTC, datetime
            >>> from ptr_py import Plan, Run
            >>> ten = datetime(2026, 3, 28, 22, tzinfo=UTC)
            >>> plan = Plan.from_records([
            ...     {"id": "CO1", "phase": "CO", "dry_runs": ["FDR1"], "start": ten,
            ...      "contacts": ["anne@grid.example"]},
            ... ])
            >>> run = Run(plan.schedule("FDR1"), coordinators=["team@grid.example"])
            >>> [notice] = run.notices(ten)
            >>> _ = run.notice_failed(notice, "550 no such mailbox", at=ten)
            >>> [(notice.kind, notice.recipients) for notice in run.notices(ten)]
            [('failure', ['team@grid.example'])]
        """

    def preview_revision(
        self,
        plan: Plan,
        at: datetime,
        *,
        shift: timedelta | None = None,
        rewriting: bool = False,
    ) -> Revision:
        """What another plan would change in this run, which stays as it is.

        Args:
            plan: The other plan.
            at: The instant at which states are compared, aware.
            shift: How much the other plan's starts are moved; as those of this run unless said.
            rewriting: Whether it may contradict what has been done, as in `revise`.

        Returns:
            What differs, which steps change state; which mails are owed, when all is over, what is
            expected of required ends and until when a rollback can be declared, before and after;
            and the refusal, if the plan would be refused.

        Raises:
            UnknownDryRun: if the plan does not have the run's dry run.
            InvalidValue: if the shift moves a start out of the calendar, or the instant is naive.

        Examples:
            >>> from datetime import UTC, datetime, timedelta
            >>> from ptr_py import Plan, Run
            >>> ten = datetime(2026, 3, 28, 22, tzinfo=UTC)
            >>> step = {"id": "CO1", "phase": "CO", "dry_runs": ["FDR1"], "start": ten}
            >>> plan = Plan.from_records([step, dict(step, id="CO2")])
            >>> run = Run(plan.schedule("FDR1"), ["paul@grid.example"])
            >>> _ = run.start("CO1", by="paul@grid.example", at=ten)
            >>> later = dict(step, id="CO2", start=ten + timedelta(hours=1))
            >>> revision = run.preview_revision(Plan.from_records([step, later]), ten)
            >>> revision.states
            [Change(step='CO2', before=<State.READY: 'Ready'>, after=<State.IDLE: 'Idle'>)]
            >>> refusal = run.preview_revision(Plan.from_records([later]), ten).refusal
            >>> [(reason.code, reason.steps) for reason in refusal.reasons]
            [('recorded-steps-removed', ('CO1',))]
        """

    def present(self, clock: datetime) -> datetime:
        """The present of somebody whose clock says this instant.

        That instant, or the one from which on the last event is in force if it is up to a day
        later: what a machine has recorded whose clock is a little ahead is no future.

        Args:
            clock: What the clock says, aware.

        Returns:
            The instant to ask about and to act at.

        Raises:
            InvalidValue: if the instant is naive.

        Examples:
            >>> from datetime import UTC, datetime, timedelta
            >>> from ptr_py import Plan, Run
            >>> team, ten = "team@grid.example", datetime(2026, 3, 28, 22, tzinfo=UTC)
            >>> plan = Plan.from_records([{"id": "CO1", "phase": "CO", "dry_runs": ["FDR1"]}])
            >>> run = Run(plan.schedule("FDR1"), [team])
            >>> _ = run.skip("CO1", "Not needed", by=team, at=ten + timedelta(seconds=2))
            >>> f"{run.present(ten):%H:%M:%S}"
            '23:00:02'
        """

    def check_clock(self, at: datetime, clock: datetime) -> None:
        """Refuses an instant that lies more than a day ahead of a second clock.

        For whoever has one, such as that of the database that the events go to: to be asked
        before anything is decided at that instant. A check of its own and no argument of each
        command, because it is the same for all of them and for what is recorded about mails.

        Args:
            at: The instant that the first clock says, aware.
            clock: What the second clock says, aware.

        Raises:
            Refused: with the reason ``clock-ahead``.
            InvalidValue: if the instant is naive.

        Examples:
            >>> from datetime import UTC, datetime, timedelta
            >>> from ptr_py import Plan, Refused, Run
            >>> plan = Plan.from_records([{"id": "CO1", "phase": "CO", "dry_runs": ["FDR1"]}])
            >>> run, now = Run(plan.schedule("FDR1")), datetime(2026, 3, 28, 22, tzinfo=UTC)
            >>> run.check_clock(now + timedelta(hours=1), now)
            >>> try:
            ...     run.check_clock(now + timedelta(days=300), now)
            ... except Refused as refused:
            ...     refused.reasons[0].code
            'clock-ahead'
        """

    def ahead_of_clock(self) -> list[Event]:
        """The events that say a later instant than they can have happened at.

        One recorded after them lies more than a day before them: the clock of their author was
        ahead. They are in force from that other event on, and somebody should set a clock.

        Returns:
            The events, in order; none where all clocks were right.

        Examples:
            >>> from datetime import UTC, datetime, timedelta
            >>> from ptr_py import Plan, Run
            >>> team, ten = "team@grid.example", datetime(2026, 3, 28, 22, tzinfo=UTC)
            >>> plan = Plan.from_records([
            ...     {"id": "CO1", "phase": "CO", "dry_runs": ["FDR1"]},
            ...     {"id": "CO2", "phase": "CO", "dry_runs": ["FDR1"]},
            ... ])
            >>> run = Run(plan.schedule("FDR1"), [team])
            >>> _ = run.skip("CO1", "Not needed", by=team, at=ten + timedelta(days=300))
            >>> _ = run.skip("CO2", "Not needed", by=team, at=ten)
            >>> [event.seq for event in run.ahead_of_clock()]
            [1]
        """

    def owed_since(self, notice: Notice) -> datetime | None:
        """From when on a mail has been owed: the same for every later version of the run.

        A start mail since its step could begin; a transfer and its receipt since the transfer; a
        failure since the giving up; a report since the instant that it is about. `None` for a
        notice that the run knows nothing of.

        Args:
            notice: The mail.

        Returns:
            The instant.

        Examples:
            >>> from datetime import UTC, datetime, timedelta
            >>> from ptr_py import Plan, Run
            >>> ten = datetime(2026, 3, 28, 22, tzinfo=UTC)
            >>> plan = Plan.from_records([
            ...     {"id": "CO1", "phase": "CO", "dry_runs": ["FDR1"], "start": ten,
            ...      "contacts": ["anne@grid.example"]},
            ... ])
            >>> run = Run(plan.schedule("FDR1"))
            >>> [notice] = run.notices(ten + timedelta(hours=2))
            >>> run.owed_since(notice) == ten
            True
        """

    @property
    def schedule(self) -> Schedule:
        """The schedule that is executed: the plan in the dry run, whatever has happened since.

        Where the declaration of a rollback sets a milestone, `Schedule.start` has no instant for
        the steps dated by it. What the run answers for an instant (`states`, `explain`,
        `forecast`, ``start`` in its `table`) has.
        """

    @property
    def coordinators(self) -> list[str]:
        """The mail addresses of the transition team, sorted."""

    @property
    def events(self) -> list[Event]:
        """What happened, in order."""

    @property
    def version(self) -> int:
        """How many events there are: what a store compares before it appends."""

    def state(self, id: str, at: datetime) -> State:
        """The state of a step at an instant.

        Args:
            id: The id of the step.
            at: The instant, aware.

        Returns:
            The state; for many steps `states` takes less time.

        Raises:
            UnknownStep: if the dry run has no such step.
            InvalidValue: if the instant is naive.
        """

    def states(self, at: datetime) -> dict[str, State]:
        """The state of every step at an instant, in topological order.

        Args:
            at: The instant, aware.

        Returns:
            The state of each step, by its id. Takes `O(steps)`.

        Raises:
            InvalidValue: if the instant is naive.
        """

    def state_codes(self, at: datetime, *, out: _Out | None = None) -> _Out:
        """The same as `states` as one byte a step, as `Schedule.state_codes` gives them.

        Args:
            at: The instant, aware.
            out: A writable buffer of one byte a step, to be filled and given back instead of new
                bytes.

        Returns:
            As many bytes as there are steps, or `out` itself.

        Raises:
            InvalidValue: if the instant is naive, or `out` cannot take the bytes.
        """

    def assignees(self, id: str, at: datetime | None = None) -> list[str]:
        """The mail addresses, as written, of those to whom a step is assigned.

        Args:
            id: The id of the step.
            at: The instant, aware; after all events unless said.

        Returns:
            One address a person: the contacts of the step, or who got it last.

        Raises:
            UnknownStep: if the dry run has no such step.
            InvalidValue: if the instant is naive.
        """

    def role(self, mail: str, id: str) -> Role | None:
        """In which role somebody may change a step now.

        Args:
            mail: The mail address of the person.
            id: The id of the step.

        Returns:
            The role with which events would record what they do; `None` if they may not.

        Raises:
            UnknownStep: if the dry run has no such step.
        """

    def defects(self, id: str, at: datetime | None = None) -> str:
        """The defects recorded on a step; empty if there are none.

        Args:
            id: The id of the step.
            at: The instant, aware; after all events unless said.

        Returns:
            The text that was recorded last.

        Raises:
            UnknownStep: if the dry run has no such step.
            InvalidValue: if the instant is naive.
        """

    def skipped(self, id: str, at: datetime | None = None) -> str | None:
        """Why a step was skipped, if it was.

        Args:
            id: The id of the step.
            at: The instant, aware; after all events unless said.

        Returns:
            The reason that was given; `None` if the step was not skipped, or was reopened.

        Raises:
            UnknownStep: if the dry run has no such step.
            InvalidValue: if the instant is naive.
        """

    def started(self, id: str, at: datetime | None = None) -> Stamp | None:
        """When and by whom a step was started, if it was.

        Args:
            id: The id of the step.
            at: The instant, aware; after all events unless said.

        Returns:
            The stamp of the last start that was not undone; `None` if there is none. Reopening does
            not change it.

        Raises:
            UnknownStep: if the dry run has no such step.
            InvalidValue: if the instant is naive.
        """

    def terminated(self, id: str, at: datetime | None = None) -> Stamp | None:
        """When and by whom a step was closed or skipped, if it was.

        Args:
            id: The id of the step.
            at: The instant, aware; after all events unless said.

        Returns:
            The stamp; `None` if the step is not terminated, or was reopened.

        Raises:
            UnknownStep: if the dry run has no such step.
            InvalidValue: if the instant is naive.
        """

    def rollback(self, at: datetime | None = None) -> Stamp | None:
        """When and by whom a rollback was declared, if one is.

        Args:
            at: The instant, aware; after all events unless said.

        Returns:
            The stamp; `None` if none is declared, or it was withdrawn.

        Raises:
            InvalidValue: if the instant is naive.
        """

    def lateness(self, id: str, at: datetime) -> timedelta | None:
        """How late a step is: a Ready one since its start, an Open one since its end.

        Args:
            id: The id of the step.
            at: The instant, aware.

        Returns:
            How late it is, above zero; `None` if it is not late.

        Raises:
            UnknownStep: if the dry run has no such step.
            InvalidValue: if the instant is naive.
        """

    def behind(self, id: str, at: datetime) -> timedelta | None:
        """How far a step is behind: its lateness or, if it is Overdue, the time since its start.

        The first is its own doing, the second that of the steps it waits for.

        Args:
            id: The id of the step.
            at: The instant, aware.

        Returns:
            How far it is behind, above zero; `None` if it is not.

        Raises:
            UnknownStep: if the dry run has no such step.
            InvalidValue: if the instant is naive.
        """

    def ready_since(self, id: str, at: datetime) -> datetime | None:
        """Since when a step could begin; of a Ready step, when it became Ready.

        The latest of its start, the end of its last prerequisite, its last reopening, and the
        declaration of the rollback that its phase waited for.

        Args:
            id: The id of the step.
            at: The instant, aware.

        Returns:
            The instant; `None` if the step could not begin yet.

        Raises:
            UnknownStep: if the dry run has no such step.
            InvalidValue: if the instant is naive.
        """

    def next_change(self, at: datetime) -> datetime | None:
        """The next instant after this one at which the clock alone changes a state.

        Args:
            at: The instant, aware; the answer lies strictly after it.

        Returns:
            The instant until which a program may sleep as long as nobody does anything;
            `None` if the clock changes nothing any more. Takes `O(steps)`.

        Raises:
            InvalidValue: if the instant is naive.
        """

    def next_report(self, at: datetime, weekly: Weekly) -> datetime | None:
        """The instant, strictly after this one, at which the next weekly report falls due.

        Args:
            at: The instant, aware.
            weekly: When the weekly report goes.

        Returns:
            The instant; `None` if the calendar ends before it.

        Raises:
            InvalidValue: if the instant is naive.

        Examples:
            >>> from datetime import UTC, datetime, time
            >>> from ptr_py import Plan, Run, Weekly
            >>> plan = Plan.from_records([{"id": "CO1", "phase": "CO", "dry_runs": ["FDR1"]}])
            >>> saturday = datetime(2026, 3, 28, 22, tzinfo=UTC)
            >>> team = ("team@grid.example",)
            >>> weekly = Weekly(weekday=0, time=time(7), since=saturday, recipients=team)
            >>> f"{Run(plan.schedule('FDR1')).next_report(saturday, weekly):%a %H:%M}"
            'Mon 07:00'
        """

    def recap(self, at: datetime, phase: str | None = None) -> Recap:
        """How many steps stand where, over all or in one phase.

        Args:
            at: The instant, aware.
            phase: The code of the phase; all of them unless said.

        Returns:
            The figures, by state, phase, team and department. Takes `O(steps)`.

        Raises:
            UnknownPhase: if the plan has no such phase.
            InvalidValue: if the instant is naive.
        """

    def blocking_defects(self, at: datetime) -> dict[str, BlockingDefect]:
        """The steps that their defects block; none that sleep.

        Args:
            at: The instant, aware.

        Returns:
            What is known of the defects that block each step, by its id, in topological order.

        Raises:
            InvalidValue: if the instant is naive.

        Examples:
            >>> from datetime import UTC, datetime
            >>> from ptr_py import Plan, Run
            >>> ten, anne = datetime(2026, 3, 28, 22, tzinfo=UTC), "anne@grid.example"
            >>> plan = Plan.from_records([
            ...     {"id": "CO1", "phase": "CO", "dry_runs": ["FDR1"], "start": ten,
            ...      "contacts": [anne]},
            ... ])
            >>> run = Run(plan.schedule("FDR1"))
            >>> _ = run.record_defects("CO1", "Meter 12 is missing", by=anne, at=ten, blocks=True)
            >>> list(run.blocking_defects(ten))
            ['CO1']
        """

    def decision(self, id: str, at: datetime | None = None) -> Decision | None:
        """How a decision stands: its votes, who is missing, its outcome.

        Args:
            id: The id of the step.
            at: The instant, aware; after all events unless said.

        Returns:
            The decision; `None` for any other step.

        Raises:
            UnknownStep: if the dry run has no such step.
            InvalidValue: if the instant is naive.

        Examples:
            >>> from datetime import UTC, datetime
            >>> from ptr_py import Plan, Run
            >>> ten = datetime(2026, 3, 28, 22, tzinfo=UTC)
            >>> anne, paul = "anne@grid.example", "paul@grid.example"
            >>> plan = Plan.from_records([
            ...     {"id": "CO1", "phase": "CO", "dry_runs": ["FDR1"], "start": ten,
            ...      "outcomes": ["GO", "NO GO"], "quorum": 2, "contacts": [anne, paul]},
            ... ])
            >>> run = Run(plan.schedule("FDR1"))
            >>> _ = run.start("CO1", by=anne, at=ten)
            >>> _ = run.close("CO1", by=anne, at=ten, outcome="GO")
            >>> decision = run.decision("CO1")
            >>> decision.outcome, decision.missing, decision.votes[0].outcome
            (None, ('paul@grid.example',), 'GO')
        """

    def abandoned(self, at: datetime) -> list[str]:
        """The steps that can no longer come about, in topological order.

        A step is abandoned if it asks for an outcome that was not taken, or if all its
        prerequisites can no longer come about, unless somebody has begun it. It sleeps, counts in
        no figure and owes no mail; a step after it goes on without it. Reopening the decision
        brings it back.

        Args:
            at: The instant, aware.

        Returns:
            The ids; none as long as every outcome can still be taken.

        Raises:
            InvalidValue: if the instant is naive.

        Examples:
            >>> from datetime import UTC, datetime
            >>> from ptr_py import Plan, Run
            >>> anne, ten = "anne@grid.example", datetime(2026, 3, 28, 22, tzinfo=UTC)
            >>> step = {"phase": "CO", "dry_runs": ["FDR1"], "start": ten, "contacts": [anne]}
            >>> plan = Plan.from_records([
            ...     dict(step, id="CO1", outcomes=["GO", "NO GO"]),
            ...     dict(step, id="CO2", prerequisites=["CO1 = GO"]),
            ...     dict(step, id="CO3", prerequisites=["CO1 = NO GO"]),
            ... ])
            >>> run = Run(plan.schedule("FDR1"))
            >>> _ = run.start("CO1", by=anne, at=ten)
            >>> _ = run.close("CO1", by=anne, at=ten, outcome="GO")
            >>> run.abandoned(ten)
            ['CO3']
        """

    def forecast(self, at: datetime, *, outcomes: Mapping[str, str] | None = None) -> Forecast:
        """Where the run is heading, as it looks at an instant.

        As long as a decision is open, the steps after each of its outcomes are expected.

        What is recorded happened as it did; nothing else is expected before `at`, before the start
        that the plan sets, or before the last prerequisite has ended. A step whose duration the
        plan does not say takes none.

        Args:
            at: The instant, aware.
            outcomes: An outcome to assume of an open decision, by the id of its step.

        Returns:
            The forecast. Takes `O(steps + prerequisites)`.

        Raises:
            UnknownStep: if the plan has no step of which an outcome is assumed.
            InvalidValue: if a step does not offer the outcome that is assumed of it, or is
                terminated; or the instant is naive.

        Examples:
            >>> from datetime import UTC, datetime, timedelta
            >>> from ptr_py import Plan, Run
            >>> ten = datetime(2026, 3, 28, 22, tzinfo=UTC)
            >>> step = {"phase": "CO", "dry_runs": ["FDR1"], "start": ten}
            >>> plan = Plan.from_records([
            ...     dict(step, id="CO1", prerequisites=[], duration=timedelta(minutes=30)),
            ...     dict(step, id="CO2", prerequisites=["CO1"], duration=timedelta(hours=1)),
            ... ])
            >>> forecast = Run(plan.schedule("FDR1")).forecast(ten + timedelta(minutes=5))
            >>> f"{forecast.end:%H:%M}", forecast.critical_path
            ('00:35', ['CO1', 'CO2'])
        """

    def spread_seen(self, at: datetime) -> Spread | None:
        """The spread of durations that a rehearsal had shown at an instant.

        Of all steps with a planned duration that were started and closed, the share of it that
        they took: from the one that a twentieth of them stayed under, by the one in the middle,
        to the one that a twentieth exceeded. `None` if fewer than ten steps tell. What the next
        dry run is simulated with (`Forecast.simulate`); a rehearsal in fast motion says nothing.

        Args:
            at: The instant, aware.

        Returns:
            Shares of the planned duration; `None` if fewer than ten steps tell.

        Raises:
            InvalidValue: if the instant is naive.

        Examples:
            >>> from datetime import UTC, datetime, timedelta
            >>> from ptr_py import Plan, Run
            >>> ten, hour = datetime(2026, 3, 28, 22, tzinfo=UTC), timedelta(hours=1)
            >>> anne = "anne@grid.example"
            >>> step = {"phase": "CO", "dry_runs": ["FDR1"], "start": ten, "duration": hour,
            ...         "contacts": [anne]}
            >>> plan = Plan.from_records([dict(step, id=f"CO{n}") for n in range(20)])
            >>> run = Run(plan.schedule("FDR1"))
            >>> for id in plan:
            ...     _ = run.start(id, by=anne, at=ten)
            >>> for place, id in enumerate(plan):
            ...     _ = run.close(id, by=anne, at=ten + (1 + place / 20) * hour)
            >>> run.spread_seen(ten + 2 * hour).likeliest
            1.5
        """

    def review(self, at: datetime) -> Review:
        """How the run went until an instant, beside how it was planned and expected to go.

        Reaction and work are apart: from ready to started nobody worked, from started to closed
        somebody did. What a delay cost is found by playing the run again with that step, phase or
        team on time, all others as they were.

        Args:
            at: The instant, aware.

        Returns:
            Every step, phase and team with its times and costs, and the chain that made the end.

        Raises:
            InvalidValue: if the instant is naive.

        Examples:
            >>> from datetime import UTC, datetime, timedelta
            >>> from ptr_py import Plan, Run
            >>> ten, minute = datetime(2026, 3, 28, 22, tzinfo=UTC), timedelta(minutes=1)
            >>> step = {"phase": "CO", "dry_runs": ["FDR1"], "start": ten, "duration": 30 * minute,
            ...         "contacts": ["anne@grid.example"]}
            >>> plan = Plan.from_records([
            ...     dict(step, id="CO1", prerequisites=[]),
            ...     dict(step, id="CO2", prerequisites=["CO1"]),
            ... ])
            >>> run = Run(plan.schedule("FDR1"))
            >>> for id, started, closed in [("CO1", 10, 55), ("CO2", 60, 90)]:
            ...     _ = run.start(id, by="anne@grid.example", at=ten + started * minute)
            ...     _ = run.close(id, by="anne@grid.example", at=ten + closed * minute)
            >>> review = run.review(ten + 90 * minute)
            >>> [str(step.cost) for step in review.steps.values()], review.path
            (['0:25:00', '0:05:00'], ('CO1', 'CO2'))
        """

    def explain(self, id: str, at: datetime) -> Explanation:
        """Why a step stands where it stands at an instant.

        Args:
            id: The id of the step.
            at: The instant, aware.

        Returns:
            The sentences, and the same as data: what is missing, and the steps at the root of it.
            Takes `O(predecessors and their prerequisites)`.

        Raises:
            UnknownStep: if the dry run has no such step.
            InvalidValue: if the instant is naive.
        """

    def consequences(
        self,
        commands: Command | Mapping[str, Any] | Iterable[Command | Mapping[str, Any]],
        *,
        by: str,
        at: datetime,
        rules: NoticeRules | Mapping[str, Any] | None = None,
    ) -> Consequences:
        """What would be different if somebody gave these commands, one after the other.

        The run stays as it is: what would be recorded, which steps would change state, wake or
        sleep, which mails would be owed, and when all would be over.

        Args:
            commands: One command as `execute` takes it, or several.
            by: The mail address of whoever would give them.
            at: When they would, an aware instant.
            rules: What else is owed, as `notices` takes it.

        Returns:
            What would be recorded and what would be different. Takes `O(steps + prerequisites)`.

        Raises:
            InvalidValue: as `execute`.
            UnknownStep: if the dry run has no such step.
            Refused: with every reason against the first that would be refused.

        Examples:
            >>> from datetime import UTC, datetime, timedelta
            >>> from ptr_py import Plan, Run
            >>> team, ten = "team@grid.example", datetime(2026, 3, 28, 22, tzinfo=UTC)
            >>> step = {"phase": "CO", "dry_runs": ["FDR1"], "start": ten}
            >>> hour = timedelta(hours=1)
            >>> plan = Plan.from_records([
            ...     dict(step, id="CO1", duration=hour),
            ...     dict(step, id="CO2", duration=hour, prerequisites=["CO1"]),
            ... ])
            >>> run = Run(plan.schedule("FDR1"), [team])
            >>> skip = {"type": "skip", "step": "CO1", "reason": "Sans objet"}
            >>> follows = run.consequences(skip, by=team, at=ten)
            >>> [f"{change.step} {change.after}" for change in follows.states], f"{follows.delay}"
            (['CO1 Terminated', 'CO2 Ready'], '-1 day, 23:00:00')
        """

    def changes(self, since: _Point, until: _Point) -> list[Change]:
        """The steps that stand elsewhere at one point than at another, in topological order.

        Args:
            since: An aware instant, or a version.
            until: Another of the same kind. Between two versions only the events count, not the
                clock.

        Returns:
            Each of the steps with its state at both points.

        Raises:
            InvalidValue: if the two are not of one kind, or an instant is naive.
        """

    def drift(self, since: _Point, until: _Point, *, language: str | Language = ...) -> list[Cause]:
        """Why the expected end moved between two points, cause by cause, in the order of time.

        The amounts add up to the difference of the two ends that `forecast` expects: of the
        second, less that of the first. Moves of one cause that follow each other are one.

        Args:
            since: An aware instant, or a version.
            until: Another of the same kind. A version is looked at from the instant of its last
                event, version 0 from that of the first one.
            language: Of the sentences, a code or a `Language`; French unless said.

        Returns:
            The causes with their amounts; none if the end has not moved.

        Raises:
            InvalidValue: if the two are not of one kind, or there is no such language.

        Examples:
            >>> from datetime import UTC, datetime, timedelta
            >>> from ptr_py import Plan, Run
            >>> ten, minute = datetime(2026, 3, 28, 22, tzinfo=UTC), timedelta(minutes=1)
            >>> plan = Plan.from_records([
            ...     {"id": "CO1", "phase": "CO", "dry_runs": ["FDR1"], "prerequisites": [],
            ...      "start": ten, "duration": 30 * minute, "contacts": ["anne@grid.example"]},
            ... ])
            >>> run = Run(plan.schedule("FDR1"))
            >>> _ = run.start("CO1", by="anne@grid.example", at=ten + 10 * minute)
            >>> for cause in run.drift(ten, ten + 55 * minute, language="en"):
            ...     print(cause)
            CO1 began later than it could: the end is 10 min later.
            CO1 has taken longer than planned: the end is 15 min later.
        """

    def prospects(
        self,
        at: datetime,
        *,
        since: datetime | None = None,
        draws: int = 1000,
        seed: int = 0,
        spread: Spread | tuple[float, float, float] | None = None,
        spreads: Mapping[str, Spread | tuple[float, float, float]] | None = None,
        language: str | Language = ...,
    ) -> Prospects:
        """Where the run is heading, in one value: what status workbook and weekly report tell.

        When the whole and each phase end, whether the required ends are met, until when a rollback
        can be declared, why the end has moved and what was decided, and the decisions to come.

        Args:
            at: The instant, aware.
            since: An aware instant from which on it is told why the end has moved and what was
                decided; from the first start of the plan or the first event on unless said.
            draws: How often the rest of the run is played, as in `Forecast.simulate`.
            seed: Which luck the plays have.
            spread: That of all steps.
            spreads: Those of single steps, by id.
            language: Of the sentences of the causes, a code or a `Language`; French unless said.

        Returns:
            What is told. Takes the time of `drift` and of a simulation, and of another one for each
            required end if there is a rollback to declare.

        Raises:
            InvalidValue: if an instant is naive, a number is out of its range, or there is no such
                language.
            UnknownStep: if the dry run has no step of `spreads`.

        Examples:
            >>> from datetime import UTC, datetime, timedelta
            >>> from ptr_py import Plan, Run
            >>> ten, hour = datetime(2026, 3, 28, 22, tzinfo=UTC), timedelta(hours=1)
            >>> step = {"dry_runs": ["FDR1"], "start": ten, "duration": hour}
            >>> opening = {
            ...     "name": "Ouverture", "dates": {"FDR1": ten + 4 * hour}, "required_end": "whole"
            ... }
            >>> plan = Plan.from_records(
            ...     [dict(step, id="CO1", phase="CO"), dict(step, id="FB1", phase="FB-RB")],
            ...     milestones=[opening],
            ... )
            >>> told = Run(plan.schedule("FDR1")).prospects(ten + hour / 2)
            >>> f"{told.whole.delay}", told.whole.light, f"{told.causes[0].amount}"
            ('0:30:00', 'green', '0:30:00')
            >>> (end,) = told.required_ends
            >>> f"{end.margin}", f"{end.decide_by:%H:%M}", end.decide_by_likely < end.decide_by
            ('2:30:00', '03:00', True)
        """

    def history(self, id: str) -> list[Event]:
        """The events of a step, in order.

        Args:
            id: The id of the step.

        Returns:
            Every event that names the step. Takes `O(events)`.

        Raises:
            UnknownStep: if the dry run has no such step.
        """

    def notices(
        self,
        at: datetime,
        *,
        weekly: Weekly | None = None,
        rules: NoticeRules | Mapping[str, Any] | None = None,
    ) -> list[Notice]:
        """The mails owed at an instant and not settled yet, each to one person.

        Asking twice, or in two processes, owes no mail twice: each has the same key whoever asks,
        and is owed until `notice_sent` or `notice_failed` has recorded it.

        Args:
            at: The instant, aware.
            weekly: When and to whom the weekly report goes, if it does.
            rules: What else is owed; nothing unless said. ``not_begun`` is about Ready steps that
                nobody begins, ``past_end`` about Open ones that have lasted longer than planned.
                Both take ``after``, ``every`` and ``times``: the assignees are reminded when
                nothing has happened for so long, then again each ``every`` (as ``after`` unless
                said), ``times`` in all (once unless said); ``head_of_department`` and
                ``coordinators``: those are told when nothing has happened for so long. ``at_risk``
                tells the coordinators of required ends that the forecast passes, with ``below``
                also of those whose chance is below a share. ``passed_estimates``, `True` or
                `False`, tells them of steps that defects block for longer than was estimated.
                ``transfers`` tells transfers to ``coordinators`` and other ``assignees``, each
                `True` or `False`; ``acts`` tells both of steps skipped or reopened, starts taken
                back, rollbacks and revisions of the plan, those whose steps it concerns and not
                whoever has acted. A length of time is a `timedelta` or a text such as
                ``"PT30M"``.

        Returns:
            The mails: reports, then transfers and failures in the order of their events, rollbacks
            and revisions told, then start mails and what else is about a step in topological order.
            Takes `O((steps + events) log events)`.

        Raises:
            InvalidValue: if the instant is naive, or the rules have a key or value that means
                nothing.

        Examples:
            >>> from datetime import UTC, datetime, timedelta
            >>> from ptr_py import Plan, Run
            >>> start = datetime(2026, 3, 28, 21, tzinfo=UTC)
            >>> step = {"id": "CO1", "phase": "CO", "dry_runs": ["FDR1"], "start": start}
            >>> plan = Plan.from_records([step | {"contacts": ["anne@grid.example"]}])
            >>> run = Run(plan.schedule("FDR1"))
            >>> rules = {"not_begun": {"after": timedelta(minutes=30)}}
            >>> [notice.kind for notice in run.notices(start, rules=rules)]
            ['start']
            >>> run.next_notice(start, rules=rules) - start
            datetime.timedelta(seconds=1800)
            >>> late = start + timedelta(hours=1)
            >>> [notice.kind for notice in run.notices(late, rules=rules)]
            ['start', 'reminder']
        """

    def next_notice(
        self,
        at: datetime,
        *,
        weekly: Weekly | None = None,
        rules: NoticeRules | Mapping[str, Any] | None = None,
    ) -> datetime | None:
        """The next instant after this one at which the clock alone makes a mail owed.

        Changes of states are included, so a scheduler may sleep until then. A chance that falls
        below a share is foreseen to the second.

        Args:
            at: The instant, aware; the answer lies strictly after it.
            weekly: When and to whom the weekly report goes, if it does.
            rules: What else is owed, as for `Run.notices`.

        Returns:
            The instant; `None` if the clock alone makes no mail owed any more.

        Raises:
            InvalidValue: if the instant is naive, or the rules have a key or value that means
                nothing.

        Examples:
            >>> from datetime import UTC, datetime, timedelta
            >>> from ptr_py import Plan, Run
            >>> ten = datetime(2026, 3, 28, 22, tzinfo=UTC)
            >>> plan = Plan.from_records([
            ...     {"id": "CO1", "phase": "CO", "dry_runs": ["FDR1"], "start": ten,
            ...      "contacts": ["anne@grid.example"]},
            ... ])
            >>> Run(plan.schedule("FDR1")).next_notice(ten - timedelta(hours=1)) == ten
            True
        """

    def write_status_workbook(
        self,
        path: StrPath,
        at: datetime,
        *,
        layout: Layout | Mapping[str, Any] | None = None,
        language: str | Language = ...,
        since: datetime | None = None,
    ) -> None:
        """Writes where the run stands at an instant as a workbook that reads back as its plan.

        Its sheets tell the states and why, expected ends beside planned and required ones, until
        when a rollback can be declared, what moved the end, the decisions, what the clinic finds, a
        timeline, and once a step was begun how the run goes.

        Args:
            path: The file, which is replaced as a whole or not at all.
            at: The instant, aware.
            layout: Where things are to stand; unless said as in the workbook the plan was loaded
                from, or else as usual.
            language: Of headings and texts, a code or a `Language`; French unless said.
            since: The instant since which it tells why the end has moved and what was decided, such
                as that of the report before, aware; since the beginning unless said.

        Raises:
            WorkbookError: if the file cannot be written, or with everything that a workbook
                cannot hold.
            InvalidValue: if another argument means nothing.
        """

    def to_status_workbook(
        self,
        at: datetime,
        *,
        layout: Layout | Mapping[str, Any] | None = None,
        language: str | Language = ...,
        since: datetime | None = None,
    ) -> bytes:
        """The content of the file that `write_status_workbook` writes.

        Args:
            at: The instant, aware.
            layout: Where things are to stand; unless said as in the workbook the plan was loaded
                from, or else as usual.
            language: Of headings and texts, a code or a `Language`; French unless said.
            since: The instant since which it tells why the end has moved and what was decided, such
                as that of the report before, aware; since the beginning unless said.

        Returns:
            The bytes of an ``.xlsx`` file.

        Raises:
            WorkbookError: with everything that a workbook cannot hold.
            InvalidValue: if another argument means nothing.
        """

    def table(self, at: datetime) -> Table:
        """The steps in columns, with their states and what has been recorded of them.

        Args:
            at: The instant, aware.

        Returns:
            The columns of `Table` about the plan, the states and the run, in topological order.

        Raises:
            InvalidValue: if the instant is naive.
        """

    def to_dot(
        self,
        at: datetime,
        *,
        phase: str | None = None,
        neighbours: bool = True,
        faint: Iterable[str] | None = None,
        links: str | None = None,
        reduce: bool = True,
        direction: Direction = "LR",
        language: str | Language = ...,
        group_by_phase: bool = True,
        legend: bool = True,
    ) -> str:
        """The run at an instant in the DOT language of Graphviz, coloured by state.

        Args:
            at: The instant.
            phase: Draw only the steps of this phase, and those next to them.
            neighbours: Draw faintly the steps next to those of the phase.
            faint: The ids of steps to draw faintly too, with their lines.
            links: Make each step a link, to this address followed by its id, percent-encoded.
            reduce: Leave out every arrow that follows from others.
            direction: Which way the arrows point.
            language: Of states and titles; French unless said.
            group_by_phase: Draw a frame around the steps of each phase.
            legend: Explain the colours, where there are any.

        Returns:
            The text of a ``digraph``, the same for the same run, instant and options.

        Raises:
            UnknownPhase: if the plan has no such phase.
            InvalidValue: if another option means nothing.
        """

    def to_mermaid(
        self,
        at: datetime,
        *,
        phase: str | None = None,
        neighbours: bool = True,
        faint: Iterable[str] | None = None,
        links: str | None = None,
        reduce: bool = True,
        direction: Direction = "LR",
        language: str | Language = ...,
        group_by_phase: bool = True,
        legend: bool = True,
    ) -> str:
        """The run at an instant as a flowchart of Mermaid, coloured by state.

        Args:
            at: The instant.
            phase: Draw only the steps of this phase, and those next to them.
            neighbours: Draw faintly the steps next to those of the phase.
            faint: The ids of steps to draw faintly too, with their lines.
            links: Make each step a link, to this address followed by its id, percent-encoded.
            reduce: Leave out every arrow that follows from others.
            direction: Which way the arrows point.
            language: Of states and titles; French unless said.
            group_by_phase: Draw a frame around the steps of each phase.
            legend: Explain the colours, where there are any.

        Returns:
            The text of a ``flowchart``, the same for the same run, instant and options.

        Raises:
            UnknownPhase: if the plan has no such phase.
            InvalidValue: if another option means nothing.
        """

    def to_svg(
        self,
        at: datetime,
        *,
        phase: str | None = None,
        neighbours: bool = True,
        faint: Iterable[str] | None = None,
        links: str | None = None,
        reduce: bool = True,
        direction: Direction = "LR",
        language: str | Language = ...,
        group_by_phase: bool = True,
        legend: bool = True,
    ) -> str:
        """The run at an instant as a picture (SVG), coloured by state.

        It looks as `Schedule.to_svg` says.

        Args:
            at: The instant.
            phase: Draw only the steps of this phase, and those next to them.
            neighbours: Draw faintly the steps next to those of the phase.
            faint: The ids of steps to draw faintly too, with their lines.
            links: Make each step a link, to this address followed by its id, percent-encoded.
            reduce: Leave out every arrow that follows from others.
            direction: Which way the arrows point.
            language: Of states and titles; French unless said.
            group_by_phase: Draw a frame around the steps of each phase.
            legend: Explain the colours, where there are any.

        Returns:
            One ``<svg>`` element to stand in a page or a file, the same for the same run, instant
            and options.

        Raises:
            UnknownPhase: if the plan has no such phase.
            InvalidValue: if another option means nothing.
        """

    def to_timeline_svg(
        self,
        at: datetime,
        *,
        group_by: Grouping = "phase",
        phase: str | None = None,
        since: datetime | None = None,
        until: datetime | None = None,
        rows: int | None = 40,
        links: str | None = None,
        language: str | Language = ...,
        legend: bool = True,
    ) -> str:
        """The run at an instant as a timeline (SVG): plan, forecast, and what happened.

        For each step its planned time, what happened, what is expected, its slack; the critical
        path of every phase, milestones, and the instant, on an axis in the plan's time zone. The
        steps that matter most at the instant have a row of their own; the others are drawn together
        in the row of their group, and counted. No script, no id and no style attribute. A page's
        stylesheet can restyle it by class: ``svg.timeline`` contains ``.frame``, ``.tick``,
        ``.weekend``, ``.now``, ``.milestone``, ``.clock-change``, ``.group``, ``.step`` with its
        state and ``.critical``, in it ``.plan``, ``.actual``, ``.forecast`` and ``.slack``; and
        ``.legend``. The frame has its edges in ``data-since`` and ``data-until``, a step its id in
        ``data-step``, a group its numbers of steps in ``data-steps``, ``data-folded`` and
        ``data-outside``.

        Args:
            at: The instant.
            group_by: What the rows are grouped by; a person is the first to whom a step is
                assigned.
            phase: Draw only the steps of this phase.
            since: The left edge; the first beginning of a step unless said.
            until: The right edge; the last end of a step unless said.
            rows: At most this many, titles of groups included; 40 fit a screen or a sheet of A4.
                `None` gives each step a row.
            links: Make each step with a row a link, to this address followed by its id,
                percent-encoded.
            language: Of states and titles; French unless said.
            legend: Explain the bars and lines.

        Returns:
            One ``<svg>`` element to stand in a page or a file, the same for the same run, instant
            and options.

        Raises:
            UnknownPhase: if the plan has no such phase.
            InvalidValue: if the axis would end before it begins, or another option means nothing.
        """

    def to_ics(
        self,
        at: datetime | None = None,
        *,
        mail: str | None = None,
        team: str | None = None,
        base_url: str | None = None,
        language: str | Language = ...,
    ) -> str:
        """The steps of a person or a team for the calendars that they keep (iCalendar, RFC 5545).

        One event a step, from its expected beginning to its expected end or from the recorded ones;
        the description says state, forecast and plan by the clock of the plan's zone. Times are in
        UTC, so that every program shows the same instants. A later calendar replaces an earlier
        one: a step keeps its UID, SEQUENCE is the run's version, DTSTAMP the instant. A step that
        was transferred to somebody else, was skipped, or sleeps again is cancelled; one that never
        was awake is left out, as is one without any time. Behind steps that sleep it is tentative,
        at its planned time.

        Args:
            at: The instant; if left out, that of the last event or, before the first, of the first
                planned start.
            mail: Only steps that are or were assigned to this person.
            team: Only steps of this team.
            base_url: The address of the platform, to link the pages of the steps.
            language: Of the descriptions; French unless said.

        Returns:
            The text of a ``.ics`` file, lines ended by CR LF.

        Raises:
            InvalidValue: if the mail address is none, no step has the team, or the instant is
                naive.
        """

    def _repr_svg_(self) -> str:
        """The picture that a notebook shows, as `to_svg` draws it at the last event."""

    def __copy__(self) -> Run:
        """The run as it is now, for `copy.copy`: later events of the one do not reach the other.

        It takes a microsecond however long the history, which both share until either has another
        event. So an event that may yet be refused, by a store say, is tried on a copy.

        Returns:
            An equal run, of the same plans.

        Examples:
            >>> import copy
            >>> from datetime import UTC, datetime
            >>> from ptr_py import Plan, Run
            >>> team, at = "team@grid.example", datetime(2026, 3, 28, 22, tzinfo=UTC)
            >>> plan = Plan.from_records([{"id": "CO1", "phase": "CO", "dry_runs": ["FDR1"]}])
            >>> run = Run(plan.schedule("FDR1"), [team])
            >>> tried = copy.copy(run)
            >>> _ = tried.record_defects("CO1", "Compteur 12", by=team, at=at)
            >>> tried.version, run.version
            (1, 0)
        """

    def __deepcopy__(self, memo: dict[int, Any], /) -> Run:
        """The same for `copy.deepcopy`: what two copies share, plans and events, never changes.

        Args:
            memo: What is copied already; not looked at.

        Returns:
            An equal run, of the same plans.

        Examples:
            >>> import copy
            >>> from ptr_py import Plan, Run
            >>> plan = Plan.from_records([{"id": "CO1", "phase": "CO", "dry_runs": ["FDR1"]}])
            >>> run = Run(plan.schedule("FDR1"))
            >>> copy.deepcopy(run).schedule is run.schedule
            True
        """

    def __eq__(self, other: object, /) -> bool: ...
    def __ne__(self, other: object, /) -> bool: ...
    __hash__: ClassVar[None]  # type: ignore[assignment]

@final
class Language:
    """A language that people are addressed in: a built-in one, or one with texts of one's own.

    Wherever a code of a language is taken, so is this. It equals and pickles by its code and texts.

    Examples:
        >>> from ptr_py import Language, State
        >>> german = Language("de", "state-Ready = bereit")
        >>> State.READY.label(german), State.OPEN.label(german), State.OPEN.label("nl")
        ('bereit', 'open', 'in uitvoering')
    """

    def __new__(cls, code: str, texts: str | None = None) -> Self:
        """A language by its code.

        Args:
            code: Of ISO 639, such as ``"nl"``.
            texts: Messages in the format of Project Fluent, ``id = words``, that word some of the
                built-in language's anew or make a new language. What they lack is said in the
                built-in language of that code, or else in English.

        Raises:
            InvalidValue: if there is no such language; or with every line that cannot be read.
        """

    @staticmethod
    def from_file(path: StrPath, *, code: str | None = None) -> Language:
        """The language whose texts stand in a file, UTF-8.

        Args:
            path: The file, ``de.ftl``.
            code: Its code of ISO 639; the file's name without its ending unless said.

        Returns:
            The language.

        Raises:
            InvalidValue: if the file cannot be read, or with every line that cannot.

        Examples:
            >>> import pathlib, tempfile
            >>> from ptr_py import Language, State
            >>> with tempfile.TemporaryDirectory() as folder:
            ...     file = pathlib.Path(folder) / "de.ftl"
            ...     _ = file.write_text("state-Ready = bereit")
            ...     german = Language.from_file(file)
            >>> german.code, State.READY.label(german)
            ('de', 'bereit')
        """

    @staticmethod
    def built_in() -> list[Language]:
        """The languages that need no file.

        Returns:
            A new list, in the order in which they are offered.

        Examples:
            >>> from ptr_py import Language
            >>> [language.code for language in Language.built_in()]
            ['fr', 'en', 'nl']
        """

    @property
    def code(self) -> str:
        """Its code of ISO 639."""

    @property
    def texts(self) -> str | None:
        """What was added to the built-in texts."""

    def __hash__(self) -> int: ...
    def __eq__(self, other: object, /) -> bool: ...

@final
class Said:
    """What a value says, to be asked for in a language."""

    def __new__(cls, json: str) -> Self: ...
    def text(self, language: str | Language) -> str:
        """The sentences."""

@final
class Letter:
    """A mail ready to be sent. ``bytes(letter)`` is what goes over the wire, or into a file."""

    @property
    def key(self) -> str:
        """The key of the notice that it delivers."""

    @property
    def message_id(self) -> str:
        """The Message-ID, the same for the same notice."""

    @property
    def sender(self) -> str:
        """The address that servers send their complaints to."""

    @property
    def recipients(self) -> list[str]:
        """The addresses that it goes to."""

    @property
    def file_stem(self) -> str:
        """A file name without its ending that is readable, and different for different keys."""

    def __bytes__(self) -> bytes: ...
    def __eq__(self, other: object, /) -> bool: ...
    def __ne__(self, other: object, /) -> bool: ...
    __hash__: ClassVar[None]  # type: ignore[assignment]

@final
class Outbox:
    """What is remembered, between two rounds, of mails that did not go out yet.

    Whoever loses it only tries sooner: which mails are owed is known from the run.

    It belongs to one run, and to the copies of it that threads have loaded: what `Mailer.deliver`
    sends through one outbox is sent once. This is known in memory alone, and forgotten once no run
    owes the mail of those that were given and are still in use.

    Examples:
        >>> from datetime import UTC, datetime
        >>> from ptr_py import Outbox
        >>> outbox = Outbox()
        >>> len(outbox), outbox.next_attempt, Outbox.from_json(outbox.to_json()) == outbox
        (0, None, True)
        >>> outbox.is_due("start/CO1", datetime(2026, 3, 28, 22, tzinfo=UTC))
        True
    """

    def __new__(cls) -> Self:
        """An outbox in which nothing waits."""

    @staticmethod
    def from_json(text: str) -> Outbox:
        """The outbox that `to_json` wrote down.

        Args:
            text: What `to_json` of this version or an earlier one gave.

        Returns:
            The outbox.

        Raises:
            InvalidValue: if the text is not the JSON of an outbox.
        """

    def to_json(self) -> str:
        """The outbox as JSON text, to be kept beside the events of its run.

        Returns:
            The text, with the attempts that have failed for each of the waiting mails.
        """

    def is_due(self, key: str, at: datetime) -> bool:
        """Whether the mail with this key is to be tried at an instant.

        Args:
            key: The key of the mail, `Notice.key`.
            at: The instant, aware.

        Returns:
            `False` while it waits for a later attempt, `True` for every other key.

        Raises:
            InvalidValue: if the instant is naive.
        """

    @property
    def next_attempt(self) -> datetime | None:
        """When the next of the waiting mails is to be tried again, in UTC: it knows no plan."""

    @property
    def keys(self) -> list[str]:
        """The keys of the waiting mails, sorted."""

    def __len__(self) -> int: ...
    def __eq__(self, other: object, /) -> bool: ...
    def __ne__(self, other: object, /) -> bool: ...
    __hash__: ClassVar[None]  # type: ignore[assignment]

@final
class Attempt:
    """A mail that was tried, what came of it, and what follows from that.

    Examples:
        >>> from datetime import UTC, datetime
        >>> from ptr_py import Mailer, Outbox, Plan, Run
        >>> ten = datetime(2026, 3, 28, 22, tzinfo=UTC)
        >>> plan = Plan.from_records([
        ...     {"id": "CO1", "phase": "CO", "dry_runs": ["FDR1"], "start": ten,
        ...      "contacts": ["anne@grid.example"]},
        ... ])
        >>> run, outbox = Run(plan.schedule("FDR1")), Outbox()
        >>> mailer = Mailer({"from": "team@grid.example", "transport": "memory"})
        >>> [notice] = mailer.due(run, outbox, ten)
        >>> attempt = mailer.attempt(notice, run, outbox, ten)
        >>> attempt.outcome.recipient, attempt.outcome.status, attempt.verdict, attempt.retry_at
        ('anne@grid.example', 'sent', 'done', None)
        >>> [event.type for event in attempt.record(run)], attempt.record(run)
        (['notice_sent'], [])
    """

    @property
    def notice(self) -> Notice:
        """The mail."""

    @property
    def at(self) -> datetime:
        """When it was tried."""

    @property
    def outcome(self) -> Outcome:
        """What came of it."""

    @property
    def verdict(self) -> Verdict:
        """What follows."""

    @property
    def retry_at(self) -> datetime | None:
        """When to try again, if so."""

    def record(self, run: Run, *, apply: bool = True) -> list[Event]:
        """Records in a run what came of it.

        Recording twice changes nothing.

        Args:
            run: The run that the mail is owed by.
            apply: `False` to decide only: the events are given back, and the run stays as it is.

        Returns:
            One event, ``notice_sent`` or ``notice_failed``; none while the mail is retried or if
            its outcome is known.
        """

@final
class Mailer:
    """Writes and sends the mails that runs owe.

    Examples:
        >>> from datetime import UTC, datetime
        >>> from ptr_py import Mailer, Outbox, Plan, Run
        >>> ten = datetime(2026, 3, 28, 22, tzinfo=UTC)
        >>> plan = Plan.from_records([
        ...     {"id": "CO1", "phase": "CO", "dry_runs": ["FDR1"], "start": ten,
        ...      "contacts": ["anne@grid.example"]},
        ... ])
        >>> run, outbox = Run(plan.schedule("FDR1")), Outbox()
        >>> settings = {"from": "Transition <transition@grid.example>", "transport": "memory"}
        >>> mailer = Mailer(settings, base_url="https://ptr.grid.example", language="en")
        >>> [notice] = mailer.due(run, outbox, ten)
        >>> texts = mailer.texts(notice, run, ten)
        >>> texts.subject, "https://ptr.grid.example/steps/CO1" in texts.text
        ('[Transition-FDR1] CO1-Execution', True)

        One after the other, for a store that keeps each event before the next mail goes out:

        >>> attempt = mailer.attempt(notice, run, outbox, ten)
        >>> attempt.verdict, attempt.outcome.status
        ('done', 'sent')
        >>> [letter.recipients for letter in mailer.letters]
        [['anne@grid.example']]
        >>> [event.type for event in attempt.record(run)]
        ['notice_sent']

        All at once; and a letter for which nobody looks at the run:

        >>> mailer.deliver(run, outbox, ten)
        []
        >>> letter = mailer.letter(notice, run, ten)
        >>> [outcome.status for outcome in mailer.send(letter)], b"From: " in bytes(letter)
        (['sent'], True)
    """

    def __new__(
        cls,
        config: MailSettings | Mapping[str, Any],
        *,
        base_url: str | None = None,
        step_link: Callable[[Notice, str], str | None] | None = None,
        recap_link: Callable[[Notice, str | None], str | None] | None = None,
        attachments: Callable[[Notice], Iterable[Attachment]] | None = None,
        status_workbook: bool = True,
        language: Language | str | None = None,
    ) -> Self:
        """A mailer with these settings.

        What the callables give must depend on nothing but the notice, so that the same notice is
        the same mail. An error in them is raised as it is, and the mail is not sent but stays owed;
        by `deliver` after the other mails were sent.

        Args:
            config: The ``mail`` section of a configuration (`ptr_py.typing.MailSettings`); of it
                only ``from`` must be there, and ``host`` if ``transport`` is ``"smtp"``. Without a
                transport mails are written as files; with ``"memory"`` they are kept in `letters`.
                ``timeline`` says whether the weekly report takes the timeline along as a picture
                (SVG).
            base_url: The address of a platform, for plain links.
            step_link: Gives the link to a step's page, for the notice's recipient alone.
            recap_link: Gives the link to a phase's recap, or with `None` to all of them.
            attachments: Gives files that go along with a mail.
            status_workbook: Whether the weekly report takes the status workbook along.
            language: The language of the mails, instead of that of ``config``; its texts may word a
                mail anew (``mail-greeting = …``).

        Raises:
            MailError: with everything that is wrong with the settings, or with the templates.
            InvalidValue: if there is no such language.
        """

    def letter(self, notice: Notice, run: Run, at: datetime) -> Letter:
        """The letter that a notice owes.

        Args:
            notice: The mail that is owed, from `due` or `Run.notices`.
            run: The run that owes it.
            at: The instant that the mail tells of, aware.

        Returns:
            The letter, the same bytes for the same notice.

        Raises:
            MailError: if it cannot be written.
            InvalidValue: if the instant is naive.
        """

    def texts(self, notice: Notice, run: Run, at: datetime) -> MailTexts:
        """What the letter says, to look at or to send in some other way.

        Args:
            notice: The mail that is owed, from `due` or `Run.notices`.
            run: The run that owes it.
            at: The instant that the mail tells of, aware.

        Returns:
            Subject and bodies.

        Raises:
            MailError: if it cannot be written.
            InvalidValue: if the instant is naive.
        """

    def send(self, letter: Letter) -> list[Outcome]:
        """Sends a letter.

        Args:
            letter: The letter. Nothing is recorded of it.

        Returns:
            What came of it for each recipient, in their order.
        """

    def due(
        self,
        run: Run,
        outbox: Outbox,
        at: datetime,
        *,
        weekly: Weekly | None = None,
        rules: NoticeRules | Mapping[str, Any] | None = None,
    ) -> list[Notice]:
        """The mails to try at an instant; the outbox forgets those that are owed no more.

        Args:
            run: The run that owes it.
            outbox: What waits for a later attempt; it is brought up to date.
            at: The instant, aware.
            weekly: When and to whom the weekly report goes, if it does.
            rules: What else is owed, as for `Run.notices`.

        Returns:
            The mails that are owed and do not wait for a later attempt, in the order of
            `Run.notices`.

        Raises:
            InvalidValue: if the instant is naive, or the rules have a key or value that means
                nothing.
        """

    def attempt(self, notice: Notice, run: Run, outbox: Outbox, at: datetime) -> Attempt:
        """Writes and sends one mail. The run stays as it is: see `Attempt.record`.

        Args:
            notice: The mail that is owed, from `due` or `Run.notices`.
            run: The run that owes it.
            outbox: What waits for a later attempt; it is brought up to date.
            at: When, an aware instant.

        Returns:
            What came of it; whether to try again follows from the ``retry`` of the settings.

        Raises:
            InvalidValue: if the instant is naive.
        """

    def attempted(
        self,
        notice: Notice,
        run: Run,
        outbox: Outbox,
        at: datetime,
        *,
        error: str | None = None,
        permanent: bool = False,
    ) -> Attempt:
        """The attempt of a mail that the caller has sent, by another way than mail.

        What goes out by that way says what `texts` gives. It is tried again, given up and recorded
        by the same rules as mails are.

        Args:
            notice: The mail that is owed, from `due`, whose `Notice.way` says which way.
            run: The run that owes it.
            outbox: What waits for a later attempt; it is brought up to date.
            at: When, an aware instant.
            error: Why it did not go out; `None` if it did.
            permanent: Whether it never will, however often it is tried.

        Returns:
            What came of it; whether to try again follows from the ``retry`` of the settings.

        Raises:
            InvalidValue: if the instant is naive.

        Examples:
            >>> from datetime import UTC, datetime
            >>> from ptr_py import Mailer, Outbox, Plan, Run
            >>> ten = datetime(2026, 3, 28, 22, tzinfo=UTC)
            >>> plan = Plan.from_records([
            ...     {"id": "CO1", "phase": "CO", "dry_runs": ["FDR1"], "start": ten,
            ...      "contacts": ["anne@grid.example"]},
            ... ])
            >>> run, outbox = Run(plan.schedule("FDR1")), Outbox()
            >>> mailer = Mailer({"from": "team@grid.example", "transport": "memory"})
            >>> rules = {"ways": {"anne@grid.example": {"start": {"sms": None}}}}
            >>> [notice] = mailer.due(run, outbox, ten, rules=rules)
            >>> attempt = mailer.attempted(notice, run, outbox, ten, error="no answer")
            >>> notice.way, attempt.verdict, (attempt.retry_at - ten).total_seconds()
            ('sms', 'retry', 60.0)
            >>> attempt = mailer.attempted(notice, run, outbox, ten)
            >>> [(event.type, event.way) for event in attempt.record(run)]
            [('notice_sent', 'sms')]
        """

    def deliver(
        self,
        run: Run,
        outbox: Outbox,
        at: datetime,
        *,
        weekly: Weekly | None = None,
        rules: NoticeRules | Mapping[str, Any] | None = None,
        progress: Callable[[int, int], object] | None = None,
        timeout: timedelta | float | None = None,
    ) -> list[Attempt]:
        """Sends every mail that is due and records in the run what came of it.

        A mail that is given up owes the transition team a mail about it, in the same round. Who
        stores events after each mail, or sends by other ways, too, goes through `due`, `attempt`
        or `attempted`, and `Attempt.record`: what goes by another way is left here.

        Threads may share a run, or have copies of it and share an outbox: a mail that one of them
        is sending is left to it, and what it has sent or given up is recorded in the run that is
        given, too. The first failure that lies with the server and may pass ends the round, since
        each further mail would wait as long. If it is interrupted or times out, the mail under way
        is still recorded when the server answers.

        Args:
            run: The run that owes the mails, in which what came of them is recorded.
            outbox: What waits for a later attempt; it is brought up to date.
            at: When, an aware instant.
            weekly: When and to whom the weekly report goes, if it does.
            rules: What else is owed, as for `Run.notices`.
            progress: Is told after each mail how many were tried, and how many were due.
            timeout: How long it may take, in seconds unless it is a `timedelta`; as long as it
                needs unless said.

        Returns:
            One attempt for each mail that was tried here, in their order.

        Raises:
            TimedOut: if it takes longer than `timeout`.
            InvalidValue: if the instant is naive, or the rules have a key or value that means
                nothing.
        """

    @property
    def letters(self) -> list[Letter]:
        """Of a mailer that keeps its mails in memory: what was sent so far."""

    @property
    def sender(self) -> str:
        """Who writes the mails."""

    @property
    def reply_to(self) -> str:
        """Who gets the answers."""

    @property
    def language(self) -> str:
        """The language of the mails."""

@final
class Forecast:
    """Where a run is heading, as it looks at one instant: see `Run.forecast`.

    The method is that of the critical path. Steps that sleep are not expected, nor are those
    that wait for one.

    Examples:
        >>> from datetime import UTC, datetime, timedelta
        >>> from ptr_py import Plan, Run
        >>> ten, minute = datetime(2026, 3, 28, 22, tzinfo=UTC), timedelta(minutes=1)
        >>> step = {"phase": "CO", "dry_runs": ["FDR1"], "start": ten}
        >>> plan = Plan.from_records([
        ...     dict(step, id="CO1", duration=30 * minute),
        ...     dict(step, id="CO2", prerequisites=["CO1"], start=ten + 30 * minute,
        ...          duration=60 * minute),
        ... ])
        >>> forecast = Run(plan.schedule("FDR1")).forecast(ten + 5 * minute)
        >>> f"{forecast.planned_end:%H:%M}", f"{forecast.end:%H:%M}", str(forecast.delay)
        ('00:30', '00:35', '0:05:00')
        >>> forecast.end_of_phase("CO") == forecast.end, forecast.planned_end_of_phase("DC")
        (True, None)
        >>> forecast.critical_path, forecast.critical_path_of_phase("CO")
        (['CO1', 'CO2'], ['CO1', 'CO2'])
        >>> outlook = forecast.outlook("CO2")
        >>> f"{outlook.begins:%H:%M}", outlook.waits_for, str(outlook.slack)
        ('23:35', 'CO1', '0:00:00')
        >>> list(forecast.outlooks())
        ['CO1', 'CO2']
        >>> odds = forecast.simulate()
        >>> forecast.light(odds), forecast.light(odds, "CO", by=ten + 180 * minute)
        ('red', 'green')
    """

    @property
    def at(self) -> datetime:
        """The instant asked about."""

    @property
    def end(self) -> datetime | None:
        """When the last step ends of all that are expected; `None` if none is."""

    @property
    def planned_end(self) -> datetime | None:
        """When the last of them ends by the dates of the plan alone."""

    @property
    def delay(self) -> timedelta | None:
        """How much later than planned the whole ends; negative if earlier."""

    @property
    def critical_path(self) -> list[str]:
        """The chain of steps that decides the end, each waiting for the one before.

        Empty once all is over.
        """

    @property
    def abandoned(self) -> list[str]:
        """The steps that can no longer come about, now or by the outcomes that are assumed."""

    @property
    def unexpected(self) -> list[str]:
        """The steps that cannot be expected to end as things stand, in topological order."""

    def end_of_phase(self, phase: str) -> datetime | None:
        """When the last step of a phase ends, of all that are expected.

        Args:
            phase: The code of the phase.

        Returns:
            The instant; `None` if nothing of it is expected.

        Raises:
            UnknownPhase: if the plan has no such phase.
        """

    def critical_path_of_phase(self, phase: str) -> list[str]:
        """The chain of steps that decides the end of a phase, each waiting for the one before.

        It may lead through other phases, whose steps those of the phase wait for. Empty once the
        phase is over.

        Args:
            phase: The code of the phase.

        Returns:
            The ids, the step that ends last at the end.

        Raises:
            UnknownPhase: if the plan has no such phase.
        """

    def planned_end_of_phase(self, phase: str) -> datetime | None:
        """When the last step of a phase ends by the dates of the plan alone.

        Args:
            phase: The code of the phase.

        Returns:
            The instant; `None` where no date of the plan says it.

        Raises:
            UnknownPhase: if the plan has no such phase.
        """

    def light(
        self, odds: Odds, phase: str | None = None, *, by: datetime | None = None
    ) -> Light | None:
        """Whether the whole, or a phase, is expected to end in time.

        Green: in time in at least four plays of five. Amber: in fewer, but in time if every step
        takes as long as planned. Red: too late even so. `None` if no end is expected.

        Args:
            odds: What `simulate` of this forecast gave.
            phase: The phase; the whole unless said.
            by: By when it is to end, aware; by its planned end unless said.

        Returns:
            The colour; `None` if no end is expected, or there is nothing to compare it with.

        Raises:
            UnknownPhase: if the plan has no such phase.
            InvalidValue: if the instant is naive.
        """

    def outlook(self, id: str) -> Outlook | None:
        """What is expected of a step.

        Args:
            id: The id of the step.

        Returns:
            Its times; `None` if it sleeps, or waits for one that does. Takes the time of its
            neighbours.

        Raises:
            UnknownStep: if the dry run has no such step.
        """

    @property
    def required_ends(self) -> tuple[RequiredOutlook, ...]:
        """The required ends that have a date in the dry run, with what is expected of each.

        In the order of the milestones.
        """

    def decide_by(self, required_end: datetime | str) -> DecideBy:
        """Until when a rollback can be declared and is over by a required end.

        Declaring at an instant and forecasting then, of all instants the last that meets it; until
        then nothing else is supposed to be recorded, so the answer is safe. To be asked anew after
        each event: it costs less than the forecast.

        Args:
            required_end: An instant, or the name of a milestone.

        Returns:
            The answers, for a rollback declared at once and as late as possible.

        Raises:
            InvalidValue: if the instant is naive, or no milestone with a date has this name.

        Examples:
            >>> from datetime import UTC, datetime, timedelta
            >>> from ptr_py import Plan, Run
            >>> ten = datetime(2026, 3, 28, 22, tzinfo=UTC)
            >>> step = {"dry_runs": ["FDR1"], "start": ten, "duration": timedelta(hours=1)}
            >>> plan = Plan.from_records([
            ...     dict(step, id="CO1", phase="CO"),
            ...     dict(step, id="FB1", phase="FB-RB"),
            ...     dict(step, id="FB2", phase="FB-RB", prerequisites=["FB1"]),
            ... ])
            >>> forecast = Run(plan.schedule("FDR1")).forecast(ten)
            >>> decide = forecast.decide_by(ten + timedelta(hours=8))
            >>> f"{decide.if_declared_now:%H:%M}", f"{decide.latest:%H:%M}"
            ('01:00', '06:00')
            >>> decide.latest_within(0.8, spread=(1, 1, 2)) < decide.latest
            True
        """

    def outlooks(self) -> dict[str, Outlook]:
        """What is expected of every step that is, in topological order.

        Returns:
            The outlook of each step, by its id; steps that are not expected are left out.
        """

    def table(self) -> Table:
        """The steps in columns, with what is expected of each: `outlooks` without a value for each.

        Returns:
            The columns of `Table` about the plan and the forecast, in topological order.

        Examples:
            >>> import polars
            >>> from datetime import UTC, datetime, timedelta
            >>> from ptr_py import Plan, Run
            >>> ten, hour = datetime(2026, 3, 28, 22, tzinfo=UTC), timedelta(hours=1)
            >>> plan = Plan.from_records([
            ...     {"id": "CO1", "phase": "CO", "start": ten, "duration": hour},
            ...     {"id": "CO2", "phase": "CO", "prerequisites": ["CO1"], "duration": hour},
            ... ])
            >>> table = Run(plan.schedule("Live")).forecast(ten).table()
            >>> frame = polars.DataFrame(table).select("id", "ends", "slack", "waits_for")
            >>> frame.row(1)[2:]
            (datetime.timedelta(0), 'CO1')
        """

    def what_if(self, changes: Iterable[Supposition | Mapping[str, Any]]) -> WhatIf:
        """What follows if some things went otherwise, all of them at once.

        Each change names a step or a team, and one thing about it:

        - ``{"step": "CO1", "ends": at}``: it ends then, but neither before it begins nor before the
          instant asked about;
        - ``{"step": "CO1", "lasts": timedelta(hours=2)}``: it takes that long;
        - ``{"step": "CO1", "skipped": True}``: it is skipped at the instant asked about;
        - ``{"step": "CO1", "outcome": "NO-GO"}``: the decision is closed with this outcome when it
          is expected to end;
        - ``{"team": "Registre", "late": timedelta(hours=2)}``: the steps of the team that have not
          begun begin that much later than planned, or than the instant asked about where that is
          later, at the earliest.

        The same as the forecast of a run in which all this is done. Takes no longer than a
        forecast, and some microseconds for each step that moves, whose values are made. The end of
        a step under way is supposed whatever defects block it.

        Args:
            changes: The changes (`ptr_py.typing.Supposition`), at most one thing about each step or
                team.

        Returns:
            The new end, and of each step that moves its new times.

        Raises:
            UnknownStep: if the dry run has no such step.
            InvalidValue: for a team that no step has, for something that can no longer go otherwise
                (a step that is over, abandoned, sleeps or waits for one that does), for an outcome
                that a step does not offer, for two changes of one step or team or two outcomes of
                one decision, for an unknown key and for a naive instant.

        Examples:
            >>> from datetime import UTC, datetime, timedelta
            >>> from ptr_py import Plan, Run
            >>> ten = datetime(2026, 3, 28, 22, tzinfo=UTC)
            >>> step = {"phase": "CO", "dry_runs": ["FDR1"], "start": ten}
            >>> plan = Plan.from_records([
            ...     dict(step, id="CO1", prerequisites=[], duration=timedelta(minutes=30)),
            ...     dict(step, id="CO2", prerequisites=["CO1"], duration=timedelta(hours=1)),
            ... ])
            >>> forecast = Run(plan.schedule("FDR1")).forecast(ten)
            >>> late = forecast.what_if([{"step": "CO1", "ends": ten + timedelta(hours=1)}])
            >>> f"{late.delay}", list(late.moved), f"{late.moved['CO2'].begins:%H:%M}"
            ('0:30:00', ['CO1', 'CO2'], '00:00')
            >>> late.moved["CO2"].waits_for
            'CO1'
        """

    def simulate(
        self,
        *,
        draws: int = 1000,
        seed: int = 0,
        spread: Spread | tuple[float, float, float] | None = None,
        spreads: Mapping[str, Spread | tuple[float, float, float]] | None = None,
        watching: Iterable[str] = (),
        threads: int | None = None,
        progress: Callable[[int, int], object] | None = None,
        timeout: timedelta | float | None = None,
    ) -> Odds:
        """Plays the rest of the run many times, and tells the chances.

        Each step takes a time drawn from its spread; one that is under way takes what is left of
        it. The same seed gives the same odds, on any number of threads and any machine; a step
        keeps its luck from one instant to the next, so that what differs between two simulations
        is what happened.

        Args:
            draws: How often, at most a million. A thousand tell a chance to some three parts in a
                hundred, four times as many to half of that.
            seed: Which luck the plays have, from 0 to 2^64 - 1.
            spread: That of all steps; unless said, from nine tenths of the planned duration to one
                and a half times it.
            spreads: Those of single steps, by id.
            watching: Steps of which each end is kept (`Odds.end_of_step`).
            threads: On how many threads, at most 1,024; unless said, on as many as the process may
                have at once. The GIL is free meanwhile.
            progress: Is told some twenty times a second how many draws are made, and how many there
                are.
            timeout: How long it may take, in seconds unless it is a `timedelta`; as long as it
                needs unless said.

        Returns:
            The odds of the whole, of every phase and of the steps that were watched. Takes
            `O((steps + prerequisites) * draws)`, divided by nearly the number of threads.

        Raises:
            TimedOut: if it takes longer than `timeout`.
            InvalidValue: if a number is out of its range, or three are no spread.
            UnknownStep: if the dry run has no such step.

        Examples:
            >>> from datetime import UTC, datetime, timedelta
            >>> from ptr_py import Plan, Run, Spread
            >>> ten = datetime(2026, 3, 28, 22, tzinfo=UTC)
            >>> step = {"phase": "CO", "dry_runs": ["FDR1"], "start": ten}
            >>> plan = Plan.from_records([
            ...     dict(step, id="CO1", prerequisites=[], duration=timedelta(minutes=30)),
            ...     dict(step, id="CO2", prerequisites=["CO1"], duration=timedelta(hours=1)),
            ... ])
            >>> odds = Run(plan.schedule("FDR1")).forecast(ten).simulate(spread=Spread(longest=2))
            >>> odds.end.probability(ten + timedelta(minutes=90)) < 0.1
            True
            >>> odds.end.quantile(0.8) > ten + timedelta(minutes=110)
            True
        """

@final
class DecideBy:
    """Until when a rollback can be declared: see `Forecast.decide_by`.

    Examples:
        >>> from datetime import UTC, datetime, timedelta
        >>> from ptr_py import Plan, Run
        >>> ten, hour = datetime(2026, 3, 28, 22, tzinfo=UTC), timedelta(hours=1)
        >>> plan = Plan.from_records([
        ...     {"id": "FB1", "phase": "FB-RB", "dry_runs": ["FDR1"], "start": ten,
        ...      "duration": 2 * hour},
        ... ])
        >>> decide = Run(plan.schedule("FDR1")).forecast(ten).decide_by(ten + 8 * hour)
        >>> f"{decide.if_declared_now:%H:%M}", f"{decide.latest:%H:%M}"
        ('01:00', '06:00')
        >>> decide.latest_within(0.9, draws=100) < decide.latest
        True
    """

    @property
    def required_end(self) -> datetime:
        """The required end."""

    @property
    def if_declared_now(self) -> datetime | None:
        """When the rollback would be over if it were declared at the instant of the forecast.

        When it is expected to be, if it is declared. `None` without a contingency.
        """

    @property
    def latest(self) -> datetime | None:
        """The last instant at which declaring still meets the required end.

        `None` if it is too late, if it is declared already, or without a contingency.
        """

    def latest_within(
        self,
        share: float,
        *,
        draws: int = 1000,
        seed: int = 0,
        spread: Spread | tuple[float, float, float] | None = None,
        spreads: Mapping[str, Spread | tuple[float, float, float]] | None = None,
    ) -> datetime | None:
        """The last instant at which declaring meets the required end in this share of many plays.

        Drawn as by `Forecast.simulate`; without spread it is `latest`.

        Args:
            share: The share of the plays, from 0 to 1.
            draws: How often, at most a million.
            seed: Which luck the plays have, from 0 to 2^64 - 1.
            spread: That of all steps, in shares of the planned duration; unless said, from nine
                tenths of it to one and a half times it.
            spreads: Those of single steps, by id.

        Returns:
            The instant; `None` if it is too late for such a chance, or as for `latest`.
            Takes `O((steps + prerequisites) * draws)`.

        Raises:
            InvalidValue: if the share is not from 0 to 1, or as for `Forecast.simulate`.
            UnknownStep: if a spread is given of a step that the dry run does not have.
        """

@final
class Odds:
    """What many plays of the rest of a run say: see `Forecast.simulate`.

    Examples:
        >>> from datetime import UTC, datetime, timedelta
        >>> from ptr_py import Plan, Run
        >>> ten, hour = datetime(2026, 3, 28, 22, tzinfo=UTC), timedelta(hours=1)
        >>> step = {"phase": "CO", "dry_runs": ["FDR1"], "start": ten}
        >>> plan = Plan.from_records([
        ...     dict(step, id="CO1", duration=hour),
        ...     dict(step, id="CO2", duration=2 * hour),
        ...     dict(step, id="CO3", duration=hour, prerequisites=["CO1", "CO2"]),
        ... ])
        >>> forecast = Run(plan.schedule("FDR1")).forecast(ten)
        >>> odds = forecast.simulate(draws=400, watching=["CO2"])
        >>> len(odds.end), odds.end_of_phase("CO") == odds.end
        (400, True)
        >>> odds.end_of_step("CO2").probability(ten + 3 * hour)
        1.0
        >>> odds.criticality("CO1"), odds.criticalities()["CO3"]
        (0.0, 1.0)
    """

    @property
    def draws(self) -> int:
        """How often the rest was played."""

    @property
    def end(self) -> Ends:
        """When the whole ended."""

    def end_of_phase(self, phase: str) -> Ends:
        """When a phase ended.

        Args:
            phase: The code of the phase.

        Returns:
            Its ends; empty if nothing of it is expected.

        Raises:
            UnknownPhase: if the plan has no such phase.
        """

    def end_of_step(self, id: str) -> Ends:
        """When a step ended that was watched.

        Args:
            id: The id of the step.

        Returns:
            Its ends; empty if it is not expected to end.

        Raises:
            UnknownStep: if the dry run has no such step.
            InvalidValue: if nobody asked to watch it.
        """

    def criticality(self, id: str) -> float:
        """The criticality index of a step: in which share of the plays it was critical.

        There the whole would have ended later had it ended later. 0 for a step that is over, or
        not expected.

        Args:
            id: The id of the step.

        Returns:
            The share, from 0 to 1.

        Raises:
            UnknownStep: if the dry run has no such step.
        """

    @property
    def required_ends(self) -> dict[str, float | None]:
        """The chance of meeting each required end of the plan, by the milestone that requires it.

        `None` where no end is expected.
        """

    def criticalities(self) -> dict[str, float]:
        """The `criticality` of every step.

        Returns:
            The shares by id, in topological order.
        """

@final
class Ends:
    """When something ended, in each of many plays.

    Empty where nothing is expected. Iterating gives the instants in rising order; those after
    the year 9999 are left out.

    Examples:
        >>> from datetime import UTC, datetime, timedelta
        >>> from ptr_py import Plan, Run
        >>> ten, hour = datetime(2026, 3, 28, 22, tzinfo=UTC), timedelta(hours=1)
        >>> plan = Plan.from_records([
        ...     {"id": "CO1", "phase": "CO", "dry_runs": ["FDR1"], "start": ten, "duration": hour},
        ... ])
        >>> ends = Run(plan.schedule("FDR1")).forecast(ten).simulate(spread=(1, 1, 2)).end
        >>> ends.quantile(0) < ends.quantile(0.8) < ends.quantile(1) <= ten + 2 * hour
        True
        >>> 0.7 < ends.probability(ten + 1.5 * hour) < 0.8
        True
    """

    def quantile(self, share: float) -> datetime | None:
        """By when it ended in this share of the plays.

        0.8 is the instant that four plays of five keep. `None` if nothing is expected, or if that
        is after the year 9999.

        Args:
            share: The share of the plays, from 0 to 1: 0.8 gives the instant that four plays of
                five keep, 0 the earliest end, 1 the latest.

        Returns:
            The instant; `None` if nothing is expected, or if it is after the year 9999.

        Raises:
            InvalidValue: if the share is none from 0 to 1.
        """

    def probability(self, by: datetime) -> float | None:
        """In which share of the plays it had ended at an instant.

        Args:
            by: The instant, aware.

        Returns:
            The share, from 0 to 1; `None` if nothing is expected.

        Raises:
            InvalidValue: if the instant is naive.
        """

    def __len__(self) -> int: ...
    def __iter__(self) -> Iterator[datetime]: ...
    def __eq__(self, other: object, /) -> bool: ...

@final
class Comparison:
    """Several runs side by side: see `compare`.

    Examples:
        >>> from datetime import UTC, datetime, timedelta
        >>> from ptr_py import Plan, Run, compare
        >>> ten, minute = datetime(2026, 3, 28, 22, tzinfo=UTC), timedelta(minutes=1)
        >>> anne = "anne@grid.example"
        >>> plan = Plan.from_records([
        ...     {"id": "CO1", "phase": "CO", "dry_runs": ["FDR1", "FDR2"], "start": ten,
        ...      "duration": 30 * minute, "contacts": [anne]},
        ... ])
        >>> run = Run(plan.schedule("FDR1"))
        >>> _ = run.start("CO1", by=anne, at=ten)
        >>> _ = run.close("CO1", by=anne, at=ten + 45 * minute)
        >>> comparison = compare([run], ten + 60 * minute)
        >>> [compared.dry_run for compared in comparison.runs], list(comparison.steps)
        (['FDR1'], ['CO1'])
        >>> str(comparison.steps["CO1"].seen[0].work), str(comparison.steps["CO1"].lesson.duration)
        ('0:45:00', '0:45:00')
        >>> str(comparison.next_plan(plan)["CO1"].duration)
        '0:45:00'
        >>> comparison.spreads(plan.schedule("FDR2"))["CO1"].likeliest
        1.5
        >>> import pathlib, tempfile
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     comparison.write_workbook(pathlib.Path(folder) / "runs.xlsx", language="en")
    """

    @property
    def runs(self) -> list[ComparedRun]:
        """The runs, in the order in which they were given."""

    @property
    def steps(self) -> dict[str, ComparedStep]:
        """Every step of any run, in the order in which the runs first name them."""

    def next_plan(self, plan: Plan) -> Plan:
        """The plan with the durations that the runs teach; all else is as it was.

        Steps that no run has started and closed keep their duration. Written as a workbook, it
        differs from the plan's own in durations only.

        Args:
            plan: The plan of the next run; steps that no run has are kept as they are.

        Returns:
            A new plan.

        Raises:
            PlanError: if it is no valid plan any more.
        """

    def spreads(self, schedule: Schedule) -> dict[str, Spread]:
        """The spreads that the runs teach, for the steps of a schedule that have a duration.

        In shares of the duration planned there: for `Forecast.simulate`.

        Args:
            schedule: The schedule of the next run, of which the simulation will be.

        Returns:
            The spread by the id of its step; steps that teach nothing are left out.
        """

    def write_workbook(self, path: StrPath, *, language: str | Language = ...) -> None:
        """Writes the runs side by side as a workbook, a row a step, times in minutes.

        Args:
            path: The file; written whole or not at all.
            language: Of headings; French unless said.

        Raises:
            WorkbookError: if the file cannot be written.
            InvalidValue: if there is no such language.
        """

    def __eq__(self, other: object, /) -> bool: ...
    def __ne__(self, other: object, /) -> bool: ...

@final
class Table:
    """Steps in columns, with their states or their forecast, for whatever reads Arrow.

    ``polars.DataFrame(table)``, ``pyarrow.table(table)`` and ``pandas.DataFrame.from_arrow(table)``
    take it as it is. Instants are in the plan's time zone, to the microsecond:

    - of the plan ``id``, ``label``, ``phase``, ``team``, ``department``, ``prerequisites`` (the
      effective ones), ``start`` and ``end``;
    - of states ``state`` (a dictionary) and ``code``;
    - of a run ``assignees``, ``started``, ``started_by``, ``terminated``, ``terminated_by``,
      ``skipped``, ``lateness`` and ``defects``;
    - of a forecast ``begins``, ``ends``, ``slack``, ``is_critical`` and ``waits_for``, as an
      `Outlook` has them; empty for steps that are not expected.

    Examples:
        >>> from datetime import UTC, datetime
        >>> from ptr_py import Plan
        >>> plan = Plan.from_records([{"id": "CO1", "phase": "CO", "dry_runs": ["FDR1"]}])
        >>> table = plan.schedule("FDR1").table(datetime(2026, 3, 28, 22, tzinfo=UTC))
        >>> len(table), table.columns[:3]
        (1, ['id', 'label', 'phase'])
    """

    @property
    def columns(self) -> list[str]:
        """The names of the columns."""

    def __len__(self) -> int: ...
    def __arrow_c_stream__(self, requested_schema: object = None) -> CapsuleType:
        """The columns as a stream of Arrow."""

    def __arrow_c_schema__(self) -> CapsuleType:
        """The names and types of the columns, as a schema of Arrow."""

def state_label(state: str, language: str | Language) -> str:
    """What people call a state."""

def told_once(said: Sequence[Said]) -> list[str]:
    """What problems say in English, a line each: a kind that comes by the hundred once."""

def terminal_text(key: str, language: str, /, **values: object) -> str:
    """A text of the command line with its values filled in; in English what the language lacks."""

def compare(runs: Iterable[Run], at: datetime) -> Comparison:
    """Lays several runs side by side, each as it stood at an instant: FDR1, FDR2 and Live.

    They may be of different versions of the plan; steps are the same if their ids are. A
    rehearsal in fast motion teaches nothing about real durations.

    Args:
        runs: The runs, in the order in which they are to be shown.
        at: The instant at which each is looked at, aware.

    Returns:
        The runs and their steps side by side, and what they teach. Takes `O(steps * log steps)` for
        each run.

    Raises:
        InvalidValue: if the instant is naive.

    Examples:
        >>> from datetime import UTC, datetime, timedelta
        >>> from ptr_py import Plan, Run, compare
        >>> ten, minute = datetime(2026, 3, 28, 22, tzinfo=UTC), timedelta(minutes=1)
        >>> plan = Plan.from_records([
        ...     {"id": "CO1", "phase": "CO", "dry_runs": ["FDR1", "FDR2"], "prerequisites": [],
        ...      "start": ten, "duration": 30 * minute, "contacts": ["anne@grid.example"]},
        ... ])
        >>> rehearsal = Run(plan.schedule("FDR1"))
        >>> _ = rehearsal.start("CO1", by="anne@grid.example", at=ten)
        >>> _ = rehearsal.close("CO1", by="anne@grid.example", at=ten + 45 * minute)
        >>> comparison = compare([rehearsal], ten + 60 * minute)
        >>> next_plan = comparison.next_plan(plan)
        >>> [str(length) for length in plan.diff(next_plan).changed["CO1"]["duration"]]
        ['0:30:00', '0:45:00']
        >>> comparison.spreads(next_plan.schedule("FDR2"))["CO1"].shortest
        0.9
    """

def compute_states(
    records: Iterable[StepRecord | Mapping[str, Any]],
    at: datetime,
    dry_run: str | None = None,
    lock_horizon: timedelta | None = ...,
    *,
    timezone: str | tzinfo = "Europe/Brussels",
    naive: Naive | None = None,
    phases: Iterable[str | PhaseRecord | Mapping[str, Any]] | Literal["as-they-come"] | None = None,
    rollback: bool = False,
    keys: Mapping[str, str] | None = None,
) -> dict[str, State]:
    """The state of every step at an instant, by the ``progress`` in its own record.

    The drop-in for scripts that hold step documents: ``progress`` is `None`, ``"Open"`` or
    ``"Terminated"``; the rest of a record is that of `Plan.from_records`.

    Args:
        records: One mapping for each step, with its ``progress``.
        at: The instant, aware.
        dry_run: The dry run; without one all steps are executed.
        lock_horizon: From when on before its start an unready step is Locked, five days unless
            said; `None` for always. Elapsed time: a day is 24 hours, also where the clocks change,
            unlike the days of an offset from a milestone.
        timezone: The zone of the plan's wall clock.
        naive: As in `Plan.from_records`.
        phases: As in `Plan.from_records`.
        rollback: Whether a rollback is declared, so that contingency phases are awake.
        keys: As in `Plan.from_records`: ``{"_id": "id"}``.

    Returns:
        The state of each step, by its id, in topological order.

    Raises:
        PlanError: with everything that is wrong with the records at once.
        UnknownDryRun: if there are records and none names the dry run.
        InvalidValue: if the instant is naive, or another argument means nothing.

    Examples:
        >>> from datetime import UTC, datetime
        >>> from ptr_py import compute_states
        >>> ten = datetime(2026, 3, 28, 22, tzinfo=UTC)
        >>> documents = [
        ...     {"_id": "CO1", "start": ten, "progress": "Terminated"},
        ...     {"_id": "CO2", "start": ten, "prerequisites": ["CO1"], "progress": None},
        ... ]
        >>> [state.value for state in compute_states(documents, ten, keys={"_id": "id"}).values()]
        ['Terminated', 'Ready']
    """

def load_workbook(
    path: StrPath | SupportsRead[bytes],
    layout: Layout | Mapping[str, Any] | None = None,
    *,
    progress: Callable[[int, int], object] | None = None,
    timeout: timedelta | float | None = None,
) -> Plan:
    """The plan that a workbook holds.

    Args:
        path: The file, ``.xlsx``, ``.xlsm``, ``.xlsb``, ``.xls`` or ``.ods``; or an open one. A
            table as text (``.csv``, ``.tsv``, ``.txt``) is read as the sheet of steps, without any
            other table: encoding and separator are found, cells are the texts that stand there, and
            dates of ISO 8601 are dates, others need ``text_dates`` in the layout.
        layout: Where things stand in it, as the ``excel`` section of a configuration; what is
            left out is as usual. Each table (``steps``, ``actors``, ``dates``, ``environments``)
            may have a ``sheet``, a ``first_row`` of data, whose headings stand in the row above it,
            ``columns`` named by heading or letter, and columns to ``ignore``, likewise. Its
            ``checks`` are the rules of `Plan.check`. `write_template` lists all keys.
        progress: Is told how many of the parts of the work are done, and how many there are.
        timeout: How long it may take, in seconds unless it is a `timedelta`.

    Returns:
        The plan; what looks wrong in the workbook, but not so wrong, is among its `Plan.warnings`.

    Raises:
        TimedOut: if it takes longer than `timeout`.
        WorkbookError: if there is no workbook to look into, or with everything that is wrong with
            it at once, each problem with its sheet and cell.
        InvalidValue: if the layout means nothing.

    Examples:
        >>> import io
        >>> from ptr_py import Plan, load_workbook
        >>> plan = Plan.from_records([{"id": "CO00000001", "phase": "CO", "dry_runs": ["FDR1"]}])
        >>> workbook = plan.to_workbook(layout={"steps": {"sheet": "Taken"}})
        >>> load_workbook(io.BytesIO(workbook), {"steps": {"sheet": "Taken"}}).keys()
        ['CO00000001']
    """

def normalized_address(text: str) -> str | None:
    """The form in which a mail address is compared with others.

    A to Z count as a to z, and a domain is the same in Unicode and in ASCII; no other letters are
    alike.

    Args:
        text: The address, without a name or brackets.

    Returns:
        The address to compare by; `None` if the text is no address.

    Examples:
        >>> from ptr_py import normalized_address
        >>> normalized_address("Anne@Grid.example")
        'anne@grid.example'
        >>> normalized_address("anne@bücher.example")
        'anne@xn--bcher-kva.example'
    """

def merge(base: Plan, ours: Plan, theirs: Plan) -> Merge:
    """Merges the changes that two plans make in the same base, field by field.

    What only one has changed is taken from it; what both have changed to different values is a
    conflict, with its cells where the plans were loaded from workbooks.

    Args:
        base: The plan that both come from.
        ours: The one that counts where the order of steps differs.
        theirs: The other. If its workbook says from which plan it was written
            (`Plan.written_from`), it must be the base.

    Returns:
        The merged plan; or the conflicts and problems in its way. Takes `O((steps + prerequisites)
        log steps)`.

    Raises:
        InvalidValue: if the base has steps and one of the two has none of them, or if the workbook
            of the other was written from another plan.

    Examples:
        >>> from datetime import timedelta
        >>> from ptr_py import Plan, merge
        >>> step = {"id": "CO1", "phase": "CO", "dry_runs": ["FDR1"], "label": "Ouvrir"}
        >>> base = Plan.from_records([step])
        >>> ours = Plan.from_records([step | {"label": "Ouvrir le registre"}])
        >>> theirs = Plan.from_records([step | {"duration": timedelta(hours=1)}])
        >>> merged = merge(base, ours, theirs).plan
        >>> merged["CO1"]["label"], merged["CO1"]["duration"]
        ('Ouvrir le registre', datetime.timedelta(seconds=3600))
        >>> other = Plan.from_records([step | {"label": "Fermer"}])
        >>> [(it.name, it.field, it.ours, it.theirs) for it in merge(base, ours, other).conflicts]
        [('CO1', 'label', 'Ouvrir le registre', 'Fermer')]
    """

def propose_layout(path: StrPath | SupportsRead[bytes]) -> Proposal:
    """A layout for a workbook that nobody has described, with the reasons for it.

    It looks at headings in all languages there are, and at what the columns hold: ids are what is
    different in each row, prerequisites what is drawn from the ids, milestones what the starts
    name. In a sheet without ids prerequisites tell what rows are called; rows that say neither who
    nor when are headings of others. Loading never does this by itself: a proposal is a draft, to be
    corrected and kept.

    Args:
        path: The file, or an open one; as for `load_workbook`. The first 10,000 rows of each sheet
            are looked at.

    Returns:
        The ``layout``, ready for `load_workbook`; the ``reasons`` for each key; and of these the
        ``questions`` that the content leaves open, such as which of two numbers is the day.

    Raises:
        WorkbookError: if there is no workbook to look into.

    Examples:
        >>> import io
        >>> from ptr_py import Plan, load_workbook, propose_layout
        >>> plan = Plan.from_records([{"id": "CO00000001", "phase": "CO", "dry_runs": ["Live"]}])
        >>> workbook = plan.to_workbook()
        >>> proposal = propose_layout(io.BytesIO(workbook))
        >>> [(question.key, question.code) for question in proposal.questions]
        [('timezone', 'zone')]
        >>> load_workbook(io.BytesIO(workbook), layout=proposal.layout) == plan
        True
    """

def write_template(
    path: StrPath,
    *,
    layout: Layout | Mapping[str, Any] | None = None,
    language: str | Language = ...,
) -> None:
    """Writes an empty workbook to begin a plan in.

    It has the sheets and headings of the layout, a few example rows to be overwritten, cells
    formatted for dates and durations, drop-down lists of phases, teams and dry runs, and a hint
    for each column. `load_workbook` reads it as it stands.

    Args:
        path: The file, which is replaced as a whole or not at all.
        layout: Where things are to stand (`ptr_py.typing.Layout`, which says what each key means),
            as the ``excel`` section of a configuration; what is left out is as usual. Columns of
            one's own may be added to the right of those of the template: they are kept with the
            steps, unless the table's ``ignore`` names them. Its ``checks``, the rules of
            `Plan.check`, leave no trace in a workbook: whoever loads it names them again.
        language: Of headings and texts, a code or a `Language`; French unless said.

    Raises:
        WorkbookError: if the file cannot be written, or the layout is one that no workbook can
            have.
        InvalidValue: if an argument means nothing.

    Examples:
        >>> import pathlib, tempfile
        >>> from ptr_py import load_workbook, write_template
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     write_template(file := pathlib.Path(folder) / "plan.xlsx", language="en")
        ...     len(load_workbook(file)) > 0
        True
    """
