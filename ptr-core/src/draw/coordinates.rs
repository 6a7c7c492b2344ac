//! How far across each box of a column stands, once the order is known.
//!
//! The way of Brandes and Köpf, of their four alignments the one towards the beginning: a box
//! is level with the first one that it waits for and that no other is level with, so that chains
//! and the lines that pass columns run straight; and all stand as close to the beginning as
//! that lets them. So a picture begins in its corner. What hangs in the air then comes down to
//! what it waits for, as far as there is room. Kept true: nothing stands on another.

use petgraph::algo::toposort;
use petgraph::graph::{DiGraph, NodeIndex};

use super::layering::{Columns, Spot};
use super::rows::Rows;
use super::sizes::{CLEAR, Sizes};
use crate::dense::{Dense, DenseMap};

/// How often what hangs in the air is let down: what it waits for may come down, too.
const LET_DOWN: usize = 3;
/// How often strips are cut that keep room empty, and from how many boxes' room on.
const CUTS: usize = 8;
const GAPS: i64 = 2;

/// Boxes and places that run level, known by the first of them.
struct Strips {
    first: DenseMap<Spot, Spot>,
    /// What goes on level in the next column.
    next: DenseMap<Spot, Option<Spot>>,
}

/// The middle of each box and place, each track counted for itself.
///
/// Time `O(n + l * log l)` for `n` boxes and places and `l` lines between them.
pub(super) fn leveled(columns: &Columns, rows: &Rows, sizes: Sizes) -> DenseMap<Spot, i64> {
    let stacks = Stacks::of(columns, rows, sizes);
    let mut strips = Strips::of(columns, rows);
    let mut at = strips.compacted(&stacks);
    for _ in 0..CUTS {
        if !strips.cut(&stacks, &at, GAPS * (sizes.breadth + sizes.apart)) {
            break;
        }
        at = strips.compacted(&stacks);
    }
    strips.let_down(columns, rows, &stacks, &mut at);
    at
}

/// What stands above and below what, and how far apart their middles must be.
struct Stacks {
    /// From the first column to the last, each from above.
    all: Vec<Spot>,
    above: DenseMap<Spot, Option<(Spot, i64)>>,
    below: DenseMap<Spot, Option<(Spot, i64)>>,
}

impl Stacks {
    fn of(columns: &Columns, rows: &Rows, sizes: Sizes) -> Self {
        let mut above = DenseMap::filled(None, columns.column.len());
        let mut below = above.clone();
        for pair in columns.all.iter().flat_map(|column| column.windows(2)) {
            let (upper, lower) = (pair[0], pair[1]);
            if rows.track[upper] == rows.track[lower] {
                let apart = apart(columns, upper, lower, sizes);
                above[lower] = Some((upper, apart));
                below[upper] = Some((lower, apart));
            }
        }
        Self { all: columns.all.iter().flatten().copied().collect(), above, below }
    }
}

impl Strips {
    fn of(columns: &Columns, rows: &Rows) -> Self {
        let next = aligned(columns, rows);
        let mut strips = Self { first: DenseMap::from_vec(next.keys().collect()), next };
        strips.name(columns.all.iter().flatten());
        strips
    }

    /// Knows each strip by its first, given everything from the first column to the last.
    fn name<'s>(&mut self, all: impl Iterator<Item = &'s Spot>) {
        self.first = DenseMap::from_vec(self.first.keys().collect());
        for &it in all {
            if let Some(next) = self.next[it] {
                self.first[next] = self.first[it];
            }
        }
    }

    fn members(&self, strip: Spot) -> impl Iterator<Item = Spot> {
        std::iter::successors(Some(strip), |&it| self.next[it])
    }

    /// The strips, each after those above it.
    fn sorted(&self, stacks: &Stacks) -> Vec<Spot> {
        let node = |spot: Spot| NodeIndex::new(self.first[spot].index());
        let mut graph = DiGraph::<(), ()>::with_capacity(self.first.len(), stacks.all.len());
        for _ in self.first.keys() {
            graph.add_node(());
        }
        for &lower in &stacks.all {
            if let Some((upper, _)) = stacks.above[lower] {
                graph.add_edge(node(upper), node(lower), ());
            }
        }
        // No two strips cross, so none stands above itself.
        let sorted = toposort(&graph, None).unwrap_or_default().into_iter();
        let spots = sorted.map(|node| Spot::from_index(node.index()));
        spots.filter(|&spot| self.first[spot] == spot).collect()
    }

    /// Everything as far up as what stands above lets it.
    fn compacted(&self, stacks: &Stacks) -> DenseMap<Spot, i64> {
        let mut at = DenseMap::filled(0, self.first.len());
        for strip in self.sorted(stacks) {
            let least = self.members(strip).filter_map(|it| stacks.above[it]);
            let least = least.map(|(upper, apart)| at[upper] + apart).max().unwrap_or(0);
            for it in self.members(strip) {
                at[it] = least;
            }
        }
        at
    }

    /// Cuts strips of which one part could stand that much higher without the other. Says
    /// whether there were any.
    fn cut(&mut self, stacks: &Stacks, at: &DenseMap<Spot, i64>, gap: i64) -> bool {
        let mut cut = false;
        let heads = stacks.all.iter().copied().filter(|&it| self.first[it] == it);
        for strip in heads.collect::<Vec<Spot>>() {
            let members: Vec<Spot> = self.members(strip).collect();
            let needs = |it: &Spot| stacks.above[*it].map_or(0, |(upper, apart)| at[upper] + apart);
            let mut after: Vec<i64> = members.iter().map(needs).collect();
            for nth in (1..after.len()).rev() {
                after[nth - 1] = after[nth - 1].max(after[nth]);
            }
            let mut before = 0;
            let mut most = (gap, None);
            for (pair, after) in members.windows(2).zip(&after[1..]) {
                before = before.max(needs(&pair[0]));
                if (before - after).abs() > most.0 {
                    most = ((before - after).abs(), Some(pair[0]));
                }
            }
            if let Some(last) = most.1 {
                self.next[last] = None;
                cut = true;
            }
        }
        self.name(stacks.all.iter());
        cut
    }

    /// Lets what hangs in the air down to the first that it waits for or, if it waits for
    /// nothing, to the first that waits for it, as far as there is room.
    fn let_down(
        &self,
        columns: &Columns,
        rows: &Rows,
        stacks: &Stacks,
        at: &mut DenseMap<Spot, i64>,
    ) {
        let sorted = self.sorted(stacks);
        for _ in 0..LET_DOWN {
            for &strip in sorted.iter().rev() {
                let near = |it: &&Spot| rows.track[**it] == rows.track[strip];
                let level = |joined: &[Spot]| joined.iter().filter(near).map(|&it| at[it]).min();
                let last = self.members(strip).last().unwrap_or(strip);
                let wish = if columns.before[strip].is_empty() {
                    level(&columns.after[last])
                } else {
                    level(&columns.before[strip])
                };
                let room = self.members(strip).filter_map(|it| stacks.below[it]);
                let room = room.map(|(lower, apart)| at[lower] - apart).min().unwrap_or(i64::MAX);
                let wish = wish.unwrap_or(0).max(at[strip]).min(room);
                for it in self.members(strip) {
                    at[it] = wish;
                }
            }
        }
    }
}

/// For each box and place what goes on level with it in the next column. No two strips cross.
fn aligned(columns: &Columns, rows: &Rows) -> DenseMap<Spot, Option<Spot>> {
    let mut next = DenseMap::filled(None, columns.column.len());
    let mut position = DenseMap::filled(0, columns.column.len());
    for column in &columns.all {
        for (nth, &it) in column.iter().enumerate() {
            position[it] = nth;
        }
    }
    for column in &columns.all {
        for part in column.chunk_by(|&a, &b| rows.track[a] == rows.track[b]) {
            // What passes goes on straight: nothing that is aligned may cross it.
            let passing = |it: Spot| {
                let mut from = columns.before[it].iter().copied();
                let place = from.find(|&from| columns.is_place(from));
                place.filter(|&from| columns.is_place(it) && rows.track[from] == rows.track[it])
            };
            let mut ends = vec![usize::MAX; part.len()];
            let mut end = usize::MAX;
            for (nth, &it) in part.iter().enumerate().rev() {
                ends[nth] = end;
                if let Some(from) = passing(it) {
                    end = end.min(position[from]);
                }
            }
            // The positions before that are above what has been aligned.
            let mut begin = 0;
            for (&it, end) in part.iter().zip(ends) {
                let mut there: Vec<Spot> = match passing(it) {
                    Some(from) => vec![from],
                    None => columns.before[it].clone(),
                };
                there.sort_unstable_by_key(|&from| position[from]);
                let free = |from: &Spot| {
                    let at = position[*from];
                    let level = rows.track[*from] == rows.track[it] && next[*from].is_none();
                    level && at >= begin && (at < end || passing(it).is_some())
                };
                if let Some(from) = there.into_iter().find(free) {
                    next[from] = Some(it);
                    begin = position[from] + 1;
                } else if let Some(from) = passing(it) {
                    begin = begin.max(position[from] + 1);
                }
            }
        }
    }
    next
}

/// How far the middles of neighbours are from each other at least.
fn apart(columns: &Columns, upper: Spot, lower: Spot, sizes: Sizes) -> i64 {
    let boxes = !columns.is_place(upper) && !columns.is_place(lower);
    let apart = if boxes { sizes.apart } else { CLEAR };
    tall(columns, upper, sizes) / 2 + (tall(columns, lower, sizes) + 1) / 2 + apart
}

/// How much room something takes across.
pub(super) fn tall(columns: &Columns, spot: Spot, sizes: Sizes) -> i64 {
    if columns.is_place(spot) { 2 } else { sizes.breadth }
}
