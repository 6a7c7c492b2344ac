//! Laws of the state function.

use proptest::prelude::*;
use ptr_core::State;
use ptr_tests::oracle::{Question, Recorded};
use ptr_tests::plans::{answer, answer_of, question, schedule};

const MOST: usize = 12;

proptest! {
    #[test]
    fn states_are_what_the_literal_oracle_says(question in question(MOST)) {
        prop_assert_eq!(answer(&question), question.states());
    }

    #[test]
    fn also_the_instant_before_at_and_after_every_boundary(question in question(6)) {
        let schedule = schedule(&question);
        for at in question.boundaries() {
            let question = Question { at, ..question.clone() };
            prop_assert_eq!(answer_of(&schedule, &question), question.states(), "at {}", at);
        }
    }

    #[test]
    fn time_moving_forward_never_takes_ready_back(
        question in question(MOST),
        seconds in 0_i64..30 * 24 * 3600,
    ) {
        let later = Question { at: question.at + chrono::TimeDelta::seconds(seconds), ..question.clone() };
        let (before, after) = (answer(&question), answer(&later));
        for (id, state) in before {
            if state == State::Ready {
                prop_assert_eq!(after[&id], State::Ready, "{}", id);
            }
        }
    }

    #[test]
    fn closing_a_step_never_makes_another_less_ready_unless_a_decision_abandons_it(
        question in question(MOST),
        closed in any::<prop::sample::Index>(),
    ) {
        let ids: Vec<String> = question.steps().map(|step| step.id.to_string()).collect();
        prop_assume!(!ids.is_empty());
        let closed = closed.get(&ids);
        let mut later = question.clone();
        later.recorded.insert(closed.clone(), Recorded::Terminated);
        let (before, after) = (answer(&question), answer(&later));
        let step = |id: &str| later.plan.step(id).expect("of the plan");
        for (id, before) in before.into_iter().filter(|(id, _)| id != closed) {
            if step(closed).is_decision() && later.is_abandoned(step(&id)) {
                prop_assert_eq!(after[&id], State::Planned);
                continue;
            }
            let allowed: &[State] = match before {
                State::Planned => &[State::Planned, State::Idle],
                State::Locked => &[State::Locked, State::Idle],
                State::Overdue => &[State::Overdue, State::Ready],
                State::Idle => &[State::Idle],
                State::Ready => &[State::Ready],
                State::Open => &[State::Open],
                State::Terminated => &[State::Terminated],
            };
            prop_assert!(allowed.contains(&after[&id]), "{} went from {} to {}", id, before, after[&id]);
        }
    }
}
