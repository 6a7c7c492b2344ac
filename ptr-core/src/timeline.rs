//! The starts of a schedule as ranks, so that one look at the clock serves every step.
//!
//! Instants are compared with the clock once, by a binary search over the distinct starts; what
//! a step keeps is the rank of its start. Two comparisons of small integers then say where the
//! step lies, exactly, whatever the resolution of the instants.

use chrono::{DateTime, Utc};

use crate::dense::{DenseMap, StepIx};
use crate::state::LockHorizon;

/// The distinct starts in rising order, and the rank of each step's start among them.
#[derive(Debug)]
pub(crate) struct Timeline {
    starts: Vec<DateTime<Utc>>,
    /// Steps without a start have the rank after the last.
    ranks: DenseMap<StepIx, u32>,
    /// The steps in the order of their starts, those without one last.
    by_start: Vec<StepIx>,
}

/// Where the clock stands on a timeline.
///
/// Ranks below `reached` have started; ranks below `within` are less than the horizon away.
/// `reached <= within`, as no horizon is negative.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Clock {
    pub(crate) reached: u32,
    pub(crate) within: u32,
}

impl Timeline {
    /// Time `O(steps log steps)`.
    pub(crate) fn new(of_steps: &DenseMap<StepIx, Option<DateTime<Utc>>>) -> Self {
        let mut by_start: Vec<StepIx> = of_steps.keys().collect();
        // `None` comes first in the order of options and last in ours.
        by_start.sort_by_key(|step| (of_steps[*step].is_none(), of_steps[*step]));
        let mut starts = Vec::new();
        let mut ranks = DenseMap::filled(0, by_start.len());
        for &step in &by_start {
            match of_steps[step] {
                Some(start) => {
                    if starts.last() != Some(&start) {
                        starts.push(start);
                    }
                    ranks[step] = count(starts.len() - 1);
                }
                None => ranks[step] = count(starts.len()),
            }
        }
        Self { starts, ranks, by_start }
    }

    /// Where the clock stands at an instant. Time `O(log steps)`.
    pub(crate) fn clock(&self, at: DateTime<Utc>, horizon: LockHorizon) -> Clock {
        let reached = self.starts.partition_point(|start| *start <= at);
        let within = match horizon.time() {
            // Without a horizon the steps without a start lie within it too.
            None => self.starts.len() + 1,
            Some(horizon) => {
                self.starts.partition_point(|start| start.signed_duration_since(at) <= horizon)
            }
        };
        Clock { reached: count(reached), within: count(within) }
    }

    pub(crate) fn ranks(&self) -> &[u32] {
        self.ranks.as_slice()
    }

    /// The steps that start at or after a rank, in the order of their starts, each with it.
    pub(crate) fn starting_from(
        &self,
        rank: u32,
    ) -> impl Iterator<Item = (StepIx, DateTime<Utc>)> + '_ {
        let first = self.by_start.partition_point(|step| self.ranks[*step] < rank);
        self.by_start[first..].iter().map_while(|step| {
            let start = self.starts.get(self.ranks[*step] as usize)?;
            Some((*step, *start))
        })
    }
}

/// A number of steps, which are counted in `u32` wherever they are indexed.
fn count(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}
