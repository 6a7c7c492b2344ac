//! One table of the workbook: its sheet, its rows and its columns.

use serde::{Deserialize, Serialize};

use super::column::{Column, Known};
use super::columns::{Columns, StepColumns};
use super::rows::{self, HeadingRule, LastRow, MadeIds};
use super::{ColumnKey, mapping};
use crate::value::{folded, normal};

/// One table of the workbook.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default, bound(deserialize = "C: Columns + Deserialize<'de>"))]
pub struct Table<C> {
    /// The sheet; left out, the first of [`Columns::sheets`] that the workbook has.
    #[serde(skip_serializing_if = "Option::is_none", deserialize_with = "mapping::sheet")]
    pub sheet: Option<String>,
    /// The first row of data, counted from one; found when left out.
    #[serde(skip_serializing_if = "Option::is_none", deserialize_with = "mapping::first_row")]
    pub first_row: Option<u32>,
    /// The last row of data; left out, that of the sheet. What stands below is told.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_row: Option<LastRow>,
    /// Its columns.
    #[serde(deserialize_with = "mapping::mapping")]
    pub columns: C,
    /// Columns that are left out as if the sheet did not have them, each named by its heading or
    /// its letter: those of formulas that only help to fill in the others, say.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub ignore: Vec<String>,
    /// Columns in which an empty cell says what the one above it says, named likewise.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub as_above: Vec<String>,
    /// How steps get ids in a sheet that has no column of ids.
    #[serde(skip_serializing_if = "Option::is_none", deserialize_with = "rows::ids::<C, _>")]
    pub ids: Option<MadeIds>,
    /// What makes a row a heading of steps and none of them; each is told.
    #[serde(skip_serializing_if = "Vec::is_empty", deserialize_with = "rows::sections::<C, _>")]
    pub sections: Vec<HeadingRule>,
}

/// Which of the workbook's sheets holds a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SheetFound {
    /// None of them.
    None,
    /// The one at this place.
    One(usize),
    /// Each of these may be meant by this name.
    Several(String, Vec<usize>),
}

impl<C: Columns> Default for Table<C> {
    fn default() -> Self {
        Self {
            sheet: None,
            first_row: None,
            last_row: None,
            columns: C::default(),
            ignore: Vec::new(),
            as_above: Vec::new(),
            ids: None,
            sections: Vec::new(),
        }
    }
}

impl<C: Columns> Table<C> {
    /// Whether its rows are not just what stands in the sheet: then a workbook that is written says
    /// that its own are.
    pub(crate) fn is_interpreted(&self) -> bool {
        let Self { last_row, as_above, ids, sections, .. } = self;
        last_row.is_some() || ids.is_some() || !as_above.is_empty() || !sections.is_empty()
    }

    /// Every column with its key, but that of the ids where these are made, and that of outline
    /// levels, which is kept like any further one and names no table.
    pub(crate) fn keyed(&self) -> Vec<(&Column, ColumnKey)> {
        let mut keyed = self.columns.keyed();
        keyed.retain(|(_, key)| key.key != StepColumns::OUTLINE_LEVEL.key);
        if let (Some(_), Some((id, _))) = (self.ids, keyed.first_mut()) {
            *id = &Column::Absent;
        }
        keyed
    }

    /// The same with the headings that each is known by.
    pub(crate) fn wanted(&self) -> Vec<(&Column, Known)> {
        self.keyed().into_iter().map(|(column, key)| (column, key.known())).collect()
    }

    /// The name of its sheet as a message should give it.
    pub fn sheet_name(&self) -> &str {
        self.sheet.as_deref().or(C::sheets().first().map(String::as_str)).unwrap_or_default()
    }

    /// Which of the workbook's sheets holds it: the one it names, else the first it is known by.
    /// A name is found word for word first, then whatever its case, accents and blanks; one that it
    /// is known by also whatever its punctuation.
    pub fn find_sheet(&self, sheets: &[impl AsRef<str>]) -> SheetFound {
        let called = |name: &str, same: fn(&str) -> String| {
            let is_one = |at: &usize| same(sheets[*at].as_ref()) == same(name);
            let found: Vec<usize> = (0..sheets.len()).filter(is_one).collect();
            match found[..] {
                [] => SheetFound::None,
                [one] => SheetFound::One(one),
                _ => SheetFound::Several(name.to_owned(), found),
            }
        };
        let or = |found, other: &dyn Fn() -> SheetFound| match found {
            SheetFound::None => other(),
            found => found,
        };
        let strictly =
            |name: &str| or(called(name, str::to_owned), &|| called(&allowed_name(name), folded));
        match &self.sheet {
            Some(name) => strictly(name),
            None => C::sheets().iter().fold(SheetFound::None, |found, name| {
                or(found, &|| or(strictly(name), &|| called(name, normal)))
            }),
        }
    }

    /// The sheets beside the one that was found whose names are among those by which the table is
    /// known; none where the layout names its sheet.
    pub(crate) fn other_sheets(&self, sheets: &[impl AsRef<str>], found: usize) -> Vec<usize> {
        if self.sheet.is_some() {
            return Vec::new();
        }
        let known: Vec<String> = C::sheets().iter().map(|name| normal(name)).collect();
        let is_known = |at: &usize| *at != found && known.contains(&normal(sheets[*at].as_ref()));
        (0..sheets.len()).filter(is_known).collect()
    }
}

/// A name without the characters that no sheet can have in its own.
pub(crate) fn allowed_name(name: &str) -> String {
    let allowed = name.replace(['[', ']', ':', '*', '?', '/', '\\'], " ");
    allowed.trim().trim_matches('\'').to_owned()
}
