//! Where a run is heading: as scenarios, and by its definition told slowly.

use std::collections::BTreeMap;

use chrono::{DateTime, TimeDelta, Utc};
use proptest::prelude::*;
use ptr_core::{Outlook, PhaseCode, Run, State, Step, StepIx, Supposition, View};
use ptr_tests::oracle::blocked_until;
use ptr_tests::plans::plan;
use ptr_tests::scenario::{
    Scenario, block, close, declare_rollback, instant, skip, start, step, step_after, step_of,
};
use ptr_tests::tries::{beginning, played, tries};

const TICK: TimeDelta = TimeDelta::nanoseconds(1);

fn minutes(minutes: i64) -> TimeDelta {
    TimeDelta::minutes(minutes)
}

/// Stop, then load for an hour while somebody is told in ten minutes, then check: two hours that
/// begin at ten in the evening.
fn evening() -> Scenario {
    Scenario::given([
        step("CO00000001", "2026-03-20 22:00").lasting(minutes(30)),
        step_after("CO00000002", "2026-03-20 22:30", &["CO00000001"]).lasting(minutes(60)),
        step_after("CO00000003", "2026-03-20 22:30", &["CO00000001"]).lasting(minutes(10)),
        step_after("CO00000004", "2026-03-20 23:30", &["CO00000002", "CO00000003"])
            .lasting(minutes(30)),
    ])
}

fn outlook(view: &View<'_>, id: &str) -> Option<Outlook> {
    view.forecast().outlook(view.schedule().find(id).expect("a step of the dry run"))
}

/// That a step ends at an instant.
fn ending(run: &Run, step: StepIx, at: DateTime<Utc>) -> [Supposition; 1] {
    [Supposition::Ends { step: run.schedule().id(step).clone(), at }]
}

fn path(view: &View<'_>) -> Vec<String> {
    let path = view.forecast().critical_path();
    path.into_iter().map(|step| view.schedule().id(step).to_string()).collect()
}

#[test]
fn before_it_begins_a_run_is_expected_to_go_as_planned() {
    let run = evening().run().clone();
    let view = run.view(instant("2026-03-01 08:00"));
    let forecast = view.forecast();
    assert_eq!(forecast.end(), Some(instant("2026-03-21 00:00")));
    assert_eq!(forecast.delay(), Some(TimeDelta::zero()));
    assert_eq!(path(&view), ["CO00000001", "CO00000002", "CO00000004"]);
    let told = outlook(&view, "CO00000003").expect("expected");
    assert_eq!(told.begins, instant("2026-03-20 22:30"));
    assert_eq!(told.ends, instant("2026-03-20 22:40"));
    assert_eq!(told.slack, Some(minutes(50)));
    assert!(!told.is_critical());
}

#[test]
fn nothing_is_late_up_to_the_instant_a_step_should_begin_and_all_is_behind_it() {
    let run = evening().run().clone();
    let ten = instant("2026-03-20 22:00");
    for (at, late) in
        [(ten - TICK, TimeDelta::zero()), (ten, TimeDelta::zero()), (ten + TICK, TICK)]
    {
        assert_eq!(run.view(at).forecast().delay(), Some(late));
    }
}

#[test]
fn a_step_under_way_ends_when_its_time_is_over_and_afterwards_any_moment() {
    let scenario = evening().at("2026-03-20 22:05").when("anne", &start("CO00000001"));
    let run = scenario.run().clone();
    let due = instant("2026-03-20 22:35");
    for (at, ends) in [(due - TICK, due), (due, due), (due + TICK, due + TICK)] {
        let outlook = outlook(&run.view(at), "CO00000001").expect("expected");
        assert_eq!((outlook.begins, outlook.ends), (instant("2026-03-20 22:05"), ends));
        assert!(outlook.is_critical());
    }
}

#[test]
fn time_that_was_won_is_lost_again_where_the_plan_sets_a_start() {
    let scenario = evening()
        .at("2026-03-20 22:00")
        .when("anne", &start("CO00000001"))
        .at("2026-03-20 22:10")
        .when("anne", &close("CO00000001"));
    let run = scenario.run().clone();
    let view = run.view(instant("2026-03-20 22:10"));
    assert_eq!(view.forecast().end(), Some(instant("2026-03-21 00:00")));
    assert_eq!(path(&view), ["CO00000002", "CO00000004"], "what is over is on no path");
    let over = outlook(&view, "CO00000001").expect("it happened");
    assert_eq!((over.ends, over.slack), (instant("2026-03-20 22:10"), None));
}

#[test]
fn once_all_is_over_the_end_is_what_it_was_and_no_path_is_left() {
    let run = Scenario::given([step("CO00000001", "2026-03-20 22:00").lasting(minutes(30))])
        .at("2026-03-20 22:00")
        .when("anne", &start("CO00000001"))
        .at("2026-03-20 22:45")
        .when("anne", &close("CO00000001"))
        .run()
        .clone();
    let forecast = run.view(instant("2026-03-25 08:00")).forecast();
    assert_eq!(forecast.end(), Some(instant("2026-03-20 22:45")));
    assert_eq!(forecast.delay(), Some(minutes(15)));
    assert_eq!(forecast.critical_path(), []);
}

#[test]
fn a_step_that_was_skipped_took_no_time() {
    let run =
        evening().at("2026-03-20 21:00").when("paul", &skip("CO00000002", "inutile")).run().clone();
    let view = run.view(instant("2026-03-20 21:00"));
    let skipped = outlook(&view, "CO00000002").expect("it happened");
    assert_eq!((skipped.begins, skipped.ends), (view.at(), view.at()));
    assert_eq!(path(&view), ["CO00000004"], "its date still holds");
}

#[test]
fn what_sleeps_is_not_expected_nor_is_what_waits_for_it() {
    let scenario = Scenario::given([
        step("CO00000001", "2026-03-20 22:00").lasting(minutes(30)),
        step_of("FB-RB", "FB00000001", "2026-03-20 23:00").lasting(minutes(60)),
        step_after("CO00000002", "2026-03-20 23:00", &["FB00000001"]),
    ]);
    let at = instant("2026-03-20 20:00");
    let run = scenario.run().clone();
    let view = run.view(at);
    let forecast = view.forecast();
    let unexpected: Vec<_> = forecast.unexpected().map(|step| view.schedule().id(step)).collect();
    assert_eq!(unexpected, ["FB00000001", "CO00000002"]);
    assert_eq!(outlook(&view, "FB00000001"), None);
    assert_eq!(forecast.end(), Some(instant("2026-03-20 22:30")));
    assert_eq!(forecast.planned_end(), forecast.end());

    let run =
        scenario.at("2026-03-20 20:00").when("paul", &declare_rollback("retour")).run().clone();
    let forecast = run.view(at).forecast();
    assert_eq!(forecast.unexpected().count(), 0);
    assert_eq!(forecast.end(), Some(instant("2026-03-21 00:00")));
}

#[test]
fn a_step_without_date_or_duration_begins_behind_the_others_and_takes_no_time() {
    let undated = Step::new("CO00000002", "CO")
        .and_then(|step| step.in_dry_runs(["FDR1"]))
        .and_then(|step| step.after(["CO00000001"]))
        .expect("codes");
    let run =
        Scenario::given([step("CO00000001", "2026-03-20 22:00").lasting(minutes(30)), undated])
            .run()
            .clone();
    let view = run.view(instant("2026-03-20 20:00"));
    let undated = outlook(&view, "CO00000002").expect("expected");
    assert_eq!(undated.begins, instant("2026-03-20 22:30"));
    assert_eq!(undated.begins, undated.ends);
    assert_eq!(path(&view), ["CO00000001", "CO00000002"]);
}

#[test]
fn what_defects_block_waits_for_the_estimate_and_afterwards_for_any_moment() {
    let until = instant("2026-03-20 23:45");
    let scenario = evening()
        .at("2026-03-20 22:05")
        .when("anne", &start("CO00000001"))
        .at("2026-03-20 22:10")
        .when("anne", &block("CO00000001", "panne", Some(until)));
    let run = scenario.run().clone();
    for (at, ends) in [
        (scenario.now(), until),
        (until - TICK, until),
        (until, until),
        (until + TICK, until + TICK),
    ] {
        let view = run.view(at);
        assert_eq!(outlook(&view, "CO00000001").map(|it| it.ends), Some(ends));
        assert_eq!(path(&view), ["CO00000001", "CO00000002", "CO00000004"]);
        let defect = view.blocking_defects().next().expect("one").1;
        assert_eq!(defect.is_overdue(at), at >= until);
    }

    // Of one that has not begun it is the beginning; a new estimate takes the place of the other.
    let later = instant("2026-03-21 06:00");
    let waits = scenario.when("anne", &block("CO00000003", "badge", Some(later)));
    let told = outlook(&waits.run().view(waits.now()), "CO00000003").expect("expected");
    assert_eq!((told.begins, told.ends), (later, later + minutes(10)));
    let sooner = waits.when("anne", &block("CO00000003", "badge", Some(until)));
    let told = outlook(&sooner.run().view(sooner.now()), "CO00000003").expect("expected");
    assert_eq!(told.begins, until);
    // Nobody can say until when: the forecast knows no better than the plan.
    let vague = sooner.when("anne", &block("CO00000001", "panne", None));
    let due = instant("2026-03-20 22:35");
    assert_eq!(outlook(&vague.run().view(vague.now()), "CO00000001").map(|it| it.ends), Some(due));
    assert_eq!(vague.run().view(vague.now()).blocking_defects().count(), 2);
}

#[test]
fn phases_end_with_their_last_step_and_an_empty_one_never() {
    let run = Scenario::given([
        step("CO00000001", "2026-03-20 22:00").lasting(minutes(30)),
        step_of("HO", "HO00000001", "2026-03-20 22:00").lasting(minutes(90)),
    ])
    .run()
    .clone();
    let forecast = run.view(instant("2026-03-20 20:00")).forecast();
    let end = |code: &str| forecast.end_of_phase(&PhaseCode::new(code).expect("a code"));
    assert_eq!(end("CO"), Some(instant("2026-03-20 22:30")));
    assert_eq!(end("HO"), Some(instant("2026-03-20 23:30")));
    assert_eq!(end("PP"), None);
}

#[test]
fn what_would_end_after_the_calendar_is_not_expected() {
    let run = Scenario::given([
        step("CO00000001", "9999-12-31 22:00").lasting(TimeDelta::days(2)),
        step_after("CO00000002", "2026-03-20 22:00", &["CO00000001"]),
    ])
    .run()
    .clone();
    let forecast = run.view(instant("2026-03-20 20:00")).forecast();
    assert_eq!((forecast.end(), forecast.unexpected().count()), (None, 2));
}

#[test]
fn what_if_finds_the_next_longest_of_two_thousand_steps_once_the_longest_is_sooner() {
    let id = |place: usize| format!("CO{place:08}");
    let steps = (0..2_000_usize).map(|place| {
        let takes = minutes(i64::try_from(place % 700).expect("small"));
        step(&id(place), "2026-03-20 22:00").lasting(takes)
    });
    let longest = step(&id(3_000), "2026-03-20 22:00").lasting(minutes(1_000));
    let last = step_after(&id(4_000), "2026-03-20 22:00", &[&id(3_000)]).lasting(minutes(1));
    let run = Scenario::given(steps.chain([longest, last])).run().clone();
    let ten = instant("2026-03-20 22:00");
    let forecast = run.view(ten).forecast();
    assert_eq!(forecast.end(), Some(ten + minutes(1_001)));

    let longest = run.schedule().find(&id(3_000)).expect("a step");
    for (ends, all_over) in [(900, 901), (699, 700), (698, 699), (10, 699), (1_200, 1_201)] {
        let supposed = ending(&run, longest, ten + minutes(ends));
        let what_if = forecast.what_if(&supposed).expect("ahead");
        assert_eq!(what_if.end(), Some(ten + minutes(all_over)));
        assert_eq!(what_if.moved().count(), 2);
    }
}

#[test]
fn what_if_a_step_ended_after_the_calendar_nothing_behind_it_is_expected() {
    let run = evening().run().clone();
    let forecast = run.view(instant("2026-03-20 08:00")).forecast();
    let first = run.schedule().find("CO00000001").expect("a step");
    let supposed = ending(&run, first, DateTime::<Utc>::MAX_UTC);
    let what_if = forecast.what_if(&supposed).expect("ahead");
    assert_eq!((what_if.end(), what_if.delay(), what_if.moved().count()), (None, None, 4));
    assert_eq!(
        (what_if.begins(first), what_if.ends(first)),
        (Some(instant("2026-03-20 22:00")), None)
    );
}

/// When each step ends, by the definition: what is recorded happened; what sleeps, or waits for
/// what sleeps, never ends; everything else begins once nothing holds it; what defects block begins,
/// or ends, once they do not; and one step takes `longer` than it should.
fn ends(view: &View<'_>, longer: Option<(StepIx, TimeDelta)>) -> BTreeMap<StepIx, DateTime<Utc>> {
    let schedule = view.schedule();
    let mut ends = BTreeMap::new();
    for step in schedule.steps() {
        let takes = schedule.step(step).duration.unwrap_or_default();
        let end = match view.state(step) {
            State::Terminated => view.terminated(step).map(|stamp| stamp.at),
            State::Open => {
                let ends = view.started(step).map(|stamp| stamp.at + takes);
                ends.into_iter().chain(blocked_until(view, step)).chain([view.at()]).max()
            }
            _ if view.is_asleep(step) => None,
            _ => {
                let before = schedule.prerequisites(step).iter();
                let before = before.filter(|it| !view.is_abandoned(**it));
                let before: Option<Vec<_>> = before.map(|it| ends.get(it).copied()).collect();
                before.map(|before| {
                    let begins = before.into_iter().chain(schedule.start(step)).chain([view.at()]);
                    let begins = begins.chain(blocked_until(view, step));
                    begins.max().expect("at least now") + takes
                })
            }
        };
        let end = end.map(|end| match longer {
            Some((late, longer)) if late == step => end + longer,
            _ => end,
        });
        ends.extend(end.map(|end| (step, end)));
    }
    ends
}

proptest! {
    #[test]
    fn steps_end_as_the_definition_says(plan in plan(8), tries in tries(), hours in -200_i64..400) {
        let run = played(&plan, &tries);
        let view = run.view(beginning() + TimeDelta::hours(hours));
        let (forecast, expected) = (view.forecast(), ends(&view, None));
        prop_assert_eq!(forecast.end(), expected.values().max().copied());
        for step in run.schedule().steps() {
            let outlook = forecast.outlook(step);
            prop_assert_eq!(outlook.map(|it| it.ends), expected.get(&step).copied());
            prop_assert_eq!(outlook.is_none(), forecast.unexpected().any(|it| it == step));
            let Some(outlook) = outlook else { continue };
            prop_assert!(outlook.begins <= outlook.ends);
            let is_over = view.state(step) == State::Terminated;
            prop_assert_eq!(outlook.slack.is_none(), is_over);
        }
    }

    /// Slack is what its name says: a step may take so much longer, and not an instant more.
    #[test]
    fn the_end_stands_still_up_to_the_slack_and_moves_behind_it(
        plan in plan(8), tries in tries(), hours in -200_i64..400,
    ) {
        let run = played(&plan, &tries);
        let view = run.view(beginning() + TimeDelta::hours(hours));
        let forecast = view.forecast();
        let end_with = |step, longer| ends(&view, Some((step, longer))).values().max().copied();
        for step in run.schedule().steps() {
            let Some(slack) = forecast.outlook(step).and_then(|outlook| outlook.slack) else {
                continue;
            };
            prop_assert!(slack >= TimeDelta::zero());
            prop_assert_eq!(end_with(step, slack), forecast.end());
            prop_assert!(end_with(step, slack + TICK) > forecast.end());
        }
    }

    /// A step that ends at another instant moves what the definition moves, and nothing else.
    #[test]
    fn what_if_a_step_ended_later_or_sooner_moves_what_waits_for_it(
        plan in plan(8), tries in tries(), hours in -200_i64..400, by in -300_i64..300,
    ) {
        let run = played(&plan, &tries);
        let view = run.view(beginning() + TimeDelta::hours(hours));
        let forecast = view.forecast();
        for step in run.schedule().steps() {
            let outlook = forecast.outlook(step).filter(|outlook| outlook.slack.is_some());
            let Some(outlook) = outlook else {
                prop_assert!(forecast.what_if(&ending(&run, step, view.at())).is_err());
                continue;
            };
            let supposed = outlook.ends + minutes(by);
            let what_if = forecast.what_if(&ending(&run, step, supposed));
            let what_if = what_if.expect("ahead");
            let by = supposed.max(outlook.begins).max(view.at()) - outlook.ends;
            let expected = ends(&view, Some((step, by)));
            prop_assert_eq!(what_if.end(), expected.values().max().copied());
            for step in run.schedule().steps() {
                prop_assert_eq!(what_if.ends(step), expected.get(&step).copied());
                let is_moved = what_if.ends(step) != forecast.outlook(step).map(|it| it.ends);
                prop_assert_eq!(what_if.moved().any(|it| it == step), is_moved);
                prop_assert!(what_if.begins(step) <= what_if.ends(step));
            }
        }
    }

    /// The critical path of a phase is that of the whole, if the whole ended with the phase.
    #[test]
    fn the_critical_path_of_a_phase_is_a_chain_up_to_its_end(
        plan in plan(8), tries in tries(), hours in -200_i64..400,
    ) {
        let run = played(&plan, &tries);
        let view = run.view(beginning() + TimeDelta::hours(hours));
        let forecast = view.forecast();
        let of_phase = |step: &StepIx, code: &PhaseCode| run.schedule().phase(*step).code == *code;
        for phase in plan.phases() {
            let path = forecast.critical_path_of_phase(&phase.code);
            for pair in path.windows(2) {
                prop_assert_eq!(forecast.waits_for(pair[1]), Some(pair[0]));
            }
            let end = forecast.end_of_phase(&phase.code);
            if let Some(last) = path.last() {
                prop_assert!(of_phase(last, &phase.code));
                prop_assert_eq!(forecast.outlook(*last).map(|it| it.ends), end);
            } else {
                let mut steps = run.schedule().steps().filter(|step| of_phase(step, &phase.code));
                let is_over = |step| forecast.outlook(step).is_none_or(|it| it.slack.is_none());
                prop_assert!(steps.all(is_over));
            }
            if end == forecast.end() && path.last() == forecast.critical_path().last() {
                prop_assert_eq!(path, forecast.critical_path());
            }
        }
    }

    #[test]
    fn the_critical_path_is_a_chain_of_critical_steps_up_to_the_end(
        plan in plan(8), tries in tries(), hours in -200_i64..400,
    ) {
        let run = played(&plan, &tries);
        let view = run.view(beginning() + TimeDelta::hours(hours));
        let forecast = view.forecast();
        let path = forecast.critical_path();
        let outlook = |step| forecast.outlook(step).expect("on the path");
        for pair in path.windows(2) {
            prop_assert!(run.schedule().prerequisites(pair[1]).contains(&pair[0]));
            prop_assert_eq!(outlook(pair[0]).ends, outlook(pair[1]).begins);
            prop_assert_eq!(forecast.waits_for(pair[1]), Some(pair[0]));
        }
        for step in &path {
            prop_assert!(outlook(*step).is_critical());
        }
        match (path.first(), path.last()) {
            (Some(first), Some(last)) => {
                prop_assert_eq!(forecast.waits_for(*first), None);
                prop_assert_eq!(Some(outlook(*last).ends), forecast.end());
            }
            _ => {
                let mut steps = run.schedule().steps();
                let is_over = |step| forecast.outlook(step).is_none_or(|it| it.slack.is_none());
                prop_assert!(steps.all(is_over));
            }
        }
    }
}
