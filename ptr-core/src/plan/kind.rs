//! What can be wrong with what a plan says: one variant a kind of fault, with what was found and
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
pub enum Fault {
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
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "serde", derive(Serialize, Deserialize))]
#[cfg_attr(feature = "serde", serde(tag = "kind", content = "value", rename_all = "kebab-case"))]
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

impl Fault {
    /// A stable name for programs: `duplicate-id`.
    pub const fn code(&self) -> &'static str {
        match self {
            Fault::DuplicateId { .. } => "duplicate-id",
            Fault::MalformedId { .. } => "malformed-id",
            Fault::MissingId => "missing-id",
            Fault::MissingValue => "missing-value",
            Fault::UnknownPrerequisite { .. } => "unknown-prerequisite",
            Fault::OwnPrerequisite => "own-prerequisite",
            Fault::RepeatedPrerequisite { .. } => "repeated-prerequisite",
            Fault::Cycle { .. } => "cycle",
            Fault::UnknownPhase { .. } => "unknown-phase",
            Fault::UnknownDryRun { .. } => "unknown-dry-run",
            Fault::TooManyDryRuns { .. } => "too-many-dry-runs",
            Fault::UnknownTeam { .. } => "unknown-team",
            Fault::UnknownMilestone { .. } => "unknown-milestone",
            Fault::DuplicateName { .. } => "duplicate-name",
            Fault::NoSteps => "no-steps",
            Fault::UnreadableDate { .. } => "unreadable-date",
            Fault::DateOutOfRange { .. } => "date-out-of-range",
            Fault::LeapSecond { .. } => "leap-second",
            Fault::NotWritable { .. } => "not-writable",
            Fault::UnreadableDuration { .. } => "unreadable-duration",
            Fault::NegativeDuration { .. } => "negative-duration",
            Fault::BadAddress { .. } => "bad-address",
            Fault::WrongValue { .. } => "wrong-value",
            Fault::ErrorCell { .. } => "error-cell",
            Fault::NotCalculated => "not-calculated",
            Fault::StrayText { .. } => "stray-text",
            Fault::MissingSheet { .. } => "missing-sheet",
            Fault::MissingHeading { .. } => "missing-heading",
            Fault::AmbiguousHeading { .. } => "ambiguous-heading",
            Fault::StartsBeforePrerequisite { .. } => "starts-before-prerequisite",
            Fault::InNoDryRun => "in-no-dry-run",
            Fault::NoStart { .. } => "no-start",
            Fault::ClockChange { .. } => "clock-change",
            Fault::WaitsForContingency { .. } => "waits-for-contingency",
        }
    }

    /// How much it weighs.
    pub const fn severity(&self) -> Severity {
        match self {
            Fault::RepeatedPrerequisite { .. }
            | Fault::StartsBeforePrerequisite { .. }
            | Fault::InNoDryRun
            | Fault::NoSteps
            | Fault::StrayText { .. }
            | Fault::DuplicateName { what: Named::Environment, .. }
            | Fault::NoStart { .. }
            | Fault::ClockChange { .. }
            | Fault::WaitsForContingency { .. } => Severity::Warning,
            Fault::DuplicateId { .. }
            | Fault::MalformedId { .. }
            | Fault::MissingId
            | Fault::MissingValue
            | Fault::UnknownPrerequisite { .. }
            | Fault::OwnPrerequisite
            | Fault::Cycle { .. }
            | Fault::UnknownPhase { .. }
            | Fault::UnknownDryRun { .. }
            | Fault::TooManyDryRuns { .. }
            | Fault::UnknownTeam { .. }
            | Fault::UnknownMilestone { .. }
            | Fault::DuplicateName { .. }
            | Fault::UnreadableDate { .. }
            | Fault::DateOutOfRange { .. }
            | Fault::LeapSecond { .. }
            | Fault::NotWritable { .. }
            | Fault::UnreadableDuration { .. }
            | Fault::NegativeDuration { .. }
            | Fault::BadAddress { .. }
            | Fault::WrongValue { .. }
            | Fault::ErrorCell { .. }
            | Fault::NotCalculated
            | Fault::MissingSheet { .. }
            | Fault::MissingHeading { .. }
            | Fault::AmbiguousHeading { .. } => Severity::Error,
        }
    }
}
