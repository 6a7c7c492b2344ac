//! What can be wrong with what a plan says: one variant a kind of problem, with what was found and
//! what was expected.

#[cfg(feature = "serde")]
use serde::{Deserialize, Serialize};

use super::known_names::KnownNames;
use super::moment::ClockChange;
use super::place::Place;
use crate::id::{DryRun, StepId};

/// How much a problem weighs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "serde", derive(Serialize, Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "lowercase"))]
pub enum Severity {
    /// The plan cannot be used.
    Error,
    /// The plan can be used; somebody should look.
    Warning,
}

impl Severity {
    /// `error` or `warning`.
    pub const fn name(self) -> &'static str {
        match self {
            Severity::Error => "error",
            Severity::Warning => "warning",
        }
    }
}

/// What is wrong, with what was found and what was expected.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "serde", derive(Serialize, Deserialize))]
#[cfg_attr(feature = "serde", serde(tag = "code", rename_all = "kebab-case"))]
#[non_exhaustive]
pub enum ProblemKind {
    /// A second row with the same id.
    DuplicateId {
        /// The id.
        id: StepId,
        /// Where it stood first: the row of the input, counted from 0.
        first_row: usize,
        /// The same as a cell, once a loader knows.
        first_place: Option<Place>,
    },
    /// A text that cannot be the id of a step.
    MalformedId {
        /// The text.
        found: String,
        /// What an id looks like.
        expected: Expected,
    },
    /// A row that says something but has no id.
    MissingId,
    /// A value that a field needs and does not have.
    MissingValue,
    /// A prerequisite that is no step of the plan.
    UnknownPrerequisite {
        /// The id that no step has.
        found: String,
        /// A step whose id looks much like it.
        similar: Option<StepId>,
    },
    /// A step that waits for itself.
    OwnPrerequisite,
    /// The same prerequisite twice in one step.
    RepeatedPrerequisite {
        /// The prerequisite.
        id: StepId,
    },
    /// Steps that wait for each other in a circle.
    Cycle {
        /// The steps in the order of execution, the first one again at the end.
        path: Vec<StepId>,
    },
    /// A phase that the plan does not have.
    UnknownPhase {
        /// The code found.
        found: String,
        /// The phases there are.
        known: KnownNames,
    },
    /// A dry run that the plan does not have.
    UnknownDryRun {
        /// The name found.
        found: String,
        /// The dry runs there are.
        known: KnownNames,
    },
    /// More dry runs than a plan may have.
    TooManyDryRuns {
        /// How many there are.
        found: usize,
        /// How many there may be.
        most: usize,
    },
    /// A team that is not among the actors.
    UnknownTeam {
        /// The name found.
        found: String,
        /// The teams there are.
        known: KnownNames,
    },
    /// A milestone that is not among the dates.
    UnknownMilestone {
        /// The name found.
        found: String,
        /// The milestones there are.
        known: KnownNames,
    },
    /// A second phase, milestone, actor or environment of the same name.
    DuplicateName {
        /// What there are two of: `milestone`.
        what: Named,
        /// The name.
        name: String,
    },
    /// A workbook without a single step.
    NoSteps,
    /// Not a date.
    UnreadableDate {
        /// What was found.
        found: String,
        /// What was expected.
        expected: Expected,
    },
    /// A date that no calendar of the years 1 to 9999 has.
    DateOutOfRange {
        /// What was found.
        found: String,
    },
    /// A date in a leap second, which other calendars do not have.
    LeapSecond {
        /// What was found.
        found: String,
    },
    /// A value that a document would not give back as it is: not a number, a date that no
    /// calendar has.
    NotWritable {
        /// Where it stands: `milestones[J0].dates[FDR1]`, `extra[Charge]`.
        path: String,
        /// The value.
        found: String,
    },
    /// Not a duration.
    UnreadableDuration {
        /// What was found.
        found: String,
        /// What was expected.
        expected: Expected,
    },
    /// A duration below zero.
    NegativeDuration {
        /// What was found.
        found: String,
    },
    /// Not a mail address.
    BadAddress {
        /// What was found.
        found: String,
    },
    /// A value of another kind than the field takes.
    WrongValue {
        /// What was found.
        found: String,
        /// What was expected.
        expected: Expected,
    },
    /// A cell that holds an error of the spreadsheet.
    ErrorCell {
        /// The error as the spreadsheet writes it: `#REF!`.
        found: String,
    },
    /// A formula whose value the workbook does not keep, because no spreadsheet has ever
    /// calculated it.
    NotCalculated,
    /// A row without an id that holds a single text: taken for a note or the title of a section.
    StrayText {
        /// The text.
        found: String,
    },
    /// A sheet that the workbook does not have.
    MissingSheet {
        /// The sheet that was expected.
        expected: String,
        /// The sheets there are.
        found: KnownNames,
    },
    /// A heading that the sheet does not have.
    MissingHeading {
        /// The heading that was expected.
        expected: String,
        /// The headings there are.
        found: KnownNames,
    },
    /// A heading that stands over two columns.
    AmbiguousHeading {
        /// The heading.
        heading: String,
        /// The cells it stands in.
        cells: Vec<String>,
    },
    /// A step that starts before one of its prerequisites does.
    StartsBeforePrerequisite {
        /// The prerequisite.
        prerequisite: StepId,
        /// In which dry runs.
        dry_runs: Vec<DryRun>,
    },
    /// A step that no dry run executes.
    InNoDryRun,
    /// A step that has no date in some of its dry runs, or none at all: it can never be ready.
    NoStart {
        /// In which of its dry runs; none for a step that is in no dry run.
        dry_runs: Vec<DryRun>,
    },
    /// A start that falls on a change of the clocks.
    ClockChange {
        /// Which way the clocks went.
        change: ClockChange,
        /// The local time that the change concerns, as ISO 8601: as the plan writes it, or as
        /// its distance from a milestone makes it.
        found: String,
        /// The local time and offset that was taken for it, as ISO 8601.
        taken: String,
        /// In which dry runs.
        dry_runs: Vec<DryRun>,
    },
    /// A step outside the contingency phases that waits for one inside: it is held until a
    /// rollback is declared.
    WaitsForContingency {
        /// The prerequisite.
        prerequisite: StepId,
    },
}

/// What a value should have been: data, so that each language can say it in its own words.
///
/// ```
/// use ptr_core::Expected;
/// use ptr_core::language::Language;
/// assert_eq!(Expected::Text.words(&Language::english()), "a text");
/// assert_eq!(Expected::from("1 or 2").words(&Language::french()), "1 or 2");
/// ```
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "serde", derive(Serialize, Deserialize))]
#[cfg_attr(feature = "serde", serde(tag = "kind", content = "value", rename_all = "kebab-case"))]
#[non_exhaustive]
pub enum Expected {
    /// Text that this regular expression matches from end to end.
    Pattern(String),
    /// One line of text without blanks around it.
    OneLine,
    /// A text.
    Text,
    /// A list of texts.
    Texts,
    /// A real date, not text that looks like one.
    Date,
    /// A date, or text that spells one in this format of `strptime`.
    DateFormat(String),
    /// A date, or a milestone with or without an offset.
    DateOrMilestone {
        /// The milestones there are.
        known: KnownNames,
    },
    /// After the name of a milestone, an offset.
    Offset,
    /// A duration.
    Duration,
    /// A mark such as `x`, or nothing.
    Mark,
    /// One of these, word for word.
    OneOf(KnownNames),
    /// What none of the others says; told as it stands, in every language.
    Other(String),
}

impl From<String> for Expected {
    fn from(text: String) -> Self {
        Expected::Other(text)
    }
}

impl From<&str> for Expected {
    fn from(text: &str) -> Self {
        Expected::Other(text.to_owned())
    }
}

/// What may exist only once a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "serde", derive(Serialize, Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "lowercase"))]
#[non_exhaustive]
pub enum Named {
    /// A phase.
    Phase,
    /// A milestone.
    Milestone,
    /// A team of one department.
    Team,
    /// An environment.
    Environment,
}

impl ProblemKind {
    /// A stable name for programs: `duplicate-id`.
    pub const fn code(&self) -> &'static str {
        match self {
            ProblemKind::DuplicateId { .. } => "duplicate-id",
            ProblemKind::MalformedId { .. } => "malformed-id",
            ProblemKind::MissingId => "missing-id",
            ProblemKind::MissingValue => "missing-value",
            ProblemKind::UnknownPrerequisite { .. } => "unknown-prerequisite",
            ProblemKind::OwnPrerequisite => "own-prerequisite",
            ProblemKind::RepeatedPrerequisite { .. } => "repeated-prerequisite",
            ProblemKind::Cycle { .. } => "cycle",
            ProblemKind::UnknownPhase { .. } => "unknown-phase",
            ProblemKind::UnknownDryRun { .. } => "unknown-dry-run",
            ProblemKind::TooManyDryRuns { .. } => "too-many-dry-runs",
            ProblemKind::UnknownTeam { .. } => "unknown-team",
            ProblemKind::UnknownMilestone { .. } => "unknown-milestone",
            ProblemKind::DuplicateName { .. } => "duplicate-name",
            ProblemKind::NoSteps => "no-steps",
            ProblemKind::UnreadableDate { .. } => "unreadable-date",
            ProblemKind::DateOutOfRange { .. } => "date-out-of-range",
            ProblemKind::LeapSecond { .. } => "leap-second",
            ProblemKind::NotWritable { .. } => "not-writable",
            ProblemKind::UnreadableDuration { .. } => "unreadable-duration",
            ProblemKind::NegativeDuration { .. } => "negative-duration",
            ProblemKind::BadAddress { .. } => "bad-address",
            ProblemKind::WrongValue { .. } => "wrong-value",
            ProblemKind::ErrorCell { .. } => "error-cell",
            ProblemKind::NotCalculated => "not-calculated",
            ProblemKind::StrayText { .. } => "stray-text",
            ProblemKind::MissingSheet { .. } => "missing-sheet",
            ProblemKind::MissingHeading { .. } => "missing-heading",
            ProblemKind::AmbiguousHeading { .. } => "ambiguous-heading",
            ProblemKind::StartsBeforePrerequisite { .. } => "starts-before-prerequisite",
            ProblemKind::InNoDryRun => "in-no-dry-run",
            ProblemKind::NoStart { .. } => "no-start",
            ProblemKind::ClockChange { .. } => "clock-change",
            ProblemKind::WaitsForContingency { .. } => "waits-for-contingency",
        }
    }

    /// How much it weighs.
    pub const fn severity(&self) -> Severity {
        match self {
            ProblemKind::RepeatedPrerequisite { .. }
            | ProblemKind::StartsBeforePrerequisite { .. }
            | ProblemKind::InNoDryRun
            | ProblemKind::NoSteps
            | ProblemKind::StrayText { .. }
            | ProblemKind::DuplicateName { what: Named::Environment, .. }
            | ProblemKind::NoStart { .. }
            | ProblemKind::ClockChange { .. }
            | ProblemKind::WaitsForContingency { .. } => Severity::Warning,
            ProblemKind::DuplicateId { .. }
            | ProblemKind::MalformedId { .. }
            | ProblemKind::MissingId
            | ProblemKind::MissingValue
            | ProblemKind::UnknownPrerequisite { .. }
            | ProblemKind::OwnPrerequisite
            | ProblemKind::Cycle { .. }
            | ProblemKind::UnknownPhase { .. }
            | ProblemKind::UnknownDryRun { .. }
            | ProblemKind::TooManyDryRuns { .. }
            | ProblemKind::UnknownTeam { .. }
            | ProblemKind::UnknownMilestone { .. }
            | ProblemKind::DuplicateName { .. }
            | ProblemKind::UnreadableDate { .. }
            | ProblemKind::DateOutOfRange { .. }
            | ProblemKind::LeapSecond { .. }
            | ProblemKind::NotWritable { .. }
            | ProblemKind::UnreadableDuration { .. }
            | ProblemKind::NegativeDuration { .. }
            | ProblemKind::BadAddress { .. }
            | ProblemKind::WrongValue { .. }
            | ProblemKind::ErrorCell { .. }
            | ProblemKind::NotCalculated
            | ProblemKind::MissingSheet { .. }
            | ProblemKind::MissingHeading { .. }
            | ProblemKind::AmbiguousHeading { .. } => Severity::Error,
        }
    }
}
