//! What a spreadsheet offers and says when somebody fills in a cell of a template.

use rust_xlsxwriter::{DataValidation, DataValidationErrorStyle, Formula, Worksheet, XlsxError};

use super::cell;
use super::style::{Background, Kind, Style};
use crate::a1::{self, CellName};

/// How many rows of a sheet are prepared.
pub(super) const ROWS: u32 = 2_000;
/// The most characters that a list written into a cell's rule may have.
const LONGEST_LIST: usize = 255;

/// What helps to fill in the cells of a column.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Validation {
    pub(super) kind: Kind,
    pub(super) hint: Hint,
    pub(super) choice: Option<Choice>,
}

/// What a column says of itself.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Hint {
    pub(super) title: &'static str,
    pub(super) text: &'static str,
}

/// What can be chosen in a cell.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Choice {
    /// One of these and nothing else.
    OneOf(Vec<String>),
    /// One of those that a formula refers to; another one is asked about.
    Preferably(String),
    /// One of those that a formula refers to, or several, written one after the other.
    SomeOf(String),
}

impl Validation {
    /// Prepares the cells of a column from a row on.
    pub(super) fn apply(&self, sheet: &mut Worksheet, first: CellName) -> Result<(), XlsxError> {
        let (row, col) = (first.row, cell::column(first.col)?);
        let style = Style { kind: self.kind, background: Background::Plain, ..Style::default() };
        sheet.set_column_format(col, &style.format())?;
        let rule = DataValidation::new()
            .set_input_title(self.hint.title)?
            .set_input_message(self.hint.text)?;
        let rule = match &self.choice {
            Some(Choice::OneOf(items)) if fits(items) => rule
                .allow_list_strings(items)?
                .set_error_title(self.hint.title)?
                .set_error_message(self.hint.text)?,
            None | Some(Choice::OneOf(_)) => rule.allow_any_value(),
            Some(Choice::Preferably(formula)) => rule
                .allow_list_formula(Formula::new(formula))
                .set_error_style(DataValidationErrorStyle::Warning)
                .set_error_title(self.hint.title)?
                .set_error_message(self.hint.text)?,
            Some(Choice::SomeOf(formula)) => {
                rule.allow_list_formula(Formula::new(formula)).show_error_message(false)
            }
        };
        let last = row.saturating_add(ROWS).min(a1::ROWS - 1);
        sheet.add_data_validation(row, col, last, col, &rule)?;
        Ok(())
    }
}

/// Whether a list can be written into the rule of a cell.
fn fits(items: &[String]) -> bool {
    let length: usize = items.iter().map(|item| item.encode_utf16().count() + 1).sum();
    length <= LONGEST_LIST && items.iter().all(|item| !item.contains([',', '"']))
}
