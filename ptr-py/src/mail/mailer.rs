//! `Mailer`: who writes the mails, and over what they are sent.

use std::collections::{BTreeSet, VecDeque};
use std::sync::Arc;

use chrono::{DateTime, Utc};
use ptr_core::{Fact, Notice, NoticeRules};
use ptr_mail::{
    Attempt, Composer, Delivery, Failure, Fault, Letter, MailConfig, Memory, Pages, Round,
    Transport, Verdict,
};
use pyo3::exceptions::PyException;
use pyo3::gc::{PyTraverseError, PyVisit};
use pyo3::prelude::*;
use serde_json::Value;

use super::attempt::{PyAttempt, outcome};
use super::letter::PyLetter;
use super::outbox::PyOutbox;
use super::platform::{Asked, Sources};
use crate::convert::named::Function;
use crate::convert::values::value;
use crate::convert::{named, settings, time};
use crate::errors::mail_error;
use crate::language;
use crate::patience::Patience;
use crate::run::PyRun;
use crate::run::claims::Claim;
use crate::run::notice::{self, PyNotice};

#[doc = doc!(Mailer)]
#[doc = ""]
#[doc = doc!(Mailer.__new__)]
#[pyclass(frozen, module = "ptr_py", name = "Mailer", weakref)]
pub(crate) struct PyMailer {
    config: MailConfig,
    composer: Composer,
    transport: Arc<dyn Transport>,
    /// The transport once more, if it keeps its letters in memory.
    memory: Option<Arc<Memory>>,
    sources: Sources,
}

impl Drop for PyMailer {
    /// A transport that says good-bye to its server must not hold the GIL while it waits for the
    /// answer: the server may be a thread of this very process.
    fn drop(&mut self) {
        let transport = std::mem::replace(&mut self.transport, Arc::new(Memory::default()));
        // Without an interpreter, at its end, the transport is dropped here all the same.
        let _ = Python::try_attach(|py| py.detach(|| drop(transport)));
    }
}

impl PyMailer {
    fn asked<'a>(&'a self, run: &'a PyRun) -> Asked<'a> {
        Asked::new(&self.sources, run, self.config.language().clone())
    }

    /// Does a part of a round, without the GIL.
    ///
    /// # Errors
    /// What a function of Python raised.
    fn in_round<T: Send>(
        &self,
        run: &Bound<'_, PyRun>,
        rules: Option<&NoticeRules>,
        work: impl Send + FnOnce(&Round<'_>) -> T,
    ) -> PyResult<T> {
        let (py, asked) = (run.py(), self.asked(run.get()));
        let done = py.detach(|| {
            work(&Round {
                composer: &self.composer,
                transport: &*self.transport,
                platform: &asked,
                retry: self.config.retry(),
                rules,
            })
        });
        asked.take_error().map_or(Ok(done), Err)
    }

    /// The mails to try at an instant; the outbox forgets those that are owed no more.
    fn look_for_due(
        &self,
        run: &Bound<'_, PyRun>,
        outbox: &PyOutbox,
        now: DateTime<Utc>,
        rules: &NoticeRules,
    ) -> PyResult<Vec<Notice>> {
        let py = run.py();
        let (copy, mut kept) = (run.get().copy(py), outbox.copy(py));
        let due = self.in_round(run, Some(rules), |round| round.due(&copy, &mut kept, now))?;
        outbox.forget_but(py, &kept);
        Ok(due)
    }

    /// The letter of a mail, or what came of it if it cannot be written.
    fn written(
        &self,
        notice: &Notice,
        run: &Bound<'_, PyRun>,
        now: DateTime<Utc>,
    ) -> PyResult<Result<Letter, Delivery>> {
        let copy = run.get().copy(run.py());
        self.in_round(run, None, |round| round.letter(notice, &copy, now))
    }

    /// Sends a letter that could be written. The outbox is told, and the run if its and the outbox's
    /// right to send it is given: by whoever sends, since that goes on when nobody waits any more.
    fn sent<'py>(
        &self,
        patience: &Patience<'py>,
        outbox: &Bound<'py, PyOutbox>,
        (notice, at): (Notice, DateTime<Utc>),
        letter: Result<Letter, Delivery>,
        claimed: Option<(Py<PyRun>, [Claim; 2])>,
    ) -> PyResult<Attempt> {
        let (transport, retry) = (Arc::clone(&self.transport), self.config.retry().clone());
        let (py, outbox) = (outbox.py(), outbox.clone().unbind());
        patience.wait(py, None, move |_| {
            let delivery = letter.map(|letter| Delivery::over(&*transport, &letter));
            let delivery = delivery.unwrap_or_else(|unwritten| unwritten);
            let verdict = outbox.get().note(&notice.key, &delivery, &retry, at);
            let attempt = Attempt { notice, at, delivery, verdict };
            if let Some((run, [_of_run, of_outbox])) = claimed {
                run.get().change_detached(|run| _ = attempt.record(run));
                if !matches!(verdict, Verdict::RetryAt(_)) {
                    of_outbox.settle(&attempt);
                }
            }
            attempt
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
        #[pyo3(from_py_with = named::base_url)] base_url: Option<&str>,
        #[pyo3(from_py_with = named::step_link)] step_link: Option<Function>,
        #[pyo3(from_py_with = named::recap_link)] recap_link: Option<Function>,
        #[pyo3(from_py_with = named::attachments)] attachments: Option<Function>,
        #[pyo3(from_py_with = named::status_workbook)] status_workbook: bool,
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
        let transport: Arc<dyn Transport> = match &memory {
            Some(memory) => memory.clone(),
            None => {
                let opened = config.open();
                opened.map_err(|error| mail_error(|language| error.message(language)))?.into()
            }
        };
        let pages = base_url.map(Pages::at);
        let [step_link, recap_link, attachments] =
            [step_link, recap_link, attachments].map(|it| it.map(|Function(it)| it));
        let sources = Sources { pages, step_link, recap_link, attachments, status_workbook };
        Ok(Self { config, composer, transport, memory, sources })
    }

    #[doc = doc!(Mailer.letter)]
    fn letter(
        &self,
        #[pyo3(from_py_with = named::notice)] notice: &Bound<'_, PyNotice>,
        #[pyo3(from_py_with = named::run)] run: &Bound<'_, PyRun>,
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

    #[doc = doc!(Mailer.texts)]
    fn texts<'py>(
        &self,
        #[pyo3(from_py_with = named::notice)] notice: &Bound<'py, PyNotice>,
        #[pyo3(from_py_with = named::run)] run: &Bound<'py, PyRun>,
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

    #[doc = doc!(Mailer.send)]
    fn send<'py>(
        &self,
        py: Python<'py>,
        #[pyo3(from_py_with = named::letter)] letter: &Bound<'py, PyLetter>,
    ) -> PyResult<Vec<Bound<'py, PyAny>>> {
        let (transport, letter) = (Arc::clone(&self.transport), letter.get().0.clone());
        let outcomes = Patience::default().wait(py, None, move |_| transport.send(&letter))?;
        outcomes.iter().map(|one| outcome(py, one)).collect()
    }

    #[doc = doc!(Mailer.due)]
    #[pyo3(signature = (run, outbox, at, *, weekly = None, rules = None))]
    fn due(
        &self,
        #[pyo3(from_py_with = named::run)] run: &Bound<'_, PyRun>,
        #[pyo3(from_py_with = named::outbox)] outbox: &Bound<'_, PyOutbox>,
        at: &Bound<'_, PyAny>,
        weekly: Option<&Bound<'_, PyAny>>,
        rules: Option<&Bound<'_, PyAny>>,
    ) -> PyResult<Vec<PyNotice>> {
        let rules = notice::rules(rules, weekly)?;
        let due = self.look_for_due(run, outbox.get(), time::instant("at", at)?, &rules)?;
        Ok(run.get().notices_of(due))
    }

    #[doc = doc!(Mailer.attempt)]
    fn attempt(
        &self,
        #[pyo3(from_py_with = named::notice)] notice: &Bound<'_, PyNotice>,
        #[pyo3(from_py_with = named::run)] run: &Bound<'_, PyRun>,
        #[pyo3(from_py_with = named::outbox)] outbox: &Bound<'_, PyOutbox>,
        at: &Bound<'_, PyAny>,
    ) -> PyResult<PyAttempt> {
        let (py, now) = (at.py(), time::instant("at", at)?);
        let (patience, notice) = (Patience::default(), notice.get().core());
        let letter = self.written(notice, run, now)?;
        let attempt = self.sent(&patience, outbox, (notice.clone(), now), letter, None)?;
        PyAttempt::new(py, attempt, run.get().scheduled().core())
    }

    #[doc = doc!(Mailer.attempted)]
    #[pyo3(signature = (notice, run, outbox, at, *, error = None, permanent = false))]
    fn attempted(
        &self,
        #[pyo3(from_py_with = named::notice)] notice: &Bound<'_, PyNotice>,
        #[pyo3(from_py_with = named::run)] run: &Bound<'_, PyRun>,
        #[pyo3(from_py_with = named::outbox)] outbox: &Bound<'_, PyOutbox>,
        at: &Bound<'_, PyAny>,
        #[pyo3(from_py_with = named::error)] error: Option<&str>,
        #[pyo3(from_py_with = named::permanent)] permanent: bool,
    ) -> PyResult<PyAttempt> {
        let (now, notice) = (time::instant("at", at)?, notice.get().core().clone());
        let failure =
            error.map(|text| Failure { fault: Fault::Way, code: None, text: text.to_owned() });
        let delivery = match failure {
            None => Delivery::Sent { answer: String::new() },
            Some(failure) if permanent => Delivery::Permanent(failure),
            Some(failure) => Delivery::Transient(failure),
        };
        let (py, outbox, retry) = (at.py(), outbox.get(), self.config.retry());
        let verdict = py.detach(|| outbox.note(&notice.key, &delivery, retry, now));
        let attempt = Attempt { notice, at: now, delivery, verdict };
        PyAttempt::new(py, attempt, run.get().scheduled().core())
    }

    #[doc = doc!(Mailer.deliver)]
    #[expect(clippy::too_many_arguments, reason = "each is one of Python's")]
    #[pyo3(signature = (run, outbox, at, *, weekly = None, rules = None, progress = None, timeout = None))]
    fn deliver<'py>(
        &self,
        #[pyo3(from_py_with = named::run)] run: &Bound<'py, PyRun>,
        #[pyo3(from_py_with = named::outbox)] outbox: &Bound<'py, PyOutbox>,
        at: &Bound<'py, PyAny>,
        weekly: Option<&Bound<'py, PyAny>>,
        rules: Option<&Bound<'py, PyAny>>,
        progress: Option<&Bound<'py, PyAny>>,
        timeout: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<Vec<PyAttempt>> {
        let (py, now) = (at.py(), time::instant("at", at)?);
        let patience = Patience::new(progress, timeout)?;
        let rules = notice::rules(rules, weekly)?;
        let (mut attempts, mut tried, mut bug) = (Vec::new(), BTreeSet::new(), None);
        let (mut due, mut seen) = (VecDeque::new(), None);
        outbox.get().serve(run.get(), py, now);
        // Each mail is tried once, so this ends.
        loop {
            patience.listen(py)?;
            // Mails that are sent leave the others owed. Anything else that is recorded, by
            // whatever thread, may owe another one or end what was owed.
            let is_news = run.get().look(py, |run| {
                let before = seen.replace(run.events().len());
                let new = before.and_then(|before| run.events().get(before..));
                new.is_none_or(|new| {
                    new.iter().any(|it| !matches!(it.fact, Fact::NoticeSent { .. }))
                })
            });
            if is_news {
                due = self.look_for_due(run, outbox.get(), now, &rules)?.into();
                due.retain(|it: &Notice| it.way.is_none() && !tried.contains(&it.key));
            }
            patience.tell(tried.len(), tried.len() + due.len())?;
            let Some(notice) = due.pop_front() else { break };
            tried.insert(notice.key.clone());
            let Ok(of_run) = run.get().claims().claim(&notice.key) else { continue };
            let of_outbox = match outbox.get().claims().claim(&notice.key) {
                Ok(claim) => claim,
                Err(settled) => {
                    // A copy of this run has sent it, or is doing so.
                    if let Some(attempt) = settled {
                        run.get().change(py, |run| _ = attempt.record(run));
                    }
                    continue;
                }
            };
            // The thread that had the claim before may have sent it meanwhile.
            if !run.get().owes(py, &notice, now) || !outbox.get().due(py, &notice.key, now) {
                continue;
            }
            match self.written(&notice, run, now) {
                Ok(letter) => {
                    let claimed = Some((run.clone().unbind(), [of_run, of_outbox]));
                    let attempt = self.sent(&patience, outbox, (notice, now), letter, claimed)?;
                    let ends_round = attempt.ends_round();
                    attempts.push(attempt);
                    if ends_round {
                        break;
                    }
                }
                // A bug in the link of one mail holds up no other mail.
                Err(error) if error.is_instance_of::<PyException>(py) => {
                    bug.get_or_insert(error);
                }
                Err(interrupt) => return Err(interrupt),
            }
        }
        if let Some(bug) = bug {
            return Err(bug);
        }
        let schedule = run.get().scheduled().core();
        attempts.into_iter().map(|one| PyAttempt::new(py, one, schedule)).collect()
    }

    #[doc = doc!(Mailer.letters)]
    #[getter]
    fn letters(&self) -> Vec<PyLetter> {
        let letters = self.memory.as_ref().map(|memory| memory.letters());
        letters.unwrap_or_default().into_iter().map(PyLetter).collect()
    }

    #[doc = doc!(Mailer.sender)]
    #[getter]
    fn sender(&self) -> String {
        self.config.from().to_string()
    }

    #[doc = doc!(Mailer.reply_to)]
    #[getter]
    fn reply_to(&self) -> String {
        self.config.reply_to().to_string()
    }

    #[doc = doc!(Mailer.language)]
    #[getter]
    fn language(&self) -> &str {
        self.config.language().code()
    }

    fn __traverse__(&self, visit: PyVisit<'_>) -> Result<(), PyTraverseError> {
        let Sources { step_link, recap_link, attachments, .. } = &self.sources;
        [step_link, recap_link, attachments].into_iter().try_for_each(|it| visit.call(it))
    }

    fn __repr__(&self) -> String {
        format!("<Mailer of {}>", self.sender())
    }
}
