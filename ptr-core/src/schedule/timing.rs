//! Starts and durations as integers in nanoseconds, for the passes of a forecast.

use chrono::{DateTime, TimeDelta, Utc};

use crate::dense::{DenseMap, StepIx};
use crate::plan::Step;

/// Nanoseconds relative to an instant; the range is about 292 years before and after.
pub(crate) type Nanoseconds = i64;

/// The starts and durations of a schedule's steps in nanoseconds.
#[derive(Debug)]
pub(crate) struct Timing {
    /// The first of all starts; `starts` are relative to it.
    pub(crate) first: DateTime<Utc>,
    /// [`Nanoseconds::MIN`] if the plan sets no start.
    pub(crate) starts: DenseMap<StepIx, Nanoseconds>,
    /// 0 if the plan sets no duration.
    pub(crate) durations: DenseMap<StepIx, Nanoseconds>,
}

impl Timing {
    /// Time `O(steps)`.
    pub(super) fn new<'p>(
        starts: &DenseMap<StepIx, Option<DateTime<Utc>>>,
        steps: impl Iterator<Item = &'p Step>,
    ) -> Self {
        let starts = starts.as_slice().iter();
        let first = starts.clone().flatten().min().copied().unwrap_or_default();
        let since = |start: &Option<DateTime<Utc>>| {
            start.map_or(Nanoseconds::MIN, |start| nanoseconds(start - first))
        };
        let duration = |step: &Step| step.duration.map_or(0, nanoseconds);
        Self {
            first,
            starts: DenseMap::from_vec(starts.map(since).collect()),
            durations: DenseMap::from_vec(steps.map(duration).collect()),
        }
    }
}

/// A duration in nanoseconds, limited to the range of `Nanoseconds`.
pub(crate) fn nanoseconds(time: TimeDelta) -> Nanoseconds {
    time.num_nanoseconds().unwrap_or(if time < TimeDelta::zero() {
        Nanoseconds::MIN
    } else {
        Nanoseconds::MAX
    })
}
