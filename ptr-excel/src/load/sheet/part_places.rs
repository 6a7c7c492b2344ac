//! Where in their sheet milestones, actors or environments stand, and each field of them.

use std::collections::BTreeMap;

use ptr_core::Place;
use serde::{Deserialize, Serialize};

use super::place;
use super::row::{Inherited, Row};
use crate::a1::CellName;

/// Row and column, counted from zero.
pub(crate) type Cell = (u32, u32);

/// Where the parts of one kind stand, each in a row by its name.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct PartPlaces {
    pub(crate) sheet: String,
    /// The cell of each name.
    names: BTreeMap<String, Cell>,
    /// The column of each field.
    columns: Vec<(String, u32)>,
    /// The column of what holds in each dry run that has no column.
    pub(crate) of_all_dry_runs: Option<u32>,
    /// What stands in a row of its own: the name, the dry run, the cell.
    pub(crate) of_dry_runs: Vec<(String, String, Cell)>,
    /// Where it stands what another cell says, such as a merged one.
    merged: Vec<(Cell, Cell)>,
}

impl PartPlaces {
    pub(crate) fn with_columns(columns: impl IntoIterator<Item = (String, u32)>) -> Self {
        Self { columns: columns.into_iter().collect(), ..Self::default() }
    }

    /// Takes note of what merged cells say for a row.
    pub(crate) fn see(&mut self, row: &Row) {
        let cell = |it: &Inherited| ((row.number, it.col), (it.from.row, it.from.col));
        self.merged.extend(row.inherited().iter().map(cell));
    }

    /// Takes note that another column says what one that is empty in this row leaves out.
    pub(crate) fn stands_in(&mut self, row: &Row, empty: u32, said: u32) {
        let CellName { row: of_cell, col } = row.place(said);
        self.merged.push(((row.number, empty), (of_cell, col)));
    }

    /// The same with the names and their cells.
    pub(crate) fn of(
        mut self,
        sheet: &str,
        names: impl Iterator<Item = impl Into<String>>,
        cells: &[Cell],
    ) -> Self {
        sheet.clone_into(&mut self.sheet);
        self.names = names.map(Into::into).zip(cells.iter().copied()).collect();
        self.merged.sort_unstable();
        self
    }

    /// The cell of a field; that of the name if the sheet has no column for it.
    pub(crate) fn at(&self, name: &str, field: &str, is_dry_run: bool) -> Option<Place> {
        let (row, of_name) = *self.names.get(name)?;
        let own = self.of_dry_runs.iter().find(|(of, dry_run, _)| of == name && dry_run == field);
        let column = self.columns.iter().find(|(known, _)| known == field).map(|(_, col)| *col);
        let column = column.or(self.of_all_dry_runs.filter(|_| is_dry_run)).unwrap_or(of_name);
        let cell = own.map_or((row, column), |(.., cell)| *cell);
        let merged = self.merged.binary_search_by_key(&cell, |(at, _)| *at).ok();
        let (row, col) = merged.and_then(|it| self.merged.get(it)).map_or(cell, |it| it.1);
        Some(place(&self.sheet, CellName { row, col }))
    }
}
