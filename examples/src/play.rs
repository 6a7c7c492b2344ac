//! Simulates a dry run from the first to the last step. The simulated clock jumps from one instant
//! with an event to the next.
//!
//! No real clock is read, so the same plan and seed give the same run.

use chrono::{DateTime, TimeDelta, Utc};
use ptr_core::{Command, Email, InvalidCode, Notice, Refusal, Run, Schedule, Settlement, State};

use crate::crew::Crew;

/// Delivers mails.
pub trait Post {
    /// Sends the mails owed at `at`, records them in the run, and returns those that arrived.
    fn deliver(&mut self, run: &mut Run, at: DateTime<Utc>) -> Vec<Notice>;

    /// The next instant at which mails are sent without a new event: retries, weekly reports.
    fn next(&self, after: DateTime<Utc>, schedule: &Schedule) -> Option<DateTime<Utc>>;

    /// Whether any mail waits for a retry.
    fn is_waiting(&self) -> bool;
}

/// Delivers every mail at once, and only records it.
#[derive(Debug, Clone, Copy)]
pub struct ByHand;

impl Post for ByHand {
    fn deliver(&mut self, run: &mut Run, at: DateTime<Utc>) -> Vec<Notice> {
        let owed = run.view(at).notices(None);
        for notice in &owed {
            run.settle(notice, &Settlement::Sent, at);
        }
        owed
    }

    fn next(&self, _after: DateTime<Utc>, _schedule: &Schedule) -> Option<DateTime<Utc>> {
        None
    }

    fn is_waiting(&self) -> bool {
        false
    }
}

/// A refused command.
#[derive(Debug, Clone)]
pub struct Refused {
    /// The author.
    pub by: Email,
    /// The refusal.
    pub refusal: Refusal,
}

/// A dry run being simulated.
#[derive(Debug)]
pub struct Play<P> {
    run: Run,
    crew: Crew,
    /// The mails.
    pub post: P,
    at: DateTime<Utc>,
    /// The instant of the planned rollback.
    rollback_at: Option<DateTime<Utc>>,
    refused: Vec<Refused>,
}

impl<P: Post> Play<P> {
    /// The dry run before its first instant.
    ///
    /// # Errors
    /// As [`Crew::new`].
    pub fn new(schedule: Schedule, seed: u64, post: P) -> Result<Self, InvalidCode> {
        let crew = Crew::new(&schedule, seed)?;
        let first = schedule.steps().filter_map(|step| schedule.start(step)).min();
        let at = first.map_or(DateTime::UNIX_EPOCH, |first| first - TimeDelta::hours(1));
        let run = Run::new(schedule, [crew.coordinator().clone()]);
        Ok(Self { run, crew, post, at, rollback_at: None, refused: Vec::new() })
    }

    /// Plans the declaration of a rollback, an hour before the first contingency step.
    pub fn plan_rollback(&mut self) {
        let schedule = self.run.schedule();
        let asleep = schedule.steps().filter(|&step| schedule.is_contingency(step));
        let first = asleep.filter_map(|step| schedule.start(step)).min();
        self.rollback_at = first.map(|first| first - TimeDelta::hours(1));
    }

    /// The run as it stands.
    pub fn run(&self) -> &Run {
        &self.run
    }

    /// The run, to keep.
    pub fn into_run(self) -> Run {
        self.run
    }

    /// Removes and returns the refusals since the last call.
    pub fn refused(&mut self) -> Vec<Refused> {
        std::mem::take(&mut self.refused)
    }

    /// The next instant with an event: a planned command, a change of state by the clock, a retry
    /// of a mail. `None` once every step is terminated, nothing is planned and no mail waits.
    pub fn next(&self) -> Option<DateTime<Utc>> {
        let (view, plans) = (self.run.view(self.at), self.crew.next());
        if plans.is_none() && self.held_up().is_none() && !self.post.is_waiting() {
            return None;
        }
        let known = [
            view.next_change(),
            plans,
            self.rollback_at,
            self.post.next(self.at, self.run.schedule()),
        ];
        let next = known.into_iter().flatten().map(|next| next.max(self.at)).min();
        // Nothing else would happen: in an hour the coordinator releases a step.
        next.or_else(|| Some(self.at + TimeDelta::hours(1)))
    }

    /// Executes everything that is due at this instant, which [`Play::next`] returned.
    pub fn happen(&mut self, at: DateTime<Utc>) {
        let nothing_else = self.run.view(self.at).next_change().is_none()
            && self.crew.next().is_none()
            && self.rollback_at.is_none();
        self.at = at;
        let coordinator = self.crew.coordinator().clone();
        if self.rollback_at.is_some_and(|rollback| rollback <= at) {
            self.rollback_at = None;
            let reason = "Écarts trop importants après l'ouverture.".to_owned();
            self.execute(&Command::DeclareRollback { reason }, &coordinator);
        }
        for act in self.crew.acts(at) {
            self.execute(&act.command, &act.by);
        }
        for mail in self.post.deliver(&mut self.run, at) {
            self.crew.read(&mail, at);
        }
        if nothing_else && self.crew.next().is_none() {
            self.release(&coordinator);
        }
    }

    fn execute(&mut self, command: &Command, by: &Email) {
        let before = self.run.events().len();
        if let Err(refusal) = self.run.execute(command, by, self.at) {
            self.refused.push(Refused { by: by.clone(), refusal });
        }
        for event in &self.run.events()[before..] {
            self.crew.follow_up(event, self.run.schedule());
        }
    }

    /// The first step, in topological order, that does not sleep and is not terminated.
    fn held_up(&self) -> Option<ptr_core::StepIx> {
        let view = self.run.view(self.at);
        self.run
            .schedule()
            .steps()
            .find(|&step| view.state(step) != State::Terminated && !view.is_asleep(step))
    }

    /// Skips a step without a start, because it can never be Ready.
    fn release(&mut self, coordinator: &Email) {
        if let Some(step) = self.held_up() {
            let step = self.run.schedule().id(step).clone();
            let reason = "Aucune date au plan, faite en dehors de la répétition.".to_owned();
            self.execute(&Command::Skip { step, reason }, coordinator);
        }
    }
}
