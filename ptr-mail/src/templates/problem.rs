//! What can be wrong with a template: where, and what was expected.

use std::error::Error as _;
use std::fmt;

use crate::problems::{Problem, Problems};

/// All that is wrong with some templates.
pub type TemplateError = Problems<TemplateProblem>;

/// One thing that is wrong with a template.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TemplateProblem {
    /// The template's file, as in `fr/start.html`.
    pub template: String,
    /// The line in it, from 1, where there is one.
    pub line: Option<usize>,
    /// What is wrong, in one line.
    pub message: String,
}

impl TemplateProblem {
    pub(super) fn new(template: impl Into<String>, message: impl Into<String>) -> Self {
        Self { template: template.into(), line: None, message: message.into() }
    }

    /// What the template engine says, at the place where it went wrong: in an included file,
    /// that file.
    pub(super) fn of(error: &minijinja::Error, template: &str) -> Self {
        let mut innermost = error;
        while let Some(source) = innermost.source().and_then(|s| s.downcast_ref()) {
            innermost = source;
        }
        let message = match innermost.detail() {
            Some(detail) => format!("{}: {detail}", innermost.kind()),
            None => innermost.kind().to_string(),
        };
        Self {
            template: innermost.name().unwrap_or(template).to_owned(),
            line: innermost.line(),
            message,
        }
    }
}

impl fmt::Display for TemplateProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.template)?;
        if let Some(line) = self.line {
            write!(f, ", line {line}")?;
        }
        write!(f, ": {}", self.message)
    }
}

impl Problem for TemplateProblem {
    const TITLE: &'static str = "the mail templates cannot be used";
}
