//! Crossing reduction: orders the vertices of each column so that few lines cross.
//!
//! The best order is hard to find even for two columns (NP-hard). This file uses the barycentre
//! heuristic: sweeps to and fro sort each column by the mean position of the neighbours in the
//! column before it; the best order is kept. In small pictures, neighbours in a column are then
//! exchanged as long as this removes crossings. Invariants: the tracks stay separate, and the same
//! graph gives the same order.

use super::layering::{Columns, Vertex};
use super::rows::Rows;
use crate::dense::DenseMap;

/// The approximate number of edges that all sweeps together visit; at least four sweeps are made.
const MOST_VISITED: usize = 1_000_000;
const MOST_SWEEPS: usize = 24;
/// The most edges for which neighbours are exchanged, and the most rounds over all columns.
const FEW_EDGES: usize = 3_000;
const ROUNDS: usize = 12;
/// The mean of positions is computed in these fractions of a position.
const FRACTIONS: usize = 1024;

/// Orders the columns.
///
/// Time `O(s * (n + l) * log n)` for `n` vertices, `l` edges between neighbouring columns and `s`
/// sweeps (4 to 24, fewer for larger graphs); for few edges `O(l²)` more.
pub(super) fn reduce_crossings(columns: &mut Columns, rows: &Rows) {
    let edges: usize = columns.after.iter().map(|(_, after)| after.len()).sum();
    let sweeps = (MOST_VISITED / (edges + columns.column.len() + 1)).clamp(4, MOST_SWEEPS);
    // Each column is sorted by track first.
    let track = &rows.track;
    let mut position = DenseMap::filled(0, track.len());
    for column in &mut columns.all {
        column.sort_by_key(|&it| track[it]);
        set_positions(column, &mut position);
    }
    let mut best = (crossings(columns, &position), columns.all.clone());
    for sweep in 0..sweeps {
        if best.0 == 0 {
            break;
        }
        let forth = sweep % 2 == 0;
        let count = columns.all.len();
        for nth in 0..count {
            let joined = if forth { &columns.before } else { &columns.after };
            let column = &mut columns.all[if forth { nth } else { count - 1 - nth }];
            // The sort is stable.
            column.sort_by_cached_key(|&it| {
                let there = &joined[it];
                let sum: usize = there.iter().map(|&other| position[other]).sum();
                let mean = (FRACTIONS * sum).checked_div(there.len());
                (track[it], mean.unwrap_or(FRACTIONS * position[it]))
            });
            set_positions(column, &mut position);
        }
        let crossings = crossings(columns, &position);
        if crossings < best.0 {
            best = (crossings, columns.all.clone());
        }
    }
    columns.all = best.1;
    if best.0 > 0 && edges <= FEW_EDGES {
        exchange(columns, rows, &mut position);
    }
}

fn set_positions(column: &[Vertex], position: &mut DenseMap<Vertex, usize>) {
    for (nth, &it) in column.iter().enumerate() {
        position[it] = nth;
    }
}

/// Exchanges neighbours in a column as long as this removes crossings.
fn exchange(columns: &mut Columns, rows: &Rows, position: &mut DenseMap<Vertex, usize>) {
    for column in &columns.all {
        set_positions(column, position);
    }
    for _ in 0..ROUNDS {
        let mut better = false;
        for column in 0..columns.all.len() {
            for upper in 1..columns.all[column].len() {
                let (a, b) = (columns.all[column][upper - 1], columns.all[column][upper]);
                if rows.track[a] == rows.track[b] && removes_crossings(columns, position, a, b) {
                    columns.all[column].swap(upper - 1, upper);
                    (position[a], position[b]) = (position[b], position[a]);
                    better = true;
                }
            }
        }
        if !better {
            return;
        }
    }
}

/// Whether exchanging `a` and `b` removes crossings.
fn removes_crossings(
    columns: &Columns,
    position: &DenseMap<Vertex, usize>,
    a: Vertex,
    b: Vertex,
) -> bool {
    let (mut now, mut then) = (0_usize, 0_usize);
    for joined in [&columns.before, &columns.after] {
        for &from_a in &joined[a] {
            for &from_b in &joined[b] {
                now += usize::from(position[from_a] > position[from_b]);
                then += usize::from(position[from_a] < position[from_b]);
            }
        }
    }
    then < now
}

/// The number of crossings.
fn crossings(columns: &Columns, position: &DenseMap<Vertex, usize>) -> usize {
    let mut crossings = 0;
    for (column, next) in columns.all.iter().zip(columns.all.iter().skip(1)) {
        // A Fenwick tree: the number of edges that end at each position so far.
        let mut ended = vec![0_usize; next.len() + 1];
        let mut all = 0;
        for &it in column {
            let mut ends: Vec<usize> =
                columns.after[it].iter().map(|&other| position[other]).collect();
            for &end in &ends {
                let mut at = end + 1;
                crossings += all;
                while at > 0 {
                    crossings -= ended[at];
                    at &= at - 1;
                }
            }
            all += ends.len();
            for end in ends.drain(..) {
                let mut at = end + 1;
                while at < ended.len() {
                    ended[at] += 1;
                    at += at & at.wrapping_neg();
                }
            }
        }
    }
    crossings
}
