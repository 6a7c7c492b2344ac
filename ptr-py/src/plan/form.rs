//! How records are written: under which keys, and with which values.
//!
//! Documents of a database have names of their own (`_id`), and values that JSON or BSON can hold:
//! a date is text there, and so is a length of time.

use chrono::TimeDelta;
use chrono_tz::Tz;
use ptr_core::{Field, Moment, ProblemKind, Step, Value};
use pyo3::prelude::*;
use pyo3::types::{PyMapping, PyString};
use serde::Deserialize;
use serde_json::json;

use crate::convert::time::Naive;
use crate::convert::value;
use crate::errors::{invalid, unexpected};

/// How the values of records are to be read.
#[derive(Clone, Copy)]
pub(crate) struct Form {
    /// The zone of the plan's wall clock.
    pub(crate) zone: Tz,
    /// How times without a zone are meant, where that is said.
    pub(crate) naive: Option<Naive>,
    /// Whether dates and lengths of time may be text.
    pub(crate) plain: bool,
}

impl Form {
    /// A text as a date; the problem that nobody has said how it is meant. `None` for any other text.
    pub(crate) fn moment(self, text: &str) -> Option<Result<Moment, ProblemKind>> {
        if !self.plain {
            return None;
        }
        let local = match Moment::try_from(text.to_owned()).ok()? {
            Moment::Local(local) => local,
            instant @ Moment::Instant(_) => return Some(Ok(instant)),
        };
        Some(match self.naive {
            Some(Naive::Plan) => Ok(Moment::Local(local)),
            Some(Naive::Utc) => Ok(Moment::Instant(local.and_utc())),
            None => {
                let (found, zone) = (text.to_owned(), self.zone.name().to_owned());
                Err(ProblemKind::NaiveInstant { found, zone })
            }
        })
    }

    /// A text as a length of time, as the core writes it: `PT5400S`.
    pub(crate) fn duration(self, text: &str) -> Option<TimeDelta> {
        let step = json!({"id": "a", "phase": "a", "duration": text});
        Step::deserialize(step).ok().filter(|_| self.plain)?.duration
    }

    /// A further column: in a plain record a date may be what the core writes for one.
    pub(crate) fn extra(self, object: &Bound<'_, PyAny>) -> PyResult<value::Read> {
        if self.plain
            && let Ok(mapping) = object.cast::<PyMapping>()
            && mapping.len()? == 1
            && let Ok(date) = mapping.get_item("$date")
            && let Ok(text) = date.extract::<String>()
            && let Ok(value @ Value::Date { .. }) = Value::deserialize(json!({"$date": text}))
        {
            return Ok(value::Read::faithful(value));
        }
        value::read(object)
    }
}

/// Under which other keys records have the fields of a step.
#[derive(Default)]
pub(crate) struct Keys(Vec<(String, Field)>);

impl Keys {
    /// A mapping from the keys of documents to those of records: `{"_id": "id"}`.
    pub(crate) fn read(given: Option<&Bound<'_, PyAny>>) -> PyResult<Self> {
        let mut keys = Self::default();
        let Some(given) = given else { return Ok(keys) };
        let wrong = |_| unexpected!("keys", given, "argument-mapping-of-keys");
        for item in given.cast::<PyMapping>().map_err(wrong)?.items()?.iter() {
            let (other, name): (Bound<'_, PyAny>, Bound<'_, PyAny>) = item.extract()?;
            let texts = (other.extract::<String>(), name.extract::<String>());
            let (Ok(other), Ok(name)) = texts else {
                return Err(unexpected!("keys", (other, name), "argument-two-texts"));
            };
            let mut known = Field::OF_A_STEP.into_iter().chain([Field::Progress]);
            let Some(field) = known.find(|field| field.name() == name) else {
                let known = Field::OF_A_STEP.map(Field::name).join(", ") + ", progress";
                return Err(unexpected!("keys", name, "argument-one-of", known = known));
            };
            if keys.0.iter().any(|(_, taken)| *taken == field) {
                return Err(invalid!("argument-key-twice", name = format!("{name:?}")));
            }
            keys.0.push((other, field));
        }
        Ok(keys)
    }

    /// The name of the field that stands under a key; the key itself where it has none.
    pub(crate) fn name<'k>(&self, key: &'k str) -> &'k str {
        let renamed = self.0.iter().find(|(other, _)| other == key);
        renamed.map_or(key, |(_, field)| field.name())
    }

    /// The key of a field.
    pub(crate) fn key<'py>(&self, py: Python<'py>, field: Field) -> Bound<'py, PyString> {
        let renamed = self.0.iter().find(|(_, known)| *known == field);
        PyString::intern(py, renamed.map_or(field.name(), |(other, _)| other))
    }

    /// Whether a key of a record is another one in documents.
    pub(crate) fn is_renamed(&self, key: &str) -> bool {
        self.0.iter().any(|(other, field)| field.name() == key && other != key)
    }
}
