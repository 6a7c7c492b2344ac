//! The sheet of steps: a row a step, every cell read as what its column holds.

mod columns;
mod contacts;
mod decisions;
mod durations;
mod fields;
mod ids;
mod joined_ids;
mod numbers;
mod phases;
mod prerequisites;
mod sections;
mod starts;
mod step_ids;
mod times;

use std::collections::{BTreeMap, BTreeSet};

use ptr_core::Place as SheetPlace;
use ptr_core::{DryRun, Field, KnownNames, LeftOut, Problem, ProblemKind, Step, StepId, When};

use self::columns::StepPlaces;
use self::fields::FieldReader;
use self::ids::{RowId, unreadable_id};
use self::sections::Sections;
use self::starts::{FEW_DRY_RUNS, Starts};
use crate::a1::CellName;
use crate::error::LoadError;
use crate::layout::StepColumns;
use crate::layout::headings::{Headings, Located};
use crate::load::dates::SeenDates;
use crate::load::dates::TimesBeside;
use crate::load::sheet::ambiguous::AmbiguousColumns;
use crate::load::sheet::merged::Shared;
use crate::load::sheet::reading::Reading;
use crate::load::sheet::row::{Row, id_of};
use crate::load::sheet::table::{self, Key, RowReader};
use crate::load::sheet::table_end::LeftOutRows;
use crate::load::sheet::{find_sheet, place};

pub(crate) use fields::Context;
pub(crate) use ids::IdMaker;

/// The steps, and where each of them stands.
#[derive(Debug, Default)]
pub(crate) struct Steps {
    pub(crate) all: Vec<Step>,
    /// The dry runs that steps may name; `None` if any will do.
    pub(crate) known_dry_runs: Option<Vec<DryRun>>,
    /// Whether the plan has no phases of its own.
    pub(crate) one_phase: bool,
    /// What could not be read of a step, and need not be missed again.
    pub(crate) reported: BTreeMap<usize, Reported>,
    /// Whether rows were left unread, for the many errors in those above.
    pub(crate) is_cut: bool,
    pub(crate) sheet: String,
    /// The row of each step, counted from zero.
    pub(crate) rows: Vec<u32>,
    /// Where it stands what another cell, such as a merged one, says for a column of a step.
    pub(crate) inherited: BTreeMap<(usize, u32), CellName>,
    pub(crate) places: Option<StepPlaces>,
    /// The dates written out.
    pub(crate) seen: SeenDates,
}

/// What has been reported of a step already.
#[derive(Debug, Default)]
pub(crate) struct Reported {
    /// It has no id of its own; the one it carries is made up.
    pub(crate) is_unnamed: bool,
    /// Some of its dry runs could not be read.
    pub(crate) dry_runs: bool,
    /// In these dry runs its start could not be read; `None` for all.
    pub(crate) starts: BTreeSet<Option<DryRun>>,
}

impl Steps {
    /// Where a field of a step stands; the id's cell if the sheet has no column for the field.
    pub(crate) fn place(
        &self,
        step: usize,
        field: Field,
        dry_run: Option<&DryRun>,
    ) -> Option<SheetPlace> {
        let (row, places) = (*self.rows.get(step)?, self.places.as_ref()?);
        let of_step = [Field::Id, Field::Label].iter().find_map(|it| places.column(*it, None));
        let col = places.column(field, dry_run).or(of_step)?;
        let from = self.inherited.get(&(step, col)).copied();
        Some(place(&self.sheet, from.unwrap_or(CellName { row, col })))
    }
}

/// From how many errors on the rows below are not read any more.
const MOST_ERRORS: usize = 50_000;

/// The sheet is known by its headings.
const KEY: Key = Key { column: StepColumns::ID, is_one: |_| false };

pub(crate) fn read(
    workbook: &mut Reading<'_>,
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
        made: layout.steps.ids.map(IdMaker::new),
        sections: Sections::default(),
        held: None,
        unread: LeftOutRows::default(),
    };
    let problems_before = problems.len();
    let headings =
        table::read(workbook, (sheet, &name), &layout.steps, &KEY, problems, &mut reader)?;
    if let Some(headings) = &headings {
        reader.read_held(headings, None);
    }
    match (&reader.places, &headings) {
        (Some(places), Some(headings)) => {
            let has_actors = !context.actors.all.is_empty();
            reader.fields.problems.extend(places.missing(headings, layout, &name, has_actors));
            reader.fields.problems.extend(places.unread(headings, layout, &name));
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
    let lists = std::mem::take(&mut reader.fields.joined);
    let told = lists.decide(&mut reader.steps, &name);
    reader.fields.problems.extend(told);
    let undecided = std::mem::take(&mut reader.fields.undecided);
    if !undecided.is_empty() {
        let told = numbers::decide(&undecided, &mut reader.steps, (&name, layout));
        reader.fields.problems.extend(told);
    }
    reader.sections.spread(&mut reader.steps)?;
    reader.fields.problems.extend(reader.sections.problem(&name));
    reader.fields.problems.extend(reader.fields.seen.swapped(&reader.steps));
    let times = std::mem::take(&mut reader.times);
    reader.fields.problems.extend(times.problems(&name, true));
    let mut left_out = reader.ids_alone();
    left_out.extend(reader.sections.numbers());
    reader.leave_out(&left_out);
    if reader.steps.is_empty()
        && reader.fields.problems.is_empty()
        && problems.len() == problems_before
    {
        let problem = Problem::of_plan(ProblemKind::NoSteps);
        reader.fields.problems.push(problem.at(SheetPlace { sheet: name.clone(), cell: None }));
    }
    problems.append(&mut reader.fields.problems);
    problems.extend(reader.unread.problem(LeftOut::ManyErrors, &name));

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

/// Reads row after row; how each cell is read stands in [`fields`](self::fields).
pub(crate) struct StepReader<'r> {
    pub(crate) fields: FieldReader<'r>,
    pub(crate) places: Option<StepPlaces>,
    ambiguous: AmbiguousColumns,
    times: TimesBeside,
    pub(crate) steps: Vec<Step>,
    pub(crate) rows: Vec<u32>,
    pub(crate) inherited: BTreeMap<(usize, u32), CellName>,
    pub(crate) reported: BTreeMap<usize, Reported>,
    /// The steps of which the sheet says nothing but the id, each with what was found wrong with
    /// its row: they are steps only if others wait for them.
    pub(crate) alone: BTreeMap<usize, Vec<Problem>>,
    /// What makes ids, where the sheet has none.
    made: Option<IdMaker>,
    sections: Sections,
    /// The last row, until the one below it tells whether it is a heading; and whether it is one in
    /// any case.
    held: Option<(Row, bool)>,
    /// The rows that come after so many errors that nobody reads on.
    unread: LeftOutRows,
}

impl RowReader for StepReader<'_> {
    fn headings(&mut self, headings: &Headings) -> Vec<Shared> {
        let FieldReader { context, sheet, names, problems, .. } = &mut self.fields;
        let places = StepPlaces::of(headings, context.layout, names, sheet, problems);
        let shared = places.shared(headings);
        self.ambiguous = AmbiguousColumns::of(places.meanings());
        self.times = TimesBeside::of(&places.extra, &places.starts(), headings);
        let table = &self.fields.context.layout.steps;
        self.sections = Sections::of(table, headings, places.at(Field::Id));
        if headings.are_written() {
            self.made = None;
        }
        self.places = Some(places);
        shared
    }

    fn row(&mut self, headings: &Headings, row: &Row) {
        self.take(headings, row, false);
    }

    fn title(&mut self, headings: &Headings, row: &Row) {
        if self.sections.are_wanted() {
            self.take(headings, row, true);
        }
    }
}

impl StepReader<'_> {
    /// Takes a row, which is a heading in any case or by the rules of the layout.
    fn take(&mut self, headings: &Headings, row: &Row, is_title: bool) {
        if self.fields.errors >= MOST_ERRORS {
            // The plan is refused in any case, and nobody reads on.
            self.unread.add(row);
        } else if self.sections.look_ahead() {
            self.read_held(headings, Some(self.sections.depth(row)));
            self.held = Some((row.clone(), is_title));
        } else {
            self.read(headings, row, is_title, None);
        }
    }

    /// Reads the row that was held back; `below` is how deep the next one lies.
    fn read_held(&mut self, headings: &Headings, below: Option<u32>) {
        if let Some((row, is_title)) = self.held.take() {
            self.read(headings, &row, is_title, below);
        }
    }

    fn read(&mut self, headings: &Headings, row: &Row, is_title: bool, below: Option<u32>) {
        // Taken and put back, so that the reader can add to its problems meanwhile.
        let Some(places) = self.places.take() else { return };
        let depth = self.sections.depth(row);
        let made = self.made.as_mut().map(|ids| ids.next(row.number, depth));
        if is_title || self.sections.are_wanted() && self.sections.has(&places, row, below) {
            self.read_heading(&places, row, made);
        } else {
            self.read_row(&places, headings, row, made);
            // A row that made no step lies nowhere.
            let are_new = self.sections.are_wanted().then_some(self.steps.len());
            self.sections.add_steps(are_new.unwrap_or_default(), depth);
        }
        self.places = Some(places);
    }

    /// Keeps a heading among the steps until it is known who waits for it.
    fn read_heading(&mut self, places: &StepPlaces, row: &Row, made: Option<String>) {
        let number = self.steps.len();
        (self.fields.number, self.fields.current) = (number, None);
        let own = || row.own_at(places.at(Field::Id)).map(|(_, value)| id_of(&value).into_owned());
        let id = made.or_else(own).and_then(|id| StepId::new(id).ok());
        let Some(id) = id.or_else(|| unreadable_id(row)) else { return };
        let Ok(mut step) = Step::new(id.as_str(), "-") else { return };
        step.prerequisites = self.fields.prerequisites(places, row);
        self.sections.add(number, places, row);
        self.steps.push(step);
        self.rows.push(row.number);
    }

    /// Takes note that the start of all dry runs counts where the column of one is empty.
    fn note_start_of_all(&mut self, places: &StepPlaces, row: &Row, starts: &Starts) {
        let number = self.steps.len();
        let Some((col, _)) = row.at(places.at(Field::Start)) else { return };
        if starts.whole.is_some() && !starts.single.is_empty() {
            let is_empty = |(_, dry_run): &&(u32, DryRun)| !starts.single.contains_key(dry_run);
            let empty = places.dates.iter().take(FEW_DRY_RUNS).filter(is_empty);
            self.inherited.extend(empty.map(|(own, _)| ((number, *own), row.place(col))));
        }
    }

    fn read_row(
        &mut self,
        places: &StepPlaces,
        headings: &Headings,
        row: &Row,
        made: Option<String>,
    ) {
        (self.fields.number, self.fields.current) = (self.steps.len(), None);
        let mut reported = Reported::default();
        let told = self.fields.problems.len();
        let is_made = made.is_some();
        let id = match made {
            Some(made) => self.made_id(places, headings, row, &made),
            None => self.id(places, headings, row),
        };
        let id = match id {
            RowId::None => return,
            RowId::Is(id) => {
                self.fields.current = Some(id.clone());
                id
            }
            // Checked as a step all the same, under an id that looks like no other.
            RowId::Unreadable => {
                reported.is_unnamed = true;
                let Some(id) = unreadable_id(row) else { return };
                id
            }
        };
        let is_alone =
            !reported.is_unnamed && !is_made && row.is_alone() && places.holds_more_than_ids();
        let Some(phase) = self.fields.phase(places, row) else { return };
        let mut starts = self.fields.starts(places, row);
        let (dry_runs, are_read) = self.fields.dry_runs(places, row, &starts);
        starts.note_unreadable_milestones(self.fields.context.dates);
        (reported.dry_runs, reported.starts) = (!are_read, std::mem::take(&mut starts.unreadable));
        self.note_start_of_all(places, row, &starts);
        let all = starts.whole.iter().chain(starts.single.values());
        let moments = all.filter_map(|when| match when {
            When::Moment(moment) => Some(*moment),
            When::FromMilestone(_) => None,
        });
        self.times.look(row, moments);
        let start = starts.join(&dry_runs, &self.fields.names, &mut self.fields.starts_left);
        let step = Step {
            phase,
            dry_runs,
            start,
            duration: self.fields.duration(places, row),
            label: self.fields.text(places, Field::Label, row).unwrap_or_default(),
            team: self.fields.owner(places, Field::Team, row),
            department: self.fields.owner(places, Field::Department, row),
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
}
