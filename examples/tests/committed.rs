//! The committed sample workbooks are those that the generator writes: same seed, same bytes.

use ptr_core::DryRun;
use ptr_examples::sample;
use ptr_excel::{Layout, Limits, load_bytes};

#[track_caller]
fn committed(name: &str) -> Vec<u8> {
    let path = format!("{}/data/{name}", env!("CARGO_MANIFEST_DIR"));
    std::fs::read(&path).unwrap_or_else(|error| panic!("{path}: {error}"))
}

#[test]
fn the_sample_plan_is_what_the_generator_writes() {
    let written = sample::plan(sample::SEED).expect("a workbook");
    assert!(
        written == committed("plan-de-transition.xlsx"),
        "run: cargo run --package ptr-examples --example generate_workbooks"
    );
}

#[test]
fn the_sample_plan_loads_without_a_fault_and_without_a_warning() {
    let bytes = committed("plan-de-transition.xlsx");
    let loaded = load_bytes(bytes, &Layout::default(), &Limits::default()).expect("a plan");
    assert_eq!(loaded.warnings, []);
    let plan = loaded.plan;
    assert_eq!(plan.len(), 395);
    let dry_runs: Vec<&str> = plan.dry_runs().iter().map(DryRun::as_str).collect();
    assert_eq!(dry_runs, ["FDR1", "FDR2", "FDR3", "Live"]);
    assert!(plan.steps().iter().all(|step| step.duration.is_some() && step.team.is_some()));
    assert!(plan.steps().iter().all(|step| step.contacts.len() == 2));
}

#[test]
fn no_two_steps_of_the_sample_plan_say_the_same() {
    let bytes = committed("plan-de-transition.xlsx");
    let loaded = load_bytes(bytes, &Layout::default(), &Limits::default()).expect("a plan");
    let labels: std::collections::BTreeSet<&str> =
        loaded.plan.steps().iter().map(|step| step.label.as_str()).collect();
    assert_eq!(labels.len(), loaded.plan.len());
}

#[test]
fn another_seed_gives_another_workbook() {
    let one = sample::plan(1).expect("a workbook");
    assert!(one == sample::plan(1).expect("a workbook"));
    assert!(one != sample::plan(2).expect("a workbook"));
}
