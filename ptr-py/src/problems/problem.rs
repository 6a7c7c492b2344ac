//! Problems of a plan for Python: what was found where, as data and as sentences.

use ptr_core::language::Language;
use ptr_core::{Expected, KnownNames, Problem, StepId, Told};
use pyo3::prelude::*;
use pyo3::types::{PyList, PyTuple};
use serde::Deserialize;
use serde_json::Value;

use crate::convert::values::value;
use crate::errors::fault;
use crate::language::{PySaid, Said};

/// Problems as Python has them: each by itself, of a kind that comes by the thousand the first.
pub(crate) fn list<'py>(py: Python<'py>, problems: &[Problem]) -> PyResult<Bound<'py, PyList>> {
    let list = PyList::empty(py);
    for told in Told::listed(problems) {
        list.append(to_python(py, &told)?)?;
    }
    Ok(list)
}

/// A `Problem` of Python.
fn to_python<'py>(py: Python<'py>, told: &Told) -> PyResult<Bound<'py, PyAny>> {
    let problem = &told.problem;
    let kind = serde_json::to_value(&problem.kind).map_err(|error| fault(&error))?;
    // Of a column that the plan only keeps, what is wrong there.
    let kind = kind.get("fault").unwrap_or(&kind);
    value!(
        py,
        "Problem",
        message: told.message(&Language::english()),
        message_fr: told.message(&Language::french()),
        said: PySaid(Said::Problem(told.clone())),
        severity: problem.severity().name(),
        code: problem.code(),
        sheet: problem.place.as_ref().map(|place| place.sheet.as_str()),
        cell: problem.place.as_ref().and_then(|place| place.cell.as_deref()),
        step: problem.step.as_ref().map(StepId::as_str),
        row: problem.row,
        field: problem.field.map(ptr_core::Field::name),
        found: found(kind),
        expected: expected(kind),
        path: PyTuple::new(py, path(kind))?,
    )
}

/// The text that was found, under whichever key a kind of problem has it.
fn found(kind: &Value) -> Option<&str> {
    let keys = ["found", "id", "prerequisite", "name", "heading"];
    keys.iter().find_map(|key| kind[key].as_str())
}

/// What would have been accepted, as a text.
fn expected(kind: &Value) -> Option<String> {
    let keys = ["expected", "similar", "parts", "known", "names", "taken", "readings", "swapped"];
    let expected = keys.iter().map(|key| &kind[key]).find(|it| !it.is_null())?;
    if let Ok(known) = KnownNames::deserialize(expected) {
        let rest = if known.total() > known.first().len() { ", …" } else { "" };
        return Some(known.first().join(", ") + rest);
    }
    if let Some(parts) = expected.as_array() {
        let parts: Vec<&str> = parts.iter().filter_map(Value::as_str).collect();
        return Some(parts.join("; "));
    }
    let text = expected.as_str().map(str::to_owned);
    text.or_else(|| Some(Expected::deserialize(expected).ok()?.words(&Language::english())))
}

/// The whole circle of steps that wait for each other.
fn path(kind: &Value) -> Vec<&str> {
    kind["path"].as_array().into_iter().flatten().filter_map(Value::as_str).collect()
}
