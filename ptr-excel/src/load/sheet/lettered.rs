//! Columns that the layout names by their letters, and of which the sheet has nothing.
//!
//! A heading that is missing is told; a letter that is wrong would be a column of nothing, and the
//! plan one without prerequisites.

use ptr_core::{Problem, ProblemKind};

use super::place;
use super::row::Row;
use crate::a1::{CellName, column_letters};
use crate::layout::headings::{Headings, Located};
use crate::layout::{Column, Columns, HeadingRule, Known, Table};

/// The columns named by letter that have had nothing so far.
#[derive(Debug, Default)]
pub(crate) struct Lettered {
    /// Each with the key that names it.
    empty: Vec<(u32, String)>,
    /// The first row of the table.
    first: Option<u32>,
}

impl Lettered {
    pub(crate) fn of<C: Columns>(table: &Table<C>, headings: &Headings) -> Self {
        let keyed = table.keyed().into_iter();
        let mut named: Vec<(Column, String)> =
            keyed.map(|(column, key)| (column.clone(), key.key.to_owned())).collect();
        if !headings.are_written() {
            let key = |name: &str| format!("{}.{name}", C::TABLE);
            let column = |name: &str| Column::Named(name.to_owned());
            named.extend(table.as_above.iter().map(|it| (column(it), key("as_above"))));
            let rules = table.sections.iter().filter_map(HeadingRule::column);
            named.extend(rules.map(|it| (column(it), key("sections"))));
        }
        let empty = named.into_iter().filter_map(|(column, key)| {
            column.name()?;
            let Located::At(columns) = headings.place(&column, Known::Words(&[])) else {
                return None;
            };
            let col = *columns.first()?;
            headings.at(col).is_none().then_some((col, key))
        });
        Self { empty: empty.collect(), first: None }
    }

    /// Looks at a row of the table.
    pub(crate) fn look(&mut self, row: &Row) {
        self.first.get_or_insert(row.number);
        self.empty.retain(|(col, _)| row.in_column(*col).is_none());
    }

    /// The columns that are empty from the first row of the table to its last.
    pub(crate) fn problems(self, sheet: &str) -> impl Iterator<Item = Problem> {
        let first = self.first;
        self.empty.into_iter().filter_map(move |(col, key)| {
            let kind = ProblemKind::EmptyColumn { column: column_letters(col), key };
            Some(Problem::of_plan(kind).at(place(sheet, CellName { row: first?, col })))
        })
    }
}
