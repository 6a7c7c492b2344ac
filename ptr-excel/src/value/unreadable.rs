//! Why the text or number in a cell cannot be read as what its column holds.

use std::fmt;

/// A cell's value that cannot be read as what its column holds. Prints as a sentence in English.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unreadable {
    /// What the cell holds.
    pub found: String,
    /// What it should hold.
    pub expected: Expected,
}

/// What a cell should have held.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Expected {
    /// A duration: `1 h 30`, `90 min`, `2 j`, a number.
    Duration,
    /// A date, a milestone of the sheet of dates, or such a milestone with an offset.
    DateOrMilestone,
    /// After a milestone that is known, an offset: `+ 2 h`, `- 5 j`, whole days.
    Offset,
}

impl fmt::Display for Expected {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Duration => "a duration such as `1 h 30`, `90 min`, `2 j` or a number",
            Self::DateOrMilestone => {
                "a date, or a milestone with an optional offset such as `J0 + 2 h`"
            }
            Self::Offset => {
                "after the milestone an offset such as `+ 2 h` or `- 5 j`, in whole days, hours and minutes"
            }
        })
    }
}

impl fmt::Display for Unreadable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "found `{}`, expected {}", self.found, self.expected)
    }
}

impl std::error::Error for Unreadable {}

impl Unreadable {
    pub(super) fn new(found: &str, expected: Expected) -> Self {
        Self { found: found.to_owned(), expected }
    }
}
