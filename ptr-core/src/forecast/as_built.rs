//! The as-built network of a run: what happened, told as what each step waited for, how long it
//! then was left waiting, and how long it took. So it can be played again with some steps on time.
//!
//! The method is that of the collapsed as-built analysis (but-for): a step on time begins as soon
//! as nothing holds it and takes its planned duration; all others keep the time that they were left
//! waiting and the time that they took. Played without any change it gives back what happened.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};

use super::Forecast;
use super::passes::is_expected;
use crate::dense::{DenseMap, StepIx};
use crate::run::{Effect, Event};
use crate::schedule::{Nanoseconds, Schedule, nanoseconds};
use crate::state::Progress;
use crate::view::View;

/// What the events tell of one step.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Work {
    /// Since when it could begin, as it was known when it was begun.
    pub(super) ready: Option<DateTime<Utc>>,
    /// The part of `ready` that does not depend on prerequisites.
    free_from: Option<DateTime<Utc>>,
    /// How long it was open in all, up to its last end.
    pub(super) took: Nanoseconds,
    opened: Option<DateTime<Utc>>,
    reopened: Option<DateTime<Utc>>,
}

/// What the events of a view tell of each step. Time `O(events * log steps)` and that of the
/// prerequisites of the steps begun.
pub(super) fn works(view: &View<'_>) -> DenseMap<StepIx, Work> {
    let schedule = view.schedule();
    let mut works = DenseMap::filled(Work::default(), schedule.len());
    let mut then = view.run().view_at_version(0, view.at());
    for event in view.events() {
        // Before a revision of the plan a step has another index.
        let find = |schedule: &Schedule| schedule.find(event.fact.step()?.as_str());
        if let (Some(step), Some(earlier)) = (find(schedule), find(then.schedule())) {
            works[step].follow(&then, earlier, event);
        }
        then.fold_next();
    }
    for step in schedule.steps().filter(|step| view.started(*step).is_none()) {
        works[step].free_from = view.free_from(step, works[step].reopened);
    }
    works
}

impl Work {
    /// Takes in an event of the step; `before` is the run without it.
    fn follow(&mut self, before: &View<'_>, step: StepIx, event: &Event) {
        match event.fact.effect() {
            Effect::Begins => {
                self.free_from = before.free_from(step, self.reopened);
                self.ready = before.ready_since(step);
                self.opened = Some(event.at);
            }
            Effect::Ends | Effect::Decides => {
                let took = self.opened.take().map_or(0, |opened| nanoseconds(event.at - opened));
                self.took = self.took.saturating_add(took.max(0));
            }
            Effect::Reopens => {
                let was_skipped = before.skipped(step).is_some();
                self.opened = Some(event.at).filter(|_| !was_skipped);
                self.reopened = Some(event.at);
            }
            Effect::TakesBack => {
                *self = Self { reopened: self.reopened, ..Self::default() };
            }
            Effect::Skips
            | Effect::Blocks
            | Effect::Unblocks
            | Effect::DeclaresRollback
            | Effect::WithdrawsRollback
            | Effect::Revises
            | Effect::None => {}
        }
    }
}

/// The network. Instants are relative to that of the forecast.
pub(super) struct AsBuilt<'f> {
    forecast: &'f Forecast,
    steps: DenseMap<StepIx, Built>,
    /// The steps with an end, the last one first.
    by_end: Vec<StepIx>,
}

/// One step of the network.
#[derive(Debug, Clone, Copy)]
struct Built {
    /// Its earliest beginning, prerequisites disregarded; `None` if only they count.
    free_from: Option<Nanoseconds>,
    /// From when nothing held it until it began, by the last ends of its prerequisites; negative if
    /// one of them was reopened later.
    lag: Nanoseconds,
    /// The part of `lag` that it was left waiting.
    reaction: Nanoseconds,
    /// From its beginning to its last end, or to the expected one.
    span: Nanoseconds,
    /// Whether it ends when it does, whatever else happens: it was skipped, or is not expected.
    is_fixed: bool,
}

impl<'f> AsBuilt<'f> {
    /// Time `O((steps + prerequisites) * log steps)`.
    pub(super) fn of(
        view: &View<'_>,
        forecast: &'f Forecast,
        works: &DenseMap<StepIx, Work>,
    ) -> Self {
        let schedule = view.schedule();
        let since = |instant: DateTime<Utc>| nanoseconds(instant - view.at());
        let built = |step: StepIx| {
            let (begins, ends) = (forecast.begins[step], forecast.ends[step]);
            let (progress, started) = (forecast.progress[step], view.started(step));
            let is_fixed =
                !forecast.expects(step) || (progress == Progress::Terminated && started.is_none());
            let free_from = works[step].free_from.map(since);
            let mut built = Built { free_from, lag: 0, reaction: 0, span: 0, is_fixed };
            if !is_fixed {
                let held = held_until(schedule, free_from, step, |it| forecast.ends[it]);
                // Who has not begun is left waiting until now, since the last end.
                let ready = match progress {
                    Progress::None => held,
                    Progress::Open | Progress::Terminated => works[step].ready.map(since),
                };
                built.lag = held.map_or(0, |held| begins.saturating_sub(held));
                built.reaction = ready.map_or(0, |ready| begins.saturating_sub(ready).max(0));
                built.span = ends.saturating_sub(begins);
            }
            built
        };
        let steps = DenseMap::from_vec(schedule.steps().map(built).collect());
        let mut by_end: Vec<_> = schedule.steps().rev().collect();
        by_end.retain(|step| forecast.expects(*step));
        // Stable, so that of equal ends the last step in topological order stays first.
        by_end.sort_by_key(|step| std::cmp::Reverse(forecast.ends[*step]));
        Self { forecast, steps, by_end }
    }

    /// Whether the step can be imagined on time.
    pub(super) fn is_fixed(&self, step: StepIx) -> bool {
        self.steps[step].is_fixed
    }

    /// By how much the run would end earlier, had these steps been on time; negative if later. Time
    /// `O(moved * log moved)` with the prerequisites of the steps that move.
    pub(super) fn cost(&self, on_time: &BTreeSet<StepIx>) -> Nanoseconds {
        let ends = &self.forecast.ends;
        let mut moved: BTreeMap<StepIx, Nanoseconds> = BTreeMap::new();
        let mut to_visit = on_time.clone();
        while let Some(step) = to_visit.pop_first() {
            let end = |it: StepIx| moved.get(&it).copied().unwrap_or(ends[it]);
            let end = self.end(step, on_time.contains(&step), end);
            if end != ends[step] {
                moved.insert(step, end);
                to_visit.extend(self.forecast.schedule.successors(step));
            }
        }
        let unmoved = self.by_end.iter().find(|step| !moved.contains_key(step));
        let last = unmoved.map(|step| ends[*step]);
        let last = moved.values().copied().filter(|end| is_expected(*end)).chain(last).max();
        match (self.by_end.first(), last) {
            (Some(first), Some(last)) => ends[*first].saturating_sub(last),
            (None, _) | (_, None) => 0,
        }
    }

    /// The end of a step, given those of its prerequisites.
    fn end(
        &self,
        step: StepIx,
        is_on_time: bool,
        end: impl Fn(StepIx) -> Nanoseconds,
    ) -> Nanoseconds {
        let Forecast { schedule, begins, ends, .. } = self.forecast;
        let built = self.steps[step];
        if built.is_fixed {
            return ends[step];
        }
        let held = held_until(schedule, built.free_from, step, end);
        let lag = if is_on_time { built.lag.saturating_sub(built.reaction) } else { built.lag };
        let begins = held.map_or(begins[step], |held| held.saturating_add(lag));
        let planned = schedule.step(step).duration.map(nanoseconds);
        let takes = planned.filter(|_| is_on_time).unwrap_or(built.span);
        let end = begins.saturating_add(takes);
        self.forecast.dates().in_calendar(end)
    }

    /// The chain that made the end: each step was held last by the one before. Time that of the
    /// prerequisites on it.
    pub(super) fn path(&self) -> Vec<StepIx> {
        let last = self.by_end.first().copied();
        let mut path: Vec<_> = std::iter::successors(last, |step| self.held_by(*step)).collect();
        path.reverse();
        path
    }

    /// The prerequisite that ended when nothing else held the step any more; the smallest id if
    /// there are several. `None` if something else than a prerequisite held it last.
    fn held_by(&self, step: StepIx) -> Option<StepIx> {
        let Forecast { schedule, ends, .. } = self.forecast;
        let built = self.steps[step];
        let held = held_until(schedule, built.free_from, step, |it| ends[it])?;
        let mut before = schedule.prerequisites(step).iter().copied();
        before.find(|before| !built.is_fixed && ends[*before] == held)
    }
}

/// Until when something held a step: its prerequisites, its date, the rollback, its reopening.
fn held_until(
    schedule: &Schedule,
    free_from: Option<Nanoseconds>,
    step: StepIx,
    end: impl Fn(StepIx) -> Nanoseconds,
) -> Option<Nanoseconds> {
    let ends = schedule.prerequisites(step).iter().map(|before| end(*before));
    free_from.into_iter().chain(ends.filter(|end| is_expected(*end))).max()
}
