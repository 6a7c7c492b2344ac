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

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use ptr_core::{
    DryRun, Expected, Field, KnownNames, Milestone, Moment, Named, PhaseCode, Phases, Problem,
    ProblemKind, RequiredEnd,
};

use super::ambiguous::{AmbiguousColumns, by_dry_run};
use super::date_columns::{DatePlaces, HeldRows};
use super::dry_runs::{DryRunNames, looks_like_one};
use super::milestones::Milestones;
use super::number_dates::date_of_number;
use super::odd_dates::SeenDates;
use super::part_places::PartPlaces;
use super::reading::Reading;
use super::row::{Row, said, text_of};
use super::sheet::{
    dry_run_in, find_sheet, missing_headings, of_cell, of_date_cell, place, tell_similar_names,
    tell_stray,
};
use super::spellings::Spellings;
use super::table::{self, Key};
use super::times_beside::TimesBeside;
use crate::a1::CellName;
use crate::cells::{CellValue, Epoch};
use crate::error::LoadError;
use crate::layout::headings::Located;
use crate::layout::{DateColumns, Layout, Table};
use crate::value::{exact, is_marked, is_nothing};

/// The milestones, and where each of them stands.
#[derive(Debug, Default)]
pub(super) struct Dates {
    pub(super) milestones: Milestones,
    /// The dry runs that the sheet names, from left to right or from top to bottom.
    pub(super) names: DryRunNames,
    /// Whether there should be milestones that cannot be read.
    pub(super) are_lost: bool,
    /// Dates that cannot be read: of which milestone, and in which dry run, or in all.
    pub(super) broken: BTreeSet<(String, Option<DryRun>)>,
    pub(super) sheet: String,
    /// The row and column of each milestone's name.
    pub(super) cells: Vec<(u32, u32)>,
    /// Where the fields of milestones stand.
    pub(super) fields: PartPlaces,
    /// Which phase's declaration sets which milestone, and the row and column that say so.
    set_by: Vec<(PhaseCode, String, (u32, u32))>,
    /// The dates written out.
    pub(super) seen: SeenDates,
}

impl Dates {
    /// The phases with the milestones that they set: those of the layout as the sheet spells them,
    /// else those of the sheet.
    pub(super) fn set_by(&self, mut phases: Phases) -> Phases {
        if let Phases::Listed(listed) = &mut phases {
            for phase in listed {
                let of_the_sheet = self.set_by.iter().find(|(code, ..)| *code == phase.code);
                match &mut phase.sets {
                    Some(name) => {
                        if let Some(Ok(spelled)) = self.milestones.spelled(name) {
                            *name = spelled.to_owned();
                        }
                    }
                    none => *none = of_the_sheet.map(|(_, milestone, _)| milestone.clone()),
                }
            }
        }
        phases
    }

    /// A phase sets one milestone, and none does where phases are as they come: the cells that say
    /// otherwise.
    fn set_in_vain(&self, layout: &Layout) -> Vec<Problem> {
        let mut first: BTreeMap<&PhaseCode, &str> = BTreeMap::new();
        for phase in layout.phases.iter().flatten() {
            let spelled = phase.sets.as_deref().map(|name| match self.milestones.spelled(name) {
                Some(Ok(spelled)) => spelled,
                Some(Err(_)) | None => name,
            });
            let of_it = self.set_by.iter().find(|(code, ..)| *code == *phase.code);
            if let (Some(name), Some((code, ..))) = (spelled, of_it) {
                first.insert(code, name);
            }
        }
        let mut told = Vec::new();
        for (phase, milestone, (row, col)) in &self.set_by {
            let known = *first.entry(phase).or_insert(milestone);
            let (phase, is_one) = (phase.clone(), known == milestone);
            let kind = match (&layout.phases, is_one) {
                (None, _) => {
                    let milestone = milestone.clone();
                    ProblemKind::SetsWithoutContingency { phase, milestone }
                }
                (Some(_), true) => continue,
                (Some(_), false) => {
                    let milestones = [known.to_owned(), milestone.clone()];
                    ProblemKind::SetsTwoMilestones { phase, milestones }
                }
            };
            let at = place(&self.sheet, CellName { row: *row, col: *col });
            told.push(Problem::of_plan(kind).at(at));
        }
        told
    }

    /// For each phase of the sheet the row and column that say what it sets.
    pub(super) fn cells_of_phases(&self) -> BTreeMap<String, (u32, u32)> {
        self.set_by.iter().map(|(code, _, cell)| (code.to_string(), *cell)).collect()
    }

    /// The row and column that say that a phase sets a milestone.
    pub(super) fn cell_of(&self, phase: &PhaseCode, milestone: &str) -> Option<(u32, u32)> {
        let mut cells = self.set_by.iter();
        cells.find(|(code, name, _)| code == phase && name == milestone).map(|(.., cell)| *cell)
    }
}

/// The sheet is known by its headings or by its dry runs.
const KEY: Key = Key { column: DateColumns::MILESTONE, is_one: looks_like_one };

pub(super) fn read(
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

struct DateReader<'r> {
    layout: &'r Layout,
    places: DatePlaces,
    dates: Dates,
    epoch: Epoch,
    phases: Spellings,
    problems: &'r mut Vec<Problem>,
}

impl DateReader<'_> {
    fn row(&mut self, row: &Row) {
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
