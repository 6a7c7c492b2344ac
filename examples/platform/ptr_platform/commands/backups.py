"""``backup`` and ``restore``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from ptr_platform import backup
from ptr_platform.clock import SystemClock
from ptr_platform.commands import Exit, agreed, configured
from ptr_platform.store import open_store

if TYPE_CHECKING:
    import argparse

    from ptr_platform.speech import Voice


def add_to(commands: argparse._SubParsersAction[argparse.ArgumentParser], say: Voice) -> None:
    """Adds the commands of this module."""
    make = commands.add_parser(
        "backup",
        help=say("copy the database, while everything runs, and read the copy back"),
        description=say(
            "Copies the database of the configured dry run into a directory: one SQLite file, or"
            " BSON files as mongodump writes them. Everything may go on running."
        ),
    )
    make.add_argument("directory", type=Path, metavar=say("DIRECTORY"))
    make.set_defaults(call=back_up)

    restore = commands.add_parser(
        "restore",
        help=say("put a copy in the place of the database"),
        description=say(
            "Puts a copy in the place of the database of the configured dry run. Stop scheduler"
            " and server before."
        ),
    )
    restore.add_argument("copy", type=Path, metavar=say("COPY"))
    restore.add_argument(
        "--yes", action="store_true", help=say("replace what is there without asking")
    )
    restore.set_defaults(call=put_back)


def back_up(arguments: argparse.Namespace) -> Exit:
    """Copies the database."""
    say: Voice = arguments.say
    made = backup.back_up(configured(arguments), arguments.directory, SystemClock().now())
    print(
        say.many(
            "{path}: a copy with {count} event, read back",
            "{path}: a copy with {count} events, read back",
            made.position.version,
            path=made.path,
        )
    )
    return Exit.DONE


def put_back(arguments: argparse.Namespace) -> Exit:
    """Restores a copy."""
    say: Voice = arguments.say
    config = configured(arguments)
    store = open_store(config)
    position = store.position()
    store.close()
    if position.revision:
        question = say.many(
            "Replace the database {name}, which holds {count} event?",
            "Replace the database {name}, which holds {count} events?",
            position.version,
            name=config.database.name,
        )
        if not agreed(arguments, question):
            return Exit.REFUSED
    restored = backup.restore(config, arguments.copy)
    print(
        say.many(
            "{name}: {count} event restored and read back; start scheduler and server again",
            "{name}: {count} events restored and read back; start scheduler and server again",
            restored.version,
            name=config.database.name,
        )
    )
    return Exit.DONE
