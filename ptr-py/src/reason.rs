//! Reasons and conditions for Python: why not, as data and as sentences.

use ptr_core::wording::Language;
use ptr_core::{Condition, Email, Reason, Refusal, StepId};
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyTuple};

use crate::state::member;
use crate::values::{construct, value};

/// Every reason of a refusal.
pub(crate) fn all(py: Python<'_>, refusal: &Refusal) -> PyResult<Vec<Py<PyAny>>> {
    let english = refusal.sentences(Language::English);
    let french = refusal.sentences(Language::French);
    let told = english.into_iter().zip(french);
    refusal
        .reasons
        .iter()
        .zip(told)
        .map(|(reason, (english, french))| {
            let fields = detail(py, reason)?;
            fields.set_item("message", english)?;
            fields.set_item("message_fr", french)?;
            fields.set_item("code", reason.code())?;
            construct(py, "Reason", &fields).map(Bound::unbind)
        })
        .collect()
}

/// What a reason knows beyond its name.
fn detail<'py>(py: Python<'py>, reason: &Reason) -> PyResult<Bound<'py, PyDict>> {
    let fields = PyDict::new(py);
    match reason {
        Reason::UnknownStep { found, dry_run } => {
            fields.set_item("found", found)?;
            fields.set_item("dry_run", dry_run.as_ref().map(ptr_core::DryRun::as_str))?;
        }
        Reason::NotAnAddress { found } => fields.set_item("found", found)?,
        Reason::NotAssigned { by, assignees } => {
            fields.set_item("by", by.as_str())?;
            let assignees = assignees.iter().map(Email::as_str).collect::<Vec<_>>();
            fields.set_item("assignees", PyTuple::new(py, assignees)?)?;
        }
        Reason::NotCoordinator { by } | Reason::TransferToSelf { by } => {
            fields.set_item("by", by.as_str())?;
        }
        Reason::NotReady { state, unmet } => {
            fields.set_item("state", member(py, *state)?)?;
            fields.set_item("unmet", conditions(py, unmet)?)?;
        }
        Reason::AlreadyOpen { since, by } => {
            fields.set_item("since", since)?;
            fields.set_item("by", by.as_ref().map(Email::as_str))?;
        }
        Reason::AlreadyTerminated { since, by, skipped } => {
            fields.set_item("since", since)?;
            fields.set_item("by", by.as_ref().map(Email::as_str))?;
            fields.set_item("skipped", skipped)?;
        }
        Reason::NotOpen { state } | Reason::NotTerminated { state } => {
            fields.set_item("state", member(py, *state)?)?;
        }
        Reason::RollbackAlreadyDeclared { since } => fields.set_item("since", since)?,
        Reason::ContingencyUnderWay { steps } => {
            let steps = steps.iter().map(StepId::as_str).collect::<Vec<_>>();
            fields.set_item("steps", PyTuple::new(py, steps)?)?;
        }
        Reason::MissingReason | Reason::NoRollbackDeclared | Reason::NoContingency => {}
    }
    Ok(fields)
}

/// What keeps a step from being Ready, as a tuple.
pub(crate) fn conditions<'py>(
    py: Python<'py>,
    unmet: &[Condition],
) -> PyResult<Bound<'py, PyTuple>> {
    let conditions: PyResult<Vec<_>> = unmet.iter().map(|one| condition(py, one)).collect();
    PyTuple::new(py, conditions?)
}

fn condition<'py>(py: Python<'py>, condition: &Condition) -> PyResult<Bound<'py, PyAny>> {
    let code = condition.code();
    match condition {
        Condition::Asleep { phase } => {
            value!(py, "Condition", code: code, phase: phase.as_str())
        }
        Condition::OpenPrerequisite { step, state } => {
            let state = member(py, *state)?;
            value!(py, "Condition", code: code, step: step.as_str(), state: state)
        }
        Condition::StartNotReached { start } => value!(py, "Condition", code: code, start: start),
        Condition::NoStart => value!(py, "Condition", code: code),
        Condition::BeyondHorizon { locked_from } => {
            value!(py, "Condition", code: code, locked_from: locked_from)
        }
    }
}
