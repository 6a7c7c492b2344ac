//! Timelines looked at as a whole, and their axis on the nights of changes of the clocks.

use chrono::{DateTime, TimeDelta, Utc};
use chrono_tz::Europe::Brussels;
use chrono_tz::Tz;

use super::axis::Axis;
use crate::draw::tests::{ENGLISH, FRENCH, Failure, evening};
use crate::language::Language;
use crate::{DrawWords, TimelineGroups, TimelineOptions};

#[test]
fn a_run_is_drawn_along_time() -> Result<(), Failure> {
    let (run, at) = evening()?;
    let whole =
        TimelineOptions { links: Some("/étape/".to_owned()), ..TimelineOptions::default() };
    insta::assert_snapshot!("timeline.svg", run.view(at).to_timeline_svg(&whole, &FRENCH)?);
    let night = TimelineOptions {
        group_by: TimelineGroups::Person,
        since: Some(at - TimeDelta::hours(4)),
        until: Some(at + TimeDelta::hours(6)),
        rows: Some(6),
        legend: false,
        ..TimelineOptions::default()
    };
    insta::assert_snapshot!("timeline-night.svg", run.view(at).to_timeline_svg(&night, &ENGLISH)?);
    Ok(())
}

/// The texts at the ticks of ten hours from an instant on, and by how many pixels they are apart.
fn ticks(since: &str, zone: Tz) -> Result<Vec<(String, i64)>, Failure> {
    let since: DateTime<Utc> = since.parse()?;
    let axis = Axis { since, until: since + TimeDelta::hours(10), left: 0, right: 5_000, zone };
    let scales = axis.scales();
    let text = |nth: usize| {
        let tick = scales.fine.ticks[nth];
        let offset = tick.offset.map(|offset| format!(" {offset}")).unwrap_or_default();
        ENGLISH.tick(tick.local, scales.fine.form) + &offset
    };
    let x = |nth: usize| axis.x(scales.fine.ticks[nth].at);
    let apart = |nth: usize| if nth == 0 { 0 } else { (x(nth) - x(nth - 1)) / 10 };
    Ok((0..scales.fine.ticks.len()).map(|nth| (text(nth), apart(nth))).collect())
}

#[test]
fn the_hour_that_october_has_twice_is_on_the_axis_twice() -> Result<(), Failure> {
    // Midnight of the last Sunday; the clocks go back from 03:00 to 02:00.
    let told = ticks("2026-10-24T22:00:00Z", Brussels)?;
    let hours: Vec<&str> = told.iter().map(|(text, _)| text.as_str()).collect();
    assert_eq!(
        hours[..6],
        ["00:00", "01:00", "02:00 +02:00", "02:00 +01:00", "03:00", "04:00"],
        "{told:?}"
    );
    assert!(told[1..].iter().all(|(_, apart)| *apart == 50), "{told:?}");
    Ok(())
}

#[test]
fn the_hour_that_march_lacks_is_not_on_the_axis() -> Result<(), Failure> {
    let told = ticks("2026-03-28T23:00:00Z", Brussels)?;
    let hours: Vec<&str> = told.iter().map(|(text, _)| text.as_str()).collect();
    assert_eq!(hours[..4], ["00:00", "01:00", "03:00", "04:00"], "{told:?}");
    assert!(told[1..].iter().all(|(_, apart)| *apart == 50), "{told:?}");
    Ok(())
}

#[test]
fn changes_of_the_clocks_are_found_to_the_second() -> Result<(), Failure> {
    let axis = |zone: Tz, since: &str, days: i64| -> Result<Axis, Failure> {
        let since: DateTime<Utc> = since.parse()?;
        Ok(Axis { since, until: since + TimeDelta::days(days), left: 0, right: 10_000, zone })
    };
    let changes = |axis: Axis| {
        let told = axis.clock_changes();
        told.into_iter().map(|(at, offset)| format!("{at} {offset}")).collect::<Vec<_>>()
    };
    assert_eq!(
        changes(axis(Brussels, "2026-01-01T00:00:00Z", 365)?),
        ["2026-03-29 01:00:00 UTC +02:00", "2026-10-25 01:00:00 UTC +01:00"]
    );
    assert!(changes(axis(chrono_tz::UTC, "2026-01-01T00:00:00Z", 365)?).is_empty());
    // Before and at the instant itself.
    assert!(changes(axis(Brussels, "2026-03-29T01:00:00Z", 1)?).is_empty());
    Ok(())
}

#[test]
fn ticks_are_spread_over_axes_of_any_length() -> Result<(), Failure> {
    let since: DateTime<Utc> = "2026-03-20T07:13:00Z".parse()?;
    for length in [
        TimeDelta::microseconds(1),
        TimeDelta::minutes(7),
        TimeDelta::hours(3),
        TimeDelta::hours(40),
        TimeDelta::days(17),
        TimeDelta::days(70),
        TimeDelta::days(500),
        TimeDelta::days(365 * 7_900),
    ] {
        let axis = Axis { since, until: since + length, left: 0, right: 9_340, zone: Brussels };
        let scales = axis.scales();
        let most = 934 / 24 + 2;
        assert!(scales.fine.ticks.len() <= most, "{length}: {}", scales.fine.ticks.len());
        let least = if length < TimeDelta::minutes(1) { 0 } else { 4 };
        assert!(scales.fine.ticks.len() >= least, "{length}: {}", scales.fine.ticks.len());
        let x = |at| axis.x(at);
        assert!(scales.fine.ticks.windows(2).all(|pair| x(pair[0].at) < x(pair[1].at)), "{length}");
    }
    Ok(())
}

#[test]
fn a_language_says_each_form_of_a_tick() -> Result<(), Failure> {
    let local = "2026-03-01T22:05:00".parse()?;
    let forms = [
        crate::TickForm::Time,
        crate::TickForm::Weekday,
        crate::TickForm::DayOfMonth,
        crate::TickForm::Date,
        crate::TickForm::FullDay,
        crate::TickForm::Month,
        crate::TickForm::MonthOfYear,
        crate::TickForm::Year,
    ];
    let said = |language: Language| forms.map(|form| language.tick(local, form)).join(" | ");
    assert_eq!(
        said(Language::french()),
        "22:05 | dim. 1 | 1 | 01/03 | dim. 01/03/2026 | mars | mars 2026 | 2026"
    );
    assert_eq!(
        said(Language::english()),
        "22:05 | Sun 1 | 1 | 01/03 | Sun 2026-03-01 | March | March 2026 | 2026"
    );
    Ok(())
}
