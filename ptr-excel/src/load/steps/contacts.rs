//! Who carries out a step, where its row says so itself.

use std::collections::BTreeSet;

use ptr_core::{Email, Field, ProblemKind};

use super::columns::StepPlaces;
use super::fields::FieldReader;
use crate::cells::CellValue;
use crate::load::sheet::of_cell;
use crate::load::sheet::row::{Row, text_of};
use crate::value::{folded, mail_addresses};

impl FieldReader<'_> {
    pub(crate) fn contacts(&mut self, places: &StepPlaces, row: &Row) -> Vec<Email> {
        let Some((col, value)) = row.at(places.at(Field::Contacts)) else { return Vec::new() };
        if let CellValue::Unusable(kind) = &value {
            self.problem(Field::Contacts, row, col, of_cell(kind));
            return Vec::new();
        }
        let (mut contacts, mut known) = (Vec::new(), BTreeSet::new());
        for address in mail_addresses(&text_of(&value)) {
            if self.holds_a_place(Field::Contacts, row, col, address) {
                continue;
            }
            match self.known_by_name(address).map_or_else(|| Email::new(address), Ok) {
                Ok(email) => {
                    if known.insert(email.clone()) {
                        contacts.push(email);
                    }
                }
                Err(invalid) => {
                    let kind = ProblemKind::BadAddress { found: invalid.found };
                    self.problem(Field::Contacts, row, col, kind);
                }
            }
        }
        contacts
    }

    /// The address of a person or team that the sheet of actors names; none where the name is that
    /// of several.
    fn known_by_name(&self, name: &str) -> Option<Email> {
        if name.contains('@') {
            return None;
        }
        self.context.actors.people.get(&folded(name)).cloned().flatten()
    }
}
