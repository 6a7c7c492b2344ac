//! The records that the parts of an `.xlsb` consist of.

use std::io::{BufRead, Read};

use crate::error::LoadError;
use crate::source::le::u32_at;
use crate::source::parts::Part;

pub(super) const ROW: u16 = 0x0000;
pub(super) const FORMULA_ERROR: u16 = 0x000B;
pub(super) const RICH_TEXT: u16 = 0x003E;
pub(super) const COLUMNS: u16 = 0x003C;
pub(super) const END_OF_SHEET: u16 = 0x0092;
pub(super) const FONT: u16 = 0x002B;
pub(super) const FORMAT: u16 = 0x002C;
pub(super) const BORDER: u16 = 0x002E;
pub(super) const STYLE: u16 = 0x002F;
pub(super) const STYLES_OF_CELLS: u16 = 0x0269;
pub(super) const END_OF_STYLES_OF_CELLS: u16 = 0x026A;
/// Numbers, truths, texts, and what formulas give of each: they begin with column and style.
pub(super) const CELLS: [u16; 9] =
    [0x0002, 0x0004, 0x0005, 0x0006, 0x0007, 0x0008, 0x0009, 0x000A, 0x0003];
pub(super) const BUNDLED_SHEET: u16 = 0x009C;
pub(super) const MERGED_CELL: u16 = 0x00B0;

/// No record of a cell is longer than the longest text a cell can hold.
pub(super) const LONGEST_CELL: usize = 128 * 1024;

/// A text behind its length, and what follows it.
pub(super) fn wide_text(bytes: &[u8]) -> (String, &[u8]) {
    let len = (u32_at(bytes, 0) as usize).saturating_mul(2);
    let rest = bytes.get(4..).unwrap_or_default();
    let (text, rest) = rest.split_at(len.min(rest.len()));
    let units = text.chunks_exact(2).map(|unit| u16::from_le_bytes([unit[0], unit[1]]));
    (char::decode_utf16(units).map(|c| c.unwrap_or('\u{fffd}')).collect(), rest)
}

/// The records of a part: a kind, a length, and so many bytes.
pub(super) struct Records<'p, 'b> {
    part: Part<'p, 'b>,
    /// What is left to read of the current record.
    left: usize,
    data: Vec<u8>,
}

impl<'p, 'b> Records<'p, 'b> {
    pub(super) fn new(part: Part<'p, 'b>) -> Self {
        Self { part, left: 0, data: Vec::new() }
    }

    /// The kind of the next record; `None` at the end.
    pub(super) fn next(&mut self) -> Result<Option<u16>, LoadError> {
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
    pub(super) fn data(&mut self) -> Result<&[u8], LoadError> {
        self.data.resize(self.left.min(LONGEST_CELL), 0);
        self.part.read_exact(&mut self.data).map_err(LoadError::damaged)?;
        self.left -= self.data.len();
        self.skip()?;
        Ok(&self.data)
    }

    pub(super) fn skip(&mut self) -> Result<(), LoadError> {
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
