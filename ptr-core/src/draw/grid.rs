//! The coordinate along of each column, and of the vertical parts of lines between rows.

use super::layering::{Columns, Vertex};
use super::rows::{Piece, Row, Rows};
use super::sizes::{MARGIN, Sizes, int};
use crate::dense::DenseMap;

/// The gap between two columns grows with the steepest line in it: by its height divided by this,
/// up to `MOST_WIDENED` pixels.
const STEEPNESS: i64 = 6;
const MOST_WIDENED: i64 = 90;
/// Distance from the frames of a line that continues in the next row.
const TURN: i64 = 10;

pub(super) struct Grid {
    /// The coordinate along of each column's beginning.
    begins: Vec<i64>,
    rows: Vec<RowEnd>,
    /// The distance between the beginnings of two columns, before a gap is widened.
    step: i64,
    /// The coordinate along of the first frame's beginning.
    edge: i64,
    pub(super) length: i64,
}

/// The end of a row.
struct RowEnd {
    /// The number of the column after the row's last one, and the coordinate where it would begin.
    column: usize,
    along: i64,
    /// The end of the last frame in the row.
    end: i64,
}

impl Grid {
    /// Time `O(c + l)` for `c` columns and `l` lines between neighbouring columns.
    pub(super) fn of(
        columns: &Columns,
        rows: &Rows,
        middles: &DenseMap<Vertex, i64>,
        sizes: Sizes,
    ) -> Self {
        let edge = MARGIN + rows.all.iter().map(Self::below).max().unwrap_or(0);
        let step = sizes.length + sizes.gap;
        let mut grid = Self {
            begins: Vec::with_capacity(columns.all.len()),
            rows: Vec::with_capacity(rows.all.len()),
            step,
            edge,
            length: 0,
        };
        for row in &rows.all {
            let mut along = edge + MARGIN + sizes.head.0;
            for column in &columns.all[row.columns.clone()] {
                grid.begins.push(along);
                let climb = |it: Vertex, next: Vertex| {
                    // A line between two tracks is always steep.
                    let same_track = rows.track[it] == rows.track[next];
                    if same_track { (middles[next] - middles[it]).abs() } else { i64::MAX }
                };
                let climbs = column
                    .iter()
                    .flat_map(|&it| columns.after[it].iter().map(move |&next| (it, next)))
                    .filter(|&(_, next)| columns.column[next] < row.columns.end)
                    .map(|(it, next)| climb(it, next));
                along += step + (climbs.max().unwrap_or(0) / STEEPNESS).min(MOST_WIDENED);
            }
            grid.rows.push(RowEnd { column: row.columns.end, along, end: 0 });
        }
        for piece in &rows.pieces {
            let (start, length) = grid.reach(piece, sizes);
            let row = &mut grid.rows[piece.row];
            row.end = row.end.max(start + length);
        }
        let reach = |(row, end): (&Row, &RowEnd)| end.end + Self::below(row) + MARGIN;
        grid.length = rows.all.iter().zip(&grid.rows).map(reach).max().unwrap_or(0);
        grid
    }

    /// The coordinate of a column's beginning; also for columns after the last of a row.
    pub(super) fn along(&self, row: usize, column: usize) -> i64 {
        let end = &self.rows[row];
        match column.checked_sub(end.column) {
            None => self.begins[column],
            Some(further) => end.along + int(further) * self.step,
        }
    }

    /// The beginning and the length of the frame around a piece.
    pub(super) fn reach(&self, piece: &Piece, sizes: Sizes) -> (i64, i64) {
        let start = self.along(piece.row, piece.columns.start) - MARGIN - sizes.head.0;
        let last = self.along(piece.row, piece.columns.end.max(1) - 1);
        (start, last + sizes.length + MARGIN - start)
    }

    /// The height of the line that leads back below a row; 0 if none does.
    pub(super) fn below(row: &Row) -> i64 {
        if row.goes_on { TURN } else { 0 }
    }

    /// The coordinates along at which a line leaves a row and enters the next one.
    pub(super) fn turns(&self, row: usize) -> (i64, i64) {
        (self.rows[row].end + TURN, self.edge - TURN)
    }
}
