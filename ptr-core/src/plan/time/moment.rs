//! Points in time as a plan writes them, and their conversion to instants.
//!
//! People write local times of their time zone, or offsets from a milestone (`J0 + 2 h`). How a local
//! time becomes an instant is the subject of `local_time.rs`.

use chrono::{
    DateTime, FixedOffset, NaiveDateTime, Offset as _, SecondsFormat, TimeDelta, TimeZone,
    Timelike, Utc,
};
use chrono_tz::Tz;
#[cfg(feature = "serde")]
use serde::{Deserialize, Deserializer, Serialize, de::Error as _};

use super::local_time::{
    ClockChange, NANOSECONDS, Resolved, is_in_calendar, is_leap_second, resolve_local, wall_clock,
};
use crate::id::{Code, InvalidCode};

/// A point in time as a plan writes it.
///
/// Serialised as ISO 8601 text: with an offset for an instant, without one for a local time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(Serialize, Deserialize))]
#[cfg_attr(feature = "serde", serde(try_from = "String", into = "String"))]
pub enum Moment {
    /// An instant, independent of the time zone.
    Instant(DateTime<Utc>),
    /// A local time in the plan's time zone.
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
            Ok(moment) if !moment.is_in_leap_second() => Ok(moment.to_the_microsecond()),
            _ => Err(InvalidCode { what: Code::Moment, found: text }),
        }
    }
}

impl Moment {
    /// The same moment as a plan keeps it: by the wall clock of its zone where that shows it once,
    /// so that a plan says the same whatever zone it was written in.
    ///
    /// `ahead` is how far that clock was ahead of UTC at the moment before: mostly it still is, and
    /// then one search in the changes of the clocks will do.
    pub(in crate::plan) fn at_home(self, zone: Tz, ahead: &mut FixedOffset) -> Self {
        let Moment::Instant(instant) = self else { return self };
        let utc = instant.naive_utc();
        let shown_once = |ahead: FixedOffset| {
            let local = utc.checked_add_offset(ahead)?;
            let resolved = Resolved { instant, clock_change: None };
            (resolve_local(zone, local)? == resolved).then_some(Moment::Local(local))
        };
        let local = shown_once(*ahead).or_else(|| {
            *ahead = zone.offset_from_utc_datetime(&utc).fix();
            shown_once(*ahead)
        });
        local.unwrap_or(self)
    }

    /// The same moment [to the microsecond](to_the_microsecond).
    pub(in crate::plan) fn to_the_microsecond(self) -> Self {
        match self {
            Moment::Instant(instant) => Moment::Instant(to_the_microsecond(instant)),
            Moment::Local(local) => Moment::Local(to_the_microsecond(local)),
        }
    }

    /// Whether it is in a leap second.
    pub(in crate::plan) fn is_in_leap_second(self) -> bool {
        match self {
            Moment::Instant(instant) => is_leap_second(&instant),
            Moment::Local(local) => is_leap_second(&local),
        }
    }

    /// Whether it is in the years 1 to 9999, in UTC or local time, and not in a leap second. Only
    /// then it can be read back from its text.
    pub(in crate::plan) fn is_in_calendar(self) -> bool {
        is_in_calendar(match self {
            Moment::Instant(instant) => instant.naive_utc(),
            Moment::Local(local) => local,
        })
    }
}

/// What is expected instead of a leap second.
#[cfg(feature = "serde")]
const NO_LEAP_SECOND: &str = "a second that every clock shows, not a leap second (23:59:60)";

/// An instant as events keep it: [to the microsecond](to_the_microsecond), and in the last one
/// before a leap second instead of in it.
pub(crate) fn of_an_event(at: DateTime<Utc>) -> DateTime<Utc> {
    let last = at.with_nanosecond(NANOSECONDS - 1).filter(|_| is_leap_second(&at));
    to_the_microsecond(last.unwrap_or(at))
}

/// A time without what is shorter than a microsecond, which other languages and most databases
/// do not hold. All times of plans and events are such: an instant that is rounded on its way out
/// of this library would lie before the change that it announces, and asking again at that
/// instant would give the same instant for ever.
pub(crate) fn to_the_microsecond<T: Timelike>(time: T) -> T {
    let nanosecond = time.nanosecond();
    match nanosecond % 1_000 {
        0 => time,
        beyond => time.with_nanosecond(nanosecond - beyond).unwrap_or(time),
    }
}

/// Reads a time from a document, to the microsecond; refuses a leap second.
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
    Ok(to_the_microsecond(time))
}

/// Reads an instant as [`deserialize`], or nothing.
///
/// # Errors
/// As [`deserialize`].
#[cfg(feature = "serde")]
pub(crate) fn option<'de, D>(deserializer: D) -> Result<Option<DateTime<Utc>>, D::Error>
where
    D: Deserializer<'de>,
{
    #[derive(Deserialize)]
    struct Instant(#[serde(deserialize_with = "deserialize")] DateTime<Utc>);
    Ok(Option::<Instant>::deserialize(deserializer)?.map(|Instant(at)| at))
}

/// An offset from a milestone: calendar days first, then elapsed time.
///
/// `J0 - 5 j` is five days earlier at the same local time, also across a change of the clocks;
/// `J0 + 2 h` is two hours of elapsed time later.
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

/// The serialised form of an offset from a milestone.
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

/// An offset from a milestone, whose date depends on the dry run.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(Serialize, Deserialize))]
#[cfg_attr(
    feature = "serde",
    serde(from = "FromMilestoneDocument", into = "FromMilestoneDocument")
)]
pub struct FromMilestone {
    /// The milestone's name.
    pub milestone: String,
    /// The offset from it.
    pub offset: Offset,
}

/// A date of a step: a moment, or an offset from a milestone.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(Serialize))]
#[cfg_attr(feature = "serde", serde(untagged))]
pub enum When {
    /// A moment.
    Moment(Moment),
    /// An offset from a milestone.
    FromMilestone(FromMilestone),
}

/// A local time that is affected by a change of the clocks, and the instant that is used for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Decided {
    pub(crate) change: ClockChange,
    pub(crate) local: NaiveDateTime,
    pub(crate) taken: DateTime<Utc>,
}

/// The instant at an offset from a moment, with days counted in local time, and the changes of the
/// clocks that affect the moment itself or the local time after the days are added. `None` outside
/// the years 1 to 9999.
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

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::NaiveDate;
    use chrono_tz::Europe::Brussels;

    fn local(text: &str) -> NaiveDateTime {
        text.parse().expect("an ISO local time")
    }

    #[test]
    fn days_are_calendar_days_and_hours_are_elapsed_time() {
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
        // The milestone has an ordinary local time; one day later it is skipped.
        assert_eq!(decided("2026-03-28T02:30:00", 1), ["2026-03-29 02:30:00"]);
        // The local time of the milestone is skipped; one day later it is ordinary.
        assert_eq!(decided("2026-03-29T02:30:00", 1), ["2026-03-29 02:30:00"]);
        assert_eq!(decided("2026-03-28T02:30:00", 0), [] as [&str; 0]);
    }

    #[test]
    fn a_moment_is_at_home_in_one_form_whatever_moment_stood_before_it() {
        let hours = (0..24 * 365).step_by(5).chain([2_087, 2_088, 2_089, 7_128, 7_129, 7_130]);
        let begin = local("2026-01-01T00:30:00").and_utc();
        for hour in hours {
            let moment = Moment::Instant(begin + TimeDelta::hours(hour));
            let forms = [-3, 0, 1, 2, 14].map(|ahead| {
                let mut ahead = FixedOffset::east_opt(ahead * 3_600).expect("less than a day");
                moment.at_home(Brussels, &mut ahead)
            });
            let Moment::Instant(instant) = moment else { continue };
            let shown = instant.with_timezone(&Brussels).naive_local();
            let once = resolve_local(Brussels, shown).is_some_and(|it| it.clock_change.is_none());
            let expected = if once { Moment::Local(shown) } else { moment };
            assert_eq!(forms, [expected; 5], "{instant}");
        }
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
    fn a_moment_is_read_to_the_microsecond_that_other_languages_hold() -> Result<(), InvalidCode> {
        for (text, read) in [
            ("2026-03-27T08:30:00.1234567", "2026-03-27T08:30:00.123456"),
            ("2026-03-27T08:30:00.123456999Z", "2026-03-27T08:30:00.123456Z"),
            ("1969-12-31T23:59:59.999999999Z", "1969-12-31T23:59:59.999999Z"),
        ] {
            assert_eq!(String::from(Moment::try_from(text.to_owned())?), read);
        }
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
