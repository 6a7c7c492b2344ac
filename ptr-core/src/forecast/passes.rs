//! The two passes of the critical path, over numbers alone.
//!
//! Instants are nanoseconds from the instant asked about. One pass goes forward in topological
//! order for the earliest instants, one backward for the latest.

use chrono::{DateTime, TimeDelta, Utc};

use crate::dense::{DenseMap, StepIx};
use crate::schedule::Schedule;
use crate::state::Progress;
use crate::view::View;

/// Nanoseconds from the instant asked about: some 292 years to either side.
pub(super) type Nanoseconds = i64;

/// After every instant that is expected.
pub(super) const NEVER: Nanoseconds = Nanoseconds::MAX;

/// What the plan says of the time that steps take, in numbers.
#[derive(Debug)]
pub(crate) struct Timing {
    /// From when on starts are counted: the first of them.
    first: DateTime<Utc>,
    /// Before all others where the plan sets no start.
    starts: DenseMap<StepIx, Nanoseconds>,
    takes: DenseMap<StepIx, Nanoseconds>,
}

impl Timing {
    pub(crate) fn new(schedule: &Schedule) -> Self {
        let first = schedule.steps().filter_map(|step| schedule.start(step)).min();
        let first = first.unwrap_or_default();
        let start = |step| {
            let start = schedule.start(step);
            start.map_or(Nanoseconds::MIN, |start| nanoseconds(start - first))
        };
        let takes = |step| schedule.record(step).duration.map_or(0, nanoseconds);
        Self {
            first,
            starts: DenseMap::from_vec(schedule.steps().map(start).collect()),
            takes: DenseMap::from_vec(schedule.steps().map(takes).collect()),
        }
    }

    /// How long a step takes by the plan.
    pub(super) fn takes(&self, step: StepIx) -> Nanoseconds {
        self.takes[step]
    }

    /// The same as it looks at an instant.
    pub(super) fn at(&self, at: DateTime<Utc>) -> Horizon<'_> {
        let first = nanoseconds(self.first - at);
        Horizon { timing: self, first, last: nanoseconds(LAST - at).min(NEVER - 1) }
    }
}

/// The dates of a plan as they look at one instant.
#[derive(Clone, Copy)]
pub(super) struct Horizon<'s> {
    timing: &'s Timing,
    /// The first of all starts.
    first: Nanoseconds,
    /// The end of the calendar.
    last: Nanoseconds,
}

impl Horizon<'_> {
    /// Before when a step that has not begun cannot begin, whatever it waits for.
    pub(super) fn begins(self, step: StepIx) -> Nanoseconds {
        self.timing.starts[step].saturating_add(self.first).max(0)
    }

    /// When a step ends that begins then; [`NEVER`] if that is after the calendar.
    pub(super) fn ends(self, step: StepIx, begins: Nanoseconds) -> Nanoseconds {
        self.in_calendar(begins.saturating_add(self.timing.takes[step]))
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
    let horizon = schedule.timing().at(view.at());
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
                let begin = before.fold(horizon.begins(step), Ord::max);
                (begin, horizon.ends(step, begin))
            }
            Progress::Open => {
                let begin = view.started(step).map_or(0, |it| since(it.at));
                (
                    begin,
                    horizon.in_calendar(begin.saturating_add(horizon.timing.takes[step]).max(0)),
                )
            }
            Progress::Terminated => {
                let ended = view.terminated(step).map_or(0, |it| since(it.at));
                let started = view.started(step).map(|it| since(it.at));
                let begin = started.map_or(ended, |started| started.min(ended));
                (begin, horizon.in_calendar(ended))
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

/// As far as it can be told in nanoseconds.
pub(super) fn nanoseconds(time: TimeDelta) -> Nanoseconds {
    time.num_nanoseconds().unwrap_or(if time < TimeDelta::zero() {
        Nanoseconds::MIN
    } else {
        NEVER
    })
}
