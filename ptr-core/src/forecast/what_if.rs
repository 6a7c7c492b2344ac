//! What-if analysis: the forecast if some things went otherwise, all of them at once.
//!
//! Only the steps that move are computed, in topological order from those that are changed. What
//! moves is kept as differences from the forecast, in tables of zeros that the system provides
//! without touching them: so the cost follows what moves, and nothing is looked up.

use std::collections::BTreeSet;

use chrono::{DateTime, TimeDelta, Utc};

use super::abandoned::Abandoned;
use super::changes::{Change, Changes};
use super::passes::{ABANDONED, NEVER, is_expected, released};
use super::supposition::{InvalidSupposition, Supposition};
use super::{Forecast, PEAK_BLOCK};
use crate::dense::{DenseMap, DenseSet, StepIx};
use crate::id::{Outcome, PhaseCode, StepId};
use crate::plan::of_an_event;
use crate::run::{Fact, Role, Run};
use crate::schedule::{Nanoseconds, nanoseconds};
use crate::state::{Progress, State};
use crate::view::Notice;

/// A forecast in which some things go otherwise. See [`Forecast::what_if`].
#[derive(Debug, Clone)]
pub struct WhatIf<'f> {
    forecast: &'f Forecast,
    changes: Changes,
    /// The steps that begin or end at another instant.
    moved: DenseSet<StepIx>,
    /// By how much each step begins and ends later; the sum wraps around [`NEVER`].
    begins_later: DenseMap<StepIx, Nanoseconds>,
    ends_later: DenseMap<StepIx, Nanoseconds>,
    end: Nanoseconds,
}

impl Forecast {
    /// The forecast if some things went otherwise, all of them at once. It equals the forecast of
    /// the run in which they do: of the plan with these durations and starts, with these steps
    /// skipped, and with these outcomes. Each step and each team may be named once; of a decision
    /// its outcome may be supposed as well. Defects block no longer a step that is under way and is
    /// supposed to end.
    ///
    /// Time `O(moved)` with the prerequisites of the moved steps, and `O(steps / 64)`; for a team
    /// that is late `O(steps)`; for an outcome `O(steps + prerequisites)` and that of the view.
    ///
    /// # Errors
    /// [`InvalidSupposition`] if a step or team is unknown or named twice, if a step is terminated,
    /// abandoned, sleeps or waits for one that does, if a duration is negative, or if a step does not
    /// offer the outcome.
    ///
    /// # Examples
    /// ```
    /// use chrono::{DateTime, TimeDelta, Utc};
    /// use ptr_core::{Moment, Plan, Run, Step, Supposition};
    ///
    /// let ten: DateTime<Utc> = "2026-03-28T22:00:00Z".parse()?;
    /// let step = |id: &str, minutes| Ok::<_, ptr_core::InvalidCode>(Step::new(id, "CO")?
    ///     .in_dry_runs(["FDR1"])?
    ///     .starting(Moment::Instant(ten))
    ///     .lasting(TimeDelta::minutes(minutes)));
    /// let plan = Plan::from_steps([
    ///     step("CO1", 30)?,
    ///     step("CO2", 60)?.after(["CO1"])?,
    ///     step("CO3", 10)?.after(["CO1"])?,
    /// ])?;
    /// let run = Run::new(plan.schedule("FDR1")?, []);
    /// let forecast = run.view(ten).forecast();
    ///
    /// // What if the load took two hours? And what if the step before it were skipped as well?
    /// let slow = Supposition::Lasts { step: "CO2".parse()?, time: TimeDelta::hours(2) };
    /// let what_if = forecast.what_if(&[slow.clone()])?;
    /// assert_eq!(what_if.delay(), Some(TimeDelta::hours(1)));
    /// assert_eq!(what_if.moved().collect::<Vec<_>>().len(), 1);
    ///
    /// let skipped = Supposition::Skipped { step: "CO1".parse()? };
    /// let what_if = forecast.what_if(&[slow, skipped])?;
    /// assert_eq!(what_if.delay(), Some(TimeDelta::minutes(30)));
    /// let load = run.schedule().find("CO2").ok_or("not in FDR1")?;
    /// assert_eq!((what_if.begins(load), what_if.waits_for(load)), (Some(ten), None));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn what_if(&self, suppositions: &[Supposition]) -> Result<WhatIf<'_>, InvalidSupposition> {
        let changes = Changes::new(self, suppositions)?;
        let steps = self.schedule.len();
        let mut what_if = WhatIf {
            forecast: self,
            changes: Changes::default(),
            moved: DenseSet::empty(steps),
            begins_later: DenseMap::filled(0, steps),
            ends_later: DenseMap::filled(0, steps),
            end: NEVER,
        };
        what_if.propagate(&changes)?;
        what_if.changes = changes;
        what_if.end = what_if.last();
        Ok(what_if)
    }
}

impl<'f> WhatIf<'f> {
    /// Computes the changed steps and those that move with them, each after its prerequisites.
    fn propagate(&mut self, changes: &Changes) -> Result<(), InvalidSupposition> {
        let forecast = self.forecast;
        let Forecast { schedule, progress, .. } = forecast;
        let dates = forecast.dates();
        let skipped_at = nanoseconds(of_an_event(forecast.at) - forecast.at);
        let mut pending = DenseSet::empty(schedule.len());
        changes.steps().for_each(|(step, _)| pending.insert(step));
        let abandoned = changes.abandoned(forecast);
        if changes.decisions().next().is_some() {
            let either = forecast.abandoned.steps().chain(abandoned.steps());
            either.for_each(|step| pending.insert(step));
        }
        let waits = |step: StepIx| {
            progress[step] == Progress::None && !abandoned.has(step) && !forecast.sleeps(step)
        };
        if changes.are_of_teams() {
            let is_late = |step: &StepIx| changes.late(*step) != 0 && waits(*step);
            schedule.steps().filter(is_late).for_each(|step| pending.insert(step));
        }
        let mut next = pending.first_from(0);
        while let Some(step) = next {
            let change = changes.of(step);
            let (begins, ends) = if let Some(Change::Skipped) = change {
                (skipped_at, skipped_at)
            } else if abandoned.has(step) {
                (ABANDONED, released(abandoned, step, |decision| self.span(decision).1))
            } else if forecast.sleeps(step) {
                (NEVER, NEVER)
            } else {
                let begins = if progress[step] == Progress::None {
                    let earliest = dates.begins(step, changes.late(step));
                    let before = schedule.prerequisites(step).iter();
                    before.map(|before| self.span(*before).1).fold(earliest, Ord::max)
                } else {
                    forecast.begins[step]
                };
                let takes = match change {
                    Some(Change::Ends(_)) if begins == NEVER => {
                        let step = schedule.id(step).clone();
                        return Err(InvalidSupposition::NotExpected { step });
                    }
                    Some(Change::Ends(ends)) => ends.saturating_sub(begins).max(0),
                    Some(Change::Lasts(time)) => time,
                    Some(Change::Skipped) | None => dates.takes(step),
                };
                let ends = begins.saturating_add(takes).max(0);
                let is_open = progress[step] == Progress::Open;
                let blocked = is_open && !matches!(change, Some(Change::Ends(_)));
                let least = if blocked { dates.blocked_until(step) } else { 0 };
                (begins, dates.in_calendar(ends.max(least)))
            };
            let begins_later = begins.wrapping_sub(forecast.begins[step]);
            let ends_later = ends.wrapping_sub(forecast.ends[step]);
            self.begins_later[step] = begins_later;
            self.ends_later[step] = ends_later;
            let is_expected = is_expected(begins) || is_expected(forecast.begins[step]);
            if (begins_later != 0 || ends_later != 0) && is_expected {
                self.moved.insert(step);
            }
            if ends_later != 0 {
                let after = schedule.successors(step).iter().filter(|after| waits(**after));
                after.for_each(|after| pending.insert(*after));
                if schedule.step(step).is_decision() {
                    abandoned.by(step).for_each(|after| pending.insert(after));
                }
            }
            next = pending.first_from(step.position() + 1);
        }
        Ok(())
    }

    /// The forecast with which this one is compared.
    pub fn forecast(&self) -> &'f Forecast {
        self.forecast
    }

    /// The end of the run; `None` if it is after the end of the calendar. Time `O(1)`.
    pub fn end(&self) -> Option<DateTime<Utc>> {
        self.forecast.instant(self.end)
    }

    /// By how much the run ends later than in the forecast; negative if earlier.
    pub fn delay(&self) -> Option<TimeDelta> {
        Some(self.end()?.signed_duration_since(self.forecast.end()?))
    }

    /// The latest expected end of a phase's steps. Time `O(steps)`.
    pub fn end_of_phase(&self, phase: &PhaseCode) -> Option<DateTime<Utc>> {
        let schedule = &self.forecast.schedule;
        let of_phase = schedule.steps().filter(|step| schedule.phase(*step).code == *phase);
        of_phase.filter_map(|step| self.ends(step)).max()
    }

    /// The steps that begin or end at another instant than in the forecast, in topological order.
    /// Time `O(moved + steps / 64)`.
    pub fn moved(&self) -> impl Iterator<Item = StepIx> {
        self.moved.iter()
    }

    /// The number of those steps. Time `O(steps / 64)`.
    pub fn moves(&self) -> usize {
        self.moved.len()
    }

    /// Whether a step is abandoned, as [`Forecast::is_abandoned`], with the outcomes that are
    /// supposed.
    pub fn is_abandoned(&self, step: StepIx) -> bool {
        self.abandoned().has(step)
    }

    /// The beginning of a step, moved or not; `None` as in [`Forecast::outlook`]. Time `O(1)`.
    pub fn begins(&self, step: StepIx) -> Option<DateTime<Utc>> {
        self.forecast.instant(self.span(step).0)
    }

    /// The end of a step, moved or not; `None` as in [`Forecast::outlook`]. Time `O(1)`.
    pub fn ends(&self, step: StepIx) -> Option<DateTime<Utc>> {
        let (begins, ends) = self.span(step);
        self.forecast.instant(ends).filter(|_| begins != ABANDONED)
    }

    /// The driving prerequisite of a step, as [`Forecast::waits_for`]: `None` if the step is
    /// skipped, or if its planned start, the delay of its team or the instant of the forecast
    /// determines its beginning. Time `O(its prerequisites)`.
    pub fn waits_for(&self, step: StepIx) -> Option<StepIx> {
        let is_over = |step: StepIx| {
            self.forecast.progress[step] == Progress::Terminated
                || self.changes.of(step) == Some(Change::Skipped)
        };
        let begins = self.span(step).0;
        if self.forecast.progress[step] != Progress::None || is_over(step) || !is_expected(begins) {
            return None;
        }
        let holds = |before: &StepIx| !is_over(*before) && self.span(*before).1 == begins;
        let before = self.forecast.schedule.prerequisites(step).iter().copied().find(holds)?;
        let decision = self.abandoned().decisions(before).find(|it| self.span(*it).1 == begins);
        decision.or(Some(before))
    }

    /// The mails that would be owed at the instant of the forecast and are not owed as things
    /// stand: those of the steps that become Ready if the suppositions that can come true at once
    /// do. These are the steps that are skipped, those that could be closed and are supposed to end by
    /// now, and the decisions that could be, are expected to, and have a supposed outcome. Time `O((steps + events) log events)`.
    ///
    /// ```
    /// use chrono::{DateTime, Utc};
    /// use ptr_core::{Moment, Plan, Run, Step, Supposition};
    ///
    /// let ten: DateTime<Utc> = "2026-03-28T22:00:00Z".parse()?;
    /// let step = |id: &str, mail: &str| Step::new(id, "CO")?
    ///     .in_dry_runs(["FDR1"])?
    ///     .starting(Moment::Instant(ten))
    ///     .carried_out_by("Registre", [mail]);
    /// let plan = Plan::from_steps([
    ///     step("CO1", "anne@grid.example")?,
    ///     step("CO2", "bob@grid.example")?.after(["CO1"])?,
    /// ])?;
    /// let run = Run::new(plan.schedule("FDR1")?, []);
    /// let forecast = run.view(ten).forecast();
    /// let what_if = forecast.what_if(&[Supposition::Skipped { step: "CO1".parse()? }])?;
    /// let owed = what_if.notices();
    /// assert_eq!(owed.len(), 1);
    /// assert_eq!(owed[0].recipient, "bob@grid.example".parse()?);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn notices(&self) -> Vec<Notice> {
        let is_now = |step: &StepIx| match self.changes.of(*step) {
            Some(Change::Skipped) => true,
            Some(Change::Ends(_)) => self.span(*step).1 <= 0,
            Some(Change::Lasts(_)) | None => {
                self.changes.outcome(*step).is_some() && self.span(*step).1 <= 0
            }
        };
        let named = self.changes.steps().map(|(step, _)| step).chain(self.changes.decisions());
        let now: BTreeSet<StepIx> = named.filter(is_now).collect();
        if now.is_empty() {
            return Vec::new();
        }
        let Forecast { run, version, at, .. } = self.forecast;
        let view = run.view_at_version(*version, *at);
        let owed: BTreeSet<String> =
            view.notices(None).into_iter().map(|notice| notice.key).collect();
        let mut after = run.until(*version);
        for step in now {
            let id = self.forecast.schedule.id(step).clone();
            let state = after.view_at_version(after.version(), *at).state(step);
            let outcome = self.changes.outcome(step).cloned();
            let is_decision = self.forecast.schedule.step(step).is_decision();
            let facts = match state {
                _ if self.changes.of(step) == Some(Change::Skipped) => {
                    vec![Fact::Skipped { step: id, reason: String::new() }]
                }
                // Which outcome the decision would have is not supposed.
                _ if is_decision && outcome.is_none() => Vec::new(),
                State::Open => vec![closed(id, outcome)],
                State::Ready => vec![Fact::Started { step: id.clone() }, closed(id, outcome)],
                State::Locked
                | State::Overdue
                | State::Idle
                | State::Terminated
                | State::Planned => Vec::new(),
            };
            for fact in facts {
                suppose(&mut after, fact, *at);
            }
        }
        let mut notices = after.view_at_version(after.version(), *at).notices(None);
        notices.retain(|notice| !owed.contains(&notice.key));
        notices
    }

    fn abandoned(&self) -> &Abandoned {
        self.changes.abandoned(self.forecast)
    }

    pub(super) fn changes(&self) -> &Changes {
        &self.changes
    }

    fn span(&self, step: StepIx) -> (Nanoseconds, Nanoseconds) {
        let Forecast { begins, ends, .. } = self.forecast;
        let begins = begins[step].wrapping_add(self.begins_later[step]);
        (begins, ends[step].wrapping_add(self.ends_later[step]))
    }

    /// The latest expected end of all steps. Blocks without a moved step are not scanned.
    fn last(&self) -> Nanoseconds {
        let mut last = Nanoseconds::MIN;
        for (block, peak) in self.forecast.peaks.iter().enumerate() {
            let (first, behind) = (block * PEAK_BLOCK, (block + 1) * PEAK_BLOCK);
            let moved = self.moved.first_from(first);
            if moved.is_none_or(|step| step.position() >= behind) {
                last = last.max(*peak);
                continue;
            }
            let steps = self.ends_later.keys().skip(first).take(PEAK_BLOCK);
            for step in steps {
                let end = self.span(step).1;
                last = last.max(if end == NEVER { Nanoseconds::MIN } else { end });
            }
        }
        if last == Nanoseconds::MIN { NEVER } else { last }
    }
}

fn closed(step: StepId, outcome: Option<Outcome>) -> Fact {
    Fact::Closed { step, outcome, reason: None }
}

/// Records a supposed fact.
fn suppose(run: &mut Run, fact: Fact, at: DateTime<Utc>) {
    let event = run.next_event(at, None, Role::System, fact);
    _ = run.record(event);
}
