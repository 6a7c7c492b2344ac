//! Whether the required ends of the plan will be met.

use chrono::{DateTime, TimeDelta, Utc};
#[cfg(feature = "serde")]
use serde::{Deserialize, Serialize};

use super::monte_carlo::{Ends, Odds};
use super::{Forecast, WhatIf};
use crate::id::PhaseCode;
use crate::plan::RequiredEnd;
use crate::run::Revision;
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

/// Until when a rollback can be declared that meets a required end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(Serialize, Deserialize))]
#[cfg_attr(feature = "serde", serde(tag = "until", content = "at", rename_all = "kebab-case"))]
pub enum LastSafe {
    /// Until this instant ([`DecideBy::latest`](crate::DecideBy::latest)).
    At(DateTime<Utc>),
    /// It would come too late already.
    TooLate,
    /// There is none to declare: the dry run has none that is expected to end, or it is declared.
    NoRollback,
}

impl LastSafe {
    /// The last safe instant, if there is one.
    pub const fn at(self) -> Option<DateTime<Utc>> {
        match self {
            LastSafe::At(at) => Some(at),
            LastSafe::TooLate | LastSafe::NoRollback => None,
        }
    }
}

/// A required end before and after a revision of the plan. See [`Revision::required_ends`].
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(Serialize, Deserialize))]
#[cfg_attr(feature = "serde", serde(deny_unknown_fields))]
pub struct RevisedEnd {
    /// The milestone that requires it.
    pub milestone: String,
    /// What is expected of it, and until when a rollback can be declared; `None` if the milestone
    /// requires no end, or has no date in the dry run.
    pub before: Option<(RequiredOutlook, LastSafe)>,
    /// The same under the other plan.
    pub after: Option<(RequiredOutlook, LastSafe)>,
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

impl Forecast {
    /// Until when a rollback can be declared that is over by a required end. Time as
    /// [`decide_by`](Self::decide_by).
    pub(super) fn last_safe(&self, by: DateTime<Utc>) -> LastSafe {
        let decide = self.decide_by(by);
        match (decide.latest(), decide.if_declared_now()) {
            (Some(latest), _) => LastSafe::At(latest),
            (None, Some(_)) if self.rollback.is_none() => LastSafe::TooLate,
            (None, _) => LastSafe::NoRollback,
        }
    }
}

impl Revision {
    /// The required ends of both plans that have a date in the dry run: what is expected of each,
    /// and until when a rollback can be declared that meets it, before and after. In the order of
    /// the milestones, those that only the other plan has last; empty if the plan is refused. Time
    /// that of two forecasts, and `O(required ends * (steps + effective prerequisites))`.
    ///
    /// ```
    /// use chrono::{DateTime, TimeDelta, Utc};
    /// use ptr_core::{Draft, LastSafe, Milestone, Moment, Plan, RequiredEnd, Run, Step};
    ///
    /// let ten: DateTime<Utc> = "2026-03-28T22:00:00Z".parse()?;
    /// let plan = |hours| -> Result<Plan, Box<dyn std::error::Error>> {
    ///     let opening = Milestone {
    ///         dates: [("FDR1".parse()?, Moment::Instant(ten + TimeDelta::hours(4)))].into(),
    ///         required_end: Some(RequiredEnd::Whole),
    ///         ..Milestone::new("Ouverture")
    ///     };
    ///     let step = |id: &str, phase: &str, hours| Ok::<_, ptr_core::InvalidCode>(
    ///         Step::new(id, phase)?
    ///             .in_dry_runs(["FDR1"])?
    ///             .starting(Moment::Instant(ten))
    ///             .lasting(TimeDelta::hours(hours)));
    ///     let steps = vec![step("CO1", "CO", hours)?, step("FB1", "FB-RB", hours)?];
    ///     let draft = Draft { milestones: vec![opening], steps, ..Draft::operator() };
    ///     Ok(Plan::new(draft)?)
    /// };
    /// let run = Run::new(plan(1)?.schedule("FDR1")?, []);
    /// // Under the other plan, everything takes five hours instead of one.
    /// let revision = run.preview_revision(&plan(5)?, Default::default(), ten)?;
    /// let ends = revision.required_ends();
    /// let (expected, until) = ends[0].before.as_ref().ok_or("required")?;
    /// assert_eq!((expected.passed_by, until.at()), (None, Some(ten + TimeDelta::hours(3))));
    /// let (expected, until) = ends[0].after.as_ref().ok_or("required")?;
    /// assert_eq!(expected.passed_by, Some(TimeDelta::hours(1)));
    /// assert_eq!(*until, LastSafe::TooLate);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn required_ends(&self) -> Vec<RevisedEnd> {
        let (before, Some(after)) = self.views() else { return Vec::new() };
        let ends = |forecast: Forecast| {
            let ends = forecast.required_ends().into_iter();
            let safe = |end: RequiredOutlook| {
                let until = forecast.last_safe(end.by);
                (end, until)
            };
            ends.map(safe).collect::<Vec<_>>()
        };
        let mut later = ends(after.forecast());
        let mut revised: Vec<_> = ends(before.forecast())
            .into_iter()
            .map(|before| {
                let milestone = before.0.milestone.clone();
                let same = later.iter().position(|(end, _)| end.milestone == milestone);
                let after = same.map(|place| later.remove(place));
                RevisedEnd { milestone, before: Some(before), after }
            })
            .collect();
        revised.extend(later.into_iter().map(|after| {
            let milestone = after.0.milestone.clone();
            RevisedEnd { milestone, before: None, after: Some(after) }
        }));
        revised
    }
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
