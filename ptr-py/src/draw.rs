//! Drawings of schedules and runs, for Graphviz and Mermaid, and as pictures; timelines.

#![expect(clippy::too_many_arguments, reason = "each is a keyword of its own in Python")]

use std::collections::BTreeSet;

use ptr_core::language::Language;
use ptr_core::{Direction, DrawOptions, StepId, TimelineGroups, TimelineOptions};
use pyo3::prelude::*;

use crate::convert::{named, time};
use crate::errors::{invalid_code, invalid_value, unexpected};
use crate::language;
use crate::plan::arguments;
use crate::run::{PyRun, latest};
use crate::schedule::PySchedule;

/// The options as Python gives them.
#[expect(clippy::struct_excessive_bools, reason = "each is a keyword of its own in Python")]
struct Given<'a> {
    phase: Option<&'a str>,
    neighbours: bool,
    faint: Option<&'a Bound<'a, PyAny>>,
    links: Option<&'a str>,
    reduce: bool,
    direction: &'a str,
    language: Language,
    group_by_phase: bool,
    legend: bool,
}

impl Given<'_> {
    fn options(self, schedule: &PySchedule) -> PyResult<(DrawOptions, Language)> {
        let plan = schedule.core().plan();
        let options = DrawOptions {
            phase: self.phase.map(|code| arguments::known_phase(plan, code)).transpose()?,
            neighbours: self.neighbours,
            faint: self.faint.map_or_else(|| Ok(BTreeSet::new()), faint)?,
            links: self.links.map(str::to_owned),
            reduce: self.reduce,
            direction: match self.direction {
                "LR" => Direction::LeftToRight,
                "TB" => Direction::TopToBottom,
                other => return Err(unexpected!("direction", other, "argument-direction")),
            },
            group_by_phase: self.group_by_phase,
            legend: self.legend,
        };
        Ok((options, self.language))
    }
}

fn faint(steps: &Bound<'_, PyAny>) -> PyResult<BTreeSet<StepId>> {
    let ids = arguments::texts("faint", steps)?;
    let ids = ids.iter().map(|id| id.parse().map_err(|error| invalid_code("faint", &error)));
    ids.collect()
}

/// A method that draws. All of them have the same keywords; what differs is the class, as Python
/// and as Rust names it, what comes before the keywords (as Rust takes it and as Python shows it),
/// of which schedule the options are, and what is drawn with them.
macro_rules! drawing {
    (
        $python:ident is $class:ty: $name:ident($before:ident: $kind:ty) shown as ($($shown:tt)*),
        |$this:ident, $options:ident, $language:ident| $schedule:expr => $drawn:expr
    ) => {
        #[pymethods]
        impl $class {
            #[doc = doc!($python.$name)]
            #[pyo3(signature = (
                $($shown)* *, phase = None, neighbours = true, faint = None, links = None,
                reduce = true, direction = "LR", language = Language::french(), group_by_phase = true,
                legend = true,
            ))]
            fn $name(
                &self,
                $before: $kind,
                #[pyo3(from_py_with = named::phase)] phase: Option<&str>,
                #[pyo3(from_py_with = named::neighbours)] neighbours: bool,
                faint: Option<&Bound<'_, PyAny>>,
                #[pyo3(from_py_with = named::links)] links: Option<&str>,
                #[pyo3(from_py_with = named::reduce)] reduce: bool,
                #[pyo3(from_py_with = named::direction)] direction: &str,
                #[pyo3(from_py_with = language::read)] language: Language,
                #[pyo3(from_py_with = named::group_by_phase)] group_by_phase: bool,
                #[pyo3(from_py_with = named::legend)] legend: bool,
            ) -> PyResult<String> {
                let given = Given {
                    phase,
                    neighbours,
                    faint,
                    links,
                    reduce,
                    direction,
                    language,
                    group_by_phase,
                    legend,
                };
                let $this = self;
                let ($options, $language) = given.options($schedule)?;
                $drawn
            }
        }
    };
}

drawing! {
    Schedule is PySchedule: to_dot(py: Python<'_>) shown as (),
    |this, options, language| this => Ok(py.detach(|| this.core().to_dot(&options, &language)))
}

drawing! {
    Schedule is PySchedule: to_mermaid(py: Python<'_>) shown as (),
    |this, options, language| this => Ok(py.detach(|| this.core().to_mermaid(&options, &language)))
}

drawing! {
    Schedule is PySchedule: to_svg(py: Python<'_>) shown as (),
    |this, options, language| this => Ok(py.detach(|| this.core().to_svg(&options, &language)))
}

drawing! {
    Run is PyRun: to_dot(at: &Bound<'_, PyAny>) shown as (at,),
    |this, options, language| this.scheduled_at(at)? => this.view(at, |view| view.to_dot(&options, &language))
}

drawing! {
    Run is PyRun: to_mermaid(at: &Bound<'_, PyAny>) shown as (at,),
    |this, options, language| this.scheduled_at(at)? => this.view(at, |view| view.to_mermaid(&options, &language))
}

drawing! {
    Run is PyRun: to_svg(at: &Bound<'_, PyAny>) shown as (at,),
    |this, options, language| this.scheduled_at(at)? => this.view(at, |view| view.to_svg(&options, &language))
}

/// A number of rows, or `None` for as many as there are.
fn read_rows(rows: &Bound<'_, PyAny>) -> PyResult<Option<usize>> {
    let expected = || unexpected!("rows", rows, "argument-rows");
    if rows.is_none() { Ok(None) } else { rows.extract().map(Some).map_err(|_| expected()) }
}

#[pymethods]
impl PySchedule {
    #[doc = doc!(Schedule._repr_svg_)]
    fn _repr_svg_(&self, py: Python<'_>) -> String {
        py.detach(|| self.core().to_svg(&DrawOptions::default(), &Language::french()))
    }
}

#[pymethods]
impl PyRun {
    #[doc = doc!(Run._repr_svg_)]
    fn _repr_svg_(&self, py: Python<'_>) -> String {
        let options = DrawOptions::default();
        self.look(py, |run| run.view(latest(run)).to_svg(&options, &Language::french()))
    }

    #[doc = doc!(Run.to_timeline_svg)]
    #[pyo3(signature = (
        at, *, group_by = "phase", phase = None, since = None, until = None, rows = 40,
        links = None, language = Language::french(), legend = true,
    ))]
    #[expect(clippy::needless_pass_by_value, reason = "arguments of Python come by value")]
    fn to_timeline_svg(
        &self,
        at: &Bound<'_, PyAny>,
        #[pyo3(from_py_with = named::group_by)] group_by: &str,
        #[pyo3(from_py_with = named::phase)] phase: Option<&str>,
        since: Option<&Bound<'_, PyAny>>,
        until: Option<&Bound<'_, PyAny>>,
        #[pyo3(from_py_with = read_rows)] rows: Option<usize>,
        #[pyo3(from_py_with = named::links)] links: Option<&str>,
        #[pyo3(from_py_with = language::read)] language: Language,
        #[pyo3(from_py_with = named::legend)] legend: bool,
    ) -> PyResult<String> {
        let plan = self.scheduled().core().plan();
        let options = TimelineOptions {
            group_by: match group_by {
                "phase" => TimelineGroups::Phase,
                "team" => TimelineGroups::Team,
                "person" => TimelineGroups::Person,
                other => return Err(unexpected!("group_by", other, "argument-group")),
            },
            phase: phase.map(|code| arguments::known_phase(plan, code)).transpose()?,
            since: since.map(|since| time::instant("since", since)).transpose()?,
            until: until.map(|until| time::instant("until", until)).transpose()?,
            rows,
            links: links.map(str::to_owned),
            legend,
        };
        let drawn = self.view(at, |view| view.to_timeline_svg(&options, &language))?;
        drawn.map_err(|error| invalid_value(|language| error.message(language)))
    }
}
