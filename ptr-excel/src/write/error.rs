//! Why a workbook cannot be written.
//!
//! A cell takes less than a plan may hold. Most of what it does not take is written in another way
//! that reads back; what has no place at all is never cut off or left out silently: the whole
//! workbook is refused, with everything that does not fit, each with its cell and what to do.

use std::fmt;
use std::path::{Path, PathBuf};

use ptr_core::StepId;
use ptr_core::language::{Language, arguments};
use rust_xlsxwriter::XlsxError;

use crate::a1::{self, CellName};
use crate::error::{about, of_system};
use crate::language::text;

/// A workbook that cannot be written.
#[derive(Debug)]
pub struct WriteError(Box<Cause>);

#[derive(Debug)]
enum Cause {
    Unwritable(Vec<Unwritable>),
    Io(PathBuf, std::io::Error),
    Workbook(XlsxError),
}

/// Something of the plan that has no place in the workbook.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unwritable {
    /// The sheet it would stand on.
    pub sheet: String,
    /// The cell it would stand in; `None` for what concerns the whole sheet.
    pub cell: Option<CellName>,
    /// The step it belongs to, if it is of a step.
    pub step: Option<StepId>,
    /// Why it has no place.
    pub why: Unfit,
}

/// Why something has no place in a workbook.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Unfit {
    /// A text longer than a cell takes.
    TextTooLong {
        /// Its length in UTF-16 code units, which is how spreadsheets count.
        length: usize,
    },
    /// Something the plan holds and the layout has no table or column for.
    NoPlace {
        /// The key of the layout that is set to null.
        key: &'static str,
    },
    /// Steps of a contingency phase that would be read back as steps of an ordinary one.
    Contingency {
        /// The code of the phase.
        phase: String,
    },
    /// The layout puts the first row of data where the headings would have to stand.
    NoRoomForHeadings,
    /// A name that no sheet can have.
    SheetName,
    /// More rows or columns than a sheet has.
    SheetTooSmall {
        /// How many rows and columns would be needed.
        needed: (usize, usize),
    },
}

/// The most characters that a cell takes, in UTF-16 code units.
pub const LONGEST_TEXT: usize = 32_767;

impl Unfit {
    /// Why, and what to do, in a language.
    pub fn message(&self, language: &Language) -> String {
        let (id, arguments) = match self {
            Self::TextTooLong { length } => {
                let (length, longest) = (length.to_string(), LONGEST_TEXT.to_string());
                ("workbook-unfit-text-too-long", arguments!(length = length, longest = longest))
            }
            Self::NoPlace { key } => ("workbook-unfit-no-place", arguments!(key = *key)),
            Self::Contingency { phase } => {
                ("workbook-unfit-contingency", arguments!(phase = phase.as_str()))
            }
            Self::NoRoomForHeadings => ("workbook-unfit-no-room-for-headings", arguments!()),
            Self::SheetName => ("workbook-unfit-sheet-name", arguments!()),
            Self::SheetTooSmall { needed: (rows, columns) } => {
                let arguments = arguments!(
                    rows = rows.to_string(),
                    columns = columns.to_string(),
                    most_rows = a1::ROWS.to_string(),
                    most_columns = a1::COLUMNS.to_string(),
                );
                ("workbook-unfit-sheet-too-small", arguments)
            }
        };
        text(language, id, &arguments)
    }
}

impl Unwritable {
    /// Where it would stand, why it cannot, and what to do, in a language.
    pub fn message(&self, language: &Language) -> String {
        let cell = self.cell.map_or_else(String::new, |cell| format!("!{cell}"));
        let step = self.step.as_ref().map_or_else(String::new, |step| format!(" ({step})"));
        let place = format!("{}{cell}{step}", self.sheet);
        about(language, place, &self.why.message(language))
    }
}

impl WriteError {
    /// What has no place in the workbook, in the order of sheets and cells; empty if that is
    /// not the cause.
    pub fn unwritable(&self) -> &[Unwritable] {
        match &*self.0 {
            Cause::Unwritable(all) => all,
            Cause::Io(..) | Cause::Workbook(_) => &[],
        }
    }

    /// Whether the file could not be written; [`std::error::Error::source`] is then the
    /// [`std::io::Error`].
    pub fn is_io(&self) -> bool {
        matches!(*self.0, Cause::Io(..))
    }

    /// The file that could not be written.
    pub fn path(&self) -> Option<&Path> {
        match &*self.0 {
            Cause::Io(path, _) => Some(path),
            Cause::Unwritable(_) | Cause::Workbook(_) => None,
        }
    }

    pub(super) fn io(path: &Path, error: std::io::Error) -> Self {
        Self(Box::new(Cause::Io(path.to_owned(), error)))
    }
}

impl From<Vec<Unwritable>> for WriteError {
    fn from(all: Vec<Unwritable>) -> Self {
        Self(Box::new(Cause::Unwritable(all)))
    }
}

impl From<XlsxError> for WriteError {
    fn from(error: XlsxError) -> Self {
        Self(Box::new(Cause::Workbook(error)))
    }
}

impl WriteError {
    /// Why, and what to do, in a language: a line for each [`Unwritable`].
    pub fn message(&self, language: &Language) -> String {
        match &*self.0 {
            Cause::Unwritable(all) => {
                all.iter().map(|one| one.message(language)).collect::<Vec<_>>().join("\n")
            }
            Cause::Io(path, error) => {
                let what = text(language, "workbook-write-io", &of_system(error));
                about(language, path.display(), &what)
            }
            Cause::Workbook(error) => {
                text(language, "workbook-write-failed", &arguments!(error = error.to_string()))
            }
        }
    }
}

macro_rules! print_in_english {
    ($($name:ident)*) => {
        $(impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.message(&Language::english()))
            }
        })*
    };
}

print_in_english!(Unfit Unwritable WriteError);

impl std::error::Error for WriteError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match &*self.0 {
            Cause::Unwritable(_) => None,
            Cause::Io(_, error) => Some(error),
            Cause::Workbook(error) => Some(error),
        }
    }
}
