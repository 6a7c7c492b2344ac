//! What templates may name of a state.

use std::borrow::Cow;

use ptr_core::State;
use ptr_core::language::Language;
use serde::Serialize;

/// What templates may name of a state.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct StateContext<'a> {
    /// The name that data carry, whatever the language: `Ready`.
    pub name: &'static str,
    /// What people call it.
    pub label: Cow<'a, str>,
    /// Its colour, a CSS name, if it has one.
    pub color: Option<&'static str>,
}

impl<'a> StateContext<'a> {
    pub(crate) fn new(state: State, language: &'a Language) -> Self {
        Self { name: state.name(), label: state.label(language), color: state.color() }
    }
}
