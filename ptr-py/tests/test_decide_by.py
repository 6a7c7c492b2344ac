"""Required ends, a rollback dated by its declaration, and until when it can be declared."""

import pickle
from datetime import UTC, datetime, timedelta
from typing import Any

import pyarrow as pa  # type: ignore[import-untyped]
import pytest
from scene import ANNE, HOUR

from ptr_py import (
    DecideBy,
    InvalidValue,
    Milestone,
    Phase,
    Plan,
    PlanError,
    RequiredOutlook,
    Run,
    State,
)

TEN = datetime(2026, 3, 20, 22, tzinfo=UTC)
SIX = TEN + 8 * HOUR
COORDINATOR = "paul@grid.example"


def frame(**changes: Any) -> dict[str, Any]:
    return {
        "phases": ["CO", {"code": "FB-RB", "contingency": True, "sets": "Repli"}],
        "milestones": [
            {"name": "Repli", "dates": {}},
            {"name": "Ouverture", "dates": {"FDR1": SIX}, "required_end": "whole"},
        ],
        **changes,
    }


RECORDS: list[dict[str, Any]] = [
    {"id": "CO1", "phase": "CO", "dry_runs": ["FDR1"], "start": TEN, "duration": 4 * HOUR},
    {
        "id": "FB1",
        "phase": "FB-RB",
        "dry_runs": ["FDR1"],
        "start": {"milestone": "Repli"},
        "duration": HOUR,
        "contacts": [ANNE],
    },
    {
        "id": "FB2",
        "phase": "FB-RB",
        "dry_runs": ["FDR1"],
        "prerequisites": ["FB1"],
        "start": {"milestone": "Repli", "seconds": 1800},
        "duration": 2 * HOUR,
    },
]


@pytest.fixture
def plan() -> Plan:
    return Plan.from_records(RECORDS, timezone="Europe/Brussels", **frame())


@pytest.fixture
def run(plan: Plan) -> Run:
    return Run(plan.schedule("FDR1"), coordinators=[COORDINATOR])


def test_a_declared_start_is_what_the_run_answers_and_not_what_its_plan_says(run: Run) -> None:
    run.declare_rollback("Retour", by=COORDINATOR, at=TEN + HOUR)
    assert run.schedule.start("FB1") is None
    rows = pa.table(run.table(TEN + 2 * HOUR)).to_pylist()
    starts = {row["id"]: row["start"] for row in rows}
    assert (starts["FB1"], starts["FB2"]) == (TEN + HOUR, TEN + 1.5 * HOUR)
    before = pa.table(run.table(TEN)).to_pylist()
    assert {row["id"]: row["start"] for row in before}["FB1"] is None


def test_a_plan_says_what_must_have_ended_and_what_a_declaration_sets(plan: Plan) -> None:
    phase = plan.phases[1]
    assert (phase, phase.sets) == ("FB-RB", "Repli")
    assert pickle.loads(pickle.dumps(phase)).sets == "Repli"
    assert repr(Phase("CO")) == "Phase('CO', label=None, contingency=False)"
    repli, opening = plan.milestones
    assert (repli.required_end, opening.required_end) == (None, "whole")
    assert Plan.from_records(plan.to_records(resolved=False), **plan.frame()) == plan
    assert Plan.from_json(plan.to_json()) == plan
    assert not plan.warnings, "a date that follows is no date that lacks"


def test_the_required_end_of_a_phase_is_told_with_its_chance() -> None:
    of = {"phase": "CO"}
    opening = Milestone(name="Ouverture", dates={"FDR1": TEN + 3 * HOUR}, required_end=of)
    milestones = [Milestone(name="Repli", dates={}), opening]
    plan = Plan.from_records(RECORDS, **frame(milestones=milestones))
    forecast = Run(plan.schedule("FDR1")).forecast(TEN)
    told = RequiredOutlook(
        milestone="Ouverture", of=of, by=TEN + 3 * HOUR, ends=TEN + 4 * HOUR, passed_by=HOUR
    )
    assert forecast.required_ends == (told,)
    assert forecast.simulate(draws=50).required_ends == {"Ouverture": 0.0}


def test_a_required_end_before_the_plan_begins_is_a_problem() -> None:
    early = [{"name": "Ouverture", "dates": {"FDR1": TEN - HOUR}, "required_end": "whole"}]
    with pytest.raises(PlanError, match="Give it a later date") as refused:
        Plan.from_records(RECORDS[:1], phases=["CO"], milestones=early)
    assert [problem.code for problem in refused.value.problems] == ["required-end-too-early"]
    with pytest.raises(InvalidValue, match=r"required_end: 'all': expected \"whole\""):
        Plan.from_records([], milestones=[{"name": "J0", "required_end": "all"}])


def test_a_declaration_dates_the_rollback(run: Run) -> None:
    at = TEN + 2 * HOUR
    assert run.state("FB1", at) == State.PLANNED
    run.declare_rollback("retour", by=COORDINATOR, at=at)
    assert run.state("FB1", at) == State.READY
    assert run.next_change(at) == at + timedelta(minutes=30)
    assert run.state("FB1", at - timedelta(microseconds=1)) == State.PLANNED
    again = Run.replay(run.schedule, run.events, coordinators=[COORDINATOR])
    assert again.states(at) == run.states(at)
    run.withdraw_rollback("non", by=COORDINATOR, at=at)
    assert run.state("FB1", at) == State.PLANNED


def test_a_rollback_can_be_decided_as_long_as_it_is_over_in_time(run: Run) -> None:
    forecast = run.forecast(TEN)
    for required_end in (SIX, "Ouverture"):
        decide = forecast.decide_by(required_end)
        assert isinstance(decide, DecideBy)
        assert decide.required_end == SIX
        assert decide.if_declared_now == TEN + 3 * HOUR
        assert decide.latest == SIX - 3 * HOUR
        assert decide.latest_within(0.8, spread=(1, 1, 1)) == decide.latest
        within = decide.latest_within(0.8, draws=200, seed=3, spreads={"FB2": (1, 1, 2)})
        assert within is not None
        assert SIX - 5 * HOUR < within < SIX - 3 * HOUR
    what_if = forecast.what_if([{"step": "CO1", "lasts": 9 * HOUR}])
    assert what_if.required_ends[0].passed_by == HOUR
    assert what_if.decide_by == {"Ouverture": SIX - 3 * HOUR}
    late = run.forecast(SIX - 3 * HOUR + timedelta(microseconds=1)).decide_by(SIX)
    assert (late.latest, late.latest_within(0.5)) == (None, None)
    assert "too late" in repr(late)


def test_why_there_is_no_last_instant_of_a_rollback(run: Run) -> None:
    without = Plan.from_records(RECORDS[:1], phases=["CO"])
    forecast = Run(without.schedule("FDR1")).forecast(TEN)
    assert repr(forecast.decide_by(SIX)).endswith(": no rollback>")
    run.declare_rollback("Retour", by=COORDINATOR, at=TEN)
    assert repr(run.forecast(TEN).decide_by(SIX)).endswith(": declared>")


def test_decide_by_refuses_what_is_no_required_end(run: Run) -> None:
    forecast = run.forecast(TEN)
    with pytest.raises(InvalidValue, match='milestone "Fin" is not among the dates') as refused:
        forecast.decide_by("Fin")
    assert "Ouverture" in refused.value.text("fr")
    with pytest.raises(InvalidValue, match="Repli"):
        forecast.decide_by("Repli")
    with pytest.raises(InvalidValue, match="required_end"):
        forecast.decide_by(SIX.replace(tzinfo=None))
    with pytest.raises(InvalidValue, match=r"share: 2: .*from 0 to 1"):
        forecast.decide_by(SIX).latest_within(2)
