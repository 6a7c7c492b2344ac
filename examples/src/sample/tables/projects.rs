//! What scheduling programs export.

use super::Sample;
use super::drawing::{BOLD, PLAIN, Sheet};

/// Microsoft Project in English: no ids, predecessors by the number of the task, summary tasks.
pub(super) const PROJECT_EXPORT: Sample = Sample {
    name: "ms-project-export",
    title: "Payment switch replacement, exported from Microsoft Project",
    layout: "\
# Tasks are numbered by their place, summary tasks included; a task above deeper ones is one of those.
steps:
  sheet: Task_Data
  ids: position
  sections: [outline]
  columns: {phase: null, dry_runs: null, team: Resource Names}
actors: null
dates: null
environments: null
phases: null
# 4SS and 9FS+2 hrs say more than a prerequisite can: they are kept with the step and told.
links: warning
",
    sheets: &[Sheet {
        name: "Task_Data",
        widths: &[8.0, 44.0, 12.0, 18.0, 18.0, 16.0, 14.0, 18.0],
        rows: &[
            (
                BOLD,
                &[
                    "Active", "Task Name", "Duration", "Start", "Finish", "Predecessors",
                    "Outline Level", "Resource Names",
                ],
            ),
            (PLAIN, &["Yes", "Payment switch replacement", "2 days", "@2027-03-27 06:00", "@2027-03-28 20:00", "", "#1", ""]),
            (PLAIN, &["Yes", "Preparation", "4 hrs", "@2027-03-27 06:00", "@2027-03-27 10:00", "", "#2", ""]),
            (PLAIN, &["Yes", "Freeze configuration changes", "1 hr", "@2027-03-27 06:00", "@2027-03-27 07:00", "", "#3", "Change office"]),
            (PLAIN, &["Yes", "Back up the old switch", "2 hrs", "@2027-03-27 07:00", "@2027-03-27 09:00", "3", "#3", "Infrastructure"]),
            (PLAIN, &["Yes", "Copy the merchant files", "2 hrs", "@2027-03-27 07:00", "@2027-03-27 09:00", "4SS", "#3", "Data"]),
            (PLAIN, &["Yes", "Cut-over", "8 hrs", "@2027-03-27 22:00", "@2027-03-28 06:00", "2", "#2", ""]),
            (PLAIN, &["Yes", "Stop incoming traffic", "15 mins", "@2027-03-27 22:00", "@2027-03-27 22:15", "", "#3", "Network"]),
            (PLAIN, &["Yes", "Drain the queues", "45 mins", "@2027-03-27 22:15", "@2027-03-27 23:00", "7", "#3", "Payments"]),
            (PLAIN, &["Yes", "Load the merchant files", "3 hrs", "@2027-03-27 23:00", "@2027-03-28 02:00", "8FS,5", "#3", "Data"]),
            (PLAIN, &["Yes", "Route traffic to the new switch", "30 mins", "@2027-03-28 04:00", "@2027-03-28 04:30", "9FS+2 hrs", "#3", "Network"]),
            (PLAIN, &["Yes", "Release to merchants", "1 hr", "@2027-03-28 06:00", "@2027-03-28 07:00", "6", "#2", "Service desk"]),
        ],
    }],
};

/// A plan by WBS numbers in French, its rows grouped.
pub(super) const WBS: Sample = Sample {
    name: "planning-wbs",
    title: "Déménagement de la salle informatique, numéroté par WBS",
    layout: "\
# Le numéro WBS est l'identifiant ; les lignes qui en regroupent d'autres sont des titres.
steps:
  sheet: Planning
  sections: [outline]
  columns: {id: WBS, label: Tâche, phase: null, dry_runs: null, team: Responsable}
id_pattern: null
actors: null
dates: null
environments: null
phases: null
",
    sheets: &[Sheet {
        name: "Planning",
        widths: &[10.0, 46.0, 14.0, 20.0, 12.0, 22.0],
        rows: &[
            (BOLD, &["WBS", "Tâche", "Prédécesseurs", "Début", "Durée", "Responsable"]),
            (BOLD, &["1", "Avant le déménagement"]),
            (
                PLAIN.at(1),
                &[
                    "1.1",
                    "Inventorier les serveurs",
                    "",
                    "@2027-05-03 08:00",
                    "2 j",
                    "Exploitation",
                ],
            ),
            (
                PLAIN.at(1),
                &["1.2", "Réserver le transporteur", "", "@2027-05-03 08:00", "1 h", "Achats"],
            ),
            (PLAIN.at(1), &["1.3", "Sauvegarder", "1.1", "@2027-05-07 18:00", "6 h", "Stockage"]),
            (BOLD, &["2", "Déménagement", "1"]),
            (BOLD.at(1), &["2.1", "Arrêt"]),
            (
                PLAIN.at(2),
                &[
                    "2.1.1",
                    "Arrêter les applications",
                    "",
                    "@2027-05-08 06:00",
                    "1 h",
                    "Applications",
                ],
            ),
            (
                PLAIN.at(2),
                &[
                    "2.1.2",
                    "Arrêter les serveurs",
                    "2.1.1",
                    "@2027-05-08 07:00",
                    "45 min",
                    "Exploitation",
                ],
            ),
            (BOLD.at(1), &["2.2", "Transport"]),
            (
                PLAIN.at(2),
                &["2.2.1", "Charger les baies", "2.1", "@2027-05-08 08:00", "3 h", "Transporteur"],
            ),
            (
                PLAIN.at(2),
                &[
                    "2.2.2",
                    "Raccorder au nouveau site",
                    "2.2.1FD",
                    "@2027-05-08 14:00",
                    "4 h",
                    "Réseau",
                ],
            ),
            (
                PLAIN,
                &[
                    "3",
                    "Rouvrir le service",
                    "2.2.2",
                    "@2027-05-09 08:00",
                    "30 min",
                    "Applications",
                ],
            ),
        ],
    }],
};

/// Prerequisites by outline numbers that no column has.
pub(super) const OUTLINE: Sample = Sample {
    name: "outline-levels",
    title: "Migration of a mail service, exported with its outline levels",
    layout: "\
# Predecessors are outline numbers, which come of the column of levels.
steps:
  sheet: Tasks
  ids: outline
  sections: [outline]
  columns: {phase: null, dry_runs: null, team: Owner, outline_level: Level}
actors: null
dates: null
environments: null
phases: null
duration_unit: hours
",
    sheets: &[Sheet {
        name: "Tasks",
        widths: &[8.0, 44.0, 14.0, 18.0, 12.0, 20.0],
        rows: &[
            (BOLD, &["Level", "Task", "Depends on", "Start", "Duration", "Owner"]),
            (PLAIN, &["#1", "Pilot"]),
            (PLAIN, &["#2", "Move twenty mailboxes", "", "@2027-02-01 09:00", "#4", "Messaging"]),
            (PLAIN, &["#2", "Ask the pilots", "1.1", "@2027-02-03 09:00", "#8", "Service desk"]),
            (PLAIN, &["#1", "Migration", "1"]),
            (PLAIN, &["#2", "Move all mailboxes", "", "@2027-02-13 08:00", "#20", "Messaging"]),
            (
                PLAIN,
                &["#2", "Switch the mail exchanger", "2.1", "@2027-02-14 06:00", "#0.5", "Network"],
            ),
            (
                PLAIN,
                &[
                    "#1",
                    "Switch the old servers off",
                    "2.2",
                    "@2027-02-20 10:00",
                    "#1",
                    "Messaging",
                ],
            ),
        ],
    }],
};
