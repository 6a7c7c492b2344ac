//! The due instants of the weekly report.

use chrono::{DateTime, Datelike, Days, NaiveDate, NaiveTime, Utc, Weekday};
use chrono_tz::Tz;
#[cfg(feature = "serde")]
use serde::{Deserialize, Serialize};

use crate::id::Email;
use crate::plan::{resolve_local, wall_clock};

/// When and to whom the weekly report is sent.
///
/// [`resolve_local`] decides about a local time that a change of the clocks skips or repeats. After
/// a long pause only the last report is owed, not every missed one.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(Serialize, Deserialize))]
#[cfg_attr(feature = "serde", serde(deny_unknown_fields))]
pub struct Weekly {
    /// The day of the week.
    pub weekday: Weekday,
    /// The local time in the plan's time zone.
    pub time: NaiveTime,
    /// The first report is the one that is due after this instant.
    pub from: DateTime<Utc>,
    /// The recipients.
    pub recipients: Vec<Email>,
}

impl Weekly {
    /// When the next report is due, strictly after an instant; `None` at the end of the calendar.
    /// Constant time.
    ///
    /// # Examples
    ///
    /// ```
    /// use chrono::{NaiveTime, Utc, Weekday};
    /// use chrono_tz::Europe::Luxembourg;
    /// use ptr_core::Weekly;
    ///
    /// let weekly = Weekly {
    ///     weekday: Weekday::Mon,
    ///     time: NaiveTime::from_hms_opt(7, 0, 0).ok_or("a time of day")?,
    ///     from: "2026-03-01T00:00:00Z".parse()?,
    ///     recipients: vec![],
    /// };
    /// // Between the two the clocks are put forward: seven o'clock comes an hour earlier.
    /// let before = "2026-03-23T06:00:00Z".parse()?;
    /// assert_eq!(weekly.next_due(Luxembourg, before), Some("2026-03-30T05:00:00Z".parse()?));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn next_due(&self, zone: Tz, after: DateTime<Utc>) -> Option<DateTime<Utc>> {
        let after = after.max(self.from);
        let today = wall_clock(zone, after)?.date();
        let days_since = u64::from(today.weekday().days_since(self.weekday));
        let this_week = today.checked_sub_days(Days::new(days_since))?;
        // An instant that a change of the clocks moves into the next day may still be ahead on that
        // day.
        [0, 7, 14].into_iter().find_map(|days| {
            let due = self.instant(zone, this_week.checked_add_days(Days::new(days))?)?;
            (due > after).then_some(due)
        })
    }

    /// The due instant on a day.
    fn instant(&self, zone: Tz, day: NaiveDate) -> Option<DateTime<Utc>> {
        resolve_local(zone, day.and_time(self.time)).map(|resolved| resolved.instant)
    }

    /// The last two due instants up to `at`.
    pub(super) fn last_two(
        &self,
        zone: Tz,
        at: DateTime<Utc>,
    ) -> Option<(DateTime<Utc>, DateTime<Utc>)> {
        let today = wall_clock(zone, at)?.date();
        let instant = |day| self.instant(zone, day);
        let days_since = today.weekday().days_since(self.weekday);
        let this_week = today.checked_sub_days(Days::new(u64::from(days_since)))?;
        let week_before = this_week.checked_sub_days(Days::new(7))?;
        if instant(this_week)? <= at {
            Some((instant(week_before)?, instant(this_week)?))
        } else {
            Some((instant(week_before.checked_sub_days(Days::new(7))?)?, instant(week_before)?))
        }
    }
}
