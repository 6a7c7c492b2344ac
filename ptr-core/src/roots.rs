//! Who holds a chain: of all steps before one, however far, those not terminated that wait for
//! no step themselves.
//!
//! One step is answered by a walk ([`before`]). Who asks about all of them would walk the same
//! chains again for each, so [`Roots`] goes through the schedule once and hands what holds a step
//! on to those that wait for it. Steps that are held by the same ones share the list, and a list
//! is dropped with the last step that could have asked for it.

use std::sync::Arc;

use crate::dense::{Dense, DenseMap, StepIx};
use crate::marks::Marks;
use crate::schedule::Schedule;
use crate::state::Progress;

/// Whether a step waits for others. One that was started has passed its prerequisites: it holds
/// the chain itself.
fn waits(marks: &Marks, step: StepIx) -> bool {
    marks.progress(step) == Progress::None && marks.open_prerequisites(step) > 0
}

/// The prerequisites of a step that are not terminated.
fn open<'s>(
    schedule: &'s Schedule,
    marks: &'s Marks,
    step: StepIx,
) -> impl Iterator<Item = StepIx> + 's {
    let prerequisites = schedule.prerequisites(step).iter().copied();
    prerequisites.filter(|before| marks.progress(*before) != Progress::Terminated)
}

/// Of the steps from which `of` follows, those that hold it, in the order of their ids. Time
/// `O(steps before it and their prerequisites)`.
pub(crate) fn before(schedule: &Schedule, marks: &Marks, of: StepIx) -> Vec<StepIx> {
    let mut roots = Vec::new();
    if !waits(marks, of) {
        return roots;
    }
    let mut visited = DenseMap::filled(false, schedule.len());
    let mut to_visit: Vec<StepIx> = open(schedule, marks, of).collect();
    while let Some(step) = to_visit.pop() {
        if std::mem::replace(&mut visited[step], true) {
            continue;
        }
        if waits(marks, step) {
            to_visit.extend(open(schedule, marks, step));
        } else {
            roots.push(step);
        }
    }
    roots.sort_by(|a, b| schedule.id(*a).cmp(schedule.id(*b)));
    roots
}

/// Every step in topological order, each with the steps that hold it in the order of their ids:
/// what [`before`] says of it.
///
/// Time `O(steps + prerequisites)` and, where lists have to be put together, that of sorting
/// them. Space that of the lists of the steps that others still wait for.
#[derive(Debug)]
pub(crate) struct Roots<'v> {
    schedule: &'v Schedule,
    marks: &'v Marks,
    /// Which step comes next.
    next: usize,
    /// The place of each step in the order of ids.
    rank: DenseMap<StepIx, u32>,
    /// What holds those that wait for a step, as long as some are to come.
    hands_on: DenseMap<StepIx, Option<Arc<[StepIx]>>>,
    /// How many of them are to come.
    to_come: DenseMap<StepIx, usize>,
}

impl<'v> Roots<'v> {
    pub(crate) fn new(schedule: &'v Schedule, marks: &'v Marks) -> Self {
        let mut rank = DenseMap::filled(0, schedule.len());
        for (place, &step) in (0..).zip(schedule.steps_by_id()) {
            rank[step] = place;
        }
        let successors = schedule.steps().map(|step| schedule.successors(step).len());
        Self {
            schedule,
            marks,
            next: 0,
            rank,
            hands_on: DenseMap::filled(None, schedule.len()),
            to_come: DenseMap::from_vec(successors.collect()),
        }
    }

    /// What holds a step that waits: everything that its open prerequisites hand on.
    fn gathered(&self, step: StepIx) -> Arc<[StepIx]> {
        let handed = open(self.schedule, self.marks, step);
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
        all.sort_by_key(|root| self.rank[*root]);
        all.dedup();
        if all.len() == longest.len() { longest.clone() } else { all.into() }
    }
}

impl Iterator for Roots<'_> {
    type Item = (StepIx, Arc<[StepIx]>);

    fn next(&mut self) -> Option<Self::Item> {
        if self.next == self.schedule.len() {
            return None;
        }
        let step = StepIx::from_index(self.next);
        self.next += 1;
        let waits = waits(self.marks, step);
        let roots = if waits { self.gathered(step) } else { Arc::default() };
        if self.to_come[step] > 0 && self.marks.progress(step) != Progress::Terminated {
            self.hands_on[step] = Some(if waits { roots.clone() } else { Arc::new([step]) });
        }
        for &before in self.schedule.prerequisites(step) {
            self.to_come[before] -= 1;
            if self.to_come[before] == 0 {
                self.hands_on[before] = None;
            }
        }
        Some((step, roots))
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        let left = self.schedule.len() - self.next;
        (left, Some(left))
    }
}
