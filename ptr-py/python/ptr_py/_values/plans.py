"""What plans are made of, what is wrong with them, and how two of them differ."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ptr_py._values.value import Value, _InWords, _Told

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from ptr_py._native import Language, Plan
    from ptr_py.typing import FindingCode, ProblemCode, Severity


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
    """The cell, ``"Etapes-actions!D12"``, if our plan was loaded from a workbook; that of the id or
    name where the sheet has no column for the field. What stands in the layout has no cell: a time
    zone, and phases but for the milestones that the sheet of dates says they set."""
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
