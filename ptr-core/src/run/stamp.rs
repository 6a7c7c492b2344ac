//! Stamps: when something was done, and by whom.

use chrono::{DateTime, Utc};
#[cfg(feature = "serde")]
use serde::{Deserialize, Serialize};

use crate::id::Email;

/// When and by whom something was done.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(Serialize, Deserialize))]
#[cfg_attr(feature = "serde", serde(deny_unknown_fields))]
pub struct Stamp {
    /// The instant.
    pub at: DateTime<Utc>,
    /// The author; `None` for the system.
    pub by: Option<Email>,
}
