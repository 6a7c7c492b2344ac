//! The columns of each table, and the headings by which they are known.
//!
//! A column that the layout leaves out is looked for under these headings, in every language of
//! `languages/`; one that it names is looked for under that name alone; one set to null is not
//! looked for.

use std::sync::LazyLock;

use ptr_core::Field;
use ptr_core::language::Language;
use serde::{Deserialize, Serialize};

use super::column::{Column, ColumnKey, Known, message};
use super::mails::{is_department_head_mail, is_team_leader_mail};
use crate::language::{first_spelling, spellings};
use crate::value::{normal, normal_spellings};

/// The columns of one table of the workbook.
pub trait Columns: Default {
    /// Its key in a layout: `steps`.
    const TABLE: &'static str;

    /// The sheet's names, the default one first; they match as headings do.
    fn sheets() -> &'static [String];

    /// The name of the sheet that workbooks in a language have.
    fn sheet(language: &Language) -> String {
        let is_known = |own: &str| Self::sheets().iter().any(|it| normal(it) == normal(own));
        first_spelling(language, &sheets_message(Self::TABLE), is_known)
    }

    /// Every column with its key; the one that identifies a row comes first.
    fn keyed(&self) -> Vec<(&Column, ColumnKey)>;

    /// Every column with the headings it is known by, in the same order.
    fn wanted(&self) -> Vec<(&Column, Known)> {
        self.keyed().into_iter().map(|(column, key)| (column, key.known())).collect()
    }
}

macro_rules! columns {
    (
        $(#[$doc:meta])* $name:ident in $table:literal;
        $(
            $(#[$field_doc:meta])*
            $field:ident / $key:ident $(like $test:ident)? $(only $named:ident)?;
        )*
    ) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
        #[serde(deny_unknown_fields, default)]
        pub struct $name {
            $($(#[$field_doc])* #[serde(skip_serializing_if = "Column::is_default")] pub $field: Column,)*
        }

        impl $name {
            $(#[doc = concat!("The key of `", stringify!($field), "`.")]
            pub const $key: ColumnKey = ColumnKey {
                key: concat!($table, ".columns.", stringify!($field)),
                known: || columns!(@known $table $field $($test)? $(only $named)?),
            };)*
        }

        impl Columns for $name {
            const TABLE: &'static str = $table;

            fn sheets() -> &'static [String] {
                static SHEETS: LazyLock<Vec<String>> =
                    LazyLock::new(|| spellings(&sheets_message($table)).concat());
                &SHEETS
            }

            fn keyed(&self) -> Vec<(&Column, ColumnKey)> {
                vec![$((&self.$field, Self::$key)),*]
            }
        }
    };
    (@known $table:literal $field:ident) => {{
        static WORDS: LazyLock<Vec<Vec<String>>> = LazyLock::new(|| {
            normal_spellings(&message(concat!($table, ".columns.", stringify!($field))))
        });
        Known::Words(&WORDS)
    }};
    (@known $table:literal $field:ident $test:ident) => {
        Known::Like($test)
    };
    (@known $table:literal $field:ident only named) => {
        Known::Words(&[])
    };
}

columns! {
    /// The columns of the table of steps.
    StepColumns in "steps";
    /// The step's id, the only column that a plan cannot do without.
    id / ID;
    /// What the step does, in a line.
    label / LABEL;
    /// The code of the step's phase.
    phase / PHASE;
    /// The dry runs the step belongs to. Dry runs may have one column each instead.
    dry_runs / DRY_RUNS;
    /// Ids of the steps that must be terminated first, some with an outcome: `CO00000083 = GO`.
    prerequisites / PREREQUISITES;
    /// When the step starts.
    start / START;
    /// How long it takes.
    duration / DURATION;
    /// The team that carries it out.
    team / TEAM;
    /// The department that carries it out.
    department / DEPARTMENT;
    /// What to do, at length.
    instructions / INSTRUCTIONS;
    /// Mail addresses of those who carry it out, in place of the team's.
    contacts / CONTACTS;
    /// The time of day of the start, where another column holds the day. Only where it is named.
    time / TIME only named;
    /// The unit of plain durations, row by row. Only where it is named.
    duration_unit / DURATION_UNIT only named;
    /// How deep the row lies in the outline, counted from one; kept with the step as well.
    outline_level / OUTLINE_LEVEL;
    /// The outcomes of a decision, of which it is closed with one.
    outcomes / OUTCOMES;
    /// How many people must agree on an outcome.
    quorum / QUORUM;
}

impl StepColumns {
    /// Every column with the field of a step that it holds.
    pub(crate) fn fields(&self) -> [(Field, &Column, ColumnKey); Field::OF_A_STEP.len()] {
        [
            (Field::Id, &self.id, Self::ID),
            (Field::Label, &self.label, Self::LABEL),
            (Field::Phase, &self.phase, Self::PHASE),
            (Field::DryRuns, &self.dry_runs, Self::DRY_RUNS),
            (Field::Prerequisites, &self.prerequisites, Self::PREREQUISITES),
            (Field::Start, &self.start, Self::START),
            (Field::Duration, &self.duration, Self::DURATION),
            (Field::Team, &self.team, Self::TEAM),
            (Field::Department, &self.department, Self::DEPARTMENT),
            (Field::Instructions, &self.instructions, Self::INSTRUCTIONS),
            (Field::Contacts, &self.contacts, Self::CONTACTS),
            (Field::Outcomes, &self.outcomes, Self::OUTCOMES),
            (Field::Quorum, &self.quorum, Self::QUORUM),
        ]
    }
}

columns! {
    /// The columns of the table of actors.
    ActorColumns in "actors";
    /// The team.
    team / TEAM;
    /// Its department.
    department / DEPARTMENT;
    /// The mail address of the team's leader.
    team_leader_mail / TEAM_LEADER_MAIL like is_team_leader_mail;
    /// The mail address of the head of the department.
    department_head_mail / DEPARTMENT_HEAD_MAIL like is_department_head_mail;
}

columns! {
    /// The columns of the table of milestones. Either one column a dry run, headed by its name,
    /// or the long form: one row a milestone and dry run, with the columns `dry_run` and `date`.
    DateColumns in "dates";
    /// The milestone's name.
    milestone / MILESTONE;
    /// In the long form, the dry run.
    dry_run / DRY_RUN;
    /// In the long form, the date.
    date / DATE;
    /// What must have ended by the milestone: a mark for the whole plan, or the code of a phase.
    required_end / REQUIRED_END;
    /// The contingency phases whose declaration sets the milestone.
    set_by / SET_BY;
}

columns! {
    /// The columns of the table of environments; every other heading is a dry run.
    EnvironmentColumns in "environments";
    /// The environment's name.
    environment / ENVIRONMENT;
}

fn sheets_message(table: &str) -> String {
    format!("workbook-sheet-{table}")
}
