//! How a row of the sheet of dates is read.

use std::borrow::Cow;
use std::collections::BTreeMap;

use ptr_core::{
    DryRun, Expected, Field, KnownNames, Milestone, Moment, PhaseCode, Problem, ProblemKind,
    RequiredEnd,
};

use super::columns::DatePlaces;
use super::found::Dates;
use super::number_dates::date_of_number;
use crate::cells::{CellValue, Epoch};
use crate::layout::Layout;
use crate::layout::headings::Located;
use crate::load::sheet::row::{Row, said, text_of};
use crate::load::sheet::{dry_run_in, of_cell, of_date_cell, place, tell_stray};
use crate::load::spellings::Spellings;
use crate::value::{exact, is_marked, is_nothing};

/// Reads the rows one by one.
pub(super) struct DateReader<'r> {
    pub(super) layout: &'r Layout,
    pub(super) places: DatePlaces,
    pub(super) dates: Dates,
    pub(super) epoch: Epoch,
    pub(super) phases: Spellings,
    pub(super) problems: &'r mut Vec<Problem>,
}

impl DateReader<'_> {
    pub(super) fn row(&mut self, row: &Row) {
        let Some((col, value)) = row.at(&self.places.milestone) else {
            self.row_without_name(row);
            return;
        };
        if let CellValue::Unusable(kind) = &value {
            self.problem(row, col, of_cell(kind));
            self.dates.are_lost = true;
            return;
        }
        let name = said(&value).unwrap_or_else(|| text_of(&value)).into_owned();
        let mut found = BTreeMap::new();
        let mut broken = Vec::new();
        let is_long = !self.places.dry_run.columns().is_empty();
        let mut common = None;
        if is_long {
            if let Some((dry_run, date)) = self.long_row(row) {
                match date {
                    Some(Ok(date)) => drop(found.insert(dry_run, date)),
                    Some(Err(())) => broken.push(Some(dry_run)),
                    None => {}
                }
            }
        } else if let Some((col, value)) = row.at(&self.places.date) {
            match self.date(row, col, &value) {
                Some(Ok(date)) => common = Some(date),
                Some(Err(())) => broken.push(None),
                None => {}
            }
        }
        let of_dry_runs = std::mem::take(&mut self.places.of_dry_runs);
        for (col, dry_run, value) in row.filled(&of_dry_runs) {
            match self.date(row, col, &value) {
                Some(Ok(date)) => drop(found.insert(dry_run.clone(), date)),
                Some(Err(())) => broken.push(Some(dry_run.clone())),
                None => {}
            }
        }
        self.places.of_dry_runs = of_dry_runs;
        let broken = broken.into_iter().map(|dry_run| (name.clone(), dry_run));
        self.dates.broken.extend(broken);
        self.dates.fields.see(row);
        let date = row.at(&self.places.date).map(|(col, _)| col);
        if let (Some(date), Some(_)) = (date, &common) {
            let own = self.places.of_dry_runs.iter().filter(|(_, it)| !found.contains_key(it));
            own.for_each(|(col, _)| self.dates.fields.stands_in(row, *col, date));
        }
        if let (true, Some(col), Some(dry_run)) = (is_long, date, found.keys().next()) {
            let own = (name.clone(), dry_run.to_string(), (row.number, col));
            self.dates.fields.of_dry_runs.push(own);
        }
        let extra = self.places.extra.values(row, &self.dates.sheet, self.problems);
        let required_end = self.required_end(row);
        self.set_by(row, &name);
        let dates = &mut self.dates;
        // The long form names a milestone once a dry run: the rows belong together.
        if is_long && dates.milestones.add_dates(&name, &mut found, required_end.as_ref()) {
            return;
        }
        let aliases = self.places.aliases.iter().filter_map(|col| row.in_column(*col));
        let aliases: Vec<String> =
            aliases.filter_map(|value| said(&value).map(Cow::into_owned)).collect();
        dates.cells.push((row.number, col));
        let milestone = Milestone { name, dates: found, required_end, extra };
        dates.milestones.push(milestone, &aliases, common);
    }

    /// What must have ended by the milestone: the whole plan by a mark, or a phase by its code.
    fn required_end(&mut self, row: &Row) -> Option<RequiredEnd> {
        let (col, found) = self.text(row, |places| &places.required_end)?;
        let is_listed =
            |code: &str| self.layout.phases.iter().flatten().any(|phase| phase.code == code);
        match is_marked(&found).filter(|_| !is_listed(&found)) {
            Some(true) => Some(RequiredEnd::Whole),
            Some(false) => None,
            None => self.phase(row, col, found).map(RequiredEnd::Phase),
        }
    }

    /// The phases whose declaration sets the milestone.
    fn set_by(&mut self, row: &Row, milestone: &str) {
        let Some((col, found)) = self.text(row, |places| &places.set_by) else { return };
        for code in found.split([';', ',']).map(str::trim).filter(|code| !is_nothing(code)) {
            if let Some(code) = self.phase(row, col, code.to_owned()) {
                self.dates.set_by.push((code, milestone.to_owned(), (row.number, col)));
            }
        }
    }

    /// The text in a cell, if there is one.
    fn text(&mut self, row: &Row, place: fn(&DatePlaces) -> &Located) -> Option<(u32, String)> {
        let (col, value) = row.at(place(&self.places))?;
        if let CellValue::Unusable(kind) = &value {
            self.problem(row, col, of_cell(kind));
            return None;
        }
        Some((col, said(&value).unwrap_or_else(|| text_of(&value)).into_owned()))
    }

    /// The phase of this code; one that the layout does not list is a problem.
    fn phase(&mut self, row: &Row, col: u32, found: String) -> Option<PhaseCode> {
        let listed = self.layout.phases.as_deref();
        let code = match self.phases.spelled(found.clone()) {
            Ok(code) => PhaseCode::new(&code).ok(),
            Err(kind) => {
                self.problem(row, col, kind);
                return None;
            }
        };
        let is_known = |code: &PhaseCode| {
            listed.is_none_or(|listed| listed.iter().any(|it| *code == *it.code))
        };
        let code = code.filter(is_known);
        if code.is_none() {
            let codes: Vec<&str> =
                listed.iter().flat_map(|it| it.iter()).map(|it| &*it.code).collect();
            let known = KnownNames::of(codes);
            self.problem(row, col, ProblemKind::UnknownPhase { found, known });
        }
        code
    }

    /// The dry run of a row of the long form, and its date there.
    fn long_row(&mut self, row: &Row) -> Option<(DryRun, Option<Result<Moment, ()>>)> {
        let (col, dry_run) = dry_run_in(row, &self.places.dry_run)?;
        let name = match dry_run {
            Ok(name) => name,
            Err(kind) => {
                self.problem(row, col, kind);
                return None;
            }
        };
        let name = self.dates.names.add(name);
        let date = row.at(&self.places.date);
        Some((name, date.and_then(|(col, value)| self.date(row, col, &value))))
    }

    /// The date in a cell; an error has been reported.
    fn date(&mut self, row: &Row, col: u32, value: &CellValue<'_>) -> Option<Result<Moment, ()>> {
        let read = self.moment(value)?;
        match read {
            Ok(moment) => {
                let is_text = matches!(value, CellValue::Text(_));
                let zone = self.layout.timezone;
                self.dates.seen.add(moment, zone, (row.place(col), is_text), None);
                Some(Ok(moment))
            }
            Err(kind) => {
                self.problem(row, col, kind);
                Some(Err(()))
            }
        }
    }

    /// The date that a value is; `None` for nothing.
    fn moment(&self, value: &CellValue<'_>) -> Option<Result<Moment, ProblemKind>> {
        let expected = || match &self.layout.text_dates {
            Some(format) => Expected::DateFormat(format.as_str().to_owned()),
            None => Expected::Date,
        };
        let kind = match value {
            CellValue::Date(date) => return Some(Ok(Moment::Local(*date))),
            CellValue::Text(text) if is_nothing(text) => return None,
            CellValue::Text(_) => {
                let text = text_of(value);
                if let Some(moment) = exact(&text) {
                    return Some(Ok(moment));
                }
                let read = self
                    .layout
                    .text_dates
                    .as_ref()
                    .and_then(|format| format.parse(&text, self.layout.timezone));
                if let Some(date) = read {
                    return Some(Ok(date));
                }
                ProblemKind::UnreadableDate { found: text.into_owned(), expected: expected() }
            }
            CellValue::Unusable(kind) => of_date_cell(kind),
            CellValue::Number(number) | CellValue::Shown { number, .. } => {
                match date_of_number(*number, self.layout, self.epoch) {
                    Ok(date) => return Some(Ok(Moment::Local(date))),
                    Err(expected) => {
                        let found = value.display().into_owned();
                        ProblemKind::UnreadableDate { found, expected }
                    }
                }
            }
            CellValue::Bool(_) | CellValue::Duration(_) => ProblemKind::UnreadableDate {
                found: value.display().into_owned(),
                expected: expected(),
            },
        };
        Some(Err(kind))
    }

    /// A row that dates something, but does not say what.
    fn row_without_name(&mut self, row: &Row) {
        let dated = row.cells().any(|(col, value)| {
            let of_dry_runs = &self.places.of_dry_runs;
            matches!(value, CellValue::Date(_))
                || of_dry_runs.binary_search_by_key(&col, |(of, _)| *of).is_ok()
        });
        if let (true, Some(&col)) = (dated, self.places.milestone.columns().first()) {
            self.problem(row, col, ProblemKind::MissingValue);
            self.dates.are_lost = true;
        } else {
            tell_stray(row, &self.dates.sheet, self.problems);
        }
    }

    fn problem(&mut self, row: &Row, col: u32, kind: ProblemKind) {
        let is_date = matches!(kind, ProblemKind::UnreadableDate { .. });
        let mut problem = Problem::of_plan(kind).at(place(&self.dates.sheet, row.place(col)));
        problem.field = is_date.then_some(Field::Start);
        self.problems.push(problem);
    }
}
