//! What can be wrong with a template: where, and what was expected.

use std::error::Error as _;
use std::io;

use minijinja::ErrorKind;
use ptr_core::language::{Language, arguments};

use crate::problems::{ListedProblem, ProblemList, printed_in_english};
use crate::texts::{escaped, of_system, text, word};

/// All that is wrong with some templates.
pub type TemplateError = ProblemList<TemplateProblem>;

/// One thing that is wrong with a template.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TemplateProblem {
    /// The template's file, as in `fr/start.html`.
    pub template: String,
    /// The line in it, from 1, where there is one.
    pub line: Option<usize>,
    cause: Cause,
}

/// What is wrong. What our own functions refuse travels inside the engine's error.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Cause {
    /// The file or the folder cannot be read.
    System { kind: io::ErrorKind, words: String },
    /// No mail has a template of this name.
    NoMail { known: Vec<String> },
    /// A name that is not defined.
    Undefined { name: String },
    /// Another name that the engine does not know: the message that says so.
    Unknown { id: &'static str, name: String },
    /// What the engine cannot read, in its own words.
    Syntax { found: String },
    /// Anything else, in the engine's own words.
    Engine { found: String },
    /// A text that no file of the languages has.
    NoText { id: String, language: String },
    /// More values than a text can take.
    TooManyValues { id: String, most: usize },
    /// A text that is no instant.
    NotAnInstant { found: String, error: String },
}

impl Cause {
    /// The engine's kind and detail, as far as they are known.
    fn of(error: &minijinja::Error) -> Self {
        let said = |found: &str| match error.kind() {
            ErrorKind::SyntaxError => Self::Syntax { found: found.to_owned() },
            kind => Self::Engine { found: format!("{kind}: {found}") },
        };
        let Some(detail) = error.detail() else {
            return Self::Engine { found: error.kind().to_string() };
        };
        let between = |before: &str, after: &str| {
            let name = detail.strip_prefix(before)?.strip_suffix(after)?;
            Some(name.to_owned())
        };
        let unknown = |id, name: Option<String>| name.map(|name| Self::Unknown { id, name });
        let known = match error.kind() {
            ErrorKind::UndefinedError => {
                between("`", "` is undefined").map(|name| Self::Undefined { name })
            }
            ErrorKind::UnknownFilter => {
                unknown("mail-template-unknown-filter", between("filter ", " is unknown"))
            }
            ErrorKind::UnknownTest => {
                unknown("mail-template-unknown-test", between("test ", " is unknown"))
            }
            ErrorKind::UnknownFunction => {
                unknown("mail-template-unknown-function", between("", " is unknown"))
            }
            ErrorKind::TemplateNotFound => unknown(
                "mail-template-not-found",
                between("tried to include non-existing template '", "'"),
            ),
            _ => None,
        };
        known.unwrap_or_else(|| said(detail))
    }

    fn message(&self, language: &Language) -> String {
        let (id, arguments) = match self {
            Self::System { kind, words } => return of_system(language, *kind, words),
            Self::NoMail { known } => {
                ("mail-template-no-mail", arguments!(known = known.join(", ")))
            }
            Self::Undefined { name } => {
                ("mail-template-undefined", arguments!(name = name.as_str()))
            }
            Self::Unknown { id, name } => (*id, arguments!(name = name.as_str())),
            Self::Syntax { found } => ("mail-template-syntax", arguments!(found = found.as_str())),
            Self::Engine { found } => ("mail-template-engine", arguments!(found = found.as_str())),
            Self::NoText { id, language } => {
                let arguments = arguments!(id = escaped(id), language = language.as_str());
                ("mail-template-no-text", arguments)
            }
            Self::TooManyValues { id, most } => {
                let arguments = arguments!(id = escaped(id), most = most.to_string());
                ("mail-template-too-many-values", arguments)
            }
            Self::NotAnInstant { found, error } => {
                let arguments = arguments!(found = escaped(found), error = error.as_str());
                ("mail-template-not-an-instant", arguments)
            }
        };
        text(language, id, &arguments)
    }

    /// The engine's error with this inside.
    pub(super) fn within(self, kind: ErrorKind) -> minijinja::Error {
        minijinja::Error::from(kind).with_source(self)
    }
}

printed_in_english!(Cause, TemplateProblem);

impl std::error::Error for Cause {}

impl From<io::Error> for Cause {
    fn from(error: io::Error) -> Self {
        Self::System { kind: error.kind(), words: error.to_string() }
    }
}

impl TemplateProblem {
    pub(super) fn new(template: impl Into<String>, cause: impl Into<Cause>) -> Self {
        Self { template: template.into(), line: None, cause: cause.into() }
    }

    /// The same problem, at a line.
    pub(super) fn at(self, line: Option<usize>) -> Self {
        Self { line, ..self }
    }

    /// What the template engine says, at the place where it went wrong: in an included file,
    /// that file.
    pub(super) fn of(error: &minijinja::Error, template: &str) -> Self {
        let mut innermost = error;
        while let Some(source) = innermost.source().and_then(|s| s.downcast_ref()) {
            innermost = source;
        }
        let own = innermost.source().and_then(|source| source.downcast_ref::<Cause>());
        let cause = own.cloned().unwrap_or_else(|| Cause::of(innermost));
        Self::new(innermost.name().unwrap_or(template), cause).at(innermost.line())
    }
}

impl ListedProblem for TemplateProblem {
    fn title(language: &Language) -> String {
        word(language, "mail-template-problems")
    }

    fn message(&self, language: &Language) -> String {
        let (template, what) = (self.template.as_str(), self.cause.message(language));
        match self.line {
            None => text(language, "mail-template", &arguments!(template = template, what = what)),
            Some(line) => {
                let line = line.to_string();
                let arguments = arguments!(template = template, line = line, what = what);
                text(language, "mail-template-line", &arguments)
            }
        }
    }
}
