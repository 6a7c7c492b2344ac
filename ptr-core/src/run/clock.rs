//! Clocks that disagree: what a run believes of the instants that its events say.
//!
//! A run reads no clock. Those who record events each bring their own, and one of them may be
//! wrong. Kept true: an event that lies further ahead than clocks may be apart hides nothing that
//! comes after it and dates nothing by itself; whoever has a second clock refuses it beforehand.

use chrono::{DateTime, TimeDelta, Utc};

use super::{Event, Past, Reason, Refusal, Run};

/// How far the clocks of those who record events may be apart. An event that lies further ahead
/// of one recorded after it was recorded by a clock that is wrong.
const TOLERANCE: TimeDelta = TimeDelta::days(1);

/// Whether an instant lies further ahead of another than clocks may be apart.
fn is_ahead(at: DateTime<Utc>, of: DateTime<Utc>) -> bool {
    // Hardly any does, which comparing tells sooner than subtracting.
    at > of && at.signed_duration_since(of) > TOLERANCE
}

impl Past {
    /// From when on the next event holds, which says this instant. Those before it that claim to
    /// be further ahead than clocks may be hold from then on, too: they have happened before it.
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
    /// The events that say a later instant than they can have happened at: one recorded after them
    /// lies more than a day before them, so that the clock of their author was ahead. They are in
    /// force from that other event on, and somebody should set a clock. Time `O(events)`.
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
    /// // One machine is a year ahead; the others go on.
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

    /// The present of somebody whose clock says `clock`: that instant, or the one from which on
    /// the last event is in force if it is up to a day later. So what a machine has recorded whose
    /// clock is a little ahead is no future for the others, and one that is far ahead, which
    /// [`ahead_of_clock`](Run::ahead_of_clock) will tell, takes nobody along.
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

    /// Refuses an instant that lies more than a day ahead of a second clock, such as that of the
    /// database that the events go to: to be asked before anything is decided at that instant.
    ///
    /// A check of its own, and no argument of each command: whoever has a second clock has it for
    /// all commands and for what is recorded about mails, decides them in one place, and at an
    /// instant that is wrong no other reason would mean anything.
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
