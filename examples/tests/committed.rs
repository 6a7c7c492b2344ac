//! The committed sample workbooks are those that the generator writes: same seed, same bytes.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::ControlFlow;

use ptr_core::{DryRun, Problem};
use ptr_examples::sample;
use ptr_excel::a1::CellName;
use ptr_excel::{
    Layout, Limits, Workbook, WorkbookError, WriteOptions, load_bytes, template_workbook,
};

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
        "run: cargo run -p ptr-examples --example generate_workbooks"
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
    assert!((0..plan.len()).all(|place| plan.contacts(place).len() == 2));
}

#[test]
fn no_two_steps_of_the_sample_plan_say_the_same() {
    let bytes = committed("plan-de-transition.xlsx");
    let loaded = load_bytes(bytes, &Layout::default(), &Limits::default()).expect("a plan");
    let labels: BTreeSet<&str> =
        loaded.plan.steps().iter().map(|step| step.label.as_str()).collect();
    assert_eq!(labels.len(), loaded.plan.len());
}

#[test]
fn what_libreoffice_made_of_the_sample_plan_is_the_same_plan() {
    let load = |name| load_bytes(committed(name), &Layout::default(), &Limits::default());
    let ours = load("plan-de-transition.xlsx").expect("a plan");
    for name in ["plan-libreoffice.xlsx", "plan-libreoffice.ods"] {
        let theirs = load(name).expect(name);
        assert_eq!(theirs.warnings, [], "{name}");
        for (ours, theirs) in ours.plan.steps().iter().zip(theirs.plan.steps()) {
            assert_eq!(theirs, ours, "{name}");
        }
        assert_eq!(theirs.plan, ours.plan, "{name}");
    }
}

#[test]
fn the_faulty_plan_is_what_the_generator_writes() {
    let written = sample::faulty_plan().expect("a workbook");
    assert!(
        written == committed("plan-fautif.xlsx"),
        "run: cargo run -p ptr-examples --example generate_workbooks"
    );
}

#[test]
fn the_template_is_what_the_generator_writes() {
    let written = template_workbook(&WriteOptions::default()).expect("a workbook");
    assert!(
        written == committed("modele-de-plan.xlsx"),
        "run: cargo run -p ptr-examples --example generate_workbooks"
    );
}

/// What a workbook expects of itself: the texts below `Faute attendue`, by sheet and row.
fn expected_faults(bytes: Vec<u8>) -> BTreeMap<(String, u32), BTreeSet<String>> {
    let mut workbook = Workbook::from_bytes(bytes, &Limits::default()).expect("a workbook");
    let sheets: Vec<String> = workbook.sheets().iter().map(|sheet| sheet.name.clone()).collect();
    let mut expected = BTreeMap::new();
    for (nth, sheet) in sheets.into_iter().enumerate() {
        let mut column = None;
        workbook
            .cells(nth, |cell| {
                let text = cell.value.display();
                if text == "Faute attendue" {
                    column = Some(cell.at.col);
                } else if column == Some(cell.at.col) {
                    let codes = text.split("; ").map(str::to_owned).collect();
                    expected.insert((sheet.clone(), cell.at.row), codes);
                }
                ControlFlow::Continue(())
            })
            .expect("cells");
    }
    expected
}

#[test]
fn the_faulty_plan_has_the_faults_that_it_says_and_no_other() {
    let bytes = committed("plan-fautif.xlsx");
    let expected = expected_faults(bytes.clone());
    let refused = load_bytes(bytes, &Layout::default(), &Limits::default());
    let Err(WorkbookError::Problems(problems)) = refused else {
        panic!("the faulty plan is refused with its problems");
    };
    let cell = |problem: &Problem| -> Option<(String, u32)> {
        let place = problem.place.clone()?;
        let name: CellName = place.cell?.parse().ok()?;
        Some((place.sheet, name.row))
    };
    let mut found: BTreeMap<_, BTreeSet<String>> = BTreeMap::new();
    let mut elsewhere = BTreeSet::new();
    for problem in problems.as_slice() {
        match cell(problem).filter(|place| expected.contains_key(place)) {
            Some(place) => found.entry(place).or_default().insert(problem.code().to_owned()),
            None => elsewhere.insert(problem.code().to_owned()),
        };
    }
    assert_eq!(found, expected);
    // These are of no row, and the note above the table tells of them.
    let of_no_row =
        ["ambiguous-heading", "distant-date", "missing-heading", "missing-sheet", "stray-text"];
    assert_eq!(elsewhere, of_no_row.map(str::to_owned).into());
}

#[test]
fn another_seed_gives_another_workbook() {
    let one = sample::plan(1).expect("a workbook");
    assert!(one == sample::plan(1).expect("a workbook"));
    assert!(one != sample::plan(2).expect("a workbook"));
}

/// How many findings of each rule the clinic has in a committed workbook.
fn findings(name: &str) -> BTreeMap<&'static str, usize> {
    let layout = Layout::default();
    let loaded = load_bytes(committed(name), &layout, &Limits::default()).expect("a plan");
    let mut counts = BTreeMap::new();
    for finding in loaded.check(&layout.checks) {
        assert!(finding.place.is_some(), "{finding}");
        *counts.entry(finding.code()).or_default() += 1;
    }
    counts
}

#[test]
fn the_clinic_does_not_cry_wolf_over_the_sample_plan() {
    // Loose ends, as few as the DCMA allows; preparations that rehearsals squeeze into fewer days,
    // and that wait for weeks in the real one.
    let expected = [
        ("long-wait", 9),
        ("no-successor", 15),
        ("redundant-prerequisite", 29),
        ("starts-before-prerequisite-ends", 35),
    ];
    assert_eq!(findings("plan-de-transition.xlsx"), BTreeMap::from(expected));
    assert_eq!(findings("modele-de-plan.xlsx"), BTreeMap::new());
}

#[test]
fn the_sample_plan_has_three_decisions_and_what_follows_them_asks_for_a_go() {
    let bytes = committed("plan-de-transition.xlsx");
    let plan = load_bytes(bytes, &Layout::default(), &Limits::default()).expect("a plan").plan;
    let decisions: Vec<_> = plan.steps().iter().filter(|it| it.is_decision()).collect();
    let told: Vec<_> = decisions.iter().map(|it| (it.id.as_str(), it.quorum)).collect();
    let expected = [("PP00100009", 1), ("CO00000083", 2), ("CO00000106", 1)];
    assert_eq!(told, expected.map(|(id, people)| (id, Some(people))));
    for step in plan.steps() {
        for asked in &step.prerequisites {
            let asks_for_go = asked.outcome.as_ref().is_some_and(|it| it.as_str() == "GO");
            let is_decision = decisions.iter().any(|it| it.id == asked.step);
            assert_eq!(asks_for_go, is_decision, "{} after {}", step.id, asked.step);
        }
    }
}
