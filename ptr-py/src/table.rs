//! `Table`: steps in columns, with their states or their forecast, for whatever reads Arrow: polars,
//! pandas, pyarrow, duckdb. They take the columns as they lie in memory, through the capsule of the
//! Arrow `PyCapsule` interface.

use std::sync::Arc;

use arrow_array::builder::{ListBuilder, StringBuilder};
use arrow_array::ffi_stream::FFI_ArrowArrayStream;
use arrow_array::types::UInt8Type;
use arrow_array::{
    ArrayRef, BooleanArray, DictionaryArray, DurationMicrosecondArray, RecordBatch,
    RecordBatchIterator, StringArray, TimestampMicrosecondArray, UInt8Array,
};
use arrow_schema::{ArrowError, ffi::FFI_ArrowSchema};
use chrono::{DateTime, TimeDelta, Utc};
use ptr_core::{Email, Forecast, Outlook, Schedule, Stamp, State, StepIx, View};
use pyo3::prelude::*;
use pyo3::types::PyCapsule;

use crate::errors::fault;
use crate::record;

#[doc = doc!(Table)]
#[pyclass(frozen, module = "ptr_py", name = "Table", weakref)]
pub(crate) struct PyTable(RecordBatch);

type Column = (&'static str, ArrayRef);

impl PyTable {
    /// What a schedule says of its steps.
    pub(crate) fn of_steps(schedule: &Schedule) -> Result<Self, ArrowError> {
        Self::of(steps(schedule))
    }

    /// The same, and the state of each.
    pub(crate) fn of_states(schedule: &Schedule, states: &[State]) -> Result<Self, ArrowError> {
        let mut columns = steps(schedule);
        columns.extend(self::states(states)?);
        Self::of(columns)
    }

    /// The same, and what has been recorded of each.
    pub(crate) fn of_view(view: &View<'_>) -> Result<Self, ArrowError> {
        let mut columns = steps(view.schedule());
        columns.extend(self::states(&view.states())?);
        columns.extend(recorded(view));
        Self::of(columns)
    }

    /// What a schedule says of its steps, and what is expected of each.
    pub(crate) fn of_forecast(forecast: &Forecast) -> Result<Self, ArrowError> {
        let mut columns = steps(forecast.schedule());
        columns.extend(expected(forecast));
        Self::of(columns)
    }

    fn of(columns: Vec<Column>) -> Result<Self, ArrowError> {
        RecordBatch::try_from_iter(columns).map(Self)
    }
}

/// What the plan says.
fn steps(schedule: &Schedule) -> Vec<Column> {
    let records = || schedule.steps().map(|step| schedule.step(step));
    let times = |time: fn(&Schedule, StepIx) -> Option<DateTime<Utc>>| {
        instants(schedule, schedule.steps().map(|step| time(schedule, step)))
    };
    let prerequisites = schedule.steps().map(|step| {
        let prerequisites = schedule.prerequisites(step).iter();
        prerequisites.map(|prerequisite| schedule.id(*prerequisite).as_str())
    });
    vec![
        ("id", texts(records().map(|record| Some(record.id.as_str())))),
        ("label", texts(records().map(|record| Some(record.label.as_str())))),
        ("phase", texts(records().map(|record| record::phase(schedule.plan(), record)))),
        ("team", texts(records().map(|record| record.team.as_deref()))),
        ("department", texts(records().map(|record| record.department.as_deref()))),
        ("prerequisites", lists(prerequisites)),
        ("start", times(Schedule::start)),
        ("end", times(Schedule::end)),
    ]
}

/// The states, by name and by code.
fn states(states: &[State]) -> Result<Vec<Column>, ArrowError> {
    let codes: UInt8Array = states.iter().map(|state| Some(state.code())).collect();
    let names = StringArray::from_iter_values(State::ALL.iter().map(|state| state.name()));
    let column = DictionaryArray::<UInt8Type>::try_new(codes.clone(), Arc::new(names))?;
    Ok(vec![("state", Arc::new(column)), ("code", Arc::new(codes))])
}

/// What people have recorded.
fn recorded(view: &View<'_>) -> Vec<Column> {
    let schedule = view.schedule();
    let assignees: Vec<_> = schedule.steps().map(|step| view.assignees(step)).collect();
    let skipped: BooleanArray =
        schedule.steps().map(|step| Some(view.skipped(step).is_some())).collect();
    let started = || schedule.steps().map(|step| view.started(step));
    let terminated = || schedule.steps().map(|step| view.terminated(step));
    let at = |stamp: Option<&Stamp>| stamp.map(|stamp| stamp.at);
    vec![
        ("assignees", lists(assignees.iter().map(|all| all.iter().map(Email::as_str)))),
        ("started", instants(schedule, started().map(at))),
        ("started_by", texts(started().map(by))),
        ("terminated", instants(schedule, terminated().map(at))),
        ("terminated_by", texts(terminated().map(by))),
        ("skipped", Arc::new(skipped)),
        ("lateness", lengths(schedule.steps().map(|step| view.lateness(step)))),
        ("defects", texts(schedule.steps().map(|step| Some(view.defects(step))))),
    ]
}

fn by(stamp: Option<&Stamp>) -> Option<&str> {
    stamp?.by.as_ref().map(Email::as_str)
}

/// What is expected.
fn expected(forecast: &Forecast) -> Vec<Column> {
    let schedule = forecast.schedule();
    let outlooks: Vec<_> = schedule.steps().map(|step| forecast.outlook(step)).collect();
    let outlooks = || outlooks.iter().map(Option::as_ref);
    let is_critical: BooleanArray = outlooks().map(|it| it.map(Outlook::is_critical)).collect();
    let waits_for = schedule.steps().map(|step| forecast.waits_for(step));
    vec![
        ("begins", instants(schedule, outlooks().map(|it| it.map(|it| it.begins)))),
        ("ends", instants(schedule, outlooks().map(|it| it.map(|it| it.ends)))),
        ("slack", lengths(outlooks().map(|it| it.and_then(|it| it.slack)))),
        ("is_critical", Arc::new(is_critical)),
        ("waits_for", texts(waits_for.map(|step| step.map(|step| schedule.id(step).as_str())))),
    ]
}

/// By the wall clock of the plan.
fn instants(
    schedule: &Schedule,
    instants: impl Iterator<Item = Option<DateTime<Utc>>>,
) -> ArrayRef {
    let micros = instants.map(|instant| instant.map(|instant| instant.timestamp_micros()));
    let micros: TimestampMicrosecondArray = micros.collect();
    Arc::new(micros.with_timezone(schedule.plan().timezone().name()))
}

fn lengths(lengths: impl Iterator<Item = Option<TimeDelta>>) -> ArrayRef {
    let micros = lengths.map(|length| length.and_then(|length| length.num_microseconds()));
    Arc::new(micros.collect::<DurationMicrosecondArray>())
}

fn lists<'a>(lists: impl Iterator<Item = impl Iterator<Item = &'a str>>) -> ArrayRef {
    let mut column = ListBuilder::new(StringBuilder::new());
    for list in lists {
        list.for_each(|text| column.values().append_value(text));
        column.append(true);
    }
    Arc::new(column.finish())
}

fn texts<'a>(texts: impl Iterator<Item = Option<&'a str>>) -> ArrayRef {
    Arc::new(texts.collect::<StringArray>())
}

/// What went wrong in Arrow, which nothing here should.
pub(crate) fn arrow_error(error: &ArrowError) -> PyErr {
    fault(error)
}

#[pymethods]
impl PyTable {
    #[doc = doc!(Table.__arrow_c_stream__)]
    #[pyo3(signature = (requested_schema = None))]
    pub(crate) fn __arrow_c_stream__<'py>(
        &self,
        py: Python<'py>,
        requested_schema: Option<Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyCapsule>> {
        // A wish that the interface leaves open to refuse.
        drop(requested_schema);
        let batches = RecordBatchIterator::new([Ok(self.0.clone())], self.0.schema());
        let stream = FFI_ArrowArrayStream::new(Box::new(batches));
        PyCapsule::new_with_value(py, stream, c"arrow_array_stream")
    }

    #[doc = doc!(Table.__arrow_c_schema__)]
    fn __arrow_c_schema__<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyCapsule>> {
        let schema = FFI_ArrowSchema::try_from(self.0.schema().as_ref());
        let schema = schema.map_err(|error| arrow_error(&error))?;
        PyCapsule::new_with_value(py, schema, c"arrow_schema")
    }

    #[doc = doc!(Table.columns)]
    #[getter]
    fn columns(&self) -> Vec<String> {
        self.0.schema().fields().iter().map(|field| field.name().clone()).collect()
    }

    fn __len__(&self) -> usize {
        self.0.num_rows()
    }

    fn __repr__(&self) -> String {
        format!("<Table of {} steps: {}>", self.0.num_rows(), self.columns().join(", "))
    }
}
