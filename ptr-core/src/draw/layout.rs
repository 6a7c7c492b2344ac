//! Where the boxes of a picture stand and where its lines run.
//!
//! The usual layered drawing. Boxes stand in columns, each right of all it waits for. A line
//! that passes columns has a place of its own in each of them, and all lines that leave a box
//! share those places as far as they go together, so that they read as one that forks. Kept
//! true: no box on another; a line crosses columns only where it has a place, so none runs over
//! a box; every line only ever goes forward. All is counted in whole pixels, so the same graph
//! gives the same picture on every machine.
//!
//! "Along" is the way the lines go and "across" is the other one, whichever is which on paper.

use super::level::leveled;
use super::untangle::untangle;

/// How many places the lines of one picture get in the columns that they pass. The longest lines
/// of a picture that would need more go straight to their end, over whatever stands there.
const MOST_PLACES: usize = 20_000;
/// Free space around the boxes of a frame, and around the picture.
pub(super) const MARGIN: i64 = 14;
/// A gap between columns grows with the lines that climb in it, lest they get too steep.
const STEEPNESS: i64 = 6;
const MOST_WIDENED: i64 = 90;

/// What is to be drawn. Nodes are numbered in the order in which ties are decided.
#[derive(Debug)]
pub(super) struct Graph {
    /// The nodes, each after all that an edge leads from to it.
    pub(super) order: Vec<usize>,
    /// From and to, each pair once.
    pub(super) edges: Vec<(usize, usize)>,
    /// For each node the frame that it belongs to. Frames lie one below the other.
    pub(super) lane: Vec<usize>,
    pub(super) lanes: usize,
}

/// How big things are.
#[derive(Clone, Copy)]
pub(super) struct Sizes {
    /// A box, along.
    pub(super) length: i64,
    /// A box, across.
    pub(super) breadth: i64,
    /// Between columns at least.
    pub(super) gap: i64,
    /// Between boxes of a column.
    pub(super) apart: i64,
    /// Above the boxes of a frame: along, across.
    pub(super) head: (i64, i64),
    /// Boxes without lines stand in a block that is at least as many columns long.
    pub(super) block: usize,
}

/// A rectangle or, without an extent, a point.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Area {
    pub(super) along: i64,
    pub(super) across: i64,
    pub(super) length: i64,
    pub(super) breadth: i64,
}

/// Where everything is.
pub(super) struct Layout {
    /// Of each node.
    pub(super) boxes: Vec<Area>,
    /// Of each edge: points (along, across), from which it runs straight to every second one
    /// and curved to the others.
    pub(super) lines: Vec<Vec<(i64, i64)>>,
    /// Of each lane.
    pub(super) frames: Vec<Area>,
    /// How far everything reaches, margins included.
    pub(super) length: i64,
    pub(super) breadth: i64,
}

/// The columns, with places for the lines that pass them: those follow the nodes.
pub(super) struct Columns {
    pub(super) all: Vec<Vec<usize>>,
    pub(super) lane: Vec<usize>,
    /// What a node or place is joined to in the column before, and in the one after.
    pub(super) before: Vec<Vec<usize>>,
    pub(super) after: Vec<Vec<usize>>,
    /// How many of them are nodes.
    pub(super) nodes: usize,
    /// The column of each.
    column: Vec<usize>,
    /// The nodes without lines, which are in no column.
    single: Vec<usize>,
    /// For each edge, the places that it passes; `None` if it goes straight to its end.
    passed: Vec<Option<Vec<usize>>>,
}

impl Columns {
    pub(super) fn is_place(&self, node: usize) -> bool {
        node >= self.nodes
    }
}

pub(super) fn int(count: usize) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}

/// Lays a graph out.
///
/// Time `O(s * (n + p) * log(n + p))` for `n` nodes and edges, `p` places and `s` sweeps, where
/// `p` and `s * (n + p)` are bounded or a small multiple of `n`.
pub(super) fn layout(graph: &Graph, sizes: Sizes) -> Layout {
    let mut columns = columns(graph);
    untangle(&mut columns);
    let middles = leveled(&columns, sizes);

    let mut grid = Grid::new(&columns, &middles, sizes);
    let mut boxes = vec![Area { along: 0, across: 0, length: 0, breadth: 0 }; graph.lane.len()];
    let mut shift = vec![0; graph.lanes];
    let mut frames = Vec::with_capacity(graph.lanes);
    let mut across = MARGIN;
    for (lane, shift) in shift.iter_mut().enumerate() {
        let of_lane = |node: &usize| columns.lane[*node] == lane;
        let half = |node: usize| tall(&columns, node, sizes) / 2;
        let joined: Vec<usize> = columns.all.iter().flatten().copied().filter(of_lane).collect();
        let top = joined.iter().map(|&it| middles[it] - half(it)).min().unwrap_or(0);
        let low = joined.iter().map(|&it| middles[it] + half(it)).max().unwrap_or(0);
        let of_boxes =
            || joined.iter().filter(|it| !columns.is_place(**it)).map(|&it| columns.column[it]);
        let first = of_boxes().min().unwrap_or(0);
        let last = of_boxes().max().unwrap_or(0);
        let single: Vec<usize> = columns.single.iter().copied().filter(of_lane).collect();

        let inner = across + MARGIN + sizes.head.1;
        *shift = inner - top;
        let mut below = inner + low - top;
        if !joined.is_empty() && !single.is_empty() {
            below += sizes.apart;
        }
        let span = if joined.is_empty() { 0 } else { last + 1 - first };
        let in_row = span.max(sizes.block).max(1).min(span.max(single.len())).max(1);
        for (nth, &node) in single.iter().enumerate() {
            let row = int(nth / in_row);
            boxes[node] = Area {
                along: grid.along(first + nth % in_row),
                across: below + row * (sizes.breadth + sizes.apart),
                length: sizes.length,
                breadth: sizes.breadth,
            };
        }
        let rows = int(single.len().div_ceil(in_row));
        if rows > 0 {
            below += rows * (sizes.breadth + sizes.apart) - sizes.apart;
        }
        let widest = span.max(in_row.min(single.len()));
        let start = grid.along(first) - MARGIN - sizes.head.0;
        let end = grid.along(first + widest.max(1) - 1) + sizes.length + MARGIN;
        let breadth = below + MARGIN - across;
        frames.push(Area { along: start, across, length: end - start, breadth });
        across += breadth + MARGIN;
    }

    for node in 0..columns.nodes {
        if boxes[node].length == 0 {
            let middle = middles[node] + shift[columns.lane[node]];
            boxes[node] = Area {
                along: grid.along(columns.column[node]),
                across: middle - sizes.breadth / 2,
                length: sizes.length,
                breadth: sizes.breadth,
            };
        }
    }
    let lines = graph.edges.iter().zip(&columns.passed).map(|(&(from, to), passed)| {
        let middle = |area: Area| area.across + area.breadth / 2;
        let mut line = vec![(boxes[from].along + sizes.length, middle(boxes[from]))];
        for &place in passed.iter().flatten() {
            let (start, at) =
                (grid.along(columns.column[place]), middles[place] + shift[columns.lane[place]]);
            line.extend([(start, at), (start + sizes.length, at)]);
        }
        line.push((boxes[to].along, middle(boxes[to])));
        line
    });
    let lines = lines.collect();
    let length = frames.iter().map(|it| it.along + it.length).max().unwrap_or(0) + MARGIN;
    Layout { boxes, lines, frames, length, breadth: across }
}

/// How much room something takes across.
pub(super) fn tall(columns: &Columns, node: usize, sizes: Sizes) -> i64 {
    if columns.is_place(node) { 2 } else { sizes.breadth }
}

/// Where columns begin.
struct Grid {
    begins: Vec<i64>,
    step: i64,
}

impl Grid {
    fn new(columns: &Columns, middles: &[i64], sizes: Sizes) -> Self {
        let step = sizes.length + sizes.gap;
        let mut begins = vec![2 * MARGIN + sizes.head.0];
        for column in &columns.all {
            let climb = |node: usize, next: usize| {
                // Frames are far from each other.
                let same_frame = columns.lane[node] == columns.lane[next];
                if same_frame { (middles[next] - middles[node]).abs() } else { i64::MAX }
            };
            let climbs = column
                .iter()
                .flat_map(|&node| columns.after[node].iter().map(move |&next| climb(node, next)));
            let widened = (climbs.max().unwrap_or(0) / STEEPNESS).min(MOST_WIDENED);
            let begin = begins.last().copied().unwrap_or(0);
            begins.push(begin + step + widened);
        }
        Self { begins, step }
    }

    fn along(&mut self, column: usize) -> i64 {
        while self.begins.len() <= column {
            let begin = self.begins.last().copied().unwrap_or(0);
            self.begins.push(begin + self.step);
        }
        self.begins[column]
    }
}

/// Puts each node into the column after its last prerequisite; one that more lines leave than
/// reach moves on towards the first that waits for it, which shortens them.
fn columns(graph: &Graph) -> Columns {
    let nodes = graph.lane.len();
    let mut from = vec![Vec::new(); nodes];
    let mut to = vec![Vec::new(); nodes];
    for &(a, b) in &graph.edges {
        to[a].push(b);
        from[b].push(a);
    }
    let mut column = vec![0; nodes];
    for &node in &graph.order {
        column[node] = from[node].iter().map(|&it| column[it] + 1).max().unwrap_or(0);
    }
    for &node in graph.order.iter().rev() {
        let first = to[node].iter().map(|&it| column[it]).min();
        if let Some(first) = first.filter(|_| to[node].len() > from[node].len()) {
            column[node] = first - 1;
        }
    }

    let is_single = |node: usize| from[node].is_empty() && to[node].is_empty();
    let single = (0..nodes).filter(|&node| is_single(node)).collect();
    let last = (0..nodes).filter(|&node| !is_single(node)).map(|node| column[node] + 1).max();
    let mut columns = Columns {
        all: vec![Vec::new(); last.unwrap_or(0)],
        lane: graph.lane.clone(),
        before: vec![Vec::new(); nodes],
        after: vec![Vec::new(); nodes],
        nodes,
        column,
        single,
        passed: Vec::with_capacity(graph.edges.len()),
    };
    for node in (0..nodes).filter(|&node| !is_single(node)) {
        columns.all[columns.column[node]].push(node);
    }
    give_places(graph, &mut columns);
    columns
}

/// Gives each line its places in the columns that it passes, short lines first.
fn give_places(graph: &Graph, columns: &mut Columns) {
    let length_of =
        |columns: &Columns, (a, b): (usize, usize)| columns.column[b] - columns.column[a] - 1;
    let mut of_length = vec![0; columns.all.len() + 1];
    for &edge in &graph.edges {
        of_length[length_of(columns, edge)] += 1;
    }
    let mut room = MOST_PLACES;
    let longest = of_length.iter().enumerate().take_while(|&(length, count)| {
        let needed = length.saturating_mul(*count);
        let fits = needed <= room;
        room = room.saturating_sub(needed);
        fits
    });
    let longest = longest.count();

    // The places that lines from a node have so far, column by column.
    let mut shared: Vec<Vec<usize>> = vec![Vec::new(); columns.nodes];
    for &(from, to) in &graph.edges {
        let length = length_of(columns, (from, to));
        if length >= longest {
            columns.passed.push(None);
            continue;
        }
        while shared[from].len() < length {
            let place = columns.lane.len();
            let column = columns.column[from] + 1 + shared[from].len();
            let last = shared[from].last().copied().unwrap_or(from);
            columns.lane.push(columns.lane[from]);
            columns.column.push(column);
            columns.all[column].push(place);
            columns.before.push(vec![last]);
            columns.after.push(Vec::new());
            columns.after[last].push(place);
            shared[from].push(place);
        }
        let passed = shared[from][..length].to_vec();
        let last = passed.last().copied().unwrap_or(from);
        columns.after[last].push(to);
        columns.before[to].push(last);
        columns.passed.push(Some(passed));
    }
}
