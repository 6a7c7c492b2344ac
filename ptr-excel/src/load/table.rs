//! One table of a sheet: its headings, then its rows, in one pass over the cells.
//!
//! The first rows are held back until the headings are found among them; every later row is
//! handed on as soon as it is complete, so that memory does not grow with the sheet.

use std::borrow::Cow;
use std::ops::ControlFlow;

use ptr_core::{Fault, Place as SheetPlace, Problem};

use crate::cells::CellValue;
use crate::error::LoadError;
use crate::heading::{Headings, Place, SEARCHED_ROWS, TextRow};
use crate::layout::{Columns, Table};
use crate::source::Workbook;

/// By what a table is known whose headings are few.
pub(super) struct Key {
    /// The heading that it cannot do without, as a message should name it.
    pub(super) heading: &'static str,
    /// Whether a text could be one of its headings, though none that a layout names.
    pub(super) is_one: fn(&str) -> bool,
}

/// A row of a table: its filled cells, from left to right.
#[derive(Debug, Clone, Default)]
pub(super) struct Row {
    /// The row of the sheet, counted from zero.
    pub(super) row: u32,
    cells: Vec<(u32, CellValue<'static>)>,
}

impl Row {
    /// The first filled cell of a place.
    pub(super) fn at(&self, place: &Place) -> Option<(u32, &CellValue<'static>)> {
        place.columns().iter().find_map(|col| self.in_column(*col).map(|value| (*col, value)))
    }

    /// The cell in a column; blank text counts as nothing.
    pub(super) fn in_column(&self, col: u32) -> Option<&CellValue<'static>> {
        let at = self.cells.binary_search_by_key(&col, |(col, _)| *col).ok()?;
        let value = &self.cells[at].1;
        (!is_blank(value)).then_some(value)
    }

    /// Every filled cell.
    pub(super) fn cells(&self) -> impl Iterator<Item = (u32, &CellValue<'static>)> {
        self.cells.iter().map(|(col, value)| (*col, value)).filter(|(_, value)| !is_blank(value))
    }

    fn as_text(&self) -> TextRow {
        let text = |(col, value): (u32, &CellValue<'static>)| (col, value.display().into_owned());
        TextRow { row: self.row, cells: self.cells().map(text).collect() }
    }
}

fn is_blank(value: &CellValue<'_>) -> bool {
    matches!(value, CellValue::Text(text) if text.trim().is_empty())
}

/// The text of a cell without the blanks around it; numbers and the like as people read them.
pub(super) fn text_of<'v>(value: &'v CellValue<'static>) -> Cow<'v, str> {
    match value.display() {
        Cow::Borrowed(text) => Cow::Borrowed(text.trim()),
        Cow::Owned(text) => Cow::Owned(text),
    }
}

/// Hands on every row of the table. Gives the headings; `None` if there are none, which is a
/// problem where the sheet has content all the same.
pub(super) fn read<C: Columns>(
    workbook: &mut Workbook,
    (sheet, name): (usize, &str),
    table: &Table<C>,
    key: &Key,
    problems: &mut Vec<Problem>,
    mut each: impl FnMut(&Headings, &Row),
) -> Result<Option<Headings>, LoadError> {
    let mut reader = Reader { table, key, first_row: None, held_back: Vec::new(), headings: None };
    let mut row = Row::default();
    workbook.cells(sheet, |cell| {
        if cell.at.row != row.row && !row.cells.is_empty() {
            reader.take(&mut row, &mut each);
        }
        row.row = cell.at.row;
        row.cells.push((cell.at.col, cell.value.into_owned()));
        ControlFlow::Continue(())
    })?;
    reader.take(&mut row, &mut each);
    reader.finish(&mut each);
    if reader.headings.is_none() && !reader.held_back.is_empty() {
        problems.push(reader.no_headings(name));
    }
    Ok(reader.headings)
}

struct Reader<'t, C> {
    table: &'t Table<C>,
    key: &'t Key,
    /// The first row of data, counted from zero, once it is known.
    first_row: Option<u32>,
    held_back: Vec<Row>,
    headings: Option<Headings>,
}

impl<C: Columns> Reader<'_, C> {
    /// Takes a complete row, and leaves an empty one to fill.
    fn take(&mut self, row: &mut Row, each: &mut impl FnMut(&Headings, &Row)) {
        if row.cells.is_empty() {
            return;
        }
        if let (Some(headings), Some(first_row)) = (&self.headings, self.first_row) {
            if row.row >= first_row {
                each(headings, row);
            }
            row.cells.clear();
            return;
        }
        let number = row.row;
        self.held_back.push(std::mem::replace(row, Row { row: number, cells: Vec::new() }));
        let enough = match self.table.first_row {
            Some(first_row) => number + 1 >= first_row,
            None => self.held_back.len() >= SEARCHED_ROWS,
        };
        if enough {
            self.find_headings(each);
        }
    }

    /// Looks for the headings among the rows held back, and hands on those after them.
    fn find_headings(&mut self, each: &mut impl FnMut(&Headings, &Row)) {
        let wanted = self.table.columns.wanted();
        let texts: Vec<TextRow> = self.held_back.iter().map(Row::as_text).collect();
        let found = match self.table.first_row {
            // Headings stand above the first row of data, wherever the layout says that is.
            Some(first_row) => {
                let above = texts.partition_point(|text| text.row + 1 < first_row);
                let found = Headings::find(&texts[..above], &wanted);
                Some((found.unwrap_or_default(), first_row.saturating_sub(1)))
            }
            None => Headings::find(&texts, &wanted).or_else(|| self.by_key(&texts)).and_then(
                |headings| {
                    let (_, last) = headings.rows()?;
                    Some((headings, last + 1))
                },
            ),
        };
        let Some((headings, first_row)) = found else { return };
        for row in self.held_back.drain(..).filter(|row| row.row >= first_row) {
            each(&headings, &row);
        }
        (self.headings, self.first_row) = (Some(headings), Some(first_row));
    }

    /// The first row of at least two texts of which one could be a heading of this table.
    fn by_key(&self, rows: &[TextRow]) -> Option<Headings> {
        let is_one = |row: &&TextRow| {
            row.cells.len() > 1 && row.cells.iter().any(|(_, text)| (self.key.is_one)(text))
        };
        rows.iter().find(is_one).map(|row| Headings::of(None, row))
    }

    /// No row comes any more.
    fn finish(&mut self, each: &mut impl FnMut(&Headings, &Row)) {
        if self.headings.is_none() && !self.held_back.is_empty() {
            self.find_headings(each);
        }
    }

    /// There are rows, but none that could be headings. The row that looks most like them is
    /// the one with the most texts.
    fn no_headings(&self, sheet: &str) -> Problem {
        let rows = self.held_back.iter().map(Row::as_text);
        let fullest =
            rows.reduce(|most, row| if row.cells.len() > most.cells.len() { row } else { most });
        let texts = |row: TextRow| row.cells.into_iter().map(|(_, text)| text).collect();
        let problem = Problem::of_plan(Fault::MissingHeading {
            expected: self.key.heading.to_owned(),
            found: fullest.map_or_else(Vec::new, texts),
        });
        problem.at(SheetPlace { sheet: sheet.to_owned(), cell: None })
    }
}
