//! How a plan is to be projected, and why it cannot be.

use chrono::TimeDelta;
#[cfg(feature = "serde")]
use serde::{Deserialize, Serialize};

use super::lock_horizon::LockHorizon;
use crate::id::{DryRun, StepId};
use crate::plan::KnownNames;

/// The options of a projection.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[cfg_attr(feature = "serde", derive(Serialize, Deserialize))]
#[cfg_attr(feature = "serde", serde(default, deny_unknown_fields))]
pub struct ScheduleOptions {
    /// Elapsed time by which every start is moved; negative for earlier.
    #[cfg_attr(feature = "serde", serde(with = "crate::plan::duration_text"))]
    pub shift: TimeDelta,
    /// How long before its start a step that is not ready is Locked; five days by default.
    pub lock_horizon: LockHorizon,
}

/// Why a plan cannot be projected.
///
/// ```
/// use ptr_core::language::Language;
/// use ptr_core::{Plan, ScheduleError, Step};
///
/// let plan = Plan::from_steps([Step::new("CO1", "CO")?.in_dry_runs(["FDR1"])?])?;
/// let error = plan.schedule("FDR9").expect_err("no such dry run");
/// assert!(matches!(&error, ScheduleError::UnknownDryRun { found, .. } if found == "FDR9"));
/// assert!(error.message(&Language::english()).contains("FDR1"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(Serialize, Deserialize))]
#[cfg_attr(feature = "serde", serde(tag = "code", rename_all = "kebab-case"))]
#[non_exhaustive]
pub enum ScheduleError {
    /// The plan has no such dry run.
    UnknownDryRun {
        /// The name that was given.
        found: String,
        /// The dry runs of the plan.
        known: KnownNames,
    },
    /// The shift moves a start out of the years 1 to 9999.
    ShiftTooFar {
        /// The first step, in topological order, whose start leaves the calendar.
        step: StepId,
        /// The shift that was given.
        #[cfg_attr(feature = "serde", serde(with = "crate::plan::duration_text"))]
        shift: TimeDelta,
    },
    /// The dry run leaves out a step with very many prerequisites and very many successors. Each
    /// of the successors would get each of the prerequisites instead.
    TooManyReplaced {
        /// The omitted step that connects the most pairs.
        step: StepId,
        /// The dry run.
        dry_run: DryRun,
        /// The most prerequisites of omitted steps that are visited.
        most: usize,
    },
}

impl std::error::Error for ScheduleError {}
