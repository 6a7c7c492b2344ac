//! The mails that are owed, as values with a stable key, computed from a run at an instant.
//!
//! The key consists of dry run, step, kind, episode and recipient. The keys of sent mails are
//! events of the run. So a mail is owed once, whoever computes the notices and how often; and after
//! a crash between sending and recording, the same mail is owed again, with the same key.
//!
//! A notice has a single recipient, because the link in the mail authorises this person only.
//!
//! | kind | owed | episode |
//! |---|---|---|
//! | start | while the step is Ready, to each assignee; to the coordinators if it has none | times the step was reopened |
//! | transfer | once per transfer, to the new assignee | number of the event |
//! | transfer receipt | once per transfer, to its author | number of the event |
//! | failure | once per start or transfer mail that failed permanently, to each coordinator | number of the event |
//! | weekly report | from each due instant until the next, to each recipient | date of that instant |
//!
//! A step that becomes Ready a second time, because one of its predecessors was reopened and closed
//! again, is not announced again: its assignees have been asked to begin.
//!
//! A step that sleeps owes no mail. What was transferred meanwhile is told when it wakes.

use std::fmt::Write as _;

use chrono::{DateTime, Utc};
#[cfg(feature = "serde")]
use serde::{Deserialize, Serialize};

use super::View;
use super::weekly::Weekly;
use crate::dense::StepIx;
use crate::id::{Email, StepId};
use crate::run::{Event, Fact, NoticeKind, Role, Run};
use crate::state::State;

/// A mail that is owed to one person.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(Serialize, Deserialize))]
pub struct Notice {
    /// The same key for the same mail, at any instant and in any process; different for other
    /// mails.
    pub key: String,
    /// The step of the mail, if it is about one.
    pub step: Option<StepId>,
    /// The number of the event that caused the mail: a transfer, or the failure of a mail. `None`
    /// if the clock caused it.
    #[cfg_attr(feature = "serde", serde(default))]
    pub event: Option<u64>,
    /// The recipient.
    pub recipient: Email,
    /// The purpose of the mail, with its data.
    #[cfg_attr(feature = "serde", serde(flatten))]
    pub occasion: Occasion,
}

/// The purpose of a mail, with its data.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(Serialize, Deserialize))]
#[cfg_attr(feature = "serde", serde(tag = "kind", rename_all = "kebab-case"))]
#[non_exhaustive]
pub enum Occasion {
    /// The step is ready.
    Start,
    /// The step was transferred to the recipient.
    Transfer {
        /// Who transferred it.
        from: Email,
        /// The message of the transfer.
        message: Option<String>,
    },
    /// The recipient has transferred the step.
    TransferReceipt {
        /// To whom it was transferred.
        to: Email,
        /// The message of the transfer.
        message: Option<String>,
    },
    /// A mail about the step could not be sent.
    Failure {
        /// The recipient of that mail.
        undelivered_to: Email,
        /// The answer of the mail server.
        error: String,
    },
    /// The weekly report is due.
    WeeklyReport {
        /// The instant of the previous report.
        since: DateTime<Utc>,
        /// The instant of this report.
        until: DateTime<Utc>,
    },
}

impl Notice {
    /// The kind of the mail.
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

impl View<'_> {
    /// The mails that are owed and not settled yet: first reports, then transfers and failures in
    /// the order of their events, then start mails in topological order. Reports are owed to the
    /// recipients of `weekly` only. Time `O((steps + events) log events)`.
    pub fn notices(&self, weekly: Option<&Weekly>) -> Vec<Notice> {
        let mut notices = Vec::new();
        weekly_reports(self, weekly, &mut notices);
        handovers(self, &mut notices);
        failures(self, &mut notices);
        for step in self.schedule().steps() {
            if self.state(step) == State::Ready {
                starts(self, step, &mut notices);
            }
        }
        notices.retain(|notice| !self.recorded().settled.contains(&notice.key));
        notices
    }

    /// From when on a mail has been owed: the same for whoever asks later, so that a mail that is
    /// written again says the same. `None` for a notice that the view knows nothing of.
    ///
    /// | kind | owed since |
    /// |---|---|
    /// | start | the step is [Ready](View::ready_since) |
    /// | transfer and its receipt | the transfer |
    /// | failure | the giving up |
    /// | weekly report | the instant that it is about |
    ///
    /// ```
    /// use chrono::{DateTime, TimeDelta, Utc};
    /// use ptr_core::{Email, Moment, Plan, Run, Step};
    ///
    /// let start: DateTime<Utc> = "2026-03-28T21:00:00Z".parse()?;
    /// let step = Step::new("CO1", "CO")?.in_dry_runs(["FDR1"])?.starting(Moment::Instant(start));
    /// let plan = Plan::from_steps([step.carried_out_by("Registre", ["anne@grid.example"])?])?;
    /// let run = Run::new(plan.schedule("FDR1")?, []);
    /// let view = run.view(start + TimeDelta::hours(3));
    /// let owed = view.notices(None);
    /// assert_eq!(owed.first().and_then(|notice| view.owed_since(notice)), Some(start));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn owed_since(&self, notice: &Notice) -> Option<DateTime<Utc>> {
        match &notice.occasion {
            Occasion::Start => {
                self.ready_since(self.schedule().find(notice.step.as_ref()?.as_str())?)
            }
            Occasion::Transfer { .. }
            | Occasion::TransferReceipt { .. }
            | Occasion::Failure { .. } => self.cause(notice).map(|event| event.at),
            Occasion::WeeklyReport { until, .. } => Some(*until),
        }
    }

    /// The event that a notice stems from; `None` for what the clock brings about, and if the view
    /// does not know it. [`owed_since`](View::owed_since) is its instant.
    pub fn cause(&self, notice: &Notice) -> Option<&Event> {
        let place = usize::try_from(notice.event?.checked_sub(1)?).ok()?;
        self.events().get(place)
    }
}

/// The outcome of sending a mail that was owed.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(Serialize, Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "lowercase"))]
#[non_exhaustive]
pub enum Settlement {
    /// It has been sent.
    Sent,
    /// It failed permanently; with the answer of the mail server.
    Failed(String),
}

impl Run {
    /// Records the outcome of a mail that was owed. If the mail asked its recipient to act and
    /// failed, the coordinators are owed a mail about it. Returns the event; `None` if an outcome
    /// is recorded already.
    ///
    /// ```
    /// use ptr_core::{Settlement, Email, Moment, NoticeKind, Plan, Run, Step};
    ///
    /// let start = "2026-03-28T21:00:00Z".parse()?;
    /// let step = Step::new("CO1", "CO")?.in_dry_runs(["FDR1"])?.starting(Moment::Instant(start));
    /// let plan = Plan::from_steps([step.carried_out_by("Registre", ["anne@grid.example"])?])?;
    /// let mut run = Run::new(plan.schedule("FDR1")?, [Email::new("paul@grid.example")?]);
    /// let owed = run.view(start).notices(None);
    ///
    /// let failed = Settlement::Failed("550 no such user".to_owned());
    /// assert!(run.settle(&owed[0], &failed, start).is_some());
    /// let owed = run.view(start).notices(None);
    /// assert_eq!(owed[0].kind(), NoticeKind::Failure);
    /// assert!(run.settle(&owed[0], &Settlement::Sent, start).is_some());
    /// assert!(run.settle(&owed[0], &Settlement::Sent, start).is_none());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn settle(
        &mut self,
        notice: &Notice,
        settlement: &Settlement,
        at: DateTime<Utc>,
    ) -> Option<&Event> {
        let event = self.decide_settlement(notice, settlement, at)?;
        self.record(event)
    }

    /// The event that [`settle`](Run::settle) would append, for callers that store it before they
    /// apply it.
    ///
    /// ```
    /// use chrono::{DateTime, Utc};
    /// use ptr_core::{Moment, Plan, Run, Settlement, Step};
    ///
    /// let start: DateTime<Utc> = "2026-03-28T21:00:00Z".parse()?;
    /// let step = Step::new("CO1", "CO")?
    ///     .in_dry_runs(["FDR1"])?
    ///     .starting(Moment::Instant(start))
    ///     .carried_out_by("Registre", ["anne@grid.example"])?;
    /// let mut run = Run::new(Plan::from_steps([step])?.schedule("FDR1")?, []);
    /// let owed = run.view(start).notices(None);
    /// let event = run.decide_settlement(&owed[0], &Settlement::Sent, start).ok_or("settled")?;
    /// assert_eq!((run.version(), event.seq), (0, 1));
    /// run.apply(event)?;
    /// assert!(run.decide_settlement(&owed[0], &Settlement::Sent, start).is_none());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn decide_settlement(
        &self,
        notice: &Notice,
        settlement: &Settlement,
        at: DateTime<Utc>,
    ) -> Option<Event> {
        if self.recorded().settled.contains(&notice.key) {
            return None;
        }
        let (key, kind, recipient) = (notice.key.clone(), notice.kind(), notice.recipient.clone());
        // A notice of another run may name a step that this run does not have.
        let step = notice.step.clone().filter(|it| self.schedule().find(it.as_str()).is_some());
        let fact = match settlement {
            Settlement::Sent => {
                let (notice, recipient) = (Some(kind), Some(recipient));
                Fact::NoticeSent { key, step, notice, recipient }
            }
            Settlement::Failed(error) => {
                let error = error.clone();
                Fact::NoticeFailed { key, step, notice: kind, recipient, error }
            }
        };
        Some(self.next_event(at, None, Role::System, fact))
    }
}

fn starts(view: &View<'_>, step: StepIx, notices: &mut Vec<Notice>) {
    let assignees = view.recorded().assignees(view.schedule(), step);
    let episode = view.recorded().step(step).map_or(0, |record| record.reopened);
    let mut add = |recipient: &Email| {
        let episode = u64::from(episode);
        notices.push(about_step(view, step, (episode, None), recipient, Occasion::Start));
    };
    if assignees.is_empty() {
        view.run().coordinators().for_each(add);
    } else {
        let not_told = assignees.iter().filter(|assignee| !assignee.told_by_transfer);
        not_told.for_each(|assignee| add(&assignee.mail));
    }
}

/// The step, if the schedule of the view has it and it does not sleep. A Ready step never does.
fn awake(view: &View<'_>, step: &StepId) -> Option<StepIx> {
    view.schedule().find(step.as_str()).filter(|step| !view.is_asleep(*step))
}

fn handovers(view: &View<'_>, notices: &mut Vec<Notice>) {
    for handover in &view.recorded().handovers {
        let Some(step) = awake(view, &handover.step) else { continue };
        let episode = (handover.seq, Some(handover.seq));
        let (from, to) = (handover.from.clone(), handover.to.clone());
        let message = handover.message.clone();
        let arrived = Occasion::Transfer { from: from.clone(), message: message.clone() };
        notices.push(about_step(view, step, episode, &to, arrived));
        let left = Occasion::TransferReceipt { to, message };
        notices.push(about_step(view, step, episode, &from, left));
    }
}

fn failures(view: &View<'_>, notices: &mut Vec<Notice>) {
    for failed in &view.recorded().undelivered {
        let Some(step) = awake(view, &failed.step) else { continue };
        for coordinator in view.run().coordinators() {
            let undelivered_to = failed.recipient.clone();
            let occasion = Occasion::Failure { undelivered_to, error: failed.error.clone() };
            let episode = (failed.seq, Some(failed.seq));
            notices.push(about_step(view, step, episode, coordinator, occasion));
        }
    }
}

fn about_step(
    view: &View<'_>,
    step: StepIx,
    (episode, event): (u64, Option<u64>),
    recipient: &Email,
    occasion: Occasion,
) -> Notice {
    let id = view.schedule().id(step).clone();
    let mut notice = Notice {
        key: String::new(),
        step: Some(id),
        event,
        recipient: recipient.clone(),
        occasion,
    };
    notice.key = key(view, &notice, &episode.to_string());
    notice
}

fn weekly_reports(view: &View<'_>, weekly: Option<&Weekly>, notices: &mut Vec<Notice>) {
    let Some(weekly) = weekly else { return };
    let zone = view.schedule().plan().timezone();
    let Some((since, until)) = weekly.last_two(zone, view.at()) else { return };
    if until <= weekly.from {
        return;
    }
    let day = until.with_timezone(&zone).format("%Y-%m-%d").to_string();
    for recipient in &weekly.recipients {
        let mut notice = Notice {
            key: String::new(),
            step: None,
            event: None,
            recipient: recipient.clone(),
            occasion: Occasion::WeeklyReport { since, until },
        };
        notice.key = key(view, &notice, &day);
        notices.push(notice);
    }
}

/// The key: dry run, step, kind, episode and recipient, separated by `/`.
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
            // Separators inside a part are escaped, so that different notices have different keys.
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
    use chrono::{NaiveTime, TimeDelta, Weekday};

    use super::*;
    use crate::{Command, Moment, Plan, Step};

    fn at(text: &str) -> DateTime<Utc> {
        text.parse().expect("an instant")
    }

    fn mail(text: &str) -> Email {
        Email::new(text).expect("an address")
    }

    /// A run of one step that is Ready on the evening of 28 March 2026.
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
            event: None,
            recipient: mail("anne@grid.example"),
            occasion: Occasion::Start,
        };
        let now = at("2026-03-28T21:00:00Z");
        assert!(run.settle(&foreign, &Settlement::Failed("550".to_owned()), now).is_some());
        assert_eq!(run.events()[0].fact.step(), None);
        Ok(())
    }

    #[test]
    fn the_new_assignee_of_a_step_is_mailed_again_after_its_skip_is_undone()
    -> Result<(), Box<dyn std::error::Error>> {
        let mut run = run()?;
        let ready = at("2026-03-28T21:00:00Z");
        let (anne, bob) = (mail("anne@grid.example"), mail("bob@grid.example"));
        let paul = mail("paul@grid.example");
        let (step, reason) = (StepId::new("CO00000001")?, "hors sujet".to_owned());
        let transfer = Command::Transfer { step: step.clone(), to: bob.clone(), message: None };
        run.execute(&transfer, &anne, ready)?;
        for notice in run.view(ready).notices(None) {
            run.settle(&notice, &Settlement::Sent, ready);
        }
        run.execute(&Command::Skip { step: step.clone(), reason: reason.clone() }, &paul, ready)?;
        run.execute(&Command::Reopen { step, reason }, &paul, ready)?;

        let owed = run.view(ready + TimeDelta::minutes(1)).notices(None);
        let owed: Vec<_> = owed.iter().map(|it| (it.kind(), it.recipient.clone())).collect();
        assert_eq!(owed, [(NoticeKind::Start, bob)]);
        Ok(())
    }
}
