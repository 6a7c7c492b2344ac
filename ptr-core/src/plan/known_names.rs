//! The names that there are, told beside one that is not among them.
//!
//! A plan may have many problems of one kind and many names to choose from. Each problem keeps
//! the few names that a sentence tells, and how many there are, so that a refusal grows with the
//! problems alone.

#[cfg(feature = "serde")]
use serde::{Deserialize, Serialize};

/// The first of the names that there are, and how many there are.
///
/// ```
/// use ptr_core::KnownNames;
/// let teams: Vec<String> = (1..=42).map(|number| format!("Team {number}")).collect();
/// let known = KnownNames::of(&teams);
/// assert_eq!((known.first().len(), known.total()), (KnownNames::MOST, 42));
/// ```
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
#[cfg_attr(feature = "serde", derive(Serialize, Deserialize))]
pub struct KnownNames {
    first: Vec<String>,
    total: usize,
}

impl KnownNames {
    /// How many names are kept: sentences tell ten, and an eleventh where it is the last.
    pub const MOST: usize = 11;

    /// Of all names, in the order in which they are to be told. Time and space `O(1)`.
    pub fn of<N: AsRef<str>>(
        names: impl IntoIterator<Item = N, IntoIter: ExactSizeIterator>,
    ) -> Self {
        let names = names.into_iter();
        let total = names.len();
        let first = names.take(Self::MOST).map(|name| name.as_ref().to_owned()).collect();
        Self { first, total }
    }

    /// The first names, at most [`MOST`](Self::MOST).
    pub fn first(&self) -> &[String] {
        &self.first
    }

    /// How many names there are.
    pub fn total(&self) -> usize {
        self.total
    }
}
