//! Records as they are given back.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use ptr_core::{
    DryRun, Email, Field, Moment, Outcome, Plan, Prerequisite, Start, Step, When, resolve_local,
    single_phase,
};
use pyo3::IntoPyObjectExt as _;
use pyo3::intern;
use pyo3::prelude::*;
use pyo3::types::{PyDateTime, PyDict, PyList};

use crate::convert::{document, time, value};
use crate::plan::form::Keys;

/// How records are to be written.
pub(crate) struct Written<'a, 'py> {
    /// The zone of the plan, in whose clock they are shown.
    pub(crate) zone: &'a Bound<'py, PyAny>,
    /// Whether starts and contacts are resolved, or as they were given.
    pub(crate) resolved: bool,
    /// Whether dates and lengths of time are text, as JSON and BSON can hold it.
    pub(crate) plain: bool,
    /// The keys that are others in documents.
    pub(crate) keys: &'a Keys,
}

/// One step as a record: the fields of every step, then its further columns in their order.
pub(crate) fn write<'py>(
    py: Python<'py>,
    plan: &Plan,
    step: &Step,
    kept: Option<&Py<PyDict>>,
    Written { zone, resolved, plain, keys }: &Written<'_, 'py>,
) -> PyResult<Bound<'py, PyDict>> {
    let record = PyDict::new(py);
    for known in Field::OF_A_STEP {
        // Records have the texts of their keys in common.
        let name = keys.key(py, known);
        let value = match known {
            // Lengths of time have no type of their own in JSON.
            Field::Duration if *plain => {
                let duration = document::write(py, step)?.get_item(known.name())?;
                duration.into_bound_py_any(py)
            }
            Field::Start if !resolved => given_start(py, plan, step, zone)?.into_bound_py_any(py),
            Field::Contacts if !resolved => mails(py, &step.contacts)?.into_bound_py_any(py),
            _ => field(py, plan, step, known, zone),
        };
        let value = value?;
        let is_date = *plain && known == Field::Start;
        record.set_item(name, if is_date { plain_dates(value)? } else { value })?;
    }
    if *plain {
        record.update(document::write(py, &step.extra)?.as_mapping())?;
    } else {
        record.update(extra(py, step, kept)?.as_mapping())?;
    }
    let progress = Field::Progress.name();
    if keys.is_renamed(progress)
        && let Some(said) = record.get_item(progress)?
    {
        record.del_item(progress)?;
        record.set_item(keys.key(py, Field::Progress), said)?;
    }
    Ok(record)
}

/// A date as ISO text, also where a mapping holds it.
pub(crate) fn plain_dates(value: Bound<'_, PyAny>) -> PyResult<Bound<'_, PyAny>> {
    let py = value.py();
    if let Ok(dates) = value.cast::<PyDict>() {
        let plain = PyDict::new(py);
        for (key, date) in dates {
            plain.set_item(key, plain_dates(date)?)?;
        }
        return Ok(plain.into_any());
    }
    if value.is_instance_of::<PyDateTime>() {
        value.call_method0(intern!(py, "isoformat"))
    } else {
        Ok(value)
    }
}

/// What a step says of a field.
pub(crate) fn field<'py>(
    py: Python<'py>,
    plan: &Plan,
    step: &Step,
    field: Field,
    zone: &Bound<'py, PyAny>,
) -> PyResult<Bound<'py, PyAny>> {
    match field {
        Field::Id => step.id.as_str().into_bound_py_any(py),
        Field::Label => step.label.as_str().into_bound_py_any(py),
        Field::Phase => has_phases(plan).then(|| step.phase.as_str()).into_bound_py_any(py),
        Field::DryRuns => dry_runs(py, plan, step)?.into_bound_py_any(py),
        Field::Prerequisites => prerequisites(py, plan, step)?.into_bound_py_any(py),
        Field::Start => start(py, plan, step, zone)?.into_bound_py_any(py),
        Field::Duration => step.duration.into_bound_py_any(py),
        Field::Contacts => mails(py, contacts(plan, step))?.into_bound_py_any(py),
        Field::Outcomes => {
            PyList::new(py, step.outcomes.iter().map(Outcome::as_str))?.into_bound_py_any(py)
        }
        Field::Quorum => step.quorum.into_bound_py_any(py),
        other => match step.texts().into_iter().find(|(field, _)| *field == other) {
            Some((_, text)) => text.into_bound_py_any(py),
            // What has no type of its own in Python is as it is written down.
            None => document::write(py, step)?.get_item(other.name())?.into_bound_py_any(py),
        },
    }
}

/// Who gets the mails of a step.
fn contacts<'p>(plan: &'p Plan, step: &Step) -> &'p [Email] {
    plan.position(step.id.as_str()).map_or(&[], |place| plan.contacts(place))
}

/// Whether the steps of a plan are told by phases.
pub(crate) fn has_phases(plan: &Plan) -> bool {
    single_phase().is_none_or(|single| plan.phases() != [single])
}

/// The dry runs of a step in the order of the plan.
fn dry_runs<'py>(py: Python<'py>, plan: &Plan, step: &Step) -> PyResult<Bound<'py, PyList>> {
    let of_step = plan.dry_runs().iter().filter(|name| step.dry_runs.contains(*name));
    PyList::new(py, of_step.map(DryRun::as_str).collect::<Vec<_>>())
}

/// What a step waits for as a list of texts, `CO00000083` or `CO00000083 = GO`; where a step's id is
/// just that text, the latter as serde writes it.
fn prerequisites<'py>(py: Python<'py>, plan: &Plan, step: &Step) -> PyResult<Bound<'py, PyList>> {
    let one = |it: &Prerequisite| {
        if it.outcome.is_none() {
            return it.step.as_str().into_bound_py_any(py);
        }
        let text = it.to_string();
        match plan.step(&text) {
            None => text.into_bound_py_any(py),
            Some(_) => Ok(document::write(py, it)?.into_any()),
        }
    };
    PyList::new(py, step.prerequisites.iter().map(one).collect::<PyResult<Vec<_>>>()?)
}

/// Mail addresses as a list of texts, as written.
fn mails<'py>(py: Python<'py>, mails: &[Email]) -> PyResult<Bound<'py, PyList>> {
    PyList::new(py, mails.iter().map(Email::as_str))
}

/// Everything that a record says beyond the fields of a step.
pub(crate) fn extra<'py>(
    py: Python<'py>,
    step: &Step,
    kept: Option<&Py<PyDict>>,
) -> PyResult<Bound<'py, PyDict>> {
    let extra = value::map_to_python(py, &step.extra)?;
    if let Some(kept) = kept {
        extra.update(kept.bind(py).as_mapping())?;
    }
    Ok(extra)
}

/// When a step starts as it was given: a date, an offset from a milestone as serde writes it, or one
/// of the two by dry run.
fn given_start<'py>(
    py: Python<'py>,
    plan: &Plan,
    step: &Step,
    zone: &Bound<'py, PyAny>,
) -> PyResult<Option<Bound<'py, PyAny>>> {
    let date = |when: &When| match when {
        When::Moment(moment) => shown(*moment, plan, zone),
        When::FromMilestone(_) => Ok(Some(document::write(py, when)?.into_any())),
    };
    match &step.start {
        Start::Unset => Ok(None),
        Start::At(when) => date(when),
        Start::ByDryRun(dates) => {
            let by_dry_run = PyDict::new(py);
            for (name, when) in dates {
                by_dry_run.set_item(name.as_str(), date(when)?)?;
            }
            Ok(Some(by_dry_run.into_any()))
        }
    }
}

/// A moment on the wall clock of the plan.
fn shown<'py>(
    moment: Moment,
    plan: &Plan,
    zone: &Bound<'py, PyAny>,
) -> PyResult<Option<Bound<'py, PyAny>>> {
    let instant = match moment {
        Moment::Instant(instant) => Some(instant),
        Moment::Local(local) => {
            resolve_local(plan.timezone(), local).map(|resolved| resolved.instant)
        }
    };
    instant.map(|instant| time::in_zone(instant, zone)).transpose()
}

/// When a step starts, on the wall clock of the plan; by dry run only where they differ.
fn start<'py>(
    py: Python<'py>,
    plan: &Plan,
    step: &Step,
    zone: &Bound<'py, PyAny>,
) -> PyResult<Option<Bound<'py, PyAny>>> {
    let asked: Vec<&DryRun> = match &step.start {
        Start::Unset => return Ok(None),
        Start::At(When::Moment(moment)) => return shown(*moment, plan, zone),
        Start::At(When::FromMilestone(_)) if step.dry_runs.is_empty() => {
            plan.dry_runs().iter().collect()
        }
        Start::At(When::FromMilestone(_)) => step.dry_runs.iter().collect(),
        Start::ByDryRun(dates) => dates.keys().chain(step.dry_runs.iter()).collect(),
    };
    let dates: BTreeMap<&DryRun, Option<DateTime<Utc>>> =
        asked.into_iter().map(|name| (name, plan.start(step.id.as_str(), name))).collect();
    let Some(first) = dates.values().next().copied() else { return Ok(None) };
    if dates.values().all(|date| *date == first) {
        return first.map(|date| time::in_zone(date, zone)).transpose();
    }
    let by_dry_run = PyDict::new(py);
    for (name, date) in dates {
        if let Some(date) = date {
            by_dry_run.set_item(name.as_str(), time::in_zone(date, zone)?)?;
        }
    }
    Ok(Some(by_dry_run.into_any()))
}
