"""Several rehearsals side by side, and the plan that they teach."""

from datetime import timedelta
from pathlib import Path

import openpyxl
import pytest
from scene import ANNE, HOUR, T0, Record

from ptr_py import InvalidValue, Plan, Run, compare, load_workbook

MINUTE = timedelta(minutes=1)


def rehearse(plan: Plan, dry_run: str, took: timedelta) -> Run:
    """A run in which Anne begins ten minutes late."""
    run = Run(plan.schedule(dry_run))
    run.start("CO1", by=ANNE, at=T0 + 10 * MINUTE)
    run.close("CO1", by=ANNE, at=T0 + 10 * MINUTE + took)
    return run


@pytest.fixture
def plan(records: list[Record]) -> Plan:
    return Plan.from_records(records)


def test_two_rehearsals_stand_side_by_side(plan: Plan) -> None:
    runs = [rehearse(plan, "FDR1", 3 * HOUR), rehearse(plan, "Live", HOUR)]
    comparison = compare(runs, T0 + 10 * HOUR)
    assert [run.dry_run for run in comparison.runs] == ["FDR1", "Live"]
    assert comparison.runs[0].begun == T0 + 10 * MINUTE
    step = comparison.steps["CO1"]
    assert [seen and (seen.reaction, seen.work) for seen in step.seen] == [
        (10 * MINUTE, 3 * HOUR),
        (10 * MINUTE, HOUR),
    ]
    assert step.planned_work == 2 * HOUR
    assert step.lesson is not None
    assert (step.lesson.duration, step.lesson.reaction) == (2 * HOUR, 10 * MINUTE)
    assert (step.lesson.shortest, step.lesson.longest) == (HOUR, 3 * HOUR)
    # FDR1 leaves it out.
    assert [seen is None for seen in comparison.steps["CO2"].seen] == [True, False]
    assert repr(comparison) == "<Comparison of FDR1, Live: 5 steps>"


def test_the_next_plan_and_its_workbook_differ_in_durations_only(
    plan: Plan, tmp_path: Path
) -> None:
    comparison = compare([rehearse(plan, "FDR1", 150 * MINUTE)], T0 + 10 * HOUR)
    next_plan = comparison.next_plan(plan)
    changed = {"CO1": {"duration": (2 * HOUR, 150 * MINUTE)}}
    difference = plan.diff(next_plan)
    assert (difference.added, difference.removed, difference.changed) == ([], [], changed)
    next_plan.write_workbook(tmp_path / "next.xlsx")
    layout = {"id_pattern": None}
    assert plan.diff(load_workbook(tmp_path / "next.xlsx", layout)).changed == changed


def test_the_odds_of_the_next_run_use_what_was_seen(plan: Plan) -> None:
    runs = [rehearse(plan, "FDR1", minutes * MINUTE) for minutes in (100, 110, 130)]
    comparison = compare(runs, T0 + 10 * HOUR)
    schedule = comparison.next_plan(plan).schedule("Live")
    spreads = comparison.spreads(schedule)
    assert list(spreads) == ["CO1"]
    assert spreads["CO1"].longest == pytest.approx(130 / 110)
    forecast = Run(schedule).forecast(T0)
    ends = forecast.simulate(spreads=spreads, watching=["CO1"]).end_of_step("CO1")
    earliest, latest = ends.quantile(0), ends.quantile(1)
    assert earliest is not None
    assert latest is not None
    assert T0 + 100 * MINUTE <= earliest < latest <= T0 + 130 * MINUTE


def test_the_runs_stand_side_by_side_in_a_workbook(plan: Plan, tmp_path: Path) -> None:
    runs = [rehearse(plan, "FDR1", 3 * HOUR), rehearse(plan, "Live", HOUR)]
    compare(runs, T0 + 10 * HOUR).write_workbook(tmp_path / "side.xlsx", language="en")
    sheet = openpyxl.load_workbook(tmp_path / "side.xlsx")["Comparison"]
    rows = list(sheet.iter_rows(values_only=True))
    assert rows[0][3:8] == (
        "Planned (min)",
        "FDR1: reaction (min)",
        "FDR1: work (min)",
        "FDR1: cost to the end (min)",
        "Live: reaction (min)",
    )
    row = next(row for row in rows if row[0] == "CO1")
    assert row[3:6] == (120, 10, 180)
    assert row[7:9] == (10, 60)
    assert row[-3:] == (120, 60, 180)


def test_what_is_no_run_is_refused(plan: Plan) -> None:
    with pytest.raises(TypeError):
        compare([plan], T0)  # type: ignore[list-item]
    with pytest.raises(InvalidValue, match="at"):
        compare([], T0.replace(tzinfo=None))
