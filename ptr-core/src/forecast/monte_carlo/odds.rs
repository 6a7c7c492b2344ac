//! The results of a simulation: the distribution of the ends, and the criticality of each step.

use std::collections::BTreeMap;

use chrono::{DateTime, TimeDelta, Utc};

use super::draws::{NOT_EXPECTED, Tally};
use crate::dense::{DenseMap, StepIx};
use crate::id::PhaseCode;
use crate::plan::is_in_calendar;
use crate::schedule::{Nanoseconds, Schedule, nanoseconds};

/// The results of a simulation. See [`Forecast::simulate`].
///
/// [`Forecast::simulate`]: crate::Forecast::simulate
#[derive(Debug, Clone)]
pub struct Odds {
    schedule: Schedule,
    draws: usize,
    whole: Ends,
    /// In the order of the plan's phases.
    phases: Vec<Ends>,
    watched: BTreeMap<StepIx, Ends>,
    critical: DenseMap<StepIx, u32>,
}

impl Odds {
    pub(super) fn new(
        schedule: &Schedule,
        at: DateTime<Utc>,
        watched: &[StepIx],
        tally: Tally,
    ) -> Self {
        let collected = |ends: Vec<f64>| Ends::new(at, ends);
        Self {
            schedule: schedule.clone(),
            draws: tally.ends.len(),
            whole: collected(tally.ends),
            phases: tally.phases.into_iter().map(collected).collect(),
            watched: watched
                .iter()
                .copied()
                .zip(tally.watched.into_iter().map(collected))
                .collect(),
            critical: tally.critical,
        }
    }

    /// The schedule whose steps were drawn.
    pub(in crate::forecast) fn schedule(&self) -> &Schedule {
        &self.schedule
    }

    /// The number of draws.
    pub fn draws(&self) -> usize {
        self.draws
    }

    /// The distribution of the end of the run.
    pub fn end(&self) -> &Ends {
        &self.whole
    }

    /// The distribution of the end of a phase; `None` if the plan has no phase with this code. Time
    /// `O(phases)`.
    pub fn end_of_phase(&self, phase: &PhaseCode) -> Option<&Ends> {
        let place = self.schedule.plan().phases().iter().position(|it| it.code == *phase)?;
        self.phases.get(place)
    }

    /// The distribution of the end of a step; `None` if it was not watched
    /// ([`Simulation::watching`]). Time `O(log watched)`.
    ///
    /// [`Simulation::watching`]: crate::Simulation::watching
    pub fn end_of_step(&self, step: StepIx) -> Option<&Ends> {
        self.watched.get(&step)
    }

    /// The criticality index of a step: the share of the draws in which it was critical, from 0 to
    /// 1. 0 for a step that is terminated or has no expected end. Time `O(1)`.
    pub fn criticality(&self, step: StepIx) -> f64 {
        let draws = self.draws.max(1);
        share(self.critical[step] as usize, draws)
    }
}

/// An empirical distribution: the instants at which something ended, one for each draw. Empty if
/// nothing was drawn, or no end is expected.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ends {
    at: DateTime<Utc>,
    /// In rising order, in nanoseconds since the instant of the forecast.
    ends: Vec<Nanoseconds>,
}

impl Ends {
    fn new(at: DateTime<Utc>, ends: Vec<f64>) -> Self {
        #[expect(clippy::cast_possible_truncation, reason = "beyond 292 years it saturates")]
        let whole = |end: f64| end.round() as Nanoseconds;
        let mut ends: Vec<_> =
            ends.into_iter().filter(|end| *end != NOT_EXPECTED).map(whole).collect();
        ends.sort_unstable();
        Self { at, ends }
    }

    /// A quantile: the instant by which this share of the draws had ended. 0.8 gives the instant
    /// that four of five draws meet, 0 the earliest end, 1 the latest. `None` if the distribution
    /// is empty, if the instant is after the end of the calendar, or if the share is below 0, above
    /// 1 or not a number. Time `O(1)`.
    pub fn quantile(&self, share: f64) -> Option<DateTime<Utc>> {
        let last = self.ends.get(rank(share, self.ends.len())?)?;
        let instant = self.at.checked_add_signed(TimeDelta::nanoseconds(*last));
        instant.filter(|it| is_in_calendar(it.naive_utc()))
    }

    /// The share of the draws that had ended at an instant. `None` if the distribution is empty.
    /// Time `O(log draws)`.
    pub fn probability(&self, by: DateTime<Utc>) -> Option<f64> {
        let since = nanoseconds(by.signed_duration_since(self.at));
        let ended = self.ends.partition_point(|end| *end <= since);
        (!self.ends.is_empty()).then(|| share(ended, self.ends.len()))
    }

    /// The ends in rising order; those after the end of the calendar are left out.
    pub fn iter(&self) -> impl Iterator<Item = DateTime<Utc>> {
        let instant = |end: &Nanoseconds| self.at.checked_add_signed(TimeDelta::nanoseconds(*end));
        self.ends.iter().filter_map(instant).filter(|it| is_in_calendar(it.naive_utc()))
    }
}

/// The index of the draw up to which this share of all draws lies; `None` if the share is below 0,
/// above 1 or not a number.
pub(super) fn rank(share: f64, draws: usize) -> Option<usize> {
    if !(0.0..=1.0).contains(&share) {
        return None;
    }
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_precision_loss,
        clippy::cast_sign_loss,
        reason = "from nought to how many draws there are"
    )]
    // 0.55 * 100 is slightly more than 55 in binary, and must not be rounded up to 56.
    let count = (share * draws as f64 - TOLERANCE).ceil() as usize;
    Some(count.max(1) - 1)
}

/// Larger than the rounding error, smaller than one draw of the most possible.
const TOLERANCE: f64 = 1e-8;

#[expect(clippy::cast_precision_loss, reason = "nobody draws more than 2^52 times")]
fn share(part: usize, whole: usize) -> f64 {
    part as f64 / whole as f64
}
