//! Points in time as a plan writes them, and how they become instants.
//!
//! People write wall-clock times of their own time zone, or distances from a milestone
//! (`J0 + 2 h`). Both become instants in one place, [`resolve_local`], which also says what it
//! did where the wall clock has a gap or a fold.

use chrono::{
    DateTime, Datelike, NaiveDateTime, Offset as _, SecondsFormat, TimeDelta, TimeZone, Timelike,
    Utc,
};
use chrono_tz::Tz;
#[cfg(feature = "serde")]
use serde::{Deserialize, Deserializer, Serialize, de::Error as _};

use crate::id::{Code, InvalidCode};

/// A point in time as the plan writes it.
///
/// Serialised as ISO 8601 text: with an offset for an instant, without one for a local time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(Serialize, Deserialize))]
#[cfg_attr(feature = "serde", serde(try_from = "String", into = "String"))]
pub enum Moment {
    /// An instant, the same wherever it is read.
    Instant(DateTime<Utc>),
    /// A wall-clock time in the plan's time zone.
    Local(NaiveDateTime),
}

impl From<Moment> for String {
    fn from(moment: Moment) -> String {
        match moment {
            Moment::Instant(instant) => instant.to_rfc3339_opts(SecondsFormat::AutoSi, true),
            Moment::Local(local) => local.format("%Y-%m-%dT%H:%M:%S%.f").to_string(),
        }
    }
}

impl TryFrom<String> for Moment {
    type Error = InvalidCode;

    fn try_from(text: String) -> Result<Self, InvalidCode> {
        let moment = DateTime::parse_from_rfc3339(&text)
            .map(|instant| Moment::Instant(instant.with_timezone(&Utc)))
            .or_else(|_| text.parse().map(Moment::Local));
        match moment {
            Ok(moment) if !moment.is_in_leap_second() => Ok(moment),
            _ => Err(InvalidCode { what: Code::Moment, found: text }),
        }
    }
}

impl Moment {
    /// Whether it lies in a leap second.
    pub(super) fn is_in_leap_second(self) -> bool {
        match self {
            Moment::Instant(instant) => is_leap_second(&instant),
            Moment::Local(local) => is_leap_second(&local),
        }
    }

    /// Whether it lies in the years 1 to 9999, in UTC or on the wall clock, and not in a leap
    /// second: only then it reads back from its text.
    pub(super) fn is_in_calendar(self) -> bool {
        is_in_calendar(match self {
            Moment::Instant(instant) => instant.naive_utc(),
            Moment::Local(local) => local,
        })
    }
}

/// What is expected instead of a leap second.
const NO_LEAP_SECOND: &str = "a second that every clock shows, not a leap second (23:59:60)";

/// Whether a time lies in a leap second: between `23:59:59` and `00:00:00`, where most clocks,
/// databases and languages have no time at all. Counted from an epoch it is a later instant than
/// in the order of texts, so that a step would have two states.
pub(crate) fn is_leap_second(time: &impl Timelike) -> bool {
    time.nanosecond() >= NANOSECONDS
}

/// An instant in the last moment before a leap second instead of in it.
pub(crate) fn without_leap_second(at: DateTime<Utc>) -> DateTime<Utc> {
    if is_leap_second(&at) { at.with_nanosecond(NANOSECONDS - 1).unwrap_or(at) } else { at }
}

/// How many there are in a second.
const NANOSECONDS: u32 = 1_000_000_000;

/// Reads a time from a document; refuses a leap second.
///
/// # Errors
/// Those of the type, and a leap second.
#[cfg(feature = "serde")]
pub(crate) fn deserialize<'de, D, T>(deserializer: D) -> Result<T, D::Error>
where
    D: Deserializer<'de>,
    T: Deserialize<'de> + Timelike + std::fmt::Debug,
{
    let time = T::deserialize(deserializer)?;
    if is_leap_second(&time) {
        return Err(D::Error::custom(format!("{time:?}: expected {NO_LEAP_SECOND}")));
    }
    Ok(time)
}

/// A distance from a milestone: calendar days first, then elapsed time.
///
/// `J0 - 5 j` is five days earlier at the same wall-clock time, also across a change of the
/// clocks; `J0 + 2 h` is two hours later on a stopwatch.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
#[cfg_attr(feature = "serde", derive(Serialize, Deserialize))]
pub struct Offset {
    /// Calendar days, in the plan's time zone.
    #[cfg_attr(feature = "serde", serde(default))]
    pub days: i32,
    /// Elapsed seconds, added after the days.
    #[cfg_attr(feature = "serde", serde(default))]
    pub seconds: i64,
}

/// How a distance from a milestone is written down.
#[cfg(feature = "serde")]
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct FromMilestoneDocument {
    milestone: String,
    #[serde(default)]
    days: i32,
    #[serde(default)]
    seconds: i64,
}

#[cfg(feature = "serde")]
impl From<FromMilestone> for FromMilestoneDocument {
    fn from(FromMilestone { milestone, offset: Offset { days, seconds } }: FromMilestone) -> Self {
        Self { milestone, days, seconds }
    }
}

#[cfg(feature = "serde")]
impl From<FromMilestoneDocument> for FromMilestone {
    fn from(document: FromMilestoneDocument) -> Self {
        let FromMilestoneDocument { milestone, days, seconds } = document;
        Self { milestone, offset: Offset { days, seconds } }
    }
}

/// A time said as a distance from a milestone, whose date each dry run sets.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(Serialize, Deserialize))]
#[cfg_attr(
    feature = "serde",
    serde(from = "FromMilestoneDocument", into = "FromMilestoneDocument")
)]
pub struct FromMilestone {
    /// The milestone's name.
    pub milestone: String,
    /// How far from it.
    pub offset: Offset,
}

/// One date of a step: written out, or said by a milestone.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(Serialize))]
#[cfg_attr(feature = "serde", serde(untagged))]
pub enum When {
    /// Written out.
    Moment(Moment),
    /// Said as a distance from a milestone.
    FromMilestone(FromMilestone),
}

/// What the wall clock did at a local time that is not exactly one instant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "serde", derive(Serialize, Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "lowercase"))]
pub enum ClockChange {
    /// The clocks were put forward over this local time: it never showed. The time is taken as
    /// if they had not yet been: 02:30 in a gap of one hour is the instant shown as 03:30.
    Gap,
    /// The clocks were put back: this local time showed twice. The first of the two is taken.
    Fold,
}

/// A local time as an instant: what [`resolve_local`] gives.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(Serialize, Deserialize))]
#[cfg_attr(feature = "serde", serde(deny_unknown_fields))]
pub struct Resolved {
    /// The instant.
    pub instant: DateTime<Utc>,
    /// What had to be decided, if anything.
    pub clock_change: Option<ClockChange>,
}

/// The instant at which the wall clock of `zone` shows `local`.
///
/// A local time in a gap keeps the offset from before the gap, one in a fold means its first
/// showing; `clock_change` says so. These are also the rules of Python's `zoneinfo` for
/// `fold=0`, so both languages agree. `None` in a leap second and outside the years 1 to 9999:
/// calendars of other languages have neither.
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
            // Step back out of the gap, then walk forward by the stopwatch. The longest gap
            // ever skipped was a whole day.
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

/// What the wall clock of `zone` shows at an instant; `None` at the very ends of time.
pub(crate) fn wall_clock(zone: Tz, at: DateTime<Utc>) -> Option<NaiveDateTime> {
    let utc = at.naive_utc();
    utc.checked_add_offset(zone.offset_from_utc_datetime(&utc).fix())
}

/// A local time that a change of the clocks concerns, and the instant that was taken for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Decided {
    pub(crate) change: ClockChange,
    pub(crate) local: NaiveDateTime,
    pub(crate) taken: DateTime<Utc>,
}

/// The instant so far from a moment, with the days counted on the wall clock of `zone`, and
/// every change of the clocks that had a say in it: at the moment itself, at the local time so
/// many days from it. `None` outside the years 1 to 9999.
pub(crate) fn offset_from(
    zone: Tz,
    from: Moment,
    offset: Offset,
) -> Option<(DateTime<Utc>, Vec<Decided>)> {
    let mut decided = Vec::new();
    let mut resolve = |local| {
        let Resolved { instant: taken, clock_change } = resolve_local(zone, local)?;
        decided.extend(clock_change.map(|change| Decided { change, local, taken }));
        Some(taken)
    };
    let mut instant = match from {
        Moment::Instant(instant) => instant,
        Moment::Local(local) => resolve(local)?,
    };
    if offset.days != 0 {
        let days = TimeDelta::try_days(i64::from(offset.days))?;
        instant = resolve(wall_clock(zone, instant)?.checked_add_signed(days)?)?;
    }
    let instant = instant.checked_add_signed(TimeDelta::try_seconds(offset.seconds)?)?;
    is_in_calendar(instant.naive_utc()).then_some((instant, decided))
}

/// Whether a time lies in the years 1 to 9999, and not in a leap second.
pub(crate) fn is_in_calendar(time: NaiveDateTime) -> bool {
    (1..=9999).contains(&time.year()) && !is_leap_second(&time)
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::NaiveDate;
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
    fn the_spring_gap_of_brussels_is_walked_through_by_the_stopwatch() {
        assert_eq!(brussels("2026-03-29T01:59:59"), ("2026-03-29T00:59:59Z".into(), None));
        let gap = Some(ClockChange::Gap);
        assert_eq!(brussels("2026-03-29T02:00:00"), ("2026-03-29T01:00:00Z".into(), gap));
        assert_eq!(brussels("2026-03-29T02:59:59"), ("2026-03-29T01:59:59Z".into(), gap));
        assert_eq!(brussels("2026-03-29T03:00:00"), ("2026-03-29T01:00:00Z".into(), None));
    }

    #[test]
    fn the_autumn_fold_of_brussels_means_its_first_showing() {
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

    #[test]
    fn days_are_counted_on_the_wall_clock_and_hours_on_the_stopwatch() {
        let from = Moment::Local(local("2026-03-28T22:00:00"));
        let shown = |days, seconds| {
            let moved = offset_from(Brussels, from, Offset { days, seconds }).expect("in range");
            moved.0.with_timezone(&Brussels).format("%FT%T").to_string()
        };
        assert_eq!(shown(1, 0), "2026-03-29T22:00:00");
        assert_eq!(shown(0, 24 * 3600), "2026-03-29T23:00:00");
        assert_eq!(shown(-5, 0), "2026-03-23T22:00:00");
    }

    #[test]
    fn times_outside_the_calendar_are_refused_not_wrapped() {
        assert_eq!(resolve_local(Brussels, NaiveDateTime::MAX), None);
        assert_eq!(resolve_local(Brussels, NaiveDateTime::MIN), None);
        let late = NaiveDate::from_ymd_opt(9999, 12, 31).and_then(|day| day.and_hms_opt(0, 0, 0));
        let late = Moment::Local(late.expect("a date"));
        assert_eq!(offset_from(Brussels, late, Offset { days: i32::MAX, seconds: 0 }), None);
        assert_eq!(offset_from(Brussels, late, Offset { days: 0, seconds: i64::MAX }), None);
        let end = Moment::Instant(DateTime::<Utc>::MAX_UTC);
        assert_eq!(offset_from(Brussels, end, Offset::default()), None);
        assert_eq!(offset_from(Brussels, end, Offset { days: 1, seconds: 0 }), None);
    }

    #[test]
    fn a_clock_change_is_told_of_the_local_time_it_concerns() {
        let decided = |from, days| {
            let offset = Offset { days, seconds: 3_600 };
            let (_, decided) =
                offset_from(Brussels, Moment::Local(local(from)), offset).expect("in range");
            decided.into_iter().map(|it| it.local.to_string()).collect::<Vec<_>>()
        };
        // The milestone is on a plain day; the day after it has the gap.
        assert_eq!(decided("2026-03-28T02:30:00", 1), ["2026-03-29 02:30:00"]);
        // The milestone is in the gap; the day after it is plain.
        assert_eq!(decided("2026-03-29T02:30:00", 1), ["2026-03-29 02:30:00"]);
        assert_eq!(decided("2026-03-28T02:30:00", 0), [] as [&str; 0]);
    }

    #[test]
    fn moments_read_back_from_their_text() -> Result<(), InvalidCode> {
        for text in ["2026-03-28T22:00:00Z", "2026-03-28T22:00:00", "2026-03-28T22:00:00.5"] {
            let moment = Moment::try_from(text.to_owned())?;
            assert_eq!(Moment::try_from(String::from(moment))?, moment, "{text}");
        }
        assert!(Moment::try_from("28.03.2026".to_owned()).is_err());
        Ok(())
    }

    #[test]
    fn a_leap_second_is_refused_wherever_a_time_is_read() {
        for text in ["2016-12-31T23:59:60Z", "2017-01-01T00:59:60.5+01:00", "2016-12-31T23:59:60"] {
            let refused = Moment::try_from(text.to_owned()).expect_err("a leap second");
            assert!(refused.to_string().contains("leap second"), "{refused}");
        }
        let event = |at: &str| {
            let text = format!(
                r#"{{"seq": 1, "at": "{at}", "as": "system", "type": "closed", "step": "A"}}"#
            );
            serde_json::from_str::<crate::Event>(&text).map_err(|error| error.to_string())
        };
        let refused = event("2016-12-31T23:59:60Z").expect_err("a leap second");
        assert!(refused.contains("leap second"), "{refused}");
        assert!(event("2016-12-31T23:59:59Z").is_ok());
        assert_eq!(resolve_local(Brussels, local("2016-12-31T23:59:60")), None);
    }
}
