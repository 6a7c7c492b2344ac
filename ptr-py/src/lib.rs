//! The Python module `ptr_py._native`: the words of the other crates, nothing decided here.

use pyo3::prelude::*;

/// What `ptr_py` re-exports; see `python/ptr_py/_native.pyi` for its types.
#[pymodule]
mod _native {
    use pyo3::prelude::*;

    #[pymodule_init]
    fn init(module: &Bound<'_, PyModule>) -> PyResult<()> {
        module.add("__version__", env!("CARGO_PKG_VERSION"))
    }
}
