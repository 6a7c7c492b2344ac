//! Names of cells and columns as people read them: `A1`, `XFD1048576`.
//!
//! Everything inside this crate counts rows and columns from zero; everything a person reads
//! counts rows from one and writes columns as letters. The change of notation happens here and
//! nowhere else, and nothing here accepts a place that no sheet has.

use std::fmt;

/// Rows of a sheet, in every format this crate reads or writes.
pub const ROWS: u32 = 1_048_576;

/// Columns of a sheet: the last one is `XFD`.
pub const COLUMNS: u32 = 16_384;

/// A place in a sheet, counted from zero; prints as `B7`.
///
/// # Examples
///
/// ```
/// use ptr_excel::a1::CellName;
///
/// let name = CellName { row: 6, col: 1 };
/// assert_eq!(name.to_string(), "B7");
/// assert_eq!("B7".parse(), Ok(name));
/// # Ok::<(), ptr_excel::a1::NotACell>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CellName {
    /// Row, counted from zero.
    pub row: u32,
    /// Column, counted from zero.
    pub col: u32,
}

impl CellName {
    /// Whether a sheet has this place.
    #[inline]
    pub const fn is_inside_a_sheet(self) -> bool {
        self.row < ROWS && self.col < COLUMNS
    }

    /// The place of a name such as `b7`, even one that no sheet has; `None` if it is no name.
    #[inline]
    pub(crate) fn anywhere(name: &[u8]) -> Option<Self> {
        let letters = name.iter().take_while(|byte| byte.is_ascii_alphabetic()).count();
        let (letters, digits) = name.split_at(letters);
        let col = letters.iter().fold(0_u32, |col, letter| {
            let letter = u32::from(letter.to_ascii_uppercase() - b'A') + 1;
            col.saturating_mul(26).saturating_add(letter)
        });
        let row = digits.iter().try_fold(0_u32, |row, digit| {
            let digit = digit.is_ascii_digit().then(|| u32::from(digit - b'0'))?;
            Some(row.saturating_mul(10).saturating_add(digit))
        });
        Some(Self { row: row?.checked_sub(1)?, col: col.checked_sub(1)? })
    }
}

impl fmt::Display for CellName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Wide enough for both numbers, so that places beyond a sheet print too.
        write!(f, "{}{}", column_letters(self.col), u64::from(self.row) + 1)
    }
}

/// The text names no cell between `A1` and `XFD1048576`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NotACell(pub(crate) String);

impl std::error::Error for NotACell {}

impl std::str::FromStr for CellName {
    type Err = NotACell;

    fn from_str(text: &str) -> Result<Self, NotACell> {
        let parsed = || {
            let split = text.find(|c: char| c.is_ascii_digit())?;
            let (letters, digits) = text.split_at(split);
            let col = column_index(letters)?;
            if digits.len() > 7 || !digits.bytes().all(|b| b.is_ascii_digit()) {
                return None;
            }
            let row = digits.parse::<u32>().ok()?.checked_sub(1)?;
            Some(Self { row, col }).filter(|name| name.is_inside_a_sheet())
        };
        parsed().ok_or_else(|| NotACell(text.to_owned()))
    }
}

/// The letters of a column counted from zero: `A`, `Z`, `AA`, …, `XFD`.
///
/// # Examples
///
/// ```
/// assert_eq!(ptr_excel::a1::column_letters(27), "AB");
/// ```
pub fn column_letters(col: u32) -> String {
    let mut reversed = Vec::with_capacity(3);
    let mut rest = u64::from(col) + 1;
    while rest > 0 {
        // Letters are digits 1 to 26 without a zero, hence the step back by one.
        let digit = u8::try_from((rest - 1) % 26).unwrap_or(0);
        reversed.push(char::from(b'A' + digit));
        rest = (rest - 1) / 26;
    }
    reversed.iter().rev().collect()
}

/// The column, counted from zero, that one to three letters name; `None` beyond `XFD`.
pub fn column_index(letters: &str) -> Option<u32> {
    if letters.is_empty() || letters.len() > 3 {
        return None;
    }
    let mut col = 0;
    for byte in letters.bytes() {
        let digit = byte.to_ascii_uppercase().checked_sub(b'A').filter(|d| *d < 26)?;
        col = col * 26 + u32::from(digit) + 1;
    }
    Some(col - 1).filter(|col| *col < COLUMNS)
}

/// The column that a name gives by its letters in a sheet that uses so many columns, if that is
/// known. Two or three letters are rather a heading than a column beyond them.
pub(crate) fn column_of_letters(name: &str, width: Option<u32>) -> Option<u32> {
    let name = name.trim();
    let is_used = |col: &u32| name.len() == 1 || width.is_none_or(|it| *col < it);
    column_index(name).filter(is_used)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn the_corners_of_a_sheet_have_their_well_known_names() {
        assert_eq!(CellName { row: 0, col: 0 }.to_string(), "A1");
        assert_eq!(CellName { row: ROWS - 1, col: COLUMNS - 1 }.to_string(), "XFD1048576");
        assert_eq!(CellName { row: 0, col: 25 }.to_string(), "Z1");
        assert_eq!(CellName { row: 0, col: 26 }.to_string(), "AA1");
        assert_eq!(CellName { row: 0, col: 701 }.to_string(), "ZZ1");
        assert_eq!(CellName { row: 0, col: 702 }.to_string(), "AAA1");
    }

    #[test]
    fn a_place_beyond_a_sheet_still_prints_but_does_not_parse() {
        let beyond = CellName { row: u32::MAX, col: u32::MAX };
        assert!(!beyond.is_inside_a_sheet());
        assert!(beyond.to_string().ends_with("4294967296"));
        for name in
            ["XFE1", "A1048577", "A0", "A", "1", "", "A1B", "ÀA1", "A-1", "AAAA1", "A00000001"]
        {
            assert!(name.parse::<CellName>().is_err(), "{name}");
        }
    }

    proptest! {
        #[test]
        fn every_cell_of_a_sheet_is_found_again_by_its_name(row in 0..ROWS, col in 0..COLUMNS) {
            let name = CellName { row, col };
            prop_assert_eq!(name.to_string().parse(), Ok(name));
            prop_assert_eq!(name.to_string().to_lowercase().parse(), Ok(name));
        }

        #[test]
        fn no_text_makes_the_parser_panic(text in "\\PC*") {
            let _ = text.parse::<CellName>();
        }
    }
}
