//! Laws of revisions: a run carried over to another plan is the replay of its events there, the
//! same plan changes nothing, and what would rewrite the past is refused with every reason.

use std::collections::BTreeSet;

use chrono::TimeDelta;
use proptest::prelude::*;
use ptr_core::{Change, Draft, Plan, Reason, Run, Step, StepId};
use ptr_tests::plans::{instant, plan, steps};
use ptr_tests::scenario::{self, Scenario, close, declare_rollback, skip, start, step, step_of};
use ptr_tests::tries::{played, tries, who};

fn codes(run: &Run, plan: &Plan) -> Vec<&'static str> {
    let at = scenario::instant("2026-03-28 22:00");
    let revision = run.preview_revision(plan, run.schedule().options(), at).expect("of FDR1");
    let reasons = revision.refusal().map(|refusal| refusal.reasons.clone()).unwrap_or_default();
    reasons.iter().map(Reason::code).collect()
}

/// A plan under the operator's phases, as a scenario has it.
fn of(steps: impl IntoIterator<Item = Step>) -> Plan {
    Plan::new(Draft { steps: steps.into_iter().collect(), ..Draft::operator() })
        .expect("a valid plan")
}

const EVENING: &str = "2026-03-28 22:00";

#[test]
fn a_step_that_somebody_worked_on_cannot_go_and_all_of_them_are_named() {
    let scenario =
        Scenario::given(["CO00000001", "CO00000002", "CO00000003"].map(|id| step(id, EVENING)))
            .at(EVENING)
            .when("anne", &start("CO00000003"))
            .when("anne", &start("CO00000001"))
            .when("anne", &close("CO00000001"));
    let other = of([step("CO00000002", EVENING)]);
    let run = scenario.run();
    let revision =
        run.preview_revision(&other, run.schedule().options(), scenario.now()).expect("of FDR1");
    let gone = ["CO00000001", "CO00000003"].map(|id| StepId::new(id).expect("an id"));
    let refusal = revision.refusal().expect("something is recorded");
    assert_eq!(refusal.reasons, [Reason::RecordedStepsRemoved { steps: gone.to_vec() }]);
    assert_eq!(revision.states(), []);
    assert_eq!(revision.difference().removed, gone);
    assert!(codes(run, &of(["CO00000001", "CO00000003"].map(|id| step(id, EVENING)))).is_empty());
}

#[test]
fn a_declared_rollback_needs_its_steps_also_in_the_other_plan() {
    let scenario =
        Scenario::given([step("CO00000001", EVENING), step_of("FB-RB", "FB00000001", EVENING)])
            .at(EVENING)
            .when("paul", &declare_rollback("rien ne va plus"));
    let other = of([step("CO00000001", EVENING)]);
    assert_eq!(codes(scenario.run(), &other), ["rollback-without-contingency"]);
}

#[test]
fn an_open_step_cannot_fall_asleep_but_a_terminated_one_can() {
    let scenario = Scenario::given([step("CO00000001", EVENING), step("CO00000002", EVENING)])
        .at(EVENING)
        .when("anne", &start("CO00000001"))
        .when("paul", &skip("CO00000002", "hors sujet"));
    let asleep = |ids: &[&str]| {
        of(["CO00000001", "CO00000002"]
            .map(|id| step_of(if ids.contains(&id) { "FB-RB" } else { "CO" }, id, EVENING)))
    };
    assert_eq!(codes(scenario.run(), &asleep(&["CO00000001"])), ["open-steps-asleep"]);
    assert!(codes(scenario.run(), &asleep(&["CO00000002"])).is_empty());
}

#[test]
fn every_reason_is_told_at_once() {
    let scenario = Scenario::given([step("CO00000001", EVENING), step("CO00000002", EVENING)])
        .at(EVENING)
        .when("anne", &start("CO00000001"))
        .when("anne", &start("CO00000002"));
    let other = of([step_of("FB-RB", "CO00000002", EVENING)]);
    assert_eq!(codes(scenario.run(), &other), ["recorded-steps-removed", "open-steps-asleep"]);
}

proptest! {
    #[test]
    fn revising_with_the_same_plan_changes_nothing(
        plan in plan(8),
        tries in tries(),
        at in instant(),
    ) {
        let run = played(&plan, &tries);
        let same = serde_json::to_string(&plan).expect("a plan can be stored");
        let same: Plan = serde_json::from_str(&same).expect("and read");
        let options = run.schedule().options();
        let revision = run.preview_revision(&same, options, at).expect("of FDR1");
        prop_assert!(revision.difference().is_empty());
        prop_assert_eq!(revision.states(), []);
        prop_assert_eq!(revision.run(), Ok(&run));
    }

    #[test]
    fn a_run_carried_over_is_the_replay_of_its_events_on_the_other_plan(
        plan in plan(8),
        other in steps(8),
        tries in tries(),
        at in instant(),
        shift in -48_i64..48,
    ) {
        let Ok(other) = Plan::from_steps(other) else { return Ok(()) };
        let run = played(&plan, &tries);
        let options = ptr_core::ScheduleOptions {
            shift: TimeDelta::hours(shift),
            ..run.schedule().options()
        };
        let Ok(schedule) = other.schedule_with("FDR1", options) else { return Ok(()) };
        let revision = run.preview_revision(&other, options, at).expect("as just now");
        prop_assert_eq!(revision.difference(), run.schedule().diff(&schedule));

        // Word for word: which steps something is recorded on, and which of them are gone.
        let recorded = run.events().iter().filter_map(|event| event.fact.step());
        let gone: BTreeSet<_> =
            recorded.filter(|id| schedule.find(id.as_str()).is_none()).cloned().collect();
        let replayed = Run::replay(schedule.clone(), [who(3)], run.events().to_vec());
        prop_assert_eq!(replayed.is_err(), !gone.is_empty());
        let named = revision.refusal().into_iter().flat_map(|refusal| &refusal.reasons);
        let named: Vec<_> = named
            .filter_map(|reason| match reason {
                Reason::RecordedStepsRemoved { steps } => Some(steps.clone()),
                _ => None,
            })
            .collect();
        prop_assert_eq!(named.concat(), gone.iter().cloned().collect::<Vec<_>>());

        let Ok(after) = revision.run() else { return Ok(()) };
        prop_assert_eq!(after, &replayed.expect("nothing is gone"));
        let mut changed = Vec::new();
        let (before, after) = (run.view(at), after.view(at));
        for step in schedule.steps() {
            let id = schedule.id(step).clone();
            let Some(earlier) = run.schedule().find(id.as_str()) else { continue };
            let (before, after) = (before.state(earlier), after.state(step));
            if before != after {
                changed.push(Change { step: id, before, after });
            }
        }
        prop_assert_eq!(revision.states(), changed);
    }
}
