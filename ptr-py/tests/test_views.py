"""What a run answers: states now and then, recaps, explanations, changes, the next change."""

import pickle
from collections import Counter
from datetime import timedelta

import pytest
from scene import ANNE, BOB, HOUR, T0, TEAM, carry_out

from ptr_py import InvalidValue, Period, Plan, PtrError, Run, State, UnknownPhase


def test_states_come_in_topological_order_as_members(run: Run) -> None:
    states = run.states(T0)
    assert list(states.items()) == [
        ("CO1", State.READY),
        ("CO3", State.LOCKED),
        ("FB1", State.PLANNED),
        ("HO1", State.LOCKED),
    ]
    assert all(state is State[state.name] for state in states.values())
    assert all(run.state(step, T0) is state for step, state in states.items())


def test_states_that_were_given_away_are_nobody_elses(run: Run) -> None:
    first = run.states(T0)
    expected = dict(first)
    first["CO1"] = State.OPEN
    first["CO9"] = State.OPEN
    del first["HO1"]
    assert run.states(T0) == run.schedule.states(T0) == expected
    assert list(run.states(T0)) == run.schedule.ids


def test_states_asked_for_in_turns_are_those_of_each_instant(run: Run) -> None:
    instants = [T0 + HOUR * hours for hours in (-1000, 0, 1000)]
    one_by_one = [{step: run.state(step, at) for step in run.schedule.ids} for at in instants]
    assert len({*map(str, one_by_one)}) == len(instants)
    for _ in range(3):
        assert [run.states(at) for at in instants] == one_by_one
        assert [run.schedule.states(at) for at in instants[::-1]] == one_by_one[::-1]


def test_codes_are_the_states_as_one_byte_each(run: Run) -> None:
    carry_out(run, "CO1")
    at = T0 + 10 * HOUR
    codes = run.state_codes(at)
    assert [list(State)[code] for code in codes] == list(run.states(at).values())
    out = bytearray(len(codes))
    assert run.state_codes(at, out=out) is out
    assert out == codes
    assert run.state_codes(T0) != codes
    with pytest.raises(InvalidValue, match="out"):
        run.state_codes(at, out=bytearray(1))


def test_a_past_instant_shows_what_was_known_then(run: Run) -> None:
    before = run.states(T0 + HOUR)
    carry_out(run, "CO1")
    assert run.states(T0 + HOUR) == before
    assert run.states(T0 + 10 * HOUR)["CO1"] is State.TERMINATED


def test_the_next_change_is_the_next_instant_at_which_a_state_changes(run: Run) -> None:
    five_days = timedelta(days=5)
    assert run.next_change(T0 - 30 * five_days) == T0 + 2 * HOUR - five_days
    assert run.next_change(T0 - timedelta(seconds=1)) == T0
    assert run.next_change(T0) == T0 + 2 * HOUR
    assert run.next_change(T0 + 3 * HOUR) is None
    at = run.next_change(T0)
    assert at is not None
    assert at.isoformat() == "2026-03-29T00:00:00+01:00"


def test_a_recap_counts_what_is_awake(run: Run) -> None:
    carry_out(run, "CO1")
    recap = run.recap(T0 + 10 * HOUR)
    assert (recap.total, recap.terminated, recap.asleep) == (3, 1, 1)
    assert recap.percent == pytest.approx(100 / 3)
    assert isinstance(recap.percent, float)
    assert recap.by_state == Counter({State.READY: 1, State.OVERDUE: 1, State.TERMINATED: 1})
    assert {"Ready", "Overdue", "Terminated"} == set(recap.by_state)
    assert State.OPEN not in recap.by_state
    assert recap.by_state[State.OPEN] == 0
    assert sum(recap.by_state.values()) == recap.total
    assert (recap.at, recap.phase) == (T0 + 10 * HOUR, None)


def test_a_recap_counts_by_team_department_and_phase(run: Run) -> None:
    carry_out(run, "CO1")
    recap = run.recap(T0 + 10 * HOUR)
    assert {team: tally.total for team, tally in recap.by_team.items()} == {
        "": 1,
        "Registre": 1,
        "Réseau": 1,
    }
    assert recap.by_team["Registre"].percent == 100.0
    assert recap.by_team["Réseau"].by_state == {State.READY: 1}
    assert recap.by_department["Marché"].terminated == 1
    assert list(recap.by_phase) == ["PP", "AC", "CO", "DC", "HO", "FB-RB"]
    assert recap.by_phase["CO"].total == 2
    assert recap.by_phase["PP"].percent == 0.0


def test_the_groups_of_a_recap_are_of_its_instant_whenever_they_are_asked_for(run: Run) -> None:
    recap = run.recap(T0 + 10 * HOUR)
    carry_out(run, "CO1")
    assert recap.by_team["Registre"].by_state == {State.READY: 1}
    assert recap.by_team is recap.by_team
    groups = ["by_phase", "by_team", "by_department"]
    assert list(recap.to_dict())[-6:] == [*groups, "asleep", "abandoned", "blocking_defects"]
    with pytest.raises(AttributeError, match="'Recap' object has no attribute 'by_weather'"):
        _ = recap.by_weather  # type: ignore[attr-defined]


def test_a_recap_of_one_phase_counts_it_alone(run: Run, plan: Plan) -> None:
    assert run.recap(T0, "CO").total == 2
    assert run.recap(T0, phase=plan.phases[4]).total == 1
    assert run.recap(T0, phase="HO").phase == "HO"
    assert (run.recap(T0, phase="FB-RB").total, run.recap(T0, phase="FB-RB").asleep) == (0, 1)


def test_progress_of_nothing_is_zero_percent(run: Run) -> None:
    recap = run.recap(T0, phase="PP")
    assert (recap.total, recap.percent, recap.by_state) == (0, 0.0, Counter())


def test_a_phase_that_the_plan_does_not_have_is_unknown(run: Run) -> None:
    with pytest.raises(UnknownPhase, match="ZZ") as unknown:
        run.recap(T0, phase="ZZ")
    assert isinstance(unknown.value, KeyError)
    assert isinstance(unknown.value, PtrError)


def test_lateness_counts_from_the_start_of_a_ready_step_and_the_end_of_an_open_one(
    run: Run,
) -> None:
    assert run.lateness("CO1", T0) is None
    assert run.lateness("CO1", T0 + HOUR) == HOUR
    run.start("CO1", by=ANNE, at=T0 + HOUR)
    assert run.lateness("CO1", T0 + 2 * HOUR) is None
    assert run.lateness("CO1", T0 + 3 * HOUR) == HOUR
    recap = run.recap(T0 + 3 * HOUR)
    assert (recap.late, recap.latest) == (1, HOUR)


def test_an_explanation_names_every_unmet_condition_and_who_holds_the_chain(run: Run) -> None:
    explanation = run.explain("HO1", T0)
    assert (explanation.step, explanation.at, explanation.state) == ("HO1", T0, State.LOCKED)
    assert [condition.code for condition in explanation.unmet] == [
        "open-prerequisite",
        "start-not-reached",
    ]
    assert explanation.unmet[0].step == "CO3"
    assert explanation.blockers == {"CO1": State.READY}
    assert explanation.started is None
    assert "CO3" in explanation.text("fr")
    assert explanation.text("en") == str(explanation) != explanation.text("fr")


def test_an_explanation_tells_when_and_by_whom(run: Run) -> None:
    run.start("CO1", by=ANNE, at=T0)
    run.close("CO1", by=TEAM, at=T0 + HOUR)
    explanation = run.explain("CO1", T0 + HOUR)
    assert explanation.unmet == ()
    assert explanation.started is not None
    assert explanation.terminated is not None
    assert (explanation.started.at, explanation.started.by) == (T0, ANNE)
    assert (explanation.terminated.at, explanation.terminated.by) == (T0 + HOUR, TEAM)
    assert run.started("CO1") == explanation.started
    assert run.terminated("CO1") == explanation.terminated
    assert run.terminated("CO1", T0) is None


def test_each_condition_says_what_it_is_about(run: Run) -> None:
    far = T0 - timedelta(days=30)
    by_code = {condition.code: condition for condition in run.explain("HO1", far).unmet}
    assert by_code["beyond-horizon"].locked_from == T0 + 3 * HOUR - timedelta(days=5)
    assert by_code["start-not-reached"].start == T0 + 3 * HOUR
    asleep = run.explain("FB1", far).unmet[0]
    assert (asleep.code, asleep.phase) == ("asleep", "FB-RB")
    assert asleep.text("fr") != asleep.text("en")


def test_changes_between_two_instants_come_from_events_and_the_clock(run: Run) -> None:
    run.start("CO1", by=ANNE, at=T0)
    changes = run.changes(T0 - HOUR, T0 + 2 * HOUR)
    assert [(change.step, change.before, change.after) for change in changes] == [
        ("CO1", State.IDLE, State.OPEN),
        ("CO3", State.LOCKED, State.OVERDUE),
    ]


def test_changes_between_two_versions_come_from_events_alone(run: Run) -> None:
    carry_out(run, "CO1")
    changes = run.changes(1, 2)
    assert [(change.step, change.before, change.after) for change in changes] == [
        ("CO1", State.OPEN, State.TERMINATED),
        ("CO3", State.OVERDUE, State.READY),
    ]
    assert run.changes(2, 2) == []
    assert run.changes(0, 0) == []
    assert [change.after for change in run.changes(2, 1)] == [State.OPEN, State.OVERDUE]


def test_an_instant_and_a_version_are_not_compared(run: Run) -> None:
    with pytest.raises(InvalidValue, match="two instants or two versions"):
        run.changes(T0, 1)  # type: ignore[type-var]
    with pytest.raises(InvalidValue, match="versions count from 0"):
        run.changes(-1, 1)


def test_the_end_drifts_by_causes_that_add_up(run: Run) -> None:
    run.start("CO1", by=ANNE, at=T0 + 2 * HOUR)
    run.close("CO1", by=ANNE, at=T0 + 5 * HOUR)
    since, until = T0 - HOUR, T0 + 6 * HOUR
    causes = run.drift(since, until)
    assert [(cause.kind, cause.step, cause.amount) for cause in causes] == [
        ("began-late", "CO1", HOUR),
        ("took-longer", "CO1", HOUR),
        ("not-begun", "CO3", HOUR),
    ]
    before, after = run.forecast(since).end, run.forecast(until).end
    assert before is not None
    assert after is not None
    assert sum((cause.amount for cause in causes), timedelta()) == after - before
    assert str(causes[0]) == causes[0].message
    assert run.drift(since, until, language="en")[2].message == (
        "CO3 could begin and has not: the end is 1 h later."
    )
    assert pickle.loads(pickle.dumps(causes)) == causes


def test_the_drift_between_versions_ends_with_their_last_events(run: Run) -> None:
    run.start("CO1", by=ANNE, at=T0 + 2 * HOUR)
    run.close("CO1", by=ANNE, at=T0 + 5 * HOUR)
    assert run.drift(0, 1) == []
    assert [cause.kind for cause in run.drift(1, 2)] == ["took-longer"]
    assert [cause.amount for cause in run.drift(2, 1)] == [-HOUR]
    with pytest.raises(InvalidValue, match="two instants or two versions"):
        run.drift(T0, 1)  # type: ignore[type-var]
    with pytest.raises(InvalidValue, match="is not a language"):
        run.drift(0, 1, language="xx")


def test_a_review_tells_reaction_from_work_and_what_each_delay_cost(run: Run) -> None:
    run.start("CO1", by=ANNE, at=T0 + HOUR)
    run.close("CO1", by=ANNE, at=T0 + 5 * HOUR)
    run.start("CO3", by=BOB, at=T0 + 6 * HOUR)
    review = run.review(T0 + 6 * HOUR)
    assert (review.dry_run, review.at, review.begun) == ("FDR1", T0 + 6 * HOUR, T0 + HOUR)
    assert (review.planned_end, review.end) == (T0 + 3 * HOUR, T0 + 6 * HOUR)
    assert review.expected_end == T0 + 3 * HOUR
    assert review.path == ("CO1", "CO3", "HO1")
    first = review.steps["CO1"]
    assert (first.reaction, first.planned_work, first.work) == (HOUR, 2 * HOUR, 4 * HOUR)
    assert (first.ready, first.skipped, first.cost) == (T0, False, 3 * HOUR)
    assert first.planned == Period(begins=T0, ends=T0 + 2 * HOUR)
    assert first.expected == Period(begins=T0 + HOUR, ends=T0 + 3 * HOUR)
    assert first.actual == Period(begins=T0 + HOUR, ends=T0 + 5 * HOUR)
    assert review.steps["FB1"].cost is None
    assert list(review.steps) == run.schedule.ids
    assert list(review.phases) == ["CO", "HO", "FB-RB"]
    assert review.phases["CO"].cost == review.phases["CO"].reaction + HOUR == 3 * HOUR
    assert review.teams["Registre"].work == 4 * HOUR
    assert pickle.loads(pickle.dumps(review)) == review
    assert review.to_dict()["steps"]["CO1"]["cost"] == 3 * 3600.0


def test_the_history_of_a_step_is_its_events(run: Run) -> None:
    carry_out(run, "CO1", "CO3")
    assert [event.seq for event in run.history("CO3")] == [3, 4]
    assert run.history("HO1") == []


def test_a_line_of_history_says_what_happened_and_who_did_it(run: Run) -> None:
    (event,) = run.start("CO1", by=ANNE, at=T0)
    assert ANNE in event.sentence()
    assert event.sentence() == event.sentence("fr") != event.sentence("en")
    with pytest.raises(InvalidValue):
        event.sentence("de")


def test_views_of_a_shifted_schedule_are_shifted(plan: Plan) -> None:
    run = Run(plan.schedule("FDR1", shift=timedelta(days=7)))
    assert run.state("CO1", T0) is State.IDLE
    assert run.state("CO1", T0 + timedelta(days=7)) is State.READY
    assert run.next_change(T0 + timedelta(days=6)) == T0 + timedelta(days=7)


def test_bob_is_told_apart_from_the_team(run: Run) -> None:
    carry_out(run, "CO1")
    run.start("CO3", by=BOB, at=T0 + 10 * HOUR)
    assert [event.role for event in run.events] == ["coordinator", "coordinator", "assignee"]
