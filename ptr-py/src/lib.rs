//! The Python module `ptr_py._native`: the words of the other crates, nothing decided here.
//!
//! One file a subject: `record`, `plan`, `step`, `schedule`, `compute` bind what the core knows;
//! `time`, `value`, `state`, `text`, `arguments` translate between the two languages; `errors`
//! maps every error of the core to the tree of exceptions in `python/ptr_py/_errors.py`.

#![expect(
    clippy::doc_markdown,
    clippy::doc_link_with_quotes,
    reason = "what documents an item of Python is text of Python"
)]

use pyo3::prelude::*;

// The docstrings of the stub: `doc!(Plan.schedule)`. See `build.rs`.
include!(concat!(env!("OUT_DIR"), "/docstrings.rs"));

mod address;
mod arguments;
mod claims;
mod compute;
mod diff;
mod document;
mod draw;
mod errors;
mod event;
mod finding;
mod forecast;
mod form;
mod language;
mod mail;
mod merge;
mod named;
mod notice;
mod origin;
mod part;
mod patience;
mod plan;
mod problem;
mod reason;
mod record;
mod refused;
mod run;
mod schedule;
mod settings;
mod simulation;
mod state;
mod step;
mod table;
mod text;
mod texts;
mod time;
mod value;
mod values;
mod view;
mod workbook;

/// What `ptr_py` re-exports; see `python/ptr_py/_native.pyi` for its types.
#[pymodule]
mod _native {
    use pyo3::prelude::*;

    use crate::document::add_details;

    #[pymodule_export]
    use crate::address::normalized_address;
    #[pymodule_export]
    use crate::compute::compute_states;
    #[pymodule_export]
    use crate::event::PyEvent;
    #[pymodule_export]
    use crate::forecast::PyForecast;
    #[pymodule_export]
    use crate::forecast::decide_by::PyDecideBy;
    #[pymodule_export]
    use crate::language::{PyLanguage, PySaid, state_label, told_once};
    #[pymodule_export]
    use crate::mail::{PyAttempt, PyLetter, PyMailer, PyOutbox};
    #[pymodule_export]
    use crate::merge::merge;
    #[pymodule_export]
    use crate::notice::PyNotice;
    #[pymodule_export]
    use crate::plan::PyPlan;
    #[pymodule_export]
    use crate::run::PyRun;
    #[pymodule_export]
    use crate::schedule::PySchedule;
    #[pymodule_export]
    use crate::simulation::{PyEnds, PyOdds};
    #[pymodule_export]
    use crate::step::PyStep;
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
        module.setattr("_STATES", crate::state::shown())?;
        let py = module.py();
        add_details(&py.get_type::<PyEvent>(), &ptr_core::Fact::DETAILS)?;
        add_details(&py.get_type::<PyNotice>(), &crate::notice::DETAILS)?;
        let fields = ptr_core::Field::OF_A_STEP.map(ptr_core::Field::name);
        add_details(&py.get_type::<PyStep>(), &fields)?;
        module.add("__version__", env!("CARGO_PKG_VERSION"))
    }
}
