//! Why somebody did not get what they asked for, in French.

use chrono_tz::Tz;

use super::explanations::{conditions, done};
use super::words::{COLON, instant, list, quote};
use crate::language::Language;
use crate::run::Reason;
use crate::run::Stamp;
use crate::state::State;

pub(in crate::language) fn reason(reason: &Reason, timezone: Tz) -> String {
    match reason {
        Reason::UnknownStep { found, dry_run: Some(dry_run) } => format!(
            "L'étape {} ne fait pas partie du dry run {dry_run}. Vérifiez l'identifiant et le dry \
             run.",
            quote(found)
        ),
        Reason::UnknownStep { found, dry_run: None } => {
            format!("L'étape {} n'existe pas dans le plan. Vérifiez l'identifiant.", quote(found))
        }
        Reason::NotAnAddress { found } => format!(
            "{} n'est pas une adresse mail. Indiquez une seule adresse, telle que \
             anne.lemaire@grid.example.",
            quote(found)
        ),
        Reason::NotAssigned { by, assignees } => match assignees.as_slice() {
            [] => format!(
                "L'adresse {by} ne peut pas agir sur cette étape, qui n'est attribuée à personne. \
                 Adressez-vous à l'équipe de transition."
            ),
            assignees => format!(
                "L'adresse {by} ne peut pas agir sur cette étape, qui est attribuée à {}. Demandez \
                 qu'elle vous soit transférée.",
                list(assignees)
            ),
        },
        Reason::NotCoordinator { by } => format!(
            "Seule l'équipe de transition peut faire cela, et l'adresse {by} n'en fait pas partie. \
             Adressez-vous à elle."
        ),
        Reason::NotReady { state, unmet } => {
            let mut sentences = vec![format!(
                "Seule une étape prête peut être démarrée, et celle-ci est {}.",
                state.label(&Language::french())
            )];
            sentences.extend(conditions(unmet, timezone));
            sentences.join(" ")
        }
        Reason::AlreadyOpen { since, by } => format!(
            "L'étape est déjà en cours{COLON}elle a été démarrée {}.",
            done(&Stamp { at: *since, by: by.clone() }, timezone)
        ),
        Reason::AlreadyTerminated { since, by, skipped } => format!(
            "L'étape est déjà terminée{COLON}elle a été {} {}.",
            if *skipped { "ignorée" } else { "clôturée" },
            done(&Stamp { at: *since, by: by.clone() }, timezone)
        ),
        Reason::NotOpen { state } => {
            let advice = match state {
                State::Ready => " Démarrez-la d'abord.",
                State::Locked
                | State::Overdue
                | State::Idle
                | State::Open
                | State::Terminated
                | State::Planned => "",
            };
            format!(
                "Seule une étape en cours peut être clôturée, et celle-ci est {}.{advice}",
                state.label(&Language::french())
            )
        }
        Reason::NotTerminated { state } => format!(
            "Seule une étape terminée peut être rouverte, et celle-ci est {}.",
            state.label(&Language::french())
        ),
        Reason::TransferToSelf { by } => format!(
            "L'étape ne peut pas être transférée à l'adresse {by}, qui en demande le transfert. \
             Indiquez l'adresse d'une autre personne."
        ),
        Reason::MissingReason => "Aucun motif n'est donné. Indiquez-en un.".to_owned(),
        Reason::RollbackAlreadyDeclared { since } => {
            format!("Un retour arrière est déjà déclaré depuis le {}.", instant(*since, timezone))
        }
        Reason::NoRollbackDeclared => "Aucun retour arrière n'est déclaré.".to_owned(),
        Reason::ContingencyUnderWay { steps } => match steps.as_slice() {
            [step] => format!(
                "Une étape de repli est en cours{COLON}{step}. Clôturez-la avant d'annuler le \
                 retour arrière."
            ),
            steps => format!(
                "{} étapes de repli sont en cours{COLON}{}. Clôturez-les avant d'annuler le retour \
                 arrière.",
                steps.len(),
                list(steps)
            ),
        },
        Reason::NoContingency => "Ce dry run n'a aucune étape de repli\u{a0}; il n'y a pas de \
             retour arrière à déclarer."
            .to_owned(),
    }
}
