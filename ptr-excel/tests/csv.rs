//! Tables as text, through the same layout as workbooks.

use std::path::{Path, PathBuf};

use ptr_core::{Moment, Start, Value, When};
use ptr_excel::{Layout, Limits, Loaded, WorkbookError, load, load_bytes, propose_layout};

fn sample(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../examples/data").join(name)
}

fn layout(yaml: &str) -> Layout {
    Layout::read(serde_yaml_ng::Deserializer::from_str(yaml)).expect("a layout")
}

fn read(text: &[u8], layout: &Layout) -> Result<Loaded, WorkbookError> {
    load_bytes(text.to_vec(), layout, &Limits::default())
}

/// Code and place of every problem.
fn told(text: &str, layout: &Layout) -> Vec<String> {
    let Err(WorkbookError::Problems(problems)) = read(text.as_bytes(), layout) else {
        panic!("the table should have been refused")
    };
    let told = |it: &ptr_core::Problem| {
        format!("{} {}", it.code(), it.place.as_ref().map(ToString::to_string).unwrap_or_default())
    };
    problems.as_slice().iter().map(told).collect()
}

#[test]
fn a_plan_saved_by_excel_and_one_saved_by_libreoffice_are_the_same() {
    // Windows-1252 with semicolons here, UTF-8 with commas there.
    let excel = load(sample("taches-excel.csv"), &Layout::default()).expect("a plan").plan;
    let libre = load(sample("taches-libreoffice.csv"), &Layout::default()).expect("a plan").plan;
    assert_eq!(excel.len(), 7);
    for (one, other) in excel.steps().iter().zip(libre.steps()) {
        let (mut one, mut other) = (one.clone(), other.clone());
        // LibreOffice has taken 007 for a number, and saved 7.
        if one.id.as_str() == "PP00000002" {
            assert_eq!(one.extra.remove("Remarque"), Some(Value::Text("007".into())));
            assert_eq!(other.extra.remove("Remarque"), Some(Value::Text("7".into())));
        }
        assert_eq!(one, other);
    }
    let step = excel.step("AC00000001").expect("a step");
    assert_eq!(step.duration.map(|it| it.num_minutes()), Some(90));
    let note = "Deux étapes :\n1. vider la file\n2. couper les flux";
    assert_eq!(step.extra.get("Remarque"), Some(&Value::Text(note.into())));
    let start = "2026-11-21T18:00:00".parse().expect("a date");
    assert_eq!(step.start, Start::At(When::Moment(Moment::Local(start))));
}

#[test]
fn a_table_is_the_sheet_of_steps_whatever_the_layout_calls_it() {
    let text = "Id;Label;Phase\nA1;one;P\n";
    let layout = layout(
        "{steps: {sheet: Tasks, columns: {prerequisites: null, start: null, dry_runs: null}}, \
         id_pattern: null, phases: null, actors: {sheet: Who}}",
    );
    let loaded = read(text.as_bytes(), &layout).expect("a plan");
    assert_eq!(loaded.plan.len(), 1);
    assert!(loaded.actors.is_empty());
}

#[test]
fn ids_and_numbers_stay_as_they_are_written() {
    let text = "Id,Label,Prerequisites,Note\n0012,one,,\"1,50\"\n0013,two,0012,1e5\n";
    let layout =
        layout("{steps: {columns: {start: null, dry_runs: null, phase: null}}, id_pattern: null}");
    let plan = read(text.as_bytes(), &layout).expect("a plan").plan;
    let step = plan.step("0013").expect("a step");
    assert_eq!(step.prerequisites[0].step.as_str(), "0012");
    let notes: Vec<_> = plan.steps().iter().filter_map(|step| step.extra.get("Note")).collect();
    assert_eq!(notes, [&Value::Text("1,50".into()), &Value::Text("1e5".into())]);
}

#[test]
fn a_date_of_another_form_is_told_with_its_cell_unless_the_layout_says_the_form() {
    let text = "Id;Label;Start date\n\nA1;one;24/11/2026 08:00\nA2;two;2026-11-25 09:00\n";
    let said =
        "steps: {columns: {prerequisites: null, dry_runs: null, phase: null}}, id_pattern: null";
    // The empty line is a row, as a spreadsheet shows it.
    let unsaid = layout(&format!("{{{said}}}"));
    assert_eq!(told(text, &unsaid), ["unreadable-date CSV!C3"]);
    let message = read(text.as_bytes(), &unsaid).expect_err("no plan").to_string();
    assert!(message.contains("%Y-%m-%d %H:%M"), "{message}");
    let layout = layout(&format!("{{{said}, text_dates: '%d/%m/%Y %H:%M'}}"));
    let plan = read(text.as_bytes(), &layout).expect("a plan").plan;
    let starts =
        ["2026-11-24T08:00:00", "2026-11-25T09:00:00"].map(|at| at.parse().expect("a date"));
    let starts = starts.map(|at| Start::At(When::Moment(Moment::Local(at))));
    assert_eq!(plan.steps().iter().map(|step| step.start.clone()).collect::<Vec<_>>(), starts);
}

#[test]
fn an_open_quotation_mark_is_told_with_its_cell() {
    let text = "Id;Label\nA1;\"one\nA2;two\n";
    let error = read(text.as_bytes(), &Layout::default()).expect_err("no plan").to_string();
    assert!(error.contains("B2"), "{error}");
}

#[test]
fn a_layout_is_proposed_for_a_table() {
    let path = sample("taches-libreoffice.csv");
    let proposal = propose_layout(&path).expect("a table");
    assert_eq!(proposal.layout.actors, None);
    let found = load(&path, &proposal.layout).expect("a plan").plan;
    let expected = load(&path, &Layout::default()).expect("a plan").plan;
    assert_eq!(found, expected);
}
