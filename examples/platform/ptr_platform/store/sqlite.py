"""A store in one SQLite file: nothing to install, and as durable as its disk.

Kept true: the write-ahead log is flushed with every transaction (``synchronous=FULL``), so what
was acknowledged survives a kill and a power cut; readers never wait for the writer. Every writing
transaction takes the write lock before it looks, so that what it saw still holds when it writes.
What must not be lost is read with its digest; a file is not opened while less of it would be read
than was committed; and a process that has begun with one file works on no other.
"""

from __future__ import annotations

import json
import sqlite3
import threading
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any
from weakref import WeakSet

from ptr_platform.store import (
    Conflict,
    Damaged,
    Position,
    Recorded,
    Replaced,
    RevisedPlan,
    Store,
    StoredPlan,
    StoreError,
    Uncertain,
    believed,
    digest_of,
)
from ptr_platform.store.sqlite_file import BESIDE, IDENTITY, begin, beside, bring_up, stamp
from ptr_platform.store.sqlite_log import is_cut

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

_BUSY_SECONDS = 30.0
_MORE_THAN_AN_EVENT = 65_536
"""Bytes that a check writes."""
_OPEN: WeakSet[SqliteStore] = WeakSet()
"""The stores of this process, whose files `is_cut` must not be asked about."""
_OPENING = threading.Lock()


@contextmanager
def _store_errors(file: Path) -> Iterator[None]:
    try:
        yield
    except (OSError, sqlite3.Error, UnicodeDecodeError) as error:
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
        self._stamp: tuple[int, int] | None = None
        self._identity: str | None = None
        with _store_errors(file):
            begin(file)
            self._stamp = stamp(file)
            with _OPENING:
                # Where this process has the file open already, it has been looked at.
                if all(other._stamp != self._stamp for other in _OPEN) and is_cut(file):
                    raise Damaged(f"{file}-wal")
                _OPEN.add(self)
            with self._writing() as connection:
                bring_up(connection, file)
                self._identity = self._note(connection, IDENTITY)

    def _connection(self) -> sqlite3.Connection:
        if stamp(self.file) != self._stamp:
            # Who went on would write to a file that has no name any more.
            raise Replaced(self.file)
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
                self._commit(connection)
            except BaseException:
                if connection.in_transaction:
                    connection.execute("ROLLBACK")
                raise

    def _commit(self, connection: sqlite3.Connection) -> None:
        try:
            connection.execute("COMMIT")
        except sqlite3.OperationalError as error:
            # What was written in part does not count; what was written but perhaps not flushed may.
            code = error.sqlite_errorcode
            if code & 0xFF == sqlite3.SQLITE_IOERR and code != sqlite3.SQLITE_IOERR_WRITE:
                raise Uncertain(
                    "the database %(file)s cannot be used: %(error)s", file=self.file, error=error
                ) from error
            raise

    def position(self) -> Position:
        with self._reading() as connection:
            return self._position(connection)

    def _position(self, connection: sqlite3.Connection) -> Position:
        revision, version, identity = connection.execute(
            "SELECT (SELECT max(revision) FROM plans), (SELECT max(seq) FROM events),"
            " (SELECT text FROM notes WHERE name = ?)",
            (IDENTITY,),
        ).fetchone()
        if identity != self._identity:
            raise Replaced(self.file)
        return Position(revision or 0, version or 0)

    def plan(self) -> StoredPlan | None:
        with self._reading() as connection:
            row = connection.execute(
                "SELECT * FROM plans ORDER BY revision DESC LIMIT 1"
            ).fetchone()
        if row is None:
            return None
        revision, document, dry_run, shift, imported_at, _tables = self._as_written("plans", row)
        return StoredPlan(
            plan=document,
            dry_run=dry_run,
            shift=timedelta(seconds=shift),
            imported_at=datetime.fromisoformat(imported_at),
            revision=revision,
        )

    def _as_written(self, table: str, row: tuple[Any, ...]) -> tuple[Any, ...]:
        """The values of a row, without their digest."""
        values, digest = row[:-1], row[-1]
        if digest != digest_of(*values):
            raise Damaged(f"{self.file}: {table} {row[0]}")
        return values

    def save_plan(self, stored: StoredPlan, *, expected: Position) -> None:
        with self._writing() as connection:
            self._expect(connection, expected)
            row = (
                expected.revision + 1,
                stored.plan,
                stored.dry_run,
                stored.shift.total_seconds(),
                stored.imported_at.astimezone(UTC).isoformat(),
                _rows(stored.tables),
            )
            connection.execute(
                "INSERT INTO plans VALUES (?, ?, ?, ?, ?, ?, ?)", (*row, digest_of(*row))
            )

    def plans(self) -> list[str]:
        with self._reading() as connection:
            rows = connection.execute("SELECT * FROM revisions ORDER BY digest").fetchall()
        return [str(self._as_written("revisions", row)[1]) for row in rows]

    def recorded(self, after: int = 0) -> list[Recorded]:
        with self._reading() as connection:
            rows = connection.execute(
                "SELECT seq, run, document, origin, revision, request, digest FROM events"
                " WHERE seq > ? ORDER BY seq",
                (after,),
            ).fetchall()
        checked = [self._as_written("events", row) for row in rows]
        # Parsed together, which takes half as long as one by one.
        events = json.loads(f"[{','.join(row[2] for row in checked)}]")
        return [
            Recorded(event, origin, request)
            for event, (_seq, _run, _document, origin, _revision, request) in zip(
                events, checked, strict=True
            )
        ]

    def append(
        self,
        events: Sequence[dict[str, Any]],
        *,
        expected: Position,
        origin: str | None = None,
        request: str | None = None,
        plans: Sequence[RevisedPlan] = (),
    ) -> None:
        with self._writing() as connection:
            self._expect(connection, expected)
            (run,) = connection.execute(
                "SELECT dry_run FROM plans WHERE revision = ?", (expected.revision,)
            ).fetchone() or ("",)
            for revised in plans:
                plan = (revised.digest, revised.plan, _rows(revised.tables))
                connection.execute(
                    "INSERT OR IGNORE INTO revisions VALUES (?, ?, ?, ?)", (*plan, digest_of(*plan))
                )
            for event in events:
                document = json.dumps(event, ensure_ascii=False)
                row = (event["seq"], run, document, origin, expected.revision, request)
                connection.execute(
                    "INSERT INTO events (seq, run, document, origin, revision, request, digest)"
                    " VALUES (?, ?, ?, ?, ?, ?, ?)",
                    (*row, digest_of(*row)),
                )

    def _expect(self, connection: sqlite3.Connection, expected: Position) -> None:
        found = self._position(connection)
        if found != expected:
            raise Conflict("expected %(expected)s, found %(found)s", expected=expected, found=found)

    def hold(self, name: str, holder: str, *, now: datetime, until: datetime) -> bool:
        with self._writing() as connection:
            done = connection.execute(
                "INSERT INTO leases VALUES (:name, :holder, :until) ON CONFLICT (name) DO UPDATE"
                " SET holder = :holder, until = :until"
                " WHERE holder = :holder OR until <= :now OR until > :believed",
                {
                    "name": name,
                    "holder": holder,
                    "until": until.timestamp(),
                    "now": now.timestamp(),
                    "believed": believed(now, until).timestamp(),
                },
            )
            return done.rowcount == 1

    def release(self, name: str, holder: str) -> None:
        with self._writing() as connection:
            connection.execute("DELETE FROM leases WHERE name = ? AND holder = ?", (name, holder))

    def held(self, prefix: str, *, now: datetime) -> dict[str, datetime]:
        with self._reading() as connection:
            rows = connection.execute(
                "SELECT name, until FROM leases WHERE until > ? ORDER BY name", (now.timestamp(),)
            ).fetchall()
        return {
            name: datetime.fromtimestamp(until, UTC)
            for name, until in rows
            if name.startswith(prefix)
        }

    def note(self, name: str) -> str | None:
        with self._reading() as connection:
            return self._note(connection, name)

    def _note(self, connection: sqlite3.Connection, name: str) -> str | None:
        row = connection.execute("SELECT * FROM notes WHERE name = ?", (name,)).fetchone()
        return None if row is None else str(self._as_written("notes", row)[1])

    def write_note(self, name: str, text: str) -> None:
        with self._writing() as connection:
            connection.execute(
                "INSERT OR REPLACE INTO notes VALUES (?, ?, ?)", (name, text, digest_of(name, text))
            )

    def notes(self, prefix: str) -> dict[str, str]:
        with self._reading() as connection:
            rows = connection.execute(
                "SELECT * FROM notes WHERE substr(name, 1, ?) = ? ORDER BY name",
                (len(prefix), prefix),
            ).fetchall()
        return {name: str(self._as_written("notes", (name, *row))[1]) for name, *row in rows}

    def remove_note(self, name: str) -> None:
        with self._writing() as connection:
            connection.execute("DELETE FROM notes WHERE name = ?", (name,))

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
        # What is deleted again makes room for the next check, and for events.
        self.write_note("check", "." * _MORE_THAN_AN_EVENT)
        self.remove_note("check")

    def verify(self) -> None:
        with self._reading() as connection:
            (found,) = connection.execute("PRAGMA integrity_check(1)").fetchone()
            if found != "ok":
                raise Damaged(f"{self.file}: {found}")
            for plan in connection.execute("SELECT * FROM plans"):
                self._as_written("plans", plan)
            self.plans()
            self.notes("")

    def close(self) -> None:
        with self._lock:
            for connection in self._all:
                connection.close()
            self._all.clear()
            self._local = threading.local()
        with _OPENING:
            _OPEN.discard(self)


def _rows(tables: dict[str, list[dict[str, Any]]]) -> str:
    return json.dumps(tables, ensure_ascii=False, default=str)


def remove(file: Path) -> None:
    """Deletes a database with what belongs to it."""
    with _store_errors(file):
        for suffix in ("", *BESIDE):
            beside(file, suffix).unlink(missing_ok=True)
