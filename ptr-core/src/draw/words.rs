//! What a drawing says in words, asked of whoever knows the language.

use chrono::{DateTime, Utc};
use chrono_tz::Tz;

use crate::state::State;

/// The words of drawings in one language; a `Language` has them.
///
/// ```
/// use ptr_core::language::Language;
/// use ptr_core::{DrawWords, State};
/// let words = Language::english();
/// assert_eq!(DrawWords::state(&words, State::Ready, false), "ready");
/// ```
pub trait DrawWords {
    /// The language's code of ISO 639.
    fn code(&self) -> &str;
    /// The state of a step, and where it was skipped, that.
    fn state(&self, state: State, skipped: bool) -> String;
    /// An instant on the wall clock of a zone.
    fn instant(&self, at: DateTime<Utc>, timezone: Tz) -> String;
    /// What stands before the entries of the legend.
    fn legend(&self) -> String;
    /// The title of a frame that goes on in a further row.
    fn continued(&self, title: &str) -> String;
    /// So many steps and lines, with states or without, for who does not see the picture.
    fn description(&self, steps: usize, lines: usize, states: bool) -> String;
}
