//! `Plan.diff` and `Schedule.diff`: the fields that differ, with their values before and after.

use ptr_core::Difference;
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyList};

use crate::values::value;

/// The difference as a value of Python; `before` and `after` give the record of a step.
pub(crate) fn difference<'py>(
    py: Python<'py>,
    core: &Difference,
    before: impl Fn(&str) -> PyResult<Bound<'py, PyDict>>,
    after: impl Fn(&str) -> PyResult<Bound<'py, PyDict>>,
) -> PyResult<Bound<'py, PyAny>> {
    let changed = PyDict::new(py);
    for (step, names) in &core.changed {
        let (before, after) = (before(step.as_str())?, after(step.as_str())?);
        let fields = PyDict::new(py);
        for name in names {
            fields.set_item(name, (before.get_item(name)?, after.get_item(name)?))?;
        }
        changed.set_item(step.as_str(), fields)?;
    }
    let ids = |ids: &[ptr_core::StepId]| PyList::new(py, ids.iter().map(ptr_core::StepId::as_str));
    value!(py, "Difference", added: ids(&core.added)?, removed: ids(&core.removed)?, changed: changed)
}
