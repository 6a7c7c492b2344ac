//! A run: one execution of a schedule, recorded as events.
//!
//! [`decide`](Run::decide) checks a command without changing anything: it returns the event that
//! would follow, or a [`Refusal`] with every reason. [`apply`](Run::apply) folds an event into the
//! run. A caller that stores events first decides, then appends the event to its store if the store
//! has no newer version, then applies it. Other callers use [`execute`](Run::execute), which
//! decides and applies.
//!
//! The table of commands stands at [`Command`](crate::Command).

mod act;
mod author;
mod blockers;
#[cfg(feature = "serde")]
mod chain;
mod clock;
mod command;
mod decision;
mod defect;
mod event;
mod explanation;
mod notice_kind;
mod recorded;
mod refusal;
mod replay;
mod revision;
mod rules;
mod stamp;
mod vote;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use chrono::{DateTime, Utc};

use self::recorded::Impossible;
use self::rules::Case;
use crate::dense::StepIx;
use crate::id::{Digest, Email};
use crate::plan::{Plan, of_an_event};
use crate::schedule::Schedule;

pub use act::Act;
pub(crate) use act::ToldAct;
pub use author::Author;
pub(crate) use blockers::Blockers;
#[cfg(feature = "serde")]
pub use chain::{BrokenChain, Checkpoint};
pub use command::Command;
pub use decision::Decision;
pub use defect::BlockingDefect;
pub(crate) use event::Effect;
pub use event::{Event, Fact, Role};
pub use explanation::{Condition, Explanation};
pub(crate) use explanation::{explain, explain_all};
pub use notice_kind::NoticeKind;
pub(crate) use recorded::{Handover, Recorded};
pub use refusal::{Reason, Refusal};
pub use replay::{Contradiction, ReplayError};
pub use revision::{Revision, RevisionOptions};
pub use stamp::Stamp;
pub use vote::Vote;

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
/// let event = run.execute(&begin, &anne, start)?;
/// assert_eq!(event.map(|event| event.seq), Some(1));
/// assert_eq!(run.view(start).states(), [State::Open]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// A clone is a snapshot: it costs `O(1)`, shares the history, and does not change when the
/// original does. The first event that is applied while a snapshot exists copies what the steps have
/// recorded and the addresses of the events, `O(steps + events)`: some milliseconds for a million.
#[derive(Debug, Clone)]
pub struct Run {
    /// That of the present plan.
    schedule: Schedule,
    coordinators: Arc<BTreeSet<Email>>,
    /// The plans that revisions may name.
    plans: Arc<BTreeMap<Digest, Plan>>,
    past: Arc<Past>,
    /// The clock of the process that has read so many events, if it has told.
    seen: Option<(usize, DateTime<Utc>)>,
}

/// The history of a run and the result of folding it.
#[derive(Debug, Clone)]
struct Past {
    /// Shared with every snapshot, so that a copy of the history is a copy of addresses.
    events: Vec<Arc<Event>>,
    /// The instant from which each event is in force: the latest instant of the event and those
    /// before it. So a clock that lags behind cannot change the order of events.
    in_force: Vec<DateTime<Utc>>,
    /// The schedules before the present one, each with the number of events up to its revision.
    earlier: Vec<(Schedule, usize)>,
    recorded: Recorded,
}

impl Run {
    /// A run without events.
    ///
    /// The coordinators are the transition team. They may act on every step, in a role of their
    /// own, and get mails about mails that could not be sent.
    pub fn new(schedule: Schedule, coordinators: impl IntoIterator<Item = Email>) -> Self {
        let recorded = Recorded::new(&schedule);
        let (events, in_force, earlier) = (Vec::new(), Vec::new(), Vec::new());
        let past = Arc::new(Past { events, in_force, earlier, recorded });
        let coordinators = Arc::new(coordinators.into_iter().collect());
        Self { schedule, coordinators, plans: Arc::default(), past, seen: None }
    }

    /// The run with these events. Time `O(events * log steps)`.
    ///
    /// # Errors
    /// [`ReplayError`] if the events have gaps, are out of order, contradict each other, name
    /// steps that the schedule does not have, or revise the plan: then use
    /// [`replayed`](Run::replayed).
    pub fn replay(
        schedule: Schedule,
        coordinators: impl IntoIterator<Item = Email>,
        events: impl IntoIterator<Item = impl Into<Arc<Event>>>,
    ) -> Result<Self, ReplayError> {
        Self::new(schedule, coordinators).replayed(events)
    }

    /// This run after further events. A run whose plan was revised begins with its first schedule
    /// and [knows](Run::know) the plans that took its place. Time `O(events * log steps)`, and a
    /// projection for each revision.
    ///
    /// # Errors
    /// As [`apply`](Run::apply), for the first event that cannot be the next.
    ///
    /// # Examples
    /// ```
    /// use chrono::{DateTime, Utc};
    /// use ptr_core::{Command, Email, Plan, ReplayError, Run, Step};
    ///
    /// let at: DateTime<Utc> = "2026-03-28T21:00:00Z".parse()?;
    /// let paul = Email::new("paul@grid.example")?;
    /// let step = |id: &str| Step::new(id, "CO")?.in_dry_runs(["FDR1"]);
    /// let first = Plan::from_steps([step("CO1")?])?;
    /// let later = Plan::from_steps([step("CO1")?, step("CO2")?])?;
    /// let mut run = Run::new(first.schedule("FDR1")?, [paul.clone()]);
    /// let plan = run.know(&later);
    /// let revise = Command::Revise { plan, shift: None, rewriting: false, reason: None };
    /// run.execute(&revise, &paul, at)?;
    ///
    /// let mut again = Run::new(first.schedule("FDR1")?, [paul]);
    /// let missing = again.clone().replayed(run.events().to_vec());
    /// assert_eq!(missing, Err(ReplayError::MissingPlan { seq: 1, plan }));
    /// again.know(&later);
    /// assert_eq!(again.replayed(run.events().to_vec())?, run);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn replayed(
        self,
        events: impl IntoIterator<Item = impl Into<Arc<Event>>>,
    ) -> Result<Self, ReplayError> {
        let mut run = self;
        let events = events.into_iter();
        let past = Arc::make_mut(&mut run.past);
        // Only an optimisation: if the promised size cannot be reserved, `push` grows the vector.
        _ = past.events.try_reserve(events.size_hint().0);
        _ = past.in_force.try_reserve(events.size_hint().0);
        for event in events {
            run.apply(event)?;
        }
        Ok(run)
    }

    /// Decides on a command at the instant `at`, without carrying it out.
    ///
    /// Returns the event that would follow; `None` if the command would change nothing. All events
    /// so far are taken into account.
    ///
    /// Time `O(log steps)`; for a step that is not Ready a search through its predecessors, for a
    /// step to be reopened a search through its successors.
    ///
    /// # Errors
    /// [`Refusal`] with every reason.
    ///
    /// # Examples
    /// A caller that stores events decides first, and applies the event after it is stored:
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
    /// if let Some(event) = run.decide(&begin, &anne, start)? {
    ///     // Append it, if nobody else has appended an event of this number; then:
    ///     run.apply(event)?;
    /// }
    /// assert_eq!(run.version(), 1);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn decide<'a>(
        &self,
        command: &Command,
        by: impl Into<Author<'a>>,
        at: DateTime<Utc>,
    ) -> Result<Option<Event>, Refusal> {
        let author = by.into();
        if let Command::Revise { plan, shift, rewriting, reason } = command
            && author.on_behalf_of.is_none()
        {
            let asked = (*shift, *rewriting);
            return self.decide_revision(plan, asked, reason.as_deref(), author, at);
        }
        let decision = rules::decide(self.case(author, at), command)?;
        Ok(decision.map(|(role, fact)| self.next_event(at, Some(author), role, fact)))
    }

    fn case<'a>(&'a self, author: Author<'a>, at: DateTime<Utc>) -> Case<'a> {
        Case {
            schedule: self.recorded().schedule(&self.schedule),
            coordinators: &self.coordinators,
            recorded: self.recorded(),
            author,
            at,
        }
    }

    /// Folds the next event into the run. Time `O(log steps)`, and `O(successors)` if a step
    /// becomes terminated or is reopened; for a revision that of
    /// [`Plan::schedule_with`](crate::Plan::schedule_with).
    ///
    /// # Errors
    /// [`ReplayError`] if it cannot be the next event; the run is then unchanged.
    pub fn apply(&mut self, event: impl Into<Arc<Event>>) -> Result<(), ReplayError> {
        let event = event.into();
        let expected = self.version() + 1;
        let found = event.seq;
        if found > expected {
            return Err(ReplayError::Gap { expected, found });
        }
        if found < expected {
            return Err(ReplayError::WrongOrder { expected, found });
        }
        if let Fact::PlanRevised { plan, shift, .. } = &event.fact {
            let later = self.later_schedule(event.seq, plan, *shift)?;
            let past = Arc::make_mut(&mut self.past);
            past.recorded = past.recorded.carried_over(&self.schedule, &later, event.at);
            let before = std::mem::replace(&mut self.schedule, later);
            past.earlier.push((before, past.events.len()));
        }
        let past = Arc::make_mut(&mut self.past);
        if let Err(impossible) = past.recorded.apply(&self.schedule, &event) {
            return Err(self.replay_error(&event, impossible));
        }
        past.push_in_force(event.at);
        past.events.push(event);
        Ok(())
    }

    /// Decides on a command and carries it out. Returns its event; `None` if the command would
    /// change nothing.
    ///
    /// # Errors
    /// [`Refusal`] with every reason; the run is then unchanged.
    pub fn execute<'a>(
        &mut self,
        command: &Command,
        by: impl Into<Author<'a>>,
        at: DateTime<Utc>,
    ) -> Result<Option<&Event>, Refusal> {
        let event = self.decide(command, by, at)?;
        Ok(event.and_then(|event| self.record(event)))
    }

    pub(crate) fn next_event(
        &self,
        at: DateTime<Utc>,
        author: Option<Author<'_>>,
        role: Role,
        fact: Fact,
    ) -> Event {
        let (seq, at) = (self.version() + 1, of_an_event(at));
        let by = author.map(|author| author.by.clone());
        let on_behalf_of = author.and_then(|author| author.on_behalf_of).cloned();
        let event = Event { seq, at, by, role, on_behalf_of, fact, digest: None };
        #[cfg(feature = "serde")]
        let event = self.chained(event);
        event
    }

    /// Applies an event that was decided on this run.
    pub(crate) fn record(&mut self, event: Event) -> Option<&Event> {
        // A decision returns only events that can follow. If one could not, nothing would have
        // changed, so it is not returned.
        let applied = self.apply(event);
        debug_assert_eq!(applied, Ok(()), "a decided event can follow");
        self.past.events.last().map(AsRef::as_ref).filter(|_| applied.is_ok())
    }

    /// This run after its first `version` events. Time `O(1)` for all of them, else that of a
    /// replay.
    pub(crate) fn until(&self, version: u64) -> Self {
        if version >= self.version() {
            return self.clone();
        }
        let first = self.schedule_after(0).clone();
        let mut run = Self::new(first, self.coordinators.iter().cloned());
        run.plans = Arc::clone(&self.plans);
        for event in self.events().iter().filter(|event| event.seq <= version) {
            // The events were applied in this order before, so they can be again.
            let applied = run.apply(Arc::clone(event));
            debug_assert_eq!(applied, Ok(()), "a recorded event can follow");
        }
        run
    }

    /// The events, in order, each shared by all runs that have it.
    pub fn events(&self) -> &[Arc<Event>] {
        &self.past.events
    }

    /// The number of events. A store compares it before it appends.
    pub fn version(&self) -> u64 {
        self.past.events.len() as u64
    }

    /// The schedule that the run executes: that of the last revision. A view has that of its
    /// instant ([`View::schedule`](crate::View::schedule)).
    pub fn schedule(&self) -> &Schedule {
        &self.schedule
    }

    /// The schedules that the run has executed, the present one last, each with the version from
    /// which on: 0, then the numbers of revisions.
    #[expect(clippy::range_plus_one, reason = "an inclusive range has no exact size")]
    pub fn schedules(
        &self,
    ) -> impl DoubleEndedIterator<Item = (u64, &Schedule)> + ExactSizeIterator {
        (0..self.past.earlier.len() + 1).map(|place| {
            let from = place.checked_sub(1).map_or(0, |before| self.past.earlier[before].1 + 1);
            let schedule = self.past.earlier.get(place).map_or(&self.schedule, |(it, _)| it);
            (from as u64, schedule)
        })
    }

    /// The schedule after the first events. Time `O(log revisions)`.
    pub(crate) fn schedule_after(&self, events: usize) -> &Schedule {
        let earlier = &self.past.earlier;
        let place = earlier.partition_point(|(_, until)| *until < events);
        earlier.get(place).map_or(&self.schedule, |(schedule, _)| schedule)
    }

    /// The coordinators, in the order of their addresses.
    pub fn coordinators(&self) -> impl Iterator<Item = &Email> {
        self.coordinators.iter()
    }

    /// The people to whom a step is assigned after all events.
    pub fn assignees(&self, step: StepIx) -> Vec<Email> {
        let assignees = self.recorded().assignees(&self.schedule, step);
        assignees.into_iter().map(|assignee| assignee.mail).collect()
    }

    /// The role in which somebody may act on a step after all events; `None` if they may not. A
    /// coordinator who is also an assignee acts as assignee.
    ///
    /// ```
    /// use ptr_core::{Email, Plan, Role, Run, Step};
    ///
    /// let anne = Email::new("anne@grid.example")?;
    /// let paul = Email::new("paul@grid.example")?;
    /// let step = Step::new("CO1", "CO")?.in_dry_runs(["FDR1"])?;
    /// let plan = Plan::from_steps([step.carried_out_by("Registre", [&anne])?])?;
    /// let run = Run::new(plan.schedule("FDR1")?, [paul.clone()]);
    /// let step = run.schedule().find("CO1").ok_or("not in FDR1")?;
    /// assert_eq!(run.assignees(step), [anne.clone()]);
    /// assert_eq!(run.role(&anne, step), Some(Role::Assignee));
    /// assert_eq!(run.role(&paul, step), Some(Role::Coordinator));
    /// assert!(run.coordinators().eq([&paul]));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn role(&self, somebody: &Email, step: StepIx) -> Option<Role> {
        rules::role(somebody, self.assignees(step).iter(), &self.coordinators)
    }

    /// The instant from which the first `version` events are known: the latest instant of them.
    /// `None` for no events, and for more than there are.
    ///
    /// ```
    /// use chrono::{DateTime, Utc};
    /// use ptr_core::{Command, Email, Plan, Run, Step};
    ///
    /// let at: DateTime<Utc> = "2026-03-28T21:00:00Z".parse()?;
    /// let anne = Email::new("anne@grid.example")?;
    /// let plan = Plan::from_steps([Step::new("CO1", "CO")?.in_dry_runs(["FDR1"])?])?;
    /// let mut run = Run::new(plan.schedule("FDR1")?, [anne.clone()]);
    /// let command = Command::record_defects("CO1".parse()?, "Lent.");
    /// run.execute(&command, &anne, at)?;
    /// assert_eq!((run.in_force_from(0), run.in_force_from(1)), (None, Some(at)));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn in_force_from(&self, version: u64) -> Option<DateTime<Utc>> {
        self.in_force(usize::try_from(version).ok()?.checked_sub(1)?)
    }

    /// The result of folding all events.
    pub(crate) fn recorded(&self) -> &Recorded {
        &self.past.recorded
    }

    fn replay_error(&self, event: &Event, impossible: Impossible) -> ReplayError {
        let seq = event.seq;
        match impossible {
            Impossible::UnknownStep(step) => {
                ReplayError::UnknownStep { seq, step, dry_run: self.schedule.dry_run().to_string() }
            }
            Impossible::Contradiction(why) => {
                ReplayError::Impossible { seq, fact: event.fact.name().to_owned(), why }
            }
        }
    }
}

impl PartialEq for Run {
    /// Two runs are equal if they have the same schedules, history and coordinators.
    fn eq(&self, other: &Self) -> bool {
        self.past.events == other.past.events
            && self.coordinators == other.coordinators
            && self.schedule == other.schedule
            && self.past.earlier == other.past.earlier
    }
}
