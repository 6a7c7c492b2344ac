"""A run under another plan, under another clock; addresses as they are compared."""

from __future__ import annotations

import json
import pickle
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from ptr_py import (
    Plan,
    Refused,
    ReplayError,
    Run,
    State,
    UnknownDryRun,
    UnknownStep,
    normalized_address,
)

TEN = datetime(2026, 3, 28, 22, tzinfo=UTC)
HOUR = timedelta(hours=1)
ANNE, PAUL = "anne@grid.example", "paul@grid.example"


def plan(*ids: str, start: datetime = TEN, dry_run: str = "FDR1") -> Plan:
    step = {"phase": "CO", "dry_runs": [dry_run], "start": start, "contacts": [ANNE]}
    return Plan.from_records([step | {"id": one} for one in ids])


@pytest.fixture
def run() -> Run:
    run = Run(plan("CO00000001", "CO00000002").schedule("FDR1"), [PAUL])
    run.start("CO00000001", by=ANNE, at=TEN)
    return run


def test_the_same_plan_changes_nothing(run: Run) -> None:
    revision = run.preview_revision(run.schedule.plan, TEN)
    assert not revision.difference
    assert (revision.states, revision.refusal) == ([], None)


def test_a_plan_that_puts_a_step_off_shows_the_states_it_changes(run: Run) -> None:
    later = plan("CO00000001", "CO00000002", start=TEN + HOUR)
    revision = run.preview_revision(later, TEN)
    assert revision.difference.changed["CO00000002"] == {"start": (TEN, TEN + HOUR)}
    assert [(it.step, it.before, it.after) for it in revision.states] == [
        ("CO00000002", State.READY, State.IDLE)
    ]
    assert run.preview_revision(later, TEN, shift=-HOUR).states == []
    assert run.version == 1


def test_the_shift_of_the_run_goes_on_unless_another_is_said(run: Run) -> None:
    moved = Run(run.schedule.plan.schedule("FDR1", shift=HOUR))
    assert not moved.preview_revision(run.schedule.plan, TEN).difference
    assert moved.preview_revision(run.schedule.plan, TEN, shift=timedelta()).difference


def test_a_plan_that_leaves_out_what_was_worked_on_is_refused_with_reasons(run: Run) -> None:
    revision = run.preview_revision(plan("CO00000002"), TEN)
    assert isinstance(revision.refusal, Refused)
    (reason,) = revision.refusal.reasons
    assert (reason.code, reason.steps) == ("recorded-steps-removed", ("CO00000001",))
    assert "CO00000001" in reason.text("nl")
    assert pickle.loads(pickle.dumps(revision)).refusal.reasons == [reason]
    assert (
        json.loads(json.dumps(revision.to_dict()))["refusal"]["reasons"][0]["code"] == reason.code
    )


def test_a_plan_without_the_dry_run_is_none_for_the_run(run: Run) -> None:
    with pytest.raises(UnknownDryRun):
        run.preview_revision(plan("CO00000001", dry_run="FDR2"), TEN)


def test_a_clock_a_year_ahead_is_refused_and_one_a_day_ahead_is_not(run: Run) -> None:
    day, year = timedelta(days=1), timedelta(days=365)
    run.check_clock(TEN + day, TEN)
    run.check_clock(TEN - year, TEN)
    for ahead in (day + timedelta(microseconds=1), year):
        with pytest.raises(Refused) as refused:
            run.check_clock(TEN + ahead, TEN)
        (reason,) = refused.value.reasons
        assert (reason.code, reason.at, reason.clock, reason.tolerance) == (
            "clock-ahead",
            TEN + ahead,
            TEN,
            day,
        )


def test_an_event_a_year_ahead_takes_nobody_along_and_is_told(run: Run) -> None:
    year = timedelta(days=365)
    run.start("CO00000002", by=ANNE, at=TEN + year)
    assert run.present(TEN + HOUR) == TEN + HOUR
    run.close("CO00000001", by=ANNE, at=TEN + HOUR)
    assert run.present(TEN) == TEN + HOUR
    assert [event.seq for event in run.ahead_of_clock()] == [2]
    assert run.state("CO00000002", TEN + HOUR) is State.OPEN


def test_what_a_clock_a_year_ahead_has_recorded_has_happened_for_who_reads_it(run: Run) -> None:
    run.start("CO00000002", by=ANNE, at=TEN + timedelta(days=365))
    assert run.state("CO00000002", TEN + HOUR) is not State.OPEN
    read = Run.replay(run.schedule, run.events, [PAUL])
    read.seen_at(TEN + HOUR)
    assert read == run
    assert read.state("CO00000002", TEN + HOUR) is State.OPEN
    assert read.state("CO00000002", TEN) is not State.OPEN
    assert [event.seq for event in read.ahead_of_clock()] == [2]
    with pytest.raises(ValueError, match="clock"):
        run.seen_at(TEN.replace(tzinfo=None))


def test_a_mail_is_owed_since_the_same_instant_whenever_it_is_asked(run: Run) -> None:
    (start,) = [one for one in run.notices(TEN + HOUR) if one.step == "CO00000002"]
    assert run.owed_since(start) == TEN
    run.transfer("CO00000002", to="bob@grid.example", by=ANNE, at=TEN + HOUR)
    (transfer, _) = [one for one in run.notices(TEN + 2 * HOUR) if one.event is not None]
    assert run.owed_since(transfer) == TEN + HOUR
    assert run.owed_since(start) == TEN
    assert Run(run.schedule).owed_since(transfer) is None


@pytest.mark.parametrize(
    ("one", "other"),
    [("ANNE@Grid.example", ANNE), ("anne@BÜCHER.example", "anne@xn--bcher-kva.example")],
)
def test_addresses_are_the_same_whatever_their_case_and_the_form_of_their_domain(
    one: str, other: str
) -> None:
    assert normalized_address(one) == normalized_address(other) == other


def test_a_kelvin_sign_is_no_k_and_no_address_is_none() -> None:
    assert normalized_address("\N{KELVIN SIGN}arl@grid.example") != "karl@grid.example"
    assert normalized_address("anne") is None


def test_a_revision_is_an_event_and_earlier_views_keep_the_plan_of_then(run: Run) -> None:
    first, later = run.schedule.plan, plan("CO00000001", "CO00000002", start=TEN + HOUR)
    (event,) = run.revise(later, by=PAUL, at=TEN + HOUR / 2, reason="Le registre est en retard")
    assert (event.type, event.plan, event.reason) == (
        "plan_revised",
        later.digest,
        "Le registre est en retard",
    )
    assert run.schedule.plan is later
    assert run.state("CO00000002", TEN) is State.READY
    assert run.states(TEN + HOUR / 2)["CO00000002"] is State.IDLE
    assert run.next_change(TEN + HOUR / 2) == TEN + HOUR
    assert [(it.before, it.after) for it in run.changes(TEN, TEN + HOUR / 2)] == [
        (State.READY, State.IDLE)
    ]
    assert run.revise(later, by=PAUL, at=TEN + HOUR) == []
    stored = [it.to_dict() for it in run.events]
    with pytest.raises(ReplayError) as missing:
        Run.replay(first.schedule("FDR1"), stored, [PAUL])
    assert later.digest in str(missing.value)
    again = Run.replay(first.schedule("FDR1"), stored, [PAUL], plans=[later])
    assert again == run == pickle.loads(pickle.dumps(run))
    other = Run.replay(first.schedule("FDR1"), stored[:1], [PAUL])
    other.apply(stored[1], plan=Plan.from_json(later.to_json()))
    assert other == run


def test_only_a_coordinator_revises(run: Run) -> None:
    with pytest.raises(Refused) as refused:
        run.revise(plan("CO00000001"), by=ANNE, at=TEN)
    assert [reason.code for reason in refused.value.reasons] == ["not-coordinator"]
    assert run.version == 1


def test_what_would_rewrite_the_past_is_refused_unless_told_otherwise(run: Run) -> None:
    gone = plan("CO00000002")
    with pytest.raises(Refused):
        run.revise(gone, by=PAUL, at=TEN)
    run.revise(gone, by=PAUL, at=TEN, rewriting=True)
    assert list(run.states(TEN)) == ["CO00000002"]
    with pytest.raises(UnknownStep):
        run.state("CO00000001", TEN)
    assert run.state("CO00000001", TEN - HOUR) is State.IDLE
    assert [event.type for event in run.history("CO00000001")] == ["started"]


def test_a_plan_of_something_else_and_one_without_the_dry_run_are_refused_with_words(
    run: Run,
) -> None:
    for other, code in [
        (plan("HO00000001"), "foreign-plan"),
        (plan("CO00000001", dry_run="FDR2"), "unschedulable-plan"),
    ]:
        with pytest.raises(Refused) as refused:
            run.revise(other, by=PAUL, at=TEN, rewriting=True)
        assert code in [reason.code for reason in refused.value.reasons]
        assert "FDR1" in refused.value.text("fr")


def test_a_step_that_was_started_gets_no_open_prerequisite(run: Run) -> None:
    step = {"phase": "CO", "dry_runs": ["FDR1"], "start": TEN}
    first = step | {"id": "CO00000001", "prerequisites": ["CO00000002"]}
    refusal = run.preview_revision(
        Plan.from_records([first, step | {"id": "CO00000002"}]), TEN
    ).refusal
    assert refusal is not None
    (reason,) = refusal.reasons
    assert (reason.code, reason.added) == (
        "open-prerequisites-added",
        (("CO00000001", "CO00000002"),),
    )


def test_a_preview_tells_mails_and_forecast_before_and_after(run: Run) -> None:
    later = plan("CO00000001", "CO00000002", start=TEN + HOUR)
    preview = run.preview_revision(later, TEN)
    before, after = preview.notices
    assert ([it.step for it in before], after) == (["CO00000002"], [])
    (heading, heading_then) = preview.forecast
    assert heading_then is not None
    assert (heading.end, heading_then.end) == (TEN, TEN + HOUR)
    assert run.preview_revision(plan("CO00000002"), TEN).forecast[1] is None
    assert run.preview_revision(plan("CO00000002"), TEN, rewriting=True).refusal is None


def test_a_preview_tells_required_ends_and_the_last_safe_instant_before_and_after() -> None:
    def night(hours: int, **milestone: Any) -> Plan:
        step = {"dry_runs": ["FDR1"], "start": TEN, "duration": hours * HOUR}
        records = [step | {"id": "CO1", "phase": "CO"}, step | {"id": "FB1", "phase": "FB-RB"}]
        opening = {"name": "Ouverture", "dates": {"FDR1": TEN + 4 * HOUR}, **milestone}
        return Plan.from_records(
            records,
            phases=["CO", {"code": "FB-RB", "contingency": True}],
            milestones=[opening],
        )

    required = {"required_end": "whole"}
    run = Run(night(1, **required).schedule("FDR1"), [PAUL])
    (end,) = run.preview_revision(night(5, **required), TEN).required_ends
    assert end.milestone == "Ouverture"
    before, after = end.outlook
    assert before is not None
    assert after is not None
    assert (before.passed_by, after.passed_by) == (None, HOUR)
    assert (end.decide_by, end.is_too_late) == ((TEN + 3 * HOUR, None), (False, True))
    (gone,) = run.preview_revision(night(5), TEN).required_ends
    assert (gone.outlook[1], gone.decide_by[1], gone.is_too_late[1]) == (None, None, False)
    run.declare_rollback("Retour", by=PAUL, at=TEN)
    (end,) = run.preview_revision(night(5, **required), TEN).required_ends
    assert (end.decide_by, end.is_too_late) == ((None, None), (False, False))


def test_a_damaged_history_is_told_with_the_number_of_the_event(run: Run) -> None:
    run.record_defects("CO00000002", "Compteur 12", by=PAUL, at=TEN)
    run.close("CO00000001", by=ANNE, at=TEN + HOUR)
    witness = run.checkpoint()
    assert str(witness) == f"3 {run.events[-1].digest}"
    run.verify(witness)
    stored = [it.to_dict() for it in run.events]
    damaged = [dict(it) for it in stored]
    damaged[1]["text"] = "Compteur 21"
    with pytest.raises(ReplayError, match="Event 2 "):
        Run.replay(run.schedule, damaged, [PAUL]).verify()
    shorter = Run.replay(run.schedule, stored[:2], [PAUL])
    shorter.verify()
    with pytest.raises(ReplayError, match="ends with event 2"):
        shorter.verify(witness)
    old = [{key: it[key] for key in it if key != "digest"} for it in stored]
    read = Run.replay(run.schedule, old, [PAUL])
    read.verify(witness)
    read.reopen("CO00000001", reason="essai", by=ANNE, at=TEN + HOUR)
    read.verify(witness, read.checkpoint())
    assert read.events[-1].digest is not None
