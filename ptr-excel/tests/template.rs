//! The template: what a plan begins with must itself be a plan.

use ptr_core::language::Language;
use ptr_excel::{Layout, Limits, Loaded, WriteOptions, load_bytes, template_workbook};

fn layout(yaml: &str) -> Layout {
    serde_yaml_ng::from_str(yaml).expect("a layout")
}

fn loaded(layout: Layout, language: &Language) -> Loaded {
    let language = language.clone();
    let options = WriteOptions { layout, language, ..WriteOptions::default() };
    let bytes = template_workbook(&options).expect("a template can be written");
    load_bytes(bytes, &options.layout, &Limits::default()).expect("what it says is a plan")
}

#[test]
fn a_template_loads_without_a_warning_under_its_own_layout_in_every_language() {
    let layouts = [
        "{}",
        "steps: {sheet: Tâches, first_row: 7, columns: {id: Code, prerequisites: C}}",
        "phases: null",
        "phases: [Avant, Pendant, {code: Retour, contingency: true}]\nid_pattern: null",
        "id_pattern: '[0-9]+'",
        "steps: {columns: {phase: null}}\nid_pattern: null",
        "steps: {columns: {dry_runs: null}}",
        "steps: {columns: {label: null, duration: null, team: null, department: null}}",
        "steps: {columns: {instructions: null, prerequisites: null}}",
        "actors: null",
        "dates: null\nenvironments: null",
        "dates: {columns: {dry_run: Répétition, date: Quand}}",
        "actors: {columns: {department: null, department_head_mail: null}}",
        "timezone: America/New_York",
    ];
    for yaml in layouts {
        for language in &Language::built_in().collect::<Vec<_>>() {
            let loaded = loaded(layout(yaml), language);
            assert_eq!(loaded.warnings, [], "{yaml}");
            assert_eq!(loaded.plan.len(), 3, "{yaml}");
        }
    }
}

#[test]
fn the_template_of_every_sample_layout_shows_what_to_fill_in() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../examples/data/tables");
    let files = std::fs::read_dir(folder).expect("a folder").map(|file| file.expect("one").path());
    let layouts = files.filter(|file| file.extension().is_some_and(|end| end == "yaml"));
    for file in layouts {
        let yaml = std::fs::read_to_string(&file).expect("text");
        for language in Language::built_in() {
            let loaded = loaded(layout(&yaml), &language);
            let told = (loaded.plan.len(), loaded.warnings);
            assert_eq!(told, (3, Vec::new()), "{} in {language}", file.display());
        }
    }
}

#[test]
fn ids_follow_what_the_layout_says_of_them() {
    for (yaml, first) in [
        ("id_pattern: 'CB-[0-9]{3}'", "CB-001"),
        ("id_pattern: 'R[0-9]+'\nphases: null", "R1"),
        ("phases: null\nsteps: {columns: {phase: null}}", "PP00000001"),
        ("steps: {ids: row}", "2"),
        ("steps: {ids: row, first_row: 8}", "8"),
        ("steps: {ids: position, first_row: 8}", "1"),
    ] {
        let plan = loaded(layout(yaml), &Language::french()).plan;
        assert_eq!(plan.steps()[0].id, *first, "{yaml}");
    }
}

#[test]
fn a_layout_that_admits_no_example_gets_a_template_without_rows() {
    let loaded = loaded(layout("id_pattern: 'X[a-f]{40}'"), &Language::french());
    assert!(loaded.plan.is_empty());
    assert_eq!(loaded.actors.len(), 2, "the other sheets still show what they are for");
}

#[test]
fn a_layout_without_room_for_headings_is_refused() {
    let options =
        WriteOptions { layout: layout("steps: {first_row: 1}"), ..WriteOptions::default() };
    let error = template_workbook(&options).expect_err("no row is left for the headings");
    assert_eq!(error.unwritable().len(), 1);
}

#[test]
fn the_same_options_give_the_same_bytes() {
    let options = WriteOptions::default();
    let bytes = || template_workbook(&options).expect("a template can be written");
    assert_eq!(bytes(), bytes());
}
