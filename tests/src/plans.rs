//! Random plans: small enough to shrink to readable ones, with all features of a large workbook.

use std::collections::BTreeMap;

use chrono::{DateTime, TimeDelta, TimeZone, Utc};
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use ptr_core::{Draft, DryRun, Email, LockHorizon, Moment, Plan, Schedule, ScheduleOptions, Step};

use crate::oracle::{Question, Recorded};

/// The dry runs of random plans.
pub const DRY_RUNS: [&str; 3] = ["FDR1", "FDR2", "Live"];

/// The phases of random plans; the last one is a contingency.
pub const PHASES: [&str; 4] = ["PP", "CO", "HO", "FB-RB"];

/// The centre of all random dates.
pub fn origin() -> DateTime<Utc> {
    Utc.with_ymd_and_hms(2026, 3, 28, 22, 0, 0).single().expect("a date of the calendar")
}

/// A mail address of a random plan.
pub fn email(name: &str) -> Email {
    Email::new(format!("{name}@grid.example")).expect("a mail address")
}

/// The random values of a step.
#[derive(Debug, Clone)]
struct Seed {
    phase: usize,
    dry_runs: Vec<bool>,
    /// For each step before it in the generated order, whether it is a prerequisite.
    prerequisites: Vec<bool>,
    start: Option<i64>,
    duration: Option<i64>,
    contacts: Vec<bool>,
}

fn seed(most: usize) -> impl Strategy<Value = Seed> {
    (
        prop_oneof![9 => 0..PHASES.len() - 1, 1 => Just(PHASES.len() - 1)],
        vec(prop::bool::weighted(0.7), DRY_RUNS.len()),
        vec(prop::bool::weighted(0.25), most),
        option::weighted(0.9, -12_i64..12),
        option::weighted(0.5, 0_i64..300),
        vec(prop::bool::weighted(0.5), 3),
    )
        .prop_map(|(phase, dry_runs, prerequisites, start, duration, contacts)| Seed {
            phase,
            dry_runs,
            prerequisites,
            start,
            duration,
            contacts,
        })
}

/// The steps of a valid plan of at most `most` steps, in random order, with ids in an order
/// independent of the prerequisites.
pub fn steps(most: usize) -> impl Strategy<Value = Vec<Step>> {
    vec(seed(most), 0..=most)
        .prop_flat_map(|seeds| {
            let ids: Vec<usize> = (0..seeds.len()).collect();
            let rows = ids.clone();
            (Just(seeds), Just(ids).prop_shuffle(), Just(rows).prop_shuffle())
        })
        .prop_map(|(seeds, ids, rows)| {
            let id = |place: usize| format!("CO{:08}", ids[place]);
            let step = |place: usize, seed: &Seed| {
                let prerequisites = (0..place).filter(|&before| seed.prerequisites[before]).map(id);
                let dry_runs = DRY_RUNS.iter().zip(&seed.dry_runs).filter(|(_, takes)| **takes);
                let people = ["anne", "bob", "chloe"].iter().zip(&seed.contacts);
                let people = people.filter(|(_, takes)| **takes).map(|(name, _)| email(name));
                let step = Step::new(id(place), PHASES[seed.phase])
                    .and_then(|step| step.in_dry_runs(dry_runs.map(|(name, _)| name)))
                    .and_then(|step| step.after(prerequisites))
                    .and_then(|step| step.carried_out_by("Registre", people))
                    .expect("the texts are valid codes");
                let step = match seed.duration {
                    Some(minutes) => step.lasting(TimeDelta::minutes(minutes)),
                    None => step,
                };
                match seed.start {
                    // Multiples of half a day, so that several steps share a start.
                    Some(half_days) => {
                        step.starting(Moment::Instant(origin() + TimeDelta::hours(12 * half_days)))
                    }
                    None => step,
                }
            };
            rows.iter().map(|&place| step(place, &seeds[place])).collect()
        })
}

/// A valid plan of at most `most` steps. It has every dry run, some perhaps without steps.
pub fn plan(most: usize) -> impl Strategy<Value = Plan> {
    steps(most).prop_map(|steps| {
        let dry_runs = DRY_RUNS.iter().map(|name| DryRun::new(name).expect("a name"));
        let draft = Draft { dry_runs: Some(dry_runs.collect()), steps, ..Draft::operator() };
        Plan::new(draft).expect("prerequisites come earlier in the hidden order")
    })
}

/// An instant near the random dates.
pub fn instant() -> impl Strategy<Value = DateTime<Utc>> {
    (-20 * 24 * 3600_i64..20 * 24 * 3600).prop_map(|seconds| origin() + TimeDelta::seconds(seconds))
}

/// A lock horizon, or none.
pub fn horizon() -> impl Strategy<Value = Option<TimeDelta>> {
    prop_oneof![
        4 => Just(Some(TimeDelta::days(5))),
        1 => Just(None),
        1 => Just(Some(TimeDelta::zero())),
        1 => (0_i64..500).prop_map(|hours| Some(TimeDelta::hours(hours))),
    ]
}

/// A question about states: a plan, arbitrary recorded progress, an instant.
pub fn question(most: usize) -> impl Strategy<Value = Question> {
    let recorded = option::weighted(
        0.4,
        prop_oneof![
            1 => Just(Recorded::Started),
            3 => Just(Recorded::Terminated),
        ],
    );
    (plan(most), 0..DRY_RUNS.len(), horizon(), vec(recorded, most), instant()).prop_map(
        |(plan, dry_run, horizon, recorded, at)| {
            let dry_run = DryRun::new(DRY_RUNS[dry_run]).expect("a name");
            let recorded: BTreeMap<String, Recorded> = plan
                .steps()
                .iter()
                .zip(recorded)
                .filter(|(step, _)| step.dry_runs.contains(&dry_run))
                .filter_map(|(step, recorded)| Some((step.id.to_string(), recorded?)))
                .collect();
            Question { plan, dry_run, horizon, recorded, rollback: false, at }
        },
    )
}

/// The schedule of a question.
pub fn schedule(question: &Question) -> Schedule {
    let lock_horizon = question
        .horizon
        .map_or(Some(LockHorizon::NONE), LockHorizon::within)
        .expect("random horizons are not negative");
    let options = ScheduleOptions { lock_horizon, ..ScheduleOptions::default() };
    question.plan.schedule_with(question.dry_run.as_str(), options).expect("the plan has it")
}

/// The library's answer to a question.
pub fn answer(question: &Question) -> BTreeMap<String, ptr_core::State> {
    answer_of(&schedule(question), question)
}

/// The answer of a given schedule.
pub fn answer_of(schedule: &Schedule, question: &Question) -> BTreeMap<String, ptr_core::State> {
    let recorded = |wanted: Recorded| {
        let found = question.recorded.iter().filter(move |(_, recorded)| **recorded == wanted);
        found.map(|(id, _)| schedule.find(id).expect("recorded steps are of the dry run"))
    };
    let states =
        schedule.states(question.at, recorded(Recorded::Started), recorded(Recorded::Terminated));
    schedule.ids().map(ToString::to_string).zip(states).collect()
}
