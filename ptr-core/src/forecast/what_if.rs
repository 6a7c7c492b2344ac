//! What follows if one step ended at another instant than it is expected to.
//!
//! Only what moves is computed anew: from the step on, in topological order, as far as instants
//! differ from those of the forecast.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, TimeDelta, Utc};

use super::passes::{Dates, NEVER};
use super::{Forecast, PEAK};
use crate::dense::StepIx;
use crate::schedule::{Nanoseconds, nanoseconds};
use crate::state::Progress;

/// A forecast in which one step ends at another instant. See [`Forecast::what_if`].
#[derive(Debug, Clone)]
pub struct WhatIf<'f> {
    forecast: &'f Forecast,
    /// When the steps that move begin and end.
    moved: BTreeMap<StepIx, (Nanoseconds, Nanoseconds)>,
    end: Nanoseconds,
}

impl Forecast {
    /// What follows if a step ended at another instant than it is expected to: later or sooner,
    /// but not before it begins, nor before the instant asked about. `None` for a step that is
    /// over, or not expected. Time and space `O(moved log moved)` with the prerequisites of those
    /// that move, and a look at one instant in 512 of all.
    ///
    /// ```
    /// use chrono::{DateTime, TimeDelta, Utc};
    /// use ptr_core::{Moment, Plan, Run, Step};
    ///
    /// let ten: DateTime<Utc> = "2026-03-28T22:00:00Z".parse()?;
    /// let step = |id: &str, minutes| Ok::<_, ptr_core::InvalidCode>(Step::new(id, "CO")?
    ///     .in_dry_runs(["FDR1"])?
    ///     .starting(Moment::Instant(ten))
    ///     .lasting(TimeDelta::minutes(minutes)));
    /// let plan = Plan::from_steps([
    ///     step("CO1", 30)?,
    ///     step("CO2", 60)?.after(["CO1"])?,
    ///     step("CO3", 10)?.after(["CO1"])?,
    /// ])?;
    /// let run = Run::new(plan.schedule("FDR1")?, []);
    /// let forecast = run.view(ten).forecast();
    ///
    /// // What if the load took two hours? And what if it was done in half an hour?
    /// let load = run.schedule().find("CO2").ok_or("not in FDR1")?;
    /// let begins = forecast.outlook(load).ok_or("not expected")?.begins;
    /// let slow = forecast.what_if(load, begins + TimeDelta::hours(2)).ok_or("over")?;
    /// assert_eq!(slow.delay(), Some(TimeDelta::hours(1)));
    /// let fast = forecast.what_if(load, begins + TimeDelta::minutes(30)).ok_or("over")?;
    /// assert_eq!(fast.delay(), Some(TimeDelta::minutes(-30)));
    /// assert_eq!(fast.moved().collect::<Vec<_>>(), [load]);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn what_if(&self, step: StepIx, ends: DateTime<Utc>) -> Option<WhatIf<'_>> {
        WhatIf::ending(self, step, ends)
    }
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
        let dates = Dates::of(&forecast.schedule, forecast.at);
        let begins = forecast.begins[step];
        let ends = dates.in_calendar(nanoseconds(ends - forecast.at).max(begins).max(0));
        let mut supposed =
            Self { forecast, moved: BTreeMap::new(), end: forecast.end.unwrap_or(NEVER) };
        let mut touched = supposed.settle(step, begins, ends);
        while let Some(step) = touched.pop_first() {
            let before = forecast.schedule.prerequisites(step).iter();
            let before = before.map(|before| supposed.span(*before).1);
            let begins = before.fold(dates.begins(step), Ord::max);
            touched.append(&mut supposed.settle(step, begins, dates.ends(step, begins)));
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

    /// When a step ends then, moved or not; `None` as in [`Forecast::outlook`]. Time
    /// `O(log moved)`.
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
