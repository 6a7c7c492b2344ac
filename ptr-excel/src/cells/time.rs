//! Dates and durations as the numbers and texts that files have for them.

use chrono::{Datelike, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, Timelike};

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

/// A time without what is shorter than a microsecond, which a plan does not hold.
pub(super) fn to_the_microsecond<T: Timelike>(time: T) -> T {
    let whole = time.nanosecond() / 1_000 * 1_000;
    time.with_nanosecond(whole).unwrap_or(time)
}

/// A duration rounded to the millisecond.
pub(super) fn to_the_millisecond(time: TimeDelta) -> Option<TimeDelta> {
    let rounded = time.checked_add(&TimeDelta::microseconds(500))?.num_milliseconds();
    TimeDelta::try_milliseconds(rounded)
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
