//! The single values of a layout, each checked where it comes in.

use std::fmt;
use std::marker::PhantomData;
use std::str::FromStr;

use chrono::format::{Item, StrftimeItems};
use chrono::{NaiveDate, NaiveDateTime, NaiveTime, Timelike};
use chrono_tz::Tz;
use regex::Regex;
use serde::de::{self, Visitor, value::MapAccessDeserializer};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::a1;

/// A text that is no pattern, no date format or no phase code.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{found}` is not {expected}")]
pub struct InvalidPart {
    found: String,
    expected: String,
}

impl InvalidPart {
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
    pub fn new(source: &str) -> Result<Self, InvalidPart> {
        match Regex::new(&format!(r"\A(?:{source})\z")) {
            Ok(whole) => Ok(Self { source: source.to_owned(), whole }),
            Err(error) => Err(InvalidPart::new(
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
    pub fn new(format: &str) -> Result<Self, InvalidPart> {
        let expected = "a date format such as %d/%m/%Y %H:%M, naming day, month and year";
        let items = || StrftimeItems::new(format);
        if items().any(|item| matches!(item, Item::Error)) {
            return Err(InvalidPart::new(format, expected));
        }
        let probe = NaiveDate::from_ymd_opt(2026, 11, 24)
            .map(|day| day.and_time(NaiveTime::MIN).and_utc().format_with_items(items()));
        let mut written = String::new();
        let dates = Self(format.to_owned());
        let read_back = probe
            .filter(|probe| fmt::write(&mut written, format_args!("{probe}")).is_ok())
            .and_then(|_| dates.parse(&written));
        if read_back.is_some() { Ok(dates) } else { Err(InvalidPart::new(format, expected)) }
    }

    /// The format as it was written.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The date that a text stands for in this format; midnight where it names no time of day.
    /// None for a leap second, which the core does not read either.
    pub fn parse(&self, text: &str) -> Option<NaiveDateTime> {
        let text = text.trim();
        let date = NaiveDateTime::parse_from_str(text, &self.0).ok().or_else(|| {
            NaiveDate::parse_from_str(text, &self.0).ok().map(|day| day.and_time(NaiveTime::MIN))
        });
        date.filter(|date| date.nanosecond() < 1_000_000_000)
    }
}

macro_rules! text_serde {
    ($name:ident) => {
        impl FromStr for $name {
            type Err = InvalidPart;

            fn from_str(text: &str) -> Result<Self, InvalidPart> {
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

/// The unit of a duration that is a plain number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum DurationUnit {
    /// Seconds.
    Seconds,
    /// Minutes, the default.
    #[default]
    Minutes,
    /// Hours.
    Hours,
    /// Days of twenty-four hours.
    Days,
}

impl DurationUnit {
    /// How many seconds one of it takes.
    pub const fn seconds(self) -> u32 {
        match self {
            Self::Seconds => 1,
            Self::Minutes => 60,
            Self::Hours => 3_600,
            Self::Days => 86_400,
        }
    }
}

/// A phase as the layout gives it: its code, or a mapping of code, contingency and label.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PhaseLayout {
    /// The code, as the steps name it.
    pub code: String,
    /// Whether it sleeps until a rollback is declared.
    pub contingency: bool,
    /// What people call it.
    pub label: Option<String>,
}

impl PhaseLayout {
    /// The phases of a transition where the layout does not say otherwise, in their order.
    pub fn usual() -> Vec<Self> {
        ["PP", "AC", "CO", "DC", "HO", "FB-RB"]
            .map(|code| Self { code: code.to_owned(), contingency: code == "FB-RB", label: None })
            .to_vec()
    }
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename = "phase")]
struct PhaseMapping {
    code: String,
    #[serde(default)]
    contingency: bool,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    label: Option<String>,
}

impl Serialize for PhaseLayout {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if !self.contingency && self.label.is_none() {
            return serializer.serialize_str(&self.code);
        }
        let (code, label) = (self.code.clone(), self.label.clone());
        PhaseMapping { code, contingency: self.contingency, label }.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for PhaseLayout {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct PhaseVisitor;
        impl<'de> Visitor<'de> for PhaseVisitor {
            type Value = PhaseLayout;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(
                    "a phase code such as `CO`, or a mapping of code, contingency and label",
                )
            }

            fn visit_str<E: de::Error>(self, code: &str) -> Result<PhaseLayout, E> {
                let code = code.trim();
                if code.is_empty() || code.contains(['\n', '\r']) {
                    return Err(E::invalid_value(de::Unexpected::Str(code), &self));
                }
                Ok(PhaseLayout { code: code.to_owned(), contingency: false, label: None })
            }

            fn visit_map<A: de::MapAccess<'de>>(self, map: A) -> Result<PhaseLayout, A::Error> {
                let mapping = PhaseMapping::deserialize(MapAccessDeserializer::new(map))?;
                let PhaseMapping { code, contingency, label } = mapping;
                Ok(PhaseLayout { contingency, label, ..self.visit_str(&code)? })
            }
        }
        deserializer.deserialize_any(PhaseVisitor)
    }
}

/// A time zone by its IANA name.
pub(super) mod zone {
    use super::{Deserialize, Deserializer, FromStr, Serializer, Tz, de};

    #[expect(clippy::trivially_copy_pass_by_ref, reason = "the signature that serde calls")]
    pub(crate) fn serialize<S: Serializer>(zone: &Tz, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(zone.name())
    }

    pub(crate) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Tz, D::Error> {
        let name = String::deserialize(deserializer)?;
        Tz::from_str(&name).map_err(|_| {
            de::Error::custom(format!(
                "`{name}` is not a time zone: expected an IANA name such as Europe/Brussels"
            ))
        })
    }
}

/// A mapping and nothing else: a list of values in the order of the keys, which serde would
/// take as well, is a slip and not a layout.
pub(super) fn mapping<'de, D, T>(deserializer: D) -> Result<T, D::Error>
where
    D: Deserializer<'de>,
    T: Deserialize<'de>,
{
    deserializer.deserialize_map(MappingVisitor(PhantomData))
}

/// A mapping, or null for none.
pub(super) fn optional_mapping<'de, D, T>(deserializer: D) -> Result<Option<T>, D::Error>
where
    D: Deserializer<'de>,
    T: Deserialize<'de>,
{
    struct OptionalVisitor<T>(PhantomData<T>);
    impl<'de, T: Deserialize<'de>> Visitor<'de> for OptionalVisitor<T> {
        type Value = Option<T>;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("a mapping or null")
        }

        fn visit_none<E: de::Error>(self) -> Result<Option<T>, E> {
            Ok(None)
        }

        fn visit_unit<E: de::Error>(self) -> Result<Option<T>, E> {
            Ok(None)
        }

        fn visit_some<D: Deserializer<'de>>(self, inner: D) -> Result<Option<T>, D::Error> {
            mapping(inner).map(Some)
        }
    }
    deserializer.deserialize_option(OptionalVisitor(PhantomData))
}

struct MappingVisitor<T>(PhantomData<T>);

impl<'de, T: Deserialize<'de>> Visitor<'de> for MappingVisitor<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a mapping")
    }

    fn visit_map<A: de::MapAccess<'de>>(self, map: A) -> Result<T, A::Error> {
        T::deserialize(MapAccessDeserializer::new(map))
    }
}

/// A sheet's name.
pub(super) fn sheet<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Option<String>, D::Error> {
    let name = Option::<String>::deserialize(deserializer)?;
    match name {
        Some(name) if name.trim().is_empty() => {
            Err(de::Error::invalid_value(de::Unexpected::Str(&name), &"the name of a sheet"))
        }
        name => Ok(name),
    }
}

/// A row as people count: from one.
pub(super) fn first_row<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Option<u32>, D::Error> {
    let row = Option::<u32>::deserialize(deserializer)?;
    if let Some(row) = row.filter(|row| *row == 0 || *row > a1::ROWS) {
        let expected = "a row from 1 to 1048576";
        return Err(de::Error::invalid_value(de::Unexpected::Unsigned(row.into()), &expected));
    }
    Ok(row)
}
