//! Why somebody did not get what they asked for, in English.

use chrono_tz::Tz;

use super::explanations::{conditions, done};
use super::words::{instant, list, quote};
use crate::language::Language;
use crate::run::Reason;
use crate::run::Stamp;
use crate::state::State;

pub(in crate::language) fn reason(reason: &Reason, timezone: Tz) -> String {
    match reason {
        Reason::UnknownStep { found, dry_run: Some(dry_run) } => format!(
            "Step {} is not in dry run {dry_run}. Check the id and the dry run.",
            quote(found)
        ),
        Reason::UnknownStep { found, dry_run: None } => {
            format!("There is no step {} in the plan. Check the id.", quote(found))
        }
        Reason::NotAnAddress { found } => format!(
            "{} is not a mail address. Give a single address such as anne.lemaire@grid.example.",
            quote(found)
        ),
        Reason::NotAssigned { by, assignees } => match assignees.as_slice() {
            [] => format!(
                "{by} may not act on this step, which is assigned to nobody. Ask the transition \
                 team."
            ),
            assignees => format!(
                "{by} may not act on this step, which is assigned to {}. Ask for it to be \
                 transferred to you.",
                list(assignees)
            ),
        },
        Reason::NotCoordinator { by } => format!(
            "Only the transition team may do this, and {by} is not of it. Ask the transition team."
        ),
        Reason::NotReady { state, unmet } => {
            let mut sentences = vec![format!(
                "Only a ready step can be started, and this one is {}.",
                state.label(&Language::english())
            )];
            sentences.extend(conditions(unmet, timezone));
            sentences.join(" ")
        }
        Reason::AlreadyOpen { since, by } => format!(
            "The step is open already: it was started {}.",
            done(&Stamp { at: *since, by: by.clone() }, timezone)
        ),
        Reason::AlreadyTerminated { since, by, skipped } => format!(
            "The step is terminated already: it was {} {}.",
            if *skipped { "skipped" } else { "closed" },
            done(&Stamp { at: *since, by: by.clone() }, timezone)
        ),
        Reason::NotOpen { state } => {
            let advice = match state {
                State::Ready => " Start it first.",
                State::Locked
                | State::Overdue
                | State::Idle
                | State::Open
                | State::Terminated
                | State::Planned => "",
            };
            format!(
                "Only an open step can be closed, and this one is {}.{advice}",
                state.label(&Language::english())
            )
        }
        Reason::NotTerminated { state } => format!(
            "Only a terminated step can be reopened, and this one is {}.",
            state.label(&Language::english())
        ),
        Reason::TransferToSelf { by } => format!(
            "The step cannot be transferred to {by}, who asks for the transfer. Give somebody \
             else's address."
        ),
        Reason::MissingReason => "No reason is given. Give one.".to_owned(),
        Reason::RollbackAlreadyDeclared { since } => {
            format!("A rollback is declared already, since {}.", instant(*since, timezone))
        }
        Reason::NoRollbackDeclared => "No rollback is declared.".to_owned(),
        Reason::ContingencyUnderWay { steps } => match steps.as_slice() {
            [step] => format!(
                "A contingency step is open: {step}. Close it before withdrawing the rollback."
            ),
            steps => format!(
                "{} contingency steps are open: {}. Close them before withdrawing the rollback.",
                steps.len(),
                list(steps)
            ),
        },
        Reason::NoContingency => {
            "This dry run has no contingency step; there is no rollback to declare.".to_owned()
        }
    }
}
