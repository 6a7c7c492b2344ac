//! What follows if one step ended at another instant than it is expected to.
//!
//! Only what moves is computed anew: from the step on, in topological order, as far as instants
//! differ from those of the forecast.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, TimeDelta, Utc};

use super::passes::{NEVER, Nanoseconds, nanoseconds};
use super::{Forecast, PEAK};
use crate::dense::StepIx;
use crate::state::Progress;

/// A forecast in which one step ends at another instant. See [`Forecast::what_if`].
#[derive(Debug, Clone)]
pub struct WhatIf<'f> {
    forecast: &'f Forecast,
    /// When the steps that move begin and end.
    moved: BTreeMap<StepIx, (Nanoseconds, Nanoseconds)>,
    end: Nanoseconds,
}

impl<'f> WhatIf<'f> {
    /// `None` for a step that is over, or not expected.
    pub(super) fn ending(
        forecast: &'f Forecast,
        step: StepIx,
        ends: DateTime<Utc>,
    ) -> Option<Self> {
        let is_over = forecast.progress[step] == Progress::Terminated;
        if is_over || forecast.ends[step] == NEVER {
            return None;
        }
        let horizon = forecast.schedule.timing().at(forecast.at);
        let begins = forecast.begins[step];
        let ends = horizon.in_calendar(nanoseconds(ends - forecast.at).max(begins).max(0));
        let mut supposed =
            Self { forecast, moved: BTreeMap::new(), end: forecast.end.unwrap_or(NEVER) };
        let mut touched = supposed.settle(step, begins, ends);
        while let Some(step) = touched.pop_first() {
            let before = forecast.schedule.prerequisites(step).iter();
            let before = before.map(|before| supposed.span(*before).1);
            let begins = before.fold(horizon.begins(step), Ord::max);
            touched.append(&mut supposed.settle(step, begins, horizon.ends(step, begins)));
        }
        supposed.end = supposed.last();
        Some(supposed)
    }

    /// When all is over then; `None` if that is after the calendar. Time `O(1)`.
    pub fn end(&self) -> Option<DateTime<Utc>> {
        self.forecast.instant(self.end)
    }

    /// How much later than in the forecast the whole ends; negative if earlier.
    pub fn delay(&self) -> Option<TimeDelta> {
        Some(self.end()?.signed_duration_since(self.forecast.end()?))
    }

    /// The steps that end at another instant than in the forecast, in topological order.
    pub fn moved(&self) -> impl ExactSizeIterator<Item = StepIx> {
        self.moved.keys().copied()
    }

    /// When a step begins then, moved or not; `None` as in [`Forecast::outlook`]. Time
    /// `O(log moved)`.
    pub fn begins(&self, step: StepIx) -> Option<DateTime<Utc>> {
        self.forecast.instant(self.span(step).0)
    }

    /// When a step ends then, likewise.
    pub fn ends(&self, step: StepIx) -> Option<DateTime<Utc>> {
        self.forecast.instant(self.span(step).1)
    }

    fn span(&self, step: StepIx) -> (Nanoseconds, Nanoseconds) {
        let unmoved = || (self.forecast.begins[step], self.forecast.ends[step]);
        self.moved.get(&step).copied().unwrap_or_else(unmoved)
    }

    /// Takes note of when a step begins and ends. Gives the steps that have to be looked at for
    /// it: those that wait for it, if that is at another instant.
    fn settle(&mut self, step: StepIx, begins: Nanoseconds, ends: Nanoseconds) -> BTreeSet<StepIx> {
        let Forecast { schedule, progress, ends: expected, .. } = self.forecast;
        if ends == expected[step] {
            return BTreeSet::new();
        }
        self.moved.insert(step, (begins, ends));
        let behind = schedule.successors(step).iter().copied();
        behind
            .filter(|behind| progress[*behind] == Progress::None && expected[*behind] != NEVER)
            .collect()
    }

    /// When the last step ends of all that are expected. Stretches of steps in which nothing
    /// moved are not looked at.
    fn last(&self) -> Nanoseconds {
        let Forecast { ends, peaks, .. } = self.forecast;
        let mut moved = self.moved.keys().map(|step| step.position() / PEAK).peekable();
        let mut last = Nanoseconds::MIN;
        for (stretch, peak) in peaks.iter().enumerate() {
            let is_touched = moved.next_if_eq(&stretch).is_some();
            while moved.next_if_eq(&stretch).is_some() {}
            if !is_touched {
                last = last.max(*peak);
                continue;
            }
            let steps = ends.keys().skip(stretch * PEAK).take(PEAK);
            let ends = steps.map(|step| self.span(step).1).filter(|end| *end != NEVER);
            last = ends.fold(last, Ord::max);
        }
        if last == Nanoseconds::MIN { NEVER } else { last }
    }
}
