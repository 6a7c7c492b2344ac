//! What stands against projecting a plan and against replaying events.

use std::fmt;

use super::times::duration;
use super::value::Language;
use crate::arguments;
use crate::run::{Contradiction, ReplayError};
use crate::schedule::ScheduleError;
use crate::state::Progress;

impl ScheduleError {
    /// What stands against it and what to do, as a sentence.
    pub fn message(&self, language: &Language) -> String {
        match self {
            ScheduleError::UnknownDryRun { found, known } => language.text(
                "schedule-unknown-dry-run",
                &arguments!(
                    found = language.quote(found),
                    count = known.total(),
                    known = language.known(known)
                ),
            ),
            ScheduleError::TooManyReplaced { step, dry_run, most } => language.text(
                "schedule-too-many-replaced",
                &arguments!(step = step.as_str(), dry_run = dry_run.as_str(), most = *most),
            ),
            ScheduleError::ShiftTooFar { step, shift } => {
                let arguments =
                    arguments!(shift = duration(*shift, language), step = step.as_str());
                language.text("schedule-shift-too-far", &arguments)
            }
        }
    }
}

impl fmt::Display for ScheduleError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message(&Language::english()))
    }
}

impl ReplayError {
    /// What is wrong with the events, as a sentence.
    pub fn message(&self, language: &Language) -> String {
        match self {
            ReplayError::Gap { expected, found } => {
                let before = expected.saturating_sub(1);
                let mut arguments =
                    arguments!(expected = expected.to_string(), found = found.to_string());
                if before == 0 {
                    return language.text("replay-gap-first", &arguments);
                }
                arguments.set("before", before.to_string());
                language.text("replay-gap", &arguments)
            }
            ReplayError::WrongOrder { expected, found } => {
                let arguments =
                    arguments!(expected = expected.to_string(), found = found.to_string());
                language.text("replay-wrong-order", &arguments)
            }
            ReplayError::UnknownStep { seq, step, dry_run } => language.text(
                "replay-unknown-step",
                &arguments!(
                    seq = seq.to_string(),
                    step = step.as_str(),
                    dry_run = dry_run.as_str()
                ),
            ),
            ReplayError::Impossible { seq, fact, why } => {
                let why = contradiction(why, language);
                let arguments = arguments!(seq = seq.to_string(), fact = fact.as_str(), why = why);
                language.text("replay-impossible", &arguments)
            }
        }
    }
}

impl fmt::Display for ReplayError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message(&Language::english()))
    }
}

fn contradiction(why: &Contradiction, language: &Language) -> String {
    let id = match why {
        Contradiction::NoAuthor => "contradiction-no-author",
        Contradiction::Progress { step, found } => {
            let id = match found {
                Progress::None => "contradiction-not-started",
                Progress::Open => "contradiction-open",
                Progress::Terminated => "contradiction-terminated",
            };
            return language.text(id, &arguments!(step = step.as_str()));
        }
        Contradiction::Rollback { declared: true } => "contradiction-rollback",
        Contradiction::Rollback { declared: false } => "contradiction-no-rollback",
    };
    language.word(id).into_owned()
}
