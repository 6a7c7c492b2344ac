//! `DecideBy`: until when a rollback can be declared.

use chrono::{DateTime, Utc};
use ptr_core::{KnownNames, Problem, ProblemKind};
use pyo3::gc::{PyTraverseError, PyVisit};
use pyo3::prelude::*;
use pyo3::types::PyString;

use super::PyForecast;
use super::simulation::Asked;
use crate::convert::text;
use crate::convert::time::{self, Shown};
use crate::errors::{invalid_value, unexpected};

#[doc = doc!(DecideBy)]
#[pyclass(frozen, module = "ptr_py", name = "DecideBy", weakref)]
pub(crate) struct PyDecideBy {
    forecast: Py<PyForecast>,
    required_end: DateTime<Utc>,
    if_declared_now: Option<DateTime<Utc>>,
    latest: Option<DateTime<Utc>>,
}

#[pymethods]
impl PyForecast {
    #[doc = doc!(Forecast.decide_by)]
    fn decide_by(slf: &Bound<'_, Self>, required_end: &Bound<'_, PyAny>) -> PyResult<PyDecideBy> {
        let forecast = slf.get();
        let required_end = if required_end.is_instance_of::<PyString>() {
            forecast.date_of(text::read("required_end", required_end)?)?
        } else {
            time::instant("required_end", required_end)?
        };
        let (if_declared_now, latest) = slf.py().detach(|| {
            let decide = forecast.core().decide_by(required_end);
            (decide.if_declared_now(), decide.latest())
        });
        let forecast = slf.clone().unbind();
        Ok(PyDecideBy { forecast, required_end, if_declared_now, latest })
    }
}

impl PyForecast {
    /// The date of a milestone in the dry run.
    fn date_of(&self, milestone: &str) -> PyResult<DateTime<Utc>> {
        let schedule = self.core().schedule();
        schedule.date_of(milestone).ok_or_else(|| {
            let names = schedule.plan().milestones().iter().map(|it| it.name.as_str());
            let dated: Vec<&str> = names.filter(|name| schedule.date_of(name).is_some()).collect();
            let (found, known) = (milestone.to_owned(), KnownNames::of(dated));
            let problem = Problem::of_plan(ProblemKind::UnknownMilestone { found, known });
            invalid_value(|language| problem.message(language))
        })
    }
}

#[pymethods]
impl PyDecideBy {
    fn __traverse__(&self, visit: PyVisit<'_>) -> Result<(), PyTraverseError> {
        visit.call(&self.forecast)
    }

    #[doc = doc!(DecideBy.required_end)]
    #[getter]
    fn required_end(&self) -> Shown {
        self.forecast.get().shown()(self.required_end)
    }

    #[doc = doc!(DecideBy.if_declared_now)]
    #[getter]
    fn if_declared_now(&self) -> Option<Shown> {
        self.if_declared_now.map(self.forecast.get().shown())
    }

    #[doc = doc!(DecideBy.latest)]
    #[getter]
    fn latest(&self) -> Option<Shown> {
        self.latest.map(self.forecast.get().shown())
    }

    #[doc = doc!(DecideBy.latest_within)]
    #[pyo3(
        signature = (share, *, draws = None, seed = None, spread = None, spreads = None),
        text_signature = "($self, share, *, draws=1000, seed=0, spread=None, spreads=None)",
    )]
    fn latest_within(
        &self,
        share: &Bound<'_, PyAny>,
        draws: Option<&Bound<'_, PyAny>>,
        seed: Option<&Bound<'_, PyAny>>,
        spread: Option<&Bound<'_, PyAny>>,
        spreads: Option<&Bound<'_, PyAny>>,
    ) -> PyResult<Option<Shown>> {
        let number = share.extract().ok().filter(|share| (0.0..=1.0).contains(share));
        let expected = || unexpected!("share", share, "argument-share");
        let number = number.ok_or_else(expected)?;
        let forecast = self.forecast.get();
        let asked = Asked { draws, seed, spread, spreads, watching: None, threads: None };
        let simulation = asked.read(forecast.scheduled())?;
        let latest = share.py().detach(|| {
            forecast.core().decide_by(self.required_end).latest_within(number, &simulation)
        });
        let latest = latest.map_err(|error| invalid_value(|language| error.message(language)))?;
        Ok(latest.map(forecast.shown()))
    }

    fn __repr__(&self) -> String {
        let latest = match (self.latest(), self.if_declared_now) {
            (Some(latest), _) => latest.to_string(),
            (None, None) => "no rollback".to_owned(),
            // It would be over in time, and yet there is no last instant: it is declared.
            (None, Some(over)) if over <= self.required_end => "declared".to_owned(),
            (None, Some(_)) => "too late".to_owned(),
        };
        format!("<DecideBy {}: {latest}>", self.required_end())
    }
}
