//! Boundaries across both changes of the clocks of Brussels, and the next change of a state.

use chrono::{DateTime, TimeDelta, Utc};
use proptest::prelude::*;
use ptr_core::{Moment, Plan, Run, State, Step};
use ptr_tests::oracle::Question;
use ptr_tests::plans::{answer_of, question, schedule};
use ptr_tests::scenario::{Scenario, instant, step, step_after};

const TICK: TimeDelta = TimeDelta::nanoseconds(1);

fn utc(text: &str) -> DateTime<Utc> {
    text.parse().expect("an instant such as 2026-03-29T01:00:00Z")
}

/// The states of the one step at the instants before, at and after one.
fn around(scenario: &Scenario, id: &str, at: DateTime<Utc>) -> [State; 3] {
    let step = scenario.run().schedule().find(id).expect("of the scenario");
    [at - TICK, at, at + TICK].map(|at| scenario.run().view(at).state(step))
}

#[test]
fn a_start_in_the_spring_gap_is_reached_as_if_the_clocks_had_not_moved() {
    let scenario = Scenario::given([step("CO00000001", "2026-03-29 02:30")]);
    let start = utc("2026-03-29T01:30:00Z");
    assert_eq!(around(&scenario, "CO00000001", start), [State::Idle, State::Ready, State::Ready]);
    let warnings = scenario.run().schedule().plan().warnings();
    assert_eq!(warnings.iter().map(ptr_core::Problem::code).collect::<Vec<_>>(), ["clock-change"]);
}

#[test]
fn a_start_in_the_autumn_fold_is_reached_at_its_first_showing() {
    let scenario = Scenario::given([step("CO00000001", "2026-10-25 02:30")]);
    let start = utc("2026-10-25T00:30:00Z");
    assert_eq!(around(&scenario, "CO00000001", start), [State::Idle, State::Ready, State::Ready]);
    let warnings = scenario.run().schedule().plan().warnings();
    assert_eq!(warnings.iter().map(ptr_core::Problem::code).collect::<Vec<_>>(), ["clock-change"]);
}

#[test]
fn the_lock_horizon_is_five_times_24_hours_also_across_the_changes_of_the_clocks() {
    for (start, locked_from) in
        [("2026-03-31 22:00", "2026-03-26T20:00:00Z"), ("2026-10-27 22:00", "2026-10-22T21:00:00Z")]
    {
        let scenario = Scenario::given([
            step("CO00000001", start),
            step_after("CO00000002", start, &["CO00000001"]),
        ]);
        let expected = [State::Planned, State::Locked, State::Locked];
        assert_eq!(around(&scenario, "CO00000002", utc(locked_from)), expected);
        let expected = [State::Locked, State::Overdue, State::Overdue];
        assert_eq!(around(&scenario, "CO00000002", instant(start)), expected);
    }
}

#[test]
fn ordinary_hours_around_the_changes_are_no_problem() {
    for start in ["2026-03-29 01:59", "2026-03-29 03:00", "2026-10-25 01:59", "2026-10-25 03:00"] {
        let scenario = Scenario::given([step("CO00000001", start)]);
        assert_eq!(scenario.run().schedule().plan().warnings(), [], "{start}");
    }
}

#[test]
fn a_step_without_a_date_never_changes_with_the_clock() {
    let undated = Step::new("CO00000001", "CO").and_then(|step| step.in_dry_runs(["FDR1"]));
    let plan = Plan::from_steps(undated).expect("valid");
    let run = Run::new(plan.schedule("FDR1").expect("of the plan"), []);
    assert_eq!(run.view(DateTime::<Utc>::MIN_UTC).next_change(), None);
}

#[test]
fn starts_at_the_ends_of_the_calendar_are_states_like_any_other() {
    for start in ["0001-01-01T00:00:00Z", "9999-12-31T23:59:59Z"] {
        let step = Step::new("CO00000001", "CO")
            .and_then(|step| step.in_dry_runs(["FDR1"]))
            .expect("valid codes")
            .starting(Moment::Instant(utc(start)));
        let plan = Plan::from_steps([step]).expect("within the calendar");
        let run = Run::new(plan.schedule("FDR1").expect("of the plan"), []);
        let step = run.schedule().find("CO00000001").expect("of the dry run");
        assert_eq!(run.view(DateTime::<Utc>::MIN_UTC).state(step), State::Idle);
        assert_eq!(run.view(DateTime::<Utc>::MAX_UTC).state(step), State::Ready);
    }
}

proptest! {
    #[test]
    fn until_the_next_change_nothing_changes_and_then_something_does(mut question in question(8)) {
        // The library's own answer at two instants: a run with the same progress would do.
        question.recorded.clear();
        let schedule = schedule(&question);
        let run = Run::new(schedule.clone(), []);
        let now = run.view(question.at).states();
        match run.view(question.at).next_change() {
            None => {
                for at in question.boundaries().into_iter().filter(|at| *at > question.at) {
                    prop_assert_eq!(&run.view(at).states(), &now, "at {}", at);
                }
            }
            Some(next) => {
                prop_assert!(next > question.at);
                prop_assert_eq!(&run.view(next - TICK).states(), &now);
                prop_assert_ne!(&run.view(next).states(), &now);
                let question = Question { at: next, ..question };
                prop_assert_eq!(answer_of(&schedule, &question), question.states());
            }
        }
    }
}
