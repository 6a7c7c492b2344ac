//! Several rehearsals side by side, and what they teach for the next run.

use chrono::TimeDelta;
use proptest::collection::vec;
use proptest::prelude::*;
use ptr_core::{Comparison, Lesson, Review, Spread, Step};
use ptr_tests::plans::plan;
use ptr_tests::scenario::{Scenario, close, start, step};
use ptr_tests::tries::{beginning, played, tries};

fn minutes(minutes: i64) -> TimeDelta {
    TimeDelta::minutes(minutes)
}

fn steps() -> [Step; 2] {
    [
        step("CO00000001", "2026-03-20 22:00").lasting(minutes(30)),
        step("CO00000002", "2026-03-20 22:00").lasting(minutes(20)),
    ]
}

/// A rehearsal in which the first step took so many seconds, begun after a minute.
fn rehearsed(seconds: i64) -> Review {
    let scenario = Scenario::given(steps())
        .at("2026-03-20 22:01")
        .when("anne", &start("CO00000001"))
        .later(TimeDelta::seconds(seconds))
        .when("anne", &close("CO00000001"));
    scenario.run().view(scenario.now()).review()
}

fn lesson(seconds: &[i64]) -> Lesson {
    let reviews: Vec<_> = seconds.iter().map(|seconds| rehearsed(*seconds)).collect();
    Comparison::of(&reviews).steps[0].lesson.expect("it was closed")
}

#[test]
fn the_proposed_duration_is_the_median_in_whole_minutes() {
    for (seconds, duration) in [
        (vec![60 * 45], 45),
        (vec![60 * 45 + 1], 46),
        (vec![0], 0),
        (vec![1], 1),
        (vec![60 * 20, 60 * 40], 30),
        (vec![60 * 40, 60 * 500, 60 * 20], 40),
    ] {
        assert_eq!(lesson(&seconds).duration, minutes(duration), "{seconds:?}");
    }
    assert_eq!(lesson(&[60 * 45]).reaction, minutes(1));
}

#[test]
fn three_times_tell_how_much_a_step_varies_and_fewer_do_not() {
    let spread = Spread::default();
    let once = lesson(&[6_000]);
    assert_eq!(once.shortest, TimeDelta::seconds(5_400), "nine tenths, for lack of its own");
    assert_eq!((spread.longest(), once.longest), (1.5, TimeDelta::seconds(9_000)));
    let twice = lesson(&[3_000, 9_000]);
    assert_eq!((twice.shortest, twice.longest), (minutes(50), minutes(150)));
    let thrice = lesson(&[5_900, 6_000, 6_300]);
    let seen = [thrice.shortest, thrice.likeliest, thrice.longest].map(|it| it.num_seconds());
    assert_eq!(seen, [5_900, 6_000, 6_300]);
}

#[test]
fn a_step_that_nobody_closed_teaches_nothing_and_keeps_its_duration() {
    let comparison = Comparison::of(&[rehearsed(6_000), rehearsed(6_000)]);
    assert_eq!(comparison.runs.len(), 2);
    let other = &comparison.steps[1];
    assert_eq!((other.lesson, other.seen.len()), (None, 2));
    let run = Scenario::given(steps()).run().clone();
    let plan = run.schedule().plan();
    let next = comparison.next_plan(plan).expect("a valid plan");
    assert_eq!(next.steps()[1].duration, Some(minutes(20)));
    let spreads = comparison.spreads(run.schedule());
    let first = run.schedule().find("CO00000001").expect("a step");
    // A hundred minutes and around, as shares of the thirty that are planned.
    let shares = spreads[&first];
    assert!((shares.likeliest() - 100.0 / 30.0).abs() < 1e-9);
    let schedule = next.schedule("FDR1").expect("of the plan");
    assert!((comparison.spreads(&schedule)[&first].likeliest() - 1.0).abs() < 1e-9);
    assert_eq!(spreads.len(), 1);
}

#[test]
fn nothing_compared_teaches_nothing() {
    let comparison = Comparison::of(&[]);
    assert!(comparison.runs.is_empty() && comparison.steps.is_empty());
    let run = Scenario::given(steps()).run().clone();
    let plan = run.schedule().plan();
    assert_eq!(comparison.next_plan(plan).as_ref(), Ok(plan));
}

proptest! {
    /// The next plan differs in durations only, and in those of steps that were closed.
    #[test]
    fn the_next_plan_differs_in_durations_only(plan in plan(8), runs in vec(tries(), 0..4)) {
        let at = beginning() + TimeDelta::days(30);
        let reviews: Vec<_> = runs.iter().map(|it| played(&plan, it).view(at).review()).collect();
        let comparison = Comparison::of(&reviews);
        let next = comparison.next_plan(&plan).expect("a valid plan");
        let difference = plan.diff(&next);
        prop_assert!(difference.added.is_empty() && difference.removed.is_empty());
        for (id, fields) in &difference.changed {
            prop_assert!(fields.iter().all(|it| it.field == "duration"));
            let mut seen = reviews.iter().flat_map(|review| &review.steps);
            prop_assert!(seen.any(|step| step.step == *id && step.work.is_some()));
        }
        prop_assert_eq!(comparison.next_plan(&next), Ok(next.clone()));
        for step in &comparison.steps {
            prop_assert_eq!(step.seen.len(), reviews.len());
            let Some(lesson) = step.lesson else { continue };
            let Lesson { duration, shortest, likeliest, longest, .. } = lesson;
            prop_assert!(TimeDelta::zero() <= shortest && shortest <= likeliest);
            prop_assert!(likeliest <= longest && likeliest <= duration);
            prop_assert!(duration - likeliest < minutes(1));
            prop_assert_eq!(duration, minutes(duration.num_minutes()));
        }
        let schedule = next.schedule("FDR1").expect("of the plan");
        for (step, spread) in comparison.spreads(&schedule) {
            prop_assert!(spread.likeliest() <= 1.0, "{}", schedule.id(step));
        }
    }
}
