//! The words of a language inside a template: `text` and `word`.
//!
//! Kept true: no value that a mail fills in passes through Fluent as text, so that nothing a
//! person typed is read as part of a message; in HTML, what comes from a message and what comes
//! from a value are each escaped once.

use std::borrow::Cow;
use std::collections::HashMap;
use std::fmt::Write as _;
use std::sync::RwLock;

use minijinja::value::{Kwargs, Value};
use minijinja::{AutoEscape, Error, ErrorKind, State};
use ptr_core::language::{FluentArgs, Language};

use super::problem::Cause;
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

/// The words of one language. Messages without values are prepared once and then kept.
#[derive(Default)]
pub(super) struct Words {
    language: Language,
    plain: Kept,
    html: Kept,
}

type Kept = RwLock<HashMap<String, Value>>;

impl Words {
    pub(super) fn of(language: &Language) -> Self {
        Self { language: language.clone(), ..Self::default() }
    }

    /// A message with its values filled in, ready to stand where it is asked for: in HTML it is
    /// markup, and so are those of the values that are safe.
    ///
    /// Numbers choose between the forms of a message; other values are put in as they are.
    pub(super) fn text(
        &self,
        state: &State,
        id: &str,
        values: Option<Kwargs>,
    ) -> Result<Value, Error> {
        let is_html = matches!(state.auto_escape(), AutoEscape::Html);
        let fill = |arguments: &FluentArgs<'_>, values: &[Value]| {
            Ok(filled(&self.message(id, arguments)?, values, is_html))
        };
        match values {
            Some(values) => {
                let (arguments, marked) = arguments(id, &values)?;
                fill(&arguments, &marked)
            }
            None if is_html => kept(&self.html, id, || fill(&FluentArgs::new(), &[])),
            None => self.word(id),
        }
    }

    /// A message without values, as a value to hand on: to a macro, or into a list.
    pub(super) fn word(&self, id: &str) -> Result<Value, Error> {
        kept(&self.plain, id, || Ok(Value::from(&*self.message(id, &FluentArgs::new())?)))
    }

    fn message(&self, id: &str, arguments: &FluentArgs<'_>) -> Result<Cow<'_, str>, Error> {
        let language = &self.language;
        let message = TEXTS.text(language, id, arguments);
        if message != id {
            return Ok(message);
        }
        let cause = Cause::NoText { id: id.to_owned(), language: language.to_string() };
        Err(cause.within(ErrorKind::InvalidOperation))
    }
}

/// What is kept under an id, and is made if nothing is.
fn kept(
    kept: &Kept,
    id: &str,
    make: impl FnOnce() -> Result<Value, Error>,
) -> Result<Value, Error> {
    // A poisoned lock only means that something is made again.
    if let Some(value) = kept.read().ok().and_then(|kept| kept.get(id).cloned()) {
        return Ok(value);
    }
    let value = make()?;
    if let Ok(mut kept) = kept.write() {
        kept.insert(id.to_owned(), value.clone());
    }
    Ok(value)
}

/// The values as a message takes them, and those that only a mark stands for.
fn arguments<'v>(id: &str, values: &Kwargs) -> Result<(FluentArgs<'v>, Vec<Value>), Error> {
    let mut arguments = FluentArgs::new();
    let mut marked = Vec::new();
    for name in values.args() {
        let value = defined(values.get(name)?)?;
        match i64::try_from(value.clone()) {
            Ok(number) => arguments.set(name.to_owned(), number),
            Err(_) => {
                let mark = MARKS.get(marked.len()).ok_or_else(|| {
                    let cause = Cause::TooManyValues { id: id.to_owned(), most: MARKS.len() };
                    cause.within(ErrorKind::TooManyArguments)
                })?;
                arguments.set(name.to_owned(), *mark);
                marked.push(value);
            }
        }
    }
    Ok((arguments, marked))
}

/// The message with the values instead of their marks, as markup in HTML.
fn filled(message: &str, marked: &[Value], is_html: bool) -> Value {
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
    if is_html { Value::from_safe_string(out) } else { Value::from(out) }
}

/// The value, unless its name is not defined: handed on, it would leave an empty place.
pub(super) fn defined(value: Value) -> Result<Value, Error> {
    if value.is_undefined() { Err(Error::from(ErrorKind::UndefinedError)) } else { Ok(value) }
}
