//! `Attempt`: a mail that was tried, what came of it, and what follows from that.

use chrono_tz::Tz;
use ptr_core::Schedule;
use ptr_mail::{Attempt, Delivery, Failure, Fault, RecipientDelivery, Verdict};
use pyo3::prelude::*;

use crate::convert::named;
use crate::convert::time::Shown;
use crate::convert::values::value;
use crate::run::PyRun;
use crate::run::event::{PyEvent, to_python};
use crate::run::notice::PyNotice;

#[doc = doc!(Attempt)]
#[pyclass(frozen, module = "ptr_py", name = "Attempt", weakref)]
pub(crate) struct PyAttempt {
    core: Attempt,
    notice: Py<PyNotice>,
    zone: Tz,
}

impl PyAttempt {
    pub(super) fn new(py: Python<'_>, core: Attempt, schedule: &Schedule) -> PyResult<Self> {
        let notice = Py::new(py, PyNotice::new(core.notice.clone(), schedule))?;
        Ok(Self { core, notice, zone: schedule.plan().timezone() })
    }
}

/// What came of a letter for one recipient.
pub(super) fn outcome<'py>(
    py: Python<'py>,
    outcome: &RecipientDelivery,
) -> PyResult<Bound<'py, PyAny>> {
    to_outcome(py, outcome.recipient.as_ref(), &outcome.delivery)
}

fn to_outcome<'py>(
    py: Python<'py>,
    recipient: &str,
    delivery: &Delivery,
) -> PyResult<Bound<'py, PyAny>> {
    let (status, failure) = match delivery {
        Delivery::Sent { answer } => {
            return value!(py, "Outcome", recipient: recipient, status: "sent", text: answer);
        }
        Delivery::Transient(failure) => ("transient", failure),
        Delivery::Permanent(failure) => ("permanent", failure),
    };
    let Failure { fault, code, .. } = failure;
    value!(
        py,
        "Outcome",
        recipient: recipient,
        status: status,
        text: failure.answer(),
        code: code,
        fault: name(*fault),
        is_configuration: fault.is_configuration(),
        is_of_server: fault.is_of_server(),
    )
}

/// What was at fault, as data say it.
fn name(fault: Fault) -> &'static str {
    match fault {
        Fault::Connection => "connection",
        Fault::Encryption => "encryption",
        Fault::Login => "login",
        Fault::Sender => "sender",
        Fault::Recipient => "recipient",
        Fault::Message => "message",
        Fault::Storage => "storage",
        Fault::Letter => "letter",
        Fault::Way => "way",
    }
}

#[pymethods]
impl PyAttempt {
    #[doc = doc!(Attempt.notice)]
    #[getter]
    fn notice<'py>(&self, py: Python<'py>) -> &Bound<'py, PyNotice> {
        self.notice.bind(py)
    }

    #[doc = doc!(Attempt.at)]
    #[getter]
    fn at(&self) -> Shown {
        Shown(self.core.at, self.zone)
    }

    #[doc = doc!(Attempt.outcome)]
    #[getter]
    fn outcome<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        to_outcome(py, self.core.notice.recipient.as_str(), &self.core.delivery)
    }

    #[doc = doc!(Attempt.verdict)]
    #[getter]
    fn verdict(&self) -> &'static str {
        match self.core.verdict {
            Verdict::Done => "done",
            Verdict::RetryAt(_) => "retry",
            Verdict::GiveUp => "give-up",
        }
    }

    #[doc = doc!(Attempt.retry_at)]
    #[getter]
    fn retry_at(&self) -> Option<Shown> {
        match self.core.verdict {
            Verdict::RetryAt(at) => Some(Shown(at, self.zone)),
            Verdict::Done | Verdict::GiveUp => None,
        }
    }

    #[doc = doc!(Attempt.record)]
    #[pyo3(signature = (run, *, apply = true))]
    fn record(
        &self,
        #[pyo3(from_py_with = named::run)] run: &Bound<'_, PyRun>,
        #[pyo3(from_py_with = named::apply)] apply: bool,
    ) -> Vec<PyEvent> {
        let (py, run) = (run.py(), run.get());
        let event = if apply {
            run.change(py, |run| self.core.record(run).cloned())
        } else {
            run.look(py, |run| self.core.record(&mut run.clone()).cloned())
        };
        to_python(event, self.zone)
    }

    fn __repr__(&self) -> String {
        format!("<Attempt {}: {}>", self.core.notice.key, self.verdict())
    }
}
