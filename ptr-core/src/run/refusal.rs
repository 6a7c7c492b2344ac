//! Refusals: the reasons against a command, as data.

use chrono::{DateTime, TimeDelta, Utc};
#[cfg(feature = "serde")]
use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::explanation::Condition;
use crate::id::{Digest, DryRun, Email, Outcome, PhaseCode, StepId};
use crate::schedule::ScheduleError;
use crate::state::State;

/// A reason against a command.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(Serialize, Deserialize))]
#[cfg_attr(feature = "serde", serde(tag = "code", rename_all = "kebab-case"))]
#[non_exhaustive]
pub enum Reason {
    /// There is no step with this id.
    UnknownStep {
        /// The id that was given.
        found: String,
        /// The dry run without this step; `None` if the plan does not have it either.
        dry_run: Option<DryRun>,
    },
    /// The author or the new assignee is not a mail address.
    NotAnAddress {
        /// The text that was given.
        found: String,
    },
    /// The author of the command is neither an assignee of the step nor a coordinator.
    NotAssigned {
        /// The author.
        by: Email,
        /// The assignees of the step.
        assignees: Vec<Email>,
    },
    /// Only coordinators may do this.
    NotCoordinator {
        /// The author.
        by: Email,
    },
    /// Only a Ready step can be started.
    NotReady {
        /// The step's state.
        state: State,
        /// The unmet conditions.
        unmet: Vec<Condition>,
    },
    /// The step has been started already.
    AlreadyOpen {
        /// When it was started.
        since: DateTime<Utc>,
        /// By whom it was started.
        by: Option<Email>,
    },
    /// The step is terminated already.
    AlreadyTerminated {
        /// When it was closed or skipped.
        since: DateTime<Utc>,
        /// By whom it was closed or skipped.
        by: Option<Email>,
        /// Whether it was skipped instead of closed.
        skipped: bool,
    },
    /// Only an Open step can be closed.
    NotOpen {
        /// The step's state.
        state: State,
    },
    /// A decision is closed with one of its outcomes.
    MissingOutcome {
        /// Its outcomes.
        outcomes: Vec<Outcome>,
    },
    /// The step does not offer this outcome.
    UnknownOutcome {
        /// The outcome that was given.
        found: String,
        /// The outcomes of the step; empty if it is no decision.
        outcomes: Vec<Outcome>,
    },
    /// A decision is taken, not skipped.
    DecisionNotSkipped {
        /// Its outcomes.
        outcomes: Vec<Outcome>,
    },
    /// The step is abandoned: it can no longer come about.
    Abandoned {
        /// The decisions by which it cannot.
        unmet: Vec<Condition>,
    },
    /// The step is of a contingency phase, which sleeps until a rollback is declared.
    Asleep {
        /// The phase.
        phase: PhaseCode,
    },
    /// Only the start of an Open step can be undone.
    NotStarted {
        /// The step's state.
        state: State,
    },
    /// The start of a step cannot be undone once steps after it were started.
    SuccessorsStarted {
        /// These steps.
        steps: Vec<StepId>,
    },
    /// Only a terminated step can be reopened.
    NotTerminated {
        /// The step's state.
        state: State,
    },
    /// The new assignee is the author, who already has the step.
    TransferToSelf {
        /// The author.
        by: Email,
    },
    /// A reason is required.
    MissingReason,
    /// Defects that block a step need a text.
    MissingDefects,
    /// An estimate is of defects that block the step, and these do not.
    EstimateWithoutBlock {
        /// The estimate.
        until: DateTime<Utc>,
    },
    /// A new estimate of when defects block a step no longer must be after the instant at which it
    /// is given, and within the calendar.
    EstimateNotAhead {
        /// The estimate.
        until: DateTime<Utc>,
        /// When it was given.
        at: DateTime<Utc>,
    },
    /// A rollback is declared already.
    RollbackAlreadyDeclared {
        /// When it was declared.
        since: DateTime<Utc>,
    },
    /// No rollback is declared.
    NoRollbackDeclared,
    /// Steps of contingency phases are Open or Terminated.
    ContingencyUnderWay {
        /// These steps.
        steps: Vec<StepId>,
    },
    /// The dry run has no step of a contingency phase.
    NoContingency,
    /// The other plan leaves out steps on which something is recorded.
    RecordedStepsRemoved {
        /// Which, in the order of their ids.
        steps: Vec<StepId>,
    },
    /// In the other plan, steps that are open are of a contingency phase, which sleeps.
    OpenStepsAsleep {
        /// Which, in the order of the other plan.
        steps: Vec<StepId>,
    },
    /// A rollback is declared, and the other plan has no contingency phase in this dry run.
    RollbackWithoutContingency {
        /// When it was declared.
        since: DateTime<Utc>,
    },
    /// The run knows no plan with this digest.
    UnknownPlan {
        /// The digest.
        plan: Digest,
    },
    /// The other plan cannot be projected on the dry run.
    UnschedulablePlan {
        /// Why.
        error: ScheduleError,
    },
    /// The other plan has none of the steps of the dry run: it is the plan of something else.
    ForeignPlan {
        /// The dry run.
        dry_run: DryRun,
    },
    /// In the other plan, steps that were started wait for steps that are not terminated and for
    /// which they did not wait before.
    OpenPrerequisitesAdded {
        /// Each of these steps with one such prerequisite, in the order of the other plan.
        added: Vec<(StepId, StepId)>,
    },
    /// The clock of whoever asks is further ahead of another one than clocks may be apart.
    ClockAhead {
        /// What it says.
        at: DateTime<Utc>,
        /// What the other one says.
        clock: DateTime<Utc>,
        /// How far they may be apart.
        #[cfg_attr(feature = "serde", serde(with = "crate::plan::duration_text"))]
        tolerance: TimeDelta,
    },
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
            Reason::MissingOutcome { .. } => "missing-outcome",
            Reason::UnknownOutcome { .. } => "unknown-outcome",
            Reason::DecisionNotSkipped { .. } => "decision-not-skipped",
            Reason::Abandoned { .. } => "abandoned",
            Reason::Asleep { .. } => "asleep",
            Reason::NotStarted { .. } => "not-started",
            Reason::SuccessorsStarted { .. } => "successors-started",
            Reason::NotTerminated { .. } => "not-terminated",
            Reason::TransferToSelf { .. } => "transfer-to-self",
            Reason::MissingReason => "missing-reason",
            Reason::MissingDefects => "missing-defects",
            Reason::EstimateWithoutBlock { .. } => "estimate-without-block",
            Reason::EstimateNotAhead { .. } => "estimate-not-ahead",
            Reason::RollbackAlreadyDeclared { .. } => "rollback-already-declared",
            Reason::NoRollbackDeclared => "no-rollback-declared",
            Reason::ContingencyUnderWay { .. } => "contingency-under-way",
            Reason::NoContingency => "no-contingency",
            Reason::RecordedStepsRemoved { .. } => "recorded-steps-removed",
            Reason::OpenStepsAsleep { .. } => "open-steps-asleep",
            Reason::RollbackWithoutContingency { .. } => "rollback-without-contingency",
            Reason::UnknownPlan { .. } => "unknown-plan",
            Reason::UnschedulablePlan { .. } => "unschedulable-plan",
            Reason::ForeignPlan { .. } => "foreign-plan",
            Reason::OpenPrerequisitesAdded { .. } => "open-prerequisites-added",
            Reason::ClockAhead { .. } => "clock-ahead",
        }
    }
}

/// A command that was refused. The run is unchanged.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[cfg_attr(feature = "serde", derive(Serialize, Deserialize))]
#[cfg_attr(feature = "serde", serde(deny_unknown_fields))]
pub struct Refusal {
    /// The name of the command: `start`.
    pub command: String,
    /// The step of the command, if it is about one.
    pub step: Option<StepId>,
    /// The reasons, at least one.
    pub reasons: Vec<Reason>,
    /// The time zone for instants in messages.
    pub(crate) timezone: chrono_tz::Tz,
}

impl Refusal {
    /// The refusal of an input that cannot become a [`Command`](crate::Command), because a text in
    /// it is not a valid step id or mail address. `command` is the name of the intended command,
    /// `timezone` that of the plan.
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
        Self::for_reasons(command, step, [reason], timezone)
    }

    /// The same for several reasons, at least one.
    pub(crate) fn for_reasons(
        command: impl Into<String>,
        step: Option<StepId>,
        reasons: impl IntoIterator<Item = Reason>,
        timezone: chrono_tz::Tz,
    ) -> Self {
        Self { command: command.into(), step, reasons: reasons.into_iter().collect(), timezone }
    }
}
