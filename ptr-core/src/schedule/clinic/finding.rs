//! What the clinic finds: one variant a rule, with what was found.

use chrono::TimeDelta;
#[cfg(feature = "serde")]
use serde::{Deserialize, Serialize};

use super::rule::Rule;
use crate::id::{DryRun, Email, StepId};
use crate::plan::{Field, KnownNames, Place, Severity};

/// One thing about a plan that is allowed, and likely to make a night fail.
///
/// Ordered as it is told: what concerns the whole plan first, then by the ids of the steps.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
#[cfg_attr(feature = "serde", derive(Serialize, Deserialize))]
#[cfg_attr(feature = "serde", serde(deny_unknown_fields))]
pub struct Finding {
    /// The step it is about; `None` for the plan as a whole.
    pub step: Option<StepId>,
    /// What was found.
    pub kind: FindingKind,
    /// The dry runs in which it was found, in their order; none where it is the same in all.
    pub dry_runs: Vec<DryRun>,
    /// How much it weighs under the rules it was found by.
    pub severity: Severity,
    /// Where in a workbook, once a loader has said so.
    pub place: Option<Place>,
}

impl Finding {
    /// The same finding, located in a workbook.
    #[must_use]
    pub fn at(mut self, place: Option<Place>) -> Self {
        self.place = place;
        self
    }

    /// A stable name for programs: `no-duration`.
    pub const fn code(&self) -> &'static str {
        self.kind.rule().code()
    }
}

/// What was found.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
#[cfg_attr(feature = "serde", derive(Serialize, Deserialize))]
#[cfg_attr(feature = "serde", serde(tag = "code", rename_all = "kebab-case"))]
#[non_exhaustive]
pub enum FindingKind {
    /// See [`Rule::NoSchedule`].
    NoSchedule {
        /// The step left out that connects the most pairs.
        step: StepId,
        /// How many pairs there may be.
        most: usize,
    },
    /// See [`Rule::UnknownRequiredEnd`].
    UnknownRequiredEnd {
        /// The name that the rules give.
        found: String,
        /// The milestones there are.
        known: KnownNames,
    },
    /// See [`Rule::UnusedMilestone`].
    UnusedMilestone {
        /// Its name.
        milestone: String,
    },
    /// See [`Rule::NoDuration`].
    NoDuration,
    /// See [`Rule::NoOwner`].
    NoOwner,
    /// See [`Rule::NoStart`].
    NoStart,
    /// See [`Rule::NoSuccessor`].
    NoSuccessor,
    /// See [`Rule::RedundantPrerequisite`].
    RedundantPrerequisite {
        /// Those that can go, all of them together, in the order of their ids.
        prerequisites: Vec<StepId>,
        /// Why the first of them can: from it to the step, each the prerequisite of the next. Of
        /// a very long path only the end.
        path: Vec<StepId>,
    },
    /// See [`Rule::StartsBeforePrerequisiteEnds`].
    StartsBeforePrerequisiteEnds {
        /// The prerequisite that is not over yet.
        prerequisite: StepId,
        /// How long it still lasts at the start of the step, at most.
        #[cfg_attr(feature = "serde", serde(with = "crate::plan::duration_text"))]
        by: TimeDelta,
    },
    /// See [`Rule::LongStep`].
    LongStep {
        /// How long it lasts.
        #[cfg_attr(feature = "serde", serde(with = "crate::plan::duration_text"))]
        duration: TimeDelta,
        /// How long a step should last at most.
        #[cfg_attr(feature = "serde", serde(with = "crate::plan::duration_text"))]
        longest: TimeDelta,
    },
    /// See [`Rule::LongWait`].
    LongWait {
        /// The prerequisite that is over last.
        prerequisite: StepId,
        /// How long after it the step starts, at most.
        #[cfg_attr(feature = "serde", serde(with = "crate::plan::duration_text"))]
        wait: TimeDelta,
        /// How long a step should wait at most.
        #[cfg_attr(feature = "serde", serde(with = "crate::plan::duration_text"))]
        longest: TimeDelta,
    },
    /// See [`Rule::DoubleBooked`].
    DoubleBooked {
        /// Who is wanted twice.
        person: Email,
        /// The steps under way when this one starts, in the order of their ids; of very many some.
        others: Vec<StepId>,
    },
    /// See [`Rule::NoCriteria`].
    NoCriteria {
        /// The words of the label by which it was taken for a decision, as the rules have them.
        word: String,
    },
    /// See [`Rule::MissingHandover`].
    MissingHandover {
        /// The step that is over when this one starts, and that nothing waits for.
        after: StepId,
        /// The team of that step.
        from: String,
        /// The team of this one.
        to: String,
    },
    /// See [`Rule::RollbackTooLate`].
    RollbackTooLate {
        /// The milestone that is the required end.
        milestone: String,
        /// How long after it the rollback is over.
        #[cfg_attr(feature = "serde", serde(with = "crate::plan::duration_text"))]
        late: TimeDelta,
        /// How long its longest path takes.
        #[cfg_attr(feature = "serde", serde(with = "crate::plan::duration_text"))]
        length: TimeDelta,
    },
}

impl FindingKind {
    /// The rule that found it.
    pub const fn rule(&self) -> Rule {
        match self {
            FindingKind::NoSchedule { .. } => Rule::NoSchedule,
            FindingKind::UnknownRequiredEnd { .. } => Rule::UnknownRequiredEnd,
            FindingKind::UnusedMilestone { .. } => Rule::UnusedMilestone,
            FindingKind::NoDuration => Rule::NoDuration,
            FindingKind::NoOwner => Rule::NoOwner,
            FindingKind::NoStart => Rule::NoStart,
            FindingKind::NoSuccessor => Rule::NoSuccessor,
            FindingKind::RedundantPrerequisite { .. } => Rule::RedundantPrerequisite,
            FindingKind::StartsBeforePrerequisiteEnds { .. } => Rule::StartsBeforePrerequisiteEnds,
            FindingKind::LongStep { .. } => Rule::LongStep,
            FindingKind::LongWait { .. } => Rule::LongWait,
            FindingKind::DoubleBooked { .. } => Rule::DoubleBooked,
            FindingKind::NoCriteria { .. } => Rule::NoCriteria,
            FindingKind::MissingHandover { .. } => Rule::MissingHandover,
            FindingKind::RollbackTooLate { .. } => Rule::RollbackTooLate,
        }
    }

    /// The field of the step in which it is cured; `None` for the plan as a whole.
    pub const fn field(&self) -> Option<Field> {
        match self {
            FindingKind::NoSchedule { .. }
            | FindingKind::UnknownRequiredEnd { .. }
            | FindingKind::UnusedMilestone { .. } => None,
            FindingKind::NoDuration | FindingKind::LongStep { .. } => Some(Field::Duration),
            FindingKind::NoOwner => Some(Field::Team),
            FindingKind::NoStart
            | FindingKind::StartsBeforePrerequisiteEnds { .. }
            | FindingKind::LongWait { .. }
            | FindingKind::RollbackTooLate { .. } => Some(Field::Start),
            FindingKind::NoSuccessor => Some(Field::Id),
            FindingKind::RedundantPrerequisite { .. } | FindingKind::MissingHandover { .. } => {
                Some(Field::Prerequisites)
            }
            FindingKind::DoubleBooked { .. } => Some(Field::Contacts),
            FindingKind::NoCriteria { .. } => Some(Field::Instructions),
        }
    }
}
