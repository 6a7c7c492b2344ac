//! Decisions: taken with one of their outcomes, by one person or a quorum; what can no longer come
//! about is abandoned, and comes back when the decision is reopened.

use proptest::prelude::*;
use ptr_core::language::Language;
use ptr_core::{Condition, DryRuns, NoticeKind, Plan, Run, State, Step};
use ptr_tests::plans::{cases, plan};
use ptr_tests::scenario::{
    Scenario, close, decide, instant, mail, reopen, skip, start, step, step_after, transfer,
};
use ptr_tests::tries::{beginning, played, tries};

const EVENING: &str = "2026-03-20 22:00";

fn decision(quorum: u32) -> Step {
    let step = Step { contacts: vec![], ..step("CO00000001", EVENING) };
    step.carried_out_by("Direction", ["anne", "bob", "chloe"].map(mail))
        .and_then(|step| step.deciding(["GO", "NO-GO"], quorum))
        .expect("the texts are valid codes")
}

fn asking(id: &str, outcome: &str) -> Step {
    step(id, EVENING).after_outcome("CO00000001", outcome).expect("the texts are valid codes")
}

/// A decision; a branch of two steps after GO, one step after NO-GO, and one after both branches.
fn branches(quorum: u32) -> Scenario {
    Scenario::given([
        decision(quorum),
        asking("CO00000002", "GO"),
        step_after("CO00000003", EVENING, &["CO00000002"]),
        asking("CO00000004", "NO-GO"),
        step_after("CO00000005", EVENING, &["CO00000003", "CO00000004"]),
    ])
    .at(EVENING)
    .when("anne", &start("CO00000001"))
}

fn abandoned(scenario: &Scenario) -> Vec<String> {
    let view = scenario.run().view(scenario.now());
    let schedule = scenario.run().schedule();
    let steps = schedule.steps().filter(|step| view.is_abandoned(*step));
    steps.map(|step| schedule.id(step).to_string()).collect()
}

fn explained(scenario: &Scenario, id: &str) -> Vec<Condition> {
    let step = scenario.run().schedule().find(id).expect("of the scenario");
    scenario.run().view(scenario.now()).explain(step).unmet
}

#[test]
fn a_no_go_abandons_the_branch_that_asked_for_go_and_a_join_goes_on_with_the_other() {
    let scenario = branches(1)
        .then("CO00000002", State::Overdue)
        .when("anne", &decide("CO00000001", "NO-GO"))
        .then("CO00000001", State::Terminated)
        .then("CO00000002", State::Planned)
        .then("CO00000003", State::Planned)
        .then("CO00000004", State::Ready)
        .then("CO00000005", State::Overdue);
    assert_eq!(abandoned(&scenario), ["CO00000002", "CO00000003"]);
    let recap = scenario.run().view(scenario.now()).recap(None);
    assert_eq!((recap.whole.total(), recap.abandoned, recap.asleep), (3, 2, 0));
    let _ = scenario
        .when("anne", &start("CO00000004"))
        .when("anne", &close("CO00000004"))
        .then("CO00000005", State::Ready);
}

#[test]
fn what_is_abandoned_is_explained_by_the_decision_and_can_be_neither_started_nor_skipped() {
    let scenario = branches(1)
        .when("anne", &decide("CO00000001", "NO-GO"))
        .refused("anne", &start("CO00000003"), &["not-ready"])
        .refused("paul", &skip("CO00000003", "inutile"), &["abandoned"]);
    for id in ["CO00000002", "CO00000003"] {
        let why = explained(&scenario, id);
        let [Condition::Abandoned { decision, asked, taken }] = &why[..] else {
            panic!("{id}: {why:?}");
        };
        assert_eq!((decision.as_str(), asked.as_str()), ("CO00000001", "GO"));
        assert_eq!(taken.as_ref().map(ToString::to_string).as_deref(), Some("NO-GO"));
    }
    assert_eq!(explained(&scenario, "CO00000005").len(), 1, "the living branch alone");
}

#[test]
fn reopening_the_decision_brings_its_branches_back() {
    let scenario = branches(1)
        .when("anne", &decide("CO00000001", "NO-GO"))
        .when("anne", &reopen("CO00000001", "vent tombé"))
        .then("CO00000001", State::Open)
        .then("CO00000002", State::Overdue)
        .then("CO00000004", State::Overdue);
    assert!(abandoned(&scenario).is_empty());
    let scenario =
        scenario.when("anne", &decide("CO00000001", "GO")).then("CO00000002", State::Ready);
    assert_eq!(abandoned(&scenario), ["CO00000004"]);
}

#[test]
fn what_was_begun_in_a_branch_goes_on_and_what_waits_for_it_alone_does_not() {
    let scenario = branches(1)
        .when("anne", &decide("CO00000001", "GO"))
        .when("anne", &start("CO00000002"))
        .when("anne", &reopen("CO00000001", "orage"))
        .when("anne", &decide("CO00000001", "NO-GO"))
        .then("CO00000002", State::Open)
        .when("anne", &close("CO00000002"))
        .then("CO00000003", State::Planned);
    assert_eq!(abandoned(&scenario), ["CO00000003"]);
}

#[test]
fn a_decision_that_cannot_come_about_leaves_what_asks_for_it_abandoned_too() {
    let second = asking("CO00000002", "GO").deciding(["A", "B"], 1).expect("outcomes");
    let third = step_after("CO00000003", EVENING, &["CO00000009"]);
    let third = third.after_outcome("CO00000002", "A").expect("an outcome");
    let scenario =
        Scenario::given([decision(1), second, third, step("CO00000009", EVENING)]).at(EVENING);
    let scenario = scenario
        .when("anne", &start("CO00000001"))
        .when("anne", &decide("CO00000001", "NO-GO"))
        .then("CO00000003", State::Planned);
    assert_eq!(abandoned(&scenario), ["CO00000002", "CO00000003"]);
    // Told is the decision that was taken, not the one that never will be.
    let why = explained(&scenario, "CO00000003");
    assert!(
        matches!(&why[..], [Condition::Abandoned { decision, .. }] if *decision == "CO00000001")
    );
}

#[test]
fn a_decision_wants_one_of_its_outcomes_and_any_other_step_none() {
    let _ = branches(1)
        .refused("anne", &close("CO00000001"), &["missing-outcome"])
        .refused("anne", &decide("CO00000001", "PEUT-ÊTRE"), &["unknown-outcome"])
        .refused("paul", &skip("CO00000001", "inutile"), &["already-open"])
        .when("anne", &decide("CO00000001", "GO"))
        .when("anne", &start("CO00000002"))
        .refused("anne", &decide("CO00000002", "GO"), &["unknown-outcome"])
        .when("anne", &close("CO00000002"));
    let _ = Scenario::given([decision(1)]).at(EVENING).refused(
        "paul",
        &skip("CO00000001", "inutile"),
        &["decision-not-skipped"],
    );
}

#[test]
fn a_quorum_takes_the_decision_and_nobody_counts_twice() {
    let scenario = branches(2)
        .when("anne", &decide("CO00000001", "GO"))
        .when("anne", &decide("CO00000001", "GO"))
        .then("CO00000001", State::Open);
    let decision = |scenario: &Scenario| {
        let step = scenario.run().schedule().find("CO00000001").expect("of the scenario");
        scenario.run().view(scenario.now()).decision(step).expect("a decision")
    };
    assert_eq!(decision(&scenario).missing, [mail("bob"), mail("chloe")]);
    let scenario = scenario
        .when("bob", &decide("CO00000001", "NO-GO"))
        .then("CO00000001", State::Open)
        .when("anne", &decide("CO00000001", "NO-GO"))
        .then("CO00000001", State::Terminated);
    let decided = decision(&scenario);
    assert_eq!(decided.outcome.as_ref().map(ptr_core::Outcome::as_str), Some("NO-GO"));
    assert!(decided.missing.is_empty());
    assert_eq!(
        decided.votes.iter().map(|it| it.by.clone()).collect::<Vec<_>>(),
        [mail("bob"), mail("anne"),]
    );
}

#[test]
fn the_clock_takes_no_decision_and_the_team_breaks_a_split() {
    let scenario = branches(3)
        .when("anne", &decide("CO00000001", "GO"))
        .when("bob", &decide("CO00000001", "GO"))
        .when("chloe", &decide("CO00000001", "NO-GO"))
        .at("2026-12-31 00:00")
        .then("CO00000001", State::Open);
    let step = scenario.run().schedule().find("CO00000001").expect("of the scenario");
    let view = scenario.run().view(scenario.now());
    assert!(view.decision(step).expect("a decision").is_split());
    let told = view.explain(step).sentences(chrono_tz::Europe::Brussels, &Language::english());
    assert!(told.iter().any(|it| it.starts_with("All votes are given")), "{told:?}");
    let _ =
        scenario.when("paul", &decide("CO00000001", "GO")).then("CO00000001", State::Terminated);
}

#[test]
fn who_transfers_a_decision_gives_the_vote_away_with_it() {
    let _ = branches(2)
        .when("anne", &decide("CO00000001", "GO"))
        .when("anne", &transfer("CO00000001", "dora"))
        .when("dora", &decide("CO00000001", "GO"))
        .then("CO00000001", State::Open)
        .when("bob", &decide("CO00000001", "GO"))
        .then("CO00000001", State::Terminated);
}

#[test]
fn an_abandoned_step_owes_no_mail_until_it_comes_back() {
    let transfers = |scenario: &Scenario| {
        let owed = scenario.run().view(scenario.now()).notices(None);
        owed.iter().filter(|it| it.kind() == NoticeKind::Transfer).count()
    };
    let scenario = branches(1)
        .when("anne", &decide("CO00000001", "NO-GO"))
        .when("anne", &transfer("CO00000002", "dora"));
    assert_eq!(transfers(&scenario), 0);
    let scenario = scenario.when("anne", &reopen("CO00000001", "vent tombé"));
    assert_eq!(transfers(&scenario), 1);
}

#[test]
fn a_step_that_the_decision_frees_is_ready_since_then() {
    let scenario = branches(1)
        .when("anne", &decide("CO00000001", "GO"))
        .when("anne", &start("CO00000002"))
        .when("anne", &close("CO00000002"))
        .when("anne", &start("CO00000003"))
        .when("anne", &close("CO00000003"))
        .at("2026-03-21 01:00")
        .when("anne", &reopen("CO00000001", "erreur"))
        .then("CO00000005", State::Overdue)
        .at("2026-03-21 02:00")
        .when("anne", &decide("CO00000001", "GO"))
        .then("CO00000005", State::Ready);
    let step = scenario.run().schedule().find("CO00000005").expect("of the scenario");
    let since = scenario.run().view(scenario.now()).ready_since(step);
    assert_eq!(since, Some(instant("2026-03-21 02:00")));
}

#[test]
fn a_rehearsal_without_the_decision_takes_each_outcome_that_is_asked_and_is_told_so() {
    let mut decision = decision(1);
    decision.dry_runs = DryRuns::default();
    let decision = decision.in_dry_runs(["Live"]).expect("a name");
    let plan = Plan::from_steps([decision, asking("CO00000002", "GO")]).expect("a warning only");
    let codes: Vec<_> = plan.warnings().iter().map(ptr_core::Problem::code).collect();
    assert!(codes.contains(&"outcome-left-out"), "{codes:?}");
    let run = Run::new(plan.schedule("FDR1").expect("of the plan"), [mail("paul")]);
    assert_eq!(run.view(instant(EVENING)).states(), [State::Ready]);
}

#[test]
fn faults_of_decisions_are_told() {
    let faults = |steps: Vec<Step>| -> Vec<&'static str> {
        let problems =
            Plan::from_steps(steps).err().map(ptr_core::Problems::into_vec).unwrap_or_default();
        problems.iter().map(ptr_core::Problem::code).filter(|code| *code != "no-start").collect()
    };
    let plain = || step("CO00000001", EVENING);
    let of = |outcomes: &[&str], quorum| {
        let step = Step { outcomes: vec![], ..decision(1) };
        step.deciding(outcomes, quorum).expect("outcomes")
    };
    assert_eq!(faults(vec![plain(), asking("CO00000002", "GO")]), ["unknown-outcome"]);
    assert_eq!(faults(vec![decision(1), asking("CO00000002", "OK")]), ["unknown-outcome"]);
    let both = asking("CO00000002", "GO").after_outcome("CO00000001", "NO-GO").expect("codes");
    let both = faults(vec![decision(1), both]);
    assert_eq!(both, ["contradictory-outcomes", "repeated-prerequisite"]);
    assert_eq!(faults(vec![of(&["GO"], 1)]), ["single-outcome"]);
    assert_eq!(faults(vec![of(&["GO", "Go"], 1)]), ["repeated-outcome"]);
    assert_eq!(faults(vec![of(&["GO", "NO-GO"], 4)]), ["quorum-out-of-reach"]);
    assert_eq!(faults(vec![of(&["GO", "NO-GO"], 0)]), ["quorum-out-of-reach"]);
    assert_eq!(faults(vec![of(&["GO", "NO-GO"], 3)]), [""; 0]);
    assert_eq!(faults(vec![Step { quorum: Some(2), ..plain() }]), ["quorum-without-outcomes"]);
}

#[test]
fn a_prerequisite_written_as_text_asks_for_an_outcome_unless_a_step_has_that_id() {
    let odd = step("CO00000001 = GO", EVENING);
    let asks = |more: Option<Step>| {
        let asking = step_after("CO00000002", EVENING, &["CO00000001 = GO"]);
        let steps = [decision(1), asking].into_iter().chain(more);
        let plan = Plan::from_steps(steps).expect("a valid plan");
        plan.step("CO00000002").expect("of the plan").prerequisites[0].outcome.is_some()
    };
    assert!(asks(None));
    assert!(!asks(Some(odd)));
}

proptest! {
    #![proptest_config(cases(256))]

    /// The forecast for an outcome is the one there is once the decision has ended with it.
    #[test]
    fn the_forecast_for_an_outcome_expects_what_the_run_does_after_it(
        plan in plan(8), tries in tries(),
    ) {
        let run = played(&plan, &tries);
        let view = run.view(beginning() + chrono::TimeDelta::hours(1_000));
        let schedule = run.schedule();
        for decision in schedule.steps().filter(|step| view.state(*step) == State::Open) {
            for outcome in &schedule.step(decision).outcomes {
                let forecast = view.forecast_if(&[(decision, outcome.clone())]).expect("offered");
                let mut after = run.clone();
                let decide = decide(schedule.id(decision).as_str(), outcome.as_str());
                for name in ["paul", "anne", "bob", "chloe"] {
                    // Whoever has no vote, and whoever comes once it is decided, is refused.
                    let _ = after.execute(&decide, &mail(name), view.at());
                }
                let then = after.view(view.at());
                prop_assume!(then.state(decision) == State::Terminated);
                for step in schedule.steps() {
                    prop_assert_eq!(forecast.is_abandoned(step), then.is_abandoned(step));
                    let expected = then.forecast().outlook(step).is_some();
                    prop_assert_eq!(forecast.outlook(step).is_some(), expected);
                }
            }
        }
    }
}
