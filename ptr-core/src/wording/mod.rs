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

mod english;
mod french;
mod labels;
mod parts;
#[cfg(test)]
mod tests;

use std::fmt;
use std::str::FromStr;

use chrono::{DateTime, TimeDelta, Utc};
use chrono_tz::Tz;
use serde::{Deserialize, Serialize};

use crate::id::InvalidCode;
use crate::plan::Problem;
use crate::run::Event;
use crate::run::Reason;
use crate::run::ReplayError;
use crate::run::{Condition, Explanation};
use crate::schedule::ScheduleError;
use crate::state::State;

/// A language that people are addressed in.
///
/// ```
/// use ptr_core::State;
/// use ptr_core::wording::Language;
///
/// let language: Language = "fr".parse()?;
/// assert_eq!(language, Language::default());
/// assert_eq!(State::Overdue.label(language), "en retard");
/// # Ok::<(), ptr_core::InvalidCode>(())
/// ```
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize,
)]
pub enum Language {
    /// French, the users' own.
    #[default]
    #[serde(rename = "fr")]
    French,
    /// English.
    #[serde(rename = "en")]
    English,
}

use Language::{English, French};

impl Language {
    /// Every language, in the order in which they are offered.
    pub const ALL: [Language; 2] = [French, English];

    /// Its code of ISO 639: `fr`.
    pub const fn code(self) -> &'static str {
        match self {
            French => "fr",
            English => "en",
        }
    }
}

impl fmt::Display for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.code())
    }
}

impl FromStr for Language {
    type Err = InvalidCode;

    fn from_str(text: &str) -> Result<Self, InvalidCode> {
        Language::ALL.into_iter().find(|language| language.code() == text).ok_or_else(|| {
            InvalidCode { what: "language", found: text.to_owned(), expected: "fr or en" }
        })
    }
}

/// What is wrong: where, the value found, what was expected, what to do.
///
/// Rows are counted from 1, as people count them.
pub fn problem(problem: &Problem, language: Language) -> String {
    match language {
        French => french::problems::problem(problem),
        English => english::problems::problem(problem),
    }
}

/// A reason against a command, as one sentence or a few; times are told in `timezone`.
pub fn reason(reason: &Reason, timezone: Tz, language: Language) -> String {
    match language {
        French => french::refusals::reason(reason, timezone),
        English => english::refusals::reason(reason, timezone),
    }
}

/// An instant on the wall clock of `timezone`, to the minute, or to the second where it has
/// some: `28/03/2026 à 22:00`, `2026-03-28 22:00`.
pub fn instant(at: DateTime<Utc>, timezone: Tz, language: Language) -> String {
    match language {
        French => french::words::instant(at, timezone),
        English => english::words::instant(at, timezone),
    }
}

/// A length of time in words, to the second: `2 h 30`, `3 j 4 h`, `45 min`; `2 h 30 min`.
///
/// A day is 24 hours. What is left of a second is cut off.
///
/// ```
/// use chrono::TimeDelta;
/// use ptr_core::wording::{duration, Language};
/// assert_eq!(duration(TimeDelta::minutes(150), Language::French), "2 h 30");
/// assert_eq!(duration(TimeDelta::hours(76), Language::English), "3 d 4 h");
/// ```
pub fn duration(length: TimeDelta, language: Language) -> String {
    match language {
        French => french::words::duration(length),
        English => english::words::duration(length),
    }
}

/// How late a step is, to its two largest units: `retard de 3 j 4 h`, `late by 2 h 30`.
pub fn lateness(late: TimeDelta, language: Language) -> String {
    let late = duration(parts::coarse(late), language);
    match language {
        French => format!("retard de {late}"),
        English => format!("late by {late}"),
    }
}

/// The state of a step, and where it was skipped, that: `terminée, ignorée`.
pub fn state(state: State, skipped: bool, language: Language) -> &'static str {
    match (skipped && state == State::Terminated, language) {
        (false, _) => state.label(language),
        (true, French) => "terminée, ignorée",
        (true, English) => "terminated, skipped",
    }
}

/// Text from outside on one line, fit to stand in a sentence or a title.
pub(crate) fn one_line(text: &str) -> String {
    parts::one_line(text)
}

pub(crate) fn event(event: &Event, language: Language) -> String {
    match language {
        French => french::events::event(event),
        English => english::events::event(event),
    }
}

pub(crate) fn condition(condition: &Condition, timezone: Tz, language: Language) -> String {
    match language {
        French => french::explanations::condition(condition, timezone),
        English => english::explanations::condition(condition, timezone),
    }
}

pub(crate) fn explanation(
    explanation: &Explanation,
    timezone: Tz,
    language: Language,
) -> Vec<String> {
    match language {
        French => french::explanations::explanation(explanation, timezone),
        English => english::explanations::explanation(explanation, timezone),
    }
}

pub(crate) fn schedule_error(error: &ScheduleError, language: Language) -> String {
    match language {
        French => french::errors::schedule(error),
        English => english::errors::schedule(error),
    }
}

pub(crate) fn replay_error(error: &ReplayError, language: Language) -> String {
    match language {
        French => french::errors::replay(error),
        English => english::errors::replay(error),
    }
}
