//! The plan: everything the workbook says, proved to fit together.
//!
//! There is one way in, [`Plan::new`], and deserialisation goes through it too. Whoever holds a
//! [`Plan`] knows that ids are unique, that every prerequisite, phase, team and milestone
//! exists, that no step waits for itself in however wide a circle, and that every date has
//! become an instant.

use std::sync::Arc;

use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use petgraph::Direction;
use petgraph::graph::{DiGraph, NodeIndex};
use serde::{Deserialize, Serialize};

use crate::by_id::{ById, Headed};
use crate::check;
use crate::dense::{Dense, DenseMap, RowIx};
use crate::id::{DryRun, PhaseCode};
use crate::problem::{Problem, Problems};
use crate::step::{Actor, Environment, Milestone, Phase, Step};

/// Which phases a plan has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Phases {
    /// These, in this order; a step of any other is a problem.
    Listed(Vec<Phase>),
    /// Those that the steps name, in the order in which they come. None of them sleeps.
    AsTheyCome,
}

/// What a plan is made of, before anybody has checked that it fits together.
///
/// It reads what a [`Plan`] writes, so that whoever reads a document can say all that is wrong
/// with it as data: deserialise a draft, then [`Plan::new`].
///
/// ```
/// use ptr_core::{Draft, Plan};
/// let text = r#"{"timezone": "Europe/Brussels", "phases": [{"code": "CO"}], "dry_runs": [],
///                "steps": [{"id": "CO1", "phase": "AC", "prerequisites": ["CO2"]}]}"#;
/// let draft: Draft = serde_json::from_str(text)?;
/// let problems = Plan::new(draft).expect_err("no such phase, no such step").into_vec();
/// let codes: Vec<_> = problems.iter().map(|problem| problem.code()).collect();
/// assert!(codes.contains(&"unknown-phase") && codes.contains(&"unknown-prerequisite"));
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(from = "Document")]
pub struct Draft {
    /// The zone of the plan's wall clock.
    pub timezone: Tz,
    /// The phases.
    pub phases: Phases,
    /// The dry runs that steps may name; `None` if any will do.
    pub dry_runs: Option<Vec<DryRun>>,
    /// The milestones.
    pub milestones: Vec<Milestone>,
    /// The teams; where there are none, a step may name any team.
    pub actors: Vec<Actor>,
    /// The environments.
    pub environments: Vec<Environment>,
    /// The steps, in the order in which they are to be shown.
    pub steps: Vec<Step>,
}

impl Default for Draft {
    /// An empty plan in the time zone of Brussels with the operator's phases.
    fn default() -> Self {
        Self {
            timezone: Tz::Europe__Brussels,
            phases: Phases::Listed(Phase::standard()),
            dry_runs: None,
            milestones: Vec::new(),
            actors: Vec::new(),
            environments: Vec::new(),
            steps: Vec::new(),
        }
    }
}

/// A transition plan, valid by construction. Cloning is cheap: the content is shared.
///
/// ```
/// use ptr_core::{Plan, Step};
///
/// let plan = Plan::from_steps([
///     Step::new("CO00000001", "CO")?.in_dry_runs(["FDR1"])?,
///     Step::new("CO00000002", "CO")?.in_dry_runs(["FDR1"])?.after(["CO00000001"])?,
/// ])?;
/// assert_eq!(plan.len(), 2);
///
/// let circle = Plan::from_steps([
///     Step::new("CO00000001", "CO")?.after(["CO00000002"])?,
///     Step::new("CO00000002", "CO")?.after(["CO00000001"])?,
/// ]);
/// let problems = circle.expect_err("the two wait for each other");
/// assert!(problems.to_string().contains("CO00000001 -> CO00000002 -> CO00000001"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Serialize, Deserialize)]
#[serde(try_from = "Document", into = "Document")]
pub struct Plan(Arc<Inner>);

/// What [`check`](crate::check) has proved to fit together.
#[derive(Debug)]
pub(crate) struct Inner {
    pub(crate) timezone: Tz,
    pub(crate) phases: Vec<Phase>,
    pub(crate) dry_runs: Vec<DryRun>,
    pub(crate) milestones: Vec<Milestone>,
    pub(crate) actors: Vec<Actor>,
    pub(crate) environments: Vec<Environment>,
    pub(crate) steps: Vec<Step>,
    pub(crate) warnings: Vec<Problem>,
    /// From each prerequisite to the steps that wait for it; a node's index is its row.
    pub(crate) graph: DiGraph<(), ()>,
    /// The rows by their ids.
    pub(crate) by_id: ById,
    /// The place of each row in the order of ids.
    pub(crate) rank: DenseMap<RowIx, u32>,
    /// The place of each row's phase in `phases`.
    pub(crate) phase: DenseMap<RowIx, u32>,
    /// For each dry run the start of each row, whether the row takes part in it or not.
    pub(crate) starts: Vec<DenseMap<RowIx, Option<DateTime<Utc>>>>,
}

impl Plan {
    /// Checks that a draft fits together.
    ///
    /// Time `O((steps + prerequisites) log steps)`, space `O(steps * dry runs)`.
    ///
    /// # Errors
    /// All [`Problems`] at once, warnings included, if at least one of them is an error.
    pub fn new(draft: Draft) -> Result<Self, Problems> {
        check::check(draft).map(|inner| Self(Arc::new(inner)))
    }

    /// A plan of these steps, with the operator's phases and the time zone of Brussels.
    ///
    /// # Errors
    /// As [`Plan::new`].
    pub fn from_steps(steps: impl IntoIterator<Item = Step>) -> Result<Self, Problems> {
        Self::new(Draft { steps: steps.into_iter().collect(), ..Draft::default() })
    }

    /// The content, to change it and check it anew. Steps that had no contacts of their own now
    /// have those of their team. Time and space `O(content)`.
    pub fn to_draft(&self) -> Draft {
        let inner = &*self.0;
        Draft {
            timezone: inner.timezone,
            phases: Phases::Listed(inner.phases.clone()),
            dry_runs: Some(inner.dry_runs.clone()),
            milestones: inner.milestones.clone(),
            actors: inner.actors.clone(),
            environments: inner.environments.clone(),
            steps: inner.steps.clone(),
        }
    }

    /// How many steps there are.
    pub fn len(&self) -> usize {
        self.0.steps.len()
    }

    /// Whether there is no step at all.
    pub fn is_empty(&self) -> bool {
        self.0.steps.is_empty()
    }

    /// The steps, in the order in which they were given.
    pub fn steps(&self) -> &[Step] {
        &self.0.steps
    }

    /// The step with this id. Time `O(log steps)`.
    pub fn step(&self, id: &str) -> Option<&Step> {
        self.row(id).map(|row| &self.0.steps[row.index()])
    }

    /// The place of the step with this id in [`Plan::steps`]. Time `O(log steps)`.
    pub fn position(&self, id: &str) -> Option<usize> {
        self.row(id).map(Dense::index)
    }

    /// The phases in their order.
    pub fn phases(&self) -> &[Phase] {
        &self.0.phases
    }

    /// The phase with this code.
    pub fn phase(&self, code: &str) -> Option<&Phase> {
        self.0.phases.iter().find(|phase| phase.code == *code)
    }

    /// The dry runs that were listed, and those that steps or milestones name, in their natural
    /// order, the real execution last.
    pub fn dry_runs(&self) -> &[DryRun] {
        &self.0.dry_runs
    }

    /// The milestones, in the order in which they were given.
    pub fn milestones(&self) -> &[Milestone] {
        &self.0.milestones
    }

    /// The teams and those who answer for them, in the order in which they were given.
    pub fn actors(&self) -> &[Actor] {
        &self.0.actors
    }

    /// The environments, in the order in which they were given.
    pub fn environments(&self) -> &[Environment] {
        &self.0.environments
    }

    /// The zone of the plan's wall clock.
    pub fn timezone(&self) -> Tz {
        self.0.timezone
    }

    /// What somebody should look at, though the plan can be used; in the order of the steps.
    pub fn warnings(&self) -> &[Problem] {
        &self.0.warnings
    }

    /// When a step starts in a dry run, whether it takes part in it or not; `None` if either is
    /// not of the plan or no date is set. Time `O(log steps + dry runs)`.
    pub fn start(&self, id: &str, dry_run: &DryRun) -> Option<DateTime<Utc>> {
        let place = self.dry_run_place(dry_run)?;
        self.0.starts[place][self.row(id)?]
    }

    pub(crate) fn row(&self, id: &str) -> Option<RowIx> {
        self.0.by_id.first(&self.0.steps, Headed::of_text(id)?)
    }

    pub(crate) fn dry_run_place(&self, dry_run: &DryRun) -> Option<usize> {
        self.0.dry_runs.iter().position(|known| known == dry_run)
    }

    pub(crate) fn inner(&self) -> &Inner {
        &self.0
    }
}

impl Inner {
    /// The direct prerequisites of a row, as the plan asks for them, in no particular order.
    pub(crate) fn prerequisites(&self, row: RowIx) -> impl Iterator<Item = RowIx> {
        self.graph
            .neighbors_directed(NodeIndex::new(row.index()), Direction::Incoming)
            .map(|node| RowIx::from_index(node.index()))
    }
}

impl PartialEq for Plan {
    /// Two plans are the same if they say the same, in the same order.
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0) || self.to_draft() == other.to_draft()
    }
}

impl std::fmt::Debug for Plan {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Plan")
            .field("steps", &self.len())
            .field("phases", &self.0.phases.len())
            .field("dry_runs", &self.0.dry_runs)
            .finish_non_exhaustive()
    }
}

/// How a plan is written down: the draft, named field by field.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Document {
    timezone: Tz,
    phases: Vec<Phase>,
    dry_runs: Vec<DryRun>,
    #[serde(default)]
    milestones: Vec<Milestone>,
    #[serde(default)]
    actors: Vec<Actor>,
    #[serde(default)]
    environments: Vec<Environment>,
    steps: Vec<Step>,
}

impl From<Document> for Draft {
    fn from(document: Document) -> Self {
        Self {
            timezone: document.timezone,
            phases: Phases::Listed(document.phases),
            dry_runs: Some(document.dry_runs),
            milestones: document.milestones,
            actors: document.actors,
            environments: document.environments,
            steps: document.steps,
        }
    }
}

impl TryFrom<Document> for Plan {
    type Error = Problems;

    fn try_from(document: Document) -> Result<Self, Problems> {
        Self::new(document.into())
    }
}

impl From<Plan> for Document {
    fn from(plan: Plan) -> Self {
        let draft = plan.to_draft();
        Self {
            timezone: draft.timezone,
            phases: plan.phases().to_vec(),
            dry_runs: plan.dry_runs().to_vec(),
            milestones: draft.milestones,
            actors: draft.actors,
            environments: draft.environments,
            steps: draft.steps,
        }
    }
}

impl AsRef<str> for Phase {
    fn as_ref(&self) -> &str {
        self.code.as_str()
    }
}

/// The phase of a plan that has none: one phase for all steps.
pub fn single_phase() -> Option<Phase> {
    let code = PhaseCode::new("PTR").ok()?;
    Some(Phase { label: Some("Plan".to_owned()), ..Phase::new(code) })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::InvalidCode;

    #[test]
    fn a_blank_team_is_no_team() -> Result<(), InvalidCode> {
        let step = Step::new("CO1", "CO")?.carried_out_by("  ", [] as [&str; 0])?;
        let plan = Plan::from_steps([Step { department: Some(String::new()), ..step }]);
        let steps = plan.map(|plan| plan.steps().to_vec()).unwrap_or_default();
        assert_eq!((steps[0].team.as_ref(), steps[0].department.as_ref()), (None, None));
        Ok(())
    }
}
