//! The outlook of a step: when it is expected to begin and to end, and how much later it may.

use chrono::{DateTime, TimeDelta, Utc};
#[cfg(feature = "serde")]
use serde::{Deserialize, Serialize};

/// The forecast of one step.
///
/// ```
/// use chrono::{DateTime, TimeDelta, Utc};
/// use ptr_core::{Moment, Plan, Run, Step};
///
/// let ten: DateTime<Utc> = "2026-03-28T22:00:00Z".parse()?;
/// let hour = TimeDelta::hours(1);
/// let step = |id: &str, phase: &str| Ok::<_, ptr_core::InvalidCode>(Step::new(id, phase)?
///     .in_dry_runs(["FDR1"])?
///     .starting(Moment::Instant(ten))
///     .lasting(hour));
/// let plan = Plan::from_steps([
///     step("CO1", "CO")?,
///     step("CO2", "CO")?.after(["CO1"])?,
///     step("FB1", "FB-RB")?,
/// ])?;
/// let run = Run::new(plan.schedule("FDR1")?, []);
/// let forecast = run.view(ten).forecast();
///
/// // The plan starts both at ten, but the second has to wait for the first.
/// let second = run.schedule().find("CO2").ok_or("not in FDR1")?;
/// let outlook = forecast.outlook(second).ok_or("not expected")?;
/// assert_eq!((outlook.begins, outlook.is_critical()), (ten + hour, true));
/// assert_eq!(forecast.waits_for(second), run.schedule().find("CO1"));
/// assert_eq!((forecast.planned_end(), forecast.delay()), (Some(ten + hour), Some(hour)));
/// assert_eq!(forecast.end_of_phase(&"CO".parse()?), forecast.end());
/// // The contingency sleeps, so nothing is expected of it.
/// assert_eq!(forecast.unexpected().next(), run.schedule().find("FB1"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(Serialize, Deserialize))]
#[cfg_attr(feature = "serde", serde(deny_unknown_fields))]
pub struct Outlook {
    /// The expected beginning; the recorded one if the step was started.
    pub begins: DateTime<Utc>,
    /// The expected end; the recorded one if the step is terminated.
    pub ends: DateTime<Utc>,
    /// Total slack: by how much the step may end later without moving the end of the run. Never
    /// negative; `None` if the step is terminated.
    #[cfg_attr(feature = "serde", serde(with = "crate::plan::duration_text::option"))]
    pub slack: Option<TimeDelta>,
}

impl Outlook {
    /// Whether the step is critical: any delay of it delays the end of the run.
    pub fn is_critical(&self) -> bool {
        self.slack == Some(TimeDelta::zero())
    }
}
