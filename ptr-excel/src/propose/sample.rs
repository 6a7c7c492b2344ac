//! The beginning of each sheet, which is what a proposal looks at.
//!
//! Kept true: a file that is large costs no more than reading so much of it; long texts are held by
//! their beginnings.

use std::borrow::Cow;
use std::ops::ControlFlow;

use crate::cells::CellValue;
use crate::error::LoadError;
use crate::layout::headings::TextRow;
use crate::source::Workbook;
use crate::value::trim;

/// How many rows that hold something are looked at in each sheet, and cells in all of them.
const MOST_ROWS: usize = 10_000;
const MOST_CELLS: usize = 400_000;

/// In how many columns, and how many bytes of a text.
const MOST_COLUMNS: u32 = 256;
const LONGEST_TEXT: usize = 4_096;

/// The first rows of a sheet.
#[derive(Debug)]
pub(super) struct SheetSample {
    pub(super) name: String,
    pub(super) rows: Vec<SampleRow>,
}

/// A row that holds something.
#[derive(Debug)]
pub(super) struct SampleRow {
    /// Counted from zero.
    pub(super) number: u32,
    /// From left to right.
    pub(super) cells: Vec<(u32, CellValue<'static>)>,
    /// The columns whose cells are bold.
    bold: Vec<u32>,
    /// How deep it lies in the outline of the sheet.
    pub(super) level: u8,
}

impl SampleRow {
    pub(super) fn at(&self, col: u32) -> Option<&CellValue<'static>> {
        let place = self.cells.binary_search_by_key(&col, |(col, _)| *col).ok()?;
        Some(&self.cells[place].1)
    }

    /// Whether the cell of a column is bold.
    pub(super) fn is_bold(&self, col: u32) -> bool {
        self.bold.binary_search(&col).is_ok()
    }

    pub(super) fn as_text(&self) -> TextRow {
        let text = |(col, value): &(u32, CellValue<'_>)| (*col, value.display().into_owned());
        TextRow {
            row: self.number,
            cells: self.cells.iter().map(text).collect(),
            ..TextRow::default()
        }
    }
}

/// The first rows of all sheets, in the workbook's order.
pub(super) fn sample(workbook: &mut Workbook) -> Result<Vec<SheetSample>, LoadError> {
    let names: Vec<String> = workbook.sheets().iter().map(|sheet| sheet.name.clone()).collect();
    workbook.want_bold();
    let mut left = MOST_CELLS;
    let mut all = Vec::with_capacity(names.len());
    for (place, name) in names.into_iter().enumerate() {
        let mut rows: Vec<SampleRow> = Vec::new();
        workbook.cells(place, |cell| {
            if rows.last().is_none_or(|row| row.number != cell.at.row) {
                if rows.len() == MOST_ROWS {
                    return ControlFlow::Break(());
                }
                let (cells, bold) = Default::default();
                let (number, level) = (cell.at.row, cell.look.level);
                rows.push(SampleRow { number, cells, bold, level });
            }
            if cell.at.col < MOST_COLUMNS
                && let Some(row) = rows.last_mut()
            {
                if cell.look.is_bold {
                    row.bold.push(cell.at.col);
                }
                row.cells.push((cell.at.col, shortened(cell.value)));
            }
            left = left.saturating_sub(1);
            if left == 0 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        })?;
        rows.retain(|row| !row.cells.is_empty());
        all.push(SheetSample { name, rows });
    }
    Ok(all)
}

fn shortened(value: CellValue<'_>) -> CellValue<'static> {
    match value {
        CellValue::Text(text) if text.len() > LONGEST_TEXT => {
            let mut beginning = text.into_owned();
            let end = (0..=LONGEST_TEXT).rev().find(|end| beginning.is_char_boundary(*end));
            beginning.truncate(end.unwrap_or_default());
            CellValue::Text(Cow::Owned(beginning))
        }
        value => value.into_owned(),
    }
}

/// The text of a cell without the blanks around it.
pub(super) fn text_of<'v>(value: &'v CellValue<'_>) -> Cow<'v, str> {
    match value.display() {
        Cow::Borrowed(text) => Cow::Borrowed(trim(text)),
        Cow::Owned(text) => Cow::Owned(text),
    }
}
