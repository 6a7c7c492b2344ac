//! The rest of a run played many times: as scenarios, and held against the forecast, against the
//! mathematics of the triangle, and against what criticality means.

use std::num::NonZero;

use chrono::{DateTime, TimeDelta, Utc};
use proptest::prelude::*;
use ptr_core::{
    Draft, Ends, Forecast, InvalidSimulation, Odds, Phases, Plan, Run, Simulation, Spread, State,
    Step, StepIx, View,
};
use ptr_tests::oracle::blocked_until;
use ptr_tests::plans::plan;
use ptr_tests::scenario::{
    Scenario, close, declare_rollback, instant, skip, start, step, step_after, step_of,
};
use ptr_tests::tries::{beginning, played, tries};

fn minutes(minutes: i64) -> TimeDelta {
    TimeDelta::minutes(minutes)
}

fn spread(shortest: f64, likeliest: f64, longest: f64) -> Spread {
    Spread::new(shortest, likeliest, longest).expect("it rises")
}

fn criticality(view: &View<'_>, odds: &Odds, id: &str) -> f64 {
    odds.criticality(view.schedule().find(id).expect("a step of the dry run"))
}

/// One step of an hour that begins at ten.
fn an_hour() -> Scenario {
    Scenario::given([step("CO00000001", "2026-03-20 22:00").lasting(minutes(60))])
}

/// When an hour that begins at ten is over with this probability, by the inverse of the triangle.
fn triangle(probability: f64, shortest: f64, likeliest: f64, longest: f64) -> f64 {
    let width = longest - shortest;
    if probability < (likeliest - shortest) / width {
        shortest + (probability * width * (likeliest - shortest)).sqrt()
    } else {
        longest - ((1.0 - probability) * width * (longest - likeliest)).sqrt()
    }
}

#[test]
fn a_single_step_ends_as_its_triangle_says() {
    let run = an_hour().run().clone();
    let forecast = run.view(instant("2026-03-20 08:00")).forecast();
    let simulation = Simulation::default().draws(100_000).spread(spread(0.5, 1.0, 2.0));
    let odds = forecast.simulate(&simulation).expect("within bounds");
    for share in [0.01, 0.1, 0.25, 0.5, 0.75, 0.9, 0.99] {
        let end = odds.end().quantile(share).expect("expected");
        let hours = (end - instant("2026-03-20 22:00")).as_seconds_f64() / 3600.0;
        assert!((hours - triangle(share, 0.5, 1.0, 2.0)).abs() < 0.01, "{share}: {hours} h");
        assert!((odds.end().probability(end).expect("expected") - share).abs() < 1e-4);
    }
}

#[test]
fn the_share_of_plays_that_is_asked_for_keeps_the_instant_and_no_smaller_one_does() {
    let run = an_hour().run().clone();
    let forecast = run.view(instant("2026-03-20 08:00")).forecast();
    let odds = forecast.simulate(&Simulation::default().draws(100)).expect("within bounds");
    let ends = all(odds.end());
    for count in 1_u8..=100 {
        let share = f64::from(count) / 100.0;
        let end = odds.end().quantile(share).expect("expected");
        assert_eq!(end, ends[usize::from(count) - 1], "{share}");
        assert!(odds.end().probability(end).expect("expected") >= share);
        let before = odds.end().probability(end - TimeDelta::nanoseconds(1)).expect("expected");
        assert!(before < share);
    }
    assert_eq!(odds.end().quantile(0.0), ends.first().copied());
    assert_eq!(odds.end().quantile(1.0), ends.last().copied());
}

#[test]
fn a_share_that_is_none_is_refused() {
    let run = an_hour().run().clone();
    let odds = run.view(instant("2026-03-20 08:00")).forecast().simulate(&Simulation::default());
    let odds = odds.expect("within bounds");
    for share in [f64::NAN, -1e-9, 1.0 + 1e-9, f64::INFINITY] {
        assert_eq!(odds.end().quantile(share), None, "{share}");
    }
}

#[test]
fn more_draws_threads_or_instants_than_there_may_be_are_refused() {
    let run = an_hour().run().clone();
    let forecast = run.view(instant("2026-03-20 08:00")).forecast();
    let draws = Simulation::default().draws(u32::MAX);
    let found = InvalidSimulation::Draws { found: u32::MAX };
    assert_eq!(forecast.simulate(&draws).err(), Some(found));
    assert_eq!(found.to_string(), "4294967295 draws: expected at most 1000000");
    let threads = Simulation::default().threads(NonZero::<u32>::MAX);
    let found = InvalidSimulation::Threads { found: u32::MAX };
    assert_eq!(forecast.simulate(&threads).err(), Some(found));
    let step = run.schedule().find("CO00000001").expect("a step");
    let watching = Simulation::default().draws(1_000_000).watching([step; 1_000]);
    let refused = forecast.simulate(&watching).err();
    assert!(matches!(refused, Some(InvalidSimulation::Instants { .. })), "{refused:?}");
}

#[test]
fn a_step_under_way_takes_what_is_left_of_its_spread() {
    let run = an_hour().at("2026-03-20 22:00").when("anne", &start("CO00000001")).run().clone();
    // Three quarters of an hour have gone: the shorter ends are ruled out.
    let at = instant("2026-03-20 22:45");
    let simulation = Simulation::default().draws(50_000).spread(spread(0.5, 1.0, 2.0));
    let odds = run.view(at).forecast().simulate(&simulation).expect("within bounds");
    assert!(odds.end().quantile(0.0).expect("expected") >= at);
    let spent = (0.75_f64 - 0.5).powi(2) / (1.5 * 0.5);
    for share in [0.1, 0.5, 0.9] {
        let end = odds.end().quantile(share).expect("expected");
        let hours = (end - instant("2026-03-20 22:00")).as_seconds_f64() / 3600.0;
        let expected = triangle(spent + share * (1.0 - spent), 0.5, 1.0, 2.0);
        assert!((hours - expected).abs() < 0.02, "{share}: {hours} h, {expected} h expected");
    }
    // Whoever has exceeded the longest time ends any moment.
    for at in ["2026-03-21 00:00", "2026-03-21 03:00"] {
        let odds = run.view(instant(at)).forecast().simulate(&simulation).expect("within bounds");
        assert_eq!(odds.end().quantile(1.0), Some(instant(at)));
    }
}

#[test]
fn of_two_equal_steps_each_decides_the_end_in_half_of_the_plays() {
    let scenario = Scenario::given([
        step("CO00000001", "2026-03-20 22:00").lasting(minutes(60)),
        step("CO00000002", "2026-03-20 22:00").lasting(minutes(60)),
        step_after("CO00000003", "2026-03-20 22:00", &["CO00000001", "CO00000002"])
            .lasting(minutes(10)),
    ]);
    let run = scenario.run().clone();
    let view = run.view(instant("2026-03-20 20:00"));
    let odds =
        view.forecast().simulate(&Simulation::default().draws(10_000)).expect("within bounds");
    let [first, second, third] =
        ["CO00000001", "CO00000002", "CO00000003"].map(|id| criticality(&view, &odds, id));
    assert!((first - 0.5).abs() < 0.03, "{first}");
    // Two plays in which both end at the same instant are rare, and count for both.
    assert!((0.0..0.001).contains(&(first + second - 1.0)), "{first} and {second}");
    assert!((third - 1.0).abs() < f64::EPSILON);
}

#[test]
fn a_step_may_have_a_spread_of_its_own() {
    let scenario = Scenario::given([
        step("CO00000001", "2026-03-20 22:00").lasting(minutes(60)),
        step_after("CO00000002", "2026-03-20 22:00", &["CO00000001"]).lasting(minutes(60)),
    ]);
    let run = scenario.run().clone();
    let forecast = run.view(instant("2026-03-20 20:00")).forecast();
    let [first, second] = ["CO00000001", "CO00000002"].map(|id| run.schedule().find(id));
    let simulation = Simulation::default()
        .spread(Spread::NONE)
        .spread_of(second.expect("a step"), spread(2.0, 2.0, 3.0))
        .watching([first.expect("a step")]);
    let odds = forecast.simulate(&simulation).expect("within bounds");
    let ends = odds.end_of_step(first.expect("a step")).expect("watched");
    assert_eq!(ends.quantile(0.0), Some(instant("2026-03-20 23:00")));
    assert_eq!(ends.quantile(1.0), Some(instant("2026-03-20 23:00")));
    assert_eq!(odds.end_of_step(second.expect("a step")), None, "nobody watched it");
    assert!(odds.end().quantile(0.0) >= Some(instant("2026-03-21 01:00")));
    assert!(odds.end().quantile(1.0) <= Some(instant("2026-03-21 02:00")));
}

#[test]
fn what_sleeps_is_not_played_until_a_rollback_is_declared() {
    let scenario = Scenario::given([
        step("CO00000001", "2026-03-20 22:00").lasting(minutes(30)),
        step_of("FB-RB", "FB00000001", "2026-03-20 23:00").lasting(minutes(60)),
        step_after("CO00000002", "2026-03-20 23:00", &["FB00000001"]),
    ]);
    let at = instant("2026-03-20 20:00");
    let phase = "FB-RB".parse().expect("a code");
    let simulation = Simulation::default().spread(Spread::NONE);
    let run = scenario.run().clone();
    let odds = run.view(at).forecast().simulate(&simulation).expect("within bounds");
    assert_eq!(odds.end().quantile(1.0), Some(instant("2026-03-20 22:30")));
    let asleep = odds.end_of_phase(&phase).expect("a phase of the plan");
    assert_eq!(
        (asleep.quantile(0.5), asleep.probability(at), asleep.iter().count()),
        (None, None, 0)
    );

    let run =
        scenario.at("2026-03-20 20:00").when("paul", &declare_rollback("retour")).run().clone();
    let odds = run.view(at).forecast().simulate(&simulation).expect("within bounds");
    assert_eq!(odds.end().quantile(1.0), Some(instant("2026-03-21 00:00")));
    let awake = odds.end_of_phase(&phase).expect("a phase of the plan");
    assert_eq!(awake.quantile(0.5), Some(instant("2026-03-21 00:00")));
}

#[test]
fn no_draw_and_no_step_say_nothing() {
    let run = an_hour().run().clone();
    let forecast = run.view(instant("2026-03-20 20:00")).forecast();
    let odds = forecast.simulate(&Simulation::default().draws(0)).expect("within bounds");
    let phase = "CO".parse().expect("a code");
    assert_eq!((odds.draws(), odds.end().quantile(0.5)), (0, None));
    assert_eq!(odds.end_of_phase(&phase).and_then(|ends| ends.quantile(0.5)), None);
    assert!(odds.criticality(run.schedule().find("CO00000001").expect("a step")).abs() < 1e-9);

    let nothing = Scenario::given([step_of("FB-RB", "FB00000001", "2026-03-20 23:00")]);
    let run = nothing.run().clone();
    let odds = run
        .view(instant("2026-03-20 20:00"))
        .forecast()
        .simulate(&Simulation::default())
        .expect("within bounds");
    assert_eq!((odds.draws(), odds.end().quantile(0.5)), (1_000, None));
}

#[test]
fn what_ends_after_the_calendar_has_no_instant_but_keeps_its_chance() {
    let last = step("CO00000001", "9999-12-30 22:00").lasting(TimeDelta::days(1));
    let run = Scenario::given([last]).run().clone();
    let forecast = run.view(instant("9999-12-01 08:00")).forecast();
    let odds = forecast
        .simulate(&Simulation::default().spread(spread(1.0, 1.0, 4.0)))
        .expect("within bounds");
    assert!(odds.end().quantile(0.0).is_some());
    assert_eq!(odds.end().quantile(1.0), None);
    let by_midnight = odds.end().probability(instant("9999-12-31 23:30")).expect("expected");
    assert!((0.01..0.2).contains(&by_midnight), "{by_midnight}");
}

/// A rehearsal of steps of an hour, each closed after so many minutes.
fn rehearsal(took: impl IntoIterator<Item = i64>) -> Run {
    let took: Vec<_> = took.into_iter().collect();
    let id = |place: usize| format!("CO{place:08}");
    let steps =
        (0..took.len()).map(|place| step(&id(place), "2026-03-20 22:00").lasting(minutes(60)));
    let mut scenario = Scenario::given(steps).at("2026-03-20 22:00");
    for place in 0..took.len() {
        scenario = scenario.when("anne", &start(&id(place)));
    }
    let mut closed: Vec<_> = took.iter().enumerate().collect();
    closed.sort_by_key(|(_, took)| **took);
    for (place, took) in closed {
        let at = instant("2026-03-20 22:00") + minutes(*took);
        let by = at - scenario.now();
        scenario = scenario.later(by).when("anne", &close(&id(place)));
    }
    scenario.run().clone()
}

#[test]
fn a_rehearsal_shows_its_spread_without_the_step_that_was_forgotten_overnight() {
    let run = rehearsal((50..70).chain([600]));
    let seen = Spread::seen_in(&run.view(instant("2026-03-22 08:00"))).expect("enough steps");
    let close_to = |share: f64, minutes: f64| (share * 60.0 - minutes).abs() < 1e-3;
    assert!(close_to(seen.shortest(), 51.0), "{seen:?}");
    assert!(close_to(seen.likeliest(), 60.0), "{seen:?}");
    assert!(close_to(seen.longest(), 69.0), "{seen:?}");
}

#[test]
fn nine_steps_are_no_rehearsal_and_what_was_skipped_took_no_time() {
    let at = instant("2026-03-22 08:00");
    assert_eq!(Spread::seen_in(&rehearsal(50..59).view(at)), None);
    assert!(Spread::seen_in(&rehearsal(50..60).view(at)).is_some());

    let skipped = an_hour().at("2026-03-20 22:00").when("paul", &skip("CO00000001", "inutile"));
    assert_eq!(Spread::seen_in(&skipped.run().view(at)), None);
}

/// What one play came to: when each step of the forecast ended in it.
fn one_play(
    forecast: &Forecast,
    run: &Run,
    simulation: &Simulation,
) -> (Odds, Vec<Option<DateTime<Utc>>>) {
    let steps = || run.schedule().steps();
    let odds =
        forecast.simulate(&simulation.clone().draws(1).watching(steps())).expect("within bounds");
    let end = |step| odds.end_of_step(step).and_then(|ends| ends.quantile(1.0));
    let ends = steps().map(end).collect();
    (odds, ends)
}

/// When a step that has not begun begins in a play.
fn begins(view: &View<'_>, ends: &[Option<DateTime<Utc>>], step: StepIx) -> DateTime<Utc> {
    let before = view.schedule().prerequisites(step).iter();
    let before = before.filter_map(|before| ends[before.position()]);
    let alone = view.schedule().start(step).into_iter().chain(blocked_until(view, step));
    before.chain(alone).chain([view.at()]).max().expect("at least now")
}

fn has_begun(view: &View<'_>, step: StepIx) -> bool {
    matches!(view.state(step), State::Open | State::Terminated)
}

/// The same plan, every duration a multiple of what it was.
fn stretched(plan: &Plan, numerator: i32, denominator: i32) -> Plan {
    let steps = plan.steps().iter().cloned().map(|mut step: Step| {
        step.duration = step.duration.map(|it| it * numerator / denominator);
        step
    });
    let rest = Draft {
        phases: Phases::Listed(plan.phases().to_vec()),
        dry_runs: Some(plan.dry_runs().to_vec()),
        timezone: plan.timezone(),
        ..Draft::operator()
    };
    Plan::new(Draft { steps: steps.collect(), ..rest }).expect("as good as before")
}

fn all(ends: &Ends) -> Vec<DateTime<Utc>> {
    ends.iter().collect()
}

proptest! {
    #[test]
    fn without_a_spread_every_play_is_the_forecast(
        plan in plan(8), tries in tries(), hours in -200_i64..400,
    ) {
        let run = played(&plan, &tries);
        let forecast = run.view(beginning() + TimeDelta::hours(hours)).forecast();
        let steps = || run.schedule().steps();
        let simulation =
            Simulation::default().draws(20).spread(Spread::NONE).watching(steps());
        let odds = forecast.simulate(&simulation).expect("within bounds");
        for share in [0.0, 0.5, 1.0] {
            prop_assert_eq!(odds.end().quantile(share), forecast.end());
            for phase in plan.phases() {
                let end = odds.end_of_phase(&phase.code).and_then(|ends| ends.quantile(share));
                prop_assert_eq!(end, forecast.end_of_phase(&phase.code));
            }
            for step in steps() {
                let end = odds.end_of_step(step).and_then(|ends| ends.quantile(share));
                prop_assert_eq!(end, forecast.outlook(step).map(|it| it.ends));
            }
        }
        for step in steps() {
            let is_critical = forecast.outlook(step).is_some_and(|it| it.is_critical());
            prop_assert_eq!(odds.criticality(step).to_bits(), f64::from(is_critical).to_bits());
        }
    }

    /// In each play a step is critical exactly where it has no slack in that play.
    #[test]
    fn a_step_is_critical_in_a_play_where_the_end_would_move_with_it(
        plan in plan(8), tries in tries(), hours in -200_i64..400, seed: u64,
    ) {
        let run = played(&plan, &tries);
        let view = run.view(beginning() + TimeDelta::hours(hours));
        let simulation = Simulation::default().seed(seed);
        let (odds, ends) = one_play(&view.forecast(), &run, &simulation);
        let end = odds.end().quantile(1.0);
        prop_assert_eq!(ends.iter().flatten().max().copied(), end);
        let mut latest = vec![end; ends.len()];
        for step in run.schedule().steps().rev() {
            let behind = run.schedule().successors(step).iter().copied();
            let waiting = behind.filter(|behind| !has_begun(&view, *behind));
            let has_to_begin = waiting.filter_map(|behind| {
                let takes = ends[behind.position()]? - begins(&view, &ends, behind);
                Some(latest[behind.position()]? - takes)
            });
            latest[step.position()] = has_to_begin.chain(end).min();
            let is_over = view.state(step) == State::Terminated;
            let has_slack = ends[step.position()] != latest[step.position()];
            let is_expected = ends[step.position()].is_some();
            let is_critical = is_expected && !is_over && !has_slack;
            prop_assert_eq!(odds.criticality(step).to_bits(), f64::from(is_critical).to_bits());
        }
    }

    #[test]
    fn no_play_ends_before_all_take_their_shortest_time_nor_after_their_longest(
        plan in plan(8), tries in tries(), hours in -200_i64..400,
    ) {
        let at = beginning() + TimeDelta::hours(hours);
        let of = |plan: &Plan| played(plan, &tries).view(at).forecast();
        let simulation = Simulation::default().draws(40).spread(spread(0.5, 1.0, 2.0));
        let odds = of(&plan).simulate(&simulation).expect("within bounds");
        let second = TimeDelta::seconds(1);
        if let (Some(first), Some(last)) = (odds.end().quantile(0.0), odds.end().quantile(1.0)) {
            prop_assert!(Some(first + second) >= of(&stretched(&plan, 1, 2)).end());
            prop_assert!(Some(last - second) <= of(&stretched(&plan, 2, 1)).end());
        }
    }

    /// However the plays are dealt out, each has its own luck.
    #[test]
    fn the_odds_are_the_same_on_any_number_of_threads(
        plan in plan(8), draws in 0_u32..200, threads in 2_u32..9, seed: u64,
    ) {
        let run = Run::new(plan.schedule("FDR1").expect("of the plan"), []);
        let forecast = run.view(beginning()).forecast();
        let simulation = Simulation::default().draws(draws).seed(seed);
        let alone = forecast.simulate(&simulation).expect("within bounds");
        let threads = NonZero::new(threads).expect("two or more");
        let together = forecast.simulate(&simulation.threads(threads)).expect("within bounds");
        prop_assert_eq!(alone.draws(), draws as usize);
        prop_assert_eq!(together.draws(), draws as usize);
        prop_assert_eq!(alone.end(), together.end());
        for phase in plan.phases() {
            prop_assert_eq!(alone.end_of_phase(&phase.code), together.end_of_phase(&phase.code));
        }
        for step in run.schedule().steps() {
            let [alone, together] = [&alone, &together].map(|odds| odds.criticality(step));
            prop_assert_eq!(alone.to_bits(), together.to_bits());
        }
    }

    #[test]
    fn more_draws_add_to_those_there_are(plan in plan(8), few in 1_u32..100, more in 1_u32..100) {
        let run = Run::new(plan.schedule("FDR1").expect("of the plan"), []);
        let forecast = run.view(beginning()).forecast();
        let ends = |draws| all(forecast.simulate(&Simulation::default().draws(draws)).expect("within bounds").end());
        let (some, mut rest) = (ends(few), ends(few + more));
        for end in some {
            let place = rest.binary_search(&end);
            prop_assert!(place.is_ok());
            rest.remove(place.expect("found"));
        }
    }
}
