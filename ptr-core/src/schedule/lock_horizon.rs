//! The lock horizon: from when on before its start a step that has to wait is Locked.

use chrono::{DateTime, TimeDelta, Utc};
#[cfg(feature = "serde")]
use serde::{Deserialize, Serialize};

#[cfg(feature = "serde")]
use crate::plan::duration_text;

/// How long before its start a step whose prerequisites are open counts as
/// Locked instead of Planned.
///
/// It is elapsed time, whatever the wall clock does: five days are 5 × 24 hours. The days of an
/// [`Offset`](crate::Offset) from a milestone are those of the wall clock;
/// [`state`](mod@crate::state) says why these are not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(Serialize, Deserialize))]
#[cfg_attr(feature = "serde", serde(try_from = "OptionalDuration", into = "OptionalDuration"))]
pub struct LockHorizon(Option<TimeDelta>);

impl LockHorizon {
    /// No horizon: whatever would be Planned for its distance is Locked.
    pub const NONE: LockHorizon = LockHorizon(None);

    /// A horizon of so much time before the start; `None` if it is negative.
    ///
    /// ```
    /// use chrono::TimeDelta;
    /// use ptr_core::LockHorizon;
    /// assert_eq!(LockHorizon::within(TimeDelta::days(5)), Some(LockHorizon::default()));
    /// assert_eq!(LockHorizon::within(TimeDelta::days(-1)), None);
    /// ```
    pub fn within(horizon: TimeDelta) -> Option<Self> {
        (horizon >= TimeDelta::zero()).then_some(Self(Some(horizon)))
    }

    /// Since when an unready step with this start is Locked: the start less the horizon. `None`
    /// if that has always been so: without a horizon, or if the horizon reaches beyond the
    /// calendar.
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

    /// The horizon, `None` for [`LockHorizon::NONE`].
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

/// How a horizon is written down: as a duration, or as nothing.
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
        // The night of 29 March 2026 has an hour less in Brussels: 22:00 there is 20:00 UTC after
        // it, and 21:00 UTC before.
        let start: DateTime<Utc> = "2026-03-31T20:00:00Z".parse()?;
        assert_eq!(LockHorizon::default().locked_from(start), Some(start - TimeDelta::hours(120)));
        Ok(())
    }
}
