//! Helpers that the example programs share.
