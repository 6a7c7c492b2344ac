"""The commands of ``python -m ptr_platform``, one module a subject.

A command answers with an exit code; what it raises of what is known here is told in one line each
and has a code of its own. Its texts are in English, and translated where its help is shown
(`language.spoken`) or, with `gettext`, where something is said.
"""

from __future__ import annotations

import sys
from contextlib import contextmanager, nullcontext
from enum import IntEnum
from typing import TYPE_CHECKING

import click

from ptr_platform.clock import SystemClock
from ptr_platform.config import Config
from ptr_platform.language.catalogues import LANGUAGES, catalogue
from ptr_platform.language.translator import Translator
from ptr_platform.run.pulse import beating
from ptr_platform.run.service import RunService
from ptr_platform.store.opening import open_store

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


class Exit(IntEnum):
    """How a command ended."""

    DONE = 0
    REFUSED = 1
    """Nothing was changed: problems in the workbook, a no to a question, a backup that differs."""
    USAGE = 2
    """The command line makes no sense."""
    CONFIGURATION = 3
    DATABASE = 4


def translator() -> Translator:
    """The voice that the present command speaks with."""
    found = click.get_current_context().find_object(Translator)
    assert found is not None, "main gives one to every command"
    return found


def gettext(english: str, /, **values: object) -> str:
    """A text in the language of the present command, with the values put in."""
    return translator().gettext(english, **values)


def ngettext(one: str, more: str, num: int, /, **values: object) -> str:
    """The same of a text that counts."""
    return translator().ngettext(one, more, num, **values)


def told(why: str, code: Exit = Exit.REFUSED) -> Exit:
    """Says why a command ends without having done what was asked."""
    print(why, file=sys.stderr)
    return code


def config_path() -> Path:
    """The configuration that the command line names."""
    path: Path = click.get_current_context().find_root().params["config"]
    return path


def configured() -> Config:
    """That configuration, checked."""
    return Config.load(config_path())


@contextmanager
def opened(*, at_work: str | None = None) -> Iterator[RunService]:
    """The run of the configured database, for as long as a command lasts.

    Args:
        at_work: As what the command is at work on the database, if others must not replace it.
    """
    config = configured()
    store, clock = open_store(config), SystemClock()
    try:
        with beating(store, clock, at_work) if at_work else nullcontext():
            yield RunService(store, config, clock)
    finally:
        store.close()


def agreed(question: str, *, yes: bool) -> bool:
    """Whether somebody agrees: by ``--yes``, or when asked at a terminal.

    A yes is one in any language, whichever the question was asked in.
    """
    if yes:
        return True
    if not sys.stdin.isatty():
        nobody = gettext("Nobody can answer here: nothing was changed. Add --yes to agree.")
        print(f"{question} {nobody}", file=sys.stderr)
        return False
    choices = gettext("[yes/no]")
    try:
        answer = input(f"{question} {choices} ")
    except EOFError:
        print()
        answer = ""
    # TRANSLATORS: every word that is a yes, with spaces between them
    if any(
        answer.strip().lower() in catalogue(each).gettext("y yes").split() for each in LANGUAGES
    ):
        return True
    print(gettext("Nothing was changed."), file=sys.stderr)
    return False
