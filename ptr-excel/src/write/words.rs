//! What workbooks say, in the language they are written in.

use std::borrow::Cow;

use ptr_core::State;
use ptr_core::language::{FluentArgs, Language};

use crate::language::{first_spelling, text, word};
use crate::layout::ColumnKey;

/// The texts of a workbook in one language.
#[derive(Debug, Clone, Copy)]
pub(super) struct Words<'l>(pub(super) &'l Language);

impl<'l> Words<'l> {
    /// A message without arguments.
    pub(super) fn word(self, id: &str) -> Cow<'l, str> {
        word(self.0, id)
    }

    /// A message with its arguments filled in.
    pub(super) fn text(self, id: &str, arguments: &FluentArgs<'_>) -> String {
        text(self.0, id, arguments)
    }

    /// The heading of a column of the layout.
    pub(super) fn heading(self, key: ColumnKey) -> String {
        key.heading(self.0)
    }

    /// The spelling that stands first in a message that lists several.
    pub(super) fn first(self, id: &str) -> String {
        first_spelling(self.0, id)
    }

    /// What a state is called in tables.
    pub(super) fn state(self, state: State) -> Cow<'l, str> {
        self.word(&format!("workbook-state-{}", state.name()))
    }
}
