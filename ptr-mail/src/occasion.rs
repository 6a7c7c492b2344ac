//! When a mail became owed, and which date it carries.
//!
//! Kept true: both depend on what is recorded, not on who asks when, so that whoever sends the
//! same mail a second time (after a crash, in another process) sends the same bytes.

use chrono::{DateTime, TimeDelta, Utc};
use ptr_core::{Event, Fact, Notice, NoticeKind, Occasion, StepIx, View};

/// From when on a mail has been owed.
///
/// | kind | owed since |
/// |---|---|
/// | start | the step is Ready: its start, or the last prerequisite's end if that came later |
/// | transfer and its receipt | the transfer |
/// | failure | the giving up |
/// | weekly report | the instant that it is about |
///
/// A notice that the view knows nothing of is taken to be owed since the view's instant.
pub(crate) fn owed_since(notice: &Notice, view: &View<'_>, step: Option<StepIx>) -> DateTime<Utc> {
    let since = match &notice.occasion {
        Occasion::Start => step.and_then(|step| ready_since(view, step)),
        Occasion::Transfer { .. } | Occasion::TransferReceipt { .. } => {
            transfer(notice, view).map(|event| event.at)
        }
        Occasion::Failure { .. } => failure(notice, view).map(|(event, _)| event.at),
        Occasion::WeeklyReport { until, .. } => Some(*until),
    };
    since.unwrap_or_else(|| view.at())
}

/// The `Date` of a mail that has been owed since `since` and goes out at `at`.
///
/// That is `since`, or so many whole days later that it is less than a day old: a run that was
/// loaded long after its steps had become ready must not send mails that sort below those of
/// last month.
pub(crate) fn date(since: DateTime<Utc>, at: DateTime<Utc>) -> DateTime<Utc> {
    let days = at.signed_duration_since(since).num_days().max(0);
    TimeDelta::try_days(days).and_then(|days| since.checked_add_signed(days)).unwrap_or(since)
}

fn ready_since(view: &View<'_>, step: StepIx) -> Option<DateTime<Utc>> {
    let schedule = view.schedule();
    let prerequisites = schedule.prerequisites(step).iter();
    let ends = prerequisites.filter_map(|it| Some(view.terminated(*it)?.at));
    // Taken up again after having been skipped, woken by a rollback: ready only from then on.
    let reopened = view.history(step).filter_map(|event| match event.fact {
        Fact::Reopened { .. } => Some(event.at),
        _ => None,
    });
    let rollback = view.rollback().filter(|_| schedule.is_contingency(step)).map(|stamp| stamp.at);
    schedule.start(step).into_iter().chain(ends).chain(reopened).chain(rollback).max()
}

/// The transfer that a notice is about.
pub(crate) fn transfer<'r>(notice: &Notice, view: &View<'r>) -> Option<&'r Event> {
    let (giver, taker, said) = match &notice.occasion {
        Occasion::Transfer { from, message } => (from, &notice.recipient, message),
        Occasion::TransferReceipt { to, message } => (&notice.recipient, to, message),
        Occasion::Start | Occasion::Failure { .. } | Occasion::WeeklyReport { .. } => return None,
    };
    view.events().iter().rev().find(|event| match &event.fact {
        Fact::Transferred { step, to, message } => {
            Some(step) == notice.step.as_ref()
                && to == taker
                && event.by.as_ref() == Some(giver)
                && message == said
        }
        _ => false,
    })
}

/// The giving up that a notice is about, and what kind of mail was given up.
pub(crate) fn failure<'r>(notice: &Notice, view: &View<'r>) -> Option<(&'r Event, NoticeKind)> {
    let Occasion::Failure { undelivered_to, error: said } = &notice.occasion else { return None };
    view.events().iter().rev().find_map(|event| match &event.fact {
        Fact::NoticeFailed { step, notice: kind, recipient, error, .. }
            if *step == notice.step && recipient == undelivered_to && error == said =>
        {
            Some((event, *kind))
        }
        _ => None,
    })
}
