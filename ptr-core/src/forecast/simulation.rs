//! How often, with which luck and on how many threads the rest of a run is played.
//!
//! The method is that of Van Slyke (1963): every step takes a time drawn from its spread, the
//! passes of the critical path say when all is over, and over many plays instants become
//! chances.

use std::collections::BTreeMap;
use std::num::NonZero;
use std::ops::Range;
use std::thread::{Builder, ScopedJoinHandle, scope};

use super::Forecast;
use super::odds::Odds;
use super::plays::{ABREAST, Course};
use super::spread::Spread;
use crate::dense::StepIx;

/// How the rest of a run is to be played. See [`Forecast::simulate`].
#[derive(Debug, Clone, PartialEq)]
pub struct Simulation {
    draws: u32,
    seed: u64,
    threads: NonZero<u32>,
    spread: Spread,
    spreads: BTreeMap<StepIx, Spread>,
    watched: Vec<StepIx>,
}

impl Default for Simulation {
    /// A thousand draws with seed 0 on the thread of the caller, every step with the spread that
    /// is the [default](Spread::default).
    fn default() -> Self {
        Self {
            draws: 1_000,
            seed: 0,
            threads: NonZero::<u32>::MIN,
            spread: Spread::default(),
            spreads: BTreeMap::new(),
            watched: Vec::new(),
        }
    }
}

impl Simulation {
    /// How often the rest is played. A thousand tell a chance to some three parts in a hundred;
    /// four times as many to half of that.
    #[must_use]
    pub fn draws(self, draws: u32) -> Self {
        Self { draws, ..self }
    }

    /// Which luck the plays have: the same for the same seed. A step keeps its luck from one
    /// instant to the next, so that what differs between two simulations is what happened.
    #[must_use]
    pub fn seed(self, seed: u64) -> Self {
        Self { seed, ..self }
    }

    /// On how many threads it is played; the result is the same on any number of them.
    #[must_use]
    pub fn threads(self, threads: NonZero<u32>) -> Self {
        Self { threads, ..self }
    }

    /// The spread of all steps, but for those that have one of their own.
    #[must_use]
    pub fn spread(self, spread: Spread) -> Self {
        Self { spread, ..self }
    }

    /// The spread of one step.
    #[must_use]
    pub fn spread_of(mut self, step: StepIx, spread: Spread) -> Self {
        self.spreads.insert(step, spread);
        self
    }

    /// Steps whose ends are to be told too ([`Odds::end_of_step`]), at the price of the memory
    /// of one instant a step and draw.
    #[must_use]
    pub fn watching(mut self, steps: impl IntoIterator<Item = StepIx>) -> Self {
        self.watched.extend(steps);
        self
    }

    pub(super) fn play(&self, forecast: &Forecast) -> Odds {
        let spread = |step| self.spreads.get(&step).copied().unwrap_or(self.spread);
        let course = Course::of(forecast, spread, &self.watched);
        let threads = u64::from(self.threads.get()).clamp(1, self.rounds().max(1));
        let play = |thread| course.play(self.seed, self.share(thread, threads));
        let tally = scope(|scope| {
            let spawn = |thread| Builder::new().spawn_scoped(scope, move || play(thread)).ok();
            let others: Vec<_> = (1..threads).map(|thread| (thread, spawn(thread))).collect();
            let mut tally = play(0);
            for (thread, other) in others {
                // What no thread could be had for is played on this one.
                let told = other.map(ScopedJoinHandle::join).and_then(Result::ok);
                tally.add(told.unwrap_or_else(|| play(thread)));
            }
            tally
        });
        Odds::new(&forecast.schedule, forecast.at, &self.watched, tally)
    }

    /// How often plays go abreast.
    fn rounds(&self) -> u64 {
        u64::from(self.draws).div_ceil(ABREAST as u64)
    }

    /// Which draws a thread plays: as many rounds as the others, give or take one.
    fn share(&self, thread: u64, threads: u64) -> Range<u64> {
        let begin = |thread| self.rounds() * thread / threads * ABREAST as u64;
        begin(thread)..begin(thread + 1).min(self.draws.into())
    }
}
