//! Which steps get a row of their own: those that people look for first.
//!
//! Steps that are under way, could begin or should have begun come first, then the critical path,
//! then the steps nearest to the instant of the view. Kept true: no more rows than asked for, titles
//! of groups included, if at least two groups fit.

use chrono::TimeDelta;

use crate::dense::{Dense, DenseMap, StepIx};

/// A step that may get a row.
#[derive(Debug, Clone, Copy)]
pub(super) struct Candidate {
    pub(super) step: StepIx,
    /// The place of its group.
    pub(super) group: usize,
    /// Whether a part of it is on the axis.
    pub(super) is_visible: bool,
    /// The smaller, the sooner it gets a row.
    pub(super) rank: (bool, bool, bool, TimeDelta),
}

/// The groups and steps that get a row.
pub(super) struct Chosen {
    pub(super) groups: Vec<bool>,
    pub(super) rows: DenseMap<StepIx, bool>,
}

/// Chooses at most `most` rows. Where the titles of groups alone would take more than half of them,
/// only the groups with the first steps get a row each, and the others one together. Time
/// `O(n log n)` for `n` candidates.
pub(super) fn choose(candidates: &[Candidate], groups: usize, most: Option<usize>) -> Chosen {
    let steps = candidates.iter().map(|it| it.step.index() + 1).max().unwrap_or(0);
    let mut rows = DenseMap::filled(false, steps);
    let Some(most) = most else {
        candidates.iter().filter(|it| it.is_visible).for_each(|it| rows[it.step] = true);
        return Chosen { groups: vec![true; groups], rows };
    };
    let mut sorted: Vec<&Candidate> = candidates.iter().collect();
    sorted.sort_by_key(|it| (!it.is_visible, it.rank, it.step));
    let mut has_row = vec![groups <= (most / 2).max(1); groups];
    if !has_row.first().is_none_or(|all| *all) {
        let mut left = (most / 2).saturating_sub(1);
        for candidate in &sorted {
            let has_row = &mut has_row[candidate.group];
            if left > 0 && !*has_row {
                (*has_row, left) = (true, left - 1);
            }
        }
    }
    let titles = has_row.iter().filter(|it| **it).count();
    let titles = titles + usize::from(titles < groups);
    for candidate in sorted.into_iter().filter(|it| it.is_visible).take(most.saturating_sub(titles))
    {
        rows[candidate.step] = true;
    }
    Chosen { groups: has_row, rows }
}
