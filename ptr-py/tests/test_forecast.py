"""Where a run is heading, asked from Python: the whole, a phase, a step."""

import pickle
from datetime import timedelta

import pytest
from scene import ANNE, HOUR, T0, TEAM

from ptr_py import InvalidValue, Outlook, Run, UnknownPhase, UnknownStep


def test_before_it_begins_a_run_is_expected_to_go_as_planned(run: Run) -> None:
    forecast = run.forecast(T0 - 10 * HOUR)
    assert forecast.at == T0 - 10 * HOUR
    assert forecast.end == forecast.planned_end == T0 + 3 * HOUR
    assert forecast.end is not None
    assert forecast.end.isoformat() == "2026-03-29T01:00:00+01:00"
    assert forecast.delay == timedelta(0)
    assert forecast.outlook("CO1") == Outlook(
        begins=T0, ends=T0 + 2 * HOUR, slack=HOUR, is_critical=False, waits_for=None
    )


def test_a_step_under_way_too_long_moves_all_that_waits_for_it(run: Run) -> None:
    run.start("CO1", by=ANNE, at=T0 + HOUR)
    at = T0 + 5 * HOUR
    forecast = run.forecast(at)
    assert forecast.end == at
    assert forecast.delay == 2 * HOUR
    assert forecast.critical_path == ["CO1", "CO3", "HO1"]
    under_way = forecast.outlook("CO1")
    assert under_way is not None
    assert (under_way.begins, under_way.ends, under_way.is_critical) == (T0 + HOUR, at, True)
    waiting = forecast.outlook("CO3")
    assert waiting is not None
    assert waiting.waits_for == "CO1"


def test_what_is_over_is_told_as_it_was_and_has_no_slack(run: Run) -> None:
    run.start("CO1", by=ANNE, at=T0)
    run.close("CO1", by=ANNE, at=T0 + HOUR)
    over = run.forecast(T0 + HOUR).outlook("CO1")
    assert over is not None
    assert (over.begins, over.ends, over.slack) == (T0, T0 + HOUR, None)
    assert not over.is_critical


def test_what_sleeps_is_told_apart_until_it_wakes(run: Run) -> None:
    asleep = run.forecast(T0)
    assert asleep.unexpected == ["FB1"]
    assert asleep.outlook("FB1") is None
    assert asleep.end_of_phase("FB-RB") is None
    assert list(asleep.outlooks()) == ["CO1", "CO3", "HO1"]
    run.declare_rollback("retour arrière", by=TEAM, at=T0)
    awake = run.forecast(T0)
    assert awake.unexpected == []
    assert list(awake.outlooks()) == run.schedule.ids


def test_a_phase_ends_with_its_last_step(run: Run) -> None:
    forecast = run.forecast(T0)
    assert forecast.end_of_phase("CO") == T0 + 2 * HOUR
    assert forecast.end_of_phase("HO") == T0 + 3 * HOUR
    assert forecast.end_of_phase("PP") is None


def test_a_phase_has_a_critical_path_of_its_own(run: Run) -> None:
    run.start("CO1", by=ANNE, at=T0 + HOUR)
    forecast = run.forecast(T0 + 5 * HOUR)
    assert forecast.critical_path == ["CO1", "CO3", "HO1"]
    assert forecast.critical_path_of_phase("CO") == ["CO1", "CO3"]
    assert forecast.critical_path_of_phase("HO") == forecast.critical_path
    assert forecast.critical_path_of_phase("FB-RB") == []
    with pytest.raises(UnknownPhase):
        forecast.critical_path_of_phase("XX")


def test_a_forecast_stays_what_it_was_when_the_run_goes_on(run: Run) -> None:
    before = run.forecast(T0)
    outlooks = before.outlooks()
    run.start("CO1", by=ANNE, at=T0 + HOUR)
    assert before.outlooks() == outlooks
    assert pickle.loads(pickle.dumps(outlooks)) == outlooks


def test_questions_that_mean_nothing_are_refused(run: Run) -> None:
    forecast = run.forecast(T0)
    with pytest.raises(UnknownStep):
        forecast.outlook("CO2")
    with pytest.raises(UnknownPhase):
        forecast.end_of_phase("XX")
    with pytest.raises(InvalidValue, match="at"):
        run.forecast(T0.replace(tzinfo=None))


def test_it_says_in_one_line_what_it_is(run: Run) -> None:
    assert repr(run.forecast(T0)) == (
        "<Forecast of FDR1 at 2026-03-28T22:00:00+01:00: 2026-03-29T01:00:00+01:00>"
    )
