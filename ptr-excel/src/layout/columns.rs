//! The columns of each table, and the headings by which they are known.
//!
//! A column that the layout leaves out is looked for under these headings, French and English;
//! one that it names is looked for under that name alone; one set to null is not looked for.

use serde::{Deserialize, Serialize};

use super::column::{Column, Known};

/// The columns of one table of the workbook.
pub trait Columns: Default {
    /// The sheet's names, the default one first; they match as headings do.
    const SHEETS: &'static [&'static str];

    /// Every column with the headings it is known by; the one that identifies a row comes first.
    fn wanted(&self) -> Vec<(&Column, Known)>;
}

macro_rules! columns {
    (
        $(#[$doc:meta])* $name:ident from $sheets:expr;
        $($(#[$field_doc:meta])* $field:ident / $known:ident: $words:expr;)*
    ) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
        #[serde(deny_unknown_fields, default)]
        pub struct $name {
            $($(#[$field_doc])* #[serde(skip_serializing_if = "Column::is_default")] pub $field: Column,)*
        }

        impl $name {
            $(#[doc = concat!("The headings of `", stringify!($field), "`.")]
            pub const $known: Known = $words;)*
        }

        impl Columns for $name {
            const SHEETS: &'static [&'static str] = $sheets;

            fn wanted(&self) -> Vec<(&Column, Known)> {
                vec![$((&self.$field, Self::$known)),*]
            }
        }
    };
}

columns! {
    /// The columns of the table of steps.
    StepColumns from &["Etapes-actions", "Etapes", "Steps", "Actions", "Tâches", "Tasks"];
    /// The step's id, the only column that a plan cannot do without.
    id / ID: Known::Words(&[
        &["identifiant"], &["id"], &["identifier"], &["stepid"], &["idetape"], &["etape"],
        &["step"], &["code"], &["taskid"], &["idtache"], &["iddeletape", "numerodetape", "ndetape"],
        &["iddeletapeaction", "idetapeaction", "numerodetapeaction"],
    ]);
    /// What the step does, in a line.
    label / LABEL: Known::Words(&[
        &["libelle"], &["label"], &["titre", "intitule"], &["title"], &["nom"], &["name"],
        &["taskname", "task"], &["etapeaction"], &["action"], &["summary"],
        &["libelledeletape", "libelleetape", "intituledeletape"], &["libelledeletapeaction"],
    ]);
    /// The code of the step's phase.
    phase / PHASE: Known::Words(&[&["phase", "phases"]]);
    /// The dry runs the step belongs to. Dry runs may have one column each instead.
    dry_runs / DRY_RUNS: Known::Words(&[&["dryruns", "dryrun"], &["repetitions", "repetition"]]);
    /// Ids of the steps that must be terminated first.
    prerequisites / PREREQUISITES: Known::Words(&[
        &["prerequis"], &["prerequisites", "prerequisite"], &["predecesseurs", "predecesseur"],
        &["predecessors", "predecessor"], &["dependances", "dependance"],
        &["dependencies", "dependson"],
    ]);
    /// When the step starts.
    start / START: Known::Words(&[
        &["datedexecution", "dateexecution"], &["executiondate"],
        &["datededebut", "datedebut", "debut"], &["startdate", "start"], &["date"],
        &["datedexecutionprevue", "dateprevue"],
    ]);
    /// How long it takes.
    duration / DURATION: Known::Words(&[&["duree"], &["duration"]]);
    /// The team that carries it out.
    team / TEAM: Known::Words(&[
        &["equipe"], &["team"], &["equiperesponsable", "equipeexecutante"], &["executant"],
    ]);
    /// The department that carries it out.
    department / DEPARTMENT: Known::Words(&[
        &["departement"], &["department"], &["departementresponsable", "departementexecutant"],
    ]);
    /// What to do, at length.
    instructions / INSTRUCTIONS: Known::Words(&[
        &["description"], &["instructions", "instruction"], &["consignes", "consigne"],
        &["modeoperatoire"],
    ]);
    /// Mail addresses of those who carry it out, in place of the team's.
    contacts / CONTACTS: Known::Words(&[
        &["contacts", "contact"], &["mails", "mail"], &["emails", "email"],
        &["courriels", "courriel"],
    ]);
}

columns! {
    /// The columns of the table of actors.
    ActorColumns from &["Acteurs", "Executants", "Actors", "Equipes", "Teams"];
    /// The team.
    team / TEAM: Known::Words(&[&["equipe"], &["team"], &["acteur"], &["executant"], &["actor"]]);
    /// Its department.
    department / DEPARTMENT: Known::Words(&[&["departement"], &["department"]]);
    /// The mail address of the team's leader.
    team_leader_mail / TEAM_LEADER_MAIL: Known::Like(is_team_leader_mail);
    /// The mail address of the head of the department.
    department_head_mail / DEPARTMENT_HEAD_MAIL: Known::Like(is_department_head_mail);
}

columns! {
    /// The columns of the table of milestones. Either one column a dry run, headed by its name,
    /// or the long form: one row a milestone and dry run, with the columns `dry_run` and `date`.
    DateColumns from &["Dates", "Jalons", "Milestones"];
    /// The milestone's name.
    milestone / MILESTONE: Known::Words(&[
        &["jalon", "jalons"], &["milestone", "milestones"], &["identifiant"], &["id"], &["code"],
        &["j"], &["nom"], &["name"], &["evenement"], &["event"], &["libelle"], &["label"],
    ]);
    /// In the long form, the dry run.
    dry_run / DRY_RUN: Known::Words(&[&["dryrun", "dryruns"], &["repetition", "repetitions"]]);
    /// In the long form, the date.
    date / DATE: Known::Words(&[&["date", "dates"]]);
}

columns! {
    /// The columns of the table of environments; every other heading is a dry run.
    EnvironmentColumns from &["Environnements", "Environments"];
    /// The environment's name.
    environment / ENVIRONMENT: Known::Words(&[
        &["environnement", "environnements"], &["environment", "environments"], &["nom"],
        &["name"], &["application", "applications"], &["libelle"], &["label"],
    ]);
}

fn any(text: &str, words: &[&str]) -> bool {
    words.iter().any(|word| text.contains(word))
}

fn is_mail(heading: &str) -> bool {
    any(heading, &["mail", "courriel"])
}

fn is_of_a_department(heading: &str) -> bool {
    any(heading, &["departement", "department", "dept", "dpt", "direction", "directeur", "n2"])
}

/// Mail addresses that are not said to be a department's are the team's.
fn is_team_leader_mail(heading: &str) -> bool {
    is_mail(heading) && !is_department_head_mail(heading)
}

fn is_department_head_mail(heading: &str) -> bool {
    let of_a_team = any(heading, &["equipe", "team"]);
    is_mail(heading) && (is_of_a_department(heading) || (heading.contains("head") && !of_a_team))
}
