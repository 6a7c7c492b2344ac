//! The recap: the number of steps in each state, for all steps and by phase, team and department.
//!
//! Steps are counted in dense tables, by the indices that [`Groups`] assigns; the names are added
//! at the end.

use std::collections::BTreeMap;

use chrono::{DateTime, TimeDelta, Utc};
#[cfg(feature = "serde")]
use serde::{Deserialize, Serialize};

use super::View;
use crate::dense::StepIx;
use crate::id::{PhaseCode, StepId};
use crate::run::BlockingDefect;
use crate::schedule::Groups;
use crate::state::State;

/// The number of steps in each state, for a set of steps.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[cfg_attr(feature = "serde", derive(Serialize, Deserialize))]
#[cfg_attr(feature = "serde", serde(from = "TallyDocument", into = "TallyDocument"))]
pub struct Tally {
    by_state: [usize; State::ALL.len()],
    skipped: usize,
    late: usize,
    latest: TimeDelta,
}

impl Tally {
    /// The number of steps.
    pub fn total(&self) -> usize {
        self.by_state.iter().sum()
    }

    /// The number of steps in a state.
    pub fn in_state(&self, state: State) -> usize {
        self.by_state[usize::from(state.code())]
    }

    /// The number of terminated steps, including the skipped ones.
    pub fn terminated(&self) -> usize {
        self.in_state(State::Terminated)
    }

    /// The number of skipped steps.
    pub fn skipped(&self) -> usize {
        self.skipped
    }

    /// The number of late steps: Ready after their start, or Open after their planned end.
    pub fn late(&self) -> usize {
        self.late
    }

    /// The greatest lateness of a step; zero if none is late.
    pub fn latest(&self) -> TimeDelta {
        self.latest
    }

    /// Progress: terminated steps in percent of all, from 0 to 100; 0 if there are no steps.
    #[expect(clippy::cast_precision_loss, reason = "plans have fewer than 2^46 steps")]
    pub fn percent(&self) -> f64 {
        match self.total() {
            0 => 0.0,
            total => (100 * self.terminated()) as f64 / total as f64,
        }
    }

    fn count(&mut self, state: State) {
        self.by_state[usize::from(state.code())] += 1;
    }

    fn count_late(&mut self, lateness: TimeDelta) {
        self.late += 1;
        self.latest = self.latest.max(lateness);
    }
}

/// The serialised form of a tally, with derived values.
#[cfg(feature = "serde")]
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct TallyDocument {
    #[serde(default)]
    total: usize,
    #[serde(default)]
    terminated: usize,
    #[serde(default)]
    percent: f64,
    by_state: BTreeMap<State, usize>,
    skipped: usize,
    late: usize,
    #[serde(with = "crate::plan::duration_text")]
    latest: TimeDelta,
}

#[cfg(feature = "serde")]
impl From<Tally> for TallyDocument {
    fn from(tally: Tally) -> Self {
        let by_state = State::ALL.map(|state| (state, tally.in_state(state)));
        Self {
            total: tally.total(),
            terminated: tally.terminated(),
            percent: tally.percent(),
            by_state: by_state.into_iter().filter(|(_, count)| *count > 0).collect(),
            skipped: tally.skipped,
            late: tally.late,
            latest: tally.latest,
        }
    }
}

#[cfg(feature = "serde")]
impl From<TallyDocument> for Tally {
    fn from(document: TallyDocument) -> Self {
        let TallyDocument { by_state, skipped, late, latest, .. } = document;
        let by_state = State::ALL.map(|state| by_state.get(&state).copied().unwrap_or(0));
        Self { by_state, skipped, late, latest }
    }
}

/// Serialises tallies by name as a map. The key for steps without a name is empty, because no name
/// is blank.
#[cfg(feature = "serde")]
mod by_name {
    use std::collections::BTreeMap;

    use serde::{Deserialize, Deserializer, Serializer};

    use super::Tally;

    type ByName = BTreeMap<Option<String>, Tally>;

    pub(super) fn serialize<S: Serializer>(map: &ByName, serializer: S) -> Result<S::Ok, S::Error> {
        serializer
            .collect_map(map.iter().map(|(name, tally)| (name.as_deref().unwrap_or(""), tally)))
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<ByName, D::Error> {
        let map = BTreeMap::<String, Tally>::deserialize(deserializer)?;
        Ok(map
            .into_iter()
            .map(|(name, tally)| (Some(name).filter(|it| !it.is_empty()), tally))
            .collect())
    }
}

/// The recap of a dry run, or of one of its phases, at an instant.
///
/// Until a rollback is declared, steps of contingency phases are counted in `asleep` only; steps that
/// can no longer come about are counted in `abandoned` only.
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
/// assert_eq!((recap.whole.terminated(), recap.whole.skipped(), recap.whole.late()), (0, 0, 0));
/// assert_eq!(recap.whole.percent(), 0.0);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(Serialize, Deserialize))]
#[cfg_attr(feature = "serde", serde(deny_unknown_fields))]
pub struct Recap {
    /// The instant of the recap.
    pub at: DateTime<Utc>,
    /// The phase; `None` if the recap is of the whole dry run.
    pub phase: Option<PhaseCode>,
    /// All counted steps.
    pub whole: Tally,
    /// By phase, in the order of the plan; phases without steps in this dry run are included.
    pub by_phase: Vec<(PhaseCode, Tally)>,
    /// By team, in the order of names; `None` for steps without a team.
    #[cfg_attr(feature = "serde", serde(with = "by_name"))]
    pub by_team: BTreeMap<Option<String>, Tally>,
    /// By department, in the order of names; `None` for steps without a department.
    #[cfg_attr(feature = "serde", serde(with = "by_name"))]
    pub by_department: BTreeMap<Option<String>, Tally>,
    /// The number of steps of contingency phases that sleep.
    pub asleep: usize,
    /// The number of steps that are [abandoned](View::is_abandoned).
    #[cfg_attr(feature = "serde", serde(default))]
    pub abandoned: usize,
    /// The steps that their defects block, in topological order.
    #[cfg_attr(feature = "serde", serde(default))]
    pub blocking_defects: Vec<(StepId, BlockingDefect)>,
}

/// The tables of a recap while steps are counted.
#[derive(Debug, Clone)]
pub(crate) struct Count {
    whole: Tally,
    by_phase: Vec<Tally>,
    by_team: Vec<Tally>,
    by_department: Vec<Tally>,
    asleep: usize,
    abandoned: usize,
}

impl Count {
    pub(crate) fn new(groups: &Groups) -> Self {
        let none = |of: usize| vec![Tally::default(); of];
        Self {
            whole: Tally::default(),
            by_phase: none(groups.phases.len()),
            by_team: none(groups.teams.len()),
            by_department: none(groups.departments.len()),
            asleep: 0,
            abandoned: 0,
        }
    }

    /// The four tallies in which a step counts.
    fn of(&mut self, groups: &Groups, step: StepIx) -> [&mut Tally; 4] {
        let [phase, team, department] = groups.of(step);
        let Self { whole, by_phase, by_team, by_department, .. } = self;
        [whole, &mut by_phase[phase], &mut by_team[team], &mut by_department[department]]
    }

    /// Counts a step that sleeps, abandoned or in its contingency phase.
    pub(crate) fn add_asleep(&mut self, abandoned: bool) {
        *(if abandoned { &mut self.abandoned } else { &mut self.asleep }) += 1;
    }

    /// Counts a step.
    pub(crate) fn add(&mut self, groups: &Groups, step: StepIx, state: State, skipped: bool) {
        for tally in self.of(groups, step) {
            tally.count(state);
            tally.skipped += usize::from(skipped);
        }
    }

    /// Counts the lateness of a step that has been counted with `add`.
    pub(crate) fn add_late(&mut self, groups: &Groups, step: StepIx, lateness: TimeDelta) {
        for tally in self.of(groups, step) {
            tally.count_late(lateness);
        }
    }

    /// The recap, with names.
    pub(crate) fn into_recap(
        self,
        groups: &Groups,
        at: DateTime<Utc>,
        phase: Option<&PhaseCode>,
    ) -> Recap {
        let named = |names: &[Option<String>], tallies: Vec<Tally>| {
            let counted = names.iter().cloned().zip(tallies).filter(|(_, tally)| tally.total() > 0);
            counted.collect()
        };
        let by_phase = groups.phases.iter().cloned().zip(self.by_phase);
        Recap {
            at,
            phase: phase.cloned(),
            whole: self.whole,
            by_phase: by_phase.filter(|(code, _)| phase.is_none_or(|it| it == code)).collect(),
            by_team: named(&groups.teams, self.by_team),
            by_department: named(&groups.departments, self.by_department),
            asleep: self.asleep,
            abandoned: self.abandoned,
            blocking_defects: Vec::new(),
        }
    }
}

impl View<'_> {
    /// The recap of all steps or of one phase; it is empty for a phase that the plan does not have.
    /// Time `O(steps)`; for the first recap of a schedule `O(steps * log teams)`.
    pub fn recap(&self, phase: Option<&PhaseCode>) -> Recap {
        let schedule = self.schedule();
        let groups = schedule.groups();
        let only = phase.map(|code| groups.phases.iter().position(|known| known == code));
        let mut count = Count::new(groups);
        let recorded = self.recorded();
        for (step, state) in schedule.steps().zip(self.states()) {
            if only.is_some_and(|phase| phase != Some(groups.of(step)[0])) {
                continue;
            }
            if recorded.progress.is_asleep(schedule, step) {
                count.add_asleep(self.is_abandoned(step));
                continue;
            }
            count.add(groups, step, state, recorded.skipped(step).is_some());
            if let Some(lateness) = self.lateness_in(step, state) {
                count.add_late(groups, step, lateness);
            }
        }
        let of_phase = |step: StepIx| only.is_none_or(|phase| phase == Some(groups.of(step)[0]));
        let blocking = self.blocking_defects().filter(|(step, _)| of_phase(*step));
        let blocking = blocking.map(|(step, defect)| (schedule.id(step).clone(), defect.clone()));
        Recap { blocking_defects: blocking.collect(), ..count.into_recap(groups, self.at(), phase) }
    }
}
