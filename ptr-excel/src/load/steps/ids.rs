//! What the row of a step is called; in a sheet that has no column of ids, as prerequisites there
//! name steps.

use ptr_core::StepId;

use crate::layout::MadeIds;
use crate::load::sheet::row::Row;

/// An id that looks like no other, for a row of which none can be read.
pub(crate) fn unreadable_id(row: &Row) -> Option<StepId> {
    StepId::new(format!("\u{fffd}\u{fffd}\u{fffd}{}", row.number)).ok()
}

/// The id of a row.
pub(crate) enum RowId {
    Is(StepId),
    /// The row says something, but which step it is about cannot be read; that is reported.
    Unreadable,
    /// The row is none of a step.
    None,
}

/// Makes one id after the other, from the top.
#[derive(Debug)]
pub(crate) struct IdMaker {
    how: MadeIds,
    /// How many rows have come.
    position: u32,
    /// The way to the last row in the outline: how deep each row on it lies, and its number among
    /// those beside it.
    path: Vec<(u32, u32)>,
}

impl IdMaker {
    pub(crate) const fn new(how: MadeIds) -> Self {
        Self { how, position: 0, path: Vec::new() }
    }

    /// The id of the next row: its number in the sheet, counted from zero, and how deep it lies.
    pub(crate) fn next(&mut self, row: u32, depth: u32) -> String {
        self.position += 1;
        match self.how {
            MadeIds::Row => (row + 1).to_string(),
            MadeIds::Position => self.position.to_string(),
            MadeIds::Outline => {
                self.go_to(depth);
                let numbers = self.path.iter().map(|(_, number)| number.to_string());
                numbers.collect::<Vec<_>>().join(".")
            }
        }
    }

    fn go_to(&mut self, depth: u32) {
        let mut left = None;
        while let Some((_, number)) = self.path.pop_if(|(deep, _)| *deep > depth) {
            left = Some(number);
        }
        match self.path.last_mut() {
            Some((deep, number)) if *deep == depth => *number += 1,
            // A row that lies between two depths goes on counting at the deeper one.
            _ => self.path.push((depth, left.map_or(1, |number| number + 1))),
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn outline(depths: &[u32]) -> Vec<String> {
        let mut ids = IdMaker::new(MadeIds::Outline);
        depths.iter().map(|depth| ids.next(0, *depth)).collect()
    }

    #[test]
    fn the_outline_numbers_rows_as_scheduling_programs_do() {
        assert_eq!(outline(&[1, 2, 2, 3, 1, 2]), ["1", "1.1", "1.2", "1.2.1", "2", "2.1"]);
        assert_eq!(outline(&[0, 0]), ["1", "2"]);
    }

    proptest! {
        #[test]
        fn no_two_rows_get_one_id(depths in prop::collection::vec(0_u32..6, 0..40)) {
            let ids = outline(&depths);
            let all: std::collections::BTreeSet<&String> = ids.iter().collect();
            prop_assert_eq!(all.len(), ids.len());
        }
    }
}
