//! The template: an empty workbook that helps whoever fills it in.
//!
//! Its tables are those of a plan, made of an [`example`] to be overwritten, so that what a
//! template shows and what the reader reads cannot part ways. Under the examples each column is
//! formatted, explains itself when its cells are entered, and offers what can be chosen: the
//! layout's phases, the teams of the sheet of actors, the dry runs of the sheet of dates.

mod example;

pub(super) use self::example::example;
use super::column::{Column, Role};
use super::style::Kind;
use super::table::Table;
use super::validation::{Choice, Hint, ROWS, Validation};
use super::words::Words;
use crate::a1::{self, CellName};
use crate::layout::Layout;

/// Makes the tables of the example plan a template.
pub(super) fn prepare(tables: &mut [Table<'_>], layout: &Layout, words: Words<'_>) {
    let below = |key: &'static str| {
        let place = |table: &Table<'_>| Some(column_below(table, place_of(table, key)?));
        tables.iter().find_map(place)
    };
    let (teams, departments) = (below("actors.columns.team"), below("actors.columns.department"));
    let dry_runs = tables.iter().find_map(dry_run_headings);
    let phases = layout.phases.as_deref().map(|phases| {
        let codes: Vec<String> = phases.iter().map(|phase| phase.code.clone()).collect();
        Choice::OneOf(codes)
    });

    for (nth, table) in tables.iter_mut().enumerate() {
        table.examples = true;
        let has_dates = nth == 0 || is_of_milestones(table);
        let validations = table.columns.iter().map(|column| {
            let (kind, hint) = match (column.key, column.role) {
                (Some(key), _) => (column.kind, words.hint(key)),
                (None, Role::DryRun) if has_dates => (Kind::DATE, words.hint("dates.columns.date")),
                (None, Role::DryRun) => (Kind::Prose, words.word("workbook-hint-in-dry-run")),
                _ => return None,
            };
            let choice = match column.key {
                Some("steps.columns.phase") => phases.clone(),
                Some("steps.columns.dry_runs") => dry_runs.clone().map(Choice::SomeOf),
                Some("steps.columns.team") => teams.clone().map(Choice::Preferably),
                Some("steps.columns.department") => departments.clone().map(Choice::Preferably),
                _ => None,
            };
            Some(Validation { kind, hint: Hint::of(&hint), choice })
        });
        table.validations = validations.collect();
    }
}

/// The column in which a column of the layout stands, if this table has it.
fn place_of(table: &Table<'_>, key: &'static str) -> Option<u32> {
    let nth = table.columns.iter().position(|column| column.key == Some(key))?;
    table.places().get(nth).copied()
}

fn is_of_milestones(table: &Table<'_>) -> bool {
    place_of(table, "dates.columns.milestone").is_some()
}

/// What stands in a column below its heading, as far as it is filled.
fn column_below(table: &Table<'_>, col: u32) -> String {
    let first = CellName { row: table.row(0), col };
    let last = CellName { row: table.row(0) + ROWS, col };
    let (first, last) = (absolute(first), absolute(last));
    let sheet = quoted(&table.sheet);
    format!("OFFSET({sheet}!{first},0,0,MAX(1,COUNTA({sheet}!{first}:{last})),1)")
}

/// The headings of the table of milestones after the first, as far as there are some: its dry
/// runs.
fn dry_run_headings(table: &Table<'_>) -> Option<String> {
    let is_of_dry_runs = |column: &Column| column.role == Role::DryRun;
    let place = table.columns.iter().position(is_of_dry_runs)?;
    let in_a_row = is_of_milestones(table) && table.columns.iter().skip(place).all(is_of_dry_runs);
    let col = *table.places().get(place).filter(|_| in_a_row)?;
    let first = absolute(CellName { row: table.heading_row, col });
    let last = absolute(CellName { row: table.heading_row, col: 60 });
    let sheet = quoted(&table.sheet);
    Some(format!("OFFSET({sheet}!{first},0,0,1,MAX(1,COUNTA({sheet}!{first}:{last})))"))
}

fn absolute(cell: CellName) -> String {
    format!("${}${}", a1::column_letters(cell.col), cell.row + 1)
}

fn quoted(sheet: &str) -> String {
    format!("'{}'", sheet.replace('\'', "''"))
}

#[cfg(test)]
mod tests {
    use ptr_core::language::Language;

    use super::*;
    use crate::layout::{ActorColumns, Columns, DateColumns, EnvironmentColumns, StepColumns};

    #[test]
    fn every_column_that_somebody_fills_in_explains_itself() {
        fn keys<C: Columns>() -> Vec<&'static str> {
            C::default().keyed().into_iter().map(|(_, key)| key.key).collect()
        }
        let tables = [
            keys::<StepColumns>(),
            keys::<ActorColumns>(),
            keys::<DateColumns>(),
            keys::<EnvironmentColumns>(),
        ];
        let language = Language::french();
        // The spreadsheet counts the levels of its outline itself.
        let mut keys = tables.concat();
        keys.retain(|key| *key != StepColumns::OUTLINE_LEVEL.key);
        for key in keys {
            let hint = Words(&language).hint(key);
            assert!(hint.contains('\n'), "{key} has no title and text, but {hint:?}");
        }
    }
}
