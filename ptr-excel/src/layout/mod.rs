//! Where things stand in a team's workbook.
//!
//! One shape for everyone who describes a workbook: a Rust value, a mapping from Python, the
//! `excel` section of a configuration file. Every key is optional; what is left out keeps its
//! default, a table or a column set to null is absent, and the two never mix: leaving out says
//! "as usual", null says "there is none".
//!
//! Kept true here: a layout that exists is valid. Patterns compile, formats parse, the time zone
//! is known; whatever deserialises goes through the same checks.

mod column;
mod columns;
pub mod computed;
mod error;
pub mod headings;
mod mails;
mod mapping;
mod patterns;
mod phases;
pub(crate) mod placeholders;
mod rows;
mod table;

use chrono_tz::Tz;
use ptr_core::{Phase, PhaseCode, Phases, Rules, Severity};
use serde::{Deserialize, Deserializer, Serialize};

pub use self::column::{Column, ColumnKey, Known};
pub use self::columns::{ActorColumns, Columns, DateColumns, EnvironmentColumns, StepColumns};
pub use self::error::LayoutError;
pub(crate) use self::mails::{is_department_head, is_team_leader, says_whose};
pub use self::patterns::{IdPattern, InvalidPattern, TextDates};
pub use self::phases::PhaseLayout;
pub use self::placeholders::Placeholders;
pub use self::rows::{HeadingRule, LastRow, MadeIds};
pub(crate) use self::table::allowed_name;
pub use self::table::{SheetFound, Table};
pub use crate::value::DurationUnit;

/// Where everything stands in a workbook, and how its cells are to be read.
///
/// # Examples
///
/// ```
/// use ptr_excel::Layout;
///
/// let layout = Layout::read(&mut serde_json::Deserializer::from_str(
///     r#"{"steps": {"sheet": "Tasks", "columns": {"phase": null}}, "phases": null}"#,
/// ))?;
/// assert_eq!(layout.steps.sheet.as_deref(), Some("Tasks"));
/// assert_eq!(layout.phases, None);
/// assert!(layout.actors.is_some(), "what is left out keeps its default");
/// # Ok::<(), ptr_excel::LayoutError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Layout {
    /// The table of steps, the only one that a plan cannot do without.
    #[serde(deserialize_with = "mapping::mapping")]
    pub steps: Table<StepColumns>,
    /// The table of actors; without it the step's own contacts count.
    #[serde(deserialize_with = "mapping::optional_mapping")]
    pub actors: Option<Table<ActorColumns>>,
    /// The table of milestones; without it a date is a date.
    #[serde(deserialize_with = "mapping::optional_mapping")]
    pub dates: Option<Table<DateColumns>>,
    /// The table of environments.
    #[serde(deserialize_with = "mapping::optional_mapping")]
    pub environments: Option<Table<EnvironmentColumns>>,
    /// What the whole of an id must look like; without it any text without line breaks.
    pub id_pattern: Option<IdPattern>,
    /// The phases in their order; without it as they come in the sheet.
    pub phases: Option<Vec<PhaseLayout>>,
    /// The format of dates that are stored as text; without it such a text is a problem.
    pub text_dates: Option<TextDates>,
    /// Whether a plain number where a date is expected is the date that it would be if its cell were
    /// formatted as one; without it such a number is a problem.
    pub number_dates: bool,
    /// The milestone from which a plain number counts the days to a start, and so do `J+3` and
    /// `D-1`; without it such a number is a problem.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub day_numbers: Option<String>,
    /// The unit of a duration that is a plain number.
    pub duration_unit: DurationUnit,
    /// What holds the place of a value that is not given: `TBD`, `N/A`.
    #[serde(skip_serializing_if = "Placeholders::are_usual")]
    pub placeholders: Placeholders,
    /// How much a prerequisite weighs that says more than that the step begins once another has
    /// ended: `7SS`, `103FS+2 hrs`. As a warning it is kept as a text of the step.
    #[serde(skip_serializing_if = "is_error")]
    pub links: Severity,
    /// The zone in which the dates of the workbook are meant.
    #[serde(deserialize_with = "mapping::zone", serialize_with = "mapping::zone_name")]
    pub timezone: Tz,
    /// What the clinic looks for in the plan, and how much it weighs ([`ptr_core::Plan::check`]).
    #[serde(deserialize_with = "mapping::mapping", skip_serializing_if = "is_usual")]
    pub checks: Rules,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "the signature that serde calls")]
fn is_error(severity: &Severity) -> bool {
    *severity == Severity::Error
}

fn is_usual(rules: &Rules) -> bool {
    *rules == Rules::default()
}

impl Default for Layout {
    fn default() -> Self {
        Self {
            steps: Table::default(),
            actors: Some(Table::default()),
            dates: Some(Table::default()),
            environments: Some(Table::default()),
            id_pattern: Some(IdPattern::default()),
            phases: Some(PhaseLayout::usual()),
            text_dates: None,
            number_dates: false,
            day_numbers: None,
            duration_unit: DurationUnit::default(),
            placeholders: Placeholders::default(),
            links: Severity::Error,
            timezone: Tz::Europe__Brussels,
            checks: Rules::default(),
        }
    }
}

impl Layout {
    /// Reads a layout from any serde format; the same as deserialising it, with errors that
    /// name the key.
    ///
    /// # Errors
    ///
    /// A key that no layout has, or a value that its key cannot have.
    pub fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, LayoutError> {
        let mut track = serde_path_to_error::Track::new();
        let tracked = serde_path_to_error::Deserializer::new(deserializer, &mut track);
        let layout: Result<Self, _> = mapping::mapping(tracked);
        let layout = layout
            .map_err(|error| LayoutError::data(track.path().to_string(), error.to_string()))?;
        layout.check_phases()?;
        if layout.steps.ids.is_some() && layout.steps.columns.id.name().is_some() {
            return Err(LayoutError::ids_twice());
        }
        Ok(layout)
    }

    /// The same layout for a table as text, which holds nothing but this one sheet of steps. No cell
    /// of it is formatted as a date: a form of dates is expected, that of ISO 8601 unless said.
    pub(crate) fn of_text(&self, sheets: &[impl AsRef<str>]) -> Self {
        let mut layout = Self { actors: None, dates: None, environments: None, ..self.clone() };
        layout.steps.sheet = sheets.first().map(|sheet| sheet.as_ref().to_owned());
        layout.text_dates = layout.text_dates.or_else(|| TextDates::new("%Y-%m-%d %H:%M").ok());
        layout
    }

    /// The phases of a plan under this layout, with the labels that the operator's own phases are
    /// known by. A table of steps without a column of phases makes a plan of `one_phase`.
    pub(crate) fn phases_of_plan(&self, one_phase: bool) -> Phases {
        if one_phase {
            return Phases::Listed(ptr_core::single_phase().into_iter().collect());
        }
        let Some(listed) = &self.phases else { return Phases::AsTheyCome };
        let standard = Phase::standard();
        let phase = |it: &PhaseLayout| {
            let code = PhaseCode::new(&it.code).ok()?;
            let known = standard.iter().find(|phase| phase.code == code);
            let label = it.label.clone().or_else(|| known.and_then(|it| it.label.clone()));
            Some(Phase { code, label, contingency: it.contingency, sets: it.sets.clone() })
        };
        Phases::Listed(listed.iter().filter_map(phase).collect())
    }

    fn check_phases(&self) -> Result<(), LayoutError> {
        let phases = self.phases.as_deref().unwrap_or_default();
        for (i, phase) in phases.iter().enumerate() {
            if phases[..i].iter().any(|earlier| earlier.code == phase.code) {
                return Err(LayoutError::phase_twice(i, &phase.code));
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests;
