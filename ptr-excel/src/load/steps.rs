//! The sheet of steps: a row a step, every cell read as what its column holds.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use ptr_core::Place as SheetPlace;
use ptr_core::{DryRun, Expected, Fault, Field, KnownNames, PhaseCode, Problem, Step, StepId};

use super::actors::Actors;
use super::columns::StepPlaces;
use super::covers::Shared;
use super::dates::Dates;
use super::dry_runs::DryRunNames;
use super::fields::join;
use super::further::of_cell;
use super::recent::Recent;
use super::repeated::Repeated;
use super::row::{Row, text_of};
use super::spellings::Spellings;
use super::starts::Said;
use super::table::{self, Key, Rows};
use super::{find_sheet, place};
use crate::a1::CellName;
use crate::cells::CellValue;
use crate::error::LoadError;
use crate::heading::{Headings, Place};
use crate::layout::Layout;
use crate::source::Workbook;
use crate::value::is_nothing;

/// What the other sheets and the layout say, and the steps refer to.
pub(super) struct Surroundings<'s> {
    pub(super) layout: &'s Layout,
    /// The dry runs that other sheets name; where they name none, any will do.
    pub(super) names: DryRunNames,
    pub(super) actors: &'s Actors,
    pub(super) dates: &'s Dates,
}

/// The steps, and where each of them stands.
#[derive(Debug, Default)]
pub(super) struct Steps {
    pub(super) all: Vec<Step>,
    /// The dry runs that steps may name; `None` if any will do.
    pub(super) known_dry_runs: Option<Vec<DryRun>>,
    /// Whether the plan has no phases of its own.
    pub(super) one_phase: bool,
    /// What could not be read of a step, and need not be missed again.
    pub(super) told: BTreeMap<usize, Told>,
    sheet: String,
    /// The row of each step, counted from zero.
    rows: Vec<u32>,
    /// Where it stands what a merged cell says for a column of a step.
    lent: BTreeMap<(usize, u32), CellName>,
    places: Option<StepPlaces>,
}

/// What has been told of a step already.
#[derive(Debug, Default)]
pub(super) struct Told {
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
        let from = self.lent.get(&(step, col)).copied();
        Some(place(&self.sheet, from.unwrap_or(CellName { row, col })))
    }
}

/// The sheet is known by its headings.
const KEY: Key = Key { heading: "Identifiant", is_one: |_| false };

pub(super) fn read(
    workbook: &mut Workbook,
    surroundings: &Surroundings<'_>,
    problems: &mut Vec<Problem>,
) -> Result<Steps, LoadError> {
    let layout = surroundings.layout;
    let Some((sheet, name)) = find_sheet(workbook, &layout.steps, problems) else {
        return Ok(Steps::default());
    };
    let mut reader = Reader::new(surroundings, &name);
    let told = problems.len();
    let headings =
        table::read(workbook, (sheet, &name), &layout.steps, &KEY, problems, &mut reader)?;
    match (&reader.places, &headings) {
        (Some(places), Some(headings)) => {
            let has_actors = !surroundings.actors.all.is_empty();
            reader.problems.extend(places.missing(headings, layout, &name, has_actors));
        }
        _ if problems.len() == told => {
            // A sheet without a single cell.
            let expected = layout.steps.columns.id.name().unwrap_or(KEY.heading).to_owned();
            let fault = Fault::MissingHeading { expected, found: KnownNames::default() };
            let sheet = SheetPlace { sheet: name.clone(), cell: None };
            reader.problems.push(Problem::of_plan(fault).at(sheet));
        }
        _ => {}
    }
    reader.resolve_numbers();
    if reader.steps.is_empty() && reader.problems.is_empty() && problems.len() == told {
        let problem = Problem::of_plan(Fault::NoSteps);
        reader.problems.push(problem.at(SheetPlace { sheet: name.clone(), cell: None }));
    }
    problems.append(&mut reader.problems);

    let known_dry_runs = (!surroundings.names.is_empty()).then(|| {
        let mut known = reader.names.as_slice().to_vec();
        if !known.iter().any(DryRun::is_live)
            && reader.steps.iter().any(|step| step.dry_runs.contains(DryRun::LIVE))
        {
            known.push(DryRun::live());
        }
        known
    });
    let is_whole = |places: &StepPlaces| places.phase == Place::Absent;
    Ok(Steps {
        all: reader.steps,
        known_dry_runs,
        one_phase: reader.places.as_ref().is_none_or(is_whole),
        told: reader.told,
        sheet: name.clone(),
        rows: reader.rows,
        lent: reader.lent,
        places: reader.places,
    })
}

/// Reads row after row; how each cell is read stands in [`fields`](super::fields).
pub(super) struct Reader<'r> {
    pub(super) surroundings: &'r Surroundings<'r>,
    sheet: &'r str,
    places: Option<StepPlaces>,
    repeated: Repeated,
    pub(super) recent: Recent,
    pub(super) names: DryRunNames,
    pub(super) spellings: Spellings,
    pub(super) steps: Vec<Step>,
    rows: Vec<u32>,
    lent: BTreeMap<(usize, u32), CellName>,
    told: BTreeMap<usize, Told>,
    pub(super) problems: Vec<Problem>,
    /// Numbers among the prerequisites that may be one id or two: the step, the place among its
    /// prerequisites, and what the number may mean.
    pub(super) numbers: Vec<(usize, usize, [StepId; 2])>,
    /// What texts mean that have been read before: phases, lists of dry runs, starts.
    pub(super) phases: BTreeMap<String, PhaseCode>,
    pub(super) lists: BTreeMap<String, Arc<BTreeSet<DryRun>>>,
    pub(super) starts: BTreeMap<String, Said>,
    /// The step whose row is being read.
    current: Option<StepId>,
}

/// The id of a row.
enum RowId {
    Is(StepId),
    /// The row says something, but which step it is about cannot be read; that is told.
    Unreadable,
    /// The row is none of a step.
    None,
}

impl Rows for Reader<'_> {
    fn headings(&mut self, headings: &Headings) -> Vec<Shared> {
        let places = StepPlaces::of(headings, self.surroundings.layout, &mut self.names);
        let shared = places.shared(headings);
        self.repeated = Repeated::of(&places);
        self.places = Some(places);
        shared
    }

    fn row(&mut self, headings: &Headings, row: &Row) {
        // Taken and put back, so that the reader can add to its problems meanwhile.
        let Some(places) = self.places.take() else { return };
        self.read_row(&places, headings, row);
        self.places = Some(places);
    }
}

impl<'r> Reader<'r> {
    fn new(surroundings: &'r Surroundings<'r>, sheet: &'r str) -> Self {
        Self {
            surroundings,
            sheet,
            places: None,
            repeated: Repeated::default(),
            recent: Recent::default(),
            names: surroundings.names.clone(),
            spellings: Spellings::of(&surroundings.actors.all),
            steps: Vec::new(),
            rows: Vec::new(),
            lent: BTreeMap::new(),
            told: BTreeMap::new(),
            problems: Vec::new(),
            numbers: Vec::new(),
            phases: BTreeMap::new(),
            lists: BTreeMap::new(),
            starts: BTreeMap::new(),
            current: None,
        }
    }

    fn read_row(&mut self, places: &StepPlaces, headings: &Headings, row: &Row) {
        self.current = None;
        let mut told = Told::default();
        let id = match self.id(places, headings, row) {
            RowId::None => return,
            RowId::Is(id) => {
                self.current = Some(id.clone());
                id
            }
            // Checked as a step all the same, under an id that looks like no other.
            RowId::Unreadable => {
                told.is_unnamed = true;
                let Ok(id) = StepId::new(format!("\u{fffd}\u{fffd}\u{fffd}{}", row.number)) else {
                    return;
                };
                id
            }
        };
        let Some(phase) = self.phase(places, row) else { return };
        let mut starts = self.starts(places, row);
        let (dry_runs, are_read) = self.dry_runs(places, row, &starts);
        self.surroundings.dates.lose(&mut starts);
        let start = join(&mut starts, &dry_runs, &self.names);
        (told.dry_runs, told.starts) = (!are_read, starts.untold);
        let step = Step {
            phase,
            dry_runs,
            start,
            duration: self.duration(places, row),
            label: self.text(Field::Label, &places.label, row).unwrap_or_default(),
            team: self.team(places, row),
            department: self.department(places, row),
            instructions: self.instructions(places, row),
            contacts: self.contacts(places, row),
            prerequisites: self.prerequisites(places, row),
            extra: places.further.values(row, self.sheet, &mut self.problems),
            id,
        };
        self.repeated.check(row, headings, self.sheet, &mut self.problems);
        if places.id == Place::Missing {
            // Without ids no step can be told from another: only its cells are checked.
            return;
        }
        if told.is_unnamed || told.dry_runs || !told.starts.is_empty() {
            self.told.insert(self.steps.len(), told);
        }
        let number = self.steps.len();
        self.lent.extend(row.lent().iter().map(|lent| ((number, lent.col), lent.from)));
        self.steps.push(step);
        self.rows.push(row.number);
    }

    /// The id; a row that has none is no step, and a problem if it says something.
    fn id(&mut self, places: &StepPlaces, headings: &Headings, row: &Row) -> RowId {
        let found = row.own_at(&places.id).filter(|(_, value)| !is_nothing(&text_of(value)));
        let Some((col, value)) = found else { return self.no_id(places, row) };
        if let CellValue::Fault(fault) = &value {
            self.problem(Field::Id, row, col, of_cell(fault));
            return RowId::Unreadable;
        }
        let text = text_of(&value);
        let is_heading = |heading: &&crate::heading::Heading| heading.col == col;
        if headings.iter().find(is_heading).is_some_and(|heading| heading.own == *text) {
            // The headings once more, as on every printed page.
            return RowId::None;
        }
        let pattern = self.surroundings.layout.id_pattern.as_ref();
        let matches = pattern.is_none_or(|pattern| pattern.matches(&text));
        let id = self.recent.id(&text).ok();
        if let (true, Some(id)) = (matches, &id) {
            return RowId::Is(id.clone());
        }
        if row.len() == 1 && text.contains(char::is_whitespace) {
            self.problem(Field::Id, row, col, Fault::StrayText { found: text.into_owned() });
            return RowId::None;
        }
        let expected = match pattern {
            Some(pattern) => Expected::Pattern(pattern.as_str().to_owned()),
            None => Expected::OneLine,
        };
        self.current.clone_from(&id);
        self.problem(
            Field::Id,
            row,
            col,
            Fault::MalformedId { found: text.into_owned(), expected },
        );
        id.map_or(RowId::Unreadable, RowId::Is)
    }

    /// A row without an id: nothing at all, a note or the title of a section, or a step whose id
    /// was forgotten.
    fn no_id(&mut self, places: &StepPlaces, row: &Row) -> RowId {
        let of_dry_runs = places.marks.iter().chain(&places.dates).map(|(col, _)| *col);
        let known = places.known().into_iter().flat_map(|(_, place)| place.columns().to_vec());
        let said: Vec<u32> =
            known.chain(of_dry_runs).filter(|col| row.own(*col).is_some()).collect();
        let Some(&id) = places.id.columns().first() else {
            return if said.is_empty() { RowId::None } else { RowId::Unreadable };
        };
        match (&said[..], row.len()) {
            ([], _) => RowId::None,
            ([col], 1) if matches!(row.own(*col), Some(CellValue::Text(_))) => {
                let value = row.own(*col);
                let found = value.map(|value| text_of(&value).into_owned()).unwrap_or_default();
                self.problem(Field::Id, row, *col, Fault::StrayText { found });
                RowId::None
            }
            _ => {
                self.problem(Field::Id, row, id, Fault::MissingId);
                RowId::Unreadable
            }
        }
    }

    /// Decides what a number such as `4.5` meant, now that all ids are known: the id itself if
    /// there is one, else the two ids that somebody typed as `4,5`.
    fn resolve_numbers(&mut self) {
        if self.numbers.is_empty() {
            return;
        }
        let ids: BTreeSet<StepId> = self.steps.iter().map(|step| step.id.clone()).collect();
        for (step, at, two) in std::mem::take(&mut self.numbers) {
            let Some(step) = self.steps.get_mut(step) else { continue };
            let is_one = step.prerequisites.get(at).is_some_and(|one| ids.contains(one));
            if !is_one && two.iter().all(|id| ids.contains(id)) {
                step.prerequisites.splice(at..=at, two);
            }
        }
    }

    pub(super) fn problem(&mut self, field: Field, row: &Row, col: u32, fault: Fault) {
        let problem = Problem::of_field(self.steps.len(), self.current.clone(), field, fault);
        self.problems.push(problem.at(place(self.sheet, row.place(col))));
    }
}
