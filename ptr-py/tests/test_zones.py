"""The zone of each instant that is handed out: the plan's for what a plan says, else UTC."""

from collections.abc import Iterator
from datetime import UTC, datetime, time, tzinfo
from typing import Any
from zoneinfo import ZoneInfo

from scene import ANNE, BOB, CARLA, HOUR, T0, TEAM, Record, carry_out

from ptr_py import Mailer, Outbox, Plan, Run, Weekly, compare, merge
from ptr_py._values import Value


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


def test_what_a_plan_says_is_by_its_wall_clock_and_what_a_run_answers_in_utc(
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
    assert set(zones(of_run)) == {UTC}
