"""Damage to a database: whatever bit is another one, it is told, or nothing that counts is."""

from __future__ import annotations

import json
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from campaign import rounds
from platform_scene import ANNE, T0, HandClock, make_config, settings, stored_plan

import ptr_py
from ptr_platform.run import backup
from ptr_platform.run.service import RunService
from ptr_platform.store import Damaged, Position, Replaced, StoreError
from ptr_platform.store.opening import open_store
from ptr_platform.store.sqlite import SqliteStore
from ptr_platform.store.sqlite_log import is_cut

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ptr_platform.config import Config
    from ptr_platform.store import Content

FLIPS = 400
WORKER = Path(__file__).with_name("store_worker.py")
HEADER, FRAME = 32, 24 + 4096


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


def what_counts(config: Config) -> tuple[Content, str | None]:
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


# --- The log of a server that was killed --------------------------------------------------------

BESIDE = ("", "-wal", "-shm")


def beside(config: Config, suffix: str) -> Path:
    return config.database.file.with_name(config.database.file.name + suffix)


def put(config: Config, files: Mapping[str, bytes | bytearray]) -> None:
    for suffix in BESIDE:
        beside(config, suffix).unlink(missing_ok=True)
    for suffix, content in files.items():
        beside(config, suffix).write_bytes(content)


@pytest.fixture
def killed(filled: Config) -> dict[str, bytes]:
    """The files of a database of thirty events and four more, as its killed server leaves them."""
    with closing(open_store(filled)) as store:
        service = RunService(store, filled, HandClock())
        for number in range(4):
            text = f"Compteur {number} : relevé refait"
            service.execute(
                lambda run, at, text=text: run.record_defects(  # type: ignore[misc]
                    "CO00000001", text, by=ANNE, at=at, apply=False
                )
            )
        files = {suffix: beside(filled, suffix).read_bytes() for suffix in BESIDE}
    put(filled, files)
    assert what_counts(filled)[0].position.version == 34
    return files


@pytest.mark.campaign
def test_whatever_bit_of_the_log_of_a_killed_server_is_another_one_no_confirmed_event_is_lost(
    filled: Config, killed: dict[str, bytes]
) -> None:
    put(filled, killed)
    before = what_counts(filled)
    for chance in rounds(FLIPS):
        log = bytearray(killed["-wal"])
        log[chance.randrange(len(log))] ^= 1 << chance.randrange(8)
        put(filled, {**killed, "-wal": log})
        try:
            found = what_counts(filled)
        except (StoreError, ptr_py.PtrError):
            continue
        assert found == before
        # Without its index, the last change could be one that was cut off.
        put(filled, {"": killed[""], "-wal": log})
        assert what_counts(filled)[0].position.version >= 33


@pytest.mark.parametrize(
    "place",
    [0, 8, 16, 24]
    + [HEADER + at for at in (0, 4, 8, 16, 24, FRAME - 1)]
    + [HEADER + FRAME + at for at in (0, 8, 16, 24, FRAME - 1)],
)
@pytest.mark.parametrize("index", [True, False])
def test_a_damaged_part_of_a_log_is_told_and_not_taken_for_its_end(
    filled: Config, killed: dict[str, bytes], place: int, index: bool
) -> None:
    log = bytearray(killed["-wal"])
    log[place] ^= 1
    put(filled, {**killed, "-wal": log} if index else {"": killed[""], "-wal": log})
    for _ in range(2):
        with pytest.raises(Damaged, match="-wal is not what was written"):
            open_store(filled)
    assert beside(filled, "-wal").read_bytes() == log, "what is left of it is gone"


@pytest.mark.parametrize("left", [0, 31, HEADER, HEADER + FRAME, -FRAME, -1, None])
def test_a_log_that_was_cut_off_behind_what_was_confirmed_is_told(
    filled: Config, killed: dict[str, bytes], left: int | None
) -> None:
    put(filled, killed)
    if left is None:
        beside(filled, "-wal").unlink()
    else:
        beside(filled, "-wal").write_bytes(killed["-wal"][:left])
    with pytest.raises(Damaged, match="-wal is not what was written"):
        open_store(filled)


def test_a_change_that_was_cut_off_before_it_was_confirmed_is_no_damage(
    filled: Config, killed: dict[str, bytes]
) -> None:
    log, count = killed["-wal"], len(killed["-wal"]) // FRAME
    for end in range(HEADER + (count - 1) * FRAME, len(log), 500):
        # As a power cut leaves it: without an index, the last frame in part, or not where it was.
        for rest in (b"", bytes(len(log) - end), log[HEADER : HEADER + len(log) - end]):
            put(filled, {"": killed[""], "-wal": log[:end] + rest})
            assert what_counts(filled)[0].position.version >= 33
    put(filled, {"": killed[""], "-wal": bytes(len(log))})
    assert what_counts(filled)[0].position.version == 30


@pytest.mark.campaign
def test_no_server_that_writes_or_was_killed_is_taken_for_damaged(tmp_path: Path) -> None:
    config = make_config(tmp_path)
    with closing(open_store(config)) as store:
        store.save_plan(stored_plan(), expected=Position(0, 0))
    for chance in rounds(8):
        worker = subprocess.Popen(
            [sys.executable, str(WORKER), json.dumps(settings(tmp_path)), "w", "flood"],
            stdout=subprocess.PIPE,
            text=True,
        )
        assert worker.stdout
        # Enough that the log is begun anew, with its old frames behind.
        for _ in range(chance.randrange(1, 700)):
            acknowledged = int(worker.stdout.readline())
            if not chance.randrange(40):
                assert not is_cut(config.database.file)
        worker.kill()
        acknowledged = max([acknowledged, *(int(it) for it in worker.stdout if it.endswith("\n"))])
        worker.wait()
        worker.stdout.close()
        assert not is_cut(config.database.file)
        if chance.randrange(2):
            continue  # another one goes on with the log
        with closing(open_store(config)) as store:
            assert store.position().version > acknowledged


def test_a_database_whose_log_is_damaged_is_kept_with_it_when_a_copy_is_restored(
    filled: Config, killed: dict[str, bytes], tmp_path: Path
) -> None:
    copy = backup.back_up(filled, tmp_path / "copies", T0).path
    log = bytearray(killed["-wal"])
    log[HEADER] ^= 1
    put(filled, {**killed, "-wal": log})
    kept = backup.restore(filled, copy, T0).kept
    assert isinstance(kept, Path)
    assert kept.with_name(kept.name + "-wal").read_bytes() == log
    assert what_counts(filled)[0].position.version == 34
