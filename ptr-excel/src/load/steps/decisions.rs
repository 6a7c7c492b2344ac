//! What a decision may come to, and how many people must agree.

use ptr_core::{Expected, Field, Outcome, ProblemKind};

use super::columns::StepPlaces;
use super::fields::FieldReader;
use crate::cells::{CellValue, plain_number};
use crate::load::sheet::of_cell;
use crate::load::sheet::row::{Row, said, text_of};
use crate::value::each_item;

impl FieldReader<'_> {
    /// The outcomes of a decision.
    pub(crate) fn outcomes(&mut self, places: &StepPlaces, row: &Row) -> Vec<Outcome> {
        let Some((col, value)) = row.at(places.at(Field::Outcomes)) else { return Vec::new() };
        if let CellValue::Unusable(kind) = &value {
            self.problem(Field::Outcomes, row, col, of_cell(kind));
            return Vec::new();
        }
        let mut outcomes = Vec::new();
        each_item(&text_of(&value), |item| match Outcome::new(item) {
            Ok(outcome) => outcomes.push(outcome),
            Err(invalid) => {
                let kind = ProblemKind::BadOutcome { found: invalid.found };
                self.problem(Field::Outcomes, row, col, kind);
            }
        });
        outcomes
    }

    /// How many people must agree; a number, or a text that is one.
    pub(crate) fn quorum(&mut self, places: &StepPlaces, row: &Row) -> Option<u32> {
        let (col, value) = row.at(places.at(Field::Quorum))?;
        if let CellValue::Unusable(kind) = &value {
            self.problem(Field::Quorum, row, col, of_cell(kind));
            return None;
        }
        let text = match &value {
            CellValue::Number(number) | CellValue::Shown { number, .. } => plain_number(*number),
            value => said(value)?.into_owned(),
        };
        let quorum = text.parse().ok();
        if quorum.is_none() {
            let kind = ProblemKind::WrongValue { found: text, expected: Expected::Count };
            self.problem(Field::Quorum, row, col, kind);
        }
        quorum
    }
}
