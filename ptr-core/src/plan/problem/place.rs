//! The place of a problem: a field of a record, a cell of a workbook.

use std::cmp::Ordering;
use std::fmt;

#[cfg(feature = "serde")]
use serde::{Deserialize, Serialize};

/// A field of a step, as records name it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "serde", derive(Serialize, Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
#[non_exhaustive]
pub enum Field {
    /// `id`
    Id,
    /// `label`
    Label,
    /// `phase`
    Phase,
    /// `dry_runs`
    DryRuns,
    /// `prerequisites`
    Prerequisites,
    /// `start`
    Start,
    /// `duration`
    Duration,
    /// `team`
    Team,
    /// `department`
    Department,
    /// `contacts`
    Contacts,
    /// `instructions`
    Instructions,
    /// `outcomes`
    Outcomes,
    /// `quorum`
    Quorum,
    /// `progress`
    Progress,
}

impl Field {
    /// The fields of a step, in the order in which records have them. Progress is none of them: a
    /// plan does not know it.
    pub const OF_A_STEP: [Field; 13] = [
        Field::Id,
        Field::Label,
        Field::Phase,
        Field::DryRuns,
        Field::Prerequisites,
        Field::Start,
        Field::Duration,
        Field::Team,
        Field::Department,
        Field::Contacts,
        Field::Instructions,
        Field::Outcomes,
        Field::Quorum,
    ];

    /// The name of the field in records and layouts.
    pub const fn name(self) -> &'static str {
        match self {
            Field::Id => "id",
            Field::Label => "label",
            Field::Phase => "phase",
            Field::DryRuns => "dry_runs",
            Field::Prerequisites => "prerequisites",
            Field::Start => "start",
            Field::Duration => "duration",
            Field::Team => "team",
            Field::Department => "department",
            Field::Contacts => "contacts",
            Field::Instructions => "instructions",
            Field::Outcomes => "outcomes",
            Field::Quorum => "quorum",
            Field::Progress => "progress",
        }
    }
}

/// A place in a workbook. Places of one sheet are in the order of its rows: `D2` before `D10`.
///
/// ```
/// use ptr_core::Place;
/// let place = Place { sheet: "Acteurs".to_owned(), cell: Some("C4".to_owned()) };
/// assert_eq!(place.to_string(), "Acteurs!C4");
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(Serialize, Deserialize))]
#[cfg_attr(feature = "serde", serde(deny_unknown_fields))]
pub struct Place {
    /// The sheet.
    pub sheet: String,
    /// The cell in A1 notation; `None` if the place is not a single cell.
    pub cell: Option<String>,
}

impl Place {
    /// The row of the cell, as people count; 0 for the whole sheet.
    pub(crate) fn row(&self) -> u64 {
        let digits = self.cell.as_deref().unwrap_or_default();
        let digits = digits.trim_start_matches(|c: char| !c.is_ascii_digit());
        digits.parse().unwrap_or(0)
    }

    /// How many letters its column has: the longer ones stand further right.
    fn letters(&self) -> usize {
        let cell = self.cell.as_deref().unwrap_or_default();
        cell.trim_end_matches(|c: char| c.is_ascii_digit()).len()
    }
}

impl Ord for Place {
    fn cmp(&self, other: &Self) -> Ordering {
        let key = |it: &Self| (it.row(), it.letters());
        let sheets = self.sheet.cmp(&other.sheet);
        sheets.then_with(|| key(self).cmp(&key(other))).then_with(|| self.cell.cmp(&other.cell))
    }
}

impl PartialOrd for Place {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.cell {
            Some(cell) => write!(f, "{}!{cell}", self.sheet),
            None => f.write_str(&self.sheet),
        }
    }
}
