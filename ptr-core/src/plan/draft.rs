//! The content of a plan before the check, and its serialised form.

use chrono_tz::Tz;
#[cfg(feature = "serde")]
use serde::{Deserialize, Serialize};

use super::actor::Actor;
use super::environment::Environment;
use super::milestone::Milestone;
use super::phase::Phase;
use super::step::Step;
use crate::id::DryRun;

/// The phases of a plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Phases {
    /// These phases, in this order; any other phase of a step is a problem.
    Listed(Vec<Phase>),
    /// The phases of the steps, in the order of their first occurrence. None is a contingency.
    AsTheyCome,
}

/// The content of a plan before the check.
///
/// A draft deserialises from the serialised form of a [`Plan`](crate::Plan). To get the problems of
/// a document as data, deserialise a draft, then call [`Plan::new`](crate::Plan::new).
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
    /// The time zone of the plan's local times.
    pub timezone: Tz,
    /// The phases.
    pub phases: Phases,
    /// The dry runs that steps may name; `None` if any name is allowed.
    pub dry_runs: Option<Vec<DryRun>>,
    /// The milestones.
    pub milestones: Vec<Milestone>,
    /// The teams; if empty, steps may name any team.
    pub actors: Vec<Actor>,
    /// The environments.
    pub environments: Vec<Environment>,
    /// The steps, in the order of display.
    pub steps: Vec<Step>,
}

impl Draft {
    /// An empty plan with the operator's phases, of which FB-RB is a contingency, in the time zone
    /// of Brussels.
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
    /// An empty plan in UTC; its phases are those of its steps.
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

/// The serialised form of a plan.
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
