//! What has been read from a workbook so far, against what its limits allow.
//!
//! Every cell of every format is counted here before it is handed out. Kept true: it lies inside
//! a sheet, and cells come row by row, from left to right, none twice.

use crate::a1::CellName;
use crate::cells::{Cell, CellValue};
use crate::error::{Both, Cause, LoadError};
use crate::limits::Limits;

/// What all reads from one workbook have taken.
pub(super) struct Usage {
    limits: Limits,
    cells: u64,
    text_bytes: u64,
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
        Self { limits, cells: 0, text_bytes: 0 }
    }

    pub(super) fn sheet<'m>(&'m mut self, sheet: &'m str) -> SheetUsage<'m> {
        SheetUsage { usage: self, sheet, rows: 0, last: None }
    }
}

impl SheetUsage<'_> {
    /// The sheet being read.
    pub(super) fn sheet(&self) -> &str {
        self.sheet
    }

    /// Lets a cell pass, or says why not.
    #[inline]
    pub(super) fn admit(&mut self, cell: &Cell<'_>) -> Result<(), LoadError> {
        let Cell { at, value } = cell;
        self.check_place(*at)?;
        if self.last.is_some_and(|last| last >= *at) {
            return Err(self.out_of_order(*at));
        }
        if self.last.is_none_or(|last| last.row != at.row) {
            self.rows += 1;
            check(
                Both("the rows of a sheet", "les lignes d'une feuille"),
                self.rows.into(),
                self.usage.limits.rows.into(),
            )?;
        }
        self.last = Some(*at);
        self.usage.cells += 1;
        check(Both("the cells", "les cellules"), self.usage.cells, self.usage.limits.cells)?;
        if let CellValue::Text(text) = value {
            self.usage.text_bytes += text.len() as u64;
            check(
                Both("the texts of the cells", "les textes des cellules"),
                self.usage.text_bytes,
                self.usage.limits.text_bytes,
            )?;
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

#[inline]
fn check(what: Both, found: u64, limit: u64) -> Result<(), LoadError> {
    if found <= limit {
        return Ok(());
    }
    let mend = Both(
        "keep the plan alone in a workbook of its own",
        "gardez le plan seul dans un classeur à lui",
    );
    Err(Cause::TooLarge { what, found, limit, mend }.into())
}
