//! The blockers of a step: of all steps before it, however far, those not terminated that wait
//! for no step themselves.
//!
//! One step is answered by a walk ([`before`]). For all steps the same chains would be walked again
//! and again, so [`Blockers`] goes through the schedule once and hands the blockers of each step on
//! to its successors. Steps with the same blockers share one list, which is dropped with the last
//! step that needs it.

use std::sync::Arc;

use crate::dense::{Dense, DenseMap, StepIx};
use crate::schedule::Schedule;
use crate::state::{Progress, ProgressMap};

/// Whether a step waits for others. One that was started has passed its prerequisites: it holds
/// the chain itself.
fn waits(progress: &ProgressMap, step: StepIx) -> bool {
    progress.progress(step) == Progress::None && progress.open_prerequisites(step) > 0
}

/// The prerequisites of a step that are not terminated.
pub(super) fn open_prerequisites<'s>(
    schedule: &'s Schedule,
    progress: &'s ProgressMap,
    step: StepIx,
) -> impl Iterator<Item = StepIx> + 's {
    let prerequisites = schedule.prerequisites(step).iter().copied();
    prerequisites.filter(|before| progress.progress(*before) != Progress::Terminated)
}

/// Of the steps from which `of` follows, those that hold it, in the order of their ids. Time
/// `O(steps before it and their prerequisites)`.
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
            to_visit.extend(open_prerequisites(schedule, progress, step));
        } else {
            blockers.push(step);
        }
    }
    blockers.sort_by(|a, b| schedule.id(*a).cmp(schedule.id(*b)));
    blockers
}

/// Every step in topological order, each with the steps that hold it in the order of their ids:
/// what [`before`] says of it.
///
/// Time `O(steps + prerequisites)` and, where lists have to be put together, that of sorting
/// them. Space that of the lists of the steps that others still wait for.
#[derive(Debug)]
pub(crate) struct Blockers<'v> {
    schedule: &'v Schedule,
    progress: &'v ProgressMap,
    /// Which step comes next.
    next: usize,
    /// The place of each step in the order of ids.
    rank: DenseMap<StepIx, u32>,
    /// What holds those that wait for a step, as long as some are to come.
    hands_on: DenseMap<StepIx, Option<Arc<[StepIx]>>>,
    /// How many of them are to come.
    to_come: DenseMap<StepIx, usize>,
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
            hands_on: DenseMap::filled(None, schedule.len()),
            to_come: DenseMap::from_vec(successors.collect()),
        }
    }

    /// What holds a step that waits: everything that its open prerequisites hand on.
    fn gathered(&self, step: StepIx) -> Arc<[StepIx]> {
        let handed = open_prerequisites(self.schedule, self.progress, step);
        let mut handed: Vec<&Arc<[StepIx]>> =
            handed.filter_map(|before| self.hands_on[before].as_ref()).collect();
        let address = |list: &&Arc<[StepIx]>| Arc::as_ptr(list).cast::<StepIx>();
        handed.sort_unstable_by_key(address);
        handed.dedup_by_key(|list| Arc::as_ptr(list).cast::<StepIx>());
        let Some(longest) = handed.iter().copied().max_by_key(|list| list.len()) else {
            return Arc::default();
        };
        if handed.len() == 1 {
            return longest.clone();
        }
        let mut all: Vec<StepIx> = handed.iter().flat_map(|list| list.iter().copied()).collect();
        // Stable, since that finds out that the lists are in order.
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
        let blockers = if waits { self.gathered(step) } else { Arc::default() };
        if self.to_come[step] > 0 && self.progress.progress(step) != Progress::Terminated {
            self.hands_on[step] = Some(if waits { blockers.clone() } else { Arc::new([step]) });
        }
        for &before in self.schedule.prerequisites(step) {
            self.to_come[before] -= 1;
            if self.to_come[before] == 0 {
                self.hands_on[before] = None;
            }
        }
        Some((step, blockers))
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        let left = self.schedule.len() - self.next;
        (left, Some(left))
    }
}
