//! The words of English: names of things, lists, numbers, quotations, times.

use std::fmt::Display;

use chrono::{DateTime, TimeDelta, Utc};
use chrono_tz::Tz;

use crate::language::parts;
use crate::plan::KnownNames;

pub(in crate::language) fn instant(at: DateTime<Utc>, timezone: Tz) -> String {
    parts::shown(at, timezone, "%Y-%m-%d %H:%M", "%Y-%m-%d %H:%M:%S")
}

/// A local time written down in data, as people write it; as it stands if it is none.
pub(super) fn local(text: &str) -> String {
    let form = |local: chrono::NaiveDateTime| {
        let seconds = parts::has_seconds(&local);
        local.format(if seconds { "%Y-%m-%d %H:%M:%S" } else { "%Y-%m-%d %H:%M" }).to_string()
    };
    match (parts::local(text), parts::with_offset(text)) {
        (Some(time), _) => form(time),
        (None, Some((time, offset))) => format!("{} (UTC{offset})", form(time)),
        (None, None) => parts::short(text),
    }
}

pub(in crate::language) fn duration(length: TimeDelta) -> String {
    parts::duration(length, "d", false)
}

/// A length of time written down in data, as people write it; as it stands if it is none.
pub(super) fn told_duration(text: &str) -> String {
    quote(parts::length(text).map_or_else(|| text.to_owned(), duration))
}

/// Names in a row: `A, B and C`.
pub(super) fn list<T: Display>(names: &[T]) -> String {
    parts::list(names, names.len(), " and ", more)
}

fn more(left: usize) -> String {
    format!("{left} more")
}

/// Names to choose from: `A, B or C`.
pub(super) fn choice(names: &KnownNames) -> String {
    parts::known(names, " or ", more)
}

/// What there is instead of what was not found: `phases of the plan: A and B.`
pub(super) fn known(what: &str, names: &KnownNames) -> String {
    let names = match names.total() {
        0 => "none".to_owned(),
        _ => parts::known(names, " and ", more),
    };
    format!("{what}: {names}.")
}

/// A text from outside between quotation marks, shortened.
pub(super) fn quote(text: impl AsRef<str>) -> String {
    marks(&parts::short(text.as_ref()))
}

/// A text from outside between quotation marks, whole.
pub(super) fn quote_whole(text: &str) -> String {
    marks(&parts::one_line(text))
}

fn marks(text: &str) -> String {
    match text {
        "" => "(empty)".to_owned(),
        _ => format!("\"{text}\""),
    }
}
