//! Instants as mails write them, in French and in English: with the day's name, because who is
//! asked to do something thinks in days of the week.
//!
//! An instant comes with its offset, as it stands on the wall clocks of the plan: whoever fills
//! a template converts to the plan's time zone first, so nothing here needs to know it.
//!
//! | | French | English |
//! |---|---|---|
//! | instant | mardi 24 novembre 2026 à 14 h 30 | Tuesday 24 November 2026, 14:30 |
//! | day | mardi 1er décembre 2026 | Tuesday 1 December 2026 |
//! | time of day | 14 h 30, 9 h | 14:30, 9:00 |

use std::fmt::Write as _;

use chrono::{DateTime, Datelike as _, FixedOffset, Timelike as _};

use ptr_core::language::Language;

const JOURS: [&str; 7] = ["lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"];
const DAYS: [&str; 7] =
    ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
const MOIS: [&str; 12] = [
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
];
const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// A day and a time of day.
pub(crate) fn datetime(at: &DateTime<FixedOffset>, language: &Language) -> String {
    let mut text = date(at, language);
    text.push_str(match language.code() {
        "fr" => " à ",
        _ => ", ",
    });
    push_time(&mut text, at, language);
    text
}

/// A day, with its name.
pub(crate) fn date(at: &DateTime<FixedOffset>, language: &Language) -> String {
    // chrono counts the days of the week and the months from 0 here: always within the tables.
    let day_of_week = at.weekday().num_days_from_monday() as usize;
    let month = at.month0() as usize;
    let (day, year) = (at.day(), at.year());
    match language.code() {
        "fr" => {
            let ordinal = if day == 1 { "er" } else { "" };
            format!("{} {day}{ordinal} {} {year}", JOURS[day_of_week], MOIS[month])
        }
        _ => format!("{} {day} {} {year}", DAYS[day_of_week], MONTHS[month]),
    }
}

/// A time of day, to the minute.
pub(crate) fn time(at: &DateTime<FixedOffset>, language: &Language) -> String {
    let mut text = String::new();
    push_time(&mut text, at, language);
    text
}

fn push_time(text: &mut String, at: &DateTime<FixedOffset>, language: &Language) {
    let (hour, minute) = (at.hour(), at.minute());
    // Writing to a string cannot fail.
    let _ = match language.code() {
        "fr" if minute == 0 => write!(text, "{hour} h"),
        "fr" => write!(text, "{hour} h {minute:02}"),
        _ => write!(text, "{hour}:{minute:02}"),
    };
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
