//! What people read, looked at as a whole: every variant in every language, one page a subject.
//!
//! A new variant does not compile here until it has a sample; the sample then shows in the
//! snapshots of every language.

mod pages;
mod samples;

use chrono::{DateTime, TimeDelta, Utc};
use chrono_tz::Europe::Brussels;

use super::Language;
use super::text;

/// 28 March 2026, 22:00 in Brussels, the evening before the clocks go forward.
fn evening() -> DateTime<Utc> {
    "2026-03-28T21:00:00Z".parse().expect("an instant")
}

#[test]
fn languages_read_back_from_their_codes() {
    for language in Language::built_in() {
        assert_eq!(language.code().parse(), Ok(language.clone()));
        let written = serde_json::to_string(&language).expect("written");
        assert_eq!(written, format!("\"{}\"", language.code()));
    }
    let unknown = "de".parse::<Language>().expect_err("no such language");
    assert_eq!(unknown.to_string(), "\"de\" is not a language: expected fr, en or nl");
}

#[test]
fn a_long_list_names_ten_and_counts_the_rest() {
    let list = |len: usize| {
        let names: Vec<String> = (1..=len).map(|number| format!("E{number}")).collect();
        Language::french().list(&names)
    };
    assert_eq!(list(0), "");
    assert_eq!(list(1), "E1");
    assert_eq!(list(3), "E1, E2 et E3");
    assert_eq!(list(11), "E1, E2, E3, E4, E5, E6, E7, E8, E9, E10 et E11");
    assert_eq!(list(12), "E1, E2, E3, E4, E5, E6, E7, E8, E9, E10… et 2 autres");
    assert_eq!(list(42), "E1, E2, E3, E4, E5, E6, E7, E8, E9, E10… et 32 autres");
}

#[test]
fn lengths_of_time_are_told_in_their_own_units() {
    let told =
        |seconds, language: Language| super::duration(TimeDelta::seconds(seconds), &language);
    let (minute, hour, day) = (60, 3_600, 86_400);
    for (seconds, french, english) in [
        (0, "0 min", "0 min"),
        (1, "1 s", "1 s"),
        (59, "59 s", "59 s"),
        (minute, "1 min", "1 min"),
        (90, "1 min 30 s", "1 min 30 s"),
        (45 * minute, "45 min", "45 min"),
        (2 * hour, "2 h", "2 h"),
        (2 * hour + 5 * minute, "2 h 05", "2 h 5 min"),
        (2 * hour + 30 * minute, "2 h 30", "2 h 30 min"),
        (2 * hour + 30 * minute + 1, "2 h 30 min 1 s", "2 h 30 min 1 s"),
        (2 * hour + 1, "2 h 1 s", "2 h 1 s"),
        (day, "1 j", "1 d"),
        (3 * day + 4 * hour, "3 j 4 h", "3 d 4 h"),
        (3 * day + 30 * minute, "3 j 30 min", "3 d 30 min"),
        (-90 * minute, "-1 h 30", "-1 h 30 min"),
    ] {
        assert_eq!(told(seconds, Language::french()), french);
        assert_eq!(told(seconds, Language::english()), english);
    }
    assert_eq!(
        super::duration(TimeDelta::MAX, &Language::french()),
        "106751991167 j 7 h 12 min 55 s"
    );
    assert_eq!(
        super::duration(TimeDelta::MIN, &Language::french()),
        "-106751991167 j 7 h 12 min 55 s"
    );
}

#[test]
fn lateness_is_told_to_its_two_largest_units() {
    let told = |seconds| super::lateness(TimeDelta::seconds(seconds), &Language::french());
    assert_eq!(told(3_599), "retard de 59 min 59 s");
    assert_eq!(told(3_600 + 61), "retard de 1 h 01");
    assert_eq!(told(86_399), "retard de 23 h 59");
    assert_eq!(told(3 * 86_400 + 4 * 3_600 + 3_599), "retard de 3 j 4 h");
    assert_eq!(
        super::lateness(TimeDelta::minutes(150), &Language::english()),
        "late by 2 h 30 min"
    );
}

#[test]
fn times_are_told_on_the_wall_clock_of_the_plan() {
    let told = |at, language: Language| super::instant(at, Brussels, &language);
    assert_eq!(told(evening(), Language::french()), "28/03/2026 à 22:00");
    assert_eq!(told(evening(), Language::english()), "2026-03-28 22:00");
    let after_the_change = evening() + TimeDelta::hours(5);
    assert_eq!(told(after_the_change, Language::french()), "29/03/2026 à 04:00");
    assert_eq!(told(evening() + TimeDelta::seconds(5), Language::english()), "2026-03-28 22:00:05");
}

#[test]
fn no_instant_of_the_calendar_is_too_far_to_be_told() {
    for at in [DateTime::<Utc>::MIN_UTC, DateTime::<Utc>::MAX_UTC] {
        for zone in [chrono_tz::Pacific::Kiritimati, chrono_tz::Pacific::Niue] {
            assert!(!super::instant(at, zone, &Language::french()).is_empty());
        }
    }
}

#[test]
fn text_from_outside_cannot_break_a_sentence_into_lines() {
    assert_eq!(text::one_line("un\r\ndeux\ntrois\u{2028}quatre\0"), "un deux trois quatre ");
    assert_eq!(text::short(&"é".repeat(80)), "é".repeat(80));
    assert_eq!(text::short(&"é".repeat(81)), format!("{}…", "é".repeat(80)));
}

#[test]
fn a_users_text_words_one_message_anew_and_adds_a_language() {
    let late = |language: &Language| crate::State::Overdue.label(language).into_owned();
    let mine = Language::with_texts("nl", "state-Overdue = over tijd").expect("a text");
    assert_eq!((mine.code(), late(&mine)), ("nl", "over tijd".to_owned()));
    let built_in: Language = "nl".parse().expect("a language");
    assert_ne!(mine, built_in);
    let whole = super::duration(TimeDelta::days(2), &mine);
    assert_eq!(whole, super::duration(TimeDelta::days(2), &built_in), "the rest is built in");

    let german =
        Language::with_texts("de", "state-Overdue = überfällig\nlateness = { $length } zu spät");
    let german = german.expect("a text");
    assert_eq!(late(&german), "überfällig");
    assert_eq!(super::lateness(TimeDelta::days(2), &german), "2 d zu spät");
    assert_eq!(crate::State::Open.label(&german), "open", "English where it lacks");
}

#[test]
fn a_users_text_that_asks_for_what_there_is_not_is_passed_over() {
    let texts = "lateness = { $size } spät\ninstant-form = %Q\nduration-days = { $count } Tage";
    let german = Language::with_texts("de", texts).expect("a text");
    assert_eq!(super::lateness(TimeDelta::days(2), &german), "late by 2 Tage");
    assert_eq!(super::instant(evening(), Brussels, &german), "2026-03-28 22:00:00");
}

#[test]
fn a_text_that_cannot_be_read_is_told_with_its_lines() {
    let texts =
        "state-Open = open\nstate-Ready: bereit\n\nlateness = { $length\nstate-Idle = wartet";
    let error = Language::with_texts("de", texts).expect_err("two lines are wrong").to_string();
    assert_eq!(
        error,
        "the texts of language de cannot be read: \
         line 2 (\"state-Ready: bereit\"): Expected a token starting with \"=\"; \
         line 4 (\"lateness = { $length\"): Expected a token starting with \"}\""
    );
    let error = Language::with_texts("german", "").expect_err("no code").to_string();
    let expected = "expected one of ISO 639, such as \"nl\"";
    assert_eq!(error, format!("\"german\" is not the code of a language: {expected}"));
}
