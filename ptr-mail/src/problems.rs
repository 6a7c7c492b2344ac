//! Everything that is wrong with one thing, told at once.
//!
//! Kept true: a list of problems is never empty, and stands in the order in which a person reads
//! what it is about.

use std::fmt;

use ptr_core::language::Language;

/// A kind of problem: what all problems of the kind are about.
pub trait ListedProblem {
    /// What cannot be done, in the words that stand above the list.
    fn title(language: &Language) -> String;

    /// What is wrong, in one line.
    fn message(&self, language: &Language) -> String;
}

/// All that is wrong with one thing: an error that lists every problem.
///
/// # Examples
///
/// ```
/// let error = serde_json::from_str::<ptr_mail::MailConfig>(r#"{"transport": "pigeon"}"#);
/// let told = error.err().ok_or("an error")?.to_string();
/// assert!(told.starts_with("the mail settings cannot be used\n  from: missing"), "{told}");
/// assert!(told.contains("\n  transport: found \"pigeon\""), "{told}");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProblemList<P> {
    problems: Vec<P>,
}

impl<P> ProblemList<P> {
    /// The error of these problems, of which there is at least one.
    pub(crate) fn new(problems: Vec<P>) -> Self {
        Self { problems }
    }

    /// All that was found. Never empty.
    pub fn problems(&self) -> &[P] {
        &self.problems
    }
}

impl<P: ListedProblem> ProblemList<P> {
    /// The title, and below it a line for each problem.
    pub fn message(&self, language: &Language) -> String {
        let lines = self.problems.iter().map(|problem| problem.message(language));
        [P::title(language)].into_iter().chain(lines).collect::<Vec<_>>().join("\n  ")
    }
}

impl<P: ListedProblem> fmt::Display for ProblemList<P> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message(&Language::english()))
    }
}

/// Errors are printed in English; `message` says them in any language.
macro_rules! printed_in_english {
    ($($error:ty),+) => {
        $(impl std::fmt::Display for $error {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(&self.message(&ptr_core::language::Language::english()))
            }
        })+
    };
}

pub(crate) use printed_in_english;

impl<P: ListedProblem + fmt::Debug> std::error::Error for ProblemList<P> {}
