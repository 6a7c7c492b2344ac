//! The sheet of environments, and what stands for each of them in each dry run.
//!
//! ```text
//! Environnement | FDR1     | Live      Environnement | Dry run | Adresse
//! Registre      | reg-fdr1 | reg       Registre      | FDR1    | reg-fdr1
//! ```
//!
//! On the left one column a dry run, on the right one row a dry run; there the first further
//! column says what stands for the environment, or its name alone where there is none.

use std::collections::{BTreeMap, HashMap};

use ptr_core::{DryRun, Environment, Named, Problem, ProblemKind};

use super::dry_runs::{DryRunNames, looks_like_one};
use super::sheet::ambiguous::{AmbiguousColumns, by_dry_run};
use super::sheet::extra::ExtraColumns;
use super::sheet::merged::Shared;
use super::sheet::part_places::PartPlaces;
use super::sheet::reading::Reading;
use super::sheet::row::{Row, text_of};
use super::sheet::table::{self, Key, RowReader, each_by_itself};
use super::sheet::{
    dry_run_in, find_sheet, missing_headings, of_heading, place, tell_similar_names, tell_stray,
    text_in,
};
use crate::a1::CellName;
use crate::error::LoadError;
use crate::layout::headings::{Headings, Located};
use crate::layout::{Column, DateColumns, EnvironmentColumns, Table};

/// The environments, and where each of them stands.
#[derive(Debug, Default)]
pub(super) struct Environments {
    pub(super) all: Vec<Environment>,
    /// The dry runs that the sheet names, and those known before.
    pub(super) names: DryRunNames,
    pub(super) sheet: String,
    /// The row and column of each environment's name.
    pub(super) cells: Vec<(u32, u32)>,
    /// Where what stands for them does.
    pub(super) fields: PartPlaces,
}

/// The sheet is known by its headings or by its dry runs.
const KEY: Key = Key { column: EnvironmentColumns::ENVIRONMENT, is_one: looks_like_one };

pub(super) fn read(
    workbook: &mut Reading<'_>,
    table: &Table<EnvironmentColumns>,
    names: &DryRunNames,
    problems: &mut Vec<Problem>,
) -> Result<Environments, LoadError> {
    let all = Environments { names: names.clone(), ..Environments::default() };
    let Some((sheet, name)) = find_sheet(workbook, table, problems) else { return Ok(all) };
    let mut reader = EnvironmentReader {
        table,
        name: Located::Missing,
        dry_run: Located::Missing,
        of_dry_runs: Vec::new(),
        ambiguous: AmbiguousColumns::default(),
        extra: ExtraColumns::default(),
        environments: Environments { sheet: name.clone(), ..all },
        places: HashMap::new(),
        problems: Vec::new(),
    };
    let headings = table::read(workbook, (sheet, &name), table, &KEY, problems, &mut reader)?;
    if let Some(headings) = headings {
        let wanted = [(None, &table.columns.environment, &reader.name, Some(KEY.column))];
        problems.extend(missing_headings(&headings, &name, &wanted));
    }
    problems.append(&mut reader.problems);
    let Environments { all, cells, sheet, .. } = &reader.environments;
    let names: Vec<&str> = all.iter().map(|environment| environment.name.as_str()).collect();
    let at = |nth: usize| {
        let (row, col) = *cells.get(nth)?;
        Some(place(sheet, CellName { row, col }))
    };
    problems.extend(tell_similar_names(Named::Environment, &names, at));
    Ok(reader.environments)
}

struct EnvironmentReader<'r> {
    table: &'r Table<EnvironmentColumns>,
    name: Located,
    /// The column that names the dry run, where each has a row of its own.
    dry_run: Located,
    of_dry_runs: Vec<(u32, DryRun)>,
    ambiguous: AmbiguousColumns,
    extra: ExtraColumns,
    environments: Environments,
    /// The place of each environment, the last of those of one name.
    places: HashMap<String, usize>,
    problems: Vec<Problem>,
}

impl RowReader for EnvironmentReader<'_> {
    fn headings(&mut self, headings: &Headings) -> Vec<Shared> {
        let Environments { names, sheet, .. } = &mut self.environments;
        let is_first_list = names.is_empty();
        let found: Vec<_> =
            headings.iter().filter_map(|it| Some((it, names.of_heading(it)?))).collect();
        for (heading, dry_run) in found {
            match dry_run {
                Ok(name) if is_first_list => self.of_dry_runs.push((heading.col, names.list(name))),
                Ok(name) => self.of_dry_runs.push((heading.col, names.add(name))),
                Err(kind) => self.problems.push(of_heading(headings, heading, sheet, kind)),
            }
        }
        self.ambiguous = AmbiguousColumns::of(by_dry_run(&self.of_dry_runs, None));
        let is_dry_run =
            |col: u32| self.of_dry_runs.binary_search_by_key(&col, |(of, _)| *of).is_ok();
        self.dry_run = if self.of_dry_runs.is_empty() {
            headings.place(&Column::Default, DateColumns::DRY_RUN)
        } else {
            Located::Missing
        };
        self.name = match headings
            .place(&self.table.columns.environment, EnvironmentColumns::ENVIRONMENT)
        {
            Located::Missing if self.table.columns.environment == Column::Default => {
                let other = headings
                    .iter()
                    .map(|heading| heading.col)
                    .find(|col| !is_dry_run(*col) && !self.dry_run.columns().contains(col));
                other.map_or(Located::Missing, |col| Located::At(vec![col]))
            }
            place => place,
        };
        let known = |col: u32| {
            is_dry_run(col)
                || self.name.columns().contains(&col)
                || self.dry_run.columns().contains(&col)
        };
        self.extra = ExtraColumns::of(headings, known);
        let of_dry_runs = self.of_dry_runs.iter().map(|(col, it)| (it.to_string(), *col));
        self.environments.fields = PartPlaces::with_columns(of_dry_runs.chain(self.extra.named()));
        let mut shared = each_by_itself(headings);
        for column in shared.iter_mut().filter(|column| is_dry_run(column.col)) {
            column.kind = 0;
        }
        shared
    }

    fn row(&mut self, headings: &Headings, row: &Row) {
        let mut by_dry_run = BTreeMap::new();
        self.ambiguous.check(row, headings, &self.environments.sheet, &mut self.problems);
        for (col, dry_run, _) in row.filled(&self.of_dry_runs) {
            let text = text_in(row, &[col], &self.environments.sheet, &mut self.problems);
            by_dry_run.extend(text.map(|(_, text)| (dry_run.clone(), text)));
        }
        let sheet = &self.environments.sheet;
        let mut extra = self.extra.values(row, sheet, &mut self.problems);
        let mut text = |col| text_in(row, &[col], sheet, &mut self.problems);
        let name = self.name.columns().iter().find_map(|col| text(*col));
        let Some((col, name)) = name else {
            let is_note = row.len() < 2 || row.own_at(&self.name).is_some();
            if let (false, Some(&col)) = (is_note, self.name.columns().first()) {
                let problem = Problem::of_plan(ProblemKind::MissingValue);
                self.problems.push(problem.at(place(sheet, row.place(col))));
            } else {
                tell_stray(row, sheet, &mut self.problems);
            }
            return;
        };
        self.environments.fields.see(row);
        if let Some(dry_run) = self.dry_run_of(row) {
            let further = self.extra.iter().next();
            let at = (row.number, further.map_or(col, |(col, _)| col));
            let own = (name.clone(), dry_run.to_string(), at);
            self.environments.fields.of_dry_runs.push(own);
            let said = further.and_then(|(_, name)| extra.remove(name));
            let text = match said {
                Some(ptr_core::Value::Text(text)) => text.trim().to_owned(),
                _ => further
                    .and_then(|(col, _)| Some(text_of(&row.in_column(col)?).into_owned()))
                    .unwrap_or_else(|| name.clone()),
            };
            let known = self.places.get(&name).and_then(|at| self.environments.all.get_mut(*at));
            let known = known.filter(|known| !known.by_dry_run.contains_key(&dry_run));
            if let Some(known) = known {
                known.by_dry_run.insert(dry_run, text);
                return;
            }
            by_dry_run.insert(dry_run, text);
        }
        self.environments.cells.push((row.number, col));
        self.places.insert(name.clone(), self.environments.all.len());
        self.environments.all.push(Environment { name, by_dry_run, extra });
    }
}

impl EnvironmentReader<'_> {
    /// The dry run that a row of the long form is about.
    fn dry_run_of(&mut self, row: &Row) -> Option<DryRun> {
        let (col, dry_run) = dry_run_in(row, &self.dry_run)?;
        let kind = match dry_run {
            Ok(name) => return Some(self.environments.names.add(name)),
            Err(kind) => kind,
        };
        let at = place(&self.environments.sheet, row.place(col));
        self.problems.push(Problem::of_plan(kind).at(at));
        None
    }
}
