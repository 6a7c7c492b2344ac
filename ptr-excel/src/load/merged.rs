//! What merged cells say for the rows and columns they cover.
//!
//! A value merged over several rows is the value of each of them, as everybody reads it who
//! looks at the sheet. Side by side it is the value of each only where the columns are of one
//! kind (a mark over three dry runs); over columns of different kinds it is a title, and a row
//! of nothing but titles is none of the table. The sheet is asked for its merged cells when the
//! first empty cell comes that one might cover, and never where none comes.

use super::row::{Inherited, Row};
use crate::a1::CellName;
use crate::cells::CellValue;
use crate::error::LoadError;
use crate::layout::headings::TextRow;
use crate::source::{Area, Merges};

/// A column in which a merged cell counts for all it covers, and its kind: columns of one kind
/// share what is merged over them side by side.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Shared {
    pub(super) col: u32,
    pub(super) kind: u32,
}

/// The merged cells of a sheet, and what those begun so far say for the rows that come.
#[derive(Debug)]
pub(super) struct MergedCells {
    merges: Merges,
    /// From left to right.
    shared: Vec<Shared>,
    /// The columns that have a heading.
    headed: Vec<u32>,
    /// The last row handed on, until the merged cells are known.
    previous: Option<Row>,
    /// How many of the areas begin above the row that is read.
    begun: usize,
    /// Areas that reach further down, with their values.
    open: Vec<(Area, CellValue<'static>)>,
}

impl MergedCells {
    pub(super) fn new(merges: Merges) -> Self {
        let (shared, headed, open) = (Vec::new(), Vec::new(), Vec::new());
        Self { merges, shared, headed, previous: None, begun: 0, open }
    }

    /// Says which columns there are, once the headings are known.
    pub(super) fn set_columns(&mut self, mut shared: Vec<Shared>, headed: Vec<u32>) {
        shared.sort_unstable();
        (self.shared, self.headed) = (shared, headed);
    }

    /// Adds to a row what merged cells say for it. Gives whether it is a row of the table and
    /// not of titles.
    pub(super) fn fill(&mut self, row: &mut Row) -> Result<bool, LoadError> {
        if self.merges.is_unread() {
            let mut filled = row.columns().peekable();
            let is_full = self.shared.iter().all(|shared| {
                while filled.next_if(|col| *col < shared.col).is_some() {}
                filled.peek() == Some(&shared.col)
            });
            if is_full {
                return Ok(true);
            }
        }
        self.fill_known(row)
    }

    /// Keeps a row that was handed on: a merged cell may begin in it.
    pub(super) fn keep(&mut self, row: &mut Row) {
        if self.merges.is_unread() && !self.shared.is_empty() {
            // No merged cell has been asked for: only this row can have begun one that matters,
            // as the row under its first one has an empty cell.
            std::mem::swap(self.previous.get_or_insert_default(), row);
        }
    }

    fn fill_known(&mut self, row: &mut Row) -> Result<bool, LoadError> {
        let previous = self.previous.take();
        let areas = self.merges.areas()?;
        if areas.is_empty() {
            return Ok(true);
        }
        let open = &mut self.open;
        open.retain(|(area, _)| area.last.row >= row.number);
        for begun in previous.iter().chain([&*row]) {
            // Rows come in order, and so do the areas.
            while let Some(area) = areas.get(self.begun).filter(|it| it.first.row <= begun.number) {
                self.begun += 1;
                let value = begun.own(area.first.col).filter(|_| area.first.row == begun.number);
                if let Some(value) = value.filter(|_| area.last.row >= row.number) {
                    open.push((*area, value.into_owned()));
                }
            }
        }
        let open = &self.open;
        let begins_here = |col| {
            open.iter()
                .find(|(it, _)| it.first == CellName { row: row.number, col })
                .map(|(it, _)| it)
        };
        let is_title = |area: &Area| {
            let covered = |col: &&u32| (area.first.col..=area.last.col).contains(col);
            let mut kinds = self.headed.iter().filter(covered).map(|col| self.kind(*col));
            kinds.next().is_some_and(|first| kinds.any(|kind| kind != first))
        };
        if row.columns().all(|col| begins_here(col).is_some_and(is_title)) {
            return Ok(false);
        }
        let mut inherited_values = Vec::new();
        for shared in self.shared.iter().filter(|shared| row.own(shared.col).is_none()) {
            let at = CellName { row: row.number, col: shared.col };
            let counts = |area: &Area| {
                let first = area.first.col;
                area.covers(at) && (first == at.col || self.kind(first) == shared.kind)
            };
            if let Some((area, value)) = open.iter().find(|(area, _)| counts(area)) {
                inherited_values.push(Inherited {
                    col: shared.col,
                    value: value.clone(),
                    from: area.first,
                });
            }
        }
        for inherited in inherited_values {
            row.inherit(inherited);
        }
        Ok(true)
    }

    /// The kind of a column; one that is not shared is of a kind of its own.
    fn kind(&self, col: u32) -> u32 {
        let found = self.shared.iter().find(|shared| shared.col == col);
        found.map_or(u32::MAX - col, |shared| shared.kind)
    }

    /// Adds to rows that may be headings how far their cells reach.
    pub(super) fn spread(&self, rows: &mut [TextRow]) -> Result<(), LoadError> {
        let areas = self.merges.areas()?;
        for row in rows {
            let of_row = areas.iter().filter(|area| area.first.row == row.row);
            for area in of_row {
                let text = row.cells.iter().find(|(col, _)| *col == area.first.col);
                let Some((_, text)) = text.cloned() else { continue };
                // A title over the whole sheet is none of single columns.
                for col in (area.first.col + 1..=area.last.col).take(256) {
                    row.spread.push((col, text.clone()));
                }
                if area.last.row > area.first.row {
                    row.tall.push(area.first.col);
                }
            }
        }
        Ok(())
    }
}
