//! What letters take from the program around them: links and files, asked for in Python.
//!
//! An error in there must not send a mail without its link. It is kept, and raised as it is once
//! the letter is written: nobody asks for the rest meanwhile.

use std::sync::{Mutex, MutexGuard, PoisonError};

use ptr_core::{Notice, Occasion, PhaseCode, StepId, View};
use ptr_excel::{Layout, WriteOptions, status_workbook};
use ptr_mail::{Attachment, Language, Pages, Platform};
use pyo3::prelude::*;

use crate::convert::named::Argument;
use crate::convert::text;
use crate::plan::arguments;
use crate::run::PyRun;
use crate::run::notice::PyNotice;

/// Where links and files come from, as a mailer was told.
pub(super) struct Sources {
    pub(super) pages: Option<Pages>,
    pub(super) step_link: Option<Py<PyAny>>,
    pub(super) recap_link: Option<Py<PyAny>>,
    pub(super) attachments: Option<Py<PyAny>>,
    /// Whether the weekly report takes the status workbook along.
    pub(super) status_workbook: bool,
}

/// The sources, while letters are written.
pub(super) struct Asked<'s> {
    sources: &'s Sources,
    run: &'s PyRun,
    language: Language,
    error: Mutex<Option<PyErr>>,
}

impl<'s> Asked<'s> {
    pub(super) fn new(sources: &'s Sources, run: &'s PyRun, language: Language) -> Self {
        Self { sources, run, language, error: Mutex::new(None) }
    }

    fn notice(&self, core: &Notice) -> PyNotice {
        PyNotice::new(core.clone(), self.run.scheduled().core())
    }

    /// The first error, if there was one.
    pub(super) fn take_error(&self) -> Option<PyErr> {
        self.error().take()
    }

    fn error(&self) -> MutexGuard<'_, Option<PyErr>> {
        self.error.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn ask<T: Default>(&self, question: impl FnOnce(Python<'_>) -> PyResult<T>) -> T {
        if self.error().is_some() {
            return T::default();
        }
        Python::attach(question).unwrap_or_else(|error| {
            self.error().get_or_insert(error);
            T::default()
        })
    }

    fn status(&self, notice: &Notice, view: &View<'_>) -> PyResult<Option<Attachment>> {
        let Occasion::WeeklyReport { since, .. } = notice.occasion else { return Ok(None) };
        if !self.sources.status_workbook {
            return Ok(None);
        }
        let (schedule, language) = (view.schedule(), self.language.clone());
        let timezone = schedule.plan().timezone();
        let layout = match self.run.scheduled().plan().origin() {
            Some(origin) => origin.layout.clone(),
            None => Layout { timezone, ..Layout::default() },
        };
        let options =
            WriteOptions { layout, language, since: Some(since), ..WriteOptions::default() };
        let content = status_workbook(view, &options)
            .map_err(|error| crate::errors::mail_error(|language| error.message(language)))?;
        let day = view.at().with_timezone(&timezone).format("%Y-%m-%d");
        Ok(Some(Attachment {
            name: format!("{}-{day}.xlsx", schedule.dry_run()),
            content_type: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
                .to_owned(),
            content,
        }))
    }
}

impl Platform for Asked<'_> {
    fn step(&self, notice: &Notice, step: &StepId) -> Option<String> {
        match (&self.sources.step_link, &self.sources.pages) {
            (Some(link), _) => self.ask(|py| {
                let notice = self.notice(notice);
                link_of("step_link", &link.bind(py).call1((notice, step.as_str()))?)
            }),
            (None, pages) => pages.as_ref().and_then(|pages| pages.step(notice, step)),
        }
    }

    fn recap(&self, notice: &Notice, phase: Option<&PhaseCode>) -> Option<String> {
        match (&self.sources.recap_link, &self.sources.pages) {
            (Some(link), _) => self.ask(|py| {
                let notice = self.notice(notice);
                link_of("recap_link", &link.bind(py).call1((notice, phase.map(PhaseCode::as_str)))?)
            }),
            (None, pages) => pages.as_ref().and_then(|pages| pages.recap(notice, phase)),
        }
    }

    fn attachments(&self, notice: &Notice, view: &View<'_>) -> Vec<Attachment> {
        let mut files: Vec<Attachment> =
            self.ask(|_| self.status(notice, view)).into_iter().collect();
        if let Some(attachments) = &self.sources.attachments {
            files.extend(self.ask(|py| {
                let given = attachments.bind(py).call1((self.notice(notice),))?;
                arguments::items("attachments", &given)?
                    .map(|file| attachment(&file?))
                    .collect::<PyResult<Vec<_>>>()
            }));
        }
        files
    }
}

/// The link that a function gave, if it gave one.
fn link_of(argument: &str, given: &Bound<'_, PyAny>) -> PyResult<Option<String>> {
    Ok(Option::<&str>::read(argument, given)?.map(str::to_owned))
}

fn attachment(file: &Bound<'_, PyAny>) -> PyResult<Attachment> {
    let field = |name| {
        let field = file.getattr_opt(name)?;
        field.ok_or_else(|| text::wrong_type("attachments", "Attachments", file))
    };
    Ok(Attachment {
        name: text::read("name", &field("name")?)?.to_owned(),
        content_type: text::read("content_type", &field("content_type")?)?.to_owned(),
        content: text::bytes("content", &field("content")?)?,
    })
}
