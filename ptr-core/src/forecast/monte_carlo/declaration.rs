//! Draws of a rollback that is declared at an open instant: when the last instant is at which
//! declaring it still meets a required end, in each draw.
//!
//! As in [`DecideBy`](crate::DecideBy) every end is the later of a fixed instant and of the
//! declaration plus a length of time; here both parts are drawn. So one draw answers for all
//! instants of the declaration at once.

use super::super::Forecast;
use super::super::abandoned::Abandoned;
use super::super::changes::{Change, Changes};
use super::super::passes::NEVER;
use super::draws::number;
use super::lanes::{LANES, Lanes};
use super::odds::rank;
use super::random::RandomStreams;
use super::simulation::Simulation;
use super::spread::{Spread, Triangle};
use crate::dense::{DenseMap, StepIx};
use crate::plan::Offset;
use crate::schedule::{Nanoseconds, Schedule};
use crate::state::Progress;

/// No part: an instant before all others.
const NONE: f64 = f64::NEG_INFINITY;

/// The steps, prepared for draws in which the rollback is declared at an open instant.
#[derive(Debug)]
pub(in crate::forecast) struct Declared<'f> {
    schedule: &'f Schedule,
    steps: DenseMap<StepIx, Activity>,
    abandoned: Abandoned,
}

/// A step, prepared for drawing.
#[derive(Debug, Clone, Copy)]
struct Activity {
    /// The earliest beginning: the later of an instant and of the declaration plus a time.
    fixed: f64,
    after: f64,
    /// The end is not before it.
    ends: f64,
    takes: f64,
    triangle: Triangle,
    /// The probability of an end before now, which is excluded.
    spent: f32,
    waits: bool,
}

impl<'f> Declared<'f> {
    /// Prepares the steps of a forecast; `length` is the time from the declaration to what is at an
    /// offset from it.
    pub(in crate::forecast) fn of(
        forecast: &'f Forecast,
        changes: &Changes,
        length: impl Fn(Offset) -> Nanoseconds,
        spread: impl Fn(StepIx) -> Spread,
    ) -> Self {
        let Forecast { schedule, progress, begins, ends, .. } = forecast;
        let dates = forecast.dates();
        let abandoned = changes.abandoned(forecast);
        let mut followers = schedule.followers().iter().peekable();
        let none = Activity {
            fixed: NONE,
            after: NONE,
            ends: NONE,
            takes: 0.0,
            triangle: Spread::NONE.triangle(),
            spent: 0.0,
            waits: false,
        };
        let activity = |step: StepIx| {
            let offset = followers.next_if(|(follower, _)| *follower == step).map(|it| it.1);
            let triangle = spread(step).triangle();
            let change = changes.of(step);
            let takes = number(match change {
                Some(Change::Lasts(time)) => time,
                Some(Change::Ends(_) | Change::Skipped) => 0,
                None => dates.takes(step),
            });
            let least = match change {
                Some(Change::Ends(ends)) => number(ends),
                Some(Change::Lasts(_) | Change::Skipped) | None => NONE,
            };
            match progress[step] {
                Progress::Terminated if ends[step] == NEVER => {
                    Activity { ends: f64::INFINITY, ..none }
                }
                Progress::Terminated => Activity { ends: number(ends[step]), ..none },
                Progress::None if abandoned.has(step) => none,
                _ if change == Some(Change::Skipped) => Activity { ends: 0.0, ..none },
                Progress::Open => {
                    #[expect(clippy::cast_possible_truncation, reason = "seven digits do")]
                    let spent =
                        if takes > 0.0 { (-number(begins[step]) / takes) as f32 } else { 0.0 };
                    let spent = triangle.probability(spent);
                    let (fixed, blocked_until) =
                        (number(begins[step]), number(dates.blocked_until(step)));
                    Activity {
                        fixed,
                        after: NONE,
                        ends: if least == NONE { blocked_until } else { least.max(0.0) },
                        takes,
                        triangle,
                        spent,
                        ..none
                    }
                }
                Progress::None => {
                    let late = changes.late(step);
                    let (fixed, after) = match offset {
                        Some(offset) => {
                            let after = length(offset).max(0).saturating_add(late).max(0);
                            (dates.blocked_until(step), after)
                        }
                        None => (dates.begins(step, late), 0),
                    };
                    let (fixed, after) = (number(fixed), number(after));
                    Activity { fixed, after, ends: least, takes, triangle, waits: true, ..none }
                }
            }
        };
        let steps = DenseMap::from_vec(schedule.steps().map(activity).collect());
        Self { schedule, steps, abandoned: abandoned.clone() }
    }

    /// The last instant at which declaring meets the required end in this share of the draws, from
    /// the instant of the forecast on.
    pub(in crate::forecast) fn latest(
        &self,
        simulation: &Simulation,
        required: Nanoseconds,
        share: f64,
    ) -> Option<Nanoseconds> {
        let mut latest: Vec<f64> = Vec::new();
        let nowhere = [Lanes([NONE; LANES]); 2];
        let mut ends: DenseMap<StepIx, _> = DenseMap::filled(nowhere, self.schedule.len());
        for draws in simulation.each_batch() {
            let mut random = RandomStreams::of(simulation.seeded(), draws.start);
            let mut over = nowhere;
            for (step, activity) in self.steps.iter() {
                let end = self.end(step, *activity, &ends, &mut random);
                if self.abandoned.has(step) {
                    let until = self.abandoned.until(step, |it| ends[it], later, sooner);
                    ends[step] = until.unwrap_or(nowhere);
                    continue;
                }
                if self.schedule.is_contingency(step) {
                    let [fixed, after] = &mut over;
                    fixed.raise_to(end[0]);
                    after.raise_to(end[1]);
                }
                ends[step] = end;
            }
            let [fixed, after] = over;
            let required = number(required);
            let safe = |lane: usize| {
                let is_met = fixed.0[lane] <= required;
                // Without a part that follows the declaration, any instant will do.
                let last = if after.0[lane] == NONE { required } else { required - after.0[lane] };
                if is_met { last } else { NONE }
            };
            latest.extend(draws.zip(0..LANES).map(|(_, lane)| safe(lane)));
        }
        // In this share of the draws the last instant is not before the one that is returned.
        latest.sort_unstable_by(|one, other| other.total_cmp(one));
        let last = latest.get(rank(share, latest.len())?).copied().filter(|last| *last >= 0.0)?;
        #[expect(clippy::cast_possible_truncation, reason = "not after the required end")]
        Some(last.round() as Nanoseconds)
    }

    /// Both parts of the end of a step, in each draw of a batch.
    fn end(
        &self,
        step: StepIx,
        activity: Activity,
        ends: &DenseMap<StepIx, [Lanes<f64>; 2]>,
        random: &mut RandomStreams,
    ) -> [Lanes<f64>; 2] {
        let mut fixed = Lanes([activity.fixed; LANES]);
        let mut after = Lanes([activity.after; LANES]);
        if activity.waits {
            for before in self.schedule.prerequisites(step) {
                let [of_fixed, of_after] = ends[*before];
                fixed.raise_to(of_fixed);
                after.raise_to(of_after);
            }
        }
        // A step gets the same random numbers as in a simulation.
        let random = random.next();
        for lane in 0..LANES {
            let random = activity.spent + random.0[lane] * (1.0 - activity.spent);
            let takes = activity.takes * f64::from(activity.triangle.share(random));
            fixed.0[lane] = (fixed.0[lane] + takes).max(activity.ends);
            after.0[lane] += takes;
        }
        // What is under way ends at the declaration at the earliest.
        if !activity.waits && activity.fixed > NONE {
            after = Lanes([0.0; LANES]);
        }
        [fixed, after]
    }
}

/// Both parts of the later of two ends.
fn later(mut one: [Lanes<f64>; 2], other: [Lanes<f64>; 2]) -> [Lanes<f64>; 2] {
    one.iter_mut().zip(other).for_each(|(one, other)| one.raise_to(other));
    one
}

/// Both parts of the end that is the sooner for a declaration at the instant of the forecast.
fn sooner(one: [Lanes<f64>; 2], other: [Lanes<f64>; 2]) -> [Lanes<f64>; 2] {
    let mut sooner = one;
    for lane in 0..LANES {
        let now = |end: [Lanes<f64>; 2]| end[0].0[lane].max(end[1].0[lane]);
        if now(other) < now(one) {
            (sooner[0].0[lane], sooner[1].0[lane]) = (other[0].0[lane], other[1].0[lane]);
        }
    }
    sooner
}
