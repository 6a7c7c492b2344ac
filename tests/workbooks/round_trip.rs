//! A workbook that is written and then read is the same plan.

use chrono::{DateTime, TimeZone, Utc};
use proptest::prelude::*;
use ptr_core::language::Language;
use ptr_core::{Command, Plan, Run};
use ptr_excel::{Layout, Limits, WriteOptions, load_bytes, plan_workbook, status_workbook};
use ptr_tests::workbooks;

/// The default layout, for ids of any kind, with some keys of its own.
#[track_caller]
fn layout(yaml: &str) -> Layout {
    let yaml = format!("id_pattern: null\n{yaml}");
    Layout::read(serde_yaml_ng::Deserializer::from_str(&yaml)).expect("a layout")
}

#[track_caller]
fn read(bytes: Vec<u8>, layout: &Layout) -> Plan {
    match load_bytes(bytes, layout, &Limits::default()) {
        Ok(loaded) => loaded.plan,
        Err(error) => panic!("the workbook does not load:\n{error}"),
    }
}

/// Layouts that name sheets, rows and columns in every way.
const LAYOUTS: [&str; 6] = [
    "",
    "steps: {sheet: 'Plan: 2027', first_row: 6, columns: {id: 'N°', label: C, team: A}}",
    "steps: {columns: {start: Quand, dry_runs: Essais, duration: Combien}}",
    "environments: {first_row: 2}\nactors: {first_row: 12}",
    "dates: {columns: {milestone: Repère}}\nactors: {sheet: Qui}",
    "dates: {columns: {dry_run: Essai, date: Quand}}",
];

fn languages() -> impl Strategy<Value = Language> {
    prop_oneof![Just(Language::french()), Just(Language::english())]
}

fn at(hours: i64) -> DateTime<Utc> {
    Utc.timestamp_opt(1_750_000_000 + hours * 3600, 0).single().expect("an instant")
}

/// A workbook takes longer than a sum: half the usual number of cases.
fn half_as_often() -> ProptestConfig {
    let usual = ProptestConfig::default();
    ProptestConfig { cases: usual.cases / 2, ..usual }
}

proptest! {
    #![proptest_config(half_as_often())]

    #[test]
    fn a_plan_written_then_read_is_the_same_plan(
        plan in workbooks::plan(6),
        yaml in prop::sample::select(&LAYOUTS[..]),
        language in languages(),
    ) {
        // The long form names dry runs only beside milestones.
        prop_assume!(!yaml.contains("Essai") || !plan.milestones().is_empty());
        let layout = Layout { timezone: plan.timezone(), ..layout(yaml) };
        let options = WriteOptions { layout: layout.clone(), language, ..WriteOptions::default() };
        match plan_workbook(&plan, &options) {
            Ok(bytes) => prop_assert_eq!(read(bytes, &layout).to_draft(), plan.to_draft()),
            Err(error) => prop_assert!(false, "{}", error),
        }
    }

    #[test]
    fn a_status_workbook_reads_as_the_plan_of_its_run(
        plan in workbooks::plan(5), hours in -2000_i64..40_000, language in languages(),
        acts in prop::collection::vec((any::<prop::sample::Index>(), 0..4_u8, workbooks::said()), 0..12),
    ) {
        let Ok(schedule) = plan.schedule("FDR1") else { return Ok(()) };
        let ids: Vec<_> = schedule.ids().cloned().collect();
        let coordinator = ptr_tests::plans::email("coordinatrice");
        let mut run = Run::new(schedule, [coordinator.clone()]);
        for (which, what, text) in acts.iter().filter(|_| !ids.is_empty()) {
            let step = which.get(&ids).clone();
            let command = match what {
                0 => Command::Start { step },
                1 => Command::close(step),
                2 => Command::Skip { step, reason: text.clone() },
                _ => Command::record_defects(step, text.clone()),
            };
            // What is refused changes nothing.
            let _ = run.execute(&command, &coordinator, at(hours));
        }
        let layout = Layout { timezone: plan.timezone(), ..layout("") };
        let options = WriteOptions { layout: layout.clone(), language, ..WriteOptions::default() };
        match status_workbook(&run.view(at(hours)), &options) {
            Ok(bytes) => prop_assert_eq!(read(bytes, &layout).to_draft(), plan.to_draft()),
            Err(error) => prop_assert!(false, "{}", error),
        }
    }

    #[test]
    fn the_same_plan_gives_the_same_bytes(plan in workbooks::plan(4)) {
        let options = WriteOptions::default();
        let (one, other) = (plan_workbook(&plan, &options), plan_workbook(&plan.clone(), &options));
        prop_assert_eq!(one.ok(), other.ok());
    }
}
