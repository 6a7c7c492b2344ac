//! What can be wrong with a template: where, and what was expected.

use std::error::Error as _;
use std::fmt;

/// All that is wrong with some templates.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TemplateError {
    problems: Vec<TemplateProblem>,
}

impl TemplateError {
    pub(super) fn new(problems: Vec<TemplateProblem>) -> Self {
        Self { problems }
    }

    /// All that was found. Never empty.
    pub fn problems(&self) -> &[TemplateProblem] {
        &self.problems
    }

    pub(super) fn into_problems(self) -> Vec<TemplateProblem> {
        self.problems
    }
}

impl std::error::Error for TemplateError {}

impl fmt::Display for TemplateError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the mail templates cannot be used")?;
        for problem in &self.problems {
            write!(f, "\n  {problem}")?;
        }
        Ok(())
    }
}

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
