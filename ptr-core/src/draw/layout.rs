//! Where the boxes of a picture stand and where its lines run.
//!
//! The usual layered drawing, in steps that each have a file: the [`layering`](super::layering),
//! the [`rows`](super::rows) that they fill, the order in them ([`crossing_reduction`](super::crossing_reduction))
//! and how far across each box stands ([`coordinates`](super::coordinates)); here all of it gets its place
//! on paper. Kept true: no box on another; a line crosses columns only where it has a place, so
//! none runs over a box; in a row every line only ever goes forward, and from row to row it goes
//! around them. All is counted in whole pixels, so the same graph gives the same picture on
//! every machine.

use super::coordinates::{leveled, tall};
use super::crossing_reduction::reduce_crossings;
use super::grid::Grid;
use super::layering::{Columns, Graph, Lane, Spot, Track};
use super::rows::Rows;
use super::sizes::{Area, MARGIN, Point, Sizes, int};
use crate::dense::DenseMap;

/// Where everything is.
pub(super) struct Layout {
    /// Of each box.
    pub(super) boxes: DenseMap<Spot, Area>,
    /// The boxes as one reads them: row by row, column by column.
    pub(super) order: Vec<Spot>,
    /// Of each edge. Between points that agree in one number it runs straight, and between
    /// others it is curved.
    pub(super) lines: Vec<Vec<Point>>,
    /// A lane has one in each row in which it has boxes.
    pub(super) frames: Vec<(Lane, Area)>,
    /// How far everything reaches, margins included.
    pub(super) length: i64,
    pub(super) breadth: i64,
}

/// Lays a graph out.
///
/// Time `O(s * (n + p) * log(n + p))` for `n` boxes and edges, `p` places and `s` sweeps, where
/// `p` and `s * (n + p)` are bounded or a small multiple of `n`.
pub(super) fn layout(graph: &Graph, sizes: Sizes) -> Layout {
    let mut columns = Columns::of(graph);
    let rows = Rows::of(&columns, graph.lanes, sizes);
    reduce_crossings(&mut columns, &rows);
    let mut middles = leveled(&columns, &rows, sizes);
    let grid = Grid::of(&columns, &rows, &middles, sizes);

    let area = |along, across| Area { along, across, length: sizes.length, breadth: sizes.breadth };
    let mut boxes = DenseMap::filled(area(0, 0), graph.lane.len());
    let mut row = DenseMap::filled(0, graph.lane.len());
    let mut frames = Vec::with_capacity(rows.pieces.len());
    // How far what stands on a track has to move, and where a line runs back below a row.
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
                for (nth, &single) in piece.single.iter().enumerate() {
                    let along = grid.along(piece.row, piece.columns.start + nth % piece.abreast);
                    let down = int(nth / piece.abreast) * (sizes.breadth + sizes.apart);
                    boxes[single] = area(along, below + down);
                    row[single] = piece.row;
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
        if !columns.is_place(it) {
            row[it] = rows.row[columns.column[it]];
            let along = grid.along(row[it], columns.column[it]);
            boxes[it] = area(along, middles[it] - sizes.breadth / 2);
        }
    }
    let way = Ways { columns: &columns, rows: &rows, grid: &grid, middles: &middles, under, sizes };
    let lines = graph.edges.iter().zip(&columns.passed);
    let lines = lines.map(|(&edge, passed)| way.of(edge, passed.iter().flatten())).collect();
    let mut order: Vec<Spot> = boxes.keys().collect();
    order.sort_by_key(|&it| (row[it], boxes[it].along, boxes[it].across));
    Layout { boxes, order, lines, frames, length: grid.length, breadth: across }
}

/// From where to where each track reaches across.
fn spans(
    columns: &Columns,
    rows: &Rows,
    middles: &DenseMap<Spot, i64>,
    sizes: Sizes,
) -> DenseMap<Track, (i64, i64)> {
    let mut spans: DenseMap<Track, Option<(i64, i64)>> = DenseMap::filled(None, rows.tracks);
    for &it in columns.all.iter().flatten() {
        let half = tall(columns, it, sizes) / 2;
        let own = (middles[it] - half, middles[it] - half + tall(columns, it, sizes));
        let span = &mut spans[rows.track[it]];
        *span = Some(span.map_or(own, |(top, low)| (top.min(own.0), low.max(own.1))));
    }
    DenseMap::from_vec(spans.into_iter().map(|(_, span)| span.unwrap_or((0, 0))).collect())
}

/// What there is to know for a line to find its way.
struct Ways<'a> {
    columns: &'a Columns,
    rows: &'a Rows,
    grid: &'a Grid,
    middles: &'a DenseMap<Spot, i64>,
    /// Where a line runs back below each row.
    under: Vec<i64>,
    sizes: Sizes,
}

impl Ways<'_> {
    fn of<'s>(
        &self,
        (from, to): (Spot, Spot),
        passed: impl Iterator<Item = &'s Spot>,
    ) -> Vec<Point> {
        let mut line = vec![(self.begin(from) + self.sizes.length, self.middles[from])];
        let mut last = from;
        for &place in passed {
            self.turn(&mut line, (last, place));
            let (begin, middle) = (self.begin(place), self.middles[place]);
            line.extend([(begin, middle), (begin + self.sizes.length, middle)]);
            last = place;
        }
        self.turn(&mut line, (last, to));
        line.push((self.begin(to), self.middles[to]));
        line
    }

    fn begin(&self, it: Spot) -> i64 {
        let column = self.columns.column[it];
        self.grid.along(self.rows.row[column], column)
    }

    /// Goes on to the next row if that is where a line leads: down at the end of the row, back
    /// below it and down before the next.
    fn turn(&self, line: &mut Vec<Point>, (from, to): (Spot, Spot)) {
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
