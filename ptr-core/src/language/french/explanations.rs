//! Why a step stands where it stands, in French.

use chrono_tz::Tz;

use super::words::{COLON, instant, list, quote_whole};
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
        (State::Ready, _) => "\u{a0}; elle peut être démarrée".to_owned(),
        (State::Open, _) => since("démarrée", started.as_ref()),
        (State::Terminated, None) => since("clôturée", terminated.as_ref()),
        (State::Terminated, Some(reason)) => {
            format!("{}{COLON}{}", since("ignorée", terminated.as_ref()), quote_whole(reason))
        }
        (State::Locked | State::Overdue | State::Idle | State::Planned, _) => String::new(),
    };
    format!("Le {at}, l'étape {step} est {}{more}.", state.label(&Language::french()))
}

/// `le 28/03/2026 à 22:00 par anne@grid.example`
pub(super) fn done(stamp: &Stamp, timezone: Tz) -> String {
    let at = instant(stamp.at, timezone);
    match &stamp.by {
        Some(by) => format!("le {at} par {by}"),
        None => format!("le {at}"),
    }
}

/// All conditions, the open prerequisites among them told together.
pub(super) fn conditions(unmet: &[Condition], timezone: Tz) -> Vec<String> {
    let (open, others) = parts::prerequisites_apart(unmet);
    let open: Vec<String> = open.into_iter().map(with_state).collect();
    let waits = match open.as_slice() {
        [] => None,
        [one] => Some(format!("Elle attend encore un prérequis{COLON}{one}.")),
        open => Some(format!("Elle attend encore {} prérequis{COLON}{}.", open.len(), list(open))),
    };
    let others = others.into_iter().map(|condition| self::condition(condition, timezone));
    waits.into_iter().chain(others).collect()
}

pub(in crate::language) fn condition(condition: &Condition, timezone: Tz) -> String {
    match condition {
        Condition::Asleep { phase } => format!(
            "La phase de repli {phase} est en sommeil tant qu'aucun retour arrière n'est déclaré."
        ),
        Condition::OpenPrerequisite { step, state } => {
            format!("Le prérequis {} n'est pas terminé.", with_state((step, *state)))
        }
        Condition::StartNotReached { start } => {
            format!("Son exécution est prévue le {}.", instant(*start, timezone))
        }
        Condition::NoStart => {
            "Le plan ne lui donne aucune date d'exécution\u{a0}; sans date, elle \
             ne sera jamais prête."
                .to_owned()
        }
        Condition::BeyondHorizon { locked_from } => {
            format!("Elle ne sera verrouillée qu'à partir du {}.", instant(*locked_from, timezone))
        }
    }
}

fn held_by(explanation: &Explanation) -> Option<String> {
    let roots = parts::blockers_not_told(explanation);
    let told: Vec<String> = roots.iter().map(|(root, state)| with_state((root, *state))).collect();
    match told.as_slice() {
        [] => None,
        [one] => Some(format!("Toute la chaîne est retenue par {one}.")),
        many => Some(format!(
            "Toute la chaîne est retenue par {} étapes{COLON}{}.",
            many.len(),
            list(many)
        )),
    }
}

fn with_state((step, state): (&StepId, State)) -> String {
    format!("{step} ({})", state.label(&Language::french()))
}
