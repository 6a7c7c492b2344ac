//! The records that the stream of an `.xls` consists of.

use crate::error::LoadError;
use crate::source::le::{u16_at, u32_at};

pub(super) const BOF: u16 = 0x0809;
pub(super) const EOF: u16 = 0x000A;
pub(super) const FILE_PASS: u16 = 0x002F;
pub(super) const BOUND_SHEET: u16 = 0x0085;
pub(super) const SHARED_TEXTS: u16 = 0x00FC;
pub(super) const CONTINUE: u16 = 0x003C;
pub(super) const DIMENSIONS: u16 = 0x0200;
pub(super) const MERGED_CELLS: u16 = 0x00E5;
pub(super) const FONT: u16 = 0x0031;
pub(super) const FORMAT: u16 = 0x041E;
pub(super) const STYLE: u16 = 0x00E0;
pub(super) const ROW: u16 = 0x0208;
pub(super) const COLUMNS: u16 = 0x007D;
pub(super) const FORMULA: u16 = 0x0006;
pub(super) const FORMULA_TEXT: u16 = 0x0207;
pub(super) const LABEL_SHARED: u16 = 0x00FD;
pub(super) const NUMBERS: u16 = 0x00BD;
/// Number, label, truth or error, rich text, packed number: one cell each.
pub(super) const SINGLE_CELLS: [u16; 5] = [0x0203, 0x0204, 0x0205, 0x00D6, 0x027E];

/// A text of so many characters: their width, and these.
pub(super) fn characters(len: usize, data: &[u8]) -> String {
    let (wide, text) = data.split_first().map_or((0, data), |(width, text)| (width & 1, text));
    if wide == 0 {
        return text.iter().take(len).map(|byte| char::from(*byte)).collect();
    }
    let units = text.chunks_exact(2).take(len).map(|u| u16::from_le_bytes([u[0], u[1]]));
    char::decode_utf16(units).map(|c| c.unwrap_or('\u{fffd}')).collect()
}

/// The records of the sheet with this name.
pub(super) fn sheet<'b>(
    stream: &'b [u8],
    name: &str,
) -> Result<Option<SheetRecords<'b>>, LoadError> {
    let mut start = None;
    let mut records = Records { stream };
    while let Some((kind, data)) = records.next()? {
        match kind {
            EOF => break,
            BOUND_SHEET if sheet_name(data) == name => start = Some(u32_at(data, 0) as usize),
            _ => {}
        }
    }
    let sheet = start.and_then(|start| stream.get(start..));
    Ok(sheet.map(|stream| SheetRecords { records: Records { stream }, depth: 0 }))
}

/// The name in a record that says where a sheet starts: its length, the width of its
/// characters, and these.
pub(super) fn sheet_name(data: &[u8]) -> String {
    let len = data.get(6).copied().unwrap_or(0);
    characters(len.into(), data.get(7..).unwrap_or_default())
}

/// The records of a stream; those of a chain of continued ones come one by one.
pub(super) struct Records<'s> {
    pub(super) stream: &'s [u8],
}

impl<'s> Records<'s> {
    pub(super) fn next(&mut self) -> Result<Option<(u16, &'s [u8])>, LoadError> {
        if self.stream.is_empty() {
            return Ok(None);
        }
        let end = 4 + usize::from(u16_at(self.stream, 2));
        let (Some(data), Some(rest)) = (self.stream.get(4..end), self.stream.get(end..)) else {
            return Err(LoadError::truncated("its last record is not complete"));
        };
        let kind = u16_at(self.stream, 0);
        self.stream = rest;
        Ok(Some((kind, data)))
    }

    pub(super) fn next_continued(&mut self) -> Result<Option<&'s [u8]>, LoadError> {
        if self.stream.len() < 4 || u16_at(self.stream, 0) != CONTINUE {
            return Ok(None);
        }
        Ok(self.next()?.map(|(_, data)| data))
    }
}

/// The records of one sheet, without those of the charts within it, up to the sheet's end.
pub(super) struct SheetRecords<'s> {
    records: Records<'s>,
    /// How many beginnings have not been ended yet.
    depth: usize,
}

impl<'s> SheetRecords<'s> {
    pub(super) fn next(&mut self) -> Result<Option<(u16, &'s [u8])>, LoadError> {
        while let Some((kind, data)) = self.records.next()? {
            match kind {
                BOF => self.depth += 1,
                EOF if self.depth <= 1 => return Ok(None),
                EOF => self.depth -= 1,
                _ if self.depth == 1 => return Ok(Some((kind, data))),
                _ => {}
            }
        }
        Ok(None)
    }
}
