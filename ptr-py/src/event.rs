//! `Event`: what happened, as data and as the plain dict that a store keeps.

use chrono::{DateTime, Utc};
use ptr_core::language::Language;
use ptr_core::{Email, Event, Fact, StepId};
use pyo3::intern;
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyList, PyTuple};

use crate::document::{self, Document};
use crate::language;

/// One thing that happened in a run.
#[pyclass(frozen, module = "ptr_py", name = "Event", eq, hash, weakref)]
#[derive(Clone, PartialEq)]
pub(crate) struct PyEvent(Event);

impl std::hash::Hash for PyEvent {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        (self.0.seq, self.0.at).hash(state);
    }
}

impl From<Event> for PyEvent {
    fn from(event: Event) -> Self {
        Self(event)
    }
}

/// Events as Python has them.
pub(crate) fn to_python(events: impl IntoIterator<Item = Event>) -> Vec<PyEvent> {
    events.into_iter().map(PyEvent).collect()
}

/// An event, or the dict of one.
pub(crate) fn read(object: &Bound<'_, PyAny>) -> PyResult<Event> {
    if let Ok(event) = object.cast::<PyEvent>() {
        return Ok(event.get().0.clone());
    }
    let document = Document::of("event", "an Event or its dict", object)?;
    ["at", "until"].into_iter().try_for_each(|key| document.check_instant(key))?;
    document.read().map_err(|wrong| wrong.error("not the dict of an event: "))
}

#[pymethods]
impl PyEvent {
    /// The event that `to_dict` wrote down.
    #[staticmethod]
    fn from_dict(document: &Bound<'_, PyAny>) -> PyResult<Self> {
        read(document).map(Self)
    }

    /// The event as a plain dict of texts, numbers and lists.
    fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        document::write(py, &self.0)
    }

    /// Its number in the run, counted from 1 without a gap.
    #[getter]
    fn seq(&self) -> u64 {
        self.0.seq
    }

    /// When it happened.
    #[getter]
    fn at(&self) -> DateTime<Utc> {
        self.0.at
    }

    /// The mail address of whoever did it; `None` for the machinery.
    #[getter]
    fn by(&self) -> Option<&str> {
        self.0.by.as_ref().map(Email::as_str)
    }

    /// In which role: assignee, coordinator or system.
    #[getter]
    fn role(&self) -> &'static str {
        self.0.role.name()
    }

    /// What happened: started, closed, …
    #[getter(r#type)]
    fn kind(&self) -> &'static str {
        self.0.fact.name()
    }

    /// The id of the step it happened to, if it happened to one.
    #[getter]
    fn step(&self) -> Option<&str> {
        self.0.fact.step().map(StepId::as_str)
    }

    /// What chains it to the event before it; `None` in histories from before there were chains.
    #[getter]
    fn digest(&self) -> Option<String> {
        self.0.digest.map(|digest| digest.to_string())
    }

    /// What its fact knows under this name: nothing, for most facts and names.
    fn _detail<'py>(&self, py: Python<'py>, name: &str) -> PyResult<Option<Bound<'py, PyAny>>> {
        if let Fact::DefectsRecorded { until: Some(until), .. } = &self.0.fact
            && name == "until"
        {
            return Ok(Some(until.into_pyobject(py)?.into_any()));
        }
        match self.to_dict(py)?.get_item(name)? {
            None if name == "started_successors" => Ok(Some(PyList::empty(py).into_any())),
            detail => Ok(detail),
        }
    }

    /// What happened and who did it, as a line of a history beside its time.
    #[pyo3(signature = (language = Language::french()))]
    #[expect(clippy::needless_pass_by_value, reason = "arguments of Python come by value")]
    fn sentence(&self, #[pyo3(from_py_with = language::read)] language: Language) -> String {
        self.0.sentence(&language)
    }

    fn __repr__(&self) -> String {
        let Event { seq, at, .. } = &self.0;
        let by = self.by().unwrap_or_else(|| self.role());
        let step = self.step().map(|step| format!(" {step}")).unwrap_or_default();
        format!("<Event {seq}: {}{step} by {by} at {at}>", self.kind())
    }

    fn __reduce__<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyTuple>> {
        let restore = slf.get_type().getattr(intern!(slf.py(), "from_dict"))?;
        (restore, (slf.get().to_dict(slf.py())?,)).into_pyobject(slf.py())
    }
}
