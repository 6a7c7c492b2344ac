//! Everything that is wrong with one thing, told at once.
//!
//! Kept true: a list of problems is never empty, and stands in the order in which a person reads
//! what it is about.

use std::fmt;

/// A kind of problem: what all problems of the kind are about.
pub trait Problem: fmt::Display {
    /// What cannot be done, in the words that stand above the list.
    const TITLE: &'static str;
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
pub struct Problems<P> {
    problems: Vec<P>,
}

impl<P> Problems<P> {
    /// The error of these problems, of which there is at least one.
    pub(crate) fn new(problems: Vec<P>) -> Self {
        Self { problems }
    }

    /// All that was found. Never empty.
    pub fn problems(&self) -> &[P] {
        &self.problems
    }
}

impl<P: Problem> fmt::Display for Problems<P> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(P::TITLE)?;
        self.problems.iter().try_for_each(|problem| write!(f, "\n  {problem}"))
    }
}

impl<P: Problem + fmt::Debug> std::error::Error for Problems<P> {}
