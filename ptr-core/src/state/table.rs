//! The seven states, the facts that a state depends on, and the table of states as one function.

use std::fmt;
use std::str::FromStr;

use chrono::{DateTime, Utc};
#[cfg(feature = "serde")]
use serde::{Deserialize, Serialize};

use crate::id::{Code, InvalidCode};
use crate::schedule::LockHorizon;

/// The state of a step at an instant.
///
/// ```
/// use ptr_core::State;
///
/// let ready: State = "Ready".parse()?;
/// assert_eq!((ready.name(), ready.color()), ("Ready", Some("green")));
/// assert_eq!(State::ALL[usize::from(ready.code())], ready);
/// # Ok::<(), ptr_core::InvalidCode>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "serde", derive(Serialize, Deserialize))]
#[repr(u8)]
pub enum State {
    /// Not ready, and its start is less than the lock horizon away.
    Locked = 0,
    /// Its start is reached, but its prerequisites are not all terminated.
    Overdue = 1,
    /// Its prerequisites are all terminated, its start is not reached.
    Idle = 2,
    /// Its start is reached and its prerequisites are all terminated.
    Ready = 3,
    /// Started by one of its responsibles.
    Open = 4,
    /// Closed by one of its responsibles.
    Terminated = 5,
    /// Its prerequisites are not all terminated, and its start is further away than the lock
    /// horizon or not planned; or it sleeps: in a contingency phase, or abandoned.
    Planned = 6,
}

impl State {
    /// Every state, in the order of their codes.
    pub const ALL: [State; 7] = [
        State::Locked,
        State::Overdue,
        State::Idle,
        State::Ready,
        State::Open,
        State::Terminated,
        State::Planned,
    ];

    /// Every state in the order in which people read them: what somebody must act on first, what is
    /// done last.
    pub const BY_URGENCY: [State; State::ALL.len()] = [
        State::Ready,
        State::Open,
        State::Overdue,
        State::Locked,
        State::Idle,
        State::Planned,
        State::Terminated,
    ];

    /// The English name that is used in data: `"Ready"`.
    pub const fn name(self) -> &'static str {
        match self {
            State::Locked => "Locked",
            State::Overdue => "Overdue",
            State::Idle => "Idle",
            State::Ready => "Ready",
            State::Open => "Open",
            State::Terminated => "Terminated",
            State::Planned => "Planned",
        }
    }

    /// The byte for this state in buffers: its index in [`State::ALL`].
    pub const fn code(self) -> u8 {
        self as u8
    }

    /// The state with this code; the last state for an invalid code.
    ///
    /// Compiles without branches, for loops over many codes.
    pub(crate) const fn of_code(code: u8) -> Self {
        match code {
            0 => State::Locked,
            1 => State::Overdue,
            2 => State::Idle,
            3 => State::Ready,
            4 => State::Open,
            5 => State::Terminated,
            _ => State::Planned,
        }
    }

    /// The colour of the state's cells in tables, as a CSS colour name; `None` for two states.
    pub const fn color(self) -> Option<&'static str> {
        match self {
            State::Locked => Some("orange"),
            State::Overdue => Some("red"),
            State::Idle => Some("lightgrey"),
            State::Ready => Some("green"),
            State::Open => Some("blue"),
            State::Terminated | State::Planned => None,
        }
    }
}

impl fmt::Display for State {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

impl FromStr for State {
    type Err = InvalidCode;

    fn from_str(text: &str) -> Result<Self, InvalidCode> {
        let state = State::ALL.into_iter().find(|state| state.name() == text);
        state.ok_or_else(|| InvalidCode { what: Code::State, found: text.to_owned() })
    }
}

/// The recorded progress of a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
#[cfg_attr(feature = "serde", derive(Serialize, Deserialize))]
#[repr(u8)]
pub enum Progress {
    /// Nothing yet.
    #[default]
    None = 0,
    /// Started, not closed.
    Open = 1,
    /// Closed, or skipped.
    Terminated = 2,
}

/// Everything that the state of a step depends on, except the instant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(Serialize, Deserialize))]
#[cfg_attr(feature = "serde", serde(deny_unknown_fields))]
pub struct Facts {
    /// The recorded progress.
    pub progress: Progress,
    /// Whether the step sleeps: its phase is a contingency and no rollback is declared, or it is
    /// abandoned.
    pub asleep: bool,
    /// Whether all effective prerequisites are terminated or abandoned; true if there are none.
    pub prerequisites_terminated: bool,
    /// The planned start; `None` if the plan has none.
    pub start: Option<DateTime<Utc>>,
    /// How long before the start a step that is not ready is Locked.
    pub lock_horizon: LockHorizon,
}

/// The state of a step at the instant `at`, according to the [table](mod@crate::state).
///
/// A pure function without panics; its arithmetic cannot overflow.
///
/// ```
/// use chrono::{TimeDelta, TimeZone, Utc};
/// use ptr_core::{state, Facts, LockHorizon, Progress, State};
///
/// let start = Utc.with_ymd_and_hms(2026, 3, 28, 22, 0, 0).single();
/// let facts = Facts {
///     progress: Progress::None,
///     asleep: false,
///     prerequisites_terminated: true,
///     start,
///     lock_horizon: LockHorizon::default(),
/// };
/// let start = start.ok_or("no such date")?;
/// assert_eq!(state(&facts, start - TimeDelta::nanoseconds(1)), State::Idle);
/// assert_eq!(state(&facts, start), State::Ready);
/// # Ok::<(), &str>(())
/// ```
pub fn state(facts: &Facts, at: DateTime<Utc>) -> State {
    let zone = if facts.start.is_some_and(|start| at >= start) {
        Zone::Started
    } else if is_within(facts, at) {
        Zone::Within
    } else {
        Zone::Beyond
    };
    in_zone(facts.progress, facts.asleep, facts.prerequisites_terminated, zone)
}

/// Whether `start - horizon <= at`. A step without a start is within the horizon only if there is
/// no limit ([`LockHorizon::NONE`]).
fn is_within(facts: &Facts, at: DateTime<Utc>) -> bool {
    match facts.start {
        None => facts.lock_horizon == LockHorizon::NONE,
        Some(start) => facts.lock_horizon.locked_from(start).is_none_or(|from| from <= at),
    }
}

/// The position of an instant relative to the start of a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Zone {
    /// Before the lock horizon, or the step has no start.
    Beyond,
    /// Within the lock horizon.
    Within,
    /// At the start or after it.
    Started,
}

/// The [table](mod@crate::state), row by row.
#[expect(clippy::match_same_arms, reason = "one arm a row of the table")]
pub(crate) const fn in_zone(
    progress: Progress,
    asleep: bool,
    prerequisites_terminated: bool,
    zone: Zone,
) -> State {
    match (progress, asleep, prerequisites_terminated, zone) {
        (Progress::Terminated, _, _, _) => State::Terminated,
        (Progress::Open, _, _, _) => State::Open,
        (Progress::None, true, _, _) => State::Planned,
        (Progress::None, false, true, Zone::Started) => State::Ready,
        (Progress::None, false, true, Zone::Within | Zone::Beyond) => State::Idle,
        (Progress::None, false, false, Zone::Started) => State::Overdue,
        (Progress::None, false, false, Zone::Within) => State::Locked,
        (Progress::None, false, false, Zone::Beyond) => State::Planned,
    }
}

/// The next instant after `at` at which the clock alone changes the state; `None` if there is none.
///
/// Such changes happen at `start - horizon` (Planned to Locked, if prerequisites are open) and at
/// `start` only.
pub fn next_change(facts: &Facts, at: DateTime<Utc>) -> Option<DateTime<Utc>> {
    if facts.progress != Progress::None || facts.asleep {
        return None;
    }
    let start = facts.start.filter(|start| *start > at)?;
    let locked_from = facts.lock_horizon.locked_from(start);
    let locked_from = locked_from.filter(|_| !facts.prerequisites_terminated);
    Some(locked_from.filter(|instant| *instant > at).unwrap_or(start))
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::{TimeDelta, TimeZone};

    const TICK: TimeDelta = TimeDelta::nanoseconds(1);

    fn start() -> DateTime<Utc> {
        Utc.with_ymd_and_hms(2026, 3, 28, 22, 0, 0).single().expect("a date of the calendar")
    }

    fn waiting(prerequisites_terminated: bool) -> Facts {
        Facts {
            progress: Progress::None,
            asleep: false,
            prerequisites_terminated,
            start: Some(start()),
            lock_horizon: LockHorizon::default(),
        }
    }

    #[test]
    fn recorded_progress_wins_over_everything() {
        for asleep in [false, true] {
            for met in [false, true] {
                let facts = Facts { asleep, ..waiting(met) };
                let open = Facts { progress: Progress::Open, ..facts };
                let closed = Facts { progress: Progress::Terminated, ..facts };
                assert_eq!(state(&open, start() - TICK), State::Open);
                assert_eq!(state(&closed, start() + TICK), State::Terminated);
            }
        }
    }

    #[test]
    fn a_step_with_terminated_prerequisites_becomes_ready_exactly_at_its_start() {
        let facts = waiting(true);
        assert_eq!(state(&facts, start() - TICK), State::Idle);
        assert_eq!(state(&facts, start()), State::Ready);
        assert_eq!(state(&facts, start() + TICK), State::Ready);
    }

    #[test]
    fn a_step_with_open_prerequisites_is_planned_then_locked_then_overdue() {
        let facts = waiting(false);
        let locked_from = start() - TimeDelta::days(5);
        assert_eq!(state(&facts, locked_from - TICK), State::Planned);
        assert_eq!(state(&facts, locked_from), State::Locked);
        assert_eq!(state(&facts, start() - TICK), State::Locked);
        assert_eq!(state(&facts, start()), State::Overdue);
    }

    #[test]
    fn without_a_date_a_step_never_becomes_ready_nor_overdue() {
        let undated = |met| Facts { start: None, ..waiting(met) };
        assert_eq!(state(&undated(true), DateTime::<Utc>::MAX_UTC), State::Idle);
        assert_eq!(state(&undated(false), DateTime::<Utc>::MAX_UTC), State::Planned);
        assert_eq!(next_change(&undated(false), start()), None);
    }

    #[test]
    fn without_a_horizon_no_waiting_step_is_planned() {
        let facts = Facts { lock_horizon: LockHorizon::NONE, ..waiting(false) };
        assert_eq!(state(&facts, DateTime::<Utc>::MIN_UTC), State::Locked);
        assert_eq!(state(&Facts { start: None, ..facts }, start()), State::Locked);
        assert_eq!(state(&Facts { asleep: true, ..facts }, start()), State::Planned);
    }

    #[test]
    fn a_sleeping_step_is_planned_whatever_the_clock_says() {
        let facts = Facts { asleep: true, ..waiting(true) };
        assert_eq!(state(&facts, start() + TICK), State::Planned);
        assert_eq!(next_change(&facts, start() - TICK), None);
    }

    #[test]
    fn the_next_change_is_the_instant_the_state_changes() {
        let facts = waiting(false);
        let locked_from = start() - TimeDelta::days(5);
        assert_eq!(next_change(&facts, locked_from - TICK), Some(locked_from));
        assert_eq!(next_change(&facts, locked_from), Some(start()));
        assert_eq!(next_change(&facts, start()), None);
        assert_eq!(next_change(&waiting(true), locked_from - TICK), Some(start()));
    }

    #[test]
    fn extreme_instants_do_not_overflow() {
        let horizon = LockHorizon::within(TimeDelta::MAX).expect("not negative");
        let facts = Facts { lock_horizon: horizon, ..waiting(false) };
        assert_eq!(state(&facts, DateTime::<Utc>::MIN_UTC), State::Locked);
        assert_eq!(next_change(&facts, DateTime::<Utc>::MIN_UTC), Some(start()));
    }

    #[test]
    fn every_state_has_its_place_and_reads_back() {
        for (place, state) in State::ALL.into_iter().enumerate() {
            assert_eq!(usize::from(state.code()), place);
            assert_eq!(State::of_code(state.code()), state);
            assert_eq!(state.name().parse(), Ok(state));
        }
        assert!("ready".parse::<State>().is_err());
    }
}
