//! A table being put together column by column.
//!
//! Kept true here: a column that the layout declares absent is left out only if there is nothing
//! in it to lose.

use indexmap::IndexSet;
use ptr_core::{NamedValues, StepId};

use super::cell::Content;
use super::column::{Column, Role};
use super::error::{Unfit, Unwritable};
use super::style::Kind;
use super::table::{Row, Table};
use super::words::Words;
use crate::layout::{self, ColumnKey, Known};

/// Columns, and for each row the values in them.
pub(super) struct Grid<'a, 'f> {
    table: Table<'a>,
    words: Words<'a>,
    unwritable: &'f mut Vec<Unwritable>,
    /// Whether the first column is to say that rows count as they are.
    is_marked: bool,
}

impl<'a, 'f> Grid<'a, 'f> {
    /// An empty table where the layout wants it, with a row for each of `steps`, or so many
    /// rows about nothing in particular.
    pub(super) fn new<C: layout::Columns>(
        layout: &layout::Table<C>,
        words: Words<'a>,
        rows: impl IntoIterator<Item = Option<&'a StepId>>,
        unwritable: &'f mut Vec<Unwritable>,
    ) -> Self {
        let mut table = Table::new(layout, words, unwritable);
        let empty = |step| Row { step, muted: false, cells: Vec::new() };
        table.rows = rows.into_iter().map(empty).collect();
        Self { table, words, unwritable, is_marked: layout.is_interpreted() }
    }

    /// Adds a column.
    pub(super) fn push(&mut self, column: Column, cells: impl IntoIterator<Item = Content<'a>>) {
        self.table.columns.push(column);
        for (row, cell) in self.table.rows.iter_mut().zip(cells) {
            row.cells.push(cell);
        }
    }

    /// Adds a column of the layout, its cells formatted as a kind, of so many characters. Where the
    /// layout has none, that is a fault if a value would be lost.
    pub(super) fn known(
        &mut self,
        (column, key): (&layout::Column, ColumnKey),
        look: (Kind, f64),
        cells: impl IntoIterator<Item = Content<'a>>,
    ) {
        match Column::known((column, key), self.words, look) {
            Some(column) if self.is_marked && self.table.columns.is_empty() => {
                self.push(column.marked(), cells);
            }
            Some(column) => self.push(column, cells),
            None if cells.into_iter().all(|cell| cell == Content::Nothing) => {}
            None => self.no_place(key.key),
        }
    }

    /// Adds a column of the layout whose values the reader would make up just so if it were
    /// absent: then it may be.
    pub(super) fn known_or_implied(
        &mut self,
        (column, key): (&layout::Column, ColumnKey),
        look: (Kind, f64),
        is_implied: bool,
        cells: impl IntoIterator<Item = Content<'a>>,
    ) {
        if *column != layout::Column::Absent || !is_implied {
            self.known((column, key), look, cells);
        }
    }

    /// Adds the columns that the plan's owners added, in the order they have in the rows.
    pub(super) fn extras(&mut self, rows: &[&'a NamedValues]) {
        for key in in_common_order(rows) {
            let value = |row: &&'a NamedValues| row.get(key);
            let cells: Vec<_> = rows
                .iter()
                .map(|row| value(row).map_or(Content::Nothing, Content::value))
                .collect();
            let longest = cells.iter().map(|cell| cell.text().chars().count()).max();
            let width = longest.unwrap_or(0).max(key.chars().count()).clamp(12, 40);
            self.push(
                Column::new(key, Role::Extra, f64::from(u8::try_from(width).unwrap_or(40)) + 2.0),
                cells,
            );
        }
    }

    /// Columns to the left that stay when somebody scrolls: those added so far.
    pub(super) fn freeze(&mut self) {
        self.table.frozen = self.table.columns.len();
    }

    /// Shows in grey the rows that pass the test.
    pub(super) fn mute(&mut self, is_muted: impl Fn(&StepId) -> bool) {
        for row in &mut self.table.rows {
            row.muted = row.step.is_some_and(&is_muted);
        }
    }

    /// The table, with headings that the reader takes for what they are.
    pub(super) fn finish(mut self, wanted: &[(&layout::Column, Known)]) -> Table<'a> {
        self.table.settle_headings(wanted);
        self.table.continue_texts();
        self.table
    }

    fn no_place(&mut self, key: &'static str) {
        let sheet = self.table.sheet.clone();
        self.unwritable.push(Unwritable {
            sheet,
            cell: None,
            step: None,
            why: Unfit::NoPlace { key },
        });
    }
}

/// Every key of any row, so that each row's order is kept where rows do not contradict each
/// other: a key that earlier rows have not stands beside its neighbour, else at the end.
fn in_common_order<'a>(rows: &[&'a NamedValues]) -> IndexSet<&'a str> {
    let mut keys: IndexSet<&str> = IndexSet::new();
    for row in rows {
        let mut before = None;
        for (nth, key) in row.names().enumerate() {
            if !keys.contains(key) {
                let after = || row.names().skip(nth).find_map(|key| keys.get_index_of(key));
                let place = before.map(|place: usize| place + 1).or_else(after);
                keys.insert_before(place.unwrap_or(keys.len()), key);
            }
            before = keys.get_index_of(key);
        }
    }
    keys
}

#[cfg(test)]
mod tests {
    use ptr_core::Value;

    use super::*;

    fn row(keys: &[&str]) -> NamedValues {
        keys.iter().map(|key| ((*key).to_owned(), Value::Null)).collect()
    }

    #[test]
    fn the_owners_columns_keep_the_order_they_have_in_the_rows() {
        let rows = [row(&["B", "D"]), row(&["A", "B", "C", "D"]), row(&["E"]), row(&["D", "F"])];
        let rows: Vec<_> = rows.iter().collect();
        let keys: Vec<_> = in_common_order(&rows).into_iter().collect();
        assert_eq!(keys, ["A", "B", "C", "D", "F", "E"]);
    }
}
