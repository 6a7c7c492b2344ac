//! One table of a sheet: its headings, then its rows, in one pass over the cells.
//!
//! The first rows are held back until the headings are found among them; every later row is
//! handed on as soon as it is complete, so that memory does not grow with the sheet.

use std::ops::ControlFlow;

use ptr_core::{KnownNames, Place as SheetPlace, Problem, ProblemKind};

use super::appearance::Read;
use super::continued::Continued;
use super::merged::{MergedCells, Shared};
use super::row::Row;
use super::sheet::place;
use crate::a1::CellName;
use crate::error::LoadError;
use crate::layout::headings::{Headings, SEARCHED_ROWS, TextRow};
use crate::layout::{ColumnKey, Columns, Table};
use crate::source::Workbook;

/// By what a table is known whose headings are few.
pub(super) struct Key {
    /// The column that it cannot do without.
    pub(super) column: ColumnKey,
    /// Whether a text could be one of its headings, though none that a layout names.
    pub(super) is_one: fn(&str) -> bool,
}

/// What reads the rows of a table.
pub(super) trait RowReader {
    /// Receives the headings, before the first row. Gives the columns in which a merged
    /// cell counts for all it covers.
    fn headings(&mut self, headings: &Headings) -> Vec<Shared>;

    /// Receives a row.
    fn row(&mut self, headings: &Headings, row: &Row);
}

/// Every column by itself: what is merged over rows counts for each, side by side it does not.
pub(super) fn each_by_itself(headings: &Headings) -> Vec<Shared> {
    headings.iter().map(|heading| Shared { col: heading.col, kind: heading.col + 1 }).collect()
}

/// Hands on every row of the table. Gives the headings; `None` if there are none, which is a
/// problem where the sheet has content all the same.
pub(super) fn read<C: Columns>(
    workbook: &mut Workbook,
    (sheet, name): (usize, &str),
    table: &Table<C>,
    key: &Key,
    problems: &mut Vec<Problem>,
    rows: &mut impl RowReader,
) -> Result<Option<Headings>, LoadError> {
    let Some(merges) = workbook.merges(sheet) else { return Ok(None) };
    let mut reader = TableReader {
        table,
        key,
        rows,
        merged: MergedCells::new(merges),
        first_row: 0,
        held_back: Vec::new(),
        headings: None,
        continued: Continued::default(),
        read: Read::default(),
    };
    let mut row = Row::default();
    let mut failed = Ok(());
    workbook.cells(sheet, |cell| {
        if cell.at.row != row.number {
            failed = reader.take(&mut row);
            row.number = cell.at.row;
        }
        row.push(cell.at.col, cell.value);
        if failed.is_ok() { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    })?;
    failed?;
    reader.take(&mut row)?;
    reader.finish()?;
    let read = std::mem::take(&mut reader.read);
    if reader.headings.is_none() && !reader.held_back.is_empty() {
        problems.push(reader.no_headings(name));
    }
    let headings = reader.headings;
    problems.extend(read.problems(workbook.appearance(), name));
    Ok(headings)
}

struct TableReader<'t, C, R> {
    table: &'t Table<C>,
    key: &'t Key,
    rows: &'t mut R,
    merged: MergedCells,
    /// The first row of data, counted from zero, once the headings are known.
    first_row: u32,
    held_back: Vec<Row>,
    headings: Option<Headings>,
    /// Columns in which long texts go on.
    continued: Continued,
    /// Where the cells stand that were handed on.
    read: Read,
}

impl<C: Columns, R: RowReader> TableReader<'_, C, R> {
    /// Takes a complete row, and leaves an empty one to fill.
    fn take(&mut self, row: &mut Row) -> Result<(), LoadError> {
        if row.is_empty() {
            return Ok(());
        }
        if self.headings.is_some() {
            self.hand_on(row)?;
            row.clear();
            return Ok(());
        }
        let number = row.number;
        self.held_back.push(std::mem::take(row));
        let enough = match self.table.first_row {
            Some(first_row) => number + 1 >= first_row,
            None => self.held_back.len() >= SEARCHED_ROWS,
        };
        if enough { self.find_headings() } else { Ok(()) }
    }

    fn hand_on(&mut self, row: &mut Row) -> Result<(), LoadError> {
        if let Some(headings) = self.headings.as_ref().filter(|_| row.number >= self.first_row)
            && self.merged.fill(row)?
        {
            self.continued.join(row);
            self.rows.row(headings, row);
            if let Some(col) = row.columns().next() {
                self.read.rows.push(CellName { row: row.number, col });
            }
            self.merged.keep(row);
        }
        Ok(())
    }

    /// Looks for the headings among the rows held back, and passes on those after them.
    fn find_headings(&mut self) -> Result<(), LoadError> {
        let held = self.held_back.len().saturating_sub(SEARCHED_ROWS);
        let mut texts: Vec<TextRow> = self.held_back[held..].iter().map(Row::as_text).collect();
        let neighbours = |pair: &[TextRow]| pair[0].row + 1 == pair[1].row;
        if texts.windows(2).any(neighbours) {
            self.merged.spread(&mut texts)?;
        }
        let found = match self.table.first_row {
            Some(first_row) => Some(self.above(&texts, first_row)),
            None => self.among(&texts).and_then(|headings| {
                let (_, last) = headings.rows()?;
                Some((headings, last + 1))
            }),
        };
        let Some((headings, first_row)) = found else { return Ok(()) };
        let columns = self.held_back.iter().flat_map(Row::columns);
        let mut headings = headings.within(columns.max().map_or(0, |col| col + 1));
        self.continued = Continued::of(&mut headings);
        let headed = headings.iter().map(|heading| heading.col).collect();
        self.merged.set_columns(self.rows.headings(&headings), headed);
        let wanted = self.table.columns.wanted();
        let places = wanted.iter().map(|(column, known)| headings.place(column, *known));
        self.read.columns = places.flat_map(|place| place.columns().to_vec()).collect();
        (self.headings, self.first_row) = (Some(headings), first_row);
        for mut row in std::mem::take(&mut self.held_back) {
            self.hand_on(&mut row)?;
        }
        Ok(())
    }

    fn among(&self, rows: &[TextRow]) -> Option<Headings> {
        Headings::find(rows, &self.table.columns.wanted()).or_else(|| self.by_key(rows))
    }

    /// Headings stand above the first row of data, wherever the layout says that is; or in it,
    /// where somebody counted them as the first row. Without any, columns have their letters.
    fn above(&self, rows: &[TextRow], first_row: u32) -> (Headings, u32) {
        let above = rows.partition_point(|text| text.row + 1 < first_row);
        let in_it = || {
            let upto = rows.partition_point(|text| text.row < first_row);
            self.among(&rows[above..upto]).map(|headings| (headings, first_row))
        };
        let found = self.among(&rows[..above]).map(|it| (it, first_row.saturating_sub(1)));
        found.or_else(in_it).unwrap_or_else(|| (Headings::default(), first_row.saturating_sub(1)))
    }

    /// The first row of at least two texts of which one could be a heading of this table, or
    /// is the one that it cannot do without.
    fn by_key(&self, rows: &[TextRow]) -> Option<Headings> {
        let wanted = self.table.columns.wanted();
        let is_one = |row: &&TextRow| {
            let headings = Headings::of(None, row);
            let mut keys = wanted.iter().take(1);
            row.cells.len() > 1
                && (row.cells.iter().any(|(_, text)| (self.key.is_one)(text))
                    || keys.any(|(key, known)| !headings.by_name(key, *known).is_empty()))
        };
        let found = rows.iter().find(is_one).map(|row| Headings::of(None, row))?;
        Some(found.complete(rows, &wanted))
    }

    /// No row comes any more.
    fn finish(&mut self) -> Result<(), LoadError> {
        if self.headings.is_none() && !self.held_back.is_empty() {
            self.find_headings()?;
        }
        Ok(())
    }

    /// There are rows, but none that could be headings. The row that looks most like them is
    /// the one with the most texts.
    fn no_headings(&self, sheet: &str) -> Problem {
        let rows = self.held_back.iter().map(Row::as_text);
        let fullest =
            rows.reduce(|most, row| if row.cells.len() > most.cells.len() { row } else { most });
        let first = fullest.as_ref().and_then(|row| Some((row.row, row.cells.first()?.0)));
        let texts = |row: TextRow| KnownNames::of(row.cells.into_iter().map(|(_, text)| text));
        let problem = Problem::of_plan(ProblemKind::MissingHeading {
            expected: self.key.column.usual_heading(),
            found: fullest.map_or_else(KnownNames::default, texts),
        });
        problem.at(match first {
            Some((row, col)) => place(sheet, CellName { row, col }),
            None => SheetPlace { sheet: sheet.to_owned(), cell: None },
        })
    }
}
