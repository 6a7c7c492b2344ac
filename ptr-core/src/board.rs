//! A run at the present, kept up to date: following it costs what changes, not what there is.
//!
//! A view computes every state anew. A board keeps them, as the board of a control room does,
//! and turns over only what an event or the clock changes: an event the step it is about and
//! those that wait for it, the clock the steps whose start or horizon it has passed. How many
//! steps stand where is kept along.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};

use crate::dense::{DenseMap, StepIx};
use crate::event::{Event, Fact};
use crate::groups::Groups;
use crate::recap::{Count, Recap};
use crate::replay::ReplayError;
use crate::run::Run;
use crate::state::State;
use crate::timeline::Clock;
use crate::view::lateness;

/// A run, the present instant, and every state at it.
///
/// The clock of a board never goes back: to an earlier instant than it shows it does not move,
/// and an event that says a later one takes it along. What it shows is what
/// [`Run::view`](Run::view) shows at [`at`](Board::at).
///
/// ```
/// use chrono::{DateTime, TimeDelta, Utc};
/// use ptr_core::{Board, Command, Email, Moment, Plan, Run, State, Step};
///
/// let start: DateTime<Utc> = "2026-03-28T21:00:00Z".parse()?;
/// let paul = Email::new("paul@grid.example")?;
/// let step = |id: &str| Step::new(id, "CO")?.in_dry_runs(["FDR1"]);
/// let plan = Plan::from_steps([
///     step("CO1")?.starting(Moment::Instant(start)),
///     step("CO2")?.after(["CO1"])?.starting(Moment::Instant(start)),
/// ])?;
/// let run = Run::new(plan.schedule("FDR1")?, [paul.clone()]);
///
/// let mut board = Board::new(run, start - TimeDelta::hours(1));
/// assert_eq!(board.states(), [State::Idle, State::Locked]);
/// assert_eq!(board.next_change(), Some(start));
///
/// // The clock turns over both; closing the first step turns over the second one as well.
/// assert_eq!(board.advance(start).len(), 2);
/// for command in [
///     Command::Start { step: "CO1".parse()? },
///     Command::Close { step: "CO1".parse()? },
/// ] {
///     for event in board.run().decide(&command, &paul, start)? {
///         board.apply(event)?;
///     }
/// }
/// assert_eq!(board.states(), [State::Terminated, State::Ready]);
/// assert_eq!(board.recap().whole.terminated(), 1);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone)]
pub struct Board {
    run: Run,
    at: DateTime<Utc>,
    clock: Clock,
    /// When the clock next passes the start or the horizon of a step, whatever its state.
    next_cut: Option<DateTime<Utc>>,
    states: DenseMap<StepIx, State>,
    count: Count,
    /// The steps that may be late: Ready or Open, and awake.
    under_way: BTreeSet<StepIx>,
    /// The steps that are counted as skipped.
    skipped: BTreeSet<StepIx>,
    turned: Vec<Turned>,
}

/// A step that a board turned over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Turned {
    /// The step.
    pub step: StepIx,
    /// The state shown before.
    pub before: State,
    /// The state shown now.
    pub after: State,
}

impl Board {
    /// The board of a run at an instant, or at that of its last event if that is later. Time
    /// `O(steps)`.
    pub fn new(run: Run, at: DateTime<Utc>) -> Self {
        let at = run.in_force_from(run.version()).map_or(at, |known| known.max(at));
        let schedule = run.schedule();
        let clock = schedule.clock(at);
        let mut board = Self {
            at,
            clock,
            next_cut: schedule.next_cut(clock),
            states: DenseMap::from_vec(Vec::new()),
            count: Count::new(schedule.groups()),
            under_way: BTreeSet::new(),
            skipped: BTreeSet::new(),
            turned: Vec::new(),
            run,
        };
        board.rebuild();
        board
    }

    /// The run.
    pub fn run(&self) -> &Run {
        &self.run
    }

    /// Takes the run down from the board.
    pub fn into_run(self) -> Run {
        self.run
    }

    /// The present instant.
    pub fn at(&self) -> DateTime<Utc> {
        self.at
    }

    /// The state of a step. Time `O(1)`.
    pub fn state(&self, step: StepIx) -> State {
        self.states[step]
    }

    /// Every state, in topological order. Time `O(1)`: they are there.
    pub fn states(&self) -> &[State] {
        self.states.as_slice()
    }

    /// When the clock alone next changes a state. Time as
    /// [`View::next_change`](crate::View::next_change).
    pub fn next_change(&self) -> Option<DateTime<Utc>> {
        self.run.view(self.at).next_change()
    }

    /// How many steps stand where, over all. Time `O(groups + steps that are Ready or Open)`.
    pub fn recap(&self) -> Recap {
        let schedule = self.run.schedule();
        let mut count = self.count.clone();
        for &step in &self.under_way {
            if let Some(lateness) = lateness(schedule, step, self.states[step], self.at) {
                count.add_late(schedule.groups(), step, lateness);
            }
        }
        count.into_recap(schedule.groups(), self.at, None)
    }

    /// Moves the clock on; gives what it turned over, in the order in which starts are reached,
    /// then in that in which horizons are. An instant that is not later changes nothing.
    ///
    /// Time `O(1)` while no start and no horizon is passed, else `O(log steps)` and the steps
    /// whose start or horizon is.
    pub fn advance(&mut self, at: DateTime<Utc>) -> &[Turned] {
        self.turned.clear();
        self.move_clock(at);
        &self.turned
    }

    /// Folds in the next event, and moves the clock on to its instant; gives what turned over,
    /// by the clock first.
    ///
    /// Time as [`Run::apply`] and [`advance`](Board::advance); `O(steps)` for a rollback
    /// declared or withdrawn.
    ///
    /// # Errors
    /// [`ReplayError`] if it cannot be the next one; nothing has changed then.
    pub fn apply(&mut self, event: Event) -> Result<&[Turned], ReplayError> {
        let about = match &event.fact {
            Fact::Started { step }
            | Fact::Closed { step }
            | Fact::Skipped { step, .. }
            | Fact::Reopened { step, .. } => self.run.schedule().step(step.as_str()),
            Fact::Transferred { .. }
            | Fact::DefectsRecorded { .. }
            | Fact::RollbackDeclared { .. }
            | Fact::RollbackWithdrawn { .. }
            | Fact::NoticeSent { .. }
            | Fact::NoticeFailed { .. } => None,
        };
        let wakes_or_sleeps =
            matches!(event.fact, Fact::RollbackDeclared { .. } | Fact::RollbackWithdrawn { .. });
        let at = event.at;
        self.run.apply(event)?;

        self.turned.clear();
        if wakes_or_sleeps {
            // Every step is looked at anew, those that the clock has passed included.
            self.set_clock(at);
            self.rebuild();
            return Ok(&self.turned);
        }
        self.move_clock(at);
        if let Some(step) = about {
            self.turn(step);
            // The schedule is shared: this copies no successors.
            let schedule = self.run.schedule().clone();
            for &successor in schedule.successors(step) {
                self.turn(successor);
            }
        }
        Ok(&self.turned)
    }

    /// Moves the clock on, and turns over what it has passed.
    fn move_clock(&mut self, at: DateTime<Utc>) {
        let before = self.clock;
        self.set_clock(at);
        if before == self.clock {
            return;
        }
        let schedule = self.run.schedule().clone();
        let by_start = schedule.steps_by_start();
        let reached = before.reached..self.clock.reached;
        let within = before.within.max(self.clock.reached)..self.clock.within;
        for place in reached.chain(within) {
            self.turn(by_start[place]);
        }
    }

    fn set_clock(&mut self, at: DateTime<Utc>) {
        self.at = self.at.max(at);
        if self.next_cut.is_some_and(|cut| self.at >= cut) {
            let schedule = self.run.schedule();
            self.clock = schedule.clock(self.at);
            self.next_cut = schedule.next_cut(self.clock);
        }
    }

    /// Shows a step as it stands now.
    fn turn(&mut self, step: StepIx) {
        let schedule = self.run.schedule();
        let before = self.states[step];
        let after = self.run.ledger().marks.state_under(schedule, step, self.clock);
        if before == after {
            return;
        }
        self.states[step] = after;
        self.turned.push(Turned { step, before, after });
        if self.is_asleep(step) {
            return;
        }
        let skipped = self.is_skipped(step);
        let groups = self.run.schedule().groups();
        self.count.remove(groups, step, before, self.skipped.contains(&step));
        self.count.add(groups, step, after, skipped);
        keep(&mut self.under_way, step, is_under_way(after));
        keep(&mut self.skipped, step, skipped);
    }

    /// Looks at every step anew; notes those that stand elsewhere than shown.
    fn rebuild(&mut self) {
        let states = self.run.view(self.at).states();
        let schedule = self.run.schedule().clone();
        let groups: &Groups = schedule.groups();
        self.count = Count::new(groups);
        self.under_way.clear();
        self.skipped.clear();
        for (step, &state) in schedule.steps().zip(&states) {
            if self.is_asleep(step) {
                self.count.add_asleep();
                continue;
            }
            let skipped = self.is_skipped(step);
            self.count.add(groups, step, state, skipped);
            keep(&mut self.under_way, step, is_under_way(state));
            keep(&mut self.skipped, step, skipped);
        }
        let shown = std::mem::replace(&mut self.states, DenseMap::from_vec(states));
        let pairs = shown.iter().zip(self.states.as_slice());
        self.turned.extend(
            pairs
                .filter(|((_, before), after)| before != after)
                .map(|((step, &before), &after)| Turned { step, before, after }),
        );
    }

    fn is_asleep(&self, step: StepIx) -> bool {
        self.run.ledger().is_asleep(self.run.schedule(), step)
    }

    fn is_skipped(&self, step: StepIx) -> bool {
        self.run.ledger().skipped(step).is_some()
    }
}

fn is_under_way(state: State) -> bool {
    matches!(state, State::Ready | State::Open)
}

/// Has a step in a set, or not.
fn keep(steps: &mut BTreeSet<StepIx>, step: StepIx, kept: bool) {
    if kept {
        steps.insert(step);
    } else {
        steps.remove(&step);
    }
}
