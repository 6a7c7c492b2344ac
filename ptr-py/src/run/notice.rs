//! `Notice`: a mail that is owed, as data and as a plain dict.

use chrono::{DateTime, Utc, Weekday};
use chrono_tz::Tz;
use ptr_core::language::{Language, of_data};
use ptr_core::{Notice, NoticeRules, Schedule, StepId, Weekly};
use pyo3::intern;
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyTuple};
use serde::Deserialize;
use serde_json::Value;

use crate::convert::document::{self, Document, Wrong};
use crate::convert::time::{self, Shown};
use crate::convert::{settings, text};
use crate::errors::{at, expectation, fault, not_a, unexpected};
use crate::language;
use crate::plan::arguments;
use crate::texts::word;

#[doc = doc!(Notice)]
#[pyclass(frozen, module = "ptr_py", name = "Notice", eq, hash, weakref)]
pub(crate) struct PyNotice {
    core: Notice,
    dry_run: String,
    /// In which it shows its instants: UTC for one that comes from a store by itself.
    zone: Tz,
}

impl PartialEq for PyNotice {
    fn eq(&self, other: &Self) -> bool {
        self.core == other.core && self.dry_run == other.dry_run
    }
}

impl std::hash::Hash for PyNotice {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        self.core.key.hash(state);
    }
}

impl PyNotice {
    /// A mail that a run of the schedule owes.
    pub(crate) fn new(core: Notice, schedule: &Schedule) -> Self {
        let (dry_run, zone) = (schedule.dry_run().to_string(), schedule.plan().timezone());
        Self { core, dry_run, zone }
    }

    pub(crate) fn core(&self) -> &Notice {
        &self.core
    }
}

/// What occasions know, by the keys under which a notice has it.
pub(crate) const DETAILS: [&str; 15] = [
    "sender",
    "to",
    "message",
    "undelivered_to",
    "error",
    "since",
    "until",
    "silence",
    "milestone",
    "by",
    "ends",
    "below",
    "act",
    "reason",
    "steps",
];

/// Those of them that are instants.
const INSTANTS: [&str; 4] = ["since", "until", "by", "ends"];

/// Which mails are owed besides those that every plan owes, from a mapping; with `weekly`, if it is
/// given.
pub(crate) fn rules(
    given: Option<&Bound<'_, PyAny>>,
    weekly_report: Option<&Bound<'_, PyAny>>,
) -> PyResult<NoticeRules> {
    let mut rules = given.map_or_else(|| Ok(NoticeRules::default()), read_rules)?;
    if let Some(value) = weekly_report {
        rules.weekly = Some(weekly(value)?);
    }
    Ok(rules)
}

fn read_rules(given: &Bound<'_, PyAny>) -> PyResult<NoticeRules> {
    let section = settings::section("rules", given)?;
    NoticeRules::deserialize(section).map_err(|error| {
        let said = error.to_string();
        at("rules", |language| of_data(&said, language, |_| None))
    })
}

/// When and to whom the weekly report goes, read from a `Weekly`.
pub(crate) fn weekly(value: &Bound<'_, PyAny>) -> PyResult<Weekly> {
    let of_weekly = |name| {
        let field = value.getattr_opt(name)?;
        field.ok_or_else(|| text::wrong_type("weekly", "a Weekly", value))
    };
    let (weekday, time) = (of_weekly("weekday")?, of_weekly("time")?);
    let number = weekday.extract::<u8>().ok();
    Ok(Weekly {
        weekday: number
            .and_then(|number| Weekday::try_from(number).ok())
            .ok_or_else(|| unexpected!("weekday", weekday, "argument-weekday"))?,
        time: time.extract().map_err(|_| text::wrong_type("time", "a time", &time))?,
        from: time::instant("since", &of_weekly("since")?)?,
        recipients: arguments::mails("recipients", &of_weekly("recipients")?)?,
    })
}

#[pymethods]
impl PyNotice {
    #[doc = doc!(Notice.key)]
    #[getter]
    fn key(&self) -> &str {
        &self.core.key
    }

    #[doc = doc!(Notice.kind)]
    #[getter]
    fn kind(&self) -> &'static str {
        self.core.kind().name()
    }

    #[doc = doc!(Notice.label)]
    #[pyo3(signature = (language = Language::french()))]
    #[expect(clippy::needless_pass_by_value, reason = "arguments of Python come by value")]
    fn label(&self, #[pyo3(from_py_with = language::read)] language: Language) -> String {
        self.core.kind().label(&language).into_owned()
    }

    #[doc = doc!(Notice.dry_run)]
    #[getter]
    fn dry_run(&self) -> &str {
        &self.dry_run
    }

    #[doc = doc!(Notice.step)]
    #[getter]
    fn step(&self) -> Option<&str> {
        self.core.step.as_ref().map(StepId::as_str)
    }

    #[doc = doc!(Notice.event)]
    #[getter]
    fn event(&self) -> Option<u64> {
        self.core.event
    }

    #[doc = doc!(Notice.recipients)]
    #[getter]
    fn recipients(&self) -> [&str; 1] {
        [self.core.recipient.as_str()]
    }

    #[doc = doc!(Notice.way)]
    #[getter]
    fn way(&self) -> Option<&str> {
        self.core.way.as_deref()
    }

    /// What its occasion knows under this name.
    fn _detail<'py>(&self, py: Python<'py>, name: &str) -> PyResult<Option<Bound<'py, PyAny>>> {
        let detail = self.to_dict(py)?.get_item(name)?;
        match (name, detail) {
            (name, Some(text)) if INSTANTS.contains(&name) && !text.is_none() => {
                let instant: DateTime<Utc> =
                    text.extract::<&str>()?.parse().map_err(|it| fault(&it))?;
                Ok(Some(Shown(instant, self.zone).into_pyobject(py)?.into_any()))
            }
            (_, detail) => Ok(detail.filter(|detail| !detail.is_none())),
        }
    }

    #[doc = doc!(Notice.to_dict)]
    fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        let dict = PyDict::new(py);
        for (key, value) in document::write(py, &self.core)? {
            match key.extract()? {
                "recipient" => dict.set_item("recipients", [value])?,
                "from" => dict.set_item("sender", value)?,
                // As it has always been written here.
                name if INSTANTS.contains(&name) && !value.is_none() => {
                    dict.set_item(key, value.extract::<&str>()?.replace('Z', "+00:00"))?;
                }
                "message" if value.is_none() => {}
                _ => dict.set_item(key, value)?,
            }
        }
        dict.set_item("dry_run", &self.dry_run)?;
        Ok(dict)
    }

    #[doc = doc!(Notice.from_dict)]
    #[staticmethod]
    fn from_dict(document: &Bound<'_, PyAny>) -> PyResult<Self> {
        let mut document = Document::of("document", "the dict of a Notice", document)?;
        INSTANTS.iter().try_for_each(|name| document.check_instant(name))?;
        let values = &mut document.values;
        match values.remove("recipients") {
            Some(Value::Array(one)) if one.len() == 1 => {
                values.extend(one.into_iter().map(|one| ("recipient".to_owned(), one)));
            }
            found => {
                let found = found.unwrap_or_default();
                return Err(not_under("recipients", &found, "argument-list-of-one"));
            }
        }
        if let Some(sender) = values.remove("sender") {
            values.insert("from".to_owned(), sender);
        }
        let dry_run = match values.remove("dry_run") {
            Some(Value::String(dry_run)) => dry_run,
            found => {
                let found = found.unwrap_or_default();
                return Err(not_under("dry_run", &found, "argument-text"));
            }
        };
        let core = document.read().map_err(|mut it: Wrong| {
            if it.key == "from" {
                "sender".clone_into(&mut it.key);
            }
            not_a(NOT_A_NOTICE, |language| it.message(language))
        })?;
        Ok(Self { core, dry_run, zone: Tz::UTC })
    }

    #[staticmethod]
    fn _restore(document: &Bound<'_, PyAny>, zone: &str) -> PyResult<Self> {
        Ok(Self { zone: time::named("zone", zone)?, ..Self::from_dict(document)? })
    }

    fn __repr__(&self) -> String {
        format!("<Notice {}>", self.core.key)
    }

    fn __reduce__<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyTuple>> {
        let restore = slf.get_type().getattr(intern!(slf.py(), "_restore"))?;
        let (document, zone) = (slf.get().to_dict(slf.py())?, slf.get().zone.name());
        (restore, (document, zone)).into_pyobject(slf.py())
    }
}

const NOT_A_NOTICE: &str = "argument-not-a-notice";

/// A dict with something else under a key than a notice has there.
fn not_under(key: &str, found: &Value, expected: &str) -> PyErr {
    let found = found.to_string();
    not_a(NOT_A_NOTICE, |language| expectation(language, key, &found, &word(language, expected)))
}
