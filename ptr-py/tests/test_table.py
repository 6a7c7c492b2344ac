"""Steps and states in columns, as polars, pandas and pyarrow take them."""

from datetime import UTC, datetime, timedelta

import pandas as pd
import polars as pl
import pyarrow as pa  # type: ignore[import-untyped]
import pytest
from scene import ANNE, BOB, HOUR, T0, Record, carry_out

from ptr_py import InvalidValue, Plan, Run, Schedule, Stamp, UnknownStep

TEXTS = ["id", "label", "phase", "team", "department"]
OF_STEPS = [*TEXTS, "prerequisites", "start", "end"]
OF_STATES = [*OF_STEPS, "state", "code"]
STAMPS = ["started", "started_by", "terminated", "terminated_by"]
OF_RUNS = [*OF_STATES, "assignees", *STAMPS, "skipped", "lateness", "defects"]
OF_FORECASTS = [*OF_STEPS, "begins", "ends", "slack", "is_critical", "waits_for"]
LIST = pa.list_(pa.field("item", pa.string()))
INSTANT = pa.timestamp("us", "Europe/Brussels")


def test_the_columns_have_the_types_of_what_they_hold(run: Run) -> None:
    table = pa.table(run.table(T0))
    assert table.column_names == run.table(T0).columns == OF_RUNS
    assert {field.name: field.type for field in table.schema} == {
        **dict.fromkeys([*TEXTS, "started_by", "terminated_by", "defects"], pa.string()),
        **dict.fromkeys(["prerequisites", "assignees"], LIST),
        **dict.fromkeys(["start", "end", "started", "terminated"], INSTANT),
        "state": pa.dictionary(pa.uint8(), pa.string()),
        "code": pa.uint8(),
        "skipped": pa.bool_(),
        "lateness": pa.duration("us"),
    }
    table.validate(full=True)


def test_the_rows_say_what_the_run_says(run: Run) -> None:
    carry_out(run, "CO1")
    run.start("CO3", by=BOB, at=T0 + 10 * HOUR)
    run.record_defects("CO3", "Fuite", by=BOB, at=T0 + 10 * HOUR)
    at = T0 + 10 * HOUR
    rows = pa.table(run.table(at)).to_pylist()
    assert {row["id"]: row["state"] for row in rows} == run.states(at)
    for row in rows:
        step, state = run.schedule.plan[row["id"]], run.state(row["id"], at)
        assert row == {
            "id": step.id,
            "label": step.label,
            "phase": step.phase,
            "team": step.team,
            "department": step.department,
            "prerequisites": run.schedule.prerequisites(step.id),
            "start": run.schedule.start(step.id),
            "end": run.schedule.end(step.id),
            "state": state,
            "code": state.code,
            "assignees": run.assignees(step.id),
            **stamp("started", run.started(step.id)),
            **stamp("terminated", run.terminated(step.id)),
            "skipped": False,
            "lateness": run.lateness(step.id, at),
            "defects": run.defects(step.id),
        }


def stamp(name: str, stamp: Stamp | None) -> dict[str, object]:
    """Its two columns."""
    return {name: stamp and stamp.at, f"{name}_by": stamp and stamp.by}


def test_the_rows_say_what_the_forecast_says(run: Run) -> None:
    carry_out(run, "CO1")
    forecast = run.forecast(T0 + 11 * HOUR)
    table = pa.table(forecast.table())
    table.validate(full=True)
    assert table.column_names == forecast.table().columns == OF_FORECASTS
    for row in table.to_pylist():
        outlook = forecast.outlook(row["id"])
        assert row["prerequisites"] == run.schedule.prerequisites(row["id"])
        expected = dict.fromkeys(OF_FORECASTS[8:]) if outlook is None else vars(outlook)
        assert {name: row[name] for name in OF_FORECASTS[8:]} == expected
    assert table["begins"].null_count == 1


def test_polars_takes_a_table_as_it_is(run: Run) -> None:
    frame = pl.DataFrame(run.table(T0))
    assert frame["id"].to_list() == run.schedule.ids
    assert frame["state"].cast(pl.String).to_list() == list(run.states(T0).values())
    assert frame["start"].to_list()[0] == T0
    assert frame["assignees"].to_list()[0] == [ANNE]
    ready = frame.filter(pl.col("state").cast(pl.String) == "Ready")
    assert ready["id"].to_list() == ["CO1"]


def test_pandas_takes_a_table_as_it_is(run: Run) -> None:
    frame = pd.DataFrame.from_arrow(run.table(T0))  # type: ignore[attr-defined]
    assert frame["id"].tolist() == run.schedule.ids
    assert frame["state"].astype(str).tolist() == list(run.states(T0).values())
    assert frame["start"][0] == pd.Timestamp(T0)
    assert frame["code"].dtype == "uint8"


def test_a_schedule_gives_its_steps_and_their_states(schedule: Schedule) -> None:
    assert pl.DataFrame(schedule.table(T0)).columns == OF_STATES
    table = pa.table(schedule.table(T0, ["CO3"], ["CO1"]))
    assert table["code"].to_pylist() == list(schedule.state_codes(T0, ["CO3"], ["CO1"]))
    with pytest.raises(UnknownStep):
        schedule.table(T0, ["CO9"])
    with pytest.raises(InvalidValue, match="naive"):
        schedule.table(datetime(2026, 3, 28))  # noqa: DTZ001


def test_a_schedule_alone_gives_its_steps(schedule: Schedule) -> None:
    frame = pl.DataFrame(schedule)
    assert frame.columns == OF_STEPS
    assert frame["id"].to_list() == schedule.ids


def test_a_table_can_be_read_again_and_outlives_its_run(plan: Plan) -> None:
    table = Run(plan.schedule("Live")).table(T0)
    assert len(table) == 5
    assert pa.table(table).equals(pa.table(table))
    assert repr(table) == f"<Table of 5 steps: {', '.join(OF_RUNS)}>"
    assert pa.schema(table).names == OF_RUNS


def test_a_stream_that_nobody_reads_is_released(run: Run) -> None:
    for _ in range(1000):
        run.table(T0).__arrow_c_stream__()


def test_starts_at_the_ends_of_the_calendar_fit_into_a_column() -> None:
    records: list[Record] = [
        {"id": "a", "start": datetime.min.replace(tzinfo=UTC), "duration": timedelta(days=1)},
        {"id": "b", "start": datetime.max.replace(tzinfo=UTC)},
        {"id": "c"},
    ]
    table = pa.table(Plan.from_records(records).schedule("Live"))
    # On the wall clock of the plan they are no days of Python's calendar.
    starts = table["start"].cast(pa.timestamp("us", "UTC"))
    assert starts.to_pylist() == [record.get("start") for record in records]


def test_a_plan_without_phases_has_none_in_its_column() -> None:
    schedule = Plan.from_records([{"id": "a"}]).schedule("Live")
    assert pl.DataFrame(schedule)["phase"].to_list() == [None]


def test_no_steps_are_an_empty_table() -> None:
    schedule = Plan.from_records([], dry_runs=["Live"]).schedule("Live")
    assert pl.DataFrame(schedule.table(T0)).shape == (0, len(OF_STATES))
