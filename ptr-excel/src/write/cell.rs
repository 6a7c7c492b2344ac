//! One value into one cell, whole or not at all.
//!
//! Kept true here: a text is written as a text whatever it looks like (a formula, a link, a
//! number, markup), a date is a date of the spreadsheet, and what a cell cannot hold is
//! recorded with its place instead of being cut.

use std::borrow::Cow;

use chrono::{Datelike, NaiveDate, NaiveDateTime, NaiveTime, SecondsFormat, TimeDelta, Timelike};
use ptr_core::{Light, Moment, Plan, State, StepId, Value, compared, resolve_local};
use rust_xlsxwriter::{Format, Url, Worksheet, XlsxError};

use super::error::{LONGEST_TEXT, Unfit, Unwritable};
use super::source::local;
use super::style::{Background, Kind, Style};
use super::words::Words;
use crate::a1::CellName;
use crate::cells::serial_duration;
use crate::value::{exactly, lines_broken, reads_back, reads_back_whole};

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
    /// A light in its colour, with what it says.
    Light(Light),
    /// A text that leads to a cell of this workbook.
    Link {
        /// The text.
        text: Cow<'a, str>,
        /// The cell, `'Etapes-actions'!A7`.
        to: String,
    },
}

impl<'a> Content<'a> {
    /// A text that may be missing; in brackets if it would read back as another one.
    pub(super) fn prose(text: Option<&'a str>) -> Self {
        text.map_or(Self::Nothing, |text| Self::Prose(kept(text, reads_back)))
    }

    /// The same for a text of several lines, which are kept as they are.
    pub(super) fn whole(text: Option<&'a str>) -> Self {
        text.map_or(Self::Nothing, |text| Self::Prose(kept(text, reads_back_whole)))
    }

    /// A code; in brackets if it would read back as another one.
    pub(super) fn code(text: &'a str) -> Self {
        Self::Code(kept(text, |text| reads_back(text) && compared(text) == text))
    }

    /// A point in time on the wall clock of the plan's zone; in brackets if a cell would give back
    /// another one: the second showing of a repeated hour, a time between two milliseconds, a date
    /// that spreadsheets do not have.
    pub(super) fn moment(plan: &Plan, moment: Moment) -> Self {
        let local = local(plan, moment);
        let is_its_own = match moment {
            Moment::Local(_) => true,
            Moment::Instant(instant) => resolve_local(plan.timezone(), local)
                .is_some_and(|it| it.instant == instant && it.clock_change.is_none()),
        };
        match moment {
            _ if is_its_own && is_date_of_a_cell(local) => Self::Date(local),
            Moment::Local(_) => Self::Code(exactly(&moment).into()),
            Moment::Instant(instant) => {
                let shown = instant.with_timezone(&plan.timezone());
                Self::Code(exactly(&shown.to_rfc3339_opts(SecondsFormat::AutoSi, false)).into())
            }
        }
    }

    /// How long something takes; in brackets if a cell does not hold that.
    pub(super) fn duration(duration: TimeDelta) -> Self {
        if serial_duration(days(duration)) == Some(duration) {
            Self::Duration(duration)
        } else {
            Self::Code(exactly(&duration.to_string()).into())
        }
    }

    /// A count of things.
    #[expect(clippy::cast_precision_loss, reason = "plans have fewer than 2^52 steps")]
    pub(super) fn count(count: usize) -> Self {
        Self::Number(count as f64)
    }

    /// A value of a column that the library does not know, in its own type; in brackets if no cell
    /// holds such a value.
    pub(super) fn value(value: &'a Value) -> Self {
        /// Whole numbers beyond this are not all told apart by a spreadsheet.
        const EXACT: i64 = (1 << 53) - 1;
        let is_seen = |text: &str| reads_back_whole(&lines_broken(text.into()));
        match value {
            Value::Bool(truth) => Self::Bool(*truth),
            #[expect(clippy::cast_precision_loss, reason = "within 2^53 every integer is a f64")]
            Value::Int(number) if (-EXACT..=EXACT).contains(number) => Self::Number(*number as f64),
            Value::Float(number) if number.is_finite() => Self::Number(*number),
            Value::Date { date } if is_date_of_a_cell(*date) => Self::Date(*date),
            // Stays text when somebody edits it.
            Value::Text(text) if text.trim().parse::<f64>().is_ok() => Self::Code(text.into()),
            Value::Text(text) if is_seen(text) => Self::Prose(text.into()),
            Value::Null
            | Value::Int(_)
            | Value::Float(_)
            | Value::Date { .. }
            | Value::Text(_)
            | Value::List(_)
            | Value::Map(_) => Self::Code(exactly(value).into()),
        }
    }

    /// A text in the same style.
    pub(super) fn with_text(&self, text: String) -> Self {
        match self {
            Self::Code(_) => Self::Code(text.into()),
            Self::Muted(_) => Self::Muted(text.into()),
            _ => Self::Prose(text.into()),
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
            Self::Nothing | Self::Prose(_) | Self::Muted(_) => Kind::Prose,
            Self::Code(_) => Kind::Code,
            Self::Number(_) | Self::Bool(_) => Kind::Number,
            Self::Share(_) => Kind::Percent,
            Self::Date(date) => Kind::Date { seconds: has_seconds(date.time()) },
            Self::Duration(duration) => {
                Kind::Duration { seconds: *duration != TimeDelta::minutes(duration.num_minutes()) }
            }
            Self::State(state) => Kind::State(*state),
            Self::Light(light) => Kind::Light(*light),
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
    pub(super) words: Words<'p>,
    pub(super) unwritable: &'p mut Vec<Unwritable>,
    /// Whether a text that is too long is cut, since all of it stands elsewhere.
    pub(super) cuts: bool,
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
            Content::State(state) => return self.text(target, &self.words.state(*state), &format),
            Content::Light(light) => {
                return self.text(target, &light.label(self.words.0), &format);
            }
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
                // Of the plan none comes here: it is a computed one, for people to read.
                None => {
                    return self.text(target, &date.format("%F %T").to_string(), &format);
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
        if length > LONGEST_TEXT && self.cuts {
            let (begun, _) = split_text(text, LONGEST_TEXT - 1);
            self.sheet.write_string_with_format(row, col, format!("{begun}…"), format)?;
        } else if length > LONGEST_TEXT {
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
        self.unwritable.push(Unwritable {
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

/// A text that reads back as itself, or in brackets.
fn kept(text: &str, reads_back: impl Fn(&str) -> bool) -> Cow<'_, str> {
    if reads_back(text) { Cow::Borrowed(text) } else { Cow::Owned(exactly(&text)) }
}

/// A text in two, the first part no longer than so many units of UTF-16.
pub(super) fn split_text(text: &str, longest: usize) -> (&str, &str) {
    let mut length = 0;
    let end = text.char_indices().find(|(_, c)| {
        length += c.len_utf16();
        length > longest
    });
    text.split_at(end.map_or(text.len(), |(at, _)| at))
}

/// Whether a cell gives back a date as it is.
fn is_date_of_a_cell(date: NaiveDateTime) -> bool {
    date.nanosecond().is_multiple_of(1_000_000) && serial(date).is_some_and(|serial| serial >= 1.0)
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
