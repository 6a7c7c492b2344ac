//! The recap: how many steps stand where, over all and by phase, team and department.

use std::collections::BTreeMap;

use chrono::{DateTime, TimeDelta, Utc};

use crate::id::PhaseCode;
use crate::state::State;
use crate::view::View;

/// How many of some steps stand where.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Tally {
    by_state: [usize; State::ALL.len()],
    skipped: usize,
    late: usize,
    latest: TimeDelta,
}

impl Tally {
    /// How many steps there are.
    pub fn total(&self) -> usize {
        self.by_state.iter().sum()
    }

    /// How many stand in a state.
    pub fn in_state(&self, state: State) -> usize {
        self.by_state[usize::from(state.code())]
    }

    /// How many are terminated, the skipped ones included.
    pub fn terminated(&self) -> usize {
        self.in_state(State::Terminated)
    }

    /// How many of the terminated ones were skipped.
    pub fn skipped(&self) -> usize {
        self.skipped
    }

    /// How many are late: Ready after their start, or Open after their end.
    pub fn late(&self) -> usize {
        self.late
    }

    /// The greatest lateness of any step; zero if none is late.
    pub fn latest(&self) -> TimeDelta {
        self.latest
    }

    /// Progress: terminated in percent of all, from 0 to 100; 0 where there are no steps.
    #[expect(clippy::cast_precision_loss, reason = "plans have fewer than 2^46 steps")]
    pub fn percent(&self) -> f64 {
        match self.total() {
            0 => 0.0,
            total => (100 * self.terminated()) as f64 / total as f64,
        }
    }

    fn count(&mut self, state: State, skipped: bool, lateness: Option<TimeDelta>) {
        self.by_state[usize::from(state.code())] += 1;
        self.skipped += usize::from(skipped);
        if let Some(lateness) = lateness {
            self.late += 1;
            self.latest = self.latest.max(lateness);
        }
    }
}

/// The recap of a dry run, or of one of its phases, at an instant.
///
/// Steps of contingency phases count nowhere but in `asleep` until a rollback is declared.
///
/// ```
/// use chrono::{DateTime, Utc};
/// use ptr_core::{Moment, Plan, Run, State, Step};
///
/// let start: DateTime<Utc> = "2026-03-28T21:00:00Z".parse()?;
/// let plan = Plan::from_steps([
///     Step::new("CO1", "CO")?.in_dry_runs(["FDR1"])?.starting(Moment::Instant(start)),
///     Step::new("CO2", "CO")?.in_dry_runs(["FDR1"])?.after(["CO1"])?,
///     Step::new("FB1", "FB-RB")?.in_dry_runs(["FDR1"])?,
/// ])?;
/// let run = Run::new(plan.schedule("FDR1")?, []);
/// let recap = run.view(start).recap(None);
/// assert_eq!((recap.whole.total(), recap.asleep), (2, 1));
/// assert_eq!(recap.whole.in_state(State::Ready), 1);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recap {
    /// The instant.
    pub at: DateTime<Utc>,
    /// The phase, if it is the recap of one.
    pub phase: Option<PhaseCode>,
    /// All steps together.
    pub whole: Tally,
    /// By phase, in the plan's order; phases without steps in this dry run included.
    pub by_phase: Vec<(PhaseCode, Tally)>,
    /// By team, in the order of their names; `None` for steps without a team.
    pub by_team: BTreeMap<Option<String>, Tally>,
    /// By department, likewise.
    pub by_department: BTreeMap<Option<String>, Tally>,
    /// How many steps sleep.
    pub asleep: usize,
}

/// Time `O(steps * log teams)`.
pub(crate) fn recap(view: &View<'_>, phase: Option<&PhaseCode>) -> Recap {
    let schedule = view.schedule();
    let counted = |code: &PhaseCode| phase.is_none_or(|phase| phase == code);
    let phases = schedule.plan().phases().iter().map(|phase| phase.code.clone());
    let mut recap = Recap {
        at: view.at(),
        phase: phase.cloned(),
        whole: Tally::default(),
        by_phase: phases.filter(counted).map(|code| (code, Tally::default())).collect(),
        by_team: BTreeMap::new(),
        by_department: BTreeMap::new(),
        asleep: 0,
    };
    for step in schedule.steps() {
        let record = schedule.record(step);
        if !counted(&record.phase) {
            continue;
        }
        if view.is_asleep(step) {
            recap.asleep += 1;
            continue;
        }
        let of_phase = recap.by_phase.iter_mut().find(|(code, _)| *code == record.phase);
        let tallies = [
            Some(&mut recap.whole),
            of_phase.map(|(_, tally)| tally),
            Some(recap.by_team.entry(record.team.clone()).or_default()),
            Some(recap.by_department.entry(record.department.clone()).or_default()),
        ];
        let (state, skipped) = (view.state(step), view.skipped(step).is_some());
        let lateness = view.lateness(step);
        for tally in tallies.into_iter().flatten() {
            tally.count(state, skipped, lateness);
        }
    }
    recap
}
