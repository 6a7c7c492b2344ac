//! Records, the mappings in which scripts and databases hold their steps.
//!
//! Whatever is wrong with them becomes a problem with its row, field and value, never an
//! exception at the first: the problems found here and those that the core finds in the rest
//! come in one list. What a record says beyond the fields of a step is kept and given back.

mod fields;
mod reader;
mod writer;

use std::collections::{BTreeMap, BTreeSet};

use ptr_core::{Draft, DryRun, DryRuns, Field, Phases, Plan, Problem, ProblemKind, Problems, Step};
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyList, PyMapping};

use crate::plan::arguments;
use crate::plan::form::{Form, Keys};
pub(crate) use fields::Further;
use fields::{Fields, Sorter};
use reader::{Names, Reader};
pub(crate) use writer::{Written, extra, field, has_phases, plain_dates, write};

/// The objects that the core cannot hold, by place of the step and key.
pub(crate) type Kept = BTreeMap<usize, Py<PyDict>>;

/// What a pile of records says.
#[derive(Default)]
pub(crate) struct Records {
    /// The steps, with what could be read of them.
    pub(crate) steps: Vec<Step>,
    /// What was kept of them.
    pub(crate) kept: Kept,
    /// Where nobody will ask for the records again: the id of each step, as its record has it.
    pub(crate) ids: Vec<Py<PyAny>>,
    /// Likewise the progress of each step.
    pub(crate) progress: Vec<Option<Py<PyAny>>>,
    /// Likewise the outcome of each decision, by the place of its step.
    pub(crate) outcomes: BTreeMap<usize, Py<PyAny>>,
    /// The record that each step was read from.
    rows: Vec<usize>,
    /// The places of the steps that name no phase.
    phaseless: Vec<usize>,
    /// What could not be read.
    problems: Vec<Problem>,
}

/// Reads records one by one.
pub(crate) fn read(
    records: &Bound<'_, PyAny>,
    form: Form,
    keys: &Keys,
    further: Further,
) -> PyResult<Records> {
    let mut all = Records::default();
    let (mut names, mut names_dry_runs) = (Names::default(), false);
    let mut sorter = Sorter::new(keys, further);
    if let Ok(list) = records.cast_exact::<PyList>() {
        all.steps.reserve(list.len());
    }
    for (row, record) in arguments::items("records", records)?.enumerate() {
        let record = record?;
        let mut reader = Reader::new(row, form, further, &mut names);
        if let Ok(mapping) = record.cast::<PyMapping>() {
            let fields = Fields::of(mapping, &mut sorter)?;
            if let Some(mut step) = reader.step(&fields)? {
                let place = all.steps.len();
                all.phaseless.extend((!reader.names_phase).then_some(place));
                names_dry_runs |= reader.names_dry_runs;
                if further == Further::Kept {
                    let (extra, kept) = fields.extra(record.py(), form)?;
                    step.extra = extra;
                    all.kept.extend(kept.map(|kept| (place, kept)));
                }
                if further == Further::LeftOut {
                    let [id, progress] = [Field::Id, Field::Progress].map(|it| fields.get(it));
                    all.ids.extend(id.map(|id| id.clone().unbind()));
                    all.progress.push(progress.map(|one| one.clone().unbind()));
                    let outcome = fields.outcome().filter(|_| step.is_decision());
                    all.outcomes.extend(outcome.map(|one| (place, one.clone().unbind())));
                }
                all.steps.push(step);
                all.rows.push(row);
            }
        } else {
            reader.wrong_record(&record);
        }
        all.problems.append(&mut reader.problems);
    }
    if !names_dry_runs {
        all.put_all_in_live();
    }
    Ok(all)
}

impl Records {
    /// Whether there was no record at all.
    pub(crate) fn is_empty(&self) -> bool {
        self.steps.is_empty() && self.problems.is_empty()
    }

    /// Makes every step one of the real execution, and of no other dry run.
    pub(crate) fn put_all_in_live(&mut self) {
        let live = DryRuns::from([DryRun::live()]);
        for step in &mut self.steps {
            step.dry_runs = live.clone();
        }
    }

    /// Adds a problem of the step at this place.
    pub(crate) fn report(&mut self, place: usize, field: Field, kind: ProblemKind) {
        let step = self.steps.get(place).map(|step| step.id.clone());
        let row = self.rows.get(place).copied().unwrap_or(place);
        self.problems.push(Problem::of_field(row, step, field, kind));
    }

    /// The phases of the plan: those asked for, else the operator's, but one for all steps
    /// where no record names any. In a plan of one phase no record need name it.
    pub(crate) fn settle_phases(&mut self, asked: Option<Phases>) -> Phases {
        let none_named = !self.steps.is_empty() && self.phaseless.len() == self.steps.len();
        let phases = match asked {
            None | Some(Phases::AsTheyCome) if none_named => {
                Phases::Listed(ptr_core::single_phase().into_iter().collect())
            }
            Some(phases) => phases,
            None => Draft::operator().phases,
        };
        let only = match &phases {
            Phases::Listed(listed) if listed.len() == 1 => listed.first(),
            Phases::Listed(_) | Phases::AsTheyCome => None,
        };
        for place in std::mem::take(&mut self.phaseless) {
            match only {
                Some(phase) => self.steps[place].phase = phase.code.clone(),
                None => self.report(place, Field::Phase, ProblemKind::MissingValue),
            }
        }
        phases
    }

    /// The plan of these records, checked by the core, with everything else that is said of it.
    ///
    /// # Errors
    /// All problems at once, in the order of the records: those of reading them and those of
    /// what could be read, but for the consequences of what could not.
    pub(crate) fn into_plan(self, rest: Draft) -> Result<Plan, Problems> {
        let checked = Plan::new(Draft { steps: self.steps, ..rest });
        if self.problems.is_empty() {
            return checked;
        }
        let found = match checked {
            Ok(plan) => plan.warnings().to_vec(),
            Err(problems) => problems.into_vec(),
        };
        let mut problems = self.problems;
        let unread: BTreeSet<(Option<usize>, Option<Field>)> =
            problems.iter().map(|one| (one.row, one.field)).collect();
        for mut problem in found {
            problem.row = problem.row.and_then(|place| self.rows.get(place).copied());
            if let ProblemKind::DuplicateId { first_row, .. } = &mut problem.kind {
                *first_row = self.rows.get(*first_row).copied().unwrap_or(*first_row);
            }
            // What seems to be missing, or foreign, where a value could not be read.
            let follows = matches!(
                problem.kind,
                ProblemKind::UnknownPhase { .. }
                    | ProblemKind::InNoDryRun
                    | ProblemKind::NoStart { .. }
            );
            if !follows || !unread.contains(&(problem.row, problem.field)) {
                problems.push(problem);
            }
        }
        Err(Problems::new(problems))
    }
}
