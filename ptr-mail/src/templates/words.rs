//! The words of a language inside a template: `text` and `word`.
//!
//! Kept true: no value that a mail fills in passes through Fluent as text, so that nothing a
//! person typed is read as part of a message; in HTML, what comes from a message and what comes
//! from a value are each escaped once.

use std::fmt::Write as _;

use minijinja::value::{Kwargs, Value};
use minijinja::{AutoEscape, Error, ErrorKind, State};
use ptr_core::language::{FluentArgs, Language};

use crate::html::{self, Breaks};
use crate::texts::TEXTS;

/// Stands in a message for the values that are filled in, until they are.
const MARKS: [&str; 8] = [
    "\u{f0000}",
    "\u{f0001}",
    "\u{f0002}",
    "\u{f0003}",
    "\u{f0004}",
    "\u{f0005}",
    "\u{f0006}",
    "\u{f0007}",
];

/// A message with its values filled in, ready to stand where it is asked for: in HTML it is
/// markup, and so are those of the values that are safe.
///
/// Numbers choose between the forms of a message; other values are put in as they are.
pub(super) fn text(
    state: &State,
    id: &str,
    values: &Kwargs,
    language: &Language,
) -> Result<Value, Error> {
    let mut arguments = FluentArgs::new();
    let mut marked: Vec<Value> = Vec::new();
    for name in values.args() {
        let value = defined(values.get(name)?)?;
        match i64::try_from(value.clone()) {
            Ok(number) => arguments.set(name.to_owned(), number),
            Err(_) => {
                let mark = MARKS.get(marked.len()).ok_or_else(|| {
                    let most = format!("text {id:?} has more than {} values", MARKS.len());
                    Error::new(ErrorKind::TooManyArguments, most)
                })?;
                arguments.set(name.to_owned(), *mark);
                marked.push(value);
            }
        }
    }
    let message = TEXTS.text(language, id, &arguments);
    if message == id {
        return Err(missing(id, language));
    }
    let is_html = matches!(state.auto_escape(), AutoEscape::Html);
    let mut out = String::with_capacity(message.len() + 64);
    for character in message.chars() {
        let value =
            (character as u32).checked_sub(0xf_0000).and_then(|nth| marked.get(nth as usize));
        // Writing to a string cannot fail.
        match (value, is_html) {
            (Some(value), _) if value.is_none() => {}
            (Some(value), true) if !value.is_safe() => {
                _ = html::write(&mut out, &value.to_string(), Breaks::AsTheyAre);
            }
            (Some(value), _) => _ = write!(out, "{value}"),
            (None, false) => out.push(character),
            (None, true) => match character {
                '&' => out.push_str("&amp;"),
                '<' => out.push_str("&lt;"),
                '>' => out.push_str("&gt;"),
                '\u{a0}' => out.push_str("&nbsp;"),
                _ => out.push(character),
            },
        }
    }
    Ok(if is_html { Value::from_safe_string(out) } else { Value::from(out) })
}

/// A message without values, as a value to hand on: to a macro, or into a list.
pub(super) fn word(id: &str, language: &Language) -> Result<Value, Error> {
    let message = TEXTS.word(language, id);
    if message == id {
        return Err(missing(id, language));
    }
    Ok(Value::from(&*message))
}

/// The value, unless its name is not defined: handed on, it would leave an empty place.
pub(super) fn defined(value: Value) -> Result<Value, Error> {
    if value.is_undefined() { Err(Error::from(ErrorKind::UndefinedError)) } else { Ok(value) }
}

fn missing(id: &str, language: &Language) -> Error {
    let message = format!(
        "no text {id:?} in language {language}, or not with these values; \
         expected one of the files of the languages"
    );
    Error::new(ErrorKind::InvalidOperation, message)
}
