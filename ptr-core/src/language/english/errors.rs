//! What stands against projecting a plan and against replaying events, in English.

use super::words::{duration, known, quote};
use crate::run::{Contradiction, ReplayError};
use crate::schedule::ScheduleError;
use crate::state::Progress;

pub(in crate::language) fn schedule(error: &ScheduleError) -> String {
    match error {
        ScheduleError::UnknownDryRun { found, known: names } => format!(
            "The plan has no dry run {}. {}",
            quote(found),
            known("Dry runs of the plan", names)
        ),
        ScheduleError::TooManyReplaced { step, dry_run, most } => format!(
            "Dry run {dry_run} leaves out step {step}, and every step that waits for it would \
             wait for all its prerequisites instead: more than {most} pairs in all. Let the dry \
             run execute the step."
        ),
        ScheduleError::ShiftTooFar { step, shift } => format!(
            "A shift of {} moves step {step} out of the calendar (years 1 to 9999). Shift by less.",
            duration(*shift)
        ),
    }
}

pub(in crate::language) fn replay(error: &ReplayError) -> String {
    match error {
        ReplayError::Gap { expected, found } => match expected.checked_sub(1) {
            None | Some(0) => {
                format!("The history begins with event {found}. Event {expected} is missing.")
            }
            Some(before) => {
                format!("Event {found} follows event {before}. Event {expected} is missing.")
            }
        },
        ReplayError::WrongOrder { expected, found } => format!(
            "Event {found} comes where event {expected} was expected. Events must be in order, \
             each once."
        ),
        ReplayError::UnknownStep { seq, step, dry_run } => format!(
            "Event {seq} is about step {step}, which is not in dry run {dry_run}. Is this the \
             history of another dry run?"
        ),
        ReplayError::Impossible { seq, fact, why } => {
            format!("Event {seq} ({fact}) cannot follow those before it: {}.", contradiction(why))
        }
    }
}

fn contradiction(why: &Contradiction) -> String {
    match why {
        Contradiction::NoAuthor => "it does not say who did it".to_owned(),
        Contradiction::Progress { step, found } => {
            let found = match found {
                Progress::None => "has not been started",
                Progress::Open => "is open",
                Progress::Terminated => "is terminated",
            };
            format!("step {step} {found}")
        }
        Contradiction::Rollback { declared: true } => "a rollback is declared already".to_owned(),
        Contradiction::Rollback { declared: false } => "no rollback is declared".to_owned(),
    }
}
