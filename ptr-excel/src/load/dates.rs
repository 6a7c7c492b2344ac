//! The sheet of dates: milestones, with their date in each dry run.
//!
//! ```text
//! Jalon | FDR1       | FDR2       | Live          Jalon | Dry run | Date
//! J0    | 2026-03-28 | 2026-04-25 | 2026-06-06    J0    | FDR1    | 2026-03-28
//! ```
//!
//! On the left one column a dry run, on the right the long form. Either may have further
//! columns; on the left a column is a dry run's if its heading looks like one or a date stands
//! below it.

use std::collections::BTreeMap;

use chrono::NaiveDateTime;
use indexmap::IndexMap;
use ptr_core::{DryRun, Expected, Fault, Field, Milestone, Moment, Problem};

use super::dry_runs::{DryRunNames, first_other, looks_like_one};
use super::steps::extra_value;
use super::table::{self, Key, Row, text_of};
use super::{find_sheet, place};
use crate::cells::CellValue;
use crate::error::LoadError;
use crate::heading::{Heading, Place};
use crate::layout::{DateColumns, Layout, Table};
use crate::source::Workbook;
use crate::value::is_nothing;

/// The milestones, and where each of them stands.
#[derive(Debug, Default)]
pub(super) struct Dates {
    pub(super) milestones: Vec<Milestone>,
    /// The dry runs that the sheet names, from left to right or from top to bottom.
    pub(super) dry_runs: Vec<DryRun>,
    pub(super) sheet: String,
    /// The row and column of each milestone's name.
    pub(super) cells: Vec<(u32, u32)>,
}

impl Dates {
    /// The milestone's name as the sheet spells it.
    pub(super) fn spelled(&self, name: &str) -> Option<&str> {
        let names = || self.milestones.iter().map(|milestone| milestone.name.as_str());
        let lower = name.to_lowercase();
        names()
            .find(|known| *known == name)
            .or_else(|| names().find(|it| it.to_lowercase() == lower))
    }
}

/// The sheet is known by its headings or by its dry runs.
const KEY: Key = Key { heading: "Jalon", is_one: looks_like_one };

pub(super) fn read(
    workbook: &mut Workbook,
    table: &Table<DateColumns>,
    layout: &Layout,
    problems: &mut Vec<Problem>,
) -> Result<Dates, LoadError> {
    let Some((sheet, name)) = find_sheet(workbook, table, problems) else {
        return Ok(Dates::default());
    };
    // The sheet is held as a whole: which columns are dry runs shows only below the headings.
    let mut rows = Vec::new();
    let headings = table::read(workbook, (sheet, &name), table, &KEY, problems, |_, row| {
        rows.push(row.clone());
    })?;
    let Some(headings) = headings else { return Ok(Dates::default()) };

    let columns = &table.columns;
    let milestone = match headings.place(&columns.milestone, DateColumns::MILESTONE) {
        Place::Missing => first_other(&headings),
        place => place,
    };
    let dry_run = headings.place(&columns.dry_run, DateColumns::DRY_RUN);
    let date = headings.place(&columns.date, DateColumns::DATE);
    let mut reader = Reader { layout, sheet: &name, names: DryRunNames::default(), problems };
    let mut dates = Dates { sheet: name.clone(), ..Dates::default() };

    let is_long = !dry_run.columns().is_empty() && !date.columns().is_empty();
    let known =
        [milestone.columns(), dry_run.columns(), if is_long { date.columns() } else { &[] }];
    let others: Vec<&Heading> = headings
        .iter()
        .filter(|it| !known.iter().any(|columns| columns.contains(&it.col)))
        .collect();
    let wide: Vec<(u32, DryRun)> =
        if is_long { Vec::new() } else { reader.dry_run_columns(&others, &rows) };

    for row in &rows {
        let Some((col, value)) = row.at(&milestone) else {
            reader.row_without_name(row, milestone.columns(), &wide);
            continue;
        };
        let name = match value {
            CellValue::Fault(fault) => {
                reader.problem(row, col, Fault::ErrorCell { found: fault.to_string() });
                continue;
            }
            value => text_of(value).into_owned(),
        };
        let mut found = BTreeMap::new();
        if is_long {
            found.extend(reader.long_row(row, row.at(&dry_run), row.at(&date)));
            // The long form names a milestone once a dry run: the rows belong together.
            let known = dates.milestones.iter_mut().find(|known| known.name == name);
            if let Some(known) = known
                && found.keys().all(|dry_run| !known.dates.contains_key(dry_run))
            {
                known.dates.append(&mut found);
                continue;
            }
        }
        for (col, dry_run) in &wide {
            let value = row.in_column(*col);
            let date = value.and_then(|value| reader.date(row, *col, value));
            found.extend(date.map(|date| (dry_run.clone(), Moment::Local(date))));
        }
        let mut extra = IndexMap::new();
        for heading in others.iter().filter(|it| wide.iter().all(|(col, _)| *col != it.col)) {
            if let Some(value) = row.in_column(heading.col) {
                let value = extra_value(&dates.sheet, row, heading.col, value, reader.problems);
                extra.extend(value.map(|value| (heading.text.clone(), value)));
            }
        }
        dates.cells.push((row.row, col));
        dates.milestones.push(Milestone { name, dates: found, extra });
    }
    dates.dry_runs = reader.names.as_slice().to_vec();
    Ok(dates)
}

struct Reader<'r> {
    layout: &'r Layout,
    sheet: &'r str,
    names: DryRunNames,
    problems: &'r mut Vec<Problem>,
}

impl Reader<'_> {
    /// Which of the further columns are dry runs.
    fn dry_run_columns(&mut self, others: &[&Heading], rows: &[Row]) -> Vec<(u32, DryRun)> {
        let has_dates = |col: u32| {
            rows.iter().any(|row| matches!(row.in_column(col), Some(CellValue::Date(_))))
        };
        let mut columns = Vec::new();
        for heading in others {
            let named =
                self.names.of_date_heading(heading).or_else(|| self.names.of_heading(heading));
            let named = named.or_else(|| {
                has_dates(heading.col).then(|| DryRun::new(heading.own.trim()).ok()).flatten()
            });
            columns.extend(named.map(|name| (heading.col, self.names.add(name))));
        }
        columns
    }

    fn long_row(
        &mut self,
        row: &Row,
        dry_run: Option<(u32, &CellValue<'static>)>,
        date: Option<(u32, &CellValue<'static>)>,
    ) -> Option<(DryRun, Moment)> {
        let (col, value) = dry_run?;
        let Ok(name) = DryRun::new(text_of(value).as_ref()) else {
            let (found, expected) = (value.display().into_owned(), Expected::OneLine);
            self.problem(row, col, Fault::WrongValue { found, expected });
            return None;
        };
        let name = self.names.add(name);
        let (col, value) = date?;
        self.date(row, col, value).map(|date| (name, Moment::Local(date)))
    }

    fn date(&mut self, row: &Row, col: u32, value: &CellValue<'static>) -> Option<NaiveDateTime> {
        let expected = || match &self.layout.text_dates {
            Some(format) => Expected::DateFormat(format.as_str().to_owned()),
            None => Expected::Date,
        };
        let fault = match value {
            CellValue::Date(date) => return Some(*date),
            CellValue::Text(text) if is_nothing(text) => return None,
            CellValue::Text(text) => {
                let read = self.layout.text_dates.as_ref().and_then(|format| format.parse(text));
                if read.is_some() {
                    return read;
                }
                Fault::UnreadableDate { found: text_of(value).into_owned(), expected: expected() }
            }
            CellValue::Fault(fault) => Fault::ErrorCell { found: fault.to_string() },
            CellValue::Number(_) | CellValue::Bool(_) | CellValue::Duration(_) => {
                Fault::UnreadableDate { found: value.display().into_owned(), expected: expected() }
            }
        };
        self.problem(row, col, fault);
        None
    }

    /// A row that dates something, but does not say what.
    fn row_without_name(&mut self, row: &Row, names: &[u32], wide: &[(u32, DryRun)]) {
        let dated = row.cells().any(|(col, value)| {
            matches!(value, CellValue::Date(_)) || wide.iter().any(|(wide, _)| *wide == col)
        });
        if let (true, Some(&col)) = (dated, names.first()) {
            self.problem(row, col, Fault::MissingValue);
        }
    }

    fn problem(&mut self, row: &Row, col: u32, fault: Fault) {
        let is_date = matches!(fault, Fault::UnreadableDate { .. });
        let mut problem = Problem::of_plan(fault).at(place(self.sheet, row.row, col));
        problem.field = is_date.then_some(Field::Start);
        self.problems.push(problem);
    }
}
