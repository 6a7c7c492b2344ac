//! What the templates can do beyond Jinja's own: texts of people, instants, durations.

use chrono::{DateTime, FixedOffset, TimeDelta};
use minijinja::value::Value;
use minijinja::{AutoEscape, Environment, Error, ErrorKind, Output, State};

use crate::moment;
use crate::text::{self, Breaks};
use ptr_core::language::{self, Language};

/// Adds the filters, bound to the language of their templates.
pub(super) fn add(environment: &mut Environment<'_>, language: &Language) {
    environment.add_filter("lines", lines);
    environment.add_filter("quoted", quoted);
    environment.add_filter("bar", bar);
    add_instants(environment, "date", language, moment::date);
    add_instants(environment, "time", language, moment::time);
    add_instants(environment, "datetime", language, moment::datetime);
    add_lengths(environment, "duration", language, language::duration);
    add_lengths(environment, "lateness", language, language::lateness);
}

fn add_instants(
    environment: &mut Environment<'_>,
    name: &'static str,
    language: &Language,
    told: fn(&DateTime<FixedOffset>, &Language) -> String,
) {
    let language = language.clone();
    let filter = move |at: &str| Ok::<_, Error>(told(&instant(at)?, &language));
    environment.add_filter(name, filter);
}

fn add_lengths(
    environment: &mut Environment<'_>,
    name: &'static str,
    language: &Language,
    told: fn(TimeDelta, &Language) -> String,
) {
    let language = language.clone();
    environment.add_filter(name, move |seconds: i64| told(length(seconds), &language));
}

/// Writes a value: escaped in HTML, and nothing for a value that is known to be absent.
///
/// An undefined name never comes here: it is an error before.
pub(super) fn write(out: &mut Output, state: &mut State, value: &Value) -> Result<(), Error> {
    if value.is_none() {
        return Ok(());
    }
    let html = matches!(state.auto_escape(), AutoEscape::Html) && !value.is_safe();
    match (html, value.as_str()) {
        (false, Some(text)) => out.write_str(text)?,
        (false, None) => write!(out, "{value}")?,
        (true, Some(text)) => text::write(out, text, Breaks::AsTheyAre)?,
        (true, None) => text::write(out, &value.to_string(), Breaks::AsTheyAre)?,
    }
    Ok(())
}

/// The text of a person with its line breaks.
fn lines(state: &State, typed: &str) -> Value {
    match state.auto_escape() {
        AutoEscape::Html => Value::from_safe_string(text::html_lines(typed)),
        _ => Value::from(typed),
    }
}

/// The text of a person as a mail quotes it, so that nobody takes it for the mail's own.
fn quoted(typed: &str) -> String {
    let mut text = String::with_capacity(typed.len() + 16);
    for (nth, line) in typed.lines().flat_map(|line| line.split('\r')).enumerate() {
        text.push_str(if nth > 0 { "\n>" } else { ">" });
        if !line.is_empty() {
            text.push(' ');
            text.push_str(line);
        }
    }
    text
}

/// Progress drawn in ten characters: full only at 100.
fn bar(percent: usize) -> String {
    let full = (percent / 10).min(10);
    format!("[{}{}]", "#".repeat(full), "-".repeat(10 - full))
}

fn length(seconds: i64) -> TimeDelta {
    TimeDelta::try_seconds(seconds).unwrap_or(TimeDelta::MAX)
}

fn instant(text: &str) -> Result<DateTime<FixedOffset>, Error> {
    DateTime::parse_from_rfc3339(text).map_err(|error| {
        let expected = "an instant with its offset, such as 2026-11-24T14:30:00+01:00";
        Error::new(ErrorKind::InvalidOperation, format!("{text:?} ({error}); expected {expected}"))
    })
}
