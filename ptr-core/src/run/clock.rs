//! Wrong clocks: events whose instant is too far ahead.
//!
//! A run reads no clock. Each process that records events passes its own, which may be wrong.
//! Invariant: an event that is further ahead than the tolerance neither hides later-numbered events
//! nor sets the present; a caller with a second clock can refuse it before it is recorded.

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
    /// The events with an instant that must be wrong: a later-numbered event is more than a day
    /// earlier, so the clock of the author was ahead and should be set. These events are in force
    /// from the instant of the later-numbered event. Time `O(events)`.
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
        let events = self.past.events.iter().zip(&self.past.in_force);
        events.filter(|(event, from)| event.at > **from).map(|(event, _)| event)
    }

    /// The present for a process whose clock shows `clock`: that instant, or the instant from
    /// which the last event is in force, if that is at most a day later. So an event from a clock
    /// that is slightly ahead is not in the future of other processes, and an event from a clock
    /// that is far ahead does not set the instants of later commands.
    /// [`ahead_of_clock`](Run::ahead_of_clock) lists such events as soon as a later one is recorded.
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
        match self.past.in_force.last() {
            Some(&latest) if latest > clock && !is_ahead(latest, clock) => latest,
            Some(_) | None => clock,
        }
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
