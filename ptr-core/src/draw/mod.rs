//! Drawings of a schedule for Graphviz (DOT) and Mermaid, coloured by state.
//!
//! A drawing is made in two steps: what to draw, in [`sketch`], is the same for every format;
//! a format only spells it. Every node says its state in words as well, because colour is never
//! the only sign. The same schedule, view and options give the same bytes.
//!
//! A whole plan is a wide picture. Drawings of one phase, with the steps next to it drawn
//! faintly, are what fits on a page; and renderers of Mermaid refuse more than 500 edges or
//! 50,000 characters unless they are configured otherwise (`maxEdges`, `maxTextSize`).

mod dot;
mod mermaid;
mod palette;
mod reduce;
mod sketch;
#[cfg(test)]
mod tests;

use crate::id::PhaseCode;
use crate::schedule::Schedule;
use crate::view::View;
use crate::wording::Language;

use sketch::Sketch;

/// Which way the arrows of a drawing point.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Direction {
    /// From left to right.
    #[default]
    LeftToRight,
    /// From top to bottom.
    TopToBottom,
}

/// What a drawing shows, and how.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DrawOptions {
    /// Only the steps of this phase, and faintly those next to them; all steps if `None`. A
    /// phase without steps gives an empty drawing.
    pub phase: Option<PhaseCode>,
    /// Leave out every arrow that follows from others: what waits for A and for B, where B
    /// waits for A, is drawn with the arrow from B alone.
    pub reduce: bool,
    /// Which way the arrows point.
    pub direction: Direction,
    /// The language of states and titles.
    pub language: Language,
    /// Draw a frame around the steps of each phase.
    pub group_by_phase: bool,
    /// Explain the colours, where there are any.
    pub legend: bool,
}

impl Default for DrawOptions {
    /// All steps from left to right, in French, reduced, grouped by phase and with a legend.
    fn default() -> Self {
        Self {
            phase: None,
            reduce: true,
            direction: Direction::default(),
            language: Language::default(),
            group_by_phase: true,
            legend: true,
        }
    }
}

impl Schedule {
    /// The schedule in the DOT language of Graphviz, without states.
    ///
    /// Time as [`to_mermaid`](Schedule::to_mermaid).
    ///
    /// ```
    /// use ptr_core::{DrawOptions, Plan, Step};
    ///
    /// let plan = Plan::from_steps([
    ///     Step::new("CO1", "CO")?.in_dry_runs(["FDR1"])?,
    ///     Step::new("CO2", "CO")?.in_dry_runs(["FDR1"])?.after(["CO1"])?,
    ///     Step::new("CO3", "CO")?.in_dry_runs(["FDR1"])?.after(["CO1", "CO2"])?,
    /// ])?;
    /// let dot = plan.schedule("FDR1")?.to_dot(&DrawOptions::default());
    /// assert!(dot.contains("\"CO2\" -> \"CO3\""));
    /// assert!(!dot.contains("\"CO1\" -> \"CO3\""));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn to_dot(&self, options: &DrawOptions) -> String {
        dot::spell(&Sketch::of_schedule(self, options))
    }

    /// The schedule as a flowchart of Mermaid, without states.
    ///
    /// Time `O(steps + edges)`, and with reduction `O(steps * (steps + edges))` at worst, where
    /// in practice a search ends at the earliest prerequisite of a step.
    pub fn to_mermaid(&self, options: &DrawOptions) -> String {
        mermaid::spell(&Sketch::of_schedule(self, options))
    }
}

impl View<'_> {
    /// The run at the view's instant in the DOT language of Graphviz, coloured by state.
    ///
    /// Time as [`Schedule::to_mermaid`].
    pub fn to_dot(&self, options: &DrawOptions) -> String {
        dot::spell(&Sketch::of_view(self, options))
    }

    /// The run at the view's instant as a flowchart of Mermaid, coloured by state.
    ///
    /// Time as [`Schedule::to_mermaid`].
    pub fn to_mermaid(&self, options: &DrawOptions) -> String {
        mermaid::spell(&Sketch::of_view(self, options))
    }
}
