//! What the templates can do beyond Jinja's own: texts of people, instants, durations.

use chrono::{DateTime, FixedOffset};
use minijinja::value::Value;
use minijinja::{AutoEscape, Environment, Error, ErrorKind, Output, State};

use crate::language::Language;
use crate::moment;
use crate::text::{self, Breaks};

/// Adds the filters, bound to the language of their templates.
pub(super) fn add(environment: &mut Environment<'_>, language: Language) {
    environment.add_filter("lines", lines);
    environment
        .add_filter("date", move |at: &str| Ok::<_, Error>(moment::date(&instant(at)?, language)));
    environment
        .add_filter("time", move |at: &str| Ok::<_, Error>(moment::time(&instant(at)?, language)));
    environment.add_filter("datetime", move |at: &str| {
        Ok::<_, Error>(moment::datetime(&instant(at)?, language))
    });
    environment.add_filter("duration", move |seconds: i64| moment::duration(seconds, language));
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

fn instant(text: &str) -> Result<DateTime<FixedOffset>, Error> {
    DateTime::parse_from_rfc3339(text).map_err(|error| {
        let expected = "an instant with its offset, such as 2026-11-24T14:30:00+01:00";
        Error::new(ErrorKind::InvalidOperation, format!("{text:?} ({error}); expected {expected}"))
    })
}
