//! The changes of states between two views of a run.

#[cfg(feature = "serde")]
use serde::{Deserialize, Serialize};

use super::View;
use crate::dense::{Dense, StepIx};
use crate::id::StepId;
use crate::run::Revision;
use crate::schedule::Schedule;
use crate::state::State;

/// A step whose state has changed.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(Serialize, Deserialize))]
#[cfg_attr(feature = "serde", serde(deny_unknown_fields))]
pub struct Change {
    /// The step.
    pub step: StepId,
    /// Its state in the earlier view.
    pub before: State,
    /// Its state in the later view.
    pub after: State,
}

/// The two views are of different schedules, so an index means a different step in each of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(Serialize, Deserialize))]
pub struct OtherSchedule;

impl std::error::Error for OtherSchedule {}

impl View<'_> {
    /// The steps whose state differs from an earlier view, in topological order. If the plan was
    /// revised in between, the steps of both plans, in the order of the later one. Time `O(steps)`;
    /// over a revision, or to compare two equal schedules that are not the same object,
    /// `O(content of the plans)`.
    ///
    /// # Errors
    /// [`OtherSchedule`] if the earlier view is of a schedule that this run has not executed.
    ///
    /// # Examples
    /// ```
    /// use chrono::{DateTime, TimeDelta, Utc};
    /// use ptr_core::{Change, Moment, Plan, Run, State, Step};
    ///
    /// let start: DateTime<Utc> = "2026-03-28T21:00:00Z".parse()?;
    /// let step = Step::new("CO1", "CO")?.in_dry_runs(["FDR1"])?.starting(Moment::Instant(start));
    /// let run = Run::new(Plan::from_steps([step])?.schedule("FDR1")?, []);
    ///
    /// let before = run.view(start - TimeDelta::minutes(1));
    /// let step = "CO1".parse()?;
    /// assert_eq!(
    ///     run.view(start).changes_since(&before)?,
    ///     [Change { step, before: State::Idle, after: State::Ready }]
    /// );
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn changes_since(&self, earlier: &View<'_>) -> Result<Vec<Change>, OtherSchedule> {
        if self.planned() == earlier.planned() {
            let before = earlier.states();
            let of = |step: StepIx| before.get(step.index()).copied();
            return Ok(changes(self.schedule(), self.states(), of));
        }
        if !self.run().schedules().any(|(_, schedule)| schedule == earlier.planned()) {
            return Err(OtherSchedule);
        }
        Ok(changes_by_id(earlier, self))
    }
}

impl Revision {
    /// The steps of both schedules whose state differs at the instant of the revision, in the
    /// topological order of the new schedule; empty if the plan is refused. Time
    /// `O(steps · log steps)`.
    ///
    /// An example stands at [`Run::preview_revision`](crate::Run::preview_revision).
    pub fn states(&self) -> Vec<Change> {
        let (before, Some(after)) = self.views() else { return Vec::new() };
        changes_by_id(&before, &after)
    }

    /// The run before the revision and, unless the plan is refused, after it: both with every event
    /// so far, at the instant of the comparison. Whatever a view tells can be compared, such as
    /// [notices](View::notices) and [forecasts](View::forecast).
    pub fn views(&self) -> (View<'_>, Option<View<'_>>) {
        let at = self.at();
        let before = self.before().view_at_version(self.before().version(), at);
        (before, self.run().ok().map(|after| after.view_at_version(after.version(), at)))
    }
}

/// The steps of both views whose state is another, matched by id.
fn changes_by_id(before: &View<'_>, after: &View<'_>) -> Vec<Change> {
    let schedule = after.schedule();
    let earlier = |step| Some(before.state(before.schedule().find(schedule.id(step).as_str())?));
    changes(schedule, after.states(), earlier)
}

/// The steps whose state is another than `before`.
fn changes(
    schedule: &Schedule,
    after: Vec<State>,
    before: impl Fn(StepIx) -> Option<State>,
) -> Vec<Change> {
    let pairs = schedule.steps().zip(after);
    let changed = pairs.filter_map(|(step, after)| {
        let before = before(step).filter(|before| *before != after)?;
        Some(Change { step: schedule.id(step).clone(), before, after })
    });
    changed.collect()
}
