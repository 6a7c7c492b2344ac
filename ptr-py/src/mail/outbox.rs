//! `Outbox`: the mails that wait for another attempt.

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock, Weak};

use chrono::{DateTime, Utc};
use ptr_core::Run;
use ptr_mail::{Delivery, Outbox, RetrySchedule, Verdict};
use pyo3::intern;
use pyo3::prelude::*;
use pyo3::types::PyTuple;

use crate::convert::{named, time};
use crate::errors::{classes, fault, not_json};
use crate::run::claims::Claims;
use crate::run::{self, PyRun};

#[doc = doc!(Outbox)]
#[doc = ""]
#[doc = doc!(Outbox.__new__)]
#[pyclass(frozen, module = "ptr_py", name = "Outbox", weakref)]
pub(crate) struct PyOutbox {
    stored: Mutex<Outbox>,
    /// Known in memory alone, as the runs are whose mails were sent through it.
    claims: Arc<Claims>,
    runs: Mutex<Vec<Weak<RwLock<Run>>>>,
}

impl PyOutbox {
    fn of(outbox: Outbox) -> Self {
        Self { stored: Mutex::new(outbox), claims: Arc::default(), runs: Mutex::default() }
    }

    pub(super) fn claims(&self) -> &Arc<Claims> {
        &self.claims
    }

    /// Begins to send the mails of a run. What came of those that no run owes any more is forgotten.
    pub(super) fn serve(&self, run: &PyRun, py: Python<'_>, at: DateTime<Utc>) {
        py.detach(|| {
            let mut runs = self.runs.lock().unwrap_or_else(PoisonError::into_inner);
            runs.retain(|it| it.strong_count() > 0 && !it.ptr_eq(&run.watch()));
            runs.push(run.watch());
            let alive: Vec<_> = runs.iter().filter_map(Weak::upgrade).collect();
            self.claims.keep(|notice| alive.iter().any(|run| run::owes(run, notice, at)));
        });
    }

    /// Works with the outbox, without the GIL.
    fn with<T: Send>(&self, py: Python<'_>, work: impl Send + FnOnce(&mut Outbox) -> T) -> T {
        py.detach(|| work(&mut self.lock()))
    }

    fn lock(&self) -> MutexGuard<'_, Outbox> {
        // Each change of an outbox is one insertion or removal: no panic leaves it halfway.
        self.stored.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn copy(&self, py: Python<'_>) -> Outbox {
        self.with(py, |outbox| outbox.clone())
    }

    /// Forgets the mails that a round on a copy has forgotten.
    pub(super) fn forget_but(&self, py: Python<'_>, kept: &Outbox) {
        let keys: BTreeSet<&str> = kept.waiting().map(|(key, _)| key).collect();
        self.with(py, |outbox| outbox.keep(|key| keys.contains(key)));
    }

    /// Notes what came of an attempt, on a thread that has no GIL.
    pub(super) fn note(
        &self,
        key: &str,
        delivery: &Delivery,
        retry: &RetrySchedule,
        at: DateTime<Utc>,
    ) -> Verdict {
        self.lock().note(key, delivery, retry, at)
    }

    /// Whether a mail is to be tried at an instant.
    pub(super) fn due(&self, py: Python<'_>, key: &str, at: DateTime<Utc>) -> bool {
        self.with(py, |outbox| outbox.is_due(key, at))
    }
}

#[pymethods]
impl PyOutbox {
    #[new]
    fn new() -> Self {
        Self::of(Outbox::default())
    }

    #[doc = doc!(Outbox.from_json)]
    #[staticmethod]
    fn from_json(#[pyo3(from_py_with = named::text)] text: &str) -> PyResult<Self> {
        let outbox = serde_json::from_str(text);
        let outbox = outbox.map_err(|error| {
            not_json(classes::InvalidValue::new_err, "argument-not-an-outbox", &error)
        });
        Ok(Self::of(outbox?))
    }

    #[doc = doc!(Outbox.to_json)]
    fn to_json(&self, py: Python<'_>) -> PyResult<String> {
        let text = self.with(py, |outbox| serde_json::to_string(outbox));
        text.map_err(|error| fault(&error))
    }

    #[doc = doc!(Outbox.is_due)]
    fn is_due(
        &self,
        #[pyo3(from_py_with = named::key)] key: &str,
        at: &Bound<'_, PyAny>,
    ) -> PyResult<bool> {
        Ok(self.due(at.py(), key, time::instant("at", at)?))
    }

    #[doc = doc!(Outbox.next_attempt)]
    #[getter]
    fn next_attempt(&self, py: Python<'_>) -> Option<DateTime<Utc>> {
        self.with(py, |outbox| outbox.next_attempt())
    }

    #[doc = doc!(Outbox.keys)]
    #[getter]
    fn keys(&self, py: Python<'_>) -> Vec<String> {
        self.with(py, |outbox| outbox.waiting().map(|(key, _)| key.to_owned()).collect())
    }

    fn __len__(&self, py: Python<'_>) -> usize {
        self.with(py, |outbox| outbox.waiting().len())
    }

    fn __eq__(&self, py: Python<'_>, other: &Self) -> bool {
        if std::ptr::eq(self, other) {
            return true;
        }
        let other = other.copy(py);
        self.with(py, |outbox| *outbox == other)
    }

    fn __repr__(&self, py: Python<'_>) -> String {
        format!("<Outbox of {} mails>", self.__len__(py))
    }

    fn __reduce__<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyTuple>> {
        let restore = slf.get_type().getattr(intern!(slf.py(), "from_json"))?;
        (restore, (slf.get().to_json(slf.py())?,)).into_pyobject(slf.py())
    }
}
