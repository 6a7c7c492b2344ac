//! Views: a run at one instant, from which everything else is derived.

mod acts;
mod change;
mod defects;
mod delay;
mod notice;
mod notice_rules;
mod owed;
mod recap;
mod settlement;
mod silence;
mod ways;
mod weekly;

use std::borrow::Cow;
use std::sync::Arc;

use chrono::{DateTime, TimeDelta, Utc};

use crate::dense::StepIx;
use crate::id::Email;
use crate::run::{
    Blockers, Decision, Event, Explanation, Fact, Recorded, Run, Stamp, explain, explain_all,
};
use crate::schedule::Schedule;
use crate::state::State;

pub use change::{Change, OtherSchedule};
pub use notice::{Notice, Occasion, Silence};
pub use notice_rules::{ActRule, AtRisk, NoticeRules, SilenceRule, TransferRule, Ways};
pub(crate) use notice_rules::{EXPECTED_LENGTH, EXPECTED_SHARE};
pub use recap::{Recap, Tally};
pub use settlement::Settlement;
pub use weekly::Weekly;

/// A run at one instant. See [`Run::view`].
///
/// ```
/// use chrono::{DateTime, TimeDelta, Utc};
/// use ptr_core::{Command, Email, Moment, Plan, Run, State, Step};
///
/// let start: DateTime<Utc> = "2026-03-28T21:00:00Z".parse()?;
/// let anne = Email::new("anne@grid.example")?;
/// let step = Step::new("CO1", "CO")?.in_dry_runs(["FDR1"])?.starting(Moment::Instant(start));
/// let plan = Plan::from_steps([step.carried_out_by("Registre", [&anne])?])?;
/// let mut run = Run::new(plan.schedule("FDR1")?, []);
/// run.execute(&Command::Start { step: "CO1".parse()? }, &anne, start)?;
/// run.execute(&Command::record_defects("CO1".parse()?, "La sauvegarde manque."), &anne, start)?;
///
/// let step = run.schedule().find("CO1").ok_or("not in FDR1")?;
/// let view = run.view(start);
/// assert_eq!((view.state(step), view.assignees(step)), (State::Open, vec![anne]));
/// assert_eq!(view.started(step).map(|stamp| stamp.at), Some(start));
/// assert!(view.terminated(step).is_none() && view.skipped(step).is_none());
/// assert_eq!(view.defects(step), "La sauvegarde manque.");
/// assert_eq!(view.history(step).count(), 2);
/// assert!(view.rollback().is_none() && !view.is_asleep(step));
///
/// // The same instant with only the first event known; and the day before.
/// assert_eq!(run.view_at_version(1, start).defects(step), "");
/// let before = run.view(start - TimeDelta::days(1));
/// assert_eq!((before.version(), before.state(step)), (0, State::Idle));
/// assert_eq!(before.next_change(), Some(start));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone)]
pub struct View<'r> {
    run: &'r Run,
    schedule: &'r Schedule,
    recorded: Cow<'r, Recorded>,
    events: usize,
    at: DateTime<Utc>,
}

impl Run {
    /// The run at an instant: the events that are in force by then, with the clock at that instant.
    /// An event is in force from its own instant or that of an earlier event, whichever is later.
    ///
    /// Time `O(log events)` for an instant after the last event, else that of a replay.
    pub fn view(&self, at: DateTime<Utc>) -> View<'_> {
        let events = self.events_in_force(at);
        self.view_of(events, at)
    }

    /// The run after its first `version` events, or after all if there are fewer, with the clock at
    /// an instant. Time as [`view`](Run::view).
    pub fn view_at_version(&self, version: u64, at: DateTime<Utc>) -> View<'_> {
        let events = usize::try_from(version).unwrap_or(usize::MAX).min(self.events().len());
        self.view_of(events, at)
    }

    fn view_of(&self, events: usize, at: DateTime<Utc>) -> View<'_> {
        if events == self.events().len() {
            return View::new(self, Cow::Borrowed(self.recorded()), events, at);
        }
        let recorded = Recorded::new(self.schedule_after(0));
        let mut view = View::new(self, Cow::Owned(recorded), 0, at);
        while view.events < events {
            view.fold_next();
        }
        view
    }
}

impl<'r> View<'r> {
    fn new(run: &'r Run, recorded: Cow<'r, Recorded>, events: usize, at: DateTime<Utc>) -> Self {
        Self { run, schedule: run.schedule_after(events), recorded, events, at }
    }

    /// The run.
    pub fn run(&self) -> &'r Run {
        self.run
    }

    /// The schedule that the run executes after the known events: before a revision, that of the
    /// plan of then. If a rollback is declared that sets milestones, the steps dated by them have
    /// their starts here; in [`Run::schedule`] they have none.
    pub fn schedule(&self) -> &Schedule {
        self.recorded.schedule(self.schedule)
    }

    /// The same with the starts of the plan alone.
    pub(crate) fn planned(&self) -> &'r Schedule {
        self.schedule
    }

    /// The instant of the view.
    pub fn at(&self) -> DateTime<Utc> {
        self.at
    }

    /// The number of known events.
    pub fn version(&self) -> u64 {
        self.events as u64
    }

    /// The known events.
    pub fn events(&self) -> &'r [Arc<Event>] {
        &self.run.events()[..self.events]
    }

    /// The known events of one step, in order. Time `O(events)`.
    pub fn history(&self, step: StepIx) -> impl Iterator<Item = &'r Event> {
        let id = self.schedule().id(step);
        let events = self.events().iter().map(AsRef::as_ref);
        events.filter(move |event: &&Event| event.fact.step() == Some(id))
    }

    /// The state of a step. Time `O(1)`.
    pub fn state(&self, step: StepIx) -> State {
        self.recorded.progress.state(self.schedule(), step, self.at)
    }

    /// The state of every step, in topological order. Time `O(steps)`.
    pub fn states(&self) -> Vec<State> {
        self.recorded.progress.states(self.schedule(), self.at)
    }

    /// Writes the code of every step's state ([`State::code`]) into a buffer, in topological order;
    /// steps beyond the end of the buffer are left out. Does not allocate. Time `O(steps)`.
    ///
    /// ```
    /// use ptr_core::{Moment, Plan, Run, State, Step};
    ///
    /// let start = "2026-03-28T21:00:00Z".parse()?;
    /// let step = Step::new("CO1", "CO")?.in_dry_runs(["FDR1"])?.starting(Moment::Instant(start));
    /// let run = Run::new(Plan::from_steps([step])?.schedule("FDR1")?, []);
    /// let mut codes = [0_u8; 1];
    /// run.view(start).write_state_codes(&mut codes);
    /// assert_eq!(codes, [State::Ready.code()]);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn write_state_codes(&self, codes: &mut [u8]) {
        self.recorded.progress.state_codes(self.schedule(), self.at, codes);
    }

    /// Whether a step sleeps: its phase is a contingency and no rollback is declared, or it is
    /// [abandoned](View::is_abandoned).
    pub fn is_asleep(&self, step: StepIx) -> bool {
        self.recorded.progress.is_asleep(self.schedule(), step)
    }

    /// Whether a step is abandoned: it can no longer come about, and nobody has begun it. So it is if
    /// it asks for an outcome that was not taken, or if all its prerequisites can no longer come
    /// about. Reopening the decision brings it back. A step goes on without those of its
    /// prerequisites that are abandoned. Time `O(1)`.
    ///
    /// ```
    /// use chrono::{DateTime, Utc};
    /// use ptr_core::{Command, Email, Moment, Plan, Run, State, Step};
    ///
    /// let start: DateTime<Utc> = "2026-03-28T21:00:00Z".parse()?;
    /// let anne = Email::new("anne@grid.example")?;
    /// let step = |id: &str| Step::new(id, "CO")?.in_dry_runs(["FDR1"])?
    ///     .starting(Moment::Instant(start)).carried_out_by("Registre", [&anne]);
    /// let plan = Plan::from_steps([
    ///     step("CO1")?.deciding(["GO", "NO-GO"], 1)?,
    ///     step("CO2")?.after_outcome("CO1", "GO")?,
    ///     step("CO3")?.after_outcome("CO1", "NO-GO")?,
    ///     step("CO4")?.after(["CO2", "CO3"])?,
    /// ])?;
    /// let mut run = Run::new(plan.schedule("FDR1")?, []);
    /// run.execute(&Command::Start { step: "CO1".parse()? }, &anne, start)?;
    /// run.execute(&Command::decide("CO1".parse()?, "NO-GO".parse()?), &anne, start)?;
    ///
    /// let view = run.view(start);
    /// let expected = [State::Terminated, State::Planned, State::Ready, State::Overdue];
    /// assert_eq!(view.states(), expected);
    /// let abandoned = run.schedule().steps().filter(|step| view.is_abandoned(*step));
    /// assert_eq!(abandoned.collect::<Vec<_>>(), [run.schedule().find("CO2").ok_or("none")?]);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn is_abandoned(&self, step: StepIx) -> bool {
        self.recorded.progress.is_abandoned(step)
    }

    /// How a decision stands: its votes, who is missing, its outcome. `None` for any other step.
    /// Time `O(people)`.
    pub fn decision(&self, step: StepIx) -> Option<Decision> {
        Decision::of(self.schedule(), &self.recorded, step)
    }

    /// When and by whom the rollback was declared; `None` if none is declared.
    pub fn rollback(&self) -> Option<&Stamp> {
        self.recorded.rollback.as_ref()
    }

    /// The people to whom a step is assigned: its contacts, changed by transfers. Empty if the plan
    /// names no contact; then only coordinators may act on the step.
    pub fn assignees(&self, step: StepIx) -> Vec<Email> {
        let assignees = self.recorded.assignees(self.schedule(), step);
        assignees.into_iter().map(|assignee| assignee.mail).collect()
    }

    /// When and by whom a step was started; `None` if it was not. Reopening does not change it.
    pub fn started(&self, step: StepIx) -> Option<&Stamp> {
        self.recorded.step(step)?.started.as_ref()
    }

    /// When and by whom a step was closed or skipped; `None` if it was not.
    pub fn terminated(&self, step: StepIx) -> Option<&Stamp> {
        self.recorded.step(step)?.terminated.as_ref()
    }

    /// Why a step was skipped; `None` if it was not.
    pub fn skipped(&self, step: StepIx) -> Option<&str> {
        self.recorded.skipped(step)
    }

    /// The lateness of a step: the time since the start of a Ready one, since the planned end of an
    /// Open one. `None` if the step is not late, or has no planned end.
    pub fn lateness(&self, step: StepIx) -> Option<TimeDelta> {
        self.lateness_in(step, self.state(step))
    }

    /// The lateness of a step in the given state.
    #[inline] // a recap asks for each step, few of which can be late
    pub(crate) fn lateness_in(&self, step: StepIx, state: State) -> Option<TimeDelta> {
        let due = match state {
            State::Ready => self.schedule().start(step),
            State::Open => self.schedule().end(step),
            State::Locked | State::Overdue | State::Idle | State::Terminated | State::Planned => {
                None
            }
        }?;
        Some(self.at.signed_duration_since(due)).filter(|late| *late > TimeDelta::zero())
    }

    /// The next instant after the view's at which the clock alone changes a state; `None` if there
    /// is none. Until then, or until the next event, no state changes, so a scheduler may sleep.
    /// Time `O(steps)`.
    pub fn next_change(&self) -> Option<DateTime<Utc>> {
        self.recorded.progress.next_change(self.schedule(), self.at)
    }

    /// Explains the state of a step. Time `O(predecessors and their prerequisites)`.
    pub fn explain(&self, step: StepIx) -> Explanation {
        explain(self.schedule(), &self.recorded, step, self.at)
    }

    /// The [explanation](View::explain) of every step, in topological order. All are computed in
    /// one pass, so a long chain is not searched again for each of its steps. Time
    /// `O(steps + prerequisites)` and that of the output.
    ///
    /// ```
    /// use ptr_core::{Plan, Run, Step};
    ///
    /// let step = |id: &str| Step::new(id, "CO")?.in_dry_runs(["FDR1"]);
    /// let plan = Plan::from_steps([step("CO1")?, step("CO2")?.after(["CO1"])?])?;
    /// let run = Run::new(plan.schedule("FDR1")?, []);
    /// let view = run.view("2026-03-28T21:00:00Z".parse()?);
    /// let blockers = view.explanations().map(|explanation| explanation.blockers.len());
    /// assert_eq!(blockers.collect::<Vec<_>>(), [0, 1]);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn explanations(&self) -> impl Iterator<Item = Explanation> {
        explain_all(self.schedule(), &self.recorded, self.at)
    }

    /// The [`Explanation::blockers`] of every step, in topological order. Time
    /// `O(steps + prerequisites)`.
    pub fn blockers(&self) -> impl Iterator<Item = (StepIx, Arc<[StepIx]>)> {
        Blockers::new(self.schedule(), &self.recorded.progress)
    }

    pub(crate) fn recorded(&self) -> &Recorded {
        &self.recorded
    }

    /// Folds the next event of the run into the view; the clock stays. Returns the event; `None` if
    /// the view knows all of them.
    pub(crate) fn fold_next(&mut self) -> Option<&'r Event> {
        let event = self.run.events().get(self.events)?;
        if let Fact::PlanRevised { .. } = &event.fact {
            let later = self.run.schedule_after(self.events + 1);
            self.recorded = Cow::Owned(self.recorded.carried_over(self.schedule, later, event.at));
            self.schedule = later;
        }
        // The events were applied in this order before, so they can be again.
        let applied = self.recorded.to_mut().apply(self.schedule, event);
        debug_assert_eq!(applied, Ok(()), "a recorded event can follow");
        self.events += 1;
        Some(event)
    }

    /// Moves the clock of the view; the known events stay.
    pub(crate) fn set_clock(&mut self, at: DateTime<Utc>) {
        self.at = at;
    }
}
