//! Why a step stands where it stands, in English.

use chrono_tz::Tz;

use super::words::{instant, list, quote_whole};
use crate::id::StepId;
use crate::language::Language;
use crate::language::parts;
use crate::run::Stamp;
use crate::run::{Condition, Explanation};
use crate::state::State;

pub(in crate::language) fn explanation(explanation: &Explanation, timezone: Tz) -> Vec<String> {
    let mut sentences = vec![stands(explanation, timezone)];
    sentences.extend(conditions(&explanation.unmet, timezone));
    sentences.extend(held_by(explanation));
    sentences
}

/// The state, and who brought it about.
fn stands(explanation: &Explanation, timezone: Tz) -> String {
    let Explanation { step, at, state, started, terminated, skipped, .. } = explanation;
    let at = instant(*at, timezone);
    let since = |what: &str, stamp: Option<&Stamp>| {
        stamp.map_or_else(String::new, |stamp| format!(", {what} {}", done(stamp, timezone)))
    };
    let more = match (state, skipped) {
        (State::Ready, _) => "; it can be started".to_owned(),
        (State::Open, _) => since("started", started.as_ref()),
        (State::Terminated, None) => since("closed", terminated.as_ref()),
        (State::Terminated, Some(reason)) => {
            format!("{}: {}", since("skipped", terminated.as_ref()), quote_whole(reason))
        }
        (State::Locked | State::Overdue | State::Idle | State::Planned, _) => String::new(),
    };
    format!("At {at}, step {step} is {}{more}.", state.label(&Language::english()))
}

/// `at 2026-03-28 22:00 by anne@grid.example`
pub(super) fn done(stamp: &Stamp, timezone: Tz) -> String {
    let at = instant(stamp.at, timezone);
    match &stamp.by {
        Some(by) => format!("at {at} by {by}"),
        None => format!("at {at}"),
    }
}

/// All conditions, the open prerequisites among them told together.
pub(super) fn conditions(unmet: &[Condition], timezone: Tz) -> Vec<String> {
    let (open, others) = parts::prerequisites_apart(unmet);
    let open: Vec<String> = open.into_iter().map(with_state).collect();
    let waits = match open.as_slice() {
        [] => None,
        [one] => Some(format!("It still waits for a prerequisite: {one}.")),
        open => Some(format!("It still waits for {} prerequisites: {}.", open.len(), list(open))),
    };
    let others = others.into_iter().map(|condition| self::condition(condition, timezone));
    waits.into_iter().chain(others).collect()
}

pub(in crate::language) fn condition(condition: &Condition, timezone: Tz) -> String {
    match condition {
        Condition::Asleep { phase } => {
            format!("The contingency phase {phase} sleeps until a rollback is declared.")
        }
        Condition::OpenPrerequisite { step, state } => {
            format!("The prerequisite {} is not terminated.", with_state((step, *state)))
        }
        Condition::StartNotReached { start } => {
            format!("Its start is set for {}.", instant(*start, timezone))
        }
        Condition::NoStart => {
            "The plan gives it no date; without one it will never be ready.".to_owned()
        }
        Condition::BeyondHorizon { locked_from } => {
            format!("It will not be locked before {}.", instant(*locked_from, timezone))
        }
    }
}

fn held_by(explanation: &Explanation) -> Option<String> {
    let roots = parts::blockers_not_told(explanation);
    let told: Vec<String> = roots.iter().map(|(root, state)| with_state((root, *state))).collect();
    match told.as_slice() {
        [] => None,
        [one] => Some(format!("The whole chain is held by {one}.")),
        many => Some(format!("The whole chain is held by {} steps: {}.", many.len(), list(many))),
    }
}

fn with_state((step, state): (&StepId, State)) -> String {
    format!("{step} ({})", state.label(&Language::english()))
}
