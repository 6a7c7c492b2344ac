//! The members of Python's `State`, shared: a state costs a reference, never a new object.

use ptr_core::State;
use ptr_core::language::Language;
use pyo3::exceptions::PyTypeError;
use pyo3::intern;
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;

/// The members in the order of their codes.
pub(crate) struct Members([Py<PyAny>; State::ALL.len()]);

impl Members {
    /// The members of `ptr_py.State`.
    pub(crate) fn get(py: Python<'_>) -> PyResult<&Self> {
        static MEMBERS: PyOnceLock<Members> = PyOnceLock::new();
        MEMBERS.get_or_try_init(py, || {
            let class = py.import(intern!(py, "ptr_py._state"))?.getattr(intern!(py, "State"))?;
            let members: PyResult<Vec<_>> = State::ALL
                .iter()
                .map(|state| class.call1((state.name(),)).map(Bound::unbind))
                .collect();
            let members = members?.try_into().map_err(|_| PyTypeError::new_err("seven states"))?;
            Ok(Self(members))
        })
    }

    /// The member that stands for a state.
    pub(crate) fn of(&self, state: State) -> &Py<PyAny> {
        &self.0[usize::from(state.code())]
    }
}

/// The member that stands for a state.
pub(crate) fn member(py: Python<'_>, state: State) -> PyResult<&Py<PyAny>> {
    Members::get(py).map(|members| members.of(state))
}

type Shown = (&'static str, u8, Option<&'static str>, String, String);

/// How the core shows each state (name, code, colour, French, English): what Python's enum says
/// by itself is held against it.
pub(crate) fn shown() -> Vec<Shown> {
    let shown = |state: &State| {
        let (french, english) = (
            state.label(&Language::french()).into_owned(),
            state.label(&Language::english()).into_owned(),
        );
        (state.name(), state.code(), state.color(), french, english)
    };
    State::ALL.iter().map(shown).collect()
}
