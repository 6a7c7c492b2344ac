//! What a run answers, as the plain values of Python: recaps, stamps, changes.

mod comparison;
mod prospects;
mod revision;
mod run;

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use ptr_core::language::Language;
use ptr_core::{BlockingDefect, Cause, Change, Recap, Stamp, State, StepId, Tally};
use pyo3::intern;
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::{PyDict, PyList, PyType};

use crate::convert::state::{Members, member};
use crate::convert::time::Shown;
use crate::convert::values::{construct, read, value, written};
use crate::problems::reason;

pub(crate) use comparison::{PyComparison, compare};

/// The fields that recaps and tallies have in common.
fn fields<'py>(py: Python<'py>, tally: &Tally) -> PyResult<Bound<'py, PyDict>> {
    static COUNTER: PyOnceLock<Py<PyType>> = PyOnceLock::new();

    let members = Members::get(py)?;
    let by_state = PyDict::new(py);
    for state in State::ALL {
        if tally.in_state(state) > 0 {
            by_state.set_item(members.of(state), tally.in_state(state))?;
        }
    }
    let counter = COUNTER.import(py, "collections", "Counter")?;
    let fields = PyDict::new(py);
    fields.set_item(intern!(py, "total"), tally.total())?;
    fields.set_item(intern!(py, "terminated"), tally.terminated())?;
    fields.set_item(intern!(py, "percent"), tally.percent())?;
    fields.set_item(intern!(py, "by_state"), counter.call1((by_state,))?)?;
    fields.set_item(intern!(py, "skipped"), tally.skipped())?;
    fields.set_item(intern!(py, "late"), tally.late())?;
    fields.set_item(intern!(py, "latest"), tally.latest())?;
    Ok(fields)
}

fn tallies<'py, 't>(
    py: Python<'py>,
    tallies: impl Iterator<Item = (&'t str, &'t Tally)>,
) -> PyResult<Bound<'py, PyDict>> {
    let dict = PyDict::new(py);
    for (name, tally) in tallies {
        dict.set_item(name, construct(py, "Tally", &fields(py, tally)?)?)?;
    }
    Ok(dict)
}

/// How many steps stand where. The tallies of its groups are made when somebody asks for them.
pub(crate) fn recap(py: Python<'_>, recap: Recap, zone: Tz) -> PyResult<Bound<'_, PyAny>> {
    static RECAP: PyOnceLock<Py<PyType>> = PyOnceLock::new();

    let fields = fields(py, &recap.whole)?;
    fields.set_item(intern!(py, "at"), Shown(recap.at, zone))?;
    let phase = recap.phase.as_ref().map(ptr_core::PhaseCode::as_str);
    fields.set_item(intern!(py, "phase"), phase)?;
    fields.set_item(intern!(py, "asleep"), recap.asleep)?;
    fields.set_item(intern!(py, "abandoned"), recap.abandoned)?;
    let blocking = blocking_defects(py, &recap.blocking_defects, recap.at, zone)?;
    fields.set_item(intern!(py, "blocking_defects"), blocking)?;
    let class = RECAP.import(py, "ptr_py", "Recap")?;
    class.call_method1(intern!(py, "_counted"), (fields, Groups(recap)))
}

/// The steps that their defects block, as told at an instant.
pub(crate) fn blocking_defects<'py>(
    py: Python<'py>,
    defects: &[(StepId, BlockingDefect)],
    at: DateTime<Utc>,
    zone: Tz,
) -> PyResult<Bound<'py, PyDict>> {
    let dict = PyDict::new(py);
    for (step, defect) in defects {
        dict.set_item(step.as_str(), reason::blocking_defect(py, defect, at, zone)?)?;
    }
    Ok(dict)
}

/// What a recap tells by group.
#[pyclass(frozen, module = "ptr_py")]
struct Groups(Recap);

#[pymethods]
impl Groups {
    /// The tallies of a field: of each phase, team or department.
    fn __call__<'py>(&self, py: Python<'py>, field: &str) -> PyResult<Bound<'py, PyDict>> {
        fn named(groups: &BTreeMap<Option<String>, Tally>) -> impl Iterator<Item = (&str, &Tally)> {
            groups.iter().map(|(name, tally)| (name.as_deref().unwrap_or(""), tally))
        }
        match field {
            "by_phase" => {
                tallies(py, self.0.by_phase.iter().map(|(code, tally)| (code.as_str(), tally)))
            }
            "by_team" => tallies(py, named(&self.0.by_team)),
            _ => tallies(py, named(&self.0.by_department)),
        }
    }
}

/// When somebody did something, if they did.
pub(crate) fn stamp<'py>(
    py: Python<'py>,
    stamp: Option<&Stamp>,
    zone: Tz,
) -> PyResult<Option<Bound<'py, PyAny>>> {
    stamp.map(|stamp| read(py, "Stamp", &written(py, stamp)?, zone)).transpose()
}

/// Steps that stand elsewhere than before.
pub(crate) fn changes<'py>(py: Python<'py>, changes: &[Change]) -> PyResult<Bound<'py, PyList>> {
    let list = PyList::empty(py);
    for change in changes {
        let (before, after) = (member(py, change.before)?, member(py, change.after)?);
        let step = change.step.as_str();
        list.append(value!(py, "Change", step: step, before: before, after: after)?)?;
    }
    Ok(list)
}

/// Why the end moved, each cause with its sentence in the language.
pub(crate) fn causes<'py>(
    py: Python<'py>,
    causes: &[Cause],
    zone: Tz,
    language: &Language,
) -> PyResult<Bound<'py, PyList>> {
    let list = PyList::empty(py);
    for cause in causes {
        list.append(value!(
            py,
            "Cause",
            kind: cause.kind.name(),
            step: cause.step.as_ref().map(StepId::as_str),
            amount: cause.amount,
            since: Shown(cause.since, zone),
            until: Shown(cause.until, zone),
            message: cause.sentence(language),
        )?)?;
    }
    Ok(list)
}
