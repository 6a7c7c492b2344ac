//! What is wrong with a plan, in French.

use super::expectations::expected_is;
use super::words::{COLON, known, list, local, quote, told_duration};
use crate::id::DryRun;
use crate::language::Language;
use crate::language::parts;
use crate::plan::ClockChange;
use crate::plan::{Fault, Named};
use crate::plan::{Field, Place, Problem};

pub(in crate::language) fn problem(problem: &Problem) -> String {
    parts::placed(place(problem), COLON, &fault(&problem.fault, problem.field))
}

/// Where, as exactly as it is known.
fn place(problem: &Problem) -> Option<String> {
    let step = problem.step.as_ref();
    let of_step = step.map_or_else(String::new, |step| format!(" (étape {step})"));
    match (&problem.place, problem.row, problem.field) {
        (Some(place), _, _) => Some(format!("{place}{of_step}")),
        (None, Some(row), Some(field)) => Some(format!(
            "Ligne {}{of_step}, {}",
            row.saturating_add(1),
            field.label(&Language::french())
        )),
        (None, Some(row), None) => Some(format!("Ligne {}{of_step}", row.saturating_add(1))),
        (None, None, _) => step.map(|step| format!("Étape {step}")),
    }
}

/// Value found, what was expected, what to do.
#[expect(clippy::too_many_lines, reason = "a sentence a variant, and every variant here")]
fn fault(fault: &Fault, field: Option<Field>) -> String {
    match fault {
        Fault::DuplicateId { id, first_row, first_place } => format!(
            "l'identifiant {} figure déjà {}, or chaque étape doit avoir le sien. Changez-en un ou \
             supprimez la ligne en trop.",
            quote(id),
            at_row(*first_row, first_place.as_ref()),
        ),
        Fault::MalformedId { found, expected } => format!(
            "{} n'est pas un identifiant d'étape. {} Corrigez-le ici et dans les prérequis qui le \
             citent.",
            quote(found),
            expected_is(expected),
        ),
        Fault::MissingId => "la ligne est remplie mais n'a pas d'identifiant. Donnez-en un à \
             l'étape ou videz la ligne."
            .to_owned(),
        Fault::MissingValue => match field {
            Some(field) => {
                format!(
                    "une valeur obligatoire manque. Complétez {}.",
                    quote(field.label(&Language::french()))
                )
            }
            None => "une valeur obligatoire manque. Complétez-la.".to_owned(),
        },
        Fault::UnknownPrerequisite { found, similar } => {
            let advice = match similar {
                Some(similar) => format!("Vouliez-vous écrire {}\u{a0}?", quote(similar)),
                None => "Corrigez-le ou ajoutez l'étape qui manque.".to_owned(),
            };
            format!("aucune étape du plan ne porte l'identifiant {}. {advice}", quote(found))
        }
        Fault::OwnPrerequisite => "l'étape est son propre prérequis et ne pourrait jamais \
             commencer. Retirez-la de ses prérequis."
            .to_owned(),
        Fault::RepeatedPrerequisite { id } => {
            format!("le prérequis {id} est cité plusieurs fois. Une seule fois suffit.")
        }
        Fault::Cycle { path } => format!(
            "ces étapes s'attendent en boucle et aucune ne pourrait commencer{COLON}{}. Chacune est \
             un prérequis de la suivante. Supprimez l'un de ces prérequis.",
            parts::path(path),
        ),
        Fault::UnknownPhase { found, known: names } => format!(
            "la phase {} n'existe pas. {} Corrigez-la ou ajoutez-la aux phases du plan.",
            quote(found),
            known("Phases du plan", "aucune", names),
        ),
        Fault::UnknownDryRun { found, known: names } => format!(
            "le dry run {} n'existe pas. {} Corrigez-le ou ajoutez-le aux dry runs du plan.",
            quote(found),
            known("Dry runs du plan", "aucun", names),
        ),
        Fault::TooManyDryRuns { found, most } => format!(
            "le plan nomme {found} dry runs et ne peut en avoir plus de {most}. Retirez ceux qui \
             n'en sont pas."
        ),
        Fault::UnknownTeam { found, known: names } => format!(
            "l'équipe {} ne figure pas parmi les acteurs. {} Corrigez son nom ou ajoutez-la aux \
             acteurs.",
            quote(found),
            known("Équipes du plan", "aucune", names),
        ),
        Fault::UnknownMilestone { found, known: names } => format!(
            "le jalon {} ne figure pas parmi les dates. {} Corrigez son nom ou ajoutez-le aux \
             dates.",
            quote(found),
            known("Jalons du plan", "aucun", names),
        ),
        Fault::DuplicateName { what, name } => {
            let (several, one) = plural_and_one(*what);
            format!(
                "plusieurs {several} s'appellent {}. Renommez-les ou n'en gardez qu'{one}.",
                quote(name)
            )
        }
        Fault::NoSteps => "le classeur ne contient aucune étape. Vérifiez quelle feuille est lue \
             et à partir de quelle ligne."
            .to_owned(),
        Fault::UnreadableDate { found, expected } => {
            format!("{} n'est pas une date. {}", quote(found), expected_is(expected))
        }
        Fault::DateOutOfRange { found } => format!(
            "la date {} sort du calendrier (années 1 à 9999). Corrigez-la.",
            quote(local(found))
        ),
        Fault::LeapSecond { found } => format!(
            "la date {} tombe sur une seconde intercalaire, que les horloges n'affichent pas. \
             Indiquez la seconde qui précède ou celle qui suit.",
            quote(local(found))
        ),
        Fault::NotWritable { path, found } => format!(
            "la valeur {} de {} ne serait pas relue telle quelle dans un document. Donnez un nombre \
             fini, une date des années 1 à 9999 sans seconde intercalaire, ou un texte.",
            quote(found),
            parts::short(path),
        ),
        Fault::UnreadableDuration { found, expected } => {
            format!("{} n'est pas une durée. {}", quote(found), expected_is(expected))
        }
        Fault::NegativeDuration { found } => {
            format!(
                "la durée {} est négative. Indiquez une durée d'au moins zéro.",
                told_duration(found)
            )
        }
        Fault::BadAddress { found } => format!(
            "{} n'est pas une adresse mail. Attendu{COLON}une seule adresse, telle que \
             anne.lemaire@grid.example.",
            quote(found)
        ),
        Fault::WrongValue { found, expected } => {
            format!("{} ne convient pas. {}", quote(found), expected_is(expected))
        }
        Fault::ErrorCell { found } => format!(
            "la cellule contient l'erreur {} du tableur. Corrigez la formule ou saisissez la \
             valeur.",
            parts::short(found)
        ),
        Fault::NotCalculated => "la cellule contient une formule qui n'a jamais été calculée. \
             Ouvrez le classeur dans un tableur et enregistrez-le, ou saisissez la valeur."
            .to_owned(),
        Fault::StrayText { found } => format!(
            "la ligne ne contient que {}, sans identifiant d'étape, et n'est pas lue comme une \
             étape. Complétez-la si c'en est une.",
            quote(found)
        ),
        Fault::MissingSheet { expected, found } => format!(
            "la feuille {} manque. {} Ajoutez-la ou indiquez son nom dans la configuration.",
            quote(expected),
            known("Feuilles du classeur", "aucune", found),
        ),
        Fault::MissingHeading { expected, found } => format!(
            "l'en-tête {} manque. {} Ajoutez la colonne ou indiquez son nom dans la configuration.",
            quote(expected),
            known("En-têtes de la feuille", "aucun", found),
        ),
        Fault::AmbiguousHeading { heading, cells } => format!(
            "l'en-tête {} figure plusieurs fois ({}). Renommez les colonnes en trop.",
            quote(heading),
            list(cells)
        ),
        Fault::StartsBeforePrerequisite { prerequisite, dry_runs } => format!(
            "l'étape est datée d'avant son prérequis {prerequisite}{}. Vérifiez les deux dates.",
            in_dry_runs(dry_runs),
        ),
        Fault::InNoDryRun => "l'étape ne fait partie d'aucun dry run et ne sera jamais exécutée. \
             Indiquez-en un si c'est un oubli."
            .to_owned(),
        Fault::NoStart { dry_runs } => format!(
            "l'étape n'a pas de date d'exécution{} et ne pourra jamais être prête. Indiquez une \
             date.",
            in_dry_runs(dry_runs),
        ),
        Fault::ClockChange { change, found, taken, dry_runs } => {
            let what = match change {
                ClockChange::Gap => "n'existe pas, car les horloges avancent",
                ClockChange::Fold => "existe deux fois, car les horloges reculent",
            };
            format!(
                "l'heure locale du {} {what}. Est retenue celle du {}{}. Choisissez-en une autre si \
                 ce n'est pas voulu.",
                local(found),
                local(taken),
                in_dry_runs(dry_runs),
            )
        }
        Fault::WaitsForContingency { prerequisite } => format!(
            "l'étape attend {prerequisite}, d'une phase de repli, et reste bloquée tant qu'aucun \
             retour arrière n'est déclaré. Retirez ce prérequis si ce n'est pas voulu."
        ),
    }
}

fn at_row(row: usize, place: Option<&Place>) -> String {
    match place {
        Some(place) if place.cell.is_some() => format!("en {place}"),
        Some(place) => format!("dans la feuille {place}"),
        None => format!("à la ligne {}", row.saturating_add(1)),
    }
}

/// ` dans le dry run FDR1`, with its blank; nothing for no dry run.
fn in_dry_runs(dry_runs: &[DryRun]) -> String {
    match dry_runs {
        [] => String::new(),
        [dry_run] => format!(" dans le dry run {dry_run}"),
        dry_runs => format!(" dans les dry runs {}", list(dry_runs)),
    }
}

const fn plural_and_one(what: Named) -> (&'static str, &'static str) {
    match what {
        Named::Phase => ("phases", "une"),
        Named::Milestone => ("jalons", "un"),
        Named::Team => ("équipes", "une"),
        Named::Environment => ("environnements", "un"),
    }
}
