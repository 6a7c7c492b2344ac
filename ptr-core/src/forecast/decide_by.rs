//! Decide by: until when a rollback can be declared and still be over by a required end.
//!
//! Seen from the instant of the forecast, every end is a function of the instant `t` at which the
//! rollback is declared and nothing else has been recorded by then: the later of a fixed instant
//! and of `t` plus a length of time. Steps begin at the latest of such functions and add their
//! durations, so one forward pass computes both parts of each, and the last safe `t` is a
//! subtraction. Only an offset in calendar days is no fixed length of time, when the clocks change;
//! the pass is then repeated for each stretch of instants between two changes.

use chrono::{DateTime, TimeDelta, Utc};
#[cfg(feature = "serde")]
use serde::Serialize;

use super::changes::{Change, Changes};
use super::monte_carlo::{Declared, InvalidSimulation, Simulation};
use super::passes::NEVER;
use super::{Forecast, WhatIf};
use crate::dense::{DenseMap, StepIx};
use crate::plan::{of_an_event, to_the_microsecond};
use crate::schedule::{Nanoseconds, nanoseconds};
use crate::state::Progress;

/// No part: an instant before all others.
const NONE: Nanoseconds = Nanoseconds::MIN;

/// How far the instants lie apart at which the offset in calendar days is looked at.
const HALF_AN_HOUR: Nanoseconds = 1_800_000_000_000;

const MICROSECOND: Nanoseconds = 1_000;

/// Until when a rollback can be declared. See [`Forecast::decide_by`].
#[derive(Debug, Clone)]
#[cfg_attr(feature = "serde", derive(Serialize))]
pub struct DecideBy<'f> {
    #[cfg_attr(feature = "serde", serde(skip))]
    forecast: &'f Forecast,
    #[cfg_attr(feature = "serde", serde(skip))]
    changes: Changes,
    /// The end of the stretch of instants in which the offsets are those of `latest`.
    #[cfg_attr(feature = "serde", serde(skip))]
    stretch: Nanoseconds,
    required_end: DateTime<Utc>,
    if_declared_now: Option<DateTime<Utc>>,
    latest: Option<DateTime<Utc>>,
}

/// An instant as a function of the declaration at `t`: the later of `fixed` and `t + after`, in
/// nanoseconds from the instant of the forecast.
#[derive(Debug, Clone, Copy)]
pub(super) struct Later {
    pub(super) fixed: Nanoseconds,
    pub(super) after: Nanoseconds,
}

impl Later {
    const NEVER: Self = Self { fixed: NEVER, after: NONE };

    fn fixed(fixed: Nanoseconds) -> Self {
        Self { fixed, after: NONE }
    }

    fn max(self, other: Self) -> Self {
        Self { fixed: self.fixed.max(other.fixed), after: self.after.max(other.after) }
    }

    fn sooner(self, other: Self) -> Self {
        if other.now() < self.now() { other } else { self }
    }

    fn plus(self, time: Nanoseconds) -> Self {
        let add = |part| if part == NONE { NONE } else { time.saturating_add(part) };
        Self { fixed: add(self.fixed), after: add(self.after) }
    }

    /// The instant for a declaration at the instant of the forecast.
    fn now(self) -> Nanoseconds {
        self.fixed.max(self.after)
    }
}

impl Forecast {
    /// Until when a rollback can be declared and is over by a required end: when it would be over
    /// if it were declared now, and the last instant at which declaring it still meets the required
    /// end. Until then nothing else is supposed to be recorded, so the answer is safe, and it is
    /// computed again after each event. The date of a milestone is [`Schedule::date_of`].
    ///
    /// It equals declaring the rollback at each instant and forecasting then, of which the last is
    /// taken that meets the required end. Time `O(steps + effective prerequisites)`: less than that
    /// of a forecast.
    ///
    /// [`Schedule::date_of`]: crate::Schedule::date_of
    ///
    /// ```
    /// use chrono::{DateTime, TimeDelta, Utc};
    /// use ptr_core::{Moment, Plan, Run, Simulation, Spread, Step};
    ///
    /// let ten: DateTime<Utc> = "2026-03-28T22:00:00Z".parse()?;
    /// let step = |id: &str, phase: &str| Ok::<_, ptr_core::InvalidCode>(Step::new(id, phase)?
    ///     .in_dry_runs(["FDR1"])?
    ///     .starting(Moment::Instant(ten))
    ///     .lasting(TimeDelta::hours(1)));
    /// // The way back takes two hours, and people are back at six.
    /// let plan = Plan::from_steps([
    ///     step("CO1", "CO")?,
    ///     step("FB1", "FB-RB")?,
    ///     step("FB2", "FB-RB")?.after(["FB1"])?,
    /// ])?;
    /// let run = Run::new(plan.schedule("FDR1")?, []);
    /// let forecast = run.view(ten).forecast();
    /// let six = ten + TimeDelta::hours(8);
    /// let decide = forecast.decide_by(six);
    /// assert_eq!(decide.if_declared_now(), Some(ten + TimeDelta::hours(2)));
    /// assert_eq!(decide.latest(), Some(six - TimeDelta::hours(2)));
    ///
    /// // Four of five rollbacks must be over in time, though each may take longer than planned.
    /// let slow = Simulation::default().spread(Spread::new(1.0, 1.0, 2.0)?);
    /// let latest = decide.latest_within(0.8, &slow)?.ok_or("too late")?;
    /// assert!(latest < six - TimeDelta::minutes(150));
    /// let certain = Simulation::default().spread(Spread::NONE);
    /// assert_eq!(decide.latest_within(0.8, &certain)?, decide.latest());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn decide_by(&self, required_end: DateTime<Utc>) -> DecideBy<'_> {
        DecideBy::of(self, Changes::default(), required_end)
    }
}

impl<'f> WhatIf<'f> {
    /// Until when a rollback can be declared, as [`Forecast::decide_by`], if things went otherwise.
    pub fn decide_by(&self, required_end: DateTime<Utc>) -> DecideBy<'f> {
        DecideBy::of(self.forecast(), self.changes().clone(), required_end)
    }
}

impl<'f> DecideBy<'f> {
    fn of(forecast: &'f Forecast, changes: Changes, required_end: DateTime<Utc>) -> Self {
        let at = &forecast.at;
        let mut decide = Self {
            forecast,
            changes,
            stretch: 0,
            required_end,
            if_declared_now: None,
            latest: None,
        };
        if let Some(declared) = forecast.rollback {
            let over = decide.over(declared.signed_duration_since(*at));
            decide.if_declared_now = over.and_then(|over| forecast.instant(over.now()));
            return decide;
        }
        // An event has whole microseconds, so it may lie a little before the instant it is made at.
        let Some(now) = decide.over(of_an_event(*at).signed_duration_since(*at)) else {
            return decide;
        };
        let dates = forecast.dates();
        decide.if_declared_now = forecast.instant(dates.in_calendar(now.now()));
        let required = nanoseconds(required_end - *at);
        if dates.in_calendar(required) == NEVER || now.fixed > required {
            return decide;
        }
        let is_met_now = required >= 0 && now.now() <= required;
        let latest = decide.last_safe(required).or(is_met_now.then_some(0));
        decide.latest = latest.and_then(|latest| {
            let instant = at.checked_add_signed(TimeDelta::nanoseconds(latest))?;
            Some(to_the_microsecond(instant).max(*at))
        });
        decide
    }

    /// The last instant, from that of the forecast on, at which declaring meets the required end.
    fn last_safe(&mut self, required: Nanoseconds) -> Option<Nanoseconds> {
        // The rollback is not over before it is declared.
        let mut last = required;
        while last >= 0 {
            self.stretch = last;
            let over = self.over(TimeDelta::nanoseconds(last))?;
            let safe = match over.after {
                NONE => last,
                after => required.saturating_sub(after).min(last),
            };
            match self.change_before(last, safe.max(0)) {
                Some(change) => last = change,
                None => return (safe >= 0).then_some(safe),
            }
        }
        None
    }

    /// The last instant in a range at which an offset in calendar days is another length of time
    /// than at its end; `None` if there is none.
    fn change_before(&self, last: Nanoseconds, first: Nanoseconds) -> Option<Nanoseconds> {
        let mut offsets: Vec<_> =
            self.forecast.schedule.followers().iter().map(|it| it.1).collect();
        offsets.retain(|offset| offset.days != 0);
        offsets.sort_unstable_by_key(|offset| offset.days);
        offsets.dedup_by_key(|offset| offset.days);
        if offsets.is_empty() {
            return None;
        }
        let lengths = |at: Nanoseconds| -> Vec<Nanoseconds> {
            let declared = self.forecast.at + TimeDelta::nanoseconds(at);
            offsets.iter().map(|offset| self.length(*offset, declared)).collect()
        };
        let at_the_end = lengths(last);
        let mut same = last;
        let mut other = loop {
            if same <= first {
                return None;
            }
            let earlier = same.saturating_sub(HALF_AN_HOUR).max(first);
            if lengths(earlier) != at_the_end {
                break earlier;
            }
            same = earlier;
        };
        while same - other > MICROSECOND {
            let middle = other + (same - other) / 2;
            if lengths(middle) == at_the_end { same = middle } else { other = middle }
        }
        // The change itself lies on a whole microsecond.
        Some(other)
    }

    /// The time from a declaration to what is at an offset from it.
    fn length(&self, offset: crate::plan::Offset, declared: DateTime<Utc>) -> Nanoseconds {
        let event = of_an_event(declared);
        let start = self.forecast.schedule.following(offset, event);
        start.map_or(NONE, |start| nanoseconds(start.signed_duration_since(event)))
    }

    /// When the contingency phases are over, with offsets as for a declaration at `declared` from
    /// the instant of the forecast; `None` if there is no contingency, or it has no end. A
    /// declaration before the instant of the forecast is a fixed one.
    fn over(&self, declared: TimeDelta) -> Option<Later> {
        let Forecast { schedule, progress, begins, ends, at, .. } = self.forecast;
        let dates = self.forecast.dates();
        let abandoned = self.changes.abandoned(self.forecast);
        let declared_at = at.checked_add_signed(declared)?;
        let early = nanoseconds(declared).min(0);
        let mut followers = schedule.followers().iter().peekable();
        let mut over: Option<Later> = None;
        let mut all: DenseMap<StepIx, Later> = DenseMap::filled(Later::NEVER, schedule.len());
        for step in schedule.steps() {
            let offset = followers.next_if(|(follower, _)| *follower == step).map(|it| it.1);
            // Once the rollback is declared, its starts are those of the schedule.
            let offset = offset.filter(|_| self.forecast.rollback.is_none());
            let change = self.changes.of(step);
            let end = match progress[step] {
                Progress::Terminated => Later::fixed(ends[step]),
                Progress::None if abandoned.has(step) => {
                    let until = abandoned.until(step, |it| all[it], Later::max, Later::sooner);
                    until.unwrap_or(Later::fixed(NONE))
                }
                _ if change == Some(Change::Skipped) => Later::fixed(0),
                Progress::Open => {
                    let lasts = |time| begins[step].saturating_add(time);
                    let blocked_until = dates.blocked_until(step);
                    let fixed = match change {
                        Some(Change::Ends(ends)) => ends.max(begins[step]),
                        Some(Change::Lasts(time)) => lasts(time).max(blocked_until),
                        Some(Change::Skipped) | None => lasts(dates.takes(step)).max(blocked_until),
                    };
                    Later { fixed, after: 0 }
                }
                Progress::None => {
                    let earliest = dates.begins(step, self.changes.late(step));
                    let begins = match offset {
                        Some(offset) => {
                            let length = self.length(offset, declared_at).saturating_add(early);
                            let after = length.max(0).saturating_add(self.changes.late(step));
                            Later { fixed: dates.blocked_until(step), after: after.max(0) }
                        }
                        None => Later { fixed: earliest, after: 0 },
                    };
                    let before = schedule.prerequisites(step).iter().map(|before| all[*before]);
                    let begins = before.fold(begins, Later::max);
                    match change {
                        Some(Change::Ends(ends)) => begins.max(Later::fixed(ends)),
                        Some(Change::Lasts(time)) => begins.plus(time),
                        Some(Change::Skipped) | None => begins.plus(dates.takes(step)),
                    }
                }
            };
            // One that is put aside is no part of the rollback.
            if schedule.is_contingency(step) && !abandoned.has(step) {
                over = Some(over.map_or(end, |over| over.max(end)));
            }
            all[step] = end;
        }
        over.filter(|over| over.now() < NEVER)
    }

    /// The required end.
    pub fn required_end(&self) -> DateTime<Utc> {
        self.required_end
    }

    /// When the rollback would be over if it were declared at the instant of the forecast; when it
    /// is expected to be over, if it is declared. `None` if the dry run has no contingency, or no
    /// end of it is expected.
    pub fn if_declared_now(&self) -> Option<DateTime<Utc>> {
        self.if_declared_now
    }

    /// The last instant at which declaring the rollback still meets the required end, in whole
    /// microseconds as events have them; the instant of the forecast itself at the earliest. `None`
    /// if it is too late, if it is declared already, or as for
    /// [`if_declared_now`](Self::if_declared_now).
    pub fn latest(&self) -> Option<DateTime<Utc>> {
        self.latest
    }

    /// The last instant at which declaring the rollback meets the required end in this share of the
    /// draws, from 0 to 1. Without spread it is [`latest`](Self::latest). `None` if it is too late
    /// for such a chance, as for `latest`, or if the share is out of range. Time
    /// `O((steps + effective prerequisites) * draws)`, on the calling thread.
    ///
    /// # Errors
    /// [`InvalidSimulation`] as for [`Forecast::simulate`].
    pub fn latest_within(
        &self,
        share: f64,
        simulation: &Simulation,
    ) -> Result<Option<DateTime<Utc>>, InvalidSimulation> {
        let Forecast { schedule, at, rollback, .. } = self.forecast;
        simulation.check(schedule.plan().phases().len())?;
        if rollback.is_some() || self.if_declared_now.is_none() {
            return Ok(None);
        }
        let declared = at.checked_add_signed(TimeDelta::nanoseconds(self.stretch)).unwrap_or(*at);
        let length = |offset| self.length(offset, declared);
        let declared = Declared::of(self.forecast, &self.changes, length, |step| {
            simulation.spread_of_step(step)
        });
        let required = nanoseconds(self.required_end - *at);
        let latest = declared.latest(simulation, required, share);
        Ok(latest.and_then(|latest| {
            let latest = latest.min(self.stretch);
            let instant = at.checked_add_signed(TimeDelta::nanoseconds(latest))?;
            Some(to_the_microsecond(instant).max(*at))
        }))
    }
}
