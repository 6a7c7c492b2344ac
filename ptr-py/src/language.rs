//! `Language`: a built-in one, or one with texts of a user's own; and what a value says in whatever
//! language is asked for.

#![expect(clippy::needless_pass_by_value, reason = "arguments of Python come by value")]

use std::collections::BTreeMap;
use std::io;
use std::path::PathBuf;

use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use ptr_core::language::{self, Language, arguments};
use ptr_core::{BlockingDefect, Condition, Conflict, Difference, Explanation, Reason, State, Told};
use pyo3::prelude::*;
use pyo3::types::PyTuple;
use serde::{Deserialize, Serialize};

use crate::convert::{named, text};
use crate::errors::{at, classes, fault, invalid_code, invalid_value, of_system, placed, told};
use crate::texts;

#[doc = doc!(Language)]
#[doc = ""]
#[doc = doc!(Language.__new__)]
#[pyclass(frozen, eq, hash, module = "ptr_py", name = "Language")]
#[derive(Clone, PartialEq, Eq, Hash)]
pub(crate) struct PyLanguage(Language);

#[pymethods]
impl PyLanguage {
    #[new]
    #[pyo3(signature = (code, texts = None))]
    fn new(
        #[pyo3(from_py_with = named::code)] code: &str,
        #[pyo3(from_py_with = named::texts)] texts: Option<&str>,
    ) -> PyResult<Self> {
        match texts {
            None => code.parse().map(Self).map_err(|error| invalid_code("code", &error)),
            Some(texts) => Language::with_texts(code, texts)
                .map(Self)
                .map_err(|error| invalid_value(|language| error.message(language))),
        }
    }

    #[doc = doc!(Language.from_file)]
    #[staticmethod]
    #[pyo3(signature = (path, *, code = None))]
    fn from_file(
        #[pyo3(from_py_with = named::path)] path: PathBuf,
        #[pyo3(from_py_with = named::code)] code: Option<&str>,
    ) -> PyResult<Self> {
        let named = || path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let code = code.map_or_else(named, str::to_owned);
        let place = path.display().to_string();
        let texts = std::fs::read_to_string(&path).map_err(|error| {
            let (kind, words) = (format!("{:?}", error.kind()), error.to_string());
            let arguments = arguments!(kind = kind, words = language::system_words(&words));
            let message = |language: &_| {
                placed(language, &place, texts::text(language, "argument-file", &arguments))
            };
            match error.kind() {
                io::ErrorKind::NotFound => {
                    of_system(told(classes::MissingFile::new_err, message), error, Some(&path))
                }
                _ => invalid_value(message),
            }
        })?;
        let language = Language::with_texts(&code, &texts);
        language.map(Self).map_err(|error| at(&place, |language| error.message(language)))
    }

    #[doc = doc!(Language.built_in)]
    #[staticmethod]
    fn built_in() -> Vec<Self> {
        Language::built_in().map(Self).collect()
    }

    #[doc = doc!(Language.code)]
    #[getter]
    fn code(&self) -> &str {
        self.0.code()
    }

    #[doc = doc!(Language.texts)]
    #[getter]
    fn texts(&self) -> Option<&str> {
        self.0.texts()
    }

    fn __reduce__<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyTuple>> {
        let arguments = (slf.get().code(), slf.get().texts());
        (slf.get_type(), arguments).into_pyobject(slf.py())
    }

    fn __str__(&self) -> &str {
        self.code()
    }

    fn __repr__(&self) -> String {
        let added = if self.texts().is_some() { ", with texts" } else { "" };
        format!("<Language {}{added}>", self.code())
    }
}

/// The language of an argument: itself, or the code of a built-in one.
pub(crate) fn read(value: &Bound<'_, PyAny>) -> PyResult<Language> {
    if let Ok(language) = value.cast::<PyLanguage>() {
        return Ok(language.get().0.clone());
    }
    let code = text::read("language", value)?;
    code.parse().map_err(|error| invalid_code("language", &error))
}

#[doc = doc!(state_label)]
#[pyfunction]
pub(crate) fn state_label(
    #[pyo3(from_py_with = named::state)] state: &str,
    #[pyo3(from_py_with = read)] language: Language,
) -> PyResult<String> {
    let state: State = state.parse().map_err(|error| invalid_code("state", &error))?;
    Ok(state.label(&language).into_owned())
}

/// What a value says, as data; times are told in the zone.
#[derive(Serialize, Deserialize)]
pub(crate) enum Said {
    Problem(Told),
    Reason(Reason, Tz),
    Condition(Condition, Tz),
    BlockingDefect(BlockingDefect, DateTime<Utc>, Tz),
    Explanation(Explanation, Tz),
    Difference(Box<Difference>, Tz),
    Conflict(Box<Conflict>, Tz),
    /// In the built-in languages alone, by their codes.
    Texts(BTreeMap<String, String>),
}

impl Said {
    /// What is told in every built-in language.
    pub(crate) fn in_each(told: impl Fn(&Language) -> String) -> Self {
        let texts = Language::built_in();
        Self::Texts(texts.map(|language| (language.code().to_owned(), told(&language))).collect())
    }

    /// The sentences.
    pub(crate) fn text(&self, language: &Language) -> String {
        match self {
            Self::Problem(told) => told.message(language),
            Self::Reason(reason, zone) => language::reason(reason, *zone, language),
            Self::Condition(condition, zone) => condition.sentence(*zone, language),
            Self::BlockingDefect(defect, at, zone) => defect.sentence(*at, *zone, language),
            Self::Explanation(explanation, zone) => {
                explanation.sentences(*zone, language).join("\n")
            }
            Self::Difference(difference, zone) => difference.sentences(*zone, language).join("\n"),
            Self::Conflict(conflict, zone) => conflict.message(*zone, language),
            Self::Texts(texts) => {
                let told = texts.get(language.code()).or_else(|| texts.get("en"));
                told.cloned().unwrap_or_default()
            }
        }
    }
}

#[doc = doc!(told_once)]
#[pyfunction]
pub(crate) fn told_once(said: Vec<PyRef<'_, PySaid>>) -> Vec<String> {
    let listed = said.iter().filter_map(|said| match &said.0 {
        Said::Problem(told) => Some(told.clone()),
        Said::Reason(..)
        | Said::Condition(..)
        | Said::BlockingDefect(..)
        | Said::Explanation(..)
        | Said::Difference(..)
        | Said::Conflict(..)
        | Said::Texts(_) => None,
    });
    let listed: Vec<Told> = listed.collect();
    Told::once(&listed).iter().map(|told| told.message(&Language::english())).collect()
}

#[doc = doc!(Said)]
#[pyclass(frozen, module = "ptr_py._native", name = "Said")]
pub(crate) struct PySaid(pub(crate) Said);

#[pymethods]
impl PySaid {
    #[new]
    fn new(#[pyo3(from_py_with = named::json)] json: &str) -> PyResult<Self> {
        serde_json::from_str(json).map(Self).map_err(|error| fault(&error))
    }

    #[doc = doc!(Said.text)]
    fn text(&self, #[pyo3(from_py_with = read)] language: Language) -> String {
        self.0.text(&language)
    }

    fn __reduce__<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyTuple>> {
        let json = serde_json::to_string(&slf.get().0);
        let json = json.map_err(|error| fault(&error))?;
        (slf.get_type(), (json,)).into_pyobject(slf.py())
    }
}
