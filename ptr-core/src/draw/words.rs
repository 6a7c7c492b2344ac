//! The texts of a drawing, in the language of the caller.

use chrono::{DateTime, Utc};
use chrono_tz::Tz;

use crate::state::State;

/// The texts of drawings in one language; a `Language` implements it.
///
/// ```
/// use ptr_core::language::Language;
/// use ptr_core::{DrawWords, State};
/// let words = Language::english();
/// assert_eq!(DrawWords::state(&words, State::Ready, false), "ready");
/// ```
pub trait DrawWords {
    /// The language's code according to ISO 639.
    fn code(&self) -> &str;
    /// The name of a step's state; says so if the step is put aside, skipped or abandoned.
    fn state(&self, state: State, aside: bool) -> String;
    /// An instant as local time of a time zone.
    fn instant(&self, at: DateTime<Utc>, timezone: Tz) -> String;
    /// The title of the legend.
    fn legend(&self) -> String;
    /// The title of a frame that continues in the next row.
    fn continued(&self, title: &str) -> String;
    /// An alternative text for screen readers: how many steps and lines are drawn, and whether
    /// states are shown.
    fn description(&self, steps: usize, lines: usize, states: bool) -> String;
}
