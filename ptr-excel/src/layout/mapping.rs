//! How the keys of a layout are read: each value is checked where it comes in.

use std::fmt;
use std::marker::PhantomData;
use std::str::FromStr;

use chrono_tz::Tz;
use serde::de::{self, Visitor, value::MapAccessDeserializer};
use serde::{Deserialize, Deserializer, Serializer};

use super::patterns::InvalidPattern;
use crate::a1;
use crate::language::in_english;

/// A time zone by its IANA name.
pub(super) fn zone<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Tz, D::Error> {
    let name = String::deserialize(deserializer)?;
    Tz::from_str(&name)
        .map_err(|_| de::Error::custom(InvalidPattern::new(&name, "workbook-expected-zone")))
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "the signature that serde calls")]
pub(super) fn zone_name<S: Serializer>(zone: &Tz, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(zone.name())
}

/// A mapping and nothing else: a list of values in the order of the keys, which serde would
/// take as well, is a mistake and not a layout.
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
            f.write_str(&in_english("workbook-expected-mapping-or-null"))
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
        f.write_str(&in_english("workbook-expected-mapping"))
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
            let expected = in_english("workbook-expected-sheet");
            Err(de::Error::invalid_value(de::Unexpected::Str(&name), &expected.as_str()))
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
        let (found, expected) =
            (de::Unexpected::Unsigned(row.into()), in_english("workbook-expected-row"));
        return Err(de::Error::invalid_value(found, &expected.as_str()));
    }
    Ok(row)
}
