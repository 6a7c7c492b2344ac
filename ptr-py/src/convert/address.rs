//! The form in which two mail addresses are compared.

use ptr_core::Email;
use pyo3::prelude::*;

use super::named;

#[doc = doc!(normalized_address)]
#[pyfunction]
#[pyo3(signature = (text))]
pub(crate) fn normalized_address(#[pyo3(from_py_with = named::text)] text: &str) -> Option<String> {
    Email::new(text).ok().map(|mail| mail.compared().to_owned())
}
