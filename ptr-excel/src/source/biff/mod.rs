//! The records inside an `.xls`, added up before calamine unpacks them all at once.
//!
//! calamine reserves the rectangle a sheet declares, lays out the one around its cells, and
//! copies a shared text into every cell that shows it. Here the same records are read only to
//! add up what that will take; their values are left to calamine.

mod bounds;
mod records;

use self::records::{
    BOF, BOUND_SHEET, COLUMNS, DIMENSIONS, EOF, FILE_PASS, FONT, FORMAT, FORMULA, FORMULA_TEXT,
    LABEL_SHARED, MERGED_CELLS, NUMBERS, ROW, Records, SHARED_TEXTS, SINGLE_CELLS, STYLE,
    characters, sheet,
};
use super::bounds::Sides;
use super::le::{u16_at, u32_at};
use super::looks::{Font, Looks, Styles};
use super::merges::{Area, check_count};
use super::usage::SheetUsage;
use crate::a1::CellName;
use crate::error::{Cause, LoadError};
use crate::limits::Limits;

pub(super) use self::bounds::{borders, lists};

/// Checks everything the stream of an `.xls` asks its reader to unpack.
pub(super) fn inspect(stream: &[u8], limits: &Limits) -> Result<(), LoadError> {
    let mut sheets = Vec::new();
    let mut texts = Vec::new();
    let mut records = Records { stream };
    while let Some((kind, data)) = records.next()? {
        match kind {
            EOF => break,
            FILE_PASS => return Err(Cause::Encrypted.into()),
            BOUND_SHEET => sheets.push(u32_at(data, 0) as usize),
            SHARED_TEXTS => texts = text_lengths(data, &mut records)?,
            _ => {}
        }
    }

    let mut load = Load::default();
    for start in sheets {
        let Some(sheet) = stream.get(start..) else {
            return Err(LoadError::truncated("a sheet starts beyond the end"));
        };
        load.add_sheet(sheet, &texts)?;
        if load.walked > stream.len() {
            return Err(LoadError::damaged("its sheets overlap"));
        }
        load.check(limits)?;
    }
    Ok(())
}

/// The merged cells of the sheet with this name.
pub(super) fn merges(stream: &[u8], name: &str) -> Result<Vec<Area>, LoadError> {
    let mut areas = Vec::new();
    let Some(mut records) = sheet(stream, name)? else { return Ok(areas) };
    while let Some((kind, data)) = records.next()? {
        if kind == MERGED_CELLS {
            for area in data.get(2..).unwrap_or_default().chunks_exact(8) {
                let place = |row, col| CellName {
                    row: u16_at(area, row).into(),
                    col: u16_at(area, col).into(),
                };
                areas.push(Area { first: place(0, 4), last: place(2, 6) });
            }
            check_count(&areas)?;
        }
    }
    Ok(areas)
}

/// The styles of the workbook.
pub(super) fn styles(stream: &[u8]) -> Result<Styles, LoadError> {
    let mut styles = Styles::default();
    let mut records = Records { stream };
    while let Some((kind, data)) = records.next()? {
        match kind {
            EOF => break,
            FONT => styles.add_font(Font::of(u16_at(data, 2), u16_at(data, 6))),
            FORMAT => styles.add_format(u16_at(data, 0), &format_code(data)),
            STYLE => {
                // There is no font of number 4.
                let font = usize::from(u16_at(data, 0));
                let font = if font > 4 { font - 1 } else { font };
                let lines = u16_at(data, 10);
                let has = |shift: u16| lines >> shift & 0x0F != 0;
                let sides = Sides::of([
                    (Sides::LEFT, has(0)),
                    (Sides::RIGHT, has(4)),
                    (Sides::TOP, has(8)),
                    (Sides::BOTTOM, has(12)),
                ]);
                styles.add_style(u16_at(data, 2), font, sides);
            }
            _ => {}
        }
    }
    Ok(styles)
}

/// The code in the record of a format: its length, the width of its characters, and these.
fn format_code(data: &[u8]) -> String {
    characters(usize::from(u16_at(data, 2)), data.get(4..).unwrap_or_default())
}

/// How the cells of a sheet look; takes note of what is hidden or struck through.
pub(super) fn looks<'s>(
    stream: &[u8],
    styles: &'s Styles,
    usage: &mut SheetUsage<'_>,
) -> Result<Looks<'s>, LoadError> {
    let mut looks = Looks::default();
    let Some(mut records) = sheet(stream, usage.sheet())? else { return Ok(looks) };
    let are_plain = styles.are_plain(usage);
    while let Some((kind, data)) = records.next()? {
        match kind {
            ROW => {
                let (row, [flags, _]) = (u16_at(data, 0).into(), u16_at(data, 12).to_le_bytes());
                looks.add_level(row, flags & 0x07);
                if flags & 0x20 != 0 {
                    usage.hide_row(row);
                }
            }
            COLUMNS if u16_at(data, 8) & 0x0001 != 0 => {
                usage.hide_columns(u16_at(data, 0).into(), u16_at(data, 2).into());
            }
            _ if are_plain => {}
            NUMBERS => {
                let (row, first) = (u16_at(data, 0).into(), u32::from(u16_at(data, 2)));
                let cells = data.get(4..).unwrap_or_default().chunks_exact(6);
                for (col, cell) in (first..).zip(cells) {
                    looks.add(styles, CellName { row, col }, u16_at(cell, 0).into(), usage);
                }
            }
            FORMULA | LABEL_SHARED => look(&mut looks, styles, data, usage),
            kind if SINGLE_CELLS.contains(&kind) => look(&mut looks, styles, data, usage),
            _ => {}
        }
    }
    Ok(looks)
}

/// Takes note of a cell whose record begins with row, column and style.
fn look<'s>(looks: &mut Looks<'s>, styles: &'s Styles, data: &[u8], usage: &mut SheetUsage<'_>) {
    let at = CellName { row: u16_at(data, 0).into(), col: u16_at(data, 2).into() };
    looks.add(styles, at, u16_at(data, 4).into(), usage);
}

/// What reading the sheets takes.
#[derive(Default)]
struct Load {
    walked: usize,
    rectangles: u64,
    text_bytes: u64,
    formula_bytes: u64,
}

impl Load {
    fn add_sheet(&mut self, sheet: &[u8], texts: &[u32]) -> Result<(), LoadError> {
        let mut values = Rectangle::default();
        let mut formulas = Rectangle::default();
        let mut declared: u64 = 0;
        // Where a formula's text goes: to the formula before it, to A1 where there is none.
        let mut formula = (0, 0);
        let mut has_begun = false;
        // Charts embedded in a sheet are sheets of their own inside it; the reader skips them.
        let mut depth: usize = 0;
        let mut records = Records { stream: sheet };
        while let Some((kind, data)) = records.next()? {
            match kind {
                BOF if has_begun => depth += 1,
                BOF => has_begun = true,
                EOF if depth > 0 => depth -= 1,
                EOF => break,
                _ if depth > 0 => {}
                DIMENSIONS => declared = declared.max(declared_cells(data)),
                FORMULA => {
                    formula = (u16_at(data, 0), u16_at(data, 2));
                    formulas.add(formula.0, formula.1);
                    values.add(formula.0, formula.1);
                    self.formula_bytes += data.len() as u64;
                }
                FORMULA_TEXT => values.add(formula.0, formula.1),
                LABEL_SHARED => {
                    values.add(u16_at(data, 0), u16_at(data, 2));
                    let text = texts.get(u32_at(data, 6) as usize).copied().unwrap_or_default();
                    self.text_bytes = self.text_bytes.saturating_add(text.into());
                }
                NUMBERS => {
                    values.add(u16_at(data, 0), u16_at(data, 2));
                    values.add(u16_at(data, 0), u16_at(data, data.len().saturating_sub(2)));
                }
                kind if SINGLE_CELLS.contains(&kind) => {
                    values.add(u16_at(data, 0), u16_at(data, 2));
                }
                _ => {}
            }
        }
        self.walked += sheet.len() - records.stream.len();
        self.rectangles = self
            .rectangles
            .saturating_add(declared)
            .saturating_add(values.cells())
            .saturating_add(formulas.cells());
        Ok(())
    }

    fn check(&self, limits: &Limits) -> Result<(), LoadError> {
        // A formula's bytes become text of up to some sixty times as many.
        let formula_text = self.formula_bytes.saturating_mul(64);
        for (what, found, limit) in [
            // Declared, values and formulas: three rectangles where one is meant.
            ("workbook-limit-rectangles", self.rectangles / 3, limits.legacy_rectangle),
            ("workbook-limit-texts", self.text_bytes, limits.text_bytes),
            ("workbook-limit-formulas", formula_text, limits.text_bytes),
        ] {
            if found > limit {
                let cure = "workbook-cure-xlsx";
                return Err(Cause::TooLarge { what, found, limit, cure }.into());
            }
        }
        Ok(())
    }
}

/// The rectangle around cells.
#[derive(Default)]
struct Rectangle(Option<[(u16, u16); 2]>);

impl Rectangle {
    fn add(&mut self, row: u16, col: u16) {
        let [first, last] = self.0.unwrap_or([(row, col); 2]);
        let first = (first.0.min(row), first.1.min(col));
        self.0 = Some([first, (last.0.max(row), last.1.max(col))]);
    }

    fn cells(&self) -> u64 {
        self.0.map_or(0, |[first, last]| {
            (u64::from(last.0 - first.0) + 1) * (u64::from(last.1 - first.1) + 1)
        })
    }
}

/// The cells that a sheet declares to have, as its reader computes them, wrapping included.
fn declared_cells(data: &[u8]) -> u64 {
    let (first_row, end_row, first_col, end_col) = if data.len() == 10 {
        (u16_at(data, 0).into(), u16_at(data, 2).into(), u16_at(data, 4), u16_at(data, 6))
    } else {
        (u32_at(data, 0), u32_at(data, 4), u16_at(data, 8), u16_at(data, 10))
    };
    if end_row == 0 || end_col == 0 {
        return 1;
    }
    let first_col = if first_col > 0xFF || end_col < first_col { 0 } else { first_col };
    let rows = end_row.wrapping_sub(first_row);
    let cols = u32::from(end_col).wrapping_sub(first_col.into());
    u64::from(rows).saturating_mul(cols.into())
}

/// How many bytes each shared text takes at most, in memory.
fn text_lengths(first: &[u8], records: &mut Records<'_>) -> Result<Vec<u32>, LoadError> {
    let mut lengths = Vec::new();
    let mut data = first.get(8..).unwrap_or_default();
    loop {
        if data.is_empty() {
            match records.next_continued()? {
                Some(next) => data = next,
                None => return Ok(lengths),
            }
            continue;
        }
        let (chars, flags) = (usize::from(u16_at(data, 0)), data.get(2).copied().unwrap_or(0));
        let mut header = 3;
        let mut tail = 0;
        if flags & 8 != 0 {
            tail += 4 * usize::from(u16_at(data, header));
            header += 2;
        }
        if flags & 4 != 0 {
            tail += u32_at(data, header) as usize;
            header += 4;
        }
        data = data.get(header..).unwrap_or_default();
        let mut wide = flags & 1 != 0;
        let mut left = chars;
        let mut bytes: u32 = 0;
        while left > 0 {
            let width = if wide { 2 } else { 1 };
            let here = left.min(data.len() / width);
            // In UTF-8 a two-byte character takes up to three, a one-byte character two.
            bytes = bytes.saturating_add(u32::try_from(here * (width + 1)).unwrap_or(u32::MAX));
            data = &data[here * width..];
            left -= here;
            if left > 0 {
                // A text that goes on in the next record says again how wide its characters are.
                let Some([again, next @ ..]) = records.next_continued()? else { break };
                (wide, data) = (again & 1 != 0, next);
            }
        }
        while tail > data.len() {
            tail -= data.len();
            let Some(next) = records.next_continued()? else { break };
            data = next;
        }
        data = data.get(tail..).unwrap_or_default();
        lengths.push(bytes);
    }
}
