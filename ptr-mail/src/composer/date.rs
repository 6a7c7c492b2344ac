//! The date of a mail, and instants as its templates read them.
//!
//! Kept true: both depend on what is recorded, not on who asks when, so that whoever sends the
//! same mail a second time (after a crash, in another process) sends the same bytes.

use chrono::{DateTime, SecondsFormat, TimeDelta, Utc};
use ptr_core::View;

/// The `Date` of a mail that has been owed since `since` and goes out at `at`.
///
/// That is `since`, or so many whole days later that it is less than a day old: a run that was
/// loaded long after its steps had become ready must not send mails that sort below those of
/// last month.
pub(super) fn date(since: DateTime<Utc>, at: DateTime<Utc>) -> DateTime<Utc> {
    let days = at.signed_duration_since(since).num_days().max(0);
    TimeDelta::try_days(days).and_then(|days| since.checked_add_signed(days)).unwrap_or(since)
}

/// An instant on the clocks of the plan, as the templates read it.
pub(super) fn clock(view: &View<'_>, instant: DateTime<Utc>) -> String {
    let zone = view.schedule().plan().timezone();
    instant.with_timezone(&zone).to_rfc3339_opts(SecondsFormat::Secs, false)
}
