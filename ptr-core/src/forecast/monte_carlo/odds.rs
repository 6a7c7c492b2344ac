//! What many draws of the rest of a run say: by when it ends with which chance, and which steps
//! decide it how often.

use std::collections::BTreeMap;

use chrono::{DateTime, TimeDelta, Utc};

use super::draws::{NOT_EXPECTED, Tally};
use crate::dense::{DenseMap, StepIx};
use crate::id::PhaseCode;
use crate::plan::is_in_calendar;
use crate::schedule::{Nanoseconds, Schedule, nanoseconds};

/// What many draws of the rest of a run say. See [`Forecast::simulate`].
///
/// [`Forecast::simulate`]: crate::Forecast::simulate
#[derive(Debug, Clone)]
pub struct Odds {
    schedule: Schedule,
    draws: usize,
    whole: Ends,
    /// By the place of the phase in the plan.
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
        let told = |ends: Vec<f64>| Ends::new(at, ends);
        Self {
            schedule: schedule.clone(),
            draws: tally.ends.len(),
            whole: told(tally.ends),
            phases: tally.phases.into_iter().map(told).collect(),
            watched: watched.iter().copied().zip(tally.watched.into_iter().map(told)).collect(),
            critical: tally.critical,
        }
    }

    /// How often the rest was drawn.
    pub fn draws(&self) -> usize {
        self.draws
    }

    /// When the whole ended.
    pub fn end(&self) -> &Ends {
        &self.whole
    }

    /// When a phase ended; `None` if the plan has none of this code. Time `O(phases)`.
    pub fn end_of_phase(&self, phase: &PhaseCode) -> Option<&Ends> {
        let place = self.schedule.plan().phases().iter().position(|it| it.code == *phase)?;
        self.phases.get(place)
    }

    /// When a step ended; `None` if it was not watched ([`Simulation::watching`]). Time
    /// `O(log watched)`.
    ///
    /// [`Simulation::watching`]: crate::Simulation::watching
    pub fn end_of_step(&self, step: StepIx) -> Option<&Ends> {
        self.watched.get(&step)
    }

    /// The criticality index of a step: in which share of the draws it was critical, so that
    /// the whole would have ended later had it ended later. 0 for one that is over, or not
    /// expected. Time `O(1)`.
    pub fn criticality(&self, step: StepIx) -> f64 {
        let draws = self.draws.max(1);
        share(self.critical[step] as usize, draws)
    }
}

/// When something ended, in each of many draws: an empirical distribution. Empty if nothing was
/// drawn, or nothing is expected.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ends {
    at: DateTime<Utc>,
    /// In rising order, from the instant asked about.
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

    /// By when it ended in this share of the draws: 0.8 is the instant that four draws of five
    /// keep, 0 the earliest end of all, 1 the latest. `None` if nothing was drawn or expected,
    /// if the instant lies after the calendar, or for a share that is none: below 0, above 1, or
    /// not a number. Time `O(1)`.
    pub fn quantile(&self, share: f64) -> Option<DateTime<Utc>> {
        if !(0.0..=1.0).contains(&share) {
            return None;
        }
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_precision_loss,
            clippy::cast_sign_loss,
            reason = "from nought to how many draws there are"
        )]
        // 0.55 of a hundred is a hair more than 55 in binary, and is meant to be 55.
        let count = (share * self.ends.len() as f64 - HAIR).ceil() as usize;
        let last = self.ends.get(count.max(1) - 1)?;
        let instant = self.at.checked_add_signed(TimeDelta::nanoseconds(*last));
        instant.filter(|it| is_in_calendar(it.naive_utc()))
    }

    /// In which share of the draws it had ended at an instant. `None` if nothing was drawn or
    /// expected. Time `O(log draws)`.
    pub fn probability(&self, by: DateTime<Utc>) -> Option<f64> {
        let since = nanoseconds(by.signed_duration_since(self.at));
        let ended = self.ends.partition_point(|end| *end <= since);
        (!self.ends.is_empty()).then(|| share(ended, self.ends.len()))
    }

    /// When it ended, draw by draw, in rising order; those after the calendar are left out.
    pub fn iter(&self) -> impl Iterator<Item = DateTime<Utc>> {
        let instant = |end: &Nanoseconds| self.at.checked_add_signed(TimeDelta::nanoseconds(*end));
        self.ends.iter().filter_map(instant).filter(|it| is_in_calendar(it.naive_utc()))
    }
}

/// More than what is lost in binary, less than what one draw in a hundred million counts.
const HAIR: f64 = 1e-8;

#[expect(clippy::cast_precision_loss, reason = "nobody draws more than 2^52 times")]
fn share(part: usize, whole: usize) -> f64 {
    part as f64 / whole as f64
}
