//! What stands against projecting a plan and against replaying events, in French.

use super::words::{COLON, duration, known, quote};
use crate::run::{Contradiction, ReplayError};
use crate::schedule::ScheduleError;
use crate::state::Progress;

pub(in crate::language) fn schedule(error: &ScheduleError) -> String {
    match error {
        ScheduleError::UnknownDryRun { found, known: names } => format!(
            "Le plan n'a pas de dry run {}. {}",
            quote(found),
            known("Dry runs du plan", "aucun", names)
        ),
        ScheduleError::TooManyReplaced { step, dry_run, most } => format!(
            "Le dry run {dry_run} omet l'étape {step}, et chaque étape qui l'attend attendrait \
             tous ses prérequis à sa place{COLON}plus de {most} paires en tout. Faites exécuter \
             l'étape par ce dry run."
        ),
        ScheduleError::ShiftTooFar { step, shift } => format!(
            "Un décalage de {} porte l'étape {step} hors du calendrier (années 1 à 9999). Décalez \
             de moins.",
            duration(*shift)
        ),
    }
}

pub(in crate::language) fn replay(error: &ReplayError) -> String {
    match error {
        ReplayError::Gap { expected, found } => match expected.checked_sub(1) {
            None | Some(0) => format!(
                "L'historique commence par l'événement {found}. L'événement {expected} manque."
            ),
            Some(before) => format!(
                "L'événement {found} suit l'événement {before}. L'événement {expected} manque."
            ),
        },
        ReplayError::WrongOrder { expected, found } => format!(
            "L'événement {found} arrive à la place de l'événement {expected}. Chacun doit figurer \
             une seule fois, dans l'ordre."
        ),
        ReplayError::UnknownStep { seq, step, dry_run } => format!(
            "L'événement {seq} concerne l'étape {step}, qui ne fait pas partie du dry run \
             {dry_run}. Est-ce l'historique d'un autre dry run\u{a0}?"
        ),
        ReplayError::Impossible { seq, fact, why } => {
            format!(
                "L'événement {seq} ({fact}) ne peut pas suivre les précédents{COLON}{}.",
                contradiction(why)
            )
        }
    }
}

fn contradiction(why: &Contradiction) -> String {
    match why {
        Contradiction::NoAuthor => "il ne dit pas de qui il vient".to_owned(),
        Contradiction::Progress { step, found } => {
            let found = match found {
                Progress::None => "n'est pas démarrée",
                Progress::Open => "est en cours",
                Progress::Terminated => "est terminée",
            };
            format!("l'étape {step} {found}")
        }
        Contradiction::Rollback { declared: true } => {
            "un retour arrière est déjà déclaré".to_owned()
        }
        Contradiction::Rollback { declared: false } => {
            "aucun retour arrière n'est déclaré".to_owned()
        }
    }
}
