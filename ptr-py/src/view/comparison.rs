//! `Comparison`: several runs side by side, the plan and the spreads that they teach.

use ptr_core::{Comparison, Run};
use pyo3::intern;
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyList, PyTuple};

use crate::errors::invalid;
use crate::plan::PyPlan;
use crate::refused::plan_error;
use crate::run::PyRun;
use crate::schedule::PySchedule;
use crate::values::{read, written};
use crate::{arguments, simulation, text, time};

#[doc = doc!(Comparison)]
#[pyclass(frozen, eq, module = "ptr_py", name = "Comparison", weakref)]
#[derive(PartialEq)]
pub(crate) struct PyComparison(Comparison);

impl PyComparison {
    pub(crate) fn core(&self) -> &Comparison {
        &self.0
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
    Ok(PyComparison(core))
}

#[pymethods]
impl PyComparison {
    #[doc = doc!(Comparison.runs)]
    #[getter]
    fn runs<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyList>> {
        let runs = PyList::empty(py);
        for run in &self.0.runs {
            runs.append(read(py, "ComparedRun", &written(py, run)?)?)?;
        }
        Ok(runs)
    }

    #[doc = doc!(Comparison.steps)]
    #[getter]
    fn steps<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        let steps = PyDict::new(py);
        for step in &self.0.steps {
            steps.set_item(step.step.as_str(), read(py, "ComparedStep", &written(py, step)?)?)?;
        }
        Ok(steps)
    }

    #[doc = doc!(Comparison.next_plan)]
    fn next_plan(&self, py: Python<'_>, plan: &PyPlan) -> PyResult<PyPlan> {
        let next = py.detach(|| self.0.next_plan(plan.core()));
        let next = next.map_err(|problems| plan_error(py, problems.as_slice()))?;
        Ok(plan.with_core(py, next))
    }

    #[doc = doc!(Comparison.spreads)]
    fn spreads<'py>(&self, py: Python<'py>, schedule: &PySchedule) -> PyResult<Bound<'py, PyDict>> {
        let spreads = PyDict::new(py);
        for (step, spread) in self.0.spreads(schedule.core()) {
            let id = schedule.core().id(step).as_str();
            spreads.set_item(id, simulation::spread(py, spread)?)?;
        }
        Ok(spreads)
    }

    fn __repr__(&self) -> String {
        let runs: Vec<_> = self.0.runs.iter().map(|run| run.dry_run.to_string()).collect();
        format!("<Comparison of {}: {} steps>", runs.join(", "), self.0.steps.len())
    }

    fn __reduce__<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyTuple>> {
        let json = serde_json::to_string(&slf.get().0);
        let json = json.map_err(|error| invalid(error.to_string()))?;
        (slf.get_type().getattr(intern!(slf.py(), "_restore"))?, (json,)).into_pyobject(slf.py())
    }

    #[staticmethod]
    fn _restore(#[pyo3(from_py_with = text::text)] json: &str) -> PyResult<Self> {
        serde_json::from_str(json).map(Self).map_err(|error| invalid(error.to_string()))
    }
}
