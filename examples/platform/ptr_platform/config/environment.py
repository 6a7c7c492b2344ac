"""Lays the environment over what the file says.

``PTR_SERVER_SECRET`` wins over ``server.secret``, and ``PTR_SERVER_SECRET_FILE`` names a file that
holds it, as container secrets do. An empty variable says nothing, nor does a key without a value.
Kept true: a variable that looks like a key and is none is a mistake, as such a key is.

The settings of pydantic know neither such files nor such mistakes, and would split names at every
underscore.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ptr_platform.config.mistakes import at
from ptr_platform.config.values import Section, wrong
from ptr_platform.language.messages import Message


@dataclass
class Environment:
    """The variables, and what is wrong with them."""

    variables: Mapping[str, str]
    mistakes: list[Message] = field(default_factory=list)
    _known: list[str] = field(default_factory=list)

    def over(self, model: type[Section], values: object, place: str = "") -> dict[str, Any]:
        """A section as the file has it, with the environment laid over it."""
        if not isinstance(values, Mapping):
            if values is not None:
                self.mistakes.append(at(place, wrong(values, Message("keys with values"))))
            values = {}
        given = {str(key): value for key, value in values.items()}
        if model.each:
            each = model.each
            return {name: self.over(each, one, f"{place}.{name}") for name, one in given.items()}
        for name, section in model.keys().items():
            key = f"{place}.{name}" if place else name
            if section:
                given[name] = self.over(section, given.get(name), key)
            elif (text := self._text(key)) is not None:
                given[name] = text
            elif given.get(name) is None:
                given.pop(name, None)
        return given

    def _text(self, key: str) -> str | None:
        """What a variable says of a key, itself or by its file."""
        variable = "PTR_" + key.upper().replace(".", "_")
        of_file = f"{variable}_FILE"
        self._known += [variable, of_file]
        if text := self.variables.get(variable):
            return text
        if not (file := self.variables.get(of_file)):
            return None
        try:
            return Path(file).read_text("utf-8").strip()
        except (OSError, UnicodeDecodeError) as error:
            what = Message(
                "%(variable)s names the file %(file)s, which cannot be read: %(error)s",
                {"variable": of_file, "file": file, "error": error},
            )
            self.mistakes.append(at(key, what))
            return None

    def close(self, sections: Iterable[str]) -> None:
        """Tells the variables that name no key, once all keys have been asked for."""
        for section in sections:
            start = f"PTR_{section.upper()}_"
            for variable in sorted(name for name in self.variables if name.startswith(start)):
                if variable not in self._known:
                    self.mistakes.append(at(variable, self._unknown(variable, section)))

    def _unknown(self, variable: str, section: str) -> Message:
        if near := difflib.get_close_matches(variable, self._known, n=1, cutoff=0.85):
            values = {"section": section, "near": near[0]}
            return Message("names no key of %(section)s; did you mean %(near)s?", values)
        return Message("names no key of %(section)s", {"section": section})
