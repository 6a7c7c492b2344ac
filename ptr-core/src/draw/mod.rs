//! Drawings of a schedule for Graphviz (DOT) and Mermaid, and as pictures (SVG), coloured by
//! state.
//!
//! A drawing is made in two steps: what to draw, in [`sketch`], is the same for every format;
//! a format only spells it. A picture is also laid out here, in [`layout`]: no other program is
//! needed to see it. Every node says its state in words as well, because colour is never
//! the only sign. The same schedule, view and options give the same bytes.
//!
//! A whole plan is a wide picture. Drawings of one phase, with the steps next to it drawn
//! faintly, are what fits on a page; and renderers of Mermaid refuse more than 500 edges or
//! 50,000 characters unless they are configured otherwise (`maxEdges`, `maxTextSize`).

mod columns;
mod dot;
mod grid;
mod layout;
mod lettering;
mod level;
mod mermaid;
mod palette;
mod picture;
#[cfg(test)]
mod pictures;
mod reduce;
mod rows;
mod sketch;
mod svg;
#[cfg(test)]
mod tests;
mod untangle;

use std::collections::BTreeSet;

use crate::id::{PhaseCode, StepId};
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
#[expect(clippy::struct_excessive_bools, reason = "each is a question of its own")]
pub struct DrawOptions {
    /// Only the steps of this phase, and those next to them; all steps if `None`. A
    /// phase without steps gives an empty drawing.
    pub phase: Option<PhaseCode>,
    /// Draw faintly the steps next to those of the phase.
    pub neighbours: bool,
    /// These are drawn faintly too, with their lines: what a filter leaves out.
    pub faint: BTreeSet<StepId>,
    /// Make each step a link, to this address followed by the step's id (percent-encoded).
    pub links: Option<String>,
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
    /// All steps from left to right, in French, reduced, grouped by phase and with a legend,
    /// without links.
    fn default() -> Self {
        Self {
            phase: None,
            neighbours: true,
            faint: BTreeSet::new(),
            links: None,
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

    /// The schedule as a picture (SVG), without states.
    ///
    /// Columns of boxes in the order of the work; below them, those that wait for nothing and
    /// that nothing waits for. It begins in its corner, and a long plan is cut into rows as a
    /// text into lines, where one step or one line is all that goes on; so it fits a sheet better than a
    /// ribbon would. It is as wide and as high as it needs to be for text of 12 pixels.
    /// Whatever is cut for want of room stands whole in the box's title.
    ///
    /// A page's stylesheet can restyle all of it: `svg.drawing` contains `.frame`, `.line`,
    /// `.box` with one of `.locked`, `.overdue`, `.idle`, `.ready`, `.open`, `.terminated`,
    /// `.planned` and `.plain`, in it `.bar`, `.id`, `.word` and `.label`, and `.legend`; boxes
    /// and lines in the background are `.faint`. Nothing in it has an id, a script or a style
    /// attribute.
    ///
    /// Time as [`to_mermaid`](Schedule::to_mermaid) and `O(n log n)` more, for `n` steps and
    /// edges. The longest lines of a picture with tens of thousands of crossings of columns are
    /// drawn straight over what stands in their way, which keeps the effort in bounds.
    ///
    /// ```
    /// use ptr_core::{DrawOptions, Plan, Step};
    ///
    /// let plan = Plan::from_steps([
    ///     Step::new("CO1", "CO")?.labelled("Fermer").in_dry_runs(["FDR1"])?,
    ///     Step::new("CO2", "CO")?.in_dry_runs(["FDR1"])?.after(["CO1"])?,
    /// ])?;
    /// let links = Some("/steps/".to_owned());
    /// let svg = plan.schedule("FDR1")?.to_svg(&DrawOptions { links, ..DrawOptions::default() });
    /// assert!(svg.contains("<a href=\"/steps/CO1\" aria-label=\"CO1 · Fermer\">"));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn to_svg(&self, options: &DrawOptions) -> String {
        svg::spell(&Sketch::of_schedule(self, options))
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

    /// The run at the view's instant as a picture (SVG), coloured by state.
    ///
    /// Look and time as [`Schedule::to_svg`].
    pub fn to_svg(&self, options: &DrawOptions) -> String {
        svg::spell(&Sketch::of_view(self, options))
    }
}
