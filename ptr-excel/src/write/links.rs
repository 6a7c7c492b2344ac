//! Ids that lead to the rows of the table of steps.

use std::collections::BTreeMap;

use ptr_core::StepId;

use super::cell::Content;
use super::table::Table;
use crate::a1::CellName;

/// Where each step of the table stands.
pub(super) struct Links<'s> {
    steps: &'s Table<'s>,
    rows: BTreeMap<&'s StepId, usize>,
}

impl<'s> Links<'s> {
    pub(super) fn new(steps: &'s Table<'s>) -> Self {
        let rows = steps.rows.iter().enumerate();
        Self { steps, rows: rows.filter_map(|(nth, row)| Some((row.step?, nth))).collect() }
    }

    /// The id of a step, a link if the table has it.
    pub(super) fn to<'a>(&self, id: &'a StepId) -> Content<'a> {
        match self.rows.get(id) {
            Some(nth) => Content::Link { text: id.as_str().into(), to: self.target(*nth) },
            None => Content::Code(id.as_str().into()),
        }
    }

    /// The name of its sheet.
    pub(super) fn sheet(&self) -> &str {
        &self.steps.sheet
    }

    /// The cell of the table of steps that holds a step's id.
    fn target(&self, nth: usize) -> String {
        // The id comes first; a layout may put its column elsewhere.
        let col = self.steps.places().first().copied().unwrap_or(0);
        let cell = CellName { row: self.steps.row(nth), col };
        format!("'{}'!{cell}", self.steps.sheet.replace('\'', "''"))
    }
}
