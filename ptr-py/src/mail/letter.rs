//! `Letter`: a mail ready to be sent.

use ptr_mail::Letter;
use pyo3::prelude::*;
use pyo3::types::PyBytes;

#[doc = doc!(Letter)]
#[pyclass(frozen, module = "ptr_py", name = "Letter", weakref)]
pub(crate) struct PyLetter(pub(super) Letter);

#[pymethods]
impl PyLetter {
    #[doc = doc!(Letter.key)]
    #[getter]
    fn key(&self) -> &str {
        self.0.key()
    }

    #[doc = doc!(Letter.message_id)]
    #[getter]
    fn message_id(&self) -> &str {
        self.0.message_id()
    }

    #[doc = doc!(Letter.sender)]
    #[getter]
    fn sender(&self) -> String {
        self.0.sender().to_string()
    }

    #[doc = doc!(Letter.recipients)]
    #[getter]
    fn recipients(&self) -> Vec<String> {
        self.0.recipients().iter().map(ToString::to_string).collect()
    }

    #[doc = doc!(Letter.file_stem)]
    #[getter]
    fn file_stem(&self) -> String {
        self.0.file_stem()
    }

    /// The mail as it goes over the wire and into an .eml file.
    fn __bytes__<'py>(&self, py: Python<'py>) -> Bound<'py, PyBytes> {
        let bytes = py.detach(|| self.0.bytes());
        PyBytes::new(py, &bytes)
    }

    fn __eq__(&self, other: &Self) -> bool {
        self.0.bytes() == other.0.bytes() && self.0.recipients() == other.0.recipients()
    }

    fn __repr__(&self) -> String {
        format!("<Letter {} to {}>", self.0.key(), self.recipients().join(", "))
    }
}
