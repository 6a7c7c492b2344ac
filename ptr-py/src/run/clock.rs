//! What a run believes of the clocks of those who record its events.

use chrono::{DateTime, Utc};
use pyo3::prelude::*;

use super::PyRun;
use crate::event::{PyEvent, to_python};
use crate::time;

#[pymethods]
impl PyRun {
    /// The present of somebody whose clock says this instant.
    fn present(&self, clock: &Bound<'_, PyAny>) -> PyResult<DateTime<Utc>> {
        let at = time::instant("clock", clock)?;
        Ok(self.look(clock.py(), |run| run.present(at)))
    }

    /// Refuses an instant that lies further ahead of a second clock than clocks may be apart.
    fn check_clock(&self, at: &Bound<'_, PyAny>, clock: &Bound<'_, PyAny>) -> PyResult<()> {
        let (py, at, clock) = (at.py(), time::instant("at", at)?, time::instant("clock", clock)?);
        let checked = self.look(py, |run| run.check_clock(at, clock));
        checked.map_err(|refusal| self.refused(py, &refusal))
    }

    /// The events that say a later instant than they can have happened at.
    fn ahead_of_clock(&self, py: Python<'_>) -> Vec<PyEvent> {
        to_python(self.look(py, |run| run.ahead_of_clock().cloned().collect::<Vec<_>>()))
    }
}
