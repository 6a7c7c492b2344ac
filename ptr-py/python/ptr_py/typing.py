"""The shapes of what is given as dicts, and the codes in answers, for editors and type checkers.

Any mapping with these keys will do where one of these is taken, such as what a JSON or YAML file
holds; a key that nobody knows is refused with the keys that there are.

Examples:
    >>> from ptr_py import load_workbook
    >>> from ptr_py.typing import Layout
    >>> layout: Layout = {"steps": {"sheet": "Tasks", "columns": {"phase": None}}, "phases": None}
"""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Literal, NotRequired, Required, TypeAlias, TypedDict

# --- Codes --------------------------------------------------------------------------------------

Severity: TypeAlias = Literal["error", "warning"]
"""An error: the plan cannot be used; a warning: somebody should look."""

ProblemCode: TypeAlias = Literal[
    "ambiguous-heading",
    "ambiguous-list",
    "ambiguous-name",
    "ambiguous-number",
    "ambiguous-team",
    "bad-address",
    "bad-outcome",
    "clock-change",
    "contradictory-outcomes",
    "cycle",
    "damaged",
    "date-out-of-range",
    "distant-date",
    "duplicate-id",
    "duplicate-name",
    "empty",
    "empty-column",
    "encrypted",
    "error-cell",
    "heading-rows",
    "hidden-cells",
    "id-alone",
    "in-no-dry-run",
    "io",
    "leap-second",
    "malformed-id",
    "missing-heading",
    "missing-id",
    "missing-sheet",
    "missing-value",
    "naive-instant",
    "negative-duration",
    "no-headings",
    "no-sheet",
    "no-start",
    "no-steps",
    "no-table-end",
    "not-a-workbook",
    "not-calculated",
    "not-writable",
    "number-as-ids",
    "outcome-left-out",
    "outside-sheet",
    "own-prerequisite",
    "quorum-out-of-reach",
    "quorum-without-outcomes",
    "repeated-outcome",
    "repeated-prerequisite",
    "required-end-of-unknown-phase",
    "required-end-too-early",
    "rounded-cells",
    "rows-left-out",
    "sets-two-milestones",
    "sets-without-contingency",
    "several-sheets",
    "similar-names",
    "single-outcome",
    "starts-before-prerequisite",
    "stray-text",
    "struck-through",
    "swapped-dates",
    "too-large",
    "too-many-dry-runs",
    "truncated",
    "unknown-dry-run",
    "unknown-milestone",
    "unknown-outcome",
    "unknown-phase",
    "unknown-prerequisite",
    "unknown-team",
    "unread-column",
    "unreadable-date",
    "unreadable-duration",
    "unsupported-link",
    "unused-times",
    "waits-for-contingency",
    "wrong-value",
    "yet-to-be-said",
]
"""What is wrong with a plan or a workbook (`Problem.code`)."""

FindingCode: TypeAlias = Literal[
    "double-booked",
    "long-step",
    "long-wait",
    "missing-handover",
    "no-criteria",
    "no-duration",
    "no-owner",
    "no-schedule",
    "no-start",
    "no-successor",
    "redundant-prerequisite",
    "rollback-too-late",
    "starts-before-prerequisite-ends",
    "unknown-required-end",
    "unused-milestone",
]
"""The rules of `Plan.check` (`Finding.code`)."""

ConditionCode: TypeAlias = Literal[
    "abandoned",
    "asleep",
    "beyond-horizon",
    "no-start",
    "open-prerequisite",
    "start-not-reached",
]
"""What keeps a step from being Ready (`Condition.code`)."""

ReasonCode: TypeAlias = Literal[
    "abandoned",
    "already-open",
    "already-terminated",
    "asleep",
    "clock-ahead",
    "contingency-under-way",
    "decision-not-skipped",
    "estimate-not-ahead",
    "estimate-without-block",
    "foreign-plan",
    "missing-defects",
    "missing-outcome",
    "missing-reason",
    "no-contingency",
    "no-rollback-declared",
    "not-an-address",
    "not-assigned",
    "not-coordinator",
    "not-open",
    "not-ready",
    "not-started",
    "not-terminated",
    "open-prerequisites-added",
    "open-steps-asleep",
    "recorded-steps-removed",
    "rollback-already-declared",
    "rollback-without-contingency",
    "successors-started",
    "transfer-to-self",
    "unknown-outcome",
    "unknown-plan",
    "unknown-step",
    "unschedulable-plan",
]
"""What stands against a command (`Reason.code`)."""

Role: TypeAlias = Literal["assignee", "coordinator"]
"""In which role a person changes a step."""

EventType: TypeAlias = Literal[
    "started",
    "closed",
    "voted",
    "transferred",
    "defects_recorded",
    "start_undone",
    "reopened",
    "skipped",
    "reminded",
    "rollback_declared",
    "rollback_withdrawn",
    "plan_revised",
    "notice_sent",
    "notice_failed",
]
"""What happened (`Event.type`)."""

NoticeKind: TypeAlias = Literal[
    "start",
    "transfer",
    "transfer-receipt",
    "failure",
    "weekly-report",
    "reminder",
    "escalation",
    "transfer-told",
    "at-risk",
    "estimate-passed",
    "reminded",
    "act-told",
]
"""What a mail is for (`Notice.kind`)."""

Act: TypeAlias = Literal[
    "skipped",
    "reopened",
    "start_undone",
    "rollback_declared",
    "rollback_withdrawn",
    "plan_revised",
]
"""What others are told that somebody did (`Notice.act`); the `Event.type` of its event."""

Silence: TypeAlias = Literal["not-begun", "past-end"]
"""What nobody does about a step (`Notice.silence`)."""

CauseKind: TypeAlias = Literal[
    "began-late",
    "began-early",
    "not-begun",
    "took-longer",
    "took-less",
    "blocked",
    "unblocked",
    "decided",
    "skipped",
    "reopened",
    "start-undone",
    "rollback-declared",
    "rollback-withdrawn",
    "plan-revised",
]
"""Why the expected end moved (`Cause.kind`)."""

Verdict: TypeAlias = Literal["done", "retry", "give-up"]
"""What follows from an attempt to send a mail (`Attempt.verdict`)."""

MailStatus: TypeAlias = Literal["sent", "transient", "permanent"]
"""A mail was sent; or it failed and may work later, or never will (`Outcome.status`)."""

MailFault: TypeAlias = Literal[
    "connection",
    "encryption",
    "login",
    "sender",
    "recipient",
    "message",
    "storage",
    "letter",
    "way",
]
"""What was at fault when a mail failed (`Outcome.fault`)."""

Light: TypeAlias = Literal["green", "amber", "red"]
"""Whether an end is expected in time (`Forecast.light`)."""

Direction: TypeAlias = Literal["LR", "TB"]
"""Which way the arrows of a drawing point: to the right, or downwards."""

Grouping: TypeAlias = Literal["phase", "team", "person"]
"""What the rows of a timeline are grouped by."""

Naive: TypeAlias = Literal["plan", "utc"]
"""What dates without a time zone mean: the plan's wall clock, or UTC."""

DurationUnit: TypeAlias = Literal["seconds", "minutes", "hours", "days"]
"""The unit of plain numbers."""

# --- Records ------------------------------------------------------------------------------------


class OutcomeRecord(TypedDict):
    """A prerequisite that asks for an outcome of a decision."""

    step: str
    """The id of the decision."""
    outcome: str
    """The outcome that it must have."""


class OffsetRecord(TypedDict):
    """A start that is so many days and seconds from a milestone."""

    milestone: str
    """The name of the milestone."""
    days: NotRequired[int]
    """Days of the plan's wall clock, negative for before; 0 unless said."""
    seconds: NotRequired[int]
    """Seconds on that day, after the days; 0 unless said."""


Date: TypeAlias = datetime | str | OffsetRecord
"""A date: aware, as text of ISO 8601 where texts are allowed, or an offset from a milestone."""


class StepRecord(TypedDict, total=False):
    """A step, as `Plan.from_records` takes it. Further keys are kept."""

    id: Required[str]
    """The unique id."""
    label: str
    """What is done, in one line."""
    phase: str | None
    """The code of its phase."""
    dry_runs: Sequence[str]
    """The dry runs it is executed in."""
    prerequisites: Sequence[str | OutcomeRecord]
    """The steps that must be terminated before it may start."""
    start: Date | Mapping[str, Date] | None
    """When it is to start; by dry run where they differ."""
    duration: timedelta | str | None
    """How long it is expected to take."""
    team: str | None
    """The team that carries it out."""
    department: str | None
    """The department the team belongs to."""
    contacts: Sequence[str]
    """The mail addresses of those who carry it out; the team's unless said."""
    instructions: str | None
    """How it is done."""
    outcomes: Sequence[str]
    """The outcomes of a decision."""
    quorum: int | None
    """How many people must agree on an outcome."""
    progress: Literal["Open", "Terminated"] | None
    """For `compute_states` alone: what has been done."""


class PhaseRecord(TypedDict, total=False):
    """A phase."""

    code: Required[str]
    """The code, as the steps name it."""
    label: str | None
    """Its name in the users' language."""
    contingency: bool
    """Whether its steps sleep until a rollback is declared."""
    sets: str | None
    """The milestone that the declaration of a rollback sets."""


# --- Commands and suppositions ------------------------------------------------------------------


class _OfAStep(TypedDict):
    step: str
    """The id of the step."""


class _WithReason(TypedDict):
    reason: str
    """Why, in words for the history."""


class StartCommand(_OfAStep):
    """`Run.start` as a dict."""

    type: Literal["start"]
    """Which command it is."""


class CloseCommand(_OfAStep):
    """`Run.close` as a dict."""

    type: Literal["close"]
    """Which command it is."""
    outcome: NotRequired[str | None]
    """The outcome of a decision."""
    reason: NotRequired[str | None]
    """Why, if there is something to say."""


class TransferCommand(_OfAStep):
    """`Run.transfer` as a dict."""

    type: Literal["transfer"]
    """Which command it is."""
    to: str
    """The mail address of the person who gets the step."""
    message: NotRequired[str | None]
    """What the mail to that person says."""


class DefectsCommand(_OfAStep):
    """`Run.record_defects` as a dict."""

    type: Literal["record_defects"]
    """Which command it is."""
    text: str
    """The whole text."""
    blocks: NotRequired[bool | None]
    """Whether they block the step; `None` for no change of that."""
    until: NotRequired[datetime | str | None]
    """When they should do so no longer, an aware instant or text of ISO 8601."""


class ReasonedCommand(_OfAStep, _WithReason):
    """`Run.undo_start`, `Run.reopen` or `Run.skip` as a dict."""

    type: Literal["undo_start", "reopen", "skip"]
    """Which of the three."""


class RemindCommand(_OfAStep):
    """`Run.remind` as a dict."""

    type: Literal["remind"]
    """Which command it is."""
    message: NotRequired[str | None]
    """What the mail says besides."""


class RollbackCommand(_WithReason):
    """`Run.declare_rollback` or `Run.withdraw_rollback` as a dict."""

    type: Literal["declare_rollback", "withdraw_rollback"]
    """Which of the two."""


class ReviseCommand(TypedDict):
    """`Run.revise` as a dict, for a plan that the run knows."""

    type: Literal["revise"]
    """Which command it is."""
    plan: str
    """The digest of the plan."""
    shift: NotRequired[str | None]
    """How much its starts are moved, as text of ISO 8601."""
    rewriting: NotRequired[bool]
    """Whether it may contradict what has been done."""
    reason: NotRequired[str | None]
    """Why, in words for the history."""


Command: TypeAlias = (
    StartCommand
    | CloseCommand
    | TransferCommand
    | DefectsCommand
    | ReasonedCommand
    | RemindCommand
    | RollbackCommand
    | ReviseCommand
)
"""A command as a dict, for `Run.execute` and `Run.consequences`."""


class EndsAt(_OfAStep):
    """A step ends at an instant."""

    ends: datetime
    """The instant, aware."""


class Lasts(_OfAStep):
    """A step takes another time than planned."""

    lasts: timedelta
    """The time, from its beginning on."""


class Skipped(_OfAStep):
    """A step is skipped at the instant asked about."""

    skipped: Literal[True]
    """Always `True`: leave the change out otherwise."""


class DecidedAs(_OfAStep):
    """A decision is closed with an outcome when it is expected to end."""

    outcome: str
    """One of its outcomes."""


class LateTeam(TypedDict):
    """The steps of a team that have not begun begin later."""

    team: str
    """The name of the team."""
    late: timedelta
    """How much later; negative for earlier."""


Supposition: TypeAlias = EndsAt | Lasts | Skipped | DecidedAs | LateTeam
"""Something that goes otherwise, for `Forecast.what_if`."""

# --- Settings -----------------------------------------------------------------------------------

_Weight: TypeAlias = Severity | Literal["off"]

_Weights = TypedDict(
    "_Weights",
    {
        "double-booked": _Weight,
        "long-step": _Weight,
        "long-wait": _Weight,
        "missing-handover": _Weight,
        "no-criteria": _Weight,
        "no-duration": _Weight,
        "no-owner": _Weight,
        "no-schedule": _Weight,
        "no-start": _Weight,
        "no-successor": _Weight,
        "redundant-prerequisite": _Weight,
        "rollback-too-late": _Weight,
        "starts-before-prerequisite-ends": _Weight,
        "unknown-required-end": _Weight,
        "unused-milestone": _Weight,
    },
    total=False,
)


class Rules(_Weights, total=False):
    """How much each rule of `Plan.check` weighs, by its code, and what counts as too long."""

    longest_step: timedelta | str
    """How long a step may last; 2 days unless said. As text ISO 8601: ``"P2D"``."""
    longest_wait: timedelta | str
    """How long after its last prerequisite a step may start; 14 days unless said."""
    longest_attended: timedelta | str
    """Steps that last longer keep nobody from another one; 8 hours unless said."""
    leaders: bool
    """Whether those who answer for a team are wanted at each of its steps; not unless said."""
    handover_gap: timedelta | str
    """How soon after the work of one team another takes it over; 1 hour unless said."""
    decisions: Sequence[str]
    """What labels of decisions say; ``"go/no-go"`` and its like unless said."""
    required_end: str
    """The milestone by which a rollback must be over; without it none is too late."""


class StepColumns(TypedDict, total=False):
    """The columns of the table of steps, each by its heading or letter; `None` for none."""

    id: str | None
    """The step's id."""
    label: str | None
    """What the step does, in a line."""
    phase: str | None
    """The code of the step's phase."""
    dry_runs: str | None
    """The dry runs that the step belongs to. Dry runs may have one column each instead."""
    prerequisites: str | None
    """The steps that must be terminated first."""
    start: str | None
    """When the step starts."""
    duration: str | None
    """How long it takes."""
    team: str | None
    """The team that carries it out."""
    department: str | None
    """The department that carries it out."""
    instructions: str | None
    """What to do, at length."""
    contacts: str | None
    """Mail addresses of those who carry it out, in place of the team's."""
    time: str | None
    """The time of day of the start, beside a column of days. Counts only where it is named."""
    duration_unit: str | None
    """The unit of plain durations, row by row. Counts only where it is named."""
    outline_level: str | None
    """How deep the row lies in the outline, counted from 1."""
    outcomes: str | None
    """The outcomes of a decision."""
    quorum: str | None
    """How many people must agree on an outcome."""


class ActorColumns(TypedDict, total=False):
    """The columns of the table of actors, each by its heading or letter; `None` for none."""

    team: str | None
    """The team."""
    department: str | None
    """Its department."""
    team_leader_mail: str | None
    """The mail address of the team's leader."""
    department_head_mail: str | None
    """The mail address of the head of the department."""


class DateColumns(TypedDict, total=False):
    """The columns of the table of milestones; every other heading is a dry run.

    Or a row a milestone and dry run, with the columns `dry_run` and `date`.
    """

    milestone: str | None
    """The milestone's name."""
    dry_run: str | None
    """The dry run of the row."""
    date: str | None
    """The date in that dry run."""
    required_end: str | None
    """What must have ended by then: a mark for the whole plan, or the code of a phase."""
    set_by: str | None
    """The contingency phases whose declaration sets the milestone."""


class EnvironmentColumns(TypedDict, total=False):
    """The columns of the table of environments; every other heading is a dry run."""

    environment: str | None
    """The environment's name."""


_Is = TypedDict("_Is", {"is": Sequence[str]}, total=False)


class HeadingRule(_Is):
    """A row is a heading where the cell of a column holds one of the texts under ``is``.

    Or where it holds nothing, if there are no texts.
    """

    column: str
    """The column, by its heading or letter."""


class _Table(TypedDict, total=False):
    sheet: str
    """The sheet; the first of those with a usual name unless said."""
    first_row: int
    """The first row of data, counted from 1, below its headings; found unless said."""
    last_row: int | Literal["blank", "list", "border"]
    """The last row of data: its number, the last before an empty row, of a list or with lines."""
    ignore: Sequence[str]
    """Columns to leave out, by heading or letter."""
    as_above: Sequence[str]
    """Columns in which an empty cell says what the one above it says."""


class StepTable(_Table, total=False):
    """Where the steps stand."""

    columns: StepColumns
    """The columns; those with a usual heading unless said."""
    ids: Literal["row", "position", "outline"]
    """What ids are made of where no column has them."""
    sections: Sequence[Literal["bold", "outline", "no-owner", "alone", "total"] | HeadingRule]
    """What makes a row a heading and no step."""


class ActorTable(_Table, total=False):
    """Where the actors stand."""

    columns: ActorColumns
    """The columns; those with a usual heading unless said."""


class DateTable(_Table, total=False):
    """Where the milestones stand."""

    columns: DateColumns
    """The columns; those with a usual heading unless said."""


class EnvironmentTable(_Table, total=False):
    """Where the environments stand."""

    columns: EnvironmentColumns
    """The columns; those with a usual heading unless said."""


class Layout(TypedDict, total=False):
    """Where everything stands in a workbook: the ``excel`` section of a configuration.

    What is left out is as usual; `None` says that there is none.
    """

    steps: StepTable
    """The table of steps, the only one that a plan cannot do without."""
    actors: ActorTable | None
    """The table of actors; without it the steps' own contacts count."""
    dates: DateTable | None
    """The table of milestones."""
    environments: EnvironmentTable | None
    """The table of environments."""
    id_pattern: str | None
    """A regular expression for the whole of an id; `None` for any text."""
    phases: Sequence[str | PhaseRecord] | None
    """The phases in their order; `None` for those that the steps name."""
    timezone: str
    """The zone in which the dates are meant; Europe/Brussels unless said."""
    text_dates: str | None
    """The format of dates that are stored as text, as `datetime.datetime.strptime` takes it."""
    number_dates: bool
    """Whether plain numbers are dates, as if their cells were formatted so."""
    day_numbers: str | None
    """The milestone from which plain numbers count the days to a start."""
    duration_unit: DurationUnit
    """The unit of durations that are plain numbers."""
    placeholders: Sequence[str]
    """Texts that stand for no value, such as ``"TBD"``."""
    links: Severity
    """How much a prerequisite such as ``7SS`` weighs; an error unless said."""
    checks: Rules
    """The rules of `Plan.check`."""


class SilenceRules(TypedDict, total=False):
    """When nothing has happened for so long that somebody is told."""

    after: timedelta | str
    """After how long the assignees are reminded; not unless said. As text: ``"PT30M"``."""
    every: timedelta | str
    """How long after each reminder the next one follows; as ``after`` unless said."""
    times: int
    """How many reminders there are in all; one unless said."""
    head_of_department: timedelta | str
    """After how long the head of the department is told; not unless said."""
    coordinators: timedelta | str
    """After how long the coordinators are told; not unless said."""


class RiskRules(TypedDict, total=False):
    """When the coordinators are told of a required end: if the forecast passes it."""

    below: float
    """Also if the chance of meeting it is below this share, from 0 to 1."""


class TransferRules(TypedDict, total=False):
    """Who is told of a transfer, beside those whom it concerns."""

    coordinators: bool
    """Whether the coordinators are; not unless said."""
    assignees: bool
    """Whether the other assignees are; not unless said."""


class ActRules(TypedDict, total=False):
    """Who is told of acts on the work of others, besides whoever has acted."""

    coordinators: bool
    """Whether the coordinators are; not unless said."""
    assignees: bool
    """Whether those are whose steps it concerns; not unless said."""


class NoticeRules(TypedDict, total=False):
    """What else is owed, for `Run.notices`, `Mailer.due` and `Mailer.deliver`."""

    not_begun: SilenceRules
    """About Ready steps that nobody begins."""
    past_end: SilenceRules
    """About Open steps that have lasted longer than planned."""
    at_risk: RiskRules
    """About required ends."""
    passed_estimates: bool
    """About defects that block a step for longer than was estimated."""
    transfers: TransferRules
    """About transfers."""
    acts: ActRules
    """About steps skipped or reopened, starts taken back, rollbacks, revisions of the plan."""
    ways: Mapping[str, Mapping[NoticeKind, Mapping[str, str | None]]]
    """By which ways people are told beside mail, or in its place.

    For each address, the kinds of mail with the names of the ways, ``"mail"`` among them if that is
    one, and the instant from which on each was chosen, ISO 8601; `None`: ever since. A mail is owed
    by each way chosen by then; by mail if there is none, or if one has failed for good.
    """


class Retry(TypedDict, total=False):
    """When to try again to send a mail."""

    after_minutes: Sequence[int]
    """Minutes to wait after each failed attempt; the last one repeats. 1, 5, 15, 60, 240."""
    give_up_after_hours: int
    """Hours after the first failure from which on the mail is given up; 24."""


_From = TypedDict("_From", {"from": str})


class MailSettings(_From, total=False):
    """The ``mail`` section of a configuration, for `Mailer`.

    Of it only ``from`` must be there, the mailbox that writes: ``"Team <team@grid.example>"``;
    and ``host`` if the transport is ``"smtp"``.
    """

    reply_to: str
    """The mailbox that gets the answers; that of ``from`` unless said."""
    transport: Literal["smtp", "files", "memory"]
    """Where mails go: to a server, to files (unless said), or to `Mailer.letters`."""
    host: str
    """The name of the server."""
    port: int
    """Its port; the usual one of ``tls`` unless said."""
    tls: Literal["starttls", "implicit", "none"]
    """How the connection is encrypted; ``"none"`` on the same machine only."""
    ca_file: str
    """The certificates of a company's own authority (PEM), besides the system's."""
    user: str
    """The name to log in with."""
    password: str
    """The password to log in with."""
    timeout: float
    """Seconds for each step of the conversation; 30 unless said."""
    hello: str
    """What this machine calls itself."""
    directory: str
    """The folder for the transport ``"files"``; ``"mails"`` unless said."""
    signature: str
    """What stands below each mail."""
    timeline: bool
    """Whether the weekly report takes the timeline along as a picture (SVG)."""
    language: str
    """The code of the language; French unless said."""
    templates: str
    """A folder of templates and texts that replace the built-in ones."""
    retry: Retry
    """When to try again."""
