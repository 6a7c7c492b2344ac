"""What is wrong with a configuration, all of it, each with its key, in the reader's language."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING, Any

from ptr_platform.config.values import Section, missing
from ptr_platform.language.catalogues import N_, SOURCE
from ptr_platform.language.messages import (
    LibraryError,
    LibraryMessage,
    Message,
    PlatformError,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pydantic import ValidationError

_KEY = "[key]"
"""Where pydantic finds a key at fault, and not its value."""


class ConfigError(PlatformError):
    """A configuration that cannot be used, with every mistake in it."""

    def __init__(self, source: str, mistakes: Iterable[Message]) -> None:
        self._mistakes = list(mistakes)
        super().__init__(N_("the configuration %(source)s cannot be used:"), source=source)

    @property
    def mistakes(self) -> list[str]:
        """The mistakes in English, each with its key."""
        return [str(mistake) for mistake in self._mistakes]

    def text(self, language: str) -> str:
        """The file, and below it its mistakes."""
        lines = [f"  - {mistake.text(language)}" for mistake in self._mistakes]
        return "\n".join([super().text(language), *lines])

    def __str__(self) -> str:
        return self.text(SOURCE)


def at(key: str, what: Message | LibraryMessage | LibraryError) -> Message:
    """What is wrong, behind the key where it is."""
    return Message("%(subject)s: %(text)s", {"subject": key, "text": what})


def mistakes_in(error: ValidationError, model: type[Section]) -> Iterator[Message]:
    """What pydantic found."""
    for one in error.errors(include_url=False):
        # Which of several values in a list is wrong is seen by the value.
        told = [part for part in one["loc"] if isinstance(part, str) and part != _KEY]
        *above, name = told
        what: Any = LibraryMessage(one["msg"])
        match one["type"]:
            case "told":
                what = one["ctx"]["what"]
            case "missing":  # Only texts are required.
                what = missing(Message("a text"))
            case "extra_forbidden":
                section = model
                for part in above:
                    section = section.each or section.keys()[part] or section
                what = _unknown(name, list(section.keys()))
        yield at(".".join([*above, name]), what)


def _unknown(key: str, known: list[str]) -> Message:
    if near := difflib.get_close_matches(key, known, n=1):
        return Message("unknown key; did you mean %(near)s?", {"near": near[0]})
    return Message("unknown key; known keys here: %(known)s", {"known": ", ".join(known)})
