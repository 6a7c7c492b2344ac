"""The zone of each instant that is handed out: the plan's, in the nights of its changes too."""

import pickle
from collections.abc import Iterator
from datetime import UTC, datetime, time, timezone, tzinfo
from typing import Any
from zoneinfo import ZoneInfo

from scene import ANNE, BOB, CARLA, HOUR, T0, TEAM, Record, carry_out

from ptr_py import Event, Mailer, Outbox, Plan, Run, Weekly, compare, merge
from ptr_py._values.value import Value

CET, CEST = timezone(HOUR), timezone(2 * HOUR)


def zones(answer: Any) -> Iterator[tzinfo | None]:
    """The zone of every instant in an answer."""
    match answer:
        case datetime():
            yield answer.tzinfo
        case dict():
            yield from (zone for item in answer.values() for zone in zones(item))
        case list() | tuple():
            yield from (zone for item in answer for zone in zones(item))
        case Value():
            yield from (zone for name in answer._fields for zone in zones(getattr(answer, name)))


def test_whatever_is_handed_out_is_by_the_wall_clock_of_the_plan(
    records: list[Record],
) -> None:
    plan = Plan.from_records(records, milestones={"J0": {"FDR1": T0}})
    moved = [dict(records[0], start=T0 + HOUR), *records[1:]]
    later = Plan.from_records(moved, milestones={"J0": {"FDR1": T0 + HOUR}})
    schedule = plan.schedule("FDR1")
    of_plan = [
        plan.to_records(),
        plan.to_records(resolved=False),
        plan.frame(),
        plan.milestones,
        [step.start for step in plan.steps],
        plan.diff(later),
        schedule.diff(later.schedule("FDR1")),
        merge(plan, later, plan).conflicts,
    ]
    run = Run(schedule, [TEAM])
    owed = run.notices(T0)
    carry_out(run, "CO1")
    run.transfer("CO3", to=CARLA, by=BOB, at=T0 + 10 * HOUR)
    at, weekly = T0 + 11 * HOUR, Weekly(weekday=0, time=time(7), since=T0, recipients=(TEAM,))
    forecast = run.forecast(at)
    odds = forecast.simulate(draws=16)
    decide = forecast.decide_by(at + HOUR)
    of_run = [
        [event.at for event in run.events],
        [(notice.since, notice.until) for notice in run.notices(at + 72 * HOUR, weekly=weekly)],
        [schedule.start("CO1"), schedule.end("CO1")],
        [
            run.next_change(T0),
            run.next_report(T0, weekly),
            run.present(T0),
            run.owed_since(owed[0]),
        ],
        [run.recap(at), run.explain("CO1", at), run.explain("HO1", at), run.review(at)],
        [run.drift(T0, at), run.started("CO1"), compare([run], at).steps],
        [forecast.at, forecast.end, forecast.planned_end, forecast.outlooks()],
        forecast.what_if([{"step": "CO3", "lasts": HOUR}]),
        [odds.end.quantile(0.5), *odds.end],
        [decide.required_end, decide.latest, decide.if_declared_now],
        run.consequences({"type": "start", "step": "CO3"}, by=CARLA, at=at),
        [it.at for it in Mailer({"from": ANNE, "transport": "memory"}).deliver(run, Outbox(), at)],
    ]
    assert set(zones(of_plan)) == {ZoneInfo("Europe/Brussels")}
    assert set(zones(of_run)) == {CET, CEST}
    # Text has always been in UTC.
    assert run.review(at).to_dict()["begun"] == "2026-03-29T07:00:00+00:00"


def test_instants_in_the_hour_that_comes_twice_are_told_apart() -> None:
    first = datetime(2026, 10, 25, 0, 30, tzinfo=UTC)  # 02:30, for the first time
    run = Run(Plan.from_records([{"id": "CO1"}]).schedule("Live"), [TEAM])
    for nth in range(3):
        run.record_defects("CO1", f"Compteur {nth}", by=TEAM, at=first + nth * HOUR)
    at = [event.at for event in run.events]
    assert [f"{it:%H:%M %Z}" for it in at] == ["02:30 CEST", "02:30 CET", "03:30 CET"]
    assert at == sorted(at) == [first, first + HOUR, first + 2 * HOUR]
    assert (at[1] - at[0], at[2] - at[0]) == (HOUR, 2 * HOUR)
    assert len({*at, first}) == 3


def test_an_event_shows_its_instant_alike_in_another_process_and_in_utc_out_of_a_store() -> None:
    run = Run(Plan.from_records([{"id": "CO1"}]).schedule("Live"), [TEAM])
    [event] = run.record_defects("CO1", "Compteur", by=TEAM, at=T0)
    sent, stored = pickle.loads(pickle.dumps(event)), Event.from_dict(event.to_dict())
    assert sent == stored == event
    assert [it.at.isoformat() for it in (event, sent, stored)] == [
        "2026-03-28T22:00:00+01:00",
        "2026-03-28T22:00:00+01:00",
        "2026-03-28T21:00:00+00:00",
    ]
