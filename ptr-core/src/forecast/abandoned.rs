//! The steps that can no longer come about, and until when each of them holds those after it.
//!
//! A step that is abandoned already holds nothing. One that is abandoned by an outcome which is only
//! assumed still does, until the decision is taken: so a join with another branch begins after the
//! decision, and not before.

use std::collections::BTreeMap;

use crate::dense::StepIx;
use crate::id::Outcome;
use crate::schedule::{Nanoseconds, Ways};
use crate::state::Progress;
use crate::view::View;

/// The steps that are abandoned, each with the decisions by which it will be; empty if it is already.
#[derive(Debug, Clone, Default)]
pub(super) struct Abandoned(BTreeMap<StepIx, Ways>);

impl View<'_> {
    /// The steps that are abandoned if decisions are closed with these outcomes. What is assumed of
    /// a decision that is abandoned by the others counts for nothing.
    pub(super) fn abandoned_if(&self, assumed: &[(StepIx, Outcome)]) -> Abandoned {
        let progress = &self.recorded().progress;
        let Some(branches) = self.schedule().branches() else { return Abandoned::default() };
        let waits = |step: StepIx| progress.progress(step) == Progress::None;
        if assumed.is_empty() {
            let judged = branches.judge(|step| progress.taken(step));
            let dead = judged.into_iter().filter(|(step, is_dead)| *is_dead && waits(*step));
            return Abandoned(dead.map(|(step, _)| (step, Ways::new())).collect());
        }
        let mut assumed: BTreeMap<StepIx, &Outcome> =
            assumed.iter().rev().map(|(step, outcome)| (*step, outcome)).collect();
        loop {
            let taken =
                |step| progress.taken(step).or_else(|| assumed.get(&step).copied().map(Some));
            let dead = branches.ways(taken, |step| progress.taken(step).is_none());
            let dead: BTreeMap<_, _> = dead.into_iter().filter(|(step, _)| waits(*step)).collect();
            let before = assumed.len();
            assumed.retain(|step, _| !dead.contains_key(step));
            if assumed.len() == before {
                return Abandoned(dead);
            }
        }
    }
}

impl Abandoned {
    /// Whether a step is abandoned. Time `O(log steps)`.
    pub(super) fn has(&self, step: StepIx) -> bool {
        !self.0.is_empty() && self.0.contains_key(&step)
    }

    /// The steps that are abandoned, in topological order.
    pub(super) fn steps(&self) -> impl Iterator<Item = StepIx> {
        self.0.keys().copied()
    }

    /// The steps that are abandoned by this decision, perhaps beside others, once it is taken.
    pub(super) fn by(&self, decision: StepIx) -> impl Iterator<Item = StepIx> {
        let is_by = move |ways: &Ways| ways.iter().flatten().any(|it| *it == decision);
        self.0.iter().filter(move |(_, ways)| is_by(ways)).map(|(step, _)| *step)
    }

    /// The decisions by which a step is abandoned once they are taken.
    pub(super) fn decisions(&self, step: StepIx) -> impl Iterator<Item = StepIx> {
        self.0.get(&step).into_iter().flatten().flatten().copied()
    }

    /// Until when an abandoned step holds those after it, where `end` gives the ends of decisions:
    /// the sooner of what several sets of them give, each the later of its own. `None` if it holds
    /// nothing.
    pub(super) fn until<T: Copy>(
        &self,
        step: StepIx,
        end: impl Fn(StepIx) -> T,
        later: impl Fn(T, T) -> T,
        sooner: impl Fn(T, T) -> T,
    ) -> Option<T> {
        let of_set = |set: &Vec<StepIx>| set.iter().map(|it| end(*it)).reduce(&later);
        self.0.get(&step)?.iter().filter_map(of_set).reduce(&sooner)
    }

    /// Whether a decision is one of those that put a step aside as soon as it is.
    pub(super) fn decides(
        &self,
        step: StepIx,
        decision: StepIx,
        end: impl Fn(StepIx) -> Nanoseconds,
    ) -> bool {
        let until = self.until(step, &end, Ord::max, Ord::min);
        let is_first = |set: &&Vec<StepIx>| set.iter().all(|it| Some(end(*it)) <= until);
        let mut ways = self.0.get(&step).into_iter().flatten();
        ways.find(is_first).is_some_and(|set| set.contains(&decision))
    }
}
