//! What has been read from a workbook so far, against what its limits allow.
//!
//! Every cell of every format is counted here before it is handed out. Kept true: it lies inside
//! a sheet, and cells come row by row, from left to right, none twice.

use crate::a1::CellName;
use crate::cells::{Cell, CellValue};
use crate::error::{Cause, LoadError};
use crate::limits::Limits;

/// What a sheet shows, or does not, beside what its cells hold.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Appearance {
    /// Rows that are hidden, by hand or by a filter, whether they hold something or not.
    pub hidden_rows: Vec<u32>,
    /// Columns that are hidden, from the first to the last of each group.
    pub hidden_columns: Vec<(u32, u32)>,
    /// Cells of which the whole text or a part is struck through.
    pub struck: Vec<CellName>,
    /// Cells that hold decimals which their format does not show, each with whether these are more
    /// than a hundredth of the number.
    pub rounded: Vec<(CellName, bool)>,
}

/// How many rows, columns and cells are noted of each kind; somebody is told of the first few.
const MOST_NOTED: usize = 10_000;

/// What all reads from one workbook have taken.
pub(super) struct Usage {
    limits: Limits,
    cells: u64,
    text_bytes: u64,
    /// How the sheet looks that was read last.
    appearance: Appearance,
    /// Whether somebody asks which cells are bold.
    wants_bold: bool,
}

/// What one read of one sheet takes.
pub(super) struct SheetUsage<'m> {
    usage: &'m mut Usage,
    sheet: &'m str,
    rows: u32,
    last: Option<CellName>,
}

impl Usage {
    pub(super) fn new(limits: Limits) -> Self {
        Self {
            limits,
            cells: 0,
            text_bytes: 0,
            appearance: Appearance::default(),
            wants_bold: false,
        }
    }

    pub(super) fn sheet<'m>(&'m mut self, sheet: &'m str) -> SheetUsage<'m> {
        self.appearance = Appearance::default();
        SheetUsage { usage: self, sheet, rows: 0, last: None }
    }

    pub(super) const fn want_bold(&mut self) {
        self.wants_bold = true;
    }

    pub(super) const fn appearance(&self) -> &Appearance {
        &self.appearance
    }
}

impl SheetUsage<'_> {
    /// The sheet being read.
    pub(super) fn sheet(&self) -> &str {
        self.sheet
    }

    /// Whether somebody asks which cells are bold.
    pub(super) const fn wants_bold(&self) -> bool {
        self.usage.wants_bold
    }

    /// Takes note of a hidden row.
    #[cold]
    pub(super) fn hide_row(&mut self, row: u32) {
        note(&mut self.usage.appearance.hidden_rows, row);
    }

    /// Takes note of hidden columns, from the first to the last.
    #[cold]
    pub(super) fn hide_columns(&mut self, first: u32, last: u32) {
        note(&mut self.usage.appearance.hidden_columns, (first, last));
    }

    /// Takes note of a cell that is struck through.
    #[cold]
    pub(super) fn strike(&mut self, cell: CellName) {
        note(&mut self.usage.appearance.struck, cell);
    }

    /// Takes note of a cell that shows less of its number than it holds, `is_far` by more than a
    /// hundredth.
    #[cold]
    pub(super) fn round(&mut self, cell: CellName, is_far: bool) {
        note(&mut self.usage.appearance.rounded, (cell, is_far));
    }

    /// Counts a cell, or refuses it.
    #[inline]
    pub(super) fn admit(&mut self, cell: &Cell<'_>) -> Result<(), LoadError> {
        let Cell { at, value, .. } = cell;
        self.check_place(*at)?;
        if self.last.is_some_and(|last| last >= *at) {
            return Err(self.out_of_order(*at));
        }
        if self.last.is_none_or(|last| last.row != at.row) {
            self.rows += 1;
            check("workbook-limit-rows", self.rows.into(), self.usage.limits.rows.into())?;
        }
        self.last = Some(*at);
        self.usage.cells += 1;
        check("workbook-limit-cells", self.usage.cells, self.usage.limits.cells)?;
        if let CellValue::Text(text) = value {
            self.usage.text_bytes += text.len() as u64;
            check("workbook-limit-texts", self.usage.text_bytes, self.usage.limits.text_bytes)?;
        }
        Ok(())
    }

    /// Refuses a place that no sheet has.
    #[inline]
    pub(super) fn check_place(&self, cell: CellName) -> Result<(), LoadError> {
        if cell.is_inside_a_sheet() {
            return Ok(());
        }
        Err(Cause::OutsideSheet { sheet: self.sheet.to_owned(), cell }.into())
    }

    /// A cell that no spreadsheet writes.
    #[cold]
    pub(super) fn unreadable(&self, cell: CellName, found: &str) -> LoadError {
        LoadError::damaged(format!("cell {cell} of sheet `{}` holds {found}", self.sheet))
    }

    #[cold]
    fn out_of_order(&self, at: CellName) -> LoadError {
        let sheet = self.sheet;
        let after = self.last.map_or_else(String::new, |last| format!(" after {last}"));
        LoadError::damaged(format!("sheet `{sheet}` places cell {at}{after}, out of order"))
    }
}

fn note<T>(noted: &mut Vec<T>, what: T) {
    if noted.len() < MOST_NOTED {
        noted.push(what);
    }
}

#[inline]
fn check(what: &'static str, found: u64, limit: u64) -> Result<(), LoadError> {
    if found <= limit {
        return Ok(());
    }
    let cure = "workbook-cure-alone";
    Err(Cause::TooLarge { what, found, limit, cure }.into())
}
