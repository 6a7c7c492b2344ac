//! One table of the workbook: its sheet, its first row and its columns.

use serde::{Deserialize, Serialize};

use super::columns::Columns;
use super::mapping;
use crate::value::normal;

/// One table of the workbook.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default, bound(deserialize = "C: Columns + Deserialize<'de>"))]
pub struct Table<C> {
    /// The sheet; left out, the first of [`Columns::SHEETS`] that the workbook has.
    #[serde(skip_serializing_if = "Option::is_none", deserialize_with = "mapping::sheet")]
    pub sheet: Option<String>,
    /// The first row of data, counted from one; found when left out.
    #[serde(skip_serializing_if = "Option::is_none", deserialize_with = "mapping::first_row")]
    pub first_row: Option<u32>,
    /// Its columns.
    #[serde(deserialize_with = "mapping::mapping")]
    pub columns: C,
}

impl<C: Columns> Default for Table<C> {
    fn default() -> Self {
        Self { sheet: None, first_row: None, columns: C::default() }
    }
}

impl<C: Columns> Table<C> {
    /// The name of its sheet as a message should give it.
    pub fn sheet_name(&self) -> &str {
        self.sheet.as_deref().or(C::SHEETS.first().copied()).unwrap_or_default()
    }

    /// Which of the workbook's sheets holds it: the one it names, else the first it is known by.
    /// Names match as headings do.
    pub fn find_sheet(&self, sheets: &[impl AsRef<str>]) -> Option<usize> {
        let called = |name: &str| {
            let exact = sheets.iter().position(|sheet| sheet.as_ref() == name);
            exact.or_else(|| sheets.iter().position(|s| normal(s.as_ref()) == normal(name)))
        };
        match &self.sheet {
            Some(name) => called(name),
            None => C::SHEETS.iter().find_map(|name| called(name)),
        }
    }
}
