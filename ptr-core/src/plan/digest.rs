//! The digest of a plan, by which events, stores and workbooks name it.

use super::{ForeignBase, Plan};
use crate::id::Digest;

impl Plan {
    /// The SHA-256 digest of the plan's JSON as serde writes it. Two plans with one digest are
    /// equal. Computed once for a plan and its clones; time `O(content)`.
    ///
    /// It is the same in every process and version: a document only gains keys that are left out
    /// as long as they have no value.
    ///
    /// ```
    /// use ptr_core::{Digest, Plan, Step};
    ///
    /// let plan = Plan::from_steps([Step::new("CO1", "CO")?.in_dry_runs(["FDR1"])?])?;
    /// let stored = serde_json::to_string(&plan)?;
    /// assert_eq!(plan.digest(), Digest::of([stored.as_bytes()]));
    /// let read: Plan = serde_json::from_str(&stored)?;
    /// assert_eq!(read.digest(), plan.digest());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn digest(&self) -> Digest {
        *self.checked().digest.get_or_init(|| {
            // A checked plan has nothing that JSON cannot hold.
            let json = serde_json::to_vec(self);
            debug_assert!(json.is_ok(), "a plan is writable");
            Digest::of([json.unwrap_or_default().as_slice()])
        })
    }
}

impl ForeignBase {
    /// Checks a base by what a workbook that is to be merged says of itself: the digest of the plan
    /// that it was written from, which no editing of its cells changes. For
    /// [`merge`](crate::merge()) looks at plans alone, and any plan of the same steps may pass for
    /// the base.
    ///
    /// # Errors
    /// [`ForeignBase::WrittenFromAnother`] if that is not the base.
    ///
    /// ```
    /// use ptr_core::{ForeignBase, Plan, Step};
    ///
    /// let step = || Step::new("CO1", "CO")?.in_dry_runs(["FDR1"]);
    /// let base = Plan::from_steps([step()?])?;
    /// let later = Plan::from_steps([step()?.labelled("Ouvrir")])?;
    /// assert!(ForeignBase::check(&base, base.digest()).is_ok());
    /// assert!(ForeignBase::check(&later, base.digest()).is_err());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn check(base: &Plan, written_from: Digest) -> Result<(), Self> {
        let expected = base.digest();
        if written_from == expected {
            return Ok(());
        }
        Err(Self::WrittenFromAnother { found: written_from, expected })
    }
}
