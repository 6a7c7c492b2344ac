//! The sheets of `.xlsx`, `.xlsm` and `.xlsb`, streamed through calamine.
//!
//! calamine reads a cell at a time; this file turns what it reads into cells of our own and
//! mends two things. An error value younger than the seven it knows (`#SPILL!`, `#CALC!`) fails
//! a whole sheet there; here it is looked up in the sheet and is a fault of its cell. A formula
//! without a kept value is an empty cell there; here it is a fault that says so.

use std::borrow::Cow;
use std::ops::ControlFlow;

use calamine::{DataRef, Xlsb, XlsbError, Xlsx, XlsxError};

use super::errors::UnknownErrors;
use super::meter::SheetMeter;
use super::{Bytes, contained, epoch};
use crate::a1::CellName;
use crate::cells::{Cell, CellFault, CellValue, Epoch};
use crate::error::{Cause, LoadError};

pub(super) fn xlsx_cells(
    book: &mut Xlsx<Bytes>,
    bytes: &[u8],
    meter: &mut SheetMeter<'_>,
    each: &mut impl FnMut(Cell<'_>) -> ControlFlow<()>,
) -> Result<(), LoadError> {
    let epoch = epoch(book.has_1904_epoch());
    let sheet = meter.sheet();
    let mut reader = contained(|| book.worksheet_cells_reader(sheet).map_err(xlsx_error))?;
    let mut unknown: Option<UnknownErrors> = None;
    loop {
        let next = contained(|| match reader.next_cell_with_formula_metadata() {
            Ok(None) => Ok(None),
            Ok(Some(record)) => {
                let (row, col) = record.pos;
                Ok(Some(Ok((CellName { row, col }, record.value, record.formula.is_some()))))
            }
            Err(XlsxError::CellError(name)) => Ok(Some(Err(name))),
            Err(error) => Err(xlsx_error(error)),
        })?;
        let cell = match next {
            None => return Ok(()),
            Some(Ok((at, value, is_formula))) => {
                meter.check_place(at)?;
                // A formula may well give an empty text; one that gives nothing was never asked.
                let is_open = is_formula && value == DataRef::Empty;
                let value = if is_open {
                    Some(CellValue::Fault(CellFault::NotCalculated))
                } else {
                    cell_value(value, epoch)
                };
                let Some(value) = value else { continue };
                Cell { at, value }
            }
            Some(Err(name)) => {
                let found = match &mut unknown {
                    Some(found) => found,
                    none => none.insert(UnknownErrors::find(bytes, meter.sheet())?),
                };
                let at = found.next(&name)?;
                Cell { at, value: CellValue::Fault(CellFault::Error(Cow::Owned(name))) }
            }
        };
        meter.admit(&cell)?;
        if each(cell).is_break() {
            return Ok(());
        }
    }
}

pub(super) fn xlsb_cells(
    book: &mut Xlsb<Bytes>,
    meter: &mut SheetMeter<'_>,
    each: &mut impl FnMut(Cell<'_>) -> ControlFlow<()>,
) -> Result<(), LoadError> {
    let epoch = epoch(book.has_1904_epoch());
    let sheet = meter.sheet();
    let mut reader = contained(|| book.worksheet_cells_reader(sheet).map_err(xlsb_error))?;
    while let Some(cell) = contained(|| reader.next_cell().map_err(xlsb_error))? {
        let (row, col) = cell.get_position();
        let at = CellName { row, col };
        meter.check_place(at)?;
        if let Some(value) = cell_value(cell.get_value().clone(), epoch) {
            let cell = Cell { at, value };
            meter.admit(&cell)?;
            if each(cell).is_break() {
                return Ok(());
            }
        }
    }
    Ok(())
}

/// What calamine read, in our terms; `None` for nothing.
fn cell_value(value: DataRef<'_>, epoch: Epoch) -> Option<CellValue<'_>> {
    match value {
        DataRef::Empty => None,
        #[expect(clippy::cast_precision_loss, reason = "packed integers have thirty bits")]
        DataRef::Int(number) => Some(CellValue::Number(number as f64)),
        DataRef::Float(number) => Some(CellValue::number(number)),
        DataRef::String(text) => CellValue::text(text),
        DataRef::SharedString(text) => CellValue::text(text),
        DataRef::Bool(truth) => Some(CellValue::Bool(truth)),
        DataRef::DateTime(date) if date.is_duration() => Some(CellValue::duration(date.as_f64())),
        DataRef::DateTime(date) => Some(CellValue::date(date.as_f64(), epoch)),
        DataRef::DateTimeIso(text) => Some(CellValue::iso_date(&text)),
        DataRef::DurationIso(text) => Some(CellValue::iso_duration(&text)),
        DataRef::Error(error) => {
            Some(CellValue::Fault(CellFault::Error(Cow::Owned(error.to_string()))))
        }
    }
}

pub(super) fn xlsx_error(error: XlsxError) -> LoadError {
    match error {
        XlsxError::Password => Cause::Encrypted.into(),
        other => LoadError::damaged(other),
    }
}

pub(super) fn xlsb_error(error: XlsbError) -> LoadError {
    match error {
        XlsbError::Password => Cause::Encrypted.into(),
        other => LoadError::damaged(other),
    }
}
