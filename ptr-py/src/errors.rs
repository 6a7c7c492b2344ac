//! The one map from what goes wrong in the other crates to the exceptions of Python.
//!
//! Each match is exhaustive, so that a new kind of error does not compile until it has its place
//! in the tree of `python/ptr_py/_errors.py`.

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

/// An argument that is not the text it should be.
pub(crate) fn invalid_code(argument: &str, error: &InvalidCode) -> PyErr {
    invalid(format!("{argument}: {error}"))
}

/// A plan that cannot be projected.
pub(crate) fn schedule_error(error: &ScheduleError) -> PyErr {
    match error {
        ScheduleError::UnknownDryRun { .. } => classes::UnknownDryRun::new_err(error.to_string()),
        _ => invalid(error.to_string()),
    }
}

/// Stored events that do not make a run.
pub(crate) fn replay_error(error: &ReplayError) -> PyErr {
    classes::ReplayError::new_err(error.to_string())
}

/// A mail that cannot be written or sent.
pub(crate) fn mail_error(message: &str) -> PyErr {
    classes::MailError::new_err(message.to_owned())
}
