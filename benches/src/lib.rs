//! What the benches share: [`plans`] of any size, the [`runs`] that execute them, the
//! [`workbooks`] that hold them, and the [`baselines`] that stand beside ours.

pub mod baselines;
pub mod letters;
pub mod plans;
pub mod runs;
pub mod workbooks;
