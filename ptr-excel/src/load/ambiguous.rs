//! Headings that stand over two columns, where both say something.
//!
//! An empty `Predecessor` beside a filled `Predecessors` harms nobody. Two columns of one
//! meaning that say different things in one row do: either could be meant, so neither is chosen
//! in silence.

use ptr_core::{Field, Problem, ProblemKind};

use super::columns::StepPlaces;
use super::row::{Row, text_of};
use super::sheet::place;
use crate::a1::CellName;
use crate::layout::headings::Headings;

/// The meanings that have several columns, and of which nothing has been reported yet.
#[derive(Debug, Default)]
pub(super) struct AmbiguousColumns(Vec<(Field, Vec<u32>)>);

impl AmbiguousColumns {
    pub(super) fn of(places: &StepPlaces) -> Self {
        let several = places.known().filter(|(_, columns)| columns.len() > 1);
        Self(several.map(|(field, columns)| (field, columns.to_vec())).collect())
    }

    /// Reports a meaning the first time that its columns disagree.
    pub(super) fn check(
        &mut self,
        row: &Row,
        headings: &Headings,
        sheet: &str,
        problems: &mut Vec<Problem>,
    ) {
        self.0.retain(|(field, columns)| {
            let mut said = columns.iter().filter_map(|col| row.own(*col));
            let Some(first) = said.next() else { return true };
            if said.all(|other| text_of(&other) == text_of(&first)) {
                return true;
            }
            let stand = |col: &u32| headings.iter().find(|heading| heading.col == *col);
            let row = headings.rows().map_or(0, |(first, _)| first);
            let heading = columns.iter().find_map(stand).map(|heading| heading.text.clone());
            let cells: Vec<String> =
                columns.iter().map(|col| CellName { row, col: *col }.to_string()).collect();
            let heading = heading.unwrap_or_default();
            let mut problem = Problem::of_plan(ProblemKind::AmbiguousHeading { heading, cells });
            problem.field = Some(*field);
            let second = columns.get(1).copied().unwrap_or_default();
            problems.push(problem.at(place(sheet, CellName { row, col: second })));
            false
        });
    }
}
