//! `merge`: what two people have changed in one plan, put together.

use ptr_core::{Conflict, ForeignBase, Plan, Side};
use pyo3::prelude::*;
use pyo3::types::{PyList, PyNone};

use super::PyPlan;
use super::diff;
use super::record::Kept;
use crate::convert::named;
use crate::convert::values::value;
use crate::errors::invalid_value;
use crate::language::{PySaid, Said};
use crate::problems::problem;

#[doc = doc!(merge)]
#[pyfunction]
pub(crate) fn merge<'py>(
    #[pyo3(from_py_with = named::base)] base: &Bound<'py, PyPlan>,
    #[pyo3(from_py_with = named::ours)] ours: &Bound<'py, PyPlan>,
    #[pyo3(from_py_with = named::theirs)] theirs: &Bound<'py, PyPlan>,
) -> PyResult<Bound<'py, PyAny>> {
    let (py, ours, theirs) = (base.py(), ours.get(), theirs.get());
    let base = base.get().core();
    let written_from = theirs.origin().and_then(|origin| origin.written_from);
    let merged = py.detach(|| {
        written_from.map_or(Ok(()), |digest| ForeignBase::check(base, digest))?;
        ptr_core::merge(base, ours.core(), theirs.core())
    });
    let merged = merged.map_err(|error| invalid_value(|language| error.message(language)))?;
    let conflicts = PyList::empty(py);
    for conflict in merged.conflicts {
        conflicts.append(to_python(py, conflict, ours, theirs)?)?;
    }
    let problems = merged.problems.as_ref().map_or(&[][..], |problems| problems.as_slice());
    let plan = match merged.plan {
        Some(core) => Some(Py::new(py, PyPlan::with_kept(kept(py, &core, ours, theirs), core))?),
        None => None,
    };
    value!(
        py,
        "Merge",
        plan: plan,
        conflicts: conflicts,
        problems: problem::list(py, problems)?,
    )
}

/// What the core cannot hold of the records, as the steps of the merged plan stand.
fn kept(py: Python<'_>, merged: &Plan, ours: &PyPlan, theirs: &PyPlan) -> Kept {
    let of = |plan: &PyPlan, id: &str| {
        plan.kept(plan.core().position(id)?).map(|kept| kept.clone_ref(py))
    };
    let steps = merged.steps().iter().enumerate();
    let kept = steps.filter_map(|(place, step)| {
        let id = step.id.as_str();
        Some((place, of(ours, id).or_else(|| of(theirs, id))?))
    });
    kept.collect()
}

fn to_python<'py>(
    py: Python<'py>,
    conflict: Conflict,
    ours: &PyPlan,
    theirs: &PyPlan,
) -> PyResult<Bound<'py, PyAny>> {
    let zone = ours.core().timezone();
    let value = |value| diff::field_value(py, value, zone);
    let place = |plan: &PyPlan| {
        let place = plan.origin()?.places.conflict(plan.core(), &conflict)?;
        Some(place.to_string())
    };
    let removed = match conflict.removed {
        Some(Side::Ours) => "ours".into_pyobject(py)?.into_any(),
        Some(Side::Theirs) => "theirs".into_pyobject(py)?.into_any(),
        None => PyNone::get(py).to_owned().into_any(),
    };
    value!(
        py,
        "Conflict",
        message: conflict.message(zone, &ptr_core::language::Language::english()),
        message_fr: conflict.message(zone, &ptr_core::language::Language::french()),
        part: conflict.part.name(),
        name: &conflict.name,
        field: &conflict.field,
        base: value(&conflict.base)?,
        ours: value(&conflict.ours)?,
        theirs: value(&conflict.theirs)?,
        removed: removed,
        ours_at: place(ours),
        theirs_at: place(theirs),
        said: PySaid(Said::Conflict(Box::new(conflict), zone)),
    )
}
