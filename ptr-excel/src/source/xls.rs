//! The sheets of an `.xls`, which calamine reads whole when it opens the file.
//!
//! There is no stream to bound, so [`super::biff`] has checked the sizes in the file before.

use std::borrow::Cow;
use std::ops::ControlFlow;

use calamine::{Data, Reader, Xls, XlsError};

use super::biff;
use super::bounds::EachLined;
use super::cfb::Compound;
use super::contained::{Bytes, contained};
use super::merges::Area;
use super::usage::SheetUsage;
use crate::a1::CellName;
use crate::cells::{Cell, CellFault, CellValue, Epoch};
use crate::error::{Cause, LoadError};

pub(super) fn cells(
    book: &mut Xls<Bytes>,
    bytes: &[u8],
    usage: &mut SheetUsage<'_>,
    each: &mut impl FnMut(Cell<'_>) -> ControlFlow<()>,
) -> Result<(), LoadError> {
    let epoch = Epoch::of(book.has_1904_epoch());
    let stream = Compound::read(bytes)?.workbook().transpose()?.unwrap_or_default();
    let styles = biff::styles(&stream)?;
    let looks = biff::looks(&stream, &styles, usage)?;
    let sheet = usage.sheet();
    let range = contained(|| book.worksheet_range(sheet).map_err(error))?;
    // The range starts at its first used cell, and counts from there.
    let (first_row, first_col) = range.start().unwrap_or_default();
    for (row, col, value) in range.used_cells() {
        let index =
            |first: u32, n: usize| first.saturating_add(u32::try_from(n).unwrap_or(u32::MAX));
        let at = CellName { row: index(first_row, row), col: index(first_col, col) };
        let Some(value) = cell_value(value, |date| looks.date(at, date, epoch)) else { continue };
        let value = looks.value(at, value, usage);
        let cell = Cell { at, value, look: looks.look(at) };
        usage.admit(&cell)?;
        if each(cell).is_break() {
            break;
        }
    }
    Ok(())
}

/// The lists of the sheet with this name.
pub(super) fn lists(bytes: &[u8], sheet: &str) -> Result<Vec<Area>, LoadError> {
    match Compound::read(bytes)?.workbook() {
        Some(stream) => biff::lists(&stream?, sheet),
        None => Ok(Vec::new()),
    }
}

/// The cells of the sheet with this name that have lines around them.
pub(super) fn borders(
    bytes: &[u8],
    sheet: &str,
    each: &mut EachLined<'_>,
) -> Result<(), LoadError> {
    match Compound::read(bytes)?.workbook() {
        Some(stream) => {
            let stream = stream?;
            biff::borders(&stream, sheet, &biff::styles(&stream)?, each)
        }
        None => Ok(()),
    }
}

/// The merged cells of the sheet with this name.
pub(super) fn merges(bytes: &[u8], sheet: &str) -> Result<Vec<Area>, LoadError> {
    match Compound::read(bytes)?.workbook() {
        Some(stream) => biff::merges(&stream?, sheet),
        None => Ok(Vec::new()),
    }
}

fn cell_value(value: &Data, date: impl FnOnce(f64) -> CellValue<'static>) -> Option<CellValue<'_>> {
    match value {
        Data::Empty => None,
        #[expect(clippy::cast_precision_loss, reason = "packed integers have thirty bits")]
        Data::Int(number) => Some(CellValue::Number(*number as f64)),
        Data::Float(number) => Some(CellValue::number(*number)),
        Data::String(text) => CellValue::text(text.as_str()),
        Data::Bool(truth) => Some(CellValue::Bool(*truth)),
        Data::DateTime(date) if date.is_duration() => Some(CellValue::duration(date.as_f64())),
        Data::DateTime(it) => Some(date(it.as_f64())),
        Data::DateTimeIso(text) => Some(CellValue::iso_date(text)),
        Data::DurationIso(text) => Some(CellValue::iso_duration(text)),
        Data::Error(error) => {
            Some(CellValue::Unusable(CellFault::Error(Cow::Owned(error.to_string()))))
        }
    }
}

pub(super) fn error(error: XlsError) -> LoadError {
    match error {
        XlsError::Password => Cause::Encrypted.into(),
        other => LoadError::damaged(other),
    }
}
