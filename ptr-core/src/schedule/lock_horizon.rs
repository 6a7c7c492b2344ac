//! The lock horizon: how long before its start a step that is not ready becomes Locked.

use chrono::{DateTime, TimeDelta, Utc};
#[cfg(feature = "serde")]
use serde::{Deserialize, Serialize};

use crate::plan::duration_text;

/// How long before its start a step with open prerequisites is Locked instead of Planned.
///
/// It is elapsed time: five days are 5 × 24 hours, also across a change of the clocks. In contrast,
/// the days of an [`Offset`](crate::Offset) from a milestone are calendar days in local time;
/// [`state`](mod@crate::state) explains the difference.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(Serialize, Deserialize))]
#[cfg_attr(feature = "serde", serde(try_from = "OptionalDuration", into = "OptionalDuration"))]
pub struct LockHorizon(Option<TimeDelta>);

impl LockHorizon {
    /// No horizon: a step with open prerequisites is Locked however far away its start is.
    pub const NONE: LockHorizon = LockHorizon(None);

    /// A horizon of this much time before the start, to the microsecond; `None` if the time is negative.
    ///
    /// ```
    /// use chrono::TimeDelta;
    /// use ptr_core::LockHorizon;
    /// assert_eq!(LockHorizon::within(TimeDelta::days(5)), Some(LockHorizon::default()));
    /// assert_eq!(LockHorizon::within(TimeDelta::days(-1)), None);
    /// ```
    pub fn within(horizon: TimeDelta) -> Option<Self> {
        let horizon = duration_text::to_the_microsecond(horizon);
        (horizon >= TimeDelta::zero()).then_some(Self(Some(horizon)))
    }

    /// The instant from which a step with this start is Locked if it is not ready: the start less
    /// the horizon. `None` if there is no such instant: without a horizon, or if the instant is
    /// before the beginning of the calendar. The step is then always Locked.
    ///
    /// ```
    /// use chrono::{DateTime, Utc};
    /// use ptr_core::LockHorizon;
    /// let start: DateTime<Utc> = "2026-03-31T22:00:00Z".parse()?;
    /// assert_eq!(LockHorizon::default().locked_from(start), Some("2026-03-26T22:00:00Z".parse()?));
    /// assert_eq!(LockHorizon::NONE.locked_from(start), None);
    /// # Ok::<(), chrono::ParseError>(())
    /// ```
    pub fn locked_from(self, start: DateTime<Utc>) -> Option<DateTime<Utc>> {
        start.checked_sub_signed(self.0?)
    }

    /// The length of the horizon; `None` for [`LockHorizon::NONE`].
    pub fn time(self) -> Option<TimeDelta> {
        self.0
    }
}

impl Default for LockHorizon {
    /// Five days of 24 hours.
    fn default() -> Self {
        Self(Some(TimeDelta::days(5)))
    }
}

/// The serialised form of a horizon: a duration, or null.
#[cfg(feature = "serde")]
#[derive(Serialize, Deserialize)]
#[serde(transparent)]
struct OptionalDuration(#[serde(with = "duration_text::option")] Option<TimeDelta>);

#[cfg(feature = "serde")]
impl From<LockHorizon> for OptionalDuration {
    fn from(horizon: LockHorizon) -> Self {
        Self(horizon.0)
    }
}

#[cfg(feature = "serde")]
impl TryFrom<OptionalDuration> for LockHorizon {
    type Error = &'static str;

    fn try_from(OptionalDuration(horizon): OptionalDuration) -> Result<Self, Self::Error> {
        let within = |horizon| Self::within(horizon).ok_or("a lock horizon is never negative");
        horizon.map_or(Ok(Self::NONE), within)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn five_days_over_a_change_of_the_clocks_are_a_hundred_and_twenty_hours()
    -> Result<(), chrono::ParseError> {
        // In the night of 29 March 2026 Brussels changes from UTC+1 to UTC+2.
        let start: DateTime<Utc> = "2026-03-31T20:00:00Z".parse()?;
        assert_eq!(LockHorizon::default().locked_from(start), Some(start - TimeDelta::hours(120)));
        Ok(())
    }
}
