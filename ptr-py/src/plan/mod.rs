//! `Plan`: from records or JSON and back, and what it says.

pub(crate) mod arguments;
pub(crate) mod diff;
pub(crate) mod form;
pub(crate) mod merge;
pub(crate) mod origin;
pub(crate) mod part;
pub(crate) mod record;
pub(crate) mod step;

use std::sync::Arc;

use ptr_core::language::Language;
use ptr_core::{Draft, Plan, Rules};
use pyo3::gc::{PyTraverseError, PyVisit};
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyIterator, PyList, PyTuple};

use self::arguments::Timezone;
use self::form::{Form, Keys};
use self::origin::Origin;
use self::record::{Further, Kept, Records, Written};
use crate::convert::time::Naive;
use crate::convert::{named, text, time};
use crate::errors::{classes, fault, not_json};
use crate::language;
use crate::problems::refused::plan_error;
use crate::problems::{finding, problem};

#[doc = doc!(Plan)]
#[pyclass(frozen, module = "ptr_py", name = "Plan", weakref)]
pub(crate) struct PyPlan {
    core: Plan,
    /// What the core cannot hold of the records that the plan came from: its own references, so
    /// that the garbage collector counts each once.
    kept: Kept,
    /// What only its workbook can say of it, if it was loaded from one.
    origin: Option<Arc<Origin>>,
}

impl PyPlan {
    /// A plan of the core, from wherever it came.
    pub(crate) fn new(core: Plan) -> Self {
        Self { core, kept: Kept::new(), origin: None }
    }

    /// A plan of the core, with what it cannot hold of its records.
    pub(crate) fn with_kept(kept: Kept, core: Plan) -> Self {
        Self { kept, ..Self::new(core) }
    }

    /// A plan that was loaded from a workbook.
    pub(crate) fn from_workbook(core: Plan, origin: Origin) -> Self {
        Self { origin: Some(Arc::new(origin)), ..Self::new(core) }
    }

    /// Another plan of the same steps, from the same place.
    pub(crate) fn with_core(&self, py: Python<'_>, core: Plan) -> Self {
        let kept = self.kept.iter().map(|(place, kept)| (*place, kept.clone_ref(py))).collect();
        Self { core, kept, origin: self.origin.clone() }
    }

    /// The plan of records, with everything else that is said of it.
    pub(crate) fn of_records(py: Python<'_>, mut records: Records, rest: Draft) -> PyResult<Self> {
        let kept = std::mem::take(&mut records.kept);
        match py.detach(|| records.into_plan(rest)) {
            Ok(core) => Ok(Self { kept, ..Self::new(core) }),
            Err(problems) => Err(plan_error(py, problems.as_slice())),
        }
    }

    pub(crate) fn core(&self) -> &Plan {
        &self.core
    }

    pub(crate) fn origin(&self) -> Option<&Origin> {
        self.origin.as_deref()
    }

    pub(crate) fn kept(&self, place: usize) -> Option<&Py<PyDict>> {
        self.kept.get(&place)
    }

    /// The record of a step; an empty one if there is no such step.
    pub(crate) fn record<'py>(&self, py: Python<'py>, id: &str) -> PyResult<Bound<'py, PyDict>> {
        let Some(place) = self.core.position(id) else { return Ok(PyDict::new(py)) };
        let zone = time::zone(py, self.core.timezone())?;
        let keys = Keys::default();
        let written = Written { zone: &zone, resolved: true, plain: false, keys: &keys };
        record::write(py, &self.core, &self.core.steps()[place], self.kept(place), &written)
    }
}

/// The plans of an argument.
pub(crate) fn read_several(plans: &Bound<'_, PyAny>) -> PyResult<Vec<Py<PyPlan>>> {
    let one = |plan: PyResult<Bound<'_, PyAny>>| {
        let plan = plan?;
        let read = plan.cast::<PyPlan>().map(|plan| plan.clone().unbind());
        read.map_err(|_| text::wrong_type("plans", "a list of plans", &plan))
    };
    arguments::items("plans", plans)?.map(one).collect()
}

#[pymethods]
impl PyPlan {
    #[doc = doc!(Plan.from_records)]
    #[staticmethod]
    #[pyo3(
        signature = (
            records, timezone = Timezone::default(), *, naive = None, phases = None,
            dry_runs = None, milestones = None, actors = None, environments = None, plain = false,
            keys = None,
        ),
        text_signature = "(records, timezone='Europe/Brussels', *, naive=None, phases=None, \
                          dry_runs=None, milestones=(), actors=(), environments=(), plain=False, \
                          keys=None)",
    )]
    #[expect(clippy::too_many_arguments, reason = "each is one of Python's")]
    fn from_records(
        records: &Bound<'_, PyAny>,
        timezone: Timezone,
        naive: Option<Naive>,
        phases: Option<&Bound<'_, PyAny>>,
        dry_runs: Option<&Bound<'_, PyAny>>,
        milestones: Option<&Bound<'_, PyAny>>,
        actors: Option<&Bound<'_, PyAny>>,
        environments: Option<&Bound<'_, PyAny>>,
        #[pyo3(from_py_with = named::plain)] plain: bool,
        keys: Option<&Bound<'_, PyAny>>,
    ) -> PyResult<Self> {
        let phases = arguments::phases(phases)?;
        let form = Form { zone: timezone.0, naive, plain };
        let mut read = record::read(records, form, &Keys::read(keys)?, Further::Kept)?;
        let rest = Draft {
            timezone: timezone.0,
            phases: read.settle_phases(phases),
            dry_runs: arguments::dry_runs(dry_runs)?,
            milestones: milestones
                .map_or(Ok(Vec::new()), |dates| arguments::milestones(dates, form))?,
            actors: actors.map_or(Ok(Vec::new()), |actors| arguments::actors(actors, form))?,
            environments: environments
                .map_or(Ok(Vec::new()), |them| arguments::environments(them, form))?,
            steps: Vec::new(),
        };
        Self::of_records(records.py(), read, rest)
    }

    #[doc = doc!(Plan.frame)]
    #[pyo3(signature = (*, plain = false))]
    fn frame<'py>(
        &self,
        py: Python<'py>,
        #[pyo3(from_py_with = named::plain)] plain: bool,
    ) -> PyResult<Bound<'py, PyDict>> {
        let frame = PyDict::new(py);
        frame.set_item("timezone", self.timezone())?;
        frame.set_item("dry_runs", self.dry_runs())?;
        for (name, parts) in [
            ("phases", self.phases(py)?),
            ("milestones", self.milestones(py)?),
            ("actors", self.actors(py)?),
            ("environments", self.environments(py)?),
        ] {
            frame.set_item(name, if plain { part::plain(&parts)? } else { parts })?;
        }
        if plain {
            frame.set_item("plain", true)?;
        }
        Ok(frame)
    }

    #[doc = doc!(Plan.to_records)]
    #[pyo3(signature = (*, resolved = true, plain = false, keys = None))]
    fn to_records<'py>(
        &self,
        py: Python<'py>,
        #[pyo3(from_py_with = named::resolved)] resolved: bool,
        #[pyo3(from_py_with = named::plain)] plain: bool,
        keys: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyList>> {
        let zone = time::zone(py, self.core.timezone())?;
        let keys = Keys::read(keys)?;
        let written = Written { zone: &zone, resolved, plain, keys: &keys };
        let records = PyList::empty(py);
        for (place, step) in self.core.steps().iter().enumerate() {
            records.append(record::write(py, &self.core, step, self.kept(place), &written)?)?;
        }
        Ok(records)
    }

    #[doc = doc!(Plan.to_json)]
    fn to_json(&self, py: Python<'_>) -> PyResult<String> {
        py.detach(|| serde_json::to_string(&self.core)).map_err(|error| fault(&error))
    }

    #[doc = doc!(Plan.from_json)]
    #[staticmethod]
    fn from_json(py: Python<'_>, #[pyo3(from_py_with = named::text)] text: &str) -> PyResult<Self> {
        let checked = py.detach(|| serde_json::from_str(text).map(Plan::new));
        match checked {
            Ok(Ok(core)) => Ok(Self::new(core)),
            Ok(Err(problems)) => Err(plan_error(py, problems.as_slice())),
            Err(error) => {
                Err(not_json(classes::InvalidValue::new_err, "argument-not-a-plan", &error))
            }
        }
    }

    #[doc = doc!(Plan.written_from)]
    #[getter]
    fn written_from(&self) -> Option<String> {
        Some(self.origin()?.written_from?.to_string())
    }

    #[doc = doc!(Plan.digest)]
    #[getter]
    fn digest(&self, py: Python<'_>) -> String {
        py.detach(|| self.core.digest().to_string())
    }

    #[doc = doc!(Plan.diff)]
    fn diff<'py>(
        &self,
        py: Python<'py>,
        #[pyo3(from_py_with = named::other)] other: &Bound<'py, Self>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let other = other.get();
        let core = py.detach(|| self.core.diff(&other.core));
        let zone = other.core.timezone();
        diff::difference(py, core, zone, |id| self.record(py, id), |id| other.record(py, id))
    }

    #[doc = doc!(Plan.check)]
    #[pyo3(signature = (rules = None, *, language = Language::english()))]
    #[expect(clippy::needless_pass_by_value, reason = "arguments of Python come by value")]
    fn check<'py>(
        &self,
        py: Python<'py>,
        rules: Option<&Bound<'py, PyAny>>,
        #[pyo3(from_py_with = language::read)] language: Language,
    ) -> PyResult<Bound<'py, PyList>> {
        let rules = match (rules, self.origin()) {
            (Some(rules), _) => finding::rules(rules)?,
            (None, Some(origin)) => origin.layout.checks.clone(),
            (None, None) => Rules::default(),
        };
        let findings = py.detach(|| {
            let findings = self.core.check(&rules);
            match self.origin() {
                Some(origin) => origin.places.locate(&self.core, findings),
                None => findings,
            }
        });
        finding::list(py, &findings, &language)
    }

    #[doc = doc!(Plan.dry_runs)]
    #[getter]
    fn dry_runs(&self) -> Vec<&str> {
        self.core.dry_runs().iter().map(ptr_core::DryRun::as_str).collect()
    }

    #[doc = doc!(Plan.phases)]
    #[getter]
    fn phases<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyList>> {
        part::phases(py, self.core.phases())
    }

    #[doc = doc!(Plan.warnings)]
    #[getter]
    fn warnings<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyList>> {
        match self.origin() {
            Some(origin) => PyList::new(py, &origin.warnings),
            None => problem::list(py, self.core.warnings()),
        }
    }

    #[doc = doc!(Plan.milestones)]
    #[getter]
    fn milestones<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyList>> {
        part::milestones(py, &self.core)
    }

    #[doc = doc!(Plan.actors)]
    #[getter]
    fn actors<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyList>> {
        part::actors(py, self.core.actors())
    }

    #[doc = doc!(Plan.environments)]
    #[getter]
    fn environments<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyList>> {
        part::environments(py, self.core.environments())
    }

    #[doc = doc!(Plan.timezone)]
    #[getter]
    fn timezone(&self) -> &'static str {
        self.core.timezone().name()
    }

    /// Nothing needs clearing, here or in what holds a plan: as with tuples, whatever closes a
    /// circle is an object that can be changed, and clears itself.
    fn __traverse__(&self, visit: PyVisit<'_>) -> Result<(), PyTraverseError> {
        self.kept.values().try_for_each(|kept| visit.call(kept))
    }

    fn __len__(&self) -> usize {
        self.core.len()
    }

    fn __contains__(&self, id: &Bound<'_, PyAny>) -> bool {
        id.extract::<&str>().is_ok_and(|id| self.core.step(id).is_some())
    }

    fn __iter__<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyIterator>> {
        self.keys(py)?.try_iter()
    }

    #[doc = doc!(Plan.keys)]
    fn keys<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyList>> {
        PyList::new(py, self.core.steps().iter().map(|step| step.id.as_str()))
    }

    fn __eq__(&self, py: Python<'_>, other: &Self) -> PyResult<bool> {
        if self.core != other.core || !self.kept.keys().eq(other.kept.keys()) {
            return Ok(false);
        }
        for (mine, theirs) in self.kept.values().zip(other.kept.values()) {
            if !mine.bind(py).eq(theirs.bind(py))? {
                return Ok(false);
            }
        }
        Ok(true)
    }

    #[doc = doc!(Plan._repr_html_)]
    fn _repr_html_<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        slf.py().import("ptr_py._notebook")?.call_method1("plan", (slf,))
    }

    fn __repr__(&self) -> String {
        let dry_runs = self.dry_runs().join(", ");
        format!(
            "<Plan of {} steps in {} phases for {dry_runs}>",
            self.core.len(),
            self.core.phases().len()
        )
    }

    fn __reduce__<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyTuple>> {
        let (py, this) = (slf.py(), slf.get());
        let kept = PyDict::new(py);
        for (place, objects) in &this.kept {
            kept.set_item(place, objects)?;
        }
        let origin = match this.origin() {
            Some(origin) => Some((origin.to_json()?, this.warnings(py)?)),
            None => None,
        };
        let restore = slf.get_type().getattr("_restore")?;
        (restore, (this.to_json(py)?, kept, origin)).into_pyobject(py)
    }

    /// Older pickles have no origin.
    #[staticmethod]
    #[pyo3(signature = (text, kept, origin = None))]
    fn _restore(
        py: Python<'_>,
        text: &str,
        kept: Kept,
        origin: Option<(String, Vec<Py<PyAny>>)>,
    ) -> PyResult<Self> {
        let origin = origin.map(|(layout, warnings)| Origin::from_json(&layout, warnings));
        Ok(Self { kept, origin: origin.transpose()?, ..Self::from_json(py, text)? })
    }
}
