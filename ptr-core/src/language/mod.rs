//! The one place a language where data become sentences.
//!
//! Everywhere else a state, a fault or a refusal is data. Here each has its words, in
//! [`French`] first and in [`English`]; one file a subject, the same files for both languages,
//! and matches without a rest arm, so that nothing new can be forgotten in either. Sentences are
//! plain text on one line: whatever comes from outside is stripped of control characters before
//! it is quoted.
//!
//! French uses the straight apostrophe, as the headings of the workbooks do, and one kind of
//! unbreakable blank (U+00A0), inside guillemets and before `:`, `;`, `?` and `!`; every mail
//! client and terminal knows that one. Steps are told in the feminine: *une étape est prête*.

mod catalogue;
mod english;
mod french;
mod labels;
mod parts;
#[cfg(test)]
mod tests;
mod value;

use std::borrow::Cow;
use std::sync::LazyLock;

use chrono::{DateTime, TimeDelta, Utc};
use chrono_tz::Tz;
pub use fluent_bundle::FluentArgs;
use include_dir::include_dir;

pub use crate::arguments;
pub use catalogue::Catalogue;
pub use value::{InvalidLanguage, Language};

use crate::plan::Problem;
use crate::run::Event;
use crate::run::Reason;
use crate::run::ReplayError;
use crate::run::{Condition, Explanation};
use crate::schedule::ScheduleError;
use crate::state::State;

/// The texts of this crate.
static TEXTS: LazyLock<Catalogue> =
    LazyLock::new(|| Catalogue::new(&include_dir!("$CARGO_MANIFEST_DIR/src/language/texts")));

/// What is wrong: where, the value found, what was expected, what to do.
///
/// Rows are counted from 1, as people count them.
pub fn problem(problem: &Problem, language: &Language) -> String {
    match language.code() {
        "fr" => french::problems::problem(problem),
        _ => english::problems::problem(problem),
    }
}

/// A reason against a command, as one sentence or a few; times are told in `timezone`.
pub fn reason(reason: &Reason, timezone: Tz, language: &Language) -> String {
    match language.code() {
        "fr" => french::refusals::reason(reason, timezone),
        _ => english::refusals::reason(reason, timezone),
    }
}

/// An instant on the wall clock of `timezone`, to the minute, or to the second where it has
/// some: `28/03/2026 à 22:00`, `2026-03-28 22:00`.
pub fn instant(at: DateTime<Utc>, timezone: Tz, language: &Language) -> String {
    match language.code() {
        "fr" => french::words::instant(at, timezone),
        _ => english::words::instant(at, timezone),
    }
}

/// A length of time in words, to the second: `2 h 30`, `3 j 4 h`, `45 min`; `2 h 30 min`.
///
/// A day is 24 hours. What is left of a second is cut off.
///
/// ```
/// use chrono::TimeDelta;
/// use ptr_core::language::{duration, Language};
/// assert_eq!(duration(TimeDelta::minutes(150), &Language::french()), "2 h 30");
/// assert_eq!(duration(TimeDelta::hours(76), &Language::english()), "3 d 4 h");
/// ```
pub fn duration(length: TimeDelta, language: &Language) -> String {
    match language.code() {
        "fr" => french::words::duration(length),
        _ => english::words::duration(length),
    }
}

/// How late a step is, to its two largest units: `retard de 3 j 4 h`, `late by 2 h 30`.
pub fn lateness(late: TimeDelta, language: &Language) -> String {
    let late = duration(parts::coarse(late), language);
    match language.code() {
        "fr" => format!("retard de {late}"),
        _ => format!("late by {late}"),
    }
}

/// The state of a step, and where it was skipped, that: `terminée, ignorée`.
pub fn state(state: State, skipped: bool, language: &Language) -> Cow<'_, str> {
    if skipped && state == State::Terminated {
        return TEXTS.word(language, "state-skipped");
    }
    state.label(language)
}

/// Text from outside on one line, fit to stand in a sentence or a title.
pub(crate) fn one_line(text: &str) -> String {
    parts::one_line(text)
}

pub(crate) fn event(event: &Event, language: &Language) -> String {
    match language.code() {
        "fr" => french::events::event(event),
        _ => english::events::event(event),
    }
}

pub(crate) fn condition(condition: &Condition, timezone: Tz, language: &Language) -> String {
    match language.code() {
        "fr" => french::explanations::condition(condition, timezone),
        _ => english::explanations::condition(condition, timezone),
    }
}

pub(crate) fn explanation(
    explanation: &Explanation,
    timezone: Tz,
    language: &Language,
) -> Vec<String> {
    match language.code() {
        "fr" => french::explanations::explanation(explanation, timezone),
        _ => english::explanations::explanation(explanation, timezone),
    }
}

pub(crate) fn schedule_error(error: &ScheduleError, language: &Language) -> String {
    match language.code() {
        "fr" => french::errors::schedule(error),
        _ => english::errors::schedule(error),
    }
}

pub(crate) fn replay_error(error: &ReplayError, language: &Language) -> String {
    match language.code() {
        "fr" => french::errors::replay(error),
        _ => english::errors::replay(error),
    }
}
