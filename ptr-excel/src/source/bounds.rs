//! Where a table of a sheet ends, as the file itself marks it: by a list, which Excel calls a table,
//! or by the lines around its cells.
//!
//! Both are asked for only where a layout says so, and then in a pass of their own: lists stand in
//! parts beside the sheet, and most cells with lines around them hold nothing.

use std::ops::ControlFlow;

use ptr_core::TableMark;

use super::merges::Area;
use crate::error::LoadError;

/// What is known of a table before its end: all counted from zero.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Begun {
    /// The first row of data.
    pub(crate) first_row: u32,
    /// The first and last of its columns.
    pub(crate) columns: (u32, u32),
}

impl Begun {
    /// A table under these headings.
    pub(crate) fn under(headed: impl Iterator<Item = u32>, first_row: u32) -> Self {
        let columns = headed.fold(None, |found: Option<(u32, u32)>, col| {
            Some(found.map_or((col, col), |(first, last)| (first.min(col), last.max(col))))
        });
        // Columns without headings are named by their letters, and may be any.
        Self { first_row, columns: columns.unwrap_or((0, u32::MAX)) }
    }

    fn meets(self, (first, last): (u32, u32)) -> bool {
        first <= self.columns.1 && self.columns.0 <= last
    }
}

/// The sides of a cell that have a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Sides(u8);

impl Sides {
    pub(super) const NONE: Self = Self(0);
    pub(super) const TOP: Self = Self(1);
    pub(super) const BOTTOM: Self = Self(2);
    pub(super) const LEFT: Self = Self(4);
    pub(super) const RIGHT: Self = Self(8);

    /// Those of the sides that have one.
    pub(super) fn of(sides: [(Self, bool); 4]) -> Self {
        sides.into_iter().filter(|(_, is_there)| *is_there).map(|(side, _)| side).collect()
    }

    /// Whether a row with these lines goes on with a table whose first row has the others. A line
    /// at the top alone is that at the bottom of the row above, unless no row has another one.
    const fn continue_with(self, first: Self) -> bool {
        self.0 & first.0 != 0 && (self.0 != Self::TOP.0 || first.0 == Self::TOP.0)
    }
}

impl FromIterator<Self> for Sides {
    fn from_iter<I: IntoIterator<Item = Self>>(sides: I) -> Self {
        Self(sides.into_iter().fold(0, |all, side| all | side.0))
    }
}

/// Cells side by side, and below each other where rows repeat, with the same lines.
#[derive(Debug, Clone, Copy)]
pub(super) struct Lined {
    pub(super) rows: (u32, u32),
    pub(super) columns: (u32, u32),
    pub(super) sides: Sides,
}

/// The last row of data in a list: the areas are those of headings and data.
pub(super) fn end_of_list(lists: &[Area], begun: Begun) -> Option<u32> {
    let is_it = |list: &&Area| {
        // One without data ends with its headings, right above.
        (list.first.row..=list.last.row.saturating_add(1)).contains(&begun.first_row)
            && begun.meets((list.first.col, list.last.col))
    };
    lists.iter().find(is_it).map(|list| list.last.row)
}

/// Finds the last row that has lines, from the cells that have some, row by row from the top.
#[derive(Debug)]
pub(super) struct EndOfBorder {
    begun: Begun,
    /// The lines of the first row, once it has come.
    first: Option<Sides>,
    /// The row that is coming, and its lines so far.
    row: u32,
    sides: Sides,
    last: Option<u32>,
}

impl EndOfBorder {
    pub(super) fn of(begun: Begun) -> Self {
        let (row, sides) = (begun.first_row, Sides::NONE);
        Self { begun, first: None, row, sides, last: None }
    }

    /// Takes cells; breaks once the end is known.
    pub(super) fn take(&mut self, cells: Lined) -> ControlFlow<()> {
        let (first, last) = cells.rows;
        if cells.sides == Sides::NONE
            || last < self.begun.first_row
            || !self.begun.meets(cells.columns)
        {
            return ControlFlow::Continue(());
        }
        let first = first.max(self.begun.first_row);
        if first != self.row {
            self.end_row();
            if self.last != first.checked_sub(1) {
                return ControlFlow::Break(());
            }
            self.row = first;
        }
        self.sides = [self.sides, cells.sides].into_iter().collect();
        if last > first {
            self.end_row();
            if self.last == Some(first) {
                self.last = Some(last);
            }
            self.row = last + 1;
        }
        ControlFlow::Continue(())
    }

    fn end_row(&mut self) {
        let sides = std::mem::take(&mut self.sides);
        let is_next = self.last.map_or(self.begun.first_row, |last| last + 1) == self.row;
        if is_next && sides.continue_with(*self.first.get_or_insert(sides)) {
            self.last = Some(self.row);
        }
    }

    /// The last row with lines; `None` where the first row of data has none.
    pub(super) fn end(mut self) -> Option<u32> {
        self.end_row();
        self.last
    }
}

/// Takes cells with lines, row by row from the top, until it breaks.
pub(super) type EachLined<'e> = dyn FnMut(Lined) -> ControlFlow<()> + 'e;

type Lists = Box<dyn Fn() -> Result<Vec<Area>, LoadError>>;
type Borders = Box<dyn Fn(&mut EachLined<'_>) -> Result<(), LoadError>>;

/// The marks of a sheet, read when they are asked for.
pub(crate) struct Bounds {
    lists: Lists,
    borders: Borders,
}

impl Bounds {
    pub(super) fn new(
        lists: impl Fn() -> Result<Vec<Area>, LoadError> + 'static,
        borders: impl Fn(&mut EachLined<'_>) -> Result<(), LoadError> + 'static,
    ) -> Self {
        Self { lists: Box::new(lists), borders: Box::new(borders) }
    }

    /// The last row of a table, counted from zero; `None` where nothing marks it.
    ///
    /// # Errors
    ///
    /// When the sheet is damaged.
    pub(crate) fn last_row(&self, mark: TableMark, begun: Begun) -> Result<Option<u32>, LoadError> {
        match mark {
            TableMark::List => Ok(end_of_list(&(self.lists)()?, begun)),
            TableMark::Border => {
                let mut end = EndOfBorder::of(begun);
                (self.borders)(&mut |cells| end.take(cells))?;
                Ok(end.end())
            }
        }
    }
}

impl std::fmt::Debug for Bounds {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Bounds").finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::a1::CellName;

    const BEGUN: Begun = Begun { first_row: 3, columns: (1, 4) };

    /// Rows by the sides of their cells: `b` bottom, `t` top, `l` left, `r` right.
    fn end(rows: &[(u32, &str)]) -> Option<u32> {
        let mut end = EndOfBorder::of(BEGUN);
        for (row, sides) in rows {
            for (col, side) in (1..).zip(sides.chars()) {
                let side = match side {
                    't' => Sides::TOP,
                    'b' => Sides::BOTTOM,
                    'l' => Sides::LEFT,
                    'r' => Sides::RIGHT,
                    _ => Sides::NONE,
                };
                let cells = Lined { rows: (*row, *row), columns: (col, col), sides: side };
                if end.take(cells).is_break() {
                    return end.end();
                }
            }
        }
        end.end()
    }

    #[test]
    fn a_table_ends_where_its_lines_do() {
        assert_eq!(end(&[(2, "lr"), (3, "lr"), (4, "lr"), (6, "lr")]), Some(4));
        assert_eq!(end(&[(2, "b"), (3, "b"), (4, "b")]), Some(4));
        assert_eq!(end(&[(3, "t"), (4, "t"), (5, "t")]), Some(5));
        assert_eq!(end(&[(3, "trl"), (4, "lr"), (5, "lrb"), (6, "t")]), Some(5));
        assert_eq!(end(&[(3, "l"), (4, ""), (5, "l")]), Some(3));
        assert_eq!(end(&[(2, "lr"), (4, "lr")]), None);
        assert_eq!(end(&[(3, "    l"), (4, "l")]), None, "a line beside the table");
        assert_eq!(end(&[]), None);
    }

    #[test]
    fn rows_that_repeat_are_counted() {
        let mut end = EndOfBorder::of(BEGUN);
        let cells = |rows, sides| Lined { rows, columns: (0, 9), sides };
        assert!(end.take(cells((0, 8), Sides::LEFT)).is_continue());
        assert!(end.take(cells((9, 9), Sides::LEFT)).is_continue());
        assert!(end.take(cells((11, 12), Sides::LEFT)).is_break());
        assert_eq!(end.end(), Some(9));
    }

    #[test]
    fn the_list_is_the_one_of_the_headings() {
        let cell = |row, col| CellName { row, col };
        let list = |first, last| Area { first, last };
        let lists = [
            list(cell(2, 6), cell(30, 9)),
            list(cell(2, 0), cell(7, 4)),
            list(cell(10, 0), cell(12, 4)),
        ];
        assert_eq!(end_of_list(&lists, BEGUN), Some(7));
        assert_eq!(end_of_list(&lists, Begun { first_row: 3, columns: (5, 5) }), None);
        assert_eq!(end_of_list(&lists[2..], BEGUN), None);
    }
}
