//! Workbooks in every language there is a file for: what is written is recognised again.

use ptr_core::language::Language;
use ptr_core::{Email, Plan, Run};
use ptr_excel::layout::{
    ActorColumns, Columns, DateColumns, EnvironmentColumns, Layout, SheetFound, StepColumns,
};
use ptr_excel::value::{DurationUnit, duration, is_marked, looks_like_a_date, milestone_date};
use ptr_excel::{
    Limits, LoadError, Loaded, Workbook, WorkbookError, WriteOptions, load_bytes, plan_workbook,
    status_workbook, template_workbook,
};

/// The languages of `languages/`.
fn languages() -> Vec<Language> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/languages");
    let files = std::fs::read_dir(folder).expect("a folder");
    let mut codes: Vec<String> = files
        .filter_map(|file| file.ok()?.path().file_stem()?.to_str().map(str::to_owned))
        .collect();
    codes.sort();
    codes.iter().map(|code| language(code)).collect()
}

fn language(code: &str) -> Language {
    Language::with_texts(code, "").expect("a code of ISO 639")
}

fn options(language: &Language) -> WriteOptions {
    WriteOptions { language: language.clone(), ..WriteOptions::default() }
}

#[track_caller]
fn loaded(bytes: Vec<u8>) -> Loaded {
    load_bytes(bytes, &Layout::default(), &Limits::default()).expect("a plan")
}

fn template(language: &Language) -> Loaded {
    loaded(template_workbook(&options(language)).expect("a template"))
}

#[test]
fn a_dutch_template_reads_back_as_the_plan_that_it_shows() {
    let dutch = language("nl");
    let bytes = template_workbook(&options(&dutch)).expect("a template");
    let workbook = Workbook::from_bytes(bytes.clone(), &Limits::default()).expect("a workbook");
    let sheets: Vec<&str> = workbook.sheets().iter().map(|sheet| sheet.name.as_str()).collect();
    assert_eq!(sheets, ["Stappen", "Actoren", "Datums", "Omgevingen"]);
    let Loaded { plan, warnings, .. } = loaded(bytes);
    assert_eq!((plan.len(), warnings), (3, Vec::new()));
    let step = &plan.steps()[1];
    assert_eq!(step.label, "Voorbeeld: de uitwisselingen met het oude register stoppen");
    assert_eq!(step.team.as_deref(), Some("Toegangsregister"));
    assert_eq!(step.department.as_deref(), Some("Informatiesystemen"));
    assert_eq!(step.prerequisites.len(), 1);
    assert!(step.extra.is_empty(), "no column is taken for one of the user's own");
    let actor = &plan.actors()[0];
    assert_eq!(
        actor.team_leader.as_ref().map(Email::as_str),
        Some("leider.markt@voorbeeld.example")
    );
    assert_eq!(
        actor.head_of_department.as_ref().map(Email::as_str),
        Some("directeur@voorbeeld.example")
    );
}

#[test]
fn what_a_workbook_says_in_one_language_reads_back_as_the_same_plan() {
    let plan: Plan = template(&Language::french()).plan;
    for language in languages() {
        let options = options(&language);
        assert_eq!(loaded(plan_workbook(&plan, &options).expect("a workbook")).plan, plan);
        let run = Run::new(plan.schedule("FDR1").expect("a dry run"), []);
        let at = "2027-03-27T08:00:00Z".parse().expect("an instant");
        let status = status_workbook(&run.view(at), &options).expect("a workbook");
        assert_eq!(loaded(status).plan, plan, "{language}");
    }
}

#[test]
fn every_language_finds_its_own_headings_and_sheets() {
    fn sheets<C: Columns>(workbook: &Workbook, nth: usize) {
        let found = ptr_excel::layout::Table::<C>::default().find_sheet(workbook.sheets());
        assert_eq!(found, SheetFound::One(nth));
    }
    for language in languages() {
        let bytes = template_workbook(&options(&language)).expect("a template");
        let workbook = Workbook::from_bytes(bytes, &Limits::default()).expect("a workbook");
        sheets::<StepColumns>(&workbook, 0);
        sheets::<ActorColumns>(&workbook, 1);
        sheets::<DateColumns>(&workbook, 2);
        sheets::<EnvironmentColumns>(&workbook, 3);
        let Loaded { plan, warnings, .. } = template(&language);
        assert_eq!((plan.len(), warnings), (3, Vec::new()), "{language}");
    }
}

#[test]
fn values_are_read_in_dutch() {
    let minutes =
        |text| duration(text, DurationUnit::Minutes).ok().flatten().map(|it| it.num_minutes());
    assert_eq!(minutes("2 uur 30 minuten"), Some(150));
    assert_eq!(minutes("1 dag"), Some(1440));
    assert_eq!((is_marked("ja"), is_marked("neen")), (Some(true), Some(false)));
    assert!(looks_like_a_date("24 mei 2026"));
    let date = milestone_date("J0 - 5 dagen", |name| name == "J0").expect("an offset");
    assert_eq!(date.offset.days, -5);
}

#[test]
fn an_error_is_worded_in_every_language_and_a_users_own_words_go_first() {
    let error = |bytes: &[u8]| -> LoadError {
        match load_bytes(bytes, &Layout::default(), &Limits::default()) {
            Err(WorkbookError::File(error)) => error,
            other => panic!("a file that is no workbook: {other:?}"),
        }
    };
    assert_eq!(
        error(b"%PDF").message(&language("nl")),
        "dit is een pdf en geen werkmap; sla het plan op als .xlsx (worden ook gelezen: .xlsm, \
         .xlsb, .xls, .ods, .csv)"
    );
    let mine = "workbook-error-empty = rien dans ce fichier";
    let mine = Language::with_texts("fr", mine).expect("a text of Fluent");
    assert_eq!(error(b"").message(&mine), "rien dans ce fichier");
}

#[test]
fn what_no_reader_would_know_is_not_written_in_a_users_own_words() {
    let own = "workbook-column-steps-id = Kennung\nworkbook-column-steps-label = Nom\n\
               workbook-sheet-steps = Ablauf\nworkbook-unit-hour = Stunden";
    let own = Language::with_texts("fr", own).expect("a text of Fluent");
    let options = options(&own);
    let plan = loaded(template_workbook(&options).expect("a template")).plan;
    assert_eq!(plan.len(), 3);
    assert!(plan.steps().iter().all(|step| step.label.starts_with("Exemple")));
}

#[test]
fn a_form_of_dates_that_is_none_makes_no_panic() {
    let own = Language::with_texts("fr", "workbook-instant = %Q").expect("a text of Fluent");
    let run = Run::new(template(&own).plan.schedule("FDR1").expect("a dry run"), []);
    let at = "2027-03-27T08:00:00Z".parse().expect("an instant");
    status_workbook(&run.view(at), &options(&own)).expect("a workbook");
}
