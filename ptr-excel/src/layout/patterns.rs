//! What the layout says of ids and of dates stored as text; each pattern is checked where it
//! comes in.

use std::fmt;
use std::str::FromStr;

use chrono::format::{Item, StrftimeItems};
use chrono::{NaiveDate, NaiveDateTime, NaiveTime, Timelike};
use regex::Regex;
use serde::de;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A text that is no regular expression or no date format.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{found}` is not {expected}")]
pub struct InvalidPattern {
    found: String,
    expected: String,
}

impl InvalidPattern {
    fn new(found: &str, expected: impl Into<String>) -> Self {
        Self { found: found.to_owned(), expected: expected.into() }
    }
}

/// What the whole of an id must look like: a regular expression of the `regex` crate, matched
/// against the whole text in linear time.
#[derive(Debug, Clone)]
pub struct IdPattern {
    source: String,
    whole: Regex,
}

impl IdPattern {
    /// Compiles a pattern.
    ///
    /// # Errors
    ///
    /// When it is no regular expression.
    pub fn new(source: &str) -> Result<Self, InvalidPattern> {
        match Regex::new(&format!(r"\A(?:{source})\z")) {
            Ok(whole) => Ok(Self { source: source.to_owned(), whole }),
            Err(error) => Err(InvalidPattern::new(
                source,
                format!("a regular expression such as [A-Z]{{2}}[0-9]{{8}}: {error}"),
            )),
        }
    }

    /// The pattern as it was written.
    pub fn as_str(&self) -> &str {
        &self.source
    }

    /// Whether the whole text matches.
    pub fn matches(&self, text: &str) -> bool {
        self.whole.is_match(text)
    }
}

impl Default for IdPattern {
    fn default() -> Self {
        Self::new("[A-Z]{2}[0-9]{8}").expect("a constant that the tests compile")
    }
}

impl PartialEq for IdPattern {
    fn eq(&self, other: &Self) -> bool {
        self.source == other.source
    }
}

impl Eq for IdPattern {}

/// The strptime format of dates that are stored as text, such as `%d/%m/%Y %H:%M`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TextDates(String);

impl TextDates {
    /// Checks a format: it must name a whole date; without a time of day it means midnight.
    ///
    /// # Errors
    ///
    /// When the format has an unknown field, or leaves day, month or year open.
    pub fn new(format: &str) -> Result<Self, InvalidPattern> {
        let expected = "a date format such as %d/%m/%Y %H:%M, naming day, month and year";
        let items = || StrftimeItems::new(format);
        if items().any(|item| matches!(item, Item::Error)) {
            return Err(InvalidPattern::new(format, expected));
        }
        let probe = NaiveDate::from_ymd_opt(2026, 11, 24)
            .map(|day| day.and_time(NaiveTime::MIN).and_utc().format_with_items(items()));
        let mut written = String::new();
        let dates = Self(format.to_owned());
        let read_back = probe
            .filter(|probe| fmt::write(&mut written, format_args!("{probe}")).is_ok())
            .and_then(|_| dates.parse(&written));
        if read_back.is_some() { Ok(dates) } else { Err(InvalidPattern::new(format, expected)) }
    }

    /// The format as it was written.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The date that a text stands for in this format; midnight where it names no time of day.
    pub fn parse(&self, text: &str) -> Option<NaiveDateTime> {
        let text = text.trim();
        let date = NaiveDateTime::parse_from_str(text, &self.0).ok().or_else(|| {
            NaiveDate::parse_from_str(text, &self.0).ok().map(|day| day.and_time(NaiveTime::MIN))
        });
        // The core reads no leap second either.
        date.filter(|date| date.nanosecond() < 1_000_000_000)
    }
}

macro_rules! text_serde {
    ($name:ident) => {
        impl FromStr for $name {
            type Err = InvalidPattern;

            fn from_str(text: &str) -> Result<Self, InvalidPattern> {
                Self::new(text)
            }
        }

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                Self::new(&String::deserialize(deserializer)?).map_err(de::Error::custom)
            }
        }
    };
}

text_serde!(IdPattern);
text_serde!(TextDates);
