//! The rules of the clinic: their codes, how much each weighs, and whose method it follows.

use std::str::FromStr;

use crate::plan::Severity;

/// One thing that the clinic looks for.
///
/// ```
/// use ptr_core::{Rule, Severity};
/// assert_eq!(Rule::NoDuration.code(), "no-duration");
/// assert_eq!("no-duration".parse(), Ok(Rule::NoDuration));
/// assert_eq!(Rule::NoDuration.default_severity(), Some(Severity::Warning));
/// assert!(Rule::ALL.iter().all(|rule| !rule.source().is_empty()));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Rule {
    /// A dry run that leaves out a step which connects so many pairs of others that no schedule
    /// can be made of it.
    NoSchedule,
    /// The rules name a milestone as the required end that the plan does not have.
    UnknownRequiredEnd,
    /// A milestone that no step is dated by, where others are.
    UnusedMilestone,
    /// A step of which nobody knows how long it takes: it counts as done in no time.
    NoDuration,
    /// A step that neither a team nor a contact answers for.
    NoOwner,
    /// A step without a date in a dry run that executes it: it can never be ready.
    NoStart,
    /// A step that nothing waits for, and that is not the last of its phase.
    NoSuccessor,
    /// Prerequisites that others imply.
    RedundantPrerequisite,
    /// A step dated before a prerequisite of it is over, by the dates and durations of the plan.
    StartsBeforePrerequisiteEnds,
    /// A step that lasts longer than steps should.
    LongStep,
    /// A step that is dated long after all that it waits for is over.
    LongWait,
    /// A person who is wanted for two steps at the same time.
    DoubleBooked,
    /// A go/no-go that does not say by what it is decided.
    NoCriteria,
    /// Work that one team ends and another begins, without a prerequisite between them.
    MissingHandover,
    /// A rollback that takes longer than there is time until the required end.
    RollbackTooLate,
}

impl Rule {
    /// All rules, in the order in which they are told.
    pub const ALL: &'static [Self] = &[
        Rule::NoSchedule,
        Rule::UnknownRequiredEnd,
        Rule::UnusedMilestone,
        Rule::NoDuration,
        Rule::NoOwner,
        Rule::NoStart,
        Rule::NoSuccessor,
        Rule::RedundantPrerequisite,
        Rule::StartsBeforePrerequisiteEnds,
        Rule::LongStep,
        Rule::LongWait,
        Rule::DoubleBooked,
        Rule::NoCriteria,
        Rule::MissingHandover,
        Rule::RollbackTooLate,
    ];

    /// A stable name for programs: `no-duration`.
    pub const fn code(self) -> &'static str {
        match self {
            Rule::NoSchedule => "no-schedule",
            Rule::UnknownRequiredEnd => "unknown-required-end",
            Rule::UnusedMilestone => "unused-milestone",
            Rule::NoDuration => "no-duration",
            Rule::NoOwner => "no-owner",
            Rule::NoStart => "no-start",
            Rule::NoSuccessor => "no-successor",
            Rule::RedundantPrerequisite => "redundant-prerequisite",
            Rule::StartsBeforePrerequisiteEnds => "starts-before-prerequisite-ends",
            Rule::LongStep => "long-step",
            Rule::LongWait => "long-wait",
            Rule::DoubleBooked => "double-booked",
            Rule::NoCriteria => "no-criteria",
            Rule::MissingHandover => "missing-handover",
            Rule::RollbackTooLate => "rollback-too-late",
        }
    }

    /// How much it weighs unless [`Rules`](crate::Rules) say otherwise; `None` if it is off.
    ///
    /// An error is what makes a dry run impossible or a rollback useless; all else is for
    /// somebody to look at.
    pub const fn default_severity(self) -> Option<Severity> {
        match self {
            Rule::NoSchedule | Rule::UnknownRequiredEnd | Rule::RollbackTooLate => {
                Some(Severity::Error)
            }
            Rule::UnusedMilestone
            | Rule::NoDuration
            | Rule::NoOwner
            | Rule::NoStart
            | Rule::NoSuccessor
            | Rule::RedundantPrerequisite
            | Rule::StartsBeforePrerequisiteEnds
            | Rule::LongStep
            | Rule::LongWait
            | Rule::DoubleBooked
            | Rule::NoCriteria
            | Rule::MissingHandover => Some(Severity::Warning),
        }
    }

    /// Whose method it follows: the number of the check in the 14-point assessment of the DCMA
    /// (*Earned Value Management System Program Analysis Pamphlet*), that of the best practice in
    /// GAO's *Schedule Assessment Guide* (GAO-16-89G), or this library where it is of its own.
    pub const fn source(self) -> &'static str {
        match self {
            Rule::NoSchedule | Rule::UnknownRequiredEnd => "ptr",
            Rule::UnusedMilestone => "GAO 5 (traceability)",
            Rule::NoDuration => "GAO 4 (durations of all activities)",
            Rule::NoOwner => "DCMA 10 (resources), GAO 3 (resources of all activities)",
            Rule::NoStart | Rule::NoCriteria => "GAO 1 (all activities)",
            Rule::NoSuccessor => "DCMA 1 (logic), GAO 2 (sequence of all activities)",
            Rule::RedundantPrerequisite => "GAO 2 (sequence of all activities)",
            Rule::StartsBeforePrerequisiteEnds => {
                "DCMA 7 (negative float), GAO 6 (valid critical path)"
            }
            Rule::LongStep => "DCMA 8 (high duration), GAO 4 (durations of all activities)",
            Rule::LongWait => "DCMA 6 (high float), GAO 7 (reasonable total float)",
            Rule::DoubleBooked => "GAO 3 (resources of all activities)",
            Rule::MissingHandover => "DCMA 1 (logic), GAO 5 (horizontal traceability)",
            Rule::RollbackTooLate => "GAO 8 (risk analysis, contingency)",
        }
    }
}

impl FromStr for Rule {
    type Err = ();

    /// The rule of a code.
    ///
    /// # Errors
    /// If no rule has it.
    fn from_str(code: &str) -> Result<Self, ()> {
        Rule::ALL.iter().find(|rule| rule.code() == code).copied().ok_or(())
    }
}
