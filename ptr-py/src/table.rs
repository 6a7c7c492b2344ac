//! `Table`: steps and their states in columns, for whatever reads Arrow: polars, pandas, pyarrow,
//! duckdb. They take the columns as they lie in memory, through the capsule of the Arrow `PyCapsule`
//! interface.

use std::sync::Arc;

use arrow_array::builder::{ListBuilder, StringBuilder};
use arrow_array::ffi_stream::FFI_ArrowArrayStream;
use arrow_array::types::UInt8Type;
use arrow_array::{
    ArrayRef, BooleanArray, DictionaryArray, DurationMicrosecondArray, ListArray, RecordBatch,
    RecordBatchIterator, StringArray, TimestampMicrosecondArray, UInt8Array,
};
use arrow_schema::{ArrowError, ffi::FFI_ArrowSchema};
use chrono::{DateTime, TimeDelta, Utc};
use ptr_core::{Schedule, State, StepIx, View};
use pyo3::prelude::*;
use pyo3::types::PyCapsule;

use crate::errors::invalid;
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

    fn of(columns: Vec<Column>) -> Result<Self, ArrowError> {
        RecordBatch::try_from_iter(columns).map(Self)
    }
}

/// What the plan says.
fn steps(schedule: &Schedule) -> Vec<Column> {
    let records = || schedule.steps().map(|step| schedule.step(step));
    let times = |time: fn(&Schedule, StepIx) -> Option<DateTime<Utc>>| {
        let micros =
            schedule.steps().map(|step| time(schedule, step).map(|at| at.timestamp_micros()));
        Arc::new(micros.collect::<TimestampMicrosecondArray>().with_timezone("UTC"))
    };
    vec![
        ("id", texts(records().map(|record| Some(record.id.as_str())))),
        ("label", texts(records().map(|record| Some(record.label.as_str())))),
        ("phase", texts(records().map(|record| record::phase(schedule.plan(), record)))),
        ("team", texts(records().map(|record| record.team.as_deref()))),
        ("department", texts(records().map(|record| record.department.as_deref()))),
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
    let mut assignees = ListBuilder::new(StringBuilder::new());
    for step in schedule.steps() {
        for assignee in view.assignees(step) {
            assignees.values().append_value(assignee.as_str());
        }
        assignees.append(true);
    }
    let assignees: ListArray = assignees.finish();
    let skipped: BooleanArray =
        schedule.steps().map(|step| Some(view.skipped(step).is_some())).collect();
    let micros = |late: TimeDelta| late.num_microseconds();
    let lateness: DurationMicrosecondArray =
        schedule.steps().map(|step| view.lateness(step).and_then(micros)).collect();
    vec![
        ("assignees", Arc::new(assignees)),
        ("skipped", Arc::new(skipped)),
        ("lateness", Arc::new(lateness)),
        ("defects", texts(schedule.steps().map(|step| Some(view.defects(step))))),
    ]
}

fn texts<'a>(texts: impl Iterator<Item = Option<&'a str>>) -> ArrayRef {
    Arc::new(texts.collect::<StringArray>())
}

/// What went wrong in Arrow, which nothing here should.
pub(crate) fn arrow_error(error: &ArrowError) -> PyErr {
    invalid(format!("no such table: {error}"))
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
