//! What the kinds of problems say in more than texts and numbers: what was expected, how a step is
//! linked, what has a name.

#[cfg(feature = "serde")]
use serde::{Deserialize, Serialize};

use super::known_names::KnownNames;

/// Why rows of a sheet were not read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "serde", derive(Serialize, Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "kebab-case"))]
#[non_exhaustive]
pub enum LeftOut {
    /// They stand between the headings and the row from which on the table is to be read.
    AboveTheFirstRow,
    /// They stand below the last row of the table.
    BelowTheTable,
    /// So many cells above could not be read that nobody reads on.
    ManyErrors,
}

/// What marks the end of a table in a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "serde", derive(Serialize, Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "lowercase"))]
pub enum TableMark {
    /// The list that Excel made of it, and calls a table.
    List,
    /// The lines around its cells.
    Border,
}

/// How a step is linked to the one it waits for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "serde", derive(Serialize, Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "kebab-case"))]
pub enum Link {
    /// It begins once that one has ended: what every prerequisite of a plan is.
    FinishToStart,
    /// It begins once that one has begun.
    StartToStart,
    /// It ends once that one has ended.
    FinishToFinish,
    /// It ends once that one has begun.
    StartToFinish,
}

/// What was expected of a value, as data, so that each language can word it.
///
/// ```
/// use ptr_core::Expected;
/// use ptr_core::language::Language;
/// assert_eq!(Expected::Text.words(&Language::english()), "a text");
/// assert_eq!(Expected::from("1 or 2").words(&Language::french()), "1 or 2");
/// ```
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "serde", derive(Serialize, Deserialize))]
#[cfg_attr(feature = "serde", serde(tag = "kind", content = "value", rename_all = "kebab-case"))]
#[non_exhaustive]
pub enum Expected {
    /// Text that completely matches this regular expression.
    Pattern(String),
    /// One line of text without blanks around it.
    OneLine,
    /// A text.
    Text,
    /// A list of texts.
    Texts,
    /// A cell of date type, not a text.
    Date,
    /// A date, or a text in this format of `strptime`.
    DateFormat(String),
    /// A real date, which a number may be that is not formatted as one.
    DateOfNumber {
        /// The date that the number would be, as ISO 8601.
        date: String,
    },
    /// A duration that can be read in one way only: `1,000 min` may be a thousand minutes or one.
    OneDuration {
        /// The ways in which it can be read.
        readings: KnownNames,
    },
    /// A date, or a milestone with or without an offset.
    DateOrMilestone {
        /// The milestones of the plan.
        known: KnownNames,
    },
    /// An offset, after the name of a milestone.
    Offset,
    /// A duration.
    Duration,
    /// A time of day.
    TimeOfDay,
    /// A whole number of people, 1 at least.
    Count,
    /// A mark such as `x`, or an empty cell.
    Mark,
    /// One of these texts exactly.
    OneOf(KnownNames),
    /// Another expectation, quoted unchanged in every language.
    Other(String),
}

impl From<String> for Expected {
    fn from(text: String) -> Self {
        Expected::Other(text)
    }
}

impl From<&str> for Expected {
    fn from(text: &str) -> Self {
        Expected::Other(text.to_owned())
    }
}

/// Things with a unique name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "serde", derive(Serialize, Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "lowercase"))]
#[non_exhaustive]
pub enum Named {
    /// A phase.
    Phase,
    /// A dry run.
    #[cfg_attr(feature = "serde", serde(rename = "dry_run"))]
    DryRun,
    /// A milestone.
    Milestone,
    /// A team of one department.
    Team,
    /// A department.
    Department,
    /// An environment.
    Environment,
    /// A sheet of a workbook.
    Sheet,
}
