//! Plans that were never meant for this library: as scheduling programs export them, and as teams
//! keep them in lists of their own. Each comes with the layout by which it is read.

mod drawing;
mod ends;
mod lists;
mod projects;
mod runbooks;

use rust_xlsxwriter::XlsxError;

use self::drawing::{Sheet, workbook};

/// A workbook of one kind.
pub struct Sample {
    /// The name of its files in `examples/data/tables/`.
    pub name: &'static str,
    /// What it is.
    pub title: &'static str,
    /// The layout, in YAML.
    pub layout: &'static str,
    sheets: &'static [Sheet],
}

impl Sample {
    /// The workbook.
    ///
    /// # Errors
    /// [`XlsxError`] if it is not valid.
    pub fn workbook(&self) -> Result<Vec<u8>, XlsxError> {
        workbook(self.title, self.sheets)
    }
}

/// Every one of them.
pub const ALL: [&Sample; 12] = [
    &projects::PROJECT_EXPORT,
    &projects::WBS,
    &projects::OUTLINE,
    &lists::CHECKLIST,
    &lists::TWO_TABLES,
    &ends::LIST,
    &ends::LINES,
    &lists::PLACEHOLDERS,
    &lists::AS_ABOVE,
    &lists::NAMES,
    &runbooks::DAY_NUMBERS,
    &runbooks::TIMES_AND_UNITS,
];
