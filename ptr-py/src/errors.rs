//! The one map from what goes wrong in the other crates to the exceptions of Python.
//!
//! Each match is exhaustive, so that a new kind of error does not compile until it has its place
//! in the tree of `python/ptr_py/_errors.py`.

use chrono_tz::Tz;
use ptr_core::{
    DryRun, InvalidCode, Plan, Problem, Reason, Refusal, ReplayError, ScheduleError, Severity,
};
use pyo3::import_exception;
use pyo3::prelude::*;

use crate::{problem, reason};

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

/// Steps that do not make a plan.
pub(crate) fn plan_error(py: Python<'_>, problems: &[Problem]) -> PyErr {
    match listed(py, problems) {
        Ok(listed) => {
            classes::PlanError::new_err((format!("{} in the plan", count(problems)), listed))
        }
        Err(error) => error,
    }
}

fn listed(py: Python<'_>, problems: &[Problem]) -> PyResult<Vec<Py<PyAny>>> {
    problems.iter().map(|one| problem::to_python(py, one).map(Bound::unbind)).collect()
}

/// `2 errors and 1 warning`.
pub(crate) fn count(problems: &[Problem]) -> String {
    let of = |severity| problems.iter().filter(|one| one.severity() == severity).count();
    let say = |number: usize, one: &str| match number {
        1 => format!("1 {one}"),
        more => format!("{more} {one}s"),
    };
    let errors = say(of(Severity::Error), "error");
    match of(Severity::Warning) {
        0 => errors,
        warnings => format!("{errors} and {}", say(warnings, "warning")),
    }
}

/// A plan that cannot be projected.
pub(crate) fn schedule_error(error: &ScheduleError) -> PyErr {
    match error {
        ScheduleError::UnknownDryRun { .. } => classes::UnknownDryRun::new_err(error.to_string()),
        ScheduleError::TooManyReplaced { .. } | ScheduleError::ShiftTooFar { .. } => {
            invalid(error.to_string())
        }
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

/// A command that was refused; times in the sentences are those of `zone`.
pub(crate) fn refused(py: Python<'_>, refusal: &Refusal, zone: Tz) -> PyErr {
    let is_unknown = |reason: &Reason| matches!(reason, Reason::UnknownStep { .. });
    match told(py, refusal, zone) {
        Ok(told) if refusal.reasons.iter().any(is_unknown) => classes::UnknownStep::new_err(told),
        Ok(told) => classes::Refused::new_err(told),
        Err(error) => error,
    }
}

/// A step that should go to somebody whose address is none.
pub(crate) fn invalid_address(py: Python<'_>, refusal: &Refusal, zone: Tz) -> PyErr {
    match told(py, refusal, zone) {
        Ok(told) => classes::InvalidAddress::new_err(told),
        Err(error) => error,
    }
}

/// An id that no step has, asked for outside of any command.
pub(crate) fn unknown_step(
    py: Python<'_>,
    plan: &Plan,
    found: String,
    dry_run: Option<&DryRun>,
) -> PyErr {
    let reason = Reason::UnknownStep { found, dry_run: dry_run.cloned() };
    match reason::all(py, &[reason], plan.timezone()) {
        Ok(reasons) => classes::UnknownStep::new_err(("no such step".to_owned(), reasons)),
        Err(error) => error,
    }
}

/// What was refused, and every reason.
fn told(py: Python<'_>, refusal: &Refusal, zone: Tz) -> PyResult<(String, Vec<Py<PyAny>>)> {
    let what = match &refusal.step {
        Some(step) => format!("{} {step} is refused", refusal.command),
        None => format!("{} is refused", refusal.command),
    };
    Ok((what, reason::all(py, &refusal.reasons, zone)?))
}
