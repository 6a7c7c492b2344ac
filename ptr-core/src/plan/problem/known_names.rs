//! The existing names, for a problem about a name that does not exist.
//!
//! A plan may have many problems of one kind and many names. Each problem keeps only the names that
//! its message lists and their total number, so the size of a refusal depends on the number of
//! problems only. They share them.

use std::sync::Arc;

#[cfg(feature = "serde")]
use serde::{Deserialize, Serialize};

/// The first of the existing names, and their total number.
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
    first: Arc<[String]>,
    total: usize,
}

impl KnownNames {
    /// The most names that are kept: messages list ten, or eleven if there are exactly eleven.
    pub const MOST: usize = 11;

    /// Keeps the first of `names`, in the order of display. Time and space `O(1)`.
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

    /// The total number of names.
    pub fn total(&self) -> usize {
        self.total
    }
}
