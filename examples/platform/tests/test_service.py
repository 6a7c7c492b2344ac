"""Commands from several hands: decided on the newest run, stored once or refused."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from platform_scene import (
    ANNE,
    BOB,
    HOUR,
    PAUL,
    T0,
    HandClock,
    make_config,
    make_plan,
    revise,
    stored_plan,
)

import ptr_py
from ptr_platform.run.revision import PlanOutdated
from ptr_platform.run.service import NotImported, RunService
from ptr_platform.store import Position, Store
from ptr_platform.store.sqlite import SqliteStore
from ptr_py import Event, Run, State

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from ptr_platform.config import Config


def start(run: Run, at: datetime) -> list[Event]:
    return run.start("CO00000001", by=ANNE, at=at, apply=False)


def test_a_command_is_stored_and_seen_by_another_process(
    service: RunService, store: Store, config: Config, clock: HandClock
) -> None:
    elsewhere = RunService(store, config, clock)
    assert elsewhere.run().version == 0
    (event,) = service.execute(start, origin="192.0.2.7")
    assert event.type == "started"
    assert elsewhere.run().state("CO00000001", T0) is State.OPEN
    assert [it.origin for it in store.recorded()] == ["192.0.2.7"]


def test_a_refusal_stores_nothing(service: RunService, store: Store) -> None:
    with pytest.raises(ptr_py.Refused) as refused:
        service.execute(lambda run, at: run.start("CO00000002", by=BOB, at=at, apply=False))
    assert [reason.code for reason in refused.value.reasons] == ["not-ready"]
    assert store.position() == Position(1, 0)


def test_of_twenty_who_start_the_same_step_one_does_and_all_others_hear_why(
    store: Store, config: Config, clock: HandClock
) -> None:
    together = threading.Barrier(20)

    def race(_: int) -> str:
        mine = RunService(store, config, clock)
        mine.run()
        together.wait()
        try:
            mine.execute(start)
        except ptr_py.Refused as refused:
            return ",".join(reason.code for reason in refused.reasons)
        return "started"

    with ThreadPoolExecutor(20) as pool:
        outcomes = list(pool.map(race, range(20)))
    assert sorted(outcomes) == ["already-open"] * 19 + ["started"]
    assert len(store.events()) == 1


def test_a_run_that_was_given_out_does_not_change_any_more(service: RunService) -> None:
    before = service.run()
    service.execute(start)
    assert before.version == 0
    assert service.run().version == 1


def test_an_import_is_seen_with_the_next_command(service: RunService, store: Store) -> None:
    service.execute(start)
    store.save_plan(stored_plan(longer_plan()), expected=service.current().position)
    assert "CO00000004" in service.schedule
    assert service.run().state("CO00000001", T0) is State.OPEN


def longer_plan() -> ptr_py.Plan:
    """The small plan with a step more."""
    return ptr_py.Plan.from_records(
        [*make_plan().to_records(), {"id": "CO00000004", "phase": "CO", "dry_runs": ["FDR1"]}]
    )


def test_a_revision_is_an_event_that_every_process_replays_and_the_past_keeps_its_plan(
    service: RunService, store: Store, config: Config, clock: HandClock
) -> None:
    elsewhere = RunService(store, config, clock)
    assert elsewhere.run().version == 0
    service.execute(start)
    clock.forward(HOUR)
    before = service.plan.digest
    (event,) = revise(service, longer_plan(), by=PAUL, instead_of=before, reason="Oubliée")
    assert (event.type, event.reason) == ("plan_revised", "Oubliée")
    for reader in (service, elsewhere, RunService(store, config, clock)):
        run = reader.run()
        assert "CO00000004" in run.schedule
        assert "CO00000004" not in run.states(T0)
        assert run.state("CO00000001", clock.now()) is State.OPEN
    assert store.plans() == [longer_plan().to_json()]
    assert store.position() == Position(1, 2), "the run goes on from the plan it began with"
    revise(service, make_plan(), by=PAUL, instead_of=longer_plan().digest)
    revise(service, longer_plan(), by=PAUL, instead_of=make_plan().digest)
    assert len(store.plans()) == 2, "each plan is kept once"
    run = RunService(store, config, clock).run()
    assert run == service.run()


def test_a_plan_that_was_compared_with_another_one_than_that_in_force_is_refused(
    service: RunService, store: Store
) -> None:
    seen = service.plan.digest
    revise(service, longer_plan(), by=PAUL, instead_of=seen)
    with pytest.raises(PlanOutdated, match="Look at the difference again"):
        revise(service, make_plan(), by=PAUL, instead_of=seen)
    with pytest.raises(ptr_py.Refused):
        revise(service, make_plan(), by=BOB, instead_of=longer_plan().digest)
    assert store.position() == Position(1, 1)


def test_the_shift_of_the_import_moves_every_start(
    config: Config, clock: HandClock, tmp_path: Path
) -> None:
    store = SqliteStore(tmp_path / "shifted.sqlite")
    shift = T0.replace(year=2027) - T0
    store.save_plan(replace(stored_plan(), shift=shift), expected=Position(0, 0))
    service = RunService(store, config, clock)
    assert service.schedule.start("CO00000001") == T0 + shift
    store.close()


def test_coordinators_come_from_the_configuration(service: RunService) -> None:
    (event,) = service.execute(lambda run, at: run.start("CO00000001", by=PAUL, at=at, apply=False))
    assert event.role == "coordinator"


def test_an_empty_database_says_how_to_fill_it(clock: HandClock, tmp_path: Path) -> None:
    config = make_config(tmp_path)
    store = SqliteStore(config.database.file)
    service = RunService(store, config, clock)
    assert not service.imported
    with pytest.raises(NotImported, match="makeDB"):
        service.run()
    store.close()


def test_what_a_machine_whose_clock_is_ahead_has_recorded_is_no_future(
    service: RunService, store: Store, config: Config
) -> None:
    ahead = RunService(store, config, HandClock(T0 + 5 * HOUR))
    ahead.execute(start)
    run = service.run()
    assert service.now() == T0 + 5 * HOUR
    assert run.state("CO00000001", service.now()) is State.OPEN
