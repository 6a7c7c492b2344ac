//! Timelines (Gantt charts): plan against forecast against what happened.
//!
//! [`chart`] collects what to draw, as instants; [`svg`] writes it along an [`axis`]. The same view
//! and options give the same bytes.

mod axis;
mod bars;
mod chart;
mod labels;
mod legend;
mod options;
mod rows;
mod sizes;
mod svg;
#[cfg(test)]
mod tests;

use super::words::DrawWords;
use crate::view::View;

use self::chart::Chart;

pub use options::{InvalidWindow, TimelineGroups, TimelineOptions};

impl View<'_> {
    /// The run at the view's instant as a timeline (SVG): for each step its planned time, what
    /// happened, what is expected, its slack; the critical path of every phase, milestones, and the
    /// instant of the view.
    ///
    /// The axis is linear, in the plan's time zone; the hour that a night in October has twice is
    /// drawn twice. Steps are grouped by phase, team or person. Those that matter most at the
    /// instant have a row of their own: under way, ready or overdue, then critical, then nearest in
    /// time. The others are drawn together in the row of their group and counted there, as are
    /// those before or after the axis. Steps that sleep, or wait for one that does, form the last
    /// group. Steps without a planned start are drawn where they are expected, and listed below.
    ///
    /// A page's stylesheet can restyle all of it: `svg.timeline` contains `.frame`, `.tick`,
    /// `.weekend`, `.now`, `.milestone` (if so also `.required`), `.clock-change`, `.group` and
    /// `.step` with its state as a class as in [`to_svg`](View::to_svg), if so also `.critical`; in
    /// a step `.plan`, `.actual`, `.forecast` and `.slack`; and `.legend`. For scripts of the page,
    /// `.frame` says in `data-since` and `data-until` which instants are its left and right edge, a
    /// step its id in `data-step`, and a group in `data-steps`, `data-folded` and `data-outside` how
    /// many steps it has. Nothing in it has an id, a script or a style attribute.
    ///
    /// Time `O(n log n)` for `n` steps and prerequisites.
    ///
    /// # Errors
    /// [`InvalidWindow`] if the axis is to end before it begins.
    ///
    /// # Examples
    /// ```
    /// use chrono::{DateTime, TimeDelta, Utc};
    /// use ptr_core::language::Language;
    /// use ptr_core::{Moment, Plan, Run, Step, TimelineOptions};
    ///
    /// let ten: DateTime<Utc> = "2026-03-28T22:00:00Z".parse()?;
    /// let step = |id: &str| Ok::<_, ptr_core::InvalidCode>(Step::new(id, "CO")?
    ///     .in_dry_runs(["FDR1"])?
    ///     .starting(Moment::Instant(ten))
    ///     .lasting(TimeDelta::hours(1)));
    /// let plan = Plan::from_steps([step("CO1")?, step("CO2")?.after(["CO1"])?])?;
    /// let run = Run::new(plan.schedule("FDR1")?, []);
    ///
    /// let links = Some("/steps/".to_owned());
    /// let options = TimelineOptions { links, ..TimelineOptions::default() };
    /// let svg = run.view(ten).to_timeline_svg(&options, &Language::english())?;
    /// assert!(svg.contains("<a href=\"/steps/CO2\""));
    /// assert!(svg.contains("later than planned"));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn to_timeline_svg(
        &self,
        options: &TimelineOptions,
        words: &dyn DrawWords,
    ) -> Result<String, InvalidWindow> {
        let chart = Chart::of(self, options, words, sizes::ROOM)?;
        Ok(svg::spell(&chart, options.legend, words))
    }
}
