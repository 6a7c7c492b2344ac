//! Decisions: taken with one of their outcomes, by one person or a quorum; what can no longer come
//! about is abandoned, and comes back when the decision is reopened.

use chrono::{DateTime, TimeDelta, Utc};
use proptest::collection::vec;
use proptest::prelude::*;
use ptr_core::language::Language;
use ptr_core::{
    Condition, DryRuns, Moment, NoticeKind, Outcome, Plan, Run, Simulation, Spread, Start, State,
    Step, StepIx, Supposition, When,
};
use ptr_tests::plans::{cases, outcome, plan};
use ptr_tests::scenario::{
    Scenario, close, decide, instant, mail, reopen, skip, start, step, step_after, transfer,
};
use ptr_tests::tries::{beginning, played, tries, who};

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
fn a_join_waits_for_the_decision_that_is_assumed_to_put_its_other_branch_aside() {
    let minutes = TimeDelta::minutes;
    let scenario = Scenario::given([
        step("CO00000001", EVENING)
            .deciding(["GO", "NO-GO"], 1)
            .expect("codes")
            .lasting(minutes(60)),
        asking("CO00000002", "GO").lasting(minutes(5)),
        step("CO00000003", EVENING).lasting(minutes(10)),
        step_after("CO00000004", EVENING, &["CO00000002", "CO00000003"]).lasting(minutes(120)),
    ]);
    let (run, at) = (scenario.run(), instant(EVENING));
    let of = |id: &str| run.schedule().find(id).expect("of the scenario");
    let no_go = [(of("CO00000001"), outcome(1))];
    let forecast = run.view(at).forecast_if(&no_go).expect("offered");
    let join = forecast.outlook(of("CO00000004")).expect("expected");
    assert_eq!((join.begins, join.ends), (at + minutes(60), at + minutes(180)));
    assert_eq!(forecast.waits_for(of("CO00000004")), Some(of("CO00000001")));
    assert_eq!(forecast.critical_path(), [of("CO00000001"), of("CO00000004")]);
    let slack = |id: &str| forecast.outlook(of(id)).and_then(|it| it.slack);
    assert_eq!((slack("CO00000001"), slack("CO00000003")), (Some(minutes(0)), Some(minutes(50))));

    let supposed =
        Supposition::Outcome { step: "CO00000001".parse().expect("an id"), outcome: outcome(1) };
    let plain = run.view(at).forecast();
    let what_if = plain.what_if(&[supposed]).expect("offered");
    assert_eq!(what_if.begins(of("CO00000004")), Some(join.begins));
    assert_eq!(what_if.waits_for(of("CO00000004")), Some(of("CO00000001")));

    let odds = forecast.simulate(&Simulation::default().draws(64)).expect("few draws");
    assert!(odds.end().quantile(0.0) > Some(at + minutes(60)));
    assert_eq!(
        (odds.criticality(of("CO00000001")), odds.criticality(of("CO00000003"))),
        (1.0, 0.0)
    );
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
                let then = then.forecast();
                for step in schedule.steps() {
                    prop_assert_eq!(forecast.is_abandoned(step), then.is_abandoned(step));
                    let span = |it: ptr_core::Outlook| (it.begins, it.ends);
                    prop_assert_eq!(forecast.outlook(step).map(span), then.outlook(step).map(span));
                }
            }
        }
    }

    /// The forecast for the outcomes of all decisions is the night in which each step is begun as
    /// soon as it can be, takes as long as planned, and each decision has that outcome.
    #[test]
    fn the_forecast_for_outcomes_is_the_night_that_goes_as_planned(
        plan in plan(9), hours in -50_i64..150, chosen in vec(0_usize..2, 9),
    ) {
        // Without a date, no step is ever ready.
        let mut draft = plan.to_draft();
        for step in &mut draft.steps {
            if plan.start(step.id.as_str(), &"FDR1".parse().expect("a dry run")).is_none() {
                step.start = Start::At(When::Moment(Moment::Instant(beginning())));
            }
        }
        let schedule = Plan::new(draft).expect("dated").schedule("FDR1").expect("of the plan");
        let at = beginning() + TimeDelta::hours(hours);
        let decisions = schedule.steps().filter(|step| schedule.step(*step).is_decision());
        let outcomes: Vec<(StepIx, Outcome)> =
            decisions.zip(chosen).map(|(step, nth)| (step, outcome(nth))).collect();
        let run = Run::new(schedule.clone(), [who(3)]);
        let forecast = run.view(at).forecast_if(&outcomes).expect("they are offered");
        let (night, end) = night(run, at, &outcomes);
        let view = night.view(end);
        // One that waits for a step that sleeps is not.
        let is_open = |step: StepIx| view.terminated(step).is_none() && !view.is_abandoned(step);
        let are_taken = !outcomes.iter().any(|(decision, _)| is_open(*decision));
        for step in schedule.steps() {
            let happened = view.terminated(step).map(|it| it.at);
            prop_assert_eq!(forecast.outlook(step).map(|it| it.ends), happened);
            let began = view.started(step).map(|it| it.at);
            prop_assert_eq!(forecast.outlook(step).map(|it| it.begins), began);
            if are_taken {
                prop_assert_eq!(forecast.is_abandoned(step), view.is_abandoned(step));
            }
        }
        let simulated = forecast.simulate(&Simulation::default().spread(Spread::NONE).draws(16));
        prop_assert_eq!(simulated.expect("few draws").end().quantile(0.5), forecast.end());
    }
}

/// The run in which all goes as planned from an instant on, and when nothing more can happen.
fn night(mut run: Run, at: DateTime<Utc>, outcomes: &[(StepIx, Outcome)]) -> (Run, DateTime<Utc>) {
    let (schedule, mut now) = (run.schedule().clone(), at);
    let ends = |run: &Run, step: StepIx, now| {
        let lasts = schedule.step(step).duration.unwrap_or_default();
        run.view(now).started(step).map(|it| it.at + lasts)
    };
    loop {
        let mut happens = false;
        for step in schedule.steps() {
            let id = schedule.id(step).as_str();
            let command = match run.view(now).state(step) {
                State::Ready => start(id),
                State::Open if ends(&run, step, now).is_some_and(|end| end <= now) => {
                    let outcome = outcomes.iter().find(|(it, _)| *it == step);
                    outcome.map_or_else(|| close(id), |(_, outcome)| decide(id, outcome.as_str()))
                }
                _ => continue,
            };
            for by in (0..4).map(who) {
                happens |= run.execute(&command, &by, now).is_ok();
            }
        }
        if !happens {
            let open = schedule.steps().filter(|step| run.view(now).state(*step) == State::Open);
            let ends = open.filter_map(|step| ends(&run, step, now));
            let next = ends.chain(run.view(now).next_change()).filter(|it| *it > now).min();
            match next {
                Some(next) => now = next,
                None => return (run, now),
            }
        }
    }
}
