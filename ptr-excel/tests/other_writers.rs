//! The same plan as different programs write it is the same plan to us.

mod support;

use std::path::Path;

use ptr_excel::{Limits, Workbook};

fn file(name: &str) -> Vec<u8> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/files").join(name);
    std::fs::read(path).expect("a committed file")
}

fn cells(name: &str) -> Vec<String> {
    support::read(&file(name)).expect("a readable workbook")
}

const PLAN: &[&str] = &[
    "Etapes-actions!A1: Plan de transition",
    "Etapes-actions!A4: Identifiant",
    "Etapes-actions!B4: Libellé",
    "Etapes-actions!C4: Date d'exécution",
    "Etapes-actions!D4: Durée",
    "Etapes-actions!E4: Prérequis",
    "Etapes-actions!A5: CO00000001",
    "Etapes-actions!B5: Arrêter les lots\net prévenir  l'équipe",
    "Etapes-actions!C5: 2026-11-24 08:00",
    "Etapes-actions!D5: 25:30",
    "Etapes-actions!A6: CO00000002",
    "Etapes-actions!B6: Basculer",
    "Etapes-actions!C6: 2026-11-25 08:00",
    "Etapes-actions!D6: 1:30",
    "Etapes-actions!E6: 4.5",
    "Etapes-actions!A7: CO00000003",
    "Etapes-actions!B7: #DIV/0!",
    "Etapes-actions!C7: 2026-11-25",
    "Etapes-actions!D7: 90",
    "Etapes-actions!E7: TRUE",
    "Cachée!B2: x",
];

#[test]
fn libreoffice_writes_the_same_plan_in_three_formats() {
    assert_eq!(cells("libreoffice.xlsx"), PLAN);
    assert_eq!(cells("libreoffice.xls"), PLAN);
    // There the truth of the .xlsx is the formula TRUE() and a number.
    assert_eq!(cells("libreoffice.ods"), PLAN);
}

#[test]
fn a_duration_that_libreoffice_made_of_a_number_of_days_is_the_one_that_was_meant() {
    let cell = |value: &str| {
        let cell = format!(
            r#"<table:table-row><table:table-cell office:value-type="time" office:time-value="{value}"/></table:table-row>"#
        );
        support::read(&support::ods(&cell)).expect("a cell")
    };
    assert_eq!(cell("PT7626441H55M59.999998838S"), ["Plan!A1: 7626441:56"]);
    assert_eq!(cell("PT1H30M00S"), ["Plan!A1: 1:30"]);
}

#[test]
fn a_formula_that_was_never_calculated_is_no_empty_cell() {
    let cells = cells("openpyxl.xlsx");
    let never = "a formula that was never calculated";
    for at in ["B7", "C6", "B9"] {
        assert!(cells.contains(&format!("Etapes-actions!{at}: {never}")), "{at}: {cells:#?}");
    }
}

#[test]
fn hidden_sheets_are_read_and_said_to_be_hidden() {
    for name in ["openpyxl.xlsx", "libreoffice.xlsx", "libreoffice.xls", "libreoffice.ods"] {
        let workbook = Workbook::from_bytes(file(name), &Limits::default()).expect("a workbook");
        let sheets: Vec<_> =
            workbook.sheets().iter().map(|s| (s.name.as_str(), s.hidden)).collect();
        assert_eq!(
            sheets,
            [("Etapes-actions", false), ("Cachée", true), ("Vide", false)],
            "{name}"
        );
    }
}

#[test]
fn a_workbook_cut_off_anywhere_is_an_error_and_no_shorter_plan() {
    for name in ["openpyxl.xlsx", "libreoffice.xlsx", "libreoffice.xls", "libreoffice.ods"] {
        let whole = file(name);
        for percent in (0..100).step_by(10).chain([99]) {
            let cut = &whole[..whole.len() * percent / 100];
            // The last sectors of an .xls hold only its summary, which nobody needs.
            match support::read(cut) {
                Ok(cells) => assert_eq!((name, cells), ("libreoffice.xls", self::cells(name))),
                Err(error) => assert!(
                    matches!(error.code(), "empty" | "truncated"),
                    "{name} at {percent}%: {error}"
                ),
            }
        }
    }
}
