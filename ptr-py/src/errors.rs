//! The one map from what goes wrong in the other crates to the exceptions of Python.
//!
//! Each match is exhaustive, so that a new kind of error does not compile until it has its place
//! in the tree of `python/ptr_py/_errors.py`.
//!
//! Every error of this tree is told in every language. What is no `PtrError` is English, as Python
//! is: a `TypeError` about an argument of a wrong type, which only the author of a script sees.

use std::collections::BTreeMap;
use std::fmt;
use std::io;
use std::path::Path;

use ptr_core::language::{FluentArgs, Language, arguments, of_data};
use ptr_core::{InvalidCode, ReplayError, ScheduleError};
use pyo3::import_exception;
use pyo3::prelude::*;
use pyo3::types::PyTuple;

use crate::texts::text;

/// The classes themselves.
pub(crate) mod classes {
    use super::import_exception;

    import_exception!(ptr_py._errors, InvalidAddress);
    import_exception!(ptr_py._errors, InvalidValue);
    import_exception!(ptr_py._errors, MailError);
    import_exception!(ptr_py._errors, MissingFile);
    import_exception!(ptr_py._errors, PlanError);
    import_exception!(ptr_py._errors, Refused);
    import_exception!(ptr_py._errors, ReplayError);
    import_exception!(ptr_py._errors, TimedOut);
    import_exception!(ptr_py._errors, UnknownDryRun);
    import_exception!(ptr_py._errors, UnknownPhase);
    import_exception!(ptr_py._errors, UnknownStep);
    import_exception!(ptr_py._errors, WorkbookError);
    import_exception!(ptr_py._errors, WorkbookFileError);
    import_exception!(ptr_py._errors, WorkbookNotFound);
}

/// A value that means nothing.
pub(crate) fn invalid_value(message: impl Fn(&Language) -> String) -> PyErr {
    told(classes::InvalidValue::new_err, message)
}

/// What only a fault of this module can bring about, in English for those who mend it.
pub(crate) fn fault(error: &impl fmt::Display) -> PyErr {
    classes::InvalidValue::new_err(error.to_string())
}

/// A value that means nothing, by a message of the texts of this module:
/// `invalid!("argument-key-twice", name = name)`.
macro_rules! invalid {
    ($id:literal $(, $name:ident = $value:expr)*) => {{
        let arguments = &ptr_core::arguments!($($name = $value),*);
        $crate::errors::invalid_value(|language| $crate::texts::text(language, $id, arguments))
    }};
}

/// An argument, or a part of one, by its place, what was found there, and the message that says
/// what was expected: `unexpected!("share", share, "argument-share")`.
macro_rules! unexpected {
    ($place:expr, $found:expr, $id:literal $(, $name:ident = $value:expr)*) => {
        $crate::errors::unexpected_value($place, &$found, $id, &ptr_core::arguments!($($name = $value),*))
    };
}

pub(crate) use {invalid, unexpected};

/// See [`unexpected!`].
pub(crate) fn unexpected_value(
    place: &str,
    found: &impl fmt::Debug,
    id: &str,
    arguments: &FluentArgs<'_>,
) -> PyErr {
    let found = format!("{found:?}");
    invalid_value(|language| expectation(language, place, &found, &text(language, id, arguments)))
}

/// What was found at a place, and what was expected there.
pub(crate) fn expectation(language: &Language, place: &str, found: &str, expected: &str) -> String {
    let arguments = arguments!(place = place, found = found, expected = expected);
    text(language, "argument-unexpected", &arguments)
}

/// What is wrong with a part of an argument, by the place where it stands.
pub(crate) fn at(place: &str, message: impl Fn(&Language) -> String) -> PyErr {
    invalid_value(|language| placed(language, place, message(language)))
}

/// What is wrong at a place; the whole if it has no name.
pub(crate) fn placed(language: &Language, place: &str, what: String) -> String {
    match place {
        "" => what,
        _ => text(language, "argument-at", &arguments!(place = place, what = what)),
    }
}

/// An error that `PtrError.text` says in every built-in language; its own sentence is English.
pub(crate) fn told(
    make: impl FnOnce(String) -> PyErr,
    message: impl Fn(&Language) -> String,
) -> PyErr {
    let error = make(message(&Language::english()));
    let text = |language: Language| (language.code().to_owned(), message(&language));
    let texts: BTreeMap<String, String> = Language::built_in().map(text).collect();
    // An error without these texts still has its English sentence.
    Python::attach(|py| _ = error.value(py).setattr("_texts", texts));
    error
}

/// An error about a name that there is not, with the names that there are.
pub(crate) fn unknown<N: AsRef<str>>(
    error: PyErr,
    found: &str,
    known: impl IntoIterator<Item = N>,
) -> PyErr {
    let known: Vec<N> = known.into_iter().collect();
    Python::attach(|py| {
        let value = error.value(py);
        // An error without these data still has its sentence.
        let known = PyTuple::new(py, known.iter().map(AsRef::as_ref));
        _ = known.and_then(|known| value.setattr("known", known));
        _ = value.setattr("found", found);
    });
    error
}

/// An error that is an `OSError` too, knowing what the system says of a file.
pub(crate) fn of_system(error: PyErr, cause: io::Error, path: Option<&Path>) -> PyErr {
    let (number, path) = (cause.raw_os_error(), path.map(|path| path.display().to_string()));
    Python::attach(|py| {
        let value = error.value(py);
        let text = number.map(|number| py.import("os")?.call_method1("strerror", (number,)));
        let said = text.transpose().and_then(|text| {
            value.setattr("errno", number)?;
            value.setattr("strerror", text)?;
            value.setattr("filename", path)
        });
        // An error without these data still has its sentence.
        _ = said;
        error.set_cause(py, Some(cause.into()));
    });
    error
}

/// An argument that is not the text it should be.
pub(crate) fn invalid_code(argument: &str, error: &InvalidCode) -> PyErr {
    at(argument, |language| error.message(language))
}

/// A value that is not what it should be as a whole: the message that says so, and why.
pub(crate) fn not_a(id: &str, what: impl Fn(&Language) -> String) -> PyErr {
    invalid_value(|language| text(language, id, &arguments!(what = what(language))))
}

/// A text that is not the JSON that it should be, by the message that says so.
pub(crate) fn not_json(
    make: impl FnOnce(String) -> PyErr,
    id: &str,
    error: &serde_json::Error,
) -> PyErr {
    let said = error.to_string();
    told(make, |language| {
        text(language, id, &arguments!(what = of_data(&said, language, |_| None)))
    })
}

/// A plan that cannot be projected.
pub(crate) fn schedule_error(error: &ScheduleError) -> PyErr {
    let make = |english| match error {
        ScheduleError::UnknownDryRun { found, known } => {
            unknown(classes::UnknownDryRun::new_err(english), found, known.first())
        }
        _ => classes::InvalidValue::new_err(english),
    };
    told(make, |language| error.message(language))
}

/// Stored events that do not make a run.
pub(crate) fn replay_error(error: &ReplayError) -> PyErr {
    told(classes::ReplayError::new_err, |language| error.message(language))
}

/// A mail that cannot be written or sent.
pub(crate) fn mail_error(message: impl Fn(&Language) -> String) -> PyErr {
    told(classes::MailError::new_err, message)
}
