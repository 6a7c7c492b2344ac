//! The progress of every step and what follows from it: the engine behind all states.
//!
//! For each step the number of its open effective prerequisites is kept, so that a change of
//! one step costs what it touches. From progress, counter and sleep follows the step's
//! [`Row`](crate::row::Row), one byte that gives its state wherever the clock stands. The rows
//! are filled from the table itself, `state::in_zone`, and kept in two orders, the topological
//! one and that of starts, so that both can be evaluated in one pass without branches.
//!
//! The walk over prerequisites is made only for somebody who asks why ([`judge`] with a curious
//! [`Observer`]); it decides by the same counters and the same table.

use chrono::{DateTime, Utc};

use crate::dense::{Adjacency, DenseMap, StepIx};
use crate::row::{self, Row};
use crate::schedule::Schedule;
use crate::state::{self, Facts, Progress, State};
use crate::timeline::{Clock, Timeline};

/// The progress of every step of a schedule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Marks {
    progress: DenseMap<StepIx, Progress>,
    /// How many effective prerequisites are not terminated.
    open_prerequisites: DenseMap<StepIx, u32>,
    rows: DenseMap<StepIx, Row>,
    /// The same rows in the order of starts.
    rows_by_start: Vec<Row>,
    rollback: bool,
}

impl Marks {
    /// No progress at all. Time `O(steps)`.
    pub(crate) fn new(
        prerequisites: &Adjacency<StepIx>,
        contingency: &DenseMap<StepIx, bool>,
        timeline: &Timeline,
    ) -> Self {
        let open = contingency.keys().map(|step| {
            // As many as an adjacency can hold, which counts in u32 itself.
            u32::try_from(prerequisites.row(step).len()).unwrap_or(u32::MAX)
        });
        let open_prerequisites: DenseMap<StepIx, u32> = DenseMap::from_vec(open.collect());
        let rows: DenseMap<StepIx, Row> = DenseMap::from_vec(
            contingency
                .iter()
                .map(|(step, asleep)| {
                    Row::of(Progress::None, *asleep, open_prerequisites[step] == 0)
                })
                .collect(),
        );
        Self {
            progress: DenseMap::filled(Progress::None, contingency.as_slice().len()),
            rows_by_start: timeline.by_start().iter().map(|step| rows[*step]).collect(),
            rows,
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
        let row = Row::of(self.progress[step], asleep, met);
        self.rows[step] = row;
        self.rows_by_start[schedule.timeline().place(step)] = row;
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

    /// The same where the clock has been looked at already.
    pub(crate) fn state_under(&self, schedule: &Schedule, step: StepIx, clock: Clock) -> State {
        let place = schedule.timeline().place(step);
        State::of_code(self.rows[step].code(place, clock.reached, clock.within))
    }

    /// The state of every step, in topological order. One pass, no allocation but the result.
    pub(crate) fn states(&self, schedule: &Schedule, at: DateTime<Utc>) -> Vec<State> {
        let mut codes = vec![0; schedule.len()];
        self.state_codes(schedule, at, &mut codes);
        codes.into_iter().map(State::of_code).collect()
    }

    /// The code of every step's state, in topological order, into a buffer of the caller's.
    /// Steps beyond the end of the buffer are left out.
    pub(crate) fn state_codes(&self, schedule: &Schedule, at: DateTime<Utc>, codes: &mut [u8]) {
        row::write_codes(&self.rows, schedule.timeline(), schedule.clock(at), codes);
    }

    /// The same in the order of starts.
    pub(crate) fn state_codes_by_start(
        &self,
        schedule: &Schedule,
        at: DateTime<Utc>,
        codes: &mut [u8],
    ) {
        row::write_codes_by_start(&self.rows_by_start, schedule.clock(at), codes);
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
        let at_start = schedule.timeline().dated_from(clock.reached).find_map(change);
        // Beyond the horizon a step that waits for others changes before its start.
        let at_horizon = schedule
            .timeline()
            .dated_from(clock.within)
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
