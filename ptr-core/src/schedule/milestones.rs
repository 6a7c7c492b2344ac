//! The milestones of the plan as instants of the dry run.

use chrono::{DateTime, Utc};

use super::Schedule;

impl Schedule {
    /// The milestones that have a date in the dry run: name and instant, shift included, in the
    /// order in which the plan gives them. Time `O(milestones)`.
    ///
    /// ```
    /// use chrono::TimeDelta;
    /// use ptr_core::{Draft, Milestone, Moment, Plan, ScheduleOptions, Step};
    ///
    /// let date = Moment::Instant("2026-03-28T21:00:00Z".parse()?);
    /// let dates = [("FDR1".parse()?, date)].into();
    /// let milestone = Milestone { dates, ..Milestone::new("J0") };
    /// let step = Step::new("CO1", "CO")?.in_dry_runs(["FDR1"])?;
    /// let draft = Draft { milestones: vec![milestone], steps: vec![step], ..Draft::default() };
    /// let later = ScheduleOptions { shift: TimeDelta::hours(2), ..ScheduleOptions::default() };
    /// let schedule = Plan::new(draft)?.schedule_with("FDR1", later)?;
    /// let milestones: Vec<_> = schedule.milestones().collect();
    /// assert_eq!(milestones, [("J0", "2026-03-28T23:00:00Z".parse()?)]);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn milestones(&self) -> impl Iterator<Item = (&str, DateTime<Utc>)> {
        self.plan()
            .milestones()
            .iter()
            .filter_map(|milestone| Some((milestone.name.as_str(), self.date_of(&milestone.name)?)))
    }
}
