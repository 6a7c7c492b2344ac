//! What counts though it is hidden, struck through or more than a cell shows, told once a table.
//!
//! A row that a filter hides is a step like any other, and a struck-through prerequisite is still
//! one: this library takes what a cell holds. Whoever struck it through may have meant otherwise.

use ptr_core::{KnownNames, Problem, ProblemKind};

use super::place;
use crate::a1::{CellName, column_letters};
use crate::source::Appearance;

/// Where the cells of a table stand that were read.
#[derive(Debug, Default)]
pub(crate) struct Read {
    /// The rows handed on, from top to bottom, each with its first filled column.
    pub(crate) rows: Vec<CellName>,
    /// The columns that the layout asks for.
    pub(crate) columns: Vec<u32>,
    /// Those of them that hold ids, of which every digit counts.
    pub(crate) of_ids: Vec<u32>,
}

impl Read {
    /// What of it is hidden, struck through or more than is shown.
    pub(crate) fn problems(&self, appearance: &Appearance, sheet: &str) -> Vec<Problem> {
        let Appearance { hidden_rows, hidden_columns, struck, rounded } = appearance;
        let row = |row: u32| {
            let at = self.rows.binary_search_by_key(&row, |cell| cell.row).ok()?;
            self.rows.get(at).copied()
        };
        let is_read =
            |cell: &&CellName| self.columns.contains(&cell.col) && row(cell.row).is_some();
        let struck: Vec<CellName> = struck.iter().filter(is_read).copied().collect();
        let counts =
            |(cell, is_far): &&(CellName, bool)| *is_far || self.of_ids.contains(&cell.col);
        let rounded = rounded.iter().filter(counts).map(|(cell, _)| cell);
        let rounded: Vec<CellName> = rounded.filter(is_read).copied().collect();
        let rows: Vec<CellName> = hidden_rows.iter().filter_map(|hidden| row(*hidden)).collect();
        let is_hidden = |col: &&u32| hidden_columns.iter().any(|(a, b)| (a..=b).contains(col));
        let columns: Vec<u32> = self.columns.iter().filter(is_hidden).copied().collect();
        let first_column = columns.first().filter(|_| !self.rows.is_empty());
        let first_column = first_column.map(|col| CellName { row: self.rows[0].row, col: *col });
        let names = |cells: &[CellName]| cells.iter().map(ToString::to_string).collect::<Vec<_>>();
        let mut hidden = names(&rows);
        if first_column.is_some() {
            hidden.extend(columns.iter().map(|col| column_letters(*col)));
        }
        let told =
            |first: Option<CellName>, kind| Some(Problem::of_plan(kind).at(place(sheet, first?)));
        let cells = KnownNames::of(names(&struck));
        let struck = told(struck.first().copied(), ProblemKind::StruckThrough { cells });
        let cells = KnownNames::of(hidden);
        let first = rows.first().copied().or(first_column);
        let hidden = told(first, ProblemKind::HiddenCells { cells });
        let cells = KnownNames::of(names(&rounded));
        let rounded = told(rounded.first().copied(), ProblemKind::RoundedCells { cells });
        struck.into_iter().chain(hidden).chain(rounded).collect()
    }
}
