//! Explains a step's state: its unmet conditions and its blockers.
//!
//! State and conditions are computed from the same facts, so they cannot disagree.

use chrono::{DateTime, Utc};
#[cfg(feature = "serde")]
use serde::{Deserialize, Serialize};

use super::blockers::{self, Blockers};
use super::decision::Decision;
use super::defect::BlockingDefect;
use super::recorded::Recorded;
use super::stamp::Stamp;
use crate::dense::{DenseMap, StepIx};
use crate::id::{Outcome, PhaseCode, StepId};
use crate::schedule::{Missed, Schedule};
use crate::state::{Facts, Progress, State, state};

/// A condition that prevents a step from being Ready.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(Serialize, Deserialize))]
#[cfg_attr(feature = "serde", serde(tag = "code", rename_all = "kebab-case"))]
#[non_exhaustive]
pub enum Condition {
    /// The step's phase sleeps until a rollback is declared.
    Asleep {
        /// The phase.
        phase: PhaseCode,
    },
    /// The step is abandoned: it can no longer come about, since a decision was not closed with the
    /// outcome that is asked, by it or by the steps before it.
    Abandoned {
        /// The decision.
        decision: StepId,
        /// The outcome that is asked.
        asked: Outcome,
        /// The outcome that was taken; `None` if it was closed without one, when it was no decision
        /// yet.
        #[cfg_attr(feature = "serde", serde(default, skip_serializing_if = "Option::is_none"))]
        taken: Option<Outcome>,
    },
    /// A prerequisite is not terminated.
    OpenPrerequisite {
        /// The prerequisite.
        step: StepId,
        /// Its state.
        state: State,
        /// The outcome that it must have; `None` if any will do.
        #[cfg_attr(feature = "serde", serde(default, skip_serializing_if = "Option::is_none"))]
        outcome: Option<Outcome>,
    },
    /// The start is not reached.
    StartNotReached {
        /// The start.
        start: DateTime<Utc>,
    },
    /// The plan gives no start, so it is never reached.
    NoStart,
    /// The start is further away than the lock horizon.
    BeyondHorizon {
        /// The instant from which the step would be Locked.
        locked_from: DateTime<Utc>,
    },
}

impl Condition {
    /// A stable name for programs: `open-prerequisite`.
    pub const fn code(&self) -> &'static str {
        match self {
            Condition::Asleep { .. } => "asleep",
            Condition::Abandoned { .. } => "abandoned",
            Condition::OpenPrerequisite { .. } => "open-prerequisite",
            Condition::StartNotReached { .. } => "start-not-reached",
            Condition::NoStart => "no-start",
            Condition::BeyondHorizon { .. } => "beyond-horizon",
        }
    }
}

/// The explanation of a step's state. See [`View::explain`](crate::View::explain).
///
/// ```
/// use chrono::{DateTime, Utc};
/// use ptr_core::{Moment, Plan, Run, State, Step};
///
/// let start: DateTime<Utc> = "2026-03-28T21:00:00Z".parse()?;
/// let step = |id: &str| Step::new(id, "CO")?.in_dry_runs(["FDR1"]);
/// let plan = Plan::from_steps([
///     step("CO1")?.starting(Moment::Instant(start)),
///     step("CO2")?.after(["CO1"])?.starting(Moment::Instant(start)),
///     step("CO3")?.after(["CO2"])?.starting(Moment::Instant(start)),
/// ])?;
/// let run = Run::new(plan.schedule("FDR1")?, []);
/// let last = run.schedule().find("CO3").ok_or("not in FDR1")?;
///
/// let why = run.view(start).explain(last);
/// assert_eq!(why.state, State::Overdue);
/// assert_eq!(why.unmet[0].code(), "open-prerequisite");
/// // It waits for CO2, which waits for CO1: the blocker is CO1.
/// assert_eq!(why.blockers, [("CO1".parse()?, State::Ready)]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(Serialize, Deserialize))]
#[cfg_attr(feature = "serde", serde(deny_unknown_fields))]
pub struct Explanation {
    /// The step.
    pub step: StepId,
    /// The instant of the view.
    pub at: DateTime<Utc>,
    /// The state at that instant.
    pub state: State,
    /// The conditions that prevent the step from being Ready; empty if it is Ready or has been
    /// started. Prerequisites in the order of their ids, then sleep, start and horizon; of an
    /// abandoned step only the decisions by which it is.
    pub unmet: Vec<Condition>,
    /// The blockers: the predecessors, direct or indirect, that are not terminated and have no open
    /// prerequisite themselves, or have been started; each with its state, in the order of their
    /// ids.
    pub blockers: Vec<(StepId, State)>,
    /// When and by whom it was started; `None` if it was not.
    pub started: Option<Stamp>,
    /// When and by whom it was closed or skipped; `None` if it was not.
    pub terminated: Option<Stamp>,
    /// Why it was skipped; `None` if it was not.
    pub skipped: Option<String>,
    /// How it stands with a decision; `None` for any other step.
    #[cfg_attr(feature = "serde", serde(default, skip_serializing_if = "Option::is_none"))]
    pub decision: Option<Decision>,
    /// Since when its defects block it, and until when by estimate; `None` if they do not.
    #[cfg_attr(feature = "serde", serde(default, skip_serializing_if = "Option::is_none"))]
    pub blocking_defect: Option<BlockingDefect>,
}

/// Time `O(predecessors and their prerequisites)`.
pub(crate) fn explain(
    schedule: &Schedule,
    recorded: &Recorded,
    step: StepIx,
    at: DateTime<Utc>,
) -> Explanation {
    explanation(schedule, recorded, step, at, &blockers::before(schedule, &recorded.progress, step))
}

/// The [explanation](explain) of every step, in topological order.
pub(crate) fn explain_all<'v>(
    schedule: &'v Schedule,
    recorded: &'v Recorded,
    at: DateTime<Utc>,
) -> impl Iterator<Item = Explanation> + 'v {
    let blockers = Blockers::new(schedule, &recorded.progress);
    blockers.map(move |(step, blockers)| explanation(schedule, recorded, step, at, &blockers))
}

/// The explanation of a step with the given `blockers`.
fn explanation(
    schedule: &Schedule,
    recorded: &Recorded,
    step: StepIx,
    at: DateTime<Utc>,
    blockers: &[StepIx],
) -> Explanation {
    let progress = &recorded.progress;
    let facts = progress.facts(schedule, step);
    let with_state =
        |step: &StepIx| (schedule.id(*step).clone(), progress.state(schedule, *step, at));

    let mut unmet = Vec::new();
    if progress.is_abandoned(step) {
        unmet = abandoned(schedule, recorded, step);
    } else if facts.progress == Progress::None {
        for before in blockers::open_prerequisites(schedule, progress, step) {
            let outcome = schedule.asked(step, before).cloned();
            let (step, state) = with_state(&before);
            unmet.push(Condition::OpenPrerequisite { step, state, outcome });
        }
        unmet.extend(clock_conditions(schedule, step, &facts, at));
    }
    let record = recorded.step(step);
    Explanation {
        step: schedule.id(step).clone(),
        at,
        state: state(&facts, at),
        unmet,
        blockers: blockers.iter().map(with_state).collect(),
        started: record.and_then(|record| record.started.clone()),
        terminated: record.and_then(|record| record.terminated.clone()),
        skipped: record.and_then(|record| record.skipped.clone()),
        decision: Decision::of(schedule, recorded, step),
        blocking_defect: recorded.blocking_defect(step).filter(|_| !facts.asleep).cloned(),
    }
}

/// Why a step is abandoned.
fn abandoned(schedule: &Schedule, recorded: &Recorded, step: StepIx) -> Vec<Condition> {
    let progress = &recorded.progress;
    let Some(branches) = schedule.branches() else { return Vec::new() };
    let missed = branches.missed(step, |decision| progress.taken(decision));
    let condition = |Missed { decision, asked }| Condition::Abandoned {
        decision: schedule.id(decision).clone(),
        asked,
        taken: progress.outcome(decision).cloned(),
    };
    missed.into_iter().map(condition).collect()
}

fn clock_conditions(
    schedule: &Schedule,
    step: StepIx,
    facts: &Facts,
    at: DateTime<Utc>,
) -> Vec<Condition> {
    let mut unmet = Vec::new();
    if facts.asleep {
        unmet.push(Condition::Asleep { phase: schedule.phase(step).code.clone() });
    }
    match facts.start {
        // The start follows from the declaration that the step waits for.
        None if facts.asleep && schedule.followers().iter().any(|(it, _)| *it == step) => {}
        None => unmet.push(Condition::NoStart),
        Some(start) if at < start => {
            unmet.push(Condition::StartNotReached { start });
            let locked_from = facts.lock_horizon.locked_from(start);
            if let Some(locked_from) = locked_from.filter(|from| at < *from)
                && !facts.prerequisites_terminated
            {
                unmet.push(Condition::BeyondHorizon { locked_from });
            }
        }
        Some(_) => {}
    }
    unmet
}

/// The successors of `step`, direct or indirect, that have been started, in the order of their ids;
/// skipped steps are not included. Time `O(all those successors and their successors)`.
pub(crate) fn started_after(schedule: &Schedule, recorded: &Recorded, step: StepIx) -> Vec<StepId> {
    let mut visited = DenseMap::filled(false, schedule.len());
    let mut to_visit: Vec<StepIx> = schedule.successors(step).to_vec();
    let mut started = Vec::new();
    while let Some(after) = to_visit.pop() {
        if std::mem::replace(&mut visited[after], true) {
            continue;
        }
        to_visit.extend_from_slice(schedule.successors(after));
        let skipped = recorded.skipped(after).is_some();
        if recorded.progress.progress(after) != Progress::None && !skipped {
            started.push(schedule.id(after).clone());
        }
    }
    started.sort();
    started
}
