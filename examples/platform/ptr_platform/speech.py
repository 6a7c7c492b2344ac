"""How commands, and the errors that they tell, come to speak the configured language.

Kept true: a sentence is written in English where it is needed, and its French stands in
`ptr_platform.words`. An error keeps its sentence apart from the values in it, so that whoever
catches it chooses the language: people read theirs, logs and programs English.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Literal
from zoneinfo import ZoneInfo

import yaml

import ptr_py
from ptr_platform.words import FIELDS, FORMS, FRENCH, PARTS, SYSTEM

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

Language = Literal["fr", "en"]
LANGUAGES: tuple[Language, ...] = ("fr", "en")


def spoken(configuration: Path, environment: Mapping[str, str]) -> Language:
    """The language of a command: known before the configuration is, which may be full of mistakes.

    It is that of the configuration; where that cannot be read, that of the terminal; and French
    where the terminal has neither language.
    """
    if (said := environment.get("PTR_LANGUAGE")) in LANGUAGES:
        return said
    try:
        text = configuration.read_text("utf-8")
    except (OSError, UnicodeDecodeError):
        return _of_terminal(environment)
    try:
        document = yaml.safe_load(text)
        said = (document or {}).get("language", LANGUAGES[0])
    except (yaml.YAMLError, AttributeError):
        # Whatever is wrong with the rest, this line may be in order.
        line = re.search(r"^language:\s*[\"']?(\w+)", text, re.MULTILINE)
        said = line[1] if line else None
    return said if said in LANGUAGES else _of_terminal(environment)


def _of_terminal(environment: Mapping[str, str]) -> Language:
    for variable in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if locale := environment.get(variable):
            return "en" if locale.startswith("en") else "fr"
    return "fr"


@dataclass(frozen=True)
class Said:
    """A sentence, or a part of one, and what is to be put into it."""

    english: str
    values: Mapping[str, Any] = field(default_factory=dict)

    def text(self, language: Language) -> str:
        """The sentence in a language."""
        text = self.english if language == "en" else FRENCH.get(self.english, self.english)
        values = {name: _shown(value, language) for name, value in self.values.items()}
        return text.format(**values) if values else text

    def __str__(self) -> str:
        return self.text("en")


@dataclass(frozen=True)
class Found:
    """Something that stood where something else was expected."""

    value: Any


@dataclass(frozen=True)
class Foreign:
    """A sentence of the library that it knows in English only; its forms are known here."""

    english: str

    def text(self, language: Language) -> str:
        """The sentence in a language, as far as its form is known."""
        if language == "fr":
            for form, french in FORMS:
                if found := re.fullmatch(form, self.english, re.DOTALL):
                    values = {name: _part(text) for name, text in found.groupdict("").items()}
                    return french.format(**values)
        return _of_system(self.english, language)


def _part(text: str) -> str:
    """A part of such a sentence: what was found, what was expected, what the system said."""
    kind = re.fullmatch(r"(?:(?:string|integer|floating point|boolean) )?([\"`])([^`]*)\1", text)
    return (
        f"«\u00a0{kind[2]}\u00a0»"
        if kind
        else PARTS.get(text) or _of_system(text.replace("`", ""), "fr")
    )


def line_of(subject: object, text: str, language: Language) -> str:
    """What is said of something: French has a space before the colon."""
    return f"{subject}\u00a0: {text}" if language == "fr" else f"{subject}: {text}"


class Told(Exception):
    """An error whose sentence is ours. As a text it is English."""

    def __init__(self, english: str, /, **values: Any) -> None:
        self.said = Said(english, values)
        super().__init__(str(self.said))

    def text(self, language: Language) -> str:
        """What went wrong, in a language."""
        return self.said.text(language)


def text_of(error: Exception, language: Language) -> str:
    """What an error says, in a language if it can."""
    match error:
        case Told():
            return error.text(language)
        case ptr_py.ProblemsError() if error.problems:
            return "\n".join(problem.text(language) for problem in error.problems)
        case ptr_py.Refused():
            return "\n".join(reason.text(language) for reason in error.reasons)
        case OSError() if error.strerror:
            return _of_system(error.strerror, language)
        case ptr_py.PtrError():
            return Foreign(str(error)).text(language)
    return _of_system(str(error), language)


def _of_system(text: str, language: Language) -> str:
    """What the system, or a database, says: the usual sentences are known in French."""
    if language == "en" or text in SYSTEM:
        return text if language == "en" else SYSTEM[text]
    where, _, what = text.rpartition(": ")
    french = SYSTEM.get(re.sub(r"^\[Errno -?\d+\] | \(os error \d+\)$", "", what))
    if french is None:
        return text
    return line_of(where, french, language) if where else french


def _shown(value: Any, language: Language) -> Any:
    match value:
        case Said() | Foreign():
            return value.text(language)
        case Found():
            is_text = isinstance(value.value, str) and language == "fr"
            return f"«\u00a0{value.value}\u00a0»" if is_text else repr(value.value)
        case Exception():
            return text_of(value, language)
    return value


class Voice:
    """What a command speaks with."""

    def __init__(self, language: Language) -> None:
        self.language = language

    def __call__(self, english: str, /, **values: Any) -> str:
        """A sentence, with the values put in."""
        return Said(english, values).text(self.language)

    def many(self, one: str, more: str, count: int, **values: Any) -> str:
        """A sentence that counts: in French nought is singular, in English plural."""
        singular = count == 1 if self.language == "en" else abs(count) <= 1
        return self(one if singular else more, count=count, **values)

    def error(self, error: Exception) -> str:
        """What went wrong."""
        return text_of(error, self.language)

    def field(self, name: str) -> str:
        """What people call a field of a step."""
        return FIELDS.get(name, name) if self.language == "fr" else name

    def value(self, value: Any, timezone: str) -> str:
        """What a field of a step holds; instants as the clocks of the plan show them."""
        match value:
            case None | "" | [] | ():
                return "-"
            case datetime() if value.tzinfo is not None:
                return self.instant(value, timezone)
            case timedelta():
                return self._span(value)
            case list() | tuple():
                return ", ".join(map(str, value))
        return str(value)

    def instant(self, at: datetime, timezone: str) -> str:
        """An instant: ``28/03/2026 22:00 (UTC+1)``."""
        local = at.astimezone(ZoneInfo(timezone))
        day = f"{local:%d/%m/%Y}" if self.language == "fr" else f"{local:%Y-%m-%d}"
        offset = f"{local:%z}"
        minutes = "" if offset[3:5] == "00" else f":{offset[3:5]}"
        return f"{day} {local:%H:%M} (UTC{offset[0]}{int(offset[1:3])}{minutes})"

    def _span(self, length: timedelta) -> str:
        minutes = round(length.total_seconds() / 60)
        days, hours, minutes = minutes // 1440, minutes // 60 % 24, minutes % 60
        units = ((days, "j" if self.language == "fr" else "d"), (hours, "h"), (minutes, "min"))
        return " ".join(f"{count} {unit}" for count, unit in units if count) or "0 min"
