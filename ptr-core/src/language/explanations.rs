//! Explanations of a step's state.

use chrono::{DateTime, Utc};
use chrono_tz::Tz;

use super::times::instant;
use super::value::Language;
use crate::arguments;
use crate::id::{Outcome, StepId};
use crate::plan::{KnownNames, Prerequisite};
use crate::run::{BlockingDefect, Condition, Decision, Explanation, Stamp, Vote};
use crate::state::State;

impl Explanation {
    /// The explanation in a few sentences: the state, the unmet conditions, the blockers. If there
    /// are many steps, the first ten are named and the others counted. Times are local times of
    /// `timezone`, which should be the plan's.
    pub fn sentences(&self, timezone: Tz, language: &Language) -> Vec<String> {
        let mut sentences = vec![state_sentence(self, timezone, language)];
        let blocking = self.blocking_defect.as_ref();
        sentences.extend(blocking.map(|defect| defect.sentence(self.at, timezone, language)));
        sentences.extend(conditions(&self.unmet, timezone, language));
        let is_abandoned = |it: &Condition| matches!(it, Condition::Abandoned { .. });
        if let Some(decision) = &self.decision
            && !self.unmet.iter().any(is_abandoned)
        {
            sentences.extend(decision.sentences(self.state == State::Open, language));
        }
        sentences.extend(blockers_sentence(self, language));
        sentences
    }
}

impl Condition {
    /// The unmet condition as a sentence; times are local times of `timezone`.
    pub fn sentence(&self, timezone: Tz, language: &Language) -> String {
        let arguments = match self {
            Condition::Asleep { phase } => arguments!(phase = phase.as_str()),
            Condition::Abandoned { decision, asked, taken: Some(taken) } => arguments!(
                decision = decision.as_str(),
                asked = asked.as_str(),
                taken = taken.as_str()
            ),
            Condition::Abandoned { decision, asked, taken: None } => {
                let arguments = arguments!(decision = decision.as_str(), asked = asked.as_str());
                return language.text("condition-abandoned-undecided", &arguments);
            }
            Condition::OpenPrerequisite { step, state, outcome } => {
                arguments!(step = with_state(step, *state, outcome.as_ref(), language))
            }
            Condition::StartNotReached { start: at }
            | Condition::BeyondHorizon { locked_from: at } => {
                arguments!(at = instant(*at, timezone, language))
            }
            Condition::NoStart => arguments!(),
        };
        language.text(&format!("condition-{}", self.code()), &arguments)
    }
}

/// A sentence about the state, with time and author if it was recorded.
fn state_sentence(explanation: &Explanation, timezone: Tz, language: &Language) -> String {
    let Explanation { step, at, state, started, terminated, skipped, .. } = explanation;
    let mut arguments = arguments!(
        at = instant(*at, timezone, language),
        step = step.as_str(),
        state = state.label(language)
    );
    let (id, stamp) = match (state, skipped) {
        (State::Ready, _) => return language.text("explanation-ready", &arguments),
        (State::Open, _) => ("explanation-open", started.as_ref()),
        (State::Terminated, None) => ("explanation-terminated", terminated.as_ref()),
        (State::Terminated, Some(reason)) => {
            arguments.set("reason", language.quote_whole(reason));
            ("explanation-skipped", terminated.as_ref())
        }
        (State::Locked | State::Overdue | State::Idle | State::Planned, _) => ("explanation", None),
    };
    let Some(stamp) = stamp else { return language.text("explanation", &arguments) };
    arguments.set("done", done(stamp, timezone, language));
    language.text(id, &arguments)
}

/// `le 28/03/2026 à 22:00 par anne@grid.example`
pub(super) fn done(stamp: &Stamp, timezone: Tz, language: &Language) -> String {
    let mut arguments = arguments!(at = instant(stamp.at, timezone, language));
    let Some(by) = &stamp.by else { return language.text("done", &arguments) };
    arguments.set("by", by.as_str());
    language.text("done-by", &arguments)
}

/// A sentence for each condition; open prerequisites share one.
pub(super) fn conditions(unmet: &[Condition], timezone: Tz, language: &Language) -> Vec<String> {
    let (open, others): (Vec<_>, Vec<_>) = unmet.iter().partition(|it| prerequisite(it).is_some());
    let open = open.into_iter().filter_map(prerequisite);
    let waits = steps("explanation-waits", open, language);
    let others = others.into_iter().map(|condition| condition.sentence(timezone, language));
    waits.into_iter().chain(others).collect()
}

/// A sentence about the blockers; `None` if they are just the open prerequisites.
fn blockers_sentence(explanation: &Explanation, language: &Language) -> Option<String> {
    let blockers = explanation.blockers.iter().map(|(step, state)| (step, *state));
    let open = explanation.unmet.iter().filter_map(prerequisite);
    // Both are in the order of ids.
    if open.map(|(step, state, _)| (step, state)).eq(blockers.clone()) {
        return None;
    }
    steps("explanation-held", blockers.map(|(step, state)| (step, state, None)), language)
}

impl BlockingDefect {
    /// Since when the defects of a step block it, and until when by estimate, as a sentence at an
    /// instant; times are local times of `timezone`.
    pub fn sentence(&self, at: DateTime<Utc>, timezone: Tz, language: &Language) -> String {
        let mut arguments = arguments!(since = done(&self.since, timezone, language));
        let Some(until) = self.until else {
            return language.text("explanation-blocked", &arguments);
        };
        arguments.set("until", instant(until, timezone, language));
        let id = if self.is_overdue(at) {
            "explanation-blocked-overdue"
        } else {
            "explanation-blocked-until"
        };
        language.text(id, &arguments)
    }
}

impl Decision {
    /// The decision in a few sentences: its outcomes or the one that was taken; while it `is_open`,
    /// the votes and who is missing.
    pub fn sentences(&self, is_open: bool, language: &Language) -> Vec<String> {
        let votes: Vec<String> = self.votes.iter().map(|it| vote(it, language)).collect();
        let votes = |id, outcome: Option<&Outcome>| {
            let mut arguments = arguments!(count = votes.len(), votes = language.list(&votes));
            if let Some(outcome) = outcome {
                arguments.set("outcome", outcome.as_str());
            }
            language.text(id, &arguments)
        };
        if let Some(outcome) = &self.outcome {
            return vec![votes("explanation-decided", Some(outcome))];
        }
        let outcomes = language.choice(&KnownNames::of(&self.outcomes));
        let arguments = arguments!(quorum = self.quorum as usize, outcomes = outcomes);
        let mut sentences = vec![language.text("explanation-outcomes", &arguments)];
        if !is_open {
            return sentences;
        }
        if !self.votes.is_empty() {
            sentences.push(votes("explanation-votes", None));
        }
        if self.is_split() {
            sentences.push(language.text("explanation-split", &arguments!()));
        } else if !self.missing.is_empty() {
            let missing = &self.missing;
            let arguments = arguments!(count = missing.len(), missing = language.list(missing));
            sentences.push(language.text("explanation-missing", &arguments));
        }
        sentences
    }
}

/// `anne@grid.example pour GO`
fn vote(vote: &Vote, language: &Language) -> String {
    let mut arguments = arguments!(by = vote.by.as_str(), outcome = vote.outcome.as_str());
    let Some(reason) = &vote.reason else { return language.text("vote", &arguments) };
    arguments.set("reason", language.quote_whole(reason));
    language.text("vote-saying", &arguments)
}

/// An open prerequisite, its state and the outcome that is asked of it.
type Open<'c> = (&'c StepId, State, Option<&'c Outcome>);

const fn prerequisite(condition: &Condition) -> Option<Open<'_>> {
    match condition {
        Condition::OpenPrerequisite { step, state, outcome } => {
            Some((step, *state, outcome.as_ref()))
        }
        Condition::Asleep { .. }
        | Condition::Abandoned { .. }
        | Condition::StartNotReached { .. }
        | Condition::NoStart
        | Condition::BeyondHorizon { .. } => None,
    }
}

/// A sentence about steps and their states; `None` for no steps.
fn steps<'s>(
    id: &str,
    steps: impl Iterator<Item = Open<'s>>,
    language: &Language,
) -> Option<String> {
    let told: Vec<String> =
        steps.map(|(step, state, outcome)| with_state(step, state, outcome, language)).collect();
    let arguments = arguments!(count = told.len(), steps = language.list(&told));
    (!told.is_empty()).then(|| language.text(id, &arguments))
}

fn with_state(
    step: &StepId,
    state: State,
    outcome: Option<&Outcome>,
    language: &Language,
) -> String {
    let step = Prerequisite { step: step.clone(), outcome: outcome.cloned() }.to_string();
    let arguments = arguments!(step = step, state = state.label(language));
    language.text("step-with-state", &arguments)
}
