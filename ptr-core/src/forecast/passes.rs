//! The forward pass of the critical path method, and the dates it reads.
//!
//! Instants are nanoseconds since the instant of the forecast.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};

use super::abandoned::Abandoned;
use crate::dense::{DenseMap, StepIx};
use crate::schedule::{Nanoseconds, Schedule, Timing, nanoseconds};
use crate::state::Progress;
use crate::view::View;

/// An instant that is never reached.
pub(super) const NEVER: Nanoseconds = Nanoseconds::MAX;

/// The beginning of a step that is abandoned, and its end if no other step waits for it.
pub(super) const ABANDONED: Nanoseconds = Nanoseconds::MIN;

/// Whether an instant is expected.
pub(super) fn is_expected(instant: Nanoseconds) -> bool {
    instant != NEVER && instant != ABANDONED
}

/// Until when the defects of steps block them, not before now; steps without an estimate are left
/// out.
pub(super) type BlockedUntil = BTreeMap<StepIx, Nanoseconds>;

/// The planned dates and the estimates of defects, relative to the instant of the forecast.
#[derive(Clone, Copy)]
pub(super) struct Dates<'s> {
    timing: &'s Timing,
    blocked_until: &'s BlockedUntil,
    /// The first planned start.
    first: Nanoseconds,
    /// The end of the calendar.
    last: Nanoseconds,
}

impl<'s> Dates<'s> {
    pub(super) fn of(
        schedule: &'s Schedule,
        at: DateTime<Utc>,
        blocked_until: &'s BlockedUntil,
    ) -> Self {
        let timing = schedule.timing();
        let first = nanoseconds(timing.first - at);
        Self { timing, blocked_until, first, last: nanoseconds(LAST - at).min(NEVER - 1) }
    }

    /// The earliest beginning of a step that has not begun and whose team is so `late`,
    /// prerequisites disregarded.
    pub(super) fn begins(self, step: StepIx, late: Nanoseconds) -> Nanoseconds {
        let planned = self.timing.starts[step].saturating_add(self.first).max(0);
        planned.saturating_add(late).max(self.blocked_until(step))
    }

    /// Until when its defects block a step: the estimate, or now.
    pub(super) fn blocked_until(self, step: StepIx) -> Nanoseconds {
        if self.blocked_until.is_empty() {
            return 0;
        }
        self.blocked_until.get(&step).copied().unwrap_or(0)
    }

    /// The planned duration of a step.
    pub(super) fn takes(self, step: StepIx) -> Nanoseconds {
        self.timing.durations[step]
    }

    /// The end of a step that begins at `begins`; [`NEVER`] if it is after the end of the calendar.
    pub(super) fn ends(self, step: StepIx, begins: Nanoseconds) -> Nanoseconds {
        self.in_calendar(begins.saturating_add(self.timing.durations[step]))
    }

    /// The instant; [`NEVER`] if it is after the end of the calendar.
    pub(super) fn in_calendar(self, instant: Nanoseconds) -> Nanoseconds {
        if instant <= self.last { instant } else { NEVER }
    }
}

/// The forward pass: a step begins after the end of its prerequisites, and after the decisions by
/// which `abandoned` ones are put aside. Returns the beginning and the end of each step.
pub(super) fn earliest(
    view: &View<'_>,
    blocked_until: &BlockedUntil,
    progress: &DenseMap<StepIx, Progress>,
    abandoned: &Abandoned,
) -> (DenseMap<StepIx, Nanoseconds>, DenseMap<StepIx, Nanoseconds>) {
    let schedule = view.schedule();
    let dates = Dates::of(schedule, view.at(), blocked_until);
    let since = |instant: DateTime<Utc>| nanoseconds(instant - view.at());
    let is_declared = view.rollback().is_some();
    let mut begins = Vec::with_capacity(schedule.len());
    let mut ends: Vec<Nanoseconds> = Vec::with_capacity(schedule.len());
    for step in schedule.steps() {
        let (begin, end) = match progress[step] {
            Progress::None if abandoned.has(step) => {
                (ABANDONED, released(abandoned, step, |decision| ends[decision.position()]))
            }
            Progress::None if schedule.awaits_rollback(step, is_declared) => (NEVER, NEVER),
            Progress::None => {
                let before = schedule.prerequisites(step).iter();
                let before = before.map(|before| ends[before.position()]);
                let begin = before.fold(dates.begins(step, 0), Ord::max);
                (begin, dates.ends(step, begin))
            }
            Progress::Open => {
                let begin = view.started(step).map_or(0, |it| since(it.at));
                let end = begin.saturating_add(dates.takes(step));
                (begin, dates.in_calendar(end.max(dates.blocked_until(step))))
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

/// Until when an abandoned step holds those after it; [`ABANDONED`] if it holds nothing.
pub(super) fn released(
    abandoned: &Abandoned,
    step: StepIx,
    end: impl Fn(StepIx) -> Nanoseconds,
) -> Nanoseconds {
    abandoned.until(step, end, Ord::max, Ord::min).unwrap_or(ABANDONED)
}

/// The last instant of the year 9999.
const LAST: DateTime<Utc> = match DateTime::from_timestamp(253_402_300_799, 999_999_999) {
    Some(last) => last,
    None => DateTime::<Utc>::MAX_UTC,
};
