//! The sheet of steps: a row a step, every cell read as what its column holds.

use std::collections::{BTreeMap, BTreeSet};

use indexmap::IndexMap;
use ptr_core::{
    DryRun, Fault, Field, PhaseCode, Place as SheetPlace, Problem, Step, StepId, Value,
};

use super::actors::Actors;
use super::columns::StepPlaces;
use super::dates::Dates;
use super::dry_runs::DryRunNames;
use super::fields::join;
use super::table::{self, Key, Row};
use super::{find_sheet, place};
use crate::cells::CellValue;
use crate::error::LoadError;
use crate::heading::{Headings, Place};
use crate::layout::Layout;
use crate::source::Workbook;

/// What the other sheets and the layout say, and the steps refer to.
pub(super) struct Surroundings<'s> {
    pub(super) layout: &'s Layout,
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
    sheet: String,
    /// The row of each step, counted from zero.
    rows: Vec<u32>,
    places: Option<StepPlaces>,
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
        Some(place(&self.sheet, row, col?))
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
    let mut names = surroundings.names.clone();
    let only_known = !names.is_empty();
    let mut places = None;
    let mut reader = Reader::new(surroundings, &name);
    let headings =
        table::read(workbook, (sheet, &name), &layout.steps, &KEY, problems, |headings, row| {
            let places = places.get_or_insert_with(|| StepPlaces::of(headings, layout, &mut names));
            reader.row(places, &names, row);
        })?;
    let places = match (places, &headings) {
        (Some(places), _) => Some(places),
        (None, Some(headings)) => Some(StepPlaces::of(headings, layout, &mut names)),
        (None, None) => None,
    };
    if let (Some(places), Some(headings)) = (&places, &headings) {
        let has_actors = !surroundings.actors.all.is_empty();
        reader.problems.extend(places.missing(headings, &name, has_actors));
    }
    reader.resolve_numbers();
    if reader.steps.is_empty() && reader.problems.is_empty() {
        let problem = Problem::of_plan(Fault::NoSteps);
        reader.problems.push(problem.at(SheetPlace { sheet: name.clone(), cell: None }));
    }
    problems.append(&mut reader.problems);

    let mut known = names.as_slice().to_vec();
    if reader.steps.iter().any(|step| step.dry_runs.contains(DryRun::LIVE)) {
        known.push(DryRun::live());
    }
    Ok(Steps {
        all: reader.steps,
        known_dry_runs: only_known.then_some(known),
        one_phase: places.as_ref().is_none_or(|places| places.phase == Place::Absent),
        sheet: name.clone(),
        rows: reader.rows,
        places,
    })
}

/// Reads row after row; how each cell is read stands in [`fields`](super::fields).
pub(super) struct Reader<'r> {
    pub(super) surroundings: &'r Surroundings<'r>,
    pub(super) sheet: &'r str,
    pub(super) steps: Vec<Step>,
    rows: Vec<u32>,
    pub(super) problems: Vec<Problem>,
    /// Numbers among the prerequisites that may be one id or two: the step, the place among its
    /// prerequisites, and what the number may mean.
    pub(super) numbers: Vec<(usize, usize, [StepId; 2])>,
    /// Phases by the text that stands for them.
    pub(super) phases: BTreeMap<String, PhaseCode>,
    /// The step whose row is being read.
    current: Option<StepId>,
}

impl<'r> Reader<'r> {
    fn new(surroundings: &'r Surroundings<'r>, sheet: &'r str) -> Self {
        Self {
            surroundings,
            sheet,
            steps: Vec::new(),
            rows: Vec::new(),
            problems: Vec::new(),
            numbers: Vec::new(),
            phases: BTreeMap::new(),
            current: None,
        }
    }

    fn row(&mut self, places: &StepPlaces, names: &DryRunNames, row: &Row) {
        self.current = None;
        let Some(id) = self.id(places, row) else { return };
        self.current = Some(id.clone());
        let Some(phase) = self.phase(places, row) else { return };
        let (starts, start_by_dry_run) = self.starts(places, row);
        let dry_runs = self.dry_runs(places, names, row, &start_by_dry_run);
        let step = Step {
            phase,
            dry_runs,
            start: join(starts, start_by_dry_run, names),
            duration: self.duration(places, row),
            label: self.text(Field::Label, &places.label, row).unwrap_or_default(),
            team: self.text(Field::Team, &places.team, row).map(|team| self.team(team)),
            department: self.text(Field::Department, &places.department, row),
            instructions: self.instructions(places, row),
            contacts: self.contacts(places, row),
            prerequisites: self.prerequisites(places, row),
            extra: self.extra(places, row),
            id,
        };
        self.steps.push(step);
        self.rows.push(row.row);
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

    fn extra(&mut self, places: &StepPlaces, row: &Row) -> IndexMap<String, Value> {
        let mut extra = IndexMap::new();
        for (col, name) in &places.further {
            if let Some(value) = row.in_column(*col) {
                let value = extra_value(self.sheet, row, *col, value, &mut self.problems);
                extra.extend(value.map(|value| (name.clone(), value)));
            }
        }
        extra
    }

    pub(super) fn problem(&mut self, field: Field, row: &Row, col: u32, fault: Fault) {
        let problem = Problem::of_field(self.steps.len(), self.current.clone(), field, fault);
        self.problems.push(problem.at(place(self.sheet, row.row, col)));
    }
}

/// What the columns of a row hold that nobody has asked for.
pub(super) fn extra_of(
    headings: &Headings,
    row: &Row,
    known: &[&Place],
    sheet: &str,
    problems: &mut Vec<Problem>,
) -> IndexMap<String, Value> {
    let mut extra = IndexMap::new();
    for heading in headings.iter() {
        let is_known = known.iter().any(|place| place.columns().contains(&heading.col));
        if let (false, Some(value)) = (is_known, row.in_column(heading.col)) {
            let value = extra_value(sheet, row, heading.col, value, problems);
            extra.extend(value.map(|value| (heading.text.clone(), value)));
        }
    }
    extra
}

/// A value to keep; an error of the spreadsheet is a problem also where nobody asks for it.
pub(super) fn extra_value(
    sheet: &str,
    row: &Row,
    col: u32,
    value: &CellValue<'static>,
    problems: &mut Vec<Problem>,
) -> Option<Value> {
    Some(match value {
        CellValue::Text(text) => Value::Text(text.to_string()),
        CellValue::Number(number) => whole(*number).map_or(Value::Float(*number), Value::Int),
        CellValue::Bool(truth) => Value::Bool(*truth),
        CellValue::Date(date) => Value::Date { date: *date },
        CellValue::Duration(_) => Value::Text(value.display().into_owned()),
        CellValue::Fault(fault) => {
            let fault = Fault::ErrorCell { found: fault.to_string() };
            problems.push(Problem::of_plan(fault).at(place(sheet, row.row, col)));
            return None;
        }
    })
}

/// A number without decimals, as far as a spreadsheet can tell whole numbers apart.
#[expect(clippy::cast_possible_truncation, reason = "within 2^53 a whole f64 is an i64")]
fn whole(number: f64) -> Option<i64> {
    const FROM_HERE_WITH_GAPS: f64 = 9_007_199_254_740_992.0;
    (number.fract() == 0.0 && number.abs() < FROM_HERE_WITH_GAPS).then_some(number as i64)
}
