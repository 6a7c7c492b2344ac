//! Why the text or number in a cell cannot be read as what its column holds.

use std::fmt;

use ptr_core::Expected;
use ptr_core::language::{Language, arguments};

use crate::language::text;

/// A cell's value that cannot be read as what its column holds. Prints as a sentence in English.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unreadable {
    /// What the cell holds.
    pub found: String,
    /// What it should hold.
    pub expected: Expected,
}

impl Unreadable {
    pub(super) fn new(found: &str, expected: Expected) -> Self {
        Self { found: found.to_owned(), expected }
    }

    /// What was found and what was expected, in a language.
    pub fn message(&self, language: &Language) -> String {
        let arguments =
            arguments!(found = self.found.as_str(), expected = self.expected.words(language));
        text(language, "workbook-unreadable", &arguments)
    }
}

impl fmt::Display for Unreadable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message(&Language::english()))
    }
}

impl std::error::Error for Unreadable {}
