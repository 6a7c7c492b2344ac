//! A dry run from first to last step under a simulated clock, which jumps from one instant at
//! which something happens to the next.
//!
//! Kept true: no clock is read, so that the same plan and seed give the same run.

use chrono::{DateTime, TimeDelta, Utc};
use ptr_core::{Command, Email, InvalidCode, Notice, Refusal, Run, Schedule, Settlement, State};

use crate::crew::Crew;

/// What carries the mails.
pub trait Post {
    /// Sends the mails owed at `at`, records that in the run, and gives those that arrived.
    fn deliver(&mut self, run: &mut Run, at: DateTime<Utc>) -> Vec<Notice>;

    /// When to send again, though nothing has happened: failed attempts, weekly reports.
    fn next(&self, after: DateTime<Utc>, schedule: &Schedule) -> Option<DateTime<Utc>>;

    /// Whether mails wait for another attempt.
    fn is_waiting(&self) -> bool;
}

/// A post that loses nothing and leaves no trace but the record.
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

/// Somebody who was told no.
#[derive(Debug, Clone)]
pub struct Refused {
    /// Who.
    pub by: Email,
    /// Why.
    pub refusal: Refusal,
}

/// A dry run being played.
#[derive(Debug)]
pub struct Play<P> {
    run: Run,
    crew: Crew,
    /// The mails.
    pub post: P,
    at: DateTime<Utc>,
    /// When the rollback is to be declared.
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

    /// Lets the transition team declare a rollback, an hour before the first step that waits
    /// for one.
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

    /// Who was told no since the last time somebody asked.
    pub fn refused(&mut self) -> Vec<Refused> {
        std::mem::take(&mut self.refused)
    }

    /// When something happens next: somebody acts, a step changes by the clock alone, a mail is
    /// to be sent again. `None` once every step is terminated, nobody has plans and no mail
    /// waits.
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
        // Nothing would ever happen again: in an hour the transition team takes it up.
        next.or_else(|| Some(self.at + TimeDelta::hours(1)))
    }

    /// Lets happen what happens at this instant, which [`Play::next`] gave.
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

    /// The first step, in topological order, that is awake and not terminated.
    fn held_up(&self) -> Option<ptr_core::StepIx> {
        let view = self.run.view(self.at);
        self.run
            .schedule()
            .steps()
            .find(|&step| view.state(step) != State::Terminated && !view.is_asleep(step))
    }

    /// A step without a date never becomes ready: the transition team leaves it out.
    fn release(&mut self, coordinator: &Email) {
        if let Some(step) = self.held_up() {
            let step = self.run.schedule().id(step).clone();
            let reason = "Aucune date au plan, faite en dehors de la répétition.".to_owned();
            self.execute(&Command::Skip { step, reason }, coordinator);
        }
    }
}
