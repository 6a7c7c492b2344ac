//! Traffic lights: whether an expected end is in time, for readers who want one colour.

use chrono::{DateTime, Utc};
#[cfg(feature = "serde")]
use serde::{Deserialize, Serialize};

use super::{Forecast, Odds, planned_end};
use crate::id::PhaseCode;

/// How an expected end stands against the instant by which it is to come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "serde", derive(Serialize, Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "lowercase"))]
pub enum Light {
    /// In time, in at least four draws of five.
    Green,
    /// In time if every step takes as long as planned, but in fewer than four draws of five.
    Amber,
    /// Too late, even if every step takes no longer than planned.
    Red,
}

impl Light {
    /// The name in data: `green`.
    pub const fn name(self) -> &'static str {
        match self {
            Light::Green => "green",
            Light::Amber => "amber",
            Light::Red => "red",
        }
    }

    /// The colour in tables, as a CSS colour name.
    pub const fn color(self) -> &'static str {
        match self {
            Light::Green => "green",
            Light::Amber => "orange",
            Light::Red => "red",
        }
    }
}

/// The share of the draws that must be in time for a green light.
pub(super) const LIKELY: f64 = 0.8;

impl Forecast {
    /// The planned end of a phase: the latest sum of planned start and duration, over its steps
    /// with an expected end. Time `O(steps)`.
    pub fn planned_end_of_phase(&self, phase: &PhaseCode) -> Option<DateTime<Utc>> {
        let of_phase = self.expected().filter(|step| self.schedule.phase(*step).code == *phase);
        of_phase.filter_map(|step| planned_end(&self.schedule, step)).max()
    }

    /// The light of a phase, or of the run, against an instant; against its planned end if none is
    /// given. `None` if no end is expected, or there is nothing to compare it with. Time
    /// `O(steps + log draws)`.
    ///
    /// ```
    /// use chrono::{DateTime, TimeDelta, Utc};
    /// use ptr_core::{Light, Moment, Plan, Run, Simulation, Step};
    ///
    /// let ten: DateTime<Utc> = "2026-03-28T22:00:00Z".parse()?;
    /// let step = |id: &str| Ok::<_, ptr_core::InvalidCode>(Step::new(id, "CO")?
    ///     .in_dry_runs(["FDR1"])?
    ///     .starting(Moment::Instant(ten))
    ///     .lasting(TimeDelta::hours(1)));
    /// let run = Run::new(Plan::from_steps([step("CO1")?])?.schedule("FDR1")?, []);
    /// let light = |minutes| {
    ///     let forecast = run.view(ten).forecast();
    ///     let odds = forecast.simulate(&Simulation::default()).ok()?;
    ///     forecast.light(&odds, None, Some(ten + TimeDelta::minutes(minutes)))
    /// };
    /// assert_eq!(light(59), Some(Light::Red));
    /// assert_eq!(light(60), Some(Light::Amber));
    /// assert_eq!(light(90), Some(Light::Green));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn light(
        &self,
        odds: &Odds,
        phase: Option<&PhaseCode>,
        by: Option<DateTime<Utc>>,
    ) -> Option<Light> {
        let (end, planned, draws) = match phase {
            Some(phase) => (
                self.end_of_phase(phase),
                self.planned_end_of_phase(phase),
                odds.end_of_phase(phase)?,
            ),
            None => (self.end(), self.planned_end(), odds.end()),
        };
        let by = by.or(planned)?;
        Some(if end? > by {
            Light::Red
        } else if draws.probability(by).is_some_and(|share| share < LIKELY) {
            Light::Amber
        } else {
            Light::Green
        })
    }
}
