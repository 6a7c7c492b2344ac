//! Why there is no plan: most of all, why a file cannot be read as a workbook at all.
//!
//! What is wrong *inside* a readable workbook comes as problems, all at once and each with its
//! cell. A [`LoadError`] is the other case: there is no workbook to look into. The causes are
//! private so that new ones can be told apart later; callers ask through the predicates and
//! [`LoadError::code`], people read the message, which says what was found and what to do.

use std::fmt;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use ptr_core::Problems;
use ptr_core::language::{FluentArgs, Language, arguments, system_words};

use crate::a1::{CellName, NotACell};
use crate::language::{text, word};

/// Why there is no plan.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum WorkbookError {
    /// The file cannot be read as a workbook at all.
    #[error(transparent)]
    File(#[from] LoadError),
    /// The workbook can be read, but what it says is not a plan; every problem, each with its
    /// cell.
    #[error("{0}")]
    Problems(Problems),
    /// The caller of [`load_while`](crate::load_while) has broken off.
    #[error("the reading of the workbook was broken off")]
    BrokenOff,
}

/// A file that cannot be read as a workbook.
#[derive(Debug)]
pub struct LoadError {
    path: Option<PathBuf>,
    cause: Box<Cause>,
}

/// What went wrong, with what was found. Texts that depend on the language are messages.
#[derive(Debug)]
pub(crate) enum Cause {
    Io(std::io::Error),
    Empty,
    NotAWorkbook {
        found: &'static str,
    },
    Encrypted,
    /// What a detail says is for those who repair the program that wrote the file: in English.
    Truncated {
        detail: String,
    },
    Damaged {
        detail: String,
    },
    NoSheet,
    TooLarge {
        what: &'static str,
        found: u64,
        limit: u64,
        cure: &'static str,
    },
    OutsideSheet {
        sheet: String,
        cell: CellName,
    },
}

impl Cause {
    fn message(&self, language: &Language) -> String {
        let (id, arguments) = match self {
            Self::Io(error) => ("workbook-error-io", of_system(error)),
            Self::Empty => ("workbook-error-empty", arguments!()),
            Self::NotAWorkbook { found } => {
                ("workbook-error-not-a-workbook", arguments!(found = word(language, found)))
            }
            Self::Encrypted => ("workbook-error-encrypted", arguments!()),
            Self::Truncated { detail } => {
                ("workbook-error-truncated", arguments!(detail = detail.as_str()))
            }
            Self::Damaged { detail } => {
                ("workbook-error-damaged", arguments!(detail = detail.as_str()))
            }
            Self::NoSheet => ("workbook-error-no-sheet", arguments!()),
            Self::TooLarge { what, found, limit, cure } => {
                let (what, cure) = (word(language, what), word(language, cure));
                let (found, limit) = (found.to_string(), limit.to_string());
                let arguments = arguments!(what = what, found = found, limit = limit, cure = cure);
                ("workbook-error-too-large", arguments)
            }
            Self::OutsideSheet { sheet, cell } => {
                let arguments = arguments!(sheet = sheet.as_str(), cell = cell.to_string());
                ("workbook-error-outside-sheet", arguments)
            }
        };
        text(language, id, &arguments)
    }
}

/// What the system says: its kind, and its words.
pub(crate) fn of_system(error: &std::io::Error) -> FluentArgs<'static> {
    let kind = match error.kind() {
        ErrorKind::NotFound => "not-found",
        ErrorKind::PermissionDenied => "permission-denied",
        ErrorKind::IsADirectory => "is-a-directory",
        _ => "other",
    };
    arguments!(kind = kind, error = system_words(&error.to_string()).to_owned())
}

impl LoadError {
    /// What was found and what to do, in a language; in English it is the same as the error as a
    /// text.
    pub fn message(&self, language: &Language) -> String {
        let what = self.cause.message(language);
        match &self.path {
            None => what,
            Some(path) => about(language, path.display(), &what),
        }
    }

    /// The file, where it was read from one.
    pub fn path(&self) -> Option<&Path> {
        self.path.as_deref()
    }

    /// A short name of the cause that stays the same from version to version: `io`, `empty`,
    /// `not-a-workbook`, `encrypted`, `truncated`, `damaged`, `no-sheet`, `too-large` or
    /// `outside-sheet`. More may come.
    pub fn code(&self) -> &'static str {
        match *self.cause {
            Cause::Io(_) => "io",
            Cause::Empty => "empty",
            Cause::NotAWorkbook { .. } => "not-a-workbook",
            Cause::Encrypted => "encrypted",
            Cause::Truncated { .. } => "truncated",
            Cause::Damaged { .. } => "damaged",
            Cause::NoSheet => "no-sheet",
            Cause::TooLarge { .. } => "too-large",
            Cause::OutsideSheet { .. } => "outside-sheet",
        }
    }

    /// Whether the file could not be opened or read at all; [`std::error::Error::source`] is
    /// then the [`std::io::Error`].
    pub fn is_io(&self) -> bool {
        matches!(*self.cause, Cause::Io(_))
    }

    /// Whether the file is of another kind.
    pub(crate) fn is_not_a_workbook(&self) -> bool {
        matches!(*self.cause, Cause::NotAWorkbook { .. })
    }

    /// Whether a password protects the workbook.
    pub fn is_encrypted(&self) -> bool {
        matches!(*self.cause, Cause::Encrypted)
    }

    /// The same error, naming the file it is about.
    pub(crate) fn at(mut self, path: &Path) -> Self {
        self.path = Some(path.to_owned());
        self
    }

    pub(crate) fn damaged(detail: impl fmt::Display) -> Self {
        Cause::Damaged { detail: detail.to_string() }.into()
    }

    pub(crate) fn truncated(detail: impl fmt::Display) -> Self {
        Cause::Truncated { detail: detail.to_string() }.into()
    }
}

impl NotACell {
    /// What was found and what was expected, in a language.
    pub fn message(&self, language: &Language) -> String {
        text(language, "workbook-error-not-a-cell", &arguments!(found = self.0.as_str()))
    }
}

impl fmt::Display for NotACell {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message(&Language::english()))
    }
}

impl From<Cause> for LoadError {
    fn from(cause: Cause) -> Self {
        Self { path: None, cause: Box::new(cause) }
    }
}

/// A message with what it is about before it.
pub(crate) fn about(language: &Language, place: impl fmt::Display, what: &str) -> String {
    text(language, "workbook-about", &arguments!(place = place.to_string(), what = what))
}

impl fmt::Display for LoadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message(&Language::english()))
    }
}

impl std::error::Error for LoadError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match &*self.cause {
            Cause::Io(error) => Some(error),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use std::error::Error;

    use super::*;

    #[test]
    fn a_message_names_the_file_what_was_found_and_what_to_do() {
        let error = LoadError::from(Cause::NotAWorkbook { found: "workbook-found-pdf" })
            .at(Path::new("plan.xlsx"));
        assert_eq!(
            error.to_string(),
            "plan.xlsx: this is a PDF, not a workbook; save the plan as .xlsx \
             (also read: .xlsm, .xlsb, .xls, .ods, .csv)"
        );
        assert_eq!(error.message(&Language::english()), error.to_string());
        assert_eq!(
            error.message(&Language::french()),
            "plan.xlsx\u{a0}: c'est un PDF, et non un classeur\u{a0}; enregistrez le plan en .xlsx \
             (se lisent aussi\u{a0}: .xlsm, .xlsb, .xls, .ods, .csv)"
        );
        assert_eq!(error.code(), "not-a-workbook");
    }

    #[test]
    fn the_operating_systems_own_error_can_be_reached() {
        let refused = std::io::Error::from(std::io::ErrorKind::PermissionDenied);
        let error = LoadError::from(Cause::Io(refused));
        assert!(error.is_io());
        let source = error.source().and_then(|e| e.downcast_ref::<std::io::Error>());
        assert_eq!(source.map(std::io::Error::kind), Some(std::io::ErrorKind::PermissionDenied));
    }
}
