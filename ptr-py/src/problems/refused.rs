//! Errors that know several things at once: the problems of a plan, the reasons of a refusal.

use chrono_tz::Tz;
use ptr_core::{DryRun, Plan, Problem, Reason, Refusal, Severity};
use pyo3::prelude::*;

use super::{problem, reason};
use crate::errors::{classes, unknown};

/// Steps that do not make a plan.
pub(crate) fn plan_error(py: Python<'_>, problems: &[Problem]) -> PyErr {
    match problem::list(py, problems) {
        Ok(listed) => {
            let message = format!("{} in the plan", count(problems));
            classes::PlanError::new_err((message, listed.unbind()))
        }
        Err(error) => error,
    }
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

/// A command that was refused, to a run of the plan.
pub(crate) fn refused(py: Python<'_>, refusal: &Refusal, plan: &Plan) -> PyErr {
    let unknown = refusal.reasons.iter().find_map(|reason| match reason {
        Reason::UnknownStep { found, dry_run } => Some((found, dry_run.as_ref())),
        _ => None,
    });
    match (told(py, refusal, plan.timezone()), unknown) {
        (Ok(told), Some((found, dry_run))) => {
            no_such_step(classes::UnknownStep::new_err(told), plan, found, dry_run)
        }
        (Ok(told), None) => classes::Refused::new_err(told),
        (Err(error), _) => error,
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
    found: &str,
    dry_run: Option<&DryRun>,
) -> PyErr {
    let reason = Reason::UnknownStep { found: found.to_owned(), dry_run: dry_run.cloned() };
    match reason::all(py, &[reason], plan.timezone()) {
        Ok(reasons) => {
            let error = classes::UnknownStep::new_err(("no such step".to_owned(), reasons));
            no_such_step(error, plan, found, dry_run)
        }
        Err(error) => error,
    }
}

/// The error, knowing the steps that there are in the dry run, or in the whole plan.
fn no_such_step(error: PyErr, plan: &Plan, found: &str, dry_run: Option<&DryRun>) -> PyErr {
    let steps = plan.steps().iter();
    let known = steps.filter(|step| dry_run.is_none_or(|it| step.dry_runs.contains(it)));
    unknown(error, found, known.map(|step| step.id.as_str()))
}

/// What was refused, and every reason.
fn told(py: Python<'_>, refusal: &Refusal, zone: Tz) -> PyResult<(String, Vec<Py<PyAny>>)> {
    let what = match &refusal.step {
        Some(step) => format!("{} {step} is refused", refusal.command),
        None => format!("{} is refused", refusal.command),
    };
    Ok((what, reason::all(py, &refusal.reasons, zone)?))
}
