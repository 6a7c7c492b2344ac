//! `Table`: steps in columns, with their states or their forecast, for whatever reads Arrow: polars,
//! pandas, pyarrow, duckdb. They take the columns as they lie in memory, through the capsule of the
//! Arrow `PyCapsule` interface.

use std::sync::Arc;

use arrow_array::builder::{
    BooleanBuilder, DurationMicrosecondBuilder, ListBuilder, StringBuilder,
    TimestampMicrosecondBuilder,
};
use arrow_array::ffi_stream::FFI_ArrowArrayStream;
use arrow_array::types::UInt8Type;
use arrow_array::{
    ArrayRef, DictionaryArray, RecordBatch, RecordBatchIterator, StringArray, UInt8Array,
};
use arrow_schema::{ArrowError, ffi::FFI_ArrowSchema};
use chrono::{DateTime, Utc};
use ptr_core::{Email, Forecast, Outlook, Schedule, Stamp, State, View};
use pyo3::prelude::*;
use pyo3::types::PyCapsule;

use crate::errors::fault;
use crate::plan::record;

#[doc = doc!(Table)]
#[pyclass(frozen, module = "ptr_py", name = "Table", weakref)]
pub(crate) struct PyTable(RecordBatch);

type Column = (&'static str, ArrayRef);

impl PyTable {
    /// What a schedule says of its steps.
    pub(crate) fn of_steps(schedule: &Schedule) -> Result<Self, ArrowError> {
        Self::of(steps(schedule, ids(schedule)))
    }

    /// The same, and the state of each.
    pub(crate) fn of_states(schedule: &Schedule, states: &[State]) -> Result<Self, ArrowError> {
        let mut columns = steps(schedule, ids(schedule));
        columns.extend(self::states(states)?);
        Self::of(columns)
    }

    /// The same, and what has been recorded of each.
    pub(crate) fn of_view(view: &View<'_>) -> Result<Self, ArrowError> {
        let schedule = view.schedule();
        let mut columns = steps(schedule, ids(schedule));
        columns.extend(self::states(&view.states())?);
        columns.extend(recorded(view));
        Self::of(columns)
    }

    /// What a schedule says of its steps, and what is expected of each.
    pub(crate) fn of_forecast(forecast: &Forecast) -> Result<Self, ArrowError> {
        let schedule = forecast.schedule();
        let ids = ids(schedule);
        let expected = expected(forecast, &ids);
        let mut columns = steps(schedule, ids);
        columns.extend(expected);
        Self::of(columns)
    }

    fn of(columns: Vec<Column>) -> Result<Self, ArrowError> {
        RecordBatch::try_from_iter(columns).map(Self)
    }
}

/// The ids, which lie close together here and far apart in the plan: who names other steps takes
/// them from here.
fn ids(schedule: &Schedule) -> StringArray {
    let mut column = room_for_texts(schedule.len());
    schedule.steps().for_each(|step| column.append_value(schedule.id(step).as_str()));
    column.finish()
}

/// What the plan says. Each step is looked at once: a large plan does not fit into the caches.
fn steps(schedule: &Schedule, ids: StringArray) -> Vec<Column> {
    let count = schedule.len();
    let has_phases = record::has_phases(schedule.plan());
    let [mut labels, mut phases, mut teams, mut departments] =
        std::array::from_fn(|_| room_for_texts(count));
    let mut prerequisites = ListBuilder::with_capacity(room_for_texts(schedule.edges()), count);
    let [mut starts, mut ends] = std::array::from_fn(|_| room_for_instants(count));
    for step in schedule.steps() {
        let record = schedule.step(step);
        labels.append_value(&record.label);
        phases.append_option(has_phases.then(|| record.phase.as_str()));
        teams.append_option(record.team.as_deref());
        departments.append_option(record.department.as_deref());
        for prerequisite in schedule.prerequisites(step) {
            prerequisites.values().append_value(ids.value(prerequisite.position()));
        }
        prerequisites.append(true);
        starts.append_option(schedule.start(step).map(micros));
        ends.append_option(schedule.end(step).map(micros));
    }
    vec![
        ("id", Arc::new(ids)),
        ("label", Arc::new(labels.finish())),
        ("phase", Arc::new(phases.finish())),
        ("team", Arc::new(teams.finish())),
        ("department", Arc::new(departments.finish())),
        ("prerequisites", Arc::new(prerequisites.finish())),
        ("start", on_clock_of(schedule, &mut starts)),
        ("end", on_clock_of(schedule, &mut ends)),
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
    let count = schedule.len();
    let [mut started_by, mut terminated_by, mut defects] =
        std::array::from_fn(|_| room_for_texts(count));
    let [mut started, mut terminated] = std::array::from_fn(|_| room_for_instants(count));
    let mut assignees = ListBuilder::with_capacity(room_for_texts(count), count);
    let mut lateness = DurationMicrosecondBuilder::with_capacity(count);
    let mut skipped = BooleanBuilder::with_capacity(count);
    for step in schedule.steps() {
        for assignee in view.assignees(step) {
            assignees.values().append_value(assignee.as_str());
        }
        assignees.append(true);
        started.append_option(view.started(step).map(|stamp| micros(stamp.at)));
        started_by.append_option(view.started(step).and_then(by));
        terminated.append_option(view.terminated(step).map(|stamp| micros(stamp.at)));
        terminated_by.append_option(view.terminated(step).and_then(by));
        skipped.append_value(view.skipped(step).is_some());
        lateness.append_option(view.lateness(step).and_then(|length| length.num_microseconds()));
        defects.append_value(view.defects(step));
    }
    vec![
        ("assignees", Arc::new(assignees.finish())),
        ("started", on_clock_of(schedule, &mut started)),
        ("started_by", Arc::new(started_by.finish())),
        ("terminated", on_clock_of(schedule, &mut terminated)),
        ("terminated_by", Arc::new(terminated_by.finish())),
        ("skipped", Arc::new(skipped.finish())),
        ("lateness", Arc::new(lateness.finish())),
        ("defects", Arc::new(defects.finish())),
    ]
}

fn by(stamp: &Stamp) -> Option<&str> {
    stamp.by.as_ref().map(Email::as_str)
}

/// What is expected.
fn expected(forecast: &Forecast, ids: &StringArray) -> Vec<Column> {
    let schedule = forecast.schedule();
    let count = schedule.len();
    let [mut begins, mut ends] = std::array::from_fn(|_| room_for_instants(count));
    let mut slack = DurationMicrosecondBuilder::with_capacity(count);
    let mut is_critical = BooleanBuilder::with_capacity(count);
    let mut waits_for = room_for_texts(count);
    for step in schedule.steps() {
        let outlook = forecast.outlook(step);
        let outlook = outlook.as_ref();
        begins.append_option(outlook.map(|it| micros(it.begins)));
        ends.append_option(outlook.map(|it| micros(it.ends)));
        slack.append_option(outlook.and_then(|it| it.slack?.num_microseconds()));
        is_critical.append_option(outlook.map(Outlook::is_critical));
        waits_for.append_option(forecast.waits_for(step).map(|step| ids.value(step.position())));
    }
    vec![
        ("begins", on_clock_of(schedule, &mut begins)),
        ("ends", on_clock_of(schedule, &mut ends)),
        ("slack", Arc::new(slack.finish())),
        ("is_critical", Arc::new(is_critical.finish())),
        ("waits_for", Arc::new(waits_for.finish())),
    ]
}

/// Columns that need not grow, if texts are as short as ids mostly are.
fn room_for_texts(count: usize) -> StringBuilder {
    StringBuilder::with_capacity(count, count.saturating_mul(12))
}

fn room_for_instants(count: usize) -> TimestampMicrosecondBuilder {
    TimestampMicrosecondBuilder::with_capacity(count)
}

fn micros(instant: DateTime<Utc>) -> i64 {
    instant.timestamp_micros()
}

/// Instants by the wall clock of the plan.
fn on_clock_of(schedule: &Schedule, instants: &mut TimestampMicrosecondBuilder) -> ArrayRef {
    Arc::new(instants.finish().with_timezone(schedule.plan().timezone().name()))
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
