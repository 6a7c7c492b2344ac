//! The items of one record: fields of a step, and the rest.

use ptr_core::{Field, NamedValues};
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyMapping, PyString};

use crate::errors::invalid;
use crate::plan::form::{Form, Keys};

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

/// Where an item of a record belongs.
#[derive(Clone, Copy)]
enum Place {
    /// To this place in [`Field::OF_A_STEP`].
    Known(usize),
    Progress,
    Outcome,
    Further,
}

/// Takes records apart.
///
/// The records of a pile mostly have the same keys in the same order, and Python one text for a key
/// however many of them have it: what the keys of the record before stand for need not be asked
/// again.
pub(super) struct Sorter<'k, 'py> {
    keys: &'k Keys,
    further: Further,
    before: Vec<(Bound<'py, PyAny>, Place)>,
}

impl<'k, 'py> Sorter<'k, 'py> {
    pub(super) fn new(keys: &'k Keys, further: Further) -> Self {
        Self { keys, further, before: Vec::new() }
    }

    /// Where the item with this key belongs, the nth of its record. Runs nothing that somebody else
    /// wrote.
    fn place(&mut self, nth: usize, key: &Bound<'py, PyAny>) -> PyResult<Place> {
        if let Some((before, place)) = self.before.get(nth)
            && before.is(key)
        {
            return Ok(*place);
        }
        let said = key.cast::<PyString>().ok().and_then(|key| key.to_str().ok());
        let name = said.map(|key| self.keys.name(key));
        if let Some(name) = said.filter(|key| self.keys.is_renamed(key)) {
            // Given back, it would be taken for the field of this name.
            return Err(invalid!("argument-renamed-key", name = format!("{name:?}")));
        }
        let place = match name {
            Some(name) if name == Field::Progress.name() => Place::Progress,
            Some("outcome") => Place::Outcome,
            name => name.and_then(place_of).map_or(Place::Further, Place::Known),
        };
        let known = (key.clone(), place);
        match self.before.get_mut(nth) {
            Some(before) => *before = known,
            None => self.before.push(known),
        }
        Ok(place)
    }
}

/// One record, taken apart.
pub(super) struct Fields<'py> {
    /// By place in [`Field::OF_A_STEP`].
    known: [Option<Bound<'py, PyAny>>; Field::OF_A_STEP.len()],
    progress: Option<Bound<'py, PyAny>>,
    outcome: Option<Bound<'py, PyAny>>,
    /// What is not of a plan, if it is to be kept.
    rest: Vec<(Bound<'py, PyAny>, Bound<'py, PyAny>)>,
}

impl<'py> Fields<'py> {
    pub(super) fn of(
        record: &Bound<'py, PyMapping>,
        sorter: &mut Sorter<'_, 'py>,
    ) -> PyResult<Self> {
        let (known, progress, outcome) = (Default::default(), None, None);
        let mut fields = Self { known, progress, outcome, rest: Vec::new() };
        let mut put = |(nth, (key, value)): (usize, (Bound<'py, PyAny>, _))| -> PyResult<()> {
            fields.put(sorter.place(nth, &key)?, key, value, sorter.further);
            Ok(())
        };
        // Almost every record is a dict, whose items need not be listed first.
        if let Ok(dict) = record.cast_exact::<PyDict>() {
            dict.iter().enumerate().try_for_each(put)?;
        } else {
            for (nth, item) in record.items()?.iter().enumerate() {
                put((nth, item.extract()?))?;
            }
        }
        Ok(fields)
    }

    /// Puts an item where it belongs.
    fn put(
        &mut self,
        place: Place,
        key: Bound<'py, PyAny>,
        value: Bound<'py, PyAny>,
        further: Further,
    ) {
        let of_a_run = match place {
            Place::Known(place) => {
                self.known[place] = Some(value);
                return;
            }
            Place::Progress => Some(&mut self.progress),
            Place::Outcome => Some(&mut self.outcome),
            Place::Further => None,
        };
        match (further, of_a_run) {
            (Further::Kept, _) => self.rest.push((key, value)),
            (Further::LeftOut, Some(of_a_run)) => *of_a_run = Some(value),
            (Further::LeftOut, None) => {}
        }
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
