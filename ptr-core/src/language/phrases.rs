//! Parts of sentences: quotations and lists of names.

use std::fmt::Display;

use super::text::{one_line, short};
use super::value::Language;
use crate::arguments;
use crate::plan::KnownNames;

/// The most names of a list; further ones are counted.
const MOST_NAMES: usize = 10;

impl Language {
    /// A text from outside in quotation marks, shortened.
    pub(super) fn quote(&self, text: impl AsRef<str>) -> String {
        self.marked(&short(text.as_ref()))
    }

    /// A text from outside in quotation marks, not shortened.
    pub(super) fn quote_whole(&self, text: &str) -> String {
        self.marked(&one_line(text))
    }

    fn marked(&self, text: &str) -> String {
        match text {
            "" => self.word("quoted-nothing").into_owned(),
            _ => self.text("quoted", &arguments!(text = text)),
        }
    }

    /// A list of names: `A, B et C`.
    pub(super) fn list<T: Display>(&self, names: &[T]) -> String {
        self.row(names, names.len(), ["list", "list-cut"])
    }

    /// The first of so many names: `A, B, C… et 32 autres`.
    pub(super) fn first_of(&self, names: &[String], total: usize) -> String {
        self.row(names, total, ["list", "list-cut"])
    }

    /// The existing names, each shortened: `A, B et C`.
    pub(super) fn known(&self, names: &KnownNames) -> String {
        self.row(&shortened(names), names.total(), ["list", "list-cut"])
    }

    /// Names to choose from, each shortened: `A, B ou C`.
    pub(super) fn choice(&self, names: &KnownNames) -> String {
        self.row(&shortened(names), names.total(), ["choice", "choice-cut"])
    }

    /// `A, B et C`; if there are too many, `A, B, C… et 32 autres`. A single further name is
    /// written instead of counted.
    fn row<T: Display>(&self, names: &[T], total: usize, [whole, cut]: [&str; 2]) -> String {
        let joined = |names: &[T]| names.iter().map(T::to_string).collect::<Vec<_>>().join(", ");
        match names {
            [] => String::new(),
            [name] => name.to_string(),
            [first @ .., last] if total <= MOST_NAMES + 1 => {
                self.text(whole, &arguments!(names = joined(first), last = last.to_string()))
            }
            names => {
                let told = &names[..names.len().min(MOST_NAMES)];
                self.text(cut, &arguments!(names = joined(told), left = total - told.len()))
            }
        }
    }
}

fn shortened(names: &KnownNames) -> Vec<String> {
    names.first().iter().map(|name| short(name)).collect()
}
