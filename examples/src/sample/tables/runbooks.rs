//! Run books: days counted from a day that is moved, times and units in columns of their own.

use super::Sample;
use super::drawing::{BOLD, PLAIN, Sheet};

/// A bank's run book by day numbers, with the time of day beside them.
pub(super) const DAY_NUMBERS: Sample = Sample {
    name: "bank-day-numbers",
    title: "Core banking cut-over, by day numbers",
    layout: "\
# A number in column Day counts from the milestone T0; the time of day stands beside it.
steps:
  sheet: Runbook
  columns: {id: Ref, label: Activity, phase: Stage, dry_runs: null, prerequisites: Depends on, start: Day, time: Time, team: Owner}
dates: {sheet: Key dates}
day_numbers: T0
id_pattern: \"CB-[0-9]{3}\"
phases: [Before, Weekend, After]
actors: null
environments: null
",
    sheets: &[
        Sheet {
            name: "Runbook",
            widths: &[10.0, 12.0, 46.0, 14.0, 8.0, 8.0, 12.0, 22.0],
            rows: &[
                (BOLD, &["Ref", "Stage", "Activity", "Depends on", "Day", "Time", "Duration", "Owner"]),
                (PLAIN, &["CB-001", "Before", "Freeze of releases", "", "#-10", ":18:00", "15 min", "Release board"]),
                (PLAIN, &["CB-002", "Before", "Letter to customers", "", "T-5", "09:00", "1 d", "Communication"]),
                (PLAIN, &["CB-003", "Weekend", "End of day on the old core", "CB-001", "#0", ":20:00", "2 h", "Operations"]),
                (PLAIN, &["CB-004", "Weekend", "Extract the accounts", "CB-003", "#0", ":22:00", "4 h", "Data"]),
                (PLAIN, &["CB-005", "Weekend", "Load the accounts", "CB-004", "#1", ":02:30", "6 h", "Data"]),
                (PLAIN, &["CB-006", "Weekend", "Reconcile", "CB-005", "D+1", ":09:00", "3 h", "Finance"]),
                (PLAIN, &["CB-007", "After", "First business day", "CB-006; CB-002", "#3", ":06:00", "1 d", "Branches"]),
            ],
        },
        Sheet {
            name: "Key dates",
            widths: &[14.0, 18.0],
            rows: &[
                (BOLD, &["Milestone", "Live"]),
                (PLAIN, &["T0", "@2027-03-26 18:00"]),
            ],
        },
    ],
};

/// Dates and times in two columns, durations and their units in two more.
pub(super) const TIMES_AND_UNITS: Sample = Sample {
    name: "times-and-units",
    title: "Remplacement d'un automate, heure par heure",
    layout: "\
# Le jour et l'heure sont en deux colonnes, la durée et son unité aussi.
steps:
  sheet: Déroulé
  columns: {id: N°, label: Action, phase: null, dry_runs: null, prerequisites: Après, start: Jour, time: Heure, duration: Durée, duration_unit: Unité, team: Équipe}
id_pattern: \"[0-9]+\"
actors: null
dates: null
environments: null
phases: null
",
    sheets: &[Sheet {
        name: "Déroulé",
        widths: &[8.0, 44.0, 10.0, 14.0, 10.0, 10.0, 10.0, 18.0],
        rows: &[
            (BOLD, &["N°", "Action", "Après", "Jour", "Heure", "Durée", "Unité", "Équipe"]),
            (PLAIN, &["#1", "Consigner l'installation", "", "@2027-07-03", ":06:00", "#30", "min", "Sécurité"]),
            (PLAIN, &["#2", "Démonter l'ancien automate", "#1", "@2027-07-03", ":06:30", "#1.5", "h", "Électricité"]),
            (PLAIN, &["#3", "Câbler le nouveau", "#2", "@2027-07-03", ":08:00", "#4", "heures", "Électricité"]),
            (PLAIN, &["#4", "Essais à vide", "#3", "@2027-07-03", "13h30", "#90", "minutes", "Automatisme"]),
            (PLAIN, &["#5", "Marche surveillée", "#4", "@2027-07-04", ":05:00", "#2", "jours", "Exploitation"]),
        ],
    }],
};
