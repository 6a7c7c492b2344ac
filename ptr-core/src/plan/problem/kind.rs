//! The kinds of problems that a plan can have, each with the value found and the value expected.

#[cfg(feature = "serde")]
use serde::{Deserialize, Serialize};

use super::detail::{Expected, LeftOut, Link, Named, TableMark};
use super::known_names::KnownNames;
use super::place::{Field, Place};
use crate::id::{DryRun, Outcome, PhaseCode, StepId};
use crate::plan::ClockChange;

/// The severity of a problem.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "serde", derive(Serialize, Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "lowercase"))]
pub enum Severity {
    /// The plan cannot be used.
    Error,
    /// The plan can be used, but somebody should check it.
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

/// The kind of a problem, with the value found and the value expected.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "serde", derive(Serialize, Deserialize))]
#[cfg_attr(feature = "serde", serde(tag = "code", rename_all = "kebab-case"))]
#[non_exhaustive]
pub enum ProblemKind {
    /// A second row with the same id.
    DuplicateId {
        /// The id.
        id: StepId,
        /// The first row with this id, counted from 0.
        first_row: usize,
        /// The cell of that row, set by a loader.
        first_place: Option<Place>,
    },
    /// A text that cannot be the id of a step.
    MalformedId {
        /// The text.
        found: String,
        /// What an id looks like.
        expected: Expected,
    },
    /// A row with content but without an id.
    MissingId,
    /// A required value is missing.
    MissingValue,
    /// A prerequisite that is no step of the plan.
    UnknownPrerequisite {
        /// The unknown id.
        found: String,
        /// The step with the most similar id, if any is similar enough.
        similar: Option<StepId>,
        /// The steps that it names where it is several ids in a row, not parted as a list is.
        #[cfg_attr(feature = "serde", serde(default, skip_serializing_if = "Vec::is_empty"))]
        parts: Vec<StepId>,
    },
    /// A step with itself as prerequisite.
    OwnPrerequisite,
    /// The same prerequisite twice in one step.
    RepeatedPrerequisite {
        /// The prerequisite.
        id: StepId,
    },
    /// A prerequisite that asks for an outcome which its step does not offer.
    UnknownOutcome {
        /// The step.
        decision: StepId,
        /// The outcome that is asked for.
        found: String,
        /// The outcomes of the step; none if it is no decision.
        known: KnownNames,
    },
    /// Two prerequisites that ask for different outcomes of one decision.
    ContradictoryOutcomes {
        /// The decision.
        decision: StepId,
        /// The two outcomes.
        outcomes: [Outcome; 2],
    },
    /// A dry run that executes a step and leaves out the decision of which it asks an outcome: the
    /// outcome counts as taken there.
    OutcomeLeftOut {
        /// The decision.
        decision: StepId,
        /// The outcome that is asked for.
        outcome: Outcome,
        /// The dry runs concerned.
        dry_runs: Vec<DryRun>,
    },
    /// A text that cannot be an outcome.
    BadOutcome {
        /// The text.
        found: String,
    },
    /// A decision with one outcome only.
    SingleOutcome {
        /// The outcome.
        found: String,
    },
    /// An outcome that a decision has twice, case aside.
    RepeatedOutcome {
        /// The outcome.
        found: String,
    },
    /// A quorum of a step without outcomes.
    QuorumWithoutOutcomes {
        /// The quorum.
        quorum: u32,
    },
    /// A quorum of nobody, or of more people than the decision has.
    QuorumOutOfReach {
        /// The quorum.
        quorum: u32,
        /// The number of people to whom the decision is assigned.
        people: usize,
    },
    /// A cycle of prerequisites.
    Cycle {
        /// The steps of the cycle in the order of execution, the first one again at the end.
        path: Vec<StepId>,
    },
    /// A phase that the plan does not have.
    UnknownPhase {
        /// The code found.
        found: String,
        /// The phases of the plan.
        known: KnownNames,
    },
    /// A dry run that the plan does not have.
    UnknownDryRun {
        /// The name found.
        found: String,
        /// The dry runs of the plan.
        known: KnownNames,
    },
    /// More dry runs than a plan may have.
    TooManyDryRuns {
        /// The number of dry runs.
        found: usize,
        /// The most dry runs allowed.
        most: usize,
    },
    /// A team that is not among the actors.
    UnknownTeam {
        /// The name found.
        found: String,
        /// The teams of the plan.
        known: KnownNames,
    },
    /// A milestone that is not among the dates.
    UnknownMilestone {
        /// The name found.
        found: String,
        /// The milestones of the plan.
        known: KnownNames,
    },
    /// A second phase, milestone, actor or environment of the same name.
    DuplicateName {
        /// The kind of the thing: `milestone`.
        what: Named,
        /// The name.
        name: String,
    },
    /// A name that is none word for word, and several by case, accents and blanks aside.
    AmbiguousName {
        /// What it names: `team`.
        what: Named,
        /// The name found.
        found: String,
        /// The names that it may mean.
        names: KnownNames,
    },
    /// Two names that differ in nothing but case, accents and blanks.
    SimilarNames {
        /// What there are two of: `team`.
        what: Named,
        /// Both names, in their order.
        names: [String; 2],
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
    /// A date and time without a time zone where nobody has said which one is meant: a database may
    /// hand out UTC, a person the clock on the wall.
    NaiveInstant {
        /// What was found.
        found: String,
        /// The time zone of the plan.
        zone: String,
    },
    /// A date outside the years 1 to 9999.
    DateOutOfRange {
        /// What was found.
        found: String,
    },
    /// A date in a leap second, which calendars of other languages do not have.
    LeapSecond {
        /// What was found.
        found: String,
    },
    /// A value that cannot be written and read back: a number that is not finite, a date outside
    /// the calendar.
    NotWritable {
        /// The path of the value: `milestones[J0].dates[FDR1]`, `extra[Charge]`.
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
    /// A value of the wrong type.
    WrongValue {
        /// What was found.
        found: String,
        /// What was expected.
        expected: Expected,
    },
    /// A cell with an error of the spreadsheet.
    ErrorCell {
        /// The error as the spreadsheet writes it: `#REF!`.
        found: String,
    },
    /// A formula without a stored value, because no spreadsheet has calculated it.
    NotCalculated,
    /// A row without an id and with a single text, which is treated as a note or a section title.
    StrayText {
        /// The text.
        found: String,
    },
    /// A row that holds nothing but an id which no step waits for: a number given in advance.
    IdAlone {
        /// The id.
        found: String,
    },
    /// What is wrong with a cell of a column that the plan only keeps: nothing is lost of the plan
    /// itself.
    FurtherColumn {
        /// The heading of the column.
        column: String,
        /// What is wrong.
        fault: Box<ProblemKind>,
    },
    /// A sheet that the workbook does not have.
    MissingSheet {
        /// The sheet that was expected.
        expected: String,
        /// The sheets of the workbook.
        found: KnownNames,
    },
    /// A heading that the sheet does not have.
    MissingHeading {
        /// The heading that was expected.
        expected: String,
        /// The headings of the sheet.
        found: KnownNames,
    },
    /// A sheet of which no row could be one of headings.
    NoHeadings {
        /// The headings that were looked for.
        expected: KnownNames,
        /// The texts of the row that holds most of them.
        found: KnownNames,
    },
    /// A heading that occurs in two columns.
    AmbiguousHeading {
        /// The heading.
        heading: String,
        /// The cells with this heading.
        cells: Vec<String>,
    },
    /// A step that starts before one of its prerequisites.
    StartsBeforePrerequisite {
        /// The prerequisite.
        prerequisite: StepId,
        /// The dry runs concerned.
        dry_runs: Vec<DryRun>,
    },
    /// A step that no dry run executes.
    InNoDryRun,
    /// A step without a date in some of its dry runs, or in all: it can never be Ready.
    NoStart {
        /// The dry runs concerned; empty for a step that is in no dry run.
        dry_runs: Vec<DryRun>,
    },
    /// A start whose local time is skipped or repeated by a change of the clocks.
    ClockChange {
        /// Whether the local time is skipped or repeated.
        change: ClockChange,
        /// The local time concerned, in ISO 8601: as written in the plan, or computed from a
        /// milestone.
        found: String,
        /// The local time and offset that is used instead, in ISO 8601.
        taken: String,
        /// The dry runs concerned.
        dry_runs: Vec<DryRun>,
    },
    /// A milestone by which something must have ended that begins later.
    RequiredEndTooEarly {
        /// The milestone.
        milestone: String,
        /// Its date, in ISO 8601 and local time.
        found: String,
        /// The phase that must have ended; `None` for the whole plan.
        phase: Option<PhaseCode>,
        /// The first start of its steps, in ISO 8601 and local time.
        begins: String,
        /// The dry run concerned.
        dry_run: DryRun,
    },
    /// A required end of a phase that the plan does not have.
    RequiredEndOfUnknownPhase {
        /// The milestone that requires it.
        milestone: String,
        /// The phase that was given.
        found: String,
        /// The phases of the plan.
        known: KnownNames,
    },
    /// A phase that sets a milestone and is no contingency, so that nothing ever declares it.
    SetsWithoutContingency {
        /// The phase.
        phase: PhaseCode,
        /// The milestone.
        milestone: String,
    },
    /// A phase that is to set two milestones: it sets the first alone.
    SetsTwoMilestones {
        /// The phase.
        phase: PhaseCode,
        /// The milestone that it sets, and the other one.
        milestones: [String; 2],
    },
    /// A step outside the contingency phases with a prerequisite inside: it cannot start until a
    /// rollback is declared.
    WaitsForContingency {
        /// The prerequisite.
        prerequisite: StepId,
    },
    /// A number where ids are expected, which may be several of them: `4.5` for `4,5`.
    NumberAsIds {
        /// The number, as the cell shows it.
        found: String,
        /// What it was read as.
        taken: String,
    },
    /// A number where ids are expected, of which more than one reading names steps there are.
    AmbiguousNumber {
        /// The number, as the cell shows it.
        found: String,
        /// What it may be, each as it would be typed.
        readings: KnownNames,
    },
    /// A list where ids are expected that is the id of a step as well, signs between its items
    /// included: `1,2` beside the steps `1`, `2` and `1,2`.
    AmbiguousList {
        /// The text, as the cell shows it.
        found: String,
        /// What it may be: the one id, and the list.
        readings: KnownNames,
    },
    /// A prerequisite of another kind than "begins once that one has ended", or with a lag.
    UnsupportedLink {
        /// The prerequisite as it was typed: `103FS+2 hrs`.
        found: String,
        /// The step that it names.
        prerequisite: StepId,
        /// How the two are linked.
        link: Link,
        /// What is added to it: `+2 hrs`.
        lag: Option<String>,
        /// Whether it is only kept, as a text of the step, because whoever loads the plan says that
        /// it may be: then this is a warning.
        #[cfg_attr(feature = "serde", serde(default, skip_serializing_if = "is_not"))]
        is_kept: bool,
    },
    /// A date years away from all others.
    DistantDate {
        /// The date.
        found: String,
        /// The one next to it.
        nearest: String,
    },
    /// A column of dates as text, with real dates among them that may have day and month swapped:
    /// a spreadsheet of another language makes dates of just those texts that it understands.
    SwappedDates {
        /// The first of the real ones.
        found: String,
        /// What that would be swapped back.
        swapped: String,
        /// The cells of all real ones.
        cells: KnownNames,
    },
    /// Rows that were taken for headings of those below them, and not for steps.
    HeadingRows {
        /// The cell and the text of each: `A5 Préparation`.
        rows: KnownNames,
    },
    /// Rows that were not read.
    RowsLeftOut {
        /// How many there are, the first one being where the problem is.
        count: usize,
        /// Why.
        why: LeftOut,
    },
    /// A table that ends where the file marks it, as whoever loads the plan says, and nothing does.
    NoTableEnd {
        /// What should mark it.
        mark: TableMark,
    },
    /// A value that somebody has yet to give: `TBD`, `[Date]`.
    YetToBeSaid {
        /// What stands in its place.
        found: String,
    },
    /// A team that several departments have, where the step says of which it is only that much.
    AmbiguousTeam {
        /// The team.
        found: String,
        /// The departments that have it; the first one's contacts count.
        departments: KnownNames,
    },
    /// A column that is kept as a further one, though its heading has the words of a known one that
    /// the sheet does not have.
    UnreadColumn {
        /// Its heading.
        heading: String,
        /// The field of a step that the known column holds.
        field: Field,
    },
    /// A column of times of day beside dates that have none: nothing joins the two.
    UnusedTimes {
        /// The heading of the times.
        heading: String,
        /// Whether a layout can name the column.
        can_be_named: bool,
    },
    /// Cells of which the whole text or a part is struck through, and that count all the same.
    StruckThrough {
        /// The cells.
        cells: KnownNames,
    },
    /// Cells in hidden rows or columns, which count all the same.
    HiddenCells {
        /// Rows, as their first cell that counts, and columns, as their letters.
        cells: KnownNames,
    },
    /// Cells whose number format hides decimals, which count all the same: 2.4 shown as 2.
    RoundedCells {
        /// The cells.
        cells: KnownNames,
    },
    /// A column that whoever loads the plan names by its letter, and that is empty.
    EmptyColumn {
        /// The letter.
        column: String,
        /// The key by which it was named: `steps.columns.prerequisites`.
        key: String,
    },
    /// Several sheets whose names are among those by which a table is known.
    SeveralSheets {
        /// The sheet that was read.
        read: String,
        /// The others.
        others: KnownNames,
    },
}

#[cfg(feature = "serde")]
#[expect(clippy::trivially_copy_pass_by_ref, reason = "the signature that serde calls")]
const fn is_not(truth: &bool) -> bool {
    !*truth
}

impl ProblemKind {
    /// A stable name for programs: `duplicate-id`. A fault of a column that the plan only keeps has
    /// that of the fault.
    pub fn code(&self) -> &'static str {
        match self {
            ProblemKind::DuplicateId { .. } => "duplicate-id",
            ProblemKind::MalformedId { .. } => "malformed-id",
            ProblemKind::MissingId => "missing-id",
            ProblemKind::MissingValue => "missing-value",
            ProblemKind::UnknownPrerequisite { .. } => "unknown-prerequisite",
            ProblemKind::OwnPrerequisite => "own-prerequisite",
            ProblemKind::RepeatedPrerequisite { .. } => "repeated-prerequisite",
            ProblemKind::UnknownOutcome { .. } => "unknown-outcome",
            ProblemKind::ContradictoryOutcomes { .. } => "contradictory-outcomes",
            ProblemKind::OutcomeLeftOut { .. } => "outcome-left-out",
            ProblemKind::BadOutcome { .. } => "bad-outcome",
            ProblemKind::SingleOutcome { .. } => "single-outcome",
            ProblemKind::RepeatedOutcome { .. } => "repeated-outcome",
            ProblemKind::QuorumWithoutOutcomes { .. } => "quorum-without-outcomes",
            ProblemKind::QuorumOutOfReach { .. } => "quorum-out-of-reach",
            ProblemKind::Cycle { .. } => "cycle",
            ProblemKind::UnknownPhase { .. } => "unknown-phase",
            ProblemKind::UnknownDryRun { .. } => "unknown-dry-run",
            ProblemKind::TooManyDryRuns { .. } => "too-many-dry-runs",
            ProblemKind::UnknownTeam { .. } => "unknown-team",
            ProblemKind::UnknownMilestone { .. } => "unknown-milestone",
            ProblemKind::DuplicateName { .. } => "duplicate-name",
            ProblemKind::AmbiguousName { .. } => "ambiguous-name",
            ProblemKind::SimilarNames { .. } => "similar-names",
            ProblemKind::NoSteps => "no-steps",
            ProblemKind::UnreadableDate { .. } => "unreadable-date",
            ProblemKind::NaiveInstant { .. } => "naive-instant",
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
            ProblemKind::IdAlone { .. } => "id-alone",
            ProblemKind::FurtherColumn { fault, .. } => fault.code(),
            ProblemKind::MissingSheet { .. } => "missing-sheet",
            ProblemKind::MissingHeading { .. } => "missing-heading",
            ProblemKind::NoHeadings { .. } => "no-headings",
            ProblemKind::AmbiguousHeading { .. } => "ambiguous-heading",
            ProblemKind::StartsBeforePrerequisite { .. } => "starts-before-prerequisite",
            ProblemKind::InNoDryRun => "in-no-dry-run",
            ProblemKind::NoStart { .. } => "no-start",
            ProblemKind::ClockChange { .. } => "clock-change",
            ProblemKind::RequiredEndTooEarly { .. } => "required-end-too-early",
            ProblemKind::RequiredEndOfUnknownPhase { .. } => "required-end-of-unknown-phase",
            ProblemKind::SetsWithoutContingency { .. } => "sets-without-contingency",
            ProblemKind::SetsTwoMilestones { .. } => "sets-two-milestones",
            ProblemKind::WaitsForContingency { .. } => "waits-for-contingency",
            ProblemKind::NumberAsIds { .. } => "number-as-ids",
            ProblemKind::AmbiguousNumber { .. } => "ambiguous-number",
            ProblemKind::AmbiguousList { .. } => "ambiguous-list",
            ProblemKind::UnsupportedLink { .. } => "unsupported-link",
            ProblemKind::DistantDate { .. } => "distant-date",
            ProblemKind::SwappedDates { .. } => "swapped-dates",
            ProblemKind::AmbiguousTeam { .. } => "ambiguous-team",
            ProblemKind::UnreadColumn { .. } => "unread-column",
            ProblemKind::UnusedTimes { .. } => "unused-times",
            ProblemKind::StruckThrough { .. } => "struck-through",
            ProblemKind::HiddenCells { .. } => "hidden-cells",
            ProblemKind::RoundedCells { .. } => "rounded-cells",
            ProblemKind::EmptyColumn { .. } => "empty-column",
            ProblemKind::SeveralSheets { .. } => "several-sheets",
            ProblemKind::HeadingRows { .. } => "heading-rows",
            ProblemKind::RowsLeftOut { .. } => "rows-left-out",
            ProblemKind::NoTableEnd { .. } => "no-table-end",
            ProblemKind::YetToBeSaid { .. } => "yet-to-be-said",
        }
    }

    /// The severity of this kind.
    pub const fn severity(&self) -> Severity {
        match self {
            ProblemKind::RepeatedPrerequisite { .. }
            | ProblemKind::OutcomeLeftOut { .. }
            | ProblemKind::StartsBeforePrerequisite { .. }
            | ProblemKind::InNoDryRun
            | ProblemKind::NoSteps
            | ProblemKind::StrayText { .. }
            | ProblemKind::IdAlone { .. }
            | ProblemKind::FurtherColumn { .. }
            | ProblemKind::SimilarNames { .. }
            | ProblemKind::DuplicateName { what: Named::Environment, .. }
            | ProblemKind::NoStart { .. }
            | ProblemKind::ClockChange { .. }
            | ProblemKind::WaitsForContingency { .. }
            | ProblemKind::NumberAsIds { .. }
            | ProblemKind::DistantDate { .. }
            | ProblemKind::SwappedDates { .. }
            | ProblemKind::AmbiguousTeam { .. }
            | ProblemKind::UnreadColumn { .. }
            | ProblemKind::UnusedTimes { .. }
            | ProblemKind::StruckThrough { .. }
            | ProblemKind::HiddenCells { .. }
            | ProblemKind::RoundedCells { .. }
            | ProblemKind::EmptyColumn { .. }
            | ProblemKind::SeveralSheets { .. }
            | ProblemKind::HeadingRows { .. }
            | ProblemKind::RowsLeftOut { .. }
            | ProblemKind::YetToBeSaid { .. }
            | ProblemKind::UnsupportedLink { is_kept: true, .. } => Severity::Warning,
            ProblemKind::DuplicateId { .. }
            | ProblemKind::MalformedId { .. }
            | ProblemKind::MissingId
            | ProblemKind::MissingValue
            | ProblemKind::UnknownPrerequisite { .. }
            | ProblemKind::OwnPrerequisite
            | ProblemKind::UnknownOutcome { .. }
            | ProblemKind::ContradictoryOutcomes { .. }
            | ProblemKind::BadOutcome { .. }
            | ProblemKind::SingleOutcome { .. }
            | ProblemKind::RepeatedOutcome { .. }
            | ProblemKind::QuorumWithoutOutcomes { .. }
            | ProblemKind::QuorumOutOfReach { .. }
            | ProblemKind::Cycle { .. }
            | ProblemKind::UnknownPhase { .. }
            | ProblemKind::UnknownDryRun { .. }
            | ProblemKind::TooManyDryRuns { .. }
            | ProblemKind::UnknownTeam { .. }
            | ProblemKind::UnknownMilestone { .. }
            | ProblemKind::DuplicateName { .. }
            | ProblemKind::AmbiguousName { .. }
            | ProblemKind::UnreadableDate { .. }
            | ProblemKind::NaiveInstant { .. }
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
            | ProblemKind::NoHeadings { .. }
            | ProblemKind::AmbiguousHeading { .. }
            | ProblemKind::NoTableEnd { .. }
            | ProblemKind::AmbiguousNumber { .. }
            | ProblemKind::AmbiguousList { .. }
            | ProblemKind::RequiredEndTooEarly { .. }
            | ProblemKind::RequiredEndOfUnknownPhase { .. }
            | ProblemKind::SetsWithoutContingency { .. }
            | ProblemKind::SetsTwoMilestones { .. }
            | ProblemKind::UnsupportedLink { is_kept: false, .. } => Severity::Error,
        }
    }
}
