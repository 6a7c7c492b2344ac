//! The further columns of a plan: values of the core where it can hold them, Python's objects
//! where it cannot.
//!
//! Whatever comes in is given back: what the core holds faithfully as an equal value, anything
//! else as the very object. In JSON such an object stands as the nearest value or as its text.

use ptr_core::{NamedValues, Value};
use pyo3::prelude::*;
use pyo3::types::{
    PyBool, PyDateTime, PyDict, PyFloat, PyInt, PyList, PyMapping, PyNone, PyString, PyTuple,
};

use super::time::{self, Given};

/// How deep lists and mappings may lie in each other before they are kept as text: deeper ones
/// would not read back from JSON, and an object may even hold itself.
const DEEPEST: usize = 32;

/// A value of Python as the core holds it.
pub(crate) struct Read {
    pub(crate) value: Value,
    /// Whether the value gives back what came in.
    pub(crate) faithful: bool,
}

impl Read {
    pub(crate) fn faithful(value: Value) -> Self {
        Self { value, faithful: true }
    }

    fn nearest(value: Value) -> Self {
        Self { value, faithful: false }
    }
}

/// Reads any object.
pub(crate) fn read(object: &Bound<'_, PyAny>) -> PyResult<Read> {
    read_at(object, 0)
}

fn read_at(object: &Bound<'_, PyAny>, depth: usize) -> PyResult<Read> {
    if object.is_none() {
        return Ok(Read::faithful(Value::Null));
    }
    if let Ok(value) = object.cast_exact::<PyBool>() {
        return Ok(Read::faithful(Value::Bool(value.is_true())));
    }
    if let Ok(text) = object.cast::<PyString>() {
        let faithful = object.is_exact_instance_of::<PyString>() && text.to_str().is_ok();
        let value = Value::Text(text.to_string_lossy().into_owned());
        return Ok(Read { value, faithful });
    }
    if object.is_instance_of::<PyInt>() {
        return Ok(match object.extract() {
            Ok(number) => {
                Read { value: Value::Int(number), faithful: object.is_exact_instance_of::<PyInt>() }
            }
            Err(_) => Read::nearest(Value::Text(text_of(object))),
        });
    }
    if let Ok(number) = object.cast::<PyFloat>() {
        let number = number.value();
        return Ok(if number.is_finite() {
            let faithful = object.is_exact_instance_of::<PyFloat>();
            Read { value: Value::Float(number), faithful }
        } else {
            Read::nearest(Value::Text(text_of(object)))
        });
    }
    if let Ok(date) = object.cast::<PyDateTime>() {
        return read_date(date);
    }
    if depth < DEEPEST {
        if let Ok(list) = object.cast::<PyList>() {
            let faithful = object.is_exact_instance_of::<PyList>();
            return read_list(list.iter(), faithful, depth);
        }
        if let Ok(tuple) = object.cast::<PyTuple>() {
            return read_list(tuple.iter(), false, depth);
        }
        if let Ok(mapping) = object.cast::<PyMapping>() {
            return read_map(mapping, depth);
        }
    }
    Ok(Read::nearest(Value::Text(text_of(object))))
}

/// A local date is one of the core's; with a time zone it is text in JSON.
fn read_date(date: &Bound<'_, PyDateTime>) -> PyResult<Read> {
    let plain = date.is_exact_instance_of::<PyDateTime>();
    let first = date.getattr("fold")?.eq(0)?;
    Ok(match time::read(date)? {
        Some(Given::Naive(date)) => Read { value: Value::Date { date }, faithful: plain && first },
        Some(Given::Aware(_)) => {
            Read::nearest(Value::Text(date.call_method0("isoformat")?.extract()?))
        }
        None => Read::nearest(Value::Null),
    })
}

fn read_list<'py>(
    items: impl Iterator<Item = Bound<'py, PyAny>>,
    mut faithful: bool,
    depth: usize,
) -> PyResult<Read> {
    let mut values = Vec::new();
    for item in items {
        let read = read_at(&item, depth + 1)?;
        faithful &= read.faithful;
        values.push(read.value);
    }
    Ok(Read { value: Value::List(values), faithful })
}

fn read_map(mapping: &Bound<'_, PyMapping>, depth: usize) -> PyResult<Read> {
    let mut faithful = mapping.is_exact_instance_of::<PyDict>();
    let mut values = NamedValues::new();
    for pair in mapping.items()?.iter() {
        let (key, item): (Bound<'_, PyAny>, Bound<'_, PyAny>) = pair.extract()?;
        let read = read_at(&item, depth + 1)?;
        let name = text_of(&key);
        if name == "$date" {
            // So a date is written down: a mapping that says so would read back as one.
            return Ok(Read::nearest(Value::Text(text_of(mapping.as_any()))));
        }
        faithful &= read.faithful && key.is_exact_instance_of::<PyString>();
        values.insert(name, read.value);
    }
    Ok(Read { value: Value::Map(values), faithful })
}

/// The text of any object, even of one that refuses to give it.
pub(crate) fn text_of(object: &Bound<'_, PyAny>) -> String {
    let text = object.str().or_else(|_| object.repr());
    text.map(|text| text.to_string_lossy().into_owned()).unwrap_or_default()
}

/// The value as an object of Python.
pub(crate) fn to_python<'py>(py: Python<'py>, value: &Value) -> PyResult<Bound<'py, PyAny>> {
    Ok(match value {
        Value::Null => PyNone::get(py).to_owned().into_any(),
        Value::Bool(value) => PyBool::new(py, *value).to_owned().into_any(),
        Value::Int(value) => value.into_pyobject(py)?.into_any(),
        Value::Float(value) => value.into_pyobject(py)?.into_any(),
        Value::Date { date } => date.into_pyobject(py)?.into_any(),
        Value::Text(text) => text.into_pyobject(py)?.into_any(),
        Value::List(values) => {
            let items: PyResult<Vec<_>> = values.iter().map(|one| to_python(py, one)).collect();
            PyList::new(py, items?)?.into_any()
        }
        Value::Map(values) => map_to_python(py, values)?.into_any(),
    })
}

/// Named values as a dict, in their order.
pub(crate) fn map_to_python<'py>(
    py: Python<'py>,
    values: &NamedValues,
) -> PyResult<Bound<'py, PyDict>> {
    let dict = PyDict::new(py);
    for (name, value) in values.iter() {
        dict.set_item(name, to_python(py, value)?)?;
    }
    Ok(dict)
}
