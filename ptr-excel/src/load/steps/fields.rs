//! How each cell of a step's row is read as what its column holds.
//!
//! A cell that cannot be read is a problem with its place and leaves the field empty, so that
//! the rest of the row, and the plan as a whole, are checked all the same.

use std::borrow::Cow;
use std::collections::BTreeMap;

use ptr_core::{
    DryRun, DryRuns, Expected, Field, KnownNames, Moment, NamedValues, PhaseCode, Problem,
    ProblemKind, Severity, StepId, When,
};

use super::columns::StepPlaces;
use super::joined_ids::Lists;
use super::numbers::Undecided;
use super::starts::{MOST_MADE, StartCell, Starts, start};
use crate::cells::{CellValue, Epoch};
use crate::layout::Layout;
use crate::layout::headings::Located;
use crate::layout::placeholders::Placeholder;
use crate::load::actors::Actors;
use crate::load::dates::Dates;
use crate::load::dates::SeenDates;
use crate::load::dry_runs::{DryRunNames, is_live};
use crate::load::sheet::row::{Row, said, text_of};
use crate::load::sheet::{of_cell, place};
use crate::load::spellings::{PhaseForms, Spellings};
use crate::value::{each_item, exact, is_exact, is_marked, lines_broken};

/// How many texts are remembered with what they mean, a column.
pub(crate) const REMEMBERED: usize = 1024;

/// No plan has more dry runs: each further one counts with the errors.
const MANY_DRY_RUNS: usize = 1_000;

/// What the other sheets and the layout say, and the steps refer to.
pub(crate) struct Context<'s> {
    pub(crate) layout: &'s Layout,
    /// The dry runs that other sheets name; where they name none, any will do.
    pub(crate) names: DryRunNames,
    pub(crate) actors: &'s Actors,
    pub(crate) dates: &'s Dates,
    /// The day from which the workbook counts its dates.
    pub(crate) epoch: Epoch,
}

/// Reads the cells of one step after the other.
pub(crate) struct FieldReader<'r> {
    pub(crate) context: &'r Context<'r>,
    pub(crate) sheet: &'r str,
    pub(crate) names: DryRunNames,
    teams: Spellings,
    departments: Spellings,
    pub(crate) phase_codes: Spellings,
    pub(crate) phase_forms: Vec<PhaseForms>,
    pub(crate) problems: Vec<Problem>,
    /// Prerequisites of which only the ids that exist can tell what they are.
    pub(crate) undecided: Vec<Undecided>,
    pub(crate) joined: Lists,
    /// The dates written out.
    pub(crate) seen: SeenDates,
    /// What texts mean that have been read before: phases, lists of dry runs, starts.
    pub(crate) phases: BTreeMap<String, PhaseCode>,
    lists: BTreeMap<String, DryRuns>,
    starts: BTreeMap<String, StartCell>,
    /// How many starts may still be made for dry runs without one of their own.
    pub(crate) starts_left: usize,
    /// The step whose row is being read: how many stand above it, and its id once that is known.
    pub(crate) number: usize,
    /// How many errors there are in the cells so far.
    pub(crate) errors: usize,
    pub(crate) current: Option<StepId>,
}

impl<'r> FieldReader<'r> {
    pub(crate) fn new(context: &'r Context<'r>, sheet: &'r str) -> Self {
        Self {
            context,
            sheet,
            names: context.names.clone(),
            teams: Spellings::of_teams(&context.actors.all),
            departments: Spellings::of_departments(&context.actors.all),
            phase_codes: Spellings::of_phases(
                context.layout.phases.iter().flatten().map(|phase| phase.code.as_str()),
            ),
            phase_forms: PhaseForms::of(context.layout.phases.as_deref().unwrap_or_default()),
            problems: Vec::new(),
            undecided: Vec::new(),
            joined: Lists::default(),
            seen: SeenDates::of(sheet),
            phases: BTreeMap::new(),
            lists: BTreeMap::new(),
            starts: BTreeMap::new(),
            starts_left: MOST_MADE,
            number: 0,
            errors: 0,
            current: None,
        }
    }

    pub(crate) fn problem(&mut self, field: Field, row: &Row, col: u32, kind: ProblemKind) {
        self.errors += usize::from(kind.severity() == Severity::Error);
        let problem = Problem::of_field(self.number, self.current.clone(), field, kind);
        self.problems.push(problem.at(place(self.sheet, row.place(col))));
    }

    /// The text of a cell, without the blanks around it; `None` for a dash that means nothing.
    pub(crate) fn text(&mut self, places: &StepPlaces, field: Field, row: &Row) -> Option<String> {
        let (col, value) = row.at(places.at(field))?;
        if let CellValue::Unusable(kind) = &value {
            self.problem(field, row, col, of_cell(kind));
            return None;
        }
        said(&value).map(Cow::into_owned)
    }

    /// What the row says in the columns that the plan only keeps.
    pub(crate) fn extra(&mut self, places: &StepPlaces, row: &Row) -> NamedValues {
        let told = self.problems.len();
        let values = places.extra.values(row, self.sheet, &mut self.problems);
        for problem in self.problems.iter_mut().skip(told) {
            (problem.row, problem.step) = (Some(self.number), self.current.clone());
        }
        values
    }

    /// Several lines are kept as they are, but for the line breaks of other systems.
    pub(crate) fn instructions(&mut self, places: &StepPlaces, row: &Row) -> Option<String> {
        match row.at(places.at(Field::Instructions)) {
            Some((_, CellValue::Text(text))) => {
                exact(&text).or_else(|| Some(lines_broken(text).into_owned()))
            }
            _ => self.text(places, Field::Instructions, row),
        }
    }

    /// The team or department in the spelling of the actors.
    pub(crate) fn owner(&mut self, places: &StepPlaces, field: Field, row: &Row) -> Option<String> {
        let (col, value) = row.at(places.at(field))?;
        if let CellValue::Text(text) = &value
            && self.holds_a_place(field, row, col, text)
        {
            return None;
        }
        let found = self.text(places, field, row)?;
        let known = match field {
            Field::Team => &mut self.teams,
            _ => &mut self.departments,
        };
        let spelled = known.spelled(found);
        let similar = spelled.as_ref().ok().and_then(|name| known.as_it_comes(name));
        self.spelled(places, field, row, spelled, similar)
    }

    /// Whether a text only holds the place of a value; one that is yet to come is told.
    pub(crate) fn holds_a_place(&mut self, field: Field, row: &Row, col: u32, text: &str) -> bool {
        let placeholder = self.context.layout.placeholders.find(text);
        if placeholder == Some(Placeholder::YetToCome) {
            let found = text.to_owned();
            self.problem(field, row, col, ProblemKind::YetToBeSaid { found });
        }
        placeholder.is_some()
    }

    /// A name in the spelling that counts; `None` where that cannot be told, which is reported.
    pub(crate) fn spelled(
        &mut self,
        places: &StepPlaces,
        field: Field,
        row: &Row,
        spelled: Result<String, ProblemKind>,
        similar: Option<ProblemKind>,
    ) -> Option<String> {
        let (name, kind) = match spelled {
            Ok(name) => (Some(name), similar),
            Err(kind) => (None, Some(kind)),
        };
        if let (Some(kind), Some((col, _))) = (kind, row.at(places.at(field))) {
            self.problem(field, row, col, kind);
        }
        name
    }

    /// The dry runs of a step; `false` where some of them could not be read, which is reported.
    pub(crate) fn dry_runs(
        &mut self,
        places: &StepPlaces,
        row: &Row,
        starts: &Starts,
    ) -> (DryRuns, bool) {
        let mut is_read = true;
        let mut dry_runs = DryRuns::default();
        if let Some((col, value)) = row.at(places.at(Field::DryRuns)) {
            if let CellValue::Unusable(kind) = &value {
                self.problem(Field::DryRuns, row, col, of_cell(kind));
                is_read = false;
            } else {
                self.tell_number_of_dry_runs(&value, row, col);
                let text = text_of(&value);
                match self.lists.get(&*text) {
                    Some(known) => dry_runs.clone_from(known),
                    None => (dry_runs, is_read) = self.list_of_dry_runs(&text, row, col),
                }
            }
        }
        for (col, dry_run, value) in row.filled(&places.marks) {
            match is_marked(&text_of(&value)) {
                Some(true) => drop(dry_runs.insert(dry_run.clone())),
                Some(false) => {}
                None => {
                    let kind = match &value {
                        CellValue::Unusable(kind) => of_cell(kind),
                        value => ProblemKind::WrongValue {
                            found: value.display().into_owned(),
                            expected: Expected::Mark,
                        },
                    };
                    self.problem(Field::DryRuns, row, col, kind);
                    is_read = false;
                }
            }
        }
        let says_nothing =
            places.at(Field::DryRuns).columns().is_empty() && places.marks.is_empty();
        if says_nothing && !places.dates.is_empty() {
            dry_runs = starts.single.keys().cloned().collect();
            is_read &= starts.unreadable.is_empty();
        } else if says_nothing && *places.at(Field::DryRuns) == Located::Absent {
            dry_runs = DryRuns::from([DryRun::live()]);
        } else if says_nothing {
            // That the heading is missing has been reported.
            is_read = false;
        }
        (dry_runs, is_read)
    }

    /// A number with decimals may have been two dry runs: `1,2` for `1` and `2`.
    fn tell_number_of_dry_runs(&mut self, value: &CellValue<'_>, row: &Row, col: u32) {
        let (CellValue::Number(number) | CellValue::Shown { number, .. }) = value else { return };
        let found = value.display();
        if number.fract() == 0.0 || self.context.names.find(&found).is_some() {
            return;
        }
        if self.context.names.is_empty() {
            let (found, taken) = (found.to_string(), found.into_owned());
            self.problem(Field::DryRuns, row, col, ProblemKind::NumberAsIds { found, taken });
        }
    }

    fn list_of_dry_runs(&mut self, text: &str, row: &Row, col: u32) -> (DryRuns, bool) {
        let mut is_read = true;
        let mut dry_runs = DryRuns::default();
        let is_written = is_exact(text);
        each_item(text, |item| {
            if !is_written && self.holds_a_place(Field::DryRuns, row, col, item) {
                return;
            }
            let dry_run = self.names.find(item).unwrap_or_else(|| match DryRun::new(item) {
                Ok(_) if is_live(item) => Ok(DryRun::live()),
                // Where no sheet says which there are, these are, in the spelling that came first.
                Ok(dry_run) if self.context.names.is_empty() => {
                    // The plan will tell that there are too many.
                    let are_many = self.names.as_slice().len() >= MANY_DRY_RUNS;
                    self.errors += usize::from(are_many);
                    Ok(self.names.add(dry_run))
                }
                Ok(dry_run) => Ok(dry_run),
                Err(invalid) => {
                    let known = KnownNames::of(self.names.as_slice());
                    Err(ProblemKind::UnknownDryRun { found: invalid.found, known })
                }
            });
            match dry_run {
                Ok(dry_run) => drop(dry_runs.insert(dry_run)),
                Err(kind) => {
                    self.problem(Field::DryRuns, row, col, kind);
                    is_read = false;
                }
            }
        });
        if is_read && self.lists.len() < REMEMBERED {
            self.lists.insert(text.to_owned(), dry_runs.clone());
        }
        (dry_runs, is_read)
    }

    pub(crate) fn starts(&mut self, places: &StepPlaces, row: &Row) -> Starts {
        let mut starts = Starts::default();
        if let Some((col, value)) = row.at(places.at(Field::Start)) {
            match self.start(row, col, &value) {
                StartCell::When(when) => starts.whole = Some(when),
                StartCell::Lost => drop(starts.unreadable.insert(None)),
                StartCell::Nothing => {}
            }
        } else if *places.at(Field::Start) == Located::Missing && places.dates.is_empty() {
            // That the heading is missing has been reported.
            starts.unreadable.insert(None);
        }
        for (col, dry_run, value) in row.filled(&places.dates) {
            match self.start(row, col, &value) {
                StartCell::When(when) => drop(starts.single.insert(dry_run.clone(), when)),
                StartCell::Lost => drop(starts.unreadable.insert(Some(dry_run.clone()))),
                StartCell::Nothing => {}
            }
        }
        self.add_times(places, row, &mut starts);
        starts
    }

    /// The start in a cell; one that cannot be read is reported, and lost.
    fn start(&mut self, row: &Row, col: u32, value: &CellValue<'_>) -> StartCell {
        if let CellValue::Text(text) = value
            && let Some(known) = self.starts.get(&**text).cloned()
        {
            if let StartCell::When(When::Moment(moment)) = &known {
                self.see(*moment, row, col, value);
            }
            return known;
        }
        if let CellValue::Text(text) = value
            && self.holds_a_place(Field::Start, row, col, text)
        {
            // One that is yet to come has been told.
            return StartCell::Lost;
        }
        let Context { layout, dates, epoch, .. } = *self.context;
        match start(value, (layout, dates), epoch) {
            Ok(said) => {
                if let StartCell::When(When::Moment(moment)) = &said {
                    self.see(*moment, row, col, value);
                }
                if let (CellValue::Text(text), true) = (value, self.starts.len() < REMEMBERED) {
                    self.starts.insert(text.to_string(), said.clone());
                }
                said
            }
            Err(kind) => {
                self.problem(Field::Start, row, col, kind);
                StartCell::Lost
            }
        }
    }

    fn see(&mut self, moment: Moment, row: &Row, col: u32, value: &CellValue<'_>) {
        let is_text = matches!(value, CellValue::Text(_));
        let zone = self.context.layout.timezone;
        self.seen.add(moment, zone, (row.place(col), is_text), Some(self.number));
    }
}
