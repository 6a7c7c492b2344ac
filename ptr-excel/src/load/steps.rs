//! The sheet of steps: a row a step, every cell read as what its column holds.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use ptr_core::Place as SheetPlace;
use ptr_core::{DryRun, Expected, Field, KnownNames, Problem, ProblemKind, Step, StepId};

use super::ambiguous::AmbiguousColumns;
use super::columns::StepPlaces;
use super::fields::{Context, FieldReader};
use super::merged::Shared;
use super::numbers;
use super::odd_dates::SeenDates;
use super::row::{Row, id_of, said, text_of};
use super::sheet::{find_sheet, of_cell, place};
use super::table::{self, Key, RowReader};
use super::times_beside::TimesBeside;
use crate::a1::CellName;
use crate::cells::CellValue;
use crate::error::LoadError;
use crate::layout::StepColumns;
use crate::layout::headings::{Heading, Headings, Located};
use crate::source::Workbook;
use crate::value::is_exact;

/// The steps, and where each of them stands.
#[derive(Debug, Default)]
pub(super) struct Steps {
    pub(super) all: Vec<Step>,
    /// The dry runs that steps may name; `None` if any will do.
    pub(super) known_dry_runs: Option<Vec<DryRun>>,
    /// Whether the plan has no phases of its own.
    pub(super) one_phase: bool,
    /// What could not be read of a step, and need not be missed again.
    pub(super) reported: BTreeMap<usize, Reported>,
    /// Whether rows were left unread, for the many errors in those above.
    pub(super) is_cut: bool,
    pub(super) sheet: String,
    /// The row of each step, counted from zero.
    pub(super) rows: Vec<u32>,
    /// Where it stands what a merged cell says for a column of a step.
    pub(super) inherited: BTreeMap<(usize, u32), CellName>,
    pub(super) places: Option<StepPlaces>,
    /// The dates written out.
    pub(super) seen: SeenDates,
}

/// What has been reported of a step already.
#[derive(Debug, Default)]
pub(super) struct Reported {
    /// It has no id of its own; the one it carries is made up.
    pub(super) is_unnamed: bool,
    /// Some of its dry runs could not be read.
    pub(super) dry_runs: bool,
    /// In these dry runs its start could not be read; `None` for all.
    pub(super) starts: BTreeSet<Option<DryRun>>,
}

impl Steps {
    /// Where a field of a step stands; the id's cell if the sheet has no column for the field.
    pub(super) fn place(
        &self,
        step: usize,
        field: Field,
        dry_run: Option<&DryRun>,
    ) -> Option<SheetPlace> {
        let (row, places) = (*self.rows.get(step)?, self.places.as_ref()?);
        let col = places.column(field, dry_run).or_else(|| places.column(Field::Id, None));
        let col = col?;
        let from = self.inherited.get(&(step, col)).copied();
        Some(place(&self.sheet, from.unwrap_or(CellName { row, col })))
    }
}

/// From how many errors on the rows below are not read any more.
const MOST_ERRORS: usize = 50_000;

/// The sheet is known by its headings.
const KEY: Key = Key { column: StepColumns::ID, is_one: |_| false };

pub(super) fn read(
    workbook: &mut Workbook,
    context: &Context<'_>,
    problems: &mut Vec<Problem>,
) -> Result<Steps, LoadError> {
    let layout = context.layout;
    let Some((sheet, name)) = find_sheet(workbook, &layout.steps, problems) else {
        return Ok(Steps::default());
    };
    let mut reader = StepReader {
        fields: FieldReader::new(context, &name),
        places: None,
        ambiguous: AmbiguousColumns::default(),
        times: TimesBeside::default(),
        steps: Vec::new(),
        rows: Vec::new(),
        inherited: BTreeMap::new(),
        reported: BTreeMap::new(),
        alone: BTreeMap::new(),
    };
    let problems_before = problems.len();
    let headings =
        table::read(workbook, (sheet, &name), &layout.steps, &KEY, problems, &mut reader)?;
    match (&reader.places, &headings) {
        (Some(places), Some(headings)) => {
            let has_actors = !context.actors.all.is_empty();
            reader.fields.problems.extend(places.missing(headings, layout, &name, has_actors));
        }
        _ if problems.len() == problems_before => {
            // A sheet without a single cell.
            let named = layout.steps.columns.id.name().map(str::to_owned);
            let expected = named.unwrap_or_else(|| KEY.column.usual_heading());
            let kind = ProblemKind::MissingHeading { expected, found: KnownNames::default() };
            let sheet = SheetPlace { sheet: name.clone(), cell: None };
            reader.fields.problems.push(Problem::of_plan(kind).at(sheet));
        }
        _ => {}
    }
    let undecided = std::mem::take(&mut reader.fields.undecided);
    if !undecided.is_empty() {
        let told = numbers::decide(undecided, &mut reader.steps, &name);
        reader.fields.problems.extend(told);
    }
    reader.fields.problems.extend(reader.fields.seen.swapped(&reader.steps));
    let times = std::mem::take(&mut reader.times);
    reader.fields.problems.extend(times.problems(&name));
    reader.leave_out_ids_alone();
    if reader.steps.is_empty()
        && reader.fields.problems.is_empty()
        && problems.len() == problems_before
    {
        let problem = Problem::of_plan(ProblemKind::NoSteps);
        reader.fields.problems.push(problem.at(SheetPlace { sheet: name.clone(), cell: None }));
    }
    problems.append(&mut reader.fields.problems);

    let known_dry_runs = (!context.names.is_empty()).then(|| {
        let mut known = reader.fields.names.as_slice().to_vec();
        if !known.iter().any(DryRun::is_live)
            && reader.steps.iter().any(|step| step.dry_runs.contains(DryRun::LIVE))
        {
            known.push(DryRun::live());
        }
        known
    });
    let is_whole = |places: &StepPlaces| *places.at(Field::Phase) == Located::Absent;
    Ok(Steps {
        all: reader.steps,
        known_dry_runs,
        one_phase: reader.places.as_ref().is_none_or(is_whole),
        reported: reader.reported,
        is_cut: reader.fields.errors >= MOST_ERRORS,
        sheet: name.clone(),
        rows: reader.rows,
        inherited: reader.inherited,
        places: reader.places,
        seen: reader.fields.seen,
    })
}

/// Reads row after row; how each cell is read stands in [`fields`](super::fields).
struct StepReader<'r> {
    fields: FieldReader<'r>,
    places: Option<StepPlaces>,
    ambiguous: AmbiguousColumns,
    times: TimesBeside,
    steps: Vec<Step>,
    rows: Vec<u32>,
    inherited: BTreeMap<(usize, u32), CellName>,
    reported: BTreeMap<usize, Reported>,
    /// The steps of which the sheet says nothing but the id, each with what was found wrong with
    /// its row: they are steps only if others wait for them.
    alone: BTreeMap<usize, Vec<Problem>>,
}

/// The id of a row.
enum RowId {
    Is(StepId),
    /// The row says something, but which step it is about cannot be read; that is reported.
    Unreadable,
    /// The row is none of a step.
    None,
}

impl RowReader for StepReader<'_> {
    fn headings(&mut self, headings: &Headings) -> Vec<Shared> {
        let FieldReader { context, sheet, names, problems, .. } = &mut self.fields;
        let places = StepPlaces::of(headings, context.layout, names, sheet, problems);
        let shared = places.shared(headings);
        self.ambiguous = AmbiguousColumns::of(places.meanings());
        self.times = TimesBeside::of(&places, headings);
        self.places = Some(places);
        shared
    }

    fn row(&mut self, headings: &Headings, row: &Row) {
        if self.fields.errors >= MOST_ERRORS {
            // The plan is refused in any case, and nobody reads on.
            return;
        }
        // Taken and put back, so that the reader can add to its problems meanwhile.
        let Some(places) = self.places.take() else { return };
        self.read_row(&places, headings, row);
        self.places = Some(places);
    }
}

impl StepReader<'_> {
    fn read_row(&mut self, places: &StepPlaces, headings: &Headings, row: &Row) {
        (self.fields.number, self.fields.current) = (self.steps.len(), None);
        let mut reported = Reported::default();
        let told = self.fields.problems.len();
        let id = match self.id(places, headings, row) {
            RowId::None => return,
            RowId::Is(id) => {
                self.fields.current = Some(id.clone());
                id
            }
            // Checked as a step all the same, under an id that looks like no other.
            RowId::Unreadable => {
                reported.is_unnamed = true;
                let Ok(id) = StepId::new(format!("\u{fffd}\u{fffd}\u{fffd}{}", row.number)) else {
                    return;
                };
                id
            }
        };
        let is_alone = !reported.is_unnamed && row.is_alone() && places.holds_more_than_ids();
        let Some(phase) = self.fields.phase(places, row) else { return };
        let mut starts = self.fields.starts(places, row);
        let (dry_runs, are_read) = self.fields.dry_runs(places, row, &starts);
        starts.note_unreadable_milestones(self.fields.context.dates);
        (reported.dry_runs, reported.starts) = (!are_read, std::mem::take(&mut starts.unreadable));
        self.times.look(row, starts.whole.iter().chain(starts.single.values()));
        let start = starts.join(&dry_runs, &self.fields.names);
        let step = Step {
            phase,
            dry_runs,
            start,
            duration: self.fields.duration(places, row),
            label: self.fields.text(places, Field::Label, row).unwrap_or_default(),
            team: self.fields.team(places, row),
            department: self.fields.department(places, row),
            instructions: self.fields.instructions(places, row),
            contacts: self.fields.contacts(places, row),
            prerequisites: self.fields.prerequisites(places, row),
            outcomes: self.fields.outcomes(places, row),
            quorum: self.fields.quorum(places, row),
            extra: self.fields.extra(places, row),
            id,
        };
        self.ambiguous.check(row, headings, self.fields.sheet, &mut self.fields.problems);
        if *places.at(Field::Id) == Located::Missing {
            // Without ids no step can be told from another: only its cells are checked.
            return;
        }
        if reported.is_unnamed || reported.dry_runs || !reported.starts.is_empty() {
            self.reported.insert(self.steps.len(), reported);
        }
        let number = self.steps.len();
        if is_alone {
            self.alone.insert(number, self.fields.problems.split_off(told));
        }
        self.inherited.extend(row.inherited().iter().map(|it| ((number, it.col), it.from)));
        self.steps.push(step);
        self.rows.push(row.number);
    }

    /// The id; a row that has none is no step, and a problem if it says something.
    fn id(&mut self, places: &StepPlaces, headings: &Headings, row: &Row) -> RowId {
        let found = row.own_at(places.at(Field::Id)).filter(|(_, value)| said(value).is_some());
        let Some((col, value)) = found else { return self.no_id(places, row) };
        if let CellValue::Unusable(kind) = &value {
            self.fields.problem(Field::Id, row, col, of_cell(kind));
            return RowId::Unreadable;
        }
        let text = id_of(&value);
        let is_heading = |heading: &&Heading| heading.col == col && !is_exact(&text_of(&value));
        if headings.iter().find(is_heading).is_some_and(|heading| heading.own == *text) {
            // The headings once more, as on every printed page.
            return RowId::None;
        }
        let pattern = self.fields.context.layout.id_pattern.as_ref();
        let matches = pattern.is_none_or(|pattern| pattern.matches(&text));
        let id = self.fields.recent.id(&text).ok();
        if let (true, Some(id)) = (matches, &id) {
            return RowId::Is(id.clone());
        }
        if row.len() == 1 && text.contains(char::is_whitespace) {
            self.fields.problem(
                Field::Id,
                row,
                col,
                ProblemKind::StrayText { found: text.into_owned() },
            );
            return RowId::None;
        }
        let expected = match pattern {
            Some(pattern) => Expected::Pattern(pattern.as_str().to_owned()),
            None => Expected::OneLine,
        };
        self.fields.current.clone_from(&id);
        self.fields.problem(
            Field::Id,
            row,
            col,
            ProblemKind::MalformedId { found: text.into_owned(), expected },
        );
        id.map_or(RowId::Unreadable, RowId::Is)
    }

    /// A row without an id: nothing at all, a note or the title of a section, or a step whose id
    /// was forgotten.
    fn no_id(&mut self, places: &StepPlaces, row: &Row) -> RowId {
        let marks = row.filled(&places.marks).map(|(col, ..)| col);
        let of_dry_runs = marks.chain(row.filled(&places.dates).map(|(col, ..)| col));
        let known = places.known().flat_map(|(_, columns)| columns.iter().copied());
        let said: Vec<u32> =
            known.chain(of_dry_runs).filter(|col| row.own(*col).is_some()).collect();
        let Some(&id) = places.at(Field::Id).columns().first() else {
            return if said.is_empty() { RowId::None } else { RowId::Unreadable };
        };
        match (&said[..], row.len()) {
            ([], _) => {
                // Text beside the table is no business of the plan; in its columns it is.
                if let Some(col) = places.extra.first_filled(row) {
                    let value = row.own(col);
                    let found = value.map(|value| text_of(&value).into_owned()).unwrap_or_default();
                    self.fields.problem(Field::Id, row, col, ProblemKind::StrayText { found });
                }
                RowId::None
            }
            ([col], 1) if matches!(row.own(*col), Some(CellValue::Text(_))) => {
                let value = row.own(*col);
                let found = value.map(|value| text_of(&value).into_owned()).unwrap_or_default();
                self.fields.problem(Field::Id, row, *col, ProblemKind::StrayText { found });
                RowId::None
            }
            _ => {
                self.fields.problem(Field::Id, row, id, ProblemKind::MissingId);
                RowId::Unreadable
            }
        }
    }

    /// Takes back the steps of which the sheet says nothing but the id and that no step waits for:
    /// numbers that were given in advance.
    fn leave_out_ids_alone(&mut self) {
        if self.alone.is_empty() {
            return;
        }
        let awaited: HashSet<&StepId> =
            self.steps.iter().flat_map(|it| &it.prerequisites).map(|it| &it.step).collect();
        let mut left_out = BTreeSet::new();
        for (number, problems) in std::mem::take(&mut self.alone) {
            let Some(step) = self.steps.get(number) else { continue };
            if awaited.contains(&step.id) {
                self.fields.problems.extend(problems);
                continue;
            }
            let found = step.id.to_string();
            let mut problem = Problem::of_plan(ProblemKind::IdAlone { found });
            (problem.row, problem.field) = (Some(number), Some(Field::Id));
            let row = self.rows.get(number).copied().unwrap_or_default();
            let places = self.places.as_ref();
            let col = places.and_then(|places| places.column(Field::Id, None)).unwrap_or_default();
            self.fields.problems.push(problem.at(place(self.fields.sheet, CellName { row, col })));
            left_out.insert(number);
        }
        // The place that each step has among those that are left.
        let mut left = 0;
        let place_of: Vec<usize> = (0..self.steps.len())
            .map(|number| {
                let place = left;
                left += usize::from(!left_out.contains(&number));
                place
            })
            .collect();
        let place_of = |number: usize| place_of.get(number).copied().unwrap_or(left);
        let is_left = |number: &usize| !left_out.contains(number);
        for problem in &mut self.fields.problems {
            problem.row = problem.row.map(place_of);
        }
        self.fields.seen.renumber(place_of);
        let reported = std::mem::take(&mut self.reported).into_iter();
        self.reported =
            reported.filter(|(it, _)| is_left(it)).map(|(it, what)| (place_of(it), what)).collect();
        let inherited = std::mem::take(&mut self.inherited).into_iter();
        let inherited = inherited.filter(|((it, _), _)| is_left(it));
        self.inherited = inherited.map(|((it, col), from)| ((place_of(it), col), from)).collect();
        let mut number = 0..;
        self.rows.retain(|_| number.next().is_some_and(|number| is_left(&number)));
        let mut number = 0..;
        self.steps.retain(|_| number.next().is_some_and(|number| is_left(&number)));
    }
}
