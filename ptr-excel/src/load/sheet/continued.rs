//! Texts that were too long for a cell and go on in further columns.

use std::collections::{HashMap, HashSet};

use super::row::Row;
use crate::layout::headings::Headings;
use crate::value::continues;

/// The columns that go on, and where, part by part.
#[derive(Debug, Default)]
pub(crate) struct Continued(Vec<(u32, u32)>);

impl Continued {
    /// Takes the columns out of the headings that only continue others.
    pub(crate) fn of(headings: &mut Headings) -> Self {
        let all = headings.iter().filter_map(|it| Some((it.col, continues(&it.own)?)));
        let mut parts: Vec<(u32, (String, usize))> = all.collect();
        if parts.is_empty() {
            return Self::default();
        }
        parts.sort_by_key(|(_, (_, part))| *part);
        let mut begins: HashMap<&str, u32> = HashMap::new();
        for heading in headings.iter() {
            begins.entry(&heading.own).or_insert(heading.col);
        }
        let begins = |(col, (name, _)): &(u32, (String, usize))| {
            Some((begins.get(name.as_str()).copied()?, *col))
        };
        let columns: Vec<(u32, u32)> = parts.iter().filter_map(begins).collect();
        let continued: HashSet<u32> = columns.iter().map(|(_, col)| *col).collect();
        headings.retain(|heading| !continued.contains(&heading.col));
        Self(columns)
    }

    /// Puts the texts of a row together again.
    pub(crate) fn join(&self, row: &mut Row) {
        for (from, col) in &self.0 {
            row.join(*from, *col);
        }
    }
}
