//! Decisions in a workbook: their outcomes and quorum, prerequisites that ask for an outcome, and
//! what is wrong with them; read, written and read again.

mod support;

use ptr_core::{Command, Email, Outcome, Plan, Run, StepId};
use ptr_excel::{Layout, Limits, WriteOptions, load_bytes, plan_workbook, status_workbook};
use support::drawn::{bytes, layout, loaded, problems};

const HEADINGS: &[&str] = &[
    "Identifiant",
    "Libellé",
    "Phase",
    "Dry run",
    "Prérequis",
    "Date d'exécution",
    "Contacts",
    "Décision",
    "Quorum",
];

/// A decision of two people, and a step after each outcome, with what the cells say.
fn sheet(outcomes: &str, quorum: &str, asked: &str) -> Vec<u8> {
    let row = |id: &'static str, before: &str, outcomes: &str, quorum: &str| -> Vec<String> {
        let people = "anne@grid.example; bob@grid.example";
        let date = "@2026-03-28 22:00";
        [id, id, "CO", "FDR1", before, date, people, outcomes, quorum].map(str::to_owned).to_vec()
    };
    let rows = [
        HEADINGS.iter().map(|it| (*it).to_owned()).collect(),
        row("CO00000083", "", outcomes, quorum),
        row("CO00000084", asked, "", ""),
        row("CO00000085", "CO00000083=NO-GO", "", ""),
    ];
    let rows: Vec<Vec<&str>> =
        rows.iter().map(|row: &Vec<String>| row.iter().map(String::as_str).collect()).collect();
    let rows: Vec<&[&str]> = rows.iter().map(Vec::as_slice).collect();
    bytes(&[("Etapes-actions", &rows)])
}

fn alone() -> Layout {
    layout("actors: null\ndates: null\nenvironments: null")
}

fn of(layout: Layout) -> WriteOptions {
    WriteOptions { layout, ..WriteOptions::default() }
}

fn plan() -> Plan {
    loaded(sheet("GO; NO-GO", "#2", "CO00000083 = GO"), &alone()).plan
}

#[test]
fn a_decision_and_what_asks_for_its_outcomes_are_read_and_written() {
    let plan = plan();
    let step = |id: &str| plan.step(id).expect("read");
    assert_eq!(step("CO00000083").outcomes, ["GO", "NO-GO"].map(|it| Outcome::new(it).unwrap()));
    assert_eq!(step("CO00000083").quorum, Some(2));
    assert_eq!(step("CO00000084").prerequisites[0].to_string(), "CO00000083 = GO");
    assert_eq!(step("CO00000085").prerequisites[0].to_string(), "CO00000083 = NO-GO");

    let written = plan_workbook(&plan, &of(alone())).expect("written");
    let again = load_bytes(written, &alone(), &Limits::default()).expect("read again");
    assert_eq!(again.plan, plan);
}

#[test]
fn a_quorum_may_be_a_text_and_a_decision_in_english() {
    let english = layout(
        "steps: {columns: {outcomes: H, quorum: I}}\nactors: null\ndates: null\nenvironments: null",
    );
    let plan = loaded(sheet("GO\nNO-GO", "2", "CO00000083 =GO"), &english).plan;
    assert_eq!(plan.step("CO00000083").expect("read").quorum, Some(2));
    assert!(plan.step("CO00000084").expect("read").prerequisites[0].outcome.is_some());
}

#[test]
fn what_is_wrong_with_a_decision_is_told_with_its_cell() {
    for (outcomes, quorum, asked, code, cell) in [
        ("GO; NO-GO", "#3", "CO00000083 = GO", "quorum-out-of-reach", "I2"),
        ("GO; NO-GO", "#2.5", "CO00000083 = GO", "wrong-value", "I2"),
        ("GO; NO-GO", "deux", "CO00000083 = GO", "wrong-value", "I2"),
        ("", "#2", "", "quorum-without-outcomes", "I2"),
        ("NO-GO", "", "", "single-outcome", "H2"),
        ("GO = oui; NO-GO", "", "", "bad-outcome", "H2"),
        ("GO; NO-GO", "", "CO00000083 = OK", "unknown-outcome", "E3"),
        ("GO; NO-GO", "", "CO00000083 = GO; CO00000083 = NO-GO", "contradictory-outcomes", "E3"),
        ("GO; NO-GO", "", "CO00000088 = GO", "unknown-prerequisite", "E3"),
    ] {
        let problems = problems(sheet(outcomes, quorum, asked), &alone());
        let told = problems.iter().find(|it| it.code() == code);
        let told = told.unwrap_or_else(|| panic!("{code}: {problems:?}"));
        let place = told.place.as_ref().and_then(|it| it.cell.as_deref());
        assert_eq!(place, Some(cell), "{code}");
    }
}

#[test]
fn a_step_with_the_id_of_a_prerequisite_with_an_outcome_is_not_taken_for_it() {
    let free = layout("actors: null\ndates: null\nenvironments: null\nid_pattern: null");
    let mut draft = plan().to_draft();
    let mut odd = draft.steps[1].clone();
    odd.id = StepId::new("CO00000083 = GO").expect("an id");
    odd.prerequisites.clear();
    draft.steps.push(odd);
    let plan = Plan::new(draft).expect("a plan");
    let written = plan_workbook(&plan, &of(free.clone())).expect("written");
    let again = load_bytes(written, &free, &Limits::default()).expect("read again");
    assert_eq!(again.plan, plan);
}

#[test]
fn the_status_workbook_says_what_is_abandoned_and_why() {
    let plan = plan();
    let mut run = Run::new(plan.schedule("FDR1").expect("of the plan"), []);
    let at = "2026-03-28T21:00:00Z".parse().expect("an instant");
    let step: StepId = "CO00000083".parse().expect("an id");
    let mail = |name: &str| Email::new(format!("{name}@grid.example")).expect("an address");
    run.execute(&Command::Start { step: step.clone() }, &mail("anne"), at).expect("ready");
    for name in ["anne", "bob"] {
        let vote = Command::decide(step.clone(), Outcome::new("GO").expect("an outcome"));
        run.execute(&vote, &mail(name), at).expect("open");
    }
    let view = run.view(at);
    let written = status_workbook(&view, &of(alone())).expect("written");
    let texts = support::read(&written).expect("read again");
    for wanted in ["abandonnée", "Elle est abandonnée", "L'issue retenue est GO", "Abandonnées"]
    {
        assert!(texts.iter().any(|text| text.contains(wanted)), "{wanted}: {texts:?}");
    }
}
