"""Copies of an SQLite database of one moment, taken while others write to it."""

from __future__ import annotations

import os
import sqlite3
import tempfile
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from ptr_platform.store import StoreError, content_of
from ptr_platform.store.sqlite import SqliteStore

if TYPE_CHECKING:
    from ptr_platform.config.sections import Database
    from ptr_platform.store import Content


SUFFIX = ".sqlite"


def back_up(database: Database, target: Path) -> None:
    """Copies a database to a new file, which is there as a whole or not at all.

    Raises:
        StoreError: if it cannot be read, or the copy not be written.
    """
    part = target.with_name(target.name + ".part")
    try:
        with closing(_reading(database.file)) as source:
            part.unlink(missing_ok=True)
            with closing(sqlite3.connect(part)) as copy:
                source.backup(copy)
                # One file, without a log beside it.
                copy.execute("PRAGMA journal_mode = DELETE")
                if (found := copy.execute("PRAGMA integrity_check").fetchone()[0]) != "ok":
                    raise StoreError(
                        "the copy %(source)s is damaged: %(error)s", source=part, error=found
                    )
        with part.open("rb") as written:
            os.fsync(written.fileno())
        part.rename(target)
    except (OSError, sqlite3.Error) as error:
        part.unlink(missing_ok=True)
        raise StoreError(
            "%(source)s cannot be copied to %(target)s: %(error)s",
            source=database.file,
            target=target,
            error=error,
        ) from error


def read(source: Path) -> Content:
    """What a copy holds.

    Raises:
        StoreError: if it cannot be read.
    """
    with tempfile.TemporaryDirectory(prefix="ptr-backup-") as scratch:
        file = Path(scratch) / "copy.sqlite"
        _copy_into(file, source)
        with closing(SqliteStore(file)) as store:
            return content_of(store)


def restore(source: Path, database: Database) -> None:
    """Puts a copy in the place of a database, in one transaction.

    Raises:
        StoreError: if the copy cannot be read, or the database not be written.
    """
    _copy_into(database.file, source)


def _copy_into(file: Path, source: Path) -> None:
    if not source.is_file():
        raise StoreError("there is no copy at %(source)s", source=source)
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        with (
            closing(_reading(source)) as copy,
            closing(sqlite3.connect(file)) as target,
        ):
            copy.backup(target)
    except (OSError, sqlite3.Error) as error:
        raise StoreError(
            "%(source)s cannot be restored to %(target)s: %(error)s",
            source=source,
            target=file,
            error=error,
        ) from error


def _reading(file: Path) -> sqlite3.Connection:
    """A connection that changes nothing; any name of a file will do."""
    return sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True)
