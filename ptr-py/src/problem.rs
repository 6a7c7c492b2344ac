//! Problems of a plan for Python: what was found where, as data and as sentences.

use ptr_core::language::Language;
use ptr_core::{KnownNames, Problem, ProblemKind, StepId};
use pyo3::prelude::*;
use pyo3::types::{PyList, PyTuple};

use crate::language::{PySaid, Said};
use crate::values::value;

/// A `Problem` of Python.
pub(crate) fn to_python<'py>(py: Python<'py>, problem: &Problem) -> PyResult<Bound<'py, PyAny>> {
    let detail = detail(&problem.kind);
    value!(
        py,
        "Problem",
        message: problem.message(&Language::english()),
        message_fr: problem.message(&Language::french()),
        said: PySaid(Said::Problem(problem.clone())),
        severity: problem.severity().name(),
        code: problem.code(),
        sheet: problem.place.as_ref().map(|place| place.sheet.as_str()),
        cell: problem.place.as_ref().and_then(|place| place.cell.as_deref()),
        step: problem.step.as_ref().map(StepId::as_str),
        row: problem.row,
        field: problem.field.map(ptr_core::Field::name),
        found: detail.found,
        expected: detail.expected,
        path: PyTuple::new(py, detail.path)?,
    )
}

/// Several of them.
pub(crate) fn list<'py>(py: Python<'py>, problems: &[Problem]) -> PyResult<Bound<'py, PyList>> {
    let list = PyList::empty(py);
    for problem in problems {
        list.append(to_python(py, problem)?)?;
    }
    Ok(list)
}

/// What a problem knows beyond its name.
#[derive(Default)]
struct Detail<'f> {
    found: Option<&'f str>,
    expected: Option<String>,
    path: Vec<&'f str>,
}

impl<'f> Detail<'f> {
    fn found(found: &'f str) -> Self {
        Self { found: Some(found), ..Self::default() }
    }

    fn expected(mut self, expected: impl Into<String>) -> Self {
        self.expected = Some(expected.into());
        self
    }

    fn one_of(self, known: &KnownNames) -> Self {
        let rest = if known.total() > known.first().len() { ", …" } else { "" };
        self.expected(known.first().join(", ") + rest)
    }
}

fn detail(kind: &ProblemKind) -> Detail<'_> {
    match kind {
        ProblemKind::DuplicateId { id, .. } | ProblemKind::RepeatedPrerequisite { id } => {
            Detail::found(id.as_str())
        }
        ProblemKind::UnknownPrerequisite { found, similar } => {
            let detail = Detail::found(found);
            match similar {
                Some(similar) => detail.expected(similar.as_str()),
                None => detail,
            }
        }
        ProblemKind::StartsBeforePrerequisite { prerequisite, .. }
        | ProblemKind::WaitsForContingency { prerequisite } => Detail::found(prerequisite.as_str()),
        ProblemKind::Cycle { path } => {
            Detail { path: path.iter().map(StepId::as_str).collect(), ..Detail::default() }
        }
        ProblemKind::UnknownPhase { found, known }
        | ProblemKind::UnknownDryRun { found, known }
        | ProblemKind::UnknownTeam { found, known }
        | ProblemKind::UnknownMilestone { found, known } => Detail::found(found).one_of(known),
        ProblemKind::DuplicateName { name, .. } => Detail::found(name),
        ProblemKind::MalformedId { found, expected }
        | ProblemKind::UnreadableDate { found, expected }
        | ProblemKind::UnreadableDuration { found, expected }
        | ProblemKind::WrongValue { found, expected } => {
            Detail::found(found).expected(expected.words(&Language::english()))
        }
        ProblemKind::DateOutOfRange { found }
        | ProblemKind::LeapSecond { found }
        | ProblemKind::NotWritable { found, .. }
        | ProblemKind::NegativeDuration { found }
        | ProblemKind::BadAddress { found }
        | ProblemKind::ErrorCell { found }
        | ProblemKind::StrayText { found } => Detail::found(found),
        ProblemKind::MissingSheet { expected, .. }
        | ProblemKind::MissingHeading { expected, .. } => Detail::default().expected(expected),
        ProblemKind::AmbiguousHeading { heading, .. } => Detail::found(heading),
        ProblemKind::ClockChange { found, taken, .. } => Detail::found(found).expected(taken),
        ProblemKind::MissingId
        | ProblemKind::MissingValue
        | ProblemKind::OwnPrerequisite
        | ProblemKind::NoSteps
        | ProblemKind::TooManyDryRuns { .. }
        | ProblemKind::NotCalculated
        | ProblemKind::InNoDryRun
        | ProblemKind::NoStart { .. } => Detail::default(),
    }
}
