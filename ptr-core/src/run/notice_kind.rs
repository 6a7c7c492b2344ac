//! What a mail that is owed is for: the kinds by which events tell what was sent.

#[cfg(feature = "serde")]
use serde::{Deserialize, Serialize};

/// What a mail is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "serde", derive(Serialize, Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "kebab-case"))]
#[non_exhaustive]
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
    /// Nobody has begun a step, or closed it by its end: please do.
    Reminder,
    /// The same, told to those who answer for it.
    Escalation,
    /// A step has gone from somebody to somebody else.
    TransferTold,
    /// A required end may not be met.
    AtRisk,
    /// A step is blocked for longer than was estimated.
    EstimatePassed,
    /// A coordinator reminds those to whom a step is assigned.
    Reminded,
    /// Somebody has acted on the work of others.
    ActTold,
}

impl NoticeKind {
    /// Every kind.
    pub const ALL: [NoticeKind; 12] = [
        NoticeKind::Start,
        NoticeKind::Transfer,
        NoticeKind::TransferReceipt,
        NoticeKind::Failure,
        NoticeKind::WeeklyReport,
        NoticeKind::Reminder,
        NoticeKind::Escalation,
        NoticeKind::TransferTold,
        NoticeKind::AtRisk,
        NoticeKind::EstimatePassed,
        NoticeKind::Reminded,
        NoticeKind::ActTold,
    ];

    /// The name in keys and data: `weekly-report`.
    pub const fn name(self) -> &'static str {
        match self {
            NoticeKind::Start => "start",
            NoticeKind::Transfer => "transfer",
            NoticeKind::TransferReceipt => "transfer-receipt",
            NoticeKind::Failure => "failure",
            NoticeKind::WeeklyReport => "weekly-report",
            NoticeKind::Reminder => "reminder",
            NoticeKind::Escalation => "escalation",
            NoticeKind::TransferTold => "transfer-told",
            NoticeKind::AtRisk => "at-risk",
            NoticeKind::EstimatePassed => "estimate-passed",
            NoticeKind::Reminded => "reminded",
            NoticeKind::ActTold => "act-told",
        }
    }

    /// Whether a mail of this kind asks its recipient to act, so that somebody must be told if
    /// it cannot be sent.
    pub(crate) fn asks_somebody_to_act(self) -> bool {
        match self {
            NoticeKind::Start
            | NoticeKind::Transfer
            | NoticeKind::Reminder
            | NoticeKind::Reminded
            | NoticeKind::Escalation => true,
            NoticeKind::TransferReceipt
            | NoticeKind::Failure
            | NoticeKind::WeeklyReport
            | NoticeKind::TransferTold
            | NoticeKind::AtRisk
            | NoticeKind::EstimatePassed
            | NoticeKind::ActTold => false,
        }
    }
}
