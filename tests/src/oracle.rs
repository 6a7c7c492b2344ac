//! An oracle: the definitions of the domain implemented literally, with text ids and without
//! optimisation. It shares no code with the library except types.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, TimeDelta, Utc};
use ptr_core::{DryRun, Fact, Outcome, Plan, State, Step, StepIx, View};

/// Until when the defects of a step block it by estimate, as the last event says that does.
pub fn blocked_until(view: &View<'_>, step: StepIx) -> Option<DateTime<Utc>> {
    let said = |fact: &Fact| match fact {
        Fact::DefectsRecorded { blocks: true, until, .. } => Some(*until),
        Fact::DefectsRecorded { .. } | Fact::Closed { .. } | Fact::Skipped { .. } => Some(None),
        _ => None,
    };
    view.history(step).filter_map(|event| said(&event.fact)).last().flatten()
}

/// Recorded progress.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Recorded {
    /// Started, not closed.
    Started,
    /// Closed or skipped.
    Terminated,
}

/// Everything that the states depend on.
#[derive(Debug, Clone)]
pub struct Question {
    /// The plan.
    pub plan: Plan,
    /// The dry run.
    pub dry_run: DryRun,
    /// The lock horizon; `None` if there is none.
    pub horizon: Option<TimeDelta>,
    /// The recorded progress by step id; steps without an entry have none.
    pub recorded: BTreeMap<String, Recorded>,
    /// The outcomes of terminated decisions by step id.
    pub outcomes: BTreeMap<String, Outcome>,
    /// Whether a rollback is declared.
    pub rollback: bool,
    /// The instant asked about.
    pub at: DateTime<Utc>,
}

impl Question {
    /// The steps of the dry run.
    pub fn steps(&self) -> impl Iterator<Item = &Step> {
        self.plan.steps().iter().filter(|step| step.dry_runs.contains(&self.dry_run))
    }

    /// The state of every step of the dry run, by id.
    pub fn states(&self) -> BTreeMap<String, State> {
        self.steps().map(|step| (step.id.to_string(), self.state(step))).collect()
    }

    /// The effective prerequisites: a prerequisite that the dry run leaves out is replaced by its
    /// own prerequisites, recursively.
    pub fn effective_prerequisites(&self, step: &Step) -> BTreeSet<String> {
        let mut effective = BTreeSet::new();
        for id in step.prerequisites.iter().map(|it| &it.step) {
            let prerequisite = self.plan.step(id.as_str()).expect("plans have no unknown ids");
            if prerequisite.dry_runs.contains(&self.dry_run) {
                effective.insert(id.to_string());
            } else {
                effective.extend(self.effective_prerequisites(prerequisite));
            }
        }
        effective
    }

    /// Whether a prerequisite holds the steps after it: it is neither terminated nor abandoned.
    fn holds(&self, id: &str) -> bool {
        let step = self.plan.step(id).expect("plans have no unknown ids");
        self.recorded.get(id) != Some(&Recorded::Terminated) && !self.is_abandoned(step)
    }

    /// Whether a step can no longer come about, and nobody has begun it.
    pub fn is_abandoned(&self, step: &Step) -> bool {
        !self.recorded.contains_key(step.id.as_str()) && self.is_dead(step)
    }

    /// Whether a step can no longer come about: it asks for an outcome that was not taken, or
    /// cannot be; or it has prerequisites, and none of them can come about any more.
    fn is_dead(&self, step: &Step) -> bool {
        let before = step.prerequisites.iter().map(|it| (self.plan.step(it.step.as_str()), it));
        let mut before = before.map(|(step, it)| (step.expect("of the plan"), &it.outcome));
        let misses = |(decision, asked): (&Step, &Option<Outcome>)| match asked {
            None => false,
            Some(_) if !self.is_taken(decision) => self.is_dead(decision),
            asked => self.outcomes.get(decision.id.as_str()) != asked.as_ref(),
        };
        let has_prerequisites = !step.prerequisites.is_empty();
        before.clone().any(misses) || (has_prerequisites && before.all(|(it, _)| self.is_dead(it)))
    }

    /// Whether the dry run executes a step and it is terminated.
    fn is_taken(&self, decision: &Step) -> bool {
        self.recorded.get(decision.id.as_str()) == Some(&Recorded::Terminated)
    }

    /// The state by the domain's table. Panics unless exactly one row applies.
    pub fn state(&self, step: &Step) -> State {
        let recorded = self.recorded.get(step.id.as_str());
        let none = recorded.is_none();
        let met = !self.effective_prerequisites(step).iter().any(|id| self.holds(id));
        let start = self.plan.start(step.id.as_str(), &self.dry_run);
        let at = self.at;
        let reached = start.is_some_and(|d| at >= d);
        let contingency = self.plan.phase(step.phase.as_str()).is_some_and(|it| it.contingency);
        let asleep = (contingency && !self.rollback) || self.is_abandoned(step);
        let within = match (start, self.horizon) {
            (_, None) => true,
            (None, Some(_)) => false,
            (Some(d), Some(h)) => d - h <= at,
        };
        let rows = [
            (State::Terminated, recorded == Some(&Recorded::Terminated)),
            (State::Open, recorded == Some(&Recorded::Started)),
            (State::Ready, none && !asleep && met && reached),
            (State::Idle, none && !asleep && met && !reached),
            (State::Overdue, none && !asleep && !met && reached),
            (State::Locked, none && !asleep && !met && !reached && within),
            (State::Planned, none && (asleep || (!met && !reached && !within))),
        ];
        let applying: Vec<State> =
            rows.into_iter().filter(|(_, applies)| *applies).map(|(state, _)| state).collect();
        assert_eq!(applying.len(), 1, "exactly one row of the table applies: {applying:?}");
        applying[0]
    }

    /// Every instant at which a state may change, and the instants just before and after.
    pub fn boundaries(&self) -> Vec<DateTime<Utc>> {
        let tick = TimeDelta::nanoseconds(1);
        self.steps()
            .filter_map(|step| self.plan.start(step.id.as_str(), &self.dry_run))
            .flat_map(|start| [Some(start), self.horizon.map(|horizon| start - horizon)])
            .flatten()
            .flat_map(|boundary| [boundary - tick, boundary, boundary + tick])
            .collect()
    }
}
