//! `Mailer`: who writes the mails, and over what they are sent.

use std::sync::Arc;

use ptr_core::NoticeRules;
use ptr_mail::{Composer, Letter, MailConfig, Memory, Pages, Round, Transport};
use pyo3::prelude::*;
use serde_json::Value;

use super::attempt::{PyAttempt, outcome};
use super::letter::PyLetter;
use super::outbox::PyOutbox;
use super::platform::{Asked, Guard, Sources};
use crate::errors::mail_error;
use crate::language;
use crate::notice::{self, PyNotice};
use crate::run::PyRun;
use crate::values::value;
use crate::{settings, text, time};

/// Writes and sends the mails that runs owe.
#[pyclass(frozen, module = "ptr_py", name = "Mailer", weakref)]
pub(crate) struct PyMailer {
    config: MailConfig,
    composer: Composer,
    transport: Box<dyn Transport>,
    /// The transport once more, if it keeps its letters in memory.
    memory: Option<Arc<Memory>>,
    sources: Sources,
}

impl Drop for PyMailer {
    /// A transport that says good-bye to its server must not hold the GIL while it waits for the
    /// answer: the server may be a thread of this very process.
    fn drop(&mut self) {
        let transport = std::mem::replace(&mut self.transport, Box::new(Memory::default()));
        // Without an interpreter, at its end, the transport is dropped here all the same.
        let _ = Python::try_attach(|py| py.detach(|| drop(transport)));
    }
}

/// A transport that others look into.
struct Shared(Arc<Memory>);

impl Transport for Shared {
    fn send(&self, letter: &Letter) -> Vec<ptr_mail::Outcome> {
        self.0.send(letter)
    }
}

impl PyMailer {
    fn asked<'a>(&'a self, run: &'a PyRun) -> Asked<'a> {
        Asked::new(&self.sources, run, self.config.language().clone())
    }

    /// Does what a round does, without the GIL.
    fn in_round<T: Send>(
        &self,
        run: &Bound<'_, PyRun>,
        rules: Option<&NoticeRules>,
        work: impl Send + FnOnce(&Round<'_>) -> T,
    ) -> T {
        let (py, run) = (run.py(), run.get());
        py.detach(|| {
            let asked = self.asked(run);
            let guard = Guard { asked: &asked, transport: &*self.transport };
            work(&Round {
                composer: &self.composer,
                transport: &guard,
                platform: &asked,
                retry: self.config.retry(),
                rules,
            })
        })
    }
}

#[pymethods]
impl PyMailer {
    #[new]
    #[pyo3(signature = (
        config, *, base_url = None, step_link = None, recap_link = None, attachments = None,
        status_workbook = true, language = None,
    ))]
    fn new(
        config: &Bound<'_, PyAny>,
        #[pyo3(from_py_with = text::optional::base_url)] base_url: Option<&str>,
        step_link: Option<Py<PyAny>>,
        recap_link: Option<Py<PyAny>>,
        attachments: Option<Py<PyAny>>,
        status_workbook: bool,
        language: Option<&Bound<'_, PyAny>>,
    ) -> PyResult<Self> {
        let section = settings::section("mail", config)?;
        let in_memory = section.get("transport").and_then(Value::as_str) == Some("memory");
        let config = MailConfig::read(section);
        let mut config = config.map_err(|error| mail_error(|language| error.message(language)))?;
        if let Some(language) = language {
            config = config.in_language(language::read(language)?);
        }
        let composer = Composer::new(&config);
        let composer = composer.map_err(|error| mail_error(|language| error.message(language)))?;
        let memory = in_memory.then(Arc::<Memory>::default);
        let transport: Box<dyn Transport> = match &memory {
            Some(memory) => Box::new(Shared(memory.clone())),
            None => {
                config.open().map_err(|error| mail_error(|language| error.message(language)))?
            }
        };
        let pages = base_url.map(Pages::at);
        let sources = Sources { pages, step_link, recap_link, attachments, status_workbook };
        Ok(Self { config, composer, transport, memory, sources })
    }

    /// The letter that a notice owes.
    fn letter(
        &self,
        notice: &Bound<'_, PyNotice>,
        run: &Bound<'_, PyRun>,
        at: &Bound<'_, PyAny>,
    ) -> PyResult<PyLetter> {
        let (py, run, notice) = (at.py(), run.get(), notice.get().core());
        let (at, copy, asked) = (time::instant("at", at)?, run.copy(py), self.asked(run));
        let letter = py.detach(|| self.composer.letter(notice, &copy.view(at), &asked));
        match (asked.take_error(), letter) {
            (Some(error), _) => Err(error),
            (None, Ok(letter)) => Ok(PyLetter(letter)),
            (None, Err(error)) => Err(mail_error(|language| error.message(language))),
        }
    }

    /// What the letter says, to look at or to send in some other way.
    fn texts<'py>(
        &self,
        notice: &Bound<'py, PyNotice>,
        run: &Bound<'py, PyRun>,
        at: &Bound<'py, PyAny>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let (py, run, notice) = (at.py(), run.get(), notice.get().core());
        let (at, copy, asked) = (time::instant("at", at)?, run.copy(py), self.asked(run));
        let texts = py.detach(|| self.composer.texts(notice, &copy.view(at), &asked));
        match (asked.take_error(), texts) {
            (Some(error), _) => Err(error),
            (None, Err(error)) => Err(mail_error(|language| error.message(language))),
            (None, Ok(texts)) => value!(
                py, "MailTexts", subject: texts.subject, text: texts.text, html: texts.html,
            ),
        }
    }

    /// Sends a letter; what came of it for each recipient.
    fn send<'py>(
        &self,
        py: Python<'py>,
        letter: &Bound<'py, PyLetter>,
    ) -> PyResult<Vec<Bound<'py, PyAny>>> {
        let letter = &letter.get().0;
        let outcomes = py.detach(|| self.transport.send(letter));
        outcomes.iter().map(|one| outcome(py, one)).collect()
    }

    /// The mails to try at an instant; the outbox forgets those that are owed no more.
    #[pyo3(signature = (run, outbox, at, *, weekly = None, rules = None))]
    fn due(
        &self,
        run: &Bound<'_, PyRun>,
        outbox: &Bound<'_, PyOutbox>,
        at: &Bound<'_, PyAny>,
        weekly: Option<&Bound<'_, PyAny>>,
        rules: Option<&Bound<'_, PyAny>>,
    ) -> PyResult<Vec<PyNotice>> {
        let (py, now) = (at.py(), time::instant("at", at)?);
        let rules = notice::rules(rules, weekly)?;
        let (copy, mut kept) = (run.get().copy(py), outbox.get().copy(py));
        let due = self.in_round(run, Some(&rules), |round| round.due(&copy, &mut kept, now));
        outbox.get().forget_but(py, &kept);
        let dry_run = run.get().scheduled().core().dry_run();
        Ok(due.into_iter().map(|notice| PyNotice::new(notice, dry_run)).collect())
    }

    /// Writes and sends one mail. The run stays as it is: see `Attempt.record`.
    fn attempt(
        &self,
        notice: &Bound<'_, PyNotice>,
        run: &Bound<'_, PyRun>,
        outbox: &Bound<'_, PyOutbox>,
        at: &Bound<'_, PyAny>,
    ) -> PyResult<PyAttempt> {
        let (py, now) = (at.py(), time::instant("at", at)?);
        let notice = notice.get().core().clone();
        let (copy, mut tried) = (run.get().copy(py), outbox.get().copy(py));
        let attempt = |round: &Round<'_>| round.attempt(notice, &copy, &mut tried, now);
        let attempt = self.in_round(run, None, attempt);
        outbox.get().note(py, std::slice::from_ref(&attempt), self.config.retry());
        PyAttempt::new(py, attempt, run.get().scheduled().core().dry_run())
    }

    /// Sends every mail that is owed at an instant and not waiting for a later attempt, and
    /// records in the run what came of it.
    #[pyo3(signature = (run, outbox, at, *, weekly = None, rules = None))]
    fn deliver(
        &self,
        run: &Bound<'_, PyRun>,
        outbox: &Bound<'_, PyOutbox>,
        at: &Bound<'_, PyAny>,
        weekly: Option<&Bound<'_, PyAny>>,
        rules: Option<&Bound<'_, PyAny>>,
    ) -> PyResult<Vec<PyAttempt>> {
        let (py, now) = (at.py(), time::instant("at", at)?);
        let rules = notice::rules(rules, weekly)?;
        let (mut copy, mut tried) = (run.get().copy(py), outbox.get().copy(py));
        let deliver = |round: &Round<'_>| round.deliver(&mut copy, &mut tried, now);
        let attempts = self.in_round(run, Some(&rules), deliver);
        outbox.get().forget_but(py, &tried);
        outbox.get().note(py, &attempts, self.config.retry());
        run.get().change(py, |run| {
            for attempt in &attempts {
                attempt.record(run);
            }
        });
        let dry_run = run.get().scheduled().core().dry_run();
        attempts.into_iter().map(|one| PyAttempt::new(py, one, dry_run)).collect()
    }

    /// Of a mailer that keeps its mails in memory: what was sent so far.
    #[getter]
    fn letters(&self) -> Vec<PyLetter> {
        let letters = self.memory.as_ref().map(|memory| memory.letters());
        letters.unwrap_or_default().into_iter().map(PyLetter).collect()
    }

    /// Who writes the mails.
    #[getter]
    fn sender(&self) -> String {
        self.config.from().to_string()
    }

    /// Who gets the answers.
    #[getter]
    fn reply_to(&self) -> String {
        self.config.reply_to().to_string()
    }

    /// The language of the mails.
    #[getter]
    fn language(&self) -> &str {
        self.config.language().code()
    }

    fn __repr__(&self) -> String {
        format!("<Mailer of {}>", self.sender())
    }
}
