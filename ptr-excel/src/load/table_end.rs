//! Where a table ends before its sheet does, and what stands below.

use ptr_core::{LeftOut, Problem, ProblemKind};

use super::row::Row;
use super::sheet::place;
use crate::a1::CellName;
use crate::layout::LastRow;

/// The end of a table.
#[derive(Debug, Default)]
pub(super) struct TableEnd {
    last: Option<LastRow>,
    /// The row that came last, counted from zero.
    previous: Option<u32>,
    below: LeftOutRows,
}

impl TableEnd {
    pub(super) fn of(last: Option<LastRow>) -> Self {
        Self { last, ..Self::default() }
    }

    /// Whether the table ends above a row, which comes after all others.
    pub(super) fn is_before(&mut self, row: &Row) -> bool {
        let previous = self.previous.replace(row.number);
        let is_below = match self.last {
            None => false,
            Some(LastRow::At(last)) => row.number >= last,
            Some(LastRow::Blank) => {
                !self.below.are_none() || previous.is_some_and(|it| it + 1 < row.number)
            }
        };
        if is_below {
            self.below.add(row);
        }
        is_below
    }

    /// Tells what stands below.
    pub(super) fn problem(self, sheet: &str) -> Option<Problem> {
        self.below.problem(LeftOut::BelowTheTable, sheet)
    }
}

/// Rows that are not read.
#[derive(Debug, Default)]
pub(super) struct LeftOutRows(Option<(CellName, usize)>);

impl LeftOutRows {
    fn are_none(&self) -> bool {
        self.0.is_none()
    }

    pub(super) fn add(&mut self, row: &Row) {
        let col = row.columns().next().unwrap_or_default();
        let (_, count) = self.0.get_or_insert((CellName { row: row.number, col }, 0));
        *count += 1;
    }

    pub(super) fn problem(self, why: LeftOut, sheet: &str) -> Option<Problem> {
        let (first, count) = self.0?;
        Some(Problem::of_plan(ProblemKind::RowsLeftOut { count, why }).at(place(sheet, first)))
    }
}
