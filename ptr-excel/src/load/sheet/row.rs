//! One row of a table, as its cells come in and as its columns are asked for.
//!
//! A row is filled and emptied once a row of the sheet, so it keeps its room: the texts of all
//! its cells lie in one buffer. What a merged cell of another row or column gives to this row
//! stands apart from the row's own cells, because only these make it a row that says something.

use std::borrow::Cow;
use std::ops::Range;
use std::rc::Rc;

use ptr_core::compared;

use crate::a1::CellName;
use crate::cells::{CellValue, Look, plain_number};
use crate::layout::headings::{Located, TextRow};
use crate::value::{GOES_ON, exact, is_exact, is_nothing, trim};

/// A row of a table: its filled cells, from left to right.
#[derive(Debug, Clone, Default)]
pub(crate) struct Row {
    /// The row of the sheet, counted from zero.
    pub(crate) number: u32,
    cells: Vec<(u32, Slot)>,
    texts: String,
    /// What merged cells of other rows and columns say for this row, or the cell above where the
    /// layout says so; from left to right.
    inherited: Vec<Inherited>,
    /// The columns whose cells are bold.
    bold: Vec<u32>,
    /// How deep it lies in the outline of the sheet.
    level: u8,
}

/// What a merged cell says for a column of a row that it covers, or the cell above.
#[derive(Debug, Clone)]
pub(crate) struct Inherited {
    pub(crate) col: u32,
    pub(crate) value: Rc<CellValue<'static>>,
    /// The merged cell's own place.
    pub(crate) from: CellName,
    /// Whether it is the cell above, and not a merged one.
    pub(crate) is_above: bool,
}

#[derive(Debug, Clone)]
enum Slot {
    /// A text, by where it lies in the buffer.
    Text(Range<usize>),
    Other(CellValue<'static>),
}

impl Row {
    /// Adds a cell on the right; blank text counts as nothing.
    pub(crate) fn push(&mut self, col: u32, value: CellValue<'_>, look: Look) {
        let slot = match value {
            CellValue::Text(text) => {
                if trim(&text).is_empty() {
                    return;
                }
                let start = self.texts.len();
                self.texts.push_str(&text);
                Slot::Text(start..self.texts.len())
            }
            other => Slot::Other(other.into_owned()),
        };
        self.cells.push((col, slot));
        self.level = look.level;
        if look.is_bold {
            self.bold.push(col);
        }
    }

    /// Whether the cell of a column is bold.
    pub(crate) fn is_bold(&self, col: u32) -> bool {
        self.bold.binary_search(&col).is_ok()
    }

    /// How deep it lies in the outline of the sheet.
    pub(crate) const fn level(&self) -> u8 {
        self.level
    }

    /// Adds to the text of a column the continuation that stands in another one, which is empty
    /// from then on.
    pub(crate) fn join(&mut self, from: u32, col: u32) {
        let text = |row: &Self, col: u32| match row.own(col) {
            Some(CellValue::Text(text)) => Some(text.into_owned()),
            _ => None,
        };
        let Some(more) = text(self, col) else { return };
        let Some(more) = more.strip_prefix(GOES_ON) else { return };
        let Some(begun) = text(self, from) else { return };
        let start = self.texts.len();
        self.texts.push_str(&begun);
        self.texts.push_str(more);
        let joined = Slot::Text(start..self.texts.len());
        for (_, slot) in self.cells.iter_mut().filter(|(it, _)| *it == from) {
            *slot = joined.clone();
        }
        self.cells.retain(|(it, _)| *it != col);
    }

    /// Makes room for the next row.
    pub(crate) fn clear(&mut self) {
        self.cells.clear();
        self.texts.clear();
        self.inherited.clear();
        self.bold.clear();
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.cells.is_empty()
    }

    /// How many cells of its own are filled.
    pub(crate) fn len(&self) -> usize {
        self.cells.len()
    }

    /// Whether a single cell says something for it, merged ones included.
    pub(crate) fn is_alone(&self) -> bool {
        self.cells.len() == 1 && self.inherited.iter().all(|it| it.is_above)
    }

    /// Adds what another cell says for a column that is empty in this row.
    pub(crate) fn inherit(&mut self, inherited: Inherited) {
        let at = self.inherited.partition_point(|it| it.col < inherited.col);
        self.inherited.insert(at, inherited);
    }

    /// What it has from merged cells.
    pub(crate) fn inherited(&self) -> &[Inherited] {
        &self.inherited
    }

    /// The place of what the row says in a column: that of the merged cell which says it.
    pub(crate) fn place(&self, col: u32) -> CellName {
        self.inherited_in(col).map_or(CellName { row: self.number, col }, |it| it.from)
    }

    /// The first filled cell of a place.
    pub(crate) fn at(&self, place: &Located) -> Option<(u32, CellValue<'_>)> {
        self.first_in(place.columns())
    }

    /// The first filled cell in these columns.
    pub(crate) fn first_in(&self, columns: &[u32]) -> Option<(u32, CellValue<'_>)> {
        columns.iter().find_map(|col| self.in_column(*col).map(|value| (*col, value)))
    }

    /// The first cell of a place that this row fills itself.
    pub(crate) fn own_at(&self, place: &Located) -> Option<(u32, CellValue<'_>)> {
        place.columns().iter().find_map(|col| self.own(*col).map(|value| (*col, value)))
    }

    /// What the row says in a column, itself or through a merged cell.
    pub(crate) fn in_column(&self, col: u32) -> Option<CellValue<'_>> {
        self.own(col).or_else(|| Some(self.inherited_in(col)?.value.as_borrowed()))
    }

    fn inherited_in(&self, col: u32) -> Option<&Inherited> {
        let at = self.inherited.binary_search_by_key(&col, |inherited| inherited.col).ok()?;
        self.inherited.get(at)
    }

    /// What the row says in columns that come from left to right: the column, what is known of it,
    /// the value. Costs no more than the row has cells, however many columns there are.
    pub(crate) fn filled<'r, T>(
        &'r self,
        columns: &'r [(u32, T)],
    ) -> impl Iterator<Item = (u32, &'r T, CellValue<'r>)> {
        let cells = self.cells.len() + self.inherited.len();
        let by_column = if columns.len() <= cells { columns } else { &[] };
        let by_cell = if columns.len() <= cells { Vec::new() } else { self.filled_columns() };
        let found = move |col: u32| {
            let at = columns.binary_search_by_key(&col, |(col, _)| *col).ok()?;
            Some((col, &columns[at].1, self.in_column(col)?))
        };
        let there = |(col, known): &'r (u32, T)| Some((*col, known, self.in_column(*col)?));
        by_column.iter().filter_map(there).chain(by_cell.into_iter().filter_map(found))
    }

    /// The columns in which the row says something, itself or through a merged cell.
    fn filled_columns(&self) -> Vec<u32> {
        let inherited = self.inherited.iter().map(|inherited| inherited.col);
        let mut columns: Vec<u32> = self.columns().chain(inherited).collect();
        columns.sort_unstable();
        columns.dedup();
        columns
    }

    /// Empties the cells of columns that come from left to right.
    pub(crate) fn leave_out(&mut self, columns: &[u32]) {
        if !columns.is_empty() {
            self.cells.retain(|(col, _)| columns.binary_search(col).is_err());
        }
    }

    /// The cell that this row itself has in a column.
    pub(crate) fn own(&self, col: u32) -> Option<CellValue<'_>> {
        // In a row without gaps a column's cell stands at its number.
        let is_there = self.cells.get(col as usize).is_some_and(|(found, _)| *found == col);
        let at = if is_there {
            col as usize
        } else {
            self.cells.binary_search_by_key(&col, |(col, _)| *col).ok()?
        };
        Some(self.value(&self.cells[at].1))
    }

    /// Every filled cell of its own.
    pub(crate) fn cells(&self) -> impl Iterator<Item = (u32, CellValue<'_>)> {
        self.cells.iter().map(|(col, slot)| (*col, self.value(slot)))
    }

    /// The columns it fills itself.
    pub(crate) fn columns(&self) -> impl Iterator<Item = u32> {
        self.cells.iter().map(|(col, _)| *col)
    }

    fn value<'r>(&'r self, slot: &'r Slot) -> CellValue<'r> {
        match slot {
            Slot::Text(range) => CellValue::Text(Cow::Borrowed(&self.texts[range.clone()])),
            Slot::Other(value) => value.as_borrowed(),
        }
    }

    pub(crate) fn as_text(&self) -> TextRow {
        let text = |(col, value): (u32, CellValue<'_>)| (col, value.display().into_owned());
        TextRow { row: self.number, cells: self.cells().map(text).collect(), ..TextRow::default() }
    }
}

/// The id that a number is: its digits, or what its format makes of them. Commas between thousands
/// and zeros behind a whole number are no part of it.
pub(crate) fn id_of_number(number: f64, shown: Option<&str>) -> String {
    let plain = plain_number(number);
    let adds_nothing = |text: &str| {
        let text = text.replace(',', "");
        let whole = text.split_once('.').filter(|(_, zeros)| zeros.bytes().all(|it| it == b'0'));
        whole.map_or(&*text, |(whole, _)| whole) == plain
    };
    shown.filter(|shown| !adds_nothing(shown)).map_or(plain, str::to_owned)
}

/// The text of a cell that is an id, in the form in which ids are compared.
pub(crate) fn id_of<'v>(value: &'v CellValue<'_>) -> Cow<'v, str> {
    match value {
        CellValue::Shown { number, text } => Cow::Owned(id_of_number(*number, Some(text))),
        CellValue::Text(text) if is_exact(text) => said(value).unwrap_or_else(|| text_of(value)),
        value => match text_of(value) {
            Cow::Borrowed(text) => compared(text),
            owned @ Cow::Owned(_) => owned,
        },
    }
}

/// The text of a cell as it counts: what stands in brackets exactly, any other without the blanks
/// around it; `None` where that stands for nothing.
pub(crate) fn said<'v>(value: &'v CellValue<'_>) -> Option<Cow<'v, str>> {
    if let CellValue::Text(text) = value
        && let Some(text) = exact(text)
    {
        return Some(Cow::Owned(text));
    }
    Some(text_of(value)).filter(|text| !is_nothing(text))
}

/// The text of a cell without the blanks around it; numbers and the like as people read them.
pub(crate) fn text_of<'v>(value: &'v CellValue<'_>) -> Cow<'v, str> {
    match value.display() {
        Cow::Borrowed(text) => Cow::Borrowed(trim(text)),
        Cow::Owned(text) => Cow::Owned(text),
    }
}
