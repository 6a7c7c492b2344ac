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

REQUIRED: Final = object()
"""Stands as the default of a key that must be there."""

_MAIL = re.compile(r"[^@\s<>,;]+@[^@\s<>,;]+")


class ConfigError(Exception):
    """A configuration that cannot be used, with every mistake in it."""

    def __init__(self, source: str, mistakes: list[str]) -> None:
        self.mistakes = mistakes
        lines = "\n".join(f"  - {mistake}" for mistake in mistakes)
        super().__init__(f"{source} cannot be used:\n{lines}")


@dataclass
class Mistakes:
    """What is wrong with a configuration, as lines that begin with the key."""

    lines: list[str] = field(default_factory=list)

    def tell(self, key: str, message: str) -> None:
        """Notes a mistake."""
        self.lines.append(f"{key}: {message}")


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
            self.mistakes.tell(self.key(name), f"found {value!r}, expected keys with values")
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
                self.mistakes.tell(self.key(name), f"{variable}_FILE cannot be read: {error}")
                return default
        value = self.values.get(name)
        return default if value is None else value

    def text(self, name: str, default: Any = REQUIRED, *, choices: tuple[str, ...] = ()) -> Any:
        """A text, one of the choices if there are any."""
        value = self.raw(name, default)
        if value is REQUIRED:
            return self._missing(name, "a text" if not choices else " or ".join(choices), "")
        if value is default:
            return default
        if isinstance(value, bool) or not isinstance(value, (str, int, float)):
            return self._wrong(name, value, "a text", default)
        if choices and str(value) not in choices:
            return self._wrong(name, value, " or ".join(choices), default)
        return str(value)

    def number(self, name: str, default: Any = REQUIRED, *, low: float, high: float) -> Any:
        """A whole number within bounds, both included."""
        value = self.raw(name, default)
        expected = f"a whole number from {low:g} to {high:g}"
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
            return self._wrong(
                name, value, f"a list of whole numbers from {low} to {high}", default
            )
        return value

    def flag(self, name: str, default: bool) -> bool:
        """Yes or no."""
        value = self.raw(name, default)
        if isinstance(value, str) and value.lower() in {"true", "false"}:
            value = value.lower() == "true"
        if not isinstance(value, bool):
            return bool(self._wrong(name, value, "true or false", default))
        return value

    def path(self, name: str, default: Any = REQUIRED, *, exists: bool = False) -> Any:
        """A path, absolute or from the directory of the configuration file."""
        value = self.text(name, default)
        if value is default or value == "":
            return default if isinstance(default, Path) or default is None else Path()
        path = self.base / Path(value).expanduser()
        if exists and not path.is_file():
            return self._wrong(name, value, f"a file; there is none at {path}", default)
        return path

    def mails(self, name: str) -> tuple[str, ...]:
        """A list of mail addresses; one alone may stand without a list."""
        value = self.raw(name, [])
        if isinstance(value, str):
            value = [part for part in re.split(r"[;,\s]+", value) if part]
        if not isinstance(value, list):
            self._wrong(name, value, "a list of mail addresses", None)
            return ()
        for mail in value:
            if not isinstance(mail, str) or not _MAIL.fullmatch(mail):
                self._wrong(name, mail, "a mail address such as anne@example.org", None)
        return tuple(str(mail) for mail in value)

    def zone(self, name: str, default: str) -> str:
        """The name of a time zone."""
        value = str(self.text(name, default))
        try:
            ZoneInfo(value)
        except (ZoneInfoNotFoundError, ValueError, OSError):
            self._wrong(name, value, "a time zone such as Europe/Brussels", default)
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
                    hint = f"; did you mean {near[0]}?" if near else ""
                    self.mistakes.tell(variable, f"names no key of {self.name}{hint}")
        for key in self.values:
            if key not in self._known:
                near = difflib.get_close_matches(str(key), self._known, n=1)
                hint = (
                    f"did you mean {near[0]}?"
                    if near
                    else "; ".join(["known keys here: " + ", ".join(self._known)])
                )
                self.mistakes.tell(self.key(str(key)), f"unknown key; {hint}")

    def _variable(self, name: str) -> str:
        """What a key is called in the environment."""
        return "PTR_" + self.key(name).upper().replace(".", "_")

    def _missing(self, name: str, expected: str, stand_in: Any) -> Any:
        self.mistakes.tell(self.key(name), f"missing, expected {expected}")
        return stand_in

    def _wrong(self, name: str, found: Any, expected: str, default: Any) -> Any:
        shown = "a secret text" if name in {"secret", "password"} else repr(found)
        self.mistakes.tell(self.key(name), f"found {shown}, expected {expected}")
        return "" if default is REQUIRED else default
