//! The texts of a drawing, in the language of the caller.

use chrono::{DateTime, FixedOffset, NaiveDateTime, TimeDelta, Utc};
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
    /// A length of time.
    fn duration(&self, length: TimeDelta) -> String;
    /// The title of the legend.
    fn legend(&self) -> String;
    /// The title of a frame that continues in the next row.
    fn continued(&self, title: &str) -> String;
    /// An alternative text for screen readers: how many steps and lines are drawn, and whether
    /// states are shown.
    fn description(&self, steps: usize, lines: usize, states: bool) -> String;
    /// A text of a timeline.
    fn timeline(&self, text: TimelineText<'_>) -> String;
    /// The text at a tick of a timeline's axis.
    fn tick(&self, local: NaiveDateTime, form: TickForm) -> String;
}

/// How the text at a tick of a timeline's axis is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TickForm {
    /// `22:00`
    Time,
    /// `sam. 28`
    Weekday,
    /// `28`
    DayOfMonth,
    /// `28/03`
    Date,
    /// `sam. 28/03/2026`
    FullDay,
    /// `mars`
    Month,
    /// `mars 2026`
    MonthOfYear,
    /// `2026`
    Year,
}

/// The texts of a timeline, each with its data.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TimelineText<'t> {
    /// The word for such a drawing.
    Title,
    /// The instant of the view.
    Now,
    /// The expected end, and by how much it is later than planned; negative if earlier.
    End {
        /// The expected end, as a text.
        end: &'t str,
        /// By how much it is later than planned.
        delay: TimeDelta,
    },
    /// Nothing is left to expect.
    NoEnd,
    /// For screen readers: what is drawn.
    Description {
        /// The steps with a row of their own.
        rows: usize,
        /// The steps drawn together.
        folded: usize,
        /// The steps before or after the axis.
        outside: usize,
    },
    /// How many steps of a group are terminated.
    Terminated {
        /// The terminated ones.
        terminated: usize,
        /// All of them.
        steps: usize,
    },
    /// How many steps of a group have no row of their own.
    Folded(usize),
    /// How many steps of a group lie before or after the axis.
    Outside(usize),
    /// The title of the group of steps without a team.
    NoTeam,
    /// The title of the group of steps that are assigned to nobody.
    Nobody,
    /// The title of the group that stands for this many others.
    Others(usize),
    /// The title of the steps that are not expected: asleep, or waiting for one that sleeps.
    Unexpected,
    /// The steps without a planned start.
    Undated {
        /// How many there are.
        steps: usize,
        /// The ids of the first of them, as one text.
        ids: &'t str,
    },
    /// The clocks change to this offset from UTC.
    ClockChange(FixedOffset),
    /// In the legend: planned.
    Plan,
    /// In the legend: what happened.
    Actual,
    /// In the legend: what is expected.
    Forecast,
    /// In the legend: the total slack.
    Slack,
    /// In the legend, and in the titles of bars: the critical path.
    Critical,
    /// In the legend: a milestone.
    Milestone,
    /// In the legend, and beside the name of a milestone: by it something must be over.
    RequiredEnd,
    /// In the legend: steps drawn together.
    Together,
}
