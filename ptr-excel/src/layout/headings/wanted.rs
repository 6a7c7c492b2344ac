//! The columns that a layout wants, asked about all at once: the search for a heading row looks at
//! many texts that name none of them.

use std::borrow::Cow;
use std::collections::HashMap;

use super::row::{TextRow, lines};
use crate::layout::column::{Column, Known};
use crate::value::normal;

/// The wanted columns by their names, so that a text is looked up among all of them at once.
pub(super) struct WantedColumns<'w> {
    /// Whether a row names the column, while it is looked at.
    is_named: Vec<bool>,
    /// By [`normal`] name, the places of the columns that are known by it.
    names: HashMap<Cow<'w, str>, Vec<usize>>,
    /// The columns that are known by a test.
    tests: Vec<(usize, Test)>,
}

type Test = fn(&str) -> bool;

impl<'w> WantedColumns<'w> {
    pub(super) fn of(wanted: &'w [(&Column, Known)]) -> Self {
        let is_named = vec![false; wanted.len()];
        let mut found = Self { is_named, names: HashMap::new(), tests: Vec::new() };
        for (place, (column, known)) in wanted.iter().enumerate() {
            let mut name = |name: Cow<'w, str>| {
                if !name.is_empty() {
                    found.names.entry(name).or_default().push(place);
                }
            };
            match (column, known) {
                (Column::Absent, _) => {}
                (Column::Named(called), _) => name(normal(called).into()),
                (Column::Default, Known::Words(groups)) => {
                    groups.iter().copied().flatten().for_each(|word| name((*word).into()));
                }
                (Column::Default, Known::Like(test)) => found.tests.push((place, *test)),
            }
        }
        found
    }

    /// How many of the columns a row names, or two rows together, whose texts are normal.
    pub(super) fn named_by(&mut self, upper: Option<&TextRow>, lower: &TextRow) -> usize {
        self.is_named.fill(false);
        for (_, upper, own) in lines(upper, lower) {
            if !upper.is_empty() {
                self.note(&[upper, own].concat());
            }
            self.note(own);
        }
        self.is_named.iter().filter(|is_named| **is_named).count()
    }

    fn note(&mut self, name: &str) {
        for place in self.names.get(name).into_iter().flatten() {
            self.is_named[*place] = true;
        }
        for (place, test) in &self.tests {
            self.is_named[*place] |= test(name);
        }
    }
}
