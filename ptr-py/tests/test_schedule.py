"""A plan projected on a dry run: order, effective prerequisites, states at their boundaries."""

from array import array
from datetime import UTC, datetime, timedelta, timezone
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np
import pyarrow as pa  # type: ignore[import-untyped]
import pytest
from scene import HOUR, T0, Record

from ptr_py import InvalidValue, Plan, PtrError, Schedule, State, UnknownDryRun, UnknownStep

TICK = timedelta(microseconds=1)
FIVE_DAYS = timedelta(days=5)


def test_ids_come_in_topological_order_ties_by_id() -> None:
    plan = Plan.from_records(
        [
            {"id": "d"},
            {"id": "c", "prerequisites": ["d"]},
            {"id": "b"},
            {"id": "a", "prerequisites": ["c", "b"]},
        ]
    )
    assert plan.schedule("Live").ids == ["b", "d", "c", "a"]


def test_a_prerequisite_left_out_is_replaced_by_its_own(plan: Plan) -> None:
    assert plan.schedule("Live").prerequisites("CO3") == ["CO2"]
    assert plan.schedule("FDR1").prerequisites("CO3") == ["CO1"]
    assert plan.schedule("FDR1").successors("CO1") == ["CO3"]


def test_effective_prerequisites_are_sorted_and_each_comes_once() -> None:
    both = ["FDR1", "Live"]
    plan = Plan.from_records(
        [
            {"id": "a", "dry_runs": both},
            {"id": "c", "dry_runs": both},
            {"id": "x", "dry_runs": ["Live"], "prerequisites": ["c", "a"]},
            {"id": "y", "dry_runs": ["Live"], "prerequisites": ["a"]},
            {"id": "b", "dry_runs": both, "prerequisites": ["y", "x"]},
        ]
    )
    assert plan.schedule("FDR1").prerequisites("b") == ["a", "c"]


def test_an_unknown_dry_run_is_a_key_error_that_names_those_there_are(plan: Plan) -> None:
    with pytest.raises(UnknownDryRun, match=r"FDR1.*Live") as unknown:
        plan.schedule("FDR9")
    assert isinstance(unknown.value, KeyError)
    assert isinstance(unknown.value, PtrError)


def test_a_schedule_knows_where_it_comes_from(plan: Plan) -> None:
    schedule = plan.schedule("FDR1", timedelta(days=1), timedelta(days=2))
    assert schedule.plan is plan
    assert schedule.dry_run == "FDR1"
    assert (schedule.shift, schedule.lock_horizon) == (timedelta(days=1), timedelta(days=2))
    assert (len(schedule), "CO1" in schedule, "CO2" in schedule) == (4, True, False)
    assert schedule.start("CO1") == T0 + timedelta(days=1)
    assert schedule.end("CO1") == T0 + timedelta(days=1, hours=2)
    assert schedule.end("CO3") is None
    unshifted = plan.schedule("FDR1")
    assert (unshifted.shift, unshifted.lock_horizon) == (timedelta(0), FIVE_DAYS)
    assert unshifted != schedule
    assert unshifted == plan.schedule("FDR1")


@pytest.mark.parametrize("step", ["CO2", "CO9", "", 5])
def test_a_step_that_the_dry_run_leaves_out_is_unknown_to_the_schedule(
    schedule: Schedule, step: Any
) -> None:
    for ask in (schedule.prerequisites, schedule.successors, schedule.start, schedule.end):
        with pytest.raises(UnknownStep) as unknown:
            ask(step)
        assert unknown.value.reasons[0].dry_run == "FDR1"


# --- States ------------------------------------------------------------------------------------


def test_each_line_of_the_table_holds_from_its_first_instant_to_its_last(plan: Plan) -> None:
    schedule = plan.schedule("Live")

    def co2(at: datetime, opened: str = "", terminated: str = "") -> State:
        return schedule.states(at, opened.split(), terminated.split())["CO2"]

    start = T0 + HOUR
    for at in (start - FIVE_DAYS - TICK, start - FIVE_DAYS, start - TICK, start, start + TICK):
        assert co2(at, terminated="CO2") is State.TERMINATED
        assert co2(at, opened="CO2") is State.OPEN
        assert co2(at, opened="CO2", terminated="CO2") is State.TERMINATED
    assert co2(start - TICK, terminated="CO1") is State.IDLE
    assert co2(start, terminated="CO1") is State.READY
    assert co2(start + TICK, terminated="CO1") is State.READY
    assert co2(start - FIVE_DAYS - TICK) is State.PLANNED
    assert co2(start - FIVE_DAYS) is State.LOCKED
    assert co2(start - TICK) is State.LOCKED
    assert co2(start) is State.OVERDUE
    assert co2(start, opened="CO1") is State.OVERDUE


def test_a_step_without_a_date_waits_or_is_planned_for_ever() -> None:
    plan = Plan.from_records([{"id": "a"}, {"id": "b", "prerequisites": ["a"]}])
    late = datetime(9999, 1, 1, tzinfo=UTC)
    assert plan.schedule("Live").states(late) == {"a": State.IDLE, "b": State.PLANNED}
    without = plan.schedule("Live", lock_horizon=None)
    assert without.states(late) == {"a": State.IDLE, "b": State.LOCKED}


def test_without_a_horizon_every_step_that_waits_for_others_is_locked(plan: Plan) -> None:
    early = T0 - timedelta(days=10_000)
    states = plan.schedule("Live", lock_horizon=None).states(early)
    assert states == {
        "CO1": State.IDLE,
        "CO2": State.LOCKED,
        "CO3": State.LOCKED,
        "FB1": State.PLANNED,
        "HO1": State.LOCKED,
    }


def test_a_horizon_of_nothing_leaves_no_time_to_be_locked(plan: Plan) -> None:
    schedule = plan.schedule("Live", lock_horizon=timedelta(0))
    assert schedule.states(T0 + HOUR - TICK)["CO2"] is State.PLANNED
    assert schedule.states(T0 + HOUR)["CO2"] is State.OVERDUE


@pytest.mark.parametrize("horizon", [-TICK, -FIVE_DAYS, timedelta.min])
def test_a_negative_horizon_is_invalid(plan: Plan, horizon: timedelta) -> None:
    with pytest.raises(InvalidValue, match="lock_horizon"):
        plan.schedule("Live", lock_horizon=horizon)


def test_a_horizon_beyond_all_calendars_is_none_the_less_a_horizon(plan: Plan) -> None:
    schedule = plan.schedule("Live", lock_horizon=timedelta.max)
    assert schedule.states(datetime.min.replace(tzinfo=UTC))["CO2"] is State.LOCKED


@pytest.mark.parametrize("shift", [timedelta.max, timedelta.min, timedelta(days=-800_000)])
def test_a_shift_out_of_the_calendar_is_invalid(plan: Plan, shift: timedelta) -> None:
    with pytest.raises(InvalidValue):
        plan.schedule("Live", shift=shift)


def test_a_shift_is_elapsed_time_also_across_a_change_of_the_clocks(plan: Plan) -> None:
    shift = timedelta(days=7, hours=1)
    shifted, unshifted = plan.schedule("Live", shift=shift), plan.schedule("Live")
    for step in unshifted.ids:
        start = unshifted.start(step)
        assert start is not None
        assert shifted.start(step) == start + shift
    assert shifted.states(T0 + shift) == unshifted.states(T0)


def test_contingency_phases_sleep_whatever_the_clock_says(schedule: Schedule) -> None:
    assert schedule.states(T0 + FIVE_DAYS)["FB1"] is State.PLANNED
    assert schedule.states(T0, opened=["FB1"])["FB1"] is State.OPEN


def test_a_rollback_wakes_the_contingency_phases(schedule: Schedule) -> None:
    states = schedule.states(T0, rollback=True)
    assert states["FB1"] is State.READY
    codes = schedule.state_codes(T0, rollback=True)
    assert [list(State)[code] for code in codes] == list(states.values())
    assert pa.table(schedule.table(T0, rollback=True))["code"].to_pylist() == list(codes)


def test_steps_left_out_of_the_dry_run_count_for_nothing(schedule: Schedule) -> None:
    assert schedule.states(T0, opened=["CO2"], terminated=["CO2"]) == schedule.states(T0)


@pytest.mark.parametrize("ids", [["CO9"], [""], [5], [None], ["CO1", ("CO1",)]])
def test_ids_that_the_plan_does_not_have_are_unknown_steps(schedule: Schedule, ids: Any) -> None:
    for which in ("opened", "terminated"):
        with pytest.raises(UnknownStep):
            schedule.states(T0, **{which: ids})


def test_one_id_is_not_several(schedule: Schedule) -> None:
    with pytest.raises(InvalidValue, match="expected several"):
        schedule.states(T0, opened="CO1")


def test_ids_may_come_from_any_iterable(schedule: Schedule) -> None:
    expected = schedule.states(T0, ["CO3"], ["CO1"])
    assert schedule.states(T0, {"CO3"}, iter(["CO1", "CO1"])) == expected
    assert schedule.states(T0, terminated={"CO1": 1}, opened=("CO3",)) == expected


# --- Instants ----------------------------------------------------------------------------------


def test_a_naive_instant_is_a_value_error(schedule: Schedule) -> None:
    for naive in (datetime(2026, 3, 28), datetime.min, datetime.max):  # noqa: DTZ001, DTZ901
        with pytest.raises(ValueError, match="naive"):
            schedule.states(naive)
        with pytest.raises(ValueError, match="naive"):
            schedule.state_codes(naive)


@pytest.mark.parametrize("at", [None, "2026-03-28T22:00:00+01:00", 0, T0.date()])
def test_what_is_no_datetime_is_a_type_error(schedule: Schedule, at: Any) -> None:
    with pytest.raises(TypeError, match="at must be a datetime"):
        schedule.states(at)


def test_both_showings_of_a_repeated_hour_are_told_apart_by_fold() -> None:
    start = datetime(2026, 10, 25, 1, 0, tzinfo=UTC)  # 02:00 for the second time
    schedule = Plan.from_records([{"id": "a", "start": start}]).schedule("Live")
    brussels = ZoneInfo("Europe/Brussels")
    first = datetime(2026, 10, 25, 2, 59, 59, tzinfo=brussels)
    second = datetime(2026, 10, 25, 2, 0, 0, tzinfo=brussels, fold=1)
    assert schedule.states(first)["a"] is State.IDLE
    assert schedule.states(second)["a"] is State.READY


@pytest.mark.parametrize("minutes", [-14 * 60 + 1, -570, 0, 345, 14 * 60])
def test_any_offset_will_do(schedule: Schedule, minutes: int) -> None:
    zone = timezone(timedelta(minutes=minutes, microseconds=1))
    for at in (T0 - TICK, T0, T0 + TICK):
        assert schedule.states(at.astimezone(zone)) == schedule.states(at)


def test_instants_at_the_ends_of_the_calendar_do_no_harm(schedule: Schedule) -> None:
    for zone in (timezone(timedelta(hours=14)), timezone(timedelta(hours=-12))):
        assert schedule.states(datetime.min.replace(tzinfo=zone))["CO1"] is State.IDLE
        assert schedule.states(datetime.max.replace(tzinfo=zone))["CO1"] is State.READY


# --- Dicts and buffers -------------------------------------------------------------------------


def test_the_dict_is_a_fresh_one_of_shared_keys_and_members(schedule: Schedule) -> None:
    one, other = schedule.states(T0), schedule.states(T0)
    assert list(one) == schedule.ids
    assert all(mine is theirs for mine, theirs in zip(one, other, strict=True))
    assert all(state is State(state.value) for state in one.values())
    one.clear()
    assert schedule.states(T0) == other


def test_codes_are_one_byte_a_step_in_the_order_of_the_ids(schedule: Schedule) -> None:
    codes = schedule.state_codes(T0, opened=["CO3"], terminated=["CO1"])
    states = schedule.states(T0, opened=["CO3"], terminated=["CO1"])
    assert isinstance(codes, bytes)
    assert [list(State)[code] for code in codes] == list(states.values())


def test_numpy_and_memoryview_read_the_codes_where_they_lie(schedule: Schedule) -> None:
    codes = schedule.state_codes(T0)
    array_of_codes = np.frombuffer(codes, dtype=np.uint8)
    assert array_of_codes.tolist() == list(codes)
    assert np.shares_memory(array_of_codes, np.frombuffer(memoryview(codes), dtype=np.uint8))


def test_codes_are_written_where_one_wants_them(schedule: Schedule) -> None:
    codes = schedule.state_codes(T0)
    two_rows = np.full((2, len(schedule)), 99, dtype=np.uint8)
    assert schedule.state_codes(T0, out=two_rows[1]).base is two_rows
    assert two_rows.tolist() == [[99] * len(schedule), list(codes)]
    every_other = np.full(2 * len(schedule), 99, dtype=np.uint8)
    schedule.state_codes(T0, out=every_other[::2])
    assert every_other[::2].tolist() == list(codes)
    assert set(every_other[1::2]) == {99}
    for out in (bytearray(len(schedule)), array("B", bytes(len(schedule)))):
        assert schedule.state_codes(T0, out=out) is out
        assert bytes(out) == codes


@pytest.mark.parametrize(
    "out",
    [
        bytes(4),
        bytearray(3),
        bytearray(5),
        np.zeros(4, dtype=np.int64),
        np.zeros(4, dtype=np.float32),
        memoryview(bytes(4)),
        [0, 0, 0, 0],
    ],
    ids=lambda out: f"{type(out).__name__}-{len(out)}",
)
def test_what_cannot_take_the_codes_is_invalid(schedule: Schedule, out: Any) -> None:
    with pytest.raises(InvalidValue, match="out"):
        schedule.state_codes(T0, out=out)


def test_a_schedule_of_nothing_has_no_states(records: list[Record]) -> None:
    schedule = Plan.from_records(records, dry_runs=["FDR1", "FDR3", "Live"]).schedule("FDR3")
    assert (len(schedule), schedule.ids, schedule.states(T0)) == (0, [], {})
    assert schedule.state_codes(T0) == b""
