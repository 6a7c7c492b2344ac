//! Which columns of the sheet of dates say what.
//!
//! A column is a dry run's if its heading looks like one or a date stands below it, so the rows are
//! looked at as well.

use std::collections::HashSet;

use ptr_core::DryRun;

use crate::cells::CellValue;
use crate::layout::computed::is_computed;
use crate::layout::headings::{Heading, Headings, Located};
use crate::layout::{Column, DateColumns};
use crate::load::dry_runs::DryRunNames;
use crate::load::sheet::extra::ExtraColumns;
use crate::load::sheet::merged::Shared;
use crate::load::sheet::part_places::PartPlaces;
use crate::load::sheet::row::Row;
use crate::load::sheet::table::{RowReader, each_by_itself};
use crate::value::normal;

/// The rows of the sheet.
#[derive(Default)]
pub(crate) struct HeldRows {
    pub(crate) rows: Vec<Row>,
}

impl RowReader for HeldRows {
    fn headings(&mut self, headings: &Headings) -> Vec<Shared> {
        let names = DryRunNames::default();
        let mut shared = each_by_itself(headings);
        for (column, heading) in shared.iter_mut().zip(headings.iter()) {
            if names.of_heading(heading).or_else(|| names.of_date_heading(heading)).is_some() {
                column.kind = 0;
            }
        }
        shared
    }

    fn row(&mut self, _: &Headings, row: &Row) {
        self.rows.push(row.clone());
    }
}

/// How many further names a milestone may have.
const MOST_ALIASES: usize = 20;

/// Which columns say what.
pub(crate) struct DatePlaces {
    pub(crate) milestone: Located,
    /// Further names of a milestone: its code beside its label.
    pub(crate) aliases: Vec<u32>,
    /// The column that names the dry run, where each has a row of its own.
    pub(crate) dry_run: Located,
    /// The column of dates that are no single dry run's.
    pub(crate) date: Located,
    /// The column of what must have ended by the milestone.
    pub(crate) required_end: Located,
    /// The column of the phases that set the milestone.
    pub(crate) set_by: Located,
    pub(crate) of_dry_runs: Vec<(u32, DryRun)>,
    pub(crate) extra: ExtraColumns,
}

impl DatePlaces {
    pub(crate) fn of(headings: &Headings, columns: &DateColumns, rows: &[Row]) -> Self {
        let dates = rows.iter().flat_map(Row::cells);
        let dates = dates.filter(|(_, value)| matches!(value, CellValue::Date(_)));
        let date_columns: HashSet<u32> = dates.map(|(col, _)| col).collect();
        let has_dates = |col: u32| date_columns.contains(&col);
        let mut dry_run = headings.place(&columns.dry_run, DateColumns::DRY_RUN);
        let mut date = headings.place(&columns.date, DateColumns::DATE);
        let required_end = headings.place(&columns.required_end, DateColumns::REQUIRED_END);
        let set_by = headings.place(&columns.set_by, DateColumns::SET_BY);
        let dry_run_of = |heading: &Heading| {
            let names = DryRunNames::default();
            names.of_date_heading(heading).or_else(|| names.of_heading(heading))?.ok()
        };
        let mut of_dry_runs: Vec<(u32, DryRun)> =
            headings.iter().filter_map(|it| Some((it.col, dry_run_of(it)?))).collect();
        let is_taken = |place: &Located, col| place.columns().contains(&col);
        let is_in = |of_dry_runs: &[(u32, DryRun)], col: u32| {
            of_dry_runs.binary_search_by_key(&col, |(of, _)| *of).is_ok()
        };
        let milestone = match headings.place(&columns.milestone, DateColumns::MILESTONE) {
            Located::Missing if columns.milestone == Column::Default => {
                let is_other = |col: &u32| {
                    let is_date = is_taken(&date, *col) && has_dates(*col);
                    let of_a_dry_run = is_in(&of_dry_runs, *col);
                    let others = [&dry_run, &required_end, &set_by];
                    let is_other = others.iter().any(|it| is_taken(it, *col));
                    !(is_date || of_a_dry_run || is_other)
                };
                let other = headings.iter().map(|heading| heading.col).find(is_other);
                other.map_or(Located::Missing, |col| Located::At(vec![col]))
            }
            place => place,
        };
        // `Date` may as well head the names.
        if let Located::At(columns) = &mut date {
            columns.retain(|col| !is_taken(&milestone, *col));
        }
        if date.columns().is_empty() && date != Located::Absent {
            date = Located::Missing;
        }
        let aliases = names_of_milestones(headings)
            .filter(|col| !is_taken(&milestone, *col) && !is_taken(&date, *col))
            .take(MOST_ALIASES)
            .collect::<Vec<_>>();
        let is_known = |col: u32, of_dry_runs: &[(u32, DryRun)]| {
            let places = [&milestone, &dry_run, &date, &required_end, &set_by];
            places.iter().any(|it| is_taken(it, col))
                || is_in(of_dry_runs, col)
                || aliases.contains(&col)
        };
        let others: Vec<&Heading> = headings
            .iter()
            .filter(|it| !is_known(it.col, &of_dry_runs) && !is_computed(&it.text))
            .filter(|it| has_dates(it.col))
            .collect();
        if !dry_run.columns().is_empty() && date == Located::Missing {
            // The long form, whatever the column of its dates is called.
            match others.first() {
                Some(first) => date = Located::At(vec![first.col]),
                None => dry_run = Located::Missing,
            }
        } else if dry_run.columns().is_empty() {
            let named = others
                .iter()
                .filter_map(|heading| Some((heading.col, DryRun::new(heading.own.trim()).ok()?)));
            of_dry_runs.extend(named);
            of_dry_runs.sort_unstable_by_key(|(col, _)| *col);
        }
        let extra = ExtraColumns::of(headings, |col| {
            let places = [&milestone, &dry_run, &date, &required_end, &set_by];
            places.iter().any(|it| is_taken(it, col)) || is_in(&of_dry_runs, col)
        });
        Self { milestone, aliases, dry_run, date, required_end, set_by, of_dry_runs, extra }
    }

    /// Where the fields of milestones stand.
    pub(crate) fn fields(&self) -> PartPlaces {
        let end = self.required_end.columns().first().map(|col| ("required_end".to_owned(), *col));
        let of_dry_runs = self.of_dry_runs.iter().map(|(col, it)| (it.to_string(), *col));
        let columns = end.into_iter().chain(of_dry_runs).chain(self.extra.named());
        let mut fields = PartPlaces::with_columns(columns);
        fields.of_all_dry_runs = self.date.columns().first().copied();
        fields
    }
}

/// Every column whose heading is one of those that milestones are known by.
fn names_of_milestones(headings: &Headings) -> impl Iterator<Item = u32> {
    let known = DateColumns::MILESTONE.known();
    let is_one = move |it: &&Heading| known.is(&normal(&it.text)) || known.is(&normal(&it.own));
    headings.iter().filter(is_one).map(|heading| heading.col)
}
