//! `Event`: what happened, as data and as the plain dict that a store keeps.

use chrono::{DateTime, Utc};
use ptr_core::language::Language;
use ptr_core::{Email, Event, Fact, StepId};
use pyo3::intern;
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyList, PyTuple};

use crate::document::{self, Document};
use crate::language;

#[doc = doc!(Event)]
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
    #[doc = doc!(Event.from_dict)]
    #[staticmethod]
    fn from_dict(document: &Bound<'_, PyAny>) -> PyResult<Self> {
        read(document).map(Self)
    }

    #[doc = doc!(Event.to_dict)]
    fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        document::write(py, &self.0)
    }

    #[doc = doc!(Event.seq)]
    #[getter]
    fn seq(&self) -> u64 {
        self.0.seq
    }

    #[doc = doc!(Event.at)]
    #[getter]
    fn at(&self) -> DateTime<Utc> {
        self.0.at
    }

    #[doc = doc!(Event.by)]
    #[getter]
    fn by(&self) -> Option<&str> {
        self.0.by.as_ref().map(Email::as_str)
    }

    #[doc = doc!(Event.on_behalf_of)]
    #[getter]
    fn on_behalf_of(&self) -> Option<&str> {
        self.0.on_behalf_of.as_ref().map(Email::as_str)
    }

    #[doc = doc!(Event.role)]
    #[getter]
    fn role(&self) -> &'static str {
        self.0.role.name()
    }

    #[doc = doc!(Event.type)]
    #[getter(r#type)]
    fn kind(&self) -> &'static str {
        self.0.fact.name()
    }

    #[doc = doc!(Event.step)]
    #[getter]
    fn step(&self) -> Option<&str> {
        self.0.fact.step().map(StepId::as_str)
    }

    #[doc = doc!(Event.digest)]
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

    #[doc = doc!(Event.sentence)]
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
