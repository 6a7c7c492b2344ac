//! `Step`: one step of a plan, by attribute and, as the record it is, by key.

use ptr_core::{Field, Step};
use pyo3::gc::{PyTraverseError, PyVisit};
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyIterator, PyList, PyTuple};

use super::PyPlan;
use super::form::Keys;
use super::record;
use super::record::Written;
use crate::convert::{text, time, value};
use crate::problems::refused::unknown_step;

#[doc = doc!(Step)]
#[pyclass(frozen, module = "ptr_py", name = "Step", mapping, weakref)]
pub(crate) struct PyStep {
    plan: Py<PyPlan>,
    place: usize,
}

impl PyStep {
    /// The step at this place of the plan, which the caller has looked up.
    pub(crate) fn new(plan: Py<PyPlan>, place: usize) -> Self {
        Self { plan, place }
    }

    fn core(&self) -> &Step {
        &self.plan.get().core().steps()[self.place]
    }

    fn kept(&self) -> Option<&Py<PyDict>> {
        self.plan.get().kept(self.place)
    }
}

#[pymethods]
impl PyStep {
    fn __traverse__(&self, visit: PyVisit<'_>) -> Result<(), PyTraverseError> {
        visit.call(&self.plan)
    }

    /// What it says of the field of this name.
    fn _detail<'py>(&self, py: Python<'py>, name: &str) -> PyResult<Option<Bound<'py, PyAny>>> {
        let plan = self.plan.get().core();
        let known = Field::OF_A_STEP.into_iter().find(|field| field.name() == name);
        let Some(field) = known else { return Ok(None) };
        // Nothing but its start is told by the clock, which takes a while to find.
        let zone = match field {
            Field::Start => time::zone(py, plan.timezone())?,
            _ => py.None().into_bound(py),
        };
        record::field(py, plan, self.core(), field, &zone).map(Some)
    }

    #[doc = doc!(Step.extra)]
    #[getter]
    fn extra<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        record::extra(py, self.core(), self.kept())
    }

    #[doc = doc!(Step.to_record)]
    fn to_record<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        let plan = self.plan.get().core();
        let zone = time::zone(py, plan.timezone())?;
        let keys = Keys::default();
        let written = Written { zone: &zone, resolved: true, plain: false, keys: &keys };
        record::write(py, plan, self.core(), self.kept(), &written)
    }

    fn __getitem__<'py>(&self, key: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyAny>> {
        // Not `PyDict::get_item`, which makes no `KeyError`.
        self.to_record(key.py())?.as_any().get_item(key)
    }

    #[doc = doc!(Step.get)]
    #[pyo3(signature = (key, default = None, /))]
    fn get<'py>(
        &self,
        key: &Bound<'py, PyAny>,
        default: Option<Bound<'py, PyAny>>,
    ) -> PyResult<Option<Bound<'py, PyAny>>> {
        let found = self.to_record(key.py())?.get_item(key);
        Ok(found.map_err(|_| text::wrong_type("key", "text", key))?.or(default))
    }

    #[doc = doc!(Step.keys)]
    fn keys<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyList>> {
        Ok(self.to_record(py)?.keys())
    }

    #[doc = doc!(Step.values)]
    fn values<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyList>> {
        Ok(self.to_record(py)?.values())
    }

    #[doc = doc!(Step.items)]
    fn items<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyList>> {
        Ok(self.to_record(py)?.items())
    }

    fn __contains__(&self, key: &Bound<'_, PyAny>) -> PyResult<bool> {
        self.to_record(key.py())?.contains(key)
    }

    fn __iter__<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyIterator>> {
        self.keys(py)?.try_iter()
    }

    fn __len__(&self, py: Python<'_>) -> PyResult<usize> {
        Ok(self.to_record(py)?.len())
    }

    fn __eq__(&self, other: &Bound<'_, PyAny>) -> PyResult<bool> {
        let py = other.py();
        match other.cast::<PyStep>() {
            Ok(step) => self.to_record(py)?.eq(step.get().to_record(py)?),
            Err(_) => self.to_record(py)?.eq(other),
        }
    }

    fn __repr__(&self) -> String {
        format!("<Step {} {:?}>", self.core().id, self.core().label)
    }

    fn __reduce__<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        let get_item = py.import("operator")?.getattr("getitem")?;
        (get_item, (self.plan.clone_ref(py), self.core().id.as_str())).into_pyobject(py)
    }
}

#[pymethods]
impl PyPlan {
    #[doc = doc!(Plan.steps)]
    #[getter]
    fn steps(slf: &Bound<'_, Self>) -> Vec<PyStep> {
        let places = 0..slf.get().core().len();
        places.map(|place| PyStep::new(slf.clone().unbind(), place)).collect()
    }

    fn __getitem__(slf: Bound<'_, Self>, id: &Bound<'_, PyAny>) -> PyResult<PyStep> {
        let place = slf.get().place(id)?;
        Ok(PyStep::new(slf.unbind(), place))
    }
}

impl PyPlan {
    /// The place of the step with this id, in the order in which the plan was given.
    fn place(&self, id: &Bound<'_, PyAny>) -> PyResult<usize> {
        let py = id.py();
        let place = id.extract::<&str>().ok().and_then(|id| self.core().position(id));
        place.ok_or_else(|| unknown_step(py, self.core(), &value::text_of(id), None))
    }
}
