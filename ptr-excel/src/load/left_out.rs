//! Rows that were read as steps and are none after all.

use std::collections::{BTreeSet, HashSet};

use ptr_core::{Field, Problem, ProblemKind, StepId};

use super::sheet::place;
use super::steps::StepReader;
use crate::a1::CellName;

impl StepReader<'_> {
    /// The steps of which the sheet says nothing but the id and that no step waits for: numbers
    /// that were given in advance.
    pub(super) fn ids_alone(&mut self) -> BTreeSet<usize> {
        let mut left_out = BTreeSet::new();
        if self.alone.is_empty() {
            return left_out;
        }
        let awaited: HashSet<&StepId> =
            self.steps.iter().flat_map(|it| &it.prerequisites).map(|it| &it.step).collect();
        for (number, problems) in std::mem::take(&mut self.alone) {
            let Some(step) = self.steps.get(number) else { continue };
            if awaited.contains(&step.id) {
                self.fields.problems.extend(problems);
                continue;
            }
            let found = step.id.to_string();
            let mut problem = Problem::of_plan(ProblemKind::IdAlone { found });
            (problem.row, problem.field) = (Some(number), Some(Field::Id));
            let row = self.rows.get(number).copied().unwrap_or_default();
            let places = self.places.as_ref();
            let col = places.and_then(|places| places.column(Field::Id, None)).unwrap_or_default();
            self.fields.problems.push(problem.at(place(self.fields.sheet, CellName { row, col })));
            left_out.insert(number);
        }
        left_out
    }

    /// Takes back some of the steps.
    pub(super) fn leave_out(&mut self, left_out: &BTreeSet<usize>) {
        if left_out.is_empty() {
            return;
        }
        // The place that each step has among those that are left.
        let mut left = 0;
        let place_of: Vec<usize> = (0..self.steps.len())
            .map(|number| {
                let place = left;
                left += usize::from(!left_out.contains(&number));
                place
            })
            .collect();
        let place_of = |number: usize| place_of.get(number).copied().unwrap_or(left);
        let is_left = |number: &usize| !left_out.contains(number);
        for problem in &mut self.fields.problems {
            problem.row = problem.row.map(place_of);
        }
        self.fields.seen.renumber(place_of);
        let reported = std::mem::take(&mut self.reported).into_iter();
        self.reported =
            reported.filter(|(it, _)| is_left(it)).map(|(it, what)| (place_of(it), what)).collect();
        let inherited = std::mem::take(&mut self.inherited).into_iter();
        let inherited = inherited.filter(|((it, _), _)| is_left(it));
        self.inherited = inherited.map(|((it, col), from)| ((place_of(it), col), from)).collect();
        let mut number = 0..;
        self.rows.retain(|_| number.next().is_some_and(|number| is_left(&number)));
        let mut number = 0..;
        self.steps.retain(|_| number.next().is_some_and(|number| is_left(&number)));
    }
}
