//! `Event`: what happened, as data and as the plain dict that a store keeps.

use chrono::{DateTime, Utc};
use ptr_core::language::Language;
use ptr_core::{Email, Event, Fact, StepId};
use pyo3::exceptions::PyTypeError;
use pyo3::intern;
use pyo3::prelude::*;
use pyo3::types::{
    PyBool, PyDateTime, PyDict, PyFloat, PyInt, PyList, PyMapping, PyString, PyTuple,
};
use serde_json::Value;

use crate::errors::invalid;
use crate::{language, record, time};

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
    let Ok(mapping) = object.cast::<PyMapping>() else {
        let found = object.get_type().name()?;
        return Err(PyTypeError::new_err(format!("expected an Event or its dict, not {found}")));
    };
    serde_json::from_value(document(mapping)?)
        .map_err(|error| invalid(format!("not the dict of an event: {error}: {mapping}")))
}

/// The items of a dict that an event can have. A store may have added others of its own, which
/// an event ignores; where it needs such a value, no text is found and that is said.
fn document(mapping: &Bound<'_, PyMapping>) -> PyResult<Value> {
    let mut document = serde_json::Map::new();
    for item in mapping.items()?.iter() {
        let (key, value): (Bound<'_, PyAny>, Bound<'_, PyAny>) = item.extract()?;
        if let Ok(key) = key.extract() {
            document.insert(key, json(&value)?);
        }
    }
    if let Some(Value::String(at)) = document.get("at") {
        check_instant(at)?;
    }
    Ok(Value::Object(document))
}

/// The one text of an event that people write by hand and that is easily incomplete.
fn check_instant(text: &str) -> PyResult<()> {
    match text.parse::<DateTime<Utc>>() {
        // A leap second is refused where the event is read.
        Ok(_) => Ok(()),
        Err(_) => Err(invalid(format!(
            "at: {text:?}: expected an instant with its time zone, such as \
             \"2026-03-28T22:00:00Z\""
        ))),
    }
}

fn json(value: &Bound<'_, PyAny>) -> PyResult<Value> {
    if let Some(text) = value.cast::<PyString>().ok().and_then(|text| text.to_str().ok()) {
        Ok(Value::String(text.to_owned()))
    } else if value.is_none() || value.is_instance_of::<PyBool>() {
        Ok(Value::Null)
    } else if value.is_instance_of::<PyInt>() {
        Ok(value.extract::<u64>().map_or(Value::Null, Value::from))
    } else if let Ok(number) = value.cast::<PyFloat>() {
        // A store that has one type for all numbers.
        let whole = number.call_method0(intern!(value.py(), "is_integer"))?.is_truthy()?;
        let number = number.call_method0(intern!(value.py(), "__int__")).ok().filter(|_| whole);
        number.map_or(Ok(Value::Null), |number| json(&number))
    } else if value.is_instance_of::<PyDateTime>() {
        Ok(Value::String(time::instant("at", value)?.to_rfc3339()))
    } else if value.is_instance_of::<PyList>() || value.is_instance_of::<PyTuple>() {
        value.try_iter()?.map(|item| json(&item?)).collect()
    } else {
        Ok(Value::Object(serde_json::Map::new()))
    }
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
        let text = serde_json::to_string(&self.0).map_err(|error| invalid(error.to_string()))?;
        let dict = py.import(intern!(py, "json"))?.call_method1(intern!(py, "loads"), (text,))?;
        Ok(dict.cast_into()?)
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

    /// Of a transfer: who has the step now.
    #[getter]
    fn to(&self) -> Option<&str> {
        detail(&self.0.fact).to
    }

    /// Of a transfer: what its author had to say.
    #[getter]
    fn message(&self) -> Option<&str> {
        detail(&self.0.fact).message
    }

    /// Of recorded defects: the whole text.
    #[getter]
    fn text(&self) -> Option<&str> {
        detail(&self.0.fact).text
    }

    /// Why a step was reopened or skipped, a rollback declared or withdrawn.
    #[getter]
    fn reason(&self) -> Option<&str> {
        detail(&self.0.fact).reason
    }

    /// Of a reopened step: the steps after it that had been started by then.
    #[getter]
    fn started_successors<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyList>> {
        record::ids(py, detail(&self.0.fact).started_successors)
    }

    /// Of a mail: its key.
    #[getter]
    fn key(&self) -> Option<&str> {
        detail(&self.0.fact).key
    }

    /// Of a mail that could not be sent: its kind.
    #[getter]
    fn notice(&self) -> Option<&str> {
        detail(&self.0.fact).notice
    }

    /// Of a mail that could not be sent: to whom.
    #[getter]
    fn recipient(&self) -> Option<&str> {
        detail(&self.0.fact).recipient
    }

    /// Of a mail that could not be sent: what the mail server answered.
    #[getter]
    fn error(&self) -> Option<&str> {
        detail(&self.0.fact).error
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

/// What a fact knows beyond its name and step.
#[derive(Default)]
struct Detail<'f> {
    to: Option<&'f str>,
    message: Option<&'f str>,
    text: Option<&'f str>,
    reason: Option<&'f str>,
    started_successors: &'f [StepId],
    key: Option<&'f str>,
    notice: Option<&'f str>,
    recipient: Option<&'f str>,
    error: Option<&'f str>,
}

fn detail(fact: &Fact) -> Detail<'_> {
    let none = Detail::default();
    match fact {
        Fact::Started { .. } | Fact::Closed { .. } => none,
        Fact::Transferred { to, message, .. } => {
            Detail { to: Some(to.as_str()), message: message.as_deref(), ..none }
        }
        Fact::DefectsRecorded { text, .. } => Detail { text: Some(text), ..none },
        Fact::Reopened { reason, started_successors, .. } => {
            Detail { reason: Some(reason), started_successors, ..none }
        }
        Fact::Skipped { reason, .. }
        | Fact::RollbackDeclared { reason }
        | Fact::RollbackWithdrawn { reason } => Detail { reason: Some(reason), ..none },
        Fact::NoticeSent { key } => Detail { key: Some(key), ..none },
        Fact::NoticeFailed { key, notice, recipient, error, .. } => Detail {
            key: Some(key),
            notice: Some(notice.name()),
            recipient: Some(recipient.as_str()),
            error: Some(error),
            ..none
        },
    }
}
