//! A plan in one dry run as the clinic looks at it: its schedule, and when each step is over.

use chrono::{DateTime, TimeDelta, Utc};

use crate::dense::{DenseMap, StepIx};
use crate::id::DryRun;
use crate::schedule::Schedule;

/// A dry run under examination.
pub(super) struct Exam {
    pub(super) schedule: Schedule,
    /// When each step is over by what the plan says: its start, or where it has none the end of
    /// its last prerequisite, and its duration. `None` if the plan dates neither.
    ///
    /// A date of its own counts whatever stands before it, so that one contradiction between two
    /// dates is told there and not again of all that comes after.
    pub(super) ends: Ends,
    /// The same if no step begins before all its prerequisites are over, whatever its date.
    pub(super) late_ends: Ends,
}

/// When each step is over.
pub(super) type Ends = DenseMap<StepIx, Option<DateTime<Utc>>>;

impl Exam {
    /// Time `O(steps + prerequisites)`.
    pub(super) fn of(schedule: Schedule) -> Self {
        let nothing = || DenseMap::filled(None, schedule.len());
        let (mut ends, mut late_ends): (Ends, Ends) = (nothing(), nothing());
        for step in schedule.steps() {
            let lasts = schedule.step(step).duration.unwrap_or_default();
            let start = schedule.start(step);
            let after =
                |ends: &Ends| schedule.prerequisites(step).iter().filter_map(|&it| ends[it]).max();
            let over = |begins: Option<DateTime<Utc>>| begins?.checked_add_signed(lasts);
            ends[step] = over(start.or_else(|| after(&ends)));
            late_ends[step] = over(start.max(after(&late_ends)));
        }
        Self { schedule, ends, late_ends }
    }

    pub(super) fn dry_run(&self) -> &DryRun {
        self.schedule.dry_run()
    }

    /// The prerequisites whose dates can be held against those of a step. A contingency phase
    /// has dates of its own: they count from a rollback that nobody has declared yet.
    pub(super) fn comparable(&self, step: StepIx) -> impl Iterator<Item = StepIx> {
        let sleeps = self.schedule.is_contingency(step);
        let prerequisites = self.schedule.prerequisites(step).iter().copied();
        prerequisites.filter(move |&it| self.schedule.is_contingency(it) == sleeps)
    }

    /// When a step starts and how long it lasts, where the plan says both.
    pub(super) fn span(&self, step: StepIx) -> Option<(DateTime<Utc>, TimeDelta)> {
        Some((self.schedule.start(step)?, self.schedule.step(step).duration?))
    }
}
