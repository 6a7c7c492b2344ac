//! What the benches share: [`plans`] of any size, and the [`baselines`] that stand beside ours.

pub mod baselines;
pub mod plans;
