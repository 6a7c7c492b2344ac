//! What merged cells say for the rows and columns they cover.
//!
//! A value merged over several rows is the value of each of them, as everybody reads it who
//! looks at the sheet. Side by side it is the value of each only where the columns are of one
//! kind (a mark over three dry runs); over columns of different kinds it is a title, and a row
//! of nothing but titles is none of the table. The sheet is asked for its merged cells when the
//! first empty cell comes that one might cover, and never where none comes.

use std::collections::BTreeMap;
use std::rc::Rc;

use super::row::{Inherited, Row};
use crate::cells::CellValue;
use crate::error::{Cause, LoadError};
use crate::layout::headings::TextRow;
use crate::source::{Area, Merges};

/// A column in which a merged cell counts for all it covers, and its kind: columns of one kind
/// share what is merged over them side by side.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Shared {
    pub(crate) col: u32,
    pub(crate) kind: u32,
}

/// How much cells may say for other rows: one for each cell they fill, and one more for every 32
/// bytes of text. More is no sheet that anybody looks at.
const MOST_INHERITED: usize = 2_000_000;

/// How much cells have said for other rows so far.
#[derive(Debug, Default)]
pub(crate) struct Spoken(usize);

impl Spoken {
    /// Counts a value that stands for one more cell.
    pub(crate) fn add(&mut self, value: &CellValue<'_>) -> Result<(), LoadError> {
        self.0 += 1 + match value {
            CellValue::Text(text) => text.len() / 32,
            _ => 0,
        };
        if self.0 <= MOST_INHERITED {
            return Ok(());
        }
        let (what, cure) = ("workbook-limit-merged", "workbook-cure-alone");
        let (found, limit) = (self.0 as u64, MOST_INHERITED as u64);
        Err(Cause::TooLarge { what, found, limit, cure }.into())
    }
}

/// The merged cells of a sheet, and what those begun so far say for the rows that come.
#[derive(Debug)]
pub(crate) struct MergedCells {
    merges: Merges,
    /// From left to right.
    shared: Vec<Shared>,
    /// The columns that have a heading, from left to right, each with the next one of another kind.
    headed: Vec<(u32, u32)>,
    /// The last row handed on, until the merged cells are known.
    previous: Option<Row>,
    /// How many of the areas begin above the row that is read.
    begun: usize,
    /// By column, the area that says something for it further down.
    open: BTreeMap<u32, Open>,
    inherited: Spoken,
}

/// An area that reaches further down, with its value.
#[derive(Debug, Clone)]
struct Open {
    area: Area,
    value: Rc<CellValue<'static>>,
}

impl MergedCells {
    pub(crate) fn new(merges: Merges) -> Self {
        let (shared, headed, open) = (Vec::new(), Vec::new(), BTreeMap::new());
        Self {
            merges,
            shared,
            headed,
            previous: None,
            begun: 0,
            open,
            inherited: Spoken::default(),
        }
    }

    /// Says which columns there are, once the headings are known.
    pub(crate) fn set_columns(&mut self, mut shared: Vec<Shared>, headed: Vec<u32>) {
        shared.sort_unstable();
        self.shared = shared;
        let mut next: Option<(u32, u32)> = None;
        let mut pairs: Vec<(u32, u32)> = Vec::with_capacity(headed.len());
        let mut other = u32::MAX;
        for col in headed.into_iter().rev() {
            let kind = self.kind(col);
            if let Some((after, _)) = next.filter(|(_, of_after)| *of_after != kind) {
                other = after;
            }
            pairs.push((col, other));
            next = Some((col, kind));
        }
        pairs.reverse();
        self.headed = pairs;
    }

    /// Adds to a row what merged cells say for it. Gives whether it is a row of the table and
    /// not of titles.
    pub(crate) fn fill(&mut self, row: &mut Row) -> Result<bool, LoadError> {
        if self.merges.is_unread() {
            let mut filled = row.columns().peekable();
            let is_full = self.shared.iter().all(|shared| {
                while filled.next_if(|col| *col < shared.col).is_some() {}
                filled.peek() == Some(&shared.col)
            });
            if is_full {
                return Ok(true);
            }
        }
        self.fill_known(row)
    }

    /// Keeps a row that was handed on: a merged cell may begin in it.
    pub(crate) fn keep(&mut self, row: &mut Row) {
        if self.merges.is_unread() && !self.shared.is_empty() {
            // No merged cell has been asked for: only this row can have begun one that matters,
            // as the row under its first one has an empty cell.
            std::mem::swap(self.previous.get_or_insert_default(), row);
        }
    }

    fn fill_known(&mut self, row: &mut Row) -> Result<bool, LoadError> {
        let previous = self.previous.take();
        let areas = self.merges.areas()?;
        if areas.is_empty() {
            return Ok(true);
        }
        // The first columns of titles that begin in this row, from left to right.
        let mut titles: Vec<u32> = Vec::new();
        for begun in previous.iter().chain([&*row]) {
            // Rows come in order, and so do the areas. None covers what another one does.
            let mut free = 0;
            while let Some(area) = areas.get(self.begun).filter(|it| it.first.row <= begun.number) {
                self.begun += 1;
                let value = begun.own(area.first.col).filter(|_| area.first.row == begun.number);
                let Some(value) = value.filter(|_| area.last.row >= row.number) else { continue };
                if begun.number == row.number && self.is_title(area) {
                    titles.push(area.first.col);
                }
                let value = Rc::new(value.into_owned());
                let kind = self.kind(area.first.col);
                let first = area.first.col.max(free);
                let at = self.shared.partition_point(|shared| shared.col < first);
                let covered = self.shared[at..].iter();
                for shared in covered.take_while(|shared| shared.col <= area.last.col) {
                    if shared.col == area.first.col || shared.kind == kind {
                        let open = Open { area: *area, value: Rc::clone(&value) };
                        self.open.insert(shared.col, open);
                    }
                }
                free = area.last.col.saturating_add(1);
            }
        }
        if row.columns().all(|col| titles.binary_search(&col).is_ok()) {
            return Ok(false);
        }
        if self.open.is_empty() {
            return Ok(true);
        }
        self.open.retain(|_, open| open.area.last.row >= row.number);
        for (col, Open { area, value }) in &self.open {
            if row.own(*col).is_some() {
                continue;
            }
            self.inherited.add(value)?;
            let (value, from) = (Rc::clone(value), area.first);
            row.inherit(Inherited { col: *col, value, from, is_above: false });
        }
        Ok(true)
    }

    /// Whether a merged cell stands over columns of different kinds.
    fn is_title(&self, area: &Area) -> bool {
        let at = self.headed.partition_point(|(col, _)| *col < area.first.col);
        let first = self.headed.get(at).filter(|(col, _)| *col <= area.last.col);
        first.is_some_and(|(_, other)| *other <= area.last.col)
    }

    /// The kind of a column; one that is not shared is of a kind of its own.
    fn kind(&self, col: u32) -> u32 {
        let at = self.shared.binary_search_by_key(&col, |shared| shared.col);
        at.map_or(u32::MAX - col, |at| self.shared[at].kind)
    }

    /// Adds to rows that may be headings how far their cells reach.
    pub(crate) fn spread(&self, rows: &mut [TextRow]) -> Result<(), LoadError> {
        /// A title over more columns is none of single ones.
        const WIDEST: u32 = 256;
        let areas = self.merges.areas()?;
        for row in rows {
            let begin = areas.partition_point(|area| area.first.row < row.row);
            let of_row = areas[begin..].iter().take_while(|area| area.first.row == row.row);
            let mut free = 0;
            for area in of_row {
                let col = area.first.col;
                if row.cells.binary_search_by_key(&col, |(col, _)| *col).is_err() {
                    continue;
                }
                let last = area.last.col.min(col.saturating_add(WIDEST));
                row.spread.extend((free.max(col + 1)..=last).map(|further| (further, col)));
                free = last + 1;
                if area.last.row > area.first.row {
                    row.tall.push(col);
                }
            }
        }
        Ok(())
    }
}
