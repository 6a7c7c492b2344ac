//! Drift: why the forecast end moved between two instants, split by cause.
//!
//! The walk goes along the events between the two. Before each event the clock moves, with nothing
//! else changed; then the event counts, with the clock stopped. Each of these moves changes the end
//! by some amount, and has one cause, so the amounts add up to the whole change by construction.
//!
//! While only the clock moves, the forecast end is the latest of instants that are fixed, or as far
//! ahead of the clock as the longest chain behind a step that people keep waiting for. So it stands
//! still until one such chain reaches it, and from then on moves with the clock and that chain: the
//! first step of the critical path at the later instant is the cause of all of the move.

use chrono::{DateTime, TimeDelta, Utc};
#[cfg(feature = "serde")]
use serde::{Deserialize, Serialize};

use super::Forecast;
use crate::id::StepId;
use crate::run::{Effect, Fact, Run};
use crate::state::Progress;
use crate::view::View;

/// A cause of a change of the forecast end. See [`Run::drift`].
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(Serialize, Deserialize))]
#[cfg_attr(feature = "serde", serde(deny_unknown_fields))]
pub struct Cause {
    /// What happened, or did not happen.
    pub kind: CauseKind,
    /// The step; `None` if it was no single one.
    pub step: Option<StepId>,
    /// By how much it moved the end: positive for later, negative for earlier, never zero.
    #[cfg_attr(feature = "serde", serde(with = "crate::plan::duration_text"))]
    pub amount: TimeDelta,
    /// The instant from which it moved the end, at the earliest.
    pub since: DateTime<Utc>,
    /// The instant until which it moved the end.
    pub until: DateTime<Utc>,
}

/// What moved the forecast end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "serde", derive(Serialize, Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "kebab-case"))]
#[non_exhaustive]
pub enum CauseKind {
    /// Nothing held the step any more, and it was begun later than it could have been.
    BeganLate,
    /// The step was begun earlier than expected, such as before what blocks it was over.
    BeganEarly,
    /// Nothing holds the step any more, and nobody has begun it.
    NotBegun,
    /// The step took, or has taken by now, longer than planned.
    TookLonger,
    /// The step took less time than planned.
    TookLess,
    /// The step is a decision, and was closed with an outcome.
    Decided,
    /// Defects block the step, until an instant that was estimated.
    Blocked,
    /// Defects block the step no longer.
    Unblocked,
    /// The step was skipped.
    Skipped,
    /// The step was reopened.
    Reopened,
    /// A rollback was declared.
    RollbackDeclared,
    /// The rollback was withdrawn.
    RollbackWithdrawn,
    /// The start of the step was undone.
    StartUndone,
    /// The plan was revised.
    PlanRevised,
}

impl CauseKind {
    /// The name in data: `began-late`.
    pub const fn name(self) -> &'static str {
        match self {
            CauseKind::BeganLate => "began-late",
            CauseKind::BeganEarly => "began-early",
            CauseKind::NotBegun => "not-begun",
            CauseKind::TookLonger => "took-longer",
            CauseKind::TookLess => "took-less",
            CauseKind::Decided => "decided",
            CauseKind::Blocked => "blocked",
            CauseKind::Unblocked => "unblocked",
            CauseKind::Skipped => "skipped",
            CauseKind::Reopened => "reopened",
            CauseKind::RollbackDeclared => "rollback-declared",
            CauseKind::RollbackWithdrawn => "rollback-withdrawn",
            CauseKind::StartUndone => "start-undone",
            CauseKind::PlanRevised => "plan-revised",
        }
    }
}

impl Run {
    /// Why the forecast end moved between two instants: its causes in the order of time. Moves of
    /// one cause that follow each other are one. The amounts add up to the difference of the two
    /// forecast ends, to the nanosecond; if `until` is before `since`, they have the other sign.
    /// While no end is expected, the last expected one counts.
    ///
    /// Time: that of a view at `since`, and of two forecasts for each event between the two that
    /// changes the progress of a step, what blocks it, or the rollback.
    ///
    /// ```
    /// use chrono::{DateTime, TimeDelta, Utc};
    /// use ptr_core::language::Language;
    /// use ptr_core::{CauseKind, Command, Email, Moment, Plan, Run, Step};
    ///
    /// let ten: DateTime<Utc> = "2026-03-28T22:00:00Z".parse()?;
    /// let anne = Email::new("anne@grid.example")?;
    /// let step = |id: &str| Ok::<_, ptr_core::InvalidCode>(Step::new(id, "CO")?
    ///     .in_dry_runs(["FDR1"])?
    ///     .carried_out_by("Registre", [&anne])?
    ///     .starting(Moment::Instant(ten))
    ///     .lasting(TimeDelta::minutes(30)));
    /// let plan = Plan::from_steps([step("CO1")?, step("CO2")?.after(["CO1"])?])?;
    /// let mut run = Run::new(plan.schedule("FDR1")?, []);
    ///
    /// // Anne begins ten minutes late, needs three quarters of an hour, then nobody goes on.
    /// let after = |minutes| ten + TimeDelta::minutes(minutes);
    /// run.execute(&Command::Start { step: "CO1".parse()? }, &anne, after(10))?;
    /// run.execute(&Command::close("CO1".parse()?), &anne, after(55))?;
    /// let causes = run.drift(ten, after(60));
    /// let told: Vec<_> = causes.iter().map(|it| (it.kind, it.amount.num_minutes())).collect();
    /// use CauseKind::{BeganLate, NotBegun, TookLonger};
    /// assert_eq!(told, [(BeganLate, 10), (TookLonger, 15), (NotBegun, 5)]);
    /// let sentence = causes[1].sentence(&Language::english());
    /// assert_eq!(sentence, "CO1 has taken longer than planned: the end is 15 min later.");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn drift(&self, since: DateTime<Utc>, until: DateTime<Utc>) -> Vec<Cause> {
        let (first, last) = (since.min(until), since.max(until));
        let causes = causes(self.view(first), self.events_in_force(last), last);
        if since <= until { causes } else { reversed(causes) }
    }

    /// The same between two versions, each with the clock at the instant from which its last event
    /// is in force; version 0 with the clock of version 1. A version greater than the number of
    /// events counts as that number.
    ///
    /// ```
    /// use chrono::{DateTime, TimeDelta, Utc};
    /// use ptr_core::{Command, Email, Moment, Plan, Run, Step};
    ///
    /// let ten: DateTime<Utc> = "2026-03-28T22:00:00Z".parse()?;
    /// let paul = Email::new("paul@grid.example")?;
    /// let step = Step::new("CO1", "CO")?.in_dry_runs(["FDR1"])?.starting(Moment::Instant(ten));
    /// let plan = Plan::from_steps([step.lasting(TimeDelta::hours(1))])?;
    /// let mut run = Run::new(plan.schedule("FDR1")?, [paul.clone()]);
    /// let skip = Command::Skip { step: "CO1".parse()?, reason: "hors sujet".to_owned() };
    /// run.execute(&skip, &paul, ten)?;
    /// let causes = run.drift_of_versions(0, 1);
    /// assert_eq!((causes.len(), causes[0].amount), (1, -TimeDelta::hours(1)));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn drift_of_versions(&self, since: u64, until: u64) -> Vec<Cause> {
        let (first, last) = (since.min(until).min(self.version()), since.max(until));
        let last = last.min(self.version());
        let clock = |version: u64| self.in_force_from(version.max(1));
        let (Some(from), Some(to)) = (clock(first), clock(last)) else { return Vec::new() };
        let events = usize::try_from(last).unwrap_or(usize::MAX);
        let causes = causes(self.view_at_version(first, from), events, to);
        if since <= until { causes } else { reversed(causes) }
    }
}

/// The causes from a view on, up to the first `events` events and the clock at `until`.
pub(super) fn causes(view: View<'_>, events: usize, until: DateTime<Utc>) -> Vec<Cause> {
    let run = view.run();
    let known = view.events().len();
    let end = view.forecast().end();
    let mut walk = Walk { since: view.at(), view, end, causes: Vec::new() };
    for (event, version) in run.events()[known..events].iter().zip(known as u64 + 1..) {
        let Some((kind, step)) = cause(&event.fact, &walk.view) else {
            walk.view.fold_next();
            continue;
        };
        walk.wait(run.in_force_from(version).unwrap_or(until));
        walk.view.fold_next();
        walk.settle(|_| (kind, step.cloned()));
    }
    walk.wait(until);
    walk.finish()
}

/// What an event is the cause of, if it moves the end; `None` if it cannot. What is recorded late
/// about a beginning or an end corrects the time that seemed to pass. The view is that before it.
fn cause<'f>(fact: &'f Fact, before: &View<'_>) -> Option<(CauseKind, Option<&'f StepId>)> {
    let kind = match fact.effect() {
        Effect::Begins => CauseKind::NotBegun,
        Effect::Ends => CauseKind::TookLonger,
        Effect::Decides => CauseKind::Decided,
        Effect::TakesBack => CauseKind::StartUndone,
        Effect::Reopens => CauseKind::Reopened,
        Effect::Skips => CauseKind::Skipped,
        Effect::Blocks => CauseKind::Blocked,
        Effect::Unblocks => {
            let step = before.schedule().find(fact.step()?.as_str())?;
            before.blocking_defect(step)?;
            CauseKind::Unblocked
        }
        Effect::DeclaresRollback => CauseKind::RollbackDeclared,
        Effect::WithdrawsRollback => CauseKind::RollbackWithdrawn,
        Effect::Revises => CauseKind::PlanRevised,
        Effect::None => return None,
    };
    Some((kind, fact.step()))
}

/// A walk along the events of a run. A cause is [`NotBegun`](CauseKind::NotBegun) or
/// [`TookLonger`](CauseKind::TookLonger) until the walk is over.
struct Walk<'r> {
    view: View<'r>,
    /// The last expected end.
    end: Option<DateTime<Utc>>,
    /// The instant of the last forecast.
    since: DateTime<Utc>,
    causes: Vec<Cause>,
}

impl Walk<'_> {
    /// Lets the clock alone move.
    fn wait(&mut self, until: DateTime<Utc>) {
        if until == self.since {
            return;
        }
        self.view.set_clock(until);
        self.settle(|forecast| {
            let first = forecast.critical_path().first().copied();
            let is_open = first.is_some_and(|it| forecast.progress[it] == Progress::Open);
            let kind = if is_open { CauseKind::TookLonger } else { CauseKind::NotBegun };
            (kind, first.map(|step| forecast.schedule.id(step).clone()))
        });
    }

    /// Compares the end with the last one, and records the cause if it has moved.
    fn settle(&mut self, cause: impl FnOnce(&Forecast) -> (CauseKind, Option<StepId>)) {
        let forecast = self.view.forecast();
        let since = std::mem::replace(&mut self.since, self.view.at());
        let Some(end) = forecast.end() else { return };
        let amount = end - self.end.replace(end).unwrap_or(end);
        if !amount.is_zero() {
            let (kind, step) = cause(&forecast);
            self.add(Cause { kind, step, amount, since, until: self.view.at() });
        }
    }

    /// Adds a cause to the last one if they are equal, and removes both if they cancel out.
    fn add(&mut self, cause: Cause) {
        match self.causes.last_mut() {
            Some(last) if last.kind == cause.kind && last.step == cause.step => {
                last.amount += cause.amount;
                last.until = cause.until;
                if last.amount.is_zero() {
                    self.causes.pop();
                }
            }
            Some(_) | None => self.causes.push(cause),
        }
    }

    /// The causes, told from the end of the walk.
    fn finish(self) -> Vec<Cause> {
        let Self { view, mut causes, .. } = self;
        let has_begun = |step: &StepId| {
            let step = view.schedule().find(step.as_str());
            step.is_some_and(|step| view.started(step).is_some())
        };
        for cause in &mut causes {
            if cause.kind == CauseKind::NotBegun && cause.step.as_ref().is_some_and(has_begun) {
                let is_late = cause.amount > TimeDelta::zero();
                cause.kind = if is_late { CauseKind::BeganLate } else { CauseKind::BeganEarly };
            }
            if cause.kind == CauseKind::TookLonger && cause.amount < TimeDelta::zero() {
                cause.kind = CauseKind::TookLess;
            }
        }
        causes
    }
}

/// The same causes looked at from the later instant.
fn reversed(mut causes: Vec<Cause>) -> Vec<Cause> {
    causes.reverse();
    for cause in &mut causes {
        cause.amount = -cause.amount;
    }
    causes
}
