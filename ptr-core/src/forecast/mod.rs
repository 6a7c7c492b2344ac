//! Where a run is heading: when each step is expected to begin and end, how far it may slip
//! without moving the end, and which steps may not slip at all.
//!
//! The method is that of the critical path (Kelley and Walker, 1959): one pass forward in
//! topological order for the earliest instants, one backward for the latest. What is recorded is
//! taken as it happened; nothing is expected before the instant asked about, before the start
//! that the plan sets, or before the last prerequisite has ended. Instants are whole nanoseconds
//! throughout: a slack of nothing is exactly nothing.

mod monte_carlo;
mod passes;
mod what_if;

#[cfg(feature = "serde")]
use std::collections::BTreeMap;

use chrono::{DateTime, TimeDelta, Utc};
#[cfg(feature = "serde")]
use serde::{Deserialize, Serialize};

use self::passes::{NEVER, earliest, latest, latest_end};
use crate::dense::{DenseMap, StepIx};
use crate::id::PhaseCode;
#[cfg(feature = "serde")]
use crate::id::StepId;
use crate::plan::is_in_calendar;
use crate::schedule::{Nanoseconds, Schedule};
use crate::state::Progress;
use crate::view::View;

pub use monte_carlo::{Ends, InvalidSimulation, InvalidSpread, Odds, Simulation, Spread};
pub use what_if::WhatIf;

/// Where a run is heading, as it looks at one instant. See [`View::forecast`].
///
/// A step whose duration the plan does not say is expected to take none; one without a start is
/// expected to begin as soon as its prerequisites have ended, as if somebody gave it a date in
/// time. Steps that sleep are not expected, nor are those that wait for one; nor is anything more
/// than 290 years away.
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
/// // Stop, then load for an hour while somebody is told in ten minutes, then check.
/// let plan = Plan::from_steps([
///     step("CO1", 30)?,
///     step("CO2", 60)?.after(["CO1"])?,
///     step("CO3", 10)?.after(["CO1"])?,
///     step("CO4", 20)?.after(["CO2", "CO3"])?,
/// ])?;
/// let mut run = Run::new(plan.schedule("FDR1")?, []);
/// run.execute(&Command::Start { step: "CO1".parse()? }, &anne, ten)?;
///
/// // At 22:45 the first step should be over and is not: whatever follows moves.
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
    schedule: Schedule,
    at: DateTime<Utc>,
    progress: DenseMap<StepIx, Progress>,
    begins: DenseMap<StepIx, Nanoseconds>,
    /// [`NEVER`] for a step that is not expected.
    ends: DenseMap<StepIx, Nanoseconds>,
    /// When each step that waits has to begin at the latest.
    has_to_begin: DenseMap<StepIx, Nanoseconds>,
    /// When the last step of each stretch of [`PEAK`] ends, of those that are expected.
    peaks: Vec<Nanoseconds>,
    /// When the last step ends that is expected.
    end: Option<Nanoseconds>,
}

/// How many steps share a peak: so many at most are looked at anew if one of them moves.
const PEAK: usize = 512;

/// What is expected of a step.
///
/// ```
/// use chrono::{DateTime, TimeDelta, Utc};
/// use ptr_core::{Moment, Plan, Run, Step};
///
/// let ten: DateTime<Utc> = "2026-03-28T22:00:00Z".parse()?;
/// let hour = TimeDelta::hours(1);
/// let step = |id: &str, phase: &str| Ok::<_, ptr_core::InvalidCode>(Step::new(id, phase)?
///     .in_dry_runs(["FDR1"])?
///     .starting(Moment::Instant(ten))
///     .lasting(hour));
/// let plan = Plan::from_steps([
///     step("CO1", "CO")?,
///     step("CO2", "CO")?.after(["CO1"])?,
///     step("FB1", "FB-RB")?,
/// ])?;
/// let run = Run::new(plan.schedule("FDR1")?, []);
/// let forecast = run.view(ten).forecast();
///
/// // By the plan's dates both begin at ten; but the second has to wait for the first.
/// let second = run.schedule().find("CO2").ok_or("not in FDR1")?;
/// let outlook = forecast.outlook(second).ok_or("not expected")?;
/// assert_eq!((outlook.begins, outlook.is_critical()), (ten + hour, true));
/// assert_eq!(forecast.waits_for(second), run.schedule().find("CO1"));
/// assert_eq!((forecast.planned_end(), forecast.delay()), (Some(ten + hour), Some(hour)));
/// assert_eq!(forecast.end_of_phase(&"CO".parse()?), forecast.end());
/// // The contingency sleeps, and nothing is expected of it.
/// assert_eq!(forecast.unexpected().next(), run.schedule().find("FB1"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(Serialize, Deserialize))]
#[cfg_attr(feature = "serde", serde(deny_unknown_fields))]
pub struct Outlook {
    /// When it begins; if it was started, when that was.
    pub begins: DateTime<Utc>,
    /// When it ends; if it is terminated, when that was.
    pub ends: DateTime<Utc>,
    /// How much later it may end without moving the end of the whole; `None` once it is
    /// terminated. Never negative.
    #[cfg_attr(feature = "serde", serde(with = "crate::plan::duration_text::option"))]
    pub slack: Option<TimeDelta>,
}

impl Outlook {
    /// Whether the whole ends later if this step does.
    pub fn is_critical(&self) -> bool {
        self.slack == Some(TimeDelta::zero())
    }
}

impl View<'_> {
    /// Where the run is heading: when each step is expected to begin and end, which steps cannot
    /// slip, and when all is over. Time `O(steps + effective prerequisites)`.
    pub fn forecast(&self) -> Forecast {
        Forecast::of(self)
    }
}

impl Forecast {
    fn of(view: &View<'_>) -> Self {
        let schedule = view.schedule();
        let progress = schedule.steps().map(|step| view.recorded().progress.progress(step));
        let progress = DenseMap::from_vec(progress.collect());
        let (begins, ends) = earliest(view, &progress);
        // Without a branch, which would be foreseen wrongly whenever a later end comes.
        let later = |last: Nanoseconds, end: &Nanoseconds| {
            last.max(if *end == NEVER { Nanoseconds::MIN } else { *end })
        };
        let peak = |ends: &[Nanoseconds]| ends.iter().fold(Nanoseconds::MIN, later);
        let peaks: Vec<_> = ends.as_slice().chunks(PEAK).map(peak).collect();
        let end = peaks.iter().copied().max().filter(|end| *end != Nanoseconds::MIN);
        let has_to_begin = latest(schedule, &progress, &begins, &ends, end.unwrap_or(NEVER));
        let (schedule, at) = (schedule.clone(), view.at());
        Self { schedule, at, progress, begins, ends, has_to_begin, peaks, end }
    }

    /// The instant asked about.
    pub fn at(&self) -> DateTime<Utc> {
        self.at
    }

    /// When the last step ends of all that are expected; `None` if none is. Time `O(1)`.
    pub fn end(&self) -> Option<DateTime<Utc>> {
        self.end.and_then(|end| self.instant(end))
    }

    /// When the last step ends by the dates of the plan alone: the latest start with its
    /// duration, of all steps that the forecast expects. Time `O(steps)`.
    pub fn planned_end(&self) -> Option<DateTime<Utc>> {
        self.expected().filter_map(|step| planned_end(&self.schedule, step)).max()
    }

    /// How much later than planned the whole ends; negative if earlier. Time `O(steps)`.
    pub fn delay(&self) -> Option<TimeDelta> {
        Some(self.end()?.signed_duration_since(self.planned_end()?))
    }

    /// When the last step of a phase ends, of all that are expected. Time `O(steps)`.
    pub fn end_of_phase(&self, phase: &PhaseCode) -> Option<DateTime<Utc>> {
        let of_phase = self.expected().filter(|step| self.schedule.phase(*step).code == *phase);
        let last = of_phase.map(|step| self.ends[step]).max()?;
        self.instant(last)
    }

    /// What is expected of a step; `None` if it sleeps, or waits for one that does. Time
    /// `O(the steps that wait for it)`.
    pub fn outlook(&self, step: StepIx) -> Option<Outlook> {
        let ends = self.instant(self.ends[step])?;
        let is_over = self.progress[step] == Progress::Terminated;
        let slack = || {
            let end = self.end.unwrap_or(NEVER);
            let latest = latest_end(&self.schedule, &self.has_to_begin, step, end);
            TimeDelta::nanoseconds(latest - self.ends[step])
        };
        Some(Outlook {
            begins: self.instant(self.begins[step])?,
            ends,
            slack: (!is_over).then(slack),
        })
    }

    /// The prerequisite that a step is expected to wait for last: it begins when that ends.
    /// `None` if it waits for none, but for its date or for somebody to begin. Of several the
    /// one with the smallest id. Time `O(its prerequisites)`.
    pub fn waits_for(&self, step: StepIx) -> Option<StepIx> {
        let begins = self.begins[step];
        if self.progress[step] != Progress::None || begins == NEVER {
            return None;
        }
        let holds = |before: &StepIx| {
            self.progress[*before] != Progress::Terminated && self.ends[*before] == begins
        };
        self.schedule.prerequisites(step).iter().copied().find(holds)
    }

    /// The critical path: a chain of steps each of which waits for the one before, up to the one
    /// that ends last. It begins with a step that waits for its date, or for somebody. Empty
    /// once all is over. Where several chains are as long, the last of the steps is the last one
    /// in topological order. Time `O(steps + prerequisites on the path)`.
    pub fn critical_path(&self) -> Vec<StepIx> {
        let is_last = |step: &StepIx| Some(self.ends[*step]) == self.end;
        let not_over = |step: &StepIx| self.progress[*step] != Progress::Terminated;
        let last = self.expected().filter(not_over).filter(is_last).last();
        let mut path: Vec<_> = std::iter::successors(last, |step| self.waits_for(*step)).collect();
        path.reverse();
        path
    }

    /// The steps that cannot be expected to end as things stand, in topological order: those
    /// that sleep, and those that wait for one.
    pub fn unexpected(&self) -> impl Iterator<Item = StepIx> {
        self.schedule.steps().filter(|step| self.ends[*step] == NEVER)
    }

    fn expected(&self) -> impl Iterator<Item = StepIx> {
        self.schedule.steps().filter(|step| self.ends[*step] != NEVER)
    }

    /// The instant, if it is expected and the calendar has it.
    fn instant(&self, nanoseconds: Nanoseconds) -> Option<DateTime<Utc>> {
        let instant = self.at.checked_add_signed(TimeDelta::nanoseconds(nanoseconds));
        instant.filter(|it| nanoseconds != NEVER && is_in_calendar(it.naive_utc()))
    }
}

/// When a step ends by the dates of the plan.
fn planned_end(schedule: &Schedule, step: StepIx) -> Option<DateTime<Utc>> {
    schedule.end(step).or_else(|| schedule.start(step))
}

/// How a forecast is written down: what it says of the whole and of each expected step.
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
