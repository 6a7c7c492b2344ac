//! `Run.prospects`: what a report says of where a run is heading.

use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use ptr_core::language::Language;
use ptr_core::{DecisionAhead, LastSafe, Light, Outcome, PhaseCode, Prospect, RequiredProspect};
use pyo3::prelude::*;
use pyo3::types::{PyList, PyTuple};

use crate::convert::time::{self, Shown};
use crate::convert::values::value;
use crate::errors::invalid_value;
use crate::forecast::required_outlook;
use crate::forecast::simulation::Asked;
use crate::language;
use crate::run::PyRun;
use crate::run::event;
use crate::view;

#[pymethods]
impl PyRun {
    #[doc = doc!(Run.prospects)]
    #[pyo3(
        signature = (
            at, *, since = None, draws = None, seed = None, spread = None, spreads = None,
            language = Language::french(),
        ),
        text_signature = "($self, at, *, since=None, draws=1000, seed=0, spread=None, \
                          spreads=None, language='fr')",
    )]
    #[expect(clippy::needless_pass_by_value, reason = "arguments of Python come by value")]
    #[expect(clippy::too_many_arguments, reason = "each is one of Python's")]
    fn prospects<'py>(
        &self,
        at: &Bound<'py, PyAny>,
        since: Option<&Bound<'py, PyAny>>,
        draws: Option<&Bound<'py, PyAny>>,
        seed: Option<&Bound<'py, PyAny>>,
        spread: Option<&Bound<'py, PyAny>>,
        spreads: Option<&Bound<'py, PyAny>>,
        #[pyo3(from_py_with = language::read)] language: Language,
    ) -> PyResult<Bound<'py, PyAny>> {
        let (py, zone) = (at.py(), self.zone());
        let since = since.map(|since| time::instant("since", since)).transpose()?;
        let asked = Asked { draws, seed, spread, spreads, watching: None, threads: None };
        let simulation = asked.read(self.scheduled())?;
        let told = self.view(at, |view| view.prospects(since, &simulation))?;
        let told = told.map_err(|error| invalid_value(|language| error.message(language)))?;
        value!(
            py,
            "Prospects",
            since: Shown(told.since, zone),
            whole: prospect(py, &told.whole, zone)?,
            phases: tuple(py, told.phases, |phase| prospect(py, &phase, zone))?,
            required_ends: tuple(py, told.required_ends, |end| required_end(py, end, zone))?,
            moved: told.moved,
            causes: view::causes(py, &told.causes, zone, &language)?.to_tuple(),
            decided: PyTuple::new(py, event::to_python(told.decided, zone))?,
            to_decide: tuple(py, told.to_decide, |ahead| decision(py, &ahead, zone))?,
        )
    }
}

fn tuple<'py, T>(
    py: Python<'py>,
    told: Vec<T>,
    value: impl Fn(T) -> PyResult<Bound<'py, PyAny>>,
) -> PyResult<Bound<'py, PyTuple>> {
    let values = PyList::empty(py);
    told.into_iter().try_for_each(|one| values.append(value(one)?))?;
    Ok(values.to_tuple())
}

fn prospect<'py>(py: Python<'py>, told: &Prospect, zone: Tz) -> PyResult<Bound<'py, PyAny>> {
    let shown = |at: Option<DateTime<Utc>>| at.map(|at| Shown(at, zone));
    value!(
        py,
        "Prospect",
        phase: told.phase.as_ref().map(PhaseCode::as_str),
        planned: shown(told.planned),
        expected: shown(told.expected),
        delay: told.delay(),
        likely: shown(told.likely),
        required: shown(told.required),
        light: told.light.map(Light::name),
        chance: told.chance,
    )
}

fn required_end(py: Python<'_>, told: RequiredProspect, zone: Tz) -> PyResult<Bound<'_, PyAny>> {
    let shown = |at| Shown(at, zone);
    value!(
        py,
        "RequiredProspect",
        outlook: required_outlook(py, told.outlook, shown)?,
        margin: told.margin,
        light: told.light.map(Light::name),
        chance: told.chance,
        decide_by: told.decide_by.at().map(shown),
        decide_by_likely: told.decide_by_likely.map(shown),
        is_too_late: told.decide_by == LastSafe::TooLate,
    )
}

fn decision<'py>(py: Python<'py>, told: &DecisionAhead, zone: Tz) -> PyResult<Bound<'py, PyAny>> {
    value!(
        py,
        "DecisionAhead",
        step: told.step.as_str(),
        outcomes: PyTuple::new(py, told.outcomes.iter().map(Outcome::as_str))?,
        expected: Shown(told.expected, zone),
    )
}
