//! What a plan is made of before it is checked, and how it is written down.

use chrono_tz::Tz;
#[cfg(feature = "serde")]
use serde::{Deserialize, Serialize};

use super::step::{Actor, Environment, Milestone, Phase, Step};
use crate::id::DryRun;

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
/// It reads what a [`Plan`](crate::Plan) writes, so that whoever reads a document can say all that is wrong
/// with it as data: deserialise a draft, then
/// [`Plan::new`](crate::Plan::new).
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
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(Deserialize))]
#[cfg_attr(feature = "serde", serde(from = "Document"))]
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

impl Draft {
    /// An empty plan as the operator has them: its phases, among them the contingency FB-RB, on the
    /// wall clock of Brussels.
    ///
    /// ```
    /// use ptr_core::{Draft, Plan};
    /// let plan = Plan::new(Draft::operator())?;
    /// assert_eq!(plan.phases().len(), 6);
    /// assert_eq!(plan.timezone(), chrono_tz::Europe::Brussels);
    /// # Ok::<(), ptr_core::Problems>(())
    /// ```
    pub fn operator() -> Self {
        let phases = Phases::Listed(Phase::standard());
        Self { timezone: Tz::Europe__Brussels, phases, ..Self::default() }
    }
}

impl Default for Draft {
    /// An empty plan on the clock of UTC, with the phases that its steps will name.
    fn default() -> Self {
        Self {
            timezone: Tz::UTC,
            phases: Phases::AsTheyCome,
            dry_runs: None,
            milestones: Vec::new(),
            actors: Vec::new(),
            environments: Vec::new(),
            steps: Vec::new(),
        }
    }
}

/// How a plan is written down: the draft, named field by field.
#[cfg(feature = "serde")]
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Document {
    pub(super) timezone: Tz,
    pub(super) phases: Vec<Phase>,
    pub(super) dry_runs: Vec<DryRun>,
    #[serde(default)]
    pub(super) milestones: Vec<Milestone>,
    #[serde(default)]
    pub(super) actors: Vec<Actor>,
    #[serde(default)]
    pub(super) environments: Vec<Environment>,
    pub(super) steps: Vec<Step>,
}

#[cfg(feature = "serde")]
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
