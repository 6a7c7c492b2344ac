//! Acts on the work of others, of which they are told: the events of which a mail may be owed.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
#[cfg(feature = "serde")]
use serde::{Deserialize, Serialize};

use super::event::Event;
use crate::id::{Email, StepId};

/// What somebody has done to the work of others.
///
/// ```
/// use ptr_core::Act;
///
/// assert_eq!(Act::StartUndone.name(), "start_undone");
/// assert_eq!(serde_json::from_str::<Act>("\"start_undone\"")?, Act::StartUndone);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "serde", derive(Serialize, Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
#[non_exhaustive]
pub enum Act {
    /// A step was left out.
    Skipped,
    /// A closed or skipped step was continued.
    Reopened,
    /// The start of a step was taken back.
    StartUndone,
    /// The contingency phases were woken.
    RollbackDeclared,
    /// The contingency phases were put to sleep again.
    RollbackWithdrawn,
    /// The plan was replaced by another one.
    PlanRevised,
}

impl Act {
    /// Every act.
    pub const ALL: [Act; 6] = [
        Act::Skipped,
        Act::Reopened,
        Act::StartUndone,
        Act::RollbackDeclared,
        Act::RollbackWithdrawn,
        Act::PlanRevised,
    ];

    /// The name in data, that of its event ([`Fact::name`](crate::Fact::name)): `start_undone`.
    pub const fn name(self) -> &'static str {
        match self {
            Act::Skipped => "skipped",
            Act::Reopened => "reopened",
            Act::StartUndone => "start_undone",
            Act::RollbackDeclared => "rollback_declared",
            Act::RollbackWithdrawn => "rollback_withdrawn",
            Act::PlanRevised => "plan_revised",
        }
    }
}

/// The people whom an act concerns, each with those of their steps that it changes, apart from the
/// step on which somebody acted.
pub(crate) type People = BTreeMap<Email, Vec<StepId>>;

/// The data of an act for the mails about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct ToldAct {
    pub(crate) seq: u64,
    pub(crate) at: DateTime<Utc>,
    pub(crate) act: Act,
    pub(crate) from: Email,
    pub(crate) reason: Option<String>,
    pub(crate) people: People,
}

impl ToldAct {
    /// `None` of an event without an author, which nobody has done.
    pub(crate) fn new(
        event: &Event,
        act: Act,
        reason: Option<&String>,
        people: People,
    ) -> Option<Self> {
        let (from, reason) = (event.by.clone()?, reason.cloned());
        Some(Self { seq: event.seq, at: event.at, act, from, reason, people })
    }
}
