//! Why a cell has no usable value.

use std::borrow::Cow;
use std::fmt;

/// Why a cell has no usable value. Prints as what the cell shows, or what stands behind it.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum CellFault {
    /// An error value, by the name that spreadsheets show: `#REF!`, `#N/A`, `#SPILL!`, …
    Error(Cow<'static, str>),
    /// A formula whose value the workbook does not keep: it was written by a program and never
    /// opened and saved in a spreadsheet.
    NotCalculated,
    /// A number formatted as a date that is no date: negative, beyond the year 9999, or the
    /// 29 February 1900 that spreadsheets count by mistake.
    Date(f64),
    /// A number of days formatted as a duration that is negative, not finite or of millennia.
    Duration(f64),
    /// A plain number that is not finite.
    Number(f64),
    /// A text stored as a duration that is none.
    DurationText(String),
    /// A text stored as a date or number that is none.
    Text(String),
}

impl fmt::Display for CellFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Error(name) => f.write_str(name),
            Self::NotCalculated => f.write_str("a formula that was never calculated"),
            Self::Date(serial) => write!(f, "the number {serial} formatted as a date"),
            Self::Duration(days) => write!(f, "the number {days} formatted as a duration"),
            Self::Number(number) => write!(f, "the number {number}"),
            Self::Text(text) | Self::DurationText(text) => f.write_str(text),
        }
    }
}
