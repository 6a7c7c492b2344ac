//! Layering: assigns each box to a column, and dummy nodes to long edges.
//!
//! Every box is in a later column than its predecessors. The number of boxes of one frame in a
//! column is limited for good proportions, so a step with a hundred successors has them in several
//! columns. An edge has a dummy node in each column between its ends. Either the outgoing edges of
//! a box or the incoming edges of a box share their dummy nodes, whichever are more; they are drawn
//! as one line that forks or joins.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BinaryHeap};

use crate::dense::{Dense, DenseMap, dense_index};

/// The most dummy nodes of a picture. If more are needed, the longest edges get none and are drawn
/// straight, over other boxes.
const MOST_DUMMIES: usize = 20_000;
/// The least limit for the boxes of a lane in one column.
const SMALL_COLUMN: usize = 8;
/// The most columns by which a box is moved towards its successors.
const MOST_SHIFT: usize = 64;

dense_index!(
    /// A box, or a dummy node of an edge. Boxes have the smaller numbers.
    pub(super) Vertex
);

dense_index!(
    /// The boxes of one frame.
    pub(super) Lane
);

dense_index!(
    /// Lanes that have no column in common and are therefore drawn side by side.
    pub(super) Track
);

/// The graph to draw. The numbers of the boxes decide ties.
#[derive(Debug)]
pub(super) struct Graph {
    /// The boxes in topological order.
    pub(super) order: Vec<Vertex>,
    /// (from, to), each pair once.
    pub(super) edges: Vec<(Vertex, Vertex)>,
    /// The lane of each box.
    pub(super) lane: DenseMap<Vertex, Lane>,
    pub(super) lanes: usize,
}

/// The columns, with boxes and dummy nodes.
pub(super) struct Columns {
    pub(super) all: Vec<Vec<Vertex>>,
    /// The lane of a box; a dummy node has the lane of the box whose edges share it.
    pub(super) lane: DenseMap<Vertex, Lane>,
    /// The neighbours of a vertex in the column before, and in the column after.
    pub(super) before: DenseMap<Vertex, Vec<Vertex>>,
    pub(super) after: DenseMap<Vertex, Vec<Vertex>>,
    /// The column of each vertex.
    pub(super) column: DenseMap<Vertex, usize>,
    /// The boxes without edges, which are in no column.
    pub(super) isolated: Vec<Vertex>,
    /// The dummy nodes of each edge; `None` if it is drawn straight.
    pub(super) dummies: Vec<Option<Vec<Vertex>>>,
    /// The edges that are drawn straight.
    pub(super) straight: Vec<(Vertex, Vertex)>,
    /// The number of boxes.
    boxes: usize,
}

impl Columns {
    /// Time `O((n + d) * log n)` for `n` boxes and edges and `d` dummy nodes.
    pub(super) fn of(graph: &Graph) -> Self {
        let boxes = graph.lane.len();
        let mut from = DenseMap::filled(Vec::new(), boxes);
        let mut to = DenseMap::filled(Vec::new(), boxes);
        for &(a, b) in &graph.edges {
            to[a].push(b);
            from[b].push(a);
        }
        let (connected, isolated): (Vec<Vertex>, Vec<Vertex>) =
            graph.lane.keys().partition(|&it| !from[it].is_empty() || !to[it].is_empty());
        let column = assign_columns(graph, &connected, &from, &to);
        let last = connected.iter().map(|&it| column[it] + 1).max();
        let mut columns = Self {
            all: vec![Vec::new(); last.unwrap_or(0)],
            lane: graph.lane.clone(),
            before: DenseMap::filled(Vec::new(), boxes),
            after: DenseMap::filled(Vec::new(), boxes),
            column,
            isolated,
            dummies: Vec::with_capacity(graph.edges.len()),
            straight: Vec::new(),
            boxes,
        };
        for it in connected {
            columns.all[columns.column[it]].push(it);
        }
        columns.insert_dummies(graph, &from, &to);
        columns
    }

    pub(super) fn is_dummy(&self, vertex: Vertex) -> bool {
        vertex.index() >= self.boxes
    }

    /// Inserts the dummy nodes of each edge, which it may share with others.
    fn insert_dummies(
        &mut self,
        graph: &Graph,
        from: &DenseMap<Vertex, Vec<Vertex>>,
        to: &DenseMap<Vertex, Vec<Vertex>>,
    ) {
        let least_straight = self.least_straight_length(&graph.edges);
        // The dummy nodes of the outgoing and of the incoming edges of each box, nearest first.
        let mut outgoing: DenseMap<Vertex, Vec<Vertex>> = DenseMap::filled(Vec::new(), self.boxes);
        let mut incoming = outgoing.clone();
        for &(a, b) in &graph.edges {
            let length = self.columns_between(a, b);
            if length >= least_straight {
                self.dummies.push(None);
                self.straight.push((a, b));
                continue;
            }
            let fork = to[a].len() >= from[b].len();
            let (end, shared) = if fork { (a, &mut outgoing[a]) } else { (b, &mut incoming[b]) };
            while shared.len() < length {
                let last = shared.last().copied().unwrap_or(end);
                let column = self.column[last];
                let column = if fork { column + 1 } else { column - 1 };
                let dummy = self.lane.push(self.lane[end]);
                self.column.push(column);
                self.all[column].push(dummy);
                self.before.push(Vec::new());
                self.after.push(Vec::new());
                let (left, right) = if fork { (last, dummy) } else { (dummy, last) };
                self.after[left].push(right);
                self.before[right].push(left);
                shared.push(dummy);
            }
            let mut dummies = shared[..length].to_vec();
            let last = dummies.last().copied().unwrap_or(end);
            let (left, right) = if fork { (last, b) } else { (a, last) };
            self.after[left].push(right);
            self.before[right].push(left);
            if !fork {
                dummies.reverse();
            }
            self.dummies.push(Some(dummies));
        }
    }

    /// The number of columns between two boxes.
    fn columns_between(&self, a: Vertex, b: Vertex) -> usize {
        self.column[b] - self.column[a] - 1
    }

    /// The least length of edges, in columns between their ends, that get no dummy nodes.
    fn least_straight_length(&self, edges: &[(Vertex, Vertex)]) -> usize {
        let mut of_length = vec![0; self.all.len() + 1];
        for &(a, b) in edges {
            of_length[self.columns_between(a, b)] += 1;
        }
        let mut room = MOST_DUMMIES;
        let longest = of_length.iter().enumerate().take_while(|&(length, count)| {
            let needed = length.saturating_mul(*count);
            let fits = needed <= room;
            room = room.saturating_sub(needed);
            fits
        });
        longest.count()
    }
}

/// The most boxes of a lane in one column. The largest lane becomes about one and a half times as
/// wide as it is high.
fn most_in_column(graph: &Graph) -> usize {
    let mut boxes = DenseMap::<Lane, usize>::filled(0, graph.lanes);
    for (_, lane) in graph.lane.iter() {
        boxes[*lane] += 1;
    }
    let biggest = boxes.iter().map(|(_, boxes)| *boxes).max().unwrap_or(0);
    (2 * biggest).isqrt().max(SMALL_COLUMN)
}

/// Assigns boxes to columns (list scheduling). Each column takes boxes whose predecessors are all
/// in earlier columns, of each lane those with the longest path to a sink first, which keeps the
/// number of columns small. Then each box with more outgoing than incoming edges is moved towards
/// its first successor, which shortens the edges.
fn assign_columns(
    graph: &Graph,
    connected: &[Vertex],
    from: &DenseMap<Vertex, Vec<Vertex>>,
    to: &DenseMap<Vertex, Vec<Vertex>>,
) -> DenseMap<Vertex, usize> {
    let most = most_in_column(graph);
    let mut longest_path = DenseMap::<Vertex, usize>::filled(0, graph.lane.len());
    for &it in graph.order.iter().rev() {
        longest_path[it] = to[it].iter().map(|&next| longest_path[next] + 1).max().unwrap_or(0);
    }
    let mut in_degree = DenseMap::from_vec(from.iter().map(|(_, from)| from.len()).collect());
    let mut ready: BTreeMap<Lane, BinaryHeap<(usize, Reverse<Vertex>)>> = BTreeMap::new();
    let mut sources: Vec<Vertex> =
        connected.iter().copied().filter(|&it| in_degree[it] == 0).collect();
    let mut column = DenseMap::filled(0, graph.lane.len());
    let mut filled: BTreeMap<(Lane, usize), usize> = BTreeMap::new();
    for here in 0.. {
        for it in sources.drain(..) {
            ready.entry(graph.lane[it]).or_default().push((longest_path[it], Reverse(it)));
        }
        if ready.is_empty() {
            break;
        }
        ready.retain(|&lane, ready| {
            // If the boxes need several columns, they are distributed evenly.
            let count = ready.len().div_ceil(ready.len().div_ceil(most));
            filled.insert((lane, here), count);
            for (_, Reverse(it)) in (0..count).filter_map(|_| ready.pop()) {
                column[it] = here;
                for &next in &to[it] {
                    in_degree[next] -= 1;
                    if in_degree[next] == 0 {
                        sources.push(next);
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
        let further = (column[it] + 1..first).rev().take(MOST_SHIFT).find(has_room);
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
