//! One value into one cell, whole or not at all.
//!
//! Kept true here: a text is written as a text whatever it looks like (a formula, a link, a
//! number, markup), a date is a date of the spreadsheet, and what a cell cannot hold is
//! recorded with its place instead of being cut.

use std::borrow::Cow;

use chrono::{Datelike, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, Timelike};
use ptr_core::{State, StepId, Value};
use rust_xlsxwriter::{Format, Url, Worksheet, XlsxError};

use super::error::{LONGEST_TEXT, Unfit, Unwritable};
use super::style::{Background, Kind, Style};
use super::words::Words;
use crate::a1::CellName;

/// What goes into a cell.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Content<'a> {
    /// Nothing, but for the lines around the cell.
    Nothing,
    /// A text over several lines.
    Prose(Cow<'a, str>),
    /// A text that must stay one: ids, lists of ids, codes.
    Code(Cow<'a, str>),
    /// A text in grey.
    Muted(Cow<'a, str>),
    /// A number.
    Number(f64),
    /// A part of a whole, 1 being the whole.
    Share(f64),
    /// Yes or no.
    Bool(bool),
    /// A local date and time.
    Date(NaiveDateTime),
    /// A duration.
    Duration(TimeDelta),
    /// A state in its colour.
    State(State),
    /// A text that leads to a cell of this workbook.
    Link {
        /// The text.
        text: Cow<'a, str>,
        /// The cell, `'Etapes-actions'!A7`.
        to: String,
    },
    /// Something that cannot be written.
    Unfit(Unfit),
}

impl<'a> Content<'a> {
    /// A text that may be missing.
    pub(super) fn prose(text: Option<&'a str>) -> Self {
        text.map_or(Self::Nothing, |text| Self::Prose(text.into()))
    }

    /// A count of things.
    #[expect(clippy::cast_precision_loss, reason = "plans have fewer than 2^52 steps")]
    pub(super) fn count(count: usize) -> Self {
        Self::Number(count as f64)
    }

    /// A value of a column that the library does not know, in its own type. Lists and maps,
    /// which no workbook brings, become JSON text.
    pub(super) fn value(value: &'a Value) -> Self {
        /// Whole numbers beyond this are not all told apart by a spreadsheet.
        const EXACT: i64 = 1 << 53;
        match value {
            Value::Null => Self::Nothing,
            Value::Bool(truth) => Self::Bool(*truth),
            #[expect(clippy::cast_precision_loss, reason = "within 2^53 every integer is a f64")]
            Value::Int(number) if (-EXACT..=EXACT).contains(number) => Self::Number(*number as f64),
            Value::Int(number) => Self::Code(number.to_string().into()),
            Value::Float(number) if number.is_finite() => Self::Number(*number),
            Value::Float(number) => Self::Code(number.to_string().into()),
            Value::Date { date } => Self::Date(*date),
            // Stays text when somebody edits it.
            Value::Text(text) if text.trim().parse::<f64>().is_ok() => Self::Code(text.into()),
            Value::Text(text) => Self::Prose(text.into()),
            Value::List(_) | Value::Map(_) => {
                Self::Prose(serde_json::to_string(value).unwrap_or_default().into())
            }
        }
    }

    /// The text that decides how high the row must be.
    pub(super) fn text(&self) -> &str {
        match self {
            Self::Prose(text) | Self::Code(text) | Self::Muted(text) => text,
            _ => "",
        }
    }

    fn kind(&self) -> Kind {
        match self {
            Self::Nothing | Self::Prose(_) | Self::Muted(_) | Self::Unfit(_) => Kind::Prose,
            Self::Code(_) => Kind::Code,
            Self::Number(_) | Self::Bool(_) => Kind::Number,
            Self::Share(_) => Kind::Percent,
            Self::Date(date) => Kind::Date { seconds: has_seconds(date.time()) },
            Self::Duration(duration) => {
                Kind::Duration { seconds: *duration != TimeDelta::minutes(duration.num_minutes()) }
            }
            Self::State(state) => Kind::State(*state),
            Self::Link { .. } => Kind::Link,
        }
    }
}

/// Where a value goes and on which background.
#[derive(Debug, Clone, Copy)]
pub(super) struct Target<'s> {
    pub(super) at: CellName,
    pub(super) background: Background,
    pub(super) muted: bool,
    pub(super) step: Option<&'s StepId>,
}

impl Target<'_> {
    pub(super) const fn plain(row: u32, col: u32) -> Self {
        Self { at: CellName { row, col }, background: Background::Plain, muted: false, step: None }
    }
}

/// Writes the cells of one sheet.
pub(super) struct CellWriter<'p> {
    pub(super) sheet: &'p mut Worksheet,
    pub(super) name: &'p str,
    pub(super) words: &'static Words,
    pub(super) faults: &'p mut Vec<Unwritable>,
}

impl CellWriter<'_> {
    /// Writes a value in the style that it has on its background.
    pub(super) fn put(
        &mut self,
        target: Target<'_>,
        content: &Content<'_>,
    ) -> Result<(), XlsxError> {
        let style = Style {
            kind: content.kind(),
            background: target.background,
            muted: target.muted || matches!(content, Content::Muted(_)),
            quoted: content.text().starts_with(['=', '+', '-', '@']),
        };
        let format = style.format();
        let (row, col) = (target.at.row, column(target.at.col)?);
        match content {
            Content::Nothing => {
                self.sheet.write_blank(row, col, &format)?;
            }
            Content::Prose(text) | Content::Code(text) | Content::Muted(text) => {
                return self.text(target, text, &format);
            }
            Content::State(state) => return self.text(target, self.words.state(*state), &format),
            Content::Number(number) | Content::Share(number) => {
                self.sheet.write_number_with_format(row, col, *number, &format)?;
            }
            Content::Bool(truth) => {
                self.sheet.write_boolean_with_format(row, col, *truth, &format)?;
            }
            Content::Date(date) => match serial(*date) {
                Some(serial) => {
                    self.sheet.write_number_with_format(row, col, serial, &format)?;
                }
                None => {
                    self.unfit(
                        target,
                        Unfit::DateOutOfRange { found: date.format("%FT%T").to_string() },
                    );
                }
            },
            Content::Duration(duration) => {
                self.sheet.write_number_with_format(row, col, days(*duration), &format)?;
            }
            // What `text` has to do with care, a link does not do at all.
            Content::Link { text, .. } if text.starts_with("<r>") || text.len() > LONGEST_TEXT => {
                return self.text(target, text, &format);
            }
            Content::Link { text, to } => {
                let link = Url::new(format!("internal:{to}")).set_text(text.as_ref());
                self.sheet.write_url_with_format(row, col, link, &format)?;
            }
            Content::Unfit(unfit) => self.unfit(target, unfit.clone()),
        }
        Ok(())
    }

    /// Writes a text in a style of its own.
    pub(super) fn text(
        &mut self,
        target: Target<'_>,
        text: &str,
        format: &Format,
    ) -> Result<(), XlsxError> {
        let (row, col) = (target.at.row, column(target.at.col)?);
        let length = text.encode_utf16().count();
        if length > LONGEST_TEXT {
            self.unfit(target, Unfit::TextTooLong { length });
        } else if text.starts_with("<r>") && text.ends_with("</r>") {
            // The crate takes such a text for markup of its own and would copy it into the file
            // as it stands. As a run of a rich text it is escaped, but for `_x0041_`.
            let run = text.replace("_x", "_x005F_x");
            let runs = [(&Format::default(), run.as_str())];
            self.sheet.write_rich_string_with_format(row, col, &runs, format)?;
        } else {
            self.sheet.write_string_with_format(row, col, text, format)?;
        }
        Ok(())
    }

    pub(super) fn unfit(&mut self, target: Target<'_>, why: Unfit) {
        self.faults.push(Unwritable {
            sheet: self.name.to_owned(),
            cell: Some(target.at),
            step: target.step.cloned(),
            why,
        });
    }
}

/// A column as the crate that writes counts them.
pub(super) fn column(col: u32) -> Result<u16, XlsxError> {
    u16::try_from(col).map_err(|_| XlsxError::RowColumnLimitError)
}

fn has_seconds(time: NaiveTime) -> bool {
    time.second() != 0 || time.nanosecond() != 0
}

/// A date as spreadsheets count them: days since the end of 1899, with a 29 February 1900 that
/// never was. To the millisecond; `None` before 1900 and after 9999.
fn serial(date: NaiveDateTime) -> Option<f64> {
    let end_of_1899 = NaiveDate::from_ymd_opt(1899, 12, 31)?.and_time(NaiveTime::MIN);
    let first_of_march = NaiveDate::from_ymd_opt(1900, 3, 1)?.and_time(NaiveTime::MIN);
    if !(1900..=9999).contains(&date.year()) {
        return None;
    }
    let extra_day = if date < first_of_march { TimeDelta::zero() } else { TimeDelta::days(1) };
    Some(days(date.signed_duration_since(end_of_1899) + extra_day))
}

/// A duration in days, to the millisecond.
#[expect(clippy::cast_precision_loss, reason = "8000 years are fewer than 2^53 milliseconds")]
fn days(duration: TimeDelta) -> f64 {
    duration.num_milliseconds() as f64 / 86_400_000.0
}

#[cfg(test)]
mod tests {
    use super::*;

    fn serial_of(text: &str) -> Option<f64> {
        serial(text.parse().expect("an ISO local time"))
    }

    #[test]
    fn dates_have_the_numbers_that_spreadsheets_give_them() {
        assert_eq!(serial_of("1900-01-01T00:00:00"), Some(1.0));
        assert_eq!(serial_of("1900-02-28T00:00:00"), Some(59.0));
        assert_eq!(serial_of("1900-03-01T00:00:00"), Some(61.0));
        assert_eq!(serial_of("2026-11-24T12:00:00"), Some(46_350.5));
        assert_eq!(serial_of("1899-12-31T23:59:59"), None);
        assert_eq!(serial_of("9999-12-31T00:00:00"), Some(2_958_465.0));
    }
}
