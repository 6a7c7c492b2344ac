//! The literal oracle: the domain's definitions, word by word, with text ids and without any
//! cleverness. It shares no code with the library but for the types it is asked about.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, TimeDelta, Utc};
use ptr_core::{DryRun, Plan, State, Step};

/// Recorded progress, as the domain's table names it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Recorded {
    /// Started, not closed.
    Started,
    /// Closed or skipped.
    Terminated,
}

/// Everything that states depend on.
#[derive(Debug, Clone)]
pub struct Question {
    /// The plan.
    pub plan: Plan,
    /// The dry run.
    pub dry_run: DryRun,
    /// The lock horizon, if there is one.
    pub horizon: Option<TimeDelta>,
    /// What is recorded, by id; steps that are not in it have no recorded progress.
    pub recorded: BTreeMap<String, Recorded>,
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

    /// The effective prerequisites: one that the dry run leaves out is replaced by its own
    /// prerequisites, and so on.
    pub fn effective_prerequisites(&self, step: &Step) -> BTreeSet<String> {
        let mut effective = BTreeSet::new();
        for id in &step.prerequisites {
            let prerequisite = self.plan.step(id.as_str()).expect("plans have no unknown ids");
            if prerequisite.dry_runs.contains(&self.dry_run) {
                effective.insert(id.to_string());
            } else {
                effective.extend(self.effective_prerequisites(prerequisite));
            }
        }
        effective
    }

    /// The one row of the domain's table that applies. Panics if it is not exactly one.
    pub fn state(&self, step: &Step) -> State {
        let terminated = |id: &str| self.recorded.get(id) == Some(&Recorded::Terminated);
        let recorded = self.recorded.get(step.id.as_str());
        let none = recorded.is_none();
        let met = self.effective_prerequisites(step).iter().all(|id| terminated(id));
        let start = self.plan.start(step.id.as_str(), &self.dry_run);
        let at = self.at;
        let reached = start.is_some_and(|d| at >= d);
        let contingency = self.plan.phase(step.phase.as_str()).is_some_and(|it| it.contingency);
        let asleep = contingency && !self.rollback;
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

    /// Every instant at which some state may change, and the instants around it.
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
