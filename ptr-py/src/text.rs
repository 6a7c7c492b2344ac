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

/// For each argument of this name a function that reads it, for pyo3's `from_py_with`.
macro_rules! named {
    ($($name:ident),+) => {$(
        pub(crate) fn $name<'a>(value: &'a Bound<'_, PyAny>) -> PyResult<&'a str> {
            read(stringify!($name), value)
        }
    )+};
}

named!(by, code, direction, dry_run, error, events, group_by, key, mail, text);

/// The same where there may be none.
pub(crate) mod optional {
    use super::{Bound, PyAny, PyAnyMethods, PyResult, read};

    macro_rules! named {
        ($($name:ident),+) => {$(
            pub(crate) fn $name<'a>(value: &'a Bound<'_, PyAny>) -> PyResult<Option<&'a str>> {
                if value.is_none() { Ok(None) } else { read(stringify!($name), value).map(Some) }
            }
        )+};
    }

    named!(
        base_url,
        code,
        dry_run,
        links,
        mail,
        on_behalf_of,
        phase,
        reason,
        recap_link,
        step_link,
        team,
        texts
    );
}
