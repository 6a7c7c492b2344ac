//! What-if analysis: the forecast if one step ended at another instant.
//!
//! Only the steps that move are recomputed, in topological order from the changed step.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, TimeDelta, Utc};

use super::passes::{Dates, NEVER, is_expected};
use super::{Forecast, PEAK_BLOCK};
use crate::dense::StepIx;
use crate::schedule::{Nanoseconds, nanoseconds};
use crate::state::Progress;

/// A forecast in which the end of one step is changed. See [`Forecast::what_if`].
#[derive(Debug, Clone)]
pub struct WhatIf<'f> {
    forecast: &'f Forecast,
    /// (begin, end) of the steps that move.
    moved: BTreeMap<StepIx, (Nanoseconds, Nanoseconds)>,
    end: Nanoseconds,
}

impl Forecast {
    /// The forecast if a step ended at another instant: later or earlier than expected, but neither
    /// before its beginning nor before the instant of the forecast. `None` if the step is
    /// terminated or has no expected end. Time and space `O(moved log moved)` with the
    /// prerequisites of the moved steps; time `O(steps / 512)` more for the end of the run.
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
    /// // What if the load took two hours? And what if it took half an hour?
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
    /// `None` if the step is terminated or has no expected end.
    pub(super) fn ending(
        forecast: &'f Forecast,
        step: StepIx,
        ends: DateTime<Utc>,
    ) -> Option<Self> {
        let is_over = forecast.progress[step] == Progress::Terminated;
        if is_over || !is_expected(forecast.ends[step]) {
            return None;
        }
        let dates = Dates::of(&forecast.schedule, forecast.at);
        let begins = forecast.begins[step];
        let ends = dates.in_calendar(nanoseconds(ends - forecast.at).max(begins).max(0));
        let mut what_if =
            Self { forecast, moved: BTreeMap::new(), end: forecast.end.unwrap_or(NEVER) };
        let mut to_visit = what_if.settle(step, begins, ends);
        while let Some(step) = to_visit.pop_first() {
            let before = forecast.schedule.prerequisites(step).iter();
            let before = before.map(|before| what_if.span(*before).1);
            let begins = before.fold(dates.begins(step), Ord::max);
            to_visit.append(&mut what_if.settle(step, begins, dates.ends(step, begins)));
        }
        what_if.end = what_if.last();
        Some(what_if)
    }

    /// The end of the run; `None` if it is after the end of the calendar. Time `O(1)`.
    pub fn end(&self) -> Option<DateTime<Utc>> {
        self.forecast.instant(self.end)
    }

    /// By how much the run ends later than in the forecast; negative if earlier.
    pub fn delay(&self) -> Option<TimeDelta> {
        Some(self.end()?.signed_duration_since(self.forecast.end()?))
    }

    /// The steps that end at another instant than in the forecast, in topological order.
    pub fn moved(&self) -> impl ExactSizeIterator<Item = StepIx> {
        self.moved.keys().copied()
    }

    /// The beginning of a step, moved or not; `None` as in [`Forecast::outlook`]. Time
    /// `O(log moved)`.
    pub fn begins(&self, step: StepIx) -> Option<DateTime<Utc>> {
        self.forecast.instant(self.span(step).0)
    }

    /// The end of a step, moved or not; `None` as in [`Forecast::outlook`]. Time `O(log moved)`.
    pub fn ends(&self, step: StepIx) -> Option<DateTime<Utc>> {
        self.forecast.instant(self.span(step).1)
    }

    fn span(&self, step: StepIx) -> (Nanoseconds, Nanoseconds) {
        let unmoved = || (self.forecast.begins[step], self.forecast.ends[step]);
        self.moved.get(&step).copied().unwrap_or_else(unmoved)
    }

    /// Stores the beginning and the end of a step. Returns the successors to recompute: none if the
    /// end is the same as in the forecast.
    fn settle(&mut self, step: StepIx, begins: Nanoseconds, ends: Nanoseconds) -> BTreeSet<StepIx> {
        let Forecast { schedule, progress, ends: expected, .. } = self.forecast;
        if ends == expected[step] {
            return BTreeSet::new();
        }
        self.moved.insert(step, (begins, ends));
        let after = schedule.successors(step).iter().copied();
        after
            .filter(|after| progress[*after] == Progress::None && is_expected(expected[*after]))
            .collect()
    }

    /// The latest expected end of all steps. Blocks without a moved step are not scanned.
    fn last(&self) -> Nanoseconds {
        let Forecast { ends, peaks, .. } = self.forecast;
        let mut moved = self.moved.keys().map(|step| step.position() / PEAK_BLOCK).peekable();
        let mut last = Nanoseconds::MIN;
        for (block, peak) in peaks.iter().enumerate() {
            let is_touched = moved.next_if_eq(&block).is_some();
            while moved.next_if_eq(&block).is_some() {}
            if !is_touched {
                last = last.max(*peak);
                continue;
            }
            let steps = ends.keys().skip(block * PEAK_BLOCK).take(PEAK_BLOCK);
            let ends = steps.map(|step| self.span(step).1).filter(|end| *end != NEVER);
            last = ends.fold(last, Ord::max);
        }
        if last == Nanoseconds::MIN { NEVER } else { last }
    }
}
