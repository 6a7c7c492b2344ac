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

mod coordinates;
mod crossing_reduction;
mod dot;
mod grid;
mod layering;
mod layout;
mod lettering;
mod mermaid;
mod options;
mod palette;
mod picture;
mod reduction;
mod rows;
mod sizes;
mod sketch;
mod svg;
#[cfg(test)]
mod tests;
mod words;

use crate::schedule::Schedule;
use crate::view::View;

use self::sketch::Sketch;

pub(crate) use lettering::one_line;
pub use options::{Direction, DrawOptions};
pub use words::DrawWords;

impl Schedule {
    /// The schedule in the DOT language of Graphviz, without states.
    ///
    /// Time as [`to_mermaid`](Schedule::to_mermaid).
    ///
    /// ```
    /// use ptr_core::language::Language;
    /// use ptr_core::{DrawOptions, Plan, Step};
    ///
    /// let plan = Plan::from_steps([
    ///     Step::new("CO1", "CO")?.in_dry_runs(["FDR1"])?,
    ///     Step::new("CO2", "CO")?.in_dry_runs(["FDR1"])?.after(["CO1"])?,
    ///     Step::new("CO3", "CO")?.in_dry_runs(["FDR1"])?.after(["CO1", "CO2"])?,
    /// ])?;
    /// let dot = plan.schedule("FDR1")?.to_dot(&DrawOptions::default(), &Language::french());
    /// assert!(dot.contains("\"CO2\" -> \"CO3\""));
    /// assert!(!dot.contains("\"CO1\" -> \"CO3\""));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn to_dot(&self, options: &DrawOptions, words: &dyn DrawWords) -> String {
        dot::spell(&Sketch::of_schedule(self, options, words))
    }

    /// The schedule as a flowchart of Mermaid, without states.
    ///
    /// Time `O(steps + edges)`, and with reduction `O(steps * (steps + edges))` at worst, where
    /// in practice a search ends at the earliest prerequisite of a step.
    pub fn to_mermaid(&self, options: &DrawOptions, words: &dyn DrawWords) -> String {
        mermaid::spell(&Sketch::of_schedule(self, options, words))
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
    /// use ptr_core::language::Language;
    /// use ptr_core::{DrawOptions, Plan, Step};
    ///
    /// let plan = Plan::from_steps([
    ///     Step::new("CO1", "CO")?.labelled("Fermer").in_dry_runs(["FDR1"])?,
    ///     Step::new("CO2", "CO")?.in_dry_runs(["FDR1"])?.after(["CO1"])?,
    /// ])?;
    /// let links = Some("/steps/".to_owned());
    /// let options = DrawOptions { links, ..DrawOptions::default() };
    /// let svg = plan.schedule("FDR1")?.to_svg(&options, &Language::french());
    /// assert!(svg.contains("<a href=\"/steps/CO1\" aria-label=\"CO1 · Fermer\">"));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn to_svg(&self, options: &DrawOptions, words: &dyn DrawWords) -> String {
        svg::spell(&Sketch::of_schedule(self, options, words))
    }
}

impl View<'_> {
    /// The run at the view's instant in the DOT language of Graphviz, coloured by state.
    ///
    /// Time as [`Schedule::to_mermaid`].
    pub fn to_dot(&self, options: &DrawOptions, words: &dyn DrawWords) -> String {
        dot::spell(&Sketch::of_view(self, options, words))
    }

    /// The run at the view's instant as a flowchart of Mermaid, coloured by state.
    ///
    /// Time as [`Schedule::to_mermaid`].
    pub fn to_mermaid(&self, options: &DrawOptions, words: &dyn DrawWords) -> String {
        mermaid::spell(&Sketch::of_view(self, options, words))
    }

    /// The run at the view's instant as a picture (SVG), coloured by state.
    ///
    /// Look and time as [`Schedule::to_svg`].
    pub fn to_svg(&self, options: &DrawOptions, words: &dyn DrawWords) -> String {
        svg::spell(&Sketch::of_view(self, options, words))
    }
}
