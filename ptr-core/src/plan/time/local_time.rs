//! Local times and the instants they stand for: which of them there are, and how a change of the clocks
//! that skips one (gap) or repeats it (fold) is decided.

use chrono::{DateTime, Datelike, NaiveDateTime, Offset as _, TimeDelta, TimeZone, Timelike, Utc};
use chrono_tz::Tz;
#[cfg(feature = "serde")]
use serde::{Deserialize, Serialize};

/// Nanoseconds in a second.
pub(super) const NANOSECONDS: u32 = 1_000_000_000;

/// Whether a time is in a leap second: between `23:59:59` and `00:00:00`. Most clocks, databases
/// and languages do not have such a time. Its order as a text differs from its order as seconds
/// since an epoch, so a step would have two states.
pub(crate) fn is_leap_second(time: &impl Timelike) -> bool {
    time.nanosecond() >= NANOSECONDS
}

/// Whether a time is in the years 1 to 9999 and not in a leap second.
pub(crate) fn is_in_calendar(time: NaiveDateTime) -> bool {
    (1..=9999).contains(&time.year()) && !is_leap_second(&time)
}

/// How a change of the clocks affects a local time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "serde", derive(Serialize, Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "lowercase"))]
pub enum ClockChange {
    /// The clocks were put forward, so this local time is skipped. It is resolved with the offset
    /// before the change: 02:30 in a gap of one hour becomes 03:30.
    Gap,
    /// The clocks were put back, so this local time occurs twice. The first occurrence is used.
    Fold,
}

/// The instant of a local time; the result of [`resolve_local`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(Serialize, Deserialize))]
#[cfg_attr(feature = "serde", serde(deny_unknown_fields))]
pub struct Resolved {
    /// The instant.
    pub instant: DateTime<Utc>,
    /// The change of the clocks that affects the local time, if any.
    pub clock_change: Option<ClockChange>,
}

/// The instant of a local time in a time zone.
///
/// A skipped local time (gap) is resolved with the offset before the gap, a repeated one (fold) is
/// its first occurrence; `clock_change` reports both. Python's `zoneinfo` has the same rules for
/// `fold=0`. `None` in a leap second and outside the years 1 to 9999, which calendars of other
/// languages do not have.
///
/// ```
/// use chrono::NaiveDate;
/// use chrono_tz::Europe::Brussels;
/// use ptr_core::{resolve_local, ClockChange};
///
/// let gap = NaiveDate::from_ymd_opt(2026, 3, 29).and_then(|day| day.and_hms_opt(2, 30, 0));
/// let resolved = gap.and_then(|local| resolve_local(Brussels, local)).ok_or("no such time")?;
/// assert_eq!(resolved.instant.to_rfc3339(), "2026-03-29T01:30:00+00:00");
/// assert_eq!(resolved.clock_change, Some(ClockChange::Gap));
/// # Ok::<(), &str>(())
/// ```
pub fn resolve_local(zone: Tz, local: NaiveDateTime) -> Option<Resolved> {
    use chrono::LocalResult::{Ambiguous, None as Missing, Single};

    if !is_in_calendar(local) {
        return None;
    }
    let found = |instant: DateTime<Tz>, clock_change| {
        Some(Resolved { instant: instant.with_timezone(&Utc), clock_change })
    };
    match zone.from_local_datetime(&local) {
        Single(instant) => found(instant, None),
        Ambiguous(one, other) => found(one.min(other), Some(ClockChange::Fold)),
        Missing => {
            // Goes back to a local time before the gap, then forward by elapsed time. The longest
            // known gap is 24 hours.
            const STEP: TimeDelta = TimeDelta::minutes(15);
            let mut back = TimeDelta::zero();
            while back <= TimeDelta::hours(25) {
                back += STEP;
                let before = zone.from_local_datetime(&(local - back)).latest();
                if let Some(before) = before {
                    return found(before + back, Some(ClockChange::Gap));
                }
            }
            None
        }
    }
}

/// The local time of an instant in a time zone; `None` if chrono cannot represent it.
pub(crate) fn wall_clock(zone: Tz, at: DateTime<Utc>) -> Option<NaiveDateTime> {
    let utc = at.naive_utc();
    utc.checked_add_offset(zone.offset_from_utc_datetime(&utc).fix())
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono_tz::Europe::Brussels;
    use chrono_tz::Pacific::Apia;

    fn local(text: &str) -> NaiveDateTime {
        text.parse().expect("an ISO local time")
    }

    fn brussels(text: &str) -> (String, Option<ClockChange>) {
        let resolved = resolve_local(Brussels, local(text)).expect("within the calendar");
        (resolved.instant.format("%FT%TZ").to_string(), resolved.clock_change)
    }

    #[test]
    fn a_time_in_the_spring_gap_of_brussels_has_the_offset_before_the_gap() {
        assert_eq!(brussels("2026-03-29T01:59:59"), ("2026-03-29T00:59:59Z".into(), None));
        let gap = Some(ClockChange::Gap);
        assert_eq!(brussels("2026-03-29T02:00:00"), ("2026-03-29T01:00:00Z".into(), gap));
        assert_eq!(brussels("2026-03-29T02:59:59"), ("2026-03-29T01:59:59Z".into(), gap));
        assert_eq!(brussels("2026-03-29T03:00:00"), ("2026-03-29T01:00:00Z".into(), None));
    }

    #[test]
    fn a_time_in_the_autumn_fold_of_brussels_is_its_first_occurrence() {
        assert_eq!(brussels("2026-10-25T01:59:59"), ("2026-10-24T23:59:59Z".into(), None));
        let fold = Some(ClockChange::Fold);
        assert_eq!(brussels("2026-10-25T02:00:00"), ("2026-10-25T00:00:00Z".into(), fold));
        assert_eq!(brussels("2026-10-25T02:59:59"), ("2026-10-25T00:59:59Z".into(), fold));
        assert_eq!(brussels("2026-10-25T03:00:00"), ("2026-10-25T02:00:00Z".into(), None));
    }

    #[test]
    fn a_day_that_an_island_skipped_is_a_gap_too() {
        let resolved = resolve_local(Apia, local("2011-12-30T12:00:00")).expect("resolved");
        assert_eq!(resolved.clock_change, Some(ClockChange::Gap));
    }
}
