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
    from ptr_py._values import Problem, Reason


class PtrError(Exception):
    """Whatever went wrong in ptr. Catch this one to catch them all."""

    def __str__(self) -> str:
        """The sentence, as written: `KeyError` would quote it."""
        return str(self.args[0]) if self.args else ""

    def text(self, language: str | Language = "fr") -> str:
        """What went wrong, in a built-in language; in English where that is the only one."""
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
        """Each of the things that it knows on a line of its own."""
        return "\n".join(item.text(language) for item in self._items) or super().text(language)


class ProblemsError(_Listing):
    """A plan that cannot be accepted, with everything that is wrong with it at once."""

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
    """A workbook that cannot be read as a plan."""


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
    """A file that cannot be opened, read or written as a workbook, with the system's ``errno``."""


class WorkbookNotFound(WorkbookFileError, FileNotFoundError):
    """A workbook that is not there, or a directory in which it should be written."""


class PlanError(ProblemsError):
    """Steps that do not make a plan."""


class _Unknown(KeyError):
    """A name that there is not."""

    found: str | None = None
    """The name that was given."""
    known: tuple[str, ...] = ()
    """The names that there are; of dry runs the first eleven."""


class UnknownDryRun(PtrError, _Unknown):
    """A dry run that the plan does not know."""


class UnknownPhase(PtrError, _Unknown):
    """A phase that the plan does not know."""


class Refused(_Listing):
    """A command that was refused and has changed nothing."""

    @property
    def reasons(self) -> list[Reason]:
        """Every reason for the refusal, not only the first."""
        return self._items


class UnknownStep(Refused, _Unknown):
    """A step that the plan, or the dry run, does not have."""


class InvalidValue(PtrError, ValueError):
    """An argument that means nothing: a naive instant, an address that is none, a wrong name."""


class MissingFile(InvalidValue, _OfFile, FileNotFoundError):
    """A file of texts that is not there."""


class InvalidAddress(Refused, InvalidValue):
    """A step that should go to somebody whose mail address is none."""


class ReplayError(PtrError):
    """Stored events that do not make a run: a gap, a foreign step, a wrong order."""


class MailError(PtrError):
    """A mail that cannot be rendered or sent."""


class TimedOut(PtrError, TimeoutError):
    """Long work that was not done within its ``timeout``."""


# Tracebacks and pickles use the public name.
for _error in (
    PtrError,
    ProblemsError,
    WorkbookError,
    WorkbookFileError,
    WorkbookNotFound,
    PlanError,
    UnknownDryRun,
    UnknownPhase,
    Refused,
    UnknownStep,
    InvalidValue,
    MissingFile,
    InvalidAddress,
    ReplayError,
    MailError,
    TimedOut,
):
    _error.__module__ = "ptr_py"
