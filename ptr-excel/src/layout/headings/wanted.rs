//! The columns that a layout wants, asked about all at once: the search for a heading row looks at
//! many texts that name none of them.

use std::borrow::Cow;
use std::collections::HashMap;

use super::row::{TextRow, lines};
use crate::a1::column_of_letters;
use crate::layout::column::{Column, Known};
use crate::value::{normal, trim};

/// The wanted columns by their names, so that a text is looked up among all of them at once.
pub(super) struct WantedColumns<'w> {
    /// Whether a row names the column, while it is looked at; and whether as the layout spells it.
    is_named: Vec<bool>,
    is_exact: Vec<bool>,
    /// How many of the columns have names: those given by their letter have none.
    named: usize,
    /// By [`normal`] name, the places of the columns that are known by it.
    names: HashMap<Cow<'w, str>, Vec<usize>>,
    /// By the layout's own name for it, the places of the columns.
    spelled: HashMap<&'w str, Vec<usize>>,
    /// The columns that are known by a test.
    tests: Vec<(usize, Test)>,
}

type Test = fn(&str) -> bool;

impl<'w> WantedColumns<'w> {
    /// Of a sheet that uses so many columns.
    pub(super) fn of(wanted: &'w [(&Column, Known)], width: u32) -> Self {
        let mut found = Self {
            is_named: vec![false; wanted.len()],
            is_exact: vec![false; wanted.len()],
            named: 0,
            names: HashMap::new(),
            spelled: HashMap::new(),
            tests: Vec::new(),
        };
        for (place, (column, known)) in wanted.iter().enumerate() {
            let mut name = |name: Cow<'w, str>| {
                if !name.is_empty() {
                    found.names.entry(name).or_default().push(place);
                }
            };
            match (column, known) {
                (Column::Absent, _) => continue,
                (Column::Default, known) if known.are_none() => continue,
                (Column::Named(letters), _)
                    if column_of_letters(letters, Some(width)).is_some() =>
                {
                    continue;
                }
                (Column::Named(called), _) => {
                    name(normal(called).into());
                    found.spelled.entry(trim(called)).or_default().push(place);
                }
                (Column::Default, Known::Words(groups)) => {
                    groups.iter().flatten().for_each(|word| name(word.as_str().into()));
                }
                (Column::Default, Known::Like(test)) => found.tests.push((place, *test)),
            }
            found.named += 1;
        }
        found
    }

    /// How long a heading may be in bytes, blanks and signs included, that names one of the columns.
    pub(super) fn longest(&self) -> usize {
        let longest = self.names.keys().map(|name| name.len()).max();
        longest.unwrap_or(0).max(32) * 4
    }

    /// How many of the columns have names by which a row can name them.
    pub(super) fn named(&self) -> usize {
        self.named
    }

    /// How many of the columns a row names, or two rows together, and how many of these as the
    /// layout spells them. Each row comes with its [`normal`] texts.
    pub(super) fn named_by(
        &mut self,
        upper: Option<(&TextRow, &TextRow)>,
        lower: (&TextRow, &TextRow),
    ) -> (usize, usize) {
        self.is_named.fill(false);
        self.is_exact.fill(false);
        for (_, upper, own) in lines(upper.map(|(_, normal)| normal), lower.1) {
            if !upper.is_empty() {
                self.note(&[upper, own].concat());
            }
            self.note(own);
        }
        if !self.spelled.is_empty() {
            for (_, upper, own) in lines(upper.map(|(text, _)| text), lower.0) {
                if !upper.is_empty() {
                    self.note_spelled(&[upper, " ", own].concat());
                }
                self.note_spelled(own);
            }
        }
        let count = |is: &[bool]| is.iter().filter(|is| **is).count();
        (count(&self.is_named), count(&self.is_exact))
    }

    fn note(&mut self, name: &str) {
        for place in self.names.get(name).into_iter().flatten() {
            self.is_named[*place] = true;
        }
        for (place, test) in &self.tests {
            self.is_named[*place] |= test(name);
        }
    }

    fn note_spelled(&mut self, text: &str) {
        for place in self.spelled.get(trim(text)).into_iter().flatten() {
            self.is_named[*place] = true;
            self.is_exact[*place] = true;
        }
    }
}
