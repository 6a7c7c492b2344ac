//! Arguments of plain types and of our own classes, read so that what is wrong with one names it.
//!
//! What pyo3 itself says of a wrong type has the argument in a note, which `str(error)` and logs leave
//! out. Said of an argument, `#[pyo3(from_py_with = named::by)] by: &str` reads it by its name, for
//! whatever type it has here.

use std::path::PathBuf;

use chrono::TimeDelta;
use pyo3::PyClass;
use pyo3::exceptions::{PyTypeError, PyUnicodeEncodeError};
use pyo3::prelude::*;

use super::text;
use crate::errors::unexpected;

/// What an argument is read as.
pub(crate) trait Argument<'a, 'py>: Sized {
    fn read(name: &str, value: &'a Bound<'py, PyAny>) -> PyResult<Self>;
}

impl<'a, 'py, T: Argument<'a, 'py>> Argument<'a, 'py> for Option<T> {
    fn read(name: &str, value: &'a Bound<'py, PyAny>) -> PyResult<Self> {
        if value.is_none() { Ok(None) } else { T::read(name, value).map(Some) }
    }
}

impl<'a, 'py> Argument<'a, 'py> for &'a str {
    fn read(name: &str, value: &'a Bound<'py, PyAny>) -> PyResult<Self> {
        text::read(name, value)
    }
}

impl<'a, 'py, T: PyClass> Argument<'a, 'py> for &'a Bound<'py, T> {
    fn read(name: &str, value: &'a Bound<'py, PyAny>) -> PyResult<Self> {
        value.cast().map_err(|_| text::wrong_type(name, T::NAME, value))
    }
}

impl<'a, 'py> Argument<'a, 'py> for bool {
    fn read(name: &str, value: &'a Bound<'py, PyAny>) -> PyResult<Self> {
        value.extract().map_err(|error| wrong(name, "True or False", value, error))
    }
}

impl<'a, 'py> Argument<'a, 'py> for TimeDelta {
    fn read(name: &str, value: &'a Bound<'py, PyAny>) -> PyResult<Self> {
        value.extract().map_err(|error| wrong(name, "a timedelta", value, error))
    }
}

impl<'a, 'py> Argument<'a, 'py> for PathBuf {
    fn read(name: &str, value: &'a Bound<'py, PyAny>) -> PyResult<Self> {
        value.extract().map_err(|error| wrong(name, "a path", value, error))
    }
}

/// Something to be called.
pub(crate) struct Function(pub(crate) Py<PyAny>);

impl<'a, 'py> Argument<'a, 'py> for Function {
    fn read(name: &str, value: &'a Bound<'py, PyAny>) -> PyResult<Self> {
        if value.is_callable() {
            Ok(Self(value.clone().unbind()))
        } else {
            Err(text::wrong_type(name, "a function", value))
        }
    }
}

/// What is wrong with an argument; what its own methods raise stays as it is.
fn wrong(name: &str, expected: &str, value: &Bound<'_, PyAny>, error: PyErr) -> PyErr {
    if error.is_instance_of::<PyTypeError>(value.py()) {
        text::wrong_type(name, expected, value)
    } else if error.is_instance_of::<PyUnicodeEncodeError>(value.py()) {
        unexpected!(name, value, "argument-whole-text")
    } else {
        error
    }
}

/// For each argument of this name a function that reads it.
macro_rules! named {
    ($($name:ident),+ $(,)?) => {$(
        pub(crate) fn $name<'a, 'py, T: Argument<'a, 'py>>(
            value: &'a Bound<'py, PyAny>,
        ) -> PyResult<T> {
            T::read(stringify!($name), value)
        }
    )+};
}

named!(
    apply,
    attachments,
    base,
    base_url,
    blocks,
    by,
    code,
    direction,
    dry_run,
    error,
    events,
    group_by,
    group_by_phase,
    json,
    key,
    legend,
    letter,
    links,
    mail,
    neighbours,
    notice,
    odds,
    on_behalf_of,
    other,
    ours,
    outbox,
    path,
    permanent,
    phase,
    plain,
    plan,
    reason,
    recap_link,
    reduce,
    resolved,
    rewriting,
    rollback,
    run,
    schedule,
    shift,
    state,
    status_workbook,
    step_link,
    team,
    text,
    texts,
    theirs,
);
