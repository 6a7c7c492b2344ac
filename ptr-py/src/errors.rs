//! The one map from what goes wrong in the other crates to the exceptions of Python.
//!
//! Each match is exhaustive, so that a new kind of error does not compile until it has its place
//! in the tree of `python/ptr_py/_errors.py`.

use std::collections::BTreeMap;

use ptr_core::language::Language;
use ptr_core::{InvalidCode, ReplayError, ScheduleError};
use pyo3::import_exception;
use pyo3::prelude::*;

/// The classes themselves.
pub(crate) mod classes {
    use super::import_exception;

    import_exception!(ptr_py._errors, InvalidAddress);
    import_exception!(ptr_py._errors, InvalidValue);
    import_exception!(ptr_py._errors, MailError);
    import_exception!(ptr_py._errors, PlanError);
    import_exception!(ptr_py._errors, Refused);
    import_exception!(ptr_py._errors, ReplayError);
    import_exception!(ptr_py._errors, UnknownDryRun);
    import_exception!(ptr_py._errors, UnknownPhase);
    import_exception!(ptr_py._errors, UnknownStep);
    import_exception!(ptr_py._errors, WorkbookError);
}

/// An argument that means nothing.
pub(crate) fn invalid(message: impl Into<String>) -> PyErr {
    classes::InvalidValue::new_err(message.into())
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

/// An argument that is not the text it should be.
pub(crate) fn invalid_code(argument: &str, error: &InvalidCode) -> PyErr {
    let make = |english| invalid(format!("{argument}: {english}"));
    told(make, |language| error.message(language))
}

/// A plan that cannot be projected.
pub(crate) fn schedule_error(error: &ScheduleError) -> PyErr {
    let make = |english| match error {
        ScheduleError::UnknownDryRun { .. } => classes::UnknownDryRun::new_err(english),
        _ => invalid(english),
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
