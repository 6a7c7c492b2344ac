//! The starts that follow from the declaration of a rollback.
//!
//! A contingency phase may name a milestone that its declaration sets. The steps dated by it have
//! no start of their own until then; once it is declared, the same schedule has their starts as
//! well. Nothing else differs: steps, order and indices stay.

use std::sync::{Arc, OnceLock};

use chrono::{DateTime, Utc};

use super::{Inner, Schedule, Timeline};
use crate::dense::StepIx;
use crate::plan::{Moment, Offset, offset_from};

impl Schedule {
    /// This schedule once a rollback is declared at an instant, without shift: the declaration is
    /// an instant of the real clock. Time `O(1)` if no step follows it, else
    /// `O(steps log steps + effective prerequisites)`.
    pub(crate) fn declared(&self, at: DateTime<Utc>) -> Self {
        let inner = &*self.0;
        if inner.follow.is_empty() {
            return self.clone();
        }
        let mut starts = inner.starts.clone();
        for &(step, offset) in &inner.follow {
            starts[step] = self.following(offset, at);
        }
        Self(Arc::new(Inner {
            plan: inner.plan.clone(),
            branches: inner.branches.clone(),
            declared: Some(at),
            follow: inner.follow.clone(),
            dry_run: inner.dry_run.clone(),
            options: inner.options,
            rows: inner.rows.clone(),
            steps: inner.steps.clone(),
            by_id: inner.by_id.clone(),
            timeline: Timeline::new(&starts),
            starts,
            contingency: inner.contingency.clone(),
            groups: OnceLock::new(),
            timing: OnceLock::new(),
            prerequisites: inner.prerequisites.clone(),
            successors: inner.successors.clone(),
        }))
    }

    /// The start at an offset from a declaration; `None` outside the calendar.
    pub(crate) fn following(&self, offset: Offset, at: DateTime<Utc>) -> Option<DateTime<Utc>> {
        let start = offset_from(self.plan().timezone(), Moment::Instant(at), offset);
        start.map(|(instant, _)| instant)
    }

    /// The steps whose start follows from the declaration of a rollback, each with its offset from
    /// it, in topological order.
    pub(crate) fn followers(&self) -> &[(StepIx, Offset)] {
        &self.0.follow
    }

    /// When the rollback was declared that these starts follow.
    pub(super) fn declared_at(&self) -> Option<DateTime<Utc>> {
        self.0.declared
    }
}
