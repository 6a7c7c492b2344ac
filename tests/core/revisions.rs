//! Laws of revisions and of the chain of events: a revised run stands as the replay of its events on
//! the other plan, views of earlier instants keep the plan of then, the same plan changes nothing,
//! and what would rewrite the past is refused with every reason.

use std::collections::BTreeSet;
use std::sync::Arc;

use chrono::TimeDelta;
use proptest::prelude::*;
use ptr_core::{
    BrokenChain, Change, Command, Draft, Event, NoticeKind, Plan, Reason, ReplayError,
    RevisionOptions, Run, Settlement, State, Step, StepId,
};
use ptr_tests::plans::{instant, plan, steps};
use ptr_tests::scenario::{self, Scenario, close, declare_rollback, skip, start, step, step_of};
use ptr_tests::tries::{beginning, play, played, tries, who};

fn codes(run: &Run, plan: &Plan) -> Vec<&'static str> {
    let at = scenario::instant("2026-03-28 22:00");
    let revision = run.preview_revision(plan, RevisionOptions::default(), at).expect("of FDR1");
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
    let options = RevisionOptions::default();
    let revision = run.preview_revision(&other, options, scenario.now()).expect("of FDR1");
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
        let options = RevisionOptions::default();
        let revision = run.preview_revision(&same, options, at).expect("of FDR1");
        prop_assert!(revision.difference().is_empty());
        prop_assert_eq!(revision.states(), []);
        prop_assert_eq!(revision.run(), Ok(&run));
    }

    #[test]
    fn a_revised_run_stands_as_the_replay_of_its_events_on_the_other_plan(
        plan in plan(8),
        other in steps(8),
        tries in tries(),
        at in instant(),
        shift in -48_i64..48,
    ) {
        let Ok(other) = Plan::from_steps(other) else { return Ok(()) };
        let run = played(&plan, &tries);
        let shift = TimeDelta::hours(shift);
        let options = ptr_core::ScheduleOptions { shift, ..run.schedule().options() };
        let Ok(schedule) = other.schedule_with("FDR1", options) else { return Ok(()) };
        let options = RevisionOptions { shift: Some(shift), rewriting: false };
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

        let (before, Some(after)) = revision.views() else { return Ok(()) };
        let replayed = replayed.expect("nothing is gone");
        let replayed = replayed.view_at_version(replayed.version(), at);
        prop_assert_eq!(after.states(), replayed.states());
        prop_assert_eq!(after.next_change(), replayed.next_change());
        prop_assert_eq!(after.forecast().end(), replayed.forecast().end());
        let mut changed = Vec::new();
        for step in schedule.steps() {
            let is_transfer = |event: &Event| event.fact.name() == "transferred";
            if !after.history(step).any(is_transfer) {
                // Who has taken a step over from the contacts of then has it whatever the plan.
                prop_assert_eq!(after.assignees(step), replayed.assignees(step));
            }
            prop_assert_eq!(after.defects(step), replayed.defects(step));
            prop_assert_eq!(after.started(step), replayed.started(step));
            prop_assert_eq!(after.terminated(step), replayed.terminated(step));
            let id = schedule.id(step).clone();
            let Some(earlier) = run.schedule().find(id.as_str()) else { continue };
            let (before, after) = (before.state(earlier), after.state(step));
            if before != after {
                changed.push(Change { step: id, before, after });
            }
        }
        prop_assert_eq!(revision.states(), changed);
    }

    #[test]
    fn replay_over_any_number_of_revisions_is_equal_and_earlier_views_stay_as_they_were(
        first in plan(6),
        others in prop::collection::vec((steps(6), -24_i64..24), 1..4),
        tries in tries(),
        at in instant(),
    ) {
        let mut run = played(&first, &tries);
        let start = run.schedule().clone();
        let mut plans = Vec::new();
        for (other, shift) in others {
            let Ok(other) = Plan::from_steps(other) else { continue };
            let before = run.clone();
            let now = run.in_force_from(run.version()).unwrap_or(beginning());
            let now = now + TimeDelta::hours(1);
            let shift = Some(TimeDelta::hours(shift));
            let command = Command::Revise {
                plan: run.know(&other), shift, rewriting: true, reason: Some("essai".to_owned()),
            };
            let options = RevisionOptions { shift, rewriting: true };
            let preview = before.preview_revision(&other, options, now);
            prop_assert!(run.clone().execute(&command, &who(0), now).is_err(), "no coordinator");
            match run.execute(&command, &who(3), now) {
                Ok(None) => prop_assert_eq!(&run, &before),
                Ok(Some(_)) => {
                    plans.push(other);
                    let preview = preview.expect("projected");
                    let after = preview.run().expect("not refused").view(now);
                    prop_assert_eq!(run.view(now).states(), after.states());
                    prop_assert_eq!(run.view(now).notices(None), after.notices(None));
                }
                Err(refusal) => {
                    let refused = preview.map(|it| it.refusal().cloned());
                    prop_assert!(refused.is_err() || refused == Ok(Some(refusal)));
                }
            }
            // A view of an instant before shows what it showed.
            let earlier = now - TimeDelta::microseconds(1);
            let (one, same) = (before.view(earlier), run.view(earlier));
            prop_assert_eq!(one.schedule(), same.schedule());
            prop_assert_eq!(one.states(), same.states());
            prop_assert_eq!(one.notices(None), same.notices(None));
            prop_assert_eq!(one.recap(None), same.recap(None));
            // People go on.
            (run, _) = play(run, &tries);
        }
        prop_assert_eq!(run.verify(&[run.checkpoint()]), Ok(()));
        let events = run.events().to_vec();
        if !plans.is_empty() {
            let missing = Run::replay(start.clone(), [who(3)], events.clone());
            let is_missing = matches!(missing, Err(ReplayError::MissingPlan { .. }));
            prop_assert!(is_missing);
        }
        let mut again = Run::new(start, [who(3)]);
        for plan in &plans {
            let stored = serde_json::to_string(plan).expect("a plan can be stored");
            again.know(&serde_json::from_str(&stored).expect("and read"));
        }
        let stored = serde_json::to_string(&events).expect("events can be stored");
        let events: Vec<Event> = serde_json::from_str(&stored).expect("and read");
        let again = again.replayed(events).expect("the same events");
        prop_assert_eq!(&again, &run);
        prop_assert_eq!(again.view(at).states(), run.view(at).states());
        prop_assert_eq!(again.view(at).notices(None), run.view(at).notices(None));
        for version in 0..=run.version() {
            let (one, same) = (again.view_at_version(version, at), run.view_at_version(version, at));
            prop_assert_eq!(one.states(), same.states());
            for step in same.schedule().steps() {
                prop_assert_eq!(one.ready_since(step), same.ready_since(step));
            }
        }
        // The changes between two versions are those of the steps of both.
        for version in 1..=run.version() {
            let (before, after) =
                (run.view_at_version(version - 1, at), run.view_at_version(version, at));
            let changes = after.changes_since(&before).expect("of one run");
            let expected = after.schedule().steps().zip(after.states()).filter_map(|(step, now)| {
                let id = after.schedule().id(step);
                let then = before.state(before.schedule().find(id.as_str())?);
                (then != now).then(|| Change { step: id.clone(), before: then, after: now })
            });
            prop_assert_eq!(changes, expected.collect::<Vec<_>>());
        }
    }

    #[test]
    fn a_lost_altered_or_reordered_event_is_told_with_its_number(
        plan in plan(6),
        tries in tries(),
        place in any::<prop::sample::Index>(),
        how in 0..3,
    ) {
        let run = played(&plan, &tries);
        prop_assert_eq!(run.verify(&[run.checkpoint(), Run::checkpoint(&run)]), Ok(()));
        if run.version() < 2 { return Ok(()) }
        let mut events = run.events().to_vec();
        let place = place.index(events.len() - 1);
        match how {
            0 => drop(events.remove(place)),
            1 => Arc::make_mut(&mut events[place]).at += TimeDelta::microseconds(1),
            _ => events.swap(place, place + 1),
        }
        // Whoever tampers with a store numbers its events anew.
        for (event, seq) in events.iter_mut().zip(1..) {
            Arc::make_mut(event).seq = seq;
        }
        let Ok(damaged) = Run::replay(run.schedule().clone(), [who(3)], events) else {
            return Ok(());
        };
        let seq = place as u64 + 1;
        let broken = damaged.verify(&[]);
        prop_assert_eq!(broken, Err(BrokenChain::Altered { seq, right: seq - 1 }));
    }

    #[test]
    fn an_old_history_is_read_and_chained_from_there(
        plan in plan(6),
        tries in tries(),
        place in any::<prop::sample::Index>(),
    ) {
        let run = played(&plan, &tries);
        let mut old = run.events().to_vec();
        for event in &mut old {
            Arc::make_mut(event).digest = None;
        }
        let mut later = Run::replay(run.schedule().clone(), [who(3)], old).expect("as before");
        prop_assert_eq!(later.verify(&[run.checkpoint()]), Ok(()));
        let notice = run.view(beginning() + TimeDelta::days(30)).notices(None).into_iter().next();
        let Some(notice) = notice else { return Ok(()) };
        later.settle(&notice, &Settlement::Sent, beginning());
        prop_assert_eq!(later.verify(&[later.checkpoint()]), Ok(()));
        let mut events = later.events().to_vec();
        let place = place.index(events.len());
        Arc::make_mut(&mut events[place]).at += TimeDelta::microseconds(1);
        let damaged = Run::replay(run.schedule().clone(), [who(3)], events).expect("in order");
        let seq = later.version();
        prop_assert_eq!(damaged.verify(&[]), Err(BrokenChain::Altered { seq, right: 0 }));
    }
}

fn revise(run: &mut Run, plan: &Plan, rewriting: bool) -> Command {
    let reason = Some("le plan a changé".to_owned());
    Command::Revise { plan: run.know(plan), shift: None, rewriting, reason }
}

#[test]
fn a_start_mail_is_owed_since_the_revision_that_made_its_step_ready() {
    let (later, evening) = ("2026-03-29 01:00", scenario::instant(EVENING));
    let scenario = Scenario::given([step("CO00000001", later), step("CO00000002", EVENING)]);
    let mut run = scenario.run().clone();
    let paul = ptr_tests::plans::email("paul");
    let other = of([step("CO00000001", EVENING), step("CO00000002", EVENING)]);
    let at = evening + TimeDelta::minutes(20);
    let command = revise(&mut run, &other, false);
    run.execute(&command, &paul, at).expect("a coordinator");
    let since = |run: &Run, id: &str, at| {
        let view = run.view(at);
        view.ready_since(view.schedule().find(id).expect("of the plan"))
    };
    assert_eq!(since(&run, "CO00000001", at), Some(at));
    assert_eq!(since(&run, "CO00000002", at), Some(evening));
    // Another revision that leaves them as they are changes nothing about it.
    let third =
        of([step("CO00000001", EVENING), step("CO00000002", EVENING), step("CO00000003", later)]);
    let command = revise(&mut run, &third, false);
    run.execute(&command, &paul, at + TimeDelta::minutes(5)).expect("a coordinator");
    assert_eq!(since(&run, "CO00000001", at + TimeDelta::hours(1)), Some(at));
    assert_eq!(since(&run, "CO00000002", at + TimeDelta::hours(1)), Some(evening));
}

#[test]
fn a_mail_tells_the_state_of_its_own_step_though_a_revision_has_put_another_one_before_it() {
    let evening = scenario::instant(EVENING);
    let steps = || [step("CO00000001", EVENING), step("CO00000002", EVENING)];
    let scenario = Scenario::given(steps()).at(EVENING);
    let scenario = scenario.when("anne", &scenario::transfer("CO00000002", "bruno"));
    let mut run = scenario.run().clone();
    let other = of([step("AC00000001", EVENING)].into_iter().chain(steps()));
    let command = revise(&mut run, &other, false);
    run.execute(&command, &ptr_tests::plans::email("paul"), evening).expect("a coordinator");
    let view = run.view(evening);
    let owed = view.notices(None);
    let transfer = owed.iter().find(|it| it.kind() == NoticeKind::Transfer).expect("owed to bruno");
    assert_eq!(view.state_told(transfer), Some(State::Ready));
}

#[test]
fn what_is_recorded_on_a_step_is_there_again_when_the_step_is() {
    let scenario = Scenario::given([step("CO00000001", EVENING), step("CO00000002", EVENING)])
        .at(EVENING)
        .when("anne", &start("CO00000001"));
    let mut run = scenario.run().clone();
    let (paul, at) = (ptr_tests::plans::email("paul"), scenario.now());
    let whole = run.schedule().plan().clone();
    let command = revise(&mut run, &of([step("CO00000002", EVENING)]), true);
    run.execute(&command, &paul, at).expect("told to rewrite");
    assert_eq!(run.view(at).states().len(), 1);
    let command = revise(&mut run, &whole, false);
    run.execute(&command, &paul, at).expect("nothing is lost");
    let view = run.view(at);
    let first = view.schedule().find("CO00000001").expect("back");
    assert_eq!(view.state(first), ptr_core::State::Open);
    assert_eq!(run.schedules().map(|(from, _)| from).collect::<Vec<_>>(), [0, 2, 3]);
}

#[test]
fn a_step_that_was_started_gets_no_open_prerequisite_unless_told_otherwise() {
    let scenario = Scenario::given([step("CO00000001", EVENING), step("CO00000002", EVENING)])
        .at(EVENING)
        .when("anne", &start("CO00000002"));
    let waits = step("CO00000002", EVENING).after(["CO00000001"]).expect("ids");
    let other = of([step("CO00000001", EVENING), waits]);
    assert_eq!(codes(scenario.run(), &other), ["open-prerequisites-added"]);
    let mut run = scenario.run().clone();
    let command = revise(&mut run, &other, true);
    assert!(run.execute(&command, &ptr_tests::plans::email("paul"), scenario.now()).is_ok());
}

#[test]
fn a_plan_of_something_else_is_refused_even_if_told_otherwise() {
    let scenario = Scenario::given([step("CO00000001", EVENING)]);
    let mut run = scenario.run().clone();
    let command = revise(&mut run, &of([step("HO00000001", EVENING)]), true);
    let refused = run.execute(&command, &ptr_tests::plans::email("paul"), scenario.now());
    let codes = refused.expect_err("foreign").reasons.iter().map(Reason::code).collect::<Vec<_>>();
    assert_eq!(codes, ["foreign-plan"]);
}
