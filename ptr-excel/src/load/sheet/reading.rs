//! A workbook while it is read: how many parts are done, and whether somebody still waits.
//!
//! Who waits is asked after each part and, since a sheet may be long, between its rows as well.
//! A sheet that is broken off looks like one that ends there, so nothing reads on from it: the part
//! is not done, and [`Reading::done`] says so.

use std::ops::{ControlFlow, Deref, DerefMut};

use crate::cells::Cell;
use crate::error::{LoadError, WorkbookError};
use crate::source::Workbook;

/// Every how many rows somebody is asked: a few milliseconds.
const ROWS: u32 = 1_000;

/// A workbook, and who waits for what it says.
pub(crate) struct Reading<'g> {
    workbook: Workbook,
    go_on: &'g mut dyn FnMut(usize) -> ControlFlow<()>,
    parts: usize,
    is_left: bool,
}

impl<'g> Reading<'g> {
    pub(crate) fn new(
        workbook: Workbook,
        go_on: &'g mut dyn FnMut(usize) -> ControlFlow<()>,
    ) -> Self {
        Self { workbook, go_on, parts: 0, is_left: false }
    }

    /// Takes note that another part is done.
    ///
    /// # Errors
    ///
    /// That nobody waits any more.
    pub(crate) fn done(&mut self) -> Result<(), WorkbookError> {
        self.parts += 1;
        if self.is_left || (self.go_on)(self.parts).is_break() {
            return Err(WorkbookError::BrokenOff);
        }
        Ok(())
    }

    /// [`Workbook::cells`], as long as somebody waits.
    pub(crate) fn cells(
        &mut self,
        sheet: usize,
        mut each: impl FnMut(Cell<'_>) -> ControlFlow<()>,
    ) -> Result<(), LoadError> {
        let Self { workbook, go_on, parts, is_left } = self;
        let mut asked = 0;
        workbook.cells(sheet, |cell| {
            if cell.at.row >= asked + ROWS {
                asked = cell.at.row;
                *is_left |= go_on(*parts).is_break();
            }
            if *is_left { ControlFlow::Break(()) } else { each(cell) }
        })
    }
}

impl Deref for Reading<'_> {
    type Target = Workbook;

    fn deref(&self) -> &Workbook {
        &self.workbook
    }
}

impl DerefMut for Reading<'_> {
    fn deref_mut(&mut self) -> &mut Workbook {
        &mut self.workbook
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Layout, Limits, load_while};

    #[test]
    fn a_long_sheet_is_broken_off_between_its_rows() -> Result<(), LoadError> {
        let rows = (0..5_000).map(|nth| format!("CO{nth:08};CO\n"));
        let table = format!("ID;Phase\n{}", rows.collect::<String>());
        let read = |calls: usize| {
            let (mut told, layout) = (Vec::new(), Layout::default());
            let workbook = Workbook::from_bytes(table.clone().into_bytes(), &Limits::default())?;
            let loaded = load_while(workbook, &layout, |parts| {
                told.push(parts);
                if told.len() < calls { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
            });
            Ok::<_, LoadError>((told, matches!(loaded, Err(WorkbookError::BrokenOff))))
        };
        assert_eq!(read(usize::MAX)?, (vec![1, 2, 3, 3, 3, 3, 3, 3, 4, 5], false));
        assert_eq!(read(5)?, (vec![1, 2, 3, 3, 3], true));
        Ok(())
    }
}
