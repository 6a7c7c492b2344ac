//! Drawings of a schedule: Graphviz (DOT), Mermaid and SVG, coloured by state.
//!
//! A drawing is made in two steps. [`sketch`] collects what to draw, which is the same for every
//! format; each format then writes it. The SVG picture is also laid out here, in [`layout`], so no
//! other program is needed. Every node names its state in words too, because colour alone must not
//! carry information. The same schedule, view and options give the same bytes.
//!
//! A drawing of a whole plan is too wide for a page. A drawing of one phase with the neighbouring
//! steps in a faint style fits. Mermaid renderers refuse more than 500 edges or 50,000 characters
//! unless they are configured otherwise (`maxEdges`, `maxTextSize`).

mod coordinates;
mod crossing_reduction;
mod dot;
mod grid;
mod layering;
mod layout;
mod lettering;
mod markup;
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
mod timeline;
mod words;

use crate::schedule::Schedule;
use crate::view::View;

use self::sketch::Sketch;

pub(crate) use lettering::one_line;
pub use options::{Direction, DrawOptions};
pub use timeline::{InvalidWindow, TimelineGroups, TimelineOptions};
pub use words::{DrawWords, TickForm, TimelineText};

impl Schedule {
    /// The schedule in the DOT language of Graphviz, without states.
    ///
    /// Takes the same time as [`to_mermaid`](Schedule::to_mermaid).
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
    /// Time `O(steps + edges)`. With reduction `O(steps * (steps + edges))` at worst; in practice
    /// each search ends early, at the first prerequisite of the step.
    pub fn to_mermaid(&self, options: &DrawOptions, words: &dyn DrawWords) -> String {
        mermaid::spell(&Sketch::of_schedule(self, options, words))
    }

    /// The schedule as a picture (SVG), without states.
    ///
    /// Boxes are placed in columns from prerequisite to successor. Steps without prerequisites and
    /// without successors are placed below the columns. A long plan is cut into rows, at columns
    /// that only one line crosses, so that the picture fits a screen or a sheet. Its width and
    /// height are those that text of 12 pixels needs. A text that is cut because it is too long is
    /// complete in the box's title.
    ///
    /// A page's stylesheet can restyle all of it: `svg.drawing` contains `.frame`, `.line`,
    /// `.box` with one of `.locked`, `.overdue`, `.idle`, `.ready`, `.open`, `.terminated`,
    /// `.planned` and `.plain`, in it `.bar`, `.id`, `.word` and `.label`, and `.legend`; boxes
    /// and lines in the background are `.faint`. Nothing in it has an id, a script or a style
    /// attribute.
    ///
    /// Takes the time of [`to_mermaid`](Schedule::to_mermaid) and `O(n log n)` more, for `n` steps
    /// and edges. If the lines cross more than some tens of thousands of columns in total, the
    /// longest lines are drawn straight, over other boxes, to limit the time.
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
    /// Takes the same time as [`Schedule::to_mermaid`].
    pub fn to_dot(&self, options: &DrawOptions, words: &dyn DrawWords) -> String {
        dot::spell(&Sketch::of_view(self, options, words))
    }

    /// The run at the view's instant as a flowchart of Mermaid, coloured by state.
    ///
    /// Takes the same time as [`Schedule::to_mermaid`].
    pub fn to_mermaid(&self, options: &DrawOptions, words: &dyn DrawWords) -> String {
        mermaid::spell(&Sketch::of_view(self, options, words))
    }

    /// The run at the view's instant as a picture (SVG), coloured by state.
    ///
    /// Looks like [`Schedule::to_svg`] and takes the same time.
    pub fn to_svg(&self, options: &DrawOptions, words: &dyn DrawWords) -> String {
        svg::spell(&Sketch::of_view(self, options, words))
    }
}
