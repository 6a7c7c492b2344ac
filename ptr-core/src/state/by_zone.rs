//! One byte per step that gives its state for every position of the clock: the inner loop of every
//! evaluation.
//!
//! The clock is in one of three zones relative to a step's start: beyond the lock horizon, within
//! it, or after the start. A [`StateByZone`] stores the state within the horizon; the other two
//! follow from it without a branch:
//!
//! | stored | beyond | within | started |
//! |---|---|---|---|
//! | Locked | Planned | Locked | Overdue |
//! | Idle | Idle | Idle | Ready |
//! | Open, Terminated, Planned | the same | the same | the same |
//!
//! An instant has two cuts in the order of starts. A pass in topological order compares the bucket
//! of each step, a byte too, with those of the cuts; the few steps in a bucket that contains a cut
//! are then corrected one by one. The main loop is simple, so the compiler vectorises it.

use super::table::{Progress, State, Zone, in_zone};
use crate::dense::{DenseMap, StepIx};
use crate::schedule::{Clock, Timeline};

/// The state of a step in each zone, stored as the code of the state within the horizon.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct StateByZone(u8);

impl StateByZone {
    pub(crate) fn of(progress: Progress, asleep: bool, met: bool) -> Self {
        Self(in_zone(progress, asleep, met, Zone::Within).code())
    }

    fn beyond(self) -> u8 {
        if self.0 == State::Locked.code() { State::Planned.code() } else { self.0 }
    }

    fn within(self) -> u8 {
        self.0
    }

    /// The codes of Overdue and Ready are those of Locked and Idle with the lowest bit set.
    fn started(self) -> u8 {
        self.0 | u8::from(self.0 < State::Open.code())
    }

    /// The code of the state of a step at a position in the order of starts. Position and cuts are
    /// both counted in steps or both in buckets.
    pub(crate) fn code<P: Copy + PartialOrd>(self, place: P, reached: P, within: P) -> u8 {
        let unreached = if place < within { self.within() } else { self.beyond() };
        if place < reached { self.started() } else { unreached }
    }
}

/// Writes the codes of all steps in topological order, up to the end of the buffer.
pub(crate) fn write_codes(
    by_zone: &DenseMap<StepIx, StateByZone>,
    timeline: &Timeline,
    clock: Clock,
    codes: &mut [u8],
) {
    let (reached, started) = timeline.whole_buckets(clock.reached);
    let (within, near) = timeline.whole_buckets(clock.within);
    let with_buckets = by_zone.as_slice().iter().zip(timeline.buckets());
    for (code, (state, bucket)) in codes.iter_mut().zip(with_buckets) {
        *code = state.code(*bucket, reached, within);
    }
    for place in started.chain(near) {
        let step = timeline.by_start()[place];
        if let Some(code) = codes.get_mut(step.position()) {
            *code = by_zone[step].code(place, clock.reached, clock.within);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::{DateTime, TimeDelta};

    const ZONES: [Zone; 3] = [Zone::Started, Zone::Within, Zone::Beyond];

    /// Every combination, with the codes that the table gives in the three zones.
    fn every_row() -> Vec<(StateByZone, [u8; 3])> {
        let all = [Progress::None, Progress::Open, Progress::Terminated];
        let cases = all.into_iter().flat_map(|progress| {
            [false, true].map(|asleep| [false, true].map(|met| (progress, asleep, met)))
        });
        let row_and_codes = |(progress, asleep, met)| {
            let codes = ZONES.map(|zone| in_zone(progress, asleep, met, zone).code());
            (StateByZone::of(progress, asleep, met), codes)
        };
        cases.flatten().map(row_and_codes).collect()
    }

    #[test]
    fn a_row_says_what_the_table_says_in_every_zone() {
        for (row, codes) in every_row() {
            assert_eq!([0, 1, 2].map(|place| row.code(place, 1, 2)), codes);
        }
    }

    /// Steps with successive starts, but not in topological order; the last ones have no start.
    fn timeline(steps: usize) -> Timeline {
        let start = |step: usize| {
            let minute = i64::try_from(step * 7 % steps).expect("a small number");
            (step < steps - 3).then(|| DateTime::UNIX_EPOCH + TimeDelta::minutes(minute))
        };
        Timeline::new(&DenseMap::from_vec((0..steps).map(start).collect()))
    }

    #[test]
    fn the_pass_gives_the_states_of_the_table_for_every_cut_and_buffer_length() {
        let kinds = every_row();
        for steps in [4, 11, 250, 300, 1201] {
            let timeline = timeline(steps);
            let kind = |step: usize| kinds[step * 5 % kinds.len()];
            let rows = DenseMap::from_vec((0..steps).map(|step| kind(step).0).collect());
            for reached in (0..=steps).step_by(1 + steps / 40) {
                for within in (reached..=steps).step_by(1 + steps / 40) {
                    let clock = Clock { reached, within };
                    let expected = |place: usize, step: usize| {
                        kind(step).1[usize::from(place >= reached) + usize::from(place >= within)]
                    };
                    let length = (reached + 2 * within) % (steps + 3);
                    let filled = length.min(steps);
                    let mut codes = vec![9; length];
                    write_codes(&rows, &timeline, clock, &mut codes);
                    for (place, step) in timeline.by_start().iter().enumerate() {
                        let step = step.position();
                        assert_eq!(
                            codes.get(step),
                            (step < filled).then(|| expected(place, step)).as_ref()
                        );
                    }
                    assert!(codes[filled..].iter().all(|code| *code == 9), "untouched");
                }
            }
        }
    }
}
