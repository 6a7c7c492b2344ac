//! The states of a schedule's steps for progress that somebody else keeps: scripts and tables
//! that hold what is opened and what is terminated, and no run.

use std::borrow::Cow;

use chrono::{DateTime, Utc};

use crate::dense::StepIx;
use crate::marks::Marks;
use crate::schedule::Schedule;
use crate::state::{Progress, State};

impl Schedule {
    /// The state of every step at an instant, in topological order, for progress that somebody
    /// else keeps. A step that is both opened and terminated is terminated; contingency
    /// phases sleep. Time `O(steps + successors of what is terminated)`.
    ///
    /// A [`Run`](crate::Run) does the same for progress that it keeps itself.
    pub fn states(
        &self,
        at: DateTime<Utc>,
        opened: impl IntoIterator<Item = StepIx>,
        terminated: impl IntoIterator<Item = StepIx>,
    ) -> Vec<State> {
        self.states_with_rollback(at, false, opened, terminated)
    }

    /// The same as [`states`](Schedule::states); with a rollback `declared`, contingency phases
    /// are awake.
    ///
    /// ```
    /// use ptr_core::{Moment, Plan, State, Step};
    /// let start = "2026-03-28T22:00:00Z".parse()?;
    /// let plan = Plan::from_steps([Step::new("FB1", "FB-RB")?
    ///     .in_dry_runs(["FDR1"])?
    ///     .starting(Moment::Instant(start))])?;
    /// let schedule = plan.schedule("FDR1")?;
    /// assert_eq!(schedule.states_with_rollback(start, false, [], []), [State::Planned]);
    /// assert_eq!(schedule.states_with_rollback(start, true, [], []), [State::Ready]);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn states_with_rollback(
        &self,
        at: DateTime<Utc>,
        declared: bool,
        opened: impl IntoIterator<Item = StepIx>,
        terminated: impl IntoIterator<Item = StepIx>,
    ) -> Vec<State> {
        self.marked(declared, opened, terminated).states(self, at)
    }

    /// The same as [`states_with_rollback`](Schedule::states_with_rollback), as codes
    /// ([`State::code`]) into a buffer of the caller's; steps beyond its end are left out.
    /// Allocates nothing where nothing is recorded.
    pub fn write_state_codes(
        &self,
        at: DateTime<Utc>,
        declared: bool,
        opened: impl IntoIterator<Item = StepIx>,
        terminated: impl IntoIterator<Item = StepIx>,
        codes: &mut [u8],
    ) {
        self.marked(declared, opened, terminated).state_codes(self, at, codes);
    }

    /// Progress that somebody else keeps, as marks.
    fn marked(
        &self,
        declared: bool,
        opened: impl IntoIterator<Item = StepIx>,
        terminated: impl IntoIterator<Item = StepIx>,
    ) -> Cow<'_, Marks> {
        let mut marks = Cow::Borrowed(self.untouched());
        if declared {
            marks.to_mut().set_rollback(self, true);
        }
        for step in opened {
            marks.to_mut().set(self, step, Progress::Open);
        }
        for step in terminated {
            marks.to_mut().set(self, step, Progress::Terminated);
        }
        marks
    }
}
