//! The items of one record: fields of a step, and the rest.

use ptr_core::{Field, NamedValues};
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyMapping, PyString};

use crate::errors::invalid;
use crate::form::{Form, Keys};

/// What becomes of what a record says beyond the fields of a step.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Further {
    /// It is kept, to be given back.
    Kept,
    /// Nobody will ask for it.
    LeftOut,
}

/// Further columns as the core holds them, and the objects that it cannot hold.
type Extra = (NamedValues, Option<Py<PyDict>>);

/// One record, taken apart.
pub(super) struct Fields<'py> {
    /// By place in [`Field::OF_A_STEP`].
    known: [Option<Bound<'py, PyAny>>; Field::OF_A_STEP.len()],
    progress: Option<Bound<'py, PyAny>>,
    outcome: Option<Bound<'py, PyAny>>,
    rest: Vec<(Bound<'py, PyAny>, Bound<'py, PyAny>)>,
}

impl<'py> Fields<'py> {
    pub(super) fn of(record: &Bound<'py, PyMapping>, keys: &Keys) -> PyResult<Self> {
        let (known, progress, outcome) = (Default::default(), None, None);
        let mut fields = Self { known, progress, outcome, rest: Vec::new() };
        // Almost every record is a dict, whose items need not be listed first.
        if let Ok(dict) = record.cast_exact::<PyDict>() {
            for (key, value) in dict {
                fields.sort(key, value, keys)?;
            }
        } else {
            for item in record.items()?.iter() {
                let (key, value) = item.extract()?;
                fields.sort(key, value, keys)?;
            }
        }
        Ok(fields)
    }

    /// Puts an item where it belongs. Runs nothing that somebody else wrote.
    fn sort(
        &mut self,
        key: Bound<'py, PyAny>,
        value: Bound<'py, PyAny>,
        keys: &Keys,
    ) -> PyResult<()> {
        let said = key.cast::<PyString>().ok().and_then(|key| key.to_str().ok());
        let name = said.map(|key| keys.name(key));
        if let Some(name) = said.filter(|key| keys.is_renamed(key)) {
            // Given back, it would be taken for the field of this name.
            return Err(invalid!("argument-renamed-key", name = format!("{name:?}")));
        }
        match name.and_then(place_of) {
            Some(place) => self.known[place] = Some(value),
            None => {
                if name == Some(Field::Progress.name()) {
                    self.progress = Some(value.clone());
                }
                if name == Some("outcome") {
                    self.outcome = Some(value.clone());
                }
                self.rest.push((key, value));
            }
        }
        Ok(())
    }

    /// What the record says of a field; a `None` says nothing.
    pub(super) fn get(&self, field: Field) -> Option<&Bound<'py, PyAny>> {
        let value = match Field::OF_A_STEP.iter().position(|known| *known == field) {
            Some(place) => self.known[place].as_ref(),
            None => self.progress.as_ref().filter(|_| field == Field::Progress),
        };
        value.filter(|value| !value.is_none())
    }

    /// The outcome of a decision that is terminated; a `None` says nothing.
    pub(super) fn outcome(&self) -> Option<&Bound<'py, PyAny>> {
        self.outcome.as_ref().filter(|value| !value.is_none())
    }

    /// The further columns.
    pub(super) fn extra(&self, py: Python<'py>, form: Form) -> PyResult<Extra> {
        // What it has room for beyond that would weigh more than what it holds.
        let mut extra = NamedValues::with_capacity(self.rest.len());
        let mut kept = None;
        for (key, object) in &self.rest {
            let read = form.extra(object)?;
            let name = key.cast_exact::<PyString>().ok();
            let name: Option<String> = name.and_then(|key| key.extract().ok());
            if name.is_none() || !read.faithful {
                kept.get_or_insert_with(|| PyDict::new(py)).set_item(key, object)?;
            }
            if let Some(name) = name {
                extra.insert(name, read.value);
            }
        }
        Ok((extra, kept.map(Bound::unbind)))
    }
}

fn place_of(key: &str) -> Option<usize> {
    Field::OF_A_STEP.iter().position(|field| field.name() == key)
}
