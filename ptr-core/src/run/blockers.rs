//! The blockers of a step: the predecessors, direct or indirect, that are not terminated and have
//! no open prerequisite themselves, or have been started.
//!
//! For one step they are found by a search ([`before`]). For all steps this would search the same
//! chains repeatedly, so [`Blockers`] passes over the schedule once and propagates the blockers of
//! each step to its successors. Steps with the same blockers share one list, which is dropped after
//! the last step that needs it.

use std::sync::Arc;

use crate::dense::{Dense, DenseMap, StepIx};
use crate::schedule::Schedule;
use crate::state::{Progress, ProgressMap};

/// Whether a step waits for its prerequisites. A started step does not: it is a blocker itself; nor
/// does an abandoned one.
fn waits(progress: &ProgressMap, step: StepIx) -> bool {
    progress.progress(step) == Progress::None
        && progress.open_prerequisites(step) > 0
        && !progress.is_abandoned(step)
}

/// The prerequisites of a step that hold it: they are neither terminated nor abandoned.
pub(super) fn open_prerequisites<'s>(
    schedule: &'s Schedule,
    progress: &'s ProgressMap,
    step: StepIx,
) -> impl Iterator<Item = StepIx> + 's {
    let prerequisites = schedule.prerequisites(step).iter().copied();
    prerequisites.filter(|before| progress.holds(*before))
}

/// The blockers of the step `of`, in the order of their ids. Time
/// `O(predecessors and their prerequisites)`.
pub(crate) fn before(schedule: &Schedule, progress: &ProgressMap, of: StepIx) -> Vec<StepIx> {
    let mut blockers = Vec::new();
    if !waits(progress, of) {
        return blockers;
    }
    let mut visited = DenseMap::filled(false, schedule.len());
    let mut to_visit: Vec<StepIx> = open_prerequisites(schedule, progress, of).collect();
    while let Some(step) = to_visit.pop() {
        if std::mem::replace(&mut visited[step], true) {
            continue;
        }
        if waits(progress, step) {
            let before = open_prerequisites(schedule, progress, step);
            to_visit.extend(before.filter(|before| !visited[*before]));
        } else {
            blockers.push(step);
        }
    }
    blockers.sort_by(|a, b| schedule.id(*a).cmp(schedule.id(*b)));
    blockers
}

/// Iterates over all steps in topological order, each with its blockers in the order of their ids,
/// as [`before`] finds them.
///
/// Time `O(steps + prerequisites)`, and that of sorting where lists are merged. Space: the lists of
/// the steps that have later successors.
#[derive(Debug)]
pub(crate) struct Blockers<'v> {
    schedule: &'v Schedule,
    progress: &'v ProgressMap,
    /// The index of the next step.
    next: usize,
    /// The index of each step in the order of ids.
    rank: DenseMap<StepIx, u32>,
    /// The blockers that a step propagates, until its last successor is done.
    propagated: DenseMap<StepIx, Option<Arc<[StepIx]>>>,
    /// The number of successors that are not done.
    remaining_successors: DenseMap<StepIx, usize>,
}

impl<'v> Blockers<'v> {
    pub(crate) fn new(schedule: &'v Schedule, progress: &'v ProgressMap) -> Self {
        let mut rank = DenseMap::filled(0, schedule.len());
        for (place, &step) in (0..).zip(schedule.steps_by_id()) {
            rank[step] = place;
        }
        let successors = schedule.steps().map(|step| schedule.successors(step).len());
        Self {
            schedule,
            progress,
            next: 0,
            rank,
            propagated: DenseMap::filled(None, schedule.len()),
            remaining_successors: DenseMap::from_vec(successors.collect()),
        }
    }

    /// The blockers of a waiting step: the union of those that its open prerequisites propagate.
    fn merged(&self, step: StepIx) -> Arc<[StepIx]> {
        let lists = open_prerequisites(self.schedule, self.progress, step);
        let mut lists: Vec<&Arc<[StepIx]>> =
            lists.filter_map(|before| self.propagated[before].as_ref()).collect();
        let address = |list: &&Arc<[StepIx]>| Arc::as_ptr(list).cast::<StepIx>();
        lists.sort_unstable_by_key(address);
        lists.dedup_by_key(|list| Arc::as_ptr(list).cast::<StepIx>());
        let Some(longest) = lists.iter().copied().max_by_key(|list| list.len()) else {
            return Arc::default();
        };
        if lists.len() == 1 {
            return longest.clone();
        }
        let mut all: Vec<StepIx> = lists.iter().flat_map(|list| list.iter().copied()).collect();
        // The stable sort is fast on lists that are already sorted.
        all.sort_by_key(|blocker| self.rank[*blocker]);
        all.dedup();
        if all.len() == longest.len() { longest.clone() } else { all.into() }
    }
}

impl Iterator for Blockers<'_> {
    type Item = (StepIx, Arc<[StepIx]>);

    fn next(&mut self) -> Option<Self::Item> {
        if self.next == self.schedule.len() {
            return None;
        }
        let step = StepIx::from_index(self.next);
        self.next += 1;
        let waits = waits(self.progress, step);
        let blockers = if waits { self.merged(step) } else { Arc::default() };
        if self.remaining_successors[step] > 0 && self.progress.holds(step) {
            self.propagated[step] = Some(if waits { blockers.clone() } else { Arc::new([step]) });
        }
        for &before in self.schedule.prerequisites(step) {
            self.remaining_successors[before] -= 1;
            if self.remaining_successors[before] == 0 {
                self.propagated[before] = None;
            }
        }
        Some((step, blockers))
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        let left = self.schedule.len() - self.next;
        (left, Some(left))
    }
}
