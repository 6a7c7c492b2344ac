//! How far along each column begins, and where lines turn from one row to the next.

use super::layering::{Columns, Spot};
use super::rows::{Piece, Row, Rows};
use super::sizes::{MARGIN, Sizes, int};
use crate::dense::DenseMap;

/// A gap between columns grows with the lines that climb in it, lest they get too steep.
const STEEPNESS: i64 = 6;
const MOST_WIDENED: i64 = 90;
/// How far from frames a line runs that goes on in the next row.
const TURN: i64 = 10;

pub(super) struct Grid {
    /// Of each column.
    begins: Vec<i64>,
    rows: Vec<RowEnd>,
    /// From the beginning of a column to that of the next, where no line climbs.
    step: i64,
    /// Where frames begin, at the earliest.
    edge: i64,
    pub(super) length: i64,
}

/// What comes after the last column of a row.
struct RowEnd {
    /// Which column that would be, and where it would begin.
    column: usize,
    along: i64,
    /// How far the row reaches, its frames included.
    end: i64,
}

impl Grid {
    /// Time `O(c + l)` for `c` columns and `l` lines between neighbouring ones.
    pub(super) fn of(
        columns: &Columns,
        rows: &Rows,
        middles: &DenseMap<Spot, i64>,
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
                let climb = |it: Spot, next: Spot| {
                    // Tracks are far from each other.
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

    /// Where a column begins, also one after the last of a row.
    pub(super) fn along(&self, row: usize, column: usize) -> i64 {
        let end = &self.rows[row];
        match column.checked_sub(end.column) {
            None => self.begins[column],
            Some(further) => end.along + int(further) * self.step,
        }
    }

    /// Where the frame around a piece begins and how long it is.
    pub(super) fn reach(&self, piece: &Piece, sizes: Sizes) -> (i64, i64) {
        let start = self.along(piece.row, piece.columns.start) - MARGIN - sizes.head.0;
        let last = self.along(piece.row, piece.columns.end.max(1) - 1);
        (start, last + sizes.length + MARGIN - start)
    }

    /// The room between a row and the next.
    pub(super) fn below(row: &Row) -> i64 {
        if row.goes_on { TURN } else { 0 }
    }

    /// How far along the line runs that goes on from a row, and that comes into the next.
    pub(super) fn turns(&self, row: usize) -> (i64, i64) {
        (self.rows[row].end + TURN, self.edge - TURN)
    }
}
