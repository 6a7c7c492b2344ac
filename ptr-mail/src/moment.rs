//! Instants and durations as people write them, in French and in English.
//!
//! An instant comes with its offset, as it stands on the wall clocks of the plan: whoever fills
//! a template converts to the plan's time zone first, so nothing here needs to know it.
//!
//! | | French | English |
//! |---|---|---|
//! | instant | mardi 24 novembre 2026 à 14 h 30 | Tuesday 24 November 2026, 14:30 |
//! | day | mardi 1er décembre 2026 | Tuesday 1 December 2026 |
//! | time of day | 14 h 30, 9 h | 14:30, 9:00 |
//! | duration | 2 j 3 h 15 min | 2 d 3 h 15 min |

use std::fmt::Write as _;

use chrono::{DateTime, Datelike as _, FixedOffset, Timelike as _};

use crate::language::Language;

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
pub(crate) fn datetime(at: &DateTime<FixedOffset>, language: Language) -> String {
    let mut text = date(at, language);
    text.push_str(match language {
        Language::Fr => " à ",
        Language::En => ", ",
    });
    push_time(&mut text, at, language);
    text
}

/// A day, with its name.
pub(crate) fn date(at: &DateTime<FixedOffset>, language: Language) -> String {
    // chrono counts the days of the week and the months from 0 here: always within the tables.
    let day_of_week = at.weekday().num_days_from_monday() as usize;
    let month = at.month0() as usize;
    let (day, year) = (at.day(), at.year());
    match language {
        Language::Fr => {
            let ordinal = if day == 1 { "er" } else { "" };
            format!("{} {day}{ordinal} {} {year}", JOURS[day_of_week], MOIS[month])
        }
        Language::En => format!("{} {day} {} {year}", DAYS[day_of_week], MONTHS[month]),
    }
}

/// A time of day, to the minute.
pub(crate) fn time(at: &DateTime<FixedOffset>, language: Language) -> String {
    let mut text = String::new();
    push_time(&mut text, at, language);
    text
}

fn push_time(text: &mut String, at: &DateTime<FixedOffset>, language: Language) {
    let (hour, minute) = (at.hour(), at.minute());
    // Writing to a string cannot fail.
    let _ = match language {
        Language::Fr if minute == 0 => write!(text, "{hour} h"),
        Language::Fr => write!(text, "{hour} h {minute:02}"),
        Language::En => write!(text, "{hour}:{minute:02}"),
    };
}

/// A duration to the minute, from its seconds: what is left of a minute is cut off.
pub(crate) fn duration(seconds: i64, language: Language) -> String {
    let minutes = seconds.unsigned_abs() / 60;
    let day = match language {
        Language::Fr => "j",
        Language::En => "d",
    };
    let parts = [(minutes / 1440, day), (minutes / 60 % 24, "h"), (minutes % 60, "min")];
    let mut text = String::new();
    for (count, unit) in parts.into_iter().filter(|(count, _)| *count > 0) {
        let blank = if text.is_empty() { "" } else { " " };
        let _ = write!(text, "{blank}{count} {unit}");
    }
    if text.is_empty() {
        text.push_str("0 min");
    } else if seconds < 0 {
        text.insert(0, '-');
    }
    text
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
        assert_eq!(datetime(&start, Language::Fr), "mardi 24 novembre 2026 à 14 h 30");
        assert_eq!(datetime(&start, Language::En), "Tuesday 24 November 2026, 14:30");
    }

    #[test]
    fn the_first_of_a_month_is_an_ordinal_in_french() {
        let first = at("2026-12-01T09:00:00+01:00");
        assert_eq!(datetime(&first, Language::Fr), "mardi 1er décembre 2026 à 9 h");
        assert_eq!(datetime(&first, Language::En), "Tuesday 1 December 2026, 9:00");
    }

    #[test]
    fn minutes_have_two_digits() {
        assert_eq!(time(&at("2026-11-24T00:05:59+01:00"), Language::Fr), "0 h 05");
        assert_eq!(time(&at("2026-11-24T00:05:59+01:00"), Language::En), "0:05");
    }

    #[test]
    fn the_wall_clock_of_the_offset_is_shown() {
        assert_eq!(time(&at("2026-07-01T12:00:00+02:00"), Language::Fr), "12 h");
        assert_eq!(date(&at("2026-12-31T23:30:00-01:00"), Language::Fr), "jeudi 31 décembre 2026");
    }

    #[test]
    fn a_duration_names_only_what_it_has() {
        for (seconds, fr, en) in [
            (0, "0 min", "0 min"),
            (59, "0 min", "0 min"),
            (60, "1 min", "1 min"),
            (5400, "1 h 30 min", "1 h 30 min"),
            (86_400, "1 j", "1 d"),
            (184_500, "2 j 3 h 15 min", "2 d 3 h 15 min"),
            (-5400, "-1 h 30 min", "-1 h 30 min"),
        ] {
            assert_eq!(duration(seconds, Language::Fr), fr);
            assert_eq!(duration(seconds, Language::En), en);
        }
        assert!(duration(i64::MIN, Language::Fr).starts_with('-'));
    }
}
