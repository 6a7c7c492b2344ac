//! `Plan.diff` and `Schedule.diff`: the fields that differ, with their values before and after.

use chrono_tz::Tz;
use ptr_core::{
    Difference, FieldChange, FieldValue, Moment, PartDifference, Start, When, resolve_local,
};
use pyo3::IntoPyObjectExt as _;
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyList, PyNone, PyTuple};

use crate::convert::value as further;
use crate::convert::values::value;
use crate::convert::{document, time};
use crate::language::{PySaid, Said};

/// The difference as a value of Python; `before` and `after` give the record of a step, `zone` is
/// that of the later plan.
pub(crate) fn difference<'py>(
    py: Python<'py>,
    core: Difference,
    zone: Tz,
    before: impl Fn(&str) -> PyResult<Bound<'py, PyDict>>,
    after: impl Fn(&str) -> PyResult<Bound<'py, PyDict>>,
) -> PyResult<Bound<'py, PyAny>> {
    let changed = PyDict::new(py);
    for (step, changes) in &core.changed {
        let (before, after) = (before(step.as_str())?, after(step.as_str())?);
        let fields = PyDict::new(py);
        for change in changes {
            let name = &change.field;
            fields.set_item(name, (before.get_item(name)?, after.get_item(name)?))?;
        }
        changed.set_item(step.as_str(), fields)?;
    }
    let ids = |ids: &[ptr_core::StepId]| PyList::new(py, ids.iter().map(ptr_core::StepId::as_str));
    value!(
        py,
        "Difference",
        added: ids(&core.added)?,
        removed: ids(&core.removed)?,
        changed: changed,
        phases: parts(py, &core.phases, zone)?,
        milestones: parts(py, &core.milestones, zone)?,
        actors: parts(py, &core.actors, zone)?,
        environments: parts(py, &core.environments, zone)?,
        settings: fields(py, &core.settings, zone)?,
        said: PySaid(Said::Difference(Box::new(core), zone)),
    )
}

fn parts<'py>(py: Python<'py>, core: &PartDifference, zone: Tz) -> PyResult<Bound<'py, PyAny>> {
    let changed = PyDict::new(py);
    for (name, changes) in &core.changed {
        changed.set_item(name, fields(py, changes, zone)?)?;
    }
    value!(py, "PartDifference", added: &core.added, removed: &core.removed, changed: changed)
}

/// Fields by name, each with its value before and after.
fn fields<'py>(py: Python<'py>, changes: &[FieldChange], zone: Tz) -> PyResult<Bound<'py, PyDict>> {
    let fields = PyDict::new(py);
    for change in changes {
        let value = |value| field_value(py, value, zone);
        let pair = PyTuple::new(py, [value(&change.before)?, value(&change.after)?])?;
        fields.set_item(&change.field, pair)?;
    }
    Ok(fields)
}

/// The value of a field as a record has it.
pub(crate) fn field_value<'py>(
    py: Python<'py>,
    value: &FieldValue,
    zone: Tz,
) -> PyResult<Bound<'py, PyAny>> {
    match value {
        FieldValue::Flag(flag) => flag.into_bound_py_any(py),
        FieldValue::Text(text) => text.into_bound_py_any(py),
        FieldValue::Texts(texts) => texts.into_bound_py_any(py),
        FieldValue::Duration(length) => length.into_bound_py_any(py),
        FieldValue::Further(value) => further::to_python(py, value),
        FieldValue::Start(Start::At(when)) => date(py, when, zone),
        FieldValue::Start(Start::ByDryRun(dates)) => {
            let by_dry_run = PyDict::new(py);
            for (dry_run, when) in dates {
                by_dry_run.set_item(dry_run.as_str(), date(py, when, zone)?)?;
            }
            Ok(by_dry_run.into_any())
        }
        // Also a kind of value that is newer than this match.
        _ => Ok(PyNone::get(py).to_owned().into_any()),
    }
}

/// A date on the wall clock of the plan, or an offset from a milestone as serde writes it.
fn date<'py>(py: Python<'py>, when: &When, zone: Tz) -> PyResult<Bound<'py, PyAny>> {
    let instant = match when {
        When::FromMilestone(_) => return Ok(document::write(py, when)?.into_any()),
        When::Moment(Moment::Instant(instant)) => Some(*instant),
        When::Moment(Moment::Local(local)) => resolve_local(zone, *local).map(|it| it.instant),
    };
    match instant {
        Some(instant) => time::in_zone(instant, &time::zone(py, zone)?),
        None => Ok(PyNone::get(py).to_owned().into_any()),
    }
}
