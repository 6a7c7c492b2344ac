"""Instants held against the domain's table: every boundary, in every dress that an instant has."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone
from itertools import product
from zoneinfo import ZoneInfo

import pytest
from literal import DAY, FIVE_DAYS, START, TICK, record, state_of

from ptr_py import Plan, Run, State, compute_states

BRUSSELS = ZoneInfo("Europe/Brussels")
HORIZONS = [timedelta(0), TICK, timedelta(hours=1), FIVE_DAYS, 10_000 * DAY, None]
STEPS = [record("A", start=START - 30 * DAY), record("B", "A")]


@pytest.mark.parametrize("horizon", HORIZONS, ids=str)
@pytest.mark.parametrize("shift", [timedelta(0), 3 * DAY, -TICK], ids=str)
@pytest.mark.parametrize("progress", [None, "Open", "Terminated"])
@pytest.mark.parametrize("terminated", [False, True])
def test_every_line_of_the_table_to_the_microsecond(
    horizon: timedelta | None, shift: timedelta, progress: str | None, terminated: bool
) -> None:
    plan = Plan.from_records(STEPS)
    schedule = plan.schedule("FDR1", shift=shift, lock_horizon=horizon)
    opened = ["B"] if progress == "Open" else []
    closed = ["A"] * terminated + (["B"] if progress == "Terminated" else [])
    start = START + shift
    for edge, step in product(
        (start, start - (FIVE_DAYS if horizon is None else horizon)),
        (-DAY, -TICK, timedelta(0), TICK, DAY),
    ):
        state = schedule.states(edge + step, opened=opened, terminated=closed)["B"]
        assert isinstance(state, State)
        assert state == state_of(progress, terminated, edge + step, start, horizon)


def test_five_days_are_the_horizon_unless_another_is_given() -> None:
    schedule = Plan.from_records(STEPS).schedule("FDR1")
    for at in (START - FIVE_DAYS - TICK, START - FIVE_DAYS):
        expected = state_of(None, False, at, START, FIVE_DAYS)
        assert schedule.states(at)["B"] == expected
        assert compute_states(STEPS, at, dry_run="FDR1")["B"] == expected


def dresses(instant: datetime) -> Iterator[datetime]:
    """The same instant by the clocks of several places."""
    yield instant
    for zone in (BRUSSELS, ZoneInfo("Asia/Kolkata"), timezone(-timedelta(hours=7, minutes=30))):
        yield instant.astimezone(zone)


def quarters(day: datetime) -> Iterator[datetime]:
    """Every quarter of an hour that Brussels shows on a morning; twice if it does so."""
    for quarter, fold in product(range(-8, 24), (0, 1)):
        local = (day + quarter * timedelta(minutes=15)).replace(fold=fold)
        instant = local.replace(tzinfo=BRUSSELS).astimezone(UTC)
        if instant.astimezone(BRUSSELS).replace(tzinfo=None) == local:
            yield local


@pytest.mark.parametrize("day", ["2026-03-29", "2026-10-25"])
def test_on_the_days_when_the_clocks_change_a_start_is_the_instant_that_python_means(
    day: str,
) -> None:
    for local in quarters(datetime.fromisoformat(day)):
        start = local.replace(tzinfo=BRUSSELS).astimezone(UTC)
        for given in (local, local.replace(tzinfo=BRUSSELS)):
            steps = [record("A"), record("B", "A", start=given)]
            schedule = Plan.from_records(steps, timezone="Europe/Brussels", naive="plan").schedule(
                "FDR1"
            )
            for edge, tick in product((start, start - FIVE_DAYS), (-TICK, timedelta(0))):
                waiting = state_of(None, False, edge + tick, start)
                free = state_of(None, True, edge + tick, start)
                for at in dresses(edge + tick):
                    assert schedule.states(at)["B"] == waiting
                    assert schedule.states(at, terminated=["A"])["B"] == free


@pytest.mark.parametrize(("edge", "hours"), [(datetime.max, -23), (datetime.min, 23)])  # noqa: DTZ901
def test_an_instant_that_its_time_zone_moves_out_of_the_calendar_is_the_calendars_end(
    edge: datetime, hours: int
) -> None:
    schedule = Plan.from_records([record("A"), record("B", "A")]).schedule("FDR1")
    run = Run(schedule, coordinators=["c@grid.example"])
    end, beyond = (edge.replace(tzinfo=zone) for zone in (UTC, timezone(timedelta(hours=hours))))
    assert schedule.states(beyond) == schedule.states(end)
    assert run.recap(beyond) == run.recap(end)
    assert run.explain("B", beyond) == run.explain("B", end)
    assert run.record_defects("A", "Fuite", by="c@grid.example", at=beyond)[0].at == end
    assert run.defects("A", end) == run.defects("A", beyond) == "Fuite"
