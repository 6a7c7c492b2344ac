//! The transitive reduction: the fewest arrows with the same reachability.

use crate::dense::{Dense, DenseMap, StepIx};
use crate::schedule::Schedule;

/// For each step its prerequisites without those that follow from others. The result is unique.
///
/// A prerequisite is redundant if it is a predecessor of another prerequisite. The prerequisites of
/// a step are visited from the last to the first in topological order, and all predecessors of
/// those that are kept are marked. The search ignores steps before the first prerequisite, because
/// none of them can be a prerequisite.
///
/// Time `O(steps * (steps + edges))` at worst, space `O(steps + edges)`. The algorithm of petgraph
/// is not used: it needs a sorted adjacency list of its own and stores the whole transitive
/// closure.
pub(super) fn reduced(schedule: &Schedule) -> DenseMap<StepIx, Vec<StepIx>> {
    // A vertex is marked if it contains the current step.
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
