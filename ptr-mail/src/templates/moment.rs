//! Instants as mails write them, with the day's name, because who is asked to do something thinks
//! in days of the week. The names and their order stand in the files of the languages.
//!
//! An instant comes with its offset, as it stands on the wall clocks of the plan: whoever fills
//! a template converts to the plan's time zone first, so nothing here needs to know it.
//!
//! | | French | English | Dutch |
//! |---|---|---|---|
//! | instant | mardi 24 novembre 2026 à 14 h 30 | Tuesday 24 November 2026, 14:30 | dinsdag 24 november 2026 om 14.30 uur |
//! | day | mardi 1er décembre 2026 | Tuesday 1 December 2026 | dinsdag 1 december 2026 |
//! | time of day | 14 h 30, 9 h | 14:30, 9:00 | 14.30 uur, 9 uur |

use chrono::{DateTime, Datelike as _, FixedOffset, Timelike as _};
use ptr_core::language::{Language, arguments};

use crate::texts::TEXTS;

/// A day and a time of day.
pub(super) fn datetime(at: &DateTime<FixedOffset>, language: &Language) -> String {
    let arguments = arguments!(date = date(at, language), time = time(at, language));
    TEXTS.text(language, "mail-datetime", &arguments).into_owned()
}

/// A day, with its name.
pub(super) fn date(at: &DateTime<FixedOffset>, language: &Language) -> String {
    let (weekdays, months) =
        (TEXTS.word(language, "mail-weekdays"), TEXTS.word(language, "mail-months"));
    // A file that names too few has its gap shown, not a mail lost over it.
    let weekday = weekdays.split(' ').nth(at.weekday().num_days_from_monday() as usize);
    let month = months.split(' ').nth(at.month0() as usize);
    let arguments = arguments!(
        weekday = weekday.unwrap_or("?"),
        day = at.day(),
        month = month.unwrap_or("?"),
        year = at.year().to_string(),
    );
    TEXTS.text(language, "mail-date", &arguments).into_owned()
}

/// A time of day, to the minute.
pub(super) fn time(at: &DateTime<FixedOffset>, language: &Language) -> String {
    let arguments =
        arguments!(hour = at.hour().to_string(), minute = format!("{:02}", at.minute()));
    let id = if at.minute() == 0 { "mail-time-whole-hour" } else { "mail-time" };
    TEXTS.text(language, id, &arguments).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> DateTime<FixedOffset> {
        DateTime::parse_from_rfc3339(text).unwrap()
    }

    #[test]
    fn an_instant_reads_as_its_readers_write_it() {
        let start = at("2026-11-24T14:30:00+01:00");
        assert_eq!(datetime(&start, &Language::french()), "mardi 24 novembre 2026 à 14 h 30");
        assert_eq!(datetime(&start, &Language::english()), "Tuesday 24 November 2026, 14:30");
    }

    #[test]
    fn the_first_of_a_month_is_an_ordinal_in_french() {
        let first = at("2026-12-01T09:00:00+01:00");
        assert_eq!(datetime(&first, &Language::french()), "mardi 1er décembre 2026 à 9 h");
        assert_eq!(datetime(&first, &Language::english()), "Tuesday 1 December 2026, 9:00");
    }

    #[test]
    fn minutes_have_two_digits() {
        assert_eq!(time(&at("2026-11-24T00:05:59+01:00"), &Language::french()), "0 h 05");
        assert_eq!(time(&at("2026-11-24T00:05:59+01:00"), &Language::english()), "0:05");
    }

    #[test]
    fn the_wall_clock_of_the_offset_is_shown() {
        assert_eq!(time(&at("2026-07-01T12:00:00+02:00"), &Language::french()), "12 h");
        assert_eq!(
            date(&at("2026-12-31T23:30:00-01:00"), &Language::french()),
            "jeudi 31 décembre 2026"
        );
    }
}
