//! The two passes of the critical path, over numbers alone.
//!
//! Instants are nanoseconds from the instant asked about. One pass goes forward in topological
//! order for the earliest instants, one backward for the latest.

use chrono::{DateTime, Utc};

use crate::dense::{DenseMap, StepIx};
use crate::schedule::{Nanoseconds, Schedule, Timing, nanoseconds};
use crate::state::Progress;
use crate::view::View;

/// After every instant that is expected.
pub(super) const NEVER: Nanoseconds = Nanoseconds::MAX;

/// The dates of a plan as they look at one instant.
#[derive(Clone, Copy)]
pub(super) struct Dates<'s> {
    timing: &'s Timing,
    /// The first of all starts.
    first: Nanoseconds,
    /// The end of the calendar.
    last: Nanoseconds,
}

impl<'s> Dates<'s> {
    pub(super) fn of(schedule: &'s Schedule, at: DateTime<Utc>) -> Self {
        let timing = schedule.timing();
        let first = nanoseconds(timing.first - at);
        Self { timing, first, last: nanoseconds(LAST - at).min(NEVER - 1) }
    }

    /// Before when a step that has not begun cannot begin, whatever it waits for.
    pub(super) fn begins(self, step: StepIx) -> Nanoseconds {
        self.timing.starts[step].saturating_add(self.first).max(0)
    }

    /// When a step ends that begins then; [`NEVER`] if that is after the calendar.
    pub(super) fn ends(self, step: StepIx, begins: Nanoseconds) -> Nanoseconds {
        self.in_calendar(begins.saturating_add(self.timing.durations[step]))
    }

    /// The instant, or [`NEVER`].
    pub(super) fn in_calendar(self, instant: Nanoseconds) -> Nanoseconds {
        if instant <= self.last { instant } else { NEVER }
    }
}

/// The pass forward: a step begins after whatever it waits for. Gives when each step begins and
/// ends.
pub(super) fn earliest(
    view: &View<'_>,
    progress: &DenseMap<StepIx, Progress>,
) -> (DenseMap<StepIx, Nanoseconds>, DenseMap<StepIx, Nanoseconds>) {
    let schedule = view.schedule();
    let dates = Dates::of(schedule, view.at());
    let since = |instant: DateTime<Utc>| nanoseconds(instant - view.at());
    let is_sleeping = view.rollback().is_none();
    let mut begins = Vec::with_capacity(schedule.len());
    let mut ends: Vec<Nanoseconds> = Vec::with_capacity(schedule.len());
    for step in schedule.steps() {
        let (begin, end) = match progress[step] {
            Progress::None if is_sleeping && schedule.is_contingency(step) => (NEVER, NEVER),
            Progress::None => {
                let before = schedule.prerequisites(step).iter();
                let before = before.map(|before| ends[before.position()]);
                let begin = before.fold(dates.begins(step), Ord::max);
                (begin, dates.ends(step, begin))
            }
            Progress::Open => {
                let begin = view.started(step).map_or(0, |it| since(it.at));
                (
                    begin,
                    dates.in_calendar(begin.saturating_add(dates.timing.durations[step]).max(0)),
                )
            }
            Progress::Terminated => {
                let ended = view.terminated(step).map_or(0, |it| since(it.at));
                let started = view.started(step).map(|it| since(it.at));
                let begin = started.map_or(ended, |started| started.min(ended));
                (begin, dates.in_calendar(ended))
            }
        };
        begins.push(begin);
        ends.push(end);
    }
    (DenseMap::from_vec(begins), DenseMap::from_vec(ends))
}

/// The pass backward: a step ends before whatever waits for it has to begin. Gives when each
/// step that waits has to begin at the latest, if the whole is to end when it is expected to;
/// [`NEVER`] for one that has begun, or never will.
pub(super) fn latest(
    schedule: &Schedule,
    progress: &DenseMap<StepIx, Progress>,
    begins: &DenseMap<StepIx, Nanoseconds>,
    ends: &DenseMap<StepIx, Nanoseconds>,
    end: Nanoseconds,
) -> DenseMap<StepIx, Nanoseconds> {
    let mut has_to_begin = DenseMap::filled(0, schedule.len());
    for step in schedule.steps().rev() {
        let waits = progress[step] == Progress::None && ends[step] != NEVER;
        has_to_begin[step] = if waits {
            latest_end(schedule, &has_to_begin, step, end) - (ends[step] - begins[step])
        } else {
            NEVER
        };
    }
    has_to_begin
}

/// When a step has to end at the latest, for those behind it.
pub(super) fn latest_end(
    schedule: &Schedule,
    has_to_begin: &DenseMap<StepIx, Nanoseconds>,
    step: StepIx,
    end: Nanoseconds,
) -> Nanoseconds {
    let behind = schedule.successors(step).iter();
    behind.map(|behind| has_to_begin[*behind]).fold(end, Ord::min)
}

/// The last instant of the year 9999.
const LAST: DateTime<Utc> = match DateTime::from_timestamp(253_402_300_799, 999_999_999) {
    Some(last) => last,
    None => DateTime::<Utc>::MAX_UTC,
};
