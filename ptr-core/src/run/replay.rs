//! Errors of a replay: the reasons why stored events are no valid history of a run.
//!
//! Stores are copied, merged and edited by hand, so a run checks each event before it applies it.

#[cfg(feature = "serde")]
use serde::{Deserialize, Serialize};

use crate::id::{Digest, StepId};
use crate::schedule::ScheduleError;
use crate::state::Progress;

/// Why stored events are no valid history of this run.
///
/// ```
/// use ptr_core::language::Language;
/// use ptr_core::{Event, Plan, ReplayError, Run, Step};
///
/// let plan = Plan::from_steps([Step::new("CO1", "CO")?.in_dry_runs(["FDR1"])?])?;
/// let second = r#"{"seq": 2, "at": "2026-03-28T22:00:00Z", "as": "system",
///                  "type": "notice_sent", "key": "k"}"#;
/// let second: Event = serde_json::from_str(second)?;
/// let error = Run::replay(plan.schedule("FDR1")?, [], [second]).expect_err("no first event");
/// assert_eq!(error, ReplayError::Gap { expected: 1, found: 2 });
/// assert!(!error.message(&Language::english()).is_empty());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(Serialize, Deserialize))]
#[cfg_attr(feature = "serde", serde(tag = "code", rename_all = "kebab-case"))]
#[non_exhaustive]
pub enum ReplayError {
    /// An event is missing.
    Gap {
        /// The expected number.
        expected: u64,
        /// The number found.
        found: u64,
    },
    /// An event occurs twice, or too late.
    WrongOrder {
        /// The expected number.
        expected: u64,
        /// The number found.
        found: u64,
    },
    /// An event names a step that this schedule does not have.
    UnknownStep {
        /// The event's number.
        seq: u64,
        /// The step.
        step: StepId,
        /// The schedule's dry run.
        dry_run: String,
    },
    /// A revision names a plan that is not at hand.
    MissingPlan {
        /// The event's number.
        seq: u64,
        /// The digest of the plan.
        plan: Digest,
    },
    /// A revision names a plan that cannot be projected on the dry run.
    Unschedulable {
        /// The event's number.
        seq: u64,
        /// Why.
        error: ScheduleError,
    },
    /// An event that cannot follow those before it.
    Impossible {
        /// The event's number.
        seq: u64,
        /// The name of the event's fact.
        fact: String,
        /// The reason.
        why: Contradiction,
    },
}

/// The reason why an event cannot follow the events before it.
///
/// ```
/// use ptr_core::{Contradiction, Event, Plan, Progress, ReplayError, Run, Step};
///
/// let plan = Plan::from_steps([Step::new("CO1", "CO")?.in_dry_runs(["FDR1"])?])?;
/// let closed: Event = serde_json::from_str(
///     r#"{"seq": 1, "at": "2026-03-28T22:00:00Z", "by": "anne@grid.example",
///         "as": "coordinator", "type": "closed", "step": "CO1"}"#,
/// )?;
/// let error = Run::replay(plan.schedule("FDR1")?, [], [closed]).expect_err("it was not started");
/// let ReplayError::Impossible { why, .. } = error else { return Err("another error".into()) };
/// assert_eq!(why, Contradiction::Progress { step: "CO1".parse()?, found: Progress::None });
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(Serialize, Deserialize))]
#[cfg_attr(feature = "serde", serde(tag = "code", rename_all = "kebab-case"))]
#[non_exhaustive]
pub enum Contradiction {
    /// The fact needs an author, and the event has none.
    NoAuthor,
    /// The step's progress does not allow it.
    Progress {
        /// The step.
        step: StepId,
        /// Its progress before the event.
        found: Progress,
    },
    /// A rollback is declared and must not be, or is not declared and must be.
    Rollback {
        /// Whether one was declared before the event.
        declared: bool,
    },
}

impl std::error::Error for ReplayError {}
