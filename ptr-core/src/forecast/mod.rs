//! Forecasts: the expected beginning and end of each step, its slack, and the critical path.
//!
//! The critical path method (Kelley and Walker, 1959): a forward pass in topological order computes
//! the earliest instants, a backward pass the latest. Recorded beginnings and ends are taken as
//! they are. No step is expected to begin before the instant of the forecast, before its planned
//! start, or before the end of its last prerequisite. Instants are integers in nanoseconds, so a
//! slack of zero is exact.

mod abandoned;
mod as_built;
mod changes;
mod comparison;
mod consequences;
mod critical_path;
mod decide_by;
mod drift;
mod light;
mod monte_carlo;
mod notices;
mod outlook;
mod passes;
mod prospects;
mod required_ends;
mod review;
mod slack;
mod supposition;
mod what_if;

use std::collections::BTreeMap;

use chrono::{DateTime, TimeDelta, Utc};
#[cfg(feature = "serde")]
use serde::Serialize;

use self::abandoned::Abandoned;
use self::passes::{BlockedUntil, Dates, NEVER, earliest, is_expected};
use crate::dense::{DenseMap, StepIx};
#[cfg(feature = "serde")]
use crate::id::StepId;
use crate::id::{Outcome, PhaseCode};
use crate::plan::is_in_calendar;
use crate::run::Run;
use crate::schedule::{Nanoseconds, Schedule, nanoseconds};
use crate::state::Progress;
use crate::view::View;

pub use comparison::{ComparedRun, ComparedStep, Comparison, Lesson, Seen};
pub use consequences::Consequences;
pub use decide_by::DecideBy;
pub use drift::{Cause, CauseKind};
pub use light::Light;
pub use monte_carlo::{Ends, InvalidSimulation, InvalidSpread, Odds, Simulation, Spread};
pub use outlook::Outlook;
pub use prospects::{DecisionAhead, Prospect, Prospects, RequiredProspect};
pub use required_ends::{LastSafe, RequiredOutlook, RevisedEnd};
pub use review::{GroupReview, Period, Review, StepReview};
pub(crate) use supposition::EXPECTED as EXPECTED_SUPPOSITION;
pub use supposition::{InvalidSupposition, Supposition};
pub use what_if::WhatIf;

/// The forecast of a run at an instant. See [`View::forecast`].
///
/// A step without a planned duration is expected to take no time. A step without a start is
/// expected to begin as soon as its prerequisites have ended. Until its estimate, a
/// [blocking defect](View::blocking_defects) keeps an open step from ending and another one from
/// beginning. No beginning or end is expected of
/// steps that sleep, of steps that depend on one of them, of steps that are abandoned, nor beyond 290
/// years from the instant of the forecast. As long as a decision is open, the steps after each of its
/// outcomes are expected; [`View::forecast_if`] assumes one of them.
///
/// ```
/// use chrono::{DateTime, TimeDelta, Utc};
/// use ptr_core::{Command, Email, Moment, Plan, Run, Step};
///
/// let ten: DateTime<Utc> = "2026-03-28T22:00:00Z".parse()?;
/// let anne = Email::new("anne@grid.example")?;
/// let step = |id: &str, minutes| Ok::<_, ptr_core::InvalidCode>(Step::new(id, "CO")?
///     .in_dry_runs(["FDR1"])?
///     .carried_out_by("Registre", [&anne])?
///     .starting(Moment::Instant(ten))
///     .lasting(TimeDelta::minutes(minutes)));
/// // Stop, then load for an hour and inform people in ten minutes, then check.
/// let plan = Plan::from_steps([
///     step("CO1", 30)?,
///     step("CO2", 60)?.after(["CO1"])?,
///     step("CO3", 10)?.after(["CO1"])?,
///     step("CO4", 20)?.after(["CO2", "CO3"])?,
/// ])?;
/// let mut run = Run::new(plan.schedule("FDR1")?, []);
/// run.execute(&Command::Start { step: "CO1".parse()? }, &anne, ten)?;
///
/// // At 22:45 the first step should have ended and has not: the steps after it move.
/// let late = ten + TimeDelta::minutes(45);
/// let view = run.view(late);
/// let forecast = view.forecast();
/// assert_eq!(forecast.end(), Some(late + TimeDelta::minutes(80)));
///
/// let schedule = run.schedule();
/// let path: Vec<_> = forecast.critical_path().iter().map(|&step| schedule.id(step)).collect();
/// assert_eq!(path, ["CO1", "CO2", "CO4"]);
/// let told = schedule.find("CO3").ok_or("not in FDR1")?;
/// let outlook = forecast.outlook(told).ok_or("not expected")?;
/// assert_eq!((outlook.begins, outlook.slack), (late, Some(TimeDelta::minutes(50))));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone)]
pub struct Forecast {
    /// A snapshot of the run, of which the first `version` events are known.
    run: Run,
    version: u64,
    schedule: Schedule,
    at: DateTime<Utc>,
    blocked_until: BlockedUntil,
    /// The outcomes of open decisions that it assumes.
    assumed: Vec<(StepIx, Outcome)>,
    /// When the rollback was declared; `None` if none is.
    rollback: Option<DateTime<Utc>>,
    progress: DenseMap<StepIx, Progress>,
    abandoned: Abandoned,
    /// [`ABANDONED`](passes::ABANDONED) if the step is.
    begins: DenseMap<StepIx, Nanoseconds>,
    /// [`NEVER`] if the step is not expected to end; until when it holds those after it if it is
    /// abandoned.
    ends: DenseMap<StepIx, Nanoseconds>,
    /// The latest beginning of each step that has not begun.
    latest_begins: DenseMap<StepIx, Nanoseconds>,
    /// The latest expected end in each block of [`PEAK_BLOCK`] steps.
    peaks: Vec<Nanoseconds>,
    /// The latest expected end of all steps.
    end: Option<Nanoseconds>,
}

/// The number of steps in a block of `peaks`: if one of them moves, only its block is scanned.
const PEAK_BLOCK: usize = 512;

impl View<'_> {
    /// The forecast of the run at the view's instant: beginning and end of each step, slack,
    /// critical path. Time `O(steps + effective prerequisites)`.
    pub fn forecast(&self) -> Forecast {
        Forecast::of(self, &[])
    }

    /// The forecast if open decisions are closed with these outcomes, each when it is expected to
    /// be. Its [simulation](Forecast::simulate) gives the odds. Time as [`forecast`](View::forecast).
    ///
    /// ```
    /// use chrono::{DateTime, TimeDelta, Utc};
    /// use ptr_core::{Moment, Plan, Run, Step};
    ///
    /// let ten: DateTime<Utc> = "2026-03-28T22:00:00Z".parse()?;
    /// let step = |id: &str, hours| Ok::<_, ptr_core::InvalidCode>(Step::new(id, "CO")?
    ///     .in_dry_runs(["FDR1"])?
    ///     .starting(Moment::Instant(ten))
    ///     .lasting(TimeDelta::hours(hours)));
    /// let plan = Plan::from_steps([
    ///     step("CO1", 1)?.deciding(["GO", "NO-GO"], 1)?,
    ///     step("CO2", 5)?.after_outcome("CO1", "GO")?,
    ///     step("CO3", 2)?.after_outcome("CO1", "NO-GO")?,
    ///     step("CO4", 1)?.after(["CO2", "CO3"])?,
    /// ])?;
    /// let run = Run::new(plan.schedule("FDR1")?, []);
    /// let (view, decision) = (run.view(ten), run.schedule().find("CO1").ok_or("not in FDR1")?);
    /// let go = view.forecast_if(&[(decision, "GO".parse()?)])?;
    /// let no_go = view.forecast_if(&[(decision, "NO-GO".parse()?)])?;
    /// assert_eq!(go.end(), Some(ten + TimeDelta::hours(7)));
    /// assert_eq!(no_go.end(), Some(ten + TimeDelta::hours(4)));
    /// assert_eq!(view.forecast().end(), go.end());
    /// assert!(view.forecast_if(&[(decision, "OK".parse()?)]).is_err());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// [`InvalidSupposition`] for a step that does not offer the outcome, or is terminated.
    pub fn forecast_if(
        &self,
        outcomes: &[(StepIx, Outcome)],
    ) -> Result<Forecast, InvalidSupposition> {
        let schedule = self.schedule();
        for (step, outcome) in outcomes {
            let (id, offered) = (schedule.id(*step).clone(), &schedule.step(*step).outcomes);
            if self.terminated(*step).is_some() {
                return Err(InvalidSupposition::Terminated { step: id });
            }
            if !offered.contains(outcome) {
                let (found, outcomes) = (outcome.to_string(), offered.clone());
                return Err(InvalidSupposition::UnknownOutcome { step: id, found, outcomes });
            }
        }
        Ok(Forecast::of(self, outcomes))
    }
}

impl Forecast {
    fn of(view: &View<'_>, assumed: &[(StepIx, Outcome)]) -> Self {
        let schedule = view.schedule();
        let progress = schedule.steps().map(|step| view.recorded().progress.progress(step));
        let progress = DenseMap::from_vec(progress.collect());
        let abandoned = view.abandoned_if(assumed);
        let ahead = |until: DateTime<Utc>| nanoseconds(until - view.at()).max(0);
        let blocked_until = view.blocked_until().map(|(step, until)| (step, ahead(until)));
        let blocked_until = blocked_until.collect();
        let (begins, ends) = earliest(view, &blocked_until, &progress, &abandoned);
        // Without a branch, because the branch prediction would fail at each later end.
        let later = |last: Nanoseconds, end: &Nanoseconds| {
            last.max(if *end == NEVER { Nanoseconds::MIN } else { *end })
        };
        let peak = |ends: &[Nanoseconds]| ends.iter().fold(Nanoseconds::MIN, later);
        let peaks: Vec<_> = ends.as_slice().chunks(PEAK_BLOCK).map(peak).collect();
        let end = peaks.iter().copied().max().filter(|end| *end != Nanoseconds::MIN);
        let (run, schedule, at) = (view.run().clone(), schedule.clone(), view.at());
        let (version, rollback) = (view.version(), view.rollback().map(|stamp| stamp.at));
        let mut forecast = Self {
            run,
            version,
            schedule,
            at,
            blocked_until,
            assumed: assumed.to_vec(),
            rollback,
            progress,
            abandoned,
            begins,
            ends,
            latest_begins: DenseMap::from_vec(Vec::new()),
            peaks,
            end,
        };
        forecast.latest_begins = forecast.latest_begins();
        forecast
    }

    /// The schedule as it stood at the instant of the forecast; see [`View::schedule`].
    pub fn schedule(&self) -> &Schedule {
        &self.schedule
    }

    /// The instant of the forecast.
    pub fn at(&self) -> DateTime<Utc> {
        self.at
    }

    /// The latest expected end of all steps; `None` if no end is expected. Time `O(1)`.
    pub fn end(&self) -> Option<DateTime<Utc>> {
        self.end.and_then(|end| self.instant(end))
    }

    /// The planned end of the run: the latest sum of planned start and duration, over all steps
    /// with an expected end. Time `O(steps)`.
    pub fn planned_end(&self) -> Option<DateTime<Utc>> {
        self.expected().filter_map(|step| planned_end(&self.schedule, step)).max()
    }

    /// By how much the expected end is later than the planned one; negative if earlier. Time
    /// `O(steps)`.
    pub fn delay(&self) -> Option<TimeDelta> {
        Some(self.end()?.signed_duration_since(self.planned_end()?))
    }

    /// The latest expected end of a phase's steps. Time `O(steps)`.
    pub fn end_of_phase(&self, phase: &PhaseCode) -> Option<DateTime<Utc>> {
        self.instant(self.last_of_phase(phase)?)
    }

    fn last_of_phase(&self, phase: &PhaseCode) -> Option<Nanoseconds> {
        let of_phase = self.expected().filter(|step| self.schedule.phase(*step).code == *phase);
        of_phase.map(|step| self.ends[step]).max()
    }

    /// The forecast of a step; `None` if it sleeps, depends on a step that sleeps, or is abandoned.
    /// Time
    /// `O(its successors)`.
    pub fn outlook(&self, step: StepIx) -> Option<Outlook> {
        let ends = self.instant(self.ends[step])?;
        let is_over = self.progress[step] == Progress::Terminated;
        let slack = || {
            let latest = self.latest_end(step, &self.latest_begins);
            TimeDelta::nanoseconds(latest - self.ends[step])
        };
        Some(Outlook {
            begins: self.instant(self.begins[step])?,
            ends,
            slack: (!is_over).then(slack),
        })
    }

    /// The steps without an expected end, in topological order: those that sleep, those that depend
    /// on one of them, and those that are abandoned.
    pub fn unexpected(&self) -> impl Iterator<Item = StepIx> {
        self.schedule.steps().filter(|step| !self.expects(*step))
    }

    /// Whether a step is abandoned, now or by an outcome that the forecast assumes.
    pub fn is_abandoned(&self, step: StepIx) -> bool {
        self.abandoned.has(step)
    }

    /// Whether a step sleeps in its contingency phase: no beginning is expected of it, whatever its
    /// prerequisites do.
    fn sleeps(&self, step: StepIx) -> bool {
        self.progress[step] == Progress::None
            && self.schedule.awaits_rollback(step, self.rollback.is_some())
    }

    /// The steps that are abandoned if open decisions are closed with these outcomes, beside those
    /// that the forecast assumes. Time that of the view, and `O(steps + prerequisites)`.
    fn abandoned_with(&self, outcomes: &BTreeMap<StepIx, Outcome>) -> Abandoned {
        let supposed = outcomes.iter().map(|(step, outcome)| (*step, outcome.clone()));
        let all: Vec<_> = supposed.chain(self.assumed.iter().cloned()).collect();
        self.run.view_at_version(self.version, self.at).abandoned_if(&all)
    }

    fn dates(&self) -> Dates<'_> {
        Dates::of(&self.schedule, self.at, &self.blocked_until)
    }

    /// Whether a beginning and an end of a step are expected.
    fn expects(&self, step: StepIx) -> bool {
        is_expected(self.begins[step]) && is_expected(self.ends[step])
    }

    fn expected(&self) -> impl Iterator<Item = StepIx> {
        self.schedule.steps().filter(|step| self.expects(*step))
    }

    /// The instant; `None` if it is not expected or outside the calendar.
    fn instant(&self, nanoseconds: Nanoseconds) -> Option<DateTime<Utc>> {
        let instant = self.at.checked_add_signed(TimeDelta::nanoseconds(nanoseconds));
        instant.filter(|it| is_expected(nanoseconds) && is_in_calendar(it.naive_utc()))
    }
}

/// The planned start plus the duration.
fn planned_end(schedule: &Schedule, step: StepIx) -> Option<DateTime<Utc>> {
    schedule.end(step).or_else(|| schedule.start(step))
}

/// The serialised form of a forecast: the values of the run and of each step with an expected end.
#[cfg(feature = "serde")]
impl Serialize for Forecast {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        #[derive(Serialize)]
        struct Document<'f> {
            at: DateTime<Utc>,
            end: Option<DateTime<Utc>>,
            planned_end: Option<DateTime<Utc>>,
            critical_path: Vec<&'f StepId>,
            steps: BTreeMap<&'f StepId, Outlook>,
        }
        let id = |step| self.schedule.id(step);
        let outlooks = self.schedule.steps().map(|step| (id(step), self.outlook(step)));
        let document = Document {
            at: self.at,
            end: self.end(),
            planned_end: self.planned_end(),
            critical_path: self.critical_path().into_iter().map(id).collect(),
            steps: outlooks.filter_map(|(id, outlook)| Some((id, outlook?))).collect(),
        };
        document.serialize(serializer)
    }
}
