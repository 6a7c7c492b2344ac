//! A column of a table: how the layout names it, and the headings it is known by otherwise.

use ptr_core::language::Language;
use serde::de::{self, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::language::{first_spelling, in_english};
use crate::value::{is_one_of, normal};

/// How the layout names a column.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Column {
    /// Left out: found by the headings it is known by.
    #[default]
    Default,
    /// `null`: the table has no such column.
    Absent,
    /// Named by its heading, or by its letter where no heading has that name.
    Named(String),
}

impl Column {
    /// The name that the layout gives it.
    pub(crate) fn name(&self) -> Option<&str> {
        match self {
            Self::Named(name) => Some(name),
            Self::Default | Self::Absent => None,
        }
    }

    pub(super) fn is_default(&self) -> bool {
        *self == Self::Default
    }
}

impl Serialize for Column {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            // Left out by the tables below, so that it is found again as left out.
            Self::Default | Self::Absent => serializer.serialize_none(),
            Self::Named(name) => serializer.serialize_str(name),
        }
    }
}

impl<'de> Deserialize<'de> for Column {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct ColumnVisitor;
        impl Visitor<'_> for ColumnVisitor {
            type Value = Column;

            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(&in_english("workbook-expected-column"))
            }

            fn visit_str<E: de::Error>(self, name: &str) -> Result<Column, E> {
                if name.trim().is_empty() {
                    return Err(E::invalid_value(de::Unexpected::Str(name), &self));
                }
                Ok(Column::Named(name.to_owned()))
            }

            fn visit_unit<E: de::Error>(self) -> Result<Column, E> {
                Ok(Column::Absent)
            }

            fn visit_none<E: de::Error>(self) -> Result<Column, E> {
                Ok(Column::Absent)
            }
        }
        deserializer.deserialize_any(ColumnVisitor)
    }
}

/// The headings by which a column is known when the layout does not name it.
#[derive(Debug, Clone, Copy)]
pub enum Known {
    /// Groups of [`normal`](crate::value::normal) headings, the best group first. The first group
    /// that the sheet has is taken; all its columns serve together, in the group's order
    /// (`Predecessors`, and where a row leaves it empty `Predecessor`).
    Words(&'static [Vec<String>]),
    /// Any heading whose normal form passes the test.
    Like(fn(&str) -> bool),
}

impl Known {
    /// Whether there are none: the column is one only where the layout names it.
    pub(crate) const fn are_none(self) -> bool {
        matches!(self, Self::Words([]))
    }

    /// Whether a normal text is one of these headings.
    pub(crate) fn is(self, text: &str) -> bool {
        match self {
            Self::Words(groups) => groups.iter().any(|group| is_one_of(text, group)),
            Self::Like(is_one) => is_one(text),
        }
    }
}

impl Known {
    /// Whether a heading has the words of one of these among others; how many letters they have.
    pub(crate) fn likeness(self, heading: &str) -> Option<usize> {
        /// Longer ones are notes.
        const MOST_WORDS: usize = 12;
        let words = heading.split(|c: char| !c.is_alphanumeric() && c != '\'').map(normal);
        let words: Vec<String> =
            words.filter(|word| !word.is_empty()).take(MOST_WORDS + 1).collect();
        if words.len() > MOST_WORDS {
            return None;
        }
        let runs = (0..words.len())
            .flat_map(|from| (from + 1..=words.len()).map(move |to| (from, to)))
            .map(|(from, to)| words[from..to].concat());
        runs.filter(|run| self.is(run)).map(|run| run.len()).max()
    }
}

/// Which column of which table: by this key the languages say what it is called.
#[derive(Debug, Clone, Copy)]
pub struct ColumnKey {
    /// The key in a layout: `steps.columns.id`.
    pub key: &'static str,
    pub(super) known: fn() -> Known,
}

impl ColumnKey {
    /// The headings it is known by, in all languages.
    pub fn known(self) -> Known {
        (self.known)()
    }

    /// The heading that workbooks in a language write.
    pub(crate) fn heading(self, language: &Language) -> String {
        first_spelling(language, &message(self.key), |own| self.known().is(&normal(own)))
    }

    /// The heading that messages name where there is none.
    pub(crate) fn usual_heading(self) -> String {
        self.heading(&Language::french())
    }
}

impl From<ColumnKey> for Known {
    fn from(key: ColumnKey) -> Self {
        key.known()
    }
}

/// The message that lists what the column of a key is called.
pub(super) fn message(key: &str) -> String {
    let column = key.replace(".columns.", "-");
    format!("workbook-column-{column}")
}
