//! The transitive reduction: the fewest arrows that say the same.

use crate::dense::{Dense, DenseMap, StepIx};
use crate::schedule::Schedule;

/// For each step its prerequisites, without those that follow from the others.
///
/// A prerequisite follows if a later one waits for it. So the prerequisites of a step are
/// looked at from the last in topological order to the first, and whatever a kept one waits
/// for, at whatever distance, is marked. The search never leaves the span between the step's
/// first and last prerequisite, outside which nothing can be one. The result is unique.
///
/// Time `O(steps * (steps + edges))` at worst, space `O(steps + edges)`: the flat arrays of the
/// schedule are in topological order already, which an adjacency list of petgraph would have
/// to be brought into, and its algorithm keeps the whole transitive closure.
pub(super) fn reduced(schedule: &Schedule) -> DenseMap<StepIx, Vec<StepIx>> {
    // Marked for the step at hand if it holds that step.
    let mut marked: DenseMap<StepIx, Option<StepIx>> = DenseMap::filled(None, schedule.len());
    let mut to_visit = Vec::new();
    let reduced = schedule.steps().map(|step| {
        let mut candidates = schedule.prerequisites(step).to_vec();
        candidates.sort_unstable_by(|a, b| b.cmp(a));
        let Some(&first) = candidates.last() else { return Vec::new() };
        candidates.retain(|&candidate| {
            if marked[candidate] == Some(step) {
                return false;
            }
            to_visit.push(candidate);
            while let Some(here) = to_visit.pop() {
                for &before in schedule.prerequisites(here) {
                    if before.index() >= first.index() && marked[before] != Some(step) {
                        marked[before] = Some(step);
                        to_visit.push(before);
                    }
                }
            }
            true
        });
        candidates.reverse();
        candidates
    });
    DenseMap::from_vec(reduced.collect())
}

/// For each step all its prerequisites, in topological order.
pub(super) fn whole(schedule: &Schedule) -> DenseMap<StepIx, Vec<StepIx>> {
    let whole = schedule.steps().map(|step| {
        let mut prerequisites = schedule.prerequisites(step).to_vec();
        prerequisites.sort_unstable();
        prerequisites
    });
    DenseMap::from_vec(whole.collect())
}
