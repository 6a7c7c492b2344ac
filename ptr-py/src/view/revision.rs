//! What another plan would change in a run.

use chrono::TimeDelta;
use ptr_core::ScheduleOptions;
use pyo3::prelude::*;

use crate::errors::schedule_error;
use crate::plan::PyPlan;
use crate::refused::refused;
use crate::run::PyRun;
use crate::schedule::PySchedule;
use crate::values::value;
use crate::{time, view};

#[pymethods]
impl PyRun {
    /// What another plan would change in this run, looked at at an instant.
    #[pyo3(signature = (plan, at, *, shift = None))]
    fn preview_revision<'py>(
        &self,
        plan: &Bound<'py, PyPlan>,
        at: &Bound<'py, PyAny>,
        shift: Option<TimeDelta>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let (py, at) = (plan.py(), time::instant("at", at)?);
        let (core, before) = (plan.get().core(), self.scheduled());
        let options = before.core().options();
        let options = ScheduleOptions { shift: shift.unwrap_or(options.shift), ..options };
        let revision = self.look(py, |run| run.preview_revision(core, options, at));
        let revision = revision.map_err(|error| schedule_error(&error))?;
        let after = PySchedule::new(py, revision.schedule().clone(), plan.clone().unbind())?;
        let refusal = revision.refusal().map(|refusal| refused(py, refusal, self.zone()));
        value!(
            py,
            "Revision",
            difference: before.difference(py, &after)?,
            states: view::changes(py, &revision.states())?,
            refusal: refusal.map(|refusal| refusal.into_value(py)),
        )
    }
}
