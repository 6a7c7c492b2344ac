//! The texts of this module: what is wrong with arguments, and the words of the command line. One
//! file a language in the folder `languages`, and no word elsewhere.

use std::sync::LazyLock;

use include_dir::include_dir;
use ptr_core::language::{Catalogue, FluentArgs, Language};
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyString};

static TEXTS: LazyLock<Catalogue> =
    LazyLock::new(|| Catalogue::new(&include_dir!("$CARGO_MANIFEST_DIR/languages")));

/// A message with its arguments filled in.
pub(crate) fn text(language: &Language, id: &str, arguments: &FluentArgs<'_>) -> String {
    TEXTS.text(language, id, arguments).into_owned()
}

/// A message without arguments.
pub(crate) fn word(language: &Language, id: &str) -> String {
    text(language, id, &FluentArgs::new())
}

#[doc = doc!(terminal_text)]
#[pyfunction]
#[pyo3(signature = (key, language, /, **values))]
pub(crate) fn terminal_text(
    key: &str,
    language: &str,
    values: Option<&Bound<'_, PyDict>>,
) -> PyResult<String> {
    let mut arguments = FluentArgs::new();
    for (name, value) in values.into_iter().flatten() {
        let name = name.cast::<PyString>()?.to_str()?.to_owned();
        arguments.set(name, value.str()?.to_str()?.to_owned());
    }
    let language = language.parse().unwrap_or(Language::english());
    Ok(text(&language, &format!("terminal-{key}"), &arguments))
}
