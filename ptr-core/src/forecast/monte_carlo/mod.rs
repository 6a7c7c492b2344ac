//! Monte-Carlo simulation: the rest of a run drawn many times over, each step taking a time drawn
//! from its spread, and what the draws say of the end.

mod draws;
mod lanes;
mod odds;
mod random;
mod simulation;
mod spread;

pub use odds::{Ends, Odds};
pub use simulation::{InvalidSimulation, Simulation};
pub use spread::{InvalidSpread, Spread};
