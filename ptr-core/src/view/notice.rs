//! A notice: a mail that is owed to one person, as a value with a stable key.
//!
//! The key consists of dry run, step, kind, episode and recipient. A notice has a single recipient,
//! because the link in the mail authorises this person only.

use std::fmt::Write as _;

use chrono::{DateTime, Utc};
#[cfg(feature = "serde")]
use serde::{Deserialize, Serialize};

use crate::id::{DryRun, Email, StepId};
use crate::run::NoticeKind;

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
    /// The notice of an episode; the caller sees to it that one person is told of it once.
    pub(crate) fn of_episode(
        dry_run: &DryRun,
        step: Option<&StepId>,
        (episode, event): (&str, Option<u64>),
        recipient: &Email,
        occasion: Occasion,
    ) -> Self {
        let (step, recipient) = (step.cloned(), recipient.clone());
        let mut notice = Self { key: String::new(), step, event, recipient, occasion };
        notice.key = key(dry_run, &notice, episode);
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
