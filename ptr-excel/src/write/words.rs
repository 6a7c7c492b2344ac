//! What workbooks say, in the language they are written in.

use std::borrow::Cow;
use std::fmt::Write as _;

use chrono::NaiveDateTime;
use ptr_core::State;
use ptr_core::language::{FluentArgs, Language};

use crate::language::{first_spelling, text, word};
use crate::layout::ColumnKey;
use crate::value::is_unit;

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

    /// What helps to fill in a column of the layout, by its key: `steps.columns.id`.
    pub(super) fn hint(self, key: &str) -> Cow<'l, str> {
        self.word(&format!("workbook-hint-{}", key.replace(".columns.", "-")))
    }

    /// A unit of time, by its message.
    pub(super) fn unit(self, id: &str) -> String {
        first_spelling(self.0, id, is_unit)
    }

    /// An instant on a wall clock, in the form of the language. A form of a user's own that is none
    /// gives way to ISO 8601.
    pub(super) fn instant(self, at: NaiveDateTime) -> String {
        let mut text = String::new();
        match write!(text, "{}", at.format(&self.word("workbook-instant"))) {
            Ok(()) => text,
            Err(_) => at.to_string(),
        }
    }

    /// What a state is called in tables.
    pub(super) fn state(self, state: State) -> Cow<'l, str> {
        self.word(&format!("workbook-state-{}", state.name()))
    }
}
