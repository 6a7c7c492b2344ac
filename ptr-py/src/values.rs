//! Making the plain values of `python/ptr_py/_values.py`.

use pyo3::intern;
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::{PyDict, PyModule};

/// The class of this name, called with these fields.
pub(crate) fn construct<'py>(
    py: Python<'py>,
    class: &str,
    fields: &Bound<'py, PyDict>,
) -> PyResult<Bound<'py, PyAny>> {
    static MODULE: PyOnceLock<Py<PyModule>> = PyOnceLock::new();
    let module = MODULE
        .get_or_try_init(py, || py.import(intern!(py, "ptr_py._values")).map(Bound::unbind))?;
    module.bind(py).getattr(class)?.call((), Some(fields))
}

/// A value of a class with these fields: `value!(py, "Stamp", at: at, by: by)`.
macro_rules! value {
    ($py:expr, $class:literal, $($field:ident: $value:expr),+ $(,)?) => {{
        let fields = pyo3::types::PyDict::new($py);
        $(fields.set_item(pyo3::intern!($py, stringify!($field)), $value)?;)+
        $crate::values::construct($py, $class, &fields)
    }};
}

pub(crate) use value;
