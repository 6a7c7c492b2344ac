//! French: the words, and the sentences made of them.

pub(super) mod errors;
pub(super) mod events;
pub(super) mod expectations;
pub(super) mod explanations;
pub(super) mod problems;
pub(super) mod refusals;
pub(super) mod words;
