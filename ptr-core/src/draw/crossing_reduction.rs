//! The order within columns in which few lines cross.
//!
//! To find the best order is hard even for two columns, so the usual sweeps look for a good one:
//! each column is sorted by the middle of what its boxes are joined to in the column before, to
//! and fro, and the best order met is kept. Where the picture is small enough for that, boxes
//! then change places with their neighbours as long as lines get uncrossed. Kept true: the tracks
//! stay apart, and the same graph gives the same order.

use super::layering::{Columns, Spot};
use super::rows::Rows;
use crate::dense::DenseMap;

/// How many lines are looked at in all sweeps together, about; a few sweeps are always made.
const EFFORT: usize = 1_000_000;
const MOST_SWEEPS: usize = 24;
/// Up to how many lines boxes change places one by one, and how often all are tried.
const FEW_LINES: usize = 3_000;
const ROUNDS: usize = 12;
/// Middles are counted in such parts of a place.
const PARTS: usize = 1024;

/// Orders the columns.
///
/// Time `O(s * (n + l) * log n)` for `n` boxes and places, `l` lines between neighbouring
/// columns and `s` sweeps, at most 24 and few where there is much to look at; for few lines
/// `O(l²)` more.
pub(super) fn reduce_crossings(columns: &mut Columns, rows: &Rows) {
    let all_lines: usize = columns.after.iter().map(|(_, after)| after.len()).sum();
    let sweeps = (EFFORT / (all_lines + columns.column.len() + 1)).clamp(4, MOST_SWEEPS);
    // Tracks stay one below the other.
    let track = &rows.track;
    let mut position = DenseMap::filled(0, track.len());
    for column in &mut columns.all {
        column.sort_by_key(|&it| track[it]);
        take_positions(column, &mut position);
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
            // Ties keep their order.
            column.sort_by_cached_key(|&it| {
                let there = &joined[it];
                let sum: usize = there.iter().map(|&other| position[other]).sum();
                let middle = (PARTS * sum).checked_div(there.len());
                (track[it], middle.unwrap_or(PARTS * position[it]))
            });
            take_positions(column, &mut position);
        }
        let crossings = crossings(columns, &position);
        if crossings < best.0 {
            best = (crossings, columns.all.clone());
        }
    }
    columns.all = best.1;
    if best.0 > 0 && all_lines <= FEW_LINES {
        exchange(columns, rows, &mut position);
    }
}

fn take_positions(column: &[Spot], position: &mut DenseMap<Spot, usize>) {
    for (nth, &it) in column.iter().enumerate() {
        position[it] = nth;
    }
}

/// Lets neighbours change places while that uncrosses lines.
fn exchange(columns: &mut Columns, rows: &Rows, position: &mut DenseMap<Spot, usize>) {
    for column in &columns.all {
        take_positions(column, position);
    }
    for _ in 0..ROUNDS {
        let mut better = false;
        for column in 0..columns.all.len() {
            for upper in 1..columns.all[column].len() {
                let (a, b) = (columns.all[column][upper - 1], columns.all[column][upper]);
                if rows.track[a] == rows.track[b] && gained_by_exchange(columns, position, a, b) {
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

/// Whether fewer lines cross with `b` above `a` than with `a` above `b`.
fn gained_by_exchange(
    columns: &Columns,
    position: &DenseMap<Spot, usize>,
    a: Spot,
    b: Spot,
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

/// How many lines cross, with positions as given.
fn crossings(columns: &Columns, position: &DenseMap<Spot, usize>) -> usize {
    let mut crossings = 0;
    for (column, next) in columns.all.iter().zip(columns.all.iter().skip(1)) {
        // A tree of sums (Fenwick's) over the places where lines ended so far.
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
