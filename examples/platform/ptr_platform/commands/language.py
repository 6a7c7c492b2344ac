"""Which language a command speaks, and that what `argparse` says is in it too."""

from __future__ import annotations

import argparse
import re
from contextlib import contextmanager
from typing import TYPE_CHECKING

import yaml

from ptr_platform.language.catalogues import DEFAULT, LANGUAGES
from ptr_platform.language.library_texts import exact

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path


def command_language(configuration: Path, environment: Mapping[str, str]) -> str:
    """The language of a command: known before the configuration is, which may be full of mistakes.

    It is that of the configuration; where that cannot be read, that of the terminal; and French
    where the terminal has none of the languages that there are.
    """
    if (language := environment.get("PTR_LANGUAGE")) in LANGUAGES:
        return language
    try:
        text = configuration.read_text("utf-8")
    except (OSError, UnicodeDecodeError):
        return _of_terminal(environment)
    try:
        document = yaml.safe_load(text)
        language = (document or {}).get("language", DEFAULT)
    except (yaml.YAMLError, AttributeError):
        # Whatever is wrong with the rest, this line may be in order.
        line = re.search(r"^language:\s*[\"']?(\w+)", text, re.MULTILINE)
        language = line[1] if line else None
    return language if language in LANGUAGES else _of_terminal(environment)


def _of_terminal(environment: Mapping[str, str]) -> str:
    for variable in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if locale := environment.get(variable):
            language = re.split(r"[_.@]", locale)[0]
            return language if language in LANGUAGES else DEFAULT
    return DEFAULT


@contextmanager
def argparse_in(language: str) -> Iterator[None]:
    """For as long as this lasts, argparse speaks the language.

    All that it says goes through two names of its module, made for that. They are replaced, instead
    of the catalogues that gettext would look for on the machine.
    """
    before = argparse._, argparse.ngettext  # type: ignore[attr-defined]
    argparse._ = lambda text: exact(text, language)  # type: ignore[attr-defined]
    argparse.ngettext = lambda one, more, count: exact(  # type: ignore[attr-defined]
        one if count == 1 else more, language
    )
    try:
        yield
    finally:
        argparse._, argparse.ngettext = before  # type: ignore[attr-defined]
