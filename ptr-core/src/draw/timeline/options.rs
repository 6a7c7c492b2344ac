//! What a timeline shows, and how.

use chrono::{DateTime, Utc};
#[cfg(feature = "serde")]
use serde::{Deserialize, Serialize};

use crate::id::PhaseCode;

/// What the rows of a timeline are grouped by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
#[cfg_attr(feature = "serde", derive(Serialize, Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "kebab-case"))]
pub enum TimelineGroups {
    /// The phases of the plan, in their order.
    #[default]
    Phase,
    /// The teams, in the order of their names.
    Team,
    /// The first person to whom each step is assigned, in the order of mail addresses.
    Person,
}

/// What a timeline shows, and how.
///
/// ```
/// use ptr_core::TimelineOptions;
///
/// let options: TimelineOptions = serde_json::from_str(r#"{"group_by": "team", "rows": null}"#)?;
/// assert_eq!(options.rows, None);
/// assert!(serde_json::from_str::<TimelineOptions>(r#"{"groups": "team"}"#).is_err());
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(Serialize, Deserialize))]
#[cfg_attr(feature = "serde", serde(default, deny_unknown_fields))]
pub struct TimelineOptions {
    /// What the rows are grouped by.
    pub group_by: TimelineGroups,
    /// Draw only the steps of this phase; all steps if `None`. A phase without steps gives an empty
    /// drawing.
    pub phase: Option<PhaseCode>,
    /// The left edge of the axis; the first beginning of a step if `None`.
    pub since: Option<DateTime<Utc>>,
    /// The right edge of the axis; the last end of a step if `None`.
    pub until: Option<DateTime<Utc>>,
    /// At most this many rows, titles of groups included; the steps without a row of their own are
    /// drawn together in the row of their group, and counted. `None` gives each step a row.
    pub rows: Option<usize>,
    /// Make each step with a row a link, to this address followed by the step's id
    /// (percent-encoded).
    pub links: Option<String>,
    /// Explain the bars and lines.
    pub legend: bool,
}

impl Default for TimelineOptions {
    /// All steps by phase, from the first beginning to the last end, in at most 40 rows, with a
    /// legend and without links: a screen, or a sheet of A4.
    fn default() -> Self {
        Self {
            group_by: TimelineGroups::default(),
            phase: None,
            since: None,
            until: None,
            rows: Some(40),
            links: None,
            legend: true,
        }
    }
}

/// The timeline cannot be drawn: its axis would end before it begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(Serialize, Deserialize))]
pub struct InvalidWindow {
    /// [`TimelineOptions::since`].
    pub since: DateTime<Utc>,
    /// [`TimelineOptions::until`].
    pub until: DateTime<Utc>,
}

impl std::error::Error for InvalidWindow {}
