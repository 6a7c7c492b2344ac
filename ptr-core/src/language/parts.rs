//! What sentences of every language are put together from.

use std::fmt::Display;

use chrono::{DateTime, NaiveDateTime, TimeDelta, Timelike, Utc};
use chrono_tz::Tz;

use crate::id::StepId;
use crate::plan::{KnownNames, duration_text};
use crate::run::{Condition, Explanation};
use crate::state::State;

/// How many names of a list are told before the rest is only counted.
const MOST_NAMES: usize = 10;

/// How many characters of a value found are told.
const MOST_CHARACTERS: usize = 80;

/// `A, B and C`, or of very many `A, B, C… and 32 more`; `and` comes with its blanks, `more`
/// says how many of all are left out. A single name is never left out: it takes no more room than
/// saying so.
pub(super) fn list<T: Display>(
    names: &[T],
    total: usize,
    and: &str,
    more: impl FnOnce(usize) -> String,
) -> String {
    let most = if total > MOST_NAMES + 1 { MOST_NAMES } else { names.len() };
    let told: Vec<String> = names.iter().take(most).map(T::to_string).collect();
    match told.as_slice() {
        [] => String::new(),
        [name] => name.clone(),
        _ if told.len() < total => {
            format!("{}…{and}{}", told.join(", "), more(total - told.len()))
        }
        [names @ .., last] => format!("{}{and}{last}", names.join(", ")),
    }
}

/// The same of names that there are, each shortened.
pub(super) fn known(names: &KnownNames, and: &str, more: impl FnOnce(usize) -> String) -> String {
    let first: Vec<String> = names.first().iter().map(|name| short(name)).collect();
    list(&first, names.total(), and, more)
}

/// The steps of a circle, whole: `A -> B -> A`.
pub(super) fn path<T: Display>(steps: &[T]) -> String {
    steps.iter().map(T::to_string).collect::<Vec<_>>().join(" -> ")
}

/// The open prerequisites among the conditions, and the conditions of other kinds.
pub(super) fn prerequisites_apart(unmet: &[Condition]) -> (Vec<(&StepId, State)>, Vec<&Condition>) {
    let mut open = Vec::new();
    let mut others = Vec::new();
    for condition in unmet {
        match condition {
            Condition::OpenPrerequisite { step, state } => open.push((step, *state)),
            Condition::Asleep { .. }
            | Condition::StartNotReached { .. }
            | Condition::NoStart
            | Condition::BeyondHorizon { .. } => others.push(condition),
        }
    }
    (open, others)
}

/// The steps that hold the whole chain, unless they are just the prerequisites told anyway.
pub(super) fn blockers_not_told(explanation: &Explanation) -> &[(StepId, State)] {
    let (open, _) = prerequisites_apart(&explanation.unmet);
    // Both come in the order of their ids.
    let told =
        open.into_iter().eq(explanation.blockers.iter().map(|(blocker, state)| (blocker, *state)));
    if told { &[] } else { &explanation.blockers }
}

/// Text on one line, fit to stand in a sentence.
pub(super) fn one_line(text: &str) -> String {
    let blank =
        |c: char| if c.is_control() || matches!(c, '\u{2028}' | '\u{2029}') { ' ' } else { c };
    text.replace("\r\n", " ").chars().map(blank).collect()
}

/// The same, cut where it grows too long to read.
pub(super) fn short(text: &str) -> String {
    let mut line = one_line(text);
    if let Some((cut, _)) = line.char_indices().nth(MOST_CHARACTERS) {
        line.truncate(cut);
        line.push('…');
    }
    line
}

/// A sentence that begins with its place, or where it has none with a capital.
pub(super) fn placed(place: Option<String>, colon: &str, body: &str) -> String {
    match place {
        Some(place) => format!("{place}{colon}{body}"),
        None => capitalised(body),
    }
}

/// The same with a capital at its beginning.
pub(super) fn capitalised(text: &str) -> String {
    let mut rest = text.chars();
    rest.next().map_or_else(String::new, |first| first.to_uppercase().chain(rest).collect())
}

/// Whether a wall clock has to show seconds to tell this time exactly.
pub(super) fn has_seconds(time: &impl Timelike) -> bool {
    time.second() != 0 || time.nanosecond() != 0
}

/// The local time in data, if that is what it is.
pub(super) fn local(text: &str) -> Option<NaiveDateTime> {
    text.parse().ok()
}

/// The local time and offset in data, if that is what it is.
pub(super) fn with_offset(text: &str) -> Option<(NaiveDateTime, String)> {
    let time = DateTime::parse_from_rfc3339(text).ok()?;
    Some((time.naive_utc().checked_add_offset(*time.offset())?, time.offset().to_string()))
}

/// The length of time in data, if that is what it is.
pub(super) fn length(text: &str) -> Option<TimeDelta> {
    duration_text::parse(text)
}

/// An instant in a form of `strftime`, on the wall clock of a zone.
pub(super) fn shown(at: DateTime<Utc>, timezone: Tz, minutes: &str, seconds: &str) -> String {
    let local = at.with_timezone(&timezone);
    local.format(if has_seconds(&local) { seconds } else { minutes }).to_string()
}

/// A length of time without what is smaller than its two largest units.
pub(super) fn coarse(length: TimeDelta) -> TimeDelta {
    let seconds = length.num_seconds();
    let unit = match seconds.unsigned_abs() {
        0..3_600 => 1,
        3_600..86_400 => 60,
        86_400.. => 3_600,
    };
    TimeDelta::seconds(seconds - seconds % unit)
}

/// A length of time in words: `3 j 4 h 30`, `45 min`, `20 s`. `day` is the unit of days;
/// `bare_minutes` says whether minutes that end the words after hours do without their unit.
pub(super) fn duration(length: TimeDelta, day: &str, bare_minutes: bool) -> String {
    let seconds = length.num_seconds();
    let sign = if seconds < 0 { "-" } else { "" };
    let seconds = seconds.unsigned_abs();
    let (days, hours, minutes) = (seconds / 86_400, seconds / 3_600 % 24, seconds / 60 % 60);
    let seconds = seconds % 60;
    let mut words = Vec::new();
    if days > 0 {
        words.push(format!("{days} {day}"));
    }
    if hours > 0 {
        words.push(format!("{hours} h"));
    }
    if minutes > 0 && bare_minutes && hours > 0 && seconds == 0 {
        words.push(format!("{minutes:02}"));
    } else if minutes > 0 {
        words.push(format!("{minutes} min"));
    }
    if seconds > 0 {
        words.push(format!("{seconds} s"));
    }
    if words.is_empty() {
        words.push("0 min".to_owned());
    }
    format!("{sign}{}", words.join(" "))
}
