//! Why a file cannot be read as a workbook at all.
//!
//! What is wrong *inside* a readable workbook comes as problems, all at once and each with its
//! cell. What stands here is the other case: there is no workbook to look into. The causes are
//! private so that new ones can be told apart later; callers ask through the predicates and
//! [`LoadError::code`], people read the message, which says what was found and what to do.

use std::fmt;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use ptr_core::language::Language;

use crate::a1::CellName;

/// A part of a sentence in English and in French.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Both(pub &'static str, pub &'static str);

impl fmt::Display for Both {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }
}

/// A file that cannot be read as a workbook.
#[derive(Debug)]
pub struct LoadError {
    path: Option<PathBuf>,
    cause: Box<Cause>,
}

/// What went wrong, with what was found.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Cause {
    #[error("the file cannot be opened: {0}; check the path and the rights on it")]
    Io(#[source] std::io::Error),
    #[error("the file is empty; save the workbook again")]
    Empty,
    #[error(
        "this is {found}, not a workbook; save the plan as .xlsx (also read: .xlsm, .xlsb, .xls, .ods)"
    )]
    NotAWorkbook { found: Both },
    #[error("the workbook is encrypted; remove its password and save it again")]
    Encrypted,
    #[error("the file stops before its end ({detail}); copy or download it again")]
    Truncated { detail: String },
    #[error(
        "the workbook is damaged ({detail}); open it in a spreadsheet program and save it again"
    )]
    Damaged { detail: String },
    #[error("the workbook holds no sheet; save the plan again from a spreadsheet program")]
    NoSheet,
    #[error("{what} ask for {found}, the limit is {limit}; {mend}")]
    TooLarge { what: Both, found: u64, limit: u64, mend: Both },
    #[error(
        "sheet `{sheet}` places a cell at {cell}, outside A1:XFD1048576; open the workbook in a spreadsheet program and save it again"
    )]
    OutsideSheet { sheet: String, cell: CellName },
}

impl Cause {
    /// The sentence in French. What a detail says is for those who mend the file's program.
    fn french(&self) -> String {
        match self {
            Self::Io(error) => {
                let why = match error.kind() {
                    ErrorKind::NotFound => "il n'existe pas".to_owned(),
                    ErrorKind::PermissionDenied => "accès refusé".to_owned(),
                    ErrorKind::IsADirectory => "c'est un répertoire".to_owned(),
                    _ => error.to_string(),
                };
                format!(
                    "le fichier ne peut pas être ouvert\u{a0}: {why}\u{a0}; vérifiez le chemin et \
                     les droits d'accès"
                )
            }
            Self::Empty => {
                "le fichier est vide\u{a0}; enregistrez le classeur à nouveau".to_owned()
            }
            Self::NotAWorkbook { found } => format!(
                "c'est {}, et non un classeur\u{a0}; enregistrez le plan en .xlsx (se lisent \
                 aussi\u{a0}: .xlsm, .xlsb, .xls, .ods)",
                found.1
            ),
            Self::Encrypted => "le classeur est chiffré\u{a0}; retirez son mot de passe et \
                                enregistrez-le à nouveau"
                .to_owned(),
            Self::Truncated { detail } => format!(
                "le fichier s'arrête avant sa fin ({detail})\u{a0}; copiez-le ou téléchargez-le à \
                 nouveau"
            ),
            Self::Damaged { detail } => format!(
                "le classeur est endommagé ({detail})\u{a0}; ouvrez-le dans un tableur et \
                 enregistrez-le à nouveau"
            ),
            Self::NoSheet => "le classeur n'a pas de feuille\u{a0}; enregistrez à nouveau le plan \
                              depuis un tableur"
                .to_owned(),
            Self::TooLarge { what, found, limit, mend } => {
                format!("{} demandent {found}, la limite est {limit}\u{a0}; {}", what.1, mend.1)
            }
            Self::OutsideSheet { sheet, cell } => format!(
                "la feuille «\u{a0}{sheet}\u{a0}» place une cellule en {cell}, hors de \
                 A1:XFD1048576\u{a0}; ouvrez le classeur dans un tableur et enregistrez-le à \
                 nouveau"
            ),
        }
    }
}

impl LoadError {
    /// What was found and what to do, in a language; in English it is the same as the error as a
    /// text.
    pub fn message(&self, language: &Language) -> String {
        match (language.code(), &self.path) {
            ("fr", None) => self.cause.french(),
            ("fr", Some(path)) => {
                format!("{}\u{a0}: {}", path.display(), self.cause.french())
            }
            (_, _) => self.to_string(),
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

    /// Whether a password protects the workbook.
    pub fn is_encrypted(&self) -> bool {
        matches!(*self.cause, Cause::Encrypted)
    }

    /// Whether the workbook asks for more than [`Limits`](crate::Limits) allow.
    pub fn is_too_large(&self) -> bool {
        matches!(*self.cause, Cause::TooLarge { .. })
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

impl From<Cause> for LoadError {
    fn from(cause: Cause) -> Self {
        Self { path: None, cause: Box::new(cause) }
    }
}

impl fmt::Display for LoadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(path) = &self.path {
            write!(f, "{}: ", path.display())?;
        }
        self.cause.fmt(f)
    }
}

impl std::error::Error for LoadError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        std::error::Error::source(&*self.cause)
    }
}

#[cfg(test)]
mod tests {
    use std::error::Error;

    use super::*;

    #[test]
    fn a_message_names_the_file_what_was_found_and_what_to_do() {
        let error = LoadError::from(Cause::NotAWorkbook { found: Both("a PDF", "un PDF") })
            .at(Path::new("plan.xlsx"));
        assert_eq!(
            error.to_string(),
            "plan.xlsx: this is a PDF, not a workbook; save the plan as .xlsx \
             (also read: .xlsm, .xlsb, .xls, .ods)"
        );
        assert_eq!(error.message(&Language::english()), error.to_string());
        assert_eq!(
            error.message(&Language::french()),
            "plan.xlsx\u{a0}: c'est un PDF, et non un classeur\u{a0}; enregistrez le plan en .xlsx \
             (se lisent aussi\u{a0}: .xlsm, .xlsb, .xls, .ods)"
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
