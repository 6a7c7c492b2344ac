"""Texts that are written where something happens, and translated where their reader is known.

Kept true: an error keeps its text apart from the values in it, so that whoever catches it chooses
the language: people read theirs, logs and programs English.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import ptr_py
from ptr_platform.language.catalogues import SOURCE, catalogue, library_language
from ptr_platform.language.library_texts import translate

if TYPE_CHECKING:
    from collections.abc import Mapping

_COLON = re.compile("\u00a0?: ")
"""Languages differ in what stands before a colon."""


@dataclass(frozen=True)
class Message:
    """A text, or a part of one, and the values in it. `babel.cfg` names who takes such texts."""

    english: str
    values: Mapping[str, Any] = field(default_factory=dict)

    def text(self, language: str) -> str:
        """The text in a language."""
        return filled(catalogue(language).gettext(self.english), self.values, language)

    def __str__(self) -> str:
        return self.text(SOURCE)


@dataclass(frozen=True)
class Quoted:
    """A value that was found where another was expected."""

    value: Any

    def text(self, language: str) -> str:
        """The value; a text stands between the quotation marks of the language."""
        if language == SOURCE or not isinstance(self.value, str):
            return repr(self.value)
        return catalogue(language).gettext("'%(text)s'") % {"text": self.value}


@dataclass(frozen=True)
class LibraryMessage:
    """A text of a library that has it in English only."""

    english: str

    def text(self, language: str) -> str:
        """The text in a language, as far as its form is known."""
        return translate(self.english, language)


@dataclass(frozen=True)
class LibraryError:
    """What an error of the library says of one thing, behind its name."""

    error: ptr_py.PtrError
    skipped: int
    """How many names, each before a colon, stand in front."""
    line: int | None = None
    """Which line of the error; all of it if there is one thing only."""

    def text(self, language: str) -> str:
        """The text in a language."""
        text = text_of(self.error, language)
        if self.line is not None:
            text = text.splitlines()[self.line].strip()
        return _COLON.split(text, maxsplit=self.skipped)[-1] if self.skipped else text


class PlatformError(Exception):
    """An error with a text of ours. As a string it is English."""

    def __init__(self, english: str, /, **values: Any) -> None:
        self.message = Message(english, values)
        super().__init__(str(self.message))

    def text(self, language: str) -> str:
        """What went wrong, in a language."""
        return self.message.text(language)


def filled(text: str, values: Mapping[str, Any], language: str) -> str:
    """A translated text with its values put in, each in the same language."""
    return (
        text % {name: _shown(value, language) for name, value in values.items()} if values else text
    )


def text_of(error: Exception, language: str) -> str:
    """What an error says, in a language if it can."""
    match error:
        case PlatformError():
            return error.text(language)
        case ptr_py.PtrError():
            return translate(error.text(library_language(language)), language)
        case OSError() if error.strerror:
            return translate(error.strerror, language)
    return translate(str(error), language)


def _shown(value: Any, language: str) -> Any:
    match value:
        case Message() | Quoted() | LibraryMessage() | LibraryError():
            return value.text(language)
        case Exception():
            return text_of(value, language)
    return value
