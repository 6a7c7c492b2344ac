//! `Event`: what happened, as data and as the plain dict that a store keeps.

use std::sync::Arc;

use chrono_tz::Tz;
use ptr_core::language::Language;
use ptr_core::{Email, Event, Fact, StepId};
use pyo3::intern;
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyList, PyTuple};

use crate::convert::document::{self, Document};
use crate::convert::time::{self, Shown};
use crate::errors::not_a;
use crate::language;

#[doc = doc!(Event)]
#[pyclass(frozen, module = "ptr_py", name = "Event", eq, hash, weakref)]
pub(crate) struct PyEvent {
    core: Arc<Event>,
    /// In which it shows its instants: UTC for one that comes from a store by itself.
    zone: Tz,
}

impl PartialEq for PyEvent {
    fn eq(&self, other: &Self) -> bool {
        self.core == other.core
    }
}

impl std::hash::Hash for PyEvent {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        (self.core.seq, self.core.at).hash(state);
    }
}

/// Events as Python has them.
pub(crate) fn to_python(
    events: impl IntoIterator<Item = impl Into<Arc<Event>>>,
    zone: Tz,
) -> Vec<PyEvent> {
    events.into_iter().map(|core| PyEvent { core: core.into(), zone }).collect()
}

/// An event, or the dict of one, in an argument.
pub(crate) fn read(argument: &str, object: &Bound<'_, PyAny>) -> PyResult<Arc<Event>> {
    if let Ok(event) = object.cast::<PyEvent>() {
        return Ok(Arc::clone(&event.get().core));
    }
    let document = Document::of(argument, "an Event or its dict", object)?;
    ["at", "until"].into_iter().try_for_each(|key| document.check_instant(key))?;
    document
        .read()
        .map(Arc::new)
        .map_err(|wrong| not_a("argument-not-an-event", |language| wrong.message(language)))
}

#[pymethods]
impl PyEvent {
    #[doc = doc!(Event.from_dict)]
    #[staticmethod]
    fn from_dict(document: &Bound<'_, PyAny>) -> PyResult<Self> {
        Ok(Self { core: read("document", document)?, zone: Tz::UTC })
    }

    #[staticmethod]
    fn _restore(document: &Bound<'_, PyAny>, zone: &str) -> PyResult<Self> {
        Ok(Self { core: read("document", document)?, zone: time::named("zone", zone)? })
    }

    #[doc = doc!(Event.to_dict)]
    fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        document::write(py, &self.core)
    }

    #[doc = doc!(Event.seq)]
    #[getter]
    fn seq(&self) -> u64 {
        self.core.seq
    }

    #[doc = doc!(Event.at)]
    #[getter]
    fn at(&self) -> Shown {
        Shown(self.core.at, self.zone)
    }

    #[doc = doc!(Event.by)]
    #[getter]
    fn by(&self) -> Option<&str> {
        self.core.by.as_ref().map(Email::as_str)
    }

    #[doc = doc!(Event.on_behalf_of)]
    #[getter]
    fn on_behalf_of(&self) -> Option<&str> {
        self.core.on_behalf_of.as_ref().map(Email::as_str)
    }

    #[doc = doc!(Event.role)]
    #[getter]
    fn role(&self) -> &'static str {
        self.core.role.name()
    }

    #[doc = doc!(Event.type)]
    #[getter(r#type)]
    fn kind(&self) -> &'static str {
        self.core.fact.name()
    }

    #[doc = doc!(Event.step)]
    #[getter]
    fn step(&self) -> Option<&str> {
        self.core.fact.step().map(StepId::as_str)
    }

    #[doc = doc!(Event.digest)]
    #[getter]
    fn digest(&self) -> Option<String> {
        self.core.digest.map(|digest| digest.to_string())
    }

    /// What its fact knows under this name: nothing, for most facts and names.
    fn _detail<'py>(&self, py: Python<'py>, name: &str) -> PyResult<Option<Bound<'py, PyAny>>> {
        if let Fact::DefectsRecorded { until: Some(until), .. } = &self.core.fact
            && name == "until"
        {
            return Ok(Some(Shown(*until, self.zone).into_pyobject(py)?.into_any()));
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
        self.core.sentence(&language)
    }

    fn __repr__(&self) -> String {
        let (seq, at) = (self.core.seq, self.at());
        let by = self.by().unwrap_or_else(|| self.role());
        let step = self.step().map(|step| format!(" {step}")).unwrap_or_default();
        format!("<Event {seq}: {}{step} by {by} at {at}>", self.kind())
    }

    fn __reduce__<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyTuple>> {
        let restore = slf.get_type().getattr(intern!(slf.py(), "_restore"))?;
        let (document, zone) = (slf.get().to_dict(slf.py())?, slf.get().zone.name());
        (restore, (document, zone)).into_pyobject(slf.py())
    }
}
