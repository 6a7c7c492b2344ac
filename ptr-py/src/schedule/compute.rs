//! `compute_states`: the drop-in for scripts that hold step documents.

use std::collections::BTreeMap;

use ptr_core::{Draft, DryRun, Field, KnownNames, Outcome, ProblemKind, Progress, StepIx};
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyString};

use super::Horizon;
use crate::convert::state::Members;
use crate::convert::time::Naive;
use crate::convert::{named, time, value};
use crate::errors::schedule_error;
use crate::plan::arguments::{self, Timezone};
use crate::plan::form::{Form, Keys};
use crate::plan::record::{self, Further, Records};
use crate::problems::refused::plan_error;

#[doc = doc!(compute_states)]
#[pyfunction]
#[pyo3(
    signature = (
        records, at, dry_run = None, lock_horizon = Horizon::default(), *,
        timezone = Timezone::default(), naive = None, phases = None, rollback = false, keys = None,
    ),
    text_signature = "(records, at, dry_run=None, lock_horizon=..., *, \
                      timezone='Europe/Brussels', naive=None, phases=None, rollback=False, \
                      keys=None)",
)]
#[expect(clippy::too_many_arguments, reason = "each is one of Python's")]
pub(crate) fn compute_states<'py>(
    records: &Bound<'py, PyAny>,
    at: &Bound<'py, PyAny>,
    #[pyo3(from_py_with = named::dry_run)] dry_run: Option<&str>,
    lock_horizon: Horizon,
    timezone: Timezone,
    naive: Option<Naive>,
    phases: Option<&Bound<'py, PyAny>>,
    #[pyo3(from_py_with = named::rollback)] rollback: bool,
    keys: Option<&Bound<'py, PyAny>>,
) -> PyResult<Bound<'py, PyDict>> {
    let py = records.py();
    let at = time::instant("at", at)?;
    let phases = arguments::phases(phases)?;
    let form = Form { zone: timezone.0, naive, plain: false };
    let mut read = record::read(records, form, &Keys::read(keys)?, Further::LeftOut)?;
    if read.is_empty() {
        // Nobody could have named the dry run.
        return Ok(PyDict::new(py));
    }
    let mut dry_runs = None;
    if dry_run.is_none() {
        // One run of all of them.
        dry_runs = Some(vec![DryRun::live()]);
        read.put_all_in_live();
    }
    let (ids, progress) = (std::mem::take(&mut read.ids), progress_of(&mut read, py));
    let outcomes = outcomes_of(&mut read, py);
    let phases = read.settle_phases(phases);
    let rest = Draft { timezone: timezone.0, phases, dry_runs, ..Draft::operator() };

    let schedule = py.detach(|| {
        let plan = read.into_plan(rest).map_err(Failure::Plan)?;
        let name = dry_run.unwrap_or(DryRun::LIVE);
        plan.schedule_with(name, lock_horizon.with_shift(None)).map_err(Failure::Schedule)
    });
    let schedule = schedule.map_err(|failure| match failure {
        Failure::Plan(problems) => plan_error(py, problems.as_slice()),
        Failure::Schedule(error) => schedule_error(&error),
    })?;
    let states = py.detach(|| {
        let of = |wanted| {
            let progress = |step: &StepIx| progress[schedule.place_in_plan(*step)];
            schedule.steps().filter(move |step| progress(step) == wanted)
        };
        let (opened, terminated) = (of(Progress::Open), of(Progress::Terminated));
        let taken = |step| Some((step, outcomes.get(&schedule.place_in_plan(step))?.clone()));
        let taken = schedule.steps().filter_map(taken);
        schedule.states_with_rollback(at, rollback, opened, terminated, taken)
    });
    let members = Members::get(py)?;
    let dict = PyDict::new(py);
    for (step, state) in schedule.steps().zip(states) {
        // A text that is there need not be made, nor hashed, once more.
        match ids[schedule.place_in_plan(step)].bind(py).cast_exact::<PyString>() {
            Ok(id) => dict.set_item(id, members.of(state))?,
            Err(_) => dict.set_item(schedule.id(step).as_str(), members.of(state))?,
        }
    }
    Ok(dict)
}

/// The outcome that each record of a decision says; one that the decision does not offer is
/// reported.
fn outcomes_of(read: &mut Records, py: Python<'_>) -> BTreeMap<usize, Outcome> {
    let mut outcomes = BTreeMap::new();
    for (place, value) in std::mem::take(&mut read.outcomes) {
        let found = value::text_of(value.bind(py));
        let step = &read.steps[place];
        if let Some(outcome) = step.outcomes.iter().find(|outcome| **outcome == *found) {
            outcomes.insert(place, outcome.clone());
            continue;
        }
        let (decision, known) = (step.id.clone(), KnownNames::of(&step.outcomes));
        let kind = ProblemKind::UnknownOutcome { decision, found, known };
        read.report(place, Field::Outcomes, kind);
    }
    outcomes
}

enum Failure {
    Plan(ptr_core::Problems),
    Schedule(ptr_core::ScheduleError),
}

/// The progress that each record says; what none can be is reported.
fn progress_of(read: &mut Records, py: Python<'_>) -> Vec<Progress> {
    let said = std::mem::take(&mut read.progress);
    let one = |(place, value): (usize, Option<Py<PyAny>>)| {
        let Some(value) = value else { return Progress::None };
        let value = value.into_bound(py);
        match value.extract::<&str>() {
            Ok("Open") => Progress::Open,
            Ok("Terminated") => Progress::Terminated,
            Ok(_) | Err(_) => {
                let expected = "None, 'Open', 'Terminated'".into();
                let kind = ProblemKind::WrongValue { found: value::text_of(&value), expected };
                read.report(place, Field::Progress, kind);
                Progress::None
            }
        }
    };
    said.into_iter().enumerate().map(one).collect()
}
