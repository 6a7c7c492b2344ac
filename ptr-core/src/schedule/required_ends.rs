//! The required ends of the plan as instants of the dry run.

use chrono::{DateTime, Utc};

use super::Schedule;
use crate::plan::{RequiredEnd, instant, is_in_calendar};

/// What must have ended by when, in one dry run. See [`Schedule::required_ends`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Required<'s> {
    /// The milestone that says so.
    pub milestone: &'s str,
    /// What must have ended.
    pub of: &'s RequiredEnd,
    /// The date of the milestone, shift included.
    pub by: DateTime<Utc>,
}

impl Schedule {
    /// The required ends that have a date in the dry run, in the order of the milestones. Time
    /// `O(milestones)`.
    ///
    /// ```
    /// use chrono::{DateTime, Utc};
    /// use ptr_core::{Draft, Milestone, Moment, Plan, RequiredEnd, Step};
    ///
    /// let six: DateTime<Utc> = "2026-03-29T06:00:00Z".parse()?;
    /// let opening = Milestone {
    ///     dates: [("FDR1".parse()?, Moment::Instant(six))].into(),
    ///     required_end: Some(RequiredEnd::Whole),
    ///     ..Milestone::new("Ouverture")
    /// };
    /// let step = Step::new("CO1", "CO")?.in_dry_runs(["FDR1"])?;
    /// let draft = Draft { milestones: vec![opening], steps: vec![step], ..Draft::default() };
    /// let schedule = Plan::new(draft)?.schedule("FDR1")?;
    /// let required = schedule.required_ends().next().ok_or("none")?;
    /// assert_eq!((required.milestone, required.by), ("Ouverture", six));
    /// assert_eq!(schedule.date_of("Ouverture"), Some(six));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn required_ends(&self) -> impl Iterator<Item = Required<'_>> {
        self.plan().milestones().iter().filter_map(|milestone| {
            let of = milestone.required_end.as_ref()?;
            Some(Required { milestone: &milestone.name, of, by: self.date_of(&milestone.name)? })
        })
    }

    /// The date of a milestone in the dry run, shift included; once a rollback is declared that
    /// sets it, the instant of the declaration. `None` if the plan has no such milestone, or no
    /// date for it. Time `O(milestones)`.
    pub fn date_of(&self, milestone: &str) -> Option<DateTime<Utc>> {
        let plan = self.plan();
        let is_set = || plan.phases().iter().any(|it| it.sets.as_deref() == Some(milestone));
        if let Some(declared) = self.declared_at().filter(|_| is_set()) {
            return Some(declared);
        }
        let milestone = plan.milestones().iter().find(|it| it.name == milestone)?;
        let date = instant(*milestone.dates.get(self.dry_run())?, plan.timezone())?;
        let date = date.checked_add_signed(self.options().shift)?;
        is_in_calendar(date.naive_utc()).then_some(date)
    }
}
