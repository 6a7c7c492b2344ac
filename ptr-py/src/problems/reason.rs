//! Reasons, conditions and explanations for Python: why not, as data and as sentences.

use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use ptr_core::language::Language;
use ptr_core::{BlockingDefect, Condition, Explanation, Reason};
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyTuple};

use crate::convert::values::{read, written};
use crate::language::{PySaid, Said};

/// Reasons of a refusal; times are those of `zone`, in sentences too.
pub(crate) fn all(py: Python<'_>, reasons: &[Reason], zone: Tz) -> PyResult<Vec<Py<PyAny>>> {
    let one = |reason: &Reason| {
        let fields = written(py, reason)?;
        if let Reason::NotReady { unmet, .. } | Reason::Abandoned { unmet } = reason {
            fields.set_item("unmet", conditions(py, unmet, zone)?)?;
        }
        told(py, "Reason", &fields, Said::Reason(reason.clone(), zone), zone).map(Bound::unbind)
    };
    reasons.iter().map(one).collect()
}

/// Why a step stands where it stands; times are those of `zone`, in sentences too.
pub(crate) fn explanation<'py>(
    py: Python<'py>,
    explanation: &Explanation,
    zone: Tz,
) -> PyResult<Bound<'py, PyAny>> {
    let fields = written(py, explanation)?;
    fields.set_item("unmet", conditions(py, &explanation.unmet, zone)?)?;
    if let Some(defect) = &explanation.blocking_defect {
        let defect = blocking_defect(py, defect, explanation.at, zone)?;
        fields.set_item("blocking_defect", defect)?;
    }
    told(py, "Explanation", &fields, Said::Explanation(explanation.clone(), zone), zone)
}

/// Since when the defects of a step block it, and until when, as told at an instant.
pub(crate) fn blocking_defect<'py>(
    py: Python<'py>,
    defect: &BlockingDefect,
    at: DateTime<Utc>,
    zone: Tz,
) -> PyResult<Bound<'py, PyAny>> {
    let fields = written(py, defect)?;
    fields.set_item("is_overdue", defect.is_overdue(at))?;
    told(py, "BlockingDefect", &fields, Said::BlockingDefect(defect.clone(), at, zone), zone)
}

/// What keeps a step from being Ready, as a tuple.
fn conditions<'py>(
    py: Python<'py>,
    unmet: &[Condition],
    zone: Tz,
) -> PyResult<Bound<'py, PyTuple>> {
    let one = |condition: &Condition| {
        let said = Said::Condition(condition.clone(), zone);
        told(py, "Condition", &written(py, condition)?, said, zone)
    };
    PyTuple::new(py, unmet.iter().map(one).collect::<PyResult<Vec<_>>>()?)
}

/// A value that is told in sentences.
fn told<'py>(
    py: Python<'py>,
    class: &str,
    fields: &Bound<'py, PyDict>,
    said: Said,
    zone: Tz,
) -> PyResult<Bound<'py, PyAny>> {
    fields.set_item("message", said.text(&Language::english()))?;
    fields.set_item("message_fr", said.text(&Language::french()))?;
    fields.set_item("said", PySaid(said))?;
    read(py, class, fields, zone)
}
