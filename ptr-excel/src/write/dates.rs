//! The table of milestones.
//!
//! ```text
//! Jalon | FDR1             | Live                  Jalon | Dry run | Date
//! J0    | 27/03/2027 08:00 | 12/06/2027 08:00      J0    | FDR1    | 27/03/2027 08:00
//! ```
//!
//! On the left a column a dry run, which people read best; on the right the long form, where the
//! layout wants it.

use std::sync::LazyLock;

use ptr_core::{DryRun, Milestone, NamedValues, Phase, Plan, RequiredEnd};

use super::cell::Content;
use super::column::{self, Role};
use super::error::Unwritable;
use super::grid::Grid;
use super::source::{Source, no_place};
use super::style::Kind;
use super::table::Table;
use crate::layout::{Column, Columns as _, DateColumns};

/// A row a milestone, a column a dry run; or in the long form, where the layout names its columns
/// or there is no dry run to name a column after.
pub(super) fn table<'a>(source: Source<'a>, unwritable: &mut Vec<Unwritable>) -> Option<Table<'a>> {
    let Source { plan, layout, words } = source;
    let Some(layout) = &layout.dates else {
        unwritable.extend(
            (!plan.milestones().is_empty()).then(|| no_place::<DateColumns>(words, "dates")),
        );
        return None;
    };
    let columns = &layout.columns;
    let is_named = |column: &Column| matches!(column, Column::Named(_));
    let is_long =
        is_named(&columns.dry_run) || is_named(&columns.date) || plan.dry_runs().is_empty();
    let rows = if is_long { by_date(plan) } else { by_milestone(plan) };
    let mut grid = Grid::new(layout, words, rows.iter().map(|_| None), unwritable);
    let names = rows.iter().map(|row| Content::prose(Some(&*row.milestone.name)));
    grid.known((&columns.milestone, DateColumns::MILESTONE), (Kind::Prose, 28.0), names);
    let date = |milestone: &Milestone, dry_run| match milestone.dates.get(dry_run) {
        Some(date) => Content::moment(plan, *date),
        None => Content::Nothing,
    };
    if rows.iter().any(|row| row.milestone.required_end.is_some()) {
        let required = |row: &DateRow<'a>| match row.milestone.required_end.as_ref() {
            Some(RequiredEnd::Whole) if row.is_first => Content::Code("x".into()),
            Some(RequiredEnd::Phase(code)) if row.is_first => Content::Code(code.as_str().into()),
            Some(_) | None => Content::Nothing,
        };
        let cells = rows.iter().map(required);
        grid.known((&columns.required_end, DateColumns::REQUIRED_END), (Kind::Code, 16.0), cells);
    }
    let setting = |row: &DateRow<'a>| {
        let sets = |phase: &&Phase| phase.sets.as_ref() == Some(&row.milestone.name);
        let codes: Vec<&str> =
            plan.phases().iter().filter(sets).map(|phase| phase.code.as_str()).collect();
        if codes.is_empty() || !row.is_first {
            Content::Nothing
        } else {
            Content::Code(codes.join("; ").into())
        }
    };
    if rows.iter().any(|row| setting(row) != Content::Nothing) {
        let cells: Vec<_> = rows.iter().map(setting).collect();
        grid.known((&columns.set_by, DateColumns::SET_BY), (Kind::Code, 14.0), cells);
    }
    if is_long {
        let dry_runs = rows.iter().map(|row| Content::prose(row.dry_run.map(DryRun::as_str)));
        grid.known((&columns.dry_run, DateColumns::DRY_RUN), (Kind::Code, 18.0), dry_runs);
        let dates = rows.iter().map(|row| {
            row.dry_run.map_or(Content::Nothing, |dry_run| date(row.milestone, dry_run))
        });
        grid.known((&columns.date, DateColumns::DATE), (Kind::DATE, 18.0), dates);
    } else {
        for dry_run in plan.dry_runs() {
            let dates = rows.iter().map(|row| date(row.milestone, dry_run));
            grid.push(column::Column::new(dry_run.as_str(), Role::DryRun, 18.0), dates);
        }
    }
    let extra = |row: &DateRow<'a>| if row.is_first { &row.milestone.extra } else { nothing() };
    grid.extras(&rows.iter().map(extra).collect::<Vec<_>>());
    Some(grid.finish(&columns.wanted()))
}

/// A row of the table of milestones.
struct DateRow<'a> {
    milestone: &'a Milestone,
    /// In the long form, the dry run that the row gives the date of.
    dry_run: Option<&'a DryRun>,
    /// Whether it is the milestone's first row, which says all else that is known of it.
    is_first: bool,
}

fn by_milestone(plan: &Plan) -> Vec<DateRow<'_>> {
    let row = |milestone| DateRow { milestone, dry_run: None, is_first: true };
    plan.milestones().iter().map(row).collect()
}

/// The long form. The first milestone names every dry run, also one without a date: where
/// others are named, the reader takes one that is not for a mistake.
fn by_date(plan: &Plan) -> Vec<DateRow<'_>> {
    let mut rows = Vec::new();
    for (nth, milestone) in plan.milestones().iter().enumerate() {
        let named = plan.dry_runs().iter();
        let named = named.filter(|&name| nth == 0 || milestone.dates.contains_key(name));
        let mut dry_runs: Vec<Option<&DryRun>> = named.map(Some).collect();
        if dry_runs.is_empty() {
            dry_runs.push(None);
        }
        let row = |(nth, dry_run)| DateRow { milestone, dry_run, is_first: nth == 0 };
        rows.extend(dry_runs.into_iter().enumerate().map(row));
    }
    rows
}

fn nothing() -> &'static NamedValues {
    static NOTHING: LazyLock<NamedValues> = LazyLock::new(NamedValues::new);
    &NOTHING
}
