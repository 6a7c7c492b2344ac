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

use chrono::{DateTime, Utc};
#[cfg(feature = "serde")]
use serde::{Deserialize, Serialize};

use super::View;
use super::weekly::Weekly;
use crate::dense::StepIx;
use crate::id::{Email, StepId};
use crate::run::{Event, Fact, NoticeKind, Role, Run};
use crate::state::State;

/// A mail owed to one person.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(Serialize, Deserialize))]
pub struct Notice {
    /// The same whoever asks, whenever, for the same mail; different for any other.
    pub key: String,
    /// The step it is about, if it is about one.
    pub step: Option<StepId>,
    /// The number of the event it stems from: the transfer, or the failure of a mail. `None` for
    /// what the clock brings about.
    #[cfg_attr(feature = "serde", serde(default))]
    pub event: Option<u64>,
    /// Who gets it.
    pub recipient: Email,
    /// What it is for, and what belongs to that.
    #[cfg_attr(feature = "serde", serde(flatten))]
    pub occasion: Occasion,
}

/// What a mail is for, and what belongs to that.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(Serialize, Deserialize))]
#[cfg_attr(feature = "serde", serde(tag = "kind", rename_all = "kebab-case"))]
#[non_exhaustive]
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

impl View<'_> {
    /// The mails that are owed and not settled yet: reports first, then transfers and failures
    /// as they happened, then start mails in topological order. Reports are owed only to whom
    /// `weekly` names. Time `O((steps + events) log events)`.
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
}

/// What became of a mail that was owed.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(Serialize, Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "lowercase"))]
#[non_exhaustive]
pub enum Settlement {
    /// It has been sent.
    Sent,
    /// It could not be sent, for good: what the mail server answered.
    Failed(String),
}

impl Run {
    /// Records what became of a mail that was owed; if it asked somebody to act and failed, the
    /// coordinators are owed a mail about it. Gives the event, `None` if it was known already.
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

    /// The event of [`settle`](Run::settle), not yet folded in: for whoever stores it first.
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
        let key = notice.key.clone();
        let fact = match settlement {
            Settlement::Sent => Fact::NoticeSent { key },
            Settlement::Failed(error) => Fact::NoticeFailed {
                key,
                // A notice of another run may name a step that this one has not.
                step: notice.step.clone().filter(|it| self.schedule().find(it.as_str()).is_some()),
                notice: notice.kind(),
                recipient: notice.recipient.clone(),
                error: error.clone(),
            },
        };
        Some(self.next_event(at, None, Role::System, fact))
    }
}

fn starts(view: &View<'_>, step: StepIx, notices: &mut Vec<Notice>) {
    let assignees = view.recorded().assignees(view.schedule(), step);
    let episode = view.recorded().step(step).map_or(0, |record| record.reopened);
    let mut owe = |recipient: &Email| {
        let episode = u64::from(episode);
        notices.push(about_step(view, step, (episode, None), recipient, Occasion::Start));
    };
    if assignees.is_empty() {
        view.run().coordinators().for_each(owe);
    } else {
        let untold = assignees.iter().filter(|assignee| !assignee.told_by_transfer);
        untold.for_each(|assignee| owe(&assignee.mail));
    }
}

fn handovers(view: &View<'_>, notices: &mut Vec<Notice>) {
    for handover in &view.recorded().handovers {
        let episode = (handover.seq, Some(handover.seq));
        let (from, to) = (handover.from.clone(), handover.to.clone());
        let message = handover.message.clone();
        let arrived = Occasion::Transfer { from: from.clone(), message: message.clone() };
        notices.push(about_step(view, handover.step, episode, &to, arrived));
        let left = Occasion::TransferReceipt { to, message };
        notices.push(about_step(view, handover.step, episode, &from, left));
    }
}

fn failures(view: &View<'_>, notices: &mut Vec<Notice>) {
    for failed in &view.recorded().undelivered {
        for coordinator in view.run().coordinators() {
            let undelivered_to = failed.recipient.clone();
            let occasion = Occasion::Failure { undelivered_to, error: failed.error.clone() };
            let episode = (failed.seq, Some(failed.seq));
            notices.push(about_step(view, failed.step, episode, coordinator, occasion));
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
    use chrono::{NaiveTime, TimeDelta, Weekday};

    use super::*;
    use crate::{Command, Moment, Plan, Step};

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
