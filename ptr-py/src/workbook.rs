//! Workbooks: plans loaded from them, and plans and runs written to them.

#![expect(clippy::needless_pass_by_value, reason = "arguments of Python come by value")]

use std::io;
use std::path::{Path, PathBuf};

use ptr_core::language::Language;
use ptr_core::{Plan, Problem};
use ptr_excel::write::write_atomically;
use ptr_excel::{
    LOAD_PARTS, Layout, Limits, LoadError, Loaded, Workbook, WorkbookError, WriteError,
    WriteOptions, comparison_workbook, load_while, plan_workbook, propose_layout_bytes,
    status_workbook, template_workbook,
};
use pyo3::intern;
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyTuple};

use crate::convert::values::value;
use crate::convert::{document, named, settings, text, time};
use crate::errors::{classes, invalid_value, of_system, told};
use crate::language;
use crate::language::{PySaid, Said};
use crate::patience::Patience;
use crate::plan::PyPlan;
use crate::plan::origin::Origin;
use crate::problems::problem;
use crate::problems::refused::count;
use crate::run::PyRun;
use crate::view::PyComparison;

#[doc = doc!(load_workbook)]
#[pyfunction]
#[pyo3(signature = (path, layout = None, *, progress = None, timeout = None))]
pub(crate) fn load_workbook<'py>(
    py: Python<'py>,
    path: &Bound<'py, PyAny>,
    layout: Option<&Bound<'py, PyAny>>,
    progress: Option<&Bound<'py, PyAny>>,
    timeout: Option<&Bound<'py, PyAny>>,
) -> PyResult<PyPlan> {
    let patience = Patience::new(progress, timeout)?;
    let (layout, content) = (self::layout(layout)?.unwrap_or_default(), content(path)?);
    let loaded = patience.wait(py, Some(LOAD_PARTS), move |far| {
        let workbook = content.open()?;
        let loaded = load_while(workbook, &layout, |parts| far.reached(parts))?;
        Ok((loaded, layout))
    });
    match loaded? {
        Ok((Loaded { plan, warnings, places, written_from, .. }, layout)) => {
            let warnings = problem::list(py, &warnings)?.into_iter().map(Bound::unbind).collect();
            let origin = Origin { layout, places, warnings, written_from };
            Ok(PyPlan::from_workbook(plan, origin))
        }
        Err(error) => Err(workbook_error(py, &error)),
    }
}

#[doc = doc!(propose_layout)]
#[pyfunction]
pub(crate) fn propose_layout<'py>(
    py: Python<'py>,
    path: &Bound<'py, PyAny>,
) -> PyResult<Bound<'py, PyAny>> {
    let proposal = match content(path)? {
        Content::Bytes(bytes) => py.detach(|| propose_layout_bytes(bytes, &Limits::default())),
        Content::File(path) => py.detach(|| ptr_excel::propose_layout(path)),
    };
    let proposal = proposal.map_err(|error| workbook_error(py, &error.into()))?;
    let reasons = proposal.reasons.iter().map(|reason| {
        value!(
            py, "LayoutReason", message: reason.message(&Language::english()),
            message_fr: reason.message(&Language::french()),
            said: PySaid(Said::in_each(|language| reason.message(language))),
            key: &reason.key, code: reason.code(), sheet: reason.sheet.as_deref(),
            cell: reason.cell.as_deref(), is_open: reason.is_open(),
        )
    });
    let reasons = PyTuple::new(py, reasons.collect::<PyResult<Vec<_>>>()?)?;
    value!(py, "Proposal", layout: document::write(py, &proposal.layout)?, reasons: reasons)
}

/// A workbook as an argument: a file by its path, or the content of an open one.
enum Content {
    File(PathBuf),
    Bytes(Vec<u8>),
}

impl Content {
    fn open(self) -> Result<Workbook, LoadError> {
        match self {
            Self::File(path) => Workbook::open(path, &Limits::default()),
            Self::Bytes(bytes) => Workbook::from_bytes(bytes, &Limits::default()),
        }
    }
}

fn content(path: &Bound<'_, PyAny>) -> PyResult<Content> {
    Ok(match path.getattr_opt(intern!(path.py(), "read"))? {
        Some(read) => Content::Bytes(text::bytes("what is read from path", &read.call0()?)?),
        None => Content::File(
            path.extract().map_err(|_| text::wrong_type("path", "a path or an open file", path))?,
        ),
    })
}

#[doc = doc!(write_template)]
#[pyfunction]
#[pyo3(signature = (path, *, layout = None, language = Language::french()))]
pub(crate) fn write_template(
    py: Python<'_>,
    #[pyo3(from_py_with = named::path)] path: PathBuf,
    layout: Option<&Bound<'_, PyAny>>,
    #[pyo3(from_py_with = language::read)] language: Language,
) -> PyResult<()> {
    let layout = self::layout(layout)?.unwrap_or_default();
    let options = WriteOptions { layout, language, ..WriteOptions::default() };
    let bytes =
        py.detach(|| template_workbook(&options)).map_err(|error| unwritable(py, &error))?;
    save(py, &path, &bytes)
}

/// A layout as a mapping.
pub(crate) fn layout(given: Option<&Bound<'_, PyAny>>) -> PyResult<Option<Layout>> {
    let Some(given) = given else { return Ok(None) };
    let section = settings::section("layout", given)?;
    let layout = Layout::read(section);
    layout.map(Some).map_err(|error| invalid_value(|language| error.message(language)))
}

fn workbook_error(py: Python<'_>, error: &WorkbookError) -> PyErr {
    let made = match error {
        WorkbookError::File(error) => unreadable(py, error),
        WorkbookError::Problems(problems) => problems_error(py, problems.as_slice()),
        other => Ok(classes::WorkbookError::new_err((other.to_string(), ()))),
    };
    made.unwrap_or_else(|error| error)
}

fn problems_error(py: Python<'_>, problems: &[Problem]) -> PyResult<PyErr> {
    let message = format!("{} in the workbook", count(problems));
    let problems = problem::list(py, problems)?.unbind();
    Ok(classes::WorkbookError::new_err((message, problems)))
}

/// A file in which there is no workbook to look into.
fn unreadable(py: Python<'_>, error: &LoadError) -> PyResult<PyErr> {
    let problem = value!(
        py, "Problem", message: error.to_string(), message_fr: error.message(&Language::french()),
        said: PySaid(Said::in_each(|language| error.message(language))),
        severity: "error", code: error.code(),
    )?;
    let (message, problems) = ("no workbook".to_owned(), vec![problem.unbind()]);
    Ok(of_file(cause(error), error.path(), message, problems))
}

/// An error about a file, which is an `OSError` if the system has one of its own.
fn of_file(
    cause: Option<io::Error>,
    path: Option<&Path>,
    message: String,
    problems: Vec<Py<PyAny>>,
) -> PyErr {
    let arguments = (message, problems);
    match cause {
        None => classes::WorkbookError::new_err(arguments),
        Some(cause) if cause.kind() == io::ErrorKind::NotFound => {
            of_system(classes::WorkbookNotFound::new_err(arguments), cause, path)
        }
        Some(cause) => of_system(classes::WorkbookFileError::new_err(arguments), cause, path),
    }
}

/// What the system says behind an error, if it is the cause.
fn cause(error: &dyn std::error::Error) -> Option<io::Error> {
    let error = error.source()?.downcast_ref::<io::Error>()?;
    Some(match error.raw_os_error() {
        Some(code) => io::Error::from_raw_os_error(code),
        None => io::Error::new(error.kind(), error.to_string()),
    })
}

/// A workbook that cannot be written, with everything that has no place in it.
fn unwritable(py: Python<'_>, error: &WriteError) -> PyErr {
    unwritable_file(py, error, None)
}

fn unwritable_file(py: Python<'_>, error: &WriteError, path: Option<&Path>) -> PyErr {
    let problems: PyResult<Vec<_>> = error
        .unwritable()
        .iter()
        .map(|one| {
            let problem = value!(
                py, "Problem", message: one.to_string(),
                message_fr: one.message(&Language::french()),
                said: PySaid(Said::in_each(|language| one.message(language))),
                severity: "error", code: "unwritable", sheet: &one.sheet, cell: one.cell.map(|cell| cell.to_string()),
                step: one.step.as_ref().map(ptr_core::StepId::as_str),
            );
            problem.map(Bound::unbind)
        })
        .collect();
    let message = match error.unwritable() {
        [] => error.to_string(),
        all => format!("the workbook cannot hold {} things of the plan", all.len()),
    };
    match problems {
        Ok(problems) => {
            let listing = |_| of_file(cause(error), path, message, problems);
            told(listing, |language| error.message(language))
        }
        Err(error) => error,
    }
}

/// How a workbook is written: by the layout asked for, else by that of the plan's own workbook,
/// else by the default one.
fn options(
    plan: &PyPlan,
    layout: Option<&Bound<'_, PyAny>>,
    language: Language,
) -> PyResult<WriteOptions> {
    let layout = match (self::layout(layout)?, plan.origin()) {
        (Some(layout), _) => layout,
        (None, Some(origin)) => origin.layout.clone(),
        (None, None) => Layout { timezone: plan.core().timezone(), ..Layout::default() },
    };
    Ok(WriteOptions { layout, language, ..WriteOptions::default() })
}

fn save(py: Python<'_>, path: &Path, bytes: &[u8]) -> PyResult<()> {
    let saved = py.detach(|| write_atomically(path, bytes));
    saved.map_err(|error| unwritable_file(py, &error, Some(path)))
}

fn plan_bytes(py: Python<'_>, plan: &Plan, options: &WriteOptions) -> PyResult<Vec<u8>> {
    py.detach(|| plan_workbook(plan, options)).map_err(|error| unwritable(py, &error))
}

#[pymethods]
impl PyComparison {
    #[doc = doc!(Comparison.write_workbook)]
    #[pyo3(signature = (path, *, language = Language::french()))]
    fn write_workbook(
        &self,
        py: Python<'_>,
        #[pyo3(from_py_with = named::path)] path: PathBuf,
        #[pyo3(from_py_with = language::read)] language: Language,
    ) -> PyResult<()> {
        let options = WriteOptions { language, ..WriteOptions::default() };
        let bytes = py.detach(|| comparison_workbook(self.core(), &options));
        save(py, &path, &bytes.map_err(|error| unwritable(py, &error))?)
    }
}

#[pymethods]
impl PyPlan {
    #[doc = doc!(Plan.write_workbook)]
    #[pyo3(signature = (path, *, layout = None, language = Language::french()))]
    fn write_workbook(
        &self,
        py: Python<'_>,
        #[pyo3(from_py_with = named::path)] path: PathBuf,
        layout: Option<&Bound<'_, PyAny>>,
        #[pyo3(from_py_with = language::read)] language: Language,
    ) -> PyResult<()> {
        let options = options(self, layout, language)?;
        save(py, &path, &plan_bytes(py, self.core(), &options)?)
    }

    #[doc = doc!(Plan.to_workbook)]
    #[pyo3(signature = (*, layout = None, language = Language::french()))]
    fn to_workbook<'py>(
        &self,
        py: Python<'py>,
        layout: Option<&Bound<'py, PyAny>>,
        #[pyo3(from_py_with = language::read)] language: Language,
    ) -> PyResult<Bound<'py, PyBytes>> {
        let options = options(self, layout, language)?;
        Ok(PyBytes::new(py, &plan_bytes(py, self.core(), &options)?))
    }
}

impl PyRun {
    fn status_bytes(
        &self,
        at: &Bound<'_, PyAny>,
        layout: Option<&Bound<'_, PyAny>>,
        language: Language,
        since: Option<&Bound<'_, PyAny>>,
    ) -> PyResult<Vec<u8>> {
        let since = since.map(|since| time::instant("since", since)).transpose()?;
        let options = options(self.scheduled().plan(), layout, language)?;
        let options = WriteOptions { since, ..options };
        let bytes = self.view(at, |view| status_workbook(view, &options))?;
        bytes.map_err(|error| unwritable(at.py(), &error))
    }
}

#[pymethods]
impl PyRun {
    #[doc = doc!(Run.write_status_workbook)]
    #[pyo3(signature = (path, at, *, layout = None, language = Language::french(), since = None))]
    fn write_status_workbook(
        &self,
        #[pyo3(from_py_with = named::path)] path: PathBuf,
        at: &Bound<'_, PyAny>,
        layout: Option<&Bound<'_, PyAny>>,
        #[pyo3(from_py_with = language::read)] language: Language,
        since: Option<&Bound<'_, PyAny>>,
    ) -> PyResult<()> {
        save(at.py(), &path, &self.status_bytes(at, layout, language, since)?)
    }

    #[doc = doc!(Run.to_status_workbook)]
    #[pyo3(signature = (at, *, layout = None, language = Language::french(), since = None))]
    fn to_status_workbook<'py>(
        &self,
        at: &Bound<'py, PyAny>,
        layout: Option<&Bound<'py, PyAny>>,
        #[pyo3(from_py_with = language::read)] language: Language,
        since: Option<&Bound<'_, PyAny>>,
    ) -> PyResult<Bound<'py, PyBytes>> {
        Ok(PyBytes::new(at.py(), &self.status_bytes(at, layout, language, since)?))
    }
}
