//! Explanations of a step's state.

use chrono_tz::Tz;

use super::times::instant;
use super::value::Language;
use crate::arguments;
use crate::id::StepId;
use crate::run::{Condition, Explanation, Stamp};
use crate::state::State;

impl Explanation {
    /// The explanation in a few sentences: the state, the unmet conditions, the blockers. If there
    /// are many steps, the first ten are named and the others counted. Times are local times of
    /// `timezone`, which should be the plan's.
    pub fn sentences(&self, timezone: Tz, language: &Language) -> Vec<String> {
        let mut sentences = vec![state_sentence(self, timezone, language)];
        sentences.extend(conditions(&self.unmet, timezone, language));
        sentences.extend(blockers_sentence(self, language));
        sentences
    }
}

impl Condition {
    /// The unmet condition as a sentence; times are local times of `timezone`.
    pub fn sentence(&self, timezone: Tz, language: &Language) -> String {
        let arguments = match self {
            Condition::Asleep { phase } => arguments!(phase = phase.as_str()),
            Condition::OpenPrerequisite { step, state } => {
                arguments!(step = with_state(step, *state, language))
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
    // Both are in the order of ids.
    if explanation.unmet.iter().filter_map(prerequisite).eq(blockers.clone()) {
        return None;
    }
    steps("explanation-held", blockers, language)
}

const fn prerequisite(condition: &Condition) -> Option<(&StepId, State)> {
    match condition {
        Condition::OpenPrerequisite { step, state } => Some((step, *state)),
        Condition::Asleep { .. }
        | Condition::StartNotReached { .. }
        | Condition::NoStart
        | Condition::BeyondHorizon { .. } => None,
    }
}

/// A sentence about steps and their states; `None` for no steps.
fn steps<'s>(
    id: &str,
    steps: impl Iterator<Item = (&'s StepId, State)>,
    language: &Language,
) -> Option<String> {
    let told: Vec<String> = steps.map(|(step, state)| with_state(step, state, language)).collect();
    let arguments = arguments!(count = told.len(), steps = language.list(&told));
    (!told.is_empty()).then(|| language.text(id, &arguments))
}

fn with_state(step: &StepId, state: State, language: &Language) -> String {
    let arguments = arguments!(step = step.as_str(), state = state.label(language));
    language.text("step-with-state", &arguments)
}
