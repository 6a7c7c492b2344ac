//! Problems of a plan for Python: what was found where, as data and as sentences.

use ptr_core::language::Language;
use ptr_core::{Expected, KnownNames, Problem, StepId};
use pyo3::prelude::*;
use pyo3::types::{PyList, PyTuple};
use serde::Deserialize;
use serde_json::Value;

use crate::errors::invalid;
use crate::language::{PySaid, Said};
use crate::values::value;

/// A `Problem` of Python.
pub(crate) fn to_python<'py>(py: Python<'py>, problem: &Problem) -> PyResult<Bound<'py, PyAny>> {
    let kind = serde_json::to_value(&problem.kind).map_err(|error| invalid(error.to_string()))?;
    value!(
        py,
        "Problem",
        message: problem.message(&Language::english()),
        message_fr: problem.message(&Language::french()),
        said: PySaid(Said::Problem(problem.clone())),
        severity: problem.severity().name(),
        code: problem.code(),
        sheet: problem.place.as_ref().map(|place| place.sheet.as_str()),
        cell: problem.place.as_ref().and_then(|place| place.cell.as_deref()),
        step: problem.step.as_ref().map(StepId::as_str),
        row: problem.row,
        field: problem.field.map(ptr_core::Field::name),
        found: found(&kind),
        expected: expected(&kind),
        path: PyTuple::new(py, path(&kind))?,
    )
}

/// Several of them.
pub(crate) fn list<'py>(py: Python<'py>, problems: &[Problem]) -> PyResult<Bound<'py, PyList>> {
    let list = PyList::empty(py);
    for problem in problems {
        list.append(to_python(py, problem)?)?;
    }
    Ok(list)
}

/// The text that was found, under whichever key a kind of problem has it.
fn found(kind: &Value) -> Option<&str> {
    let keys = ["found", "id", "prerequisite", "name", "heading"];
    keys.iter().find_map(|key| kind[key].as_str())
}

/// What would have been accepted, as a text.
fn expected(kind: &Value) -> Option<String> {
    let keys = ["expected", "similar", "known", "taken", "readings", "swapped"];
    let expected = keys.iter().map(|key| &kind[key]).find(|it| !it.is_null())?;
    if let Ok(known) = KnownNames::deserialize(expected) {
        let rest = if known.total() > known.first().len() { ", …" } else { "" };
        return Some(known.first().join(", ") + rest);
    }
    let text = expected.as_str().map(str::to_owned);
    text.or_else(|| Some(Expected::deserialize(expected).ok()?.words(&Language::english())))
}

/// The whole circle of steps that wait for each other.
fn path(kind: &Value) -> Vec<&str> {
    kind["path"].as_array().into_iter().flatten().filter_map(Value::as_str).collect()
}
