//! Why stored events cannot be the history of a run: gaps, wrong order, foreign steps, facts
//! that contradict those before them.
//!
//! Stores get copied, merged and edited by hand; a run is folded only from a history that can
//! have happened. What is wrong is data, its sentences are in [`language`](crate::language).

#[cfg(feature = "serde")]
use serde::{Deserialize, Serialize};
use std::fmt;

use crate::id::StepId;
use crate::language::Language;
use crate::state::Progress;

/// Why stored events cannot be the history of this run.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(Serialize, Deserialize))]
#[cfg_attr(feature = "serde", serde(tag = "code", rename_all = "kebab-case"))]
#[non_exhaustive]
pub enum ReplayError {
    /// An event is missing.
    Gap {
        /// The number that should have come.
        expected: u64,
        /// The number that came.
        found: u64,
    },
    /// An event comes twice, or too late.
    WrongOrder {
        /// The number that should have come.
        expected: u64,
        /// The number that came.
        found: u64,
    },
    /// An event is about a step that this schedule does not have.
    UnknownStep {
        /// The event's number.
        seq: u64,
        /// The step.
        step: StepId,
        /// The schedule's dry run.
        dry_run: String,
    },
    /// An event that cannot follow those before it.
    Impossible {
        /// The event's number.
        seq: u64,
        /// What it says has happened.
        fact: String,
        /// What stands against it.
        why: Contradiction,
    },
}

/// What stands against an event.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(Serialize, Deserialize))]
#[cfg_attr(feature = "serde", serde(tag = "code", rename_all = "kebab-case"))]
pub enum Contradiction {
    /// It takes somebody to do this, and the event does not say who did.
    NoAuthor,
    /// The step's progress does not allow it.
    Progress {
        /// The step.
        step: StepId,
        /// Its progress before the event.
        found: Progress,
    },
    /// A rollback is declared, or none is, and the event needs the contrary.
    Rollback {
        /// Whether one was declared before the event.
        declared: bool,
    },
}

impl fmt::Display for ReplayError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message(&Language::english()))
    }
}

impl std::error::Error for ReplayError {}
