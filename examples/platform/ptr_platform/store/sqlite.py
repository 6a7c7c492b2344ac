"""A store in one SQLite file: nothing to install, and as durable as its disk.

Kept true: the write-ahead log is flushed with every transaction (``synchronous=FULL``), so what
was acknowledged survives a kill and a power cut; readers never wait for the writer. Every writing
transaction takes the write lock before it looks, so that what it saw still holds when it writes.
"""

from __future__ import annotations

import json
import sqlite3
import threading
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, Final

from ptr_platform.store import (
    Conflict,
    Position,
    Recorded,
    RevisedPlan,
    Store,
    StoredPlan,
    StoreError,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

FORMAT: Final = 1
"""The version of the tables below, kept in the file itself."""

_TABLES = """
CREATE TABLE plans (
    revision INTEGER PRIMARY KEY,
    document TEXT NOT NULL,
    dry_run TEXT NOT NULL,
    shift REAL NOT NULL,
    imported_at TEXT NOT NULL,
    tables TEXT NOT NULL
) STRICT;
CREATE TABLE events (
    run TEXT NOT NULL,
    seq INTEGER NOT NULL CHECK (seq > 0),
    document TEXT NOT NULL,
    origin TEXT,
    revision INTEGER NOT NULL,
    PRIMARY KEY (run, seq)
) STRICT, WITHOUT ROWID;
CREATE TABLE leases (name TEXT PRIMARY KEY, holder TEXT NOT NULL, until REAL NOT NULL) STRICT;
CREATE TABLE notes (name TEXT PRIMARY KEY, text TEXT NOT NULL) STRICT;
CREATE TABLE attempts (key TEXT NOT NULL, at REAL NOT NULL) STRICT;
CREATE INDEX attempts_by_key ON attempts (key, at);
CREATE TABLE used (key TEXT PRIMARY KEY, until REAL NOT NULL) STRICT;
"""
# Databases that were made before plans could be revised have no such table.
_REVISIONS = """
CREATE TABLE IF NOT EXISTS revisions (
    digest TEXT PRIMARY KEY,
    document TEXT NOT NULL,
    tables TEXT NOT NULL
) STRICT
"""

_BUSY_SECONDS = 30.0


@contextmanager
def _store_errors(file: Path) -> Iterator[None]:
    try:
        yield
    except (OSError, sqlite3.Error) as error:
        raise StoreError(
            "the database %(file)s cannot be used: %(error)s", file=file, error=error
        ) from error


class SqliteStore(Store):
    """A database in a file. May be shared between threads; each gets its own connection."""

    def __init__(self, file: Path) -> None:
        self.file = file
        self._local = threading.local()
        self._all: list[sqlite3.Connection] = []
        self._lock = threading.Lock()
        with _store_errors(file):
            file.parent.mkdir(parents=True, exist_ok=True)
            with self._writing() as connection:
                self._prepare(connection)

    def _prepare(self, connection: sqlite3.Connection) -> None:
        (found,) = connection.execute("PRAGMA user_version").fetchone()
        if found == 0:
            for statement in _TABLES.strip().split(";\n"):
                connection.execute(statement)
            connection.execute(f"PRAGMA user_version = {FORMAT}")
        elif found != FORMAT:
            raise StoreError(
                "the database %(where)s is of format %(there)s, this program understands"
                " %(expected)s",
                where=self.file,
                there=found,
                expected=FORMAT,
            )
        connection.execute(_REVISIONS)

    def _connection(self) -> sqlite3.Connection:
        connection: sqlite3.Connection | None = getattr(self._local, "connection", None)
        if connection is None:
            connection = sqlite3.connect(
                self.file, timeout=_BUSY_SECONDS, isolation_level=None, check_same_thread=False
            )
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = FULL")
            self._local.connection = connection
            with self._lock:
                self._all.append(connection)
        return connection

    @contextmanager
    def _reading(self) -> Iterator[sqlite3.Connection]:
        with _store_errors(self.file):
            yield self._connection()

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        with _store_errors(self.file):
            connection = self._connection()
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield connection
                connection.execute("COMMIT")
            except BaseException:
                if connection.in_transaction:
                    connection.execute("ROLLBACK")
                raise

    def position(self) -> Position:
        with self._reading() as connection:
            return self._position(connection)

    @staticmethod
    def _position(connection: sqlite3.Connection) -> Position:
        revision, version = connection.execute(
            "SELECT (SELECT max(revision) FROM plans), (SELECT max(seq) FROM events)"
        ).fetchone()
        return Position(revision or 0, version or 0)

    def plan(self) -> StoredPlan | None:
        with self._reading() as connection:
            row = connection.execute(
                "SELECT revision, document, dry_run, shift, imported_at FROM plans"
                " ORDER BY revision DESC LIMIT 1"
            ).fetchone()
        if row is None:
            return None
        revision, document, dry_run, shift, imported_at = row
        return StoredPlan(
            plan=document,
            dry_run=dry_run,
            shift=timedelta(seconds=shift),
            imported_at=datetime.fromisoformat(imported_at),
            revision=revision,
        )

    def save_plan(self, stored: StoredPlan, *, expected: Position) -> None:
        with self._writing() as connection:
            self._expect(connection, expected)
            connection.execute(
                "INSERT INTO plans VALUES (?, ?, ?, ?, ?, ?)",
                (
                    expected.revision + 1,
                    stored.plan,
                    stored.dry_run,
                    stored.shift.total_seconds(),
                    stored.imported_at.astimezone(UTC).isoformat(),
                    _rows(stored.tables),
                ),
            )

    def plans(self) -> list[str]:
        with self._reading() as connection:
            rows = connection.execute("SELECT document FROM revisions ORDER BY digest").fetchall()
        return [document for (document,) in rows]

    def recorded(self, after: int = 0) -> list[Recorded]:
        with self._reading() as connection:
            rows = connection.execute(
                "SELECT document, origin FROM events WHERE seq > ? ORDER BY seq", (after,)
            ).fetchall()
        return [Recorded(json.loads(document), origin) for document, origin in rows]

    def append(
        self,
        events: Sequence[dict[str, Any]],
        *,
        expected: Position,
        origin: str | None = None,
        plans: Sequence[RevisedPlan] = (),
    ) -> None:
        with self._writing() as connection:
            self._expect(connection, expected)
            (run,) = connection.execute(
                "SELECT dry_run FROM plans WHERE revision = ?", (expected.revision,)
            ).fetchone() or ("",)
            connection.executemany(
                "INSERT OR IGNORE INTO revisions VALUES (?, ?, ?)",
                [(revised.digest, revised.plan, _rows(revised.tables)) for revised in plans],
            )
            connection.executemany(
                "INSERT INTO events VALUES (?, ?, ?, ?, ?)",
                [
                    (
                        run,
                        event["seq"],
                        json.dumps(event, ensure_ascii=False),
                        origin,
                        expected.revision,
                    )
                    for event in events
                ],
            )

    def _expect(self, connection: sqlite3.Connection, expected: Position) -> None:
        found = self._position(connection)
        if found != expected:
            raise Conflict("expected %(expected)s, found %(found)s", expected=expected, found=found)

    def hold(self, name: str, holder: str, *, now: datetime, until: datetime) -> bool:
        with self._writing() as connection:
            done = connection.execute(
                "INSERT INTO leases VALUES (:name, :holder, :until) ON CONFLICT (name) DO UPDATE"
                " SET holder = :holder, until = :until WHERE holder = :holder OR until <= :now",
                {
                    "name": name,
                    "holder": holder,
                    "until": until.timestamp(),
                    "now": now.timestamp(),
                },
            )
            return done.rowcount == 1

    def release(self, name: str, holder: str) -> None:
        with self._writing() as connection:
            connection.execute("DELETE FROM leases WHERE name = ? AND holder = ?", (name, holder))

    def note(self, name: str) -> str | None:
        with self._reading() as connection:
            row = connection.execute("SELECT text FROM notes WHERE name = ?", (name,)).fetchone()
        return None if row is None else str(row[0])

    def write_note(self, name: str, text: str) -> None:
        with self._writing() as connection:
            connection.execute("INSERT OR REPLACE INTO notes VALUES (?, ?)", (name, text))

    def count(self, key: str, *, now: datetime, window: timedelta) -> int:
        since = (now - window).timestamp()
        with self._writing() as connection:
            connection.execute("DELETE FROM attempts WHERE key = ? AND at <= ?", (key, since))
            connection.execute("INSERT INTO attempts VALUES (?, ?)", (key, now.timestamp()))
            (count,) = connection.execute(
                "SELECT count(*) FROM attempts WHERE key = ?", (key,)
            ).fetchone()
            return int(count)

    def use_once(self, key: str, *, now: datetime, until: datetime) -> bool:
        with self._writing() as connection:
            connection.execute("DELETE FROM used WHERE until <= ?", (now.timestamp(),))
            done = connection.execute(
                "INSERT OR IGNORE INTO used VALUES (?, ?)", (key, until.timestamp())
            )
            return done.rowcount == 1

    def check(self) -> None:
        self.position()
        with self._writing():
            pass

    def close(self) -> None:
        with self._lock:
            for connection in self._all:
                connection.close()
            self._all.clear()
            self._local = threading.local()


def _rows(tables: dict[str, list[dict[str, Any]]]) -> str:
    return json.dumps(tables, ensure_ascii=False, default=str)


def remove(file: Path) -> None:
    """Deletes a database with what belongs to it."""
    with _store_errors(file):
        for suffix in ("", "-wal", "-shm"):
            file.with_name(file.name + suffix).unlink(missing_ok=True)
