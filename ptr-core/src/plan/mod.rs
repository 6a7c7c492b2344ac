//! The plan: the checked content of a workbook.
//!
//! The only constructor is [`Plan::new`]; deserialisation uses it too. So every [`Plan`] has unique
//! ids, all its prerequisites, phases, teams and milestones exist, its prerequisites have no cycle,
//! and every date is an instant.

mod actor;
mod check;
mod diff;
#[cfg(feature = "serde")]
mod digest;
mod draft;
mod dry_runs;
mod environment;
mod merge;
mod milestone;
pub(crate) mod part;
mod phase;
mod prerequisite;
mod problem;
mod start;
mod step;
mod time;
mod value;

use std::sync::Arc;

use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use petgraph::graph::DiGraph;
#[cfg(feature = "serde")]
use serde::{Deserialize, Serialize};

use self::check::{Checked, Key};
#[cfg(feature = "serde")]
use self::draft::Document;
use crate::dense::{Dense, RowIx};
use crate::id::{DryRun, Email};

pub use actor::Actor;
pub(crate) use check::{Ask, instant, most_similar};
pub use diff::{Difference, FieldChange, PartDifference};
pub use draft::{Draft, Phases};
pub use dry_runs::DryRuns;
pub use environment::Environment;
pub use merge::{Conflict, ForeignBase, Merge, PartKind, Side, merge};
pub use milestone::{Milestone, RequiredEnd};
pub use part::FieldValue;
pub use phase::{Phase, single_phase};
pub use prerequisite::Prerequisite;
pub use problem::{
    Expected, Field, KnownNames, LeftOut, Link, Named, Place, Problem, ProblemKind, Problems,
    Severity, TableMark, Told,
};
pub use start::Start;
pub use step::Step;
pub use time::{ClockChange, FromMilestone, Moment, Offset, Resolved, When, resolve_local};
pub(crate) use time::{
    Decided, duration_text, is_in_calendar, is_leap_second, moment, of_an_event, offset_from,
    to_the_microsecond, wall_clock,
};
pub use value::{NamedValues, Value};

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
#[derive(Clone)]
#[cfg_attr(feature = "serde", derive(Serialize, Deserialize))]
#[cfg_attr(feature = "serde", serde(try_from = "Document", into = "Document"))]
pub struct Plan(Arc<Checked>);

impl Plan {
    /// Checks a draft.
    ///
    /// Time `O((steps + prerequisites) log steps)`, space `O(steps * dry runs)`.
    ///
    /// # Errors
    /// All [`Problems`] at once, warnings included, if at least one of them is an error.
    pub fn new(draft: Draft) -> Result<Self, Problems> {
        check::check(draft).map(|checked| Self(Arc::new(checked)))
    }

    /// A plan with these steps and the rest of [`Draft::operator`]: the operator's phases and the
    /// time zone of Brussels.
    ///
    /// # Errors
    /// As [`Plan::new`].
    pub fn from_steps(steps: impl IntoIterator<Item = Step>) -> Result<Self, Problems> {
        Self::new(Draft { steps: steps.into_iter().collect(), ..Draft::operator() })
    }

    /// A copy of the content, to change it and check it again. Time and space `O(content)`.
    ///
    /// ```
    /// use ptr_core::{Plan, Step};
    ///
    /// let plan = Plan::from_steps([Step::new("CO1", "CO")?.in_dry_runs(["FDR1"])?])?;
    /// let mut draft = plan.to_draft();
    /// draft.steps[0].label = "Ouvrir le registre".to_owned();
    /// let later = Plan::new(draft)?;
    /// assert_eq!(plan.diff(&later).changed[0].1[0].field, "label");
    /// assert_eq!(later.position("CO1"), Some(0));
    /// // A warning: the step has no date.
    /// assert!(later.warnings().iter().any(|it| it.code() == "no-start"));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn to_draft(&self) -> Draft {
        let checked = &*self.0;
        Draft {
            timezone: checked.timezone,
            phases: Phases::Listed(checked.phases.clone()),
            dry_runs: Some(checked.dry_runs.clone()),
            milestones: checked.milestones.clone(),
            actors: checked.actors.clone(),
            environments: checked.environments.clone(),
            steps: checked.steps.clone(),
        }
    }

    /// The number of steps.
    pub fn len(&self) -> usize {
        self.0.steps.len()
    }

    /// Whether the plan has no step.
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

    /// The index of the step with this id in [`Plan::steps`]. Time `O(log steps)`.
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

    /// The dry runs that the plan lists and those that steps or milestones name, in natural order,
    /// the real execution last.
    pub fn dry_runs(&self) -> &[DryRun] {
        &self.0.dry_runs
    }

    /// The milestones, in the order in which they were given.
    pub fn milestones(&self) -> &[Milestone] {
        &self.0.milestones
    }

    /// The teams and their contacts, in the order in which they were given.
    pub fn actors(&self) -> &[Actor] {
        &self.0.actors
    }

    /// The environments, in the order in which they were given.
    pub fn environments(&self) -> &[Environment] {
        &self.0.environments
    }

    /// The time zone of the plan's local times.
    pub fn timezone(&self) -> Tz {
        self.0.timezone
    }

    /// The warnings, in the order of the steps.
    pub fn warnings(&self) -> &[Problem] {
        &self.0.warnings
    }

    /// The start of a step in a dry run, also if it does not take part in it; `None` if the plan
    /// does not have the step or the dry run, or has no date. Time `O(log steps + dry runs)`.
    pub fn start(&self, id: &str, dry_run: &DryRun) -> Option<DateTime<Utc>> {
        let place = self.dry_run_place(dry_run)?;
        self.0.starts[place][self.row(id)?]
    }

    /// The contacts of the step at this index in [`Plan::steps`], who get its mails and may change
    /// it: its own ones or, if it has none, the team leader and the head of department of its team.
    /// Empty for an index beyond the last step. Time `O(1)`.
    ///
    /// ```
    /// use ptr_core::{Actor, Draft, Email, Plan, Step};
    ///
    /// let team_leader = Email::new("anne@grid.example")?;
    /// let actor = Actor { team_leader: Some(team_leader.clone()), ..Actor::new("Registre") };
    /// let step = Step { team: Some("Registre".to_owned()), ..Step::new("CO1", "CO")? };
    /// let draft = Draft { actors: vec![actor], steps: vec![step], ..Draft::default() };
    /// let plan = Plan::new(draft)?;
    /// assert_eq!(plan.contacts(0), [team_leader]);
    /// assert!(plan.steps()[0].contacts.is_empty());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn contacts(&self, place: usize) -> &[Email] {
        match self.0.steps.get(place) {
            Some(step) if !step.contacts.is_empty() => &step.contacts,
            Some(_) => self.0.contacts.of(RowIx::from_index(place)),
            None => &[],
        }
    }

    /// The graph of prerequisites. Edges lead from a prerequisite to its successors; the index of a
    /// node is that of its step in [`Plan::steps`]. For use with other algorithms of petgraph.
    ///
    /// ```
    /// use petgraph::algo::dijkstra;
    /// use ptr_core::{Plan, Step};
    ///
    /// let step = |id: &str| Step::new(id, "CO")?.in_dry_runs(["FDR1"]);
    /// let plan = Plan::from_steps([step("CO1")?, step("CO2")?.after(["CO1"])?])?;
    /// let first = plan.graph().node_indices().next().ok_or("no step")?;
    /// assert_eq!(dijkstra(plan.graph(), first, None, |_| 1).len(), 2);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn graph(&self) -> &DiGraph<(), ()> {
        &self.0.graph
    }

    pub(crate) fn row(&self, id: &str) -> Option<RowIx> {
        self.0.index.first(&self.0.steps, Key::of_text(id)?)
    }

    pub(crate) fn dry_run_place(&self, dry_run: &DryRun) -> Option<usize> {
        self.0.dry_runs.iter().position(|known| known == dry_run)
    }

    /// The results of the check: graph, index, phases and starts by row.
    pub(crate) fn checked(&self) -> &Checked {
        &self.0
    }
}

impl PartialEq for Plan {
    /// Two plans are equal if they have the same content in the same order.
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

#[cfg(feature = "serde")]
impl TryFrom<Document> for Plan {
    type Error = Problems;

    fn try_from(document: Document) -> Result<Self, Problems> {
        Self::new(document.into())
    }
}

#[cfg(feature = "serde")]
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
