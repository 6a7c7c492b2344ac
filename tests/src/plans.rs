//! Random plans: small enough to shrink to readable ones, with all features of a large workbook.

use std::collections::BTreeMap;

use chrono::{DateTime, TimeDelta, TimeZone, Utc};
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::test_runner::Config;
use ptr_core::{
    Draft, DryRun, Email, LockHorizon, Moment, Outcome, Plan, Schedule, ScheduleOptions, Step,
};

use crate::oracle::{Question, Recorded};

/// The dry runs of random plans.
pub const DRY_RUNS: [&str; 3] = ["FDR1", "FDR2", "Live"];

/// The phases of random plans; the last one is a contingency.
pub const PHASES: [&str; 4] = ["PP", "CO", "HO", "FB-RB"];

/// How many cases a property test plays: as many as `PROPTEST_CASES` says, else so many.
pub fn cases(usual: u32) -> Config {
    let default = Config::default();
    let asked = std::env::var_os("PROPTEST_CASES").is_some();
    Config { cases: if asked { default.cases } else { usual }, ..default }
}

/// The outcomes of decisions in random plans.
pub const OUTCOMES: [&str; 2] = ["GO", "NO-GO"];

/// An outcome of a random decision.
pub fn outcome(nth: usize) -> Outcome {
    Outcome::new(OUTCOMES[nth % 2]).expect("an outcome")
}

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
    /// Whether it is a decision, and how many people must agree at most.
    decides: Option<usize>,
    /// For each step before it, the outcome that is asked of it if it is a decision.
    asks: Vec<Option<usize>>,
}

fn seed(most: usize) -> impl Strategy<Value = Seed> {
    (
        prop_oneof![9 => 0..PHASES.len() - 1, 1 => Just(PHASES.len() - 1)],
        vec(prop::bool::weighted(0.7), DRY_RUNS.len()),
        vec(prop::bool::weighted(0.25), most),
        option::weighted(0.9, -12_i64..12),
        option::weighted(0.5, 0_i64..300),
        vec(prop::bool::weighted(0.5), 3),
        option::weighted(0.3, 1_usize..4),
        vec(option::weighted(0.8, 0_usize..2), most),
    )
        .prop_map(
            |(phase, dry_runs, prerequisites, start, duration, contacts, decides, asks)| Seed {
                phase,
                dry_runs,
                prerequisites,
                start,
                duration,
                contacts,
                decides,
                asks,
            },
        )
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
            let decides = |place: usize| seeds[place].decides.is_some();
            let step = |place: usize, seed: &Seed| {
                let before = (0..place).filter(|&before| seed.prerequisites[before]);
                let asks = |before: usize| seed.asks[before].filter(|_| decides(before));
                let (asked, plain): (Vec<_>, Vec<_>) = before.partition(|it| asks(*it).is_some());
                let dry_runs = DRY_RUNS.iter().zip(&seed.dry_runs).filter(|(_, takes)| **takes);
                let people = ["anne", "bob", "chloe"].iter().zip(&seed.contacts);
                let people = people.filter(|(_, takes)| **takes).map(|(name, _)| email(name));
                let step = Step::new(id(place), PHASES[seed.phase])
                    .and_then(|step| step.in_dry_runs(dry_runs.map(|(name, _)| name)))
                    .and_then(|step| step.after(plain.into_iter().map(id)))
                    .and_then(|step| step.carried_out_by("Registre", people))
                    .expect("the texts are valid codes");
                let step = asked.into_iter().fold(step, |step, before| {
                    let outcome = OUTCOMES[asks(before).unwrap_or_default()];
                    step.after_outcome(id(before), outcome).expect("the texts are valid codes")
                });
                let people = step.contacts.len().max(1);
                let step = match seed.decides {
                    Some(quorum) => {
                        let quorum = u32::try_from(quorum.min(people)).expect("a few");
                        step.deciding(OUTCOMES, quorum).expect("the outcomes are valid codes")
                    }
                    None => step,
                };
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
    let outcomes = vec(option::weighted(0.9, 0_usize..2), most);
    (plan(most), 0..DRY_RUNS.len(), horizon(), vec(recorded, most), instant(), outcomes).prop_map(
        |(plan, dry_run, horizon, recorded, at, outcomes)| {
            let dry_run = DryRun::new(DRY_RUNS[dry_run]).expect("a name");
            let recorded: BTreeMap<String, Recorded> = plan
                .steps()
                .iter()
                .zip(recorded)
                .filter(|(step, _)| step.dry_runs.contains(&dry_run))
                .filter_map(|(step, recorded)| Some((step.id.to_string(), recorded?)))
                .collect();
            let taken = plan.steps().iter().zip(outcomes).filter(|(step, _)| {
                step.is_decision() && recorded.get(step.id.as_str()) == Some(&Recorded::Terminated)
            });
            let outcomes = taken
                .filter_map(|(step, nth)| Some((step.id.to_string(), outcome(nth?))))
                .collect();
            Question { plan, dry_run, horizon, recorded, outcomes, rollback: false, at }
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
    let outcomes = question.outcomes.iter().map(|(id, outcome)| {
        (schedule.find(id).expect("recorded steps are of the dry run"), outcome.clone())
    });
    let states = schedule.states_with_rollback(
        question.at,
        question.rollback,
        recorded(Recorded::Started),
        recorded(Recorded::Terminated),
        outcomes,
    );
    schedule.ids().map(ToString::to_string).zip(states).collect()
}
