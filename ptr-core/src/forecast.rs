//! Where a run is heading: when each step is expected to begin and end, how far it may slip
//! without moving the end, and which steps may not slip at all.
//!
//! The method is that of the critical path (Kelley and Walker, 1959): one pass forward in
//! topological order for the earliest instants, one backward for the latest. What is recorded is
//! taken as it happened; nothing is expected before the instant asked about, before the start
//! that the plan sets, or before the last prerequisite has ended. Instants are whole nanoseconds
//! throughout: a slack of nothing is exactly nothing.

use chrono::{DateTime, TimeDelta, Utc};

use crate::dense::{DenseMap, StepIx};
use crate::id::PhaseCode;
use crate::moment::is_in_calendar;
use crate::schedule::Schedule;
use crate::state::Progress;
use crate::view::View;

/// Nanoseconds from the instant asked about: some 292 years to either side.
type Nanoseconds = i64;

/// After every instant that is expected.
const NEVER: Nanoseconds = Nanoseconds::MAX;

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
/// let told = schedule.step("CO3").ok_or("not in FDR1")?;
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
    /// When each step may end at the latest.
    latest: DenseMap<StepIx, Nanoseconds>,
    /// When the last step ends that is expected.
    end: Option<Nanoseconds>,
}

/// What the plan says of the time that steps take, in numbers.
#[derive(Debug)]
pub(crate) struct Timing {
    /// From when on starts are counted: the first of them.
    first: DateTime<Utc>,
    /// Before all others where the plan sets no start.
    starts: DenseMap<StepIx, Nanoseconds>,
    takes: DenseMap<StepIx, Nanoseconds>,
}

impl Timing {
    pub(crate) fn new(schedule: &Schedule) -> Self {
        let first = schedule.steps().filter_map(|step| schedule.start(step)).min();
        let first = first.unwrap_or_default();
        let start = |step| {
            let start = schedule.start(step);
            start.map_or(Nanoseconds::MIN, |start| nanoseconds(start - first))
        };
        let takes = |step| schedule.record(step).duration.map_or(0, nanoseconds);
        Self {
            first,
            starts: DenseMap::from_vec(schedule.steps().map(start).collect()),
            takes: DenseMap::from_vec(schedule.steps().map(takes).collect()),
        }
    }
}

/// What is expected of a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Outlook {
    /// When it begins; if it was started, when that was.
    pub begins: DateTime<Utc>,
    /// When it ends; if it is terminated, when that was.
    pub ends: DateTime<Utc>,
    /// How much later it may end without moving the end of the whole; `None` once it is
    /// terminated. Never negative.
    pub slack: Option<TimeDelta>,
}

impl Outlook {
    /// Whether the whole ends later if this step does.
    pub fn is_critical(&self) -> bool {
        self.slack == Some(TimeDelta::zero())
    }
}

impl Forecast {
    /// Time `O(steps + effective prerequisites)`.
    pub(crate) fn of(view: &View<'_>) -> Self {
        let schedule = view.schedule();
        let progress = schedule.steps().map(|step| view.ledger().marks.progress(step));
        let progress = DenseMap::from_vec(progress.collect());
        let (begins, ends) = earliest(view, &progress);
        let expected = ends.as_slice().iter().filter(|end| **end != NEVER);
        let end = expected.max().copied();
        let latest = latest(schedule, &progress, &begins, &ends, end.unwrap_or(NEVER));
        Self { schedule: schedule.clone(), at: view.at(), progress, begins, ends, latest, end }
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

    /// What is expected of a step; `None` if it sleeps, or waits for one that does. Time `O(1)`.
    pub fn outlook(&self, step: StepIx) -> Option<Outlook> {
        let ends = self.instant(self.ends[step])?;
        let is_over = self.progress[step] == Progress::Terminated;
        let slack = || TimeDelta::nanoseconds(self.latest[step] - self.ends[step]);
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

/// The pass forward: a step begins after whatever it waits for. Gives when each step begins and
/// ends.
fn earliest(
    view: &View<'_>,
    progress: &DenseMap<StepIx, Progress>,
) -> (DenseMap<StepIx, Nanoseconds>, DenseMap<StepIx, Nanoseconds>) {
    let schedule = view.schedule();
    let Timing { first, starts, takes } = schedule.timing();
    let since = |instant: DateTime<Utc>| nanoseconds(instant - view.at());
    let first = since(*first);
    let last = since(LAST).min(NEVER - 1);
    let is_sleeping = view.rollback().is_none();
    let mut begins = Vec::with_capacity(schedule.len());
    let mut ends: Vec<Nanoseconds> = Vec::with_capacity(schedule.len());
    for step in schedule.steps() {
        let (begin, end) = match progress[step] {
            Progress::None if is_sleeping && schedule.is_contingency(step) => (NEVER, NEVER),
            Progress::None => {
                let start = starts[step].saturating_add(first).max(0);
                let before = schedule.prerequisites(step).iter();
                let begin = before.map(|before| ends[before.position()]).fold(start, Ord::max);
                (begin, begin.saturating_add(takes[step]))
            }
            Progress::Open => {
                let begin = view.started(step).map_or(0, |it| since(it.at));
                (begin, begin.saturating_add(takes[step]).max(0))
            }
            Progress::Terminated => {
                let ended = view.terminated(step).map_or(0, |it| since(it.at));
                let started = view.started(step).map(|it| since(it.at));
                (started.map_or(ended, |started| started.min(ended)), ended)
            }
        };
        begins.push(begin);
        ends.push(if end <= last { end } else { NEVER });
    }
    (DenseMap::from_vec(begins), DenseMap::from_vec(ends))
}

/// The pass backward: a step ends before whatever waits for it has to begin. Gives when each
/// step may end at the latest, if the whole is to end when it is expected to.
fn latest(
    schedule: &Schedule,
    progress: &DenseMap<StepIx, Progress>,
    begins: &DenseMap<StepIx, Nanoseconds>,
    ends: &DenseMap<StepIx, Nanoseconds>,
    end: Nanoseconds,
) -> DenseMap<StepIx, Nanoseconds> {
    let mut latest = DenseMap::filled(0, schedule.len());
    // When each step has to begin at the latest; those that have begun, or never will, have not.
    let mut has_to_begin = DenseMap::filled(0, schedule.len());
    for step in schedule.steps().rev() {
        let behind = schedule.successors(step).iter().map(|behind| has_to_begin[*behind]);
        let to_end = behind.fold(end, Ord::min);
        latest[step] = to_end;
        let waits = progress[step] == Progress::None && ends[step] != NEVER;
        has_to_begin[step] = if waits { to_end - (ends[step] - begins[step]) } else { NEVER };
    }
    latest
}

/// When a step ends by the dates of the plan.
fn planned_end(schedule: &Schedule, step: StepIx) -> Option<DateTime<Utc>> {
    schedule.end(step).or_else(|| schedule.start(step))
}

/// The last instant of the year 9999.
const LAST: DateTime<Utc> = match DateTime::from_timestamp(253_402_300_799, 999_999_999) {
    Some(last) => last,
    None => DateTime::<Utc>::MAX_UTC,
};

/// As far as it can be told in nanoseconds.
fn nanoseconds(time: TimeDelta) -> Nanoseconds {
    time.num_nanoseconds().unwrap_or(if time < TimeDelta::zero() {
        Nanoseconds::MIN
    } else {
        NEVER
    })
}
