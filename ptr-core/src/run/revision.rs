//! Revisions: a run whose plan is replaced by another plan.
//!
//! Invariant: a revision loses no event. All events are folded again on the new schedule; if they
//! contradict it, the new plan is refused with every reason. The events do not change.

use std::collections::BTreeSet;
use std::sync::Arc;

use chrono::{DateTime, Utc};

use super::recorded::{Impossible, Recorded};
use super::rules::contingency_under_way;
use super::{Past, Reason, Refusal, Run};
use crate::plan::{Difference, Plan};
use crate::schedule::{Schedule, ScheduleError, ScheduleOptions};

/// The effect of another plan on a run. See [`Run::preview_revision`].
#[derive(Debug, Clone)]
pub struct Revision {
    before: Run,
    schedule: Schedule,
    after: Result<Run, Refusal>,
    at: DateTime<Utc>,
}

impl Run {
    /// Compares this run with the run that would result from another plan, at an instant. It does
    /// not change this run. The plan is projected on the run's dry run with `options`; pass
    /// `self.schedule().options()` to keep shift and horizon. Time: that of
    /// [`Plan::schedule_with`] and of a replay.
    ///
    /// [`refusal`](Revision::refusal) says whether the plan can replace the plan of this run. It
    /// cannot if it contradicts what has happened.
    ///
    /// # Errors
    /// [`ScheduleError`] if the plan cannot be projected on the run's dry run.
    ///
    /// # Examples
    /// ```
    /// use chrono::{DateTime, TimeDelta, Utc};
    /// use ptr_core::{Change, Command, Email, Moment, Plan, Run, State, Step};
    ///
    /// let start: DateTime<Utc> = "2026-03-28T21:00:00Z".parse()?;
    /// let anne = Email::new("anne@grid.example")?;
    /// let step = |id: &str, start| Step::new(id, "CO")?.in_dry_runs(["FDR1"])?
    ///     .starting(Moment::Instant(start)).carried_out_by("Registre", [&anne]);
    /// let plan = Plan::from_steps([step("CO1", start)?, step("CO2", start)?])?;
    /// let mut run = Run::new(plan.schedule("FDR1")?, []);
    /// run.execute(&Command::Start { step: "CO1".parse()? }, &anne, start)?;
    ///
    /// // The new plan postpones the other step by an hour.
    /// let (options, later) = (run.schedule().options(), start + TimeDelta::hours(1));
    /// let plan = Plan::from_steps([step("CO1", start)?, step("CO2", later)?])?;
    /// let revision = run.preview_revision(&plan, options, start)?;
    /// assert_eq!(revision.difference().changed[0].1[0].field, "start");
    /// let other = "CO2".parse()?;
    /// let change = Change { step: other, before: State::Ready, after: State::Idle };
    /// assert_eq!(revision.states(), [change]);
    /// assert_eq!(revision.run().map(Run::events), Ok(run.events()));
    ///
    /// // A plan without the step that Anne has started is refused.
    /// let plan = Plan::from_steps([step("CO2", start)?])?;
    /// let revision = run.preview_revision(&plan, options, start)?;
    /// let refusal = revision.refusal().ok_or("something is recorded on CO1")?;
    /// assert_eq!(refusal.reasons[0].code(), "recorded-steps-removed");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn preview_revision(
        &self,
        plan: &Plan,
        options: ScheduleOptions,
        at: DateTime<Utc>,
    ) -> Result<Revision, ScheduleError> {
        let schedule = plan.schedule_with(self.schedule.dry_run().as_str(), options)?;
        let after = self.carried_over(&schedule);
        Ok(Revision { before: self.clone(), schedule, after, at })
    }

    /// This run on another schedule.
    fn carried_over(&self, schedule: &Schedule) -> Result<Self, Refusal> {
        let mut recorded = Recorded::new(schedule);
        let mut removed = BTreeSet::new();
        for event in self.events() {
            match recorded.apply(schedule, event) {
                Err(Impossible::UnknownStep(step)) => {
                    removed.insert(step);
                }
                // A contradiction depends on the events only, and there was none before.
                applied => debug_assert_eq!(applied, Ok(()), "a recorded event can follow"),
            }
        }
        let mut reasons = Vec::new();
        if !removed.is_empty() {
            reasons.push(Reason::RecordedStepsRemoved { steps: removed.into_iter().collect() });
        }
        reasons.extend(self.contradicting_contingency(schedule, &recorded));
        if !reasons.is_empty() {
            let timezone = schedule.plan().timezone();
            return Err(Refusal { command: "revise".to_owned(), step: None, reasons, timezone });
        }
        let Past { events, in_force, .. } = &*self.past;
        let past = Past { events: events.clone(), in_force: in_force.clone(), recorded };
        Ok(Self { schedule: schedule.clone(), past: Arc::new(past), ..self.clone() })
    }

    /// The reason against the new contingency phases, if there is one.
    fn contradicting_contingency(&self, schedule: &Schedule, after: &Recorded) -> Option<Reason> {
        let has_contingency = |of: &Schedule| of.steps().any(|step| of.is_contingency(step));
        if let Some(declared) = &after.rollback {
            (has_contingency(&self.schedule) && !has_contingency(schedule))
                .then_some(Reason::RollbackWithoutContingency { since: declared.at })
        } else {
            let before = contingency_under_way(&self.schedule, self.recorded());
            let mut steps = contingency_under_way(schedule, after);
            steps.retain(|step| !before.contains(step));
            (!steps.is_empty()).then_some(Reason::OpenStepsAsleep { steps })
        }
    }
}

impl Revision {
    /// The difference between the schedule of the run and the schedule of the other plan.
    pub fn difference(&self) -> Difference {
        self.before.schedule().diff(&self.schedule)
    }

    /// The reasons why the other plan cannot replace the plan of the run; `None` if it can.
    pub fn refusal(&self) -> Option<&Refusal> {
        self.after.as_ref().err()
    }

    /// The resulting run: the same events on the other schedule.
    ///
    /// # Errors
    /// The [`refusal`](Revision::refusal).
    pub fn run(&self) -> Result<&Run, &Refusal> {
        self.after.as_ref()
    }

    /// The run before the revision.
    pub fn before(&self) -> &Run {
        &self.before
    }

    /// The schedule of the other plan.
    pub fn schedule(&self) -> &Schedule {
        &self.schedule
    }

    /// The instant of the comparison.
    pub fn at(&self) -> DateTime<Utc> {
        self.at
    }
}
