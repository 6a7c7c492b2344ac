//! Commands: what people ask a [`Run`](crate::Run) to do.

use chrono::{DateTime, TimeDelta, Utc};
#[cfg(feature = "serde")]
use serde::{Deserialize, Serialize};

use crate::id::{Digest, Email, Outcome, StepId};

/// A request to change a run: who may make it, in which states of the step, and the event that it
/// gives.
///
/// | command | who | step's state | gives |
/// |---|---|---|---|
/// | start | assignee, coordinator | Ready | started |
/// | close | assignee, coordinator | Open | closed; of a decision, voted until its quorum agrees |
/// | transfer | assignee, coordinator | any but Terminated | transferred |
/// | record defects | assignee, coordinator | any; blocking ones any but Terminated | defects recorded, if something is new |
/// | undo start | assignee, coordinator | Open, no step after it started | start undone |
/// | reopen | assignee, coordinator | Terminated, not asleep | reopened |
/// | skip | coordinator | any but Open and Terminated, not asleep; no decision | skipped |
/// | remind | coordinator | Ready or Open | reminded |
/// | declare rollback | coordinator | | rollback declared |
/// | withdraw rollback | coordinator | no contingency step Open or Terminated | rollback withdrawn |
/// | revise | coordinator | | plan revised, if the plan is another one |
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(Serialize, Deserialize))]
#[cfg_attr(feature = "serde", serde(tag = "type", rename_all = "snake_case", deny_unknown_fields))]
#[non_exhaustive]
pub enum Command {
    /// Start a step.
    Start {
        /// The step.
        step: StepId,
    },
    /// Close a step, a decision with one of its outcomes.
    Close {
        /// The step.
        step: StepId,
        /// The outcome of a decision; `None` for any other step.
        #[cfg_attr(feature = "serde", serde(default, skip_serializing_if = "Option::is_none"))]
        outcome: Option<Outcome>,
        /// Why, if there is something to say.
        #[cfg_attr(feature = "serde", serde(default, skip_serializing_if = "Option::is_none"))]
        reason: Option<String>,
    },
    /// Hand a step to somebody else.
    Transfer {
        /// The step.
        step: StepId,
        /// Who is to have it.
        to: Email,
        /// What to tell them.
        message: Option<String>,
    },
    /// Write down the defects of a step, in place of what was written before.
    RecordDefects {
        /// The step.
        step: StepId,
        /// The whole text; empty if there are none any more.
        text: String,
        /// Whether they block the step; see [`BlockingDefect`](crate::BlockingDefect). If `None`,
        /// whether and until when they do stays as it is, unless the text is empty.
        #[cfg_attr(feature = "serde", serde(default, skip_serializing_if = "Option::is_none"))]
        blocks: Option<bool>,
        /// When those that block it should do so no longer, in place of the estimate before;
        /// `None` if nobody can say.
        #[cfg_attr(feature = "serde", serde(default, skip_serializing_if = "Option::is_none"))]
        #[cfg_attr(feature = "serde", serde(deserialize_with = "crate::plan::moment::option"))]
        until: Option<DateTime<Utc>>,
    },
    /// Take back the start of a step that was started by mistake.
    UndoStart {
        /// The step.
        step: StepId,
        /// Why.
        reason: String,
    },
    /// Continue a step that was closed or skipped.
    Reopen {
        /// The step.
        step: StepId,
        /// Why.
        reason: String,
    },
    /// Skip a step; its successors treat it as terminated.
    Skip {
        /// The step.
        step: StepId,
        /// Why.
        reason: String,
    },
    /// Remind those to whom a step is assigned to begin it, or to close it.
    Remind {
        /// The step.
        step: StepId,
        /// What to tell them.
        #[cfg_attr(feature = "serde", serde(default, skip_serializing_if = "Option::is_none"))]
        message: Option<String>,
    },
    /// Wake the contingency phases.
    DeclareRollback {
        /// Why.
        reason: String,
    },
    /// Put the contingency phases to sleep again.
    WithdrawRollback {
        /// Why.
        reason: String,
    },
    /// Replace the plan by another one that the run knows ([`Run::know`](crate::Run::know)).
    Revise {
        /// The digest of the other plan.
        plan: Digest,
        /// By how much its starts are moved; as before if `None`.
        #[cfg_attr(feature = "serde", serde(default, with = "crate::plan::duration_text::option"))]
        shift: Option<TimeDelta>,
        /// Whether the other plan may contradict what has been done.
        #[cfg_attr(feature = "serde", serde(default))]
        rewriting: bool,
        /// Why.
        #[cfg_attr(feature = "serde", serde(default))]
        reason: Option<String>,
    },
}

impl Command {
    /// The command to close a step that is no decision.
    pub const fn close(step: StepId) -> Self {
        Command::Close { step, outcome: None, reason: None }
    }

    /// The command to close a decision with one of its outcomes, or to vote for it.
    pub const fn decide(step: StepId, outcome: Outcome) -> Self {
        Command::Close { step, outcome: Some(outcome), reason: None }
    }

    /// The command to write down the text of defects; whether they block the step stays as it is.
    pub fn record_defects(step: StepId, text: impl Into<String>) -> Self {
        Command::RecordDefects { step, text: text.into(), blocks: None, until: None }
    }

    /// The name of the command: `start`.
    pub const fn name(&self) -> &'static str {
        match self {
            Command::Start { .. } => "start",
            Command::Close { .. } => "close",
            Command::Transfer { .. } => "transfer",
            Command::RecordDefects { .. } => "record_defects",
            Command::UndoStart { .. } => "undo_start",
            Command::Reopen { .. } => "reopen",
            Command::Skip { .. } => "skip",
            Command::Remind { .. } => "remind",
            Command::DeclareRollback { .. } => "declare_rollback",
            Command::WithdrawRollback { .. } => "withdraw_rollback",
            Command::Revise { .. } => "revise",
        }
    }

    /// The step it is about, if it is about one.
    pub const fn step(&self) -> Option<&StepId> {
        match self {
            Command::Start { step }
            | Command::Close { step, .. }
            | Command::Transfer { step, .. }
            | Command::RecordDefects { step, .. }
            | Command::UndoStart { step, .. }
            | Command::Reopen { step, .. }
            | Command::Skip { step, .. }
            | Command::Remind { step, .. } => Some(step),
            Command::DeclareRollback { .. }
            | Command::WithdrawRollback { .. }
            | Command::Revise { .. } => None,
        }
    }
}
