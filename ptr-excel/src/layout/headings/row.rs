//! The rows of a sheet in which headings may stand.

use std::collections::{HashMap, HashSet};

use crate::value::normal;

/// The texts of a row in which headings may stand.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct TextRow {
    /// The row, counted from zero.
    pub row: u32,
    /// Columns with their texts, from left to right.
    pub cells: Vec<(u32, String)>,
    /// Further columns that a text stands over, because its cell is merged, each with the column of
    /// the text.
    pub spread: Vec<(u32, u32)>,
    /// The columns whose cells go on in the next row, because they are merged.
    pub tall: Vec<u32>,
}

impl TextRow {
    /// The row with [`normal`] texts; those of more bytes than `longest` are notes, and empty.
    pub(super) fn normal(&self, longest: usize) -> Self {
        let normal = |text: &str| if text.len() > longest { String::new() } else { normal(text) };
        let cells = self.cells.iter().map(|(col, text)| (*col, normal(text))).collect();
        Self { row: self.row, cells, spread: self.spread.clone(), tall: Vec::new() }
    }

    /// What stands in or over each column.
    pub(super) fn over(&self) -> HashMap<u32, &str> {
        let mut over = HashMap::with_capacity(self.cells.len() + self.spread.len());
        for (col, text) in &self.cells {
            over.entry(*col).or_insert(text.as_str());
        }
        for (col, from) in &self.spread {
            if let Some(text) = over.get(from).copied() {
                over.entry(*col).or_insert(text);
            }
        }
        over
    }
}

/// What heads each column in a row, or in two rows together: the column, the text above and its
/// own one, which is the only one where there is but one. Time linear in the cells.
pub(super) fn lines<'t>(
    upper: Option<&'t TextRow>,
    lower: &'t TextRow,
) -> Vec<(u32, &'t str, &'t str)> {
    let mut lines = Vec::with_capacity(lower.cells.len());
    let mut add = |col, upper: &'t str, own: &'t str| match (upper.trim(), own.trim()) {
        (upper, "") => lines.push((col, "", upper)),
        (upper, own) => lines.push((col, upper, own)),
    };
    let Some(upper) = upper else {
        lower.cells.iter().for_each(|(col, own)| add(*col, "", own));
        return lines;
    };
    let over = upper.over();
    let headed: HashSet<u32> = lower.cells.iter().map(|(col, _)| *col).collect();
    for (col, own) in &lower.cells {
        add(*col, over.get(col).copied().unwrap_or_default(), own);
    }
    for (col, text) in upper.cells.iter().filter(|(col, _)| !headed.contains(col)) {
        add(*col, text, "");
    }
    lines
}

/// How many columns these rows use.
pub(crate) fn width_of(rows: &[TextRow]) -> u32 {
    let columns = rows.iter().flat_map(|row| &row.cells).map(|(col, _)| *col);
    columns.max().map_or(0, |col| col + 1)
}
