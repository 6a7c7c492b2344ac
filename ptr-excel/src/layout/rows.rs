//! Which rows of a sheet belong to its table, which of them are steps, and what those without an id
//! are called.
//!
//! Nothing of this is guessed: it holds where a layout says so. A workbook that this library wrote
//! has its rows as they are, whatever the layout says ([`Headings::are_written`]).
//!
//! [`Headings::are_written`]: super::headings::Headings::are_written

use std::fmt;

use serde::de::{self, Visitor, value::MapAccessDeserializer};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::columns::Columns;
use crate::a1;
use crate::language::in_english;

/// What the steps of a sheet without a column of ids are called, and their prerequisites name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum MadeIds {
    /// The number of the row in the sheet.
    Row,
    /// The place among the rows of the table that hold something, headings of sections included,
    /// counted from one: how scheduling programs number tasks.
    Position,
    /// The place in the outline: `1.2.3`. It comes from the column of outline levels or, without
    /// one, from how the rows are grouped.
    Outline,
}

/// The last row of a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LastRow {
    /// This row, counted from one.
    At(u32),
    /// The last one before an empty row.
    Blank,
    /// The last one of the list that Excel made of it, which it calls a table, without its sums.
    List,
    /// The last one that has lines around its cells.
    Border,
}

/// What makes a row the heading of those below it, and no step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum HeadingRule {
    /// Its label is bold; where it has none, its first cell.
    Bold,
    /// The row below lies deeper in the outline: a summary task.
    Outline,
    /// It names neither a team nor a department nor contacts.
    NoOwner,
    /// A single cell of it is filled.
    Alone,
    /// Its label begins with a word for a sum, such as `Total`.
    Total,
    /// The cell of this column, named by heading or letter, holds one of these texts; or nothing,
    /// where there are none.
    Cell {
        /// The column.
        column: String,
        /// The texts, whatever their case, accents and blanks.
        is: Vec<String>,
    },
}

impl HeadingRule {
    /// The column that it asks about, if it is a single one.
    pub(crate) fn column(&self) -> Option<&str> {
        match self {
            Self::Cell { column, .. } => Some(column),
            Self::Bold | Self::Outline | Self::NoOwner | Self::Alone | Self::Total => None,
        }
    }
}

/// The rules that are known by a name alone.
const NAMED: [(&str, HeadingRule); 5] = [
    ("bold", HeadingRule::Bold),
    ("outline", HeadingRule::Outline),
    ("no-owner", HeadingRule::NoOwner),
    ("alone", HeadingRule::Alone),
    ("total", HeadingRule::Total),
];

const NAMES: [&str; 5] = {
    let mut names = [""; 5];
    let mut at = 0;
    while at < NAMED.len() {
        names[at] = NAMED[at].0;
        at += 1;
    }
    names
};

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename = "rule")]
struct CellRule {
    column: String,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    is: Vec<String>,
}

impl Serialize for HeadingRule {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if let Self::Cell { column, is } = self {
            return CellRule { column: column.clone(), is: is.clone() }.serialize(serializer);
        }
        let named = NAMED.iter().find(|(_, rule)| rule == self);
        serializer.serialize_str(named.map_or("", |(name, _)| name))
    }
}

impl<'de> Deserialize<'de> for HeadingRule {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct RuleVisitor;
        impl<'de> Visitor<'de> for RuleVisitor {
            type Value = HeadingRule;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&in_english("workbook-expected-heading-rule"))
            }

            fn visit_str<E: de::Error>(self, name: &str) -> Result<HeadingRule, E> {
                let named = NAMED.into_iter().find(|(known, _)| *known == name);
                named.map(|(_, rule)| rule).ok_or_else(|| E::unknown_variant(name, &NAMES))
            }

            fn visit_map<A: de::MapAccess<'de>>(self, map: A) -> Result<HeadingRule, A::Error> {
                let CellRule { column, is } =
                    CellRule::deserialize(MapAccessDeserializer::new(map))?;
                Ok(HeadingRule::Cell { column, is })
            }
        }
        deserializer.deserialize_any(RuleVisitor)
    }
}

/// What a last row is known by, if it has no number.
const MARKS: [(&str, LastRow); 3] =
    [("blank", LastRow::Blank), ("list", LastRow::List), ("border", LastRow::Border)];

impl Serialize for LastRow {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let named = MARKS.iter().find(|(_, mark)| mark == self);
        match (self, named) {
            (Self::At(row), _) => serializer.serialize_u32(*row),
            (_, named) => serializer.serialize_str(named.map_or("", |(name, _)| name)),
        }
    }
}

impl<'de> Deserialize<'de> for LastRow {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct LastVisitor;
        impl Visitor<'_> for LastVisitor {
            type Value = LastRow;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&in_english("workbook-expected-last-row"))
            }

            fn visit_u64<E: de::Error>(self, row: u64) -> Result<LastRow, E> {
                let inside = u32::try_from(row).ok().filter(|row| (1..=a1::ROWS).contains(row));
                let wrong = || E::invalid_value(de::Unexpected::Unsigned(row), &self);
                inside.map(LastRow::At).ok_or_else(wrong)
            }

            fn visit_i64<E: de::Error>(self, row: i64) -> Result<LastRow, E> {
                match u64::try_from(row) {
                    Ok(row) => self.visit_u64(row),
                    Err(_) => Err(E::invalid_value(de::Unexpected::Signed(row), &self)),
                }
            }

            fn visit_str<E: de::Error>(self, text: &str) -> Result<LastRow, E> {
                let named = MARKS.iter().find(|(name, _)| *name == text);
                let wrong = || E::invalid_value(de::Unexpected::Str(text), &self);
                named.map(|(_, mark)| *mark).ok_or_else(wrong)
            }
        }
        deserializer.deserialize_any(LastVisitor)
    }
}

/// The keys of a table that holds no steps.
const OF_ANY_TABLE: &[&str] = &["sheet", "first_row", "last_row", "columns", "ignore", "as_above"];

/// A key that only the table of steps has.
pub(super) fn of_steps<'de, C: Columns, D, T>(
    key: &'static str,
    deserializer: D,
) -> Result<T, D::Error>
where
    D: Deserializer<'de>,
    T: Deserialize<'de>,
{
    if C::TABLE != "steps" {
        return Err(de::Error::unknown_field(key, OF_ANY_TABLE));
    }
    T::deserialize(deserializer)
}

pub(super) fn ids<'de, C: Columns, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Option<MadeIds>, D::Error> {
    of_steps::<C, _, _>("ids", deserializer)
}

pub(super) fn sections<'de, C: Columns, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Vec<HeadingRule>, D::Error> {
    of_steps::<C, _, _>("sections", deserializer)
}
