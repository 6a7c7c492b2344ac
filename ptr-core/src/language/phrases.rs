//! What sentences are put together from: quotations and lists of names.

use std::fmt::Display;

use super::text::{one_line, short};
use super::value::Language;
use crate::arguments;

/// How many names of a list are told before the rest is only counted.
const MOST_NAMES: usize = 10;

impl Language {
    /// A text from outside between quotation marks, shortened.
    pub(super) fn quote(&self, text: impl AsRef<str>) -> String {
        self.marked(&short(text.as_ref()))
    }

    /// A text from outside between quotation marks, whole.
    pub(super) fn quote_whole(&self, text: &str) -> String {
        self.marked(&one_line(text))
    }

    fn marked(&self, text: &str) -> String {
        match text {
            "" => self.word("quoted-nothing").into_owned(),
            _ => self.text("quoted", &arguments!(text = text)),
        }
    }

    /// Names in a row: `A, B et C`.
    pub(super) fn list<T: Display>(&self, names: &[T]) -> String {
        self.row(names, ["list", "list-cut"])
    }

    /// Names to choose from: `A, B ou C`.
    pub(super) fn choice<T: Display>(&self, names: &[T]) -> String {
        self.row(names, ["choice", "choice-cut"])
    }

    /// `A, B et C`, or of very many `A, B, C… et 32 autres`. A single name is never left out: it
    /// takes no more room than saying so.
    fn row<T: Display>(&self, names: &[T], [whole, cut]: [&str; 2]) -> String {
        let joined = |names: &[T]| names.iter().map(T::to_string).collect::<Vec<_>>().join(", ");
        match names {
            [] => String::new(),
            [name] => name.to_string(),
            [first @ .., last] if first.len() <= MOST_NAMES => {
                self.text(whole, &arguments!(names = joined(first), last = last.to_string()))
            }
            names => {
                let (told, left) = names.split_at(MOST_NAMES);
                self.text(cut, &arguments!(names = joined(told), left = left.len()))
            }
        }
    }
}
