"""Damage to a database: whatever bit is another one, it is told, or nothing that counts is."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest
from campaign import rounds
from platform_scene import ANNE, T0, HandClock, make_config, stored_plan

import ptr_py
from ptr_platform.run import backup
from ptr_platform.run.service import RunService
from ptr_platform.store import Position, Replaced, StoreError
from ptr_platform.store.opening import open_store
from ptr_platform.store.sqlite import SqliteStore

if TYPE_CHECKING:
    from pathlib import Path

    from ptr_platform.config import Config

FLIPS = 400


@pytest.fixture
def filled(tmp_path: Path) -> Config:
    config = make_config(tmp_path, database={"directory": str(tmp_path / "db")})
    with closing(open_store(config)) as store:
        store.save_plan(stored_plan(), expected=Position(0, 0))
        service = RunService(store, config, HandClock())
        for number in range(30):
            text = f"Compteur {number} : relevé à refaire"
            service.execute(
                lambda run, at, text=text: run.record_defects(  # type: ignore[misc]
                    "CO00000001", text, by=ANNE, at=at, apply=False
                ),
                origin="192.0.2.1",
            )
        store.write_note("outbox", "{}")
    return config


def what_counts(config: Config) -> object:
    with closing(open_store(config)) as store:
        found = backup.checked(store)
        return found, store.note("outbox")


@pytest.mark.campaign
def test_whatever_bit_of_a_file_is_another_one_it_is_told(filled: Config) -> None:
    file = filled.database.file
    intact = file.read_bytes()
    before, told = what_counts(filled), list[bool]()
    for chance in rounds(FLIPS):
        damaged = bytearray(intact)
        damaged[chance.randrange(len(damaged))] ^= 1 << chance.randrange(8)
        file.unlink()
        file.write_bytes(damaged)
        try:
            assert what_counts(filled) == before
        except (StoreError, ptr_py.PtrError):
            told.append(True)
        else:
            told.append(False)
        for suffix in ("-wal", "-shm"):
            file.with_name(file.name + suffix).unlink(missing_ok=True)
    assert sum(told) >= len(told) // 10


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE events SET document = replace(document, 'Compteur 7', 'Compteur 9')",
        "UPDATE events SET origin = '192.0.2.2' WHERE seq = 4",
        "DELETE FROM events WHERE seq = 5",
        "UPDATE plans SET shift = 3600",
        "UPDATE plans SET document = replace(document, 'Basculer', 'Reculer')",
        "UPDATE notes SET text = '[]' WHERE name = 'outbox'",
    ],
)
def test_what_somebody_changed_in_the_file_is_told_and_not_copied(
    filled: Config, tmp_path: Path, change: str
) -> None:
    with closing(sqlite3.connect(filled.database.file)) as connection, connection:
        connection.execute(change)
    with pytest.raises((StoreError, ptr_py.PtrError)):
        what_counts(filled)
    with pytest.raises((StoreError, ptr_py.PtrError)):
        backup.back_up(filled, tmp_path / "copies", T0)
    assert not list((tmp_path / "copies").iterdir()) if (tmp_path / "copies").exists() else True


def test_a_database_of_the_format_before_is_read_and_its_events_are_chained_from_there(
    filled: Config,
) -> None:
    with closing(sqlite3.connect(filled.database.file)) as connection, connection:
        for statement in (
            "ALTER TABLE plans DROP COLUMN digest",
            "ALTER TABLE events DROP COLUMN digest",
            "ALTER TABLE events DROP COLUMN request",
            "ALTER TABLE notes DROP COLUMN digest",
            "DELETE FROM notes WHERE name = 'database'",
            "UPDATE events SET document = json_remove(document, '$.digest')",
            "PRAGMA user_version = 1",
        ):
            connection.execute(statement)
    with closing(open_store(filled)) as store:
        service = RunService(store, filled, HandClock())
        assert service.run().version == 30
        service.execute(lambda run, at: run.start("CO00000001", by=ANNE, at=at, apply=False))
        run = service.run()
        assert run.events[-1].digest
        run.verify()
        checkpoint = run.checkpoint()
    what_counts(filled)
    with closing(sqlite3.connect(filled.database.file)) as connection, connection:
        document = '{"seq":3,"at":"2026-03-28T21:00:00Z","by":"%s","type":"defects_recorded"}'
        connection.execute("UPDATE events SET document = ? WHERE seq = 3", (document % ANNE,))
    with pytest.raises((StoreError, ptr_py.PtrError)):
        what_counts(filled)
    assert checkpoint.version == 31


def test_an_empty_file_where_a_database_was_is_told_and_not_begun_anew(filled: Config) -> None:
    file = filled.database.file
    with closing(SqliteStore(file)) as store:
        file.write_bytes(b"")
        with pytest.raises(Replaced):
            store.position()
    for suffix in ("-wal", "-shm"):
        file.with_name(file.name + suffix).unlink(missing_ok=True)
    with pytest.raises(StoreError, match="is empty or gone, and was a database before"):
        open_store(filled)
    assert file.read_bytes() == b""


def test_a_process_whose_file_was_put_in_the_place_of_another_writes_to_neither(
    filled: Config, tmp_path: Path
) -> None:
    file = filled.database.file
    with closing(SqliteStore(file)) as store:
        store.check()
        shutil.copy(file, tmp_path / "other")
        (tmp_path / "other").replace(file)
        with pytest.raises(Replaced):
            store.write_note("outbox", "perdu")
        file.unlink()
        with pytest.raises(Replaced):
            store.check()
