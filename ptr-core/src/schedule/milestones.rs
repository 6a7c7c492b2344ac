//! The milestones of the plan as instants of the dry run.

use chrono::{DateTime, Utc};

use super::Schedule;
use crate::plan::{Moment, resolve_local};

impl Schedule {
    /// The milestones that have a date in the dry run: name and instant, shift included, in the
    /// order in which the plan gives them. Time `O(milestones)`.
    ///
    /// ```
    /// use chrono::TimeDelta;
    /// use ptr_core::{Draft, Milestone, Moment, Plan, ScheduleOptions, Step};
    ///
    /// let date = Moment::Instant("2026-03-28T21:00:00Z".parse()?);
    /// let milestone = Milestone {
    ///     name: "J0".to_owned(),
    ///     dates: [("FDR1".parse()?, date)].into(),
    ///     extra: Default::default(),
    /// };
    /// let step = Step::new("CO1", "CO")?.in_dry_runs(["FDR1"])?;
    /// let draft = Draft { milestones: vec![milestone], steps: vec![step], ..Draft::default() };
    /// let later = ScheduleOptions { shift: TimeDelta::hours(2), ..ScheduleOptions::default() };
    /// let schedule = Plan::new(draft)?.schedule_with("FDR1", later)?;
    /// let milestones: Vec<_> = schedule.milestones().collect();
    /// assert_eq!(milestones, [("J0", "2026-03-28T23:00:00Z".parse()?)]);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn milestones(&self) -> impl Iterator<Item = (&str, DateTime<Utc>)> {
        self.plan().milestones().iter().filter_map(|milestone| {
            let instant = match *milestone.dates.get(self.dry_run())? {
                Moment::Instant(instant) => instant,
                Moment::Local(local) => resolve_local(self.plan().timezone(), local)?.instant,
            };
            Some((milestone.name.as_str(), instant.checked_add_signed(self.options().shift)?))
        })
    }
}
