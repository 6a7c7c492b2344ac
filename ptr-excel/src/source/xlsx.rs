//! The sheets of `.xlsx` and `.xlsm`, streamed through calamine.
//!
//! calamine reads a cell at a time; this file turns what it reads into cells of our own and
//! mends two things. An error value younger than the seven it knows (`#SPILL!`, `#CALC!`) fails
//! a whole sheet there; here it is looked up in the sheet and is a fault of its cell. A formula
//! without a kept value is an empty cell there; here it is a fault that says so.

use std::borrow::Cow;
use std::ops::ControlFlow;

use calamine::{DataRef, Xlsx, XlsxError};

use super::errors::UnknownErrors;
use super::meter::SheetMeter;
use super::{Bytes, contained, contained_around};
use crate::a1::CellName;
use crate::cells::{Cell, CellFault, CellValue, Epoch};
use crate::error::{Cause, LoadError};

pub(super) fn cells(
    book: &mut Xlsx<Bytes>,
    bytes: &[u8],
    meter: &mut SheetMeter<'_>,
    each: &mut impl FnMut(Cell<'_>) -> ControlFlow<()>,
) -> Result<(), LoadError> {
    let epoch = Epoch::of(book.has_1904_epoch());
    let sheet = meter.sheet();
    let mut reader = contained(|| book.worksheet_cells_reader(sheet).map_err(error))?;
    let mut unknown: Option<UnknownErrors> = None;
    contained_around(|outside| {
        loop {
            let cell = match reader.next_cell_with_formula_metadata() {
                Ok(None) => return Ok(()),
                Ok(Some(record)) => {
                    let (row, col) = record.pos;
                    let at = CellName { row, col };
                    meter.check_place(at)?;
                    // A formula may well give an empty text; one that gives nothing was never
                    // asked for its value.
                    if record.formula.is_some() && record.value == DataRef::Empty {
                        Cell { at, value: CellValue::Fault(CellFault::NotCalculated) }
                    } else if let Some(value) = cell_value(record.value, epoch) {
                        Cell { at, value }
                    } else {
                        continue;
                    }
                }
                Err(XlsxError::CellError(name)) => {
                    let found = match &mut unknown {
                        Some(found) => found,
                        none => none.insert(UnknownErrors::find(bytes, meter.sheet())?),
                    };
                    let at = found.next(&name)?;
                    Cell { at, value: CellValue::Fault(CellFault::Error(Cow::Owned(name))) }
                }
                Err(failure) => return Err(error(failure)),
            };
            meter.admit(&cell)?;
            if outside.call(|| each(cell)).is_break() {
                return Ok(());
            }
        }
    })
}

/// What calamine read, in our terms; `None` for nothing.
pub(super) fn cell_value(value: DataRef<'_>, epoch: Epoch) -> Option<CellValue<'_>> {
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

pub(super) fn error(failure: XlsxError) -> LoadError {
    match failure {
        XlsxError::Password => Cause::Encrypted.into(),
        other => LoadError::damaged(other),
    }
}
