"""``backup``, ``restore`` and ``verify``."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import click

import ptr_py
from ptr_platform.clock import SystemClock
from ptr_platform.commands import Exit, agreed, configured, gettext, ngettext, told, translator
from ptr_platform.language.catalogues import N_
from ptr_platform.language.messages import Quoted
from ptr_platform.run import backup
from ptr_platform.run.pulse import refuse_if_alive
from ptr_platform.store import Position, StoreError
from ptr_platform.store.opening import open_store


@click.command(
    "backup",
    short_help=N_("copy the database, while everything runs, and read the copy back"),
    help=N_(
        "Copies the database of the configured dry run into a directory: one SQLite file, or"
        " BSON files as mongodump writes them. Everything may go on running."
    ),
)
@click.argument("directory", type=Path, metavar=N_("DIRECTORY"))
def back_up(directory: Path) -> Exit:
    """Copies the database."""
    made = backup.back_up(configured(), directory, SystemClock().now())
    print(
        ngettext(
            "%(path)s: a copy with %(num)s event, read back",
            "%(path)s: a copy with %(num)s events, read back",
            made.position.version,
            path=made.path,
        )
    )
    return Exit.DONE


@click.command(
    "restore",
    short_help=N_("put a copy in the place of the database"),
    help=N_(
        "Puts a copy in the place of the database of the configured dry run. Stop scheduler"
        " and server before."
    ),
)
@click.argument("copy", type=Path, metavar=N_("COPY"))
@click.option("--yes", is_flag=True, help=N_("replace what is there without asking"))
def put_back(copy: Path, yes: bool) -> Exit:
    """Restores a copy."""
    config, now = configured(), SystemClock().now()
    try:
        with closing(open_store(config)) as store:
            refuse_if_alive(store, config, now)
            position = store.position()
    except StoreError as error:
        # One that is damaged is what copies are for.
        told(translator().error(error))
        position = Position(0, 0)
    if position.revision:
        question = ngettext(
            "Replace the database %(name)s, which holds %(num)s event?",
            "Replace the database %(name)s, which holds %(num)s events?",
            position.version,
            name=config.database.name,
        )
        if not agreed(question, yes=yes):
            return Exit.REFUSED
    restored = backup.restore(config, copy, now)
    print(
        ngettext(
            "%(name)s: %(num)s event restored and read back; start scheduler and server again",
            "%(name)s: %(num)s events restored and read back; start scheduler and server again",
            restored.position.version,
            name=config.database.name,
        )
    )
    if restored.kept is not None:
        print(gettext("what was there before is kept as %(where)s", where=restored.kept))
    return Exit.DONE


def _checkpoint(text: str) -> ptr_py.Checkpoint:
    number, _, digest = text.strip().partition(" ")
    if number.isdecimal() and digest:
        return ptr_py.Checkpoint(version=int(number), digest=digest)
    message = gettext(
        "found %(found)s, expected a number and a digest, such as '12 5f3c'", found=Quoted(text)
    )
    raise click.BadParameter(message)


@click.command(
    "verify",
    short_help=N_(
        "read all of the database or of a copy, and tell whether it is as it was written"
    ),
    help=N_(
        "Reads everything and holds it against its digests, the events against their chain."
        " What somebody who can write to the database could forge is told by a checkpoint: one"
        " goes out by mail with the end of each phase."
    ),
)
@click.argument("copy", type=Path, required=False, metavar=N_("[COPY]"))
@click.option(
    "--checkpoint",
    "checkpoints",
    type=_checkpoint,
    multiple=True,
    metavar=N_("TEXT"),
    help=N_("what the events must lead through, as a mail says it: a number, a digest"),
)
def verify_all(copy: Path | None, checkpoints: tuple[ptr_py.Checkpoint, ...]) -> Exit:
    """Reads everything and holds it against its digests."""
    config = configured()
    checked = backup.verify(config, copy, checkpoints)
    print(
        ngettext(
            "%(name)s: %(num)s event as it was recorded; checkpoint: %(checkpoint)s",
            "%(name)s: %(num)s events as they were recorded; checkpoint: %(checkpoint)s",
            checked.version,
            name=copy or config.database.name,
            checkpoint=checked,
        )
    )
    return Exit.DONE
