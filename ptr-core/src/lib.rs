//! Transition plans as a pure domain.
