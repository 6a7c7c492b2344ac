//! The sheet of environments, and what stands for each of them in each dry run.

use std::collections::BTreeMap;

use indexmap::IndexMap;
use ptr_core::{DryRun, Environment, Fault, Problem};

use super::dry_runs::{DryRunNames, first_other, looks_like_one};
use super::steps::extra_value;
use super::table::{self, Key, Row, text_of};
use super::{find_sheet, place};
use crate::cells::CellValue;
use crate::error::LoadError;
use crate::heading::{Headings, Place};
use crate::layout::{EnvironmentColumns, Table};
use crate::source::Workbook;
use crate::value::is_nothing;

/// The environments, and where each of them stands.
#[derive(Debug, Default)]
pub(super) struct Environments {
    pub(super) all: Vec<Environment>,
    /// The dry runs that the sheet names, from left to right.
    pub(super) dry_runs: Vec<DryRun>,
    pub(super) sheet: String,
    /// The row and column of each environment's name.
    pub(super) cells: Vec<(u32, u32)>,
}

/// The sheet is known by its headings or by its dry runs.
const KEY: Key = Key { heading: "Environnement", is_one: looks_like_one };

pub(super) fn read(
    workbook: &mut Workbook,
    table: &Table<EnvironmentColumns>,
    problems: &mut Vec<Problem>,
) -> Result<Environments, LoadError> {
    let Some((sheet, name)) = find_sheet(workbook, table, problems) else {
        return Ok(Environments::default());
    };
    let mut environments = Environments { sheet: name.clone(), ..Environments::default() };
    let mut names = DryRunNames::default();
    let mut found = Vec::new();
    table::read(workbook, (sheet, &name), table, &KEY, problems, |headings, row| {
        read_row(headings, row, table, &mut names, &mut environments, &mut found);
    })?;
    problems.append(&mut found);
    environments.dry_runs = names.as_slice().to_vec();
    Ok(environments)
}

fn read_row(
    headings: &Headings,
    row: &Row,
    table: &Table<EnvironmentColumns>,
    names: &mut DryRunNames,
    environments: &mut Environments,
    problems: &mut Vec<Problem>,
) {
    let name = match headings.place(&table.columns.environment, EnvironmentColumns::ENVIRONMENT) {
        Place::Missing => first_other(headings),
        place => place,
    };
    let sheet = environments.sheet.clone();
    let mut by_dry_run = BTreeMap::new();
    let mut extra = IndexMap::new();
    for heading in headings.iter().filter(|it| !name.columns().contains(&it.col)) {
        let Some(value) = row.in_column(heading.col) else { continue };
        let Some(dry_run) = names.of_heading(heading) else {
            let value = extra_value(&sheet, row, heading.col, value, problems);
            extra.extend(value.map(|value| (heading.text.clone(), value)));
            continue;
        };
        let dry_run = names.add(dry_run);
        match value {
            CellValue::Fault(fault) => {
                let fault = Fault::ErrorCell { found: fault.to_string() };
                problems.push(Problem::of_plan(fault).at(place(&sheet, row.row, heading.col)));
            }
            value if is_nothing(&text_of(value)) => {}
            value => {
                by_dry_run.insert(dry_run, text_of(value).into_owned());
            }
        }
    }
    match row.at(&name) {
        Some((col, CellValue::Fault(fault))) => {
            let fault = Fault::ErrorCell { found: fault.to_string() };
            problems.push(Problem::of_plan(fault).at(place(&sheet, row.row, col)));
        }
        Some((col, value)) => {
            let name = text_of(value).into_owned();
            environments.cells.push((row.row, col));
            environments.all.push(Environment { name, by_dry_run, extra });
        }
        None => {
            if let (false, Some(&col)) = (by_dry_run.is_empty(), name.columns().first()) {
                let fault = Fault::MissingValue;
                problems.push(Problem::of_plan(fault).at(place(&sheet, row.row, col)));
            }
        }
    }
}
