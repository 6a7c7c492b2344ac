//! The state of a step: the table, the progress that people have recorded, and the states of all
//! steps in one pass.

mod by_zone;
mod evaluate;
mod progress;
mod table;

pub(crate) use progress::ProgressMap;
pub use table::{Facts, Progress, State, next_change, state};
