"""What all values have in common: fields that stay as they are, and sentences in any language."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from itertools import pairwise
from typing import TYPE_CHECKING, Any, ClassVar, Self, dataclass_transform

from ptr_py._errors import InvalidValue, Refused
from ptr_py._state import State

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from ptr_py._native import Language, Said


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
        """Reads the fields in the sources, where they are there."""
        import ast  # noqa: PLC0415
        from pathlib import Path  # noqa: PLC0415

        sources = (path.read_text("utf-8") for path in Path(__file__).parent.glob("*.py"))
        nodes = [node for source in sources for node in ast.parse(source).body]
        fields = dict[str, list[str]]()
        for cls in (node for node in nodes if isinstance(node, ast.ClassDef)):
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
    # The classes by their names, as annotations have them.
    _classes: ClassVar[dict[str, type[Value]]] = {}

    def __init_subclass__(cls) -> None:
        """Takes the class's annotations, after its parent's, as the fields of its values."""
        cls.__module__ = "ptr_py"
        cls._classes[cls.__name__] = cls
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
    typed, classes = value, Value._classes
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
            typed = classes[name]._read(value, instant)
        case "tuple[Vote, ...]", _:
            typed = tuple(classes["Vote"]._read(vote, instant) for vote in value)
        case "Mapping[str, StepReview]", _:
            typed = {it["step"]: classes["StepReview"]._read(it, instant) for it in value}
        case "Mapping[str, GroupReview]", _:
            typed = {it["name"] or "": classes["GroupReview"]._read(it, instant) for it in value}
        case "tuple[Seen | None, ...]", _:
            typed = tuple(seen and classes["Seen"]._read(seen, instant) for seen in value)
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
