//! Who is told of acts on the work of others: steps skipped and reopened, starts taken back,
//! rollbacks, revisions of the plan.

use chrono::{DateTime, TimeDelta, Utc};
use ptr_core::NoticeKind::ActTold;
use ptr_core::{Act, ActRule, Command, Notice, NoticeRules, Occasion, Plan, Step, StepId};
use ptr_tests::scenario::{
    Scenario, close, declare_rollback, instant, mail, reopen, skip, start, step, step_after,
    step_of, transfer, undo_start, withdraw_rollback,
};

const TICK: TimeDelta = TimeDelta::nanoseconds(1);
const EVENING: &str = "2026-03-20 22:00";
const FIRST: &str = "CO00000001";
const NEXT: &str = "CO00000002";
const OTHER: &str = "CO00000003";
const FALLBACK: &str = "FB00000001";

fn told(coordinators: bool, assignees: bool) -> NoticeRules {
    NoticeRules { acts: ActRule { coordinators, assignees }, ..NoticeRules::default() }
}

fn of(name: &str, mut step: Step) -> Step {
    step.contacts = vec![mail(name)];
    step
}

/// One step of Anne and Zoe; Bob's waits for it, Chloe's for nothing; David's for a rollback.
fn plan() -> Plan {
    let mut first = step(FIRST, EVENING);
    first.contacts.push(mail("zoe"));
    Plan::from_steps([
        first,
        of("bob", step_after(NEXT, EVENING, &[FIRST])),
        of("chloe", step(OTHER, EVENING)),
        of("david", step_of("FB-RB", FALLBACK, EVENING)),
    ])
    .expect("a valid plan")
}

/// A run of it, coordinated by Paul and Rita.
fn evening(rules: NoticeRules) -> Scenario {
    Scenario::of(&plan()).coordinated_by(&["paul", "rita"]).asking(rules).at(EVENING)
}

/// What is told: the act, to whom, and those of their steps that it changes.
fn acts(owed: &[Notice]) -> Vec<(Act, &str, Vec<&str>)> {
    let acts = owed.iter().filter_map(|it| match &it.occasion {
        Occasion::ActTold { act, steps, .. } => {
            let (name, _) = it.recipient.as_str().split_once('@')?;
            Some((*act, name, steps.iter().map(StepId::as_str).collect()))
        }
        _ => None,
    });
    acts.collect()
}

#[test]
fn a_skipped_step_is_told_to_its_people_and_to_the_other_coordinators() {
    let given = |rules| evening(rules).when("paul", &skip(FIRST, "sans objet")).owed();
    let owed = given(told(true, true));
    let skipped = |name| (Act::Skipped, name, vec![]);
    assert_eq!(acts(&owed), [skipped("anne"), skipped("rita"), skipped("zoe")]);
    assert_eq!(acts(&given(told(true, false))), [skipped("rita")]);
    assert_eq!(acts(&given(told(false, true))), [skipped("anne"), skipped("zoe")]);
    assert_eq!(acts(&given(NoticeRules::default())), []);

    let first = owed.iter().find(|it| it.kind() == ActTold).expect("told to Anne");
    assert_eq!(first.key, "FDR1/CO00000001/act-told/1/anne@grid.example");
    let (act, from, steps) = (Act::Skipped, mail("paul"), Vec::new());
    let reason = Some("sans objet".to_owned());
    assert_eq!(first.occasion, Occasion::ActTold { act, from, reason, steps });
}

#[test]
fn an_act_is_told_once_and_since_it_happened() {
    let scenario = evening(told(true, true)).when("paul", &skip(FIRST, "sans objet"));
    let scenario = scenario.later(TimeDelta::minutes(5));
    let owed = scenario.owed();
    let view = scenario.run().view(scenario.now());
    let since: Vec<Option<DateTime<Utc>>> =
        owed.iter().filter(|it| it.kind() == ActTold).map(|it| view.owed_since(it)).collect();
    assert_eq!(since, [Some(instant(EVENING)); 3]);
    assert_eq!(view.next_notice(&told(true, true)), view.next_change());
    assert_eq!(acts(&scenario.all_sent().owed()), []);
}

#[test]
fn an_act_is_news_for_a_day() {
    let scenario = evening(told(true, false)).when("paul", &skip(FIRST, "sans objet"));
    let scenario = scenario.later(TimeDelta::days(1) - TICK);
    assert_eq!(acts(&scenario.owed()), [(Act::Skipped, "rita", vec![])]);
    assert_eq!(acts(&scenario.later(TICK).owed()), []);
}

#[test]
fn a_reopened_step_is_told_to_those_whose_steps_wait_for_it_again() {
    let scenario = evening(told(true, true))
        .when("anne", &start(FIRST))
        .when("anne", &close(FIRST))
        .when("anne", &reopen(FIRST, "clôturée par erreur"));
    let reopened = |name, steps| (Act::Reopened, name, steps);
    let expected = [
        reopened("bob", vec![NEXT]),
        reopened("paul", vec![]),
        reopened("rita", vec![]),
        reopened("zoe", vec![]),
    ];
    assert_eq!(acts(&scenario.owed()), expected);
    // It is over again.
    assert_eq!(acts(&scenario.when("anne", &close(FIRST)).owed()), []);
}

#[test]
fn whoever_has_begun_meanwhile_does_not_wait_again() {
    let scenario = evening(told(false, true))
        .when("anne", &start(FIRST))
        .when("anne", &close(FIRST))
        .when("bob", &start(NEXT))
        .when("anne", &reopen(FIRST, "clôturée par erreur"));
    assert_eq!(acts(&scenario.owed()), [(Act::Reopened, "zoe", vec![])]);
}

#[test]
fn a_skipped_step_that_is_reopened_is_told_as_reopened() {
    let scenario = evening(told(false, true))
        .when("paul", &skip(FIRST, "sans objet"))
        .when("rita", &reopen(FIRST, "à faire quand même"));
    let expected = [
        (Act::Reopened, "anne", vec![]),
        (Act::Reopened, "bob", vec![NEXT]),
        (Act::Reopened, "zoe", vec![]),
    ];
    assert_eq!(acts(&scenario.owed()), expected);
}

#[test]
fn a_start_taken_back_is_told_until_the_step_is_started_again() {
    let scenario = evening(told(true, true))
        .when("anne", &start(FIRST))
        .when("paul", &undo_start(FIRST, "trop tôt"));
    let undone = |name| (Act::StartUndone, name, vec![]);
    assert_eq!(acts(&scenario.owed()), [undone("anne"), undone("rita"), undone("zoe")]);
    assert_eq!(acts(&scenario.when("zoe", &start(FIRST)).owed()), []);
}

#[test]
fn an_act_is_told_to_those_who_had_the_step_then() {
    let scenario = evening(told(false, true))
        .when("anne", &start(FIRST))
        .when("paul", &undo_start(FIRST, "trop tôt"))
        .when("anne", &transfer(FIRST, "emma"));
    let owed = scenario.owed();
    let people: Vec<&str> = acts(&owed).into_iter().map(|(_, name, _)| name).collect();
    assert_eq!(people, ["anne", "zoe"]);
}

#[test]
fn a_rollback_is_told_to_those_who_wake_and_to_those_at_work() {
    let scenario = evening(told(true, true))
        .when("chloe", &start(OTHER))
        .when("paul", &declare_rollback("registre corrompu"));
    let declared = |name, steps| (Act::RollbackDeclared, name, steps);
    let expected = [
        declared("chloe", vec![OTHER]),
        declared("david", vec![FALLBACK]),
        declared("rita", vec![]),
    ];
    let owed = scenario.owed();
    assert_eq!(acts(&owed), expected);
    let steps: Vec<_> = owed.iter().filter(|it| it.kind() == ActTold).map(|it| &it.step).collect();
    assert_eq!(steps, [&None, &None, &None]);

    let scenario = scenario.when("rita", &withdraw_rollback("réparé"));
    let withdrawn = |name, steps| (Act::RollbackWithdrawn, name, steps);
    let expected = [
        withdrawn("chloe", vec![OTHER]),
        withdrawn("david", vec![FALLBACK]),
        withdrawn("paul", vec![]),
    ];
    assert_eq!(acts(&scenario.owed()), expected);
}

#[test]
fn an_act_on_a_step_that_sleeps_by_now_is_no_news() {
    let scenario = evening(told(true, true))
        .when("paul", &declare_rollback("registre corrompu"))
        .when("david", &start(FALLBACK))
        .when("paul", &undo_start(FALLBACK, "trop tôt"))
        .when("paul", &withdraw_rollback("réparé"));
    let owed = scenario.owed();
    assert!(acts(&owed).iter().all(|(act, ..)| *act == Act::RollbackWithdrawn), "{owed:?}");
}

/// The same plan with Anne's step an hour later, without Chloe's and with one of Emma's.
fn revised() -> Plan {
    let mut first = step(FIRST, "2026-03-20 23:00");
    first.contacts.push(mail("zoe"));
    Plan::from_steps([
        first,
        of("bob", step_after(NEXT, EVENING, &[FIRST])),
        of("david", step_of("FB-RB", FALLBACK, EVENING)),
        of("emma", step("CO00000009", EVENING)),
    ])
    .expect("a valid plan")
}

/// What is owed about acts once Paul has put the revised plan in the place of the other one.
fn told_of_the_revision(scenario: &Scenario, rewriting: bool) -> Vec<Notice> {
    let (mut run, at) = (scenario.run().clone(), scenario.now());
    let plan = run.know(&revised());
    let revise = Command::Revise { plan, shift: None, rewriting, reason: None };
    let done = run.execute(&revise, &mail("paul"), at).map(|event| event.is_some());
    assert_eq!(done, Ok(true));
    let owed = run.view(at).notices(Some(&told(true, true))).into_iter();
    owed.filter(|it| it.kind() == ActTold).collect()
}

#[test]
fn a_revision_is_told_to_those_whose_steps_it_adds_removes_or_changes() {
    let owed = told_of_the_revision(&evening(told(true, true)), false);
    let revised = |name, steps| (Act::PlanRevised, name, steps);
    let expected = [
        revised("anne", vec![FIRST]),
        revised("chloe", vec![OTHER]),
        revised("emma", vec!["CO00000009"]),
        revised("rita", vec![]),
        revised("zoe", vec![FIRST]),
    ];
    assert_eq!(acts(&owed), expected);
    assert!(owed.iter().all(|it| it.step.is_none()));
}

#[test]
fn the_removal_of_a_step_is_told_to_whom_it_was_transferred() {
    let scenario = evening(told(false, true)).when("chloe", &transfer(OTHER, "carla"));
    let owed = told_of_the_revision(&scenario, true);
    let told = acts(&owed).into_iter().find(|(_, _, steps)| *steps == [OTHER]);
    assert_eq!(told, Some((Act::PlanRevised, "carla", vec![OTHER])));
}
