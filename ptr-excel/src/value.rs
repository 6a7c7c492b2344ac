//! What the text or the number in a cell means.
//!
//! Pure functions, one a kind of value, with no knowledge of where the cell stands: whoever
//! calls them knows the sheet and the cell and makes a problem of what comes back. A failure is
//! data, [`Unreadable`]: what was found and what was expected, worded in one place.
//!
//! Spaces, also the unbreakable ones that French typing puts before units, and the many dashes
//! that keyboards and word processors make of a minus never decide anything.

mod date;
mod duration;
mod list;
mod milestone;

use std::fmt;

pub use self::date::looks_like_a_date;
pub use self::duration::{duration, duration_of_number};
pub use self::list::{NumberAsIds, is_marked, is_nothing, items, mail_addresses, number_as_ids};
pub use self::milestone::{MilestoneDate, Offset, milestone_date};

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
    fn new(found: &str, expected: Expected) -> Self {
        Self { found: found.to_owned(), expected }
    }
}

/// Whether a character is one of the dashes that stand for a minus.
fn is_dash(c: char) -> bool {
    matches!(c, '-' | '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{fe63}' | '\u{ff0d}')
}

/// Text without the spaces around it, of whatever kind.
#[inline]
pub(crate) fn trim(text: &str) -> &str {
    // Nearly every text begins and ends with a letter or a sign.
    let is_bare = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_graphic);
    if is_bare(text.as_bytes().first()) && is_bare(text.as_bytes().last()) {
        return text;
    }
    trim_blanks(text)
}

fn trim_blanks(text: &str) -> &str {
    // `char::is_whitespace` knows the unbreakable spaces; the zero-width ones are no white space.
    text.trim_matches(|c: char| c.is_whitespace() || matches!(c, '\u{200b}' | '\u{feff}'))
}
