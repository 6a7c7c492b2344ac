//! Documents: the plain dicts of events, notices and commands, read through serde.
//!
//! What serde has against one is told in the words of this module: the key, the value as Python
//! shows it, and what was expected.

use chrono::{DateTime, TimeDelta, Utc};
use ptr_core::language::{Language, of_data};
use ptr_core::{Digest, Email, Outcome, StepId};
use pyo3::intern;
use pyo3::prelude::*;
use pyo3::types::{
    PyBool, PyDateTime, PyDelta, PyDict, PyFloat, PyInt, PyList, PyMapping, PyString, PyTuple,
    PyType,
};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

use super::{text, time, value};
use crate::errors::{placed, unexpected};

/// A value as the plain dict that a store keeps.
pub(crate) fn write<'py>(py: Python<'py>, value: &impl Serialize) -> PyResult<Bound<'py, PyDict>> {
    Ok(pythonize::pythonize(py, value)?.cast_into()?)
}

/// Gives a class a property for each of these names, which its method `_detail` reads; what it is
/// says the stub.
pub(crate) fn add_details(class: &Bound<'_, PyType>, names: &[&str]) -> PyResult<()> {
    let (py, of) = (class.py(), class.name()?);
    let property = py.import("builtins")?.getattr("property")?;
    let reader = py.import("operator")?.getattr("methodcaller")?;
    names.iter().try_for_each(|name| {
        let item = format!("{of}.{name}");
        let known = crate::DOCSTRINGS.iter().find(|(known, _)| *known == item);
        let (reader, doc) = (reader.call1(("_detail", *name))?, known.map(|(_, text)| *text));
        class.setattr(*name, property.call1((reader, py.None(), py.None(), doc))?)
    })
}

/// A dict, and what of it serde can read.
pub(crate) struct Document<'a, 'py> {
    mapping: &'a Bound<'py, PyMapping>,
    pub(crate) values: Map<String, Value>,
}

/// What is wrong with a document, and under which key.
pub(crate) struct Wrong {
    pub(crate) key: String,
    /// Whether it is the value of the key, rather than that the key is there or is not.
    pub(crate) is_of_value: bool,
    what: String,
    said: String,
}

impl Wrong {
    /// What is wrong; in other languages than English as the core tells what serde says.
    pub(crate) fn message(&self, language: &Language) -> String {
        let what = match language.code() {
            "en" => self.what.clone(),
            _ => of_data(&self.said, language, |_| None),
        };
        placed(language, &self.key, what)
    }
}

impl<'a, 'py> Document<'a, 'py> {
    /// The dict of what is `expected` of an argument.
    pub(crate) fn of(
        argument: &str,
        expected: &str,
        object: &'a Bound<'py, PyAny>,
    ) -> PyResult<Self> {
        let mapping = object.cast::<PyMapping>();
        let mapping = mapping.map_err(|_| text::wrong_type(argument, expected, object))?;
        let mut values = Map::new();
        for item in mapping.items()?.iter() {
            let (key, value): (Bound<'_, PyAny>, Bound<'_, PyAny>) = item.extract()?;
            let key = value::text_of(&key);
            let value = plain(&key, &value)?;
            values.insert(key, value);
        }
        Ok(Self { mapping, values })
    }

    /// Refuses the text of an instant that is incomplete, as one written by hand easily is.
    pub(crate) fn check_instant(&self, key: &str) -> PyResult<()> {
        match self.values.get(key) {
            // A leap second is refused where the document is read.
            Some(Value::String(text)) if text.parse::<DateTime<Utc>>().is_err() => {
                Err(unexpected!(key, text, "argument-instant"))
            }
            _ => Ok(()),
        }
    }

    /// What the document says.
    pub(crate) fn read<T: DeserializeOwned>(&self) -> Result<T, Wrong> {
        let said =
            |values: &Map<String, Value>| T::deserialize(values).map_err(|it| it.to_string());
        said(&self.values).map_err(|error| {
            // serde tells the value and not its key, and others may have the same value.
            let is_at_fault = |key: &str| {
                let mut others = self.values.clone();
                others.remove(key);
                said(&others).err().as_ref() != Some(&error)
            };
            self.wrong(&error, is_at_fault)
        })
    }

    /// What serde says, in our words. It quotes keys and names by backticks.
    fn wrong(&self, said: &str, is_at_fault: impl Fn(&str) -> bool) -> Wrong {
        let mut quoted = said.split('`').skip(1).step_by(2);
        let mut first = || quoted.next().unwrap_or_default().to_owned();
        if said.starts_with("missing field") {
            let what = format!("missing in {}", self.mapping);
            return Wrong { key: first(), is_of_value: false, what, said: said.to_owned() };
        }
        if said.starts_with("unknown field") {
            let key = first();
            // serde does not name the key that says which variant a dict is.
            let tag = self.values.contains_key("type").then_some("type");
            let known = tag.into_iter().chain(quoted).collect::<Vec<_>>().join(", ");
            let what = format!("{}: expected no keys but {known}", self.shown(&key));
            return Wrong { key, is_of_value: false, what, said: said.to_owned() };
        }
        let told = || self.values.iter().filter(|(_, value)| is_told(value, said));
        let key = told().find(|(key, _)| is_at_fault(key)).or_else(|| told().next());
        let key = key.map(|(key, _)| key.clone()).unwrap_or_default();
        let what = match said.split_once(", expected ") {
            Some((unknown, _)) if unknown.starts_with("unknown variant") => {
                let known = quoted.skip(1).collect::<Vec<_>>().join(", ");
                format!("{}: expected one of {known}", self.shown(&key))
            }
            Some((_, expected)) => {
                let expected = match expected {
                    "a string" | "string or map" | "map with a single key" => "text",
                    variant if variant.starts_with("variant ") => "text",
                    "u32" | "u64" => "a whole number",
                    "a boolean" => "True or False",
                    "a sequence" => "a list",
                    other => other,
                };
                format!("{}: expected {expected}", self.shown(&key))
            }
            None => said.to_owned(),
        };
        Wrong { key, is_of_value: true, what, said: said.to_owned() }
    }

    /// The value of a key, as Python shows it; the whole document if it is told of no key.
    fn shown(&self, key: &str) -> String {
        let whole = key.is_empty() && !self.values.contains_key(key);
        let item = || self.mapping.get_item(key).and_then(|value| value.repr());
        let value = if whole { self.mapping.repr() } else { item() };
        value.map_or_else(|_| "None".to_owned(), |value| value.to_string_lossy().into_owned())
    }
}

/// Whether serde tells of this value.
fn is_told(value: &Value, said: &str) -> bool {
    match value {
        Value::Null => said.contains(": null"),
        Value::Bool(_) | Value::Number(_) => said.contains(&format!("`{value}`")),
        Value::String(text) if said.starts_with("invalid ") => {
            said.contains(&format!("string {text:?}"))
        }
        Value::String(text) if said.starts_with("unknown ") => {
            said.contains(&format!("`{text}`, expected"))
        }
        Value::String(text) => {
            let digest = text.parse::<Digest>().err();
            let codes = [StepId::new(text).err(), Email::new(text).err(), Outcome::new(text).err()];
            let codes = codes.into_iter().chain([digest]);
            codes.flatten().any(|error| error.to_string() == said)
                || said.starts_with(&format!("{text}: "))
        }
        Value::Array(_) => said.contains(": sequence"),
        Value::Object(_) => said.contains(": map"),
    }
}

/// A value for serde. What is nothing that a document of ours could hold stands as an empty
/// mapping: a key that a store has added is ignored with it, and no text is read from it.
fn plain(key: &str, value: &Bound<'_, PyAny>) -> PyResult<Value> {
    let nothing = || Value::Object(Map::new());
    if value.is_none() {
        Ok(Value::Null)
    } else if let Ok(text) = value.cast::<PyString>() {
        Ok(text.to_str().map_or_else(|_| nothing(), Value::from))
    } else if let Ok(value) = value.cast::<PyBool>() {
        Ok(Value::Bool(value.is_true()))
    } else if value.is_instance_of::<PyInt>() {
        Ok(value.extract::<i64>().map_or_else(|_| nothing(), Value::from))
    } else if let Ok(number) = value.cast::<PyFloat>() {
        // A store that has one type for all numbers.
        let whole = number.call_method0(intern!(value.py(), "is_integer"))?.is_truthy()?;
        let whole = number.call_method0(intern!(value.py(), "__int__")).ok().filter(|_| whole);
        whole.map_or_else(|| Ok(Value::from(number.value())), |whole| plain(key, &whole))
    } else if value.is_instance_of::<PyDateTime>() {
        Ok(Value::String(time::instant(key, value)?.to_rfc3339()))
    } else if value.is_instance_of::<PyDelta>() {
        Ok(value.extract::<TimeDelta>().map_or_else(|_| nothing(), |it| it.to_string().into()))
    } else if value.is_instance_of::<PyList>() || value.is_instance_of::<PyTuple>() {
        value.try_iter()?.map(|item| plain(key, &item?)).collect()
    } else {
        Ok(nothing())
    }
}
