//! Votes: what people have said about the outcome of a decision.

use chrono::{DateTime, Utc};
#[cfg(feature = "serde")]
use serde::{Deserialize, Serialize};

use crate::id::{Email, Outcome};

/// The vote of one person.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(Serialize, Deserialize))]
#[cfg_attr(feature = "serde", serde(deny_unknown_fields))]
pub struct Vote {
    /// Whose it is.
    pub by: Email,
    /// When it was given.
    pub at: DateTime<Utc>,
    /// For which outcome.
    pub outcome: Outcome,
    /// Why, if they had something to say.
    #[cfg_attr(feature = "serde", serde(default, skip_serializing_if = "Option::is_none"))]
    pub reason: Option<String>,
}
