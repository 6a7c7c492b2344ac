"""Reads a configuration key by key, and gathers every mistake instead of stopping at the first.

Kept true: a key nobody asked for is a mistake too, in the environment as well. A variable of the
environment wins over the file: ``PTR_SERVER_SECRET`` over ``server.secret``, and
``PTR_SERVER_SECRET_FILE`` names a file that holds it, as container secrets do. An empty variable
says nothing.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from ptr_platform.language.catalogues import N_, SOURCE
from ptr_platform.language.library_texts import said_of
from ptr_platform.language.messages import (
    LibraryError,
    LibraryMessage,
    Message,
    PlatformError,
    Quoted,
)

REQUIRED: Final = object()
"""The default of a key that has none."""

_DOMAIN = re.compile(r"[\w-]+(\.[\w-]+)+")
_MAIL = re.compile(r"[^@\s<>,;]+@[^@\s<>,;]+")


@dataclass(frozen=True)
class Mistake:
    """One thing that is wrong with a configuration."""

    key: str
    """Which key; empty if it is the file as a whole."""
    what: Message | LibraryMessage | LibraryError

    def text(self, language: str) -> str:
        """As a line that begins with the key."""
        what = self.what.text(language)
        return said_of(self.key, what, language) if self.key else what


class ConfigError(PlatformError):
    """A configuration that cannot be used, with every mistake in it."""

    def __init__(self, source: str, mistakes: list[Mistake]) -> None:
        self._mistakes = mistakes
        super().__init__(N_("the configuration %(source)s cannot be used:"), source=source)

    @property
    def mistakes(self) -> list[str]:
        """The mistakes in English, each with its key."""
        return [mistake.text(SOURCE) for mistake in self._mistakes]

    def text(self, language: str) -> str:
        """The file, and below it its mistakes."""
        lines = [f"  - {mistake.text(language)}" for mistake in self._mistakes]
        return "\n".join([super().text(language), *lines])

    def __str__(self) -> str:
        return self.text(SOURCE)


@dataclass
class Mistakes:
    """What is wrong with a configuration."""

    all: list[Mistake] = field(default_factory=list)

    def tell(self, key: str, english: str, /, **values: Any) -> None:
        """Notes a mistake in our words."""
        self.all.append(Mistake(key, Message(english, values)))

    def pass_on(self, key: str, message: LibraryError) -> None:
        """Notes a mistake in the words of the library."""
        self.all.append(Mistake(key, message))


@dataclass
class Section:
    """One mapping of the configuration, read key by key.

    A wrong value is noted and the default, or an empty value, given back, so that reading goes
    on; the caller throws it all away when there are mistakes at the end.
    """

    name: str
    values: Mapping[str, Any]
    mistakes: Mistakes
    environment: Mapping[str, str]
    base: Path
    """Relative paths start here."""
    _known: list[str] = field(default_factory=list)
    _variables: list[str] = field(default_factory=list)

    def key(self, name: str) -> str:
        """How a key of this section is written in full."""
        return f"{self.name}.{name}" if self.name else name

    def section(self, name: str) -> Section:
        """A mapping within this one; an absent one is empty."""
        self._known.append(name)
        value = self.values.get(name)
        if value is None:
            value = {}
        elif not isinstance(value, Mapping):
            self._wrong(name, value, Message("keys with values"), None)
            value = {}
        return Section(
            self.key(name),
            value,
            self.mistakes,
            self.environment,
            self.base,
            _variables=self._variables,
        )

    def raw(self, name: str, default: Any = None) -> Any:
        """The value as it is written, that of the environment first."""
        self._known.append(name)
        variable = self._variable(name)
        self._variables += [variable, f"{variable}_FILE"]
        if text := self.environment.get(variable):
            return text
        if file := self.environment.get(f"{variable}_FILE"):
            try:
                return Path(file).read_text("utf-8").strip()
            except OSError as error:
                self.mistakes.tell(
                    self.key(name),
                    "%(variable)s names the file %(file)s, which cannot be read: %(error)s",
                    variable=variable + "_FILE",
                    file=file,
                    error=error,
                )
                return default
        value = self.values.get(name)
        return default if value is None else value

    def text(self, name: str, default: Any = REQUIRED, *, choices: tuple[str, ...] = ()) -> Any:
        """A text, one of the choices if there are any."""
        value = self.raw(name, default)
        expected = _one_of(choices) if choices else Message("a text")
        if value is REQUIRED:
            return self._missing(name, expected, "")
        if value is default:
            return default
        if isinstance(value, bool) or not isinstance(value, (str, int, float)):
            return self._wrong(name, value, Message("a text"), default)
        if choices and str(value) not in choices:
            return self._wrong(name, value, expected, default)
        return str(value)

    def number(self, name: str, default: Any = REQUIRED, *, low: float, high: float) -> Any:
        """A whole number within bounds, both included."""
        value = self.raw(name, default)
        expected = Message("a whole number from %(low)g to %(high)g", {"low": low, "high": high})
        if value is REQUIRED:
            return self._missing(name, expected, 0)
        if value is default:
            return default
        if isinstance(value, str) and re.fullmatch(r"-?[0-9]{1,12}", value.strip()):
            value = int(value)
        if isinstance(value, bool) or not isinstance(value, int) or not low <= value <= high:
            return self._wrong(name, value, expected, default)
        return value

    def numbers(self, name: str, default: Any, *, low: int, high: int) -> Any:
        """A list of whole numbers within bounds."""
        value = self.raw(name, default)
        if value is default:
            return default
        if isinstance(value, str):
            value = [
                int(part) if part.isdecimal() else part for part in re.split(r"[;,\s]+", value)
            ]
        if not isinstance(value, list) or not all(
            isinstance(one, int) and not isinstance(one, bool) and low <= one <= high
            for one in value
        ):
            expected = Message(
                "a list of whole numbers from %(low)s to %(high)s", {"low": low, "high": high}
            )
            return self._wrong(name, value, expected, default)
        return value

    def flag(self, name: str, default: bool) -> bool:
        """Yes or no."""
        value = self.raw(name, default)
        if isinstance(value, str) and value.lower() in {"true", "false"}:
            value = value.lower() == "true"
        if not isinstance(value, bool):
            return bool(self._wrong(name, value, _one_of(("true", "false")), default))
        return value

    def path(self, name: str, default: Any = REQUIRED, *, exists: bool = False) -> Any:
        """A path, absolute or from the directory of the configuration file."""
        value = self.text(name, default)
        if value is default or value == "":
            return default if isinstance(default, Path) or default is None else Path()
        path = self.base / Path(value).expanduser()
        if exists and not path.is_file():
            nowhere = Message("a file; there is none at %(path)s", {"path": path})
            return self._wrong(name, value, nowhere, default)
        return path

    def mails(self, name: str) -> tuple[str, ...]:
        """A list of mail addresses; one alone may stand without a list."""
        value = self.raw(name, [])
        if isinstance(value, str):
            value = [part for part in re.split(r"[;,\s]+", value) if part]
        if not isinstance(value, list):
            self._wrong(name, value, Message("a list of mail addresses"), None)
            return ()
        for mail in value:
            if not isinstance(mail, str) or not _MAIL.fullmatch(mail):
                expected = Message("a mail address such as anne@example.org")
                self._wrong(name, mail, expected, None)
        return tuple(str(mail) for mail in value)

    def domains(self, name: str) -> tuple[str, ...]:
        """A list of domains; one alone may stand without a list."""
        value = self.raw(name, [])
        if isinstance(value, str):
            value = [part for part in re.split(r"[;,\s]+", value) if part]
        if not isinstance(value, list) or not all(
            isinstance(one, str) and _DOMAIN.fullmatch(one) for one in value
        ):
            self._wrong(name, value, Message("a list of domains such as example.org"), None)
            return ()
        return tuple(one.lower() for one in value)

    def zone(self, name: str, default: str) -> str:
        """The name of a time zone."""
        value = str(self.text(name, default))
        try:
            ZoneInfo(value)
        except (ZoneInfoNotFoundError, ValueError, OSError):
            self._wrong(name, value, Message("a time zone such as Europe/Brussels"), default)
            return default
        return value

    def rest(self) -> dict[str, Any]:
        """All keys that were not asked for, for a part that checks them itself."""
        rest = {key: value for key, value in self.values.items() if key not in self._known}
        self._known.extend(rest)
        return rest

    def close(self) -> None:
        """Notes every key that nobody asked for, in the file or in the environment."""
        if self.name:
            for variable in sorted(self.environment):
                if variable.startswith(self._variable("")) and variable not in self._variables:
                    near = difflib.get_close_matches(variable, self._variables, n=1, cutoff=0.85)
                    if near:
                        self.mistakes.tell(
                            variable,
                            "names no key of %(section)s; did you mean %(near)s?",
                            section=self.name,
                            near=near[0],
                        )
                    else:
                        self.mistakes.tell(
                            variable, "names no key of %(section)s", section=self.name
                        )
        for key in self.values:
            if key not in self._known:
                place = self.key(str(key))
                if near := difflib.get_close_matches(str(key), self._known, n=1):
                    self.mistakes.tell(place, "unknown key; did you mean %(near)s?", near=near[0])
                else:
                    known = ", ".join(self._known)
                    self.mistakes.tell(
                        place, "unknown key; known keys here: %(known)s", known=known
                    )

    def _variable(self, name: str) -> str:
        """What a key is called in the environment."""
        return "PTR_" + self.key(name).upper().replace(".", "_")

    def _missing(self, name: str, expected: Message, stand_in: Any) -> Any:
        self.mistakes.tell(self.key(name), "missing, expected %(expected)s", expected=expected)
        return stand_in

    def _wrong(self, name: str, found: Any, expected: Message, default: Any) -> Any:
        self.wrong(name, found, expected)
        return "" if default is REQUIRED else default

    def wrong(self, name: str, found: Any, expected: Message) -> None:
        """Notes a value that its key cannot have."""
        secret = name in {"secret", "password"}
        self.mistakes.tell(
            self.key(name),
            "found %(found)s, expected %(expected)s",
            found=Message("a secret text") if secret else Quoted(found),
            expected=expected,
        )


def _one_of(choices: tuple[str, ...]) -> Message:
    """One of a few words."""
    *others, last = choices
    values = {"others": ", ".join(others), "last": last}
    return Message("%(others)s or %(last)s", values) if others else Message(last)
