"""Whatever is put in, a plan or an error of the module comes out: never a panic, never a hang."""

import contextlib
import decimal
import fractions
import uuid
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from literal import START, record

import ptr_py
from ptr_py import Event, Plan, PlanError, PtrError, Run, compute_states


class Mute:
    """An object that refuses to say what it is."""

    def __str__(self) -> str:
        raise LookupError("mute")


class Broken:
    """A list that breaks when it is read."""

    def __iter__(self) -> Iterator[str]:
        raise LookupError("broken")


FIELDS = [
    *("id", "label", "phase", "dry_runs", "prerequisites", "start", "duration", "team"),
    *("department", "contacts", "instructions", "progress", "further", "", "\0", "_id"),
]
EDGES = (datetime.min, datetime.max)  # noqa: DTZ901 - naive ones may be given, too
ODD = [
    *("", " ", "\n", "\0", "\ud800", "A", "FDR1", "é" * 10_000),
    *(2**63, -(2**63) - 1, 10**400, float("nan"), float("inf"), complex(1, 2)),
    *(decimal.Decimal("NaN"), fractions.Fraction(1, 3), uuid.UUID(int=5), b"\xff", range(3)),
    *(timedelta.max, timedelta.min, object(), int, print, ..., START),
    *(edge.replace(tzinfo=zone) for edge in EDGES for zone in (None, UTC)),
]
scalars = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.text(max_size=5),
    st.sampled_from(ODD),
    st.datetimes(timezones=st.none() | st.timezones()),
    st.timedeltas(),
    st.builds(Mute),
    st.builds(Broken),
)
keys = st.sampled_from(FIELDS) | st.integers() | st.none() | st.just("\ud800") | st.text(max_size=3)
anything = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(keys, inner, max_size=3),
    max_leaves=6,
)
hostile = settings(deadline=None, suppress_health_check=list(HealthCheck))


def use(records: list[Any]) -> None:
    """Does with records whatever one does, if they are a plan."""
    try:
        plan = Plan.from_records(records)
    except PlanError as error:
        # A headline, then at least a line for each.
        if 0 < len(error.problems) < len(str(error).splitlines()):
            return
        raise
    assert len(plan.to_records()) == len(plan)
    assert Plan.from_json(plan.to_json()).to_json() == plan.to_json()
    for name in plan.dry_runs:
        run = Run(plan.schedule(name))
        assert list(run.states(START)) == run.schedule.ids
        assert run.recap(START).total <= len(plan)
        assert run.notices(START) is not None


@given(st.sampled_from(FIELDS), anything)
@settings(hostile, max_examples=400)
def test_any_value_in_any_field_is_read_or_told(field: str, value: Any) -> None:
    # An object that breaks when it is read says so itself.
    with contextlib.suppress(LookupError):
        use([record("A") | {field: value}, record("B")])


@given(st.lists(anything | st.dictionaries(keys, anything, max_size=6), max_size=3))
@settings(hostile, max_examples=200)
def test_any_records_are_read_or_told(records: list[Any]) -> None:
    with contextlib.suppress(LookupError):
        use(records)


ASKED: dict[str, Callable[[Run, Any, Any], object]] = {
    "schedule": lambda run, a, b: run.schedule.plan.schedule(a, shift=b),
    "horizon": lambda run, a, _: run.schedule.plan.schedule("FDR1", lock_horizon=a),
    "step": lambda run, a, _: run.schedule.plan[a],
    "prerequisites": lambda run, a, _: run.schedule.prerequisites(a),
    "states": lambda run, a, b: run.schedule.states(START, opened=a, terminated=b),
    "at": lambda run, a, _: run.states(a),
    "state": lambda run, a, b: run.state(a, b),
    "start": lambda run, a, b: run.start("A", by=a, at=b),
    "transfer": lambda run, a, b: run.transfer("A", to=a, by="x@y.be", at=START, message=b),
    "defects": lambda run, a, b: run.record_defects(a, b, by="x@y.be", at=START),
    "recap": lambda run, a, b: run.recap(a, b),
    "next": lambda run, a, _: run.next_change(a),
    "notices": lambda run, a, _: run.notices(a),
    "coordinators": lambda run, a, _: Run(run.schedule, a),
    "replay": lambda run, a, _: Run.replay(run.schedule, a),
    "event": lambda _, a, __: Event.from_dict(a),
    "json": lambda _, a, __: Plan.from_json(a),
    "timezone": lambda _, a, __: Plan.from_records([], timezone=a),
    "compute": lambda _, a, b: compute_states([record("A", progress=a)], START, dry_run=b),
    "layout": lambda _, a, __: ptr_py.load_workbook("nowhere.xlsx", layout=a),
}


@pytest.mark.parametrize("ask", ASKED.values(), ids=ASKED)
@given(anything, anything)
@settings(hostile, max_examples=40)
def test_any_argument_is_taken_or_refused(
    ask: Callable[[Run, Any, Any], object], one: Any, other: Any
) -> None:
    run = Run(Plan.from_records([record("A", contacts=["x@y.be"])]).schedule("FDR1"))
    with contextlib.suppress(PtrError, TypeError, ValueError, LookupError):
        ask(run, one, other)


def test_what_holds_itself_is_kept_and_stands_as_text_in_json() -> None:
    itself: list[Any] = []
    itself.append(itself)
    plan = Plan.from_records([record("A", further=itself)])
    assert plan.to_records()[0]["further"] is itself
    assert isinstance(Plan.from_json(plan.to_json()), Plan)


def left_out(layers: int, width: int) -> list[Any]:
    """Two steps of FDR1 with layers between them that only FDR2 executes."""
    records, before = [record("A")], ["A"]
    for layer in range(layers):
        names = [f"L{layer}-{place}" for place in range(width)]
        records += [record(name, *before, dry_runs=["FDR2"]) for name in names]
        before = names
    return [*records, record("Z", *before)]


@pytest.mark.parametrize(("layers", "width"), [(20_000, 1), (60, 4)])
def test_no_order_is_lost_through_many_steps_left_out(layers: int, width: int) -> None:
    schedule = Plan.from_records(left_out(layers, width)).schedule("FDR1")
    assert (schedule.ids, schedule.prerequisites("Z")) == (["A", "Z"], ["A"])


MANY = 100_000


def chain(first: str) -> list[Any]:
    """Each step waits for the one before, and the first for `first`."""
    return [record(f"S{it:06}", f"S{it - 1:06}" if it else first) for it in range(MANY)]


def test_a_circle_of_100_000_steps_is_told_whole() -> None:
    with pytest.raises(PlanError) as caught:
        Plan.from_records(chain(f"S{MANY - 1:06}"))
    (problem,) = (it for it in caught.value.problems if it.severity == "error")
    assert len(set(problem.path)) == MANY


def test_100_000_steps_in_a_row_are_a_plan() -> None:
    plan = Plan.from_records([*chain("FIRST"), record("FIRST")])
    schedule = plan.schedule("FDR1")
    assert schedule.ids == ["FIRST", *(f"S{it:06}" for it in range(MANY))]
    run = Run(schedule, ["x@y.be"])
    run.start("FIRST", by="x@y.be", at=START)
    run.close("FIRST", by="x@y.be", at=START)
    assert run.recap(START).by_state == {"Terminated": 1, "Ready": 1, "Overdue": MANY - 1}
