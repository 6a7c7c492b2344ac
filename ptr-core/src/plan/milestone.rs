//! The milestones of a plan, and the ends that they require.

use std::collections::BTreeMap;

#[cfg(feature = "serde")]
use serde::{Deserialize, Serialize};

use super::time::Moment;
use super::value::NamedValues;
use crate::id::{DryRun, PhaseCode};

/// A named date to which steps may refer (jalon); it differs between dry runs.
///
/// ```
/// use std::collections::BTreeMap;
///
/// use ptr_core::{
///     Draft, DryRun, FromMilestone, Milestone, Moment, Offset, Phases, Plan, Start, Step, When,
/// };
///
/// let dry_run = DryRun::new("FDR1")?;
/// let opening = Moment::Instant("2026-03-28T21:00:00Z".parse()?);
/// let dates = BTreeMap::from([(dry_run.clone(), opening)]);
/// let milestone = Milestone { dates, ..Milestone::new("J0") };
///
/// // J0 + 2 h, in each dry run.
/// let offset = Offset { days: 0, seconds: 2 * 3_600 };
/// let when = When::FromMilestone(FromMilestone { milestone: "J0".to_owned(), offset });
/// let step = Step { start: Start::At(when), ..Step::new("CO1", "CO")?.in_dry_runs(["FDR1"])? };
/// let plan = Plan::new(Draft {
///     phases: Phases::AsTheyCome,
///     milestones: vec![milestone],
///     steps: vec![step],
///     ..Draft::default()
/// })?;
/// assert_eq!(plan.start("CO1", &dry_run), Some("2026-03-28T23:00:00Z".parse()?));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(Serialize, Deserialize))]
#[cfg_attr(feature = "serde", serde(deny_unknown_fields))]
pub struct Milestone {
    /// Its name: `J0`.
    pub name: String,
    /// Its date in each dry run.
    #[cfg_attr(feature = "serde", serde(default))]
    pub dates: BTreeMap<DryRun, Moment>,
    /// What must have ended by its date, if anything must.
    #[cfg_attr(feature = "serde", serde(default, skip_serializing_if = "Option::is_none"))]
    pub required_end: Option<RequiredEnd>,
    /// Further columns, in their order.
    #[cfg_attr(feature = "serde", serde(default, skip_serializing_if = "NamedValues::is_empty"))]
    pub extra: NamedValues,
}

impl Milestone {
    /// A milestone without dates, by which nothing must have ended.
    pub fn new(name: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            dates: BTreeMap::new(),
            required_end: None,
            extra: NamedValues::new(),
        }
    }
}

/// What must have ended by the date of a milestone. Written down it is `"whole"`, or
/// `{"phase": "DC"}`.
///
/// ```
/// use ptr_core::{Draft, Milestone, Moment, Phases, Plan, RequiredEnd, Step};
///
/// let step = Step::new("CO1", "CO")?.in_dry_runs(["FDR1"])?
///     .starting(Moment::Instant("2026-03-28T21:00:00Z".parse()?));
/// let opening = Milestone {
///     dates: [("FDR1".parse()?, Moment::Instant("2026-03-28T20:00:00Z".parse()?))].into(),
///     required_end: Some(RequiredEnd::Whole),
///     ..Milestone::new("Ouverture")
/// };
/// let draft = Draft { milestones: vec![opening], steps: vec![step], ..Draft::default() };
/// let problems = Plan::new(draft).expect_err("an hour before the plan begins").into_vec();
/// assert_eq!(problems[0].code(), "required-end-too-early");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "serde", derive(Serialize, Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "lowercase"))]
pub enum RequiredEnd {
    /// Every step.
    Whole,
    /// Every step of this phase.
    Phase(PhaseCode),
}
