//! Plans and baselines that the benches share.
