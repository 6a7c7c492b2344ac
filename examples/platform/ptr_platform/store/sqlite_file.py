"""The file of an SQLite database: how it is begun, brought to this format, and known again.

Kept true: a file is there with all its tables or not at all, and a database is begun only where
there is no file: an empty one was a database before. Each database has a name of its own, by which
a process knows it again; so has what a copy of it is restored to.
"""

from __future__ import annotations

import os
import sqlite3
import uuid
from contextlib import closing
from typing import TYPE_CHECKING, Final

from ptr_platform.store import StoreError, digest_of
from ptr_platform.store.sums import sync

if TYPE_CHECKING:
    from pathlib import Path

FORMAT: Final = 2
"""The version of the tables below, kept in the file itself."""

IDENTITY: Final = "database"
"""The note with the database's own name."""

BESIDE: Final = ("-wal", "-shm")
"""What SQLite keeps beside a file while it is in use."""

_TABLES = """
CREATE TABLE plans (
    revision INTEGER PRIMARY KEY,
    document TEXT NOT NULL,
    dry_run TEXT NOT NULL,
    shift REAL NOT NULL,
    imported_at TEXT NOT NULL,
    tables TEXT NOT NULL,
    digest TEXT
) STRICT;
CREATE TABLE revisions (
    digest TEXT PRIMARY KEY,
    document TEXT NOT NULL,
    tables TEXT NOT NULL,
    row_digest TEXT NOT NULL
) STRICT;
CREATE TABLE events (
    run TEXT NOT NULL,
    seq INTEGER NOT NULL CHECK (seq > 0),
    document TEXT NOT NULL,
    origin TEXT,
    revision INTEGER NOT NULL,
    request TEXT,
    digest TEXT,
    PRIMARY KEY (run, seq)
) STRICT, WITHOUT ROWID;
CREATE TABLE leases (name TEXT PRIMARY KEY, holder TEXT NOT NULL, until REAL NOT NULL) STRICT;
CREATE TABLE notes (name TEXT PRIMARY KEY, text TEXT NOT NULL, digest TEXT) STRICT;
CREATE TABLE attempts (key TEXT NOT NULL, at REAL NOT NULL) STRICT;
CREATE INDEX attempts_by_key ON attempts (key, at);
CREATE TABLE used (key TEXT PRIMARY KEY, until REAL NOT NULL) STRICT;
"""

_BY_NUMBER = "CREATE UNIQUE INDEX IF NOT EXISTS events_by_number ON events (seq)"
"""What makes the newest event, and those after one, be found without reading all of them."""

_TO_FORMAT_2 = """
CREATE TABLE IF NOT EXISTS revisions (
    digest TEXT PRIMARY KEY,
    document TEXT NOT NULL,
    tables TEXT NOT NULL,
    row_digest TEXT NOT NULL
) STRICT;
ALTER TABLE plans ADD COLUMN digest TEXT;
ALTER TABLE events ADD COLUMN request TEXT;
ALTER TABLE events ADD COLUMN digest TEXT;
ALTER TABLE notes ADD COLUMN digest TEXT;
UPDATE plans SET digest = digest_of(revision, document, dry_run, shift, imported_at, tables);
UPDATE events SET digest = digest_of(seq, run, document, origin, revision, request);
UPDATE notes SET digest = digest_of(name, text);
"""


def stamp(file: Path) -> tuple[int, int] | None:
    """By which a file is told from another of its name; `None` if there is none, or it is empty."""
    try:
        found = file.stat()
    except FileNotFoundError:
        return None
    return (found.st_dev, found.st_ino) if found.st_size else None


def begin(file: Path) -> None:
    """Begins a database where there is none yet.

    Raises:
        StoreError: if there was one before, as an empty file or a rest of one shows.
    """
    if stamp(file) is not None:
        return
    if file.exists() or any(beside(file, suffix).exists() for suffix in BESIDE):
        raise StoreError(
            "%(file)s is empty or gone, and was a database before: restore a copy of it, or delete"
            " what is left of it to begin anew",
            file=file,
        )
    file.parent.mkdir(parents=True, exist_ok=True)
    new = beside(file, f".{uuid.uuid4().hex[:8]}.new")
    try:
        with closing(sqlite3.connect(new, isolation_level=None)) as connection:
            for statement in _TABLES.strip().split(";\n"):
                connection.execute(statement)
            connection.execute(_BY_NUMBER)
            name_anew(connection)
            connection.execute(f"PRAGMA user_version = {FORMAT}")
        sync(new)
        try:
            os.link(new, file)
        except FileExistsError:
            return  # somebody else was faster
        sync(file.parent)
    finally:
        new.unlink(missing_ok=True)


def name_anew(connection: sqlite3.Connection) -> None:
    """Gives a database a name of its own."""
    name = uuid.uuid4().hex
    connection.execute(
        "INSERT OR REPLACE INTO notes VALUES (?, ?, ?)", (IDENTITY, name, digest_of(IDENTITY, name))
    )


def bring_up(connection: sqlite3.Connection, file: Path) -> None:
    """Brings a database to this format, within a transaction of the caller's."""
    (found,) = connection.execute("PRAGMA user_version").fetchone()
    if found == 1:
        connection.create_function("digest_of", -1, digest_of, deterministic=True)
        for statement in _TO_FORMAT_2.strip().split(";\n"):
            connection.execute(statement)
        name_anew(connection)
        connection.execute(f"PRAGMA user_version = {FORMAT}")
    elif found != FORMAT:
        raise StoreError(
            "the database %(where)s is of format %(there)s, this program understands %(expected)s",
            where=file,
            there=found,
            expected=FORMAT,
        )
    connection.execute(_BY_NUMBER)


def beside(file: Path, suffix: str) -> Path:
    """A file whose name begins with that of another."""
    return file.with_name(file.name + suffix)
