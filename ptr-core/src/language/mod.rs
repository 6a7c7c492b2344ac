//! The one place where data become sentences.
//!
//! Everywhere else a state, a fault or a refusal is data. Its words stand in `texts/`, one file of
//! [Project Fluent](https://projectfluent.org) a language, and the files of this folder feed them:
//! one a subject, for every language alike, with matches without a rest arm, so that nothing new
//! can be forgotten. Sentences are plain text on one line: whatever comes from outside is stripped
//! of control characters before it is quoted.
//!
//! A language is added by one file in `texts/` and no line of code, or by a user's own text:
//! [`Language::with_texts`].

mod catalogue;
mod drawings;
mod errors;
mod events;
mod expectations;
mod explanations;
mod labels;
mod phrases;
mod problems;
mod refusals;
#[cfg(test)]
mod tests;
mod text;
mod texts;
mod times;
mod value;

pub use crate::arguments;
pub use catalogue::Catalogue;
pub use fluent_bundle::FluentArgs;
pub use labels::state;
pub use refusals::reason;
pub use times::{duration, instant, lateness};
pub use value::{InvalidLanguage, Language};
