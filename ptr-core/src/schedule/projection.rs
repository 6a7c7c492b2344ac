//! The steps of a plan that a dry run executes, their effective prerequisites and their order.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use petgraph::Direction;
use petgraph::graph::NodeIndex;

use crate::dense::{Adjacency, Dense, DenseMap, RowIx, StepIx};
use crate::id::DryRun;
use crate::plan::{Offset, Plan, When};

/// The most prerequisites of omitted steps that are visited. A step with a thousand prerequisites
/// and a thousand successors, if omitted, causes a million visits.
pub(super) const MOST_REPLACED: usize = 10_000_000;

/// For each row that takes part, the effective prerequisites in the order of their ids, without
/// duplicates; an empty list for rows that do not take part.
///
/// A search from each row through omitted rows, so the space is that of the result. `Err` with the
/// omitted row that connects the most pairs, if all searches together visit more than
/// [`MOST_REPLACED`] prerequisites.
pub(crate) fn effective_prerequisites(
    plan: &Plan,
    takes_part: &DenseMap<RowIx, bool>,
) -> Result<Adjacency<RowIx>, RowIx> {
    let checked = plan.checked();
    let mut replaced = 0;
    let mut seen_by: DenseMap<RowIx, Option<RowIx>> = DenseMap::filled(None, plan.len());
    let (mut to_visit, mut found) = (Vec::new(), Vec::new());
    let mut effective = Adjacency::with_capacity(plan.len(), plan.graph().edge_count());
    for (row, &included) in takes_part.iter() {
        to_visit.clear();
        if included && replaced <= MOST_REPLACED {
            to_visit.push(row);
        }
        while let Some(here) = to_visit.pop() {
            for prerequisite in checked.prerequisites(here) {
                replaced += usize::from(here != row);
                if seen_by[prerequisite] != Some(row) {
                    seen_by[prerequisite] = Some(row);
                    if takes_part[prerequisite] {
                        found.push(prerequisite);
                    } else {
                        to_visit.push(prerequisite);
                    }
                }
            }
        }
        // The graph gives those first that were written last.
        found.reverse();
        found.sort_unstable_by_key(|row| checked.rank[*row]);
        effective.push(found.drain(..));
    }
    if replaced <= MOST_REPLACED {
        return Ok(effective);
    }
    // The row that is reported depends on the plan only, not on the progress of the search.
    let pairs = |row: RowIx| {
        let edges = |way| plan.graph().edges_directed(NodeIndex::new(row.index()), way).count();
        edges(Direction::Incoming) * edges(Direction::Outgoing)
    };
    let left_out = takes_part.iter().filter(|(_, included)| !**included).map(|(row, _)| row);
    let hub = left_out.max_by_key(|&row| (pairs(row), Reverse(checked.rank[row])));
    Err(hub.unwrap_or(RowIx::from_index(0)))
}

/// Kahn's algorithm: of the rows whose prerequisites have all been placed, the one with the smallest
/// id is next. Returns the rows in this order, and the index of each row in it.
///
/// The rows are gone through in the order of ids. Only those that were passed before their last
/// prerequisite was placed need a heap: all of them come before what is still ahead.
pub(crate) fn topological_order(
    plan: &Plan,
    takes_part: &DenseMap<RowIx, bool>,
    effective: &Adjacency<RowIx>,
) -> (DenseMap<StepIx, RowIx>, DenseMap<RowIx, Option<StepIx>>) {
    let checked = plan.checked();
    let successors = effective.reversed();
    let mut open: DenseMap<RowIx, usize> =
        DenseMap::from_vec(takes_part.keys().map(|row| effective.row(row).len()).collect());
    let mut passed: BinaryHeap<Reverse<u32>> = BinaryHeap::new();
    let mut rows = Vec::with_capacity(plan.len());
    let mut places = DenseMap::filled(None, plan.len());
    for (rank, &ahead) in (0..).zip(checked.index.rows()) {
        let mut next = Some(ahead).filter(|row| takes_part[*row] && open[*row] == 0);
        while let Some(row) = next {
            places[row] = Some(StepIx::from_index(rows.len()));
            rows.push(row);
            for &successor in successors.row(row) {
                open[successor] -= 1;
                if open[successor] == 0 && checked.rank[successor] < rank {
                    passed.push(Reverse(checked.rank[successor]));
                }
            }
            next = passed.pop().map(|Reverse(rank)| checked.index.rows()[rank as usize]);
        }
    }
    (DenseMap::from_vec(rows), places)
}

/// The steps that a dry run dates by a milestone that a contingency phase sets, each with its
/// offset from it. Time `O(steps)` if there is such a milestone.
pub(super) fn followers(
    plan: &Plan,
    dry_run: &DryRun,
    rows: &DenseMap<StepIx, RowIx>,
) -> Vec<(StepIx, Offset)> {
    let set: Vec<&str> = plan.phases().iter().filter_map(|phase| phase.sets.as_deref()).collect();
    if set.is_empty() {
        return Vec::new();
    }
    let follows = |(step, row): (StepIx, &RowIx)| match plan.steps()[row.index()]
        .start
        .in_dry_run(dry_run)?
    {
        When::FromMilestone(from) if set.contains(&from.milestone.as_str()) => {
            Some((step, from.offset))
        }
        When::FromMilestone(_) | When::Moment(_) => None,
    };
    rows.iter().filter_map(follows).collect()
}
