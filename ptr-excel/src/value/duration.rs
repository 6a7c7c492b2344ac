//! Durations as people type them: `1 h 30`, `1h30`, `90 min`, `2 j`, `1,5 h`, `1:30`, `90`.

use chrono::TimeDelta;
use ptr_core::{Expected, KnownNames};

use super::text::{is_nothing, trim, without_marks};
use super::unit::{DurationUnit, Unit};
use super::unreadable::Unreadable;
use crate::cells::serial_duration;

/// A thousand years: what is longer was typed by mistake.
pub(crate) const LONGEST_DAYS: i64 = 366_000;

/// A quantity of a unit in thousandths, so that `1,5 h` is exact without floating point.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Quantity {
    thousandths: i64,
    unit: Option<Unit>,
}

impl Quantity {
    /// The quantity as time that elapses.
    pub(super) fn elapsed(self) -> Option<TimeDelta> {
        TimeDelta::try_milliseconds(self.thousandths.checked_mul(self.unit?.seconds())?)
    }

    /// The quantity as whole calendar days, where its unit is a day or a week.
    pub(super) fn days(self) -> Option<Result<i64, ()>> {
        let factor = match self.unit? {
            Unit::Day => 1,
            Unit::Week => 7,
            Unit::Hour | Unit::Minute | Unit::Second => return None,
        };
        let days = self.thousandths.checked_mul(factor).ok_or(());
        Some(days.and_then(|d| if d % 1_000 == 0 { Ok(d / 1_000) } else { Err(()) }))
    }
}

/// A text as a duration; `unit` is that of a plain number. Days last twenty-four hours.
///
/// `Ok(None)` for nothing: an empty text or dashes. Rounded down to the millisecond.
///
/// # Errors
///
/// When the text is no duration, or one beyond a thousand years.
///
/// # Examples
///
/// ```
/// use chrono::TimeDelta;
/// use ptr_excel::value::{DurationUnit, duration};
///
/// for text in ["1 h 30", "1h30", "90 min", "1,5 h", "1:30", "90"] {
///     assert_eq!(duration(text, DurationUnit::Minutes)?, Some(TimeDelta::minutes(90)));
/// }
/// # Ok::<(), ptr_excel::value::Unreadable>(())
/// ```
pub fn duration(text: &str, unit: DurationUnit) -> Result<Option<TimeDelta>, Unreadable> {
    if is_nothing(text) {
        return Ok(None);
    }
    let clean = without_marks(text);
    let read = clock(trim(&clean)).or_else(|| {
        let mut quantities = quantities(&clean)?;
        if let [Quantity { unit: open @ None, .. }] = quantities.as_mut_slice() {
            *open = Some(match unit {
                DurationUnit::Seconds => Unit::Second,
                DurationUnit::Minutes => Unit::Minute,
                DurationUnit::Hours => Unit::Hour,
                DurationUnit::Days => Unit::Day,
            });
        }
        let add = |sum: TimeDelta, q: Quantity| sum.checked_add(&q.elapsed()?);
        quantities.into_iter().try_fold(TimeDelta::zero(), add)
    });
    read.filter(|duration| duration.num_days() <= LONGEST_DAYS).map(Some).ok_or_else(|| {
        match readings(text) {
            Some(readings) => {
                let readings = KnownNames::of(readings);
                Unreadable::new(text, Expected::OneDuration { readings })
            }
            None => Unreadable::new(text, Expected::Duration),
        }
    })
}

/// What a text may be in which one number is grouped or has decimals: `1,000 min` is `1000 min` or
/// `1 min`. `None` where that is no question.
fn readings(text: &str) -> Option<[String; 2]> {
    let is_of_number = |c: char| c.is_ascii_digit() || matches!(c, ',' | '.');
    let number = text.split(|c| !is_of_number(c)).find(|number| is_ambiguous(number))?;
    let (whole, decimals) = number.split_once([',', '.'])?;
    let decimal = number.trim_end_matches('0').trim_end_matches([',', '.']);
    let read = |as_number: &str| text.replacen(number, as_number, 1);
    Some([read(&format!("{whole}{decimals}")), read(decimal)])
}

/// Whether the sign in a number may as well group thousands as begin its decimals.
fn is_ambiguous(number: &str) -> bool {
    number.split_once([',', '.']).is_some_and(|(whole, decimals)| {
        let is_group = matches!(whole.len(), 1..=3) && !whole.starts_with('0');
        is_group && decimals.len() == 3 && !decimals.contains([',', '.'])
    })
}

/// A plain number as a duration in the given unit, rounded to the millisecond.
///
/// # Errors
///
/// When it is negative, not finite, or beyond a thousand years.
pub fn duration_of_number(number: f64, unit: DurationUnit) -> Result<TimeDelta, Unreadable> {
    serial_duration(number * f64::from(unit.seconds()) / 86_400.0)
        .filter(|duration| duration.num_days() <= LONGEST_DAYS)
        .ok_or_else(|| Unreadable::new(&number.to_string(), Expected::Duration))
}

/// `h:mm` or `h:mm:ss`, hours without bound.
fn clock(text: &str) -> Option<TimeDelta> {
    let mut parts = text.split(':');
    let (hours, minutes, seconds) = (parts.next()?, parts.next()?, parts.next().unwrap_or("00"));
    let number = |part: &str, longest: usize| {
        let is_number = !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
        if is_number && part.len() <= longest { part.parse::<i64>().ok() } else { None }
    };
    let (hours, minutes, seconds) = (number(hours, 6)?, number(minutes, 2)?, number(seconds, 2)?);
    if parts.next().is_some() || minutes > 59 || seconds > 59 {
        return None;
    }
    TimeDelta::try_seconds(hours * 3_600 + minutes * 60 + seconds)
}

/// Numbers with their units, in falling order of unit: `2 j 1 h 30`. Only a single number, or
/// the last after a unit that has a next smaller one, may stand without a unit.
pub(super) fn quantities(text: &str) -> Option<Vec<Quantity>> {
    let mut found: Vec<Quantity> = Vec::new();
    let text = &*without_marks(text);
    let mut rest = trim(text);
    while !rest.is_empty() {
        let end = rest.find(|c: char| !(c.is_ascii_digit() || matches!(c, ',' | '.')));
        let (number, after) = rest.split_at(end.unwrap_or(rest.len()));
        let thousandths = thousandths(number)?;
        let after = trim(after);
        let end = after.find(|c: char| c.is_ascii_digit()).unwrap_or(after.len());
        let (word, next) = after.split_at(end);
        let before = found.last().and_then(|q| q.unit);
        let unit = match trim(word.trim_end_matches(['.', ','])) {
            "" if !next.is_empty() => return None,
            "" if found.is_empty() => None,
            // `1 h 90` may be anything.
            "" if thousandths >= 1_000 * before?.of_next_larger() => return None,
            "" => Some(before?.next_smaller()?),
            "'" | "\u{2032}" => Some(Unit::Minute),
            word => Some(Unit::of(word)?),
        };
        if before.is_some_and(|before| unit.is_none_or(|unit| unit >= before)) {
            return None;
        }
        found.push(Quantity { thousandths, unit });
        rest = next;
    }
    Some(found).filter(|found| !found.is_empty())
}

/// A decimal number with comma or point, in thousandths; more decimals than three are dropped.
/// `None` too where the sign may group thousands.
fn thousandths(number: &str) -> Option<i64> {
    let (whole, decimals) = number.split_once([',', '.']).unwrap_or((number, ""));
    if whole.is_empty() || whole.len() > 12 || decimals.contains([',', '.']) {
        return None;
    }
    if is_ambiguous(number) {
        return None;
    }
    let whole: i64 = whole.parse().ok()?;
    let mut value = whole;
    for digit in decimals.bytes().chain(std::iter::repeat(b'0')).take(3) {
        value = value * 10 + i64::from(digit - b'0');
    }
    Some(value)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn minutes(text: &str) -> Option<i64> {
        duration(text, DurationUnit::Minutes).ok().flatten().map(|d| d.num_minutes())
    }

    #[test]
    fn durations_are_read_as_people_type_them() {
        for (text, expected) in [
            ("1 h 30", 90),
            ("1h30", 90),
            ("1 h 30 min", 90),
            ("1\u{a0}h\u{202f}30", 90),
            ("90 min", 90),
            ("90", 90),
            ("90'", 90),
            ("90 mn.", 90),
            ("1,5 h", 90),
            ("1.5 heures", 90),
            ("0,25 jour", 360),
            ("2 j", 2_880),
            ("2 days", 2_880),
            ("2 J 1 H 30", 2_970),
            ("1 semaine", 10_080),
            ("1:30", 90),
            ("36:00:59", 2_160),
            ("  45 MINUTES ", 45),
            ("1 jour, 2 heures", 1_560),
            ("0", 0),
        ] {
            assert_eq!(minutes(text), Some(expected), "{text}");
        }
    }

    #[test]
    fn what_is_no_duration_is_refused_with_what_was_found() {
        for text in [
            "une heure",
            "1 h 30 h",
            "30 min 1 h",
            "-5 min",
            "1 30",
            "1:60",
            "1:2:3:4",
            "h",
            "1 fois",
            "1,5,5 h",
            ",5 h",
            "24/11/2026",
            "99999999999 j",
            "1 h 30 min 20 10",
            "1::",
            "¼ h",
        ] {
            let refusal = duration(text, DurationUnit::Minutes).expect_err(text);
            assert_eq!(refusal.found, text);
            assert_eq!(refusal.expected, Expected::Duration);
        }
    }

    #[test]
    fn a_number_that_may_be_grouped_is_told_with_both_readings() {
        for (text, one, other) in [
            ("1,000 min", "1000 min", "1 min"),
            ("1.500 h", "1500 h", "1.5 h"),
            ("2 j 1,250 h", "2 j 1250 h", "2 j 1,25 h"),
            ("12,000", "12000", "12"),
        ] {
            let refusal = duration(text, DurationUnit::Minutes).expect_err(text);
            let readings = KnownNames::of([one, other]);
            assert_eq!(refusal.expected, Expected::OneDuration { readings }, "{text}");
        }
        for (text, expected) in
            [("0,500 h", 30), ("1,50 h", 90), ("1,5000 h", 90), ("1000 min", 1000)]
        {
            assert_eq!(minutes(text), Some(expected), "{text}");
        }
    }

    #[test]
    fn nothing_and_dashes_are_no_duration_and_no_fault() {
        for text in ["", "  ", "-", "—", " – "] {
            assert_eq!(duration(text, DurationUnit::Minutes), Ok(None), "{text:?}");
        }
    }

    #[test]
    fn the_layout_says_the_unit_of_plain_numbers_only() {
        let read = |text, unit| duration(text, unit).ok().flatten();
        assert_eq!(read("2", DurationUnit::Hours), Some(TimeDelta::hours(2)));
        assert_eq!(read("2", DurationUnit::Days), Some(TimeDelta::days(2)));
        assert_eq!(read("2", DurationUnit::Seconds), Some(TimeDelta::seconds(2)));
        assert_eq!(read("2 min", DurationUnit::Days), Some(TimeDelta::minutes(2)));
        let half_hour = duration_of_number(0.5, DurationUnit::Hours);
        assert_eq!(half_hour, Ok(TimeDelta::minutes(30)));
        assert_eq!(duration_of_number(90.0, DurationUnit::Minutes), Ok(TimeDelta::minutes(90)));
        for number in [-1.0, f64::NAN, f64::INFINITY, f64::NEG_INFINITY, 1e18] {
            assert!(duration_of_number(number, DurationUnit::Minutes).is_err(), "{number}");
        }
    }

    proptest! {
        #[test]
        fn hours_and_minutes_come_back_however_they_are_spelled(h in 0..10_000i64, m in 0..60i64) {
            for text in [
                format!("{h} h {m}"), format!("{h}h{m}min"), format!("{h}:{m:02}"),
                format!("{} min", h * 60 + m), format!("{}", h * 60 + m),
            ] {
                prop_assert_eq!(minutes(&text), Some(h * 60 + m), "{}", text);
            }
        }

        #[test]
        fn no_text_makes_the_reader_panic(text in "\\PC{0,24}|[0-9hjmin:,. '-]{0,24}") {
            let _ = duration(&text, DurationUnit::Minutes);
        }

        #[test]
        fn no_number_makes_the_reader_panic(bits in any::<u64>()) {
            let _ = duration_of_number(f64::from_bits(bits), DurationUnit::Days);
        }
    }
}
