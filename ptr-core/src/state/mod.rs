//! The state of a step: the table, the recorded progress, and the states of all steps in one pass.
//!
//! | recorded progress | all effective prerequisites terminated | instant | state |
//! |---|---|---|---|
//! | terminated | any | any | [`Terminated`](State::Terminated) |
//! | started | any | any | [`Open`](State::Open) |
//! | none | yes | `t >= d` | [`Ready`](State::Ready) |
//! | none | yes | `t < d`, or no `d` | [`Idle`](State::Idle) |
//! | none | no | `t >= d` | [`Overdue`](State::Overdue) |
//! | none | no | `d - H <= t < d` | [`Locked`](State::Locked) |
//! | none | no | `t < d - H`, or no `d` | [`Planned`](State::Planned) |
//!
//! `t` is the instant asked about, `d` the step's start, `H` the
//! [`LockHorizon`](crate::LockHorizon). Without a horizon the last row is [`Locked`](State::Locked)
//! too. A step of a contingency phase sleeps until a rollback is declared: without recorded
//! progress it is [`Planned`](State::Planned).
//!
//! `d - H` is elapsed time: a horizon of five days is 5 × 24 hours before the start, also across a
//! change of the clocks. The days of an offset from a milestone are calendar days in local time,
//! because people begin at that time of the day. Nobody begins anything at the horizon. As elapsed
//! time it is the same instant in every time zone, it is never a local time that does not exist or
//! exists twice, and an earlier start never has a later horizon.

mod by_zone;
mod evaluate;
mod progress;
mod table;

pub(crate) use progress::ProgressMap;
pub use table::{Facts, Progress, State, next_change, state};
