//! The steps of a schedule in the order of their starts, so that two binary searches classify all
//! steps at an instant.
//!
//! An instant divides this order into three ranges: started, within the lock horizon, beyond it.
//! Two binary searches find the two cuts between them, exactly.
//!
//! For passes in topological order each step also has a *bucket*, one byte: the order of starts is
//! divided into 255 buckets of equal size. A bucket before a cut lies before it as a whole; only
//! the steps of the bucket that contains the cut are compared one by one.

use std::ops::Range;

use chrono::{DateTime, Utc};

use super::lock_horizon::LockHorizon;
use crate::dense::{DenseMap, StepIx};

/// The order of starts, and the bucket of each step in it.
#[derive(Debug)]
pub(crate) struct Timeline {
    /// The steps in the order of their starts, those without a start last; ties in topological
    /// order.
    by_start: Vec<StepIx>,
    /// The starts of those first steps of `by_start` that have one.
    starts: Vec<DateTime<Utc>>,
    /// The bucket of each step.
    buckets: DenseMap<StepIx, u8>,
}

/// The cuts of an instant in the order of starts: the first `reached` steps have started, the first
/// `within` are within the horizon or have started.
///
/// `reached <= within`, because no horizon is negative.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Clock {
    pub(crate) reached: usize,
    pub(crate) within: usize,
}

/// The number of buckets. One less than the values of a byte, so that a byte can also number the
/// cut after the last bucket.
const BUCKETS: usize = 255;

impl Timeline {
    /// Time `O(steps log steps)`.
    pub(crate) fn new(of_steps: &DenseMap<StepIx, Option<DateTime<Utc>>>) -> Self {
        let mut dated: Vec<(DateTime<Utc>, StepIx)> =
            of_steps.iter().filter_map(|(step, start)| Some(((*start)?, step))).collect();
        dated.sort_unstable();
        let undated = of_steps.iter().filter(|(_, start)| start.is_none()).map(|(step, _)| step);
        let by_start: Vec<StepIx> = dated.iter().map(|(_, step)| *step).chain(undated).collect();

        let mut buckets = DenseMap::filled(0, by_start.len());
        for (place, &step) in by_start.iter().enumerate() {
            buckets[step] = bucket(place, by_start.len());
        }
        let starts = dated.into_iter().map(|(start, _)| start).collect();
        Self { by_start, starts, buckets }
    }

    /// The cuts of an instant. Time `O(log steps)`.
    pub(crate) fn clock(&self, at: DateTime<Utc>, horizon: LockHorizon) -> Clock {
        let reached = self.starts.partition_point(|start| *start <= at);
        let within = if horizon == LockHorizon::NONE {
            // Without a horizon, steps without a start are within it too.
            self.by_start.len()
        } else {
            let is_locked = |from: DateTime<Utc>| from <= at;
            self.starts.partition_point(|start| horizon.locked_from(*start).is_none_or(is_locked))
        };
        Clock { reached, within }
    }

    /// The steps in the order of their starts, those without a start last.
    pub(crate) fn by_start(&self) -> &[StepIx] {
        &self.by_start
    }

    /// The bucket of each step, in topological order.
    pub(crate) fn buckets(&self) -> &[u8] {
        self.buckets.as_slice()
    }

    /// The number of buckets that lie before a cut as a whole, and the positions before the cut
    /// that are not in these buckets.
    pub(crate) fn whole_buckets(&self, cut: usize) -> (u8, Range<usize>) {
        let steps = self.by_start.len();
        let whole = bucket(cut, steps);
        (whole, (usize::from(whole) * steps).div_ceil(BUCKETS)..cut)
    }

    /// (step, start) from a position on, in the order of starts.
    pub(crate) fn dated_from(
        &self,
        place: usize,
    ) -> impl Iterator<Item = (StepIx, DateTime<Utc>)> + '_ {
        self.by_start.iter().copied().zip(self.starts.iter().copied()).skip(place)
    }
}

/// The bucket of a position; the number of buckets for the position after the last.
fn bucket(place: usize, places: usize) -> u8 {
    // Positions fit into 32 bits, so the product fits into 64.
    let bucket = (place as u64 * BUCKETS as u64).checked_div(places as u64).unwrap_or(0);
    u8::try_from(bucket).unwrap_or(u8::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_buckets_and_the_rest_are_what_lies_left_of_a_cut() {
        for steps in (0..600).chain([65_535, 100_000]) {
            for cut in (0..=steps).step_by(1 + steps / 500).chain([steps]) {
                let timeline = Timeline {
                    by_start: vec![StepIx::default(); steps],
                    starts: Vec::new(),
                    buckets: DenseMap::from_vec(Vec::new()),
                };
                let (whole, rest) = timeline.whole_buckets(cut);
                assert_eq!(rest.end, cut);
                let of = |place| bucket(place, steps);
                assert!(rest.start == 0 || of(rest.start - 1) < whole, "{steps} {cut}");
                assert!(rest.is_empty() || of(rest.start) == whole, "{steps} {cut}");
                assert!(cut == steps || of(cut) == whole, "{steps} {cut}");
            }
        }
    }
}
