//! Why a layout is proposed as it is: a reason for each key, as data and as a sentence.
//!
//! Kept true: what the content did not decide is [open](Reason::is_open), and says what would.

use ptr_core::KnownNames;
use ptr_core::language::{Language, arguments};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::error::about;
use crate::language::{text, word};
use crate::layout::MadeIds;

/// Why a key of a proposed layout has its value, or is left out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Reason {
    /// The key in the layout: `steps.columns.id`.
    pub key: String,
    /// The sheet that was looked at.
    pub sheet: Option<String>,
    /// The cell of the heading, or the first cell that is meant.
    pub cell: Option<String>,
    /// What was found.
    #[serde(flatten)]
    pub because: Because,
}

/// What decided about a key, or left it open.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "code", rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Because {
    /// The sheet has a name by which the table is known.
    SheetName,
    /// The sheet has these headings, by which the table is known.
    SheetHeadings {
        /// The headings.
        found: KnownNames,
    },
    /// No name and no headings say what the sheet is, but its cells do.
    SheetContent {
        /// What they hold.
        holds: Holds,
    },
    /// No sheet looks like the table.
    NoSheet,
    /// The heading is one by which the column is known: the key can be left out.
    KnownHeading {
        /// The heading.
        heading: String,
    },
    /// The heading has the column's words among others.
    LikelyHeading {
        /// The heading.
        heading: String,
    },
    /// The cells of the column hold what the key says, whatever its heading.
    Content {
        /// The heading, or the column's letter where it has none.
        heading: String,
        /// What the cells hold.
        holds: Holds,
        /// How many of them.
        count: usize,
        /// Of how many that hold something.
        of: usize,
    },
    /// The column has a heading of its own for each dry run.
    DryRunHeadings {
        /// The headings.
        found: KnownNames,
    },
    /// No column looks like it.
    NoColumn,
    /// The heading is one by which the column is known, but the cells below hold something else.
    OtherContent {
        /// The heading.
        heading: String,
    },
    /// Further columns would do as well.
    OtherColumns {
        /// Their headings.
        found: KnownNames,
    },
    /// All ids look alike.
    IdsAlike {
        /// How many ids there are.
        count: usize,
    },
    /// Ids do not look alike: any will do.
    IdsDiffer {
        /// Some that differ from most.
        found: KnownNames,
    },
    /// A few values are unlike all others: loading will tell them.
    OddOnes {
        /// The values.
        found: KnownNames,
    },
    /// The phases as the steps name them, in the order in which they come.
    PhasesAsTheyCome {
        /// The phases.
        found: KnownNames,
    },
    /// The phase sounds like one that is only for when things go wrong.
    Contingency {
        /// The phase.
        phase: String,
    },
    /// Dates stored as text have this form.
    TextDates {
        /// How many are read by it.
        count: usize,
        /// Of how many.
        of: usize,
        /// One of them.
        example: String,
    },
    /// In all dates stored as text the day may as well be the month.
    DayOrMonth {
        /// One of them.
        example: String,
        /// The other form.
        other: String,
    },
    /// Texts that look like dates and have another form than most.
    OtherDates {
        /// Some of them.
        found: KnownNames,
    },
    /// Plain numbers stand where dates are expected.
    NumberDates {
        /// One of them.
        example: String,
    },
    /// The heading of the durations names their unit.
    UnitInHeading {
        /// The heading.
        heading: String,
    },
    /// Durations are plain numbers, and nothing names their unit.
    UnitUnknown {
        /// One of them.
        example: String,
    },
    /// No column holds ids, and prerequisites name rows by something else.
    MadeIds {
        /// The heading of the prerequisites.
        heading: String,
        /// By what they name rows.
        by: MadeIds,
        /// How many of them.
        count: usize,
        /// Of how many.
        of: usize,
    },
    /// No column holds ids, and nothing names rows: their numbers will do.
    RowNumbers,
    /// Rows that look like headings of others, and like no steps.
    Sections {
        /// The cells and texts of some.
        found: KnownNames,
    },
    /// Below this row stands something else.
    TableEnd {
        /// The first row that does not belong to the table.
        below: u32,
    },
    /// Cells of a column are empty below a value that does not come twice in a row.
    AsAbove {
        /// The heading.
        heading: String,
        /// How many of them.
        count: usize,
        /// Of how many.
        of: usize,
    },
    /// Texts that come again where something else is expected, and are none of the usual
    /// placeholders.
    Placeholders {
        /// The texts.
        found: KnownNames,
    },
    /// Prerequisites that say more than that a step begins once another has ended.
    Links {
        /// Some of them.
        found: KnownNames,
    },
    /// Prerequisites ask for outcomes, and no column lists those of their decisions.
    NoOutcomes {
        /// Some of the prerequisites.
        found: KnownNames,
    },
    /// Starts are days counted from a milestone, and there is one alone.
    DayNumbers {
        /// The milestone.
        milestone: String,
    },
    /// Nothing in a workbook names the zone of its dates.
    Zone {
        /// The zone that is assumed.
        zone: String,
    },
}

/// What the cells of a column hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Holds {
    /// A different short text in each row.
    Ids,
    /// The ids of steps in rows above.
    References,
    /// Dates, or milestones with an offset.
    Dates,
    /// Durations.
    Durations,
    /// Mail addresses.
    Mails,
    /// Names of people whose address the sheet of actors gives.
    People,
    /// Names of dry runs.
    DryRuns,
    /// Names of phases, row after row the same.
    Phases,
    /// Blocks of rows with the same text.
    Groups,
    /// Teams.
    Teams,
    /// A few names, again and again.
    FewNames,
    /// Departments.
    Departments,
    /// A short text in each row.
    Labels,
    /// Long texts.
    LongTexts,
    /// Names of what the other columns tell about.
    Names,
    /// Times of day, beside dates that have none.
    Times,
    /// Units of durations.
    Units,
    /// How deep rows lie in an outline.
    Levels,
    /// Days counted from a milestone.
    DayNumbers,
    /// The outcomes that prerequisites ask for.
    Outcomes,
}

impl Reason {
    /// Whether the content leaves it open: somebody has to look.
    pub fn is_open(&self) -> bool {
        match self.because {
            Because::OtherContent { .. }
            | Because::OtherColumns { .. }
            | Because::IdsDiffer { .. }
            | Because::OddOnes { .. }
            | Because::Contingency { .. }
            | Because::DayOrMonth { .. }
            | Because::OtherDates { .. }
            | Because::NumberDates { .. }
            | Because::UnitUnknown { .. }
            | Because::RowNumbers
            | Because::Sections { .. }
            | Because::TableEnd { .. }
            | Because::AsAbove { .. }
            | Because::Placeholders { .. }
            | Because::Links { .. }
            | Because::NoOutcomes { .. }
            | Because::Zone { .. } => true,
            Because::Content { holds, .. } => matches!(holds, Holds::Groups | Holds::FewNames),
            Because::NoColumn => self.key == "steps.columns.id",
            Because::NoSheet => self.key == "steps",
            Because::SheetName
            | Because::SheetHeadings { .. }
            | Because::SheetContent { .. }
            | Because::KnownHeading { .. }
            | Because::LikelyHeading { .. }
            | Because::DryRunHeadings { .. }
            | Because::IdsAlike { .. }
            | Because::PhasesAsTheyCome { .. }
            | Because::TextDates { .. }
            | Because::MadeIds { .. }
            | Because::DayNumbers { .. }
            | Because::UnitInHeading { .. } => false,
        }
    }

    /// A short name that stays the same from version to version: `known-heading`.
    pub fn code(&self) -> String {
        match serde_json::to_value(&self.because) {
            Ok(Value::Object(mut fields)) => said(&fields.remove("code").unwrap_or_default()),
            _ => String::new(),
        }
    }

    /// The reason as a sentence, the key and where it was found before it.
    pub fn message(&self, language: &Language) -> String {
        let mut arguments = arguments!();
        // Texts, numbers and names are always JSON.
        let fields = serde_json::to_value(&self.because).unwrap_or_default();
        for (name, value) in fields.as_object().into_iter().flatten() {
            let value = match name.as_str() {
                "holds" => word(language, &format!("workbook-holds-{}", said(value))).into_owned(),
                _ => said(value),
            };
            arguments.set(name.clone(), value);
        }
        let what = text(language, &format!("workbook-because-{}", self.code()), &arguments);
        let place = match (&self.sheet, &self.cell) {
            (Some(sheet), Some(cell)) => format!("{} ({sheet}!{cell})", self.key),
            (Some(sheet), None) => format!("{} ({sheet})", self.key),
            (None, _) => self.key.clone(),
        };
        about(language, place, &what)
    }
}

/// A field as a message gives it.
fn said(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Number(number) => number.to_string(),
        names => KnownNames::deserialize(names).map_or_else(
            |_| String::new(),
            |names| {
                let rest = if names.total() > names.first().len() { ", …" } else { "" };
                names.first().join(", ") + rest
            },
        ),
    }
}
