//! The states of a schedule's steps for progress that the caller stores, without a run.

use chrono::{DateTime, Utc};

use super::progress::ProgressMap;
use super::table::{Progress, State};
use crate::dense::StepIx;
use crate::id::Outcome;
use crate::schedule::Schedule;

impl Schedule {
    /// The state of every step at an instant, in topological order, for progress that the caller
    /// stores. A step that is both opened and terminated is terminated; contingency phases sleep; a
    /// terminated decision has no outcome. Time `O(steps + successors of terminated steps)`.
    ///
    /// A [`Run`](crate::Run) computes the same for the progress in its events.
    pub fn states(
        &self,
        at: DateTime<Utc>,
        opened: impl IntoIterator<Item = StepIx>,
        terminated: impl IntoIterator<Item = StepIx>,
    ) -> Vec<State> {
        self.states_with_rollback(at, false, opened, terminated, [])
    }

    /// Like [`states`](Schedule::states); with a rollback `declared`, contingency phases do not
    /// sleep. `outcomes` are those of terminated decisions; of any other step they are ignored.
    ///
    /// ```
    /// use ptr_core::{Moment, Plan, State, Step};
    /// let start = "2026-03-28T22:00:00Z".parse()?;
    /// let plan = Plan::from_steps([Step::new("FB1", "FB-RB")?
    ///     .in_dry_runs(["FDR1"])?
    ///     .starting(Moment::Instant(start))])?;
    /// let schedule = plan.schedule("FDR1")?;
    /// assert_eq!(schedule.states_with_rollback(start, false, [], [], []), [State::Planned]);
    /// assert_eq!(schedule.states_with_rollback(start, true, [], [], []), [State::Ready]);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn states_with_rollback(
        &self,
        at: DateTime<Utc>,
        declared: bool,
        opened: impl IntoIterator<Item = StepIx>,
        terminated: impl IntoIterator<Item = StepIx>,
        outcomes: impl IntoIterator<Item = (StepIx, Outcome)>,
    ) -> Vec<State> {
        self.with_progress(declared, opened, terminated, outcomes).states(self, at)
    }

    /// Like [`states_with_rollback`](Schedule::states_with_rollback), but writes codes
    /// ([`State::code`]) into a buffer; steps beyond the end of the buffer are left out.
    ///
    /// ```
    /// use ptr_core::{Moment, Plan, State, Step};
    ///
    /// let start = "2026-03-28T22:00:00Z".parse()?;
    /// let step = Step::new("CO1", "CO")?.in_dry_runs(["FDR1"])?.starting(Moment::Instant(start));
    /// let schedule = Plan::from_steps([step])?.schedule("FDR1")?;
    /// let mut codes = [0_u8; 1];
    /// schedule.write_state_codes(start, false, [], [], [], &mut codes);
    /// assert_eq!(codes, [State::Ready.code()]);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn write_state_codes(
        &self,
        at: DateTime<Utc>,
        declared: bool,
        opened: impl IntoIterator<Item = StepIx>,
        terminated: impl IntoIterator<Item = StepIx>,
        outcomes: impl IntoIterator<Item = (StepIx, Outcome)>,
        codes: &mut [u8],
    ) {
        self.with_progress(declared, opened, terminated, outcomes).state_codes(self, at, codes);
    }

    /// The progress map of the given steps.
    fn with_progress(
        &self,
        declared: bool,
        opened: impl IntoIterator<Item = StepIx>,
        terminated: impl IntoIterator<Item = StepIx>,
        outcomes: impl IntoIterator<Item = (StepIx, Outcome)>,
    ) -> ProgressMap {
        let mut progress = ProgressMap::new(self);
        if declared {
            progress.set_rollback(self, true);
        }
        for step in opened {
            progress.set(self, step, Progress::Open);
        }
        for step in terminated {
            progress.set(self, step, Progress::Terminated);
        }
        if self.branches().is_some() {
            for (step, outcome) in outcomes {
                if progress.progress(step) == Progress::Terminated {
                    progress.set_outcome(step, Some(outcome));
                }
            }
            progress.judge(self);
        }
        progress
    }
}
