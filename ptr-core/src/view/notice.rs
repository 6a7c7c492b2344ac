//! A notice: a mail that is owed to one person, as a value with a stable key.
//!
//! The key consists of dry run, step, kind, episode and recipient, and of the way if it is not mail. A
//! notice has a single recipient, because the link in the mail authorises this person only.

use chrono::{DateTime, Utc};
#[cfg(feature = "serde")]
use serde::{Deserialize, Serialize};

use crate::id::{DryRun, Email, StepId};
use crate::run::{Act, NoticeKind};
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
    /// The number of the event that caused the mail: a transfer, the failure of a mail, a
    /// coordinator's reminder, or an act of which others are told. `None` if the clock caused it.
    #[cfg_attr(feature = "serde", serde(default))]
    pub event: Option<u64>,
    /// The recipient.
    pub recipient: Email,
    /// The name of the way by which it goes ([`NoticeRules::ways`](super::NoticeRules::ways)); `None`
    /// for mail.
    #[cfg_attr(feature = "serde", serde(default, skip_serializing_if = "Option::is_none"))]
    pub way: Option<String>,
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
    /// The step is silent: please begin it, or close it.
    Reminder {
        /// The kind of silence.
        silence: Silence,
        /// When the silence began.
        since: DateTime<Utc>,
        /// The instant from which the mail is owed.
        until: DateTime<Utc>,
    },
    /// The step is silent, which its head of department or a coordinator should know.
    Escalation {
        /// The kind of silence.
        silence: Silence,
        /// When the silence began.
        since: DateTime<Utc>,
        /// The instant from which the mail is owed.
        until: DateTime<Utc>,
    },
    /// The step was transferred from one person to another, neither of them the recipient.
    TransferTold {
        /// Who transferred it.
        from: Email,
        /// To whom it was transferred.
        to: Email,
        /// The message of the transfer.
        message: Option<String>,
    },
    /// A coordinator reminds of the step: please begin it, or close it.
    Reminded {
        /// The coordinator.
        from: Email,
        /// What they had to say about it.
        message: Option<String>,
    },
    /// A required end is at risk.
    AtRisk {
        /// The milestone that requires it.
        milestone: String,
        /// The required end.
        by: DateTime<Utc>,
        /// The instant from which the mail is owed.
        since: DateTime<Utc>,
        /// The end that was expected at that instant; `None` if it is not the forecast that passes
        /// the required end.
        ends: Option<DateTime<Utc>>,
        /// The percentage below which the chance of meeting it has fallen; `None` if the forecast
        /// passes it.
        below: Option<u8>,
    },
    /// Defects block the step for longer than was estimated.
    EstimatePassed {
        /// Since when they block it.
        since: DateTime<Utc>,
        /// The estimate, from which on the mail is owed.
        until: DateTime<Utc>,
    },
    /// Somebody has acted on the step, or on the whole run if there is none.
    ActTold {
        /// What they did.
        act: Act,
        /// Who.
        from: Email,
        /// Why; a revision may go without.
        reason: Option<String>,
        /// Those of the recipient's steps that it changes, apart from the one on which they acted:
        /// those that wait for a reopened one again; for a rollback those of contingency phases and
        /// those that are Open; those that a revision adds, removes or changes.
        steps: Vec<StepId>,
    },
}

/// What nobody does about a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(Serialize, Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "kebab-case"))]
pub enum Silence {
    /// It is Ready, and nobody begins it.
    NotBegun,
    /// It is Open past its end, and nobody closes it.
    PastEnd,
}

impl Silence {
    /// What a reminder finds undone about a step in this state.
    pub const fn of(state: State) -> Self {
        match state {
            State::Open => Silence::PastEnd,
            State::Locked
            | State::Overdue
            | State::Idle
            | State::Ready
            | State::Terminated
            | State::Planned => Silence::NotBegun,
        }
    }

    /// The name in data: `not-begun`.
    pub const fn name(self) -> &'static str {
        match self {
            Silence::NotBegun => "not-begun",
            Silence::PastEnd => "past-end",
        }
    }
}

impl Notice {
    /// The notice of an episode; the caller sees to it that one person is told of it once.
    pub(crate) fn of_episode(
        dry_run: &DryRun,
        step: Option<&StepId>,
        (episode, event): (&str, Option<u64>),
        recipient: &Email,
        occasion: Occasion,
    ) -> Self {
        let (step, recipient) = (step.cloned(), recipient.clone());
        let mut notice = Self { key: String::new(), step, event, recipient, way: None, occasion };
        notice.key = key(dry_run, &notice, episode);
        notice
    }

    /// The same, told by another way than mail.
    pub(super) fn by_way(&self, way: &str) -> Self {
        let mut notice = Self { way: Some(way.to_owned()), ..self.clone() };
        add_part(&mut notice.key, way);
        notice
    }

    /// The kind of the mail.
    pub const fn kind(&self) -> NoticeKind {
        match self.occasion {
            Occasion::Start => NoticeKind::Start,
            Occasion::Transfer { .. } => NoticeKind::Transfer,
            Occasion::TransferReceipt { .. } => NoticeKind::TransferReceipt,
            Occasion::Failure { .. } => NoticeKind::Failure,
            Occasion::WeeklyReport { .. } => NoticeKind::WeeklyReport,
            Occasion::Reminder { .. } => NoticeKind::Reminder,
            Occasion::Escalation { .. } => NoticeKind::Escalation,
            Occasion::TransferTold { .. } => NoticeKind::TransferTold,
            Occasion::AtRisk { .. } => NoticeKind::AtRisk,
            Occasion::EstimatePassed { .. } => NoticeKind::EstimatePassed,
            Occasion::Reminded { .. } => NoticeKind::Reminded,
            Occasion::ActTold { .. } => NoticeKind::ActTold,
        }
    }
}

/// The key: dry run, step, kind, episode and recipient, separated by `/`.
fn key(dry_run: &DryRun, notice: &Notice, episode: &str) -> String {
    let mut key = String::new();
    let parts = [
        dry_run.as_str(),
        notice.step.as_ref().map_or("", StepId::as_str),
        notice.kind().name(),
        episode,
        notice.recipient.compared(),
    ];
    for part in parts {
        add_part(&mut key, part);
    }
    key
}

fn add_part(key: &mut String, part: &str) {
    if !key.is_empty() {
        key.push('/');
    }
    // Separators inside a part are escaped, so that different notices have different keys.
    if part.contains('/') || part.contains('%') {
        key.push_str(&part.replace('%', "%25").replace('/', "%2F"));
    } else {
        key.push_str(part);
    }
}
