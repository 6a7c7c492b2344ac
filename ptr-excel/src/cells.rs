//! What a cell holds, the same for every format it may come from.
//!
//! The readers of the formats differ in how they write dates, durations and errors; behind this
//! file none of that shows. Kept true here: a cell that cannot be understood is a
//! [`CellFault`] that says what was found, never an empty cell; only a cell *formatted* as a
//! date is a date; a text is never empty.

use std::borrow::Cow;
use std::fmt;

use chrono::{Datelike, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, Timelike};

use crate::a1::CellName;

/// A cell that holds something, at its place in the sheet.
#[derive(Debug, Clone, PartialEq)]
pub struct Cell<'a> {
    /// Where it stands, counted from zero.
    pub at: CellName,
    /// What it holds; of a formula, the value the workbook keeps of it.
    pub value: CellValue<'a>,
}

/// What a cell holds.
#[derive(Debug, Clone, PartialEq)]
pub enum CellValue<'a> {
    /// Text as it was typed, not empty; spaces around it are kept.
    Text(Cow<'a, str>),
    /// A plain number, finite.
    Number(f64),
    /// A number whose format shows more than its digits: `CO00000001`, `2.10`, `50%`.
    Shown {
        /// The number, finite.
        number: f64,
        /// All of it as the cell shows it, with a point for the decimal sign and commas between
        /// thousands.
        text: String,
    },
    /// True or false.
    Bool(bool),
    /// A number formatted as a date, to the millisecond.
    Date(NaiveDateTime),
    /// A number formatted as a duration, or as a time of day without a date.
    Duration(TimeDelta),
    /// Something that cannot be used as a value.
    Unusable(CellFault),
}

impl<'a> CellValue<'a> {
    /// The same value, holding its own text.
    pub fn into_owned(self) -> CellValue<'static> {
        match self {
            Self::Text(text) => CellValue::Text(Cow::Owned(text.into_owned())),
            Self::Number(number) => CellValue::Number(number),
            Self::Shown { number, text } => CellValue::Shown { number, text },
            Self::Bool(truth) => CellValue::Bool(truth),
            Self::Date(date) => CellValue::Date(date),
            Self::Duration(duration) => CellValue::Duration(duration),
            Self::Unusable(kind) => CellValue::Unusable(kind),
        }
    }

    /// The same value, its text borrowed from this one.
    pub(crate) fn as_borrowed(&self) -> CellValue<'_> {
        match self {
            Self::Text(text) => CellValue::Text(Cow::Borrowed(text)),
            Self::Number(number) => CellValue::Number(*number),
            Self::Shown { number, text } => {
                CellValue::Shown { number: *number, text: text.clone() }
            }
            Self::Bool(truth) => CellValue::Bool(*truth),
            Self::Date(date) => CellValue::Date(*date),
            Self::Duration(duration) => CellValue::Duration(*duration),
            Self::Unusable(kind) => CellValue::Unusable(kind.clone()),
        }
    }

    /// The value as people would read it: the text itself, a number of up to fifteen digits, as
    /// spreadsheets show them, a date as `2026-11-24 08:00`.
    pub fn display(&self) -> Cow<'_, str> {
        match self {
            Self::Text(text) => Cow::Borrowed(text),
            Self::Number(number) => Cow::Owned(plain_number(*number)),
            Self::Shown { text, .. } => Cow::Borrowed(text),
            Self::Bool(true) => Cow::Borrowed("TRUE"),
            Self::Bool(false) => Cow::Borrowed("FALSE"),
            Self::Date(date) if date.time() == NaiveTime::MIN => {
                Cow::Owned(date.format("%Y-%m-%d").to_string())
            }
            Self::Date(date) => Cow::Owned(date.format("%Y-%m-%d %H:%M").to_string()),
            Self::Duration(duration) => {
                let minutes = duration.num_minutes();
                Cow::Owned(format!("{}:{:02}", minutes / 60, (minutes % 60).abs()))
            }
            Self::Unusable(kind) => Cow::Owned(kind.to_string()),
        }
    }

    /// A text, or nothing where it is empty.
    pub(crate) fn text(text: impl Into<Cow<'a, str>>) -> Option<Self> {
        let text = text.into();
        (!text.is_empty()).then_some(Self::Text(text))
    }

    /// A plain number; one that is not finite is a problem.
    pub(crate) fn number(number: f64) -> Self {
        if number.is_finite() {
            Self::Number(number)
        } else {
            Self::Unusable(CellFault::Number(number))
        }
    }

    /// A number of days formatted as a date. Less than a day is a time of day without a date.
    pub(crate) fn date(serial: f64, epoch: Epoch) -> Self {
        if (0.0..1.0).contains(&serial) {
            return Self::duration(serial);
        }
        epoch.date(serial).map_or(Self::Unusable(CellFault::Date(serial)), Self::Date)
    }

    /// A number of days formatted as a duration.
    pub(crate) fn duration(days: f64) -> Self {
        serial_duration(days).map_or(Self::Unusable(CellFault::Duration(days)), Self::Duration)
    }

    /// An ISO 8601 date with an optional time of day, as `OpenDocument` and some `.xlsx` write it, to
    /// the microsecond; or a time of day without a date.
    pub(crate) fn iso_date(text: &str) -> Self {
        let date = NaiveDateTime::parse_from_str(text, "%Y-%m-%dT%H:%M:%S%.f")
            .or_else(|_| NaiveDateTime::parse_from_str(text, "%Y-%m-%dT%H:%M:%S%.fZ"))
            .or_else(|_| {
                NaiveDate::parse_from_str(text, "%Y-%m-%d").map(|day| day.and_time(NaiveTime::MIN))
            });
        match date {
            // A leap second is no time that the core reads.
            Ok(date) if date.nanosecond() < 1_000_000_000 => Self::Date(to_the_microsecond(date)),
            Ok(_) => Self::Unusable(CellFault::Text(text.to_owned())),
            Err(_) => Self::iso_time(text),
        }
    }

    /// A time of day, which without a date is a duration.
    fn iso_time(text: &str) -> Self {
        let time = text.strip_prefix('T').unwrap_or(text);
        let time = NaiveTime::parse_from_str(time, "%H:%M:%S%.f")
            .or_else(|_| NaiveTime::parse_from_str(time, "%H:%M"));
        match time {
            Ok(time) if time.nanosecond() < 1_000_000_000 => {
                Self::Duration(to_the_microsecond(time).signed_duration_since(NaiveTime::MIN))
            }
            _ => Self::Unusable(CellFault::Text(text.to_owned())),
        }
    }

    /// An ISO 8601 duration of hours, minutes and seconds, such as `PT36H30M00S`.
    pub(crate) fn iso_duration(text: &str) -> Self {
        iso_duration(text).map_or_else(
            || Self::Unusable(CellFault::DurationText(text.to_owned())),
            Self::Duration,
        )
    }
}

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

/// The day from which a workbook counts its dates.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Epoch {
    /// Day 1 is the 1 January 1900, day 60 a 29 February 1900 that never was.
    Y1900,
    /// Day 0 is the 1 January 1904.
    Y1904,
}

impl Epoch {
    pub(crate) const fn of(is_1904: bool) -> Self {
        if is_1904 { Self::Y1904 } else { Self::Y1900 }
    }

    /// The date of a serial number, to the millisecond; `None` before day 0, after the year
    /// 9999, and on the day that never was.
    pub(crate) fn date(self, serial: f64) -> Option<NaiveDateTime> {
        let since = serial_duration(serial).filter(|_| serial < 2_958_466.0)?;
        let (year, month, day) = match self {
            Self::Y1904 => (1904, 1, 1),
            Self::Y1900 => match since.num_days() {
                ..60 => (1899, 12, 31),
                60 => return None,
                61.. => (1899, 12, 30),
            },
        };
        let first = NaiveDate::from_ymd_opt(year, month, day)?.and_time(NaiveTime::MIN);
        first.checked_add_signed(since).filter(|date| date.year() <= 9999)
    }
}

/// A number without the digits behind the fifteenth, which spreadsheets neither show nor save as
/// text: `=A2+0.1` is `1.2` and not `1.2000000000000002`.
pub(crate) fn fifteen_digits(number: f64) -> f64 {
    // What is whole and short has no such digits.
    if number.fract() == 0.0 && number.abs() < 1e15 {
        return number;
    }
    format!("{number:.14e}").parse().unwrap_or(number)
}

/// A plain number as people read it, without needless decimals.
pub(crate) fn plain_number(number: f64) -> String {
    // Adding zero turns the minus zero, which nobody types, into zero.
    (fifteen_digits(number) + 0.0).to_string()
}

/// A time without what is shorter than a microsecond, which a plan does not hold.
fn to_the_microsecond<T: Timelike>(time: T) -> T {
    let whole = time.nanosecond() / 1_000 * 1_000;
    time.with_nanosecond(whole).unwrap_or(time)
}

/// A number of days as a duration, rounded to the millisecond.
pub(crate) fn serial_duration(days: f64) -> Option<TimeDelta> {
    const MILLISECONDS_A_DAY: f64 = 86_400_000.0;
    const LONGEST_DAYS: f64 = 3_000_000.0;
    if !(0.0..=LONGEST_DAYS).contains(&days) {
        return None;
    }
    // Within the range just checked the product is exact enough and fits.
    #[expect(clippy::cast_possible_truncation, reason = "at most 2.6e14, checked above")]
    let milliseconds = (days * MILLISECONDS_A_DAY).round() as i64;
    TimeDelta::try_milliseconds(milliseconds)
}

/// `P[nD]T[nH][nM][n[.f]S]`, each part at most once and in this order.
pub(crate) fn iso_duration(text: &str) -> Option<TimeDelta> {
    let mut rest = text.strip_prefix('P')?;
    let mut total = TimeDelta::zero();
    let mut any = false;
    for (unit, seconds) in [('D', 86_400), ('H', 3_600), ('M', 60)] {
        if unit == 'H' && !rest.is_empty() {
            rest = rest.strip_prefix('T')?;
        }
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        if rest[digits..].starts_with(unit) {
            let count: i64 = rest[..digits].parse().ok()?;
            total = total.checked_add(&TimeDelta::try_seconds(count.checked_mul(seconds)?)?)?;
            rest = &rest[digits + 1..];
            any = true;
        }
    }
    if let Some(seconds) = rest.strip_suffix('S') {
        let (whole, fraction) = seconds.split_once('.').unwrap_or((seconds, ""));
        let whole: i64 = whole.parse().ok().filter(|s| *s >= 0)?;
        if !fraction.bytes().all(|b| b.is_ascii_digit()) {
            return None;
        }
        let mut microseconds = 0;
        for digit in fraction.bytes().chain(std::iter::repeat(b'0')).take(6) {
            microseconds = microseconds * 10 + i64::from(digit - b'0');
        }
        total = total.checked_add(&TimeDelta::try_seconds(whole)?)?;
        total = total.checked_add(&TimeDelta::microseconds(microseconds))?;
    } else if !rest.is_empty() || !any {
        return None;
    }
    Some(total)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn hours_minutes(hours: i64, minutes: i64) -> TimeDelta {
        TimeDelta::minutes(hours * 60 + minutes)
    }

    #[test]
    fn a_duration_of_minus_infinity_is_a_fault_and_no_panic() {
        for days in [f64::NEG_INFINITY, f64::INFINITY, f64::NAN, -0.5, 1e300] {
            assert!(matches!(
                CellValue::duration(days),
                CellValue::Unusable(CellFault::Duration(_))
            ));
        }
    }

    #[test]
    fn a_third_of_a_day_is_eight_hours_exactly() {
        assert_eq!(CellValue::duration(1.0 / 3.0), CellValue::Duration(hours_minutes(8, 0)));
        assert_eq!(CellValue::duration(1.0625), CellValue::Duration(hours_minutes(25, 30)));
    }

    #[test]
    fn dates_are_counted_from_1900_with_its_leap_day_that_never_was_or_from_1904() {
        let read = |serial, epoch| match CellValue::date(serial, epoch) {
            CellValue::Date(date) => Some(date.to_string()),
            CellValue::Unusable(CellFault::Date(_)) => None,
            other => panic!("neither date nor kind: {other:?}"),
        };
        for (serial, date) in [
            (1.0, Some("1900-01-01 00:00:00")),
            (59.0, Some("1900-02-28 00:00:00")),
            (59.999_999_999_9, None),
            (60.0, None),
            (60.5, None),
            (61.0, Some("1900-03-01 00:00:00")),
            (46_350.0 + 1.0 / 3.0, Some("2026-11-24 08:00:00")),
            (2_958_465.0, Some("9999-12-31 00:00:00")),
            (2_958_466.0, None),
            (-1.0, None),
            (f64::NAN, None),
            (f64::NEG_INFINITY, None),
        ] {
            assert_eq!(read(serial, Epoch::Y1900).as_deref(), date, "{serial}");
        }
        assert_eq!(read(44_888.0, Epoch::Y1904).as_deref(), Some("2026-11-24 00:00:00"));
        assert_eq!(read(2_957_003.0, Epoch::Y1904).as_deref(), Some("9999-12-31 00:00:00"));
        assert_eq!(read(2_957_004.0, Epoch::Y1904), None);
    }

    #[test]
    fn a_time_of_day_without_a_date_is_a_duration() {
        let time = CellValue::date(0.0625, Epoch::Y1900);
        assert_eq!(time, CellValue::Duration(hours_minutes(1, 30)));
    }

    #[test]
    fn open_document_durations_may_run_past_a_day() {
        let read = CellValue::iso_duration;
        assert_eq!(read("PT36H30M00S"), CellValue::Duration(hours_minutes(36, 30)));
        assert_eq!(read("PT00H45M00S"), CellValue::Duration(hours_minutes(0, 45)));
        assert_eq!(read("P1DT2H"), CellValue::Duration(hours_minutes(26, 0)));
        assert_eq!(read("P2D"), CellValue::Duration(hours_minutes(48, 0)));
        assert_eq!(read("PT0.5S"), CellValue::Duration(TimeDelta::milliseconds(500)));
        for text in ["", "P", "PT", "P1", "1H", "PT1X", "PT-1H", "PT1M1H", "PT1.xS", "PTS", "PT1H2"]
        {
            assert!(
                matches!(read(text), CellValue::Unusable(CellFault::DurationText(_))),
                "{text}"
            );
        }
    }

    #[test]
    fn iso_dates_come_with_or_without_a_time_of_day() {
        let eight = NaiveDate::from_ymd_opt(2026, 11, 24).and_then(|d| d.and_hms_opt(8, 0, 0));
        let eight = eight.expect("a valid date");
        assert_eq!(CellValue::iso_date("2026-11-24T08:00:00"), CellValue::Date(eight));
        assert_eq!(CellValue::iso_date("2026-11-24T08:00:00.000Z"), CellValue::Date(eight));
        assert_eq!(
            CellValue::iso_date("2026-11-24"),
            CellValue::Date(eight.date().and_time(NaiveTime::MIN))
        );
        assert_eq!(
            CellValue::iso_date("2026-02-30"),
            CellValue::Unusable(CellFault::Text("2026-02-30".into()))
        );
    }

    #[test]
    fn values_print_as_people_read_them() {
        assert_eq!(CellValue::Number(4.5).display(), "4.5");
        assert_eq!(CellValue::Number(12.0).display(), "12");
        assert_eq!(CellValue::iso_date("2026-11-24T08:05:00").display(), "2026-11-24 08:05");
        assert_eq!(CellValue::iso_date("2026-11-24").display(), "2026-11-24");
        assert_eq!(CellValue::duration(1.0625).display(), "25:30");
        assert_eq!(CellValue::Unusable(CellFault::Error("#REF!".into())).display(), "#REF!");
    }

    proptest! {
        #[test]
        fn no_text_makes_the_iso_readers_panic(text in "[PT0-9HMSDZ:.\\-+é]{0,24}") {
            let _ = CellValue::iso_duration(&text);
            let _ = CellValue::iso_date(&text);
        }

        #[test]
        fn no_number_makes_a_date_or_duration_panic(bits in any::<u64>()) {
            let _ = CellValue::duration(f64::from_bits(bits));
            let _ = CellValue::date(f64::from_bits(bits), Epoch::Y1900);
        }
    }
}
