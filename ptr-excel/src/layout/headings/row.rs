//! The rows of a sheet in which headings may stand.

use crate::value::normal;

/// The texts of a row in which headings may stand.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct TextRow {
    /// The row, counted from zero.
    pub row: u32,
    /// Columns with their texts, from left to right.
    pub cells: Vec<(u32, String)>,
    /// Further columns that these texts stand over, because their cells are merged.
    pub spread: Vec<(u32, String)>,
    /// The columns whose cells go on in the next row, because they are merged.
    pub tall: Vec<u32>,
}

impl TextRow {
    /// The row with [`normal`] texts.
    pub(super) fn normal(&self) -> Self {
        let texts = |texts: &[(u32, String)]| {
            texts.iter().map(|(col, text)| (*col, normal(text))).collect()
        };
        let (cells, spread) = (texts(&self.cells), texts(&self.spread));
        Self { row: self.row, cells, spread, tall: Vec::new() }
    }

    /// What stands in or over a column.
    pub(super) fn over(&self, col: u32) -> Option<&str> {
        let all = self.cells.iter().chain(&self.spread);
        all.filter(|(c, _)| *c == col).map(|(_, text)| text.as_str()).next()
    }
}

/// What heads each column in a row, or in two rows together: the column, the text above and its
/// own one, which is the only one where there is but one.
pub(super) fn lines<'t>(
    upper: Option<&'t TextRow>,
    lower: &'t TextRow,
) -> impl Iterator<Item = (u32, &'t str, &'t str)> {
    let above = upper.map_or(&[][..], |row| &row.cells);
    let over = move |col| upper.and_then(|row| row.over(col)).unwrap_or_default();
    let own = lower.cells.iter().map(move |(col, own)| (*col, over(*col).trim(), own.trim()));
    let is_alone = |col: &u32| !lower.cells.iter().any(|(c, _)| c == col);
    let alone = above.iter().filter(move |(col, _)| is_alone(col));
    let alone = alone.map(|(col, upper)| (*col, upper.trim(), ""));
    own.chain(alone).map(|(col, upper, own)| match own {
        "" => (col, "", upper),
        own => (col, upper, own),
    })
}
