//! What another plan would change in a run.

use chrono::TimeDelta;
use chrono_tz::Tz;
use ptr_core::{
    Forecast, LastSafe, Notice, RequiredOutlook, RevisedEnd, RevisionOptions, Schedule, View,
};
use pyo3::prelude::*;
use pyo3::types::PyTuple;

use crate::convert::named;
use crate::convert::time::{self, Shown};
use crate::convert::values::value;
use crate::errors::schedule_error;
use crate::forecast::required_outlook;
use crate::plan::PyPlan;
use crate::run::PyRun;
use crate::schedule::PySchedule;
use crate::view;

#[pymethods]
impl PyRun {
    #[doc = doc!(Run.preview_revision)]
    #[pyo3(signature = (plan, at, *, shift = None, rewriting = false))]
    fn preview_revision<'py>(
        &self,
        #[pyo3(from_py_with = named::plan)] plan: &Bound<'py, PyPlan>,
        at: &Bound<'py, PyAny>,
        #[pyo3(from_py_with = named::shift)] shift: Option<TimeDelta>,
        #[pyo3(from_py_with = named::rewriting)] rewriting: bool,
    ) -> PyResult<Bound<'py, PyAny>> {
        let (py, at) = (plan.py(), time::instant("at", at)?);
        let (core, before) = (plan.get().core(), self.scheduled());
        let options = RevisionOptions { shift, rewriting };
        let revision = self.look(py, |run| run.preview_revision(core, options, at));
        let revision = revision.map_err(|error| schedule_error(&error))?;
        let after = PySchedule::new(py, revision.schedule().clone(), plan.clone().unbind())?;
        let refusal = revision.refusal().map(|refusal| self.refused(py, refusal));
        let (states, ends, [earlier, later]) = py.detach(|| {
            let told = |view: &View<'_>| (view.notices(None), view.forecast());
            let (earlier, later) = revision.views();
            (
                revision.states(),
                revision.required_ends(),
                [Some(told(&earlier)), later.as_ref().map(told)],
            )
        });
        let split = |told: Option<(Vec<Notice>, Forecast)>| -> PyResult<_> {
            let Some((owed, forecast)) = told else { return Ok((None, None)) };
            Ok((Some(self.notices_of(owed)), Some(summary(py, &forecast)?)))
        };
        let ((owed, heading), (owed_then, heading_then)) = (split(earlier)?, split(later)?);
        value!(
            py,
            "Revision",
            difference: before.difference(py, &after)?,
            states: view::changes(py, &states)?,
            notices: (owed, owed_then),
            forecast: (heading, heading_then),
            required_ends: required_ends(py, ends, [before.core(), after.core()])?,
            refusal: refusal.map(|refusal| refusal.into_value(py)),
        )
    }
}

/// The required ends before and after, each on the clocks of the plan of then.
fn required_ends<'py>(
    py: Python<'py>,
    ends: Vec<RevisedEnd>,
    schedules: [&Schedule; 2],
) -> PyResult<Bound<'py, PyTuple>> {
    type Side = Option<(RequiredOutlook, LastSafe)>;
    let zones = schedules.map(|schedule| schedule.plan().timezone());
    let outlook = |side: &Side, zone: Tz| {
        let told =
            side.clone().map(|(outlook, _)| required_outlook(py, outlook, |at| Shown(at, zone)));
        told.transpose()
    };
    let latest = |side: &Side, zone: Tz| Some(Shown(side.as_ref()?.1.at()?, zone));
    let too_late = |side: &Side| side.as_ref().is_some_and(|(_, it)| *it == LastSafe::TooLate);
    let value = |end: RevisedEnd| {
        let ([zone, zone_then], [before, after]) = (zones, [end.before, end.after]);
        value!(
            py,
            "RevisedEnd",
            milestone: end.milestone,
            outlook: (outlook(&before, zone)?, outlook(&after, zone_then)?),
            decide_by: (latest(&before, zone), latest(&after, zone_then)),
            is_too_late: (too_late(&before), too_late(&after)),
        )
    };
    PyTuple::new(py, ends.into_iter().map(value).collect::<PyResult<Vec<_>>>()?)
}

fn summary<'py>(py: Python<'py>, forecast: &Forecast) -> PyResult<Bound<'py, PyAny>> {
    let path = forecast.critical_path().into_iter();
    let path = path.map(|step| forecast.schedule().id(step).to_string()).collect::<Vec<_>>();
    let zone = forecast.schedule().plan().timezone();
    value!(
        py,
        "ForecastSummary",
        end: forecast.end().map(|end| Shown(end, zone)),
        planned_end: forecast.planned_end().map(|end| Shown(end, zone)),
        critical_path: PyTuple::new(py, path)?,
    )
}
