"""``backup`` and ``restore``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from ptr_platform.clock import SystemClock
from ptr_platform.commands import Commands, Exit, agreed, configured
from ptr_platform.run import backup
from ptr_platform.store.opening import open_store

if TYPE_CHECKING:
    import argparse

    from ptr_platform.language.translator import Translator


def add_to(commands: Commands, t: Translator) -> None:
    """Adds the commands of this module."""
    make = commands.add(
        "backup",
        back_up,
        t.gettext("copy the database, while everything runs, and read the copy back"),
        t.gettext(
            "Copies the database of the configured dry run into a directory: one SQLite file, or"
            " BSON files as mongodump writes them. Everything may go on running."
        ),
    )
    make.add_argument("directory", type=Path, metavar=t.gettext("DIRECTORY"))

    restore = commands.add(
        "restore",
        put_back,
        t.gettext("put a copy in the place of the database"),
        t.gettext(
            "Puts a copy in the place of the database of the configured dry run. Stop scheduler"
            " and server before."
        ),
    )
    restore.add_argument("copy", type=Path, metavar=t.gettext("COPY"))
    restore.add_argument(
        "--yes", action="store_true", help=t.gettext("replace what is there without asking")
    )


def back_up(arguments: argparse.Namespace) -> Exit:
    """Copies the database."""
    t: Translator = arguments.translator
    made = backup.back_up(configured(arguments), arguments.directory, SystemClock().now())
    print(
        t.ngettext(
            "%(path)s: a copy with %(num)s event, read back",
            "%(path)s: a copy with %(num)s events, read back",
            made.position.version,
            path=made.path,
        )
    )
    return Exit.DONE


def put_back(arguments: argparse.Namespace) -> Exit:
    """Restores a copy."""
    t: Translator = arguments.translator
    config = configured(arguments)
    store = open_store(config)
    position = store.position()
    store.close()
    if position.revision:
        question = t.ngettext(
            "Replace the database %(name)s, which holds %(num)s event?",
            "Replace the database %(name)s, which holds %(num)s events?",
            position.version,
            name=config.database.name,
        )
        if not agreed(arguments, question):
            return Exit.REFUSED
    restored = backup.restore(config, arguments.copy)
    print(
        t.ngettext(
            "%(name)s: %(num)s event restored and read back; start scheduler and server again",
            "%(name)s: %(num)s events restored and read back; start scheduler and server again",
            restored.version,
            name=config.database.name,
        )
    )
    return Exit.DONE
