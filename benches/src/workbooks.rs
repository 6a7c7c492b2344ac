//! Workbooks of any size, reproducible: the [`plans`](crate::plans) in Excel files.
//!
//! Nine columns per step, distinct instructions of 200 characters, texts in the table of shared
//! strings as Excel writes them; teams, milestones and environments in sheets of their own.

use ptr_core::Plan;
use rust_xlsxwriter::{ExcelDateTime, Format, Workbook, Worksheet, XlsxError};

use crate::plans::Numbers;

const HEADINGS: [&str; 9] = [
    "Identifiant",
    "Libellé",
    "Phase",
    "Dry run",
    "Prérequis",
    "Date d'exécution",
    "Équipe",
    "Département",
    "Description",
];
const TEAMS: [[&str; 4]; 4] = [
    ["Registre", "Marché", "anne@grid.example", "hugo@grid.example"],
    ["Réseau", "Technique", "bob@grid.example", "ines@grid.example"],
    ["Comptage", "Technique", "carla@grid.example", "ines@grid.example"],
    ["Facturation", "Finances", "denis@grid.example", "jules@grid.example"],
];
const WORDS: [&str; 16] = [
    "arrêter",
    "vérifier",
    "les",
    "flux",
    "entrants",
    "du",
    "registre",
    "puis",
    "noter",
    "heure",
    "dernière",
    "écriture",
    "prévenir",
    "équipe",
    "de",
    "garde",
];
const INSTRUCTIONS: usize = 200;

/// The workbook of a plan, as the bytes of its `.xlsx` file.
pub fn workbook(plan: &Plan) -> Vec<u8> {
    write(plan).expect("the texts and dates fit into cells")
}

fn write(plan: &Plan) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    write_steps(plan, book.add_worksheet().set_name("Etapes-actions")?)?;
    let actors = book.add_worksheet().set_name("Acteurs")?;
    let headings = ["Équipe", "Département", "Mail chef d'équipe", "Mail chef de département"];
    actors.write_row(0, 0, headings)?;
    actors.write_row_matrix(1, 0, TEAMS)?;
    let dates = book.add_worksheet().set_name("Dates")?;
    dates.write_row_matrix(0, 0, [["Jalon", "FDR1"]])?;
    let environments = book.add_worksheet().set_name("Environnements")?;
    environments.write_row_matrix(0, 0, [["Environnement", "FDR1"], ["Registre", "reg-fdr1"]])?;
    book.save_to_buffer()
}

fn write_steps(plan: &Plan, sheet: &mut Worksheet) -> Result<(), XlsxError> {
    let date = Format::new().set_num_format("dd/mm/yyyy hh:mm");
    let mut numbers = Numbers::seeded(3);
    let dry_run = &plan.dry_runs()[0];
    sheet.write_row(0, 0, HEADINGS)?;
    for (row, step) in (1..).zip(plan.steps()) {
        let prerequisites: Vec<_> = step.prerequisites.iter().map(ToString::to_string).collect();
        let [team, department, ..] = TEAMS[numbers.below(TEAMS.len())];
        sheet.write(row, 0, step.id.as_ref())?;
        sheet.write(row, 1, format!("Étape {row} : {}", text(&mut numbers, 40)))?;
        sheet.write(row, 2, step.phase.as_ref())?;
        sheet.write(row, 3, dry_run.as_ref())?;
        sheet.write(row, 4, prerequisites.join("; "))?;
        if let Some(start) = plan.start(step.id.as_ref(), dry_run) {
            let local = start.with_timezone(&plan.timezone()).naive_local().and_utc();
            let local = ExcelDateTime::from_timestamp(local.timestamp())?;
            sheet.write_with_format(row, 5, local, &date)?;
        }
        sheet.write(row, 6, team)?;
        sheet.write(row, 7, department)?;
        sheet.write(row, 8, text(&mut numbers, INSTRUCTIONS))?;
    }
    Ok(())
}

/// Random words, cut to a length in characters.
fn text(numbers: &mut Numbers, length: usize) -> String {
    let mut text = String::new();
    while text.chars().count() < length {
        text.push_str(WORDS[numbers.below(WORDS.len())]);
        text.push(' ');
    }
    text.chars().take(length).collect()
}
