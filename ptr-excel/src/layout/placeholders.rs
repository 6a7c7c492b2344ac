//! Texts that hold the place of a value that is not given: `N/A` says that there is none, `TBD` that
//! it is yet to come.
//!
//! They count as empty cells where a step names others, a time or people; a label and instructions
//! are whatever they say. Kept true: a value that is one of them is written so that it reads back.

use std::sync::LazyLock;

use serde::{Deserialize, Serialize};

use crate::language::spellings;
use crate::value::{folded, is_nothing};

/// The placeholders of a layout.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Placeholders(
    /// `None` for the usual ones, in every language.
    Option<Vec<String>>,
);

static NONE: LazyLock<Vec<String>> = LazyLock::new(|| usual("workbook-words-none"));
static TO_COME: LazyLock<Vec<String>> = LazyLock::new(|| usual("workbook-words-to-come"));

fn usual(id: &str) -> Vec<String> {
    spellings(id).concat().iter().map(|text| folded(text)).collect()
}

/// What a text says as a placeholder.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Placeholder {
    /// That there is no value.
    None,
    /// That the value is yet to be given.
    YetToCome,
}

impl Placeholders {
    /// These instead of the usual ones, whatever their case, accents and blanks.
    pub fn of(texts: impl IntoIterator<Item = impl Into<String>>) -> Self {
        Self(Some(texts.into_iter().map(Into::into).collect()))
    }

    pub(super) fn are_usual(&self) -> bool {
        self.0.is_none()
    }

    /// What a text says, if it is one of them. Time `O(length)`.
    pub(crate) fn find(&self, text: &str) -> Option<Placeholder> {
        /// No placeholder is longer, in bytes.
        const LONGEST: usize = 64;
        // None of the usual ones has a digit, and nearly all ids and dates have.
        let is_unusual = self.are_usual() && text.bytes().any(|byte| byte.is_ascii_digit());
        if text.len() > LONGEST || is_unusual {
            return None;
        }
        let text = folded(text);
        match &self.0 {
            None if NONE.contains(&text) => Some(Placeholder::None),
            None => TO_COME.contains(&text).then_some(Placeholder::YetToCome),
            Some(own) if own.iter().any(|own| folded(own) == text) => {
                let is_none = NONE.contains(&text) || is_nothing(&text);
                Some(if is_none { Placeholder::None } else { Placeholder::YetToCome })
            }
            Some(_) => None,
        }
    }
}
