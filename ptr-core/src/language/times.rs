//! Instants and durations in words.

use std::fmt::Write as _;

use chrono::format::{DelayedFormat, StrftimeItems};
use chrono::{DateTime, NaiveDateTime, TimeDelta, Timelike, Utc};
use chrono_tz::Tz;

use super::text::short;
use super::value::Language;
use crate::arguments;
use crate::plan::duration_text;

/// An instant as local time of `timezone`, to the minute, or to the second if it is not a full
/// minute: `28/03/2026 à 22:00`, `2026-03-28 22:00`.
pub fn instant(at: DateTime<Utc>, timezone: Tz, language: &Language) -> String {
    let local = at.with_timezone(&timezone);
    language.clock(&local, |form| local.format(form))
}

/// A duration in words, to the second: `2 h 30`, `3 j 4 h`, `45 min`; `2 h 30 min`.
///
/// A day has 24 hours. Fractions of a second are cut off.
///
/// ```
/// use chrono::TimeDelta;
/// use ptr_core::language::{duration, Language};
/// assert_eq!(duration(TimeDelta::minutes(150), &Language::french()), "2 h 30");
/// assert_eq!(duration(TimeDelta::hours(76), &Language::english()), "3 d 4 h");
/// ```
pub fn duration(length: TimeDelta, language: &Language) -> String {
    let seconds = length.num_seconds();
    let sign = if seconds < 0 { "-" } else { "" };
    let seconds = seconds.unsigned_abs();
    let (days, hours, minutes) = (seconds / 86_400, seconds / 3_600 % 24, seconds / 60 % 60);
    let seconds = seconds % 60;
    let unit = |id: &str, count: u64| language.text(id, &arguments!(count = count));
    let mut words = Vec::new();
    if days > 0 {
        words.push(unit("duration-days", days));
    }
    if hours > 0 && minutes > 0 && seconds == 0 {
        let clock = DateTime::UNIX_EPOCH + TimeDelta::seconds(length.num_seconds() % 86_400).abs();
        words.push(written(|form| clock.format(form), &language.word("duration-clock")));
    } else {
        let units = [("hours", hours), ("minutes", minutes), ("seconds", seconds)];
        let units = units.into_iter().filter(|(_, count)| *count > 0);
        words.extend(units.map(|(name, count)| unit(&format!("duration-{name}"), count)));
    }
    if words.is_empty() {
        words.push(unit("duration-minutes", 0));
    }
    format!("{sign}{}", words.join(" "))
}

/// The lateness of a step in its two largest units: `retard de 3 j 4 h`, `late by 2 h 30`.
pub fn lateness(late: TimeDelta, language: &Language) -> String {
    let seconds = late.num_seconds();
    let unit = match seconds.unsigned_abs() {
        0..3_600 => 1,
        3_600..86_400 => 60,
        86_400.. => 3_600,
    };
    let late = TimeDelta::seconds(seconds - seconds % unit);
    language.text("lateness", &arguments!(length = duration(late, language)))
}

impl Language {
    /// A local time, with seconds if it is not a full minute.
    fn clock(
        &self,
        time: &impl Timelike,
        format: impl for<'f> Fn(&'f str) -> DelayedFormat<StrftimeItems<'f>>,
    ) -> String {
        let to_the_minute = time.second() == 0 && time.nanosecond() == 0;
        let form = if to_the_minute { "instant-form" } else { "instant-form-seconds" };
        written(format, &self.word(form))
    }

    fn naive(&self, time: NaiveDateTime) -> String {
        self.clock(&time, |form| time.format(form))
    }

    /// Formats the local time in a text from data; returns the text if it is no local time.
    pub(super) fn local(&self, text: &str) -> String {
        if let Ok(time) = text.parse() {
            return self.naive(time);
        }
        let with_offset = DateTime::parse_from_rfc3339(text).ok().and_then(|time| {
            Some((time.naive_utc().checked_add_offset(*time.offset())?, time.offset().to_string()))
        });
        with_offset.map_or_else(
            || short(text),
            |(time, offset)| {
                let time = self.naive(time);
                self.text("instant-with-offset", &arguments!(time = time, offset = offset))
            },
        )
    }

    /// Formats the duration in a text from data; returns the text if it is no duration.
    pub(super) fn told_duration(&self, text: &str) -> String {
        let length = duration_text::parse(text);
        self.quote(length.map_or_else(|| text.to_owned(), |length| duration(length, self)))
    }
}

/// Formats a time with a `strftime` format; with ISO 8601 if a user's text contains an invalid
/// format.
pub(super) fn written(
    format: impl for<'f> Fn(&'f str) -> DelayedFormat<StrftimeItems<'f>>,
    form: &str,
) -> String {
    let mut text = String::new();
    if write!(text, "{}", format(form)).is_err() {
        return format("%Y-%m-%d %H:%M:%S").to_string();
    }
    text
}
