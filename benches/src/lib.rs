//! Support for the benches: [`plans`] of any size, [`runs`] of them, [`workbooks`] with them, the
//! [`baselines`] for comparison, and interleaved measurements ([`turns`]).

pub mod baselines;
pub mod letters;
pub mod plans;
pub mod runs;
pub mod turns;
pub mod workbooks;
