//! What the columns of a template say when somebody enters one of their cells.
//!
//! Kept true here: a title has at most 32 characters and a text at most 255, which is what a
//! spreadsheet shows.

use ptr_core::language::Language;

use crate::write::validation::Hint;

/// The hints of all columns.
#[derive(Debug)]
pub(super) struct Hints {
    pub(super) id: Hint,
    pub(super) label: Hint,
    pub(super) phase: Hint,
    pub(super) dry_runs: Hint,
    pub(super) waits_for: Hint,
    pub(super) start: Hint,
    pub(super) duration: Hint,
    pub(super) team: Hint,
    pub(super) department: Hint,
    pub(super) contacts: Hint,
    pub(super) instructions: Hint,
    pub(super) team_name: Hint,
    pub(super) mail: Hint,
    pub(super) milestone: Hint,
    pub(super) date: Hint,
    pub(super) environment: Hint,
    pub(super) in_dry_run: Hint,
}

pub(super) fn of(language: &Language) -> &'static Hints {
    match language.code() {
        "fr" => &FRENCH,
        _ => &ENGLISH,
    }
}

const fn hint(title: &'static str, text: &'static str) -> Hint {
    Hint { title, text }
}

static FRENCH: Hints = Hints {
    id: hint("Identifiant", "Unique dans tout le plan, par exemple CO00000001."),
    label: hint("Libellé", "Ce que fait l'étape, en une ligne."),
    phase: hint("Phase", "Le code de la phase, à choisir dans la liste."),
    dry_runs: hint(
        "Dry runs",
        "Les dry runs qui exécutent l'étape, séparés par des points-virgules : FDR1; Live.",
    ),
    waits_for: hint(
        "Prérequis",
        "Les identifiants des étapes qui doivent être terminées avant, séparés par des \
         points-virgules. Vide : aucun.",
    ),
    start: hint(
        "Date d'exécution",
        "Une date (27/03/2027 08:00), ou un jalon de la feuille des dates avec un décalage : \
         J0, J0 + 2 h, J0 - 5 j.",
    ),
    duration: hint("Durée", "Par exemple 1:30, 1 h 30, 90 min ou 2 j."),
    team: hint("Équipe", "L'une des équipes de la feuille des acteurs."),
    department: hint("Département", "Le département de l'équipe."),
    contacts: hint(
        "Contacts",
        "Les adresses mail de ceux qui exécutent l'étape, séparées par des points-virgules.",
    ),
    instructions: hint(
        "Description",
        "Comment exécuter l'étape, sur plusieurs lignes s'il le faut.",
    ),
    team_name: hint("Équipe", "Le nom de l'équipe, comme les étapes le donnent."),
    mail: hint("Adresse mail", "Une seule adresse. Elle reçoit les mails des étapes de l'équipe."),
    milestone: hint("Jalon", "Un nom court, que les dates des étapes reprennent : J0."),
    date: hint("Date", "Une date et une heure : 27/03/2027 08:00."),
    environment: hint("Environnement", "Le nom de l'environnement ou de l'application."),
    in_dry_run: hint("Dans ce dry run", "Ce qui en tient lieu dans ce dry run : machine, version."),
};

static ENGLISH: Hints = Hints {
    id: hint("Identifier", "Unique in the whole plan, CO00000001 for instance."),
    label: hint("Label", "What the step does, in one line."),
    phase: hint("Phase", "The code of the phase, chosen from the list."),
    dry_runs: hint(
        "Dry runs",
        "The dry runs that execute the step, with semicolons between them: FDR1; Live.",
    ),
    waits_for: hint(
        "Prerequisites",
        "The identifiers of the steps that must be terminated before, with semicolons between \
         them. Empty: none.",
    ),
    start: hint(
        "Execution date",
        "A date (27/03/2027 08:00), or a milestone of the sheet of dates with an offset: J0, \
         J0 + 2 h, J0 - 5 d.",
    ),
    duration: hint("Duration", "For instance 1:30, 1 h 30, 90 min or 2 d."),
    team: hint("Team", "One of the teams of the sheet of actors."),
    department: hint("Department", "The department of the team."),
    contacts: hint(
        "Contacts",
        "The mail addresses of those who carry out the step, with semicolons between them.",
    ),
    instructions: hint(
        "Description",
        "How the step is carried out, over several lines if need be.",
    ),
    team_name: hint("Team", "The name of the team, as the steps give it."),
    mail: hint("Mail address", "One address. It gets the mails of the team's steps."),
    milestone: hint("Milestone", "A short name, by which the dates of steps refer to it: J0."),
    date: hint("Date", "A date and a time: 27/03/2027 08:00."),
    environment: hint("Environment", "The name of the environment or application."),
    in_dry_run: hint("In this dry run", "What stands for it in this dry run: host, release."),
};
