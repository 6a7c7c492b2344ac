//! The difference of two schedules: what another plan or another shift changes in a dry run.

use super::Schedule;
use crate::dense::StepIx;
use crate::plan::{Difference, FieldValue};

impl Schedule {
    /// The changes from this schedule to a later one, and what else differs between their plans.
    /// Starts are compared with their shift; steps that the dry run leaves out are ignored. Time `O(steps · log steps)`.
    ///
    /// # Examples
    /// ```
    /// use chrono::{DateTime, TimeDelta, Utc};
    /// use ptr_core::{Moment, Plan, ScheduleOptions, Step};
    ///
    /// let evening: DateTime<Utc> = "2026-03-28T21:00:00Z".parse()?;
    /// let step = Step::new("CO00000001", "CO")?.in_dry_runs(["FDR1"])?;
    /// let plan = Plan::from_steps([step.starting(Moment::Instant(evening))])?;
    /// let shift = TimeDelta::days(1);
    /// let moved = plan.schedule_with("FDR1", ScheduleOptions { shift, ..Default::default() })?;
    /// let difference = plan.schedule("FDR1")?.diff(&moved);
    /// assert_eq!(difference.changed[0].1[0].field, "start");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn diff(&self, later: &Schedule) -> Difference {
        let mut difference = Difference::of_parts(self.plan(), later.plan());
        difference.compare(
            self.ids(),
            later.steps().map(|step| (later.id(step), step)),
            |id| self.find(id),
            |id| later.find(id).is_some(),
            |before: StepIx, after: StepIx| {
                let starts = (self.start(before), later.start(after));
                let value = |at: Option<_>| at.map_or(FieldValue::Nothing, FieldValue::instant);
                let starts = (starts.0 != starts.1).then(|| (value(starts.0), value(starts.1)));
                self.step(before).changes(later.step(after), starts.as_ref(), false)
            },
        );
        difference
    }
}
