//! The coordinates of boxes, lines and frames.
//!
//! A layered drawing (Sugiyama), each phase in its own file: [`layering`](super::layering),
//! wrapping into [`rows`](super::rows), [`crossing_reduction`](super::crossing_reduction),
//! [`coordinates`](super::coordinates) across. This file combines the results. Invariants: no two
//! boxes overlap; a line crosses a column only at a dummy node, so no line runs over a box; within
//! a row every line only goes forward, and between two rows it goes around them. All coordinates
//! are whole pixels, so the same graph gives the same picture on every machine.

use super::coordinates::{assign_coordinates, size_across};
use super::crossing_reduction::reduce_crossings;
use super::grid::Grid;
use super::layering::{Columns, Graph, Lane, Track, Vertex};
use super::rows::Rows;
use super::sizes::{Area, MARGIN, Point, Sizes, int};
use crate::dense::DenseMap;

/// The result of the layout.
pub(super) struct Layout {
    /// The area of each box.
    pub(super) boxes: DenseMap<Vertex, Area>,
    /// The boxes in reading order: row by row, column by column.
    pub(super) order: Vec<Vertex>,
    /// The points of each edge. Two successive points with one equal coordinate are joined by a
    /// straight piece, others by a curve.
    pub(super) lines: Vec<Vec<Point>>,
    /// The frames: one for each row in which a lane has boxes.
    pub(super) frames: Vec<(Lane, Area)>,
    /// The size of everything, margins included.
    pub(super) length: i64,
    pub(super) breadth: i64,
}

/// Computes the layout of a graph.
///
/// Time `O(s * (n + d) * log(n + d))` for `n` boxes and edges, `d` dummy nodes and `s` sweeps; `d`
/// and `s * (n + d)` are at most a constant or a small multiple of `n`.
pub(super) fn layout(graph: &Graph, sizes: Sizes) -> Layout {
    let mut columns = Columns::of(graph);
    let rows = Rows::of(&columns, graph.lanes, sizes);
    reduce_crossings(&mut columns, &rows);
    let mut middles = assign_coordinates(&columns, &rows, sizes);
    let grid = Grid::of(&columns, &rows, &middles, sizes);

    let area = |along, across| Area { along, across, length: sizes.length, breadth: sizes.breadth };
    let mut boxes = DenseMap::filled(area(0, 0), graph.lane.len());
    let mut row = DenseMap::filled(0, graph.lane.len());
    let mut frames = Vec::with_capacity(rows.pieces.len());
    // By how much each track is moved across, and where a line leads back below each row.
    let mut moved = DenseMap::filled(0, rows.tracks);
    let mut under = Vec::with_capacity(rows.all.len());
    let spans = spans(&columns, &rows, &middles, sizes);
    let mut pieces = rows.pieces.iter().peekable();
    let mut across = MARGIN;
    for all in &rows.all {
        for &track in &all.tracks {
            let (top, low) = spans[track];
            let begin = across + MARGIN + sizes.head.1;
            moved[track] = begin - top;
            let mut end = begin + low - top;
            let below = end + if low > top { sizes.apart } else { 0 };
            let first = frames.len();
            while let Some(piece) = pieces.next_if(|piece| piece.track == track) {
                for (nth, &isolated) in piece.isolated.iter().enumerate() {
                    let along =
                        grid.along(piece.row, piece.columns.start + nth % piece.side_by_side);
                    let down = int(nth / piece.side_by_side) * (sizes.breadth + sizes.apart);
                    boxes[isolated] = area(along, below + down);
                    row[isolated] = piece.row;
                    end = end.max(below + down + sizes.breadth);
                }
                let (start, length) = grid.reach(piece, sizes);
                frames.push((piece.lane, Area { along: start, across, length, breadth: 0 }));
            }
            for (_, frame) in &mut frames[first..] {
                frame.breadth = end + MARGIN - across;
            }
            across = end + 2 * MARGIN;
        }
        under.push(across - MARGIN + Grid::below(all));
        across += Grid::below(all);
    }
    for &it in columns.all.iter().flatten() {
        middles[it] += moved[rows.track[it]];
        if !columns.is_dummy(it) {
            row[it] = rows.row[columns.column[it]];
            let along = grid.along(row[it], columns.column[it]);
            boxes[it] = area(along, middles[it] - sizes.breadth / 2);
        }
    }
    let points =
        LinePoints { columns: &columns, rows: &rows, grid: &grid, middles: &middles, under, sizes };
    let lines = graph.edges.iter().zip(&columns.dummies);
    let lines = lines.map(|(&edge, dummies)| points.of(edge, dummies.iter().flatten())).collect();
    let mut order: Vec<Vertex> = boxes.keys().collect();
    order.sort_by_key(|&it| (row[it], boxes[it].along, boxes[it].across));
    Layout { boxes, order, lines, frames, length: grid.length, breadth: across }
}

/// The first and the last coordinate across of each track.
fn spans(
    columns: &Columns,
    rows: &Rows,
    middles: &DenseMap<Vertex, i64>,
    sizes: Sizes,
) -> DenseMap<Track, (i64, i64)> {
    let mut spans: DenseMap<Track, Option<(i64, i64)>> = DenseMap::filled(None, rows.tracks);
    for &it in columns.all.iter().flatten() {
        let half = size_across(columns, it, sizes) / 2;
        let own = (middles[it] - half, middles[it] - half + size_across(columns, it, sizes));
        let span = &mut spans[rows.track[it]];
        *span = Some(span.map_or(own, |(top, low)| (top.min(own.0), low.max(own.1))));
    }
    DenseMap::from_vec(spans.into_iter().map(|(_, span)| span.unwrap_or((0, 0))).collect())
}

/// Computes the points of lines.
struct LinePoints<'a> {
    columns: &'a Columns,
    rows: &'a Rows,
    grid: &'a Grid,
    middles: &'a DenseMap<Vertex, i64>,
    /// Where a line leads back below each row.
    under: Vec<i64>,
    sizes: Sizes,
}

impl LinePoints<'_> {
    fn of<'s>(
        &self,
        (from, to): (Vertex, Vertex),
        dummies: impl Iterator<Item = &'s Vertex>,
    ) -> Vec<Point> {
        let mut line = vec![(self.begin(from) + self.sizes.length, self.middles[from])];
        let mut last = from;
        for &dummy in dummies {
            self.turn(&mut line, (last, dummy));
            let (begin, middle) = (self.begin(dummy), self.middles[dummy]);
            line.extend([(begin, middle), (begin + self.sizes.length, middle)]);
            last = dummy;
        }
        self.turn(&mut line, (last, to));
        line.push((self.begin(to), self.middles[to]));
        line
    }

    fn begin(&self, it: Vertex) -> i64 {
        let column = self.columns.column[it];
        self.grid.along(self.rows.row[column], column)
    }

    /// Adds the points from one row to the next, if the edge leads there: down at the end of the
    /// row, back below it, down before the next row.
    fn turn(&self, line: &mut Vec<Point>, (from, to): (Vertex, Vertex)) {
        let row = self.rows.row[self.columns.column[from]];
        if row != self.rows.row[self.columns.column[to]] {
            let ((leaves, enters), under) = (self.grid.turns(row), self.under[row]);
            line.extend([
                (leaves, self.middles[from]),
                (leaves, under),
                (enters, under),
                (enters, self.middles[to]),
            ]);
        }
    }
}
