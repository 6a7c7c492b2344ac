//! Instants, times on a wall clock and durations, as a plan writes them.

pub(crate) mod duration_text;
mod local_time;
pub(crate) mod moment;

pub use local_time::{ClockChange, Resolved, resolve_local};
pub(crate) use local_time::{is_in_calendar, is_leap_second, wall_clock};
pub(crate) use moment::{Decided, of_an_event, offset_from, to_the_microsecond};
pub use moment::{FromMilestone, Moment, Offset, When};
