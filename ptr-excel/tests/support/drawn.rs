//! Workbooks drawn as tables of text, and the plan or the problems that come of them.
//!
//! In a drawn cell `@2026-03-28 22:00` is a date, `#4.5` a number, `:01:30` a duration, `!REF`
//! an error; everything else is text.

use ptr_core::{DryRun, Problem};
use ptr_excel::{Layout, Limits, Loaded, WorkbookError, load_bytes};
use rust_xlsxwriter::{ExcelDateTime, Format, Formula, Workbook};

pub(crate) const HEADINGS: &[&str] = &[
    "Identifiant",
    "Libellé",
    "Phase",
    "Dry run",
    "Prérequis",
    "Date d'exécution",
    "Durée",
    "Équipe",
    "Département",
    "Description",
];

pub(crate) type Table<'t> = (&'t str, &'t [&'t [&'t str]]);

pub(crate) const ACTORS: Table<'static> = (
    "Acteurs",
    &[
        &["Équipe", "Département", "Mail chef d'équipe", "Mail chef de département"],
        &["Registre", "Marché", "anne@grid.example", "hugo@grid.example"],
        &["Réseau", "Technique", "bob@grid.example", "hugo@grid.example"],
    ],
);

pub(crate) const DATES: Table<'static> = (
    "Dates",
    &[
        &["Jalon", "FDR1", "FDR2", "Live"],
        &["J0", "@2026-03-28 22:00", "@2026-04-25 22:00", "@2026-06-06 22:00"],
    ],
);

pub(crate) const ENVIRONMENTS: Table<'static> = (
    "Environnements",
    &[&["Environnement", "FDR1", "FDR2", "Live"], &["Registre", "reg-fdr1", "reg-fdr2", "reg"]],
);

pub(crate) fn bytes(tables: &[Table<'_>]) -> Vec<u8> {
    let mut book = Workbook::new();
    for (name, rows) in tables {
        let sheet = book.add_worksheet().set_name(*name).expect("a sheet name");
        for (row, cells) in (0..).zip(*rows) {
            for (col, text) in (0..).zip(*cells) {
                let date = Format::new().set_num_format("dd/mm/yyyy hh:mm");
                let time = Format::new().set_num_format("[h]:mm");
                let written = match text.chars().next() {
                    None => continue,
                    Some('@') => {
                        let date_time = ExcelDateTime::parse_from_str(&text[1..]).expect("a date");
                        sheet.write_with_format(row, col, &date_time, &date)
                    }
                    Some(':') => {
                        let date_time = ExcelDateTime::parse_from_str(&text[1..]).expect("a time");
                        sheet.write_with_format(row, col, &date_time, &time)
                    }
                    Some('#') if text.len() > 1 => {
                        sheet.write(row, col, text[1..].parse::<f64>().expect("a number"))
                    }
                    Some('!') => {
                        let error = format!("#{}!", &text[1..]);
                        sheet.write(row, col, Formula::new("=1/0").set_result(error))
                    }
                    Some(_) => sheet.write(row, col, *text),
                };
                written.expect("within the sheet");
            }
        }
    }
    book.save_to_buffer().expect("a workbook")
}

pub(crate) fn with_steps<'t>(rows: &'t [&'t [&'t str]]) -> Vec<u8> {
    bytes(&[("Etapes-actions", rows), ACTORS, DATES, ENVIRONMENTS])
}

#[track_caller]
pub(crate) fn loaded(bytes: Vec<u8>, layout: &Layout) -> Loaded {
    match load_bytes(bytes, layout, &Limits::default()) {
        Ok(loaded) => loaded,
        Err(error) => panic!("{error}"),
    }
}

#[track_caller]
pub(crate) fn problems(bytes: Vec<u8>, layout: &Layout) -> Vec<Problem> {
    match load_bytes(bytes, layout, &Limits::default()) {
        Ok(_) => panic!("the workbook should have been refused"),
        Err(WorkbookError::Problems(problems)) => problems.into_vec(),
        Err(error) => panic!("{error}"),
    }
}

/// Code and place of each problem: `duplicate-id Etapes-actions!A4`.
pub(crate) fn told(problems: &[Problem]) -> Vec<String> {
    let told = |it: &Problem| {
        let place = it.place.as_ref().map(ToString::to_string);
        format!("{} {}", it.code(), place.unwrap_or_default())
    };
    problems.iter().map(told).collect()
}

pub(crate) fn layout(yaml: &str) -> Layout {
    Layout::read(serde_yaml_ng::Deserializer::from_str(yaml)).expect("a layout")
}

pub(crate) fn dry_run(name: &str) -> DryRun {
    DryRun::new(name).expect("a name")
}
