//! Findings of the clinic for Python, and the rules they are found by.

use ptr_core::language::{Language, of_data};
use ptr_core::{DryRun, Finding, Rules, StepId};
use pyo3::prelude::*;
use pyo3::types::{PyList, PyTuple};
use serde::Deserialize;

use crate::convert::settings;
use crate::convert::values::value;
use crate::errors::at;

/// Rules as a mapping.
pub(crate) fn rules(given: &Bound<'_, PyAny>) -> PyResult<Rules> {
    let section = settings::section("rules", given)?;
    Rules::deserialize(section).map_err(|error| {
        let said = error.to_string();
        at("rules", |language| of_data(&said, language, |_| None))
    })
}

/// Several findings, in the words of a language.
pub(crate) fn list<'py>(
    py: Python<'py>,
    findings: &[Finding],
    language: &Language,
) -> PyResult<Bound<'py, PyList>> {
    let list = PyList::empty(py);
    for finding in findings {
        let place = finding.place.as_ref();
        list.append(value!(
            py,
            "Finding",
            code: finding.code(),
            severity: finding.severity.name(),
            step: finding.step.as_ref().map(StepId::as_str),
            message: finding.message(language),
            cure: finding.cure(language),
            title: finding.kind.rule().label(language),
            dry_runs: PyTuple::new(py, finding.dry_runs.iter().map(DryRun::as_str))?,
            field: finding.kind.field().map(ptr_core::Field::name),
            sheet: place.map(|place| place.sheet.as_str()),
            cell: place.and_then(|place| place.cell.as_deref()),
        )?)?;
    }
    Ok(list)
}
