//! Making the plain values of `python/ptr_py/_values`.

use chrono_tz::Tz;
use pyo3::intern;
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::{PyDict, PyModule, PyTuple};
use pythonize::{PythonizeTypes, PythonizeUnnamedMappingAdapter, pythonize_custom};
use serde::Serialize;

use super::time::Clock;

/// The class of this name.
fn class<'py>(py: Python<'py>, name: &str) -> PyResult<Bound<'py, PyAny>> {
    static MODULE: PyOnceLock<Py<PyModule>> = PyOnceLock::new();
    let module =
        MODULE.get_or_try_init(py, || py.import(intern!(py, "ptr_py")).map(Bound::unbind))?;
    module.bind(py).getattr(name)
}

/// The class of this name, called with these fields.
pub(crate) fn construct<'py>(
    py: Python<'py>,
    name: &str,
    fields: &Bound<'py, PyDict>,
) -> PyResult<Bound<'py, PyAny>> {
    class(py, name)?.call((), Some(fields))
}

/// The value of the class of this name that has these fields, as [`written`]; its instants are shown
/// by the wall clock of `zone`.
pub(crate) fn read<'py>(
    py: Python<'py>,
    name: &str,
    fields: &Bound<'py, PyDict>,
    zone: Tz,
) -> PyResult<Bound<'py, PyAny>> {
    class(py, name)?.call_method1(intern!(py, "_read"), (fields, Clock(zone)))
}

/// The fields of a value of the core, as serde writes them down; lists are tuples, which stay as
/// they are.
pub(crate) fn written<'py>(
    py: Python<'py>,
    value: &impl Serialize,
) -> PyResult<Bound<'py, PyDict>> {
    struct Frozen;

    impl PythonizeTypes for Frozen {
        type Map = PyDict;
        type NamedMap = PythonizeUnnamedMappingAdapter<PyDict>;
        type List = PyTuple;
    }

    Ok(pythonize_custom::<Frozen, _>(py, value)?.cast_into()?)
}

/// A value of a class with these fields: `value!(py, "Stamp", at: at, by: by)`.
macro_rules! value {
    ($py:expr, $class:literal, $($field:ident: $value:expr),+ $(,)?) => {{
        let fields = pyo3::types::PyDict::new($py);
        $(fields.set_item(pyo3::intern!($py, stringify!($field)), $value)?;)+
        $crate::convert::values::construct($py, $class, &fields)
    }};
}

pub(crate) use value;
