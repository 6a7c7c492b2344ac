//! The phases that a layout lists.

use std::fmt;

use serde::de::{self, Visitor, value::MapAccessDeserializer};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::language::in_english;

/// A phase as the layout gives it: its code, or a mapping of code, contingency, label and sets.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PhaseLayout {
    /// The code, as the steps name it.
    pub code: String,
    /// Whether it sleeps until a rollback is declared.
    pub contingency: bool,
    /// What people call it.
    pub label: Option<String>,
    /// The milestone that the declaration of a rollback sets.
    pub sets: Option<String>,
}

impl From<&str> for PhaseLayout {
    fn from(code: &str) -> Self {
        Self { code: code.to_owned(), contingency: false, label: None, sets: None }
    }
}

impl PhaseLayout {
    /// The phases of a transition where the layout does not say otherwise, in their order.
    pub fn usual() -> Vec<Self> {
        ["PP", "AC", "CO", "DC", "HO", "FB-RB"]
            .map(|code| Self { contingency: code == "FB-RB", ..Self::from(code) })
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
    #[serde(default, skip_serializing_if = "Option::is_none")]
    sets: Option<String>,
}

impl Serialize for PhaseLayout {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self { code, contingency, label, sets } = self.clone();
        if !contingency && label.is_none() && sets.is_none() {
            return serializer.serialize_str(&code);
        }
        PhaseMapping { code, contingency, label, sets }.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for PhaseLayout {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct PhaseVisitor;
        impl<'de> Visitor<'de> for PhaseVisitor {
            type Value = PhaseLayout;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&in_english("workbook-expected-phase"))
            }

            fn visit_str<E: de::Error>(self, code: &str) -> Result<PhaseLayout, E> {
                let code = code.trim();
                if code.is_empty() || code.contains(['\n', '\r']) {
                    return Err(E::invalid_value(de::Unexpected::Str(code), &self));
                }
                Ok(PhaseLayout::from(code))
            }

            fn visit_map<A: de::MapAccess<'de>>(self, map: A) -> Result<PhaseLayout, A::Error> {
                let mapping = PhaseMapping::deserialize(MapAccessDeserializer::new(map))?;
                let PhaseMapping { code, contingency, label, sets } = mapping;
                Ok(PhaseLayout { contingency, label, sets, ..self.visit_str(&code)? })
            }
        }
        deserializer.deserialize_any(PhaseVisitor)
    }
}
