//! The progress of every step and what follows from it: the engine behind all states.
//!
//! For each step the number of its open effective prerequisites is kept, so that a change of
//! one step costs what it touches. From progress, counter and sleep follows the step's *row*:
//! its three states beyond the horizon, within it, and started. A full evaluation is then one
//! pass without branches over two flat arrays, rows and ranks of starts, which the compiler
//! vectorises. The rows are filled from the table itself, `state::in_zone`.
//!
//! The walk over prerequisites is made only for somebody who asks why ([`judge`] with a curious
//! [`Observer`]); it decides by the same counters and the same table.

use chrono::{DateTime, Utc};

use crate::dense::{DenseMap, StepIx};
use crate::schedule::Schedule;
use crate::state::{self, Facts, Progress, State, Zone};
use crate::timeline::Clock;

/// The progress of every step of a schedule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Marks {
    progress: DenseMap<StepIx, Progress>,
    /// How many effective prerequisites are not terminated.
    open_prerequisites: DenseMap<StepIx, u32>,
    rows: DenseMap<StepIx, Row>,
    rollback: bool,
}

/// The codes of a step's states in the three zones of the clock, three bits each: beyond the
/// horizon at the bottom, then within it, then started.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Row(u16);

impl Row {
    const BITS: u32 = 3;
    const MASK: u16 = 0b111;

    fn of(progress: Progress, asleep: bool, met: bool) -> Self {
        let code = |zone| u16::from(state::in_zone(progress, asleep, met, zone).code());
        let (within, started) = (code(Zone::Within), code(Zone::Started));
        Self(code(Zone::Beyond) | within << Self::BITS | started << (2 * Self::BITS))
    }

    /// The code of the state of a step with this row and rank. No branch, so that a loop over
    /// it becomes vector instructions.
    fn code(self, rank: u32, clock: Clock) -> u8 {
        let started = self.0 >> (2 * Self::BITS);
        let within = self.0 >> Self::BITS;
        let zone = if rank < clock.within { within } else { self.0 };
        (if rank < clock.reached { started } else { zone } & Self::MASK) as u8
    }
}

impl Marks {
    /// No progress at all.
    pub(crate) fn new(schedule: &Schedule) -> Self {
        let open = schedule.steps().map(|step| {
            // As many as an adjacency can hold, which counts in u32 itself.
            u32::try_from(schedule.prerequisites(step).len()).unwrap_or(u32::MAX)
        });
        let open_prerequisites: DenseMap<StepIx, u32> = DenseMap::from_vec(open.collect());
        let rows = schedule.steps().map(|step| {
            Row::of(Progress::None, schedule.is_contingency(step), open_prerequisites[step] == 0)
        });
        Self {
            progress: DenseMap::filled(Progress::None, schedule.len()),
            rows: DenseMap::from_vec(rows.collect()),
            open_prerequisites,
            rollback: false,
        }
    }

    /// Records progress. Time `O(successors)` if the step becomes or ceases to be terminated,
    /// else `O(1)`.
    pub(crate) fn set(&mut self, schedule: &Schedule, step: StepIx, progress: Progress) {
        let before = std::mem::replace(&mut self.progress[step], progress);
        self.refresh(schedule, step);
        match (before == Progress::Terminated, progress == Progress::Terminated) {
            (false, true) => {
                for &successor in schedule.successors(step) {
                    self.open_prerequisites[successor] -= 1;
                    if self.open_prerequisites[successor] == 0 {
                        self.refresh(schedule, successor);
                    }
                }
            }
            (true, false) => {
                for &successor in schedule.successors(step) {
                    self.open_prerequisites[successor] += 1;
                    if self.open_prerequisites[successor] == 1 {
                        self.refresh(schedule, successor);
                    }
                }
            }
            (true, true) | (false, false) => {}
        }
    }

    /// Wakes the contingency phases, or puts them to sleep. Time `O(steps)`.
    pub(crate) fn set_rollback(&mut self, schedule: &Schedule, declared: bool) {
        self.rollback = declared;
        for step in schedule.steps().filter(|step| schedule.is_contingency(*step)) {
            self.refresh(schedule, step);
        }
    }

    fn refresh(&mut self, schedule: &Schedule, step: StepIx) {
        let asleep = schedule.is_contingency(step) && !self.rollback;
        let met = self.open_prerequisites[step] == 0;
        self.rows[step] = Row::of(self.progress[step], asleep, met);
    }

    pub(crate) fn progress(&self, step: StepIx) -> Progress {
        self.progress[step]
    }

    pub(crate) fn open_prerequisites(&self, step: StepIx) -> u32 {
        self.open_prerequisites[step]
    }

    pub(crate) fn is_rollback(&self) -> bool {
        self.rollback
    }

    pub(crate) fn state(&self, schedule: &Schedule, step: StepIx, at: DateTime<Utc>) -> State {
        judge(schedule, self, step, at, &mut ())
    }

    /// The state of every step, in topological order. One pass, no allocation but the result.
    pub(crate) fn states(&self, schedule: &Schedule, at: DateTime<Utc>) -> Vec<State> {
        let clock = schedule.clock(at);
        let rows = self.rows.as_slice().iter().zip(schedule.timeline().ranks());
        rows.map(|(row, rank)| State::of_code(row.code(*rank, clock))).collect()
    }

    /// The code of every step's state, in topological order, into a buffer of the caller's.
    /// Steps beyond the end of the buffer are left out.
    pub(crate) fn state_codes(&self, schedule: &Schedule, at: DateTime<Utc>, codes: &mut [u8]) {
        let clock = schedule.clock(at);
        let rows = self.rows.as_slice().iter().zip(schedule.timeline().ranks());
        for (code, (row, rank)) in codes.iter_mut().zip(rows) {
            *code = row.code(*rank, clock);
        }
    }

    /// The next instant after `at` at which the clock alone changes a state.
    ///
    /// Looks at the steps that start next until one is found that will change: time `O(steps)`
    /// at worst, `O(log steps)` where few of them are recorded.
    pub(crate) fn next_change(
        &self,
        schedule: &Schedule,
        at: DateTime<Utc>,
    ) -> Option<DateTime<Utc>> {
        let clock = schedule.clock(at);
        let change = |(step, _)| state::next_change(&schedule.facts(step, self), at);
        let at_start = schedule.timeline().starting_from(clock.reached).find_map(change);
        // Beyond the horizon a step that waits for others changes before its start.
        let at_horizon = schedule
            .timeline()
            .starting_from(clock.within)
            .find_map(|(step, start)| change((step, start)).filter(|change| *change < start));
        at_start.into_iter().chain(at_horizon).min()
    }
}

/// Somebody who wants to know what a state is due to.
pub(crate) trait Observer {
    /// Whether anybody listens; where nobody does, the walk over the prerequisites is left out.
    const CURIOUS: bool;

    /// A prerequisite is not terminated.
    fn open_prerequisite(&mut self, prerequisite: StepIx);

    /// The state was decided by these facts.
    fn decided(&mut self, facts: &Facts);
}

/// Nobody asks why.
impl Observer for () {
    const CURIOUS: bool = false;

    fn open_prerequisite(&mut self, _: StepIx) {}

    fn decided(&mut self, _: &Facts) {}
}

/// The state of a step at an instant, and to whom it may concern, why.
pub(crate) fn judge<O: Observer>(
    schedule: &Schedule,
    marks: &Marks,
    step: StepIx,
    at: DateTime<Utc>,
    observer: &mut O,
) -> State {
    let facts = schedule.facts(step, marks);
    if O::CURIOUS {
        for &prerequisite in schedule.prerequisites(step) {
            if marks.progress(prerequisite) != Progress::Terminated {
                observer.open_prerequisite(prerequisite);
            }
        }
        observer.decided(&facts);
    }
    state::state(&facts, at)
}
