//! Monte-Carlo simulation: draws durations for the remaining steps many times, and collects the
//! distribution of the ends.

mod declaration;
mod draws;
mod lanes;
mod odds;
mod random;
mod simulation;
mod spread;

pub(super) use declaration::Declared;
pub use odds::{Ends, Odds};
pub use simulation::{InvalidSimulation, Simulation};
pub use spread::{InvalidSpread, Spread};
