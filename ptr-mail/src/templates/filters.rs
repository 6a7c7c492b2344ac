//! What the templates can do beyond Jinja's own: texts of people, instants, durations, plain text.

use std::sync::Arc;

use chrono::{DateTime, FixedOffset, TimeDelta};
use minijinja::value::{Kwargs, Value};
use minijinja::{AutoEscape, Environment, Error, ErrorKind, Output, State};
use ptr_core::language::{self, Language};

use super::moment;
use super::problem::Cause;
use super::words::{Words, defined};
use crate::html::{self, Breaks};

/// Adds filters and functions, bound to the language of their templates.
pub(super) fn add(environment: &mut Environment<'_>, language: &Language) {
    environment.add_filter("lines", lines);
    environment.add_filter("strong", strong);
    environment.add_filter("quoted", quoted);
    environment.add_filter("bar", bar);
    environment.add_filter("underlined", underlined);
    environment.add_filter("facts", facts);
    add_instants(environment, "date", language, moment::date);
    add_instants(environment, "time", language, moment::time);
    add_instants(environment, "datetime", language, moment::datetime);
    add_lengths(environment, "duration", language, language::duration);
    add_lengths(environment, "lateness", language, language::lateness);
    let words = Arc::new(Words::of(language));
    let own = Arc::clone(&words);
    environment.add_function("text", move |state: &State, id: &str, values: Option<Kwargs>| {
        own.text(state, id, values)
    });
    environment.add_function("word", move |id: &str| words.word(id));
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
    let escapes = matches!(state.auto_escape(), AutoEscape::Html) && !value.is_safe();
    match (escapes, value.as_str()) {
        (false, Some(text)) => out.write_str(text)?,
        (false, None) => write!(out, "{value}")?,
        (true, Some(text)) => html::write(out, text, Breaks::AsTheyAre)?,
        (true, None) => html::write(out, &value.to_string(), Breaks::AsTheyAre)?,
    }
    Ok(())
}

/// The text of a person with its line breaks.
fn lines(state: &State, typed: &str) -> Value {
    match state.auto_escape() {
        AutoEscape::Html => Value::from_safe_string(html::html_lines(typed)),
        _ => Value::from(typed),
    }
}

/// A name that must not be overlooked.
fn strong(name: &str) -> Value {
    Value::from_safe_string(format!("<strong>{}</strong>", html::html_lines(name)))
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

/// A heading of plain text: in capitals, and a line of dashes as long below it.
fn underlined(heading: &str) -> String {
    format!("{}\n{}", heading.to_uppercase(), "-".repeat(heading.chars().count()))
}

/// Names and values of plain text, one a line, the values below each other; names without a value
/// are left out, and have their room all the same.
fn facts(rows: &Value) -> Result<String, Error> {
    let pair = |row: Value| {
        Ok((row.get_item_by_index(0)?.to_string(), defined(row.get_item_by_index(1)?)?))
    };
    let rows = rows.try_iter()?.map(pair).collect::<Result<Vec<(String, Value)>, Error>>()?;
    let width = rows.iter().map(|(name, _)| name.chars().count()).max().unwrap_or(0).max(11);
    let indent = format!("\n{}", " ".repeat(width + 5));
    let told = rows.iter().filter(|(_, value)| value.is_true());
    let line = |(name, value): &(String, Value)| {
        // A name that fills its column stays on one line with its colon.
        let blank = if name.chars().count() == width { '\u{a0}' } else { ' ' };
        format!("  {name:width$}{blank}: {}", value.to_string().replace('\n', &indent))
    };
    Ok(told.map(line).collect::<Vec<_>>().join("\n"))
}

fn length(seconds: i64) -> TimeDelta {
    TimeDelta::try_seconds(seconds).unwrap_or(TimeDelta::MAX)
}

fn instant(text: &str) -> Result<DateTime<FixedOffset>, Error> {
    DateTime::parse_from_rfc3339(text).map_err(|error| {
        let cause = Cause::NotAnInstant { found: text.to_owned(), error: error.to_string() };
        cause.within(ErrorKind::InvalidOperation)
    })
}
