//! Converts data to sentences; nothing else in the crate does.
//!
//! Elsewhere states, problems and refusals are data. Their texts are in `texts/`, one [Project
//! Fluent](https://projectfluent.org) file per language. The files of this folder select messages
//! and pass their arguments: one file per subject, for all languages, with exhaustive matches, so
//! that the compiler reports a missing case. Sentences are plain text on one line; control
//! characters are removed from quoted input.
//!
//! A language is added by one file in `texts/`, without code, or by a user's own text:
//! [`Language::with_texts`].

mod catalogue;
mod data;
mod differences;
mod drawings;
mod drift;
mod errors;
mod events;
mod expectations;
mod explanations;
mod findings;
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
pub use data::{of_data, system_words};
pub use fluent_bundle::FluentArgs;
pub use labels::state;
pub use refusals::reason;
pub use times::{duration, instant, lateness};
pub use value::{InvalidLanguage, Language, NotFluent};
