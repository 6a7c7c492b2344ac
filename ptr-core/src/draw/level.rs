//! How far across each box of a column stands, once the order is known.
//!
//! Each box wants to be level with the middle one of those that it is joined to, and a line that
//! passes columns wants to run straight. Where two wants collide, the boxes share the difference:
//! pools of adjacent violators, the exact least squares for a given order. Kept true: nothing
//! stands on another, and frames are levelled each by itself.

use super::layout::{Columns, Sizes, tall};

/// To and fro, so often.
const SWEEPS: usize = 12;
/// A line weighs more than a box: a bend in it is seen.
const OF_PLACES: i64 = 6;
/// Lines keep this far from each other, and from boxes.
const CLEAR: i64 = 12;

/// The middle of each box and place, counted from anywhere, each frame for itself.
///
/// Time `O((n + l) * log n)` for `n` boxes and places and `l` lines between them.
pub(super) fn leveled(columns: &Columns, sizes: Sizes) -> Vec<i64> {
    let mut middles = vec![0; columns.lane.len()];
    // A column's part in a frame: what is moved together.
    let parts: Vec<Vec<&[usize]>> = columns
        .all
        .iter()
        .map(|column| column.chunk_by(|&a, &b| columns.lane[a] == columns.lane[b]).collect())
        .collect();
    for part in parts.iter().flatten() {
        let offsets = offsets(columns, part, sizes);
        // A part begins centred.
        let half = offsets.last().copied().unwrap_or(0) / 2;
        for (&node, offset) in part.iter().zip(offsets) {
            middles[node] = offset - half;
        }
    }
    for sweep in 0..SWEEPS {
        let forth = sweep % 2 == 1;
        let joined = if forth { &columns.before } else { &columns.after };
        for nth in 0..parts.len() {
            let column = &parts[if forth { nth } else { parts.len() - 1 - nth }];
            for part in column {
                level(columns, part, joined, &mut middles, sizes);
            }
        }
    }
    middles
}

/// The least distance of each from the first of the part.
fn offsets(columns: &Columns, part: &[usize], sizes: Sizes) -> Vec<i64> {
    let mut offsets: Vec<i64> = Vec::with_capacity(part.len());
    for (nth, &node) in part.iter().enumerate() {
        let offset = match nth.checked_sub(1).map(|above| part[above]) {
            None => 0,
            Some(above) => {
                let boxes = !columns.is_place(node) && !columns.is_place(above);
                let apart = if boxes { sizes.apart } else { CLEAR };
                let halves =
                    tall(columns, above, sizes) / 2 + tall(columns, node, sizes).div_euclid(2);
                offsets[nth - 1] + halves + apart + 1
            }
        };
        offsets.push(offset);
    }
    offsets
}

/// Moves a part to where it wants to be.
fn level(
    columns: &Columns,
    part: &[usize],
    joined: &[Vec<usize>],
    middles: &mut [i64],
    sizes: Sizes,
) {
    let offsets = offsets(columns, part, sizes);
    // Pools: how many stand together, their weight, and the sum of where they want the first.
    let mut pools: Vec<(usize, i64, i64)> = Vec::with_capacity(part.len());
    for (&node, offset) in part.iter().zip(&offsets) {
        let (wanted, weight) = wish(columns, node, &joined[node], middles);
        pools.push((1, weight, weight * (wanted - offset)));
        while let [.., (above, above_weight, above_sum), (count, weight, sum)] = pools[..] {
            if above_sum.div_euclid(above_weight) <= sum.div_euclid(weight) {
                break;
            }
            pools.truncate(pools.len() - 2);
            pools.push((above + count, above_weight + weight, above_sum + sum));
        }
    }
    let starts = pools
        .iter()
        .flat_map(|&(count, weight, sum)| std::iter::repeat_n(sum.div_euclid(weight), count));
    for ((&node, offset), start) in part.iter().zip(offsets).zip(starts) {
        middles[node] = start + offset;
    }
}

/// Where a box or place wants to be, and how much.
fn wish(columns: &Columns, node: usize, joined: &[usize], middles: &[i64]) -> (i64, i64) {
    let same_frame = |it: &&usize| columns.lane[**it] == columns.lane[node];
    let mut there: Vec<i64> = joined.iter().filter(same_frame).map(|&it| middles[it]).collect();
    there.sort_unstable();
    let count = there.len();
    if count == 0 {
        return (middles[node], 1);
    }
    let middle = there[(count - 1) / 2].midpoint(there[count / 2]);
    (middle, if columns.is_place(node) { OF_PLACES } else { 2 })
}
