//! The phases that a layout lists.

use std::fmt;

use serde::de::{self, Visitor, value::MapAccessDeserializer};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::language::in_english;

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
                f.write_str(&in_english("workbook-expected-phase"))
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
