//! Reasons and conditions for Python: why not, as data and as sentences.

use chrono_tz::Tz;
use ptr_core::language::{self, Language};
use ptr_core::{Condition, Email, Reason, StepId};
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyTuple};

use crate::state::member;
use crate::values::construct;

/// Reasons of a refusal; times in their sentences are those of `zone`.
pub(crate) fn all(py: Python<'_>, reasons: &[Reason], zone: Tz) -> PyResult<Vec<Py<PyAny>>> {
    reasons
        .iter()
        .map(|reason| {
            let fields = detail(py, reason, zone)?;
            fields.set_item("message", language::reason(reason, zone, &Language::english()))?;
            fields.set_item("message_fr", language::reason(reason, zone, &Language::french()))?;
            fields.set_item("code", reason.code())?;
            construct(py, "Reason", &fields).map(Bound::unbind)
        })
        .collect()
}

/// What a reason knows beyond its name.
fn detail<'py>(py: Python<'py>, reason: &Reason, zone: Tz) -> PyResult<Bound<'py, PyDict>> {
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
            fields.set_item("unmet", conditions(py, unmet, zone)?)?;
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

/// What keeps a step from being Ready, as a tuple; times in sentences are those of `zone`.
pub(crate) fn conditions<'py>(
    py: Python<'py>,
    unmet: &[Condition],
    zone: Tz,
) -> PyResult<Bound<'py, PyTuple>> {
    let conditions: PyResult<Vec<_>> = unmet.iter().map(|one| condition(py, one, zone)).collect();
    PyTuple::new(py, conditions?)
}

fn condition<'py>(py: Python<'py>, condition: &Condition, zone: Tz) -> PyResult<Bound<'py, PyAny>> {
    let fields = PyDict::new(py);
    fields.set_item("message", condition.sentence(zone, &Language::english()))?;
    fields.set_item("message_fr", condition.sentence(zone, &Language::french()))?;
    fields.set_item("code", condition.code())?;
    match condition {
        Condition::Asleep { phase } => fields.set_item("phase", phase.as_str())?,
        Condition::OpenPrerequisite { step, state } => {
            fields.set_item("step", step.as_str())?;
            fields.set_item("state", member(py, *state)?)?;
        }
        Condition::StartNotReached { start } => fields.set_item("start", start)?,
        Condition::NoStart => {}
        Condition::BeyondHorizon { locked_from } => fields.set_item("locked_from", locked_from)?,
    }
    construct(py, "Condition", &fields)
}
