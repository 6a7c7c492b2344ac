//! The difference of two plans: added, removed and changed steps.
//!
//! Steps are matched by id and compared field by field. Dates are compared as instants, so moving a
//! milestone changes every step with a start relative to it.

#[cfg(feature = "serde")]
use serde::{Deserialize, Serialize};

use super::{Field, Plan, Step};
use crate::id::{DryRun, StepId};

/// The difference between an earlier and a later plan, or between two schedules.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[cfg_attr(feature = "serde", derive(Serialize, Deserialize))]
#[cfg_attr(feature = "serde", serde(deny_unknown_fields))]
pub struct Difference {
    /// The steps that only the later one has, in its order.
    pub added: Vec<StepId>,
    /// The steps that only the earlier one has, in its order.
    pub removed: Vec<StepId>,
    /// The steps that differ, in the order of the later one, each with the names of the differing
    /// fields. Further columns have their names in [`Step::extra`].
    pub changed: Vec<(StepId, Vec<String>)>,
}

impl Difference {
    /// Whether there is no difference.
    pub fn is_empty(&self) -> bool {
        self.added.is_empty() && self.removed.is_empty() && self.changed.is_empty()
    }

    /// Compares the steps of two collections, matched by id.
    pub(crate) fn between<'a, T: Copy>(
        before: impl Iterator<Item = &'a StepId>,
        after: impl Iterator<Item = (&'a StepId, T)>,
        find_before: impl Fn(&str) -> Option<T>,
        is_after: impl Fn(&str) -> bool,
        fields: impl Fn(T, T) -> Vec<String>,
    ) -> Self {
        let removed = before.filter(|id| !is_after(id.as_str())).cloned().collect();
        let mut difference = Self { removed, ..Self::default() };
        for (id, step) in after {
            match find_before(id.as_str()).map(|before| fields(before, step)) {
                None => difference.added.push(id.clone()),
                Some(fields) if fields.is_empty() => {}
                Some(fields) => difference.changed.push((id.clone(), fields)),
            }
        }
        difference
    }
}

impl Plan {
    /// The changes from this plan to a later one. Time `O(steps · log steps)`.
    ///
    /// # Examples
    /// ```
    /// use ptr_core::{Plan, Step};
    ///
    /// let step = |id: &str| Step::new(id, "CO")?.in_dry_runs(["FDR1"]);
    /// let before = Plan::from_steps([step("CO00000001")?, step("CO00000002")?])?;
    /// let after = Plan::from_steps([
    ///     step("CO00000002")?.labelled("Ouvrir le registre").after(["CO00000003"])?,
    ///     step("CO00000003")?,
    /// ])?;
    /// let difference = before.diff(&after);
    /// assert_eq!(difference.added, ["CO00000003"]);
    /// assert_eq!(difference.removed, ["CO00000001"]);
    /// assert_eq!(difference.changed[0].1, ["label", "prerequisites"]);
    /// assert!(after.diff(&after).is_empty());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn diff(&self, later: &Plan) -> Difference {
        Difference::between(
            self.steps().iter().map(|step| &step.id),
            later.steps().iter().map(|step| (&step.id, step)),
            |id| self.step(id),
            |id| later.step(id).is_some(),
            |before: &Step, after: &Step| {
                let start = |plan: &Plan, dry_run: &DryRun| plan.start(before.id.as_str(), dry_run);
                let moves = after
                    .dry_runs
                    .iter()
                    .filter(|dry_run| before.dry_runs.contains(dry_run))
                    .any(|dry_run| start(self, dry_run) != start(later, dry_run));
                before.differing(after, moves, before.dry_runs != after.dry_runs)
            },
        )
    }
}

impl Step {
    /// The names of the differing fields, in the order of a record. The caller compares starts and
    /// dry runs.
    pub(crate) fn differing(&self, after: &Step, start: bool, dry_runs: bool) -> Vec<String> {
        let known = Field::OF_A_STEP.into_iter().filter(|field| match field {
            Field::Start => start,
            Field::DryRuns => dry_runs,
            other => !self.agrees(after, *other),
        });
        let added = after.extra.names().filter(|name| self.extra.get(name).is_none());
        let further = self
            .extra
            .names()
            .chain(added)
            .filter(|name| self.extra.get(name) != after.extra.get(name))
            .map(str::to_owned);
        known.map(|field| field.name().to_owned()).chain(further).collect()
    }
}
