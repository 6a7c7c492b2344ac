//! What the benches share: [`plans`] of any size, the [`workbooks`] that hold them, and the
//! [`baselines`] that stand beside ours.

pub mod baselines;
pub mod plans;
pub mod workbooks;
