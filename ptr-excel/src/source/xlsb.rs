//! The sheets of `.xlsb`, streamed through calamine.
//!
//! calamine passes over two kinds of cells as if they were empty: formulas that give an error,
//! and texts with formatting of their own inside. And a row that no sheet has ends the sheet
//! there without a word. So the records of a sheet are first gone through here, for those cells
//! and those rows alone, and what was passed over comes back in its place.

use std::borrow::Cow;
use std::collections::VecDeque;
use std::io::{BufRead, Cursor, Read, Write};
use std::ops::ControlFlow;
use std::sync::Arc;

use calamine::{DataRef, Xlsb, XlsbError};
use quick_xml::escape::escape;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::contained::{Bytes, contained, contained_around};
use super::le::{u16_at, u32_at};
use super::looks::{Font, Looks, Styles};
use super::merges::{Area, check_count};
use super::package::{self, Package, damaged};
use super::parts::{Part, Relationship, read_part, relationships};
use super::usage::SheetUsage;
use crate::a1::CellName;
use crate::cells::{Cell, CellFault, CellValue, Epoch, Look};
use crate::error::{Cause, LoadError};

const ROW: u16 = 0x0000;
const FORMULA_ERROR: u16 = 0x000B;
const RICH_TEXT: u16 = 0x003E;
const COLUMNS: u16 = 0x003C;
const END_OF_SHEET: u16 = 0x0092;
const FONT: u16 = 0x002B;
const FORMAT: u16 = 0x002C;
const STYLE: u16 = 0x002F;
const STYLES_OF_CELLS: u16 = 0x0269;
const END_OF_STYLES_OF_CELLS: u16 = 0x026A;
/// Numbers, truths, texts, and what formulas give of each: they begin with column and style.
const CELLS: [u16; 9] = [0x0002, 0x0004, 0x0005, 0x0006, 0x0007, 0x0008, 0x0009, 0x000A, 0x0003];
const BUNDLED_SHEET: u16 = 0x009C;
const MERGED_CELL: u16 = 0x00B0;

/// No record of a cell is longer than the longest text a cell can hold.
const LONGEST_CELL: usize = 128 * 1024;

pub(super) fn cells(
    book: &mut Xlsb<Bytes>,
    bytes: &[u8],
    usage: &mut SheetUsage<'_>,
    each: &mut impl FnMut(Cell<'_>) -> ControlFlow<()>,
) -> Result<(), LoadError> {
    let epoch = Epoch::of(book.has_1904_epoch());
    let styles = styles(bytes)?;
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
                    let value = cell_value(cell.get_value().clone(), epoch);
                    let Some(value) = value else { continue };
                    let look = Look::default();
                    Some(Cell { at, value: looks.value(at, value), look })
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
            Some(CellValue::Unusable(CellFault::Error(Cow::Owned(error.to_string()))))
        }
    }
}

/// The styles of the workbook.
fn styles(bytes: &[u8]) -> Result<Styles, LoadError> {
    let mut styles = Styles::default();
    let mut package = package::open(bytes)?;
    let Some(part) = read_part(&mut package, "xl/styles.bin")? else { return Ok(styles) };
    let mut records = Records::new(part);
    // Named styles have records of the same kind.
    let mut is_of_cells = false;
    while let Some(kind) = records.next()? {
        match kind {
            FONT => {
                let data = records.data()?;
                styles.add_font(Font::of(u16_at(data, 2), u16_at(data, 4)));
                continue;
            }
            FORMAT => {
                let data = records.data()?;
                let code = wide_text(data.get(2..).unwrap_or_default()).0;
                styles.add_format(u16_at(data, 0), &code);
                continue;
            }
            STYLE if is_of_cells => {
                let data = records.data()?;
                styles.add_style(u16_at(data, 2), u16_at(data, 4).into());
                continue;
            }
            STYLES_OF_CELLS => is_of_cells = true,
            END_OF_STYLES_OF_CELLS => is_of_cells = false,
            _ => {}
        }
        records.skip()?;
    }
    Ok(styles)
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
    let part = sheet_part(&mut package, sheet)?.ok_or_else(lost)?;
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

/// The merged cells of a sheet.
pub(super) fn merges(bytes: &[u8], sheet: &str) -> Result<Vec<Area>, LoadError> {
    let mut areas = Vec::new();
    let mut package = package::open(bytes)?;
    let Some(part) = sheet_part(&mut package, sheet)? else { return Ok(areas) };
    let Some(part) = read_part(&mut package, &part)? else { return Ok(areas) };
    let mut records = Records::new(part);
    while let Some(kind) = records.next()? {
        if kind != MERGED_CELL {
            records.skip()?;
            continue;
        }
        let data = records.data()?;
        let place = |row, col| CellName { row: u32_at(data, row), col: u32_at(data, col) };
        areas.push(Area { first: place(0, 8), last: place(4, 12) });
        check_count(&areas)?;
    }
    Ok(areas)
}

/// The part that holds a sheet, as calamine follows the relationships of the workbook.
fn sheet_part(package: &mut Package<'_>, sheet: &str) -> Result<Option<String>, LoadError> {
    let Some(part) = read_part(package, "xl/workbook.bin")? else { return Ok(None) };
    let mut records = Records::new(part);
    let mut id = None;
    while let Some(kind) = records.next()? {
        if kind != BUNDLED_SHEET {
            records.skip()?;
            continue;
        }
        let (relationship, rest) = wide_text(records.data()?.get(8..).unwrap_or_default());
        if wide_text(rest).0 == sheet {
            id = Some(relationship);
            break;
        }
    }
    drop(records);
    let related = relationships(package, "xl/_rels/workbook.bin.rels")?;
    let target = related.into_iter().rfind(|r| Some(&r.id) == id.as_ref());
    Ok(target.map(|relationship| format!("xl/{}", relationship.target)))
}

/// The workbook with nothing in it that calamine stumbles over: it knows sheets of cells, of charts
/// and of dialogs by their folders, and takes any other for damage, and so one that nothing says the
/// part of. All of these are none of cells: they are said to be charts, which nobody reads.
pub(super) fn readable(bytes: Arc<[u8]>) -> Result<Arc<[u8]>, LoadError> {
    const KNOWN: [&str; 3] = ["worksheets/", "chartsheets/", "dialogsheets/"];
    const RELATIONSHIPS: &str = "xl/_rels/workbook.bin.rels";
    let mut package = package::open(&bytes)?;
    let mut related = relationships(&mut package, RELATIONSHIPS)?;
    let mut is_changed = false;
    let mut sheets = Vec::new();
    if let Some(part) = read_part(&mut package, "xl/workbook.bin")? {
        let mut records = Records::new(part);
        while let Some(kind) = records.next()? {
            if kind == BUNDLED_SHEET {
                sheets.push(wide_text(records.data()?.get(8..).unwrap_or_default()).0);
            } else {
                records.skip()?;
            }
        }
    }
    for id in sheets {
        let place = related.iter().rposition(|it| it.id == id);
        let target = place.map(|place| related[place].target.clone()).unwrap_or_default();
        let plain = target.strip_prefix("/xl/").unwrap_or(&target);
        let is_known = KNOWN.iter().any(|folder| plain.starts_with(folder));
        let mended = if is_known { plain.to_owned() } else { format!("chartsheets/{id}.bin") };
        if mended == target {
            continue;
        }
        is_changed = true;
        match place {
            Some(place) => related[place].target = mended,
            None => related.push(Relationship { id, kind: String::new(), target: mended }),
        }
    }
    if !is_changed {
        return Ok(bytes);
    }
    let listed = related.iter().map(|Relationship { id, kind, target }| {
        let [id, kind, target] = [id, kind, target].map(|text| escape(text.as_str()));
        format!("<Relationship Id=\"{id}\" Type=\"{kind}\" Target=\"{target}\"/>")
    });
    let list = format!("<Relationships>{}</Relationships>", listed.collect::<String>());
    let mut mended = ZipWriter::new(Cursor::new(Vec::with_capacity(bytes.len())));
    for place in 0..package.len() {
        let part = package.by_index_raw(place).map_err(damaged)?;
        if !part.name().is_ok_and(|name| name.eq_ignore_ascii_case(RELATIONSHIPS)) {
            mended.raw_copy_file(part).map_err(damaged)?;
        }
    }
    mended.start_file(RELATIONSHIPS, SimpleFileOptions::default()).map_err(damaged)?;
    mended.write_all(list.as_bytes()).map_err(LoadError::damaged)?;
    Ok(mended.finish().map_err(damaged)?.into_inner().into())
}

/// A text behind its length, and what follows it.
fn wide_text(bytes: &[u8]) -> (String, &[u8]) {
    let len = (u32_at(bytes, 0) as usize).saturating_mul(2);
    let rest = bytes.get(4..).unwrap_or_default();
    let (text, rest) = rest.split_at(len.min(rest.len()));
    let units = text.chunks_exact(2).map(|unit| u16::from_le_bytes([unit[0], unit[1]]));
    (char::decode_utf16(units).map(|c| c.unwrap_or('\u{fffd}')).collect(), rest)
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

/// The records of a part: a kind, a length, and so many bytes.
struct Records<'p, 'b> {
    part: Part<'p, 'b>,
    /// What is left to read of the current record.
    left: usize,
    data: Vec<u8>,
}

impl<'p, 'b> Records<'p, 'b> {
    fn new(part: Part<'p, 'b>) -> Self {
        Self { part, left: 0, data: Vec::new() }
    }

    /// The kind of the next record; `None` at the end.
    fn next(&mut self) -> Result<Option<u16>, LoadError> {
        if self.part.fill_buf().map_err(LoadError::damaged)?.is_empty() {
            return Ok(None);
        }
        let mut kind = u16::from(self.byte()?);
        if kind & 0x80 != 0 {
            kind = (kind & 0x7F) | (u16::from(self.byte()? & 0x7F) << 7);
        }
        self.left = 0;
        for shift in [0, 7, 14, 21] {
            let byte = self.byte()?;
            self.left |= usize::from(byte & 0x7F) << shift;
            if byte & 0x80 == 0 {
                break;
            }
        }
        Ok(Some(kind))
    }

    fn byte(&mut self) -> Result<u8, LoadError> {
        let mut byte = [0];
        self.part.read_exact(&mut byte).map_err(LoadError::damaged)?;
        Ok(byte[0])
    }

    /// The bytes of the current record, no more of them than a cell can have.
    fn data(&mut self) -> Result<&[u8], LoadError> {
        self.data.resize(self.left.min(LONGEST_CELL), 0);
        self.part.read_exact(&mut self.data).map_err(LoadError::damaged)?;
        self.left -= self.data.len();
        self.skip()?;
        Ok(&self.data)
    }

    fn skip(&mut self) -> Result<(), LoadError> {
        while self.left > 0 {
            let here = self.part.fill_buf().map_err(LoadError::damaged)?.len();
            if here == 0 {
                return Err(LoadError::truncated("its last record is not complete"));
            }
            let passed = here.min(self.left);
            self.part.consume(passed);
            self.left -= passed;
        }
        Ok(())
    }
}

pub(super) fn error(failure: XlsbError) -> LoadError {
    match failure {
        XlsbError::Password => Cause::Encrypted.into(),
        other => LoadError::damaged(other),
    }
}
