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


def add_to(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Adds the commands of this module."""
    make = commands.add_parser(
        "backup",
        help="copy the database, while everything runs, and read the copy back",
        description="Copies the database of the configured dry run into a directory: one SQLite"
        " file, or BSON files as mongodump writes them. Everything may go on running.",
    )
    make.add_argument("directory", type=Path)
    make.set_defaults(call=back_up)

    restore = commands.add_parser(
        "restore",
        help="put a copy in the place of the database",
        description="Puts a copy in the place of the database of the configured dry run. Stop"
        " scheduler and server before.",
    )
    restore.add_argument("copy", type=Path)
    restore.add_argument("--yes", action="store_true", help="replace what is there, unasked")
    restore.set_defaults(call=put_back)


def back_up(arguments: argparse.Namespace) -> Exit:
    """Copies the database."""
    made = backup.back_up(configured(arguments), arguments.directory, SystemClock().now())
    print(f"{made.path}: {made.position.version} events, read back")
    return Exit.DONE


def put_back(arguments: argparse.Namespace) -> Exit:
    """Restores a copy."""
    config = configured(arguments)
    store = open_store(config)
    position = store.position()
    store.close()
    if position.revision:
        question = f"Replace {config.database.name} with its {position.version} events?"
        if not agreed(arguments, question):
            return Exit.REFUSED
    restored = backup.restore(config, arguments.copy)
    print(f"{config.database.name}: {restored.version} events restored and read back")
    return Exit.DONE
