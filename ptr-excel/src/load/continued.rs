//! Texts that were too long for a cell and go on in further columns.

use super::row::Row;
use crate::layout::headings::Headings;
use crate::value::continues;

/// The columns that go on, and where, part by part.
#[derive(Debug, Default)]
pub(super) struct Continued(Vec<(u32, u32)>);

impl Continued {
    /// Takes the columns out of the headings that only continue others.
    pub(super) fn of(headings: &mut Headings) -> Self {
        let all = headings.iter().filter_map(|it| Some((it.col, continues(&it.own)?)));
        let mut parts: Vec<(u32, (String, usize))> = all.collect();
        if parts.is_empty() {
            return Self::default();
        }
        parts.sort_by_key(|(_, (_, part))| *part);
        let begins = |name: &str| headings.iter().find(|it| it.own == name).map(|it| it.col);
        let columns: Vec<(u32, u32)> =
            parts.iter().filter_map(|(col, (name, _))| Some((begins(name)?, *col))).collect();
        headings.retain(|heading| columns.iter().all(|(_, col)| *col != heading.col));
        Self(columns)
    }

    /// Puts the texts of a row together again.
    pub(super) fn join(&self, row: &mut Row) {
        for (from, col) in &self.0 {
            row.join(*from, *col);
        }
    }
}
