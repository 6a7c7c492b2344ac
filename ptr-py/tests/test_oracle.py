"""Slow, literal counterparts: the table of states in Python, order and projection by networkx."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Any

import networkx as nx
from hypothesis import given, settings
from hypothesis import strategies as st

from ptr_py import Plan, State, compute_states

EPOCH = datetime(2026, 3, 25, tzinfo=UTC)
DRY_RUNS = ["FDR1", "FDR2", "Live"]
HORIZONS = st.sampled_from([None, timedelta(0), timedelta(hours=3), timedelta(days=5)])

# Few distinct instants, so that boundaries are met and not only neared.
instants = st.integers(-200, 200).map(lambda hours: EPOCH + timedelta(hours=hours))
ticks = st.sampled_from([timedelta(microseconds=-1), timedelta(0), timedelta(microseconds=1)])
moments = st.builds(lambda at, tick: at + tick, instants, ticks)


@st.composite
def many_records(draw: st.DrawFn) -> list[dict[str, Any]]:
    """Records in any order whose prerequisites make no circle."""
    ids = draw(st.lists(st.text("abcXYZ019-é", min_size=1, max_size=4), max_size=12, unique=True))
    records = []
    for place, step in enumerate(ids):
        before = st.sampled_from(ids[:place]) if place else st.nothing()
        records.append(
            {
                "id": step,
                "phase": draw(st.sampled_from(["PP", "CO", "FB-RB"])),
                "dry_runs": draw(st.lists(st.sampled_from(DRY_RUNS), unique=True)),
                "prerequisites": draw(st.lists(before, max_size=min(4, place), unique=True)),
                "start": draw(st.none() | instants),
                "progress": draw(st.sampled_from([None, None, "Open", "Terminated"])),
            }
        )
    return draw(st.permutations(records))


def graph_of(records: Iterable[dict[str, Any]]) -> "nx.DiGraph[str]":
    graph: nx.DiGraph[str] = nx.DiGraph()
    for record in records:
        graph.add_node(record["id"])
        graph.add_edges_from((before, record["id"]) for before in record["prerequisites"])
    return graph


def project(records: list[dict[str, Any]], dry_run: str) -> "nx.DiGraph[str]":
    """Leaves steps out one by one, joining what stands before each to what stands after."""
    graph = graph_of(records)
    for record in records:
        if dry_run not in record["dry_runs"]:
            step = record["id"]
            graph.add_edges_from(
                [(a, b) for a in graph.predecessors(step) for b in graph.successors(step)]
            )
            graph.remove_node(step)
    return graph


def state_of(
    record: dict[str, Any], at: datetime, horizon: timedelta | None, all_terminated: bool
) -> State:
    """The table, line by line; a contingency phase sleeps."""
    d = record["start"]
    reached = d is not None and at >= d
    within = horizon is None or (d is not None and d - horizon <= at)
    match record["progress"], record["phase"], all_terminated:
        case "Terminated", _, _:
            state = State.TERMINATED
        case "Open", _, _:
            state = State.OPEN
        case None, "FB-RB", _:
            state = State.PLANNED
        case None, _, True:
            state = State.READY if reached else State.IDLE
        case _:
            waiting = State.LOCKED if within else State.PLANNED
            state = State.OVERDUE if reached else waiting
    return state


def states_of(
    records: list[dict[str, Any]], dry_run: str, at: datetime, horizon: timedelta | None
) -> dict[str, State]:
    by_id = {record["id"]: record for record in records}
    graph = project(records, dry_run)
    return {
        step: state_of(
            by_id[step],
            at,
            horizon,
            all(by_id[it]["progress"] == "Terminated" for it in graph.predecessors(step)),
        )
        for step in nx.lexicographical_topological_sort(graph)
    }


@given(many_records(), moments, HORIZONS)
def test_states_are_those_of_the_table(
    records: list[dict[str, Any]], at: datetime, horizon: timedelta | None
) -> None:
    plan = Plan.from_records(records, dry_runs=DRY_RUNS)
    opened = [record["id"] for record in records if record["progress"] == "Open"]
    terminated = [record["id"] for record in records if record["progress"] == "Terminated"]
    for dry_run in DRY_RUNS:
        expected = states_of(records, dry_run, at, horizon)
        schedule = plan.schedule(dry_run, lock_horizon=horizon)
        states = schedule.states(at, opened, terminated)
        assert list(states.items()) == list(expected.items())
        codes = schedule.state_codes(at, opened, terminated)
        assert [list(State)[code] for code in codes] == list(expected.values())
        if dry_run in plan.dry_runs and any(dry_run in it["dry_runs"] for it in records):
            computed = compute_states(records, at, dry_run, horizon)
            assert list(computed.items()) == list(expected.items())


@given(many_records(), moments, HORIZONS)
def test_without_a_dry_run_all_records_are_one_run(
    records: list[dict[str, Any]], at: datetime, horizon: timedelta | None
) -> None:
    everywhere = [{**record, "dry_runs": ["X"]} for record in records]
    computed = compute_states(records, at, lock_horizon=horizon)
    assert list(computed.items()) == list(states_of(everywhere, "X", at, horizon).items())


@given(many_records())
def test_order_and_prerequisites_are_those_of_the_projected_graph(
    records: list[dict[str, Any]],
) -> None:
    plan = Plan.from_records(records, dry_runs=DRY_RUNS)
    for dry_run in DRY_RUNS:
        graph, schedule = project(records, dry_run), plan.schedule(dry_run)
        assert schedule.ids == list(nx.lexicographical_topological_sort(graph))
        for step in schedule.ids:
            assert schedule.prerequisites(step) == sorted(graph.predecessors(step))
            assert sorted(schedule.successors(step)) == sorted(graph.successors(step))


@given(many_records(), st.randoms(use_true_random=False))
def test_the_order_of_the_records_changes_no_state(
    records: list[dict[str, Any]], random: Any
) -> None:
    turned = records.copy()
    random.shuffle(turned)
    one = compute_states(records, EPOCH)
    assert list(one.items()) == list(compute_states(turned, EPOCH).items())


@given(many_records())
@settings(max_examples=50)
def test_any_plan_comes_back_from_records_and_json(records: list[dict[str, Any]]) -> None:
    plan = Plan.from_records(records)
    assert Plan.from_records(plan.to_records()) == plan
    assert Plan.from_json(plan.to_json()) == plan
