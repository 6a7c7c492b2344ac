//! What the layout says of ids and of dates stored as text; each pattern is checked where it
//! comes in.

use std::fmt;
use std::str::FromStr;

use chrono::format::{Fixed, Item, Numeric, Parsed, StrftimeItems};
use chrono::{Datelike, NaiveDate, NaiveTime, TimeDelta, Timelike};
use chrono_tz::Tz;
use ptr_core::{Moment, resolve_local};
use regex::Regex;
use serde::de;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::value::without_marks;

/// A text that is no regular expression or no date format.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InvalidPattern {
    pub(super) found: String,
    /// The message that says what was expected.
    pub(super) expected: String,
    /// Why it is none, in the words of whoever tried to read it.
    pub(super) why: Option<String>,
}

impl InvalidPattern {
    pub(super) fn new(found: &str, expected: impl Into<String>) -> Self {
        Self { found: found.to_owned(), expected: expected.into(), why: None }
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
            Err(error) => {
                // The last line says why; those before show what stands around the pattern here.
                let said = error.to_string();
                let why = said.lines().last().unwrap_or_default();
                let why = Some(why.trim_start_matches("error: ").to_owned());
                Err(InvalidPattern {
                    why,
                    ..InvalidPattern::new(source, "workbook-expected-expression")
                })
            }
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
#[derive(Debug, Clone)]
pub struct TextDates {
    source: String,
    items: Vec<Item<'static>>,
}

impl TextDates {
    /// Checks a format: it must name a whole date; without a time of day it means midnight. `%Y` takes
    /// four digits, an offset (`%z`) counts.
    ///
    /// # Errors
    ///
    /// When the format has an unknown field, leaves day, month, year or the half of the day open, or
    /// asks for what no wall clock shows: seconds since an epoch, the name of a zone.
    pub fn new(format: &str) -> Result<Self, InvalidPattern> {
        let refused = |expected: &str| Err(InvalidPattern::new(format, expected));
        let usual = "workbook-expected-date-format";
        let mut items: Vec<Item<'static>> = Vec::new();
        for item in StrftimeItems::new(format) {
            match item {
                Item::Error => return refused(usual),
                Item::Numeric(Numeric::Timestamp, _) => {
                    return refused("workbook-expected-no-epoch");
                }
                Item::Fixed(Fixed::TimezoneName) => {
                    return refused("workbook-expected-no-zone-name");
                }
                // Two digits each, where a year alone would take one to four and a sign.
                Item::Numeric(Numeric::Year, pad) => {
                    items.push(Item::Numeric(Numeric::YearDiv100, pad));
                    items.push(Item::Numeric(Numeric::YearMod100, pad));
                }
                Item::Numeric(Numeric::IsoYear, pad) => {
                    items.push(Item::Numeric(Numeric::IsoYearDiv100, pad));
                    items.push(Item::Numeric(Numeric::IsoYearMod100, pad));
                }
                // A fraction of a second, as strptime reads it, and no count of nanoseconds.
                Item::Numeric(Numeric::Nanosecond, _) => match items.pop() {
                    Some(Item::OwnedLiteral(point)) if *point == *"." => {
                        items.push(Item::Fixed(Fixed::Nanosecond));
                    }
                    _ => return refused("workbook-expected-fraction"),
                },
                other => items.push(other.to_owned()),
            }
        }
        let dates = Self { source: format.to_owned(), items };
        let noon = NaiveDate::from_ymd_opt(2026, 11, 24).and_then(|it| it.and_hms_opt(13, 45, 56));
        let mut written = String::new();
        let read_back = noon.filter(|noon| {
            let items = dates.items.iter();
            let probe = noon.and_utc().format_with_items(items);
            fmt::write(&mut written, format_args!("{probe}")).is_ok()
                && dates.parse(&written, Tz::UTC).is_some()
        });
        if read_back.is_some() { Ok(dates) } else { refused(usual) }
    }

    /// The format as it was written.
    pub fn as_str(&self) -> &str {
        &self.source
    }

    /// The date that a text stands for in this format; midnight where it names no time of day. Where
    /// it names an offset, the wall clock of `zone` at that instant, or the instant itself where the
    /// clock shows that time twice.
    pub fn parse(&self, text: &str, zone: Tz) -> Option<Moment> {
        let text = without_marks(text);
        let text = text.trim();
        let mut parsed = Parsed::new();
        chrono::format::parse(&mut parsed, text, self.items.iter()).ok()?;
        let date = parsed.to_naive_date().ok()?;
        // A year of three digits is none of four.
        let is_whole = |year: i32| text.contains(&format!("{year:04}"));
        if parsed.year_div_100().is_some() && !is_whole(date.year()) {
            return None;
        }
        // Half a day by itself is no time of day.
        let is_timed = parsed.hour_mod_12().is_some()
            || parsed.hour_div_12().is_some()
            || parsed.minute().is_some();
        if parsed.hour_mod_12().is_some() && parsed.minute().is_none() {
            parsed.set_minute(0).ok()?;
        }
        let time = if is_timed { parsed.to_naive_time().ok()? } else { NaiveTime::MIN };
        // The core reads no leap second either.
        let local = Some(date.and_time(time)).filter(|it| it.nanosecond() < 1_000_000_000)?;
        let Some(offset) = parsed.offset() else { return Some(Moment::Local(local)) };
        let offset = TimeDelta::try_seconds(offset.into())?;
        let instant = local.checked_sub_signed(offset)?.and_utc();
        let shown = instant.with_timezone(&zone).naive_local();
        let is_its_own = resolve_local(zone, shown).is_some_and(|it| it.instant == instant);
        Some(if is_its_own { Moment::Local(shown) } else { Moment::Instant(instant) })
    }
}

impl PartialEq for TextDates {
    fn eq(&self, other: &Self) -> bool {
        self.source == other.source
    }
}

impl Eq for TextDates {}

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
