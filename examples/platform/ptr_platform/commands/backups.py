"""``backup``, ``restore`` and ``verify``."""

from __future__ import annotations

import sys
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import ptr_py
from ptr_platform.clock import SystemClock
from ptr_platform.commands import Commands, Exit, agreed, configured
from ptr_platform.language.messages import Quoted
from ptr_platform.run import backup
from ptr_platform.run.pulse import refuse_if_alive
from ptr_platform.store import Position, StoreError
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

    verify = commands.add(
        "verify",
        verify_all,
        t.gettext(
            "read all of the database or of a copy, and tell whether it is as it was written"
        ),
        t.gettext(
            "Reads everything and holds it against its digests, the events against their chain."
            " What somebody who can write to the database could forge is told by a checkpoint: one"
            " goes out by mail with the end of each phase."
        ),
    )
    verify.add_argument("copy", type=Path, nargs="?", metavar=t.gettext("COPY"))
    verify.add_argument(
        "--checkpoint",
        action="append",
        default=[],
        metavar=t.gettext("TEXT"),
        help=t.gettext("what the events must lead through, as a mail says it: a number, a digest"),
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
    config, now = configured(arguments), SystemClock().now()
    try:
        with closing(open_store(config)) as store:
            refuse_if_alive(store, config, now)
            position = store.position()
    except StoreError as error:
        # One that is damaged is what copies are for.
        print(t.error(error), file=sys.stderr)
        position = Position(0, 0)
    if position.revision:
        question = t.ngettext(
            "Replace the database %(name)s, which holds %(num)s event?",
            "Replace the database %(name)s, which holds %(num)s events?",
            position.version,
            name=config.database.name,
        )
        if not agreed(arguments, question):
            return Exit.REFUSED
    restored = backup.restore(config, arguments.copy, now)
    print(
        t.ngettext(
            "%(name)s: %(num)s event restored and read back; start scheduler and server again",
            "%(name)s: %(num)s events restored and read back; start scheduler and server again",
            restored.position.version,
            name=config.database.name,
        )
    )
    if restored.kept is not None:
        print(t.gettext("what was there before is kept as %(where)s", where=restored.kept))
    return Exit.DONE


def verify_all(arguments: argparse.Namespace) -> Exit:
    """Reads everything and holds it against its digests."""
    t: Translator = arguments.translator
    checkpoints = []
    for text in arguments.checkpoint:
        number, _, digest = text.strip().partition(" ")
        if not number.isdecimal() or not digest:
            message = t.gettext(
                "--checkpoint: found %(found)s, expected a number and a digest, such as '12 5f3c'",
                found=Quoted(text),
            )
            print(message, file=sys.stderr)
            return Exit.USAGE
        checkpoints.append(ptr_py.Checkpoint(version=int(number), digest=digest))
    checked = backup.verify(configured(arguments), arguments.copy, checkpoints)
    print(
        t.ngettext(
            "%(name)s: %(num)s event as it was recorded; checkpoint: %(checkpoint)s",
            "%(name)s: %(num)s events as they were recorded; checkpoint: %(checkpoint)s",
            checked.version,
            name=arguments.copy or configured(arguments).database.name,
            checkpoint=checked,
        )
    )
    return Exit.DONE
