//! The sheet of dates: milestones, with their date in each dry run.
//!
//! ```text
//! Jalon | FDR1       | Live           Jalon | Dry run | Date           Jalon | Date
//! J0    | 2026-03-28 | 2026-06-06     J0    | FDR1    | 2026-03-28     J0    | 2026-03-28
//! ```
//!
//! One column a dry run; or one row a milestone and dry run; or one date for all dry runs. Each
//! may have further columns. A column is a dry run's if its heading looks like one or a date
//! stands below it.

mod columns;
mod found;
mod milestones;
mod number_dates;
mod odd_dates;
mod reader;
mod times_beside;

use ptr_core::{Field, Named, Problem};

use self::columns::{DatePlaces, HeldRows};
use self::reader::DateReader;
use crate::a1::CellName;
use crate::error::LoadError;
use crate::layout::{DateColumns, Layout, Table};
use crate::load::dry_runs::looks_like_one;
use crate::load::sheet::ambiguous::{AmbiguousColumns, by_dry_run};
use crate::load::sheet::reading::Reading;
use crate::load::sheet::table::{self, Key};
use crate::load::sheet::{find_sheet, missing_headings, place, tell_similar_names};
use crate::load::spellings::Spellings;

pub(crate) use found::Dates;
pub(crate) use number_dates::date_of_number;
pub(crate) use odd_dates::{SeenDates, distant};
pub(crate) use times_beside::TimesBeside;

/// The sheet is known by its headings or by its dry runs.
const KEY: Key = Key { column: DateColumns::MILESTONE, is_one: looks_like_one };

pub(crate) fn read(
    workbook: &mut Reading<'_>,
    table: &Table<DateColumns>,
    layout: &Layout,
    problems: &mut Vec<Problem>,
) -> Result<Dates, LoadError> {
    let lost = Dates { are_lost: true, ..Dates::default() };
    let Some((sheet, name)) = find_sheet(workbook, table, problems) else { return Ok(lost) };
    // The sheet is held as a whole: which columns are dry runs shows only below the headings.
    let mut held = HeldRows::default();
    let told = problems.len();
    let headings = table::read(workbook, (sheet, &name), table, &KEY, problems, &mut held)?;
    let Some(headings) = headings else {
        let are_lost = problems.len() > told;
        return Ok(Dates { are_lost, ..Dates::default() });
    };
    let mut reader = DateReader {
        layout,
        places: DatePlaces::of(&headings, &table.columns, &held.rows),
        dates: Dates { sheet: name.clone(), seen: SeenDates::of(&name), ..Dates::default() },
        epoch: workbook.epoch(),
        phases: Spellings::of_phases(layout.phases.iter().flatten().map(|it| it.code.as_str())),
        problems,
    };
    let columns = &table.columns;
    let wanted = [
        (None, &columns.milestone, &reader.places.milestone, Some(KEY.column)),
        (None, &columns.dry_run, &reader.places.dry_run, None),
        (Some(Field::Start), &columns.date, &reader.places.date, None),
    ];
    reader.problems.extend(missing_headings(&headings, &name, &wanted));
    for (_, name) in &mut reader.places.of_dry_runs {
        *name = reader.dates.names.list(name.clone());
    }
    reader.dates.fields = reader.places.fields();
    let mut ambiguous = AmbiguousColumns::of(by_dry_run(&reader.places.of_dry_runs, None));
    let of_dates = reader.places.of_dry_runs.iter().map(|(col, _)| *col);
    let of_dates: Vec<u32> = reader.places.date.columns().iter().copied().chain(of_dates).collect();
    let mut times = TimesBeside::of(&reader.places.extra, &of_dates, &headings);
    for row in &held.rows {
        ambiguous.check(row, &headings, &name, reader.problems);
        let seen = reader.dates.seen.len();
        reader.row(row);
        times.look(row, reader.dates.seen.since(seen));
    }
    let DateReader { places, dates, problems, .. } = reader;
    problems.extend(times.problems(&name, false));
    problems.extend(dates.seen.swapped(&[]));
    problems.extend(dates.set_in_vain(layout));
    let row = headings.rows().map_or(0, |(_, last)| last);
    let of_dry_run = |nth: usize| {
        let dry_run = dates.names.as_slice().get(nth)?;
        let (col, _) = places.of_dry_runs.iter().find(|(_, name)| name == dry_run)?;
        Some(place(&name, CellName { row, col: *col }))
    };
    problems.extend(tell_similar_names(Named::DryRun, dates.names.as_slice(), of_dry_run));
    let milestones: Vec<&str> = dates.milestones.names().collect();
    let of_milestone = |nth: usize| {
        let (row, col) = *dates.cells.get(nth)?;
        Some(place(&name, CellName { row, col }))
    };
    problems.extend(tell_similar_names(Named::Milestone, &milestones, of_milestone));
    Ok(dates)
}
