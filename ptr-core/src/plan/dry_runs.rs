//! The dry runs of a step: a set that steps share.

use std::collections::BTreeSet;
use std::sync::Arc;

#[cfg(feature = "serde")]
use serde::{Deserialize, Serialize};

use crate::id::DryRun;

/// A set of dry runs. A clone costs `O(1)` and shares the content until one of the two changes,
/// because a plan of thousands of steps has only a few different sets.
///
/// ```
/// use ptr_core::{DryRun, DryRuns};
/// let mut rehearsed: DryRuns = [DryRun::new("FDR1")?, DryRun::live()].into_iter().collect();
/// assert!(rehearsed.contains("Live"));
/// assert_eq!(rehearsed.iter().map(DryRun::as_str).collect::<Vec<_>>(), ["FDR1", "Live"]);
/// assert!(rehearsed.remove("FDR1") && rehearsed.len() == 1);
/// # Ok::<(), ptr_core::InvalidCode>(())
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(Serialize, Deserialize))]
#[cfg_attr(feature = "serde", serde(transparent))]
pub struct DryRuns(Arc<BTreeSet<DryRun>>);

impl DryRuns {
    /// The number of dry runs.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether the set is empty.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether the set contains this dry run. Time `O(log len)`.
    pub fn contains(&self, name: impl AsRef<str>) -> bool {
        self.0.contains(name.as_ref())
    }

    /// Adds a dry run; returns whether it is new. A shared set is copied first.
    pub fn insert(&mut self, dry_run: DryRun) -> bool {
        Arc::make_mut(&mut self.0).insert(dry_run)
    }

    /// Removes a dry run; returns whether it was in the set. A shared set is copied first.
    pub fn remove(&mut self, name: &str) -> bool {
        Arc::make_mut(&mut self.0).remove(name)
    }

    /// The dry runs in the order of their names.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = &DryRun> {
        self.0.iter()
    }

    /// Whether both share one content, and so are equal. Time `O(1)`.
    pub(super) fn is_shared_with(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

impl FromIterator<DryRun> for DryRuns {
    fn from_iter<I: IntoIterator<Item = DryRun>>(dry_runs: I) -> Self {
        Self(Arc::new(dry_runs.into_iter().collect()))
    }
}

impl<const LEN: usize> From<[DryRun; LEN]> for DryRuns {
    fn from(dry_runs: [DryRun; LEN]) -> Self {
        dry_runs.into_iter().collect()
    }
}
