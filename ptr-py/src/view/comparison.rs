//! `Comparison`: several runs side by side, the plan and the spreads that they teach.

use chrono_tz::Tz;
use ptr_core::{Comparison, Run};
use pyo3::intern;
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyList, PyTuple};

use crate::convert::values::{read, written};
use crate::convert::{named, text, time};
use crate::errors::fault;
use crate::forecast::simulation;
use crate::plan::PyPlan;
use crate::plan::arguments;
use crate::problems::refused::plan_error;
use crate::run::PyRun;
use crate::schedule::PySchedule;

#[doc = doc!(Comparison)]
#[pyclass(frozen, eq, module = "ptr_py", name = "Comparison", weakref)]
#[derive(PartialEq)]
pub(crate) struct PyComparison {
    core: Comparison,
    /// In which it shows its instants: that of the last run.
    zone: Tz,
}

impl PyComparison {
    pub(crate) fn core(&self) -> &Comparison {
        &self.core
    }
}

#[doc = doc!(compare)]
#[pyfunction]
pub(crate) fn compare(runs: &Bound<'_, PyAny>, at: &Bound<'_, PyAny>) -> PyResult<PyComparison> {
    let (py, at) = (runs.py(), time::instant("at", at)?);
    let runs = arguments::several("runs", runs)?;
    let runs = runs.map(|run| {
        let run = run?;
        let of_another_type = |_| text::wrong_type("runs", "runs", &run);
        Ok(run.cast::<PyRun>().map_err(of_another_type)?.get().copy(py))
    });
    let runs: Vec<Run> = runs.collect::<PyResult<_>>()?;
    let core = py.detach(|| {
        let reviews: Vec<_> = runs.iter().map(|run| run.view(at).review()).collect();
        Comparison::of(&reviews)
    });
    let zone = runs.last().map_or(Tz::UTC, |run| run.schedule().plan().timezone());
    Ok(PyComparison { core, zone })
}

#[pymethods]
impl PyComparison {
    #[doc = doc!(Comparison.runs)]
    #[getter]
    fn runs<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyList>> {
        let runs = PyList::empty(py);
        for run in &self.core.runs {
            runs.append(read(py, "ComparedRun", &written(py, run)?, self.zone)?)?;
        }
        Ok(runs)
    }

    #[doc = doc!(Comparison.steps)]
    #[getter]
    fn steps<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        let steps = PyDict::new(py);
        for step in &self.core.steps {
            let value = read(py, "ComparedStep", &written(py, step)?, self.zone)?;
            steps.set_item(step.step.as_str(), value)?;
        }
        Ok(steps)
    }

    #[doc = doc!(Comparison.next_plan)]
    fn next_plan(
        &self,
        py: Python<'_>,
        #[pyo3(from_py_with = named::plan)] plan: &Bound<'_, PyPlan>,
    ) -> PyResult<PyPlan> {
        let plan = plan.get();
        let next = py.detach(|| self.core.next_plan(plan.core()));
        let next = next.map_err(|problems| plan_error(py, problems.as_slice()))?;
        Ok(plan.with_core(py, next))
    }

    #[doc = doc!(Comparison.spreads)]
    fn spreads<'py>(
        &self,
        py: Python<'py>,
        #[pyo3(from_py_with = named::schedule)] schedule: &Bound<'py, PySchedule>,
    ) -> PyResult<Bound<'py, PyDict>> {
        let (schedule, spreads) = (schedule.get(), PyDict::new(py));
        for (step, spread) in self.core.spreads(schedule.core()) {
            let id = schedule.core().id(step).as_str();
            spreads.set_item(id, simulation::spread(py, spread)?)?;
        }
        Ok(spreads)
    }

    fn __repr__(&self) -> String {
        let runs: Vec<_> = self.core.runs.iter().map(|run| run.dry_run.to_string()).collect();
        format!("<Comparison of {}: {} steps>", runs.join(", "), self.core.steps.len())
    }

    fn __reduce__<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyTuple>> {
        let json = serde_json::to_string(&slf.get().core);
        let json = json.map_err(|error| fault(&error));
        let restore = slf.get_type().getattr(intern!(slf.py(), "_restore"))?;
        (restore, (json?, slf.get().zone.name())).into_pyobject(slf.py())
    }

    /// Older pickles have no zone.
    #[staticmethod]
    #[pyo3(signature = (json, zone = "UTC"))]
    fn _restore(#[pyo3(from_py_with = named::json)] json: &str, zone: &str) -> PyResult<Self> {
        let core = serde_json::from_str(json).map_err(|error| fault(&error))?;
        Ok(Self { core, zone: time::named("zone", zone)? })
    }
}
