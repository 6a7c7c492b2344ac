//! Formulas count by the value that the workbook keeps of them.

mod support;

use ptr_excel::{Layout, Limits, Loaded, WorkbookError, load_bytes};
use support::Xlsx;
use support::drawn::{layout, told};

const ALONE: &str = "steps: {sheet: Plan, columns: {dry_runs: null}}\nactors: null\ndates: null\nenvironments: null";

const HEADINGS: [&str; 7] =
    ["Identifiant", "Libellé", "Phase", "Prérequis", "Date d'exécution", "Durée", "Équipe"];

/// A sheet of these headings and one row of raw cells; style 1 is a date, style 2 a duration.
fn sheet(cells: &str) -> Vec<u8> {
    let mut headings = String::new();
    for (col, text) in ('A'..).zip(HEADINGS) {
        let cell = [r#"<c r=""#, &col.to_string(), r#"1" t="inlineStr"><is><t>"#, text];
        headings.extend(cell);
        headings.push_str("</t></is></c>");
    }
    Xlsx::rows(&format!(r#"<row r="1">{headings}</row><row r="2">{cells}</row>"#)).bytes()
}

fn read(cells: &str, layout: &Layout) -> Result<Loaded, WorkbookError> {
    load_bytes(sheet(cells), layout, &Limits::default())
}

#[test]
fn texts_dates_numbers_and_durations_may_be_calculated() {
    let cells = r#"
        <c r="A2" t="str"><f>"CO"&amp;TEXT(1,"00000000")</f><v>CO00000001</v></c>
        <c r="B2" t="str"><f>A1</f><v>Arrêter</v></c>
        <c r="C2" t="str"><f>LEFT(A2,2)</f><v>CO</v></c>
        <c r="D2" t="str"><f>IF(TRUE,"")</f><v></v></c>
        <c r="E2" s="1"><f>NOW()</f><v>46109.5</v></c>
        <c r="F2" s="2"><f>1/24</f><v>0.0625</v></c>
        <c r="G2" t="b"><f>TRUE()</f><v>1</v></c>"#;
    let loaded = read(cells, &layout(ALONE)).expect("a plan");
    let step = loaded.plan.step("CO00000001").expect("read");
    assert_eq!((step.label.as_str(), step.phase.as_str()), ("Arrêter", "CO"));
    assert_eq!(step.duration, Some(chrono::TimeDelta::minutes(90)));
    assert_eq!((step.team.as_deref(), step.prerequisites.len()), (Some("TRUE"), 0));
    let start = loaded.plan.start("CO00000001", &ptr_core::DryRun::live()).expect("dated");
    assert_eq!(start.to_rfc3339(), "2026-03-28T11:00:00+00:00");
    assert_eq!(told(&loaded.warnings), Vec::<String>::new());
}

#[test]
fn a_calculated_error_is_an_error_also_one_of_the_younger_ones() {
    for name in ["#REF!", "#N/A", "#SPILL!", "#CALC!"] {
        for col in 'B'..='G' {
            let mut cells =
                String::from(r#"<c r="A2" t="inlineStr"><is><t>CO00000001</t></is></c>"#);
            if col != 'C' {
                cells.push_str(r#"<c r="C2" t="inlineStr"><is><t>CO</t></is></c>"#);
            }
            let cell = format!(r#"<c r="{col}2" t="e"><f>1/0</f><v>{name}</v></c>"#);
            if col == 'B' {
                let at = cells.find(r#"<c r="C2""#).unwrap_or(cells.len());
                cells.insert_str(at, &cell);
            } else {
                cells.push_str(&cell);
            }
            let Err(WorkbookError::Problems(problems)) = read(&cells, &layout(ALONE)) else {
                panic!("{name} in {col} should have been told");
            };
            let errors: Vec<_> = problems
                .into_vec()
                .into_iter()
                .filter(|problem| problem.severity() == ptr_core::Severity::Error)
                .collect();
            assert_eq!(told(&errors), [format!("error-cell Plan!{col}2")]);
            assert_eq!(errors[0].kind, ptr_core::ProblemKind::ErrorCell { found: name.to_owned() });
        }
    }
}

#[test]
fn a_formula_that_was_never_calculated_is_no_empty_cell() {
    let cells = r#"<c r="A2" t="inlineStr"><is><t>CO00000001</t></is></c>
        <c r="C2" t="inlineStr"><is><t>CO</t></is></c><c r="D2"><f>A2</f></c><c r="E2" s="1"><f>NOW()</f></c>"#;
    let Err(WorkbookError::Problems(problems)) = read(cells, &layout(ALONE)) else {
        panic!("it should have been told");
    };
    assert_eq!(told(problems.as_slice()), ["not-calculated Plan!D2", "not-calculated Plan!E2"]);
}
