//! The start of a step, in one dry run or in all.

use std::collections::BTreeMap;
#[cfg(feature = "serde")]
use std::fmt;

#[cfg(feature = "serde")]
use serde::Serialize;
#[cfg(feature = "serde")]
use serde::de::{
    Deserialize, Deserializer, Error, MapAccess, Visitor, value::MapAccessDeserializer,
};

use super::time::When;
#[cfg(feature = "serde")]
use super::time::{FromMilestone, Moment, Offset};
use crate::id::DryRun;

/// The start of a step.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[cfg_attr(feature = "serde", derive(Serialize))]
#[cfg_attr(feature = "serde", serde(untagged))]
pub enum Start {
    /// The plan does not say.
    #[default]
    Unset,
    /// A date of its own in each dry run; no start in dry runs that are left out. Deserialisation
    /// tries this variant first, because a dry run may be called `milestone`.
    ByDryRun(BTreeMap<DryRun, When>),
    /// The same in every dry run; a milestone may have another date in each.
    At(When),
}

impl Start {
    /// The date in a dry run.
    ///
    /// ```
    /// use chrono::NaiveDate;
    /// use ptr_core::{DryRun, Moment, Start, When};
    /// let evening = NaiveDate::from_ymd_opt(2026, 3, 28).and_then(|day| day.and_hms_opt(22, 0, 0));
    /// let when = When::Moment(Moment::Local(evening.ok_or("no such time")?));
    /// let (fdr1, live) = (DryRun::new("FDR1")?, DryRun::live());
    /// let rehearsal_only = Start::ByDryRun([(fdr1.clone(), when.clone())].into());
    /// assert_eq!(rehearsal_only.in_dry_run(&fdr1), Some(&when));
    /// assert_eq!(rehearsal_only.in_dry_run(&live), None);
    /// assert_eq!(Start::At(when.clone()).in_dry_run(&live), Some(&when));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn in_dry_run(&self, dry_run: &DryRun) -> Option<&When> {
        match self {
            Start::Unset => None,
            Start::At(when) => Some(when),
            Start::ByDryRun(by_dry_run) => by_dry_run.get(dry_run),
        }
    }
}

/// The description of valid dates in error messages.
#[cfg(feature = "serde")]
const EXPECTED: &str = "a date such as \"2026-03-28T22:00:00\", or a milestone such as \
                        {\"milestone\": \"J0\", \"days\": -5, \"seconds\": 3600}";

#[cfg(feature = "serde")]
impl<'de> Deserialize<'de> for Start {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct StartVisitor;

        impl<'de> Visitor<'de> for StartVisitor {
            type Value = Start;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{EXPECTED}, one of these by dry run, or nothing")
            }

            fn visit_unit<E: Error>(self) -> Result<Start, E> {
                Ok(Start::Unset)
            }

            fn visit_str<E: Error>(self, text: &str) -> Result<Start, E> {
                moment(text).map(|moment| Start::At(When::Moment(moment)))
            }

            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Start, A::Error> {
                let entries = BTreeMap::deserialize(MapAccessDeserializer::new(map))?;
                // A dry run may be called `milestone`; then the value is a date instead of a name.
                match from_milestone(&entries) {
                    Some(from) => Ok(Start::At(When::FromMilestone(from))),
                    None => by_dry_run(entries).map(Start::ByDryRun),
                }
            }
        }

        deserializer.deserialize_any(StartVisitor)
    }
}

#[cfg(feature = "serde")]
impl<'de> Deserialize<'de> for When {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        match Entry::deserialize(deserializer)? {
            Entry::Text(text) => moment(&text).map(When::Moment),
            Entry::FromMilestone(from) => Ok(When::FromMilestone(from)),
            Entry::Number(number) => {
                Err(D::Error::custom(format!("{number}: expected {EXPECTED}")))
            }
        }
    }
}

/// A value in the map of a start: the date of a dry run, or a part of an offset from a milestone.
#[cfg(feature = "serde")]
enum Entry {
    Text(String),
    Number(i64),
    FromMilestone(FromMilestone),
}

#[cfg(feature = "serde")]
impl<'de> Deserialize<'de> for Entry {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct EntryVisitor;

        impl<'de> Visitor<'de> for EntryVisitor {
            type Value = Entry;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(EXPECTED)
            }

            fn visit_str<E: Error>(self, text: &str) -> Result<Entry, E> {
                Ok(Entry::Text(text.to_owned()))
            }

            fn visit_i64<E: Error>(self, number: i64) -> Result<Entry, E> {
                Ok(Entry::Number(number))
            }

            fn visit_u64<E: Error>(self, number: u64) -> Result<Entry, E> {
                i64::try_from(number).map(Entry::Number).map_err(E::custom)
            }

            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Entry, A::Error> {
                FromMilestone::deserialize(MapAccessDeserializer::new(map))
                    .map(Entry::FromMilestone)
            }
        }

        deserializer.deserialize_any(EntryVisitor)
    }
}

#[cfg(feature = "serde")]
fn moment<E: Error>(text: &str) -> Result<Moment, E> {
    Moment::try_from(text.to_owned()).map_err(|error| E::custom(format!("{error}, or a milestone")))
}

/// The offset from a milestone; `None` if the entries are no such offset.
#[cfg(feature = "serde")]
fn from_milestone(entries: &BTreeMap<String, Entry>) -> Option<FromMilestone> {
    let Some(Entry::Text(milestone)) = entries.get("milestone") else { return None };
    let mut offset = Offset::default();
    for (name, entry) in entries {
        match (name.as_str(), entry) {
            ("milestone", _) => {}
            ("days", Entry::Number(days)) => offset.days = i32::try_from(*days).ok()?,
            ("seconds", Entry::Number(seconds)) => offset.seconds = *seconds,
            _ => return None,
        }
    }
    let is_date = entries.len() == 1 && Moment::try_from(milestone.clone()).is_ok();
    (!is_date).then(|| FromMilestone { milestone: milestone.clone(), offset })
}

#[cfg(feature = "serde")]
fn by_dry_run<E: Error>(entries: BTreeMap<String, Entry>) -> Result<BTreeMap<DryRun, When>, E> {
    let dates = entries.into_iter().map(|(name, entry)| {
        let when = match entry {
            Entry::Text(text) => {
                moment(&text).map(When::Moment).map_err(|error: E| format!("{name}: {error}"))
            }
            Entry::FromMilestone(from) => Ok(When::FromMilestone(from)),
            Entry::Number(number) => Err(format!("{name}: {number}: expected {EXPECTED}")),
        };
        Ok((DryRun::new(&name).map_err(E::custom)?, when.map_err(E::custom)?))
    });
    dates.collect()
}
