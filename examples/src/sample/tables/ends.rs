//! Tables whose end the workbook itself marks, with something else right below.

use super::Sample;
use super::drawing::{BOLD, LINED, LISTED, PLAIN, SUMS, Sheet};

/// A list of Excel with its sums, and notes below it.
pub(super) const LIST: Sample = Sample {
    name: "excel-list",
    title: "Migration of a payroll, kept as a table of Excel",
    layout: "\
# The table that Excel made of the rows ends the steps: its sums and the notes below are none.
steps:
  sheet: Payroll
  last_row: list
  columns: {label: Task, phase: null, dry_runs: null, prerequisites: Depends on, team: Owner}
id_pattern: \"P[0-9]{2}\"
actors: null
dates: null
environments: null
phases: null
",
    sheets: &[Sheet {
        name: "Payroll",
        widths: &[8.0, 44.0, 14.0, 18.0, 12.0, 18.0],
        rows: &[
            (BOLD, &["Payroll, wave 3"]),
            (PLAIN, &[]),
            (LISTED, &["ID", "Task", "Depends on", "Start", "Duration", "Owner"]),
            (LISTED, &["P01", "Freeze the contracts", "", "@2027-02-26 18:00", "1 h", "HR"]),
            (LISTED, &["P02", "Copy the contracts", "P01", "@2027-02-26 19:00", "3 h", "Data"]),
            (LISTED, &["P03", "Compute February twice", "P02", "@2027-02-27 08:00", "4 h", "HR"]),
            (LISTED, &["P04", "Compare the slips", "P03", "@2027-02-27 13:00", "2 h", "Finance"]),
            (SUMS, &["Total", "", "", "", "10 h"]),
            (PLAIN, &["Bridge", "Room Ada, from 18:00", "", "", "", "Ines"]),
            (PLAIN, &["Vendor", "On call until Sunday noon", "", "", "", "Tom"]),
        ],
    }],
};

/// A table with lines around its cells, and a second one right below.
pub(super) const LINES: Sample = Sample {
    name: "lignes-et-bordures",
    title: "Remplacement du central téléphonique",
    layout: "\
# Les bordures entourent les étapes ; les contacts juste en dessous n'en ont pas.
steps:
  sheet: Central
  last_row: border
  columns: {id: N°, label: Action, phase: null, dry_runs: null, prerequisites: Après, start: Quand, team: Qui}
id_pattern: \"[0-9]+\"
actors: null
dates: null
environments: null
phases: null
",
    sheets: &[Sheet {
        name: "Central",
        widths: &[8.0, 44.0, 10.0, 18.0, 12.0, 20.0],
        rows: &[
            (BOLD, &["Central téléphonique"]),
            (BOLD.lined(), &["N°", "Action", "Après", "Quand", "Durée", "Qui"]),
            (LINED, &["#1", "Annoncer la coupure", "", "@2027-04-09 12:00", "15 min", "Accueil"]),
            (LINED, &["#2", "Sauvegarder l'ancien central", "#1", "@2027-04-09 18:00", "1 h"]),
            (LINED, &["#3", "Basculer les lignes", "#2", "@2027-04-09 20:00", "2 h", "Opérateur"]),
            (LINED, &["#4", "Appeler chaque poste", "#3", "@2027-04-09 22:00", "1 h", "Accueil"]),
            (BOLD, &["Nom", "Rôle", "Poste"]),
            (PLAIN, &["Inès", "Responsable", "#4501"]),
            (PLAIN, &["Tom", "Opérateur", "#4502"]),
        ],
    }],
};
