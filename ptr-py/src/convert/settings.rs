//! Sections of a configuration, as the mappings that Python reads from YAML or TOML, for the
//! crates that take them through serde.

use std::path::PathBuf;

use chrono::TimeDelta;
use pyo3::prelude::*;
use pyo3::types::{PyBool, PyDelta, PyFloat, PyInt, PyMapping, PyString};
use serde_json::{Map, Value};

use crate::errors::{invalid, unexpected};

/// How deep mappings and lists may lie in each other.
const DEEPEST: usize = 32;

/// A section; what no configuration file could hold is refused with its place.
pub(crate) fn section(name: &str, value: &Bound<'_, PyAny>) -> PyResult<Value> {
    if value.cast::<PyMapping>().is_err() {
        return Err(unexpected!(name, value, "argument-mapping"));
    }
    read(name, value, 0)
}

fn read(place: &str, value: &Bound<'_, PyAny>, depth: usize) -> PyResult<Value> {
    let wrong = || invalid!("argument-not-a-setting", place = place, found = format!("{value:?}"));
    if depth > DEEPEST {
        return Err(invalid!("argument-too-deep", place = place));
    }
    if value.is_none() {
        Ok(Value::Null)
    } else if let Ok(value) = value.cast::<PyBool>() {
        Ok(Value::Bool(value.is_true()))
    } else if value.is_instance_of::<PyInt>() {
        value.extract::<i64>().map(Value::from).map_err(|_| wrong())
    } else if let Ok(number) = value.cast::<PyFloat>() {
        serde_json::Number::from_f64(number.value()).map(Value::Number).ok_or_else(wrong)
    } else if let Ok(text) = value.cast::<PyString>() {
        text.to_str().map(Value::from).map_err(|_| wrong())
    } else if value.is_instance_of::<PyDelta>() {
        // As ISO 8601 text, which is what files have for it.
        value.extract::<TimeDelta>().map(|length| length.to_string().into()).map_err(|_| wrong())
    } else if let Ok(mapping) = value.cast::<PyMapping>() {
        let mut section = Map::new();
        for item in mapping.items()?.iter() {
            let (key, value): (Bound<'_, PyAny>, Bound<'_, PyAny>) = item.extract()?;
            let key: String = key.extract().map_err(|_| {
                invalid!("argument-key-no-text", place = place, found = format!("{key:?}"))
            })?;
            let value = read(&format!("{place}.{key}"), &value, depth + 1)?;
            section.insert(key, value);
        }
        Ok(Value::Object(section))
    } else if let Ok(path) = value.extract::<PathBuf>() {
        path.to_str().map(Value::from).ok_or_else(wrong)
    } else if let Ok(items) = value.try_iter() {
        let items = items.enumerate();
        items.map(|(nth, item)| read(&format!("{place}[{nth}]"), &item?, depth + 1)).collect()
    } else {
        Err(wrong())
    }
}
