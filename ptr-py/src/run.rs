//! `Run`: one execution of a schedule, shared between threads.
//!
//! The core's run stands behind a lock that is only ever taken without the GIL, and nothing of
//! Python is touched while it is held: so no thread can wait for the one while it has the other.

mod clock;
mod command;

use std::sync::{PoisonError, RwLock};

use chrono_tz::Tz;
use ptr_core::{Email, Event, Run};
use pyo3::intern;
use pyo3::prelude::*;
use pyo3::types::PyTuple;

use crate::errors::{classes, invalid, replay_error};
use crate::event::{self, PyEvent};
use crate::schedule::PySchedule;
use crate::{arguments, text};

/// One execution of a schedule.
#[pyclass(frozen, module = "ptr_py", name = "Run", weakref)]
pub(crate) struct PyRun {
    core: RwLock<Run>,
    schedule: Py<PySchedule>,
}

impl PyRun {
    fn of(core: Run, schedule: &Bound<'_, PySchedule>) -> Self {
        Self { core: RwLock::new(core), schedule: schedule.clone().unbind() }
    }

    /// Looks at the run.
    pub(crate) fn look<T: Send>(&self, py: Python<'_>, look: impl Send + FnOnce(&Run) -> T) -> T {
        // A run changes in one piece or not at all, so that a panic cannot have left it halfway.
        py.detach(|| look(&self.core.read().unwrap_or_else(PoisonError::into_inner)))
    }

    /// Changes the run.
    pub(crate) fn change<T: Send>(
        &self,
        py: Python<'_>,
        change: impl Send + FnOnce(&mut Run) -> T,
    ) -> T {
        py.detach(|| change(&mut self.core.write().unwrap_or_else(PoisonError::into_inner)))
    }

    /// The run as it is now, to be looked at without holding anybody up.
    pub(crate) fn copy(&self, py: Python<'_>) -> Run {
        self.look(py, Clone::clone)
    }

    /// The zone in which sentences tell times.
    pub(crate) fn zone(&self) -> Tz {
        self.scheduled().core().plan().timezone()
    }

    pub(crate) fn scheduled(&self) -> &PySchedule {
        self.schedule.get()
    }
}

fn coordinators(given: Option<&Bound<'_, PyAny>>) -> PyResult<Vec<Email>> {
    given.map_or(Ok(Vec::new()), |given| arguments::mails("coordinators", given))
}

#[pymethods]
impl PyRun {
    #[new]
    #[pyo3(signature = (schedule, coordinators = None), text_signature = "(schedule, coordinators=())")]
    fn new(
        schedule: &Bound<'_, PySchedule>,
        coordinators: Option<&Bound<'_, PyAny>>,
    ) -> PyResult<Self> {
        let core = Run::new(schedule.get().core().clone(), self::coordinators(coordinators)?);
        Ok(Self::of(core, schedule))
    }

    /// The run that these events tell.
    #[staticmethod]
    #[pyo3(
        signature = (schedule, events, coordinators = None),
        text_signature = "(schedule, events, coordinators=())",
    )]
    fn replay(
        schedule: &Bound<'_, PySchedule>,
        events: &Bound<'_, PyAny>,
        coordinators: Option<&Bound<'_, PyAny>>,
    ) -> PyResult<Self> {
        let coordinators = self::coordinators(coordinators)?;
        let events: Vec<Event> =
            events.try_iter()?.map(|event| read_stored(&event?)).collect::<PyResult<_>>()?;
        let core = schedule.get().core().clone();
        let replayed = schedule.py().detach(|| Run::replay(core, coordinators, events));
        Ok(Self::of(replayed.map_err(|error| replay_error(&error))?, schedule))
    }

    /// Folds in the next event: one that was decided elsewhere, or stored meanwhile.
    fn apply(&self, event: &Bound<'_, PyAny>) -> PyResult<()> {
        let next = read_stored(event)?;
        let applied = self.change(event.py(), |run| run.apply(next));
        applied.map_err(|error| replay_error(&error))
    }

    /// The schedule that is executed.
    #[getter]
    pub(crate) fn schedule<'py>(&self, py: Python<'py>) -> &Bound<'py, PySchedule> {
        self.schedule.bind(py)
    }

    /// The mail addresses of the transition team.
    #[getter]
    fn coordinators(&self, py: Python<'_>) -> Vec<String> {
        self.look(py, |run| run.coordinators().map(ToString::to_string).collect())
    }

    /// What happened, in order.
    #[getter]
    fn events(&self, py: Python<'_>) -> Vec<PyEvent> {
        event::to_python(self.look(py, |run| run.events().to_vec()))
    }

    /// How many events there are: what a store compares before it appends.
    #[getter]
    fn version(&self, py: Python<'_>) -> u64 {
        self.look(py, Run::version)
    }

    fn __eq__(&self, py: Python<'_>, other: &Self) -> bool {
        if std::ptr::eq(self, other) {
            return true;
        }
        let other = other.copy(py);
        self.look(py, |run| *run == other)
    }

    fn __repr__(&self, py: Python<'_>) -> String {
        let dry_run = self.scheduled().core().dry_run();
        format!("<Run of {dry_run} after {} events>", self.version(py))
    }

    fn __reduce__<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyTuple>> {
        let (py, this) = (slf.py(), slf.get());
        let restore = slf.get_type().getattr(intern!(py, "_restore"))?;
        // One text for all: an object for each would take many times as long.
        let (events, coordinators) = this.look(py, |run| {
            let coordinators: Vec<_> = run.coordinators().map(ToString::to_string).collect();
            (serde_json::to_string(run.events()), coordinators)
        });
        let events = events.map_err(|error| invalid(error.to_string()))?;
        (restore, (this.schedule.clone_ref(py), events, coordinators)).into_pyobject(py)
    }

    #[staticmethod]
    #[pyo3(signature = (schedule, events, coordinators))]
    fn _restore(
        schedule: &Bound<'_, PySchedule>,
        #[pyo3(from_py_with = text::events)] events: &str,
        coordinators: &Bound<'_, PyAny>,
    ) -> PyResult<Self> {
        let coordinators = arguments::mails("coordinators", coordinators)?;
        let core = schedule.get().core().clone();
        let replayed = schedule.py().detach(|| {
            let events: Vec<Event> = serde_json::from_str(events).map_err(|error| {
                let message = format!("not the events of a run: {error}");
                classes::ReplayError::new_err(message)
            })?;
            Run::replay(core, coordinators, events).map_err(|error| replay_error(&error))
        });
        Ok(Self::of(replayed?, schedule))
    }
}

/// An event as a store gives it back; one that is none makes no run.
fn read_stored(object: &Bound<'_, PyAny>) -> PyResult<Event> {
    event::read(object).map_err(|error| {
        let py = object.py();
        if error.is_instance_of::<classes::InvalidValue>(py) {
            let replay = classes::ReplayError::new_err(error.value(py).to_string());
            replay.set_cause(py, Some(error));
            replay
        } else {
            error
        }
    })
}
