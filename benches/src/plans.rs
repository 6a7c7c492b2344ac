//! Random plans of any size, reproducible.
//!
//! Four prerequisites per step on average, each among the thousand steps before it. Starts are
//! spread over ten weeks, in whole minutes, rising with the order, so the plan has no warnings.

use chrono::{DateTime, TimeDelta, TimeZone, Utc};
use ptr_core::{Email, Moment, Plan, Step, StepIx};

/// The first start of the plans.
pub fn origin() -> DateTime<Utc> {
    Utc.with_ymd_and_hms(2026, 3, 1, 0, 0, 0).single().expect("a date of the calendar")
}

/// The instant in the middle of the ten weeks.
pub fn middle() -> DateTime<Utc> {
    origin() + TimeDelta::days(35)
}

/// The coordinator of the runs.
pub fn coordinator() -> Email {
    Email::new("paul@grid.example").expect("a mail address")
}

/// A pseudo-random number generator (xorshift64): reproducible, not for cryptography.
#[derive(Debug, Clone)]
pub struct Numbers(u64);

impl Numbers {
    /// The sequence for a seed.
    pub fn seeded(seed: u64) -> Self {
        Self(seed | 1)
    }

    /// The next number below `bound`.
    pub fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 33).unwrap_or(0) % bound.max(1)
    }

    /// The next number in [0, 1).
    pub fn unit(&mut self) -> f64 {
        const STEPS: u32 = 1 << 30;
        let number = u32::try_from(self.below(STEPS as usize)).unwrap_or(0);
        f64::from(number) / f64::from(STEPS)
    }
}

/// A plan with this many steps in dry run `FDR1`.
pub fn plan(steps: usize) -> Plan {
    let mut numbers = Numbers::seeded(0x9E37_79B9_7F4A_7C15);
    let id = |number: usize| format!("CO{number:08}");
    let minutes = 10 * 7 * 24 * 60;
    let steps = (0..steps).map(|number| {
        let mut before: Vec<usize> =
            (0..4.min(number)).map(|_| number - 1 - numbers.below(number.min(1000))).collect();
        before.sort_unstable();
        before.dedup();
        let start = i64::try_from(number * minutes / steps).unwrap_or(0);
        Step::new(id(number), "CO")
            .and_then(|step| step.in_dry_runs(["FDR1"]))
            .and_then(|step| step.after(before.into_iter().map(id)))
            .expect("the texts are valid codes")
            .starting(Moment::Instant(origin() + TimeDelta::minutes(start)))
    });
    Plan::from_steps(steps).expect("prerequisites come earlier")
}

/// The plan with a team, a department and two contacts for every step.
pub fn staffed(plan: &Plan) -> Plan {
    let mut numbers = Numbers::seeded(5);
    let steps = plan.steps().iter().cloned().map(|step| {
        let team = numbers.below(20);
        let contacts =
            [format!("lead{team}@grid.example"), format!("head{}@grid.example", team % 4)];
        let mut step = step.carried_out_by(format!("Team {team}"), contacts).expect("addresses");
        step.department = Some(format!("Department {}", team % 4));
        step
    });
    Plan::from_steps(steps).expect("as valid as before")
}

/// The plan with a duration of up to four hours for every step.
pub fn lasting(plan: &Plan) -> Plan {
    let mut numbers = Numbers::seeded(11);
    let mut minutes = || i64::try_from(1 + numbers.below(240)).unwrap_or(1);
    let steps = plan.steps().iter().cloned();
    Plan::from_steps(steps.map(|step| step.lasting(TimeDelta::minutes(minutes()))))
        .expect("as valid as before")
}

/// The terminated steps of a schedule in topological order: most of the first half.
pub fn half_terminated(steps: impl ExactSizeIterator<Item = StepIx>) -> Vec<StepIx> {
    let half = steps.len() / 2;
    let mut numbers = Numbers::seeded(7);
    steps.take(half).filter(|_| numbers.below(10) > 0).collect()
}
