//! The Python module `ptr_py._native`: the words of the other crates, nothing decided here.
//!
//! One room a subject, as in the core: `plan`, `schedule`, `run`, `forecast` and `view` bind what it
//! knows, `workbook` and `mail` what the other crates do; `convert` stands between the two
//! languages; `errors` maps every error to the tree of exceptions in `python/ptr_py/_errors.py`.

#![expect(
    clippy::doc_markdown,
    clippy::doc_link_with_quotes,
    reason = "what documents an item of Python is text of Python"
)]

use pyo3::prelude::*;

// The docstrings of the stub: `doc!(Plan.schedule)`. See `build.rs`.
include!(concat!(env!("OUT_DIR"), "/docstrings.rs"));

mod convert;
mod draw;
mod errors;
mod forecast;
mod language;
mod mail;
mod patience;
mod plan;
mod problems;
mod run;
mod schedule;
mod table;
mod texts;
mod view;
mod workbook;

/// What `ptr_py` re-exports; see `python/ptr_py/_native.pyi` for its types.
#[pymodule]
mod _native {
    use pyo3::prelude::*;

    use crate::convert::document::add_details;

    #[pymodule_export]
    use crate::convert::address::normalized_address;
    #[pymodule_export]
    use crate::forecast::PyForecast;
    #[pymodule_export]
    use crate::forecast::decide_by::PyDecideBy;
    #[pymodule_export]
    use crate::forecast::simulation::{PyEnds, PyOdds};
    #[pymodule_export]
    use crate::language::{PyLanguage, PySaid, state_label, told_once};
    #[pymodule_export]
    use crate::mail::{PyAttempt, PyLetter, PyMailer, PyOutbox};
    #[pymodule_export]
    use crate::plan::PyPlan;
    #[pymodule_export]
    use crate::plan::merge::merge;
    #[pymodule_export]
    use crate::plan::step::PyStep;
    #[pymodule_export]
    use crate::run::PyRun;
    #[pymodule_export]
    use crate::run::event::PyEvent;
    #[pymodule_export]
    use crate::run::notice::PyNotice;
    #[pymodule_export]
    use crate::schedule::PySchedule;
    #[pymodule_export]
    use crate::schedule::compute::compute_states;
    #[pymodule_export]
    use crate::table::PyTable;
    #[pymodule_export]
    use crate::texts::terminal_text;
    #[pymodule_export]
    use crate::view::{PyComparison, compare};
    #[pymodule_export]
    use crate::workbook::{load_workbook, propose_layout, write_template};

    #[pymodule_init]
    fn init(module: &Bound<'_, PyModule>) -> PyResult<()> {
        module.setattr("_STATES", crate::convert::state::shown())?;
        let py = module.py();
        add_details(&py.get_type::<PyEvent>(), &ptr_core::Fact::DETAILS)?;
        add_details(&py.get_type::<PyNotice>(), &crate::run::notice::DETAILS)?;
        let fields = ptr_core::Field::OF_A_STEP.map(ptr_core::Field::name);
        add_details(&py.get_type::<PyStep>(), &fields)?;
        module.add("__version__", env!("CARGO_PKG_VERSION"))
    }
}
