"""Backups: of one moment, while others write, and what comes back is what was there."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from platform_scene import (
    ANNE,
    PAUL,
    T0,
    HandClock,
    make_config,
    make_plan,
    revise,
    settings,
    stored_plan,
)

import ptr_py
from ptr_platform.run import backup
from ptr_platform.run.service import RunService
from ptr_platform.store import Position, StoreError
from ptr_platform.store.opening import open_store, remove_database

if TYPE_CHECKING:
    from ptr_platform.config import Config
    from ptr_platform.store import Content

BUSY = Path(__file__).with_name("busy_worker.py")


@pytest.fixture
def filled(tmp_path: Path, database: dict[str, Any]) -> Config:
    """A database with the small plan and one event."""
    config = make_config(tmp_path, database=database)
    store = open_store(config)
    store.save_plan(stored_plan(), expected=Position(0, 0))
    RunService(store, config, HandClock()).execute(
        lambda run, at: run.start("CO00000001", by=ANNE, at=at, apply=False), origin="192.0.2.1"
    )
    store.close()
    return config


def test_what_is_restored_is_what_was_copied(filled: Config, tmp_path: Path) -> None:
    made = backup.back_up(filled, tmp_path / "copies", T0)
    assert made.position == Position(1, 1)
    assert made.path.name.startswith(f"{filled.database.name}-20260328T210000Z")
    remove_database(filled)
    assert backup.restore(filled, made.path, T0).position == Position(1, 1)
    store = open_store(filled)
    assert [it.origin for it in store.recorded()] == ["192.0.2.1"]
    store.append([{"seq": 2}], expected=Position(1, 1))
    store.close()


def test_a_copy_holds_the_plans_of_revisions_too(filled: Config, tmp_path: Path) -> None:
    store = open_store(filled)
    service = RunService(store, filled, HandClock())
    records = [*make_plan().to_records(), {"id": "CO00000004", "phase": "CO", "dry_runs": ["FDR1"]}]
    longer = ptr_py.Plan.from_records(records)
    revise(service, longer, by=PAUL, instead_of=service.plan.digest)
    store.close()
    made = backup.back_up(filled, tmp_path / "copies", T0)
    remove_database(filled)
    assert backup.restore(filled, made.path, T0).position == Position(1, 2)
    store = open_store(filled)
    assert RunService(store, filled, HandClock()).plan == longer
    store.close()


def test_a_copy_made_while_others_write_is_of_one_moment(
    filled: Config, tmp_path: Path, database: dict[str, Any]
) -> None:
    document = json.dumps(settings(tmp_path, database=database))
    busy = subprocess.Popen(
        [sys.executable, str(BUSY), document], stdout=subprocess.PIPE, text=True
    )
    try:
        assert busy.stdout
        busy.stdout.readline()
        for minute in range(3):
            made = backup.back_up(filled, tmp_path / "copies", T0 + minute * timedelta(minutes=1))
            time.sleep(0.2)
    finally:
        busy.kill()
        written = busy.communicate()[0].splitlines()
    assert made.position.version > 1
    assert written
    position = backup.restore(filled, made.path, T0).position
    assert position == made.position
    store = open_store(filled)
    assert [event["seq"] for event in store.events()] == list(range(1, position.version + 1))
    store.close()


def test_a_damaged_copy_is_refused_and_the_database_left_alone(
    filled: Config, tmp_path: Path
) -> None:
    made = backup.back_up(filled, tmp_path / "copies", T0)
    file = made.path / "Events.bson" if made.path.is_dir() else made.path
    content = file.read_bytes()
    file.write_bytes(content[: len(content) // 2])
    with pytest.raises(StoreError):
        backup.restore(filled, made.path, T0)
    store = open_store(filled)
    assert store.position() == Position(1, 1)
    store.close()


def test_a_copy_of_another_dry_run_replaced_the_database_before_it_was_looked_at(
    filled: Config, tmp_path: Path, database: dict[str, Any]
) -> None:
    made = backup.back_up(filled, tmp_path / "copies", T0)
    other = {"database": {**database, "name": "of_another"}, "scripts": {"dry_run": "FDR2"}}
    config = make_config(tmp_path, **other)
    with pytest.raises(StoreError, match=r"holds dry run FDR1, scripts\.dry_run says FDR2"):
        backup.restore(config, made.path, T0)
    store = open_store(config)
    assert store.position() == Position(0, 0)
    store.close()


def test_a_copy_that_is_not_what_it_should_be_was_kept(
    filled: Config, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = backup._read_back

    def damaged(config: Config, source: Path) -> Content:
        return replace(real(config, source), recorded=[])

    monkeypatch.setattr(backup, "_read_back", damaged)
    with pytest.raises(StoreError, match="was deleted"):
        backup.back_up(filled, tmp_path / "copies", T0)
    assert not list((tmp_path / "copies").iterdir())


def test_a_database_in_a_directory_with_signs_of_an_address_was_not_found_by_its_copy(
    tmp_path: Path,
) -> None:
    odd = tmp_path / "dé%20pôt #1?mode=rw"
    config = make_config(tmp_path, database={"directory": str(odd)})
    store = open_store(config)
    store.save_plan(stored_plan(), expected=Position(0, 0))
    store.close()
    made = backup.back_up(config, odd / "copies", T0)
    remove_database(config)
    assert backup.restore(config, made.path, T0).position == Position(1, 0)


def test_there_is_nothing_to_back_up_before_an_import(
    tmp_path: Path, database: dict[str, Any]
) -> None:
    with pytest.raises(StoreError, match="nothing to back up"):
        backup.back_up(make_config(tmp_path, database=database), tmp_path / "copies", T0)


def test_a_copy_that_is_not_there_is_told(filled: Config, tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="no copy"):
        backup.restore(filled, tmp_path / "nothing", T0)
