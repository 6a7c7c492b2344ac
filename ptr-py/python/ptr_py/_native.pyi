"""What the compiled half of ``ptr_py`` offers; ``src/`` of the crate is its other side.

stubtest holds the two together. Instants are aware `datetime`s: they come in with any time zone
and go out in UTC; a naive one is an `InvalidValue`. Work is done without the GIL, and everything
here may be shared between threads.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta, tzinfo
from typing import Any, ClassVar, Final, Literal, Self, TypeVar, final, overload

from _typeshed import StrPath, SupportsRead
from typing_extensions import CapsuleType

from ptr_py._state import State
from ptr_py._values import (
    Actor,
    Attachment,
    BlockingDefect,
    Cause,
    Change,
    Checkpoint,
    ComparedRun,
    ComparedStep,
    Consequences,
    Decision,
    Difference,
    Environment,
    Explanation,
    Finding,
    MailTexts,
    Merge,
    Milestone,
    Outcome,
    Outlook,
    Phase,
    Problem,
    Proposal,
    Recap,
    RequiredOutlook,
    Review,
    Revision,
    Spread,
    Stamp,
    Weekly,
    WhatIf,
)

_T = TypeVar("_T")
_Out = TypeVar("_Out")

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
    """

    @staticmethod
    def from_records(
        records: Iterable[Mapping[str, Any]],
        timezone: str | tzinfo = "Europe/Brussels",
        *,
        naive: Literal["plan", "utc"] | None = None,
        phases: Iterable[str | Mapping[str, Any]] | Literal["as-they-come"] | None = None,
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
        """

    def to_json(self) -> str:
        """The whole plan as JSON text; what JSON cannot hold stands in it as text."""

    @staticmethod
    def from_json(text: str) -> Plan:
        """The plan that `to_json` wrote down.

        Raises:
            PlanError: with everything that is wrong with the plan at once.
            InvalidValue: if the text is not the JSON of a plan.
        """

    def write_workbook(
        self,
        path: StrPath,
        *,
        layout: Mapping[str, Any] | None = None,
        language: str | Language = ...,
    ) -> None:
        """Writes the plan as a workbook that reads back as this very plan.

        Args:
            path: The file, which is replaced as a whole or not at all.
            layout: Where things are to stand; unless said as in the workbook the plan was loaded
                from, or else as usual.
            language: Of headings and texts; French unless said.

        Raises:
            WorkbookError: if the file cannot be written, or with everything of the plan that a
                workbook cannot hold.
            InvalidValue: if another argument means nothing.
        """

    def to_workbook(
        self, *, layout: Mapping[str, Any] | None = None, language: str | Language = ...
    ) -> bytes:
        """The content of the file that `write_workbook` writes."""

    def schedule(
        self,
        dry_run: str,
        shift: timedelta | None = None,
        lock_horizon: timedelta | None = ...,
    ) -> Schedule:
        """The plan projected on a dry run.

        Args:
            dry_run: Its name.
            shift: By how much every start is moved.
            lock_horizon: From when on before its start an unready step is Locked, five days
                unless said; `None` for always. Elapsed time: a day is 24 hours, also where the
                clocks change, unlike the days of an offset from a milestone.

        Raises:
            UnknownDryRun: if the plan has no such dry run.
            InvalidValue: if the horizon is negative or the shift leaves the calendar.
        """

    def diff(self, other: Plan) -> Difference:
        """What another plan changes in this one."""

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
        self, rules: Mapping[str, Any] | None = None, *, language: str | Language = ...
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
        """The ids, in the order in which the steps were given."""

    def __len__(self) -> int: ...
    def __getitem__(self, key: str, /) -> Step: ...
    def __contains__(self, key: object, /) -> bool: ...
    def __iter__(self) -> Iterator[str]: ...
    def __eq__(self, other: object, /) -> bool: ...
    def __ne__(self, other: object, /) -> bool: ...
    __hash__: ClassVar[None]  # type: ignore[assignment]

@final
class Step(Mapping[str, Any]):
    """One step (étape-action) of a plan, by attribute and, as the record it is, by key."""

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
        """The step as a record, as `Plan.to_records` gives it."""

    @overload
    def get(self, key: str, /) -> Any | None: ...
    @overload
    def get(self, key: str, default: _T, /) -> Any | _T: ...
    def keys(self) -> list[str]: ...  # type: ignore[override]
    def values(self) -> list[Any]: ...  # type: ignore[override]
    def items(self) -> list[tuple[str, Any]]: ...  # type: ignore[override]
    def __getitem__(self, key: str, /) -> Any: ...
    def __contains__(self, key: object, /) -> bool: ...
    def __iter__(self) -> Iterator[str]: ...
    def __len__(self) -> int: ...
    def __eq__(self, other: object, /) -> bool: ...
    def __ne__(self, other: object, /) -> bool: ...
    __hash__: ClassVar[None]  # type: ignore[assignment]

@final
class Schedule:
    """A plan projected on one dry run: which steps it executes, in which order, and when."""

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

        Raises:
            UnknownStep: if the dry run has no such step.
        """

    def successors(self, id: str) -> list[str]:
        """The steps whose effective prerequisite a step is, in topological order.

        Raises:
            UnknownStep: if the dry run has no such step.
        """

    def start(self, id: str) -> datetime | None:
        """When a step is to start, shift included.

        Raises:
            UnknownStep: if the dry run has no such step.
        """

    def end(self, id: str) -> datetime | None:
        """When a step is to end, if the plan says both its start and its duration.

        Raises:
            UnknownStep: if the dry run has no such step.
        """

    def diff(self, other: Schedule) -> Difference:
        """What another schedule changes in this one: with starts in the dry run, shift included."""

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
            at: The instant.
            opened: The steps that were started. A step of the plan that the dry run leaves out
                counts for nothing.
            terminated: The steps that were closed, whether they are among the opened or not.
            rollback: Whether a rollback is declared, so that contingency phases are awake.
            outcomes: Those of terminated decisions, by the id of the step.

        Raises:
            UnknownStep: if the plan has no such step.
            InvalidValue: if the instant is naive.
        """

    @overload
    def state_codes(
        self,
        at: datetime,
        opened: Iterable[str] = (),
        terminated: Iterable[str] = (),
        *,
        rollback: bool = False,
        outcomes: Mapping[str, str] | None = None,
        out: None = None,
    ) -> bytes: ...
    @overload
    def state_codes(
        self,
        at: datetime,
        opened: Iterable[str] = (),
        terminated: Iterable[str] = (),
        *,
        rollback: bool = False,
        outcomes: Mapping[str, str] | None = None,
        out: _Out,
    ) -> _Out:
        """The same as `states` as one byte a step: `State.code`, in topological order.

        ``numpy.frombuffer`` and `memoryview` read the bytes without copying them.

        Args:
            at: The instant.
            opened: The steps that were started.
            terminated: The steps that were closed.
            rollback: Whether a rollback is declared.
            outcomes: Those of terminated decisions, by the id of the step.
            out: A writable buffer of one byte a step, to be filled and given back instead of new
                bytes.

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
        direction: Literal["LR", "TB"] = "LR",
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
        direction: Literal["LR", "TB"] = "LR",
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
        direction: Literal["LR", "TB"] = "LR",
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

        Raises:
            UnknownPhase: if the plan has no such phase.
            InvalidValue: if another option means nothing.
        """

    def __arrow_c_stream__(self, requested_schema: object = None) -> CapsuleType:
        """The steps in columns, without states, as a stream of Arrow."""

    def __len__(self) -> int: ...
    def __contains__(self, key: object, /) -> bool: ...
    def __eq__(self, other: object, /) -> bool: ...
    def __ne__(self, other: object, /) -> bool: ...
    __hash__: ClassVar[None]  # type: ignore[assignment]

@final
class Event:
    """One thing that happened in a run. Its dict is what a store keeps."""

    @staticmethod
    def from_dict(document: Mapping[str, Any]) -> Event:
        """The event that `to_dict` wrote down.

        ``at`` may be a `datetime` as well; keys that a store has added are ignored.

        Raises:
            InvalidValue: if the dict is not one of an event.
        """

    def to_dict(self) -> dict[str, Any]:
        """The event as a plain dict of texts, numbers and lists, stable across versions."""

    def sentence(self, language: str | Language = ...) -> str:
        """What happened and who did it, as a line of a history beside its time.

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
    def role(self) -> Literal["assignee", "coordinator", "system"]:
        """In which role."""

    @property
    def type(
        self,
    ) -> Literal[
        "started",
        "closed",
        "voted",
        "transferred",
        "defects_recorded",
        "start_undone",
        "reopened",
        "skipped",
        "rollback_declared",
        "rollback_withdrawn",
        "plan_revised",
        "notice_sent",
        "notice_failed",
    ]:
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
    def error(self) -> str | None:
        """Of a mail that could not be sent: what the mail server answered."""

    def __eq__(self, other: object, /) -> bool: ...
    def __ne__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...

@final
class Notice:
    """A mail owed to somebody."""

    @staticmethod
    def from_dict(document: Mapping[str, Any]) -> Notice:
        """The notice that `to_dict` wrote down.

        Raises:
            InvalidValue: if the dict is not one of a notice.
        """

    def to_dict(self) -> dict[str, Any]:
        """The notice as a plain dict of texts and lists, for a queue of mails, say."""

    @property
    def key(self) -> str:
        """The same whoever asks, whenever, for the same mail; different for any other."""

    @property
    def kind(
        self,
    ) -> Literal[
        "start",
        "transfer",
        "transfer-receipt",
        "failure",
        "weekly-report",
        "reminder",
        "escalation",
        "transfer-told",
        "at-risk",
    ]:
        """What it is for."""

    def label(self, language: str | Language = ...) -> str:
        """What people call such a mail: *rappel*, *reminder*.

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
        """The number of the event it stems from: the transfer, or the failure of a mail."""

    @property
    def recipients(self) -> list[str]:
        """Who gets it: one address, because the link in the mail speaks for that person alone."""

    @property
    def sender(self) -> str | None:
        """Of a transfer: who transferred the step."""

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
    def silence(self) -> Literal["not-begun", "past-end"] | None:
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

        Raises:
            ReplayError: if they have gaps, are out of order, name steps that the schedule does
                not have, contradict each other, or name a plan that is not given.
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
            >>> Run.replay(run.schedule, stored, [team]).verify()
            Traceback (most recent call last):
                ...
            ptr_py.ReplayError: Event 1 is not the one that was recorded, or an event just before \
it was lost or moved. Take the history from a backup.
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
            by: Who asks.
            at: When.
            reason: Why.
            shift: How much its starts are moved; as those of the plan before unless said.
            rewriting: Whether it may leave out steps on which something is recorded, and let steps
                that were started wait for others.
            apply: `False` to decide only.

        Raises:
            Refused: with every reason; the run stays as it is.

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
        self, command: Mapping[str, Any], *, by: str, at: datetime, apply: bool = True
    ) -> list[Event]:
        """Carries out any command, as a dict: its type and what the type asks for.

        The methods below are named after the types and do the same: ``{"type": "start", "step":
        "CO00000001"}`` is `start`, ``{"type": "transfer", "step": …, "to": …, "message": …}`` is
        `transfer`. Steps, persons and reasons are texts; ``message`` may be left out.

        Examples:
            >>> from datetime import UTC, datetime
            >>> from ptr_py import Plan, Run
            >>> team, at = "team@grid.example", datetime(2026, 3, 28, 22, tzinfo=UTC)
            >>> step = {"id": "CO00000001", "phase": "CO", "dry_runs": ["FDR1"]}
            >>> run = Run(Plan.from_records([step]).schedule("FDR1"), [team])
            >>> skip = {"type": "skip", "step": "CO00000001", "reason": "Sans objet"}
            >>> [event.type for event in run.execute(skip, by=team, at=at)]
            ['skipped']

        Raises:
            InvalidValue: if the dict is not one of a command: an unknown type, a key too many or
                too few, a value that is no text.
            UnknownStep: if the dry run has no such step.
            InvalidAddress: if the receiver of a transfer is no mail address.
            Refused: with every reason.
        """

    def start(self, id: str, *, by: str, at: datetime, apply: bool = True) -> list[Event]:
        """Starts a step, which must be Ready.

        Raises:
            UnknownStep: if the dry run has no such step.
            Refused: with every reason.
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
        `outcome` is one of those of the decision, and `None` for any other step; `reason` says why,
        if there is something to say.

        Raises:
            UnknownStep: if the dry run has no such step.
            Refused: with every reason.
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

        Raises:
            UnknownStep: if the dry run has no such step.
            InvalidAddress: if `to` is no mail address.
            Refused: with every reason.
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

        Gives no event if it says nothing new. Until its estimate, a defect that blocks keeps an
        Open step from ending and another one from beginning in every forecast; nobody is kept
        from starting or closing the step. It blocks until somebody records that it does not, or
        until the step is closed or skipped.

        Args:
            id: The step.
            text: The whole text; empty if there are none any more.
            by: Who asks.
            at: When.
            blocks: Whether they block the step, which is not terminated then; `None` for no change
                of that, nor of the estimate, unless the text is empty.
            until: When those that block it should do so no longer, after `at`, in place of the
                estimate before; `None` if nobody can say.
            apply: `False` to decide only.

        Raises:
            UnknownStep: if the dry run has no such step.
            Refused: with every reason.

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
            >>> print(run.blocking_defects(ten)["CO1"].message)
            Its defects block it, recorded at 2026-03-28 23:00 by anne@grid.example, until \
2026-03-29 01:00 by estimate.
        """

    def undo_start(
        self, id: str, reason: str, *, by: str, at: datetime, apply: bool = True
    ) -> list[Event]:
        """Takes back the start of an Open step after which no other was started.

        The step is what it was before; those to whom it is assigned are asked to begin only if
        they were not yet.

        Raises:
            UnknownStep: if the dry run has no such step.
            Refused: with every reason.
        """

    def reopen(
        self, id: str, reason: str, *, by: str, at: datetime, apply: bool = True
    ) -> list[Event]:
        """Takes up again a step that was closed or skipped.

        Raises:
            UnknownStep: if the dry run has no such step.
            Refused: with every reason.
        """

    def skip(
        self, id: str, reason: str, *, by: str, at: datetime, apply: bool = True
    ) -> list[Event]:
        """Leaves a step out, as a coordinator; those after it count it as terminated.

        Raises:
            UnknownStep: if the dry run has no such step.
            Refused: with every reason.
        """

    def declare_rollback(
        self, reason: str, *, by: str, at: datetime, apply: bool = True
    ) -> list[Event]:
        """Wakes the contingency phases, as a coordinator.

        Raises:
            Refused: with every reason.
        """

    def withdraw_rollback(
        self, reason: str, *, by: str, at: datetime, apply: bool = True
    ) -> list[Event]:
        """Puts the contingency phases to sleep again, as a coordinator.

        Raises:
            Refused: with every reason.
        """

    def notice_sent(self, notice: Notice, *, at: datetime, apply: bool = True) -> list[Event]:
        """Records that a mail that was owed has been sent; no event if that is known."""

    def notice_failed(
        self, notice: Notice, error: str, *, at: datetime, apply: bool = True
    ) -> list[Event]:
        """Records that a mail that was owed could not be sent, for good.

        If it asked somebody to act, the coordinators are owed a mail about it. No event if the
        outcome is known.
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

        Args:
            plan: The other plan.
            at: The instant at which states are compared.
            shift: How much the other plan's starts are moved; as those of this run unless said.
            rewriting: Whether it may contradict what has been done, as in `revise`.

        Raises:
            UnknownDryRun: if the plan does not have the run's dry run.
            InvalidValue: if the shift moves a start out of the calendar.
        """

    def present(self, clock: datetime) -> datetime:
        """The present of somebody whose clock says this instant.

        That instant, or the one from which on the last event is in force if it is up to a day
        later: what a machine has recorded whose clock is a little ahead is no future.
        """

    def check_clock(self, at: datetime, clock: datetime) -> None:
        """Refuses an instant that lies more than a day ahead of a second clock.

        For whoever has one, such as that of the database that the events go to: to be asked
        before anything is decided at that instant. A check of its own and no argument of each
        command, because it is the same for all of them and for what is recorded about mails.

        Raises:
            Refused: with the reason ``clock-ahead``.
        """

    def ahead_of_clock(self) -> list[Event]:
        """The events that say a later instant than they can have happened at.

        One recorded after them lies more than a day before them: the clock of their author was
        ahead. They are in force from that other event on, and somebody should set a clock.
        """

    def owed_since(self, notice: Notice) -> datetime | None:
        """From when on a mail has been owed: the same for every later version of the run.

        A start mail since its step could begin; a transfer and its receipt since the transfer; a
        failure since the giving up; a report since the instant that it is about. `None` for a
        notice that the run knows nothing of.
        """

    @property
    def schedule(self) -> Schedule:
        """The schedule that is executed."""

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

        Raises:
            UnknownStep: if the dry run has no such step.
        """

    def states(self, at: datetime) -> dict[str, State]:
        """The state of every step at an instant, in topological order."""

    @overload
    def state_codes(self, at: datetime, *, out: None = None) -> bytes: ...
    @overload
    def state_codes(self, at: datetime, *, out: _Out) -> _Out:
        """The same as `states` as one byte a step, as `Schedule.state_codes` gives them.

        Raises:
            InvalidValue: if the instant is naive, or `out` cannot take the bytes.
        """

    def assignees(self, id: str, at: datetime | None = None) -> list[str]:
        """The mail addresses, as written, of those to whom a step is assigned.

        Raises:
            UnknownStep: if the dry run has no such step.
        """

    def role(self, mail: str, id: str) -> Literal["assignee", "coordinator"] | None:
        """In which role somebody may change a step now; `None` if they may not.

        Raises:
            UnknownStep: if the dry run has no such step.
        """

    def defects(self, id: str, at: datetime | None = None) -> str:
        """The defects recorded on a step; empty if there are none.

        Raises:
            UnknownStep: if the dry run has no such step.
        """

    def skipped(self, id: str, at: datetime | None = None) -> str | None:
        """Why a step was skipped, if it was.

        Raises:
            UnknownStep: if the dry run has no such step.
        """

    def started(self, id: str, at: datetime | None = None) -> Stamp | None:
        """When and by whom a step was started, if it was.

        Raises:
            UnknownStep: if the dry run has no such step.
        """

    def terminated(self, id: str, at: datetime | None = None) -> Stamp | None:
        """When and by whom a step was closed or skipped, if it was.

        Raises:
            UnknownStep: if the dry run has no such step.
        """

    def rollback(self, at: datetime | None = None) -> Stamp | None:
        """When and by whom a rollback was declared, if one is."""

    def lateness(self, id: str, at: datetime) -> timedelta | None:
        """How late a step is: a Ready one since its start, an Open one since its end.

        Raises:
            UnknownStep: if the dry run has no such step.
        """

    def behind(self, id: str, at: datetime) -> timedelta | None:
        """How far a step is behind: its lateness or, if it is Overdue, the time since its start.

        The first is its own doing, the second that of the steps it waits for.

        Raises:
            UnknownStep: if the dry run has no such step.
        """

    def ready_since(self, id: str, at: datetime) -> datetime | None:
        """Since when a step could begin; of a Ready step, when it became Ready.

        The latest of its start, the end of its last prerequisite, its last reopening, and the
        declaration of the rollback that its phase waited for.

        Raises:
            UnknownStep: if the dry run has no such step.
        """

    def next_change(self, at: datetime) -> datetime | None:
        """The next instant after this one at which the clock alone changes a state, if any."""

    def next_report(self, at: datetime, weekly: Weekly) -> datetime | None:
        """The instant, strictly after this one, at which the next weekly report falls due."""

    def recap(self, at: datetime, phase: str | None = None) -> Recap:
        """How many steps stand where, over all or in one phase.

        Raises:
            UnknownPhase: if the plan has no such phase.
        """

    def blocking_defects(self, at: datetime) -> dict[str, BlockingDefect]:
        """The steps that their defects block, by id, in topological order; none that sleep."""

    def decision(self, id: str, at: datetime | None = None) -> Decision | None:
        """How a decision stands: its votes, who is missing, its outcome; `None` for other steps.

        Raises:
            UnknownStep: if the dry run has no such step.
        """

    def abandoned(self, at: datetime) -> list[str]:
        """The steps that can no longer come about, in topological order.

        A step is abandoned if it asks for an outcome that was not taken, or if all its
        prerequisites can no longer come about, unless somebody has begun it. It sleeps, counts in
        no figure and owes no mail; a step after it goes on without it. Reopening the decision
        brings it back.
        """

    def forecast(self, at: datetime, *, outcomes: Mapping[str, str] | None = None) -> Forecast:
        """Where the run is heading, as it looks at an instant.

        As long as a decision is open, the steps after each of its outcomes are expected;
        `outcomes` assumes one of them, by the decision's id.

        What is recorded happened as it did; nothing else is expected before `at`, before the
        start that the plan sets, or before the last prerequisite has ended. A step whose duration
        the plan does not say takes none.

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
            ('23:35', ['CO1', 'CO2'])
        """

    def spread_seen(self, at: datetime) -> Spread | None:
        """The spread of durations that a rehearsal had shown at an instant.

        Of all steps with a planned duration that were started and closed, the share of it that
        they took: from the one that a twentieth of them stayed under, by the one in the middle,
        to the one that a twentieth exceeded. `None` if fewer than ten steps tell. What the next
        dry run is simulated with (`Forecast.simulate`); a rehearsal in fast motion says nothing.
        """

    def review(self, at: datetime) -> Review:
        """How the run went until an instant, beside how it was planned and expected to go.

        Reaction and work are apart: from ready to started nobody worked, from started to closed
        somebody did. What a delay cost is found by playing the run again with that step, phase or
        team on time, all others as they were.

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

        Raises:
            UnknownStep: if the dry run has no such step.
        """

    def consequences(
        self,
        commands: Mapping[str, Any] | Iterable[Mapping[str, Any]],
        *,
        by: str,
        at: datetime,
    ) -> Consequences:
        """What would be different if somebody gave these commands, one after the other.

        The run stays as it is: what would be recorded, which steps would change state, wake or
        sleep, which mails would be owed, and when all would be over.

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

        Args:
            commands: One command as `execute` takes it, or several.
            by: Who would give them.
            at: When.

        Raises:
            InvalidValue: as `execute`.
            UnknownStep: if the dry run has no such step.
            Refused: with every reason against the first that would be refused.
        """

    @overload
    def changes(self, since: datetime, until: datetime) -> list[Change]: ...
    @overload
    def changes(self, since: int, until: int) -> list[Change]:
        """The steps that stand elsewhere at one point than at another, in topological order.

        Args:
            since: An instant, or a version.
            until: Another of the same kind. Between two versions only the events count, not the
                clock.

        Raises:
            InvalidValue: if the two are not of one kind.
        """

    @overload
    def drift(
        self, since: datetime, until: datetime, *, language: str | Language = ...
    ) -> list[Cause]: ...
    @overload
    def drift(self, since: int, until: int, *, language: str | Language = ...) -> list[Cause]:
        """Why the expected end moved between two points, cause by cause, in the order of time.

        The amounts add up to the difference of the two ends that `forecast` expects: of the
        second, less that of the first. Moves of one cause that follow each other are one.

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

        Args:
            since: An instant, or a version.
            until: Another of the same kind. A version is looked at from the instant of its last
                event, version 0 from that of the first one.
            language: Of the sentences; French unless said.

        Raises:
            InvalidValue: if the two are not of one kind, or there is no such language.
        """

    def history(self, id: str) -> list[Event]:
        """The events of a step, in order.

        Raises:
            UnknownStep: if the dry run has no such step.
        """

    def notices(
        self,
        at: datetime,
        *,
        weekly: Weekly | None = None,
        rules: Mapping[str, Any] | None = None,
    ) -> list[Notice]:
        """The mails owed at an instant and not settled yet, each to one person.

        Asking twice, or in two processes, owes no mail twice: each has the same key whoever asks,
        and is owed until `notice_sent` or `notice_failed` has recorded it.

        Args:
            at: The instant.
            weekly: When and to whom the weekly report goes, if it does.
            rules: What else is owed; nothing unless said. ``not_begun`` is about Ready steps that
                nobody begins, ``past_end`` about Open ones that have lasted longer than planned.
                Both take ``after``, ``every`` and ``times``: the assignees are reminded when
                nothing has happened for so long, then again each ``every`` (as ``after`` unless
                said), ``times`` in all (once unless said); ``head_of_department`` and
                ``coordinators``: those are told when nothing has happened for so long.
                ``at_risk`` tells the coordinators of required ends that the forecast passes, with
                ``below`` also of those whose chance is below a share. ``transfers`` tells them to
                ``coordinators`` and other ``assignees``, each `True` or `False`. A length of time
                is a `timedelta` or a text such as ``"PT30M"``.

        Raises:
            InvalidValue: if the rules have a key or value that means nothing.

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
        rules: Mapping[str, Any] | None = None,
    ) -> datetime | None:
        """The next instant after this one at which the clock alone makes a mail owed, if any.

        Changes of states are included, so a scheduler may sleep until then. Only a chance that
        falls below a share is not foreseen. The arguments are those of `notices`.

        Raises:
            InvalidValue: if the rules have a key or value that means nothing.
        """

    def write_status_workbook(
        self,
        path: StrPath,
        at: datetime,
        *,
        layout: Mapping[str, Any] | None = None,
        language: str | Language = ...,
    ) -> None:
        """Writes where the run stands at an instant as a workbook that reads back as its plan.

        Args:
            path: The file, which is replaced as a whole or not at all.
            at: The instant.
            layout: Where things are to stand; unless said as in the workbook the plan was loaded
                from, or else as usual.
            language: Of headings and texts; French unless said.

        Raises:
            WorkbookError: if the file cannot be written, or with everything that a workbook
                cannot hold.
            InvalidValue: if another argument means nothing.
        """

    def to_status_workbook(
        self,
        at: datetime,
        *,
        layout: Mapping[str, Any] | None = None,
        language: str | Language = ...,
    ) -> bytes:
        """The content of the file that `write_status_workbook` writes."""

    def table(self, at: datetime) -> Table:
        """The steps in columns, with their states and what has been recorded of them."""

    def to_dot(
        self,
        at: datetime,
        *,
        phase: str | None = None,
        neighbours: bool = True,
        faint: Iterable[str] | None = None,
        links: str | None = None,
        reduce: bool = True,
        direction: Literal["LR", "TB"] = "LR",
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
        direction: Literal["LR", "TB"] = "LR",
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
        direction: Literal["LR", "TB"] = "LR",
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

        Raises:
            UnknownPhase: if the plan has no such phase.
            InvalidValue: if another option means nothing.
        """

    def to_timeline_svg(
        self,
        at: datetime,
        *,
        group_by: Literal["phase", "team", "person"] = "phase",
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

        Raises:
            InvalidValue: if the mail address is none, no step has the team, or the instant is
                naive.
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
            code: Its code; the file's name unless said.

        Raises:
            InvalidValue: if the file cannot be read, or with every line that cannot.
        """

    @staticmethod
    def built_in() -> list[Language]:
        """The languages that need no file, in the order in which they are offered."""

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
    """

    def __new__(cls) -> Self:
        """An outbox in which nothing waits."""

    @staticmethod
    def from_json(text: str) -> Outbox:
        """The outbox that `to_json` wrote down.

        Raises:
            InvalidValue: if the text is not the JSON of an outbox.
        """

    def to_json(self) -> str:
        """The outbox as JSON text, to be kept beside the events of its run."""

    def is_due(self, key: str, at: datetime) -> bool:
        """Whether the mail with this key is to be tried at an instant: unless it waits."""

    @property
    def next_attempt(self) -> datetime | None:
        """When the next of the waiting mails is to be tried again."""

    @property
    def keys(self) -> list[str]:
        """The keys of the waiting mails, sorted."""

    def __len__(self) -> int: ...
    def __eq__(self, other: object, /) -> bool: ...
    def __ne__(self, other: object, /) -> bool: ...
    __hash__: ClassVar[None]  # type: ignore[assignment]

@final
class Attempt:
    """A mail that was tried, what came of it, and what follows from that."""

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
    def verdict(self) -> Literal["done", "retry", "give-up"]:
        """What follows."""

    @property
    def retry_at(self) -> datetime | None:
        """When to try again, if so."""

    def record(self, run: Run, *, apply: bool = True) -> list[Event]:
        """Records in a run what came of it: sent, or given up; nothing while it is retried.

        Recording twice changes nothing. With ``apply=False`` the events are decided only.
        """

@final
class Mailer:
    """Writes and sends the mails that runs owe."""

    def __new__(
        cls,
        config: Mapping[str, Any],
        *,
        base_url: str | None = None,
        step_link: Callable[[Notice, str], str | None] | None = None,
        recap_link: Callable[[Notice, str | None], str | None] | None = None,
        attachments: Callable[[Notice], Iterable[Attachment]] | None = None,
        status_workbook: bool = True,
        language: Language | str | None = None,
    ) -> Self:
        """A mailer with these settings.

        Args:
            config: The ``mail`` section of a configuration; of it only ``from`` must be there,
                and ``host`` if ``transport`` is ``"smtp"``. Without a transport mails are
                written as files; with ``"memory"`` they are kept in `letters`. ``timeline``
                says whether the weekly report takes the timeline along as a picture (SVG).
            base_url: The address of a platform, for plain links.
            step_link: Gives the link to a step's page, for the notice's recipient alone.
            recap_link: Gives the link to a phase's recap, or with `None` to all of them.
            attachments: Gives files that go along with a mail.
            status_workbook: Whether the weekly report takes the status workbook along.
            language: The language of the mails, instead of that of ``config``; its texts may
                word a mail anew (``mail-greeting = …``).

        What these give must depend on nothing but the notice, so that the same notice is the
        same mail. An error in them is raised as it is, and the mail is not sent but stays owed; by
        `deliver` after the other mails were sent.

        Raises:
            MailError: with everything that is wrong with the settings, or with the templates.
        """

    def letter(self, notice: Notice, run: Run, at: datetime) -> Letter:
        """The letter that a notice owes.

        Raises:
            MailError: if it cannot be written.
        """

    def texts(self, notice: Notice, run: Run, at: datetime) -> MailTexts:
        """What the letter says, to look at or to send in some other way.

        Raises:
            MailError: if it cannot be written.
        """

    def send(self, letter: Letter) -> list[Outcome]:
        """Sends a letter; what came of it for each recipient."""

    def due(
        self,
        run: Run,
        outbox: Outbox,
        at: datetime,
        *,
        weekly: Weekly | None = None,
        rules: Mapping[str, Any] | None = None,
    ) -> list[Notice]:
        """The mails to try at an instant; the outbox forgets those that are owed no more.

        ``weekly`` and ``rules`` are those of `Run.notices`.
        """

    def attempt(self, notice: Notice, run: Run, outbox: Outbox, at: datetime) -> Attempt:
        """Writes and sends one mail. The run stays as it is: see `Attempt.record`."""

    def deliver(
        self,
        run: Run,
        outbox: Outbox,
        at: datetime,
        *,
        weekly: Weekly | None = None,
        rules: Mapping[str, Any] | None = None,
        progress: Callable[[int, int], object] | None = None,
        timeout: timedelta | float | None = None,
    ) -> list[Attempt]:
        """Sends every mail that is due and records in the run what came of it.

        A mail that is given up owes the transition team a mail about it, in the same round. Who
        stores events after each mail goes through `due`, `attempt` and `Attempt.record`.

        Threads may share a run: a mail that one of them is sending is left to it. The first failure
        that lies with the server and may pass ends the round, since each further mail would wait as
        long. If it is interrupted or times out, the mail under way is still recorded when the
        server answers.

        Args:
            run: The run that owes them.
            outbox: What waits for another attempt.
            at: The instant.
            weekly: When and to whom the weekly report goes.
            rules: What else is owed: see `Run.notices`.
            progress: Is told after each mail how many were tried, and how many were due.
            timeout: How long it may take, in seconds unless it is a `timedelta`.

        Raises:
            TimedOut: if it takes longer.
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

        Raises:
            UnknownPhase: if the plan has no such phase.
        """

    def critical_path_of_phase(self, phase: str) -> list[str]:
        """The chain of steps that decides the end of a phase, each waiting for the one before.

        It may lead through other phases, whose steps those of the phase wait for. Empty once the
        phase is over.

        Raises:
            UnknownPhase: if the plan has no such phase.
        """

    def planned_end_of_phase(self, phase: str) -> datetime | None:
        """When the last of them ends by the dates of the plan alone.

        Raises:
            UnknownPhase: if the plan has no such phase.
        """

    def light(
        self, odds: Odds, phase: str | None = None, *, by: datetime | None = None
    ) -> Literal["green", "amber", "red"] | None:
        """Whether the whole, or a phase, is expected to end in time.

        Green: in time in at least four plays of five. Amber: in fewer, but in time if every step
        takes as long as planned. Red: too late even so. `None` if no end is expected.

        Args:
            odds: What `simulate` gave.
            phase: The phase; the whole unless said.
            by: By when it is to end; by its planned end unless said.

        Raises:
            UnknownPhase: if the plan has no such phase.
            InvalidValue: if the instant is naive.
        """

    def outlook(self, id: str) -> Outlook | None:
        """What is expected of a step; `None` if it sleeps, or waits for one that does.

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
            ('00:00', '04:00')
            >>> decide.latest_within(0.8, spread=(1, 1, 2)) < decide.latest
            True

        Raises:
            InvalidValue: if the instant is naive, or no milestone with a date has this name.
        """

    def outlooks(self) -> dict[str, Outlook]:
        """What is expected of every step that is, in topological order."""

    def what_if(self, changes: Iterable[Mapping[str, Any]]) -> WhatIf:
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

        The same as the forecast of a run in which all this is done. Costs what moves, whatever the
        size of the plan; an outcome costs a pass over all steps. The end of a step under way is
        supposed whatever defects block it.

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
            ('0:30:00', ['CO1', 'CO2'], '23:00')
            >>> late.moved["CO2"].waits_for
            'CO1'

        Raises:
            UnknownStep: if the dry run has no such step.
            InvalidValue: for a team that no step has, for something that can no longer go
                otherwise (a step that is over, abandoned, sleeps or waits for one that does), for
                an outcome that a step does not offer, for two changes of one step or team or two
                outcomes of one decision, for an unknown key and for a naive instant.
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

        Args:
            draws: How often, at most a million. A thousand tell a chance to some three parts in
                a hundred, four times as many to half of that.
            seed: Which luck the plays have, from 0 to 2^64 - 1.
            spread: That of all steps; unless said, from nine tenths of the planned duration to
                one and a half times it.
            spreads: Those of single steps, by id.
            watching: Steps of which each end is kept (`Odds.end_of_step`).
            threads: On how many threads, at most 1,024; unless said, on as many as the process
                may have at once. The GIL is free meanwhile.
            progress: Is told some twenty times a second how many draws are made, and how many
                there are.
            timeout: How long it may take, in seconds unless it is a `timedelta`.

        Raises:
            TimedOut: if it takes longer.
            InvalidValue: if a number is out of its range, or three are no spread.
            UnknownStep: if the dry run has no such step.
        """

@final
class DecideBy:
    """Until when a rollback can be declared: see `Forecast.decide_by`."""

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

        Raises:
            InvalidValue: if the share is not from 0 to 1, or as for `Forecast.simulate`.
        """

@final
class Odds:
    """What many plays of the rest of a run say: see `Forecast.simulate`."""

    @property
    def draws(self) -> int:
        """How often the rest was played."""

    @property
    def end(self) -> Ends:
        """When the whole ended."""

    def end_of_phase(self, phase: str) -> Ends:
        """When a phase ended.

        Raises:
            UnknownPhase: if the plan has no such phase.
        """

    def end_of_step(self, id: str) -> Ends:
        """When a step ended that was watched.

        Raises:
            UnknownStep: if the dry run has no such step.
            InvalidValue: if nobody asked to watch it.
        """

    def criticality(self, id: str) -> float:
        """The criticality index of a step: in which share of the plays it was critical.

        There the whole would have ended later had it ended later. 0 for a step that is over, or
        not expected.

        Raises:
            UnknownStep: if the dry run has no such step.
        """

    @property
    def required_ends(self) -> dict[str, float | None]:
        """The chance of meeting each required end of the plan, by the milestone that requires it.

        `None` where no end is expected.
        """

    def criticalities(self) -> dict[str, float]:
        """The same of every step, in topological order."""

@final
class Ends:
    """When something ended, in each of many plays.

    Empty where nothing is expected. Iterating gives the instants in rising order; those after
    the year 9999 are left out.
    """

    def quantile(self, share: float) -> datetime | None:
        """By when it ended in this share of the plays.

        0.8 is the instant that four plays of five keep. `None` if nothing is expected, or if that
        is after the year 9999.

        Raises:
            InvalidValue: if the share is none from 0 to 1.
        """

    def probability(self, by: datetime) -> float | None:
        """In which share of the plays it had ended at an instant; `None` if nothing is expected.

        Raises:
            InvalidValue: if the instant is naive.
        """

    def __len__(self) -> int: ...
    def __iter__(self) -> Iterator[datetime]: ...
    def __eq__(self, other: object, /) -> bool: ...

@final
class Comparison:
    """Several runs side by side: see `compare`."""

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

        Raises:
            PlanError: if it is no valid plan any more.
        """

    def spreads(self, schedule: Schedule) -> dict[str, Spread]:
        """The spreads that the runs teach, for the steps of a schedule that have a duration.

        In shares of the duration planned there: for `Forecast.simulate`.
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
    """Steps and their states in columns, for whatever reads Arrow.

    ``polars.DataFrame(table)``, ``pyarrow.table(table)`` and
    ``pandas.DataFrame.from_arrow(table)`` take it as it is: ``id``, ``label``, ``phase``,
    ``team``, ``department``, ``start`` and ``end`` (in UTC, to the microsecond), ``state`` (a
    dictionary) and ``code``; of a run also ``assignees``, ``skipped``, ``lateness`` and
    ``defects``.
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

def compare(runs: Iterable[Run], at: datetime) -> Comparison:
    """Lays several runs side by side, each as it stood at an instant: FDR1, FDR2 and Live.

    They may be of different versions of the plan; steps are the same if their ids are. A
    rehearsal in fast motion teaches nothing about real durations.

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

    Raises:
        InvalidValue: if the instant is naive.
    """

def compute_states(
    records: Iterable[Mapping[str, Any]],
    at: datetime,
    dry_run: str | None = None,
    lock_horizon: timedelta | None = ...,
    *,
    timezone: str | tzinfo = "Europe/Brussels",
    naive: Literal["plan", "utc"] | None = None,
    phases: Iterable[str | Mapping[str, Any]] | Literal["as-they-come"] | None = None,
    rollback: bool = False,
    keys: Mapping[str, str] | None = None,
) -> dict[str, State]:
    """The state of every step at an instant, by the ``progress`` in its own record.

    The drop-in for scripts that hold step documents: ``progress`` is `None`, ``"Open"`` or
    ``"Terminated"``; the rest of a record is that of `Plan.from_records`.

    Args:
        records: One for each step.
        at: The instant.
        dry_run: The dry run; without one all steps are executed.
        lock_horizon: From when on before its start an unready step is Locked, five days unless
            said; `None` for always. Elapsed time: a day is 24 hours, also where the clocks change,
            unlike the days of an offset from a milestone.
        timezone: The zone of the plan's wall clock.
        naive: As in `Plan.from_records`.
        phases: As in `Plan.from_records`.
        rollback: Whether a rollback is declared, so that contingency phases are awake.
        keys: As in `Plan.from_records`: ``{"_id": "id"}``.

    Raises:
        PlanError: with everything that is wrong with the records at once.
        UnknownDryRun: if there are records and none names the dry run.
        InvalidValue: if the instant is naive, or another argument means nothing.
    """

def load_workbook(
    path: StrPath | SupportsRead[bytes],
    layout: Mapping[str, Any] | None = None,
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

    Raises:
        TimedOut: if it takes longer.
        WorkbookError: if there is no workbook to look into, or with everything that is wrong
            with it at once, each problem with its sheet and cell.
        InvalidValue: if the layout means nothing.
    """

def normalized_address(text: str) -> str | None:
    """The form in which a mail address is compared with others; `None` if the text is none.

    A to Z count as a to z, and a domain is the same in Unicode and in ASCII; no other letters are
    alike.

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
    name. Loading never does this by itself: a proposal is a draft, to be corrected and kept.

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
    path: StrPath, *, layout: Mapping[str, Any] | None = None, language: str | Language = ...
) -> None:
    """Writes an empty workbook to begin a plan in.

    It has the sheets and headings of the layout, a few example rows to be overwritten, cells
    formatted for dates and durations, drop-down lists of phases, teams and dry runs, and a hint
    for each column. `load_workbook` reads it as it stands.

    Args:
        path: The file, which is replaced as a whole or not at all.
        layout: Where things are to stand, as the ``excel`` section of a configuration; what is
            left out is as usual. Columns of one's own may be added to the right of those of the
            template: they are kept with the steps, unless the table's ``ignore`` names them.
            Its ``checks``, the rules of `Plan.check`, leave no trace in a workbook: whoever
            loads it names them again.

            Of each table (``steps``, ``actors``, ``dates``, ``environments``; ``None`` for one
            that there is not):

            - ``sheet``, ``first_row`` (of data), ``columns`` (a mapping to headings or letters;
              ``None`` for one that there is not), ``ignore`` (columns to leave out);
            - ``last_row``: its number, or ``"blank"`` for the last one before an empty row;
            - ``as_above``: columns in which an empty cell says what the one above it says.

            Of ``steps`` alone:

            - ``ids``: ``"row"``, ``"position"`` or ``"outline"``, where no column has them;
            - ``sections``: what makes a row a heading and no step, any of ``"bold"``,
              ``"outline"``, ``"no-owner"``, ``"alone"``, ``"total"`` and
              ``{"column": "Summary", "is": ["Yes"]}``;
            - ``columns`` that count only where they are named: ``time`` (of day, beside dates),
              ``duration_unit``; and ``outline_level``.

            Of the whole: ``id_pattern`` (a regular expression, or ``None``), ``phases`` (a list,
            or ``None`` for any), ``timezone``, ``text_dates`` (a format of `strptime`),
            ``number_dates`` (whether plain numbers are dates), ``day_numbers`` (the milestone from
            which numbers count days), ``duration_unit`` (of plain numbers: ``"seconds"``,
            ``"minutes"``, ``"hours"``, ``"days"``), ``placeholders`` (texts that stand for no
            value), ``links`` (``"error"`` or ``"warning"`` for prerequisites such as ``7SS``) and
            ``checks``.
        language: Of headings and texts; French unless said.

    Raises:
        WorkbookError: if the file cannot be written, or the layout is one that no workbook can
            have.
        InvalidValue: if an argument means nothing.
    """
