//! A sheet as the table it may be: which row holds the headings, and the columns below.

use ptr_core::KnownNames;

use super::column::{Column, name_of};
use super::reason::{Because, Reason};
use super::sample::{SampleRow, SheetSample, text_of};
use crate::a1::CellName;
use crate::cells::CellValue;
use crate::layout::headings::{Headings, SEARCHED_ROWS, TextRow};
use crate::layout::{Column as Named, ColumnKey, Columns, SheetFound, Table};
use crate::load::looks_like_a_dry_run;

/// A sheet looked at as one kind of table.
pub(super) struct Looked<'s> {
    pub(super) sheet: &'s str,
    /// Whether loading finds the headings by itself.
    pub(super) is_found: bool,
    pub(super) headings: Headings,
    pub(super) columns: Vec<Column<'s>>,
    /// The rows below the headings.
    pub(super) below: Vec<&'s SampleRow>,
    /// How many of them have several cells.
    pub(super) rows: usize,
    /// How many columns of the table the headings name.
    pub(super) named: usize,
}

impl<'s> Looked<'s> {
    /// A sheet under the usual names of a table's columns; without any, under the row that looks
    /// most like headings. `None` for a sheet without rows.
    pub(super) fn at<C: Columns>(sheet: &'s SheetSample) -> Option<Self> {
        let table = C::default();
        let wanted = table.wanted();
        let texts: Vec<TextRow> =
            sheet.rows.iter().take(20 * SEARCHED_ROWS).map(SampleRow::as_text).collect();
        let first = &texts[..texts.len().min(SEARCHED_ROWS)];
        let known = Headings::find(first, &wanted)
            .or_else(|| Headings::find(&texts, &wanted))
            .or_else(|| by_dry_runs::<C>(&texts));
        let is_found = known.is_some();
        let headings = known.or_else(|| Some(Headings::of(None, &texts[headed_by(sheet)?])))?;
        let (_, last) = headings.rows()?;
        let all_below: Vec<&SampleRow> =
            sheet.rows.iter().filter(|row| row.number > last).collect();
        let below = all_below.iter().copied().filter(|row| row.cells.len() > 1);
        let below: Vec<&SampleRow> = below.collect();
        let all: Vec<_> = headings.iter().collect();
        let mut numbers: Vec<u32> =
            below.iter().flat_map(|row| row.cells.iter().map(|it| it.0)).collect();
        numbers.sort_unstable();
        numbers.dedup();
        let columns = numbers.into_iter().map(|col| {
            let heading = all.iter().find(|heading| heading.col == col);
            let letters = Column::letters(col);
            let text = heading.map_or(letters.as_str(), |it| it.text.as_str()).to_owned();
            let name = heading.map_or(letters, |heading| name_of(heading, &all));
            let cells = below.iter().filter_map(|row| Some((row.number, row.at(col)?)));
            let is_text = |value: &CellValue<'_>| !text_of(value).is_empty();
            let cells = cells.filter(|(_, value)| is_text(value)).collect();
            Column { col, heading: text, name, cells }
        });
        let columns: Vec<_> = columns.filter(|column| !column.cells.is_empty()).collect();
        let is_there = |(column, known): &(&Named, _)| !headings.by_name(column, *known).is_empty();
        let named = wanted.iter().filter(|it| is_there(it)).count();
        let (sheet, rows, below) = (&*sheet.name, below.len(), all_below);
        Some(Self { sheet, is_found, headings, columns, below, rows, named })
    }

    /// Leaves out what stands below a row.
    pub(super) fn end_with(&mut self, last: u32) {
        self.below.retain(|row| row.number <= last);
        self.rows = self.below.iter().filter(|row| row.cells.len() > 1).count();
        for column in &mut self.columns {
            column.cells.retain(|(row, _)| *row <= last);
        }
        self.columns.retain(|column| !column.cells.is_empty());
    }

    /// The columns that are known by their headings as this one.
    pub(super) fn known(&self, key: ColumnKey) -> Vec<u32> {
        self.headings.by_name(&Named::Default, key.known())
    }

    pub(super) fn column(&self, col: u32) -> Option<&Column<'s>> {
        self.columns.iter().find(|column| column.col == col)
    }

    /// The texts of the headings that name columns of this table.
    pub(super) fn known_headings<C: Columns>(&self) -> KnownNames {
        let table = C::default();
        let columns = table.wanted().into_iter();
        let mut columns: Vec<u32> =
            columns.flat_map(|(column, known)| self.headings.by_name(column, known)).collect();
        columns.sort_unstable();
        columns.dedup();
        let texts = self.headings.iter().filter(|it| columns.contains(&it.col));
        KnownNames::of(texts.map(|it| it.text.as_str()).collect::<Vec<_>>())
    }

    /// The table as a layout has it, so far: its sheet where its name does not say that it is, its
    /// first row where its headings do not.
    pub(super) fn table<C: Columns>(&self, sheets: &[&str]) -> Table<C> {
        let mut table = Table::default();
        let place = sheets.iter().position(|name| *name == self.sheet);
        let is_found = |place| {
            table.find_sheet(sheets) == SheetFound::One(place)
                && table.other_sheets(sheets, place).is_empty()
        };
        if !place.is_some_and(is_found) {
            table.sheet = Some(self.sheet.to_owned());
        }
        if !self.is_found {
            table.first_row = self.headings.rows().map(|(_, last)| last + 2);
        }
        table
    }

    /// A reason about a column, or about the sheet.
    pub(super) fn reason(&self, key: &str, col: Option<u32>, because: Because) -> Reason {
        let row = self.headings.rows().map_or(0, |(_, last)| last);
        Reason {
            key: key.to_owned(),
            sheet: Some(self.sheet.to_owned()),
            cell: col.map(|col| CellName { row, col }.to_string()),
            because,
        }
    }
}

/// The headings of a table that has a column for each dry run are known by these.
fn by_dry_runs<C: Columns>(rows: &[TextRow]) -> Option<Headings> {
    if !matches!(C::TABLE, "dates" | "environments") {
        return None;
    }
    let names_one = |row: &&TextRow| {
        row.cells.len() > 1 && row.cells.iter().any(|(_, text)| looks_like_a_dry_run(text))
    };
    rows.iter().find(names_one).map(|row| Headings::of(None, row))
}

/// The row that looks most like headings: the first of texts alone that are all different, as wide
/// as most rows below it.
fn headed_by(sheet: &SheetSample) -> Option<usize> {
    let first = &sheet.rows[..sheet.rows.len().min(SEARCHED_ROWS)];
    let mut widths: Vec<usize> = first.iter().map(|row| row.cells.len()).collect();
    widths.sort_unstable();
    let usual = widths.get(widths.len() / 2).copied()?.max(2);
    first.iter().position(|row| {
        let texts: Vec<_> = row.cells.iter().map(|(_, value)| text_of(value)).collect();
        let are_texts = row.cells.iter().all(|(_, value)| matches!(value, CellValue::Text(_)));
        let mut different = texts.clone();
        different.sort_unstable();
        different.dedup();
        let is_short = texts.iter().all(|text| text.chars().count() <= 80);
        are_texts && is_short && texts.len() * 2 > usual && different.len() == texts.len()
    })
}
