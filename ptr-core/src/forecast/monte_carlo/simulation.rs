//! How often, with which random and on how many threads the rest of a run is drawn.
//!
//! The method is that of Van Slyke (1963): every step takes a time drawn from its spread, the
//! passes of the critical path say when all is over, and over many draws instants become
//! chances.

use std::collections::BTreeMap;
use std::num::NonZero;
use std::ops::Range;
use std::thread::{Builder, ScopedJoinHandle, scope};

#[cfg(feature = "serde")]
use serde::{Deserialize, Serialize};

use super::super::Forecast;
use super::draws::Remaining;
use super::lanes::LANES;
use super::odds::Odds;
use super::spread::Spread;
use crate::dense::StepIx;

/// How the rest of a run is to be drawn. See [`Forecast::simulate`].
///
/// ```
/// use std::num::NonZero;
///
/// use chrono::{DateTime, TimeDelta, Utc};
/// use ptr_core::{InvalidSimulation, Moment, Plan, Run, Simulation, Spread, Step};
///
/// let ten: DateTime<Utc> = "2026-03-28T22:00:00Z".parse()?;
/// let step = Step::new("CO1", "CO")?.in_dry_runs(["FDR1"])?.starting(Moment::Instant(ten));
/// let plan = Plan::from_steps([step.lasting(TimeDelta::hours(1))])?;
/// let run = Run::new(plan.schedule("FDR1")?, []);
/// let forecast = run.view(ten).forecast();
///
/// let only = run.schedule().find("CO1").ok_or("not in FDR1")?;
/// let simulation = Simulation::default()
///     .draws(480)
///     .seed(7)
///     .threads(NonZero::new(2).ok_or("none")?)
///     .spread(Spread::NONE)
///     .spread_of(only, Spread::new(0.5, 1.0, 2.0)?)
///     .watching([only]);
/// let odds = forecast.simulate(&simulation)?;
/// // The whole is this one step, and so is its phase: it decides in every draw.
/// assert_eq!((odds.draws(), odds.criticality(only)), (480, 1.0));
/// assert_eq!(odds.end_of_step(only), Some(odds.end()));
/// assert_eq!(odds.end_of_phase(&"CO".parse()?), Some(odds.end()));
///
/// let endless = Simulation::default().draws(Simulation::MOST_DRAWS + 1);
/// let found = Simulation::MOST_DRAWS + 1;
/// assert_eq!(forecast.simulate(&endless).err(), Some(InvalidSimulation::Draws { found }));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Simulation {
    draws: u32,
    seed: u64,
    threads: NonZero<u32>,
    spread: Spread,
    spreads: BTreeMap<StepIx, Spread>,
    watched: Vec<StepIx>,
}

/// A simulation that would take hours, or more memory than there is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(Serialize, Deserialize))]
#[cfg_attr(feature = "serde", serde(tag = "code", rename_all = "kebab-case", deny_unknown_fields))]
#[non_exhaustive]
pub enum InvalidSimulation {
    /// More draws than [`Simulation::MOST_DRAWS`].
    Draws {
        /// How many were asked for.
        found: u32,
    },
    /// More threads than [`Simulation::MOST_THREADS`].
    Threads {
        /// How many were asked for.
        found: u32,
    },
    /// More instants to keep than [`Simulation::MOST_INSTANTS`].
    Instants {
        /// How many would be kept.
        found: u64,
    },
}

impl std::error::Error for InvalidSimulation {}

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

impl Forecast {
    /// Draws the rest of the run many times, each step taking a time drawn from its spread, and
    /// tells the chances. A step that is under way takes what is left of its spread: it has not
    /// ended by now. Time `O((steps + prerequisites) * draws)`, near to it divided by the
    /// threads; space some 280 bytes a step and thread, and `O((phases + watched) * draws)`.
    ///
    /// # Errors
    /// [`InvalidSimulation`] if more draws, threads or instants are asked for than there may be.
    ///
    /// # Examples
    /// ```
    /// use chrono::{DateTime, TimeDelta, Utc};
    /// use ptr_core::{Moment, Plan, Run, Simulation, Spread, Step};
    ///
    /// let ten: DateTime<Utc> = "2026-03-28T22:00:00Z".parse()?;
    /// let step = |id: &str, minutes| Ok::<_, ptr_core::InvalidCode>(Step::new(id, "CO")?
    ///     .in_dry_runs(["FDR1"])?
    ///     .starting(Moment::Instant(ten))
    ///     .lasting(TimeDelta::minutes(minutes)));
    /// let plan = Plan::from_steps([
    ///     step("CO1", 30)?,
    ///     step("CO2", 60)?.after(["CO1"])?,
    ///     step("CO3", 50)?.after(["CO1"])?,
    ///     step("CO4", 20)?.after(["CO2", "CO3"])?,
    /// ])?;
    /// let run = Run::new(plan.schedule("FDR1")?, []);
    /// let forecast = run.view(ten).forecast();
    ///
    /// let spread = Spread::new(0.9, 1.0, 2.0)?;
    /// let odds = forecast.simulate(&Simulation::default().draws(4_000).spread(spread))?;
    /// // On time in hardly any draw, though each step is on time mostly.
    /// assert!(odds.end().probability(ten + TimeDelta::minutes(110)).ok_or("none")? < 0.05);
    /// // What is promised should be what four draws of five keep.
    /// let promise = odds.end().quantile(0.8).ok_or("none")?;
    /// assert!(promise > ten + TimeDelta::minutes(150));
    ///
    /// // Telling somebody is critical in some draws, which the critical path alone hides.
    /// let told = run.schedule().find("CO3").ok_or("not in FDR1")?;
    /// assert!((0.1..0.4).contains(&odds.criticality(told)));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn simulate(&self, simulation: &Simulation) -> Result<Odds, InvalidSimulation> {
        simulation.check(self.schedule.plan().phases().len())?;
        Ok(simulation.draw(self))
    }
}

impl Simulation {
    /// How often the rest is drawn at most: enough to tell a chance to one part in a thousand.
    pub const MOST_DRAWS: u32 = 1_000_000;

    /// On how many threads it is drawn at most.
    pub const MOST_THREADS: u32 = 1_024;

    /// How many instants are kept at most, eight bytes each: one a draw for the whole, for each
    /// phase and for each watched step.
    pub const MOST_INSTANTS: u64 = 100_000_000;

    fn check(&self, phases: usize) -> Result<(), InvalidSimulation> {
        let kept = (1 + phases as u64).saturating_add(self.watched.len() as u64);
        let instants = kept.saturating_mul(self.draws.into());
        if self.draws > Self::MOST_DRAWS {
            return Err(InvalidSimulation::Draws { found: self.draws });
        }
        if self.threads.get() > Self::MOST_THREADS {
            return Err(InvalidSimulation::Threads { found: self.threads.get() });
        }
        if instants > Self::MOST_INSTANTS {
            return Err(InvalidSimulation::Instants { found: instants });
        }
        Ok(())
    }

    /// How often the rest is drawn, at most [`MOST_DRAWS`](Self::MOST_DRAWS) times. A thousand tell a chance to some three parts in a hundred;
    /// four times as many to half of that.
    #[must_use]
    pub fn draws(self, draws: u32) -> Self {
        Self { draws, ..self }
    }

    /// Which random the draws have: the same for the same seed. A step keeps its random from one
    /// instant to the next, so that what differs between two simulations is what happened.
    #[must_use]
    pub fn seed(self, seed: u64) -> Self {
        Self { seed, ..self }
    }

    /// On how many threads it is drawn, at most [`MOST_THREADS`](Self::MOST_THREADS); the result is the same on any number of them.
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

    fn draw(&self, forecast: &Forecast) -> Odds {
        let spread = |step| self.spreads.get(&step).copied().unwrap_or(self.spread);
        let remaining = Remaining::of(forecast, spread, &self.watched);
        let threads = u64::from(self.threads.get()).clamp(1, self.rounds().max(1));
        let draw = |thread| remaining.draw(self.seed, self.share(thread, threads));
        let tally = scope(|scope| {
            let spawn = |thread| Builder::new().spawn_scoped(scope, move || draw(thread)).ok();
            let others: Vec<_> = (1..threads).map(|thread| (thread, spawn(thread))).collect();
            let mut tally = draw(0);
            for (thread, other) in others {
                // What no thread could be had for is drawn on this one.
                let told = other.map(ScopedJoinHandle::join).and_then(Result::ok);
                tally.add(told.unwrap_or_else(|| draw(thread)));
            }
            tally
        });
        Odds::new(&forecast.schedule, forecast.at, &self.watched, tally)
    }

    /// How often draws go side by side.
    fn rounds(&self) -> u64 {
        u64::from(self.draws).div_ceil(LANES as u64)
    }

    /// Which draws a thread draws: as many rounds as the others, give or take one.
    fn share(&self, thread: u64, threads: u64) -> Range<u64> {
        let begin = |thread| self.rounds() * thread / threads * LANES as u64;
        begin(thread)..begin(thread + 1).min(self.draws.into())
    }
}
