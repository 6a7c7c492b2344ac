//! The rest of a run played many times, each time with other luck: the passes of the critical
//! path over sixteen plays abreast, which is what vector units are made for.
//!
//! Instants are nanoseconds from the instant asked about, as everywhere in a forecast, but as
//! floating-point numbers: whole nanoseconds up to 104 days away, a few of them beyond. An
//! instant at which a step begins is a copy of the one at which another ends, never a result, so
//! that what is critical is told by comparing for equality.

#![expect(clippy::inline_always, reason = "compiled for several kinds of processor")]

use std::ops::Range;

use fearless_simd::{Level, dispatch};

use super::super::Forecast;
use super::super::passes::{Dates, NEVER};
use super::lanes::{ABREAST, Abreast};
use super::random::Luck;
use super::spread::{Spread, Triangle};
use crate::dense::{DenseMap, StepIx};
use crate::schedule::Schedule;
use crate::state::Progress;

/// Where a play never is.
pub(super) const NOWHERE: f64 = f64::NEG_INFINITY;

/// What lies ahead, ready to be played.
#[derive(Debug)]
pub(super) struct Course<'f> {
    schedule: &'f Schedule,
    /// For every step of the schedule, so that a step keeps its luck when others are over.
    parts: DenseMap<StepIx, Part>,
    phases: usize,
    /// The steps of which each play is to be told.
    watched: &'f [StepIx],
}

/// A step as it is played.
#[derive(Debug, Clone, Copy)]
struct Part {
    /// It does not begin before.
    begins: f64,
    /// It does not end before.
    ends: f64,
    takes: f64,
    triangle: Triangle,
    /// How much of its luck is used up: the probability that it would have ended by now.
    spent: f32,
    phase: u32,
    /// Whether it begins after its prerequisites; else it has begun, or never will.
    waits: bool,
    /// Whether it is over, or not expected: then nothing depends on it.
    settled: bool,
}

/// What was seen of some plays.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Tally {
    /// When the whole ended, by play.
    pub(super) ends: Vec<f64>,
    /// When each phase ended, by play; [`NOWHERE`] if no step of it is expected.
    pub(super) phases: Vec<Vec<f64>>,
    /// When each watched step ended.
    pub(super) watched: Vec<Vec<f64>>,
    /// In how many plays each step was critical.
    pub(super) critical: DenseMap<StepIx, u32>,
}

impl Tally {
    /// Takes in what was seen of other plays.
    pub(super) fn add(&mut self, more: Self) {
        self.ends.extend(more.ends);
        for (told, more) in self.phases.iter_mut().zip(more.phases) {
            told.extend(more);
        }
        for (told, more) in self.watched.iter_mut().zip(more.watched) {
            told.extend(more);
        }
        for (step, plays) in more.critical {
            self.critical[step] += plays;
        }
    }
}

impl<'f> Course<'f> {
    /// The course of a forecast; `spread` is that of each step.
    pub(super) fn of(
        forecast: &'f Forecast,
        spread: impl Fn(StepIx) -> Spread,
        watched: &'f [StepIx],
    ) -> Self {
        let schedule = &forecast.schedule;
        let dates = Dates::of(schedule, forecast.at);
        let part = |step| {
            let (begins, ends) = (forecast.begins[step], forecast.ends[step]);
            let takes = number(schedule.timing().durations[step]);
            let triangle = spread(step).triangle();
            let phase = schedule.phase_place(step);
            let settled = Part {
                begins: number(begins),
                ends: number(ends),
                takes: 0.0,
                triangle: Spread::NONE.triangle(),
                spent: 0.0,
                phase,
                waits: false,
                settled: true,
            };
            match forecast.progress[step] {
                _ if ends == NEVER => Part { begins: NOWHERE, ends: NOWHERE, ..settled },
                Progress::Terminated => settled,
                Progress::Open => {
                    let is_timed = takes > 0.0;
                    #[expect(clippy::cast_possible_truncation, reason = "seven digits do")]
                    let spent = if is_timed { (-number(begins) / takes) as f32 } else { 0.0 };
                    let spent = triangle.probability(spent);
                    Part { ends: 0.0, takes, triangle, spent, settled: false, ..settled }
                }
                Progress::None => Part {
                    begins: number(dates.begins(step)),
                    ends: 0.0,
                    takes,
                    triangle,
                    waits: true,
                    settled: false,
                    ..settled
                },
            }
        };
        let parts = DenseMap::from_vec(schedule.steps().map(part).collect());
        Self { schedule, parts, phases: schedule.plan().phases().len(), watched }
    }

    /// Plays these draws. Time `O((steps + prerequisites) * plays)`, space `O(steps + plays)`.
    pub(super) fn play(&self, seed: u64, plays: Range<u64>) -> Tally {
        let mut table = Table::new(self);
        let mut tally = Tally {
            ends: Vec::new(),
            phases: vec![Vec::new(); self.phases],
            watched: vec![Vec::new(); self.watched.len()],
            critical: DenseMap::filled(0, self.schedule.len()),
        };
        let level = Level::new();
        let mut first = plays.start;
        while first < plays.end {
            let count = usize::try_from(plays.end - first).map_or(ABREAST, |it| it.min(ABREAST));
            let luck = Luck::of(seed, first);
            dispatch!(level, _simd => table.play(luck, count));
            table.tell(count, &mut tally);
            first += ABREAST as u64;
        }
        tally
    }
}

/// What is written down of plays while they go.
struct Table<'c> {
    course: &'c Course<'c>,
    begins: DenseMap<StepIx, Abreast<f64>>,
    ends: DenseMap<StepIx, Abreast<f64>>,
    /// 1 where a step is critical.
    critical: DenseMap<StepIx, Abreast<u8>>,
    phases: Vec<Abreast<f64>>,
    last: Abreast<f64>,
}

impl<'c> Table<'c> {
    fn new(course: &'c Course<'c>) -> Self {
        let (steps, nowhere) = (course.schedule.len(), Abreast([NOWHERE; ABREAST]));
        Self {
            course,
            begins: DenseMap::filled(nowhere, steps),
            ends: DenseMap::filled(nowhere, steps),
            critical: DenseMap::filled(Abreast([0; ABREAST]), steps),
            phases: vec![nowhere; course.phases],
            last: nowhere,
        }
    }

    /// One round: as many plays as go abreast, of which `count` are wanted.
    #[inline(always)]
    fn play(&mut self, luck: Luck, count: usize) {
        self.go_forward(luck);
        // In a play that is not wanted nothing is critical: no instant is equal to this one.
        self.last.0[count..].fill(f64::NAN);
        self.go_backward();
    }

    /// When each step begins and ends, and which is the last.
    #[inline(always)]
    fn go_forward(&mut self, mut luck: Luck) {
        self.last.0.fill(NOWHERE);
        self.phases.fill(self.last);
        let mut last = self.last;
        for (step, part) in self.course.parts.iter() {
            let part = *part;
            let mut begins = Abreast([part.begins; ABREAST]);
            if part.waits {
                for before in self.course.schedule.prerequisites(step) {
                    begins.raise_to(self.ends[*before]);
                }
            }
            let luck = luck.next();
            let mut ends = Abreast([part.ends; ABREAST]);
            for lane in 0..ABREAST {
                let luck = part.spent + luck.0[lane] * (1.0 - part.spent);
                let takes = part.takes * f64::from(part.triangle.share(luck));
                let end = begins.0[lane] + takes;
                ends.0[lane] = if end > part.ends { end } else { part.ends };
            }
            last.raise_to(ends);
            self.phases[part.phase as usize].raise_to(ends);
            self.begins[step] = begins;
            self.ends[step] = ends;
        }
        self.last = last;
    }

    /// Where each step is critical: it ends last, or one that is critical begins when it ends.
    #[inline(always)]
    fn go_backward(&mut self) {
        let last = self.last;
        for (ends, critical) in self.ends.as_slice().iter().zip(self.critical.as_mut_slice()) {
            *critical = last.equals(*ends);
        }
        for step in self.course.schedule.steps().rev() {
            if self.course.parts[step].waits {
                let (begins, critical) = (self.begins[step], self.critical[step]);
                for before in self.course.schedule.prerequisites(step) {
                    let holds = begins.equals(self.ends[*before]);
                    let mut before_is = self.critical[*before];
                    for lane in 0..ABREAST {
                        before_is.0[lane] |= critical.0[lane] & holds.0[lane];
                    }
                    self.critical[*before] = before_is;
                }
            }
        }
    }

    /// Adds what was seen in the plays that are wanted.
    fn tell(&self, count: usize, tally: &mut Tally) {
        tally.ends.extend(&self.last.0[..count]);
        for (told, ends) in tally.phases.iter_mut().zip(&self.phases) {
            told.extend(&ends.0[..count]);
        }
        for (told, step) in tally.watched.iter_mut().zip(self.course.watched) {
            told.extend(&self.ends[*step].0[..count]);
        }
        for (step, part) in self.course.parts.iter() {
            if !part.settled {
                let plays = self.critical[step].0.iter().map(|one| u32::from(*one));
                tally.critical[step] += plays.sum::<u32>();
            }
        }
    }
}

/// Nanoseconds, to 53 bits.
#[expect(clippy::cast_precision_loss, reason = "exact for 104 days, near enough beyond")]
fn number(nanoseconds: i64) -> f64 {
    nanoseconds as f64
}
