"""What a user would send to another process arrives as it was."""

import copy
import json
import pickle
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from datetime import datetime, timedelta
from io import BytesIO
from multiprocessing import get_context
from operator import methodcaller
from time import perf_counter
from typing import Any

import bson
import pytest
from scene import ANNE, BOB, CARLA, HOUR, T0, TEAM, Record, carry_out

from ptr_py import Plan, PtrError, Refused, ReplayError, Run, State, compare, load_workbook
from ptr_py._values.value import Value


@pytest.fixture
def travellers(records: list[Record]) -> list[Any]:
    """One of everything."""
    records[0] |= {"_id": bson.ObjectId(), "ratio": 0.1 + 0.2, "when": datetime(2026, 3, 28)}  # noqa: DTZ001
    plan = Plan.from_records(
        records,
        milestones={"J0": {"FDR1": T0}},
        environments={"ERP": {"FDR1": "test"}},
        actors=[{"team": "Registre", "team_leader": ANNE}, {"team": "Réseau"}],
    )
    schedule = plan.schedule("FDR1", timedelta(hours=1), None)
    run = Run(schedule, [TEAM])
    carry_out(run, "CO1")
    run.transfer("CO3", to=CARLA, by=BOB, at=T0 + 10 * HOUR)
    with pytest.raises(Refused) as refused:
        run.start("HO1", by=ANNE, at=T0)
    at = T0 + 10 * HOUR
    return [
        plan,
        plan["CO1"],
        plan.phases[-1],
        plan.milestones[0],
        plan.environments[0],
        plan.actors[0],
        plan.warnings,
        schedule,
        run,
        run.events,
        run.notices(at),
        run.recap(at),
        run.explain("HO1", at),
        run.changes(T0, at),
        run.review(at),
        compare([run], at),
        refused.value.reasons,
        State.READY,
    ]


@pytest.mark.parametrize("protocol", range(pickle.HIGHEST_PROTOCOL + 1))
def test_everything_survives_a_pickle(travellers: list[Any], protocol: int) -> None:
    for traveller in travellers:
        twin = pickle.loads(pickle.dumps(traveller, protocol))
        assert twin == traveller
        assert type(twin) is type(traveller)
        assert repr(twin) == repr(traveller)


def test_everything_survives_a_deep_copy(travellers: list[Any]) -> None:
    for traveller in travellers:
        assert copy.deepcopy(traveller) == traveller


def test_what_cannot_be_held_by_the_core_travels_with_its_plan(travellers: list[Any]) -> None:
    plan: Plan = travellers[0]
    twin = pickle.loads(pickle.dumps(plan))
    assert twin["CO1"]["_id"] == plan["CO1"]["_id"]
    assert twin.to_records() == plan.to_records()
    assert twin.warnings == plan.warnings


@pytest.mark.parametrize("copied", [copy.copy, copy.deepcopy])
def test_a_copy_of_a_run_goes_its_own_way(run: Run, copied: Callable[[Run], Run]) -> None:
    twin = copied(run)
    assert twin == run
    assert twin.schedule is run.schedule
    twin.start("CO1", by=ANNE, at=T0)
    assert (run.version, twin.version) == (0, 1)
    assert run != twin


def test_a_copy_of_a_revised_run_is_revised_otherwise(run: Run, records: list[Record]) -> None:
    def revise(revised: Run, label: str) -> None:
        plan = Plan.from_records([dict(record, label=label) for record in records])
        revised.revise(plan, by=TEAM, at=T0)

    revise(run, "Fermer")
    twin = copy.copy(run)
    assert twin.schedule is run.schedule
    revise(run, "Ouvrir")
    revise(twin, "Geler")
    assert [it.schedule.plan["CO1"].label for it in (run, twin)] == ["Ouvrir", "Geler"]
    assert pickle.loads(pickle.dumps(twin)) == twin != run


def test_a_run_is_copied_in_no_time_however_long_its_history(run: Run) -> None:
    for nth in range(2_000):
        run.record_defects("CO1", f"Compteur {nth}", by=ANNE, at=T0)
    begin = perf_counter()
    copies = [copy.copy(run) for _ in range(1_000)]
    assert perf_counter() - begin < 0.5
    assert {it.version for it in copies} == {2_000}


def test_a_run_is_looked_at_in_another_process(run: Run) -> None:
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        recap = pool.submit(methodcaller("recap", T0), run).result(timeout=60)
    assert recap == run.recap(T0)


def reduced(run: Run | Plan) -> tuple[Any, ...]:
    """What its pickle is made of."""
    return run.__reduce__()  # type: ignore[return-value]


@pytest.mark.parametrize(
    "damaged",
    ["", "[", "{}", "[1]", '[{"seq": 1}]', "[null]", "a\ud800"],
)
def test_a_pickle_whose_events_are_damaged_makes_no_run(run: Run, damaged: str) -> None:
    restore, (schedule, events, coordinators, plans) = reduced(run)
    assert restore(schedule, events, coordinators, plans) == run
    with pytest.raises(PtrError, match="event"):
        restore(schedule, damaged, coordinators, plans)


def test_a_pickle_of_a_run_that_cannot_have_happened_makes_none(run: Run) -> None:
    carry_out(run, "CO1")
    restore, (schedule, events, coordinators, plans) = reduced(run)
    with pytest.raises(ReplayError):
        restore(schedule, events.replace('"seq":2', '"seq":3'), coordinators, plans)
    with pytest.raises(ReplayError):
        restore(schedule, events.replace('"CO1"', '"CO9"'), coordinators, plans)


def test_pickles_of_older_versions_are_read(travellers: list[Any]) -> None:
    """A run had no plans, a plan no origin, and an origin was a layout alone."""
    run: Run = travellers[8]
    restore, (schedule, events, coordinators, _plans) = reduced(run)
    assert restore(schedule, events, coordinators) == run
    plan: Plan = travellers[0]
    again, (text, kept, origin) = reduced(plan)
    assert origin is None
    assert again(text, kept) == plan
    loaded = load_workbook(BytesIO(plan.to_workbook()), {"id_pattern": None})
    again, (text, kept, (of_workbook, warnings)) = reduced(loaded)
    layout, *_ = json.loads(of_workbook)
    old = again(text, kept, (json.dumps(layout), warnings))
    assert old == loaded
    assert old.to_workbook() == loaded.to_workbook()


def test_a_recap_travels_with_its_groups_whether_they_were_asked_for_or_not(run: Run) -> None:
    recap = run.recap(T0)
    twin = pickle.loads(pickle.dumps(recap))
    assert twin.by_team == recap.by_team
    assert pickle.loads(pickle.dumps(recap)) == twin == recap


def test_a_phase_keeps_what_it_knows(plan: Plan) -> None:
    twin = pickle.loads(pickle.dumps(plan.phases[-1]))
    assert (twin.code, twin.label, twin.contingency) == ("FB-RB", "Full back-roll back", True)


def test_values_are_made_by_name_and_say_what_they_lack() -> None:
    class Pair(Value):
        one: int
        other: int = 2

    assert Pair(one=1) == Pair(one=1, other=2) != Pair(one=2)
    incomplete: Any = {"other": 1}
    with pytest.raises(TypeError, match="Pair needs 'one'"):
        Pair(**incomplete)
    surplus: Any = {"one": 1, "third": 3}
    with pytest.raises(TypeError, match="Pair has no 'third'"):
        Pair(**surplus)
