//! What a run believes of the clocks of those who record its events.

use pyo3::prelude::*;

use super::PyRun;
use super::event::{PyEvent, to_python};
use crate::convert::time::{self, Shown};

#[pymethods]
impl PyRun {
    #[doc = doc!(Run.present)]
    fn present(&self, clock: &Bound<'_, PyAny>) -> PyResult<Shown> {
        let at = time::instant("clock", clock)?;
        Ok(self.shown()(self.look(clock.py(), |run| run.present(at))))
    }

    #[doc = doc!(Run.check_clock)]
    fn check_clock(&self, at: &Bound<'_, PyAny>, clock: &Bound<'_, PyAny>) -> PyResult<()> {
        let (py, at, clock) = (at.py(), time::instant("at", at)?, time::instant("clock", clock)?);
        let checked = self.look(py, |run| run.check_clock(at, clock));
        checked.map_err(|refusal| self.refused(py, &refusal))
    }

    #[doc = doc!(Run.seen_at)]
    fn seen_at(&self, clock: &Bound<'_, PyAny>) -> PyResult<()> {
        let seen = time::instant("clock", clock)?;
        self.change(clock.py(), |run| run.seen_at(seen));
        Ok(())
    }

    #[doc = doc!(Run.ahead_of_clock)]
    fn ahead_of_clock(&self, py: Python<'_>) -> Vec<PyEvent> {
        let ahead = self.look(py, |run| run.ahead_of_clock().cloned().collect::<Vec<_>>());
        to_python(ahead, self.zone())
    }
}
