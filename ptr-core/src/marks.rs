//! The progress of every step and what follows from it: the engine behind all states.
//!
//! For each step the number of its open effective prerequisites is kept, so that a change of
//! one step costs what it touches, and the state of a step costs no walk. The walk is made only
//! for somebody who asks why ([`judge`] with a curious [`Observer`]); it decides by the same
//! counters and the same table.

use chrono::{DateTime, Utc};

use crate::dense::{DenseMap, StepIx};
use crate::schedule::Schedule;
use crate::state::{self, Facts, Progress, State};

/// The progress of every step of a schedule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Marks {
    progress: DenseMap<StepIx, Progress>,
    /// How many effective prerequisites are not terminated.
    open_prerequisites: DenseMap<StepIx, u32>,
    rollback: bool,
}

impl Marks {
    /// No progress at all.
    pub(crate) fn new(schedule: &Schedule) -> Self {
        let open = schedule.steps().map(|step| {
            // As many as an adjacency can hold, which counts in u32 itself.
            u32::try_from(schedule.prerequisites(step).len()).unwrap_or(u32::MAX)
        });
        Self {
            progress: DenseMap::filled(Progress::None, schedule.len()),
            open_prerequisites: DenseMap::from_vec(open.collect()),
            rollback: false,
        }
    }

    /// Records progress. Time `O(successors)` if the step becomes or ceases to be terminated,
    /// else `O(1)`.
    pub(crate) fn set(&mut self, schedule: &Schedule, step: StepIx, progress: Progress) {
        let before = std::mem::replace(&mut self.progress[step], progress);
        match (before == Progress::Terminated, progress == Progress::Terminated) {
            (false, true) => {
                for &successor in schedule.successors(step) {
                    self.open_prerequisites[successor] -= 1;
                }
            }
            (true, false) => {
                for &successor in schedule.successors(step) {
                    self.open_prerequisites[successor] += 1;
                }
            }
            (true, true) | (false, false) => {}
        }
    }

    pub(crate) fn set_rollback(&mut self, declared: bool) {
        self.rollback = declared;
    }

    pub(crate) fn progress(&self, step: StepIx) -> Progress {
        self.progress[step]
    }

    pub(crate) fn open_prerequisites(&self, step: StepIx) -> u32 {
        self.open_prerequisites[step]
    }

    pub(crate) fn is_rollback(&self) -> bool {
        self.rollback
    }

    pub(crate) fn state(&self, schedule: &Schedule, step: StepIx, at: DateTime<Utc>) -> State {
        judge(schedule, self, step, at, &mut ())
    }

    /// The state of every step, in topological order.
    pub(crate) fn states(&self, schedule: &Schedule, at: DateTime<Utc>) -> Vec<State> {
        schedule.steps().map(|step| self.state(schedule, step, at)).collect()
    }

    /// The next instant after `at` at which the clock alone changes a state. `O(steps)`.
    pub(crate) fn next_change(
        &self,
        schedule: &Schedule,
        at: DateTime<Utc>,
    ) -> Option<DateTime<Utc>> {
        schedule
            .steps()
            .filter_map(|step| state::next_change(&schedule.facts(step, self), at))
            .min()
    }
}

/// Somebody who wants to know what a state is due to.
pub(crate) trait Observer {
    /// Whether anybody listens; where nobody does, the walk over the prerequisites is left out.
    const CURIOUS: bool;

    /// A prerequisite is not terminated.
    fn open_prerequisite(&mut self, prerequisite: StepIx);

    /// The state was decided by these facts.
    fn decided(&mut self, facts: &Facts);
}

/// Nobody asks why.
impl Observer for () {
    const CURIOUS: bool = false;

    fn open_prerequisite(&mut self, _: StepIx) {}

    fn decided(&mut self, _: &Facts) {}
}

/// The state of a step at an instant, and to whom it may concern, why.
pub(crate) fn judge<O: Observer>(
    schedule: &Schedule,
    marks: &Marks,
    step: StepIx,
    at: DateTime<Utc>,
    observer: &mut O,
) -> State {
    let facts = schedule.facts(step, marks);
    if O::CURIOUS {
        for &prerequisite in schedule.prerequisites(step) {
            if marks.progress(prerequisite) != Progress::Terminated {
                observer.open_prerequisite(prerequisite);
            }
        }
        observer.decided(&facts);
    }
    state::state(&facts, at)
}
