//! Which formats make a number a date or a duration.
//!
//! A cell of a sheet is a number and the place of its format in a list; nothing else says that
//! 46109.5 is a Saturday at noon.

use std::collections::BTreeMap;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use crate::error::LoadError;
use crate::source::parts::Part;
use crate::source::xml::attribute;

/// What a number is by its format.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Format {
    #[default]
    Number,
    Date,
    Duration,
}

/// The format of each style that cells refer to, in order.
pub(super) fn read(mut xml: Reader<Part<'_, '_>>) -> Result<Vec<Format>, LoadError> {
    let mut own = BTreeMap::new();
    let mut formats = Vec::new();
    let mut is_of_cells = false;
    let mut buffer = Vec::new();
    loop {
        buffer.clear();
        match xml.read_event_into(&mut buffer).map_err(LoadError::damaged)? {
            Event::Start(e) | Event::Empty(e) => match e.local_name().as_ref() {
                // Those of differential styles have the same name, and come after the cells'.
                "numFmt" if formats.is_empty() => {
                    if let (Some(id), Some(code)) = (id(&e)?, attribute(&e, "formatCode")?) {
                        own.insert(id, of_code(&code));
                    }
                }
                "cellXfs" => is_of_cells = true,
                "xf" if is_of_cells => {
                    let format = |id| own.get(&id).copied().unwrap_or_else(|| built_in(id));
                    formats.push(id(&e)?.map_or(Format::Number, format));
                }
                _ => {}
            },
            Event::End(e) if e.local_name().as_ref() == "cellXfs" => is_of_cells = false,
            Event::Eof => return Ok(formats),
            _ => {}
        }
    }
}

/// The number by which a format is known.
fn id(e: &BytesStart<'_>) -> Result<Option<u32>, LoadError> {
    Ok(attribute(e, "numFmtId")?.and_then(|id| id.parse().ok()))
}

/// The formats that every spreadsheet knows by their numbers (ECMA-376, 18.8.30); those of East
/// Asia among them are dates and times in their own ways of writing.
const fn built_in(id: u32) -> Format {
    match id {
        14..=22 | 27..=36 | 45 | 47 | 50..=58 => Format::Date,
        46 => Format::Duration,
        _ => Format::Number,
    }
}

/// What a format code such as `dd/mm/yyyy hh:mm` or `[h]:mm` makes of a number: its first
/// section decides, and there the first letter that means a part of a date or time.
fn of_code(code: &str) -> Format {
    let mut letters = code.chars();
    while let Some(letter) = letters.next() {
        match letter {
            // The next letter stands for itself, for its width, or fills the cell.
            '\\' | '_' | '*' => drop(letters.next()),
            '"' => drop(letters.find(|it| *it == '"')),
            ';' => break,
            '[' => {
                let inner: String = letters.by_ref().take_while(|it| *it != ']').collect();
                let is_of = |unit| inner.chars().all(|it| it.eq_ignore_ascii_case(&unit));
                if !inner.is_empty() && ['h', 'm', 's'].into_iter().any(is_of) {
                    return Format::Duration;
                }
            }
            // `General`, whose letters mean nothing.
            'G' | 'g' if letters.as_str().to_ascii_lowercase().starts_with("eneral") => {
                letters.by_ref().take(6).for_each(drop);
            }
            'd' | 'm' | 'y' | 'h' | 's' | 'D' | 'M' | 'Y' | 'H' | 'S' => return Format::Date,
            _ => {}
        }
    }
    Format::Number
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_format_is_that_of_a_date_a_duration_or_a_number() {
        use Format::{Date, Duration, Number};
        for (code, format) in [
            ("General", Number),
            ("0.00E+00", Number),
            ("#,##0.00 \"jours\"", Number),
            ("0\\h", Number),
            ("_-* #,##0.00_-", Number),
            ("[Red]0.00", Number),
            ("[$€-40C] 0", Number),
            ("0;[h]:mm", Number),
            ("@", Number),
            ("dd/mm/yyyy hh:mm", Date),
            ("[$-40C]dddd d mmmm yyyy", Date),
            ("\"le \"d mmm", Date),
            ("h:mm AM/PM", Date),
            ("mm:ss.0", Date),
            ("[h]:mm", Duration),
            ("[HH]:mm:ss", Duration),
            ("[mm]", Duration),
            ("[s]", Duration),
            ("[", Number),
            ("\"", Number),
            ("", Number),
        ] {
            assert_eq!(of_code(code), format, "{code}");
        }
    }

    #[test]
    fn built_in_formats_are_known_by_their_numbers() {
        use Format::{Date, Duration, Number};
        for (id, format) in [
            (0, Number),
            (13, Number),
            (14, Date),
            (22, Date),
            (23, Number),
            (46, Duration),
            (47, Date),
            (49, Number),
            (50, Date),
            (58, Date),
            (59, Number),
        ] {
            assert_eq!(built_in(id), format, "{id}");
        }
    }
}
