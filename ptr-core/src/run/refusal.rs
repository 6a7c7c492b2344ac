//! Why somebody did not get what they asked for: every reason, as data.

use chrono::{DateTime, Utc};
#[cfg(feature = "serde")]
use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::explanation::Condition;
use crate::id::{DryRun, Email, StepId};
use crate::state::State;

/// One reason against a command.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(Serialize, Deserialize))]
#[cfg_attr(feature = "serde", serde(tag = "code", rename_all = "kebab-case"))]
#[non_exhaustive]
pub enum Reason {
    /// There is no such step.
    UnknownStep {
        /// The text that is no step's id.
        found: String,
        /// The dry run that has no such step; `None` if the whole plan has none.
        dry_run: Option<DryRun>,
    },
    /// Whoever asks, or is to have the step, is named by a text that is no mail address.
    NotAnAddress {
        /// The text.
        found: String,
    },
    /// The step is not assigned to whoever asked, who is no coordinator either.
    NotAssigned {
        /// Who asked.
        by: Email,
        /// To whom it is assigned.
        assignees: Vec<Email>,
    },
    /// Only coordinators may ask for this.
    NotCoordinator {
        /// Who asked.
        by: Email,
    },
    /// Only a Ready step can be started; these conditions are not met.
    NotReady {
        /// The step's state.
        state: State,
        /// What is missing.
        unmet: Vec<Condition>,
    },
    /// The step has been started already.
    AlreadyOpen {
        /// When.
        since: DateTime<Utc>,
        /// By whom.
        by: Option<Email>,
    },
    /// The step is terminated already.
    AlreadyTerminated {
        /// When.
        since: DateTime<Utc>,
        /// By whom.
        by: Option<Email>,
        /// Whether it was skipped rather than closed.
        skipped: bool,
    },
    /// Only an Open step can be closed.
    NotOpen {
        /// The step's state.
        state: State,
    },
    /// Only a terminated step can be reopened.
    NotTerminated {
        /// The step's state.
        state: State,
    },
    /// The step would go to whoever has it and asked.
    TransferToSelf {
        /// Who asked.
        by: Email,
    },
    /// A reason must be given, and was not.
    MissingReason,
    /// A rollback is declared already.
    RollbackAlreadyDeclared {
        /// When.
        since: DateTime<Utc>,
    },
    /// No rollback is declared.
    NoRollbackDeclared,
    /// Steps of contingency phases are under way.
    ContingencyUnderWay {
        /// Which.
        steps: Vec<StepId>,
    },
    /// The plan has no contingency phase in this dry run.
    NoContingency,
}

impl Reason {
    /// A stable name for programs: `not-ready`.
    pub const fn code(&self) -> &'static str {
        match self {
            Reason::UnknownStep { .. } => "unknown-step",
            Reason::NotAnAddress { .. } => "not-an-address",
            Reason::NotAssigned { .. } => "not-assigned",
            Reason::NotCoordinator { .. } => "not-coordinator",
            Reason::NotReady { .. } => "not-ready",
            Reason::AlreadyOpen { .. } => "already-open",
            Reason::AlreadyTerminated { .. } => "already-terminated",
            Reason::NotOpen { .. } => "not-open",
            Reason::NotTerminated { .. } => "not-terminated",
            Reason::TransferToSelf { .. } => "transfer-to-self",
            Reason::MissingReason => "missing-reason",
            Reason::RollbackAlreadyDeclared { .. } => "rollback-already-declared",
            Reason::NoRollbackDeclared => "no-rollback-declared",
            Reason::ContingencyUnderWay { .. } => "contingency-under-way",
            Reason::NoContingency => "no-contingency",
        }
    }
}

/// A command that was not carried out. Nothing has changed.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[cfg_attr(feature = "serde", derive(Serialize, Deserialize))]
#[cfg_attr(feature = "serde", serde(deny_unknown_fields))]
pub struct Refusal {
    /// The name of the command: `start`.
    pub command: String,
    /// The step it was about.
    pub step: Option<StepId>,
    /// Every reason against it, at least one.
    pub reasons: Vec<Reason>,
    /// The zone in which sentences tell times.
    pub(crate) timezone: chrono_tz::Tz,
}

impl Refusal {
    /// The refusal of what could not even become a [`Command`](crate::Command), because a text
    /// in it is no step's id or no mail address. `command` is the name the command would have
    /// had, `timezone` the plan's.
    ///
    /// ```
    /// use ptr_core::{Reason, Refusal};
    /// let reason = Reason::NotAnAddress { found: "anne".to_owned() };
    /// let refusal = Refusal::because("start", None, reason, chrono_tz::Europe::Brussels);
    /// assert_eq!(refusal.reasons[0].code(), "not-an-address");
    /// ```
    pub fn because(
        command: impl Into<String>,
        step: Option<StepId>,
        reason: Reason,
        timezone: chrono_tz::Tz,
    ) -> Self {
        Self { command: command.into(), step, reasons: vec![reason], timezone }
    }
}
