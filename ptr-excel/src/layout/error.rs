//! Why a layout cannot be, in every language.
//!
//! serde gives its errors as one English text. What a key expects is part of that text, and is
//! recognised by its English words. Kept true: a text that is not recognised is unchanged.

use std::fmt;

use ptr_core::language::{Language, arguments, of_data};

use super::patterns::InvalidPattern;
use crate::language::{in_english, text, word};

/// A layout that cannot be: the key and what is wrong with its value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LayoutError {
    key: String,
    cause: Cause,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Cause {
    /// In the words of serde or of the value's own type, in English.
    Data(String),
    /// A phase listed once more, by its code.
    PhaseTwice(String),
    /// Ids are to be made, and a column is named that has them.
    IdsTwice,
}

/// What the keys of a layout expect.
const EXPECTED: [&str; 14] = [
    "workbook-expected-column",
    "workbook-expected-date-format",
    "workbook-expected-no-epoch",
    "workbook-expected-no-zone-name",
    "workbook-expected-fraction",
    "workbook-expected-expression",
    "workbook-expected-heading-rule",
    "workbook-expected-last-row",
    "workbook-expected-mapping",
    "workbook-expected-mapping-or-null",
    "workbook-expected-phase",
    "workbook-expected-row",
    "workbook-expected-sheet",
    "workbook-expected-zone",
];

impl LayoutError {
    pub(super) fn data(key: String, said: String) -> Self {
        Self { key, cause: Cause::Data(said) }
    }

    pub(super) fn phase_twice(place: usize, code: &str) -> Self {
        Self { key: format!("phases[{place}]"), cause: Cause::PhaseTwice(code.to_owned()) }
    }

    pub(super) fn ids_twice() -> Self {
        Self { key: "steps.ids".to_owned(), cause: Cause::IdsTwice }
    }

    /// The key, from the top: `steps.columns.id`, `phases[2].code`; `.` for the whole.
    pub fn key(&self) -> &str {
        &self.key
    }

    /// The key, what was found and what was expected, in a language.
    ///
    /// ```
    /// use ptr_core::language::Language;
    /// use ptr_excel::Layout;
    ///
    /// let error = Layout::read(serde_json::json!({"steps": {"frist_row": 5}})).unwrap_err();
    /// let told = error.message(&Language::french());
    /// assert!(told.contains("steps.frist_row"), "{told}");
    /// assert!(told.contains("vouliez-vous écrire first_row"), "{told}");
    /// ```
    pub fn message(&self, language: &Language) -> String {
        let what = match &self.cause {
            Cause::Data(said) => match InvalidPattern::said(said) {
                Some(pattern) => pattern.message(language),
                None => of_data(said, language, |expected| translated(expected, language)),
            },
            Cause::PhaseTwice(code) => {
                text(language, "workbook-layout-phase-twice", &arguments!(code = code.as_str()))
            }
            Cause::IdsTwice => word(language, "workbook-layout-ids-twice").into_owned(),
        };
        if self.key == "." {
            return text(language, "workbook-layout", &arguments!(what = what));
        }
        let arguments = arguments!(key = self.key.as_str(), what = what);
        text(language, "workbook-layout-at", &arguments)
    }
}

/// What is expected, from its English words.
fn translated(expected: &str, language: &Language) -> Option<String> {
    let id = EXPECTED.into_iter().find(|id| in_english(id) == expected)?;
    Some(word(language, id).into_owned())
}

impl InvalidPattern {
    /// The error that says this in English, if it is one.
    fn said(said: &str) -> Option<Self> {
        let (found, rest) = said.strip_prefix('`')?.split_once("` is not ")?;
        EXPECTED.into_iter().find_map(|id| {
            let why = rest.strip_prefix(in_english(id).as_str())?;
            let why = if why.is_empty() { None } else { Some(why.strip_prefix(": ")?) };
            Some(Self { why: why.map(str::to_owned), ..Self::new(found, id) })
        })
    }

    /// What was found and what was expected, in a language.
    pub fn message(&self, language: &Language) -> String {
        let expected = word(language, &self.expected);
        match &self.why {
            None => {
                let arguments = arguments!(found = self.found.as_str(), expected = expected);
                text(language, "workbook-layout-pattern", &arguments)
            }
            Some(why) => {
                let found = self.found.as_str();
                let arguments = arguments!(found = found, expected = expected, why = why.as_str());
                text(language, "workbook-layout-pattern-why", &arguments)
            }
        }
    }
}

macro_rules! print_in_english {
    ($($name:ident)*) => {
        $(impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.message(&Language::english()))
            }
        }

        impl std::error::Error for $name {})*
    };
}

print_in_english!(LayoutError InvalidPattern);
