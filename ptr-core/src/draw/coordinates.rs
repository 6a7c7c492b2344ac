//! The coordinates across of boxes and dummy nodes, for a given order in each column.
//!
//! The method of Brandes and Köpf (2002), with one of its four alignments, towards the beginning: a
//! vertex is aligned with its first predecessor that is not aligned yet, so chains and long lines
//! are straight. The blocks of aligned vertices are then compacted towards the beginning. Finally,
//! blocks are moved towards their predecessors, as far as there is room. Invariant: no two boxes
//! overlap.

use petgraph::algo::toposort;
use petgraph::graph::{DiGraph, NodeIndex};

use super::layering::{Columns, Vertex};
use super::rows::Rows;
use super::sizes::{CLEAR, Sizes};
use crate::dense::{Dense, DenseMap};

/// The number of rounds in which blocks are moved towards their predecessors, which may move too.
const MOVE_ROUNDS: usize = 3;
/// The most rounds of splitting blocks, and the least gain of a split, in boxes.
const SPLIT_ROUNDS: usize = 8;
const LEAST_GAIN: i64 = 2;

/// Blocks of aligned vertices; each is known by its first vertex, its root.
struct Blocks {
    root: DenseMap<Vertex, Vertex>,
    /// The vertex in the next column that is aligned with it.
    next: DenseMap<Vertex, Option<Vertex>>,
}

/// The coordinate across of the middle of each vertex, relative to its track.
///
/// Time `O(n + l * log l)` for `n` vertices and `l` edges between them.
pub(super) fn assign_coordinates(
    columns: &Columns,
    rows: &Rows,
    sizes: Sizes,
) -> DenseMap<Vertex, i64> {
    let separations = Separations::of(columns, rows, sizes);
    let mut blocks = Blocks::of(columns, rows);
    let mut at = blocks.compact(&separations);
    for _ in 0..SPLIT_ROUNDS {
        if !blocks.split(&separations, &at, LEAST_GAIN * (sizes.breadth + sizes.apart)) {
            break;
        }
        at = blocks.compact(&separations);
    }
    blocks.move_to_neighbours(columns, rows, &separations, &mut at);
    at
}

/// The neighbours of each vertex in its column, with the least distance of their middles.
struct Separations {
    /// All vertices, column by column.
    all: Vec<Vertex>,
    above: DenseMap<Vertex, Option<(Vertex, i64)>>,
    below: DenseMap<Vertex, Option<(Vertex, i64)>>,
}

impl Separations {
    fn of(columns: &Columns, rows: &Rows, sizes: Sizes) -> Self {
        let mut above = DenseMap::filled(None, columns.column.len());
        let mut below = above.clone();
        for pair in columns.all.iter().flat_map(|column| column.windows(2)) {
            let (upper, lower) = (pair[0], pair[1]);
            if rows.track[upper] == rows.track[lower] {
                let apart = separation(columns, upper, lower, sizes);
                above[lower] = Some((upper, apart));
                below[upper] = Some((lower, apart));
            }
        }
        Self { all: columns.all.iter().flatten().copied().collect(), above, below }
    }
}

impl Blocks {
    fn of(columns: &Columns, rows: &Rows) -> Self {
        let next = aligned(columns, rows);
        let mut blocks = Self { root: DenseMap::from_vec(next.keys().collect()), next };
        blocks.set_roots(columns.all.iter().flatten());
        blocks
    }

    /// Computes the root of each vertex; `all` is in the order of columns.
    fn set_roots<'s>(&mut self, all: impl Iterator<Item = &'s Vertex>) {
        self.root = DenseMap::from_vec(self.root.keys().collect());
        for &it in all {
            if let Some(next) = self.next[it] {
                self.root[next] = self.root[it];
            }
        }
    }

    fn members(&self, block: Vertex) -> impl Iterator<Item = Vertex> {
        std::iter::successors(Some(block), |&it| self.next[it])
    }

    /// The roots of the blocks in topological order: each block after those above it.
    fn sorted(&self, separations: &Separations) -> Vec<Vertex> {
        let node = |vertex: Vertex| NodeIndex::new(self.root[vertex].index());
        let mut graph = DiGraph::<(), ()>::with_capacity(self.root.len(), separations.all.len());
        for _ in self.root.keys() {
            graph.add_node(());
        }
        for &lower in &separations.all {
            if let Some((upper, _)) = separations.above[lower] {
                graph.add_edge(node(upper), node(lower), ());
            }
        }
        // Blocks do not cross, so the graph has no cycle.
        let sorted = toposort(&graph, None).unwrap_or_default().into_iter();
        let vertices = sorted.map(|node| Vertex::from_index(node.index()));
        vertices.filter(|&vertex| self.root[vertex] == vertex).collect()
    }

    /// The least coordinate of each vertex that the vertices above it allow.
    fn compact(&self, separations: &Separations) -> DenseMap<Vertex, i64> {
        let mut at = DenseMap::filled(0, self.root.len());
        for block in self.sorted(separations) {
            let least = self.members(block).filter_map(|it| separations.above[it]);
            let least = least.map(|(upper, apart)| at[upper] + apart).max().unwrap_or(0);
            for it in self.members(block) {
                at[it] = least;
            }
        }
        at
    }

    /// Splits blocks where one part could move by more than `gap` without the other. Returns
    /// whether any was split.
    fn split(&mut self, separations: &Separations, at: &DenseMap<Vertex, i64>, gap: i64) -> bool {
        let mut any = false;
        let heads = separations.all.iter().copied().filter(|&it| self.root[it] == it);
        for block in heads.collect::<Vec<Vertex>>() {
            let members: Vec<Vertex> = self.members(block).collect();
            let needs =
                |it: &Vertex| separations.above[*it].map_or(0, |(upper, apart)| at[upper] + apart);
            let mut after: Vec<i64> = members.iter().map(needs).collect();
            for nth in (1..after.len()).rev() {
                after[nth - 1] = after[nth - 1].max(after[nth]);
            }
            let mut before = 0;
            let mut best = (gap, None);
            for (pair, after) in members.windows(2).zip(&after[1..]) {
                before = before.max(needs(&pair[0]));
                if (before - after).abs() > best.0 {
                    best = ((before - after).abs(), Some(pair[0]));
                }
            }
            if let Some(last) = best.1 {
                self.next[last] = None;
                any = true;
            }
        }
        self.set_roots(separations.all.iter());
        any
    }

    /// Moves each block towards the first of its predecessors or, if it has none, of its
    /// successors, as far as there is room.
    fn move_to_neighbours(
        &self,
        columns: &Columns,
        rows: &Rows,
        separations: &Separations,
        at: &mut DenseMap<Vertex, i64>,
    ) {
        let sorted = self.sorted(separations);
        for _ in 0..MOVE_ROUNDS {
            for &block in sorted.iter().rev() {
                let near = |it: &&Vertex| rows.track[**it] == rows.track[block];
                let level =
                    |neighbours: &[Vertex]| neighbours.iter().filter(near).map(|&it| at[it]).min();
                let last = self.members(block).last().unwrap_or(block);
                let wanted = if columns.before[block].is_empty() {
                    level(&columns.after[last])
                } else {
                    level(&columns.before[block])
                };
                let room = self.members(block).filter_map(|it| separations.below[it]);
                let room = room.map(|(lower, apart)| at[lower] - apart).min().unwrap_or(i64::MAX);
                let wanted = wanted.unwrap_or(0).max(at[block]).min(room);
                for it in self.members(block) {
                    at[it] = wanted;
                }
            }
        }
    }
}

/// For each vertex the one in the next column that is aligned with it. No two blocks cross.
fn aligned(columns: &Columns, rows: &Rows) -> DenseMap<Vertex, Option<Vertex>> {
    let mut next = DenseMap::filled(None, columns.column.len());
    let mut position = DenseMap::filled(0, columns.column.len());
    for column in &columns.all {
        for (nth, &it) in column.iter().enumerate() {
            position[it] = nth;
        }
    }
    for column in &columns.all {
        for part in column.chunk_by(|&a, &b| rows.track[a] == rows.track[b]) {
            // Dummy nodes of one edge are aligned first: no other alignment may cross them.
            let dummy_before = |it: Vertex| {
                let mut from = columns.before[it].iter().copied();
                let dummy = from.find(|&from| columns.is_dummy(from));
                dummy.filter(|&from| columns.is_dummy(it) && rows.track[from] == rows.track[it])
            };
            let mut ends = vec![usize::MAX; part.len()];
            let mut end = usize::MAX;
            for (nth, &it) in part.iter().enumerate().rev() {
                ends[nth] = end;
                if let Some(from) = dummy_before(it) {
                    end = end.min(position[from]);
                }
            }
            // Alignments may not cross, so each begins after the position of the last.
            let mut begin = 0;
            for (&it, end) in part.iter().zip(ends) {
                let mut there: Vec<Vertex> = match dummy_before(it) {
                    Some(from) => vec![from],
                    None => columns.before[it].clone(),
                };
                there.sort_unstable_by_key(|&from| position[from]);
                let free = |from: &Vertex| {
                    let at = position[*from];
                    let level = rows.track[*from] == rows.track[it] && next[*from].is_none();
                    level && at >= begin && (at < end || dummy_before(it).is_some())
                };
                if let Some(from) = there.into_iter().find(free) {
                    next[from] = Some(it);
                    begin = position[from] + 1;
                } else if let Some(from) = dummy_before(it) {
                    begin = begin.max(position[from] + 1);
                }
            }
        }
    }
    next
}

/// The least distance of the middles of two neighbours in a column.
fn separation(columns: &Columns, upper: Vertex, lower: Vertex, sizes: Sizes) -> i64 {
    let boxes = !columns.is_dummy(upper) && !columns.is_dummy(lower);
    let apart = if boxes { sizes.apart } else { CLEAR };
    size_across(columns, upper, sizes) / 2 + (size_across(columns, lower, sizes) + 1) / 2 + apart
}

/// The size of a vertex across.
pub(super) fn size_across(columns: &Columns, vertex: Vertex, sizes: Sizes) -> i64 {
    if columns.is_dummy(vertex) { 2 } else { sizes.breadth }
}
