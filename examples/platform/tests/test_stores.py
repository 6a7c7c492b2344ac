"""What every store keeps true, asked of each of them; writers in several processes, and killed."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import trustme
from campaign import rounds
from mongo_server import MongoServer
from platform_scene import ANNE, HOUR, T0, HandClock, make_config, settings, stored_plan
from pymongo import MongoClient

import ptr_py
from ptr_platform.clock import SystemClock
from ptr_platform.run.service import OtherDryRun, RunService
from ptr_platform.store import (
    Conflict,
    Position,
    RevisedPlan,
    Store,
    StoreError,
    content_of,
)
from ptr_platform.store.mongo import MongoStore
from ptr_platform.store.opening import database_exists, open_store
from ptr_platform.store.sqlite import SqliteStore

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterator
    from random import Random

PRAGMAS = ("journal_mode", "synchronous")
WORKER = Path(__file__).with_name("store_worker.py")


@pytest.fixture
def kept(database: dict[str, Any], tmp_path: Path) -> Iterator[Store]:
    store = open_store(make_config(tmp_path, database=database))
    yield store
    store.close()


def event(seq: int, text: str = "é") -> dict[str, Any]:
    return {"seq": seq, "text": text}


def worker(tmp_path: Path, database: dict[str, Any], *arguments: str) -> subprocess.Popen[str]:
    document = json.dumps(settings(tmp_path, database=database))
    return subprocess.Popen(
        [sys.executable, str(WORKER), document, *arguments],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


def flooded(
    flood: subprocess.Popen[str], chance: Random, server: MongoServer | None = None
) -> list[int]:
    """Kills a process, and the database server before it, while it appends.

    Returns:
        The numbers of the events of which it was told that they are stored, at least one.
    """
    assert flood.stdout
    first = flood.stdout.readline()
    time.sleep(chance.uniform(0, 0.5))
    if server is not None:
        server.kill()
    flood.kill()
    told = [int(line) for line in [first, *flood.stdout]]
    flood.communicate()
    return told


def test_a_server_says_what_time_it_is_there_and_a_file_does_not(kept: Store) -> None:
    clock = kept.clock()
    if isinstance(kept, SqliteStore):
        assert clock is None
    else:
        assert clock is not None
        assert abs(clock - SystemClock().now()) < timedelta(minutes=1)


def test_a_process_a_year_ahead_of_the_database_server_is_refused(
    mongo: MongoServer, tmp_path: Path
) -> None:
    database = {"kind": "mongodb", "server": "127.0.0.1", "port": mongo.port, "name": "ptr_ahead"}
    config = make_config(tmp_path, database=database)
    with closing(open_store(config)) as store:
        store.save_plan(stored_plan(), expected=Position(0, 0))
        ahead = RunService(store, config, HandClock(SystemClock().now() + timedelta(days=365)))
        with pytest.raises(ptr_py.Refused) as refused:
            ahead.execute(lambda run, at: run.start("CO00000001", by=ANNE, at=at, apply=False))
        assert [reason.code for reason in refused.value.reasons] == ["clock-ahead"]
        RunService(store, config, SystemClock()).check_clock()


def test_to_ask_whether_there_is_a_database_makes_none(
    kept: Store, database: dict[str, Any], tmp_path: Path
) -> None:
    assert kept.position() == Position(0, 0)
    for name, there in ((None, True), ("ptr_nowhere", False), ("ptr_nowhere", False)):
        section = database if name is None else database | {"name": name}
        assert database_exists(make_config(tmp_path, database=section).database) is there


def test_a_new_store_is_empty(kept: Store) -> None:
    assert kept.position() == Position(0, 0)
    assert kept.plan() is None
    assert kept.events() == []
    kept.check()


def test_a_plan_of_a_revision_is_kept_once_with_the_event_that_names_it(kept: Store) -> None:
    kept.save_plan(stored_plan(), expected=Position(0, 0))
    other = RevisedPlan(digest="d1", plan='{"é": 1}', tables={"Etapes": [{"_id": "CO1"}]})
    with pytest.raises(Conflict):
        kept.append([event(3)], expected=Position(1, 2), plans=[other])
    kept.append([event(1)], expected=Position(1, 0), plans=[other])
    kept.append([event(2)], expected=Position(1, 1), plans=[other])
    assert kept.plans() == [other.plan]
    assert kept.plan() == replace(stored_plan(), revision=1), "the run began with this one"
    assert content_of(kept).plans == [other.plan]


def test_a_plan_comes_back_as_it_was_saved(kept: Store) -> None:
    stored = replace(stored_plan(), shift=timedelta(days=3, seconds=0.25))
    kept.save_plan(stored, expected=Position(0, 0))
    assert kept.plan() == replace(stored, revision=1)
    assert kept.position() == Position(1, 0)


def test_events_come_back_in_order_with_their_origins(kept: Store) -> None:
    kept.save_plan(stored_plan(), expected=Position(0, 0))
    kept.append([event(1), event(2)], expected=Position(1, 0), origin="192.0.2.1")
    kept.append([event(3)], expected=Position(1, 2))
    assert kept.events() == [event(1), event(2), event(3)]
    assert kept.events(after=1) == [event(2), event(3)]
    assert kept.events(after=3) == []
    assert [it.origin for it in kept.recorded()] == ["192.0.2.1", "192.0.2.1", None]


@pytest.mark.parametrize("expected", [Position(1, 0), Position(1, 2), Position(0, 1)])
def test_who_expects_another_position_writes_nothing(kept: Store, expected: Position) -> None:
    kept.save_plan(stored_plan(), expected=Position(0, 0))
    kept.append([event(1)], expected=Position(1, 0))
    with pytest.raises(Conflict):
        kept.append([event(expected.version + 1)], expected=expected)
    with pytest.raises(Conflict):
        kept.save_plan(stored_plan(), expected=expected)
    assert kept.position() == Position(1, 1)
    assert kept.events() == [event(1)]


def test_an_import_and_an_append_cannot_overtake_each_other(kept: Store) -> None:
    kept.save_plan(stored_plan(), expected=Position(0, 0))
    kept.append([event(1)], expected=Position(1, 0))
    seen = kept.position()
    kept.save_plan(stored_plan(), expected=seen)
    with pytest.raises(Conflict):
        kept.append([event(2)], expected=seen)
    kept.append([event(2)], expected=Position(2, 1))
    with pytest.raises(Conflict):
        kept.save_plan(stored_plan(), expected=Position(2, 1))
    assert kept.position() == Position(2, 2)


def test_a_second_dry_run_was_let_into_a_mongodb_database(
    kept: Store, database: dict[str, Any], tmp_path: Path
) -> None:
    kept.save_plan(stored_plan(), expected=Position(0, 0))
    config = make_config(
        tmp_path, database={"name": "ptr_FDR1", **database}, scripts={"dry_run": "FDR2"}
    )

    def look() -> None:
        with closing(open_store(config)) as store:
            RunService(store, config, HandClock()).run()

    with pytest.raises((StoreError, OtherDryRun), match="holds dry run FDR1"):
        look()


def test_two_imports_in_a_row_leave_the_later_one(kept: Store) -> None:
    kept.save_plan(stored_plan(), expected=Position(0, 0))
    later = replace(stored_plan(), imported_at=T0 + HOUR)
    kept.save_plan(later, expected=Position(1, 0))
    assert kept.plan() == replace(later, revision=2)


def test_what_is_acknowledged_is_flushed_to_disk_by_every_connection(kept: Store) -> None:
    if isinstance(kept, SqliteStore):
        for connect in (kept._connection, lambda: in_another_thread(kept._connection)):
            pragmas = [connect().execute(f"PRAGMA {name}").fetchone()[0] for name in PRAGMAS]
            assert pragmas == ["wal", 2]
    else:
        assert isinstance(kept, MongoStore)
        for collection in (kept._events, kept._plans, kept._notes, kept._leases, kept._used):
            assert collection.write_concern.document == {"w": "majority", "j": True}


def in_another_thread(call: Callable[[], sqlite3.Connection]) -> sqlite3.Connection:
    with ThreadPoolExecutor(1) as other:
        return other.submit(call).result()


def test_a_lease_is_held_by_one_until_it_runs_out_or_is_given_back(kept: Store) -> None:
    def hold(holder: str, hours: int) -> bool:
        now = T0 + hours * HOUR
        return kept.hold("mails", holder, now=now, until=now + 2 * HOUR)

    assert hold("a", 0)
    assert not hold("b", 1)
    assert hold("a", 1)
    assert not hold("b", 2)
    assert hold("b", 3)
    kept.release("mails", "a")
    assert not hold("a", 3)
    kept.release("mails", "b")
    assert hold("a", 3)


def test_a_lease_dated_further_ahead_than_anybody_says_is_taken_over(kept: Store) -> None:
    def hold(holder: str, hours: int) -> bool:
        now = T0 + hours * HOUR
        return kept.hold("mails", holder, now=now, until=now + 2 * HOUR)

    assert hold("a", 2)
    assert not hold("b", 0), "whose clock is ahead by as long as a lease is still believed"
    assert hold("a", 3)
    assert hold("b", 0)
    assert not hold("a", 1)


def test_notes_are_kept_by_name(kept: Store) -> None:
    assert kept.note("outbox") is None
    kept.write_note("outbox", "un")
    kept.write_note("outbox", "deux")
    kept.write_note("other", "trois")
    assert kept.note("outbox") == "deux"
    kept.write_note("out.box", "quatre")
    assert kept.notes("out") == {"out.box": "quatre", "outbox": "deux"}
    assert kept.notes("out.") == {"out.box": "quatre"}
    for _ in range(2):
        kept.remove_note("outbox")
    assert kept.note("outbox") is None
    assert kept.notes("o") == {"other": "trois", "out.box": "quatre"}


def test_attempts_are_counted_by_key_within_their_window(kept: Store) -> None:
    counts = [kept.count("a", now=T0 + n * HOUR, window=3 * HOUR) for n in range(5)]
    assert counts == [1, 2, 3, 3, 3]
    assert kept.count("b", now=T0 + 4 * HOUR, window=3 * HOUR) == 1


def test_what_may_be_used_once_is_used_once_until_it_expires(kept: Store) -> None:
    assert kept.use_once("link", now=T0, until=T0 + HOUR)
    assert not kept.use_once("link", now=T0, until=T0 + HOUR)
    assert kept.use_once("other", now=T0, until=T0 + HOUR)
    assert kept.use_once("link", now=T0 + HOUR, until=T0 + 2 * HOUR)


@pytest.mark.campaign
def test_four_processes_append_without_a_gap_and_without_losing_a_win(
    kept: Store, database: dict[str, Any], tmp_path: Path
) -> None:
    kept.save_plan(stored_plan(), expected=Position(0, 0))
    for _ in rounds(1):
        before = kept.position().version
        wanted = str(before + 200)
        workers = [worker(tmp_path, database, f"w{n}", "race", wanted) for n in range(4)]
        for process in workers:
            assert process.stdout
            assert process.stdout.readline() == "ready\n"
        for process in workers:
            assert process.stdin
            process.stdin.write("go\n")
            process.stdin.flush()
        won = [int(process.communicate(timeout=120)[0]) for process in workers]
        events = kept.events(after=before)
        assert [it["seq"] for it in events] == list(range(before + 1, before + len(events) + 1))
        assert [it["text"] for it in events[::2]] == [it["text"] for it in events[1::2]]
        assert sum(won) == len(events) // 2 >= 100
        assert sum(1 for n in won if n) > 1, "nobody raced"


@pytest.mark.campaign
def test_what_a_killed_writer_was_told_is_stored_is_there(
    kept: Store, database: dict[str, Any], tmp_path: Path
) -> None:
    kept.save_plan(stored_plan(), expected=Position(0, 0))
    seen = 0
    for chance in rounds(5):
        acknowledged = flooded(worker(tmp_path, database, "w", "flood"), chance)
        events = kept.events(after=seen)
        assert [it["seq"] for it in events] == list(range(seen + 1, seen + len(events) + 1))
        assert len(events) % 2 == 0, "half of an append"
        seen += len(events)
        assert acknowledged[-1] + 1 <= seen


@pytest.mark.campaign
def test_what_a_killed_database_server_acknowledged_is_there_after_its_restart(
    tmp_path: Path,
) -> None:
    server = MongoServer(tmp_path / "db")
    server.start()
    database = {"kind": "mongodb", "server": "127.0.0.1", "port": server.port}
    config = make_config(tmp_path, database=database)
    try:
        store = open_store(config)
        store.save_plan(stored_plan(), expected=Position(0, 0))
        store.close()
        seen = 0
        for chance in rounds(3):
            flood = worker(tmp_path, database, "w", "flood")
            acknowledged = flooded(flood, chance, server)
            server.start()
            store = open_store(config)
            events = store.events(after=seen)
            store.close()
            assert [it["seq"] for it in events] == list(range(seen + 1, seen + len(events) + 1))
            seen += len(events)
            assert acknowledged[-1] + 1 <= seen
    finally:
        server.kill()


def test_a_file_that_is_no_database_is_told_with_its_name(tmp_path: Path) -> None:
    config = make_config(tmp_path)
    config.database.file.write_text("not a database, but long enough to be read as one" * 9)
    with pytest.raises(StoreError, match=r"ptr_FDR1\.sqlite"):
        open_store(config)


def test_a_server_that_is_not_there_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ptr_platform.store.mongo_server._PATIENCE_MS", 200)
    database = {"kind": "mongodb", "server": "127.0.0.1", "port": 1}
    with pytest.raises(StoreError, match=r"127\.0\.0\.1:1"):
        open_store(make_config(tmp_path, database=database))


def test_a_server_with_passwords_and_tls_lets_in_who_has_both(tmp_path: Path) -> None:
    authority = trustme.CA()
    certificate = authority.issue_cert("127.0.0.1")
    certificate.private_key_and_cert_chain_pem.write_to_path(tmp_path / "server.pem")
    authority.cert_pem.write_to_path(tmp_path / "ca.pem")
    server = MongoServer(tmp_path / "db")
    server.start()
    with MongoClient[dict[str, Any]]("127.0.0.1", server.port) as client:
        client.admin.command("createUser", "ptr", pwd="right", roles=["root"])
    server.stop()
    file = str(tmp_path / "server.pem")
    server.options = ["--auth", "--tls-cert-file", file, "--tls-key-file", file]
    server.client_options = {"tls": True, "tlsCAFile": str(tmp_path / "ca.pem")}
    server.start()
    database: dict[str, Any] = {"kind": "mongodb", "server": "127.0.0.1", "port": server.port}
    database |= {"tls": True, "ca_file": str(tmp_path / "ca.pem"), "user": "ptr"}
    try:
        store = open_store(make_config(tmp_path, database={**database, "password": "right"}))
        store.save_plan(stored_plan(), expected=Position(0, 0))
        store.close()
        with pytest.raises(StoreError, match=r"[Aa]uth"):
            open_store(make_config(tmp_path, database={**database, "password": "wrong"}))
    finally:
        server.kill()
