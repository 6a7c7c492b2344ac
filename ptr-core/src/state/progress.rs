//! The progress of every step and the values derived from it, from which all states are computed.
//!
//! For each step the number of its open effective prerequisites is kept, so a change of one step
//! costs only its successors. From progress, this number and sleep follows one byte
//! ([`StateByZone`]) that gives the step's state at any instant. The bytes are computed with the
//! table itself; with them the states of all steps are one pass without branches.

use chrono::{DateTime, Utc};

use super::by_zone::{StateByZone, write_codes};
use super::table::{self, Facts, Progress, State};
use crate::dense::{DenseMap, StepIx};
use crate::schedule::Schedule;

/// The progress of every step of a schedule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct ProgressMap {
    progress: DenseMap<StepIx, Progress>,
    /// The number of effective prerequisites that are not terminated.
    open_prerequisites: DenseMap<StepIx, u32>,
    by_zone: DenseMap<StepIx, StateByZone>,
    rollback: bool,
}

impl ProgressMap {
    /// A map without progress. Time `O(steps)`.
    pub(crate) fn new(schedule: &Schedule) -> Self {
        let open = schedule.steps().map(|step| {
            // An adjacency counts in u32, so the number fits.
            u32::try_from(schedule.prerequisites(step).len()).unwrap_or(u32::MAX)
        });
        let open_prerequisites: DenseMap<StepIx, u32> = DenseMap::from_vec(open.collect());
        let by_zone = schedule.steps().map(|step| {
            let (asleep, met) = (schedule.is_contingency(step), open_prerequisites[step] == 0);
            StateByZone::of(Progress::None, asleep, met)
        });
        Self {
            progress: DenseMap::filled(Progress::None, schedule.len()),
            by_zone: DenseMap::from_vec(by_zone.collect()),
            open_prerequisites,
            rollback: false,
        }
    }

    /// Sets the progress of a step. Time `O(successors)` if this changes whether the step is
    /// terminated, else `O(1)`.
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
        self.by_zone[step] = StateByZone::of(self.progress[step], asleep, met);
    }

    pub(crate) fn progress(&self, step: StepIx) -> Progress {
        self.progress[step]
    }

    pub(crate) fn open_prerequisites(&self, step: StepIx) -> u32 {
        self.open_prerequisites[step]
    }

    /// Everything that a step's state depends on, except the instant.
    pub(crate) fn facts(&self, schedule: &Schedule, step: StepIx) -> Facts {
        Facts {
            progress: self.progress[step],
            asleep: schedule.is_contingency(step) && !self.rollback,
            prerequisites_terminated: self.open_prerequisites[step] == 0,
            start: schedule.start(step),
            lock_horizon: schedule.options().lock_horizon,
        }
    }

    pub(crate) fn state(&self, schedule: &Schedule, step: StepIx, at: DateTime<Utc>) -> State {
        table::state(&self.facts(schedule, step), at)
    }

    /// The state of every step, in topological order. One pass; allocates the result only.
    pub(crate) fn states(&self, schedule: &Schedule, at: DateTime<Utc>) -> Vec<State> {
        let mut codes = vec![0; schedule.len()];
        self.state_codes(schedule, at, &mut codes);
        codes.into_iter().map(State::of_code).collect()
    }

    /// Writes the code of every step's state into a buffer, in topological order. Steps beyond the
    /// end of the buffer are left out.
    pub(crate) fn state_codes(&self, schedule: &Schedule, at: DateTime<Utc>, codes: &mut [u8]) {
        write_codes(&self.by_zone, schedule.timeline(), schedule.clock(at), codes);
    }

    /// The next instant after `at` at which the clock alone changes a state.
    ///
    /// Visits the steps in the order of their starts until one changes: time `O(steps)` at worst,
    /// `O(log steps)` if few of them have recorded progress.
    pub(crate) fn next_change(
        &self,
        schedule: &Schedule,
        at: DateTime<Utc>,
    ) -> Option<DateTime<Utc>> {
        let clock = schedule.clock(at);
        let change = |(step, _)| table::next_change(&self.facts(schedule, step), at);
        let at_start = schedule.timeline().dated_from(clock.reached).find_map(change);
        // Beyond the horizon a step with open prerequisites changes before its start.
        let at_horizon = schedule
            .timeline()
            .dated_from(clock.within)
            .find_map(|(step, start)| change((step, start)).filter(|change| *change < start));
        at_start.into_iter().chain(at_horizon).min()
    }
}
