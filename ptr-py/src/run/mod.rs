//! `Run`: one execution of a schedule, shared between threads.
//!
//! The core's run stands behind a lock that is only ever taken without the GIL, and nothing of
//! Python is touched while it is held: so no thread can wait for the one while it has the other.

pub(crate) mod claims;
mod clock;
mod command;
pub(crate) mod event;
pub(crate) mod notice;

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, OnceLock, PoisonError, RwLock, Weak};

use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use ptr_core::{Checkpoint, Email, Event, Notice, Run, Schedule, Settlement};
use pyo3::gc::{PyTraverseError, PyVisit};
use pyo3::intern;
use pyo3::prelude::*;
use pyo3::types::PyTuple;

use self::claims::Claims;
use self::event::PyEvent;
use self::notice::PyNotice;
use crate::convert::time::Shown;
use crate::convert::values::value;
use crate::convert::{named, text};
use crate::errors::{classes, fault, invalid_code, not_json, replay_error, told};
use crate::plan;
use crate::plan::PyPlan;
use crate::plan::arguments;
use crate::schedule::PySchedule;

#[doc = doc!(Run)]
#[doc = ""]
#[doc = doc!(Run.__new__)]
#[pyclass(frozen, module = "ptr_py", name = "Run", weakref)]
pub(crate) struct PyRun {
    core: Arc<RwLock<Run>>,
    /// The schedules that the core has executed, as Python has them, and how many revisions there
    /// were: they are made when they are first asked for.
    executed: Executed,
    revisions: AtomicUsize,
    /// The plans that were given to be executed, which know more than the core does.
    plans: Mutex<Vec<Py<PyPlan>>>,
    claims: Arc<Claims>,
}

/// A schedule that a run has executed, and the one after it.
struct Executed {
    schedule: Py<PySchedule>,
    next: OnceLock<Box<Executed>>,
}

impl Executed {
    fn new(schedule: Py<PySchedule>) -> Self {
        Self { schedule, next: OnceLock::new() }
    }

    /// The same schedules, for a run that may be revised otherwise.
    fn copy(&self, py: Python<'_>) -> Self {
        let next = self.next.get().map(|next| OnceLock::from(Box::new(next.copy(py))));
        Self { schedule: self.schedule.clone_ref(py), next: next.unwrap_or_default() }
    }
}

impl PyRun {
    fn of(core: Run, schedule: &Bound<'_, PySchedule>, plans: Vec<Py<PyPlan>>) -> Self {
        let revisions = core.schedules().len() - 1;
        Self {
            revisions: AtomicUsize::new(revisions),
            core: Arc::new(RwLock::new(core)),
            executed: Executed::new(schedule.clone().unbind()),
            plans: Mutex::new(plans),
            claims: Arc::default(),
        }
    }

    /// The mails that some thread is sending.
    pub(crate) fn claims(&self) -> &Arc<Claims> {
        &self.claims
    }

    /// Looks at the run.
    pub(crate) fn look<T: Send>(&self, py: Python<'_>, look: impl Send + FnOnce(&Run) -> T) -> T {
        py.detach(|| self.look_detached(look))
    }

    /// The same on a thread that has no GIL.
    pub(crate) fn look_detached<T>(&self, look: impl FnOnce(&Run) -> T) -> T {
        // A run changes in one piece or not at all, so that a panic cannot have left it halfway.
        look(&self.core.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// Changes the run.
    pub(crate) fn change<T: Send>(
        &self,
        py: Python<'_>,
        change: impl Send + FnOnce(&mut Run) -> T,
    ) -> T {
        py.detach(|| self.change_detached(change))
    }

    /// The same on a thread that has no GIL.
    pub(crate) fn change_detached<T>(&self, change: impl FnOnce(&mut Run) -> T) -> T {
        let mut run = self.core.write().unwrap_or_else(PoisonError::into_inner);
        let changed = change(&mut run);
        self.revisions.store(run.schedules().len() - 1, Ordering::Release);
        changed
    }

    /// Makes a plan known, so that a revision may name it. Returns its digest.
    pub(crate) fn know(&self, plan: &Bound<'_, PyPlan>) -> ptr_core::Digest {
        let mut plans = self.plans.lock().unwrap_or_else(PoisonError::into_inner);
        if !plans.iter().any(|known| known.is(plan)) {
            plans.push(plan.clone().unbind());
        }
        drop(plans);
        let core = plan.get().core();
        self.change(plan.py(), |run| run.know(core))
    }

    /// The run as it is now, to be looked at without holding anybody up.
    pub(crate) fn copy(&self, py: Python<'_>) -> Run {
        self.look(py, Clone::clone)
    }

    /// Whether nobody has recorded yet what came of a mail.
    pub(crate) fn owes(&self, py: Python<'_>, notice: &Notice, at: DateTime<Utc>) -> bool {
        py.detach(|| owes(&self.core, notice, at))
    }

    /// The run for as long as Python has it, for [`owes`].
    pub(crate) fn watch(&self) -> Weak<RwLock<Run>> {
        Arc::downgrade(&self.core)
    }

    /// The zone of the instants that go out, and of those in sentences.
    pub(crate) fn zone(&self) -> Tz {
        self.scheduled().core().plan().timezone()
    }

    /// Shows an instant in that zone.
    pub(crate) fn shown(&self) -> impl Fn(DateTime<Utc>) -> Shown {
        self.scheduled().shown()
    }

    /// Mails that are owed, as Python has them.
    pub(crate) fn notices_of(&self, notices: impl IntoIterator<Item = Notice>) -> Vec<PyNotice> {
        let schedule = self.scheduled().core();
        notices.into_iter().map(|notice| PyNotice::new(notice, schedule)).collect()
    }

    /// The schedule of the present plan.
    pub(crate) fn scheduled(&self) -> &PySchedule {
        self.executed().last().unwrap_or(&self.executed.schedule).get()
    }

    /// The schedule of the core as Python has it, if the run has executed it; else the present one.
    pub(crate) fn schedule_of(&self, core: &Schedule) -> &Py<PySchedule> {
        let mut executed = self.executed();
        let found = executed.find(|schedule| schedule.get().core() == core);
        found.or_else(|| self.executed().last()).unwrap_or(&self.executed.schedule)
    }

    /// The schedules that the run has executed, the present one last.
    fn executed(&self) -> impl Iterator<Item = &Py<PySchedule>> {
        let revisions = self.revisions.load(Ordering::Acquire);
        let mut next = Some(&self.executed);
        (0..=revisions).map_while(move |place| {
            let node = next?;
            if place < revisions {
                next = node.next.get().map(|next| &**next).or_else(|| {
                    // Only a lack of memory could keep it from being made.
                    let made = Python::attach(|py| self.make_schedule(py, place + 1)).ok()?;
                    Some(node.next.get_or_init(|| Box::new(Executed::new(made))))
                });
            }
            Some(&node.schedule)
        })
    }

    /// A schedule that the core has executed, of the plan that was given for it.
    fn make_schedule(&self, py: Python<'_>, place: usize) -> PyResult<Py<PySchedule>> {
        let executed = self.look(py, |run| run.schedules().nth(place).map(|(_, it)| it.clone()));
        let core = executed.ok_or_else(|| fault(&"no such revision"))?;
        let plans = self.plans.lock().unwrap_or_else(PoisonError::into_inner);
        let given = plans.iter().find(|plan| plan.get().core() == core.plan());
        let given = given.map(|plan| plan.clone_ref(py));
        drop(plans);
        let plan = match given {
            Some(plan) => plan,
            None => Py::new(py, PyPlan::new(core.plan().clone()))?,
        };
        Py::new(py, PySchedule::new(py, core, plan)?)
    }
}

fn coordinators(given: Option<&Bound<'_, PyAny>>) -> PyResult<Vec<Email>> {
    given.map_or(Ok(Vec::new()), |given| arguments::mails("coordinators", given))
}

#[pymethods]
impl PyRun {
    #[new]
    #[pyo3(signature = (schedule, coordinators = None), text_signature = "(schedule, coordinators=())")]
    fn new(
        #[pyo3(from_py_with = named::schedule)] schedule: &Bound<'_, PySchedule>,
        coordinators: Option<&Bound<'_, PyAny>>,
    ) -> PyResult<Self> {
        let core = Run::new(schedule.get().core().clone(), self::coordinators(coordinators)?);
        Ok(Self::of(core, schedule, Vec::new()))
    }

    #[doc = doc!(Run.replay)]
    #[staticmethod]
    #[pyo3(
        signature = (schedule, events, coordinators = None, *, plans = None),
        text_signature = "(schedule, events, coordinators=(), *, plans=())",
    )]
    fn replay(
        #[pyo3(from_py_with = named::schedule)] schedule: &Bound<'_, PySchedule>,
        events: &Bound<'_, PyAny>,
        coordinators: Option<&Bound<'_, PyAny>>,
        plans: Option<&Bound<'_, PyAny>>,
    ) -> PyResult<Self> {
        let coordinators = self::coordinators(coordinators)?;
        let events =
            arguments::items("events", events)?.map(|event| read_stored("events", &event?));
        let events: Vec<Arc<Event>> = events.collect::<PyResult<_>>()?;
        let run = Run::new(schedule.get().core().clone(), coordinators);
        let plans = plans.map_or_else(|| Ok(Vec::new()), plan::read_several)?;
        let replayed = schedule.py().detach(|| knowing(run, &plans).replayed(events));
        let run = replayed.map_err(|error| replay_error(&error))?;
        Ok(Self::of(run, schedule, plans))
    }

    #[doc = doc!(Run.apply)]
    #[pyo3(signature = (event, *, plan = None))]
    fn apply(
        &self,
        event: &Bound<'_, PyAny>,
        #[pyo3(from_py_with = named::plan)] plan: Option<&Bound<'_, PyPlan>>,
    ) -> PyResult<()> {
        let next = read_stored("event", event)?;
        if let Some(plan) = plan {
            self.know(plan);
        }
        let applied = self.change(event.py(), |run| run.apply(next));
        applied.map_err(|error| replay_error(&error))
    }

    #[doc = doc!(Run.schedule)]
    #[getter]
    pub(crate) fn schedule<'py>(&self, py: Python<'py>) -> &Bound<'py, PySchedule> {
        self.executed().last().unwrap_or(&self.executed.schedule).bind(py)
    }

    #[doc = doc!(Run.checkpoint)]
    fn checkpoint<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        let Checkpoint { version, digest } = self.look(py, Run::checkpoint);
        value!(py, "Checkpoint", version: version, digest: digest.to_string())
    }

    #[doc = doc!(Run.verify)]
    #[pyo3(signature = (*checkpoints), text_signature = "($self, /, *checkpoints)")]
    fn verify(&self, py: Python<'_>, checkpoints: &Bound<'_, PyTuple>) -> PyResult<()> {
        let read = |it: Bound<'_, PyAny>| -> PyResult<Checkpoint> {
            let wrong = || text::wrong_type("checkpoints", "a Checkpoint", &it);
            let version = it.getattr_opt("version")?.and_then(|version| version.extract().ok());
            let (version, digest) = version.zip(it.getattr_opt("digest")?).ok_or_else(wrong)?;
            let digest = text::read("digest", &digest)?.parse();
            let digest = digest.map_err(|error| invalid_code("digest", &error))?;
            Ok(Checkpoint { version, digest })
        };
        let checkpoints = checkpoints.iter().map(read).collect::<PyResult<Vec<_>>>()?;
        let run = self.copy(py);
        py.detach(|| run.verify(&checkpoints)).map_err(|broken| {
            told(classes::ReplayError::new_err, |language| broken.message(language))
        })
    }

    #[doc = doc!(Run.coordinators)]
    #[getter]
    fn coordinators(&self, py: Python<'_>) -> Vec<String> {
        self.look(py, |run| run.coordinators().map(ToString::to_string).collect())
    }

    #[doc = doc!(Run.events)]
    #[getter]
    fn events(&self, py: Python<'_>) -> Vec<PyEvent> {
        event::to_python(self.look(py, |run| run.events().to_vec()), self.zone())
    }

    #[doc = doc!(Run.version)]
    #[getter]
    fn version(&self, py: Python<'_>) -> u64 {
        self.look(py, Run::version)
    }

    fn __eq__(&self, py: Python<'_>, other: &Self) -> bool {
        if std::ptr::eq(self, other) {
            return true;
        }
        let other = other.copy(py);
        self.look(py, |run| *run == other)
    }

    #[doc = doc!(Run.__copy__)]
    fn __copy__(&self, py: Python<'_>) -> Self {
        // All schedules are made once for all copies. Those of a revision between here and the
        // core's copy are made by the copy.
        self.scheduled();
        let executed = self.executed.copy(py);
        let core = self.copy(py);
        let plans = self.plans.lock().unwrap_or_else(PoisonError::into_inner);
        let plans = plans.iter().map(|plan| plan.clone_ref(py)).collect();
        Self { executed, ..Self::of(core, self.executed.schedule.bind(py), plans) }
    }

    #[doc = doc!(Run.__deepcopy__)]
    fn __deepcopy__(&self, memo: &Bound<'_, PyAny>) -> Self {
        self.__copy__(memo.py())
    }

    fn __traverse__(&self, visit: PyVisit<'_>) -> Result<(), PyTraverseError> {
        let mut executed = Some(&self.executed);
        while let Some(Executed { schedule, next }) = executed {
            visit.call(schedule)?;
            executed = next.get().map(|next| &**next);
        }
        // What is not visited is only kept for longer.
        let plans = self.plans.try_lock();
        plans.map_or(Ok(()), |plans| plans.iter().try_for_each(|plan| visit.call(plan)))
    }

    fn __repr__(&self, py: Python<'_>) -> String {
        let dry_run = self.scheduled().core().dry_run();
        format!("<Run of {dry_run} after {} events>", self.version(py))
    }

    fn __reduce__<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyTuple>> {
        let (py, this) = (slf.py(), slf.get());
        let restore = slf.get_type().getattr(intern!(py, "_restore"))?;
        // One text for all: an object for each would take many times as long.
        let (events, coordinators) = this.look(py, |run| {
            let coordinators: Vec<_> = run.coordinators().map(ToString::to_string).collect();
            (serde_json::to_string(run.events()), coordinators)
        });
        let events = events.map_err(|error| fault(&error))?;
        let plans = this.plans.lock().unwrap_or_else(PoisonError::into_inner);
        let mut plans: Vec<_> = plans.iter().map(|plan| plan.clone_ref(py)).collect();
        plans.extend(this.executed().skip(1).map(|it| it.get().plan_object(py)));
        (restore, (this.executed.schedule.clone_ref(py), events, coordinators, plans))
            .into_pyobject(py)
    }

    /// Older pickles have no plans.
    #[staticmethod]
    #[pyo3(signature = (schedule, events, coordinators, plans = None))]
    fn _restore(
        #[pyo3(from_py_with = named::schedule)] schedule: &Bound<'_, PySchedule>,
        #[pyo3(from_py_with = named::events)] events: &str,
        coordinators: &Bound<'_, PyAny>,
        plans: Option<&Bound<'_, PyAny>>,
    ) -> PyResult<Self> {
        let plans = plans.map_or_else(|| Ok(Vec::new()), plan::read_several)?;
        let coordinators = arguments::mails("coordinators", coordinators)?;
        let run = Run::new(schedule.get().core().clone(), coordinators);
        let replayed = schedule.py().detach(|| {
            let events: Vec<Arc<Event>> = serde_json::from_str(events).map_err(|error| {
                not_json(classes::ReplayError::new_err, "argument-not-events", &error)
            })?;
            knowing(run, &plans).replayed(events).map_err(|error| replay_error(&error))
        });
        Ok(Self::of(replayed?, schedule, plans))
    }
}

/// When the last event is in force or, before the first one, the first step is to begin.
pub(crate) fn latest(run: &Run) -> DateTime<Utc> {
    let schedule = run.schedule();
    let first = || schedule.steps().filter_map(|step| schedule.start(step)).min();
    run.in_force_from(run.version()).or_else(first).unwrap_or_default()
}

/// Whether a run has not recorded yet what came of a mail, on a thread that has no GIL.
pub(crate) fn owes(run: &RwLock<Run>, notice: &Notice, at: DateTime<Utc>) -> bool {
    let run = run.read().unwrap_or_else(PoisonError::into_inner);
    run.decide_settlement(notice, &Settlement::Sent, at).is_some()
}

/// The run, knowing these plans.
fn knowing(mut run: Run, plans: &[Py<PyPlan>]) -> Run {
    for plan in plans {
        run.know(plan.get().core());
    }
    run
}

/// An event as a store gives it back; one that is none makes no run.
fn read_stored(argument: &str, object: &Bound<'_, PyAny>) -> PyResult<Arc<Event>> {
    event::read(argument, object).map_err(|error| {
        let py = object.py();
        if error.is_instance_of::<classes::InvalidValue>(py) {
            let value = error.value(py);
            let replay = classes::ReplayError::new_err(value.to_string());
            // It is told in the same languages.
            let texts = value.getattr("_texts");
            _ = texts.and_then(|texts| replay.value(py).setattr("_texts", texts));
            replay.set_cause(py, Some(error));
            replay
        } else {
            error
        }
    })
}
