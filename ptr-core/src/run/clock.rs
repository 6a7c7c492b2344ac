//! Wrong clocks: events whose instant is too far ahead.
//!
//! A run reads no clock. Each process that records events passes its own, which may be wrong.
//! Invariant: an event that is further ahead than the tolerance neither hides later-numbered events
//! nor sets the present, and a process that has [read it](Run::seen_at) counts it as something that
//! has happened; a caller with a second clock can refuse it before it is recorded.

use chrono::{DateTime, TimeDelta, Utc};

use super::{Event, Past, Reason, Refusal, Run};

/// The tolerated difference between the clocks of different authors. An event that is further ahead
/// of a later-numbered event was recorded by a wrong clock.
const TOLERANCE: TimeDelta = TimeDelta::days(1);

/// Whether an instant is ahead of another by more than the tolerance.
fn is_ahead(at: DateTime<Utc>, of: DateTime<Utc>) -> bool {
    // Few instants are, so this comparison saves the subtraction.
    at > of && at.signed_duration_since(of) > TOLERANCE
}

impl Past {
    /// Appends the instant from which the next event, with the instant `at`, is in force. If
    /// earlier events are ahead of `at` by more than the tolerance, they are in force from `at`,
    /// because they happened before it.
    pub(super) fn push_in_force(&mut self, at: DateTime<Utc>) {
        let latest = self.in_force.last().copied().unwrap_or(at);
        if is_ahead(latest, at) {
            let ahead = self.in_force.iter_mut().rev().take_while(|from| **from > at);
            ahead.for_each(|from| *from = at);
            self.in_force.push(at);
        } else {
            self.in_force.push(latest.max(at));
        }
    }
}

impl Run {
    /// Says that a process has read all the events by now: what is recorded has happened. Events
    /// that are more than a day ahead of the process's clock are in force from its present on,
    /// though no later-numbered event shows yet that they are ahead. Holds until a further event is
    /// applied. Time `O(1)`.
    ///
    /// Without it, a step that a wrong clock has started or closed is shown as if nothing had
    /// happened, and refuses what is shown as possible, until somebody records something else.
    ///
    /// ```
    /// use chrono::{DateTime, TimeDelta, Utc};
    /// use ptr_core::{Command, Email, Moment, Plan, Run, State, Step};
    ///
    /// let now: DateTime<Utc> = "2026-03-28T21:00:00Z".parse()?;
    /// let anne = Email::new("anne@grid.example")?;
    /// let step = Step::new("CO1", "CO")?.in_dry_runs(["FDR1"])?.starting(Moment::Instant(now));
    /// let plan = Plan::from_steps([step.carried_out_by("Registre", [&anne])?])?;
    /// let mut run = Run::new(plan.schedule("FDR1")?, []);
    /// let a_year_ahead = now + TimeDelta::days(365);
    /// run.execute(&Command::Start { step: "CO1".parse()? }, &anne, a_year_ahead)?;
    /// assert_eq!(run.view(now).states(), [State::Ready]);
    ///
    /// run.seen_at(now);
    /// assert_eq!(run.view(now).states(), [State::Open]);
    /// assert_eq!(run.view(now - TimeDelta::minutes(1)).states(), [State::Idle]);
    /// assert_eq!(run.ahead_of_clock().count(), 1);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn seen_at(&mut self, clock: DateTime<Utc>) {
        self.seen = Some((self.past.events.len(), clock));
    }

    /// How many events are not further ahead of a clock than the tolerance, and the present of a
    /// process with that clock.
    fn present_of(&self, clock: DateTime<Utc>) -> (usize, DateTime<Utc>) {
        let in_force = &self.past.in_force;
        let right = in_force.partition_point(|from| !is_ahead(*from, clock));
        let latest = right.checked_sub(1).map_or(clock, |last| in_force[last]);
        (right, latest.max(clock))
    }

    /// The same of the process that has read all events, until a later one is recorded.
    fn seen(&self) -> Option<(usize, DateTime<Utc>)> {
        let (events, clock) = self.seen?;
        (events == self.past.events.len()).then(|| self.present_of(clock))
    }

    /// The instant from which the event at a place is in force.
    pub(super) fn in_force(&self, place: usize) -> Option<DateTime<Utc>> {
        let from = *self.past.in_force.get(place)?;
        Some(match self.seen() {
            Some((right, present)) if place >= right => present,
            Some(_) | None => from,
        })
    }

    /// The number of events in force at an instant. Time `O(log events)`.
    pub(crate) fn events_in_force(&self, at: DateTime<Utc>) -> usize {
        let in_force = &self.past.in_force;
        let by_then = |in_force: &[DateTime<Utc>]| in_force.partition_point(|from| *from <= at);
        match self.seen() {
            Some((_, present)) if present <= at => in_force.len(),
            Some((right, _)) => by_then(&in_force[..right]),
            None => by_then(in_force),
        }
    }

    /// The events with an instant that must be wrong: a later-numbered event, or the clock by which
    /// they were [read](Run::seen_at), is more than a day earlier; so the clock of the author was
    /// ahead and should be set. These events are in force from that earlier instant. Time
    /// `O(events log events)`.
    ///
    /// ```
    /// use chrono::{DateTime, TimeDelta, Utc};
    /// use ptr_core::{Command, Email, Moment, Plan, Run, State, Step};
    ///
    /// let start: DateTime<Utc> = "2026-03-28T21:00:00Z".parse()?;
    /// let anne = Email::new("anne@grid.example")?;
    /// let step = |id: &str| Step::new(id, "CO")?.in_dry_runs(["FDR1"])?
    ///     .starting(Moment::Instant(start)).carried_out_by("Registre", [&anne]);
    /// let plan = Plan::from_steps([step("CO1")?, step("CO2")?])?;
    /// let mut run = Run::new(plan.schedule("FDR1")?, []);
    ///
    /// // The clock of one machine is a year ahead; the others are right.
    /// run.execute(&Command::Start { step: "CO1".parse()? }, &anne, start + TimeDelta::days(365))?;
    /// assert_eq!(run.present(start), start);
    /// run.execute(&Command::Start { step: "CO2".parse()? }, &anne, start)?;
    /// assert_eq!(run.view(start).states(), [State::Open, State::Open]);
    /// assert_eq!(run.ahead_of_clock().map(|event| event.seq).collect::<Vec<_>>(), [1]);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn ahead_of_clock(&self) -> impl Iterator<Item = &Event> {
        let events = self.past.events.iter().map(AsRef::as_ref).enumerate();
        let is_ahead = |place, event: &Event| self.in_force(place).is_some_and(|it| event.at > it);
        events.filter(move |(place, event)| is_ahead(*place, event)).map(|(_, event)| event)
    }

    /// The present for a process whose clock shows `clock`: that instant, or the latest one from
    /// which an event is in force, if that is at most a day later. So an event from a clock
    /// that is slightly ahead is not in the future of other processes, and an event from a clock
    /// that is far ahead does not set the instants of later commands.
    /// [`seen_at`](Run::seen_at) lets it count, and [`ahead_of_clock`](Run::ahead_of_clock) lists it.
    ///
    /// ```
    /// use chrono::{DateTime, TimeDelta, Utc};
    /// use ptr_core::{Command, Email, Moment, Plan, Run, Step};
    ///
    /// let start: DateTime<Utc> = "2026-03-28T21:00:00Z".parse()?;
    /// let anne = Email::new("anne@grid.example")?;
    /// let step = Step::new("CO1", "CO")?.in_dry_runs(["FDR1"])?.starting(Moment::Instant(start));
    /// let plan = Plan::from_steps([step.carried_out_by("Registre", [&anne])?])?;
    /// let mut run = Run::new(plan.schedule("FDR1")?, []);
    /// run.execute(&Command::Start { step: "CO1".parse()? }, &anne, start)?;
    ///
    /// assert_eq!(run.present(start - TimeDelta::minutes(2)), start);
    /// assert_eq!(run.present(start + TimeDelta::minutes(2)), start + TimeDelta::minutes(2));
    /// assert_eq!(run.present(start - TimeDelta::days(2)), start - TimeDelta::days(2));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn present(&self, clock: DateTime<Utc>) -> DateTime<Utc> {
        self.present_of(clock).1
    }

    /// Refuses an instant that is more than a day ahead of a second clock, such as the clock of the
    /// database that stores the events. Call it before [`decide`](Run::decide) or
    /// [`settle`](Run::settle) with the same instant.
    ///
    /// Why this is a method and not an argument of each command: a caller with a second clock
    /// compares it for every command and every mail, in one place; and at a wrong instant, the
    /// other reasons against a command would be wrong, too.
    ///
    /// # Errors
    /// [`Refusal`] with [`Reason::ClockAhead`].
    ///
    /// # Examples
    /// ```
    /// use chrono::{DateTime, TimeDelta, Utc};
    /// use ptr_core::{Plan, Run, Step};
    ///
    /// let plan = Plan::from_steps([Step::new("CO1", "CO")?.in_dry_runs(["FDR1"])?])?;
    /// let run = Run::new(plan.schedule("FDR1")?, []);
    /// let database: DateTime<Utc> = "2026-03-28T21:00:00Z".parse()?;
    /// assert!(run.check_clock(database + TimeDelta::days(1), database).is_ok());
    /// let refused = run.check_clock(database + TimeDelta::days(365), database);
    /// assert_eq!(refused.expect_err("a year ahead").reasons[0].code(), "clock-ahead");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn check_clock(&self, at: DateTime<Utc>, clock: DateTime<Utc>) -> Result<(), Refusal> {
        if is_ahead(at, clock) {
            let reason = Reason::ClockAhead { at, clock, tolerance: TOLERANCE };
            Err(Refusal::because("check_clock", None, reason, self.schedule.plan().timezone()))
        } else {
            Ok(())
        }
    }
}
