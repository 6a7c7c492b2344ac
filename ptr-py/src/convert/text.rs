//! Texts, and bytes, as arguments.
//!
//! A text of Python may hold half of a surrogate pair, which no file, mail or store can take. It is
//! refused with the name of its argument wherever text comes in; in a record it is a problem like
//! any other.

use pyo3::buffer::PyBuffer;
use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::types::PyString;

use crate::errors::unexpected;

/// The text of an argument, or of a part of one.
pub(crate) fn read<'a>(argument: &str, value: &'a Bound<'_, PyAny>) -> PyResult<&'a str> {
    let Ok(text) = value.cast::<PyString>() else {
        return Err(wrong_type(argument, "text", value));
    };
    text.to_str().map_err(|_| unexpected!(argument, text, "argument-whole-text"))
}

/// The bytes of an argument, or of a part of one.
pub(crate) fn bytes(argument: &str, value: &Bound<'_, PyAny>) -> PyResult<Vec<u8>> {
    let bytes = PyBuffer::<u8>::get(value).and_then(|buffer| buffer.to_vec(value.py()));
    bytes.map_err(|_| wrong_type(argument, "bytes", value))
}

/// An argument, or a part of one, that is of another type than expected.
pub(crate) fn wrong_type(argument: &str, expected: &str, found: &Bound<'_, PyAny>) -> PyErr {
    let found =
        found.get_type().name().map_or_else(|_| "something else".to_owned(), |it| it.to_string());
    PyTypeError::new_err(format!("{argument}: expected {expected}, not {found}"))
}
