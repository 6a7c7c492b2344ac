//! Whether the required ends of the plan will be met.

use chrono::{DateTime, TimeDelta, Utc};
#[cfg(feature = "serde")]
use serde::{Deserialize, Serialize};

use super::monte_carlo::{Ends, Odds};
use super::{Forecast, WhatIf};
use crate::id::PhaseCode;
use crate::plan::RequiredEnd;
use crate::schedule::{Required, Schedule};

/// What is expected of a required end.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(Serialize, Deserialize))]
#[cfg_attr(feature = "serde", serde(deny_unknown_fields))]
pub struct RequiredOutlook {
    /// The milestone that requires it.
    pub milestone: String,
    /// What must have ended.
    pub of: RequiredEnd,
    /// By when.
    pub by: DateTime<Utc>,
    /// The expected end of it; `None` if no end is expected.
    pub ends: Option<DateTime<Utc>>,
    /// By how much the expected end passes the required one; `None` if it does not.
    #[cfg_attr(feature = "serde", serde(with = "crate::plan::duration_text::option"))]
    pub passed_by: Option<TimeDelta>,
}

impl Forecast {
    /// The required ends that have a date in the dry run, with what is expected of each, in the
    /// order of the milestones. Time `O(required ends * steps)`.
    ///
    /// ```
    /// use chrono::{DateTime, TimeDelta, Utc};
    /// use ptr_core::{Draft, Milestone, Moment, Plan, RequiredEnd, Run, Step};
    ///
    /// let ten: DateTime<Utc> = "2026-03-28T22:00:00Z".parse()?;
    /// let opening = Milestone {
    ///     dates: [("FDR1".parse()?, Moment::Instant(ten + TimeDelta::hours(2)))].into(),
    ///     required_end: Some(RequiredEnd::Whole),
    ///     ..Milestone::new("Ouverture")
    /// };
    /// let step = Step::new("CO1", "CO")?.in_dry_runs(["FDR1"])?
    ///     .starting(Moment::Instant(ten))
    ///     .lasting(TimeDelta::minutes(90));
    /// let draft = Draft { milestones: vec![opening], steps: vec![step], ..Draft::default() };
    /// let run = Run::new(Plan::new(draft)?.schedule("FDR1")?, []);
    /// assert_eq!(run.view(ten).forecast().required_ends()[0].passed_by, None);
    /// let late = run.view(ten + TimeDelta::hours(1)).forecast();
    /// assert_eq!(late.required_ends()[0].passed_by, Some(TimeDelta::minutes(30)));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn required_ends(&self) -> Vec<RequiredOutlook> {
        outlooks(&self.schedule, |of| match of {
            RequiredEnd::Whole => self.end(),
            RequiredEnd::Phase(code) => self.end_of_phase(code),
        })
    }
}

impl WhatIf<'_> {
    /// The required ends as [`Forecast::required_ends`], if things went otherwise. Time
    /// `O(required ends * steps)`.
    pub fn required_ends(&self) -> Vec<RequiredOutlook> {
        outlooks(&self.forecast().schedule, |of| match of {
            RequiredEnd::Whole => self.end(),
            RequiredEnd::Phase(code) => self.end_of_phase(code),
        })
    }
}

fn outlooks(
    schedule: &Schedule,
    end: impl Fn(&RequiredEnd) -> Option<DateTime<Utc>>,
) -> Vec<RequiredOutlook> {
    let outlook = |Required { milestone, of, by }: Required<'_>| {
        let ends = end(of);
        let passed_by = ends.map(|ends| ends.signed_duration_since(by));
        RequiredOutlook {
            milestone: milestone.to_owned(),
            of: of.clone(),
            by,
            ends,
            passed_by: passed_by.filter(|it| *it > TimeDelta::zero()),
        }
    };
    schedule.required_ends().map(outlook).collect()
}

impl Odds {
    /// The chance of meeting each required end that has a date in the dry run, in the order of the
    /// milestones: the share of the draws in which it is met. `None` if no end is expected of what
    /// it is about. Time `O(required ends * log draws)`.
    ///
    /// ```
    /// use chrono::{DateTime, TimeDelta, Utc};
    /// use ptr_core::{Draft, Milestone, Moment, Plan, RequiredEnd, Run, Simulation, Spread, Step};
    ///
    /// let ten: DateTime<Utc> = "2026-03-28T22:00:00Z".parse()?;
    /// let opening = Milestone {
    ///     dates: [("FDR1".parse()?, Moment::Instant(ten + TimeDelta::hours(2)))].into(),
    ///     required_end: Some(RequiredEnd::Whole),
    ///     ..Milestone::new("Ouverture")
    /// };
    /// let step = Step::new("CO1", "CO")?.in_dry_runs(["FDR1"])?
    ///     .starting(Moment::Instant(ten))
    ///     .lasting(TimeDelta::hours(2));
    /// let draft = Draft { milestones: vec![opening], steps: vec![step], ..Draft::default() };
    /// let run = Run::new(Plan::new(draft)?.schedule("FDR1")?, []);
    /// // Half of the draws end sooner than planned.
    /// let simulation = Simulation::default().spread(Spread::new(0.5, 1.0, 1.5)?);
    /// let odds = run.view(ten).forecast().simulate(&simulation)?;
    /// let (_, chance) = odds.required_ends().next().ok_or("none")?;
    /// assert!((0.45..0.55).contains(&chance.ok_or("not expected")?));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn required_ends(&self) -> impl Iterator<Item = (&str, Option<f64>)> {
        let of_phase = |code: &PhaseCode| self.end_of_phase(code);
        self.schedule().required_ends().map(move |Required { milestone, of, by }| {
            let ends: Option<&Ends> = match of {
                RequiredEnd::Whole => Some(self.end()),
                RequiredEnd::Phase(code) => of_phase(code),
            };
            (milestone, ends.and_then(|ends| ends.probability(by)))
        })
    }
}
