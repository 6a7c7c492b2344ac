//! The options of a simulation, and its distribution over threads.
//!
//! The method is that of Van Slyke (1963): the duration of every step is drawn from its spread, the
//! passes of the critical path method give the end of the run, and many draws give its
//! distribution.

use std::collections::BTreeMap;
use std::num::NonZero;
use std::ops::{ControlFlow, Range};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::thread::{Builder, ScopedJoinHandle, scope};

#[cfg(feature = "serde")]
use serde::{Deserialize, Serialize};

use super::super::Forecast;
use super::draws::Remaining;
use super::lanes::LANES;
use super::odds::Odds;
use super::spread::Spread;
use crate::dense::StepIx;

/// The options of a simulation. See [`Forecast::simulate`].
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
/// // The run and its phase consist of this one step, which is critical in every draw.
/// assert_eq!((odds.draws(), odds.criticality(only)), (480, 1.0));
/// assert_eq!(simulation.number_of_draws(), 480);
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

/// Options that would need hours, or more memory than there is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(Serialize, Deserialize))]
#[cfg_attr(feature = "serde", serde(tag = "code", rename_all = "kebab-case", deny_unknown_fields))]
#[non_exhaustive]
pub enum InvalidSimulation {
    /// More draws than [`Simulation::MOST_DRAWS`].
    Draws {
        /// The number of draws.
        found: u32,
    },
    /// More threads than [`Simulation::MOST_THREADS`].
    Threads {
        /// The number of threads.
        found: u32,
    },
    /// More instants to keep than [`Simulation::MOST_INSTANTS`].
    Instants {
        /// The number of instants.
        found: u64,
    },
}

impl std::error::Error for InvalidSimulation {}

impl Default for Simulation {
    /// A thousand draws with seed 0 on the calling thread, every step with the
    /// [default](Spread::default) spread.
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
    /// Simulates the remaining steps: draws the duration of each from its spread, many times. The
    /// duration of a step under way is drawn from what remains of its spread, since it has not
    /// ended by now. Time `O((steps + prerequisites) * draws)`, divided by nearly the number of
    /// threads. Space about 280 bytes for each step and thread, and
    /// `O((phases + watched) * draws)`.
    ///
    /// # Errors
    /// [`InvalidSimulation`] if the number of draws, threads or instants exceeds its limit.
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
    /// // The run is on time in hardly any draw, though each step mostly is.
    /// assert!(odds.end().probability(ten + TimeDelta::minutes(110)).ok_or("none")? < 0.05);
    /// // A promise should be an instant that four of five draws meet.
    /// let promise = odds.end().quantile(0.8).ok_or("none")?;
    /// assert!(promise > ten + TimeDelta::minutes(150));
    ///
    /// // Informing people is critical in some draws, which the critical path alone does not show.
    /// let told = run.schedule().find("CO3").ok_or("not in FDR1")?;
    /// assert!((0.1..0.4).contains(&odds.criticality(told)));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn simulate(&self, simulation: &Simulation) -> Result<Odds, InvalidSimulation> {
        simulation.check(self.schedule.plan().phases().len())?;
        Ok(simulation.draw(self, &|_| true))
    }

    /// [`simulate`](Self::simulate), for callers that show how far it is, or end it early: `go_on`
    /// is told the number of draws made so far, after each few of them and on each thread. `None`
    /// if it has broken off.
    ///
    /// # Errors
    /// As `simulate`.
    ///
    /// # Examples
    /// ```
    /// use std::ops::ControlFlow;
    ///
    /// use chrono::{DateTime, Utc};
    /// use ptr_core::{Moment, Plan, Run, Simulation, Step};
    ///
    /// let ten: DateTime<Utc> = "2026-03-28T22:00:00Z".parse()?;
    /// let step = Step::new("CO1", "CO")?.in_dry_runs(["FDR1"])?.starting(Moment::Instant(ten));
    /// let run = Run::new(Plan::from_steps([step])?.schedule("FDR1")?, []);
    /// let (forecast, simulation) = (run.view(ten).forecast(), Simulation::default());
    ///
    /// let whole = forecast.simulate_while(&simulation, |_| ControlFlow::Continue(()))?;
    /// let whole = whole.ok_or("broken off")?;
    /// assert_eq!(whole.end(), forecast.simulate(&simulation)?.end());
    ///
    /// let half = |draws| match draws {
    ///     ..500 => ControlFlow::Continue(()),
    ///     _ => ControlFlow::Break(()),
    /// };
    /// assert!(forecast.simulate_while(&simulation, half)?.is_none());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn simulate_while(
        &self,
        simulation: &Simulation,
        go_on: impl Fn(usize) -> ControlFlow<()> + Sync,
    ) -> Result<Option<Odds>, InvalidSimulation> {
        simulation.check(self.schedule.plan().phases().len())?;
        let (made, broken_off) = (AtomicUsize::new(0), AtomicBool::new(false));
        let odds = simulation.draw(self, &|draws| {
            let made = made.fetch_add(draws, Ordering::Relaxed) + draws;
            if go_on(made).is_break() {
                broken_off.store(true, Ordering::Relaxed);
            }
            !broken_off.load(Ordering::Relaxed)
        });
        Ok((!broken_off.into_inner()).then_some(odds))
    }
}

impl Simulation {
    /// The most draws: they give a probability to about one part in a thousand.
    pub const MOST_DRAWS: u32 = 1_000_000;

    /// The most threads.
    pub const MOST_THREADS: u32 = 1_024;

    /// The most instants that are kept, of eight bytes: one per draw for the run, for each phase
    /// and for each watched step.
    pub const MOST_INSTANTS: u64 = 100_000_000;

    pub(in crate::forecast) fn check(&self, phases: usize) -> Result<(), InvalidSimulation> {
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

    /// The number of draws, at most [`MOST_DRAWS`](Self::MOST_DRAWS). A thousand draws give a
    /// probability to about three percent, four thousand to half of that.
    #[must_use]
    pub fn draws(self, draws: u32) -> Self {
        Self { draws, ..self }
    }

    /// How many draws it makes.
    pub fn number_of_draws(&self) -> u32 {
        self.draws
    }

    /// The seed of the random numbers. With the same seed a step gets the same random numbers at
    /// each instant, so two simulations differ only by what happened in between.
    #[must_use]
    pub fn seed(self, seed: u64) -> Self {
        Self { seed, ..self }
    }

    /// The number of threads, at most [`MOST_THREADS`](Self::MOST_THREADS). The result does not
    /// depend on it.
    #[must_use]
    pub fn threads(self, threads: NonZero<u32>) -> Self {
        Self { threads, ..self }
    }

    /// The spread of all steps that have none of their own.
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

    /// Steps whose ends are collected too ([`Odds::end_of_step`]). Needs eight bytes for each step
    /// and draw.
    #[must_use]
    pub fn watching(mut self, steps: impl IntoIterator<Item = StepIx>) -> Self {
        self.watched.extend(steps);
        self
    }

    /// The spread of a step.
    pub(in crate::forecast) fn spread_of_step(&self, step: StepIx) -> Spread {
        self.spreads.get(&step).copied().unwrap_or(self.spread)
    }

    /// The seed.
    pub(super) fn seeded(&self) -> u64 {
        self.seed
    }

    /// The numbers of the draws, batch by batch.
    pub(super) fn each_batch(&self) -> impl Iterator<Item = Range<u64>> {
        let draws = u64::from(self.draws);
        (0..draws).step_by(LANES).map(move |first| first..(first + LANES as u64).min(draws))
    }

    fn draw(&self, forecast: &Forecast, go_on: &(dyn Fn(usize) -> bool + Sync)) -> Odds {
        let spread = |step| self.spread_of_step(step);
        let remaining = Remaining::of(forecast, spread, &self.watched);
        let threads = u64::from(self.threads.get()).clamp(1, self.batches().max(1));
        let draw = |thread| remaining.draw(self.seed, self.share(thread, threads), go_on);
        let tally = scope(|scope| {
            let spawn = |thread| Builder::new().spawn_scoped(scope, move || draw(thread)).ok();
            let others: Vec<_> = (1..threads).map(|thread| (thread, spawn(thread))).collect();
            let mut tally = draw(0);
            for (thread, other) in others {
                // If a thread could not be started, its draws are made on this one.
                let collected = other.map(ScopedJoinHandle::join).and_then(Result::ok);
                tally.add(collected.unwrap_or_else(|| draw(thread)));
            }
            tally
        });
        Odds::new(&forecast.schedule, forecast.at, &self.watched, tally)
    }

    /// The number of batches.
    fn batches(&self) -> u64 {
        u64::from(self.draws).div_ceil(LANES as u64)
    }

    /// The numbers of the draws of a thread; the threads' numbers of batches differ by at most one.
    fn share(&self, thread: u64, threads: u64) -> Range<u64> {
        let begin = |thread| self.batches() * thread / threads * LANES as u64;
        begin(thread)..begin(thread + 1).min(self.draws.into())
    }
}
