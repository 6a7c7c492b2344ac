//! `Forecast`: where a run is heading, to be asked about the whole, a phase or a step.

pub(crate) mod decide_by;
pub(crate) mod simulation;

use chrono::{DateTime, TimeDelta, Utc};
use ptr_core::{Forecast, InvalidSupposition, RequiredOutlook, StepIx, Supposition};
use pyo3::gc::{PyTraverseError, PyVisit};
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyTuple};

use self::simulation::{Asked, PyOdds};
use crate::convert::document::Document;
use crate::convert::named;
use crate::convert::time::{self, Shown};
use crate::convert::values::value;
use crate::errors::{fault, invalid_value, not_a};
use crate::patience::Patience;
use crate::plan::arguments;
use crate::problems::refused::unknown_step;
use crate::run::notice::PyNotice;
use crate::schedule::PySchedule;
use crate::table::{PyTable, arrow_error};

#[doc = doc!(Forecast)]
#[pyclass(frozen, module = "ptr_py", name = "Forecast", weakref)]
pub(crate) struct PyForecast {
    core: Forecast,
    schedule: Py<PySchedule>,
}

impl PyForecast {
    pub(crate) fn new(core: Forecast, schedule: &Bound<'_, PySchedule>) -> Self {
        Self { core, schedule: schedule.clone().unbind() }
    }

    pub(crate) fn core(&self) -> &Forecast {
        &self.core
    }

    pub(crate) fn scheduled(&self) -> &PySchedule {
        self.schedule.get()
    }

    /// Shows an instant in the zone of the plan.
    pub(crate) fn shown(&self) -> impl Fn(DateTime<Utc>) -> Shown {
        self.schedule.get().shown()
    }

    fn ids(&self, steps: impl IntoIterator<Item = StepIx>) -> Vec<String> {
        let schedule = self.schedule.get().core();
        steps.into_iter().map(|step| schedule.id(step).to_string()).collect()
    }

    /// A change as a dict, to be supposed.
    fn supposition(&self, change: &Bound<'_, PyAny>) -> PyResult<Supposition> {
        let document = Document::of("changes", "a change as a dict", change)?;
        if change.contains("ends")? {
            time::instant("ends", &change.get_item("ends")?)?;
        }
        let text = |key: &str| document.values.get(key).and_then(serde_json::Value::as_str);
        document.read().map_err(|wrong| {
            let schedule = self.schedule.get().core();
            let step = text("step").and_then(|id| schedule.find(id));
            match (step, text("outcome")) {
                (Some(step), Some(found)) if wrong.key == "outcome" => {
                    let outcomes = schedule.step(step).outcomes.clone();
                    let (step, found) = (schedule.id(step).clone(), found.to_owned());
                    let unknown = InvalidSupposition::UnknownOutcome { step, found, outcomes };
                    self.not_supposed(change.py(), unknown)
                }
                _ => not_a("argument-not-a-change", |language| wrong.message(language)),
            }
        })
    }

    /// Why something cannot be supposed.
    fn not_supposed(&self, py: Python<'_>, error: InvalidSupposition) -> PyErr {
        let schedule = self.schedule.get().core();
        match error {
            InvalidSupposition::UnknownStep { step, dry_run } => {
                unknown_step(py, schedule.plan(), step.as_str(), Some(&dry_run))
            }
            error => invalid_value(|language| error.message(language)),
        }
    }

    fn outlook_of<'py>(
        &self,
        py: Python<'py>,
        step: StepIx,
    ) -> PyResult<Option<Bound<'py, PyAny>>> {
        let Some(outlook) = self.core.outlook(step) else { return Ok(None) };
        let waits_for = self.core.waits_for(step).map(|it| self.schedule.get().core().id(it));
        let outlook = value!(
            py,
            "Outlook",
            begins: self.shown()(outlook.begins),
            ends: self.shown()(outlook.ends),
            slack: outlook.slack,
            is_critical: outlook.is_critical(),
            waits_for: waits_for.map(ptr_core::StepId::as_str),
        );
        outlook.map(Some)
    }
}

/// What is expected of required ends.
fn required_ends(
    py: Python<'_>,
    outlooks: Vec<RequiredOutlook>,
    shown: impl Fn(DateTime<Utc>) -> Shown,
) -> PyResult<Bound<'_, PyTuple>> {
    let values = outlooks.into_iter().map(|outlook| required_outlook(py, outlook, &shown));
    PyTuple::new(py, values.collect::<PyResult<Vec<_>>>()?)
}

/// What is expected of a required end.
pub(crate) fn required_outlook(
    py: Python<'_>,
    outlook: RequiredOutlook,
    shown: impl Fn(DateTime<Utc>) -> Shown,
) -> PyResult<Bound<'_, PyAny>> {
    value!(
        py,
        "RequiredOutlook",
        milestone: outlook.milestone,
        of: pythonize::pythonize(py, &outlook.of)?,
        by: shown(outlook.by),
        ends: outlook.ends.map(&shown),
        passed_by: outlook.passed_by,
    )
}

#[pymethods]
impl PyForecast {
    #[doc = doc!(Forecast.at)]
    #[getter]
    fn at(&self) -> Shown {
        self.shown()(self.core.at())
    }

    #[doc = doc!(Forecast.end)]
    #[getter]
    fn end(&self) -> Option<Shown> {
        self.core.end().map(self.shown())
    }

    #[doc = doc!(Forecast.planned_end)]
    #[getter]
    fn planned_end(&self) -> Option<Shown> {
        self.core.planned_end().map(self.shown())
    }

    #[doc = doc!(Forecast.delay)]
    #[getter]
    fn delay(&self) -> Option<TimeDelta> {
        self.core.delay()
    }

    #[doc = doc!(Forecast.critical_path)]
    #[getter]
    fn critical_path(&self) -> Vec<String> {
        self.ids(self.core.critical_path())
    }

    #[doc = doc!(Forecast.unexpected)]
    #[getter]
    fn unexpected(&self) -> Vec<String> {
        self.ids(self.core.unexpected())
    }

    #[doc = doc!(Forecast.abandoned)]
    #[getter]
    fn abandoned(&self) -> Vec<String> {
        let steps = self.schedule.get().core().steps();
        self.ids(steps.filter(|step| self.core.is_abandoned(*step)))
    }

    #[doc = doc!(Forecast.end_of_phase)]
    fn end_of_phase(
        &self,
        #[pyo3(from_py_with = named::phase)] phase: &str,
    ) -> PyResult<Option<Shown>> {
        let phase = arguments::known_phase(self.schedule.get().core().plan(), phase)?;
        Ok(self.core.end_of_phase(&phase).map(self.shown()))
    }

    #[doc = doc!(Forecast.required_ends)]
    #[getter]
    fn required_ends<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        required_ends(py, self.core.required_ends(), self.shown())
    }

    #[doc = doc!(Forecast.critical_path_of_phase)]
    fn critical_path_of_phase(
        &self,
        #[pyo3(from_py_with = named::phase)] phase: &str,
    ) -> PyResult<Vec<String>> {
        let phase = arguments::known_phase(self.schedule.get().core().plan(), phase)?;
        Ok(self.ids(self.core.critical_path_of_phase(&phase)))
    }

    #[doc = doc!(Forecast.planned_end_of_phase)]
    fn planned_end_of_phase(
        &self,
        #[pyo3(from_py_with = named::phase)] phase: &str,
    ) -> PyResult<Option<Shown>> {
        let phase = arguments::known_phase(self.schedule.get().core().plan(), phase)?;
        Ok(self.core.planned_end_of_phase(&phase).map(self.shown()))
    }

    #[doc = doc!(Forecast.light)]
    #[pyo3(signature = (odds, phase = None, *, by = None))]
    fn light(
        &self,
        #[pyo3(from_py_with = named::odds)] odds: &Bound<'_, PyOdds>,
        #[pyo3(from_py_with = named::phase)] phase: Option<&str>,
        by: Option<&Bound<'_, PyAny>>,
    ) -> PyResult<Option<&'static str>> {
        let plan = self.schedule.get().core().plan();
        let phase = phase.map(|code| arguments::known_phase(plan, code)).transpose()?;
        let by = by.map(|by| time::instant("by", by)).transpose()?;
        let light = self.core.light(odds.get().core(), phase.as_ref(), by);
        Ok(light.map(ptr_core::Light::name))
    }

    #[doc = doc!(Forecast.outlook)]
    fn outlook<'py>(&self, id: &Bound<'py, PyAny>) -> PyResult<Option<Bound<'py, PyAny>>> {
        self.outlook_of(id.py(), self.schedule.get().step(id)?)
    }

    #[doc = doc!(Forecast.outlooks)]
    fn outlooks<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        let schedule = self.schedule.get().core();
        let outlooks = PyDict::new(py);
        for step in schedule.steps() {
            if let Some(outlook) = self.outlook_of(py, step)? {
                outlooks.set_item(schedule.id(step).as_str(), outlook)?;
            }
        }
        Ok(outlooks)
    }

    #[doc = doc!(Forecast.table)]
    fn table(&self, py: Python<'_>) -> PyResult<PyTable> {
        let table = py.detach(|| PyTable::of_forecast(&self.core));
        table.map_err(|error| arrow_error(&error))
    }

    #[doc = doc!(Forecast.what_if)]
    fn what_if<'py>(&self, changes: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyAny>> {
        let py = changes.py();
        let mut suppositions = Vec::new();
        for change in arguments::several("changes", changes)? {
            suppositions.push(self.supposition(&change?)?);
        }
        let what_if = py.detach(|| self.core.what_if(&suppositions));
        let what_if = what_if.map_err(|error| self.not_supposed(py, error))?;
        let schedule = self.schedule.get().core();
        let moved = PyDict::new(py);
        for step in what_if.moved() {
            let (begins, ends) = (what_if.begins(step), what_if.ends(step));
            let (begins, ends) = (begins.map(self.shown()), ends.map(self.shown()));
            let waits_for = what_if.waits_for(step).map(|before| schedule.id(before).as_str());
            let value = value!(py, "Moved", begins: begins, ends: ends, waits_for: waits_for)?;
            moved.set_item(schedule.id(step).as_str(), value)?;
        }
        let phases = PyDict::new(py);
        for phase in schedule.plan().phases() {
            phases.set_item(
                phase.code.as_str(),
                what_if.end_of_phase(&phase.code).map(self.shown()),
            )?;
        }
        let latest = PyDict::new(py);
        for required in schedule.required_ends() {
            let at = what_if.decide_by(required.by).latest().map(self.shown());
            latest.set_item(required.milestone, at)?;
        }
        let notices = py.detach(|| what_if.notices()).into_iter();
        let notices = notices.map(|notice| PyNotice::new(notice, schedule));
        value!(
            py,
            "WhatIf",
            end: what_if.end().map(self.shown()),
            delay: what_if.delay(),
            moved: moved,
            phases: phases,
            required_ends: required_ends(py, what_if.required_ends(), self.shown())?,
            decide_by: latest,
            notices: PyTuple::new(py, notices.collect::<Vec<_>>())?,
        )
    }

    #[doc = doc!(Forecast.simulate)]
    #[pyo3(
        signature = (
            *, draws = None, seed = None, spread = None, spreads = None, watching = None,
            threads = None, progress = None, timeout = None,
        ),
        text_signature = "($self, *, draws=1000, seed=0, spread=None, spreads=None, watching=(), \
                          threads=None, progress=None, timeout=None)",
    )]
    #[expect(clippy::too_many_arguments, reason = "all of them named")]
    fn simulate<'py>(
        slf: &Bound<'py, Self>,
        draws: Option<&Bound<'py, PyAny>>,
        seed: Option<&Bound<'py, PyAny>>,
        spread: Option<&Bound<'py, PyAny>>,
        spreads: Option<&Bound<'py, PyAny>>,
        watching: Option<&Bound<'py, PyAny>>,
        threads: Option<&Bound<'py, PyAny>>,
        progress: Option<&Bound<'py, PyAny>>,
        timeout: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<PyOdds> {
        let (py, schedule, patience) =
            (slf.py(), &slf.get().schedule, Patience::new(progress, timeout)?);
        let asked = Asked { draws, seed, spread, spreads, watching, threads };
        let simulation = asked.read(schedule.get())?;
        let (forecast, draws) = (slf.clone().unbind(), simulation.number_of_draws() as usize);
        let simulated = patience.wait(py, Some(draws), move |far| {
            forecast.get().core.simulate_while(&simulation, |made| far.reached(made))
        })?;
        let odds = simulated.map_err(|error| invalid_value(|language| error.message(language)))?;
        // Only the one who waits breaks it off.
        odds.map(|odds| PyOdds::new(odds, schedule.clone_ref(py)))
            .ok_or_else(|| fault(&"broken off"))
    }

    fn __traverse__(&self, visit: PyVisit<'_>) -> Result<(), PyTraverseError> {
        visit.call(&self.schedule)
    }

    fn __repr__(&self) -> String {
        let end = self.end().map_or_else(|| "no end".to_owned(), |end| end.to_string());
        format!("<Forecast of {} at {}: {end}>", self.schedule.get().core().dry_run(), self.at())
    }
}
