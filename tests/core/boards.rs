//! Laws of boards: they show what a view computes anew, and turn over exactly what changed.

use chrono::TimeDelta;
use proptest::prelude::*;
use ptr_core::{
    Board, Event, Fact, LockHorizon, Moment, Plan, Role, Run, ScheduleOptions, State, Step, Turned,
};
use ptr_tests::plans::plan;
use ptr_tests::tries::{beginning, tries, who};

/// Holds a board against the view of its run at its instant, and what it said it turned over
/// against what it showed before.
fn check(board: &Board, before: &[State], turned: &[Turned]) -> Result<(), TestCaseError> {
    let view = board.run().view(board.at());
    prop_assert_eq!(board.states(), view.states());
    prop_assert_eq!(board.recap(), view.recap(None));
    prop_assert_eq!(board.next_change(), view.next_change());
    let mut said: Vec<_> = turned.iter().map(|it| (it.step, it.before, it.after)).collect();
    said.sort_unstable();
    let pairs = before.iter().zip(board.states()).zip(board.run().schedule().steps());
    let changed = pairs.filter(|((before, after), _)| before != after);
    let changed: Vec<_> = changed.map(|((before, after), step)| (step, *before, *after)).collect();
    prop_assert_eq!(said, changed);
    Ok(())
}

#[test]
fn a_rollback_declared_by_a_clock_ahead_wakes_steps_that_it_passes() -> Result<(), TestCaseError> {
    let start = beginning() + TimeDelta::hours(1);
    let step = Step::new("FB1", "FB-RB").and_then(|step| step.in_dry_runs(["FDR1"]));
    let step = step.expect("codes").starting(Moment::Instant(start));
    let plan = Plan::from_steps([step]).expect("a plan");
    let mut board =
        Board::new(Run::new(plan.schedule("FDR1").expect("FDR1"), [who(3)]), beginning());
    let event = Event {
        seq: 1,
        at: start,
        by: Some(who(3)),
        role: Role::Coordinator,
        fact: Fact::RollbackDeclared { reason: "parce que".to_owned() },
    };
    let turned = board.apply(event).expect("nothing is declared yet").to_vec();
    check(&board, &[State::Planned], &turned)
}

proptest! {
    #[test]
    fn a_board_shows_what_a_view_computes(
        plan in plan(8),
        tries in tries(),
        horizon in prop::option::of(0_i64..200),
    ) {
        let lock_horizon = match horizon {
            None => LockHorizon::NONE,
            Some(hours) => LockHorizon::within(TimeDelta::hours(hours)).expect("not negative"),
        };
        let options = ScheduleOptions { lock_horizon, ..ScheduleOptions::default() };
        let schedule = plan.schedule_with("FDR1", options).expect("of the plan");
        let mut at = beginning();
        let mut board = Board::new(Run::new(schedule, [who(3)]), at);
        for attempt in &tries {
            at += attempt.later();
            let before = board.states().to_vec();
            let turned = board.advance(at).to_vec();
            check(&board, &before, &turned)?;

            let Some(command) = attempt.command(board.run().schedule()) else { continue };
            // Decided in the present, now and then recorded with the lag of another clock.
            for event in board.run().decide(&command, &attempt.by(), board.at()).unwrap_or_default() {
                let event = Event { at: event.at + attempt.later(), ..event };
                let before = board.states().to_vec();
                let turned = board.apply(event).expect("just decided").to_vec();
                check(&board, &before, &turned)?;
            }
        }
        let anew = Board::new(board.run().clone(), board.at());
        prop_assert_eq!(anew.states(), board.states());
        prop_assert_eq!(anew.recap(), board.recap());
    }

    #[test]
    fn an_event_that_cannot_follow_turns_nothing_over(plan in plan(8), tries in tries()) {
        let schedule = plan.schedule("FDR1").expect("of the plan");
        let (run, said) = ptr_tests::tries::play(Run::new(schedule, [who(3)]), &tries);
        let Some(event) = said.first() else { return Ok(()) };
        let mut board = Board::new(run.clone(), beginning());
        let before = board.states().to_vec();
        prop_assert!(board.apply(event.clone()).is_err());
        check(&board, &before, &[])?;
        prop_assert_eq!(board.into_run(), run);
    }
}
