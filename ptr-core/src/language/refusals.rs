//! The messages of refusals.

use std::fmt;

use chrono_tz::Tz;

use super::explanations::{conditions, done};
use super::times::{duration, instant};
use super::value::Language;
use crate::arguments;
use crate::id::StepId;
use crate::plan::KnownNames;
use crate::run::{Reason, Refusal, Stamp};
use crate::state::State;

impl Refusal {
    /// The refusal as sentences, one for each reason.
    pub fn sentences(&self, language: &Language) -> Vec<String> {
        self.reasons.iter().map(|it| reason(it, self.timezone, language)).collect()
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.command)?;
        if let Some(step) = &self.step {
            write!(f, " {step}")?;
        }
        write!(f, " refused: {}", self.sentences(&Language::english()).join(" "))
    }
}

/// A reason against a command, as one sentence or a few; times are local times of `timezone`.
pub fn reason(reason: &Reason, timezone: Tz, language: &Language) -> String {
    let mut id = format!("refusal-{}", reason.code());
    let arguments = match reason {
        Reason::UnknownStep { found, dry_run: Some(dry_run) } => {
            "refusal-unknown-step-in".clone_into(&mut id);
            arguments!(found = language.quote(found), dry_run = dry_run.as_str())
        }
        Reason::UnknownStep { found, dry_run: None } | Reason::NotAnAddress { found } => {
            arguments!(found = language.quote(found))
        }
        Reason::NotAssigned { by, assignees } => arguments!(
            by = by.as_str(),
            count = assignees.len(),
            assignees = language.list(assignees)
        ),
        Reason::NotCoordinator { by } | Reason::TransferToSelf { by } => {
            arguments!(by = by.as_str())
        }
        Reason::NotReady { state, unmet } => {
            let mut sentences =
                vec![language.text(&id, &arguments!(state = state.label(language)))];
            sentences.extend(conditions(unmet, timezone, language));
            return sentences.join(" ");
        }
        Reason::AlreadyOpen { since, by } => {
            let stamp = Stamp { at: *since, by: by.clone() };
            arguments!(done = done(&stamp, timezone, language))
        }
        Reason::AlreadyTerminated { since, by, skipped } => {
            let stamp = Stamp { at: *since, by: by.clone() };
            let how = if *skipped { "skipped" } else { "closed" };
            arguments!(how = how, done = done(&stamp, timezone, language))
        }
        Reason::NotOpen { state } => {
            if *state == State::Ready {
                "refusal-not-open-ready".clone_into(&mut id);
            }
            arguments!(state = state.label(language))
        }
        Reason::MissingOutcome { outcomes } | Reason::DecisionNotSkipped { outcomes } => {
            arguments!(outcomes = language.choice(&KnownNames::of(outcomes)))
        }
        Reason::UnknownOutcome { found, outcomes } => arguments!(
            count = outcomes.len(),
            found = language.quote(found),
            outcomes = language.choice(&KnownNames::of(outcomes))
        ),
        Reason::Abandoned { unmet } => {
            let mut sentences = vec![language.text(&id, &arguments!())];
            sentences.extend(conditions(unmet, timezone, language));
            return sentences.join(" ");
        }
        Reason::Asleep { phase } => arguments!(phase = phase.as_str()),
        Reason::NotStarted { state } | Reason::NotTerminated { state } => {
            arguments!(state = state.label(language))
        }
        Reason::RollbackAlreadyDeclared { since }
        | Reason::RollbackWithoutContingency { since } => {
            arguments!(at = instant(*since, timezone, language))
        }
        Reason::SuccessorsStarted { steps }
        | Reason::ContingencyUnderWay { steps }
        | Reason::RecordedStepsRemoved { steps }
        | Reason::OpenStepsAsleep { steps } => {
            arguments!(count = steps.len(), steps = language.list(steps))
        }
        Reason::UnknownPlan { plan } => arguments!(plan = plan.to_string()),
        Reason::UnschedulablePlan { error } => return error.message(language),
        Reason::ForeignPlan { dry_run } => arguments!(dry_run = dry_run.as_str()),
        Reason::OpenPrerequisitesAdded { added } => {
            let pair = |(step, prerequisite): &(StepId, StepId)| {
                let arguments =
                    arguments!(step = step.as_str(), prerequisite = prerequisite.as_str());
                language.text("refusal-open-prerequisite-of", &arguments)
            };
            let pairs: Vec<String> = added.iter().map(pair).collect();
            arguments!(count = added.len(), steps = language.list(&pairs))
        }
        Reason::ClockAhead { at, clock, tolerance } => arguments!(
            at = instant(*at, timezone, language),
            clock = instant(*clock, timezone, language),
            tolerance = duration(*tolerance, language)
        ),
        Reason::EstimateWithoutBlock { until } => {
            arguments!(until = instant(*until, timezone, language))
        }
        Reason::EstimateNotAhead { until, at } => arguments!(
            until = instant(*until, timezone, language),
            at = instant(*at, timezone, language)
        ),
        Reason::MissingReason
        | Reason::MissingDefects
        | Reason::NoRollbackDeclared
        | Reason::NoContingency => arguments!(),
    };
    language.text(&id, &arguments)
}
