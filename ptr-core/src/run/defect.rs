//! Defects that block their step: since when, and until when by estimate.
//!
//! A step is blocked from the event that says so until one that says that it is not, or has none
//! any more, or until the step is closed or skipped. The clock changes nothing: an estimate that is
//! passed is told, and the step stays blocked. Nor does reopening a step block it again.

use chrono::{DateTime, Utc};
#[cfg(feature = "serde")]
use serde::{Deserialize, Serialize};

use super::stamp::Stamp;

/// The defects of a step block it. See [`View::blocking_defects`](crate::View::blocking_defects).
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(Serialize, Deserialize))]
#[cfg_attr(feature = "serde", serde(deny_unknown_fields))]
pub struct BlockingDefect {
    /// Since when they do, and who said so first.
    pub since: Stamp,
    /// When they should do so no longer, by the last estimate; `None` if it named no instant.
    pub until: Option<DateTime<Utc>>,
}

impl BlockingDefect {
    /// Whether the estimate is passed at an instant: the step should be blocked no longer.
    pub fn is_overdue(&self, at: DateTime<Utc>) -> bool {
        self.until.is_some_and(|until| until <= at)
    }
}
