//! The progress of every step and the values derived from it, from which all states are computed.
//!
//! For each step the number of its open effective prerequisites is kept, so a change of one step
//! costs only its successors. From progress, this number and sleep follows one byte
//! ([`StateByZone`]) that gives the step's state at any instant. The bytes are computed with the
//! table itself; with them the states of all steps are one pass without branches.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};

use super::by_zone::{StateByZone, write_codes};
use super::table::{self, Facts, Progress, State};
use crate::dense::{DenseMap, StepIx};
use crate::id::Outcome;
use crate::schedule::Schedule;

/// The progress of every step of a schedule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct ProgressMap {
    progress: DenseMap<StepIx, Progress>,
    /// The number of effective prerequisites that [hold](Self::holds) the step.
    open_prerequisites: DenseMap<StepIx, u32>,
    by_zone: DenseMap<StepIx, StateByZone>,
    rollback: bool,
    /// The outcomes of decisions.
    outcomes: BTreeMap<StepIx, Outcome>,
    /// Whether a step can no longer come about ([`Branches`](crate::schedule::Branches)); `None` if
    /// that is so of no step.
    dead: Option<DenseMap<StepIx, bool>>,
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
            let (asleep, met) =
                (schedule.awaits_rollback(step, false), open_prerequisites[step] == 0);
            StateByZone::of(Progress::None, asleep, met)
        });
        Self {
            progress: DenseMap::filled(Progress::None, schedule.len()),
            by_zone: DenseMap::from_vec(by_zone.collect()),
            open_prerequisites,
            rollback: false,
            outcomes: BTreeMap::new(),
            dead: None,
        }
    }

    /// Sets the progress of a step. Time `O(successors)` if this changes whether the step holds
    /// them, else `O(1)`.
    ///
    /// After a change of a decision, [`judge`](Self::judge) is to be called.
    pub(crate) fn set(&mut self, schedule: &Schedule, step: StepIx, progress: Progress) {
        let before = self.holds(step);
        self.progress[step] = progress;
        self.refresh(schedule, step);
        self.hold(schedule, step, before);
    }

    /// Sets the outcome of a decision, or takes it away.
    ///
    /// Afterwards, [`judge`](Self::judge) is to be called.
    pub(crate) fn set_outcome(&mut self, decision: StepIx, outcome: Option<Outcome>) {
        match outcome {
            Some(outcome) => drop(self.outcomes.insert(decision, outcome)),
            None => drop(self.outcomes.remove(&decision)),
        }
    }

    /// The outcome of a decision; `None` if it has none.
    pub(crate) fn outcome(&self, decision: StepIx) -> Option<&Outcome> {
        self.outcomes.get(&decision)
    }

    /// The outcome of a step that is terminated, `Some(None)` if it has none.
    #[expect(clippy::option_option, reason = "not over yet, and over without an outcome, are two")]
    pub(crate) fn taken(&self, step: StepIx) -> Option<Option<&Outcome>> {
        (self.progress[step] == Progress::Terminated).then(|| self.outcome(step))
    }

    /// Finds out anew which steps are dead, and returns those that have begun or ceased to be. Time
    /// `O(steps after decisions, with their prerequisites)`.
    pub(crate) fn judge(&mut self, schedule: &Schedule) -> Vec<StepIx> {
        let Some(branches) = schedule.branches() else { return Vec::new() };
        let mut judged = branches.judge(|step| self.taken(step));
        judged.retain(|(step, is_dead)| self.is_dead(*step) != *is_dead);
        let changed: Vec<StepIx> = judged.iter().map(|(step, _)| *step).collect();
        for (step, is_dead) in judged {
            let before = self.holds(step);
            let dead = self.dead.get_or_insert_with(|| DenseMap::filled(false, schedule.len()));
            dead[step] = is_dead;
            self.refresh(schedule, step);
            self.hold(schedule, step, before);
        }
        if let Some(dead) = &self.dead
            && !dead.as_slice().contains(&true)
        {
            // Equal maps have equal fields, whatever happened before.
            self.dead = None;
        }
        changed
    }

    /// Whether a step can no longer come about by the outcomes that were taken.
    pub(crate) fn is_dead(&self, step: StepIx) -> bool {
        self.dead.as_ref().is_some_and(|dead| dead[step])
    }

    /// Whether a step is abandoned: it can no longer come about, and nobody has begun it.
    pub(crate) fn is_abandoned(&self, step: StepIx) -> bool {
        self.is_dead(step) && self.progress[step] == Progress::None
    }

    /// Whether a step holds its successors: it is neither terminated nor abandoned.
    pub(crate) fn holds(&self, step: StepIx) -> bool {
        self.progress[step] != Progress::Terminated && !self.is_abandoned(step)
    }

    /// Counts a step among the open prerequisites of its successors, or not any more, if it held
    /// them `before` and does not now, or the other way round.
    fn hold(&mut self, schedule: &Schedule, step: StepIx, before: bool) {
        match (before, self.holds(step)) {
            (true, false) => {
                for &successor in schedule.successors(step) {
                    self.open_prerequisites[successor] -= 1;
                    if self.open_prerequisites[successor] == 0 {
                        self.refresh(schedule, successor);
                    }
                }
            }
            (false, true) => {
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

    /// Whether a step sleeps: its phase is a contingency and no rollback is declared, or it is
    /// abandoned.
    pub(crate) fn is_asleep(&self, schedule: &Schedule, step: StepIx) -> bool {
        schedule.awaits_rollback(step, self.rollback) || self.is_abandoned(step)
    }

    fn refresh(&mut self, schedule: &Schedule, step: StepIx) {
        let asleep = self.is_asleep(schedule, step);
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
            asleep: self.is_asleep(schedule, step),
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
