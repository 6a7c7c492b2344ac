//! What a run answers: where it stands at an instant, also a past one, and why.

#![expect(
    clippy::redundant_closure_for_method_calls,
    reason = "a method by its path looks at views of one lifetime, a closure at any"
)]

use chrono::{DateTime, TimeDelta, Utc};
use ptr_core::language::Language;
use ptr_core::{Email, Run, Spread, StepIx, View};
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyInt, PyList};

use crate::convert::named;
use crate::convert::state::member;
use crate::convert::time::{self, Shown};
use crate::convert::values::{read, value, written};
use crate::errors::{invalid, invalid_value};
use crate::forecast::PyForecast;
use crate::forecast::simulation;
use crate::plan::arguments;
use crate::problems::reason;
use crate::problems::refused::unknown_step;
use crate::run::PyRun;
use crate::run::event::{PyEvent, to_python};
use crate::run::notice::{self, PyNotice};
use crate::schedule::{PySchedule, codes};
use crate::table::{PyTable, arrow_error};
use crate::{language, view};

impl PyRun {
    /// Looks at the run as it stood at an instant.
    pub(crate) fn view<T: Send>(
        &self,
        at: &Bound<'_, PyAny>,
        look: impl Send + FnOnce(&View<'_>) -> T,
    ) -> PyResult<T> {
        let instant = time::instant("at", at)?;
        Ok(self.look(at.py(), |run| look(&run.view(instant))))
    }

    /// Looks at one step as it stood at an instant, or as it stands now.
    fn of_one<T: Send>(
        &self,
        id: &Bound<'_, PyAny>,
        at: Option<&Bound<'_, PyAny>>,
        look: impl Send + FnOnce(&View<'_>, StepIx) -> T,
    ) -> PyResult<T> {
        let scheduled = self.scheduled();
        let (found, text) = (scheduled.find(id), crate::convert::value::text_of(id));
        // Steps are looked up by the plan of the view, which was another one before a revision.
        let look = |view: &View<'_>| {
            let is_present = view.schedule() == scheduled.core();
            let step = if is_present { found } else { view.schedule().find(&text) };
            step.map(|step| look(view, step)).ok_or_else(|| view.schedule().clone())
        };
        let seen = match at {
            Some(at) => self.view(at, look)?,
            None => self.look(id.py(), |run| look(&now(run))),
        };
        seen.map_err(|schedule| {
            unknown_step(id.py(), schedule.plan(), &text, Some(schedule.dry_run()))
        })
    }

    /// Looks at the run as it stood at an instant, with the schedule of then.
    fn scheduled_view<T: Send>(
        &self,
        at: &Bound<'_, PyAny>,
        look: impl Send + FnOnce(&View<'_>) -> T,
    ) -> PyResult<(T, &Py<PySchedule>)> {
        let (seen, schedule) = self.view(at, |view| (look(view), view.schedule().clone()))?;
        Ok((seen, self.schedule_of(&schedule)))
    }

    /// The schedule of an instant.
    pub(crate) fn scheduled_at(&self, at: &Bound<'_, PyAny>) -> PyResult<&PySchedule> {
        Ok(self.scheduled_view(at, |_| ())?.1.get())
    }
}

/// The run after all its events, whatever the clock says.
fn now(run: &Run) -> View<'_> {
    run.view_at_version(run.version(), DateTime::<Utc>::MAX_UTC)
}

fn texts(all: &[impl ToString]) -> Vec<String> {
    all.iter().map(ToString::to_string).collect()
}

/// The two ends of a comparison.
enum Between {
    Instants(DateTime<Utc>, DateTime<Utc>),
    Versions(u64, u64),
}

impl Between {
    fn read(since: &Bound<'_, PyAny>, until: &Bound<'_, PyAny>) -> PyResult<Self> {
        let is_version = |value: &Bound<'_, PyAny>| value.is_instance_of::<PyInt>();
        let version = |argument: &str, value: &Bound<'_, PyAny>| {
            value.extract().map_err(|_| {
                let found = value.to_string();
                invalid!("argument-no-version", place = argument, found = found)
            })
        };
        match (is_version(since), is_version(until)) {
            (false, false) => {
                let since = time::instant("since", since)?;
                Ok(Self::Instants(since, time::instant("until", until)?))
            }
            (true, true) => Ok(Self::Versions(version("since", since)?, version("until", until)?)),
            (true, false) | (false, true) => Err(invalid!("argument-two-alike")),
        }
    }
}

#[pymethods]
impl PyRun {
    #[doc = doc!(Run.state)]
    fn state<'py>(&self, id: &Bound<'py, PyAny>, at: &Bound<'py, PyAny>) -> PyResult<Py<PyAny>> {
        let state = self.of_one(id, Some(at), |view, step| view.state(step))?;
        Ok(member(id.py(), state)?.clone_ref(id.py()))
    }

    #[doc = doc!(Run.states)]
    fn states<'py>(&self, at: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyDict>> {
        let (states, schedule) = self.scheduled_view(at, |view| view.states())?;
        schedule.get().dict_of(at.py(), states)
    }

    #[doc = doc!(Run.state_codes)]
    #[pyo3(signature = (at, *, out = None))]
    fn state_codes<'py>(
        &self,
        at: &Bound<'py, PyAny>,
        out: Option<Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyAny>> {
        codes(at.py(), self.scheduled_at(at)?.core().len(), out, |codes| {
            self.view(at, |view| view.write_state_codes(codes))
        })
    }

    #[doc = doc!(Run.assignees)]
    #[pyo3(signature = (id, at = None))]
    fn assignees(
        &self,
        id: &Bound<'_, PyAny>,
        at: Option<&Bound<'_, PyAny>>,
    ) -> PyResult<Vec<String>> {
        self.of_one(id, at, |view, step| texts(&view.assignees(step)))
    }

    #[doc = doc!(Run.role)]
    fn role(
        &self,
        #[pyo3(from_py_with = named::mail)] mail: &str,
        id: &Bound<'_, PyAny>,
    ) -> PyResult<Option<&'static str>> {
        let step = self.scheduled().step(id)?;
        let Ok(mail) = Email::new(mail) else { return Ok(None) };
        Ok(self.look(id.py(), |run| run.role(&mail, step).map(ptr_core::Role::name)))
    }

    #[doc = doc!(Run.defects)]
    #[pyo3(signature = (id, at = None))]
    fn defects(&self, id: &Bound<'_, PyAny>, at: Option<&Bound<'_, PyAny>>) -> PyResult<String> {
        self.of_one(id, at, |view, step| view.defects(step).to_owned())
    }

    #[doc = doc!(Run.skipped)]
    #[pyo3(signature = (id, at = None))]
    fn skipped(
        &self,
        id: &Bound<'_, PyAny>,
        at: Option<&Bound<'_, PyAny>>,
    ) -> PyResult<Option<String>> {
        self.of_one(id, at, |view, step| view.skipped(step).map(str::to_owned))
    }

    #[doc = doc!(Run.started)]
    #[pyo3(signature = (id, at = None))]
    fn started<'py>(
        &self,
        id: &Bound<'py, PyAny>,
        at: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<Option<Bound<'py, PyAny>>> {
        let stamp = self.of_one(id, at, |view, step| view.started(step).cloned())?;
        view::stamp(id.py(), stamp.as_ref(), self.zone())
    }

    #[doc = doc!(Run.terminated)]
    #[pyo3(signature = (id, at = None))]
    fn terminated<'py>(
        &self,
        id: &Bound<'py, PyAny>,
        at: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<Option<Bound<'py, PyAny>>> {
        let stamp = self.of_one(id, at, |view, step| view.terminated(step).cloned())?;
        view::stamp(id.py(), stamp.as_ref(), self.zone())
    }

    #[doc = doc!(Run.rollback)]
    #[pyo3(signature = (at = None))]
    fn rollback<'py>(
        &self,
        py: Python<'py>,
        at: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<Option<Bound<'py, PyAny>>> {
        let stamp = match at {
            Some(at) => self.view(at, |view| view.rollback().cloned())?,
            None => self.look(py, |run| now(run).rollback().cloned()),
        };
        view::stamp(py, stamp.as_ref(), self.zone())
    }

    #[doc = doc!(Run.lateness)]
    fn lateness(
        &self,
        id: &Bound<'_, PyAny>,
        at: &Bound<'_, PyAny>,
    ) -> PyResult<Option<TimeDelta>> {
        self.of_one(id, Some(at), |view, step| view.lateness(step))
    }

    #[doc = doc!(Run.behind)]
    fn behind(&self, id: &Bound<'_, PyAny>, at: &Bound<'_, PyAny>) -> PyResult<Option<TimeDelta>> {
        self.of_one(id, Some(at), |view, step| view.behind(step))
    }

    #[doc = doc!(Run.ready_since)]
    fn ready_since(&self, id: &Bound<'_, PyAny>, at: &Bound<'_, PyAny>) -> PyResult<Option<Shown>> {
        Ok(self.of_one(id, Some(at), |view, step| view.ready_since(step))?.map(self.shown()))
    }

    #[doc = doc!(Run.next_change)]
    fn next_change(&self, at: &Bound<'_, PyAny>) -> PyResult<Option<Shown>> {
        Ok(self.view(at, |view| view.next_change())?.map(self.shown()))
    }

    #[doc = doc!(Run.next_report)]
    fn next_report(
        &self,
        at: &Bound<'_, PyAny>,
        weekly: &Bound<'_, PyAny>,
    ) -> PyResult<Option<Shown>> {
        let weekly = notice::weekly(weekly)?;
        Ok(weekly.next_due(self.zone(), time::instant("at", at)?).map(self.shown()))
    }

    #[doc = doc!(Run.recap)]
    #[pyo3(signature = (at, phase = None))]
    fn recap<'py>(
        &self,
        at: &Bound<'py, PyAny>,
        #[pyo3(from_py_with = named::phase)] phase: Option<&str>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let plan = self.scheduled().core().plan();
        let phase = phase.map(|code| arguments::known_phase(plan, code)).transpose()?;
        let recap = self.view(at, |view| view.recap(phase.as_ref()))?;
        view::recap(at.py(), recap, self.zone())
    }

    #[doc = doc!(Run.blocking_defects)]
    fn blocking_defects<'py>(&self, at: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyDict>> {
        let of_view = |view: &View<'_>| {
            let defects = view.blocking_defects();
            let id = |step| view.schedule().id(step).clone();
            defects.map(|(step, defect)| (id(step), defect.clone())).collect::<Vec<_>>()
        };
        let defects = self.view(at, of_view)?;
        view::blocking_defects(at.py(), &defects, time::instant("at", at)?, self.zone())
    }

    #[doc = doc!(Run.decision)]
    #[pyo3(signature = (id, at = None))]
    fn decision<'py>(
        &self,
        id: &Bound<'py, PyAny>,
        at: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<Option<Bound<'py, PyAny>>> {
        let decision = self.of_one(id, at, |view, step| view.decision(step))?;
        let py = id.py();
        decision.map(|it| read(py, "Decision", &written(py, &it)?, self.zone())).transpose()
    }

    #[doc = doc!(Run.abandoned)]
    fn abandoned(&self, at: &Bound<'_, PyAny>) -> PyResult<Vec<String>> {
        self.view(at, |view| {
            let schedule = view.schedule();
            let abandoned = schedule.steps().filter(|step| view.is_abandoned(*step));
            abandoned.map(|step| schedule.id(step).to_string()).collect()
        })
    }

    #[doc = doc!(Run.forecast)]
    #[pyo3(signature = (at, *, outcomes = None))]
    fn forecast(
        &self,
        at: &Bound<'_, PyAny>,
        outcomes: Option<&Bound<'_, PyAny>>,
    ) -> PyResult<PyForecast> {
        let outcomes = match outcomes {
            Some(outcomes) => self.scheduled_at(at)?.outcomes(outcomes)?,
            None => Vec::default(),
        };
        let (forecast, schedule) = self.scheduled_view(at, |view| view.forecast_if(&outcomes))?;
        let forecast = forecast.map_err(|error| invalid_value(|it| error.message(it)))?;
        Ok(PyForecast::new(forecast, schedule.bind(at.py())))
    }

    #[doc = doc!(Run.spread_seen)]
    fn spread_seen<'py>(&self, at: &Bound<'py, PyAny>) -> PyResult<Option<Bound<'py, PyAny>>> {
        let seen = self.view(at, Spread::seen_in)?;
        seen.map(|seen| simulation::spread(at.py(), seen)).transpose()
    }

    #[doc = doc!(Run.review)]
    fn review<'py>(&self, at: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyAny>> {
        let review = self.view(at, |view| view.review())?;
        read(at.py(), "Review", &written(at.py(), &review)?, self.zone())
    }

    #[doc = doc!(Run.explain)]
    fn explain<'py>(
        &self,
        id: &Bound<'py, PyAny>,
        at: &Bound<'py, PyAny>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let explanation = self.of_one(id, Some(at), |view, step| view.explain(step))?;
        reason::explanation(id.py(), &explanation, self.zone())
    }

    #[doc = doc!(Run.consequences)]
    #[pyo3(signature = (commands, *, by, at, rules = None))]
    fn consequences<'py>(
        &self,
        commands: &Bound<'py, PyAny>,
        #[pyo3(from_py_with = named::by)] by: &str,
        at: &Bound<'py, PyAny>,
        rules: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let (commands, rules) = (self.commands(commands)?, notice::rules(rules, None)?);
        let (py, at) = (at.py(), time::instant("at", at)?);
        let by = self.author(py, by, commands.first())?;
        let outcome = self.look(py, |run| run.consequences(&commands, &by, at, Some(&rules)));
        let follows = outcome.map_err(|refusal| self.refused(py, &refusal))?;
        let notices = follows.notices.iter().cloned();
        value!(
            py,
            "Consequences",
            states: view::changes(py, &follows.states)?,
            woken: texts(&follows.woken),
            put_to_sleep: texts(&follows.put_to_sleep),
            end_before: follows.end_before.map(self.shown()),
            end_after: follows.end_after.map(self.shown()),
            delay: follows.delay(),
            notices: self.notices_of(notices),
            events: to_python(follows.events, self.zone()),
        )
    }

    #[doc = doc!(Run.changes)]
    fn changes<'py>(
        &self,
        since: &Bound<'py, PyAny>,
        until: &Bound<'py, PyAny>,
    ) -> PyResult<Bound<'py, PyList>> {
        let py = since.py();
        let changes = match Between::read(since, until)? {
            Between::Instants(since, until) => {
                self.look(py, |run| run.view(until).changes_since(&run.view(since)))
            }
            Between::Versions(since, until) => self.look(py, |run| {
                // Both under one clock, so that only the events between them count.
                let clock = run.in_force_from(since.max(until).min(run.version()));
                let clock = clock.unwrap_or(DateTime::<Utc>::MIN_UTC);
                let later = run.view_at_version(until, clock);
                later.changes_since(&run.view_at_version(since, clock))
            }),
        };
        view::changes(
            py,
            &changes.map_err(|error| invalid_value(|language| error.message(language)))?,
        )
    }

    #[doc = doc!(Run.drift)]
    #[pyo3(
        signature = (since, until, *, language = Language::french()),
        text_signature = "($self, since, until, *, language='fr')",
    )]
    #[expect(clippy::needless_pass_by_value, reason = "arguments of Python come by value")]
    fn drift<'py>(
        &self,
        since: &Bound<'py, PyAny>,
        until: &Bound<'py, PyAny>,
        #[pyo3(from_py_with = language::read)] language: Language,
    ) -> PyResult<Bound<'py, PyList>> {
        let py = since.py();
        let causes = match Between::read(since, until)? {
            Between::Instants(since, until) => self.look(py, |run| run.drift(since, until)),
            Between::Versions(since, until) => {
                self.look(py, |run| run.drift_of_versions(since, until))
            }
        };
        view::causes(py, &causes, self.zone(), &language)
    }

    #[doc = doc!(Run.history)]
    fn history(&self, id: &Bound<'_, PyAny>) -> PyResult<Vec<PyEvent>> {
        let text = crate::convert::value::text_of(id);
        let events: Vec<_> = self.look(id.py(), |run| {
            let events = run.events().iter();
            events.filter(|it| it.fact.step().is_some_and(|step| *step == *text)).cloned().collect()
        });
        if events.is_empty() {
            // Something may have been recorded on a step that a revision has removed.
            self.scheduled().step(id)?;
        }
        Ok(to_python(events, self.zone()))
    }

    #[doc = doc!(Run.notices)]
    #[pyo3(signature = (at, *, weekly = None, rules = None))]
    fn notices(
        &self,
        at: &Bound<'_, PyAny>,
        weekly: Option<&Bound<'_, PyAny>>,
        rules: Option<&Bound<'_, PyAny>>,
    ) -> PyResult<Vec<PyNotice>> {
        let rules = notice::rules(rules, weekly)?;
        let notices = self.view(at, |view| view.notices(Some(&rules)))?;
        Ok(self.notices_of(notices))
    }

    #[doc = doc!(Run.next_notice)]
    #[pyo3(signature = (at, *, weekly = None, rules = None))]
    fn next_notice(
        &self,
        at: &Bound<'_, PyAny>,
        weekly: Option<&Bound<'_, PyAny>>,
        rules: Option<&Bound<'_, PyAny>>,
    ) -> PyResult<Option<Shown>> {
        let rules = notice::rules(rules, weekly)?;
        Ok(self.view(at, |view| view.next_notice(&rules))?.map(self.shown()))
    }

    #[doc = doc!(Run.owed_since)]
    fn owed_since(
        &self,
        #[pyo3(from_py_with = named::notice)] notice: &Bound<'_, PyNotice>,
    ) -> Option<Shown> {
        let core = notice.get().core();
        self.look(notice.py(), |run| now(run).owed_since(core)).map(self.shown())
    }

    #[doc = doc!(Run.table)]
    fn table(&self, at: &Bound<'_, PyAny>) -> PyResult<PyTable> {
        self.view(at, PyTable::of_view)?.map_err(|error| arrow_error(&error))
    }
}
