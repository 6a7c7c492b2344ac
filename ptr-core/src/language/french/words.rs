//! The words of French: names of things, lists, numbers, quotations, times.

use std::fmt::Display;

use chrono::{DateTime, TimeDelta, Utc};
use chrono_tz::Tz;

use crate::language::parts;
use crate::plan::KnownNames;

/// What stands between a place and what is wrong there: a colon, with its unbreakable blank.
pub(in crate::language) const COLON: &str = "\u{a0}: ";

pub(in crate::language) fn instant(at: DateTime<Utc>, timezone: Tz) -> String {
    parts::shown(at, timezone, "%d/%m/%Y à %H:%M", "%d/%m/%Y à %H:%M:%S")
}

/// A local time written down in data, as people write it; as it stands if it is none.
pub(super) fn local(text: &str) -> String {
    let form = |local: chrono::NaiveDateTime| {
        let seconds = parts::has_seconds(&local);
        local.format(if seconds { "%d/%m/%Y à %H:%M:%S" } else { "%d/%m/%Y à %H:%M" }).to_string()
    };
    match (parts::local(text), parts::with_offset(text)) {
        (Some(time), _) => form(time),
        (None, Some((time, offset))) => format!("{} (UTC{offset})", form(time)),
        (None, None) => parts::short(text),
    }
}

pub(in crate::language) fn duration(length: TimeDelta) -> String {
    parts::duration(length, "j", true)
}

/// A length of time written down in data, as people write it; as it stands if it is none.
pub(super) fn told_duration(text: &str) -> String {
    quote(parts::length(text).map_or_else(|| text.to_owned(), duration))
}

/// Names in a row: `A, B et C`.
pub(in crate::language) fn list<T: Display>(names: &[T]) -> String {
    parts::list(names, names.len(), " et ", others)
}

/// Names to choose from: `A, B ou C`.
pub(super) fn choice(names: &KnownNames) -> String {
    parts::known(names, " ou ", others)
}

fn others(left: usize) -> String {
    if left == 1 { "1 autre".to_owned() } else { format!("{left} autres") }
}

/// What there is instead of what was not found: `Phases du plan : A et B.`
pub(super) fn known(what: &str, none: &str, names: &KnownNames) -> String {
    let names = match names.total() {
        0 => none.to_owned(),
        _ => parts::known(names, " et ", others),
    };
    format!("{what}{COLON}{names}.")
}

/// A text from outside between guillemets, shortened.
pub(super) fn quote(text: impl AsRef<str>) -> String {
    guillemets(&parts::short(text.as_ref()))
}

/// A text from outside between guillemets, whole.
pub(super) fn quote_whole(text: &str) -> String {
    guillemets(&parts::one_line(text))
}

fn guillemets(text: &str) -> String {
    match text {
        "" => "(vide)".to_owned(),
        _ => format!("«\u{a0}{text}\u{a0}»"),
    }
}
