//! Tables as text: `.csv`, `.tsv`, `.txt`.
//!
//! Such a file says neither its encoding nor its separator. Its encoding is that of its byte order
//! mark; else UTF-8 where it is valid UTF-8; else Windows-1252, which programs in the languages of
//! this library write. Its separator is the one that cuts most of its first lines into the same
//! number of cells, unless a line `sep=;` says it, as Excel writes.
//!
//! Every cell is the text that stands there, leading zeros and decimal commas included. Only a text that
//! is a date of ISO 8601 is a date, as it can be nothing else. Quotation marks are those of RFC 4180:
//! cells in quotation marks may hold separators and line breaks. Rows are counted as spreadsheets
//! count them: empty lines count, a line `sep=;` does not.

use std::borrow::Cow;
use std::ops::ControlFlow;

use chrono::{NaiveDate, NaiveDateTime, NaiveTime};
use encoding_rs::{Encoding, UTF_8, WINDOWS_1252};

use super::usage::SheetUsage;
use crate::a1::CellName;
use crate::cells::{Cell, CellValue, Look};
use crate::error::LoadError;
use crate::limits::Limits;

/// What may part cells; of those that do it equally well the first one.
const SEPARATORS: [u8; 4] = [b';', b'\t', b'|', b','];

/// How many rows tell the separator.
const MOST_LOOKED_AT: usize = 200;

/// A table as text, decoded.
pub(super) struct Csv {
    text: String,
    separator: u8,
}

impl Csv {
    /// The table in these bytes; `None` if they are no text, or one that nothing parts into cells.
    pub(super) fn read(bytes: &[u8], limits: &Limits) -> Option<Self> {
        let text = decoded(bytes)?;
        // Decoding may make a file longer, at most threefold.
        if text.len() as u64 > limits.unpacked_bytes || !looks_like_a_table(&text) {
            return None;
        }
        let (separator, begins) = match said_separator(&text) {
            Some((separator, begins)) => (separator, begins),
            None => (found_separator(&text)?, 0),
        };
        let text = if begins == 0 { text.into_owned() } else { text[begins..].to_owned() };
        Some(Self { text, separator })
    }

    /// Hands out the cells that hold something.
    pub(super) fn cells(
        &self,
        usage: &mut SheetUsage<'_>,
        each: &mut impl FnMut(Cell<'_>) -> ControlFlow<()>,
    ) -> Result<(), LoadError> {
        let mut fields = Fields::of(&self.text, self.separator);
        while let Some(Field { at, text }) = fields.next() {
            if text.trim().is_empty() {
                usage.check_place(CellName { row: at.row, col: 0 })?;
                continue;
            }
            let cell = Cell { at, value: value(text), look: Look::default() };
            usage.admit(&cell)?;
            if each(cell).is_break() {
                return Ok(());
            }
        }
        match fields.unclosed {
            Some(at) => Err(LoadError::damaged(format!("the quotation mark in {at} has no end"))),
            None => Ok(()),
        }
    }
}

/// A file as text; `None` if it is none.
fn decoded(bytes: &[u8]) -> Option<Cow<'_, str>> {
    let (encoding, mark) = match Encoding::for_bom(bytes) {
        Some(found) => found,
        None if simdutf8::basic::from_utf8(bytes).is_ok() => (UTF_8, 0),
        None => (WINDOWS_1252, 0),
    };
    let text = encoding.decode_without_bom_handling_and_without_replacement(&bytes[mark..])?;
    // No program writes these into a text.
    let is_binary = |c: char| matches!(c, '\0'..='\x08' | '\x0e'..='\x1a' | '\x1c'..='\x1f');
    (!text.contains(is_binary)).then_some(text)
}

/// Whether a text may be a table: the beginnings of other files are not.
fn looks_like_a_table(text: &str) -> bool {
    let begin = text.trim_start();
    !begin.starts_with(['<', '{', '[', '%']) && !begin.is_empty()
}

/// The separator that a first line `sep=;` says, and where the table begins behind it.
fn said_separator(text: &str) -> Option<(u8, usize)> {
    let line = text.split(['\r', '\n']).next()?;
    let said = line.trim_matches('"').strip_prefix("sep=")?.as_bytes();
    let [separator] = *said else { return None };
    let rest = &text[line.len()..];
    let is_broken = ["\r\n", "\n", "\r"].into_iter().find(|it| rest.starts_with(it));
    Some((separator, line.len() + is_broken.map_or(0, str::len))).filter(|_| separator.is_ascii())
}

/// The separator that cuts most rows into the same number of cells.
fn found_separator(text: &str) -> Option<u8> {
    let mut best: Option<((usize, usize), u8)> = None;
    for separator in SEPARATORS {
        let mut counts: Vec<usize> = Vec::new();
        let mut fields = Fields::of(text, separator);
        let (mut row, mut count) = (0, 0);
        while let Some(field) = fields.next() {
            if field.at.row != row {
                counts.push(count);
                row = field.at.row;
            }
            count = field.at.col as usize + 1;
            if counts.len() == MOST_LOOKED_AT {
                break;
            }
        }
        counts.push(count);
        counts.retain(|count| *count > 1);
        counts.sort_unstable();
        let alike = counts.chunk_by(|one, other| one == other);
        let alike = alike.map(|alike| (alike.len(), alike[0]));
        let Some(score) = alike.max() else { continue };
        // The order of the separators decides between equals.
        if best.is_none_or(|(most, _)| score > most) {
            best = Some((score, separator));
        }
    }
    best.map(|(_, separator)| separator)
}

/// A cell as it stands in the file.
struct Field<'t> {
    at: CellName,
    text: Cow<'t, str>,
}

/// The cells of a text, row by row. Time linear in the text.
struct Fields<'t> {
    text: &'t str,
    separator: u8,
    /// Where the next cell begins; `None` behind the last one.
    next: Option<usize>,
    at: CellName,
    /// The cell whose quotation mark is never closed.
    unclosed: Option<CellName>,
}

impl<'t> Fields<'t> {
    fn of(text: &'t str, separator: u8) -> Self {
        Self { text, separator, next: Some(0), at: CellName { row: 0, col: 0 }, unclosed: None }
    }

    fn next(&mut self) -> Option<Field<'t>> {
        let from = self.next?;
        let bytes = self.text.as_bytes();
        let at = self.at;
        let (text, end) = if bytes.get(from) == Some(&b'"') {
            self.quoted(from)
        } else {
            let end = self.end_of(from);
            (Cow::Borrowed(&self.text[from..end]), end)
        };
        (self.next, self.at) = match bytes.get(end) {
            None => (None, at),
            Some(byte) if *byte == self.separator => {
                (Some(end + 1), CellName { row: at.row, col: at.col.saturating_add(1) })
            }
            Some(_) => {
                let is_pair = bytes[end..].starts_with(b"\r\n");
                let after = end + 1 + usize::from(is_pair);
                let row = at.row.saturating_add(1);
                ((after < bytes.len()).then_some(after), CellName { row, col: 0 })
            }
        };
        Some(Field { at, text })
    }

    /// Where a cell that begins here without a quotation mark ends, or the rest of one behind it.
    fn end_of(&self, from: usize) -> usize {
        let rest = &self.text.as_bytes()[from..];
        memchr::memchr3(self.separator, b'\n', b'\r', rest).map_or(self.text.len(), |it| from + it)
    }

    /// A cell in quotation marks: two of them stand for one; what follows the last one belongs to it
    /// as well.
    fn quoted(&mut self, from: usize) -> (Cow<'t, str>, usize) {
        let bytes = self.text.as_bytes();
        let mut whole = String::new();
        let mut begin = from + 1;
        loop {
            let Some(found) = memchr::memchr(b'"', &bytes[begin..]) else {
                self.unclosed = Some(self.at);
                return (Cow::Borrowed(&self.text[from + 1..]), bytes.len());
            };
            let quote = begin + found;
            if bytes.get(quote + 1) == Some(&b'"') {
                whole.push_str(&self.text[begin..=quote]);
                begin = quote + 2;
                continue;
            }
            let end = self.end_of(quote + 1);
            let (last, rest) = (&self.text[begin..quote], &self.text[quote + 1..end]);
            if whole.is_empty() && rest.is_empty() {
                return (Cow::Borrowed(last), end);
            }
            return (Cow::Owned(whole + last + rest), end);
        }
    }
}

/// A text as a cell: a date where it is one of ISO 8601.
fn value(text: Cow<'_, str>) -> CellValue<'_> {
    match iso_date(text.trim()) {
        Some(date) => CellValue::Date(date),
        // Lines end as the system ends them that wrote the file.
        None if text.contains('\r') => {
            CellValue::Text(Cow::Owned(text.replace("\r\n", "\n").replace('\r', "\n")))
        }
        None => CellValue::Text(text),
    }
}

/// `2026-11-24`, `2026-11-24 08:00`, `2026-11-24T08:00:00`.
fn iso_date(text: &str) -> Option<NaiveDateTime> {
    let bytes = text.as_bytes();
    let is_like_one = matches!(bytes.len(), 10 | 16 | 19)
        && bytes.iter().enumerate().all(|(place, byte)| match place {
            4 | 7 => *byte == b'-',
            10 => matches!(byte, b'T' | b' '),
            13 | 16 => *byte == b':',
            _ => byte.is_ascii_digit(),
        });
    if !is_like_one {
        return None;
    }
    let day = NaiveDate::parse_from_str(&text[..10], "%Y-%m-%d").ok()?;
    let time = match text.get(11..) {
        None => NaiveTime::MIN,
        Some(time) if time.len() == 5 => NaiveTime::parse_from_str(time, "%H:%M").ok()?,
        // A leap second is no time that the core reads; it stays a text.
        Some(time) if time.ends_with("60") => return None,
        Some(time) => NaiveTime::parse_from_str(time, "%H:%M:%S").ok()?,
    };
    Some(day.and_time(time))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn fields(text: &str, separator: u8) -> Vec<(String, String)> {
        let mut fields = Fields::of(text, separator);
        let each = std::iter::from_fn(|| fields.next());
        each.map(|field| (field.at.to_string(), field.text.into_owned())).collect()
    }

    #[test]
    fn cells_stand_where_spreadsheets_show_them() {
        let text = "a;\"b;\n\"\"c\"\"\"\r\n\r\n;\"d\"e\r\n";
        let told = fields(text, b';');
        let told: Vec<_> = told.iter().map(|(at, text)| (at.as_str(), text.as_str())).collect();
        let expected = [("A1", "a"), ("B1", "b;\n\"c\""), ("A2", ""), ("A3", ""), ("B3", "de")];
        assert_eq!(told, expected);
    }

    #[test]
    fn the_separator_is_the_one_that_cuts_rows_alike() {
        for (text, separator) in [
            ("id;label\n1;a, b\n2;c, d, e\n", b';'),
            ("id,label\n1,a; b\n2,c\n", b','),
            ("id\tlabel, text\n1\ta, b\n", b'\t'),
            ("id|label\n1|a\n", b'|'),
            ("Plan, version 2\n\nid;label;team\n1;a;b\n2;c;d\n", b';'),
            ("id,list\n1,\"a;b;c\"\n2,\"d;e;f\"\n", b','),
        ] {
            assert_eq!(
                found_separator(text).map(char::from),
                Some(char::from(separator)),
                "{text}"
            );
        }
        assert_eq!(found_separator("a note\nand another line\n"), None);
    }

    #[test]
    fn a_line_of_excel_says_the_separator_and_is_no_row() {
        assert_eq!(said_separator("sep=;\r\na;b"), Some((b';', 7)));
        assert_eq!(said_separator("\"sep=,\"\na,b"), Some((b',', 8)));
        assert_eq!(said_separator("separator;b"), None);
    }

    #[test]
    fn only_dates_of_iso_8601_are_dates() {
        let read = |text| iso_date(text).map(|date| date.to_string());
        assert_eq!(read("2026-11-24").as_deref(), Some("2026-11-24 00:00:00"));
        assert_eq!(read("2026-11-24T08:30").as_deref(), Some("2026-11-24 08:30:00"));
        assert_eq!(read("2026-11-24 08:30:01").as_deref(), Some("2026-11-24 08:30:01"));
        for text in ["24/11/2026", "2026-13-01", "2026-11-24T08", "2026-11-24 23:59:60", "20261124"]
        {
            assert_eq!(read(text), None, "{text}");
        }
    }

    #[test]
    fn an_encoding_is_found_without_being_said() {
        let utf16: Vec<u8> = "\u{feff}é;à\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
        let big: Vec<u8> = "\u{feff}é;à\n".encode_utf16().flat_map(u16::to_be_bytes).collect();
        let with_mark = [b"\xef\xbb\xbf".as_slice(), "é;à\n".as_bytes()].concat();
        for bytes in ["é;à\n".as_bytes(), b"\xe9;\xe0\n", &with_mark, &utf16, &big] {
            assert_eq!(decoded(bytes).as_deref(), Some("é;à\n"), "{bytes:?}");
        }
        assert_eq!(decoded(b"\x00\x01\x02\xff"), None);
    }

    proptest! {
        #[test]
        fn quoted_cells_come_back(
            rows in proptest::collection::vec(proptest::collection::vec("(\\PC|[\"\n\r;,]){0,8}", 2..4), 1..5),
            separator in proptest::sample::select(&SEPARATORS[..]),
        ) {
            let quoted = |text: &String| format!("\"{}\"", text.replace('"', "\"\""));
            let cut = char::from(separator).to_string();
            let line = |row: &Vec<String>| row.iter().map(quoted).collect::<Vec<_>>().join(&cut);
            let text = rows.iter().map(line).collect::<Vec<_>>().join("\r\n");
            let read: Vec<String> = fields(&text, separator).into_iter().map(|it| it.1).collect();
            prop_assert_eq!(read, rows.concat());
        }

        #[test]
        fn no_text_makes_reading_panic(text in "(\\PC|[\"\n\r;,\t|]){0,40}") {
            for separator in SEPARATORS {
                let _ = fields(&text, separator);
            }
            let _ = Csv::read(text.as_bytes(), &Limits::default());
        }
    }
}
