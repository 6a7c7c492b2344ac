//! A table on a sheet: headings that the reader will know, rows, filter, frozen heading.
//!
//! Kept true here: each column of the layout is found again where it was written, and nowhere
//! else. The check is the reader's own: what [`Headings`] makes of the row of headings.

use ptr_core::StepId;
use rust_xlsxwriter::{IgnoreError, Workbook, Worksheet, XlsxError};

use super::cell::{CellWriter, Content, Target, column, split_text};
use super::column::{Column, Role};
use super::error::{LONGEST_TEXT, Unfit, Unwritable};
use super::paper::Paper;
use super::style::{self, Background};
use super::text::lines;
use super::validation::Validation;
use super::words::Words;
use crate::a1;
use crate::layout::computed::{COMPUTED_MARK, is_computed};
use crate::layout::headings::{Headings, Located, TextRow};
use crate::layout::{self, Known};
use crate::value::{GOES_ON, exactly, folded, normal, reads_back};

/// A row of a table.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Row<'a> {
    /// The step it is about.
    pub(super) step: Option<&'a StepId>,
    /// Shown in grey.
    pub(super) muted: bool,
    pub(super) cells: Vec<Content<'a>>,
}

/// A table and the sheet it stands on.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Table<'a> {
    /// The sheet's name, as spreadsheets allow it.
    pub(super) sheet: String,
    /// The row of the headings, counted from zero.
    pub(super) heading_row: u32,
    pub(super) columns: Vec<Column>,
    pub(super) rows: Vec<Row<'a>>,
    /// How many columns stay when somebody scrolls to the right.
    pub(super) frozen: usize,
    /// Whether the rows are examples.
    pub(super) examples: bool,
    /// For each column what helps to fill it in, if something does.
    pub(super) validations: Vec<Option<Validation>>,
}

/// Rows higher than this many lines are cut to it, on screen only.
const HIGHEST: usize = 9;
const LINE_HEIGHT: f64 = 15.0;
/// Letters that take the room of one digit, in which widths are counted.
pub(super) const LETTERS: f64 = 1.15;

impl Table<'_> {
    /// An empty table where the layout wants it.
    pub(super) fn new<C: layout::Columns>(
        table: &layout::Table<C>,
        words: Words<'_>,
        unwritable: &mut Vec<Unwritable>,
    ) -> Self {
        let usual = || C::sheet(words.0);
        let name = table.sheet.clone().unwrap_or_else(usual);
        let sheet = sheet_name(&name);
        let mut fault = |why| {
            let sheet = name.clone();
            unwritable.push(Unwritable { sheet, cell: None, step: None, why });
        };
        if sheet.is_none() {
            fault(Unfit::SheetName);
        }
        let heading_row = match table.first_row {
            None => 0,
            Some(first_row) => first_row.checked_sub(2).unwrap_or_else(|| {
                fault(Unfit::NoRoomForHeadings);
                0
            }),
        };
        Self {
            sheet: sheet.unwrap_or_else(|| "?".to_owned()),
            heading_row,
            columns: Vec::new(),
            rows: Vec::new(),
            frozen: 1,
            examples: false,
            validations: Vec::new(),
        }
    }

    /// The row of data a row of this table stands in, counted from zero.
    pub(super) fn row(&self, nth: usize) -> u32 {
        let nth = u32::try_from(nth).unwrap_or(u32::MAX);
        self.heading_row.saturating_add(1).saturating_add(nth)
    }

    /// The column a column of this table stands in, counted from zero.
    pub(super) fn places(&self) -> Vec<u32> {
        let count = self.columns.len();
        let mut taken: Vec<Option<usize>> = vec![None; count];
        for (nth, column) in self.columns.iter().enumerate() {
            if let Some((at, _)) = &column.letter
                && let Some(place) = taken.get_mut(*at as usize)
                && place.is_none()
            {
                *place = Some(nth);
            }
        }
        let mut free: Vec<usize> =
            taken.iter().enumerate().filter(|(_, nth)| nth.is_none()).map(|(at, _)| at).collect();
        // Computed columns last where letters fix the order, so that they take no letter away.
        let lettered = free.len() < count;
        let mut rest: Vec<usize> = (0..count).filter(|nth| !taken.contains(&Some(*nth))).collect();
        if lettered {
            rest.sort_by_key(|nth| self.columns[*nth].role == Role::Computed);
        }
        free.truncate(rest.len());
        for (at, nth) in free.into_iter().zip(rest) {
            taken[at] = Some(nth);
        }
        let mut places = vec![0; count];
        for (at, nth) in (0..).zip(taken) {
            if let Some(nth) = nth {
                places[nth] = at;
            }
        }
        places
    }

    /// Makes every heading one that the reader takes for what it is: those of the owners' own
    /// columns stand in brackets where they would be taken for known ones or for each other.
    pub(super) fn settle_headings(&mut self, wanted: &[(&layout::Column, Known)]) {
        let places = self.places();
        for (column, place) in self.columns.iter_mut().zip(&places) {
            // A letter that leads nowhere is a heading after all.
            if let Some((at, letter)) = &column.letter
                && at != place
            {
                let mark = if is_computed(&column.heading) { COMPUTED_MARK } else { "" };
                column.heading = format!("{mark}{letter}");
            }
        }
        let mut settled: Vec<(u32, String, Role)> = self
            .columns
            .iter()
            .zip(&places)
            .filter(|(column, _)| column.role != Role::Extra)
            .map(|(column, at)| (*at, column.heading.clone(), column.role))
            .collect();
        for (column, &at) in self.columns.iter_mut().zip(&places) {
            if column.role != Role::Extra {
                continue;
            }
            let heading = &*column.heading;
            let is_itself = reads_back(heading)
                && !normal(heading).is_empty()
                && !is_computed(heading)
                && is_free(&settled, at, heading, wanted);
            if !is_itself {
                column.heading = exactly(&heading);
            }
            settled.push((at, column.heading.clone(), column.role));
        }
    }

    /// Lets texts that no cell holds go on in further columns, on the right of all others.
    pub(super) fn continue_texts(&mut self) {
        for nth in 0..self.columns.len() {
            let mut parts: Vec<Vec<Content<'_>>> = Vec::new();
            let rows = self.rows.len();
            for (at, row) in self.rows.iter_mut().enumerate() {
                let Some(cell) = row.cells.get_mut(nth) else { continue };
                // No text has more units than bytes.
                if cell.text().len() <= LONGEST_TEXT {
                    continue;
                }
                let (begun, mut rest) = split_text(cell.text(), LONGEST_TEXT);
                for part in 0.. {
                    if rest.is_empty() {
                        break;
                    }
                    let (piece, next) = split_text(rest, LONGEST_TEXT - 1);
                    if parts.len() == part {
                        parts.push(vec![Content::Nothing; rows]);
                    }
                    parts[part][at] = cell.with_text(format!("{GOES_ON}{piece}"));
                    rest = next;
                }
                *cell = cell.with_text(begun.to_owned());
            }
            for (part, cells) in (2..).zip(parts) {
                let Column { heading, role, width, .. } = &self.columns[nth];
                let (heading, role) = match role {
                    Role::Computed => (format!("{heading} ({part})"), Role::Computed),
                    Role::Known | Role::DryRun | Role::Extra | Role::Continued => {
                        (exactly(&(heading, part)), Role::Continued)
                    }
                };
                self.columns.push(Column::new(heading, role, *width));
                for (row, cell) in self.rows.iter_mut().zip(cells) {
                    row.cells.push(cell);
                }
            }
        }
    }

    /// Writes the table on a sheet of its own.
    pub(super) fn write(
        &self,
        workbook: &mut Workbook,
        words: Words<'_>,
        unwritable: &mut Vec<Unwritable>,
    ) -> Result<(), XlsxError> {
        let needed = (self.row(self.rows.len()) as usize, self.columns.len());
        if needed.0 > a1::ROWS as usize || needed.1 > a1::COLUMNS as usize {
            let why = Unfit::SheetTooSmall { needed };
            unwritable.push(Unwritable { sheet: self.sheet.clone(), cell: None, step: None, why });
            return Ok(());
        }
        let sheet = workbook.add_worksheet();
        sheet.set_name(&self.sheet)?;
        let mut cells = CellWriter { sheet, name: &self.sheet, words, unwritable, cuts: false };
        let places = self.places();
        if self.heading_row >= 2 {
            cells.text(Target::plain(0, 0), &self.sheet, &style::title())?;
        }
        for (head, &at) in self.columns.iter().zip(&places) {
            let format = style::heading(head.role == Role::Computed);
            cells.text(Target::plain(self.heading_row, at), &head.heading, &format)?;
            cells.sheet.set_column_width(column(at)?, head.width)?;
        }
        for (validation, &col) in self.validations.iter().zip(&places) {
            if let Some(validation) = validation {
                validation.apply(cells.sheet, a1::CellName { row: self.row(0), col })?;
            }
        }
        for (nth, row) in self.rows.iter().enumerate() {
            for ((content, head), &col) in row.cells.iter().zip(&self.columns).zip(&places) {
                let background = match (head.role, self.examples) {
                    (Role::Computed, _) => Background::Computed,
                    (_, true) => Background::Example,
                    (Role::Known | Role::DryRun | Role::Extra | Role::Continued, false) => {
                        Background::Plain
                    }
                };
                let at = a1::CellName { row: self.row(nth), col };
                cells.put(Target { at, background, muted: row.muted, step: row.step }, content)?;
            }
            self.set_height(cells.sheet, nth, row)?;
        }
        self.set_up_page(cells.sheet, words)
    }

    /// Makes a row as high as its longest text, which some spreadsheets leave to the writer; but
    /// a page of instructions would push all other rows off the screen.
    fn set_height(
        &self,
        sheet: &mut Worksheet,
        nth: usize,
        row: &Row<'_>,
    ) -> Result<(), XlsxError> {
        let texts = row.cells.iter().zip(&self.columns);
        let highest =
            texts.map(|(content, head)| lines(content.text(), head.width * LETTERS)).max();
        set_height(sheet, self.row(nth), highest.unwrap_or(1))
    }

    /// Filter, frozen heading, print set-up.
    fn set_up_page(&self, sheet: &mut Worksheet, words: Words<'_>) -> Result<(), XlsxError> {
        let last_column = column(u32::try_from(self.columns.len().saturating_sub(1)).unwrap_or(0))?;
        let last_row = self.heading_row.max(self.row(self.rows.len()).saturating_sub(1));
        sheet.set_row_height(self.heading_row, 2.0 * LINE_HEIGHT + 2.0)?;
        sheet.autofilter(self.heading_row, 0, last_row, last_column)?;
        let frozen = u16::try_from(self.frozen.min(self.columns.len())).unwrap_or(0);
        sheet.set_freeze_panes(self.heading_row + 1, frozen)?;
        let ignored = (self.heading_row, 0, last_row, last_column);
        sheet.ignore_error_range(
            ignored.0,
            ignored.1,
            ignored.2,
            ignored.3,
            IgnoreError::NumberStoredAsText,
        )?;
        Paper::A3.set_up(sheet, words);
        sheet.set_repeat_rows(self.heading_row, self.heading_row)?;
        Ok(())
    }
}

/// Makes a row so many lines high, within bounds.
pub(super) fn set_height(sheet: &mut Worksheet, row: u32, lines: usize) -> Result<(), XlsxError> {
    let lines = lines.clamp(1, HIGHEST);
    if lines > 1 {
        #[expect(clippy::cast_precision_loss, reason = "at most a small constant")]
        sheet.set_row_height(row, lines as f64 * LINE_HEIGHT)?;
    }
    Ok(())
}

/// Whether the reader, finding a heading beside those already settled, would take it for a
/// column of its own.
fn is_free(
    settled: &[(u32, String, Role)],
    at: u32,
    heading: &str,
    wanted: &[(&layout::Column, Known)],
) -> bool {
    // A dry run is known by its name; what the owners added, by its text.
    let is_taken = |(_, other, role): &(u32, String, Role)| match role {
        Role::DryRun => folded(other) == folded(heading) || normal(other) == normal(heading),
        Role::Known => normal(other) == normal(heading),
        Role::Extra | Role::Continued => other == heading,
        Role::Computed => false,
    };
    if settled.iter().any(is_taken) {
        return false;
    }
    let known = settled.iter().filter(|(.., role)| *role != Role::Computed);
    let mut cells: Vec<(u32, String)> = known.map(|(at, text, _)| (*at, text.clone())).collect();
    cells.push((at, heading.to_owned()));
    cells.sort();
    let row = TextRow { cells, ..TextRow::default() };
    let Some(headings) = Headings::find(&[row], wanted) else { return true };
    !wanted.iter().any(|(column, known)| match headings.place(column, *known) {
        Located::At(columns) => columns.contains(&at),
        Located::Absent | Located::Missing => false,
    })
}

/// A name that spreadsheets allow for a sheet, and that the reader takes for the same.
pub(super) fn sheet_name(name: &str) -> Option<String> {
    let allowed = layout::allowed_name(name);
    (!allowed.is_empty() && allowed.encode_utf16().count() <= 31).then_some(allowed)
}
