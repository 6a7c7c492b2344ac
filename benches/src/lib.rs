//! What the benches share: [`plans`] of any size, the [`runs`] that execute them, the
//! [`workbooks`] that hold them, the [`baselines`] that stand beside ours, and how they take
//! [`turns`].

pub mod baselines;
pub mod letters;
pub mod plans;
pub mod runs;
pub mod turns;
pub mod workbooks;
