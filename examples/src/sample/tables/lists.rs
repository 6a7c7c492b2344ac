//! What teams keep in lists of their own.

use super::Sample;
use super::drawing::{BOLD, PLAIN, Sheet};

/// A checklist with titles between its items, a total, and no ids.
pub(super) const CHECKLIST: Sample = Sample {
    name: "checklist-sections",
    title: "Ouverture d'un magasin : liste de contrôle",
    layout: "\
# Les titres sont en gras, le total ne compte pas ; les prérequis citent la ligne de la feuille.
steps:
  sheet: Checklist
  ids: row
  sections: [bold, total]
  columns: {label: À faire, phase: null, dry_runs: null, prerequisites: Après la ligne, start: Pour le, team: Qui}
actors: null
dates: null
environments: null
phases: null
",
    sheets: &[Sheet {
        name: "Checklist",
        widths: &[50.0, 14.0, 18.0, 12.0, 20.0],
        rows: &[
            (BOLD, &["Ouverture du magasin de Namur"]),
            (PLAIN, &[]),
            (BOLD, &["À faire", "Après la ligne", "Pour le", "Durée", "Qui"]),
            (BOLD, &["Local"]),
            (PLAIN, &["Réceptionner les travaux", "", "@2027-04-12 09:00", "2 h", "Technique"]),
            (PLAIN, &["Installer les rayons", "#5", "@2027-04-13 08:00", "1 j", "Logistique"]),
            (BOLD, &["Informatique"]),
            (PLAIN, &["Raccorder les caisses", "#6", "@2027-04-15 08:00", "4 h", "Informatique"]),
            (PLAIN, &["Charger les prix", "#8", "@2027-04-15 14:00", "1 h", "Informatique"]),
            (PLAIN, &["Essayer un paiement", "8; 9", "@2027-04-15 16:00", "30 min", "Caisse"]),
            (BOLD, &["Ouverture"]),
            (PLAIN, &["Ouvrir les portes", "#10", "@2027-04-17 09:00", "15 min", "Direction"]),
            (PLAIN, &["Total", "", "", "15:45"]),
        ],
    }],
};

/// A table that ends before its sheet does, with another one below.
pub(super) const TWO_TABLES: Sample = Sample {
    name: "two-tables",
    title: "Weekend release with the people on call below it",
    layout: "\
# An empty row ends the table; the people on call stand below it.
steps:
  sheet: Release
  first_row: 4
  last_row: blank
  columns: {label: What, phase: null, dry_runs: null, prerequisites: After, team: Who}
id_pattern: \"R[0-9]+\"
actors: null
dates: null
environments: null
phases: null
",
    sheets: &[Sheet {
        name: "Release",
        widths: &[8.0, 44.0, 12.0, 18.0, 12.0, 20.0],
        rows: &[
            (BOLD, &["Release 12.4"]),
            (PLAIN, &["Bridge: room Ada, from Friday 20:00"]),
            (BOLD, &["ID", "What", "After", "Start", "Duration", "Who"]),
            (
                PLAIN,
                &[
                    "R1",
                    "Announce the maintenance",
                    "",
                    "@2027-06-11 18:00",
                    "10 min",
                    "Service desk",
                ],
            ),
            (
                PLAIN,
                &["R2", "Stop the batch jobs", "R1", "@2027-06-11 20:00", "15 min", "Operations"],
            ),
            (
                PLAIN,
                &[
                    "R3",
                    "Deploy the database scripts",
                    "R2",
                    "@2027-06-11 20:15",
                    "1 h",
                    "Database",
                ],
            ),
            (
                PLAIN,
                &["R4", "Deploy the services", "R3", "@2027-06-11 21:15", "45 min", "Operations"],
            ),
            (PLAIN, &["R5", "Smoke test", "R4", "@2027-06-11 22:00", "30 min", "Quality"]),
            (PLAIN, &[]),
            (BOLD, &["Name", "Role", "Phone"]),
            (PLAIN, &["Ines", "Release manager", "+32 470 00 00 01"]),
            (PLAIN, &["Tom", "Database", "+32 470 00 00 02"]),
        ],
    }],
};

/// A list in which values are yet to be given.
pub(super) const PLACEHOLDERS: Sample = Sample {
    name: "placeholders",
    title: "Bascule d'un entrepôt, à compléter",
    layout: "\
# TBD, [Date] et les autres usuels sont connus ; ce classeur écrit aussi « xxx ».
steps:
  columns: {phase: null, dry_runs: null}
id_pattern: \"E[0-9]{2}\"
actors: null
dates: null
environments: null
phases: null
placeholders: [N/A, TBD, à définir, \"[Date]\", xxx]
",
    sheets: &[Sheet {
        name: "Étapes-actions",
        widths: &[10.0, 44.0, 14.0, 20.0, 12.0, 20.0],
        rows: &[
            (BOLD, &["ID", "Libellé", "Prérequis", "Date d'exécution", "Durée", "Équipe"]),
            (PLAIN, &["E01", "Compter le stock", "N/A", "@2027-09-04 06:00", "3 h", "Entrepôt"]),
            (
                PLAIN,
                &["E02", "Transférer le stock", "E01", "@2027-09-04 10:00", "TBD", "Logistique"],
            ),
            (PLAIN, &["E03", "Former les caristes", "-", "[Date]", "1 j", "à définir"]),
            (
                PLAIN,
                &["E04", "Ouvrir les quais", "E02; xxx", "@2027-09-06 06:00", "N/A", "Entrepôt"],
            ),
        ],
    }],
};

/// A list in which an empty cell says what the one above says.
pub(super) const AS_ABOVE: Sample = Sample {
    name: "as-above",
    title: "Overgang van het callcenter",
    layout: "\
# Team en dag staan er één keer; wat eronder leeg is, is hetzelfde.
steps:
  sheet: Stappen
  as_above: [Team, Dag]
  columns: {id: Nr, label: Taak, phase: null, dry_runs: null, prerequisites: Na, start: Dag}
id_pattern: \"[0-9]+\"
actors: null
dates: null
environments: null
phases: null
",
    sheets: &[Sheet {
        name: "Stappen",
        widths: &[18.0, 18.0, 8.0, 44.0, 10.0, 10.0],
        rows: &[
            (BOLD, &["Team", "Dag", "Nr", "Taak", "Na", "Duur"]),
            (PLAIN, &["Telefonie", "@2027-10-02 20:00", "#1", "Wachtrijen sluiten", "", "15 min"]),
            (PLAIN, &["", "", "#2", "Nummers omleiden", "#1", "1 u"]),
            (PLAIN, &["", "@2027-10-03 08:00", "#3", "Nieuwe centrale openen", "2; 5", "30 min"]),
            (PLAIN, &["Opleiding", "@2027-10-02 09:00", "#4", "Agenten opleiden", "", "4 u"]),
            (PLAIN, &["", "", "#5", "Proefgesprekken voeren", "#4", "2 u"]),
        ],
    }],
};

/// Contacts by name, several addresses for a team, telephones.
pub(super) const NAMES: Sample = Sample {
    name: "names-and-phones",
    title: "Hospital records go live, people by name",
    layout: "\
# Contacts are names that the sheet of teams knows; a team may have several addresses.
steps:
  sheet: Steps
  columns: {phase: null, dry_runs: null, contacts: Performed by}
actors: {sheet: People, columns: {team: Team}}
id_pattern: \"H-[0-9]+\"
dates: null
environments: null
phases: null
",
    sheets: &[
        Sheet {
            name: "Steps",
            widths: &[10.0, 44.0, 14.0, 18.0, 12.0, 18.0, 34.0],
            rows: &[
                (
                    BOLD,
                    &["ID", "Title", "Prerequisites", "Start", "Duration", "Team", "Performed by"],
                ),
                (
                    PLAIN,
                    &[
                        "H-1",
                        "Close the old records",
                        "",
                        "@2027-01-16 22:00",
                        "1 h",
                        "Records",
                        "Anne Dupont",
                    ],
                ),
                (
                    PLAIN,
                    &[
                        "H-2",
                        "Convert the records",
                        "H-1",
                        "@2027-01-16 23:00",
                        "6 h",
                        "Data",
                        "Bob Peeters; carla@hospital.example",
                    ],
                ),
                (
                    PLAIN,
                    &[
                        "H-3",
                        "Check ten patients a ward",
                        "H-2",
                        "@2027-01-17 05:00",
                        "2 h",
                        "Wards",
                        "",
                    ],
                ),
                (
                    PLAIN,
                    &[
                        "H-4",
                        "Open the new records",
                        "H-3",
                        "@2027-01-17 07:00",
                        "30 min",
                        "Records",
                        "\"Dupont, Anne\" <anne@hospital.example>",
                    ],
                ),
            ],
        },
        Sheet {
            name: "People",
            widths: &[16.0, 22.0, 50.0, 20.0],
            rows: &[
                (BOLD, &["Team", "Team leader", "Team leader's mail", "Phone"]),
                (PLAIN, &["Records", "Anne Dupont", "anne@hospital.example", "+32 2 000 00 01"]),
                (
                    PLAIN,
                    &[
                        "Data",
                        "Bob Peeters",
                        "bob@hospital.example; data@hospital.example",
                        "+32 2 000 00 02",
                    ],
                ),
                (
                    PLAIN,
                    &[
                        "Wards",
                        "Chris Maes",
                        "Chris Maes <chris@hospital.example>, Wards <wards@hospital.example>",
                        "+32 2 000 00 03",
                    ],
                ),
            ],
        },
    ],
};
