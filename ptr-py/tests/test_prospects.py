"""What a report says of where a run is heading: the same as each question asked by itself."""

import json
import pickle
from datetime import UTC, datetime, timedelta

import pytest
from scene import ANNE, HOUR

from ptr_py import Plan, Run

TEN = datetime(2026, 3, 20, 22, tzinfo=UTC)
COORDINATOR = "paul@grid.example"


@pytest.fixture
def run() -> Run:
    """A night with a decision and a rollback; the first step was begun a quarter late."""
    step = {"phase": "CO", "dry_runs": ["FDR1"], "duration": HOUR, "contacts": [ANNE]}
    plan = Plan.from_records(
        [
            dict(step, id="CO1", start=TEN),
            dict(step, id="CO2", start=TEN + HOUR, prerequisites=["CO1"], outcomes=["GO", "NO-GO"]),
            dict(step, id="FB1", phase="FB-RB", start=TEN, duration=2 * HOUR),
        ],
        milestones=[
            {"name": "Ouverture", "dates": {"FDR1": TEN + 5 * HOUR}, "required_end": "whole"},
            {
                "name": "Matin",
                "dates": {"FDR1": TEN + 2 * HOUR},
                "required_end": {"phase": "CO"},
            },
        ],
    )
    run = Run(plan.schedule("FDR1"), [COORDINATOR])
    run.start("CO1", by=ANNE, at=TEN + HOUR / 4)
    return run


def test_it_tells_what_forecast_odds_and_decide_by_tell(run: Run) -> None:
    at = TEN + HOUR
    told, forecast = run.prospects(at), run.forecast(at)
    odds = forecast.simulate()
    assert (told.whole.expected, told.whole.planned) == (forecast.end, forecast.planned_end)
    assert told.whole.likely == odds.end.quantile(0.8)
    assert told.whole.required == TEN + 5 * HOUR
    assert told.whole.light == forecast.light(odds, by=TEN + 5 * HOUR)
    assert told.whole.chance == odds.end.probability(TEN + 5 * HOUR)
    assert [phase.phase for phase in told.phases] == ["CO"]
    assert told.phases[0].required == TEN + 2 * HOUR
    assert told.phases[0].light == "red"
    assert tuple(end.outlook for end in told.required_ends) == forecast.required_ends
    for end in told.required_ends:
        decide = forecast.decide_by(end.outlook.milestone)
        assert end.chance == odds.required_ends[end.outlook.milestone]
        assert (end.decide_by, end.decide_by_likely) == (decide.latest, decide.latest_within(0.8))
        assert end.is_too_late == (decide.latest is None)
    assert [end.margin for end in told.required_ends] == [HOUR * 2.75, -HOUR / 4]


def test_it_tells_why_the_end_has_moved_what_was_decided_and_what_is_to_be(run: Run) -> None:
    at = TEN + HOUR
    told = run.prospects(at, language="en")
    assert told.since == TEN
    assert (told.moved, [cause.step for cause in told.causes]) == (HOUR / 4, ["CO1"])
    assert str(told.causes[0]) == str(run.drift(TEN, at, language="en")[0])
    assert told.decided == ()
    assert [(it.step, it.outcomes) for it in told.to_decide] == [("CO2", ("GO", "NO-GO"))]

    later = TEN + 2 * HOUR
    run.close("CO1", by=ANNE, at=later)
    run.start("CO2", by=ANNE, at=later)
    run.close("CO2", by=ANNE, at=later, outcome="GO")
    told = run.prospects(later, since=at)
    assert (told.since, told.to_decide) == (at, ())
    assert [(event.type, event.outcome) for event in told.decided] == [("closed", "GO")]
    # What has ended is no longer a matter of luck.
    assert (told.whole.expected, told.whole.likely) == (later, None)


def test_it_is_a_value_and_can_be_written_down(run: Run) -> None:
    told = run.prospects(TEN + HOUR)
    assert told == run.prospects(TEN + HOUR)
    assert pickle.loads(pickle.dumps(told)) == told
    plain = json.loads(json.dumps(told.to_dict()))
    assert plain["whole"]["delay"] == timedelta(hours=0.25).total_seconds()
    assert plain["to_decide"][0]["outcomes"] == ["GO", "NO-GO"]
