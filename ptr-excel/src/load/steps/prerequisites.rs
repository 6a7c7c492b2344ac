//! The ids of the steps that a row waits for.

use ptr_core::{Field, Prerequisite, ProblemKind, StepId, compared};

use super::columns::StepPlaces;
use super::fields::FieldReader;
use super::numbers::{Undecided, What, readings};
use crate::cells::CellValue;
use crate::load::sheet::of_cell;
use crate::load::sheet::row::{Row, id_of, text_of};
use crate::value::{exact, items, may_be_linked};

impl FieldReader<'_> {
    pub(crate) fn prerequisites(&mut self, places: &StepPlaces, row: &Row) -> Vec<Prerequisite> {
        let Some((col, value)) = row.at(places.at(Field::Prerequisites)) else { return Vec::new() };
        let mut prerequisites = Vec::new();
        let mut add = |reader: &mut Self, text: &str| match StepId::new(text) {
            // Only the ids that exist can tell that it is none of them.
            Ok(id) if reader.context.layout.placeholders.find(text).is_some() => {
                let (step, at) = (reader.number, row.place(col));
                let what = What::Placeholder(id.clone());
                reader.undecided.push(Undecided { step, at, what });
                prerequisites.push(id.into());
            }
            Ok(id) => {
                if may_be_linked(text) {
                    let (step, at) = (reader.number, row.place(col));
                    reader.undecided.push(Undecided { step, at, what: What::Link(id.clone()) });
                }
                prerequisites.push(id.into());
            }
            Err(invalid) => {
                let kind = ProblemKind::UnknownPrerequisite {
                    found: invalid.found,
                    similar: None,
                    parts: Vec::new(),
                };
                reader.problem(Field::Prerequisites, row, col, kind);
            }
        };
        match &value {
            CellValue::Unusable(kind) => {
                self.problem(Field::Prerequisites, row, col, of_cell(kind));
            }
            CellValue::Number(_) | CellValue::Shown { .. } => {
                let readings = readings(&value);
                if !readings.is_empty() {
                    let (step, at) = (self.number, row.place(col));
                    let what = What::Number { found: value.display().into_owned(), readings };
                    self.undecided.push(Undecided { step, at, what });
                }
                add(self, &id_of(&value));
            }
            value => match exact::<Vec<Prerequisite>>(&text_of(value)) {
                Some(exact) => prerequisites = exact,
                None => {
                    let text = text_of(value);
                    items(&text).for_each(|item| add(self, &compared(item)));
                    self.joined.add(self.number, row.place(col), &text);
                }
            },
        }
        prerequisites
    }
}
