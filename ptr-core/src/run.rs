//! A run: one execution of a schedule, decided command by command and recorded event by event.
//!
//! [`decide`](Run::decide) looks at a command and changes nothing: it gives the events that
//! would follow, or a [`Refusal`] with every reason against it. [`apply`](Run::apply) folds an
//! event in. A caller that stores events decides, stores them if the version is still the one
//! it saw, then applies; a caller that does not lets [`execute`](Run::execute) do both.
//!
//! | command | who | step's state | gives |
//! |---|---|---|---|
//! | start | assignee, coordinator | Ready | started |
//! | close | assignee, coordinator | Open | closed |
//! | transfer | assignee, coordinator | any but Terminated | transferred |
//! | record defects | assignee, coordinator | any | defects recorded, if the text is new |
//! | reopen | assignee, coordinator | Terminated | reopened |
//! | skip | coordinator | any but Open and Terminated | skipped |
//! | declare rollback | coordinator | | rollback declared |
//! | withdraw rollback | coordinator | no contingency step Open | rollback withdrawn |

use std::borrow::Cow;
use std::collections::BTreeSet;

use chrono::{DateTime, Utc};

use crate::command::Command;
use crate::dense::StepIx;
use crate::event::{Event, Fact, Role};
use crate::id::Email;
use crate::ledger::{Impossible, Ledger};
use crate::notice::Notice;
use crate::refusal::Refusal;
use crate::replay::ReplayError;
use crate::schedule::Schedule;
use crate::state::Progress;
use crate::view::View;
use crate::{decide, state::State};

/// One execution of a schedule.
///
/// ```
/// use chrono::{TimeDelta, TimeZone, Utc};
/// use ptr_core::{Command, Email, Moment, Plan, Run, State, Step};
///
/// let start = Utc.with_ymd_and_hms(2026, 3, 28, 22, 0, 0).single().ok_or("no such date")?;
/// let anne = Email::new("anne@grid.example")?;
/// let plan = Plan::from_steps([Step::new("CO00000001", "CO")?
///     .in_dry_runs(["FDR1"])?
///     .starting(Moment::Instant(start))
///     .carried_out_by("Registre", [&anne])?])?;
/// let mut run = Run::new(plan.schedule("FDR1")?, []);
/// let begin = Command::Start { step: "CO00000001".parse()? };
///
/// let early = run.execute(&begin, &anne, start - TimeDelta::minutes(1));
/// assert_eq!(early.expect_err("not yet").reasons[0].code(), "not-ready");
///
/// let events = run.execute(&begin, &anne, start)?;
/// assert_eq!(events[0].seq, 1);
/// assert_eq!(run.view(start).states(), [State::Open]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone)]
pub struct Run {
    schedule: Schedule,
    coordinators: BTreeSet<Email>,
    events: Vec<Event>,
    /// From when on each event holds: the latest instant said by it or any event before it, so
    /// that a clock that lags behind another one cannot reorder what happened.
    in_force: Vec<DateTime<Utc>>,
    ledger: Ledger,
}

impl Run {
    /// A run in which nothing has happened yet.
    ///
    /// The coordinators are the transition team: they may act on every step, which is recorded
    /// as such, and hear of mails that could not be sent.
    pub fn new(schedule: Schedule, coordinators: impl IntoIterator<Item = Email>) -> Self {
        let ledger = Ledger::new(&schedule);
        let coordinators = coordinators.into_iter().collect();
        Self { schedule, coordinators, events: Vec::new(), in_force: Vec::new(), ledger }
    }

    /// The run that these events tell. Time `O(events * log steps)`.
    ///
    /// # Errors
    /// [`ReplayError`] if the events have gaps, are out of order, name steps that the schedule
    /// does not have, or contradict each other.
    pub fn replay(
        schedule: Schedule,
        coordinators: impl IntoIterator<Item = Email>,
        events: impl IntoIterator<Item = Event>,
    ) -> Result<Self, ReplayError> {
        let mut run = Self::new(schedule, coordinators);
        for event in events {
            run.apply(event)?;
        }
        Ok(run)
    }

    /// Decides on a command without carrying it out.
    ///
    /// The events that would follow; none if there is nothing to change. The decision is taken
    /// on everything known so far, at the instant `at`.
    ///
    /// Time `O(log steps)`; for a step that is not ready, and for one to be reopened, a walk
    /// over the steps before it or after it.
    ///
    /// # Errors
    /// [`Refusal`] with every reason against it.
    ///
    /// # Examples
    /// A caller that keeps its events decides first and stores them before it believes them:
    /// ```
    /// use chrono::{DateTime, Utc};
    /// use ptr_core::{Command, Email, Moment, Plan, Run, Step};
    ///
    /// let start: DateTime<Utc> = "2026-03-28T21:00:00Z".parse()?;
    /// let anne = Email::new("anne@grid.example")?;
    /// let step = Step::new("CO1", "CO")?.in_dry_runs(["FDR1"])?.starting(Moment::Instant(start));
    /// let plan = Plan::from_steps([step.carried_out_by("Registre", [&anne])?])?;
    /// let mut run = Run::new(plan.schedule("FDR1")?, []);
    ///
    /// let begin = Command::Start { step: "CO1".parse()? };
    /// for event in run.decide(&begin, &anne, start)? {
    ///     // Append it, if nobody else has appended an event of this number; then:
    ///     run.apply(event)?;
    /// }
    /// assert_eq!(run.version(), 1);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn decide(
        &self,
        command: &Command,
        by: &Email,
        at: DateTime<Utc>,
    ) -> Result<Vec<Event>, Refusal> {
        let decision = decide::decide(self, command, by, at)?;
        Ok(decision
            .map(|(role, fact)| self.next_event(at, Some(by.clone()), role, fact))
            .into_iter()
            .collect())
    }

    /// Folds in the next event. Time `O(log steps)`, and the successors of a step that ceases
    /// or begins to be terminated.
    ///
    /// # Errors
    /// [`ReplayError`] if it cannot be the next one; nothing has changed then.
    pub fn apply(&mut self, event: Event) -> Result<(), ReplayError> {
        let expected = self.version() + 1;
        let found = event.seq;
        if found > expected {
            return Err(ReplayError::Gap { expected, found });
        }
        if found < expected {
            return Err(ReplayError::WrongOrder { expected, found });
        }
        self.ledger
            .apply(&self.schedule, &event)
            .map_err(|impossible| self.replay_error(&event, impossible))?;
        let latest = self.in_force.last().map_or(event.at, |latest| event.at.max(*latest));
        self.in_force.push(latest);
        self.events.push(event);
        Ok(())
    }

    /// Decides on a command and carries it out; gives its events.
    ///
    /// # Errors
    /// [`Refusal`] with every reason against it; nothing has changed then.
    pub fn execute(
        &mut self,
        command: &Command,
        by: &Email,
        at: DateTime<Utc>,
    ) -> Result<&[Event], Refusal> {
        let events = self.decide(command, by, at)?;
        Ok(self.record(events))
    }

    /// Records that a mail that was owed has been sent; gives no event if that is known.
    pub fn notice_sent(&mut self, notice: &Notice, at: DateTime<Utc>) -> &[Event] {
        let events = self.decide_notice_sent(notice, at);
        self.record(events)
    }

    /// The event of [`notice_sent`](Run::notice_sent), not yet folded in; none if that is known.
    pub fn decide_notice_sent(&self, notice: &Notice, at: DateTime<Utc>) -> Vec<Event> {
        let fact = Fact::NoticeSent { key: notice.key.clone() };
        self.settle(notice, fact, at)
    }

    /// Records that a mail that was owed could not be sent, for good; if it asked somebody to
    /// act, the coordinators are owed a mail about it. Gives no event if that is known.
    pub fn notice_failed(
        &mut self,
        notice: &Notice,
        error: impl Into<String>,
        at: DateTime<Utc>,
    ) -> &[Event] {
        let events = self.decide_notice_failed(notice, error, at);
        self.record(events)
    }

    /// The event of [`notice_failed`](Run::notice_failed), not yet folded in; none if that is
    /// known.
    pub fn decide_notice_failed(
        &self,
        notice: &Notice,
        error: impl Into<String>,
        at: DateTime<Utc>,
    ) -> Vec<Event> {
        let fact = Fact::NoticeFailed {
            key: notice.key.clone(),
            // A notice of another run may name a step that this one has not.
            step: notice.step.clone().filter(|it| self.schedule.step(it.as_str()).is_some()),
            notice: notice.kind(),
            recipient: notice.recipient.clone(),
            error: error.into(),
        };
        self.settle(notice, fact, at)
    }

    fn settle(&self, notice: &Notice, fact: Fact, at: DateTime<Utc>) -> Vec<Event> {
        if self.ledger.settled.contains(&notice.key) {
            return Vec::new();
        }
        vec![self.next_event(at, None, Role::System, fact)]
    }

    fn next_event(&self, at: DateTime<Utc>, by: Option<Email>, role: Role, fact: Fact) -> Event {
        Event { seq: self.version() + 1, at, by, role, fact }
    }

    /// Folds in events that were decided on this very run; gives those that held.
    fn record(&mut self, events: Vec<Event>) -> &[Event] {
        let before = self.events.len();
        for event in events {
            // A decision gives only events that can follow; should one not, it changes
            // nothing and is not given back as if it had.
            let applied = self.apply(event);
            debug_assert_eq!(applied, Ok(()), "a decided event can follow");
        }
        &self.events[before..]
    }

    /// What happened, in order.
    pub fn events(&self) -> &[Event] {
        &self.events
    }

    /// How many events there are: what a store compares before it appends.
    pub fn version(&self) -> u64 {
        self.events.len() as u64
    }

    /// The schedule that is executed.
    pub fn schedule(&self) -> &Schedule {
        &self.schedule
    }

    /// The transition team, in the order of their addresses.
    pub fn coordinators(&self) -> impl Iterator<Item = &Email> {
        self.coordinators.iter()
    }

    /// Whether somebody is of the transition team.
    pub fn is_coordinator(&self, somebody: &Email) -> bool {
        self.coordinators.contains(somebody)
    }

    /// To whom a step is assigned now.
    pub fn assignees(&self, step: StepIx) -> Vec<Email> {
        let assignees = self.ledger.assignees(&self.schedule, step);
        assignees.into_iter().map(|assignee| assignee.mail).collect()
    }

    /// In which role somebody may act on a step now; `None` if they may not. Whoever is both is
    /// an assignee.
    pub fn role(&self, somebody: &Email, step: StepIx) -> Option<Role> {
        if self.assignees(step).contains(somebody) {
            Some(Role::Assignee)
        } else if self.is_coordinator(somebody) {
            Some(Role::Coordinator)
        } else {
            None
        }
    }

    /// Everything as it stood at an instant: with the events in force by then, under the clock
    /// of that instant. An event is in force from the latest instant on that it or any event
    /// before it says.
    ///
    /// Time `O(log events)` for an instant after the last event, else that of a replay.
    pub fn view(&self, at: DateTime<Utc>) -> View<'_> {
        let events = self.in_force.partition_point(|from| *from <= at);
        self.view_of(events, at)
    }

    /// Everything as it stood after so many events, under the clock of an instant; after all of
    /// them if there are fewer. Time as [`view`](Run::view).
    pub fn view_at_version(&self, version: u64, at: DateTime<Utc>) -> View<'_> {
        let events = usize::try_from(version).unwrap_or(usize::MAX).min(self.events.len());
        self.view_of(events, at)
    }

    /// From when on so many events are known: the latest instant that any of them says. `None`
    /// for no events, and for more than there are.
    pub fn in_force_from(&self, version: u64) -> Option<DateTime<Utc>> {
        let last = usize::try_from(version).ok()?.checked_sub(1)?;
        self.in_force.get(last).copied()
    }

    fn view_of(&self, events: usize, at: DateTime<Utc>) -> View<'_> {
        let ledger = if events == self.events.len() {
            Cow::Borrowed(&self.ledger)
        } else {
            let mut ledger = Ledger::new(&self.schedule);
            for event in &self.events[..events] {
                // They have been applied before, in this order.
                let applied = ledger.apply(&self.schedule, event);
                debug_assert_eq!(applied, Ok(()), "a recorded event can follow");
            }
            Cow::Owned(ledger)
        };
        View::new(self, ledger, events, at)
    }

    pub(crate) fn ledger(&self) -> &Ledger {
        &self.ledger
    }

    pub(crate) fn progress(&self, step: StepIx) -> Progress {
        self.ledger.marks.progress(step)
    }

    pub(crate) fn state_now(&self, step: StepIx, at: DateTime<Utc>) -> State {
        self.ledger.marks.state(&self.schedule, step, at)
    }

    fn replay_error(&self, event: &Event, impossible: Impossible) -> ReplayError {
        let seq = event.seq;
        match impossible {
            Impossible::UnknownStep(step) => {
                ReplayError::UnknownStep { seq, step, dry_run: self.schedule.dry_run().to_string() }
            }
            Impossible::Contradiction(why) => {
                ReplayError::Impossible { seq, fact: event.fact.name(), why }
            }
        }
    }
}

impl PartialEq for Run {
    /// Two runs are the same if they have the same history and coordinators on the same
    /// schedule.
    fn eq(&self, other: &Self) -> bool {
        self.events == other.events
            && self.coordinators == other.coordinators
            && self.schedule == other.schedule
    }
}
