//! One table of a sheet: its headings, then its rows, in one pass over the cells.
//!
//! The first rows are held back until the headings are found among them; every later row is
//! handed on as soon as it is complete, so that memory does not grow with the sheet.

use std::cmp::Reverse;
use std::ops::ControlFlow;

use ptr_core::{KnownNames, LeftOut, Place as SheetPlace, Problem, ProblemKind};

use super::appearance::Read;
use super::as_above::AsAbove;
use super::continued::Continued;
use super::lettered::Lettered;
use super::merged::{MergedCells, Shared};
use super::reading::Reading;
use super::row::Row;
use super::table_end::{LeftOutRows, TableEnd};
use super::{missing_headings, place};
use crate::a1::{CellName, column_of_letters};
use crate::error::LoadError;
use crate::layout::headings::{Headings, Located, SEARCHED_ROWS, TextRow, width_of};
use crate::layout::{Column, ColumnKey, Columns, Known, StepColumns, Table};
use crate::source::Bounds;

/// By what a table is known whose headings are few.
pub(crate) struct Key {
    /// The column that it cannot do without.
    pub(crate) column: ColumnKey,
    /// Whether a text could be one of its headings, though none that a layout names.
    pub(crate) is_one: fn(&str) -> bool,
}

/// What reads the rows of a table.
pub(crate) trait RowReader {
    /// Receives the headings, before the first row. Gives the columns in which a merged
    /// cell counts for all it covers.
    fn headings(&mut self, headings: &Headings) -> Vec<Shared>;

    /// Receives a row.
    fn row(&mut self, headings: &Headings, row: &Row);

    /// Receives a row of nothing but titles over several columns.
    fn title(&mut self, _: &Headings, _: &Row) {}
}

/// Every column by itself: what is merged over rows counts for each, side by side it does not.
pub(crate) fn each_by_itself(headings: &Headings) -> Vec<Shared> {
    headings.iter().map(|heading| Shared { col: heading.col, kind: heading.col + 1 }).collect()
}

/// In how many rows that hold something the headings are looked for: below, a sheet is not read
/// any further.
const MOST_SEARCHED: usize = 1_000;

/// And among how many cells, where rows are very wide.
const MOST_SEARCHED_CELLS: usize = 200_000;

/// Hands on every row of the table. Gives the headings; `None` if there are none, which is a
/// problem where the sheet has content all the same. Time `O(c log c)` in its cells.
pub(crate) fn read<C: Columns>(
    workbook: &mut Reading<'_>,
    (sheet, name): (usize, &str),
    table: &Table<C>,
    key: &Key,
    problems: &mut Vec<Problem>,
    rows: &mut impl RowReader,
) -> Result<Option<Headings>, LoadError> {
    let Some((merges, bounds)) = workbook.merges(sheet).zip(workbook.bounds(sheet)) else {
        return Ok(None);
    };
    let mut reader = TableReader {
        table,
        key,
        rows,
        merged: MergedCells::new(merges),
        first_row: 0,
        held_back: Vec::new(),
        searched: 0,
        searched_cells: 0,
        fullest: None,
        left_out: Vec::new(),
        key_columns: Vec::new(),
        headings: None,
        continued: Continued::default(),
        as_above: AsAbove::default(),
        bounds,
        above: LeftOutRows::default(),
        end: TableEnd::default(),
        lettered: Lettered::default(),
        read: Read::default(),
    };
    let mut row = Row::default();
    let mut failed = Ok(());
    workbook.cells(sheet, |cell| {
        if cell.at.row != row.number {
            failed = reader.take(&mut row);
            row.number = cell.at.row;
        }
        row.push(cell.at.col, cell.value, cell.look);
        let goes_on = failed.is_ok() && !reader.has_given_up();
        if goes_on { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    })?;
    failed?;
    if !reader.has_given_up() {
        reader.take(&mut row)?;
    }
    reader.finish()?;
    let read = std::mem::take(&mut reader.read);
    if reader.headings.is_none() && reader.searched > 0 {
        problems.push(reader.no_headings(name));
    }
    let TableReader { headings, above, end, lettered, .. } = reader;
    problems.extend(read.problems(workbook.appearance(), name));
    problems.extend(above.problem(LeftOut::AboveTheFirstRow, name));
    problems.extend(end.problem(name));
    problems.extend(lettered.problems(name));
    if let Some(headings) = headings.as_ref().filter(|it| !it.are_written()) {
        let named: Vec<Column> = table.as_above.iter().cloned().map(Column::Named).collect();
        let place = |column| (column, headings.place(column, Known::Words(&[])));
        let placed: Vec<(&Column, Located)> = named.iter().map(place).collect();
        let wanted: Vec<_> = placed.iter().map(|(name, at)| (None, *name, at, None)).collect();
        problems.extend(missing_headings(headings, name, &wanted));
    }
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
    /// How many rows have come before the headings were found.
    searched: usize,
    searched_cells: usize,
    /// Of rows that are no headings, the one with most texts.
    fullest: Option<TextRow>,
    /// The columns that the layout leaves out.
    left_out: Vec<u32>,
    headings: Option<Headings>,
    /// Columns in which long texts go on.
    continued: Continued,
    as_above: AsAbove,
    /// What may mark the end of the table.
    bounds: Bounds,
    end: TableEnd,
    /// The rows between the headings and the first row of data.
    above: LeftOutRows,
    /// The column by which rows are known.
    key_columns: Vec<u32>,
    lettered: Lettered,
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
        self.searched += 1;
        self.searched_cells += row.len();
        self.held_back.push(std::mem::take(row));
        match self.table.first_row {
            Some(first_row) if number + 1 >= first_row => self.find_headings(),
            Some(_) => {
                // Only what stands right above the first row may be its headings.
                if self.held_back.len() >= 2 * SEARCHED_ROWS {
                    self.held_back.drain(..SEARCHED_ROWS);
                }
                Ok(())
            }
            None if self.searched < SEARCHED_ROWS && !self.is_wide() => Ok(()),
            // The first rows are looked at together, each further one with the one above it.
            None => {
                self.find_headings()?;
                if self.headings.is_none() {
                    self.note_fullest();
                    self.held_back.drain(..self.held_back.len() - 1);
                }
                Ok(())
            }
        }
    }

    /// Whether the rows so far have more cells than a search is worth.
    fn is_wide(&self) -> bool {
        self.searched_cells >= MOST_SEARCHED_CELLS
    }

    /// Whether no row can be one of headings any more.
    fn has_given_up(&self) -> bool {
        let is_found = self.headings.is_some() || self.table.first_row.is_some();
        !is_found && (self.searched >= MOST_SEARCHED || self.is_wide())
    }

    fn hand_on(&mut self, row: &mut Row) -> Result<(), LoadError> {
        row.leave_out(&self.left_out);
        if row.is_empty() {
            return Ok(());
        }
        let Some(headings) = &self.headings else { return Ok(()) };
        if row.number < self.first_row {
            let is_below = headings.rows().is_some_and(|(_, last)| row.number > last);
            if is_below && row.first_in(&self.key_columns).is_some() {
                self.above.add(row);
            }
            return Ok(());
        }
        if self.end.is_before(row) {
            return Ok(());
        }
        if !self.merged.fill(row)? {
            self.rows.title(headings, row);
            return Ok(());
        }
        self.continued.join(row);
        self.as_above.fill(row)?;
        self.lettered.look(row);
        self.rows.row(headings, row);
        if let Some(col) = row.columns().next() {
            self.read.rows.push(CellName { row: row.number, col });
        }
        self.merged.keep(row);
        Ok(())
    }

    /// Looks for the headings among the rows held back, and passes on those after them.
    fn find_headings(&mut self) -> Result<(), LoadError> {
        let held = self.held_back.len().saturating_sub(SEARCHED_ROWS + 1);
        let mut texts: Vec<TextRow> = self.held_back[held..].iter().map(Row::as_text).collect();
        let neighbours = |pair: &[TextRow]| pair[0].row + 1 == pair[1].row;
        if texts.windows(2).any(neighbours) {
            self.merged.spread(&mut texts)?;
        }
        let found = match self.table.first_row {
            Some(first_row) => Some((self.above(&texts, first_row), first_row.saturating_sub(1))),
            None => self.among(&texts).and_then(|headings| {
                let (_, last) = headings.rows()?;
                Some((headings, last + 1))
            }),
        };
        let Some((headings, first_row)) = found else { return Ok(()) };
        let columns = self.held_back.iter().flat_map(Row::columns);
        let headings = headings.within(columns.max().map_or(0, |col| col + 1));
        let (mut headings, left_out) = headings.without(&self.table.ignore);
        self.left_out = left_out;
        let keyed = self.table.columns.keyed();
        if let Some((column, key)) = keyed.first().filter(|_| self.table.is_interpreted()) {
            headings = headings.unmarked((column, key.known()));
        }
        if !headings.are_written() {
            self.as_above = AsAbove::of(&headings.named(&self.table.as_above));
            self.end = TableEnd::of(self.table.last_row, first_row, &headings, &self.bounds)?;
        }
        self.continued = Continued::of(&mut headings);
        let headed = headings.iter().map(|heading| heading.col).collect();
        self.merged.set_columns(self.rows.headings(&headings), headed);
        let wanted = self.table.wanted();
        let places: Vec<Located> =
            wanted.iter().map(|(column, known)| headings.place(column, *known)).collect();
        self.key_columns = places.first().map(|key| key.columns().to_vec()).unwrap_or_default();
        self.read.columns = places.iter().flat_map(|place| place.columns().to_vec()).collect();
        self.read.of_ids = self.columns_of_ids(&headings);
        self.lettered = Lettered::of(self.table, &headings);
        (self.headings, self.first_row) = (Some(headings), first_row);
        for mut row in std::mem::take(&mut self.held_back) {
            self.hand_on(&mut row)?;
        }
        Ok(())
    }

    /// The columns of which every digit counts.
    fn columns_of_ids(&self, headings: &Headings) -> Vec<u32> {
        let is_of_ids = |key: &ColumnKey| {
            [StepColumns::ID.key, StepColumns::PREREQUISITES.key].contains(&key.key)
        };
        let keyed = self.table.keyed().into_iter().filter(|(_, key)| is_of_ids(key));
        keyed.flat_map(|(column, key)| headings.place(column, key).columns().to_vec()).collect()
    }

    fn among(&self, rows: &[TextRow]) -> Option<Headings> {
        Headings::find(rows, &self.table.wanted()).or_else(|| self.by_key(rows))
    }

    /// The headings stand in the row above the first row of data, or higher up where that row
    /// names none of the columns: an example may stand between. A layout that counts columns by
    /// letters means that row and no other. Nothing from the first row of data on is a heading.
    /// Without any, columns have their letters.
    fn above(&self, rows: &[TextRow], first_row: u32) -> Headings {
        let above = &rows[..rows.partition_point(|text| text.row + 1 < first_row)];
        let wanted = self.table.wanted();
        let is_right_above = |row: &TextRow| row.row + 2 == first_row;
        let Some(last) = above.last() else { return Headings::default() };
        if is_right_above(last)
            && let Some(headings) = Headings::right_above(above, &wanted)
        {
            return headings;
        }
        let key = wanted.first().and_then(|(column, _)| column.name());
        let is_lettered = key.is_some_and(|name| is_letters(name, rows));
        let higher = self.among(above).filter(|_| !is_lettered || !is_right_above(last));
        let right_above = || Headings::of(None, last).complete(above, &wanted);
        higher.or_else(|| is_right_above(last).then(right_above)).unwrap_or_default()
    }

    /// The first row of at least two texts of which one could be a heading of this table, or
    /// is the one that it cannot do without.
    fn by_key(&self, rows: &[TextRow]) -> Option<Headings> {
        let wanted = self.table.wanted();
        let key = wanted.first();
        let key = key.filter(|(key, _)| !key.name().is_some_and(|name| is_letters(name, rows)));
        let is_one = |row: &&TextRow| {
            let names_key = || {
                let headings = Headings::of(None, row);
                key.is_some_and(|(key, known)| !headings.by_name(key, *known).is_empty())
            };
            row.cells.len() > 1
                && (row.cells.iter().any(|(_, text)| (self.key.is_one)(text)) || names_key())
        };
        let found = rows.iter().find(is_one).map(|row| Headings::of(None, row))?;
        Some(found.complete(rows, &wanted))
    }

    /// No row comes any more.
    fn finish(&mut self) -> Result<(), LoadError> {
        if self.headings.is_none() && !self.held_back.is_empty() {
            self.find_headings()?;
            self.note_fullest();
        }
        Ok(())
    }

    /// The row that looks most like headings is the one with the most texts.
    fn note_fullest(&mut self) {
        let rows = self.held_back.iter().max_by_key(|row| (row.len(), Reverse(row.number)));
        let longest = self.fullest.as_ref().map_or(0, |row| row.cells.len());
        if let Some(row) = rows.filter(|row| row.len() > longest) {
            self.fullest = Some(row.as_text());
        }
    }

    /// There are rows, but none that could be headings.
    fn no_headings(&self, sheet: &str) -> Problem {
        let fullest = self.fullest.as_ref();
        let first = fullest.and_then(|row| Some((row.row, row.cells.first()?.0)));
        let texts = |row: &TextRow| KnownNames::of(row.cells.iter().map(|(_, text)| text));
        let columns = self.table.keyed();
        let expected: Vec<String> = columns
            .into_iter()
            .filter_map(|(column, key)| match column {
                Column::Absent => None,
                Column::Default if key.known().are_none() => None,
                Column::Default => Some(key.usual_heading()),
                Column::Named(name) if is_letters(name, self.fullest.as_slice()) => None,
                Column::Named(name) => Some(name.clone()),
            })
            .collect();
        let problem = Problem::of_plan(ProblemKind::NoHeadings {
            expected: KnownNames::of(expected),
            found: fullest.map_or_else(KnownNames::default, texts),
        });
        problem.at(match first {
            Some((row, col)) => place(sheet, CellName { row, col }),
            None => SheetPlace { sheet: sheet.to_owned(), cell: None },
        })
    }
}

/// Whether a name is that of a column by its letters in a sheet of these rows.
fn is_letters(name: &str, rows: &[TextRow]) -> bool {
    column_of_letters(name, Some(width_of(rows))).is_some()
}
