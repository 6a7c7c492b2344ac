//! Why a workbook cannot be written.
//!
//! A cell takes less than a plan may hold: 32,767 characters of text, dates from 1900 on. What
//! does not fit is never cut off or left out silently: the whole workbook is refused, with
//! everything that does not fit, each with its cell and what to do.

use std::fmt;
use std::path::{Path, PathBuf};

use ptr_core::StepId;
use rust_xlsxwriter::XlsxError;

use crate::a1::CellName;

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
    /// A date that spreadsheets do not have.
    DateOutOfRange {
        /// The date, ISO 8601.
        found: String,
    },
    /// An item of a list that would be read back as several, or as none.
    NotAnItem {
        /// The item.
        found: String,
    },
    /// A date said by a milestone that would be read back as another.
    NotAMilestone {
        /// As it would be written.
        found: String,
    },
    /// Something the plan holds and the layout has no table or column for.
    NoPlace {
        /// The key of the layout that is set to null.
        key: &'static str,
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

impl fmt::Display for Unfit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::TextTooLong { length } => write!(
                f,
                "the text has {length} characters, a cell takes {LONGEST_TEXT}; \
                 shorten it or move it to a document that the step links to"
            ),
            Self::DateOutOfRange { found } => write!(
                f,
                "{found} is no date of a spreadsheet; give one from 1900-01-01 to 9999-12-31"
            ),
            Self::NotAnItem { found } => write!(
                f,
                "`{found}` cannot stand in a list separated by `;`; \
                 rename it so that it holds no `;` and no `,` and is more than a dash"
            ),
            Self::NotAMilestone { found } => write!(
                f,
                "`{found}` would be read as another date; \
                 rename the milestone so that its name is no other one's with an offset"
            ),
            Self::NoPlace { key } => write!(
                f,
                "the plan holds what the layout has no place for; give `{key}` a value other than null"
            ),
            Self::NoRoomForHeadings => f.write_str(
                "the layout's first row of data is row 1, which the headings need; set `first_row` to 2 or more",
            ),
            Self::SheetName => f.write_str(
                "no sheet can have this name; give the sheet another one of at most 31 characters",
            ),
            Self::SheetTooSmall { needed: (rows, columns) } => write!(
                f,
                "{rows} rows and {columns} columns are needed, a sheet has {} and {}; split the plan",
                crate::a1::ROWS,
                crate::a1::COLUMNS
            ),
        }
    }
}

impl fmt::Display for Unwritable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.sheet)?;
        if let Some(cell) = self.cell {
            write!(f, "!{cell}")?;
        }
        if let Some(step) = &self.step {
            write!(f, " ({step})")?;
        }
        write!(f, ": {}", self.why)
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

impl fmt::Display for WriteError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &*self.0 {
            Cause::Unwritable(all) => {
                for (nth, one) in all.iter().enumerate() {
                    if nth > 0 {
                        f.write_str("\n")?;
                    }
                    write!(f, "{one}")?;
                }
                Ok(())
            }
            Cause::Io(path, error) => write!(
                f,
                "{}: the workbook cannot be written: {error}; check the directory and the rights on it",
                path.display()
            ),
            Cause::Workbook(error) => write!(f, "the workbook cannot be put together: {error}"),
        }
    }
}

impl std::error::Error for WriteError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match &*self.0 {
            Cause::Unwritable(_) => None,
            Cause::Io(_, error) => Some(error),
            Cause::Workbook(error) => Some(error),
        }
    }
}
