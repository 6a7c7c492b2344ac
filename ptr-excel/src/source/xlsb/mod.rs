//! The sheets of `.xlsb`, streamed through calamine.
//!
//! calamine passes over two kinds of cells as if they were empty: formulas that give an error,
//! and texts with formatting of their own inside. And a row that no sheet has ends the sheet
//! there without a word. So the records of a sheet are first gone through here, for those cells
//! and those rows alone, and what was passed over comes back in its place.

mod bounds;
mod records;
mod sheets;
mod styles;

use std::borrow::Cow;
use std::collections::VecDeque;
use std::ops::ControlFlow;

use calamine::{DataRef, Xlsb, XlsbError};

use self::records::{
    CELLS, COLUMNS, END_OF_SHEET, FORMULA_ERROR, RICH_TEXT, ROW, Records, wide_text,
};
use super::contained::{Bytes, contained, contained_around};
use super::le::{u16_at, u32_at};
use super::looks::{Looks, Styles};
use super::package;
use super::parts::read_part;
use super::usage::SheetUsage;
use crate::a1::CellName;
use crate::cells::{Cell, CellFault, CellValue, Epoch, Look};
use crate::error::{Cause, LoadError};

pub(super) use self::bounds::{borders, lists};
pub(super) use self::sheets::{merges, readable};

pub(super) fn cells(
    book: &mut Xlsb<Bytes>,
    bytes: &[u8],
    usage: &mut SheetUsage<'_>,
    each: &mut impl FnMut(Cell<'_>) -> ControlFlow<()>,
) -> Result<(), LoadError> {
    let epoch = Epoch::of(book.has_1904_epoch());
    let styles = styles::read(bytes)?;
    let (mut passed_over, looks) = passed_over(bytes, &styles, usage)?;
    let sheet = usage.sheet();
    let mut reader = contained(|| book.worksheet_cells_reader(sheet).map_err(error))?;
    contained_around(|outside| {
        loop {
            let next = match reader.next_cell().map_err(error)? {
                None => None,
                Some(cell) => {
                    let (row, col) = cell.get_position();
                    let at = CellName { row, col };
                    usage.check_place(at)?;
                    let value =
                        cell_value(cell.get_value().clone(), |date| looks.date(at, date, epoch));
                    let Some(value) = value else { continue };
                    let (value, look) = (looks.value(at, value, usage), Look::default());
                    Some(Cell { at, value, look })
                }
            };
            let is_last = next.is_none();
            let before = passed_over
                .iter()
                .take_while(|cell| next.as_ref().is_none_or(|next| cell.at < next.at))
                .count();
            for mut cell in passed_over.drain(..before).chain(next) {
                cell.look = looks.look(cell.at);
                usage.admit(&cell)?;
                if outside.call(|| each(cell)).is_break() {
                    return Ok(());
                }
            }
            if is_last {
                return Ok(());
            }
        }
    })
}

/// What calamine read, in our terms; `None` for nothing.
fn cell_value(
    value: DataRef<'_>,
    date: impl FnOnce(f64) -> CellValue<'static>,
) -> Option<CellValue<'_>> {
    match value {
        DataRef::Empty => None,
        #[expect(clippy::cast_precision_loss, reason = "packed integers have thirty bits")]
        DataRef::Int(number) => Some(CellValue::Number(number as f64)),
        DataRef::Float(number) => Some(CellValue::number(number)),
        DataRef::String(text) => CellValue::text(text),
        DataRef::SharedString(text) => CellValue::text(text),
        DataRef::Bool(truth) => Some(CellValue::Bool(truth)),
        DataRef::DateTime(date) if date.is_duration() => Some(CellValue::duration(date.as_f64())),
        DataRef::DateTime(it) => Some(date(it.as_f64())),
        DataRef::DateTimeIso(text) => Some(CellValue::iso_date(&text)),
        DataRef::DurationIso(text) => Some(CellValue::iso_duration(&text)),
        DataRef::Error(error) => {
            Some(CellValue::Unusable(CellFault::Error(Cow::Owned(error.to_string()))))
        }
    }
}

/// The cells of a sheet that calamine passes over, in order, and how the others look.
fn passed_over<'s>(
    bytes: &[u8],
    styles: &'s Styles,
    usage: &mut SheetUsage<'_>,
) -> Result<(VecDeque<Cell<'static>>, Looks<'s>), LoadError> {
    let sheet = usage.sheet().to_owned();
    let sheet = &*sheet;
    let mut looks = Looks::default();
    let are_plain = styles.are_plain(usage);
    let mut package = package::open(bytes)?;
    let lost = || LoadError::damaged(format!("sheet `{sheet}` cannot be found again"));
    let part = sheets::part(&mut package, sheet)?.ok_or_else(lost)?;
    let mut records = Records::new(read_part(&mut package, &part)?.ok_or_else(lost)?);
    let mut found = VecDeque::new();
    let mut row = 0;
    while let Some(kind) = records.next()? {
        let data = match kind {
            ROW | COLUMNS | FORMULA_ERROR | RICH_TEXT => records.data()?,
            kind if !are_plain && CELLS.contains(&kind) => records.data()?,
            END_OF_SHEET => break,
            _ => {
                records.skip()?;
                continue;
            }
        };
        let at = CellName { row, col: u32_at(data, 0) };
        if kind == COLUMNS {
            if u16_at(data, 16) & 0x0001 != 0 {
                usage.hide_columns(u32_at(data, 0), u32_at(data, 4));
            }
            continue;
        }
        if kind != ROW && !are_plain {
            looks.add(styles, at, (u32_at(data, 4) & 0x00FF_FFFF) as usize, usage);
        }
        if kind == ROW {
            row = u32_at(data, 0);
            usage.check_place(CellName { row, col: 0 })?;
            let flags = data.get(11).copied().unwrap_or_default();
            looks.add_level(row, flags & 0x07);
            if flags & 0x10 != 0 {
                usage.hide_row(row);
            }
        } else if kind != FORMULA_ERROR && kind != RICH_TEXT {
            // Only its look is of interest.
        } else if kind == FORMULA_ERROR {
            let name = error_name(data.get(8).copied().unwrap_or_default());
            let value = CellValue::Unusable(CellFault::Error(Cow::Borrowed(name)));
            found.push_back(Cell { at, value, look: Look::default() });
        } else {
            let text = wide_text(data.get(9..).unwrap_or_default()).0;
            let look = Look::default();
            found.extend(CellValue::text(text).map(|value| Cell { at, value, look }));
        }
    }
    Ok((found, looks))
}

fn error_name(code: u8) -> &'static str {
    match code {
        0x00 => "#NULL!",
        0x07 => "#DIV/0!",
        0x0F => "#VALUE!",
        0x17 => "#REF!",
        0x1D => "#NAME?",
        0x24 => "#NUM!",
        0x2B => "#GETTING_DATA",
        _ => "#N/A",
    }
}

pub(super) fn error(failure: XlsbError) -> LoadError {
    match failure {
        XlsbError::Password => Cause::Encrypted.into(),
        other => LoadError::damaged(other),
    }
}
