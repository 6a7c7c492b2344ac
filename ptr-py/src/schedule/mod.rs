//! `Schedule`: the plan projected on one dry run, and the states of its steps for progress that
//! somebody else keeps.

pub(crate) mod compute;

use std::sync::Mutex;

use chrono::{DateTime, TimeDelta, Utc};
use ptr_core::{
    InvalidSupposition, LockHorizon, Outcome, Schedule, ScheduleOptions, State, StepIx,
};
use pyo3::buffer::PyBuffer;
use pyo3::gc::{PyTraverseError, PyVisit};
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyCapsule, PyDict, PyList, PyMapping, PyString, PyTuple};

use crate::convert::named::Argument;
use crate::convert::state::Members;
use crate::convert::time::{self, Shown};
use crate::convert::{named, text, value};
use crate::errors::{at, invalid, schedule_error, unexpected};
use crate::plan::PyPlan;
use crate::plan::{arguments, diff};
use crate::problems::refused::unknown_step;
use crate::table::{PyTable, arrow_error};

#[doc = doc!(Schedule)]
#[pyclass(frozen, module = "ptr_py", name = "Schedule", weakref)]
pub(crate) struct PySchedule {
    core: Schedule,
    plan: Py<PyPlan>,
    /// The ids in topological order: keys of every dict of states, made once.
    ids: Vec<Py<PyString>>,
    /// The steps in that order, and the place of each id in it. Python looks texts up that it
    /// has hashed before in a fraction of the time that comparing them takes.
    steps: Vec<StepIx>,
    places: Py<PyDict>,
    /// The states that were asked for last.
    last: Mutex<Option<Last>>,
}

/// States and a dict of them that nobody else has.
///
/// The next dict is a copy of it, but for the steps that stand elsewhere: a copy looks no key up
/// and grows no table.
struct Last {
    states: Vec<State>,
    dict: Py<PyDict>,
}

/// The lock horizon as an argument: a `timedelta`, or `None` for none.
#[derive(Clone, Copy, Default)]
pub(crate) struct Horizon(LockHorizon);

impl Horizon {
    /// The options of a schedule.
    pub(crate) fn with_shift(self, shift: Option<TimeDelta>) -> ScheduleOptions {
        ScheduleOptions { shift: shift.unwrap_or_default(), lock_horizon: self.0 }
    }
}

impl<'py> FromPyObject<'_, 'py> for Horizon {
    type Error = PyErr;

    fn extract(value: Borrowed<'_, 'py, PyAny>) -> PyResult<Self> {
        match Argument::read("lock_horizon", &value)? {
            None => Ok(Self(LockHorizon::NONE)),
            Some(horizon) => LockHorizon::within(horizon)
                .map(Self)
                .ok_or_else(|| unexpected!("lock_horizon", value, "argument-horizon")),
        }
    }
}

impl PySchedule {
    pub(crate) fn new(py: Python<'_>, core: Schedule, plan: Py<PyPlan>) -> PyResult<Self> {
        let ids: Vec<_> = core.ids().map(|id| PyString::new(py, id.as_str()).unbind()).collect();
        let places = PyDict::new(py);
        for (place, id) in ids.iter().enumerate() {
            places.set_item(id, place)?;
        }
        let (steps, places) = (core.steps().collect(), places.unbind());
        Ok(Self { core, plan, ids, steps, places, last: Mutex::default() })
    }

    pub(crate) fn core(&self) -> &Schedule {
        &self.core
    }

    /// The plan that was projected.
    pub(crate) fn plan(&self) -> &PyPlan {
        self.plan.get()
    }

    /// The same as an object of Python.
    pub(crate) fn plan_object(&self, py: Python<'_>) -> Py<PyPlan> {
        self.plan.clone_ref(py)
    }

    /// Shows an instant in the zone of the plan.
    pub(crate) fn shown(&self) -> impl Fn(DateTime<Utc>) -> Shown {
        let zone = self.core.plan().timezone();
        move |instant| Shown(instant, zone)
    }

    /// The record of a step, with its start in the dry run.
    fn record<'py>(&self, py: Python<'py>, id: &str) -> PyResult<Bound<'py, PyDict>> {
        let record = self.plan().record(py, id)?;
        let zone = time::zone(py, self.core.plan().timezone())?;
        let start = self.core.find(id).and_then(|step| self.core.start(step));
        record.set_item("start", start.map(|start| time::in_zone(start, &zone)).transpose()?)?;
        Ok(record)
    }

    /// What another schedule changes in this one.
    pub(crate) fn difference<'py>(
        &self,
        py: Python<'py>,
        other: &Self,
    ) -> PyResult<Bound<'py, PyAny>> {
        let core = py.detach(|| self.core.diff(&other.core));
        let zone = other.core.plan().timezone();
        diff::difference(py, core, zone, |id| self.record(py, id), |id| other.record(py, id))
    }

    /// The step with this id.
    pub(crate) fn step(&self, id: &Bound<'_, PyAny>) -> PyResult<StepIx> {
        self.find(id).ok_or_else(|| {
            let dry_run = Some(self.core.dry_run());
            unknown_step(id.py(), self.core.plan(), &value::text_of(id), dry_run)
        })
    }

    /// The step with this id, if the dry run executes it. What cannot be hashed is no id.
    pub(crate) fn find(&self, id: &Bound<'_, PyAny>) -> Option<StepIx> {
        let place = self.places.bind(id.py()).get_item(id).ok().flatten()?;
        self.steps.get(place.extract::<usize>().ok()?).copied()
    }

    /// Shared keys and shared members, in topological order.
    pub(crate) fn dict_of<'py>(
        &self,
        py: Python<'py>,
        states: Vec<State>,
    ) -> PyResult<Bound<'py, PyDict>> {
        let members = Members::get(py)?;
        // Whoever comes while somebody else is at it does without: nobody waits with the GIL.
        let mut last = self.last.try_lock().ok();
        let before = match last.as_mut().and_then(|last| last.take()) {
            Some(before) => before,
            // It has the keys already.
            None => Last { states: Vec::new(), dict: self.places.bind(py).copy()?.unbind() },
        };
        let dict = before.dict.into_bound(py);
        for (place, (id, state)) in self.ids.iter().zip(&states).enumerate() {
            if before.states.get(place) != Some(state) {
                dict.set_item(id, members.of(*state))?;
            }
        }
        let copy = dict.copy()?;
        if let Some(last) = &mut last {
            **last = Some(Last { states, dict: dict.unbind() });
        }
        Ok(copy)
    }

    /// Those of the plan's steps with these ids that the dry run executes.
    fn executed(&self, argument: &str, ids: &Bound<'_, PyAny>) -> PyResult<Vec<StepIx>> {
        // What an object says of its length is not believed.
        let mut steps = Vec::new();
        for id in arguments::several(argument, ids)? {
            let id = id?;
            match self.find(&id) {
                Some(step) => steps.push(step),
                None if self.is_left_out(&id) => {}
                None => {
                    let found = value::text_of(&id);
                    return Err(unknown_step(id.py(), self.core.plan(), &found, None));
                }
            }
        }
        Ok(steps)
    }

    /// Whether the plan has a step with this id.
    fn is_left_out(&self, id: &Bound<'_, PyAny>) -> bool {
        id.extract::<&str>().is_ok_and(|id| self.core.plan().step(id).is_some())
    }

    fn evaluate<T: Send>(
        &self,
        at: &Bound<'_, PyAny>,
        opened: Option<&Bound<'_, PyAny>>,
        terminated: Option<&Bound<'_, PyAny>>,
        outcomes: Option<&Bound<'_, PyAny>>,
        work: impl Send + FnOnce(&Schedule, DateTime<Utc>, Recorded) -> T,
    ) -> PyResult<T> {
        let py = at.py();
        let at = time::instant("at", at)?;
        let steps = |argument, ids: Option<&Bound<'_, PyAny>>| match ids {
            Some(ids) => self.executed(argument, ids),
            None => Ok(Vec::new()),
        };
        let (opened, terminated) = (steps("opened", opened)?, steps("terminated", terminated)?);
        let outcomes = outcomes.map_or_else(|| Ok(Vec::new()), |it| self.outcomes(it))?;
        Ok(py.detach(|| work(&self.core, at, Recorded { opened, terminated, outcomes })))
    }

    /// The outcomes of decisions in a mapping, by the ids of those that the dry run executes.
    ///
    /// # Errors
    /// `UnknownStep`, and `InvalidValue` for an outcome that the decision does not offer.
    pub(crate) fn outcomes(&self, outcomes: &Bound<'_, PyAny>) -> PyResult<Vec<(StepIx, Outcome)>> {
        let mut taken = Vec::new();
        let mapping = outcomes.cast::<PyMapping>();
        let mapping = mapping.map_err(|_| text::wrong_type("outcomes", "a mapping", outcomes))?;
        for item in mapping.items()?.iter() {
            let (id, outcome): (Bound<'_, PyAny>, Bound<'_, PyAny>) = item.extract()?;
            let Some(step) = self.find(&id) else {
                if self.is_left_out(&id) {
                    continue;
                }
                return Err(unknown_step(id.py(), self.core.plan(), &value::text_of(&id), None));
            };
            let (found, offered) = (value::text_of(&outcome), &self.core.step(step).outcomes);
            let Some(outcome) = offered.iter().find(|it| **it == *found) else {
                let (step, outcomes) = (self.core.id(step).clone(), offered.clone());
                let unknown = InvalidSupposition::UnknownOutcome { step, found, outcomes };
                return Err(at("outcomes", |language| unknown.message(language)));
            };
            taken.push((step, outcome.clone()));
        }
        Ok(taken)
    }
}

/// What a caller has stored: the steps that are open or terminated, and the outcomes of decisions.
struct Recorded {
    opened: Vec<StepIx>,
    terminated: Vec<StepIx>,
    outcomes: Vec<(StepIx, Outcome)>,
}

impl Recorded {
    fn states(self, schedule: &Schedule, at: DateTime<Utc>, rollback: bool) -> Vec<State> {
        let Self { opened, terminated, outcomes } = self;
        schedule.states_with_rollback(at, rollback, opened, terminated, outcomes)
    }
}

/// States as one byte each, which `write` fills in: in new bytes, or written into a buffer.
pub(crate) fn codes<'py>(
    py: Python<'py>,
    steps: usize,
    out: Option<Bound<'py, PyAny>>,
    write: impl FnOnce(&mut [u8]) -> PyResult<()>,
) -> PyResult<Bound<'py, PyAny>> {
    let Some(out) = out else {
        return Ok(PyBytes::new_with(py, steps, write)?.into_any());
    };
    let mut codes = vec![0; steps];
    write(&mut codes)?;
    let written = PyBuffer::<u8>::get(&out).and_then(|buffer| buffer.copy_from_slice(py, &codes));
    written.map_err(|error| {
        let (error, bytes) = (error.to_string(), codes.len().to_string());
        invalid!("argument-buffer", error = error, bytes = bytes)
    })?;
    Ok(out)
}

#[pymethods]
impl PySchedule {
    #[doc = doc!(Schedule.plan)]
    #[getter(plan)]
    fn its_plan<'py>(&self, py: Python<'py>) -> &Bound<'py, PyPlan> {
        self.plan.bind(py)
    }

    #[doc = doc!(Schedule.dry_run)]
    #[getter]
    fn dry_run(&self) -> &str {
        self.core.dry_run().as_str()
    }

    #[doc = doc!(Schedule.shift)]
    #[getter]
    fn shift(&self) -> TimeDelta {
        self.core.options().shift
    }

    #[doc = doc!(Schedule.lock_horizon)]
    #[getter]
    fn lock_horizon(&self) -> Option<TimeDelta> {
        self.core.options().lock_horizon.time()
    }

    #[doc = doc!(Schedule.ids)]
    #[getter]
    fn ids<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyList>> {
        PyList::new(py, &self.ids)
    }

    #[doc = doc!(Schedule.prerequisites)]
    fn prerequisites<'py>(&self, id: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyList>> {
        self.list(id.py(), self.core.prerequisites(self.step(id)?))
    }

    #[doc = doc!(Schedule.successors)]
    fn successors<'py>(&self, id: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyList>> {
        self.list(id.py(), self.core.successors(self.step(id)?))
    }

    #[doc = doc!(Schedule.start)]
    fn start(&self, id: &Bound<'_, PyAny>) -> PyResult<Option<Shown>> {
        Ok(self.core.start(self.step(id)?).map(self.shown()))
    }

    #[doc = doc!(Schedule.end)]
    fn end(&self, id: &Bound<'_, PyAny>) -> PyResult<Option<Shown>> {
        Ok(self.core.end(self.step(id)?).map(self.shown()))
    }

    #[doc = doc!(Schedule.diff)]
    fn diff<'py>(
        &self,
        #[pyo3(from_py_with = named::other)] other: &Bound<'py, Self>,
    ) -> PyResult<Bound<'py, PyAny>> {
        self.difference(other.py(), other.get())
    }

    #[doc = doc!(Schedule.states)]
    #[pyo3(
        signature = (at, opened = None, terminated = None, *, rollback = false, outcomes = None),
        text_signature = "($self, at, opened=(), terminated=(), *, rollback=False, outcomes=None)",
    )]
    fn states<'py>(
        &self,
        at: &Bound<'py, PyAny>,
        opened: Option<&Bound<'py, PyAny>>,
        terminated: Option<&Bound<'py, PyAny>>,
        #[pyo3(from_py_with = named::rollback)] rollback: bool,
        outcomes: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyDict>> {
        let states =
            self.evaluate(at, opened, terminated, outcomes, |schedule, at, recorded| {
                recorded.states(schedule, at, rollback)
            })?;
        self.dict_of(at.py(), states)
    }

    #[doc = doc!(Schedule.state_codes)]
    #[pyo3(
        signature = (
            at, opened = None, terminated = None, *, rollback = false, out = None, outcomes = None,
        ),
        text_signature = "($self, at, opened=(), terminated=(), *, rollback=False, out=None, \
                          outcomes=None)",
    )]
    fn state_codes<'py>(
        &self,
        at: &Bound<'py, PyAny>,
        opened: Option<&Bound<'py, PyAny>>,
        terminated: Option<&Bound<'py, PyAny>>,
        #[pyo3(from_py_with = named::rollback)] rollback: bool,
        out: Option<Bound<'py, PyAny>>,
        outcomes: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyAny>> {
        codes(at.py(), self.core.len(), out, |codes| {
            self.evaluate(at, opened, terminated, outcomes, |schedule, at, recorded| {
                let Recorded { opened, terminated, outcomes } = recorded;
                schedule.write_state_codes(at, rollback, opened, terminated, outcomes, codes);
            })
        })
    }

    #[doc = doc!(Schedule.table)]
    #[pyo3(
        signature = (at, opened = None, terminated = None, *, rollback = false, outcomes = None),
        text_signature = "($self, at, opened=(), terminated=(), *, rollback=False, outcomes=None)",
    )]
    fn table(
        &self,
        at: &Bound<'_, PyAny>,
        opened: Option<&Bound<'_, PyAny>>,
        terminated: Option<&Bound<'_, PyAny>>,
        #[pyo3(from_py_with = named::rollback)] rollback: bool,
        outcomes: Option<&Bound<'_, PyAny>>,
    ) -> PyResult<PyTable> {
        let table = self.evaluate(at, opened, terminated, outcomes, |schedule, at, recorded| {
            PyTable::of_states(schedule, &recorded.states(schedule, at, rollback))
        })?;
        table.map_err(|error| arrow_error(&error))
    }

    #[doc = doc!(Schedule.__arrow_c_stream__)]
    #[pyo3(signature = (requested_schema = None))]
    fn __arrow_c_stream__<'py>(
        &self,
        py: Python<'py>,
        requested_schema: Option<Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyCapsule>> {
        let table = py.detach(|| PyTable::of_steps(&self.core));
        table.map_err(|error| arrow_error(&error))?.__arrow_c_stream__(py, requested_schema)
    }

    fn __traverse__(&self, visit: PyVisit<'_>) -> Result<(), PyTraverseError> {
        visit.call(&self.plan)
    }

    fn __len__(&self) -> usize {
        self.core.len()
    }

    fn __contains__(&self, id: &Bound<'_, PyAny>) -> bool {
        self.find(id).is_some()
    }

    fn __eq__(&self, py: Python<'_>, other: &Self) -> PyResult<bool> {
        Ok(self.core == other.core && self.plan.bind(py).eq(other.plan.bind(py))?)
    }

    fn __repr__(&self) -> String {
        format!("<Schedule of {} steps for {}>", self.core.len(), self.core.dry_run())
    }

    fn __reduce__<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyTuple>> {
        let (py, this) = (slf.py(), slf.get());
        let restore = slf.get_type().getattr("_restore")?;
        let options = (this.dry_run(), this.shift(), this.lock_horizon());
        (restore, (this.plan.clone_ref(py), options.0, options.1, options.2)).into_pyobject(py)
    }

    #[staticmethod]
    #[pyo3(signature = (plan, dry_run, shift, lock_horizon))]
    fn _restore(
        #[pyo3(from_py_with = named::plan)] plan: &Bound<'_, PyPlan>,
        dry_run: &str,
        #[pyo3(from_py_with = named::shift)] shift: TimeDelta,
        lock_horizon: Horizon,
    ) -> PyResult<Self> {
        project(plan, dry_run, lock_horizon.with_shift(Some(shift)))
    }
}

impl PySchedule {
    fn list<'py>(&self, py: Python<'py>, steps: &[StepIx]) -> PyResult<Bound<'py, PyList>> {
        PyList::new(py, steps.iter().map(|step| &self.ids[step.position()]))
    }
}

/// The plan projected on a dry run.
fn project(
    plan: &Bound<'_, PyPlan>,
    dry_run: &str,
    options: ScheduleOptions,
) -> PyResult<PySchedule> {
    let core = plan.get().core();
    let schedule = plan.py().detach(|| core.schedule_with(dry_run, options));
    let schedule = schedule.map_err(|error| schedule_error(&error))?;
    PySchedule::new(plan.py(), schedule, plan.clone().unbind())
}

#[pymethods]
impl PyPlan {
    #[doc = doc!(Plan.schedule)]
    #[pyo3(
        signature = (dry_run, shift = None, lock_horizon = Horizon::default()),
        text_signature = "($self, dry_run, shift=None, lock_horizon=...)",
    )]
    fn schedule(
        slf: &Bound<'_, Self>,
        #[pyo3(from_py_with = named::dry_run)] dry_run: &str,
        #[pyo3(from_py_with = named::shift)] shift: Option<TimeDelta>,
        lock_horizon: Horizon,
    ) -> PyResult<PySchedule> {
        project(slf, dry_run, lock_horizon.with_shift(shift))
    }
}
