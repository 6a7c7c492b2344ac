"""Decisions in Python: records, closing with an outcome, votes, what is abandoned, forecasts."""

from __future__ import annotations

import pickle
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest

import ptr_py
from ptr_py import Plan, PlanError, Refused, Run, State

if TYPE_CHECKING:
    from ptr_py.typing import Supposition

TEN = datetime(2026, 3, 28, 22, tzinfo=UTC)
ANNE, BOB, PAUL = "anne@grid.example", "bob@grid.example", "paul@grid.example"


def step(name: str, **more: Any) -> dict[str, Any]:
    """A record of a step that Anne carries out at ten."""
    common = {"phase": "CO", "dry_runs": ["FDR1"], "start": TEN, "contacts": [ANNE]}
    return {"id": name, "prerequisites": [], **common, **more}


def records(**decision: Any) -> list[dict[str, Any]]:
    hour = timedelta(hours=1)
    return [
        step("D", outcomes=["GO", "NO-GO"], duration=hour, **decision),
        step("G", prerequisites=["D = GO"], duration=5 * hour),
        step("N", prerequisites=[{"step": "D", "outcome": "NO-GO"}], duration=hour),
        step("J", prerequisites=["G", "N"], duration=hour),
    ]


def run_of(**decision: Any) -> Run:
    plan = Plan.from_records(records(**decision))
    run = Run(plan.schedule("FDR1"), coordinators=[PAUL])
    run.start("D", by=ANNE, at=TEN)
    return run


def test_a_decision_is_closed_with_an_outcome_and_the_other_branch_is_abandoned() -> None:
    run = run_of()
    [event] = run.close("D", by=ANNE, at=TEN, outcome="GO", reason="vent tombé")
    assert event.to_dict() == {
        "seq": 2,
        "at": "2026-03-28T22:00:00Z",
        "by": ANNE,
        "as": "assignee",
        "type": "closed",
        "step": "D",
        "outcome": "GO",
        "reason": "vent tombé",
        "digest": event.digest,
    }
    assert (event.outcome, event.reason) == ("GO", "vent tombé")
    assert run.abandoned(TEN) == ["N"]
    assert run.states(TEN) == {
        "D": State.TERMINATED,
        "G": State.READY,
        "N": State.PLANNED,
        "J": State.OVERDUE,
    }
    recap = run.recap(TEN)
    assert (recap.total, recap.abandoned) == (3, 1)
    explanation = run.explain("N", TEN)
    [condition] = explanation.unmet
    assert (condition.code, condition.decision) == ("abandoned", "D")
    assert (condition.asked, condition.taken) == ("NO-GO", "GO")
    again = Run.replay(run.schedule, run.events, coordinators=[PAUL])
    assert again.states(TEN) == run.states(TEN)


def test_votes_are_events_and_the_quorum_closes() -> None:
    run = run_of(quorum=2, contacts=[ANNE, BOB])
    [vote] = run.close("D", by=ANNE, at=TEN, outcome="NO-GO")
    assert (vote.type, vote.outcome) == ("voted", "NO-GO")
    decision = run.decision("D")
    assert decision is not None
    assert (decision.quorum, decision.outcome, decision.missing) == (2, None, (BOB,))
    assert [(vote.by, vote.outcome) for vote in decision.votes] == [(ANNE, "NO-GO")]
    assert "bob@grid.example" in run.explain("D", TEN).message_fr
    assert run.close("D", by=ANNE, at=TEN, outcome="NO-GO") == []
    [closed] = run.close("D", by=BOB, at=TEN, outcome="NO-GO")
    assert (closed.type, closed.outcome) == ("closed", "NO-GO")
    decided = run.decision("D", TEN)
    assert decided is not None
    assert decided.outcome == "NO-GO"
    assert pickle.loads(pickle.dumps(decided)) == decided
    assert run.decision("G") is None


@pytest.mark.parametrize(
    ("outcome", "code"),
    [(None, "missing-outcome"), ("OK", "unknown-outcome"), ("GO; NO-GO", "unknown-outcome")],
)
def test_an_outcome_nobody_offers_is_refused_with_those_there_are(
    outcome: str | None, code: str
) -> None:
    run = run_of()
    with pytest.raises(Refused) as refused:
        run.close("D", by=ANNE, at=TEN, outcome=outcome)
    [reason] = refused.value.reasons
    assert (reason.code, reason.outcomes, reason.found) == (code, ("GO", "NO-GO"), outcome)
    assert "GO" in reason.message
    assert "GO" in reason.message_fr
    assert "GO" in reason.text("nl")


def test_what_if_a_decision_had_an_outcome_tells_what_is_abandoned_and_who_would_be_told() -> None:
    run = run_of()
    forecast = run.forecast(TEN)
    follows = forecast.what_if([{"step": "D", "outcome": "NO-GO"}])
    assert follows.end == run.forecast(TEN, outcomes={"D": "NO-GO"}).end
    assert follows.delay == timedelta(hours=-4)
    assert (follows.moved["G"].begins, follows.moved["G"].ends) == (None, None)
    assert (follows.moved["J"].waits_for, follows.notices) == ("N", ())
    now: list[Supposition] = [{"step": "D", "outcome": "NO-GO"}, {"step": "D", "ends": TEN}]
    assert [notice.step for notice in forecast.what_if(now).notices] == ["N"]


@pytest.mark.parametrize(
    ("step", "outcome", "said"),
    [
        ("D", "OK", "une de ses issues : GO ou NO-GO"),
        ("G", "GO", "n'est pas une décision"),
        ("D", "GO; NO-GO", "une de ses issues : GO ou NO-GO"),
    ],
)
def test_an_outcome_that_cannot_be_supposed_is_refused_in_every_language(
    step: str, outcome: str, said: str
) -> None:
    with pytest.raises(ptr_py.InvalidValue) as refused:
        run_of().forecast(TEN).what_if([{"step": step, "outcome": outcome}])
    told = [refused.value.text(language) for language in ("fr", "en", "nl")]
    assert said in told[0].replace("\N{NO-BREAK SPACE}", " ")
    assert len(set(told)) == 3
    with pytest.raises(ptr_py.InvalidValue) as assumed:
        run_of().forecast(TEN, outcomes={step: outcome})
    assert [assumed.value.text(language) for language in ("fr", "en", "nl")] == [
        f"outcomes{colon} {text}"
        for colon, text in zip(("\N{NO-BREAK SPACE}:", ":", ":"), told, strict=True)
    ]


def test_a_step_that_is_no_decision_has_no_outcome() -> None:
    run = run_of()
    run.close("D", by=ANNE, at=TEN, outcome="GO")
    run.start("G", by=ANNE, at=TEN)
    with pytest.raises(Refused) as refused:
        run.execute({"type": "close", "step": "G", "outcome": "GO"}, by=ANNE, at=TEN)
    assert [reason.code for reason in refused.value.reasons] == ["unknown-outcome"]
    run.close("G", by=ANNE, at=TEN)


def test_records_with_outcomes_come_back_as_they_are_understood() -> None:
    plan = Plan.from_records(records(quorum=1))
    again = plan.to_records()
    assert [record["prerequisites"] for record in again] == [
        [],
        ["D = GO"],
        ["D = NO-GO"],
        ["G", "N"],
    ]
    assert [record["outcomes"] for record in again] == [["GO", "NO-GO"], [], [], []]
    assert (again[0]["quorum"], again[1]["quorum"]) == (1, None)
    assert Plan.from_records(again) == plan
    assert Plan.from_json(plan.to_json()) == plan
    assert (plan["D"].outcomes, plan["D"].quorum) == (["GO", "NO-GO"], 1)
    assert plan["G"].prerequisites == ["D = GO"]
    odd = Plan.from_records([*records(), step("D = GO")])
    assert odd["G"].prerequisites == ["D = GO"]
    assert odd.schedule("FDR1").prerequisites("G") == ["D = GO"]


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"quorum": 2}, "quorum-out-of-reach"),
        ({"quorum": True}, "wrong-value"),
        ({"quorum": "deux"}, "wrong-value"),
        ({"outcomes": ["GO"]}, "single-outcome"),
        ({"outcomes": ["GO", "A = B"]}, "bad-outcome"),
        ({"outcomes": ["OK", "KO"]}, "unknown-outcome"),
    ],
)
def test_what_is_wrong_with_a_decision_is_a_problem_with_its_place(
    change: dict[str, Any], code: str
) -> None:
    first, *rest = records()
    with pytest.raises(PlanError) as error:
        Plan.from_records([{**first, **change}, *rest])
    problem = next(one for one in error.value.problems if one.code == code)
    assert (problem.row is None, problem.step is None) == (False, False)
    assert problem.message
    assert problem.message_fr


def test_stored_progress_says_the_outcome() -> None:
    schedule = Plan.from_records(records()).schedule("FDR1")
    states = schedule.states(TEN, terminated=["D"], outcomes={"D": "NO-GO"})
    assert (states["G"], states["N"]) == (State.PLANNED, State.READY)
    assert schedule.states(TEN, terminated=["D"])["N"] == State.PLANNED
    with pytest.raises(ptr_py.InvalidValue, match="GO or NO-GO"):
        schedule.states(TEN, terminated=["D"], outcomes={"D": "OK"})
    first, *rest = records()
    stored = [{**first, "progress": "Terminated", "outcome": "GO"}, *rest]
    assert ptr_py.compute_states(stored, TEN)["G"] == State.READY
    with pytest.raises(PlanError) as error:
        ptr_py.compute_states([{**stored[0], "outcome": "OK"}, *rest], TEN)
    assert [problem.code for problem in error.value.problems] == ["unknown-outcome"]


def test_each_outcome_has_its_forecast_and_odds() -> None:
    run = run_of()
    ends = {}
    for outcome in run.schedule.plan["D"].outcomes:
        forecast = run.forecast(TEN, outcomes={"D": outcome})
        ends[outcome] = forecast.end
        assert forecast.simulate(draws=100).end.quantile(0.5) is not None
    assert ends == {"GO": TEN + timedelta(hours=7), "NO-GO": TEN + timedelta(hours=3)}
    assert run.forecast(TEN, outcomes={"D": "GO"}).abandoned == ["N"]
    assert run.forecast(TEN).end == ends["GO"]
    with pytest.raises(ptr_py.InvalidValue):
        run.forecast(TEN, outcomes={"D": "OK"})
    run.close("D", by=ANNE, at=TEN, outcome="GO")
    with pytest.raises(ptr_py.InvalidValue, match="Step D is terminated"):
        run.forecast(TEN, outcomes={"D": "GO"})
