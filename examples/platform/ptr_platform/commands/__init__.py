"""The commands of ``python -m ptr_platform``, one module a subject.

A command gets its arguments, among them the voice it speaks with, and answers with an exit code;
what it raises of what is known here is told in one line each and has a code of its own.
"""

from __future__ import annotations

import sys
from contextlib import contextmanager, nullcontext
from enum import IntEnum
from typing import TYPE_CHECKING

from ptr_platform.clock import SystemClock
from ptr_platform.config import Config
from ptr_platform.language.catalogues import LANGUAGES, catalogue
from ptr_platform.run.pulse import beating
from ptr_platform.run.service import RunService
from ptr_platform.store.opening import open_store

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Iterator

    from ptr_platform.language.translator import Translator


class Exit(IntEnum):
    """How a command ended."""

    DONE = 0
    REFUSED = 1
    """Nothing was changed: problems in the workbook, a no to a question, a backup that differs."""
    USAGE = 2
    """The command line makes no sense."""
    CONFIGURATION = 3
    DATABASE = 4


class Commands:
    """What the command line offers, to which each module adds its own."""

    def __init__(self, whole: argparse.ArgumentParser, t: Translator) -> None:
        self._parsers = whole.add_subparsers(
            dest="command", required=True, metavar=t.gettext("COMMAND")
        )

    def add(
        self, name: str, call: Callable[[argparse.Namespace], Exit], summary: str, description: str
    ) -> argparse.ArgumentParser:
        """Adds a command; its options are added to what comes back."""
        parser = self._parsers.add_parser(name, help=summary, description=description)
        parser.set_defaults(call=call)
        return parser


def configured(arguments: argparse.Namespace) -> Config:
    """The configuration that the command line names."""
    return Config.load(arguments.config)


@contextmanager
def opened(arguments: argparse.Namespace, *, at_work: str | None = None) -> Iterator[RunService]:
    """The run of the configured database, for as long as a command lasts.

    Args:
        arguments: The command line.
        at_work: As what the command is at work on the database, if others must not replace it.
    """
    config = configured(arguments)
    store, clock = open_store(config), SystemClock()
    try:
        with beating(store, clock, at_work) if at_work else nullcontext():
            yield RunService(store, config, clock)
    finally:
        store.close()


def agreed(arguments: argparse.Namespace, question: str) -> bool:
    """Whether somebody agrees: by ``--yes``, or when asked at a terminal.

    A yes is one in any language, whichever the question was asked in.
    """
    t: Translator = arguments.translator
    if arguments.yes:
        return True
    if not sys.stdin.isatty():
        nobody = t.gettext("Nobody can answer here: nothing was changed. Add --yes to agree.")
        print(f"{question} {nobody}", file=sys.stderr)
        return False
    choices = t.gettext("[yes/no]")
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
    print(t.gettext("Nothing was changed."), file=sys.stderr)
    return False
