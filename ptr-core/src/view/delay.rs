//! The delay of a step: since when it could begin, and how far it is behind.
//!
//! Both follow from the plan, the events and the view's instant. Pages, mails and workbooks all
//! take delays from here, so they agree.

use chrono::{DateTime, TimeDelta, Utc};

use super::View;
use crate::dense::StepIx;
use crate::state::State;

impl View<'_> {
    /// How far a step is behind: its [lateness](View::lateness) or, if it is Overdue, the time
    /// since its start. `None` if it is not behind.
    ///
    /// ```
    /// use chrono::{DateTime, TimeDelta, Utc};
    /// use ptr_core::{Moment, Plan, Run, State, Step};
    ///
    /// let start: DateTime<Utc> = "2026-03-28T21:00:00Z".parse()?;
    /// let step = |id: &str| Ok::<_, ptr_core::InvalidCode>(
    ///     Step::new(id, "CO")?.in_dry_runs(["FDR1"])?.starting(Moment::Instant(start)));
    /// let plan = Plan::from_steps([step("CO1")?, step("CO2")?.after(["CO1"])?])?;
    /// let run = Run::new(plan.schedule("FDR1")?, []);
    /// let view = run.view(start + TimeDelta::hours(1));
    /// for step in run.schedule().steps() {
    ///     assert_eq!(view.behind(step), Some(TimeDelta::hours(1)));
    ///     assert_eq!(view.lateness(step).is_some(), view.state(step) == State::Ready);
    /// }
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn behind(&self, step: StepIx) -> Option<TimeDelta> {
        match self.state(step) {
            State::Overdue => {
                self.schedule().start(step).map(|start| self.at().signed_duration_since(start))
            }
            State::Locked
            | State::Idle
            | State::Ready
            | State::Open
            | State::Terminated
            | State::Planned => self.lateness(step),
        }
    }

    /// Since when a step could begin: the latest of its start, the end of its last prerequisite,
    /// its last reopening, the declaration of the rollback that its phase waited for, and the
    /// decision by which it, or one of its prerequisites, was abandoned or came back. `None` if none
    /// of them has an instant. For a Ready step this is when it became Ready. Time
    /// `O(prerequisites + events)`.
    ///
    /// ```
    /// use chrono::{DateTime, Utc};
    /// use ptr_core::{Moment, Plan, Run, Step};
    ///
    /// let start: DateTime<Utc> = "2026-03-28T21:00:00Z".parse()?;
    /// let step = Step::new("CO1", "CO")?.in_dry_runs(["FDR1"])?.starting(Moment::Instant(start));
    /// let run = Run::new(Plan::from_steps([step])?.schedule("FDR1")?, []);
    /// let view = run.view("2026-04-01T00:00:00Z".parse()?);
    /// assert_eq!(run.schedule().find("CO1").and_then(|step| view.ready_since(step)), Some(start));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn ready_since(&self, step: StepIx) -> Option<DateTime<Utc>> {
        let history = self.history(step).filter(|event| event.fact.begins_anew());
        self.ready_from(step, history.map(|event| event.at).max())
    }

    /// The same for a step that was last reopened at the given instant. Time `O(prerequisites)`.
    pub(crate) fn ready_from(
        &self,
        step: StepIx,
        reopened: Option<DateTime<Utc>>,
    ) -> Option<DateTime<Utc>> {
        let prerequisites = self.schedule().prerequisites(step).iter();
        let ends = prerequisites.clone().filter_map(|it| Some(self.terminated(*it)?.at));
        let judged = prerequisites.chain([&step]);
        let judged = judged.filter_map(|it| self.recorded().step(*it)?.judged);
        self.free_from(step, reopened).into_iter().chain(ends).chain(judged).max()
    }

    /// The part of [`ready_since`](View::ready_since) that does not depend on prerequisites, for a
    /// step that was last reopened at the given instant.
    pub(crate) fn free_from(
        &self,
        step: StepIx,
        reopened: Option<DateTime<Utc>>,
    ) -> Option<DateTime<Utc>> {
        let schedule = self.schedule();
        let rollback =
            self.rollback().filter(|_| schedule.is_contingency(step)).map(|stamp| stamp.at);
        schedule.start(step).into_iter().chain(reopened).chain(rollback).max()
    }
}
