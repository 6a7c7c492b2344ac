//! One byte a step from which its state follows wherever the clock stands: the inner loop of
//! every evaluation.
//!
//! Of a step's three states (beyond the lock horizon, within it, started) a [`Row`] keeps the
//! middle one; the others follow from it without a branch:
//!
//! | kept | beyond | within | started |
//! |---|---|---|---|
//! | Locked | Planned | Locked | Overdue |
//! | Idle | Idle | Idle | Ready |
//! | Open, Terminated, Planned | the same | the same | the same |
//!
//! Two passes use that. In the order of starts the clock cuts the steps into three runs, and
//! each run is a loop over bytes that costs little more than copying them. In topological order
//! the bucket of each step's start, a byte too, is compared with those of the two cuts; the few
//! steps whose bucket a cut goes through are then done one by one. The loops are plain ones,
//! which the compiler turns into vector instructions.

use crate::dense::{DenseMap, StepIx};
use crate::state::{self, Progress, State, Zone};
use crate::timeline::{Clock, Timeline};

/// What a step's state is in each zone of the clock: the code of its state within the horizon.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Row(u8);

impl Row {
    pub(crate) fn of(progress: Progress, asleep: bool, met: bool) -> Self {
        Self(state::in_zone(progress, asleep, met, Zone::Within).code())
    }

    fn beyond(self) -> u8 {
        if self.0 == State::Locked.code() { State::Planned.code() } else { self.0 }
    }

    fn within(self) -> u8 {
        self.0
    }

    /// Locked and Idle stand one before what becomes of them at the start.
    fn started(self) -> u8 {
        self.0 | u8::from(self.0 < State::Open.code())
    }

    /// The code of the state of a step with this row at this place in the order of starts, or
    /// in the order of whatever `place` and the cuts are counted in.
    pub(crate) fn code<P: Copy + PartialOrd>(self, place: P, reached: P, within: P) -> u8 {
        let unreached = if place < within { self.within() } else { self.beyond() };
        if place < reached { self.started() } else { unreached }
    }
}

/// The codes of all steps in topological order, as far as the buffer reaches.
pub(crate) fn write_codes(
    rows: &DenseMap<StepIx, Row>,
    timeline: &Timeline,
    clock: Clock,
    codes: &mut [u8],
) {
    let (reached, started) = timeline.whole_buckets(clock.reached);
    let (within, near) = timeline.whole_buckets(clock.within);
    let rows_and_buckets = rows.as_slice().iter().zip(timeline.buckets());
    for (code, (row, bucket)) in codes.iter_mut().zip(rows_and_buckets) {
        *code = row.code(*bucket, reached, within);
    }
    for place in started.chain(near) {
        let step = timeline.by_start()[place];
        if let Some(code) = codes.get_mut(step.position()) {
            *code = rows[step].code(place, clock.reached, clock.within);
        }
    }
}

/// The codes of steps in the order of their starts, as far as the buffer reaches.
pub(crate) fn write_codes_by_start(rows: &[Row], clock: Clock, codes: &mut [u8]) {
    let rows = &rows[..rows.len().min(codes.len())];
    let within = clock.within.min(rows.len());
    let reached = clock.reached.min(within);
    let (started, later) = rows.split_at(reached);
    let (near, far) = later.split_at(within - reached);
    let (of_started, codes) = codes.split_at_mut(started.len());
    let (of_near, of_far) = codes.split_at_mut(near.len());
    fill(of_started, started, Row::started);
    fill(of_near, near, Row::within);
    fill(of_far, far, Row::beyond);
}

fn fill(codes: &mut [u8], rows: &[Row], code: impl Fn(Row) -> u8) {
    for (byte, row) in codes.iter_mut().zip(rows) {
        *byte = code(*row);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::{DateTime, TimeDelta};

    const ZONES: [Zone; 3] = [Zone::Started, Zone::Within, Zone::Beyond];

    /// Every row there is, with the codes that the table gives it in the three zones.
    fn every_row() -> Vec<(Row, [u8; 3])> {
        let all = [Progress::None, Progress::Open, Progress::Terminated];
        let cases = all.into_iter().flat_map(|progress| {
            [false, true].map(|asleep| [false, true].map(|met| (progress, asleep, met)))
        });
        let row_and_codes = |(progress, asleep, met)| {
            let codes = ZONES.map(|zone| state::in_zone(progress, asleep, met, zone).code());
            (Row::of(progress, asleep, met), codes)
        };
        cases.flatten().map(row_and_codes).collect()
    }

    #[test]
    fn a_row_says_what_the_table_says_in_every_zone() {
        for (row, codes) in every_row() {
            assert_eq!([0, 1, 2].map(|place| row.code(place, 1, 2)), codes);
        }
    }

    /// Steps that start one after the other, but not in topological order; the last ones never.
    fn timeline(steps: usize) -> Timeline {
        let start = |step: usize| {
            let minute = i64::try_from(step * 7 % steps).expect("a small number");
            (step < steps - 3).then(|| DateTime::UNIX_EPOCH + TimeDelta::minutes(minute))
        };
        Timeline::new(&DenseMap::from_vec((0..steps).map(start).collect()))
    }

    #[test]
    fn both_passes_say_what_the_table_says_wherever_the_clock_cuts_and_the_buffer_ends() {
        let kinds = every_row();
        for steps in [4, 11, 250, 300, 1201] {
            let timeline = timeline(steps);
            let kind = |step: usize| kinds[step * 5 % kinds.len()];
            let rows = DenseMap::from_vec((0..steps).map(|step| kind(step).0).collect());
            let by_start: Vec<Row> = timeline.by_start().iter().map(|step| rows[*step]).collect();
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
                    for step in rows.keys().take(filled) {
                        let place = timeline.place(step);
                        assert_eq!(codes[step.position()], expected(place, step.position()));
                    }
                    assert!(codes[filled..].iter().all(|code| *code == 9), "untouched");

                    let mut codes = vec![9; length];
                    write_codes_by_start(&by_start, clock, &mut codes);
                    for (place, step) in timeline.by_start()[..filled].iter().enumerate() {
                        assert_eq!(codes[place], expected(place, step.position()));
                    }
                    assert!(codes[filled..].iter().all(|code| *code == 9), "untouched");
                }
            }
        }
    }
}
