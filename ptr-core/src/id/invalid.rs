//! The error of a text that is not the code it was meant to be.

#[cfg(feature = "serde")]
use serde::{Deserialize, Serialize};

/// A text that is not a valid code of its kind.
///
/// ```
/// use ptr_core::language::Language;
/// use ptr_core::{Code, StepId};
/// let error = StepId::new("two\nlines").expect_err("one line is asked for");
/// assert_eq!((error.what, error.found.as_str()), (Code::StepId, "two\nlines"));
/// assert!(error.message(&Language::french()).contains("identifiant d'étape"));
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(Serialize, Deserialize))]
#[cfg_attr(feature = "serde", serde(deny_unknown_fields))]
pub struct InvalidCode {
    /// The kind of code that was expected.
    pub what: Code,
    /// The text found.
    pub found: String,
}

impl std::error::Error for InvalidCode {}

/// A kind of code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(Serialize, Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "kebab-case"))]
#[non_exhaustive]
pub enum Code {
    /// A [`StepId`](crate::StepId).
    StepId,
    /// A [`DryRun`](crate::DryRun).
    DryRun,
    /// A [`PhaseCode`](crate::PhaseCode).
    PhaseCode,
    /// An [`Outcome`](crate::Outcome).
    Outcome,
    /// An [`Email`](crate::Email).
    Email,
    /// A [`Moment`](crate::Moment).
    Moment,
    /// A [`State`](crate::State).
    State,
    /// A [`Language`](crate::language::Language) that is built in.
    Language,
    /// A [`Digest`](crate::Digest).
    Digest,
}

impl Code {
    /// Every kind.
    pub(crate) const ALL: [Self; 9] = [
        Code::StepId,
        Code::DryRun,
        Code::PhaseCode,
        Code::Outcome,
        Code::Email,
        Code::Moment,
        Code::State,
        Code::Language,
        Code::Digest,
    ];
}
