//! A column of a table that is written: its heading, and what it is to the reader.

use super::style::Kind;
use super::words::Words;
use crate::a1;
use crate::layout::computed::COMPUTED_MARK;
use crate::layout::{self, ColumnKey};

/// What a column is to the reader.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    /// The layout knows it.
    Known,
    /// A dry run, or the dates of one.
    DryRun,
    /// The plan's owners added it.
    Extra,
    /// It was computed, and is left out when the workbook is read.
    Computed,
    /// The texts of another one go on in it.
    Continued,
}

/// A column of a table.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Column {
    pub(super) heading: String,
    pub(super) role: Role,
    /// The key by which the layout knows it: `steps.columns.id`.
    pub(super) key: Option<&'static str>,
    /// In characters.
    pub(super) width: f64,
    /// How the cells of a column of the layout are formatted where somebody is to fill them in.
    pub(super) kind: Kind,
    /// The place that the layout gives the column by a letter, and the letter.
    pub(super) letter: Option<(u32, String)>,
}

impl Column {
    /// A column of the layout, under the layout's own name for it if it has one; `None` if the
    /// layout says that there is none.
    pub(super) fn known(
        (column, key): (&layout::Column, ColumnKey),
        words: Words<'_>,
        (kind, width): (Kind, f64),
    ) -> Option<Self> {
        let (heading, letter) = match column {
            layout::Column::Absent => return None,
            layout::Column::Default => (words.heading(key), None),
            layout::Column::Named(name) => match a1::column_index(name.trim()) {
                Some(at) => (words.heading(key), Some((at, name.clone()))),
                None => (name.clone(), None),
            },
        };
        Some(Self { heading, role: Role::Known, key: Some(key.key), width, kind, letter })
    }

    /// The same column, with the mark that says of a table that this library wrote it.
    pub(super) fn marked(self) -> Self {
        Self { heading: format!("{COMPUTED_MARK}{}", self.heading), ..self }
    }

    pub(super) fn new(heading: impl Into<String>, role: Role, width: f64) -> Self {
        Self {
            heading: heading.into(),
            role,
            key: None,
            width,
            kind: Kind::default(),
            letter: None,
        }
    }

    pub(super) fn computed(heading: &str, width: f64) -> Self {
        Self::new(format!("{COMPUTED_MARK}{heading}"), Role::Computed, width)
    }
}
