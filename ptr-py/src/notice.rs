//! `Notice`: a mail that is owed, as data and as a plain dict.

use chrono::{DateTime, NaiveTime, Utc, Weekday};
use ptr_core::{Email, InvalidCode, Moment, Notice, Occasion, StepId, Weekly};
use pyo3::intern;
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyTuple};

use crate::errors::{invalid, invalid_code};
use crate::{arguments, time};

/// A mail owed to somebody.
#[pyclass(frozen, module = "ptr_py", name = "Notice", eq, hash, weakref)]
#[derive(Clone, PartialEq)]
pub(crate) struct PyNotice {
    core: Notice,
    dry_run: String,
}

impl std::hash::Hash for PyNotice {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        self.core.key.hash(state);
    }
}

impl PyNotice {
    pub(crate) fn new(core: Notice, dry_run: &ptr_core::DryRun) -> Self {
        Self { core, dry_run: dry_run.to_string() }
    }

    pub(crate) fn core(&self) -> &Notice {
        &self.core
    }
}

/// When and to whom the weekly report goes, read from a `Weekly`.
pub(crate) fn weekly(value: &Bound<'_, PyAny>) -> PyResult<Weekly> {
    let weekday: u8 = value.getattr("weekday")?.extract()?;
    let time: NaiveTime = value.getattr("time")?.extract()?;
    Ok(Weekly {
        weekday: Weekday::try_from(weekday).map_err(|_| {
            invalid(format!("weekday {weekday}: expected 0 for Monday to 6 for Sunday"))
        })?,
        time,
        from: time::instant("since", &value.getattr("since")?)?,
        recipients: arguments::mails("recipients", &value.getattr("recipients")?)?,
    })
}

/// What an occasion knows.
#[derive(Default)]
struct Detail<'o> {
    sender: Option<&'o str>,
    to: Option<&'o str>,
    message: Option<&'o str>,
    undelivered_to: Option<&'o str>,
    error: Option<&'o str>,
    since: Option<DateTime<Utc>>,
    until: Option<DateTime<Utc>>,
}

fn detail(occasion: &Occasion) -> Detail<'_> {
    let none = Detail::default();
    match occasion {
        Occasion::Start => none,
        Occasion::Transfer { from, message } => {
            Detail { sender: Some(from.as_str()), message: message.as_deref(), ..none }
        }
        Occasion::TransferReceipt { to, message } => {
            Detail { to: Some(to.as_str()), message: message.as_deref(), ..none }
        }
        Occasion::Failure { undelivered_to, error } => {
            Detail { undelivered_to: Some(undelivered_to.as_str()), error: Some(error), ..none }
        }
        Occasion::WeeklyReport { since, until } => {
            Detail { since: Some(*since), until: Some(*until), ..none }
        }
    }
}

#[pymethods]
impl PyNotice {
    /// The same whoever asks, whenever, for the same mail; different for any other.
    #[getter]
    fn key(&self) -> &str {
        &self.core.key
    }

    /// What it is for: start, transfer, transfer-receipt, failure or weekly-report.
    #[getter]
    fn kind(&self) -> &'static str {
        self.core.kind().name()
    }

    /// The dry run it is about.
    #[getter]
    fn dry_run(&self) -> &str {
        &self.dry_run
    }

    /// The id of the step it is about, if it is about one.
    #[getter]
    fn step(&self) -> Option<&str> {
        self.core.step.as_ref().map(StepId::as_str)
    }

    /// The number of the event it stems from, a transfer or the failure of a mail; `None` for what
    /// the clock brings about.
    #[getter]
    fn event(&self) -> Option<u64> {
        self.core.event
    }

    /// Who gets it: one mail address, because the link in the mail speaks for that person alone.
    #[getter]
    fn recipients(&self) -> [&str; 1] {
        [self.core.recipient.as_str()]
    }

    /// Of a transfer: who transferred the step.
    #[getter]
    fn sender(&self) -> Option<&str> {
        detail(&self.core.occasion).sender
    }

    /// Of the receipt of a transfer: to whom the step went.
    #[getter]
    fn to(&self) -> Option<&str> {
        detail(&self.core.occasion).to
    }

    /// Of a transfer and its receipt: what the sender had to say.
    #[getter]
    fn message(&self) -> Option<&str> {
        detail(&self.core.occasion).message
    }

    /// Of a failure: to whom a mail could not be sent.
    #[getter]
    fn undelivered_to(&self) -> Option<&str> {
        detail(&self.core.occasion).undelivered_to
    }

    /// Of a failure: what the mail server answered.
    #[getter]
    fn error(&self) -> Option<&str> {
        detail(&self.core.occasion).error
    }

    /// Of a weekly report: the instant of the report before.
    #[getter]
    fn since(&self) -> Option<DateTime<Utc>> {
        detail(&self.core.occasion).since
    }

    /// Of a weekly report: the instant of this report.
    #[getter]
    fn until(&self) -> Option<DateTime<Utc>> {
        detail(&self.core.occasion).until
    }

    /// The notice as a plain dict of texts and lists.
    fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        let dict = PyDict::new(py);
        dict.set_item("key", self.key())?;
        dict.set_item("kind", self.kind())?;
        dict.set_item("dry_run", self.dry_run())?;
        dict.set_item("step", self.step())?;
        dict.set_item("event", self.core.event)?;
        dict.set_item("recipients", [self.core.recipient.as_str()])?;
        let detail = detail(&self.core.occasion);
        let texts = [
            ("sender", detail.sender.map(str::to_owned)),
            ("to", detail.to.map(str::to_owned)),
            ("message", detail.message.map(str::to_owned)),
            ("undelivered_to", detail.undelivered_to.map(str::to_owned)),
            ("error", detail.error.map(str::to_owned)),
            ("since", detail.since.map(|instant| instant.to_rfc3339())),
            ("until", detail.until.map(|instant| instant.to_rfc3339())),
        ];
        for (name, text) in texts {
            if let Some(text) = text {
                dict.set_item(name, text)?;
            }
        }
        Ok(dict)
    }

    /// The notice that `to_dict` wrote down.
    #[staticmethod]
    fn from_dict(document: &Bound<'_, PyAny>) -> PyResult<Self> {
        Document(document).notice()
    }

    fn __repr__(&self) -> String {
        format!("<Notice {}>", self.core.key)
    }

    fn __reduce__<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyTuple>> {
        let restore = slf.get_type().getattr(intern!(slf.py(), "from_dict"))?;
        (restore, (slf.get().to_dict(slf.py())?,)).into_pyobject(slf.py())
    }
}

/// The dict of a notice.
struct Document<'a, 'py>(&'a Bound<'py, PyAny>);

impl Document<'_, '_> {
    fn notice(&self) -> PyResult<PyNotice> {
        let recipients = arguments::mails("recipients", &self.0.get_item("recipients")?)?;
        let [recipient] = recipients.as_slice() else {
            let found = recipients.len();
            return Err(invalid(format!("a notice has one recipient, not {found}")));
        };
        let step = self.text("step")?.map(StepId::new).transpose();
        let kind = self.needed("kind")?;
        let known = ptr_core::NoticeKind::ALL.into_iter().find(|known| known.name() == kind);
        let known = known.ok_or_else(|| invalid(format!("no kind of notice is {kind:?}")))?;
        Ok(PyNotice {
            core: Notice {
                key: self.needed("key")?,
                event: self.number("event")?,
                step: step.map_err(|error| invalid_code("step", &error))?,
                recipient: recipient.clone(),
                occasion: self.occasion(known)?,
            },
            dry_run: self.needed("dry_run")?,
        })
    }

    fn occasion(&self, kind: ptr_core::NoticeKind) -> PyResult<Occasion> {
        use ptr_core::NoticeKind::{Failure, Start, Transfer, TransferReceipt, WeeklyReport};
        Ok(match kind {
            Start => Occasion::Start,
            Transfer => {
                Occasion::Transfer { from: self.mail("sender")?, message: self.text("message")? }
            }
            TransferReceipt => {
                Occasion::TransferReceipt { to: self.mail("to")?, message: self.text("message")? }
            }
            Failure => Occasion::Failure {
                undelivered_to: self.mail("undelivered_to")?,
                error: self.needed("error")?,
            },
            WeeklyReport => Occasion::WeeklyReport {
                since: self.instant("since")?,
                until: self.instant("until")?,
            },
        })
    }

    fn text(&self, name: &str) -> PyResult<Option<String>> {
        let value = self.0.call_method1("get", (name,))?;
        value.extract().map_err(|_| invalid(format!("{name}: {value:?}: expected text")))
    }

    fn number(&self, name: &str) -> PyResult<Option<u64>> {
        let value = self.0.call_method1("get", (name,))?;
        value.extract().map_err(|_| invalid(format!("{name}: {value:?}: expected a number")))
    }

    fn needed(&self, name: &str) -> PyResult<String> {
        self.text(name)?.ok_or_else(|| invalid(format!("the dict of a notice lacks {name:?}")))
    }

    fn mail(&self, name: &str) -> PyResult<Email> {
        let wrong = |error: InvalidCode| invalid_code(name, &error);
        Email::new(self.needed(name)?).map_err(wrong)
    }

    fn instant(&self, name: &str) -> PyResult<DateTime<Utc>> {
        let text = self.needed(name)?;
        match Moment::try_from(text) {
            Ok(Moment::Instant(instant)) => Ok(instant),
            Ok(Moment::Local(local)) => Err(invalid(format!("{name}: {local} has no time zone"))),
            Err(error) => Err(invalid_code(name, &error)),
        }
    }
}
