"""What ``ptr_py`` answers with: plain values that equal, print, hash and pickle by their content.

`Value.replace` changes a copy, ``match`` takes them apart by their fields.

The compiled half fills them in and decides nothing here; what they say is decided in the core.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from itertools import pairwise
from typing import TYPE_CHECKING, Any, ClassVar, Self, dataclass_transform

from ptr_py._errors import InvalidValue, Refused
from ptr_py._state import State

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Callable, Mapping, Sequence
    from datetime import time

    from ptr_py._native import Event, Language, Notice, Plan, Said
    from ptr_py.typing import (
        CauseKind,
        ConditionCode,
        FindingCode,
        MailFault,
        MailStatus,
        ProblemCode,
        ReasonCode,
        Severity,
    )


class _Described:
    """A class's docstring with what its fields are, which Python does not keep, for `help()`."""

    _fields: ClassVar[dict[str, list[str]]] = {}
    """For each class its fields, once somebody has asked."""

    def __init__(self, text: str | None) -> None:
        self._text = text

    def __get__(self, _: object, cls: type) -> str | None:
        said = self._fields or self._read()
        lines = [line for base in reversed(cls.__mro__) for line in said.get(base.__name__, ())]
        if not self._text or not lines:
            return self._text
        from inspect import cleandoc  # noqa: PLC0415 - only who asks for help needs it

        return "\n    ".join([f"{cleandoc(self._text)}\n\nAttributes:", *lines])

    def _read(self) -> dict[str, list[str]]:
        """Reads the fields in the source, where it is there."""
        import ast  # noqa: PLC0415
        import linecache  # noqa: PLC0415

        tree = ast.parse("".join(linecache.getlines(__file__)))
        fields = dict[str, list[str]]()
        for cls in (node for node in tree.body if isinstance(node, ast.ClassDef)):
            for field, said in pairwise(cls.body):
                match field, said:
                    case ast.AnnAssign(target=ast.Name(name)), ast.Expr(ast.Constant(str(text))):
                        line = f"{name}: {' '.join(text.split())}"
                        fields.setdefault(cls.name, []).append(line)
        self._fields.update(fields)
        return fields


@dataclass_transform(eq_default=True, frozen_default=True, kw_only_default=True)
class Value:
    """Named fields that stay as they are.

    What a frozen dataclass would be, had the module the time to import ``dataclasses``.
    """

    __module__ = "ptr_py"
    # What each field is annotated with, by its name.
    _fields: Mapping[str, str] = {}

    def __init_subclass__(cls) -> None:
        """Takes the class's annotations, after its parent's, as the fields of its values."""
        cls.__module__ = "ptr_py"
        cls._fields = {**cls._fields, **cls.__annotations__}
        cls.__doc__ = _Described(cls.__doc__)  # type: ignore[assignment]

    def __init__(self, **fields: Any) -> None:
        for name in self._fields:
            if name in fields:
                self.__dict__[name] = fields.pop(name)
            elif hasattr(type(self), name):
                self.__dict__[name] = getattr(type(self), name)
            else:
                raise TypeError(f"{type(self).__name__} needs {name!r}")
        if fields:
            raise TypeError(f"{type(self).__name__} has no {', '.join(map(repr, fields))}")

    @classmethod
    def _read(cls, fields: Mapping[str, Any], instant: Callable[[str], datetime]) -> Self:
        """The value of fields as the core writes them down, each taken for what it is annotated.

        `instant` shows what is one by the wall clock of the plan.
        """
        kinds = cls._fields
        return cls(**{it: _typed(kinds.get(it, ""), fields[it], instant) for it in fields})

    def to_dict(self) -> dict[str, Any]:
        """The fields as a plain dict, fit for JSON.

        Returns:
            A new dict by the names of the fields: instants as text of ISO 8601 in UTC, lengths of
            time in seconds, other values as dicts of their own.

        Examples:
            >>> from ptr_py import Spread
            >>> Spread(longest=2.0).to_dict()
            {'shortest': 0.9, 'likeliest': 1.0, 'longest': 2.0}
        """
        return {name: _plain(value) for name, value in self._said().items()}

    def replace(self, **changes: Any) -> Self:
        """A copy with other values in some fields; `copy.replace` gives the same.

        Args:
            changes: The new values, by the names of their fields.

        Returns:
            The copy; the value itself stays as it is.

        Raises:
            TypeError: if there is no such field.

        Examples:
            >>> from ptr_py import Spread
            >>> Spread().replace(longest=3.0)
            Spread(shortest=0.9, likeliest=1.0, longest=3.0)
        """
        return type(self)(**{**self._said(), **changes})

    __replace__ = replace

    def _said(self) -> dict[str, Any]:
        """The fields, in their order."""
        return {name: getattr(self, name) for name in self._fields}

    def __getstate__(self) -> dict[str, Any]:
        return self._said()

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"{type(self).__name__}.{name} cannot be changed")

    def __delattr__(self, name: str) -> None:
        raise AttributeError(f"{type(self).__name__}.{name} cannot be removed")

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Value) or type(self) is not type(other):
            return NotImplemented
        return self._said() == other._said()

    def __hash__(self) -> int:
        return hash((type(self), *map(_hashable, self._said().values())))

    def __repr__(self) -> str:
        fields = ", ".join(f"{name}={value!r}" for name, value in self._said().items())
        return f"{type(self).__name__}({fields})"


def _hashable(value: object) -> object:
    """What stands for a field's value in a hash: the same for equal values."""
    match value:
        case dict():
            return frozenset((key, _hashable(item)) for key, item in value.items())
        case list() | tuple():
            return tuple(map(_hashable, value))
    return value


def _typed(kind: str, value: Any, instant: Callable[[str], datetime]) -> Any:
    """A field's value, which the core has written down, as its annotation says."""
    typed = value
    match kind.removesuffix(" | None"), value:
        case _, None:
            pass
        case "datetime", _:
            typed = instant(value)
        case "timedelta", str():
            typed = _timedelta(value)
        case "State", _:
            typed = State(value)
        case "Mapping[str, State]", _:
            typed = {key: State(state) for key, state in value}
        case "Stamp" | "Decision" | "Period" | "Lesson" as name, _:
            typed = globals()[name]._read(value, instant)
        case "tuple[Vote, ...]", _:
            typed = tuple(Vote._read(vote, instant) for vote in value)
        case "Mapping[str, StepReview]", _:
            typed = {step["step"]: StepReview._read(step, instant) for step in value}
        case "Mapping[str, GroupReview]", _:
            typed = {group["name"] or "": GroupReview._read(group, instant) for group in value}
        case "tuple[Seen | None, ...]", _:
            typed = tuple(seen and Seen._read(seen, instant) for seen in value)
    return typed


def _timedelta(text: str) -> timedelta:
    """A length of time as the core writes it down: ``PT5400S``, ``-PT0.5S``, ``P0D``."""
    sign = -1 if text.startswith("-") else 1
    seconds, _, fraction = text.strip("-PTDS").partition(".")
    return sign * timedelta(seconds=int(seconds), microseconds=int(f"{fraction:0<6.6}"))


def _plain(value: object) -> object:
    """A field's value as JSON can have it."""
    plain: object = value
    match value:
        case Value():
            plain = value.to_dict()
        case Refused():
            plain = {"reasons": _plain(value.reasons)}
        case dict():
            plain = {str(key): _plain(item) for key, item in value.items()}
        case tuple() | list():
            plain = [_plain(item) for item in value]
        case str():
            plain = str(value)
        case _ if hasattr(value, "to_dict"):
            plain = value.to_dict()
        case datetime(tzinfo=timezone()):
            # An instant; the dates of a plan have its zone, and keep their wall clock.
            plain = value.astimezone(UTC).isoformat()
        case _ if hasattr(value, "isoformat"):
            plain = value.isoformat()
        case _ if hasattr(value, "total_seconds"):
            plain = value.total_seconds()
    return plain


# What type checkers read in the source needs no place at run time.
delattr(Value, "__dataclass_transform__")


class _InWords(Value):
    """Something that the core tells in sentences, in any language."""

    def __init__(self, **fields: Any) -> None:
        said = fields.pop("said", None)
        super().__init__(**fields)
        self.__dict__["_in_words"] = said

    def _told(self, language: str | Language) -> str:
        said: Said | None = self.__dict__.get("_in_words")
        if said is None:
            raise InvalidValue(f"no sentences in language {language!r}: expected 'fr' or 'en'")
        return said.text(language)

    def __getstate__(self) -> dict[str, Any]:
        return {**super().__getstate__(), "_in_words": self.__dict__.get("_in_words")}


class _Told(_InWords):
    """Something that is told in a sentence, in any language."""

    message: str
    """What it says, in English."""
    message_fr: str
    """What it says, in French."""

    def text(self, language: str | Language = "fr") -> str:
        """What it says.

        Args:
            language: The code of a built-in language, or one of one's own; French unless said.

        Returns:
            One sentence or several.

        Raises:
            InvalidValue: in a language that there is not.

        Examples:
            >>> from ptr_py import Plan, PlanError
            >>> try:
            ...     Plan.from_records([{"id": "CO1", "quorum": 2}])
            ... except PlanError as error:
            ...     print(error.problems[0].text("en").partition(".")[0])
            Row 1 (step CO1), quorum: a quorum of 2 is asked for, and the step is no decision
        """
        if language == "fr":
            return self.message_fr
        if language == "en":
            return self.message
        return self._told(language)

    def __str__(self) -> str:
        return self.message


class Problem(_Told):
    """One thing that is wrong with a plan: what was found where, and what was expected."""

    severity: Severity
    """``"error"``: the plan cannot be used; ``"warning"``: somebody should look."""
    code: ProblemCode
    """A stable name for programs: ``"duplicate-id"``."""
    sheet: str | None = None
    """The sheet of the workbook, if it was one."""
    cell: str | None = None
    """The cell in A1 notation, if it is one cell."""
    step: str | None = None
    """The id of the step it was found in."""
    row: int | None = None
    """The record it was found in, counted from 0; `None` for the plan as a whole."""
    field: str | None = None
    """The field of the record it was found in."""
    found: str | None = None
    """The value that was found, as text."""
    expected: str | None = None
    """What would have been accepted."""
    path: tuple[str, ...] = ()
    """Of steps that wait for each other: the whole circle, the first one again at the end."""


class Finding(Value):
    """What `Plan.check` finds: allowed in a plan, and likely to make a night fail."""

    code: FindingCode
    """The code of the rule: ``"no-duration"``."""
    severity: Severity
    """``"error"`` or ``"warning"``, as the rules weigh it."""
    message: str
    """Where, and what was found; in the language that was asked for."""
    cure: str
    """What to do about it, in the same language."""
    title: str
    """The name of the rule, in the same language: ``"Step without duration"``."""
    step: str | None = None
    """The id of the step it is about; `None` for the plan as a whole."""
    dry_runs: tuple[str, ...] = ()
    """The dry runs in which it was found; none where it is the same in all."""
    field: str | None = None
    """The field of the step in which it is cured."""
    sheet: str | None = None
    """The sheet of the workbook that the plan was loaded from, if it was."""
    cell: str | None = None
    """The cell in A1 notation."""

    def __str__(self) -> str:
        return self.message


class LayoutReason(_Told):
    """Why a key of a proposed layout has its value, or is left out.

    Examples:
        >>> import io
        >>> from ptr_py import Plan, propose_layout
        >>> plan = Plan.from_records([{"id": "CO00000001", "phase": "CO", "dry_runs": ["Live"]}])
        >>> reasons = propose_layout(io.BytesIO(plan.to_workbook())).reasons
        >>> {reason.key: reason.code for reason in reasons}["steps.columns.id"]
        'known-heading'
    """

    key: str
    """The key in the layout: ``"steps.columns.id"``."""
    code: str
    """A stable name for programs: ``"known-heading"``."""
    sheet: str | None = None
    """The sheet that was looked at."""
    cell: str | None = None
    """The cell of the heading, in A1 notation."""
    is_open: bool = False
    """Whether the content leaves it open, so that somebody has to look."""


class Proposal(Value):
    """A layout for a workbook that nobody has described, and why it is as it is.

    It is a draft: correct what is wrong, then load with it.
    """

    layout: dict[str, Any]
    """The layout, as `load_workbook` takes it."""
    reasons: tuple[LayoutReason, ...]
    """Why, key by key; also for keys that are left out."""

    @property
    def questions(self) -> tuple[LayoutReason, ...]:
        """The reasons that the content leaves open."""
        return tuple(reason for reason in self.reasons if reason.is_open)


class Phase(str):
    """A phase: the text of its code, which also knows its label.

    Examples:
        >>> from ptr_py import Phase
        >>> phase = Phase("FB-RB", label="Full back-roll back", contingency=True)
        >>> phase == "FB-RB", phase.label, phase.contingency
        (True, 'Full back-roll back', True)
    """

    __slots__ = ("contingency", "label", "sets")
    __module__ = "ptr_py"

    label: str | None
    """Its name in the users' language, where it has one."""
    contingency: bool
    """Whether its steps sleep until a rollback is declared."""
    sets: str | None
    """The milestone that the declaration of a rollback sets, so that steps dated by it follow."""

    def __new__(
        cls,
        code: str,
        *,
        label: str | None = None,
        contingency: bool = False,
        sets: str | None = None,
    ) -> Phase:
        """The phase with this code.

        Args:
            code: The code, as steps name it.
            label: What people call it.
            contingency: Whether its steps sleep until a rollback is declared.
            sets: The milestone that the declaration of a rollback sets.
        """
        self = super().__new__(cls, code)
        self.label = label
        self.contingency = contingency
        self.sets = sets
        return self

    @property
    def code(self) -> str:
        """The code, as plain text."""
        return str.__str__(self)

    def __repr__(self) -> str:
        sets = "" if self.sets is None else f", sets={self.sets!r}"
        said = f"label={self.label!r}, contingency={self.contingency!r}{sets}"
        return f"Phase({self.code!r}, {said})"

    def __reduce__(self) -> tuple[Any, ...]:
        return _phase, (self.code, self.label, self.contingency, self.sets)


def _phase(code: str, label: str | None, contingency: bool, sets: str | None = None) -> Phase:
    return Phase(code, label=label, contingency=contingency, sets=sets)


class Milestone(Value):
    """A date that steps may refer to (jalon), set anew for each dry run.

    Examples:
        >>> from datetime import UTC, datetime
        >>> from ptr_py import Milestone, Plan
        >>> cut_over = Milestone(name="J0", dates={"FDR1": datetime(2026, 3, 28, 22, tzinfo=UTC)})
        >>> plan = Plan.from_records(
        ...     [{"id": "CO1", "phase": "CO", "dry_runs": ["FDR1"],
        ...       "start": {"milestone": "J0", "days": -1}}],
        ...     milestones=[cut_over],
        ... )
        >>> f"{plan['CO1'].start:%d %B, %H:%M}"
        '27 March, 23:00'
    """

    name: str
    """What steps call it."""
    dates: Mapping[str, datetime]
    """Its date in each dry run, in the plan's time zone."""
    required_end: str | Mapping[str, str] | None = None
    """What must have ended by its date: ``"whole"``, or a phase as ``{"phase": "DC"}``."""
    extra: Mapping[str, Any] = {}
    """Further columns."""


class Actor(Value):
    """A team and those who answer for it (exécutant).

    Examples:
        >>> from ptr_py import Actor, Plan
        >>> registry = Actor(team="Registre", team_leader="anne@grid.example")
        >>> plan = Plan.from_records(
        ...     [{"id": "CO1", "phase": "CO", "dry_runs": ["FDR1"], "team": "Registre"}],
        ...     actors=[registry],
        ... )
        >>> plan["CO1"].contacts
        ['anne@grid.example']
    """

    team: str
    """The name of the team, as steps give it."""
    department: str | None = None
    """The department that the team belongs to."""
    team_leader: str | None = None
    """The mail address of the team leader."""
    deputies: Sequence[str] = ()
    """The mail addresses of those who lead the team as well: a deputy, a shared mailbox."""
    head_of_department: str | None = None
    """The mail address of the head of department."""
    extra: Mapping[str, Any] = {}
    """Further columns."""


class Environment(Value):
    """An environment that steps are carried out on, and what stands for it in each dry run.

    Examples:
        >>> from ptr_py import Environment, Plan
        >>> plan = Plan.from_records(
        ...     [{"id": "CO1", "phase": "CO", "dry_runs": ["FDR1"]}],
        ...     environments=[Environment(name="Registre", by_dry_run={"FDR1": "acc-01"})],
        ... )
        >>> plan.environments[0].by_dry_run["FDR1"]
        'acc-01'
    """

    name: str
    """What steps and people call it."""
    by_dry_run: Mapping[str, str]
    """What it is in each dry run: a host, a release, an address."""
    extra: Mapping[str, Any] = {}
    """Further columns."""


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
        ('22:00', '00:00', None)
    """

    __match_args__ = ("begins", "ends", "waits_for")

    begins: datetime | None
    """`None` if that is after the year 9999."""
    ends: datetime | None
    """`None` if it can no longer come about, or that is after the year 9999."""
    waits_for: str | None = None
    """The prerequisite that drives it: it begins when that ends. `None` where its own start, the
    change itself or the instant asked about does."""


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


class PartDifference(Value):
    """What a later plan changes in the phases, milestones, actors or environments of another."""

    added: list[str]
    """The names that only the later one has, in its order."""
    removed: list[str]
    """The names that only the earlier one has, in its order."""
    changed: dict[str, dict[str, tuple[Any, Any]]]
    """For each that differs its fields that do, before and after; what it says of a dry run has
    the name of the dry run."""

    def __bool__(self) -> bool:
        """Whether anything differs."""
        return bool(self.added or self.removed or self.changed)


class Difference(_InWords):
    """What a later plan changes in an earlier one, or a later schedule.

    Examples:
        >>> from ptr_py import Plan
        >>> before = Plan.from_records([{"id": "CO00000001", "phase": "CO", "dry_runs": ["FDR1"]}])
        >>> after = Plan.from_records([
        ...     {"id": "CO00000001", "phase": "CO", "dry_runs": ["FDR1"], "label": "Ouvrir"},
        ... ])
        >>> before.diff(after).changed
        {'CO00000001': {'label': ('', 'Ouvrir')}}
    """

    added: list[str]
    """The steps that only the later one has, in its order."""
    removed: list[str]
    """The steps that only the earlier one has, in its order."""
    changed: dict[str, dict[str, tuple[Any, Any]]]
    """For each step of both that differs its fields that do, before and after."""
    phases: PartDifference
    """What differs in the phases, by code."""
    milestones: PartDifference
    """What differs in the milestones, by name."""
    actors: PartDifference
    """What differs in the actors, by team."""
    environments: PartDifference
    """What differs in the environments, by name."""
    settings: dict[str, tuple[Any, Any]]
    """What else differs, before and after: ``timezone``, ``dry_runs``."""

    def sentences(self, language: str | Language = "fr") -> list[str]:
        """The difference in words.

        A sentence for each part that was changed, and for what was added and removed of each kind.

        Args:
            language: The code of a built-in language, or one of one's own; French unless said.

        Returns:
            A sentence for each part that was changed, and for what was added and removed of each
            kind.

        Raises:
            InvalidValue: in a language that there is not.

        Examples:
            >>> from ptr_py import Plan
            >>> step = {"id": "CO1", "phase": "CO", "dry_runs": ["FDR1"]}
            >>> later = Plan.from_records([step | {"label": "Open"}])
            >>> Plan.from_records([step]).diff(later).sentences("en")
            ['Step CO1: Label (nothing) → "Open".']
        """
        return self._told(language).splitlines()

    def __bool__(self) -> bool:
        """Whether anything differs."""
        return any(self._said().values())


class Conflict(_Told):
    """A field to which two plans give different values (`merge`).

    Or one of them has changed it while the other has removed the whole part.

    Examples:
        >>> from ptr_py import Plan, merge
        >>> step = {"id": "CO1", "phase": "CO", "dry_runs": ["FDR1"]}
        >>> labels = "Close", "Freeze", "Stop"
        >>> base, ours, theirs = (Plan.from_records([dict(step, label=it)]) for it in labels)
        >>> [conflict] = merge(base, ours, theirs).conflicts
        >>> conflict.name, conflict.field, conflict.base, conflict.ours, conflict.theirs
        ('CO1', 'label', 'Close', 'Freeze', 'Stop')
    """

    part: str
    """What it is about: ``"step"``, ``"phase"``, ``"milestone"``, ``"actor"``, ``"environment"``
    or ``"setting"``."""
    name: str
    """Which: the id of the step, the name of the milestone."""
    field: str
    """The field; the dry run where it is a milestone's date."""
    base: Any
    """The value in the plan that both began with."""
    ours: Any
    """Our value."""
    theirs: Any
    """Their value."""
    removed: str | None = None
    """``"ours"`` or ``"theirs"`` if that plan has removed the whole."""
    ours_at: str | None = None
    """The cell, ``"Etapes-actions!D12"``, if our plan was loaded from a workbook."""
    theirs_at: str | None = None
    """The cell, if their plan was loaded from a workbook."""


class Merge(Value):
    """What `merge` has made of two plans."""

    plan: Plan | None
    """The merged plan; `None` if there are conflicts or problems."""
    conflicts: list[Conflict]
    """Every conflict."""
    problems: list[Problem]
    """What is wrong with the merged plan, though each of the two is right, such as steps that wait
    for each other."""


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
        ('23:00', '00:00', ('CO1',))
    """

    end: datetime | None
    """When all is expected to be over; `None` if no end is expected."""
    planned_end: datetime | None
    """When all is planned to be over."""
    critical_path: tuple[str, ...]
    """The chain of steps that makes the end, in order."""


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
    refusal: Refused | None
    """Why the other plan cannot take the place of the run's, with every reason; not raised."""


class Weekly(Value):
    """When and to whom the weekly report goes.

    Examples:
        >>> from datetime import UTC, datetime, time
        >>> from ptr_py import Weekly
        >>> since = datetime(2026, 3, 1, tzinfo=UTC)
        >>> Weekly(weekday=0, time=time(7), since=since, recipients=("anne@grid.example",)).weekday
        0
    """

    weekday: int
    """The day of the week, Monday is 0, as `datetime.date.weekday` counts."""
    time: time
    """The time of day, in the plan's time zone."""
    since: datetime
    """The first report is the one that falls due after this instant."""
    recipients: tuple[str, ...]
    """Who gets it."""


class Attachment(Value):
    """A file that goes along with a mail.

    Examples:
        >>> from ptr_py import Attachment
        >>> Attachment(name="guide.txt", content_type="text/plain", content=b"Close it").name
        'guide.txt'
    """

    name: str
    """The name under which it is saved."""
    content_type: str
    """Its media type, as in ``"application/pdf"``."""
    content: bytes
    """The bytes of the file."""


class MailTexts(Value):
    """What a mail says."""

    subject: str
    """The subject, in one line."""
    text: str
    """The body for programs that show plain text."""
    html: str
    """The body for programs that show HTML."""


class Outcome(Value):
    """What came of a mail for one recipient."""

    recipient: str
    """The mail address."""
    status: MailStatus
    """``"sent"``; or it failed: ``"transient"``, it may work later, or ``"permanent"``."""
    text: str
    """The server's answer, or what is known of the failure."""
    code: int | None = None
    """The server's reply code, such as 550, when a failure had a reply."""
    fault: MailFault | None = None
    """What was at fault: ``"connection"``, ``"encryption"``, ``"login"``, ``"sender"``,
    ``"recipient"``, ``"message"``, ``"storage"``, ``"letter"`` or ``"way"``."""
    is_configuration: bool = False
    """Whether nothing will get better before somebody changes the configuration."""
    is_of_server: bool = False
    """Whether any other mail would meet the same now: the server cannot be reached, or does not
    let us write."""
