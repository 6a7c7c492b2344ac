//! The mails that are owed: values with a stable key, computed from run and instant.
//!
//! The key is made of dry run, step, kind, episode and recipient. Keys of sent mails are events
//! of the run, so that asking twice, or in two processes, never owes a mail twice; and whoever
//! crashes between sending and recording owes the very same mail again, under the same key.
//!
//! One notice goes to one recipient, because the link in the mail speaks for that person alone.
//!
//! | kind | owed | episode |
//! |---|---|---|
//! | start | while the step is Ready, to each assignee; to the coordinators if it has none | times the step was reopened |
//! | transfer | once a transfer, to whom the step went | number of the event |
//! | transfer receipt | once a transfer, to whom it came from | number of the event |
//! | failure | once a start or transfer mail that failed for good, to each coordinator | number of the event |
//! | weekly report | from each weekly instant on until the next, to each recipient | day of that instant |
//!
//! A step that turns Ready a second time because somebody before it was reopened and closed
//! again is not announced again: who was told to begin has been told.

use std::fmt::Write as _;

use chrono::{DateTime, Datelike, Days, NaiveDate, NaiveTime, Utc, Weekday};
use chrono_tz::Tz;
use serde::{Deserialize, Serialize};

use crate::dense::StepIx;
use crate::id::{Email, StepId};
use crate::moment::{resolve_local, wall_clock};
use crate::state::State;
use crate::view::View;

/// What a mail is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum NoticeKind {
    /// A step is ready: please begin.
    Start,
    /// A step has come to you.
    Transfer,
    /// A step has gone from you, as you asked.
    TransferReceipt,
    /// A mail that asked somebody to act could not be sent.
    Failure,
    /// Where the whole dry run stands.
    WeeklyReport,
}

impl NoticeKind {
    /// Every kind.
    pub const ALL: [NoticeKind; 5] = [
        NoticeKind::Start,
        NoticeKind::Transfer,
        NoticeKind::TransferReceipt,
        NoticeKind::Failure,
        NoticeKind::WeeklyReport,
    ];

    /// The name in keys and data: `weekly-report`.
    pub const fn name(self) -> &'static str {
        match self {
            NoticeKind::Start => "start",
            NoticeKind::Transfer => "transfer",
            NoticeKind::TransferReceipt => "transfer-receipt",
            NoticeKind::Failure => "failure",
            NoticeKind::WeeklyReport => "weekly-report",
        }
    }
}

/// A mail owed to one person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    /// The same whoever asks, whenever, for the same mail; different for any other.
    pub key: String,
    /// The step it is about, if it is about one.
    pub step: Option<StepId>,
    /// Who gets it.
    pub recipient: Email,
    /// What it is for, and what belongs to that.
    pub occasion: Occasion,
}

/// What a mail is for, and what belongs to that.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Occasion {
    /// The step is ready.
    Start,
    /// The step has come to the recipient.
    Transfer {
        /// From whom.
        from: Email,
        /// What they had to say about it.
        message: Option<String>,
    },
    /// The step has gone from the recipient.
    TransferReceipt {
        /// To whom.
        to: Email,
        /// What the recipient had to say about it.
        message: Option<String>,
    },
    /// A mail about the step could not be sent.
    Failure {
        /// To whom.
        undelivered_to: Email,
        /// What the mail server answered.
        error: String,
    },
    /// It is time for the weekly report.
    WeeklyReport {
        /// The instant of the report before.
        since: DateTime<Utc>,
        /// The instant of this report.
        until: DateTime<Utc>,
    },
}

impl Notice {
    /// What it is for.
    pub const fn kind(&self) -> NoticeKind {
        match self.occasion {
            Occasion::Start => NoticeKind::Start,
            Occasion::Transfer { .. } => NoticeKind::Transfer,
            Occasion::TransferReceipt { .. } => NoticeKind::TransferReceipt,
            Occasion::Failure { .. } => NoticeKind::Failure,
            Occasion::WeeklyReport { .. } => NoticeKind::WeeklyReport,
        }
    }
}

/// When and to whom the weekly report goes.
///
/// A weekly instant in a gap or a fold of the clocks follows [`resolve_local`]. Whoever asks
/// after a long silence is owed the last report only, not every one that was missed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Weekly {
    /// The day of the week.
    pub weekday: Weekday,
    /// The time of day, in the plan's time zone.
    pub time: NaiveTime,
    /// The first report is the one that falls due after this instant.
    pub from: DateTime<Utc>,
    /// Who gets it.
    pub recipients: Vec<Email>,
}

impl Weekly {
    /// When the next report falls due, strictly after an instant; `None` at the end of the
    /// calendar. Constant time.
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
    /// // The clocks are put forward in between: seven o'clock comes an hour sooner.
    /// let before = "2026-03-23T06:00:00Z".parse()?;
    /// assert_eq!(weekly.next_due(Luxembourg, before), Some("2026-03-30T05:00:00Z".parse()?));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn next_due(&self, zone: Tz, after: DateTime<Utc>) -> Option<DateTime<Utc>> {
        let after = after.max(self.from);
        let today = wall_clock(zone, after)?.date();
        let days_since = u64::from(today.weekday().days_since(self.weekday));
        let this_week = today.checked_sub_days(Days::new(days_since))?;
        // One that the clocks have moved into the next day is still to come on that day.
        [0, 7, 14].into_iter().find_map(|days| {
            let due = self.instant(zone, this_week.checked_add_days(Days::new(days))?)?;
            (due > after).then_some(due)
        })
    }

    /// The weekly instant of a day.
    fn instant(&self, zone: Tz, day: NaiveDate) -> Option<DateTime<Utc>> {
        resolve_local(zone, day.and_time(self.time)).map(|resolved| resolved.instant)
    }
}

/// The mails owed at the view's instant and not settled yet: reports first, then transfers and
/// failures as they happened, then start mails in topological order.
pub(crate) fn notices(view: &View<'_>, weekly: Option<&Weekly>) -> Vec<Notice> {
    let mut notices = Vec::new();
    weekly_reports(view, weekly, &mut notices);
    handovers(view, &mut notices);
    failures(view, &mut notices);
    for step in view.schedule().steps() {
        if view.state(step) == State::Ready {
            starts(view, step, &mut notices);
        }
    }
    notices.retain(|notice| !view.ledger().settled.contains(&notice.key));
    notices
}

fn starts(view: &View<'_>, step: StepIx, notices: &mut Vec<Notice>) {
    let assignees = view.ledger().assignees(view.schedule(), step);
    let episode = view.ledger().trace(step).map_or(0, |trace| trace.reopened);
    let mut owe = |recipient: &Email| {
        notices.push(about_step(view, step, &episode.to_string(), recipient, Occasion::Start));
    };
    if assignees.is_empty() {
        view.run().coordinators().for_each(owe);
    } else {
        let untold = assignees.iter().filter(|assignee| !assignee.told_by_transfer);
        untold.for_each(|assignee| owe(&assignee.mail));
    }
}

fn handovers(view: &View<'_>, notices: &mut Vec<Notice>) {
    for handover in &view.ledger().handovers {
        let episode = handover.seq.to_string();
        let (from, to) = (handover.from.clone(), handover.to.clone());
        let message = handover.message.clone();
        let arrived = Occasion::Transfer { from: from.clone(), message: message.clone() };
        notices.push(about_step(view, handover.step, &episode, &to, arrived));
        let left = Occasion::TransferReceipt { to, message };
        notices.push(about_step(view, handover.step, &episode, &from, left));
    }
}

fn failures(view: &View<'_>, notices: &mut Vec<Notice>) {
    for failed in &view.ledger().undelivered {
        for coordinator in view.run().coordinators() {
            let undelivered_to = failed.recipient.clone();
            let occasion = Occasion::Failure { undelivered_to, error: failed.error.clone() };
            let episode = failed.seq.to_string();
            notices.push(about_step(view, failed.step, &episode, coordinator, occasion));
        }
    }
}

fn about_step(
    view: &View<'_>,
    step: StepIx,
    episode: &str,
    recipient: &Email,
    occasion: Occasion,
) -> Notice {
    let id = view.schedule().id(step).clone();
    let mut notice =
        Notice { key: String::new(), step: Some(id), recipient: recipient.clone(), occasion };
    notice.key = key(view, &notice, episode);
    notice
}

fn weekly_reports(view: &View<'_>, weekly: Option<&Weekly>, notices: &mut Vec<Notice>) {
    let Some(weekly) = weekly else { return };
    let Some((since, until)) = last_two(view, weekly) else { return };
    if until <= weekly.from {
        return;
    }
    let zone = view.schedule().plan().timezone();
    let day = until.with_timezone(&zone).format("%Y-%m-%d").to_string();
    for recipient in &weekly.recipients {
        let mut notice = Notice {
            key: String::new(),
            step: None,
            recipient: recipient.clone(),
            occasion: Occasion::WeeklyReport { since, until },
        };
        notice.key = key(view, &notice, &day);
        notices.push(notice);
    }
}

/// The last two weekly instants that the view's clock has reached.
fn last_two(view: &View<'_>, weekly: &Weekly) -> Option<(DateTime<Utc>, DateTime<Utc>)> {
    let zone = view.schedule().plan().timezone();
    let today = wall_clock(zone, view.at())?.date();
    let instant = |day| weekly.instant(zone, day);
    let days_since = today.weekday().days_since(weekly.weekday);
    let this_week = today.checked_sub_days(Days::new(u64::from(days_since)))?;
    let week_before = this_week.checked_sub_days(Days::new(7))?;
    if instant(this_week)? <= view.at() {
        Some((instant(week_before)?, instant(this_week)?))
    } else {
        Some((instant(week_before.checked_sub_days(Days::new(7))?)?, instant(week_before)?))
    }
}

/// Dry run, step, kind, episode and recipient, with `/` between them.
fn key(view: &View<'_>, notice: &Notice, episode: &str) -> String {
    let mut key = String::new();
    let parts = [
        view.schedule().dry_run().as_str(),
        notice.step.as_ref().map_or("", StepId::as_str),
        notice.kind().name(),
        episode,
        notice.recipient.compared(),
    ];
    for (nth, part) in parts.into_iter().enumerate() {
        if nth > 0 {
            key.push('/');
        }
        for c in part.chars() {
            // A separator inside a part must not make two keys alike.
            match c {
                '/' | '%' => {
                    let _ = write!(key, "%{:02X}", u32::from(c));
                }
                _ => key.push(c),
            }
        }
    }
    key
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;

    use super::*;
    use crate::{Command, Moment, Plan, Run, Step};

    fn at(text: &str) -> DateTime<Utc> {
        text.parse().expect("an instant")
    }

    fn mail(text: &str) -> Email {
        Email::new(text).expect("an address")
    }

    /// A run of one step that is ready on the evening of 28 March 2026.
    fn run() -> Result<Run, Box<dyn std::error::Error>> {
        let step = Step::new("CO00000001", "CO")?
            .in_dry_runs(["FDR1"])?
            .starting(Moment::Instant(at("2026-03-28T21:00:00Z")))
            .carried_out_by("Registre", ["anne@grid.example"])?;
        let plan = Plan::from_steps([step])?;
        Ok(Run::new(plan.schedule("FDR1")?, [mail("paul@grid.example")]))
    }

    #[test]
    fn asking_for_reports_at_the_ends_of_time_does_not_panic()
    -> Result<(), Box<dyn std::error::Error>> {
        let run = run()?;
        let weekly = Weekly {
            weekday: Weekday::Mon,
            time: NaiveTime::MIN,
            from: at("2026-03-01T00:00:00Z"),
            recipients: vec![mail("anne@grid.example")],
        };
        for end in [DateTime::<Utc>::MIN_UTC, DateTime::<Utc>::MAX_UTC] {
            let owed = run.view(end).notices(Some(&weekly));
            assert!(owed.iter().all(|notice| notice.kind() != NoticeKind::WeeklyReport));
        }
        Ok(())
    }

    #[test]
    fn a_notice_of_another_run_that_failed_does_not_panic() -> Result<(), Box<dyn std::error::Error>>
    {
        let mut run = run()?;
        let foreign = Notice {
            key: "FDR9/HO00000001/start/0/anne@grid.example".to_owned(),
            step: Some(StepId::new("HO00000001")?),
            recipient: mail("anne@grid.example"),
            occasion: Occasion::Start,
        };
        let now = at("2026-03-28T21:00:00Z");
        assert_eq!(run.notice_failed(&foreign, "550", now).len(), 1);
        assert_eq!(run.events()[0].fact.step(), None);
        Ok(())
    }

    #[test]
    fn whoever_got_a_step_by_transfer_is_told_anew_once_its_skip_is_taken_back()
    -> Result<(), Box<dyn std::error::Error>> {
        let mut run = run()?;
        let ready = at("2026-03-28T21:00:00Z");
        let (anne, bob) = (mail("anne@grid.example"), mail("bob@grid.example"));
        let paul = mail("paul@grid.example");
        let (step, reason) = (StepId::new("CO00000001")?, "hors sujet".to_owned());
        let transfer = Command::Transfer { step: step.clone(), to: bob.clone(), message: None };
        run.execute(&transfer, &anne, ready)?;
        for notice in run.view(ready).notices(None) {
            run.notice_sent(&notice, ready);
        }
        run.execute(&Command::Skip { step: step.clone(), reason: reason.clone() }, &paul, ready)?;
        run.execute(&Command::Reopen { step, reason }, &paul, ready)?;

        let owed = run.view(ready + TimeDelta::minutes(1)).notices(None);
        let owed: Vec<_> = owed.iter().map(|it| (it.kind(), it.recipient.clone())).collect();
        assert_eq!(owed, [(NoticeKind::Start, bob)]);
        Ok(())
    }
}
