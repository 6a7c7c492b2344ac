//! What a mail stems from: the event it is about, since when it has been owed, its date.
//!
//! Kept true: all depend on what is recorded, not on who asks when, so that whoever sends the
//! same mail a second time (after a crash, in another process) sends the same bytes.

use chrono::{DateTime, SecondsFormat, TimeDelta, Utc};
use ptr_core::{Event, Notice, Occasion, StepIx, View};

/// From when on a mail has been owed.
///
/// | kind | owed since |
/// |---|---|
/// | start | the step is Ready: its start, or the last prerequisite's end if that came later |
/// | weekly report | the instant that it is about |
/// | any other | the event it stems from: the transfer, the giving up |
///
/// A notice that the view knows nothing of is taken to be owed since the view's instant.
pub(super) fn owed_since(notice: &Notice, view: &View<'_>, step: Option<StepIx>) -> DateTime<Utc> {
    let since = match &notice.occasion {
        Occasion::Start => step.and_then(|step| view.ready_since(step)),
        Occasion::WeeklyReport { until, .. } => Some(*until),
        _ => event(notice, view).map(|event| event.at),
    };
    since.unwrap_or_else(|| view.at())
}

/// The `Date` of a mail that has been owed since `since` and goes out at `at`.
///
/// That is `since`, or so many whole days later that it is less than a day old: a run that was
/// loaded long after its steps had become ready must not send mails that sort below those of
/// last month.
pub(super) fn date(since: DateTime<Utc>, at: DateTime<Utc>) -> DateTime<Utc> {
    let days = at.signed_duration_since(since).num_days().max(0);
    TimeDelta::try_days(days).and_then(|days| since.checked_add_signed(days)).unwrap_or(since)
}

/// The event that a notice stems from, if the view knows it.
pub(super) fn event<'r>(notice: &Notice, view: &View<'r>) -> Option<&'r Event> {
    let place = usize::try_from(notice.event?.checked_sub(1)?).ok()?;
    view.events().get(place)
}

/// An instant on the clocks of the plan, as the templates read it.
pub(super) fn clock(view: &View<'_>, instant: DateTime<Utc>) -> String {
    let zone = view.schedule().plan().timezone();
    instant.with_timezone(&zone).to_rfc3339_opts(SecondsFormat::Secs, false)
}
