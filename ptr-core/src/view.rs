//! A run as it stood at one instant: the door to every derived view.

use std::borrow::Cow;
use std::sync::Arc;

use chrono::{DateTime, TimeDelta, Utc};

use crate::dense::StepIx;
use crate::event::Event;
use crate::explain::{self, Explanation};
use crate::forecast::Forecast;
use crate::id::{Email, PhaseCode, StepId};
use crate::ledger::{Ledger, Stamp};
use crate::notice::{self, Notice, Weekly};
use crate::recap::{self, Recap};
use crate::roots::Roots;
use crate::run::Run;
use crate::schedule::Schedule;
use crate::state::State;

/// A run as it stood at one instant. See [`Run::view`].
#[derive(Debug, Clone)]
pub struct View<'r> {
    run: &'r Run,
    ledger: Cow<'r, Ledger>,
    events: usize,
    at: DateTime<Utc>,
}

/// A step that stands elsewhere than before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// The step.
    pub step: StepId,
    /// Where it stood.
    pub before: State,
    /// Where it stands.
    pub after: State,
}

impl<'r> View<'r> {
    pub(crate) fn new(
        run: &'r Run,
        ledger: Cow<'r, Ledger>,
        events: usize,
        at: DateTime<Utc>,
    ) -> Self {
        Self { run, ledger, events, at }
    }

    /// The run.
    pub fn run(&self) -> &'r Run {
        self.run
    }

    /// The schedule that the run executes.
    pub fn schedule(&self) -> &'r Schedule {
        self.run.schedule()
    }

    /// The instant.
    pub fn at(&self) -> DateTime<Utc> {
        self.at
    }

    /// How many events were known.
    pub fn version(&self) -> u64 {
        self.events as u64
    }

    /// The events that were known.
    pub fn events(&self) -> &'r [Event] {
        &self.run.events()[..self.events]
    }

    /// The events of one step that were known, in order. Time `O(events)`.
    pub fn history(&self, step: StepIx) -> impl Iterator<Item = &'r Event> {
        let id = self.schedule().id(step);
        self.events().iter().filter(move |event| event.fact.step() == Some(id))
    }

    /// The state of a step. Time `O(1)`.
    pub fn state(&self, step: StepIx) -> State {
        self.ledger.marks.state(self.schedule(), step, self.at)
    }

    /// The state of every step, in topological order. Time `O(steps)`.
    pub fn states(&self) -> Vec<State> {
        self.ledger.marks.states(self.schedule(), self.at)
    }

    /// The code of every step's state ([`State::code`]), in topological order, into a buffer of
    /// the caller's; steps beyond its end are left out. Allocates nothing. Time `O(steps)`.
    pub fn write_state_codes(&self, codes: &mut [u8]) {
        self.ledger.marks.state_codes(self.schedule(), self.at, codes);
    }

    /// The same in the order of starts ([`Schedule::steps_by_start`]): the fastest way to all
    /// states, since the clock cuts that order into three runs and no start is looked at. Time
    /// `O(steps)`, a little more than copying a byte a step.
    ///
    /// ```
    /// use chrono::{DateTime, TimeDelta, Utc};
    /// use ptr_core::{Moment, Plan, Run, State, Step};
    ///
    /// let start: DateTime<Utc> = "2026-03-28T21:00:00Z".parse()?;
    /// let step = |id: &str, hours| Ok::<_, ptr_core::InvalidCode>(Step::new(id, "CO")?
    ///     .in_dry_runs(["FDR1"])?
    ///     .starting(Moment::Instant(start + TimeDelta::hours(hours))));
    /// let plan = Plan::from_steps([step("CO1", 2)?, step("CO2", 0)?])?;
    /// let run = Run::new(plan.schedule("FDR1")?, []);
    /// let mut codes = [0; 2];
    /// run.view(start).write_state_codes_by_start(&mut codes);
    /// assert_eq!(codes, [State::Ready.code(), State::Idle.code()]);
    /// let first = run.schedule().steps_by_start()[0];
    /// assert_eq!(run.schedule().id(first), "CO2");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn write_state_codes_by_start(&self, codes: &mut [u8]) {
        self.ledger.marks.state_codes_by_start(self.schedule(), self.at, codes);
    }

    /// Whether a step sleeps: its phase is a contingency and no rollback is declared.
    pub fn is_asleep(&self, step: StepIx) -> bool {
        self.ledger.is_asleep(self.schedule(), step)
    }

    /// When and by whom a rollback was declared, if one is.
    pub fn rollback(&self) -> Option<&Stamp> {
        self.ledger.rollback.as_ref()
    }

    /// To whom a step is assigned: its contacts, but for what transfers have changed. Nobody if
    /// the plan names nobody; then only coordinators may act on it.
    pub fn assignees(&self, step: StepIx) -> Vec<Email> {
        let assignees = self.ledger.assignees(self.schedule(), step);
        assignees.into_iter().map(|assignee| assignee.mail).collect()
    }

    /// The defects recorded on a step; empty if there are none.
    pub fn defects(&self, step: StepIx) -> &str {
        self.ledger.trace(step).map_or("", |trace| &trace.defects)
    }

    /// When and by whom a step was started, if it was. Reopening a closed step does not change it.
    pub fn started(&self, step: StepIx) -> Option<&Stamp> {
        self.ledger.trace(step)?.started.as_ref()
    }

    /// When and by whom a step was closed or skipped, if it was.
    pub fn terminated(&self, step: StepIx) -> Option<&Stamp> {
        self.ledger.trace(step)?.terminated.as_ref()
    }

    /// Why a step was skipped, if it was.
    pub fn skipped(&self, step: StepIx) -> Option<&str> {
        self.ledger.skipped(step)
    }

    /// How late a step is: a Ready one since its start, an Open one since its end. `None` if
    /// it is not late, or if the plan does not say when it is to end.
    pub fn lateness(&self, step: StepIx) -> Option<TimeDelta> {
        self.lateness_in(step, self.state(step))
    }

    /// The same for a step whose state is known already.
    pub(crate) fn lateness_in(&self, step: StepIx, state: State) -> Option<TimeDelta> {
        lateness(self.schedule(), step, state, self.at)
    }

    /// The next instant after this one at which the clock alone changes a state, if there is
    /// one. Until then, and until the next event, every state stays as it is: a scheduler may
    /// sleep so long. Time `O(steps)`.
    pub fn next_change(&self) -> Option<DateTime<Utc>> {
        self.ledger.marks.next_change(self.schedule(), self.at)
    }

    /// How many steps stand where, over all or in one phase; a phase that the plan does not
    /// have counts nothing. Time `O(steps)`; the first one of a schedule `O(steps * log teams)`.
    pub fn recap(&self, phase: Option<&PhaseCode>) -> Recap {
        recap::recap(self, phase)
    }

    /// Why a step stands where it stands. Time `O(steps before it and their prerequisites)`.
    pub fn explain(&self, step: StepIx) -> Explanation {
        explain::explain(self.schedule(), &self.ledger, step, self.at)
    }

    /// Why every step stands where it stands, in topological order: what
    /// [`explain`](View::explain) says of each. One pass serves them all, so that a long chain is
    /// not walked anew from each of its steps. Time `O(steps + prerequisites)` and what is said.
    ///
    /// ```
    /// use ptr_core::{Plan, Run, Step};
    ///
    /// let step = |id: &str| Step::new(id, "CO")?.in_dry_runs(["FDR1"]);
    /// let plan = Plan::from_steps([step("CO1")?, step("CO2")?.after(["CO1"])?])?;
    /// let run = Run::new(plan.schedule("FDR1")?, []);
    /// let view = run.view("2026-03-28T21:00:00Z".parse()?);
    /// let roots = view.explanations().map(|explanation| explanation.roots.len());
    /// assert_eq!(roots.collect::<Vec<_>>(), [0, 1]);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn explanations(&self) -> impl Iterator<Item = Explanation> {
        explain::explain_all(self.schedule(), &self.ledger, self.at)
    }

    /// The steps that hold each step's chain ([`Explanation::roots`]), in topological order.
    pub fn roots(&self) -> impl Iterator<Item = (StepIx, Arc<[StepIx]>)> {
        Roots::new(self.schedule(), &self.ledger.marks)
    }

    /// Where the run is heading: when each step is expected to begin and end, which steps cannot
    /// slip, and when all is over. Time `O(steps + effective prerequisites)`.
    pub fn forecast(&self) -> Forecast {
        Forecast::of(self)
    }

    /// The mails that are owed and not settled yet: reports first, then transfers and failures
    /// as they happened, then start mails in topological order. Reports are owed only to whom
    /// `weekly` names. Time `O((steps + events) log events)`.
    pub fn notices(&self, weekly: Option<&Weekly>) -> Vec<Notice> {
        notice::notices(self, weekly)
    }

    /// The steps that stand elsewhere than in an earlier view of the same schedule, in
    /// topological order. Time `O(steps)`.
    ///
    /// # Examples
    /// ```
    /// use chrono::{DateTime, TimeDelta, Utc};
    /// use ptr_core::{Change, Moment, Plan, Run, State, Step};
    ///
    /// let start: DateTime<Utc> = "2026-03-28T21:00:00Z".parse()?;
    /// let step = Step::new("CO1", "CO")?.in_dry_runs(["FDR1"])?.starting(Moment::Instant(start));
    /// let run = Run::new(Plan::from_steps([step])?.schedule("FDR1")?, []);
    ///
    /// let before = run.view(start - TimeDelta::minutes(1));
    /// let step = "CO1".parse()?;
    /// assert_eq!(
    ///     run.view(start).changes_since(&before),
    ///     [Change { step, before: State::Idle, after: State::Ready }]
    /// );
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn changes_since(&self, earlier: &View<'_>) -> Vec<Change> {
        let (before, after) = (earlier.states(), self.states());
        let pairs = before.into_iter().zip(after);
        self.schedule()
            .steps()
            .zip(pairs)
            .filter(|(_, (before, after))| before != after)
            .map(|(step, (before, after))| Change {
                step: self.schedule().id(step).clone(),
                before,
                after,
            })
            .collect()
    }

    pub(crate) fn ledger(&self) -> &Ledger {
        &self.ledger
    }
}

/// How late a step in this state is at an instant.
pub(crate) fn lateness(
    schedule: &Schedule,
    step: StepIx,
    state: State,
    at: DateTime<Utc>,
) -> Option<TimeDelta> {
    let due = match state {
        State::Ready => schedule.start(step),
        State::Open => schedule.end(step),
        State::Locked | State::Overdue | State::Idle | State::Terminated | State::Planned => None,
    }?;
    Some(at.signed_duration_since(due)).filter(|late| *late > TimeDelta::zero())
}
