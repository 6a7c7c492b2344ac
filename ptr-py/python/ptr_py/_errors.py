"""Everything that ``ptr_py`` raises on purpose, as one tree under `PtrError`.

An error's first argument is its sentence; what else it knows comes as data in an attribute. All
of them survive pickling, and where Python has a class of its own for the case (`KeyError`,
`ValueError`) they are of that class too.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ptr_py._native import Language
    from ptr_py._values.plans import Problem
    from ptr_py._values.runs import Reason


class PtrError(Exception):
    """Whatever went wrong in ptr. Catch this one to catch them all.

    Examples:
        >>> from ptr_py import Plan, PtrError
        >>> try:
        ...     Plan.from_json("no plan")
        ... except PtrError as error:
        ...     type(error).__name__, isinstance(error, ValueError)
        ('InvalidValue', True)
    """

    def __str__(self) -> str:
        """The sentence, as written: `KeyError` would quote it."""
        return str(self.args[0]) if self.args else ""

    def text(self, language: str | Language = "fr") -> str:
        """What went wrong.

        Args:
            language: A built-in language or its code; French unless said.

        Returns:
            The sentence; of an error that a script makes itself, as the script says it.

        Raises:
            InvalidValue: if it is told in any language, and there is not this one.

        Examples:
            >>> from ptr_py import InvalidValue, Plan
            >>> plan = Plan.from_records([{"id": "CO1", "phase": "CO", "dry_runs": ["FDR1"]}])
            >>> try:
            ...     plan.schedule("FDR2")
            ... except KeyError as error:
            ...     print(error.text("en"))
            The plan has no dry run "FDR2". Dry runs of the plan: FDR1.
        """
        texts: dict[str, str] = self.__dict__.get("_texts", {})
        return texts.get(str(language)) or texts.get("en") or str(self)


_MANY = 100


class _Listing(PtrError):
    """An error that knows several things at once and says each on a line of its own."""

    def __init__(self, message: str, items: Iterable[Any] = ()) -> None:
        self._items = list(items)
        super().__init__(message, self._items)

    def __str__(self) -> str:
        return "\n".join([super().__str__(), *(f"  - {item}" for item in self._items)])

    def text(self, language: str | Language = "fr") -> str:
        """Everything that it knows.

        Args:
            language: The code of a built-in language, or one of one's own; French unless said.

        Returns:
            Each thing on a line of its own.

        Raises:
            InvalidValue: in a language that there is not.

        Examples:
            >>> from ptr_py import Plan, PlanError
            >>> try:
            ...     Plan.from_records([{"id": ""}, {"id": "CO2", "prerequisites": ["CO2"]}])
            ... except PlanError as error:
            ...     len(error.text("en").splitlines()) == len(error.problems)
            True
        """
        return "\n".join(item.text(language) for item in self._items) or super().text(language)


class ProblemsError(_Listing):
    """A plan that cannot be accepted, with everything that is wrong with it at once.

    Examples:
        >>> from ptr_py import Plan, ProblemsError
        >>> try:
        ...     Plan.from_records([{"id": "CO1", "prerequisites": ["CO1", "CO7"]}])
        ... except ProblemsError as error:
        ...     [(problem.code, problem.step) for problem in error.problems]
        [('unknown-prerequisite', 'CO1'), ('own-prerequisite', 'CO1'), ('no-start', 'CO1')]
    """

    @property
    def problems(self) -> list[Problem]:
        """Each `Problem`: errors before warnings, both in the order of the plan.

        Of a kind that comes by the thousand the first are listed, the last of them tells where the
        others are.
        """
        return self._items

    def __str__(self) -> str:
        """The sentence, then a line for each problem; a kind that comes by the hundred has one."""
        said: list[Any] = [getattr(item, "_in_words", None) for item in self._items]
        if len(said) < _MANY or None in said:
            return super().__str__()
        from ptr_py._native import told_once  # noqa: PLC0415 - it imports these classes

        return "\n".join([PtrError.__str__(self), *(f"  - {line}" for line in told_once(said))])


class WorkbookError(ProblemsError):
    """A workbook that cannot be read as a plan.

    Examples:
        >>> import io
        >>> from ptr_py import WorkbookError, load_workbook
        >>> try:
        ...     load_workbook(io.BytesIO(b"no workbook"))
        ... except WorkbookError as error:
        ...     error.problems[0].code
        'not-a-workbook'
    """


class _OfFile(OSError):
    """What the system says of a file, beside a sentence of our own."""

    def __init__(self, *said: Any) -> None:
        super().__init__(*said)
        # Of two arguments an `OSError` takes the first for its number.
        self.errno = self.strerror = None

    def __reduce__(self) -> tuple[Any, ...]:
        of_system = {name: getattr(self, name) for name in ("errno", "strerror", "filename")}
        return type(self), self.args, {**self.__dict__, **of_system}


class WorkbookFileError(WorkbookError, _OfFile):
    """A file that cannot be opened, read or written as a workbook, with the system's ``errno``.

    Examples:
        >>> import tempfile
        >>> from ptr_py import WorkbookFileError, load_workbook
        >>> try:
        ...     load_workbook(tempfile.gettempdir())
        ... except WorkbookFileError as error:
        ...     isinstance(error, OSError), error.problems[0].code
        (True, 'io')
    """


class WorkbookNotFound(WorkbookFileError, FileNotFoundError):
    """A workbook that is not there, or a directory in which it should be written.

    Examples:
        >>> from ptr_py import WorkbookNotFound, load_workbook
        >>> try:
        ...     load_workbook("nowhere/plan.xlsx")
        ... except WorkbookNotFound as error:
        ...     isinstance(error, FileNotFoundError), error.filename
        (True, 'nowhere/plan.xlsx')
    """


class PlanError(ProblemsError):
    """Steps that do not make a plan.

    Examples:
        >>> from ptr_py import Plan, PlanError
        >>> try:
        ...     Plan.from_records([
        ...         {"id": "CO1", "prerequisites": ["CO2"]},
        ...         {"id": "CO2", "prerequisites": ["CO1"]},
        ...     ])
        ... except PlanError as error:
        ...     error.problems[0].path
        ('CO1', 'CO2', 'CO1')
    """


class _Unknown(KeyError):
    """A name that there is not."""

    found: str | None = None
    """The name that was given."""
    known: tuple[str, ...] = ()
    """The names that there are; of dry runs the first eleven."""


class UnknownDryRun(PtrError, _Unknown):
    """A dry run that the plan does not know.

    Examples:
        >>> from ptr_py import Plan, UnknownDryRun
        >>> plan = Plan.from_records([{"id": "CO1", "phase": "CO", "dry_runs": ["FDR1"]}])
        >>> try:
        ...     plan.schedule("FDR2")
        ... except UnknownDryRun as error:
        ...     print(error)
        The plan has no dry run "FDR2". Dry runs of the plan: FDR1.
    """


class UnknownPhase(PtrError, _Unknown):
    """A phase that the plan does not know.

    Examples:
        >>> from ptr_py import Plan, UnknownPhase
        >>> plan = Plan.from_records([{"id": "CO1", "phase": "CO", "dry_runs": ["FDR1"]}])
        >>> try:
        ...     plan.schedule("FDR1").to_svg(phase="XX")
        ... except UnknownPhase as error:
        ...     print(str(error).partition(".")[0])
        There is no phase "XX"
    """


class Refused(_Listing):
    """A command that was refused and has changed nothing.

    Examples:
        >>> from datetime import UTC, datetime
        >>> from ptr_py import Plan, Refused, Run
        >>> ten = datetime(2026, 3, 28, 22, tzinfo=UTC)
        >>> plan = Plan.from_records([{"id": "CO1", "phase": "CO", "dry_runs": ["FDR1"]}])
        >>> try:
        ...     Run(plan.schedule("FDR1")).start("CO1", by="paul@grid.example", at=ten)
        ... except Refused as refused:
        ...     [reason.code for reason in refused.reasons]
        ['not-assigned', 'not-ready']
    """

    @property
    def reasons(self) -> list[Reason]:
        """Every reason for the refusal, not only the first."""
        return self._items


class UnknownStep(Refused, _Unknown):
    """A step that the plan, or the dry run, does not have.

    Examples:
        >>> from ptr_py import Plan, UnknownStep
        >>> plan = Plan.from_records([{"id": "CO1", "phase": "CO", "dry_runs": ["FDR1"]}])
        >>> try:
        ...     plan["CO7"]
        ... except UnknownStep as error:
        ...     error.reasons[0].found
        'CO7'
    """


class InvalidValue(PtrError, ValueError):
    """An argument that means nothing: a naive instant, an address that is none, a wrong name.

    Examples:
        >>> from datetime import datetime
        >>> from ptr_py import InvalidValue, Plan
        >>> plan = Plan.from_records([{"id": "CO1", "phase": "CO", "dry_runs": ["FDR1"]}])
        >>> try:
        ...     plan.schedule("FDR1").states(datetime(2026, 3, 28, 22))
        ... except InvalidValue as error:
        ...     print(str(error).partition(":")[0])
        at is a naive datetime (2026-03-28 22
    """


class MissingFile(InvalidValue, _OfFile, FileNotFoundError):
    """A file of texts that is not there.

    Examples:
        >>> from ptr_py import Language, MissingFile
        >>> try:
        ...     Language.from_file("nowhere/de.ftl")
        ... except MissingFile as error:
        ...     isinstance(error, FileNotFoundError)
        True
    """


class InvalidAddress(Refused, InvalidValue):
    """A step that should go to somebody whose mail address is none.

    Examples:
        >>> from datetime import UTC, datetime
        >>> from ptr_py import InvalidAddress, Plan, Run
        >>> team, ten = "team@grid.example", datetime(2026, 3, 28, 22, tzinfo=UTC)
        >>> plan = Plan.from_records([{"id": "CO1", "phase": "CO", "dry_runs": ["FDR1"]}])
        >>> try:
        ...     Run(plan.schedule("FDR1"), [team]).transfer("CO1", to="Paul", by=team, at=ten)
        ... except InvalidAddress as error:
        ...     error.reasons[0].found
        'Paul'
    """


class ReplayError(PtrError):
    """Stored events that do not make a run: a gap, a foreign step, a wrong order.

    Examples:
        >>> from ptr_py import Plan, ReplayError, Run
        >>> plan = Plan.from_records([{"id": "CO1", "phase": "CO", "dry_runs": ["FDR1"]}])
        >>> try:
        ...     Run.replay(plan.schedule("FDR1"), [{"seq": 2}])
        ... except ReplayError as error:
        ...     isinstance(error, ValueError)
        False
    """


class MailError(PtrError):
    """A mail that cannot be rendered or sent.

    Examples:
        >>> from ptr_py import Mailer, MailError
        >>> try:
        ...     Mailer({"from": "team@grid.example", "transport": "pigeon"})
        ... except MailError as error:
        ...     print(str(error).splitlines()[-1].strip())
        transport: found "pigeon"; expected smtp, files or memory
    """


class TimedOut(PtrError, TimeoutError):
    """Long work that was not done within its ``timeout``.

    Examples:
        >>> from datetime import UTC, datetime
        >>> from ptr_py import Plan, Run, TimedOut
        >>> plan = Plan.from_records([{"id": "CO1", "phase": "CO", "dry_runs": ["FDR1"]}])
        >>> forecast = Run(plan.schedule("FDR1")).forecast(datetime(2026, 3, 28, 22, tzinfo=UTC))
        >>> try:
        ...     forecast.simulate(draws=1_000_000, threads=1, timeout=0)
        ... except TimedOut as error:
        ...     isinstance(error, TimeoutError)
        True
    """


# Tracebacks and pickles use the public name.
for _name, _error in list(globals().items()):
    if not _name.startswith("_") and isinstance(_error, type) and issubclass(_error, PtrError):
        _error.__module__ = "ptr_py"
