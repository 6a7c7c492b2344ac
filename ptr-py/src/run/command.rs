//! What people ask of a run, and what the machinery reports to it. Each gives its events; with
//! `apply=False` they are decided only, for a store that takes them if the version is still the
//! one that was seen.
//!
//! Every command is a dict that serde reads; the methods named after commands make one.

use chrono::{DateTime, TimeDelta, Utc};
use ptr_core::{Author, Command, Email, Reason, Refusal, Settlement, StepId};
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyMapping};
use serde_json::Value;

use super::PyRun;
use super::event::{PyEvent, to_python};
use super::notice::PyNotice;
use crate::convert::document::Document;
use crate::convert::{named, time, value};
use crate::errors::invalid_value;
use crate::plan::PyPlan;
use crate::plan::arguments;
use crate::problems::refused::{invalid_address, refused};

impl PyRun {
    /// The command that a dict of an argument says, about a step that the dry run has.
    fn command(&self, argument: &str, object: &Bound<'_, PyAny>) -> PyResult<Command> {
        let py = object.py();
        let document = Document::of(argument, "a command as a dict", object)?;
        document.check_instant("until")?;
        let text = |key: &str| document.values.get(key).and_then(Value::as_str);
        let because = |reason| {
            let step = text("step").and_then(|id| self.scheduled().core().find(id));
            let step = step.map(|step| self.scheduled().core().id(step).clone());
            self.because(text("type").unwrap_or_default(), step, reason)
        };
        let unknown_step = |found| {
            let dry_run = Some(self.scheduled().core().dry_run().clone());
            self.refused(py, &because(Reason::UnknownStep { found, dry_run }))
        };
        match document.read::<Command>() {
            Ok(command) => match command.step() {
                Some(id) if self.scheduled().core().find(id.as_str()).is_none() => {
                    Err(unknown_step(id.to_string()))
                }
                _ => Ok(command),
            },
            Err(wrong) if wrong.key == "step" && wrong.is_of_value => {
                Err(unknown_step(value::text_of(&object.get_item("step")?)))
            }
            Err(wrong) if wrong.key == "outcome" && text("outcome").is_some() => {
                let found = text("outcome").unwrap_or_default().to_owned();
                let step = text("step").and_then(|id| self.scheduled().core().find(id));
                let offered = step.map(|step| self.scheduled().core().step(step).outcomes.clone());
                let outcomes = offered.unwrap_or_default();
                Err(self.refused(py, &because(Reason::UnknownOutcome { found, outcomes })))
            }
            Err(wrong) => Err(match text("to").map(Email::new) {
                Some(Err(error)) if wrong.key == "to" => {
                    let refusal = because(Reason::NotAnAddress { found: error.found });
                    invalid_address(py, &refusal, self.zone())
                }
                _ => invalid_value(|language| wrong.message(language)),
            }),
        }
    }

    /// One command as a dict, or several.
    pub(crate) fn commands(&self, object: &Bound<'_, PyAny>) -> PyResult<Vec<Command>> {
        if object.cast::<PyMapping>().is_ok() {
            return Ok(vec![self.command("commands", object)?]);
        }
        arguments::items("commands", object)?
            .map(|command| self.command("commands", &command?))
            .collect()
    }

    /// The author of a command.
    pub(crate) fn author(
        &self,
        py: Python<'_>,
        by: &str,
        command: Option<&Command>,
    ) -> PyResult<Email> {
        Email::new(by).map_err(|error| {
            let name = command.map_or("", Command::name);
            let step = command.and_then(|command| command.step().cloned());
            let reason = Reason::NotAnAddress { found: error.found };
            self.refused(py, &self.because(name, step, reason))
        })
    }

    /// Carries out a command, or only decides it.
    fn give(
        &self,
        py: Python<'_>,
        command: &Command,
        (by, on_behalf_of): (&str, Option<&str>),
        at: DateTime<Utc>,
        apply: bool,
    ) -> PyResult<Vec<PyEvent>> {
        let by = self.author(py, by, Some(command))?;
        let person = on_behalf_of.map(|person| self.author(py, person, Some(command)));
        let person = person.transpose()?;
        let author = Author { by: &by, on_behalf_of: person.as_ref() };
        let outcome = if apply {
            self.change(py, |run| run.execute(command, author, at).map(Option::<&_>::cloned))
        } else {
            self.look(py, |run| run.decide(command, author, at))
        };
        outcome
            .map(|event| to_python(event, self.zone()))
            .map_err(|refusal| self.refused(py, &refusal))
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
        let event = if apply {
            self.change(py, |run| run.settle(notice, settlement, at).cloned())
        } else {
            self.look(py, |run| run.decide_settlement(notice, settlement, at))
        };
        Ok(to_python(event, self.zone()))
    }

    fn because(&self, command: &str, step: Option<StepId>, reason: Reason) -> Refusal {
        Refusal::because(command, step, reason, self.zone())
    }

    /// The error of a command that was refused.
    pub(crate) fn refused(&self, py: Python<'_>, refusal: &Refusal) -> PyErr {
        refused(py, refusal, self.scheduled().core().plan())
    }
}

/// A method named after a command, and the keys under which the command has its arguments; after a
/// semicolon those that may be left out.
macro_rules! command {
    ($name:ident($($key:literal: $argument:ident),+ $(; $($further:literal: $option:ident),+)?)) => {
        #[pymethods]
        impl PyRun {
            #[doc = doc!(Run.$name)]
            #[pyo3(signature = ($($argument,)+ *, by, at, $($($option = None,)+)? apply = true))]
            fn $name(
                &self,
                $($argument: &Bound<'_, PyAny>,)+
                #[pyo3(from_py_with = named::by)] by: &str,
                at: &Bound<'_, PyAny>,
                $($($option: Option<&Bound<'_, PyAny>>,)+)?
                #[pyo3(from_py_with = named::apply)] apply: bool,
            ) -> PyResult<Vec<PyEvent>> {
                let command = PyDict::new(at.py());
                command.set_item("type", stringify!($name))?;
                $(command.set_item($key, $argument)?;)+
                $($(command.set_item($further, $option)?;)+)?
                self.execute(&command, by, at, None, apply)
            }
        }
    };
}

command!(start("step": id));
command!(close("step": id; "outcome": outcome, "reason": reason));
command!(undo_start("step": id, "reason": reason));
command!(reopen("step": id, "reason": reason));
command!(skip("step": id, "reason": reason));
command!(remind("step": id; "message": message));
command!(declare_rollback("reason": reason));
command!(withdraw_rollback("reason": reason));

#[pymethods]
impl PyRun {
    #[doc = doc!(Run.record_defects)]
    #[pyo3(signature = (id, text, *, by, at, blocks = None, until = None, apply = true))]
    #[expect(clippy::too_many_arguments, reason = "each is one of Python's")]
    fn record_defects(
        &self,
        id: &Bound<'_, PyAny>,
        text: &Bound<'_, PyAny>,
        #[pyo3(from_py_with = named::by)] by: &str,
        at: &Bound<'_, PyAny>,
        #[pyo3(from_py_with = named::blocks)] blocks: Option<bool>,
        until: Option<&Bound<'_, PyAny>>,
        #[pyo3(from_py_with = named::apply)] apply: bool,
    ) -> PyResult<Vec<PyEvent>> {
        if let Some(until) = until {
            time::instant("until", until)?;
        }
        let command = PyDict::new(at.py());
        let items = [("step", Some(id)), ("text", Some(text)), ("until", until)];
        command.set_item("type", "record_defects")?;
        command.set_item("blocks", blocks)?;
        items.iter().try_for_each(|(key, value)| command.set_item(key, value))?;
        self.execute(&command, by, at, None, apply)
    }

    #[doc = doc!(Run.transfer)]
    #[pyo3(signature = (id, *, to, by, at, message = None, apply = true))]
    fn transfer(
        &self,
        id: &Bound<'_, PyAny>,
        to: &Bound<'_, PyAny>,
        #[pyo3(from_py_with = named::by)] by: &str,
        at: &Bound<'_, PyAny>,
        message: Option<&Bound<'_, PyAny>>,
        #[pyo3(from_py_with = named::apply)] apply: bool,
    ) -> PyResult<Vec<PyEvent>> {
        let command = PyDict::new(at.py());
        let items = [("step", Some(id)), ("to", Some(to)), ("message", message)];
        command.set_item("type", "transfer")?;
        items.iter().try_for_each(|(key, value)| command.set_item(key, value))?;
        self.execute(&command, by, at, None, apply)
    }

    #[doc = doc!(Run.execute)]
    #[pyo3(signature = (command, *, by, at, on_behalf_of = None, apply = true))]
    fn execute(
        &self,
        command: &Bound<'_, PyAny>,
        #[pyo3(from_py_with = named::by)] by: &str,
        at: &Bound<'_, PyAny>,
        #[pyo3(from_py_with = named::on_behalf_of)] on_behalf_of: Option<&str>,
        #[pyo3(from_py_with = named::apply)] apply: bool,
    ) -> PyResult<Vec<PyEvent>> {
        let py = at.py();
        let command = self.command("command", command)?;
        let at = time::instant("at", at)?;
        self.give(py, &command, (by, on_behalf_of), at, apply)
    }

    #[doc = doc!(Run.revise)]
    #[pyo3(signature = (
        plan, *, by, at, reason = None, shift = None, rewriting = false, apply = true,
    ))]
    #[expect(clippy::too_many_arguments, reason = "each is one of Python's")]
    fn revise(
        &self,
        #[pyo3(from_py_with = named::plan)] plan: &Bound<'_, PyPlan>,
        #[pyo3(from_py_with = named::by)] by: &str,
        at: &Bound<'_, PyAny>,
        #[pyo3(from_py_with = named::reason)] reason: Option<&str>,
        #[pyo3(from_py_with = named::shift)] shift: Option<TimeDelta>,
        #[pyo3(from_py_with = named::rewriting)] rewriting: bool,
        #[pyo3(from_py_with = named::apply)] apply: bool,
    ) -> PyResult<Vec<PyEvent>> {
        let (py, at) = (at.py(), time::instant("at", at)?);
        let (plan, reason) = (self.know(plan), reason.map(str::to_owned));
        let command = Command::Revise { plan, shift, rewriting, reason };
        self.give(py, &command, (by, None), at, apply)
    }

    #[doc = doc!(Run.notice_sent)]
    #[pyo3(signature = (notice, *, at, apply = true))]
    fn notice_sent(
        &self,
        #[pyo3(from_py_with = named::notice)] notice: &Bound<'_, PyNotice>,
        at: &Bound<'_, PyAny>,
        #[pyo3(from_py_with = named::apply)] apply: bool,
    ) -> PyResult<Vec<PyEvent>> {
        self.settle(notice, &Settlement::Sent, at, apply)
    }

    #[doc = doc!(Run.notice_failed)]
    #[pyo3(signature = (notice, error, *, at, apply = true))]
    fn notice_failed(
        &self,
        #[pyo3(from_py_with = named::notice)] notice: &Bound<'_, PyNotice>,
        #[pyo3(from_py_with = named::error)] error: &str,
        at: &Bound<'_, PyAny>,
        #[pyo3(from_py_with = named::apply)] apply: bool,
    ) -> PyResult<Vec<PyEvent>> {
        self.settle(notice, &Settlement::Failed(error.to_owned()), at, apply)
    }
}
