//! `Odds` and `Ends`: what many plays of the rest of a run say, and how they are asked for.

use std::num::NonZero;

use chrono_tz::Tz;
use ptr_core::{Ends, Odds, PhaseCode, Simulation, Spread, StepIx};
use pyo3::gc::{PyTraverseError, PyVisit};
use pyo3::intern;
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyFloat, PyList, PyMapping};

use crate::convert::named;
use crate::convert::time::{self, Shown};
use crate::convert::values::value;
use crate::errors::{at, fault, invalid, unexpected};
use crate::plan::arguments;
use crate::schedule::PySchedule;

/// A simulation as the arguments of `Forecast.simulate` say it.
pub(crate) struct Asked<'a, 'py> {
    pub(crate) draws: Option<&'a Bound<'py, PyAny>>,
    pub(crate) seed: Option<&'a Bound<'py, PyAny>>,
    pub(crate) spread: Option<&'a Bound<'py, PyAny>>,
    pub(crate) spreads: Option<&'a Bound<'py, PyAny>>,
    pub(crate) watching: Option<&'a Bound<'py, PyAny>>,
    pub(crate) threads: Option<&'a Bound<'py, PyAny>>,
}

impl Asked<'_, '_> {
    pub(crate) fn read(self, schedule: &PySchedule) -> PyResult<Simulation> {
        let mut simulation = Simulation::default().threads(threads(self.threads)?);
        if let Some(draws) = self.draws {
            simulation =
                simulation.draws(number("draws", draws, 1, Simulation::MOST_DRAWS.into())?);
        }
        if let Some(seed) = self.seed {
            simulation = simulation.seed(number("seed", seed, 0, u64::MAX)?);
        }
        if let Some(spread) = self.spread {
            simulation = simulation.spread(read_spread("spread", spread)?);
        }
        if let Some(spreads) = self.spreads {
            let expected = || unexpected!("spreads", spreads, "argument-mapping-by-id");
            for item in spreads.cast::<PyMapping>().map_err(|_| expected())?.items()?.iter() {
                let (id, spread): (Bound<'_, PyAny>, Bound<'_, PyAny>) = item.extract()?;
                let spread = read_spread(&format!("spreads[{id:?}]"), &spread)?;
                simulation = simulation.spread_of(schedule.step(&id)?, spread);
            }
        }
        if let Some(ids) = self.watching {
            let steps = arguments::several("watching", ids)?.map(|id| schedule.step(&id?));
            simulation = simulation.watching(steps.collect::<PyResult<Vec<StepIx>>>()?);
        }
        Ok(simulation)
    }
}

/// A whole number between two others.
fn number<T: TryFrom<u64>>(
    argument: &str,
    value: &Bound<'_, PyAny>,
    least: u64,
    most: u64,
) -> PyResult<T> {
    let number = value.extract().ok().filter(|number| (least..=most).contains(number));
    number.and_then(|number| T::try_from(number).ok()).ok_or_else(|| {
        let (least, most) = (least.to_string(), most.to_string());
        unexpected!(argument, value, "argument-number-between", least = least, most = most)
    })
}

/// As many threads as asked for; else as many as the process may have at once.
fn threads(value: Option<&Bound<'_, PyAny>>) -> PyResult<NonZero<u32>> {
    let asked: Option<u32> = value
        .map(|value| number("threads", value, 1, Simulation::MOST_THREADS.into()))
        .transpose()?;
    let all = || u32::try_from(std::thread::available_parallelism().map_or(1, NonZero::get));
    Ok(NonZero::new(asked.or_else(|| all().ok()).unwrap_or(1)).unwrap_or(NonZero::<u32>::MIN))
}

/// A `Spread`, or three numbers.
fn read_spread(argument: &str, value: &Bound<'_, PyAny>) -> PyResult<Spread> {
    let py = value.py();
    let shares = match value.extract::<(f64, f64, f64)>() {
        Ok(shares) => Some(shares),
        Err(_) => {
            let share = |name| value.getattr_opt(name).ok().flatten()?.extract::<f64>().ok();
            let names = [intern!(py, "shortest"), intern!(py, "likeliest"), intern!(py, "longest")];
            let [shortest, likeliest, longest] = names.map(share);
            shortest.zip(likeliest).zip(longest).map(|((a, b), c)| (a, b, c))
        }
    };
    let expected = || unexpected!(argument, value, "argument-spread");
    let (shortest, likeliest, longest) = shares.ok_or_else(expected)?;
    Spread::new(shortest, likeliest, longest)
        .map_err(|error| at(argument, |language| error.message(language)))
}

/// A spread as the value that scripts hold.
pub(crate) fn spread(py: Python<'_>, spread: Spread) -> PyResult<Bound<'_, PyAny>> {
    value!(
        py,
        "Spread",
        shortest: spread.shortest(),
        likeliest: spread.likeliest(),
        longest: spread.longest(),
    )
}

#[doc = doc!(Odds)]
#[pyclass(frozen, module = "ptr_py", name = "Odds", weakref)]
pub(crate) struct PyOdds {
    core: Odds,
    schedule: Py<PySchedule>,
}

impl PyOdds {
    pub(crate) fn new(core: Odds, schedule: Py<PySchedule>) -> Self {
        Self { core, schedule }
    }

    pub(crate) fn core(&self) -> &Odds {
        &self.core
    }

    fn ends(&self, ends: &Ends) -> PyEnds {
        PyEnds { core: ends.clone(), zone: self.schedule.get().core().plan().timezone() }
    }
}

#[pymethods]
impl PyOdds {
    #[doc = doc!(Odds.draws)]
    #[getter]
    fn draws(&self) -> usize {
        self.core.draws()
    }

    #[doc = doc!(Odds.end)]
    #[getter]
    fn end(&self) -> PyEnds {
        self.ends(self.core.end())
    }

    #[doc = doc!(Odds.end_of_phase)]
    fn end_of_phase(&self, #[pyo3(from_py_with = named::phase)] phase: &str) -> PyResult<PyEnds> {
        let plan = self.schedule.get().core().plan();
        let phase: PhaseCode = arguments::known_phase(plan, phase)?;
        let ends = self.core.end_of_phase(&phase);
        ends.map(|ends| self.ends(ends)).ok_or_else(|| fault(&phase))
    }

    #[doc = doc!(Odds.end_of_step)]
    fn end_of_step(&self, id: &Bound<'_, PyAny>) -> PyResult<PyEnds> {
        let ends = self.core.end_of_step(self.schedule.get().step(id)?);
        ends.map(|ends| self.ends(ends))
            .ok_or_else(|| invalid!("argument-not-watched", found = format!("{id:?}")))
    }

    #[doc = doc!(Odds.required_ends)]
    #[getter]
    fn required_ends<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        let chances = PyDict::new(py);
        for (milestone, chance) in self.core.required_ends() {
            chances.set_item(milestone, chance)?;
        }
        Ok(chances)
    }

    #[doc = doc!(Odds.criticality)]
    fn criticality(&self, id: &Bound<'_, PyAny>) -> PyResult<f64> {
        Ok(self.core.criticality(self.schedule.get().step(id)?))
    }

    #[doc = doc!(Odds.criticalities)]
    fn criticalities<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        let schedule = self.schedule.get().core();
        let shares = PyDict::new(py);
        for step in schedule.steps() {
            let share = PyFloat::new(py, self.core.criticality(step));
            shares.set_item(schedule.id(step).as_str(), share)?;
        }
        Ok(shares)
    }

    fn __traverse__(&self, visit: PyVisit<'_>) -> Result<(), PyTraverseError> {
        visit.call(&self.schedule)
    }

    fn __repr__(&self) -> String {
        let dry_run = self.schedule.get().core().dry_run();
        let end = self.end().told(0.8).unwrap_or_else(|| "no end".to_owned());
        format!("<Odds of {dry_run} in {} draws: 80 % by {end}>", self.core.draws())
    }
}

#[doc = doc!(Ends)]
#[pyclass(frozen, eq, module = "ptr_py", name = "Ends", weakref)]
#[derive(PartialEq)]
pub(crate) struct PyEnds {
    core: Ends,
    zone: Tz,
}

impl PyEnds {
    fn told(&self, share: f64) -> Option<String> {
        self.core.quantile(share).map(|end| Shown(end, self.zone).to_string())
    }
}

#[pymethods]
impl PyEnds {
    #[doc = doc!(Ends.quantile)]
    fn quantile(&self, share: &Bound<'_, PyAny>) -> PyResult<Option<Shown>> {
        let number = share.extract().ok().filter(|share| (0.0..=1.0).contains(share));
        let expected = || unexpected!("share", share, "argument-share");
        let quantile = self.core.quantile(number.ok_or_else(expected)?);
        Ok(quantile.map(|end| Shown(end, self.zone)))
    }

    #[doc = doc!(Ends.probability)]
    fn probability(&self, by: &Bound<'_, PyAny>) -> PyResult<Option<f64>> {
        Ok(self.core.probability(time::instant("by", by)?))
    }

    fn __len__(&self) -> usize {
        self.core.iter().count()
    }

    fn __iter__<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        let ends: Vec<Shown> = self.core.iter().map(|end| Shown(end, self.zone)).collect();
        Ok(PyList::new(py, ends)?.try_iter()?.into_any())
    }

    fn __repr__(&self) -> String {
        let told = |share| self.told(share).unwrap_or_else(|| "never".to_owned());
        format!("<Ends: half by {}, 80 % by {}>", told(0.5), told(0.8))
    }
}
