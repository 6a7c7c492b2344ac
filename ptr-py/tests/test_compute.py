"""`compute_states`: what a script calls in place of its own computation."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from scene import HOUR, T0, Record, make_records

from ptr_py import InvalidValue, PlanError, State, UnknownDryRun, compute_states


def test_progress_is_read_from_the_records(records: list[Record]) -> None:
    records[0]["progress"] = "Terminated"
    records[1]["progress"] = "Open"
    assert compute_states(records, T0 + HOUR, dry_run="Live") == {
        "CO1": State.TERMINATED,
        "CO2": State.OPEN,
        "CO3": State.LOCKED,
        "FB1": State.PLANNED,
        "HO1": State.LOCKED,
    }


def test_progress_may_be_a_state(records: list[Record]) -> None:
    records[0]["progress"] = State.TERMINATED
    records[1]["progress"] = State.OPEN
    states = compute_states(records, T0, "Live")
    assert (states["CO1"], states["CO2"]) == (State.TERMINATED, State.OPEN)


def test_only_the_steps_of_the_dry_run_are_computed(records: list[Record]) -> None:
    records[0]["progress"] = "Terminated"
    records[1]["progress"] = "Open"
    assert compute_states(records, T0 + 2 * HOUR, "FDR1")["CO3"] is State.READY
    assert "CO2" not in compute_states(records, T0, "FDR1")


def test_without_a_dry_run_all_steps_are_one_run(records: list[Record]) -> None:
    assert list(compute_states(records, T0)) == ["CO1", "CO2", "CO3", "FB1", "HO1"]
    for record in records:
        del record["dry_runs"]
    assert list(compute_states(records, T0)) == ["CO1", "CO2", "CO3", "FB1", "HO1"]
    assert compute_states(records, T0, dry_run="Live") == compute_states(records, T0)


def test_the_horizon_is_five_days_unless_said(records: list[Record]) -> None:
    at = T0 + HOUR - timedelta(days=5)
    early = at - timedelta(microseconds=1)
    assert compute_states(records, at)["CO2"] is State.LOCKED
    assert compute_states(records, early)["CO2"] is State.PLANNED
    assert compute_states(records, early, lock_horizon=timedelta(days=6))["CO2"] is State.LOCKED
    assert compute_states(records, early, lock_horizon=None)["CO2"] is State.LOCKED
    assert compute_states(records, early, None, timedelta(0))["CO2"] is State.PLANNED


def test_a_rollback_wakes_the_contingency_phases(records: list[Record]) -> None:
    assert compute_states(records, T0)["FB1"] is State.PLANNED
    assert compute_states(records, T0, rollback=True)["FB1"] is State.READY


def test_naive_starts_are_in_the_zone_that_is_given() -> None:
    records = [{"id": "a", "start": datetime(2026, 3, 28, 22)}]  # noqa: DTZ001
    assert compute_states(records, T0, naive="plan")["a"] is State.READY
    assert compute_states(records, T0, timezone="UTC", naive="plan")["a"] is State.IDLE
    assert compute_states(records, T0, naive="utc")["a"] is State.IDLE
    with pytest.raises(PlanError, match="tz_aware=True"):
        compute_states(records, T0)


def test_documents_of_a_database_will_do_as_they_are(records: list[Record]) -> None:
    documents = [{"_id": object(), **record, "history": [{"x": {1, 2}}]} for record in records]
    assert compute_states(documents, T0, "Live") == compute_states(records, T0, "Live")


def test_what_is_wrong_is_told_as_by_a_plan(records: list[Record]) -> None:
    records[0]["start"] = "tonight"
    records[1]["progress"] = "started"
    with pytest.raises(PlanError) as error:
        compute_states(records, T0)
    assert [(it.step, it.field) for it in error.value.problems] == [
        ("CO1", "start"),
        ("CO2", "progress"),
    ]
    with pytest.raises(UnknownDryRun):
        compute_states(make_records(), T0, "FDR9")


@pytest.mark.parametrize(
    "options",
    [
        {"lock_horizon": timedelta(days=-1)},
        {"timezone": "Nowhere"},
        {"phases": "CO"},
        {"at": datetime(2026, 3, 28)},  # noqa: DTZ001
    ],
)
def test_arguments_that_mean_nothing_are_invalid(
    records: list[Record], options: dict[str, Any]
) -> None:
    with pytest.raises(InvalidValue):
        compute_states(records, **{"at": T0, **options})


def test_no_records_have_no_states() -> None:
    assert compute_states([], T0) == {}


def test_no_records_have_no_states_in_a_dry_run_that_nobody_could_name() -> None:
    assert compute_states([], T0, dry_run="FDR2") == {}
    with pytest.raises(PlanError):
        compute_states([None], T0, dry_run="FDR2")  # type: ignore[list-item]
