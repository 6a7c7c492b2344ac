//! What people ask of a run, and what the machinery reports to it. Each gives its events; with
//! `apply=False` they are decided only, for a store that takes them if the version is still the
//! one that was seen.

use chrono::{DateTime, Utc};
use ptr_core::{Command, Email, Reason, Refusal, Settlement, StepId};
use pyo3::prelude::*;

use super::PyRun;
use crate::event::{PyEvent, to_python};
use crate::notice::PyNotice;
use crate::refused::{invalid_address, refused};
use crate::{text, time, value};

/// Who asks, when, and whether it is to be done or only decided.
struct Asked<'a, 'py> {
    command: &'static str,
    by: &'a str,
    at: &'a Bound<'py, PyAny>,
    apply: bool,
}

impl PyRun {
    /// Carries out a command about a step.
    fn of_step(
        &self,
        id: &Bound<'_, PyAny>,
        asked: &Asked<'_, '_>,
        command: impl FnOnce(StepId) -> Command,
    ) -> PyResult<Vec<PyEvent>> {
        let step = self.known(id, asked.command)?;
        self.perform(Some(&step), asked, &command(step.clone()))
    }

    fn perform(
        &self,
        step: Option<&StepId>,
        asked: &Asked<'_, '_>,
        command: &Command,
    ) -> PyResult<Vec<PyEvent>> {
        let py = asked.at.py();
        let at = time::instant("at", asked.at)?;
        let by = Email::new(asked.by).map_err(|error| {
            let reason = Reason::NotAnAddress { found: error.found };
            self.refused(py, &self.because(asked.command, step, reason))
        })?;
        let outcome = if asked.apply {
            self.change(py, |run| run.execute(command, &by, at).map(Option::<&_>::cloned))
        } else {
            self.look(py, |run| run.decide(command, &by, at))
        };
        outcome.map(to_python).map_err(|refusal| self.refused(py, &refusal))
    }

    fn settle(
        &self,
        notice: &Bound<'_, PyNotice>,
        settlement: &Settlement,
        at: &Bound<'_, PyAny>,
        apply: bool,
    ) -> PyResult<Vec<PyEvent>> {
        let (py, notice) = (notice.py(), notice.get().core());
        let at: DateTime<Utc> = time::instant("at", at)?;
        Ok(to_python(if apply {
            self.change(py, |run| run.settle(notice, settlement, at).cloned())
        } else {
            self.look(py, |run| run.decide_settlement(notice, settlement, at))
        }))
    }

    /// The id of a step that the dry run has, as a command names it.
    fn known(&self, id: &Bound<'_, PyAny>, command: &'static str) -> PyResult<StepId> {
        let schedule = self.scheduled().core();
        let found = value::text_of(id);
        let step = id.extract::<&str>().ok().and_then(|id| schedule.find(id));
        step.map(|step| schedule.id(step).clone()).ok_or_else(|| {
            let dry_run = Some(schedule.dry_run().clone());
            self.refused(
                id.py(),
                &self.because(command, None, Reason::UnknownStep { found, dry_run }),
            )
        })
    }

    fn because(&self, command: &'static str, step: Option<&StepId>, reason: Reason) -> Refusal {
        Refusal::because(command, step.cloned(), reason, self.zone())
    }

    fn refused(&self, py: Python<'_>, refusal: &Refusal) -> PyErr {
        refused(py, refusal, self.zone())
    }
}

#[pymethods]
impl PyRun {
    /// Starts a step.
    #[pyo3(signature = (id, *, by, at, apply = true))]
    fn start(
        &self,
        id: &Bound<'_, PyAny>,
        #[pyo3(from_py_with = text::by)] by: &str,
        at: &Bound<'_, PyAny>,
        apply: bool,
    ) -> PyResult<Vec<PyEvent>> {
        let asked = Asked { command: "start", by, at, apply };
        self.of_step(id, &asked, |step| Command::Start { step })
    }

    /// Closes a step.
    #[pyo3(signature = (id, *, by, at, apply = true))]
    fn close(
        &self,
        id: &Bound<'_, PyAny>,
        #[pyo3(from_py_with = text::by)] by: &str,
        at: &Bound<'_, PyAny>,
        apply: bool,
    ) -> PyResult<Vec<PyEvent>> {
        let asked = Asked { command: "close", by, at, apply };
        self.of_step(id, &asked, |step| Command::Close { step })
    }

    /// Hands a step to somebody else.
    #[pyo3(signature = (id, *, to, by, at, message = None, apply = true))]
    fn transfer(
        &self,
        id: &Bound<'_, PyAny>,
        #[pyo3(from_py_with = text::to)] to: &str,
        #[pyo3(from_py_with = text::by)] by: &str,
        at: &Bound<'_, PyAny>,
        #[pyo3(from_py_with = text::optional::message)] message: Option<&str>,
        apply: bool,
    ) -> PyResult<Vec<PyEvent>> {
        let asked = Asked { command: "transfer", by, at, apply };
        let step = self.known(id, asked.command)?;
        let to = Email::new(to).map_err(|error| {
            let reason = Reason::NotAnAddress { found: error.found };
            let refusal = self.because(asked.command, Some(&step), reason);
            invalid_address(id.py(), &refusal, self.zone())
        })?;
        let message = message.map(str::to_owned);
        self.perform(Some(&step), &asked, &Command::Transfer { step: step.clone(), to, message })
    }

    /// Writes down the defects of a step, in place of what was written before.
    #[pyo3(signature = (id, text, *, by, at, apply = true))]
    fn record_defects(
        &self,
        id: &Bound<'_, PyAny>,
        #[pyo3(from_py_with = text::text)] text: &str,
        #[pyo3(from_py_with = text::by)] by: &str,
        at: &Bound<'_, PyAny>,
        apply: bool,
    ) -> PyResult<Vec<PyEvent>> {
        let asked = Asked { command: "record_defects", by, at, apply };
        self.of_step(id, &asked, |step| Command::RecordDefects { step, text: text.to_owned() })
    }

    /// Takes up again a step that was closed or skipped.
    #[pyo3(signature = (id, reason, *, by, at, apply = true))]
    fn reopen(
        &self,
        id: &Bound<'_, PyAny>,
        #[pyo3(from_py_with = text::reason)] reason: &str,
        #[pyo3(from_py_with = text::by)] by: &str,
        at: &Bound<'_, PyAny>,
        apply: bool,
    ) -> PyResult<Vec<PyEvent>> {
        let asked = Asked { command: "reopen", by, at, apply };
        self.of_step(id, &asked, |step| Command::Reopen { step, reason: reason.to_owned() })
    }

    /// Leaves a step out; those after it count it as terminated.
    #[pyo3(signature = (id, reason, *, by, at, apply = true))]
    fn skip(
        &self,
        id: &Bound<'_, PyAny>,
        #[pyo3(from_py_with = text::reason)] reason: &str,
        #[pyo3(from_py_with = text::by)] by: &str,
        at: &Bound<'_, PyAny>,
        apply: bool,
    ) -> PyResult<Vec<PyEvent>> {
        let asked = Asked { command: "skip", by, at, apply };
        self.of_step(id, &asked, |step| Command::Skip { step, reason: reason.to_owned() })
    }

    /// Wakes the contingency phases.
    #[pyo3(signature = (reason, *, by, at, apply = true))]
    fn declare_rollback(
        &self,
        #[pyo3(from_py_with = text::reason)] reason: &str,
        #[pyo3(from_py_with = text::by)] by: &str,
        at: &Bound<'_, PyAny>,
        apply: bool,
    ) -> PyResult<Vec<PyEvent>> {
        let asked = Asked { command: "declare_rollback", by, at, apply };
        self.perform(None, &asked, &Command::DeclareRollback { reason: reason.to_owned() })
    }

    /// Puts the contingency phases to sleep again.
    #[pyo3(signature = (reason, *, by, at, apply = true))]
    fn withdraw_rollback(
        &self,
        #[pyo3(from_py_with = text::reason)] reason: &str,
        #[pyo3(from_py_with = text::by)] by: &str,
        at: &Bound<'_, PyAny>,
        apply: bool,
    ) -> PyResult<Vec<PyEvent>> {
        let asked = Asked { command: "withdraw_rollback", by, at, apply };
        self.perform(None, &asked, &Command::WithdrawRollback { reason: reason.to_owned() })
    }

    /// Records that a mail that was owed has been sent.
    #[pyo3(signature = (notice, *, at, apply = true))]
    fn notice_sent(
        &self,
        notice: &Bound<'_, PyNotice>,
        at: &Bound<'_, PyAny>,
        apply: bool,
    ) -> PyResult<Vec<PyEvent>> {
        self.settle(notice, &Settlement::Sent, at, apply)
    }

    /// Records that a mail that was owed could not be sent, for good.
    #[pyo3(signature = (notice, error, *, at, apply = true))]
    fn notice_failed(
        &self,
        notice: &Bound<'_, PyNotice>,
        #[pyo3(from_py_with = text::error)] error: &str,
        at: &Bound<'_, PyAny>,
        apply: bool,
    ) -> PyResult<Vec<PyEvent>> {
        self.settle(notice, &Settlement::Failed(error.to_owned()), at, apply)
    }
}
