"""Copies of an SQLite database of one moment, taken while others write to it.

Kept true: a copy is one file, with its digest in another beside it, and both are on disk when
`back_up` returns. A copy that is restored is filled into a file beside the database, which takes
the database's name last: whoever is killed leaves the old or the new.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
import tempfile
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from ptr_platform.store import Damaged, StoreError, content_of
from ptr_platform.store.sqlite import SqliteStore
from ptr_platform.store.sqlite_file import BESIDE, beside, bring_up, name_anew
from ptr_platform.store.sqlite_log import is_cut
from ptr_platform.store.sums import check_sums, sync, write_sums

if TYPE_CHECKING:
    from ptr_platform.config.sections import Database
    from ptr_platform.store import Content


SUFFIX = ".sqlite"
_SUMS = ".sha256"


def files_of(copy: Path) -> list[Path]:
    """The files of a copy."""
    return [copy, beside(copy, _SUMS)]


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
        sync(part)
        part.rename(target)
        write_sums(beside(target, _SUMS), [target])
    except (OSError, sqlite3.Error) as error:
        part.unlink(missing_ok=True)
        raise StoreError(
            "%(source)s cannot be copied to %(target)s: %(error)s",
            source=database.file,
            target=target,
            error=error,
        ) from error


def read(source: Path) -> Content:
    """What a copy holds, after all of it was held against the digests it was written with.

    Raises:
        StoreError: if it cannot be read, or is not what was written.
    """
    if not source.is_file():
        raise StoreError("there is no copy at %(source)s", source=source)
    # One of an earlier version, or one that was moved alone, has none: then its rows must do.
    sums = beside(source, _SUMS)
    if sums.exists() and source.name not in check_sums(sums):
        raise StoreError(
            "the copy %(source)s is damaged: %(error)s is missing or not what was written",
            source=source,
            error=sums.name,
        )
    with tempfile.TemporaryDirectory(prefix="ptr-backup-") as scratch:
        file = Path(scratch) / "copy.sqlite"
        _copy_into(file, source)
        with closing(SqliteStore(file)) as store:
            try:
                store.verify()
                return content_of(store)
            except Damaged as error:
                raise StoreError(
                    "the copy %(source)s is damaged: %(error)s", source=source, error=error
                ) from error


def restore(
    source: Path, database: Database, *, expected: Content, stamp: str, keep: bool
) -> Path | None:
    """Puts a copy in the place of a database.

    Args:
        source: The copy.
        database: Whose file is replaced.
        expected: What the copy holds.
        stamp: What the name of the database that is kept has in it.
        keep: Whether the database that was there is kept.

    Returns:
        Where that is.

    Raises:
        StoreError: if the copy cannot be read, or the database not be written.
    """
    file = database.file
    new = beside(file, ".restoring")
    kept = beside(file, f".{stamp}.replaced") if keep and file.exists() else None
    try:
        for suffix in ("", *BESIDE):
            beside(new, suffix).unlink(missing_ok=True)
        _copy_into(new, source)
        with closing(sqlite3.connect(new, isolation_level=None)) as connection:
            connection.execute("BEGIN IMMEDIATE")
            bring_up(connection, new)
            name_anew(connection)
            connection.execute("COMMIT")
        with closing(SqliteStore(new)) as store:
            store.verify()
            if content_of(store) != expected:
                raise StoreError(
                    "the database %(name)s does not hold what the copy %(source)s holds",
                    name=new,
                    source=source,
                )
        sync(new)
        if file.exists():
            _make_one_file(file, kept)
        if kept is not None:
            os.link(file, kept)
            sync(file.parent)
        new.replace(file)
        sync(file.parent)
    except (OSError, sqlite3.Error) as error:
        raise _not_restored(source, file, error) from error
    return kept


def _make_one_file(file: Path, kept: Path | None) -> None:
    """Brings what stands beside a database into its file: it must not get beside another."""
    if kept is not None and is_cut(file) and (log := beside(file, "-wal")).exists():
        # What was committed and will not be read is nowhere else.
        shutil.copyfile(log, beside(kept, "-wal"))
    try:
        with closing(sqlite3.connect(file, timeout=2, isolation_level=None)) as connection:
            (mode,) = connection.execute("PRAGMA journal_mode = DELETE").fetchone()
            if mode != "delete":
                raise sqlite3.OperationalError("database is locked")
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode in {None, sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}:
            raise
        _set_aside(file, kept)
    except sqlite3.DatabaseError:
        _set_aside(file, kept)


def _set_aside(file: Path, kept: Path | None) -> None:
    """The same of a damaged database, which is kept with what stands beside it."""
    for suffix in BESIDE:
        if (rest := beside(file, suffix)).exists():
            if kept is not None:
                os.link(rest, beside(kept, suffix))
            rest.unlink()


def _copy_into(file: Path, source: Path) -> None:
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        with (
            closing(_reading(source)) as copy,
            closing(sqlite3.connect(file)) as target,
        ):
            copy.backup(target)
    except (OSError, sqlite3.Error) as error:
        raise _not_restored(source, file, error) from error


def _not_restored(source: Path, file: Path, error: Exception) -> StoreError:
    return StoreError(
        "%(source)s cannot be restored to %(target)s: %(error)s",
        source=source,
        target=file,
        error=error,
    )


def _reading(file: Path) -> sqlite3.Connection:
    """A connection that changes nothing; any name of a file will do."""
    return sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True)
