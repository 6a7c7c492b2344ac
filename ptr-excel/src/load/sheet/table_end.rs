//! Where a table ends before its sheet does, and what stands below.

use ptr_core::{LeftOut, Problem, ProblemKind, TableMark};

use super::place;
use super::row::{Row, text_of};
use crate::a1::CellName;
use crate::error::LoadError;
use crate::layout::LastRow;
use crate::layout::headings::Headings;
use crate::source::{Begun, Bounds};
use crate::value::is_total;

/// The end of a table.
#[derive(Debug, Default)]
pub(crate) struct TableEnd {
    last: Option<LastRow>,
    /// The row that came last, counted from zero.
    previous: Option<u32>,
    below: LeftOutRows,
    /// The last row of a list. Only some files say that it is one of sums.
    last_of_list: Option<u32>,
    /// What the file should mark the end by, and does not.
    unmarked: Option<(TableMark, CellName)>,
}

impl TableEnd {
    /// The end of a table whose data begins in `first_row`, counted from zero.
    ///
    /// # Errors
    ///
    /// When the sheet is damaged.
    pub(crate) fn of(
        last: Option<LastRow>,
        first_row: u32,
        headings: &Headings,
        bounds: &Bounds,
    ) -> Result<Self, LoadError> {
        let mark = match last {
            Some(LastRow::List) => TableMark::List,
            Some(LastRow::Border) => TableMark::Border,
            None | Some(LastRow::At(_) | LastRow::Blank) => {
                return Ok(Self { last, ..Self::default() });
            }
        };
        let begun = Begun::under(headings.iter().map(|heading| heading.col), first_row);
        let found = bounds.last_row(mark, begun)?;
        let at = CellName { row: first_row, col: begun.columns.0 };
        Ok(Self {
            last: found.map(|row| LastRow::At(row + 1)),
            last_of_list: found.filter(|_| mark == TableMark::List),
            unmarked: found.is_none().then_some((mark, at)),
            ..Self::default()
        })
    }

    /// Whether the table ends above a row, which comes after all others.
    pub(crate) fn is_before(&mut self, row: &Row) -> bool {
        let previous = self.previous.replace(row.number);
        let is_below = match self.last {
            None | Some(LastRow::List | LastRow::Border) => false,
            Some(LastRow::At(last)) => row.number >= last,
            Some(LastRow::Blank) => {
                !self.below.are_none() || previous.is_some_and(|it| it + 1 < row.number)
            }
        };
        let is_sum = self.last_of_list == Some(row.number)
            && row.cells().next().is_some_and(|(_, value)| is_total(&text_of(&value)));
        let is_below = is_below || is_sum;
        if is_below {
            self.below.add(row);
        }
        is_below
    }

    /// Tells what stands below, or that nothing says where that begins.
    pub(crate) fn problem(self, sheet: &str) -> Option<Problem> {
        if let Some((mark, at)) = self.unmarked {
            let kind = ProblemKind::NoTableEnd { mark };
            return Some(Problem::of_plan(kind).at(place(sheet, at)));
        }
        self.below.problem(LeftOut::BelowTheTable, sheet)
    }
}

/// Rows that are not read.
#[derive(Debug, Default)]
pub(crate) struct LeftOutRows(Option<(CellName, usize)>);

impl LeftOutRows {
    fn are_none(&self) -> bool {
        self.0.is_none()
    }

    pub(crate) fn add(&mut self, row: &Row) {
        let col = row.columns().next().unwrap_or_default();
        let (_, count) = self.0.get_or_insert((CellName { row: row.number, col }, 0));
        *count += 1;
    }

    pub(crate) fn problem(self, why: LeftOut, sheet: &str) -> Option<Problem> {
        let (first, count) = self.0?;
        Some(Problem::of_plan(ProblemKind::RowsLeftOut { count, why }).at(place(sheet, first)))
    }
}
