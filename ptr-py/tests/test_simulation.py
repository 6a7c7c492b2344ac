"""The rest of a run played many times, asked from Python; and what moves if a step ends late."""

import pickle
import threading
from datetime import timedelta

import pytest
from scene import ANNE, HOUR, T0, TEAM

from ptr_py import (
    Forecast,
    InvalidValue,
    Moved,
    Plan,
    Run,
    Spread,
    UnknownPhase,
    UnknownStep,
    WhatIf,
)

CERTAIN = Spread(shortest=1, longest=1)


@pytest.fixture
def forecast(run: Run) -> Forecast:
    return run.forecast(T0)


def rehearsal(*hours: float) -> Run:
    """Steps of an hour that took so many."""
    step = {"phase": "CO", "dry_runs": ["FDR1", "Live"], "prerequisites": [], "start": T0}
    plan = Plan.from_records(
        {**step, "id": f"CO{place}", "duration": HOUR, "contacts": [ANNE]}
        for place in range(len(hours))
    )
    run = Run(plan.schedule("FDR1"), [TEAM])
    for place in range(len(hours)):
        run.start(f"CO{place}", by=ANNE, at=T0)
    for took, place in sorted((took, place) for place, took in enumerate(hours)):
        run.close(f"CO{place}", by=ANNE, at=T0 + took * HOUR)
    return run


def test_an_hour_lost_here_costs_what_it_moves(forecast: Forecast) -> None:
    late = T0 + 3.5 * HOUR
    what_if = forecast.what_if([{"step": "CO1", "ends": late}])
    assert what_if == WhatIf(
        end=late,
        delay=HOUR / 2,
        moved={
            "CO1": Moved(begins=T0, ends=late),
            "CO3": Moved(begins=late, ends=late, waits_for="CO1"),
            "HO1": Moved(begins=late, ends=late, waits_for="CO3"),
        },
        phases=dict.fromkeys(["PP", "AC", "CO", "DC", "HO", "FB-RB"]) | {"CO": late, "HO": late},
    )
    assert pickle.loads(pickle.dumps(what_if)) == what_if


def test_what_is_asleep_or_over_cannot_end_otherwise(run: Run) -> None:
    with pytest.raises(InvalidValue, match="FB1 sleeps until a rollback is declared"):
        run.forecast(T0).what_if([{"step": "FB1", "ends": T0}])
    run.start("CO1", by=ANNE, at=T0)
    run.close("CO1", by=ANNE, at=T0 + HOUR)
    with pytest.raises(InvalidValue, match="CO1 is terminated") as refused:
        run.forecast(T0 + HOUR).what_if([{"step": "CO1", "ends": T0 + 2 * HOUR}])
    assert "est terminée" in refused.value.text("fr")


def test_several_changes_at_once_are_told_with_the_mails_they_owe(forecast: Forecast) -> None:
    changes = [
        {"step": "CO1", "skipped": True},
        {"step": "CO3", "lasts": 5 * HOUR},
    ]
    what_if = forecast.what_if(changes)
    assert what_if.moved["CO1"].ends == T0
    assert what_if.moved["HO1"].waits_for == "CO3"
    assert {(notice.step, notice.kind) for notice in what_if.notices} <= {("CO3", "start")}
    assert forecast.what_if([]).moved == {}


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"step": "CO1", "end": T0}, "end: .*expected no keys but step, ends, lasts"),
        ({"step": "CO1"}, "{'step': 'CO1'}: expected a step with one of ends, lasts"),
        ({"step": "CO1", "lasts": 60}, "lasts: 60: expected a duration of ISO 8601"),
        ({"step": "CO1", "late": HOUR}, "expected a step with one of ends, lasts"),
        ({"step": "CO1", "skipped": False}, "expected a step with one of ends, lasts"),
        ({"step": "CO1", "lasts": "soon"}, "lasts: 'soon'"),
        ({"step": "CO1", "lasts": -HOUR}, "CO1 cannot last -"),
        ({"team": "XX", "late": HOUR}, 'team "XX"'),
    ],
)
def test_what_cannot_be_supposed_says_why(
    forecast: Forecast, change: dict[str, object], said: str
) -> None:
    with pytest.raises(InvalidValue, match=said):
        forecast.what_if([change])
    with pytest.raises(TypeError, match="expected a change as a dict"):
        forecast.what_if(["CO1"])  # type: ignore[list-item]


def test_without_a_spread_every_play_is_the_forecast(forecast: Forecast) -> None:
    odds = forecast.simulate(draws=50, spread=CERTAIN, watching=["CO1", "FB1"])
    assert odds.draws == len(odds.end) == 50
    assert set(odds.end) == {forecast.end}
    assert odds.end.quantile(0) == odds.end.quantile(1) == forecast.end
    assert set(odds.end_of_phase("CO")) == {forecast.end_of_phase("CO")}
    assert set(odds.end_of_step("CO1")) == {T0 + 2 * HOUR}
    assert odds.criticalities() == {"CO1": 0.0, "CO3": 0.0, "FB1": 0.0, "HO1": 1.0}


def test_what_is_not_expected_has_no_end(forecast: Forecast) -> None:
    asleep = forecast.simulate(watching=["FB1"]).end_of_step("FB1")
    assert (len(asleep), asleep.quantile(0.5), asleep.probability(T0)) == (0, None, None)


def test_a_longer_spread_makes_the_end_later_and_less_likely(forecast: Forecast) -> None:
    planned = T0 + 3 * HOUR
    usual, slow = forecast.simulate(), forecast.simulate(spread=(1, 2, 3))
    late, later = usual.end.quantile(0.8), slow.end.quantile(0.8)
    assert late is not None
    assert later is not None
    assert planned <= late < later
    likely, unlikely = usual.end.probability(planned), slow.end.probability(planned)
    assert likely is not None
    assert unlikely is not None
    assert likely > 0.9
    assert unlikely < 0.3
    assert list(slow.end) == sorted(slow.end)
    assert slow.criticality("CO1") > 0.7


def test_one_step_may_have_a_spread_of_its_own(forecast: Forecast) -> None:
    odds = forecast.simulate(spread=CERTAIN, spreads={"CO1": Spread(likeliest=2, longest=4)})
    assert odds.end.quantile(0) == forecast.end
    last = odds.end.quantile(1)
    assert last is not None
    assert T0 + 7 * HOUR < last <= T0 + 8 * HOUR


def test_the_same_seed_gives_the_same_odds_on_any_number_of_threads(forecast: Forecast) -> None:
    alone = forecast.simulate(draws=500, seed=7, spread=(1, 2, 3), threads=1)
    for threads in (None, 2, 7, 1_024):
        together = forecast.simulate(draws=500, seed=7, spread=(1, 2, 3), threads=threads)
        assert together.end == alone.end
        assert together.criticalities() == alone.criticalities()
    assert forecast.simulate(draws=500, seed=8, spread=(1, 2, 3)).end != alone.end


def test_other_threads_of_python_go_on_meanwhile(forecast: Forecast) -> None:
    done = threading.Event()

    def simulate() -> None:
        forecast.simulate(draws=1_000_000, threads=1)
        done.set()

    simulation = threading.Thread(target=simulate)
    simulation.start()
    turns = 0
    while not done.wait(0.001):
        turns += 1
    simulation.join()
    assert turns > 1


def test_a_rehearsal_shows_the_spread_of_the_next_run() -> None:
    run = rehearsal(*(1 + tenth / 10 for tenth in range(11)))
    at = T0 + 3 * HOUR
    assert run.spread_seen(T0 + HOUR) is None
    seen = run.spread_seen(at)
    assert seen is not None
    assert (seen.shortest, seen.likeliest, seen.longest) == pytest.approx((1.1, 1.5, 1.9), abs=0.11)
    live = Run(run.schedule.plan.schedule("Live"))
    odds = live.forecast(T0).simulate(spread=seen)
    median = odds.end.quantile(0.5)
    assert median is not None
    assert median > T0 + 1.5 * HOUR


def test_questions_that_mean_nothing_are_refused(forecast: Forecast) -> None:
    for wrong in (0, -1, 1_000_001, 1.5, "many"):
        with pytest.raises(InvalidValue, match=r"draws: .*from 1 to 1000000"):
            forecast.simulate(draws=wrong)  # type: ignore[arg-type]
    for wrong in (-1, 2**64):
        with pytest.raises(InvalidValue, match="seed: "):
            forecast.simulate(seed=wrong)
    with pytest.raises(InvalidValue, match="threads: 0"):
        forecast.simulate(threads=0)
    for spread in [(2, 1, 3), (0.5, 1), "wide", Spread(shortest=float("nan"))]:
        with pytest.raises(InvalidValue, match="spread: "):
            forecast.simulate(spread=spread)  # type: ignore[arg-type]
    with pytest.raises(InvalidValue, match=r"spreads\['CO1'\]: .* shares"):
        forecast.simulate(spreads={"CO1": (3, 2, 1)})
    with pytest.raises(InvalidValue, match="expected a mapping"):
        forecast.simulate(spreads=[("CO1", CERTAIN)])  # type: ignore[arg-type]
    with pytest.raises(InvalidValue, match="watching: one text"):
        forecast.simulate(watching="CO1")
    for unknown in ({"spreads": {"CO2": CERTAIN}}, {"watching": ["CO2"]}):
        with pytest.raises(UnknownStep):
            forecast.simulate(**unknown)
    with pytest.raises(UnknownStep):
        forecast.what_if([{"step": "CO2", "ends": T0}])
    with pytest.raises(InvalidValue, match="ends"):
        forecast.what_if([{"step": "CO1", "ends": T0.replace(tzinfo=None)}])


def test_odds_refuse_what_they_were_not_asked_for(forecast: Forecast) -> None:
    odds = forecast.simulate(draws=10)
    with pytest.raises(InvalidValue, match="'CO1' was not watched"):
        odds.end_of_step("CO1")
    with pytest.raises(UnknownPhase):
        odds.end_of_phase("XX")
    with pytest.raises(UnknownStep):
        odds.criticality("CO2")
    for share in (-0.1, 1.1, float("nan"), "half"):
        with pytest.raises(InvalidValue, match=r"share: .*from 0 to 1"):
            odds.end.quantile(share)  # type: ignore[arg-type]
    with pytest.raises(InvalidValue, match="by"):
        odds.end.probability(T0.replace(tzinfo=None))


def test_they_say_in_one_line_what_they_are(forecast: Forecast) -> None:
    odds = forecast.simulate(draws=10, spread=CERTAIN)
    end = "2026-03-29T01:00:00+01:00"
    assert repr(odds) == f"<Odds of FDR1 in 10 draws: 80 % by {end}>"
    assert repr(odds.end) == f"<Ends: half by {end}, 80 % by {end}>"
    assert repr(timedelta(0)) in repr(forecast.what_if([{"step": "HO1", "ends": T0 + 3 * HOUR}]))
