//! The units of time: their words in each language, and how long each takes.

use std::collections::HashMap;
use std::sync::LazyLock;

use serde::{Deserialize, Serialize};

use super::text::normal;
use super::words::normal_spellings;

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
    /// The unit that a word names; weeks are none.
    pub(crate) fn of(word: &str) -> Option<Self> {
        Some(match Unit::of(word)? {
            Unit::Second => Self::Seconds,
            Unit::Minute => Self::Minutes,
            Unit::Hour => Self::Hours,
            Unit::Day => Self::Days,
            Unit::Week => return None,
        })
    }

    /// The letters that stand for it in a text.
    pub(crate) const fn letters(self) -> &'static str {
        match self {
            Self::Seconds => "s",
            Self::Minutes => "min",
            Self::Hours => "h",
            Self::Days => "j",
        }
    }

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

/// A unit of time that a number may have.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Unit {
    Second,
    Minute,
    Hour,
    Day,
    Week,
}

impl Unit {
    /// The unit that a word names.
    pub(super) fn of(word: &str) -> Option<Self> {
        static WORDS: LazyLock<HashMap<String, Unit>> = LazyLock::new(|| {
            let all = [
                ("workbook-unit-second", Unit::Second),
                ("workbook-unit-minute", Unit::Minute),
                ("workbook-unit-hour", Unit::Hour),
                ("workbook-unit-day", Unit::Day),
                ("workbook-unit-week", Unit::Week),
            ];
            let words = |(id, unit)| {
                normal_spellings(id).concat().into_iter().map(move |word| (word, unit))
            };
            all.into_iter().flat_map(words).collect()
        });
        WORDS.get(&normal(word)).copied()
    }

    /// How many seconds one of it takes.
    pub(super) const fn seconds(self) -> i64 {
        match self {
            Self::Second => 1,
            Self::Minute => 60,
            Self::Hour => 3_600,
            Self::Day => 86_400,
            Self::Week => 604_800,
        }
    }

    /// How many of the unit that follows without one make one of it.
    pub(super) const fn of_next_larger(self) -> i64 {
        match self {
            Self::Hour | Self::Minute => 60,
            Self::Day => 24,
            Self::Second | Self::Week => 0,
        }
    }

    /// The unit of a number that follows without one: minutes after hours, as in `1 h 30`.
    pub(super) fn next_smaller(self) -> Option<Self> {
        match self {
            Self::Hour => Some(Self::Minute),
            Self::Minute => Some(Self::Second),
            Self::Day => Some(Self::Hour),
            Self::Second | Self::Week => None,
        }
    }
}

/// The unit that a heading says its numbers to have: `Durée (h)`, `Duration in hours`.
pub(crate) fn unit_of_heading(heading: &str) -> Option<DurationUnit> {
    let mut bracketed =
        heading.split(['(', '[']).skip(1).filter_map(|it| it.split([')', ']']).next());
    let words: Vec<&str> = heading.split_whitespace().collect();
    let mut after_in = words.windows(2).filter(|pair| ["en", "in"].contains(&pair[0]));
    bracketed
        .find_map(DurationUnit::of)
        .or_else(|| after_in.find_map(|pair| DurationUnit::of(pair[1])))
}

/// Whether a word is a unit of time.
pub(crate) fn is_unit(word: &str) -> bool {
    Unit::of(word).is_some()
}
