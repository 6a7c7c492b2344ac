"""Restoring: whenever it ends, the old or the new is there as a whole; nothing is thrown away."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from campaign import rounds
from platform_scene import ANNE, T0, HandClock, make_config, settings, stored_plan

from ptr_platform.run import backup
from ptr_platform.run.pulse import InUse, beating
from ptr_platform.run.service import RunService
from ptr_platform.store import Position, StoreError, content_of
from ptr_platform.store.opening import open_store, remove_database

if TYPE_CHECKING:
    from ptr_platform.config import Config
    from ptr_platform.store import Content

WORKER = Path(__file__).with_name("restore_worker.py")


@pytest.fixture
def config(tmp_path: Path, database: dict[str, Any]) -> Config:
    """A database with the small plan and one event."""
    config = make_config(tmp_path, database=database)
    with closing(open_store(config)) as store:
        store.save_plan(stored_plan(), expected=Position(0, 0))
        record(RunService(store, config, HandClock()), "avant la copie")
    return config


@pytest.fixture
def copy(config: Config, tmp_path: Path) -> Path:
    """A copy of it; afterwards the database has gone on."""
    made = backup.back_up(config, tmp_path / "copies", T0)
    with closing(open_store(config)) as store:
        record(RunService(store, config, HandClock()), "après la copie")
    return made.path


def record(service: RunService, text: str) -> None:
    service.execute(
        lambda run, at: run.record_defects("CO00000001", text, by=ANNE, at=at, apply=False)
    )


def held(config: Config) -> Content:
    with closing(open_store(config)) as store:
        store.verify()
        return content_of(store)


def test_a_restore_that_is_killed_at_any_step_leaves_the_old_or_the_new(
    config: Config, copy: Path, tmp_path: Path, database: dict[str, Any]
) -> None:
    document = json.dumps(settings(tmp_path, database=database))
    old, outcomes, step = held(config), list[str](), 0
    while True:
        step += 1
        worker = subprocess.run(
            [sys.executable, str(WORKER), document, str(copy), str(step)],
            capture_output=True,
            text=True,
            check=False,
        )
        found = held(config)
        new = found.position == Position(1, 1)
        assert new or found == old, f"step {step}: {worker.stderr}"
        outcomes.append("new" if new else "old")
        if worker.returncode == 0:
            break
        assert worker.returncode == -9, worker.stderr
        if new:
            with closing(open_store(config)) as store:
                record(RunService(store, config, HandClock()), "après la copie")
            old = held(config)
    assert outcomes[0] == "old"
    assert outcomes[-1] == "new"
    assert len(outcomes) > 10, "the restore was killed in the middle of what it does"


def test_what_a_restore_replaces_is_kept(config: Config, copy: Path) -> None:
    before = held(config)
    restored = backup.restore(config, copy, T0)
    assert restored.kept is not None
    assert held(config).position == Position(1, 1)
    if isinstance(restored.kept, Path):
        restored.kept.replace(config.database.file)
        assert held(config) == before
    else:
        assert "replaced-20260328T210000Z-" in restored.kept


def test_a_copy_is_on_disk_when_it_is_announced(
    config: Config, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    flushed, fsync = set[int](), os.fsync

    def seen(descriptor: int) -> None:
        fsync(descriptor)
        flushed.add(os.fstat(descriptor).st_ino)

    monkeypatch.setattr(os, "fsync", seen)
    made = backup.back_up(config, tmp_path / "copies", T0)
    written = {made.path, made.path.parent, *made.path.parent.rglob("*")}
    assert len(written) > 2
    assert {path.stat().st_ino for path in written} <= flushed


@pytest.mark.campaign
def test_every_damaged_copy_is_refused_and_the_database_left_as_it_was(
    config: Config, copy: Path, tmp_path: Path
) -> None:
    before = held(config)
    beside = copy.parent.glob(f"{copy.name}*")
    files = sorted(copy.iterdir() if copy.is_dir() else beside)
    for number, chance in enumerate(rounds(40)):
        damaged = tmp_path / f"damaged{number}" / copy.name
        damaged.parent.mkdir()
        if copy.is_dir():
            shutil.copytree(copy, damaged)
        else:
            for file in files:
                shutil.copy(file, damaged.parent)
        victim = chance.choice(files)
        victim = damaged / victim.name if copy.is_dir() else damaged.with_name(victim.name)
        content = bytearray(victim.read_bytes())
        match number % 3:
            case 0 if content:
                content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
                victim.write_bytes(content)
            case 1 if content:
                victim.write_bytes(content[: chance.randrange(len(content))])
            case _ if not victim.name.endswith(".sha256"):
                victim.unlink()
            case _:
                continue
        with pytest.raises(StoreError):
            backup.restore(config, damaged, T0)
        assert held(config) == before
        shutil.rmtree(damaged.parent)


def test_a_database_that_is_at_work_is_not_replaced(config: Config, copy: Path) -> None:
    before = held(config)
    with closing(open_store(config)) as store, beating(store, HandClock(), "server"):
        with pytest.raises(InUse, match=r"is at work: server .+:\d+\."):
            backup.restore(config, copy, T0)
        assert held(config) == before
    backup.restore(config, copy, T0)


def test_a_process_notices_that_its_database_was_replaced(config: Config, copy: Path) -> None:
    with closing(open_store(config)) as store:
        service = RunService(store, config, HandClock())
        service.run()
        if config.database.kind == "sqlite":
            # Whoever has the file open keeps it, whether its heart beats or not.
            with pytest.raises(StoreError, match="database is locked"):
                backup.restore(config, copy, T0)
            return
        backup.restore(config, copy, T0)
        for use in (service.run, store.position, store.check, lambda: record(service, "perdu")):
            with pytest.raises(StoreError, match="is another database"):
                use()
    assert held(config).position == Position(1, 1)


def test_a_process_notices_that_its_database_was_dropped_or_emptied(
    config: Config, database: dict[str, Any]
) -> None:
    with closing(open_store(config)) as store:
        service = RunService(store, config, HandClock())
        service.run()
        if database["kind"] == "sqlite":
            config.database.file.write_bytes(b"")
        else:
            remove_database(config)
        for use in (service.run, store.position, store.check, lambda: record(service, "perdu")):
            with pytest.raises(StoreError):
                use()


@pytest.mark.campaign
def test_restores_that_are_killed_one_after_the_other_leave_the_old_or_the_new(
    config: Config, copy: Path, tmp_path: Path, database: dict[str, Any]
) -> None:
    document = json.dumps(settings(tmp_path, database=database))
    for chance in rounds(2):
        with closing(open_store(config)) as store:
            record(RunService(store, config, HandClock()), f"après {chance.random()}")
        old = held(config)
        for _ in range(3):
            worker = subprocess.run(
                [sys.executable, str(WORKER), document, str(copy), str(chance.randrange(1, 60))],
                capture_output=True,
                text=True,
                check=False,
            )
            assert worker.returncode in {0, -9}, worker.stderr
            found = held(config)
            assert found == old or found.position == Position(1, 1), worker.stderr
            old = found
        # What killed ones have left behind stands in nobody's way.
        backup.restore(config, copy, T0)
        assert held(config).position == Position(1, 1)
