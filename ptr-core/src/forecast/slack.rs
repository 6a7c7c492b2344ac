//! The backward pass of the critical path method: how late each step can begin.

use super::Forecast;
use super::passes::{ABANDONED, NEVER};
use crate::dense::{DenseMap, StepIx};
use crate::schedule::Nanoseconds;
use crate::state::Progress;

impl Forecast {
    /// The backward pass: a step ends before the latest beginning of its successors. Returns the latest
    /// beginning of each step that does not move the end of the run; [`NEVER`] if the step has begun or
    /// never will. Of an abandoned step, the latest instant until which it can hold those after it.
    pub(super) fn latest_begins(&self) -> DenseMap<StepIx, Nanoseconds> {
        let Forecast { schedule, progress, begins, ends, .. } = self;
        let mut latest_begins = DenseMap::filled(NEVER, schedule.len());
        for step in schedule.steps().rev().filter(|step| progress[*step] == Progress::None) {
            if self.expects(step) {
                let takes = ends[step] - begins[step];
                latest_begins[step] = self.latest_end(step, &latest_begins) - takes;
            } else if begins[step] == ABANDONED {
                latest_begins[step] = self.latest_end(step, &latest_begins);
            }
        }
        latest_begins
    }

    /// The latest end of a step that does not delay its successors.
    pub(super) fn latest_end(
        &self,
        step: StepIx,
        latest_begins: &DenseMap<StepIx, Nanoseconds>,
    ) -> Nanoseconds {
        let behind = self.schedule.successors(step).iter();
        let held = behind.filter(|behind| self.is_held_by(**behind, step));
        held.map(|behind| latest_begins[*behind]).fold(self.end.unwrap_or(NEVER), Ord::min)
    }

    /// Whether a successor waits for this step: not if it is abandoned, whatever becomes of the step.
    fn is_held_by(&self, behind: StepIx, step: StepIx) -> bool {
        !self.abandoned.has(behind)
            || self.abandoned.has(step)
            || self.abandoned.decides(behind, step, |decision| self.ends[decision])
    }
}
