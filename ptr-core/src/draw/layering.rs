//! Which column each box stands in, and where lines pass the columns between their ends.
//!
//! Every box stands right of all it waits for. A column holds no more boxes of a frame than makes
//! a picture of good proportions, so that a step with a hundred successors has them in several columns,
//! not in one of a hundred. A line that passes columns has a place of its own in each of them.
//! All lines that leave a box share those places as far as they go together, or all that reach
//! one, whichever are more: they read as one line that forks, or as many that flow together.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BinaryHeap};

use crate::dense::{Dense, DenseMap, dense_index};

/// How many places the lines of one picture get in the columns that they pass. The longest lines
/// of a picture that would need more go straight to their end, over whatever stands there.
const MOST_PLACES: usize = 20_000;
/// So many boxes of a lane a column may always hold.
const SMALL_COLUMN: usize = 8;
/// How many columns a box may at most move on towards what waits for it.
const MOST_MOVED: usize = 64;

dense_index!(
    /// What stands in columns: a box, or the place of a line that passes. Boxes come first.
    pub(super) Spot
);

dense_index!(
    /// The boxes of one frame.
    pub(super) Lane
);

dense_index!(
    /// Lanes that stand side by side, one after the other along.
    pub(super) Track
);

/// What is to be drawn. Boxes are numbered in the order in which ties are decided.
#[derive(Debug)]
pub(super) struct Graph {
    /// The boxes, each after all that an edge leads from to it.
    pub(super) order: Vec<Spot>,
    /// From and to, each pair once.
    pub(super) edges: Vec<(Spot, Spot)>,
    /// For each box the lane that it belongs to.
    pub(super) lane: DenseMap<Spot, Lane>,
    pub(super) lanes: usize,
}

/// The columns, with places for the lines that pass them.
pub(super) struct Columns {
    pub(super) all: Vec<Vec<Spot>>,
    /// The lane of a box; of a place, that of the box whose lines share it.
    pub(super) lane: DenseMap<Spot, Lane>,
    /// What a box or place is joined to in the column before, and in the one after.
    pub(super) before: DenseMap<Spot, Vec<Spot>>,
    pub(super) after: DenseMap<Spot, Vec<Spot>>,
    /// The column of each.
    pub(super) column: DenseMap<Spot, usize>,
    /// The boxes without lines, which are in no column.
    pub(super) single: Vec<Spot>,
    /// For each edge, the places that it passes; `None` if it goes straight to its end.
    pub(super) passed: Vec<Option<Vec<Spot>>>,
    /// The edges that go straight to their end.
    pub(super) straight: Vec<(Spot, Spot)>,
    /// How many of all are boxes.
    boxes: usize,
}

impl Columns {
    /// Time `O((n + p) * log n)` for `n` boxes and edges and `p` places.
    pub(super) fn of(graph: &Graph) -> Self {
        let boxes = graph.lane.len();
        let mut from = DenseMap::filled(Vec::new(), boxes);
        let mut to = DenseMap::filled(Vec::new(), boxes);
        for &(a, b) in &graph.edges {
            to[a].push(b);
            from[b].push(a);
        }
        let (joined, single): (Vec<Spot>, Vec<Spot>) =
            graph.lane.keys().partition(|&it| !from[it].is_empty() || !to[it].is_empty());
        let column = columned(graph, &joined, &from, &to);
        let last = joined.iter().map(|&it| column[it] + 1).max();
        let mut columns = Self {
            all: vec![Vec::new(); last.unwrap_or(0)],
            lane: graph.lane.clone(),
            before: DenseMap::filled(Vec::new(), boxes),
            after: DenseMap::filled(Vec::new(), boxes),
            column,
            single,
            passed: Vec::with_capacity(graph.edges.len()),
            straight: Vec::new(),
            boxes,
        };
        for it in joined {
            columns.all[columns.column[it]].push(it);
        }
        columns.give_places(graph, &from, &to);
        columns
    }

    pub(super) fn is_place(&self, spot: Spot) -> bool {
        spot.index() >= self.boxes
    }

    /// Gives each line its places in the columns that it passes, short lines first.
    fn give_places(
        &mut self,
        graph: &Graph,
        from: &DenseMap<Spot, Vec<Spot>>,
        to: &DenseMap<Spot, Vec<Spot>>,
    ) {
        let longest = self.longest_with_places(&graph.edges);
        // The places that lines from a box, or to one, have so far: the next column's first.
        let mut leaving: DenseMap<Spot, Vec<Spot>> = DenseMap::filled(Vec::new(), self.boxes);
        let mut reaching = leaving.clone();
        for &(a, b) in &graph.edges {
            let length = self.passed_by(a, b);
            if length >= longest {
                self.passed.push(None);
                self.straight.push((a, b));
                continue;
            }
            let fork = to[a].len() >= from[b].len();
            let (end, shared) = if fork { (a, &mut leaving[a]) } else { (b, &mut reaching[b]) };
            while shared.len() < length {
                let last = shared.last().copied().unwrap_or(end);
                let column = self.column[last];
                let column = if fork { column + 1 } else { column - 1 };
                let place = self.lane.push(self.lane[end]);
                self.column.push(column);
                self.all[column].push(place);
                self.before.push(Vec::new());
                self.after.push(Vec::new());
                let (left, right) = if fork { (last, place) } else { (place, last) };
                self.after[left].push(right);
                self.before[right].push(left);
                shared.push(place);
            }
            let mut passed = shared[..length].to_vec();
            let last = passed.last().copied().unwrap_or(end);
            let (left, right) = if fork { (last, b) } else { (a, last) };
            self.after[left].push(right);
            self.before[right].push(left);
            if !fork {
                passed.reverse();
            }
            self.passed.push(Some(passed));
        }
    }

    /// How many columns lie between two boxes.
    fn passed_by(&self, a: Spot, b: Spot) -> usize {
        self.column[b] - self.column[a] - 1
    }

    /// From which length on lines get no places.
    fn longest_with_places(&self, edges: &[(Spot, Spot)]) -> usize {
        let mut of_length = vec![0; self.all.len() + 1];
        for &(a, b) in edges {
            of_length[self.passed_by(a, b)] += 1;
        }
        let mut room = MOST_PLACES;
        let longest = of_length.iter().enumerate().take_while(|&(length, count)| {
            let needed = length.saturating_mul(*count);
            let fits = needed <= room;
            room = room.saturating_sub(needed);
            fits
        });
        longest.count()
    }
}

/// How many boxes of a lane a column may hold: as many as give a picture of the biggest lane
/// about half again as wide as it is high.
fn most_in_column(graph: &Graph) -> usize {
    let mut boxes = DenseMap::<Lane, usize>::filled(0, graph.lanes);
    for (_, lane) in graph.lane.iter() {
        boxes[*lane] += 1;
    }
    let biggest = boxes.iter().map(|(_, boxes)| *boxes).max().unwrap_or(0);
    (2 * biggest).isqrt().max(SMALL_COLUMN)
}

/// Fills column after column with boxes that wait for nothing that is not in one already: of each
/// lane first those with the longest way to go, so that the picture becomes no longer than it
/// must. Then a box that more lines leave than reach moves on towards the first that waits for
/// it, which shortens them.
fn columned(
    graph: &Graph,
    joined: &[Spot],
    from: &DenseMap<Spot, Vec<Spot>>,
    to: &DenseMap<Spot, Vec<Spot>>,
) -> DenseMap<Spot, usize> {
    let most = most_in_column(graph);
    let mut to_go = DenseMap::<Spot, usize>::filled(0, graph.lane.len());
    for &it in graph.order.iter().rev() {
        to_go[it] = to[it].iter().map(|&next| to_go[next] + 1).max().unwrap_or(0);
    }
    let mut waits = DenseMap::from_vec(from.iter().map(|(_, from)| from.len()).collect());
    let mut ready: BTreeMap<Lane, BinaryHeap<(usize, Reverse<Spot>)>> = BTreeMap::new();
    let mut freed: Vec<Spot> = joined.iter().copied().filter(|&it| waits[it] == 0).collect();
    let mut column = DenseMap::filled(0, graph.lane.len());
    let mut filled: BTreeMap<(Lane, usize), usize> = BTreeMap::new();
    for here in 0.. {
        for it in freed.drain(..) {
            ready.entry(graph.lane[it]).or_default().push((to_go[it], Reverse(it)));
        }
        if ready.is_empty() {
            break;
        }
        ready.retain(|&lane, ready| {
            // What takes several columns is spread evenly over them.
            let count = ready.len().div_ceil(ready.len().div_ceil(most));
            filled.insert((lane, here), count);
            for (_, Reverse(it)) in (0..count).filter_map(|_| ready.pop()) {
                column[it] = here;
                for &next in &to[it] {
                    waits[next] -= 1;
                    if waits[next] == 0 {
                        freed.push(next);
                    }
                }
            }
            !ready.is_empty()
        });
    }
    for &it in graph.order.iter().rev().filter(|&&it| to[it].len() > from[it].len()) {
        let lane = graph.lane[it];
        let first = to[it].iter().map(|&next| column[next]).min().unwrap_or(0);
        let has_room = |column: &usize| filled.get(&(lane, *column)).is_none_or(|&it| it < most);
        let further = (column[it] + 1..first).rev().take(MOST_MOVED).find(has_room);
        if let Some(further) = further {
            *filled.entry((lane, further)).or_default() += 1;
            if let Some(left) = filled.get_mut(&(lane, column[it])) {
                *left -= 1;
            }
            column[it] = further;
        }
    }
    column
}
