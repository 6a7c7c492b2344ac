//! Why the forecast end moved: as scenarios, and by its definition told slowly.

use std::collections::BTreeMap;

use chrono::{DateTime, TimeDelta, Utc};
use proptest::option;
use proptest::prelude::*;
use ptr_core::{Cause, CauseKind, Command, Fact, Plan, Run, State, Step, StepIx, View};
use ptr_tests::oracle::blocked_until;
use ptr_tests::plans::{plan, steps};
use ptr_tests::scenario::{
    Scenario, block, close, declare_rollback, instant, record_defects, reopen, skip, start, step,
    step_after, step_of, unblock, withdraw_rollback,
};
use ptr_tests::tries::{Try, beginning, play, played, tries, who};

fn minutes(minutes: i64) -> TimeDelta {
    TimeDelta::minutes(minutes)
}

/// Stop in half an hour, then load in an hour, from ten in the evening; somebody is told meanwhile.
fn evening() -> Scenario {
    Scenario::given([
        step("CO00000001", "2026-03-20 22:00").lasting(minutes(30)),
        step_after("CO00000002", "2026-03-20 22:00", &["CO00000001"]).lasting(minutes(60)),
        step_after("CO00000003", "2026-03-20 22:00", &["CO00000001"]).lasting(minutes(20)),
        step_of("FB-RB", "FB00000001", "2026-03-20 22:00").lasting(minutes(240)),
    ])
}

/// The causes from the evening's beginning until an instant: kind, step, minutes.
#[track_caller]
fn assert_drift(scenario: &Scenario, until: &str, expected: &[(CauseKind, &str, i64)]) {
    let causes = scenario.run().drift(instant("2026-03-20 22:00"), instant(until));
    let found: Vec<_> = causes.iter().map(told).collect();
    assert_eq!(found, expected);
}

fn told(cause: &Cause) -> (CauseKind, &str, i64) {
    (cause.kind, cause.step.as_ref().map_or("", |step| step.as_str()), cause.amount.num_minutes())
}

#[test]
fn on_time_nothing_moves_the_end() {
    let scenario = evening()
        .at("2026-03-20 22:00")
        .when("anne", &start("CO00000001"))
        .at("2026-03-20 22:30")
        .when("anne", &close("CO00000001"))
        .when("anne", &start("CO00000002"))
        .when("anne", &start("CO00000003"));
    assert_drift(&scenario, "2026-03-20 23:30", &[]);
}

#[test]
fn a_late_beginning_and_a_long_work_are_told_apart() {
    let scenario = evening()
        .at("2026-03-20 22:10")
        .when("anne", &start("CO00000001"))
        .at("2026-03-20 22:50")
        .when("anne", &record_defects("CO00000001", "lent"))
        .at("2026-03-20 22:55")
        .when("anne", &close("CO00000001"));
    assert_drift(&scenario, "2026-03-20 22:09", &[(CauseKind::NotBegun, "CO00000001", 9)]);
    assert_drift(&scenario, "2026-03-20 22:10", &[(CauseKind::BeganLate, "CO00000001", 10)]);
    assert_drift(&scenario, "2026-03-20 22:40", &[(CauseKind::BeganLate, "CO00000001", 10)]);
    assert_drift(
        &scenario,
        "2026-03-20 23:00",
        &[
            (CauseKind::BeganLate, "CO00000001", 10),
            (CauseKind::TookLonger, "CO00000001", 15),
            (CauseKind::NotBegun, "CO00000002", 5),
        ],
    );
}

#[test]
fn what_has_slack_moves_the_end_only_once_it_is_used_up() {
    let scenario = evening()
        .at("2026-03-20 22:00")
        .when("anne", &start("CO00000001"))
        .at("2026-03-20 22:30")
        .when("anne", &close("CO00000001"))
        .when("anne", &start("CO00000002"));
    // The step of twenty minutes may begin at 23:10; nobody begins it.
    assert_drift(&scenario, "2026-03-20 23:10", &[]);
    assert_drift(&scenario, "2026-03-20 23:25", &[(CauseKind::NotBegun, "CO00000003", 15)]);
}

#[test]
fn time_won_skipping_reopening_and_a_rollback_have_their_causes() {
    let scenario = evening()
        .at("2026-03-20 22:00")
        .when("anne", &start("CO00000001"))
        .at("2026-03-20 22:20")
        .when("anne", &close("CO00000001"))
        .when("paul", &skip("CO00000002", "inutile"))
        .when("paul", &reopen("CO00000002", "utile"))
        .when("paul", &declare_rollback("retour"))
        .when("paul", &withdraw_rollback("en avant"));
    let won = (CauseKind::TookLess, "CO00000001", -10);
    let skipped = (CauseKind::Skipped, "CO00000002", -40);
    let reopened = (CauseKind::Reopened, "CO00000002", 40);
    let declared = (CauseKind::RollbackDeclared, "", 180);
    let withdrawn = (CauseKind::RollbackWithdrawn, "", -180);
    assert_drift(&scenario, "2026-03-20 22:20", &[won, skipped, reopened, declared, withdrawn]);

    // From version to version: the same, one by one.
    let run = scenario.run();
    assert_eq!(run.drift_of_versions(0, 1), []);
    for (version, expected) in (2..).zip([won, skipped, reopened, declared, withdrawn]) {
        let causes = run.drift_of_versions(version - 1, version);
        let found = causes.iter().map(|cause| (cause.kind, told(cause).1)).collect::<Vec<_>>();
        assert_eq!(found, [(expected.0, expected.1)]);
    }
    assert_eq!(run.drift_of_versions(6, 600), []);
}

#[test]
fn what_defects_block_moves_the_end_when_it_is_told_and_when_the_estimate_is_passed() {
    let until = instant("2026-03-20 23:00");
    let scenario = evening()
        .at("2026-03-20 22:00")
        .when("anne", &start("CO00000001"))
        .at("2026-03-20 22:10")
        .when("anne", &block("CO00000001", "panne", Some(until)));
    let blocked = (CauseKind::Blocked, "CO00000001", 30);
    assert_drift(&scenario, "2026-03-20 22:59", &[blocked]);
    let longer = (CauseKind::TookLonger, "CO00000001", 20);
    let scenario = scenario
        .at("2026-03-20 23:20")
        .when("anne", &block("CO00000001", "panne", Some(instant("2026-03-21 02:00"))))
        .when("anne", &unblock("CO00000001", "réparé"));
    let [again, lifted] = [(CauseKind::Blocked, 160), (CauseKind::Unblocked, -160)]
        .map(|(k, by)| (k, "CO00000001", by));
    assert_drift(&scenario, "2026-03-20 23:20", &[blocked, longer, again, lifted]);

    // Whoever begins a step in spite of what blocks it begins early.
    let scenario = evening()
        .at("2026-03-20 22:10")
        .when("anne", &block("CO00000001", "badge", Some(until)))
        .when("anne", &start("CO00000001"));
    let [late, blocked, early] =
        [(CauseKind::BeganLate, 10), (CauseKind::Blocked, 50), (CauseKind::BeganEarly, -30)]
            .map(|(kind, by)| (kind, "CO00000001", by));
    assert_drift(&scenario, "2026-03-20 22:10", &[late, blocked, early]);
}

#[test]
fn an_event_of_a_clock_that_lags_corrects_the_time_that_seemed_to_pass() {
    let scenario = evening()
        .at("2026-03-20 22:15")
        .when("paul", &record_defects("CO00000003", "rien"))
        .at("2026-03-20 22:10")
        .when("anne", &start("CO00000001"));
    assert_drift(&scenario, "2026-03-20 22:20", &[(CauseKind::BeganLate, "CO00000001", 10)]);
}

#[test]
fn looked_at_from_the_later_instant_the_amounts_have_the_other_sign() {
    let run = evening().at("2026-03-20 22:10").when("anne", &start("CO00000001")).run().clone();
    let (ten, later) = (instant("2026-03-20 22:00"), instant("2026-03-20 23:00"));
    let forth: TimeDelta = run.drift(ten, later).iter().map(|it| it.amount).sum();
    let back: TimeDelta = run.drift(later, ten).iter().map(|it| it.amount).sum();
    assert_eq!((forth, back), (minutes(30), minutes(-30)));
}

/// Beginning and end of each expected step, by the definition of a forecast.
fn spans(view: &View<'_>) -> BTreeMap<StepIx, (DateTime<Utc>, DateTime<Utc>)> {
    let schedule = view.schedule();
    let mut spans: BTreeMap<StepIx, (DateTime<Utc>, DateTime<Utc>)> = BTreeMap::new();
    for step in schedule.steps() {
        let takes = schedule.step(step).duration.unwrap_or_default();
        let stamp = |stamp: Option<&ptr_core::Stamp>| stamp.map(|it| it.at);
        let span = match view.state(step) {
            State::Terminated => stamp(view.terminated(step)).map(|at| (at, at)),
            State::Open => {
                let ends = |began: DateTime<Utc>| {
                    let blocked = blocked_until(view, step).unwrap_or(view.at());
                    (began + takes).max(view.at()).max(blocked)
                };
                stamp(view.started(step)).map(|began| (began, ends(began)))
            }
            _ if view.is_asleep(step) => None,
            _ => {
                let before = schedule.prerequisites(step).iter();
                let before = before.filter(|it| !view.is_abandoned(**it));
                let before: Option<Vec<_>> =
                    before.map(|it| spans.get(it).map(|(_, end)| *end)).collect();
                before.map(|before| {
                    let begins = before.into_iter().chain(schedule.start(step)).chain([view.at()]);
                    let begins = begins.chain(blocked_until(view, step));
                    let begins = begins.max().expect("at least now");
                    (begins, begins + takes)
                })
            }
        };
        spans.extend(span.map(|span| (step, span)));
    }
    spans
}

/// The step that the end waits for in the first place: back from the step that ends last, as long
/// as one that is not over ends when the next begins.
fn held_by(view: &View<'_>) -> Option<StepIx> {
    let (schedule, spans) = (view.schedule(), spans(view));
    let not_over = |step: &StepIx| view.state(*step) != State::Terminated;
    let end = spans.values().map(|(_, end)| *end).max()?;
    let last = spans.iter().rfind(|(step, (_, ends))| *ends == end && not_over(step));
    let mut step = *last?.0;
    while view.state(step) != State::Open {
        let ends = |before: &StepIx| spans.get(before).map(|(_, end)| *end);
        let holds = |before: &StepIx| not_over(before) && ends(before) == Some(spans[&step].0);
        let Some(before) = schedule.prerequisites(step).iter().copied().find(holds) else { break };
        step = before;
    }
    Some(step)
}

/// The moves of the end, one by one, each looked at in a view of its own: kind, step, amount.
fn moves(run: &Run, since: DateTime<Utc>, until: DateTime<Utc>) -> Vec<(String, TimeDelta)> {
    let end = |view: &View<'_>| spans(view).values().map(|(_, end)| *end).max();
    let known = run.view(since).version();
    let last = run.view(until).version();
    let mut end_before = end(&run.view(since));
    let mut moves: Vec<(String, TimeDelta)> = Vec::new();
    let mut note = |cause: String, view: &View<'_>| {
        let Some(now) = end(view) else { return };
        let amount = now - end_before.replace(now).unwrap_or(now);
        match moves.last_mut() {
            _ if amount.is_zero() => {}
            Some((last, sum)) if *last == cause => {
                *sum += amount;
                if sum.is_zero() {
                    moves.pop();
                }
            }
            Some(_) | None => moves.push((cause, amount)),
        }
    };
    let wait = |version: u64, at: DateTime<Utc>, note: &mut dyn FnMut(String, &View<'_>)| {
        let view = run.view_at_version(version, at);
        let step = held_by(&view);
        let kind = match step {
            Some(step) if view.state(step) == State::Open => "work",
            Some(_) | None => "start",
        };
        let step = step.map_or(String::new(), |step| view.schedule().id(step).to_string());
        note(format!("{kind} {step}"), &view);
    };
    for version in known + 1..=last {
        let at = run.in_force_from(version).expect("an event");
        wait(version - 1, at, &mut note);
        let fact = &run.events()[usize::try_from(version).expect("small") - 1].fact;
        let kind = match fact {
            Fact::Started { .. } => "start",
            Fact::Closed { outcome: None, .. } => "work",
            Fact::Closed { outcome: Some(_), .. } => "decided",
            Fact::PlanRevised { .. } => CauseKind::PlanRevised.name(),
            Fact::DefectsRecorded { blocks, .. } => {
                if *blocks {
                    "blocked"
                } else {
                    "unblocked"
                }
            }
            other => other.name(),
        };
        let step = fact.step().map_or("", |step| step.as_str());
        note(format!("{kind} {step}"), &run.view_at_version(version, at));
    }
    wait(last, until, &mut note);
    moves
}

fn group(cause: &Cause) -> String {
    let kind = match cause.kind {
        CauseKind::BeganLate | CauseKind::BeganEarly | CauseKind::NotBegun => "start",
        CauseKind::TookLonger | CauseKind::TookLess => "work",
        CauseKind::Skipped => "skipped",
        CauseKind::Reopened => "reopened",
        CauseKind::StartUndone => "start_undone",
        CauseKind::RollbackDeclared => "rollback_declared",
        CauseKind::RollbackWithdrawn => "rollback_withdrawn",
        other => other.name(),
    };
    format!("{kind} {}", cause.step.as_ref().map_or("", |step| step.as_str()))
}

/// The run after its plan was revised, if there is another one that may take its place, and after
/// the same tries on that.
fn revised(mut run: Run, other: Option<Vec<Step>>, tries: &[Try]) -> Run {
    let Some(Ok(other)) = other.map(Plan::from_steps) else { return run };
    let now = run.in_force_from(run.version()).unwrap_or(beginning()) + TimeDelta::hours(1);
    let (plan, reason) = (run.know(&other), Some("essai".to_owned()));
    let revise = Command::Revise { plan, shift: None, rewriting: true, reason };
    match run.execute(&revise, &who(3), now) {
        Ok(Some(_)) => play(run, tries).0,
        Ok(None) | Err(_) => run,
    }
}

proptest! {
    /// The causes are those of the definition, and their amounts are the whole change of the end.
    #[test]
    fn causes_are_those_of_the_definition_and_add_up(
        plan in plan(8), tries in tries(), hours in -200_i64..400, later in 0_i64..400,
        other in option::of(steps(8)),
    ) {
        let run = revised(played(&plan, &tries), other, &tries);
        let since = beginning() + TimeDelta::hours(hours);
        let until = since + TimeDelta::hours(later);
        let causes = run.drift(since, until);
        let found: Vec<_> = causes.iter().map(|it| (group(it), it.amount)).collect();
        prop_assert_eq!(found, moves(&run, since, until));

        let ends = (run.view(since).forecast().end(), run.view(until).forecast().end());
        if let (Some(before), Some(after)) = ends {
            let sum: TimeDelta = causes.iter().map(|it| it.amount).sum();
            prop_assert_eq!(sum, after - before);
        }
        for cause in &causes {
            prop_assert!(since <= cause.since && cause.since <= cause.until);
            prop_assert!(cause.until <= until && !cause.amount.is_zero());
            let view = run.view(until);
            let begun = cause.step.as_ref().and_then(|step| view.schedule().find(step.as_str()));
            let begun = begun.is_some_and(|step| view.started(step).is_some());
            match cause.kind {
                CauseKind::BeganLate => prop_assert!(begun && cause.amount > TimeDelta::zero()),
                CauseKind::BeganEarly => prop_assert!(begun && cause.amount < TimeDelta::zero()),
                CauseKind::NotBegun => prop_assert!(!begun),
                CauseKind::TookLonger => prop_assert!(cause.amount > TimeDelta::zero()),
                CauseKind::TookLess => prop_assert!(cause.amount < TimeDelta::zero()),
                _ => {}
            }
        }
    }

    /// Between versions the amounts are the change from the one forecast to the other.
    #[test]
    fn from_version_to_version_the_amounts_add_up(
        plan in plan(8), tries in tries(), other in option::of(steps(8)),
    ) {
        let run = revised(played(&plan, &tries), other, &tries);
        let end = |version: u64| {
            let at = run.in_force_from(version.max(1))?;
            run.view_at_version(version, at).forecast().end()
        };
        for (since, until) in [(0, run.version()), (run.version() / 2, run.version())] {
            let causes = run.drift_of_versions(since, until);
            if let (Some(before), Some(after)) = (end(since), end(until)) {
                let sum: TimeDelta = causes.iter().map(|it| it.amount).sum();
                prop_assert_eq!(sum, after - before);
            }
        }
    }
}
