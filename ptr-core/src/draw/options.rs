//! What a drawing shows, and how.

#[cfg(feature = "serde")]
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

use crate::id::{PhaseCode, StepId};

/// The direction in which arrows point.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
#[cfg_attr(feature = "serde", derive(Serialize, Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "kebab-case"))]
pub enum Direction {
    /// From left to right.
    #[default]
    LeftToRight,
    /// From top to bottom.
    TopToBottom,
}

/// What a drawing shows, and how.
///
/// ```
/// use ptr_core::language::Language;
/// use ptr_core::{Direction, DrawOptions, Plan, Step};
///
/// let plan = Plan::from_steps([Step::new("CO1", "CO")?.in_dry_runs(["FDR1"])?])?;
/// let options = DrawOptions { direction: Direction::TopToBottom, ..DrawOptions::default() };
/// let chart = plan.schedule("FDR1")?.to_mermaid(&options, &Language::english());
/// assert!(chart.contains("flowchart TB"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(Serialize, Deserialize))]
#[cfg_attr(feature = "serde", serde(default, deny_unknown_fields))]
#[expect(clippy::struct_excessive_bools, reason = "each is a question of its own")]
pub struct DrawOptions {
    /// Draw only the steps of this phase and their neighbours; all steps if `None`. A phase without
    /// steps gives an empty drawing.
    pub phase: Option<PhaseCode>,
    /// Draw the neighbours of the phase's steps too, in a faint style.
    pub neighbours: bool,
    /// Draw these steps and their lines in a faint style, for example those that a filter excludes.
    pub faint: BTreeSet<StepId>,
    /// Make each step a link, to this address followed by the step's id (percent-encoded).
    pub links: Option<String>,
    /// Leave out arrows that follow from others (transitive reduction). If a step has the
    /// prerequisites A and B, and B has the prerequisite A, only the arrow from B is drawn.
    pub reduce: bool,
    /// The direction in which arrows point.
    pub direction: Direction,
    /// Draw a frame around the steps of each phase.
    pub group_by_phase: bool,
    /// Explain the colours, if states are drawn.
    pub legend: bool,
}

impl Default for DrawOptions {
    /// All steps from left to right, reduced, grouped by phase and with a legend,
    /// without links.
    fn default() -> Self {
        Self {
            phase: None,
            neighbours: true,
            faint: BTreeSet::new(),
            links: None,
            reduce: true,
            direction: Direction::default(),
            group_by_phase: true,
            legend: true,
        }
    }
}
