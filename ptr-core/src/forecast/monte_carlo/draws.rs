//! Draws of the remaining steps: the passes of the critical path method over sixteen draws side by
//! side, in vector instructions.
//!
//! Instants are nanoseconds since the instant of the forecast, as floating-point numbers: exact up
//! to 104 days, rounded to a few nanoseconds beyond. The beginning of a step is a copy of an end or
//! of a planned start, never the result of arithmetic, so criticality can be decided by equality.

#![expect(clippy::inline_always, reason = "compiled for several kinds of processor")]

use std::ops::Range;

use fearless_simd::{Level, dispatch};

use super::super::Forecast;
use super::super::abandoned::Abandoned;
use super::lanes::{LANES, Lanes};
use super::random::RandomStreams;
use super::spread::{Spread, Triangle};
use crate::dense::{DenseMap, StepIx};
use crate::schedule::Schedule;
use crate::state::Progress;

/// The value of an instant that is not expected.
pub(super) const NOT_EXPECTED: f64 = f64::NEG_INFINITY;

/// The remaining steps, prepared for drawing.
#[derive(Debug)]
pub(super) struct Remaining<'f> {
    schedule: &'f Schedule,
    /// All steps of the schedule, the terminated ones included, so that a step gets the same random
    /// numbers at each instant.
    activities: DenseMap<StepIx, Activity>,
    phases: usize,
    abandoned: &'f Abandoned,
    /// The steps whose ends are collected.
    watched: &'f [StepIx],
}

/// A step, prepared for drawing.
#[derive(Debug, Clone, Copy)]
struct Activity {
    /// The earliest beginning.
    begins: f64,
    /// The earliest end.
    ends: f64,
    takes: f64,
    triangle: Triangle,
    /// The probability that a step under way would have ended before now; the part of its
    /// distribution that is excluded.
    spent: f32,
    phase: u32,
    /// Whether it begins after its prerequisites. False if it has begun, or never will.
    waits: bool,
    /// Whether it is terminated or not expected, so that no draw changes it.
    settled: bool,
    /// Whether it is abandoned.
    abandoned: bool,
}

/// The results of some draws.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Tally {
    /// The end of the run in each draw.
    pub(super) ends: Vec<f64>,
    /// The end of each phase in each draw; [`NOT_EXPECTED`] if none of its steps has an expected
    /// end.
    pub(super) phases: Vec<Vec<f64>>,
    /// The end of each watched step in each draw.
    pub(super) watched: Vec<Vec<f64>>,
    /// The number of draws in which each step was critical.
    pub(super) critical: DenseMap<StepIx, u32>,
}

impl Tally {
    /// Appends the results of other draws.
    pub(super) fn add(&mut self, more: Self) {
        self.ends.extend(more.ends);
        for (collected, more) in self.phases.iter_mut().zip(more.phases) {
            collected.extend(more);
        }
        for (collected, more) in self.watched.iter_mut().zip(more.watched) {
            collected.extend(more);
        }
        for (step, draws) in more.critical {
            self.critical[step] += draws;
        }
    }
}

impl<'f> Remaining<'f> {
    /// Prepares the remaining steps of a forecast, with the spread of each step.
    pub(super) fn of(
        forecast: &'f Forecast,
        spread: impl Fn(StepIx) -> Spread,
        watched: &'f [StepIx],
    ) -> Self {
        let schedule = &forecast.schedule;
        let dates = forecast.dates();
        let activity = |step| {
            let (begins, ends) = (forecast.begins[step], forecast.ends[step]);
            let takes = number(schedule.timing().durations[step]);
            let triangle = spread(step).triangle();
            let phase = schedule.phase_place(step);
            let settled = Activity {
                begins: number(begins),
                ends: number(ends),
                takes: 0.0,
                triangle: Spread::NONE.triangle(),
                spent: 0.0,
                phase,
                waits: false,
                settled: true,
                abandoned: forecast.abandoned.has(step),
            };
            match forecast.progress[step] {
                _ if !forecast.expects(step) => {
                    Activity { begins: NOT_EXPECTED, ends: NOT_EXPECTED, ..settled }
                }
                Progress::Terminated => settled,
                Progress::Open => {
                    let is_timed = takes > 0.0;
                    #[expect(clippy::cast_possible_truncation, reason = "seven digits do")]
                    let spent = if is_timed { (-number(begins) / takes) as f32 } else { 0.0 };
                    let spent = triangle.probability(spent);
                    let ends = number(dates.blocked_until(step));
                    Activity { ends, takes, triangle, spent, settled: false, ..settled }
                }
                Progress::None => Activity {
                    begins: number(dates.begins(step, 0)),
                    ends: 0.0,
                    takes,
                    triangle,
                    waits: true,
                    settled: false,
                    ..settled
                },
            }
        };
        let activities = DenseMap::from_vec(schedule.steps().map(activity).collect());
        let (phases, abandoned) = (schedule.plan().phases().len(), &forecast.abandoned);
        Self { schedule, activities, phases, abandoned, watched }
    }

    /// Makes the draws with these numbers, batch by batch, until one is not followed by another:
    /// `go_on` is told how many draws each has made. Time `O((steps + prerequisites) * draws)`, space
    /// `O(steps + draws)`.
    pub(super) fn draw(
        &self,
        seed: u64,
        draws: Range<u64>,
        go_on: &(impl Fn(usize) -> bool + ?Sized),
    ) -> Tally {
        let mut table = Table::new(self);
        let mut tally = Tally {
            ends: Vec::new(),
            phases: vec![Vec::new(); self.phases],
            watched: vec![Vec::new(); self.watched.len()],
            critical: DenseMap::filled(0, self.schedule.len()),
        };
        let level = Level::new();
        let mut first = draws.start;
        while first < draws.end {
            let count = usize::try_from(draws.end - first).map_or(LANES, |it| it.min(LANES));
            let random = RandomStreams::of(seed, first);
            dispatch!(level, _simd => table.draw(random, count));
            table.collect_into(count, &mut tally);
            if !go_on(count) {
                break;
            }
            first += LANES as u64;
        }
        tally
    }
}

/// The working arrays of one batch of draws.
struct Table<'c> {
    remaining: &'c Remaining<'c>,
    begins: DenseMap<StepIx, Lanes<f64>>,
    ends: DenseMap<StepIx, Lanes<f64>>,
    /// 1 if the step is critical.
    critical: DenseMap<StepIx, Lanes<u8>>,
    phases: Vec<Lanes<f64>>,
    last: Lanes<f64>,
}

impl<'c> Table<'c> {
    fn new(remaining: &'c Remaining<'c>) -> Self {
        let (steps, nowhere) = (remaining.schedule.len(), Lanes([NOT_EXPECTED; LANES]));
        Self {
            remaining,
            begins: DenseMap::filled(nowhere, steps),
            ends: DenseMap::filled(nowhere, steps),
            critical: DenseMap::filled(Lanes([0; LANES]), steps),
            phases: vec![nowhere; remaining.phases],
            last: nowhere,
        }
    }

    /// Makes one batch of draws, of which the first `count` are used.
    #[inline(always)]
    fn draw(&mut self, random: RandomStreams, count: usize) {
        self.go_forward(random);
        // NaN equals no instant, so no step is critical in an unused draw.
        self.last.0[count..].fill(f64::NAN);
        self.go_backward();
    }

    /// The forward pass: beginning and end of each step, and the latest end.
    #[inline(always)]
    fn go_forward(&mut self, mut random: RandomStreams) {
        self.last.0.fill(NOT_EXPECTED);
        self.phases.fill(self.last);
        let mut last = self.last;
        for (step, activity) in self.remaining.activities.iter() {
            let activity = *activity;
            let mut begins = Lanes([activity.begins; LANES]);
            if activity.waits {
                for before in self.remaining.schedule.prerequisites(step) {
                    begins.raise_to(self.ends[*before]);
                }
            }
            let random = random.next();
            if activity.abandoned {
                self.ends[step] = self.until(step);
                continue;
            }
            let mut ends = Lanes([activity.ends; LANES]);
            for lane in 0..LANES {
                let random = activity.spent + random.0[lane] * (1.0 - activity.spent);
                let takes = activity.takes * f64::from(activity.triangle.share(random));
                let end = begins.0[lane] + takes;
                ends.0[lane] = if end > activity.ends { end } else { activity.ends };
            }
            last.raise_to(ends);
            self.phases[activity.phase as usize].raise_to(ends);
            self.begins[step] = begins;
            self.ends[step] = ends;
        }
        self.last = last;
    }

    /// Until when an abandoned step holds those after it.
    fn until(&self, step: StepIx) -> Lanes<f64> {
        let later = |mut one: Lanes<f64>, other| {
            one.raise_to(other);
            one
        };
        let sooner = |mut one: Lanes<f64>, other| {
            one.lower_to(other);
            one
        };
        let until = self.remaining.abandoned.until(step, |it| self.ends[it], later, sooner);
        until.unwrap_or(Lanes([NOT_EXPECTED; LANES]))
    }

    /// The backward pass: a step is critical if its end is the latest, or the beginning of a
    /// critical successor.
    #[inline(always)]
    fn go_backward(&mut self) {
        let last = self.last;
        for (ends, critical) in self.ends.as_slice().iter().zip(self.critical.as_mut_slice()) {
            *critical = last.equals(*ends);
        }
        for step in self.remaining.schedule.steps().rev() {
            if self.remaining.activities[step].abandoned {
                self.pass_on(step);
            }
            if self.remaining.activities[step].waits {
                let (begins, critical) = (self.begins[step], self.critical[step]);
                for before in self.remaining.schedule.prerequisites(step) {
                    let holds = begins.equals(self.ends[*before]);
                    let mut before_is = self.critical[*before];
                    for lane in 0..LANES {
                        before_is.0[lane] |= critical.0[lane] & holds.0[lane];
                    }
                    self.critical[*before] = before_is;
                }
            }
        }
    }

    /// The decision that puts a step aside is critical if what waits for that is.
    fn pass_on(&mut self, step: StepIx) {
        for decision in self.remaining.abandoned.decisions(step) {
            let holds = self.ends[step].equals(self.ends[decision]);
            for lane in 0..LANES {
                let critical = self.critical[step].0[lane] & holds.0[lane];
                self.critical[decision].0[lane] |= critical;
            }
        }
    }

    /// Appends the results of the first `count` draws.
    fn collect_into(&self, count: usize, tally: &mut Tally) {
        tally.ends.extend(&self.last.0[..count]);
        for (collected, ends) in tally.phases.iter_mut().zip(&self.phases) {
            collected.extend(&ends.0[..count]);
        }
        for (collected, step) in tally.watched.iter_mut().zip(self.remaining.watched) {
            let is_expected = !self.remaining.activities[*step].abandoned;
            let ends = self.ends[*step].0.into_iter().take(count);
            collected.extend(ends.map(|end| if is_expected { end } else { NOT_EXPECTED }));
        }
        for (step, activity) in self.remaining.activities.iter() {
            if !activity.settled {
                let draws = self.critical[step].0.iter().map(|one| u32::from(*one));
                tally.critical[step] += draws.sum::<u32>();
            }
        }
    }
}

/// The number as a float, rounded to 53 bits.
#[expect(clippy::cast_precision_loss, reason = "exact for 104 days, near enough beyond")]
pub(super) fn number(nanoseconds: i64) -> f64 {
    nanoseconds as f64
}
