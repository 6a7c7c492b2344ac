//! What a cell holds, the same for every format it may come from.
//!
//! The readers of the formats differ in how they write dates, durations and errors; behind this
//! file none of that shows. Kept true here: a cell that cannot be understood is a
//! [`CellFault`] that says what was found, never an empty cell; only a cell *formatted* as a
//! date is a date; a text is never empty.

mod fault;
mod time;

use std::borrow::Cow;

use chrono::{NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, Timelike};

pub use self::fault::CellFault;
pub(crate) use self::time::{Epoch, iso_duration, serial_duration};
use self::time::{to_the_microsecond, to_the_millisecond};
use crate::a1::CellName;

/// A cell that holds something, at its place in the sheet.
#[derive(Debug, Clone, PartialEq)]
pub struct Cell<'a> {
    /// Where it stands, counted from zero.
    pub at: CellName,
    /// What it holds; of a formula, the value the workbook keeps of it.
    pub value: CellValue<'a>,
    /// How it looks.
    pub look: Look,
}

/// How a cell looks, as far as that can make its row a heading of others.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Look {
    /// Whether its style is bold.
    pub is_bold: bool,
    /// How deep its row lies in the outline of the sheet: 0 for a row that no other can fold away.
    pub level: u8,
}

/// What a cell holds.
#[derive(Debug, Clone, PartialEq)]
pub enum CellValue<'a> {
    /// Text as it was typed, not empty; spaces around it are kept.
    Text(Cow<'a, str>),
    /// A plain number, finite.
    Number(f64),
    /// A number whose format shows more than its digits: `CO00000001`, `2.10`, `50%`.
    Shown {
        /// The number, finite.
        number: f64,
        /// All of it as the cell shows it, with a point for the decimal sign and commas between
        /// thousands.
        text: String,
    },
    /// True or false.
    Bool(bool),
    /// A number formatted as a date, to the millisecond.
    Date(NaiveDateTime),
    /// A number formatted as a duration, or as a time of day without a date.
    Duration(TimeDelta),
    /// Something that cannot be used as a value.
    Unusable(CellFault),
}

impl<'a> CellValue<'a> {
    /// The same value, holding its own text.
    pub fn into_owned(self) -> CellValue<'static> {
        match self {
            Self::Text(text) => CellValue::Text(Cow::Owned(text.into_owned())),
            Self::Number(number) => CellValue::Number(number),
            Self::Shown { number, text } => CellValue::Shown { number, text },
            Self::Bool(truth) => CellValue::Bool(truth),
            Self::Date(date) => CellValue::Date(date),
            Self::Duration(duration) => CellValue::Duration(duration),
            Self::Unusable(kind) => CellValue::Unusable(kind),
        }
    }

    /// The same value, its text borrowed from this one.
    pub(crate) fn as_borrowed(&self) -> CellValue<'_> {
        match self {
            Self::Text(text) => CellValue::Text(Cow::Borrowed(text)),
            Self::Number(number) => CellValue::Number(*number),
            Self::Shown { number, text } => {
                CellValue::Shown { number: *number, text: text.clone() }
            }
            Self::Bool(truth) => CellValue::Bool(*truth),
            Self::Date(date) => CellValue::Date(*date),
            Self::Duration(duration) => CellValue::Duration(*duration),
            Self::Unusable(kind) => CellValue::Unusable(kind.clone()),
        }
    }

    /// The value as people would read it: the text itself, a number of up to fifteen digits, as
    /// spreadsheets show them, a date as `2026-11-24 08:00`.
    pub fn display(&self) -> Cow<'_, str> {
        match self {
            Self::Text(text) => Cow::Borrowed(text),
            Self::Number(number) => Cow::Owned(plain_number(*number)),
            Self::Shown { text, .. } => Cow::Borrowed(text),
            Self::Bool(true) => Cow::Borrowed("TRUE"),
            Self::Bool(false) => Cow::Borrowed("FALSE"),
            Self::Date(date) if date.time() == NaiveTime::MIN => {
                Cow::Owned(date.format("%Y-%m-%d").to_string())
            }
            Self::Date(date) => Cow::Owned(date.format("%Y-%m-%d %H:%M").to_string()),
            Self::Duration(duration) => {
                let minutes = duration.num_minutes();
                Cow::Owned(format!("{}:{:02}", minutes / 60, (minutes % 60).abs()))
            }
            Self::Unusable(kind) => Cow::Owned(kind.to_string()),
        }
    }

    /// A text, or nothing where it is empty.
    pub(crate) fn text(text: impl Into<Cow<'a, str>>) -> Option<Self> {
        let text = text.into();
        (!text.is_empty()).then_some(Self::Text(text))
    }

    /// A plain number; one that is not finite is a problem.
    pub(crate) fn number(number: f64) -> Self {
        if number.is_finite() {
            Self::Number(number)
        } else {
            Self::Unusable(CellFault::Number(number))
        }
    }

    /// A number of days formatted as a date. Less than a day is a time of day without a date.
    pub(crate) fn date(serial: f64, epoch: Epoch) -> Self {
        if (0.0..1.0).contains(&serial) {
            return Self::duration(serial);
        }
        epoch.date(serial).map_or(Self::Unusable(CellFault::Date(serial)), Self::Date)
    }

    /// A number of days formatted as a duration.
    pub(crate) fn duration(days: f64) -> Self {
        serial_duration(days).map_or(Self::Unusable(CellFault::Duration(days)), Self::Duration)
    }

    /// An ISO 8601 date with an optional time of day, as `OpenDocument` and some `.xlsx` write it, to
    /// the microsecond; or a time of day without a date.
    pub(crate) fn iso_date(text: &str) -> Self {
        let date = NaiveDateTime::parse_from_str(text, "%Y-%m-%dT%H:%M:%S%.f")
            .or_else(|_| NaiveDateTime::parse_from_str(text, "%Y-%m-%dT%H:%M:%S%.fZ"))
            .or_else(|_| {
                NaiveDate::parse_from_str(text, "%Y-%m-%d").map(|day| day.and_time(NaiveTime::MIN))
            });
        match date {
            // A leap second is no time that the core reads.
            Ok(date) if date.nanosecond() < 1_000_000_000 => Self::Date(to_the_microsecond(date)),
            Ok(_) => Self::Unusable(CellFault::Text(text.to_owned())),
            Err(_) => Self::iso_time(text),
        }
    }

    /// A time of day, which without a date is a duration.
    fn iso_time(text: &str) -> Self {
        let time = text.strip_prefix('T').unwrap_or(text);
        let time = NaiveTime::parse_from_str(time, "%H:%M:%S%.f")
            .or_else(|_| NaiveTime::parse_from_str(time, "%H:%M"));
        match time {
            Ok(time) if time.nanosecond() < 1_000_000_000 => {
                Self::Duration(to_the_microsecond(time).signed_duration_since(NaiveTime::MIN))
            }
            _ => Self::Unusable(CellFault::Text(text.to_owned())),
        }
    }

    /// An ISO 8601 duration of hours, minutes and seconds, such as `PT36H30M00S`, to the millisecond:
    /// programs write it from a number of days, and `PT7H59M59.999998S` is eight hours.
    pub(crate) fn iso_duration(text: &str) -> Self {
        iso_duration(text).and_then(to_the_millisecond).map_or_else(
            || Self::Unusable(CellFault::DurationText(text.to_owned())),
            Self::Duration,
        )
    }
}

/// A number without the digits behind the fifteenth, which spreadsheets neither show nor save as
/// text: `=A2+0.1` is `1.2` and not `1.2000000000000002`.
pub(crate) fn fifteen_digits(number: f64) -> f64 {
    // What is whole and short has no such digits.
    if number.fract() == 0.0 && number.abs() < 1e15 {
        return number;
    }
    format!("{number:.14e}").parse().unwrap_or(number)
}

/// A plain number as people read it, without needless decimals.
pub(crate) fn plain_number(number: f64) -> String {
    // Adding zero turns the minus zero, which nobody types, into zero.
    (fifteen_digits(number) + 0.0).to_string()
}

#[cfg(test)]
mod tests;
