//! What a plan says besides its steps, for Python: phases, milestones, actors, environments.

use ptr_core::{Actor, DryRun, Email, Environment, Moment, Phase, Plan, resolve_local};
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyList, PyTuple};

use super::record::plain_dates;
use crate::convert::time;
use crate::convert::value as extra;
use crate::convert::values::{construct, value};

/// Phases, each a text that knows more than its code.
pub(crate) fn phases<'py>(py: Python<'py>, phases: &[Phase]) -> PyResult<Bound<'py, PyList>> {
    list(py, phases, |phase| {
        let fields = PyDict::new(py);
        fields.set_item("code", phase.code.as_str())?;
        fields.set_item("label", &phase.label)?;
        fields.set_item("contingency", phase.contingency)?;
        fields.set_item("sets", &phase.sets)?;
        construct(py, "Phase", &fields)
    })
}

/// Milestones, their dates on the wall clock of the plan.
pub(crate) fn milestones<'py>(py: Python<'py>, plan: &Plan) -> PyResult<Bound<'py, PyList>> {
    let zone = time::zone(py, plan.timezone())?;
    list(py, plan.milestones(), |milestone| {
        let dates = PyDict::new(py);
        for (dry_run, moment) in &milestone.dates {
            let instant = match *moment {
                Moment::Instant(instant) => Some(instant),
                Moment::Local(local) => {
                    resolve_local(plan.timezone(), local).map(|resolved| resolved.instant)
                }
            };
            if let Some(instant) = instant {
                dates.set_item(dry_run.as_str(), time::in_zone(instant, &zone)?)?;
            }
        }
        let extra = extra::map_to_python(py, &milestone.extra)?;
        value!(
            py,
            "Milestone",
            name: &milestone.name,
            dates: dates,
            required_end: pythonize::pythonize(py, &milestone.required_end)?,
            extra: extra,
        )
    })
}

/// Teams and those who answer for them.
pub(crate) fn actors<'py>(py: Python<'py>, actors: &[Actor]) -> PyResult<Bound<'py, PyList>> {
    list(py, actors, |actor| {
        value!(
            py,
            "Actor",
            team: &actor.team,
            department: &actor.department,
            team_leader: actor.team_leader.as_ref().map(Email::as_str),
            deputies: PyTuple::new(py, actor.deputies.iter().map(Email::as_str))?,
            head_of_department: actor.head_of_department.as_ref().map(Email::as_str),
            extra: extra::map_to_python(py, &actor.extra)?,
        )
    })
}

/// Environments and what stands for each in each dry run.
pub(crate) fn environments<'py>(
    py: Python<'py>,
    environments: &[Environment],
) -> PyResult<Bound<'py, PyList>> {
    list(py, environments, |environment| {
        let by_dry_run = PyDict::new(py);
        for (dry_run, what) in &environment.by_dry_run {
            by_dry_run.set_item(DryRun::as_str(dry_run), what)?;
        }
        let extra = extra::map_to_python(py, &environment.extra)?;
        value!(py, "Environment", name: &environment.name, by_dry_run: by_dry_run, extra: extra)
    })
}

/// The same parts as plain dicts, fit for JSON: dates as ISO text, further columns beside the rest.
pub(crate) fn plain<'py>(parts: &Bound<'py, PyList>) -> PyResult<Bound<'py, PyList>> {
    let py = parts.py();
    let one = |part: Bound<'py, PyAny>| -> PyResult<Bound<'py, PyDict>> {
        let plain = PyDict::new(py);
        for name in ["code", "label", "contingency"] {
            if let Some(value) = part.getattr_opt(name)? {
                plain.set_item(name, value)?;
            }
        }
        // A phase is a text, and no value with fields.
        let Some(fields) = part.getattr_opt("_fields")? else { return Ok(plain) };
        for name in fields.try_iter()? {
            let name: String = name?.extract()?;
            let value = part.getattr(name.as_str())?;
            if name == "extra" {
                let extra = value.cast::<PyDict>()?.iter();
                for (key, value) in extra {
                    plain.set_item(key, plain_extra(&value)?)?;
                }
            } else {
                plain.set_item(name, plain_dates(value)?)?;
            }
        }
        Ok(plain)
    };
    let parts: PyResult<Vec<_>> = parts.iter().map(one).collect();
    PyList::new(py, parts?)
}

/// A further column as the core writes it: a date is a mapping that says so.
fn plain_extra<'py>(value: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyAny>> {
    let read = extra::read(value)?.value;
    Ok(pythonize::pythonize(value.py(), &read)?)
}

fn list<'py, T>(
    py: Python<'py>,
    items: &[T],
    to_python: impl Fn(&T) -> PyResult<Bound<'py, PyAny>>,
) -> PyResult<Bound<'py, PyList>> {
    let objects: PyResult<Vec<_>> = items.iter().map(to_python).collect();
    PyList::new(py, objects?)
}
