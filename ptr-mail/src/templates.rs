//! The texts of the mails: built in, and replaceable by file with the Jinja syntax.
//!
//! Each mail is three templates in a directory named after its language: the subject
//! (`fr/start.subject.txt`), the plain text (`fr/start.txt`) and the HTML (`fr/start.html`).
//! A user who wants another text puts a file of the same name into a directory of their own.
//! Files whose name begins with `_` are parts that the others extend, include or import.
//!
//! Kept true: an undefined name is an error, never an empty place in a mail; in `.html` files
//! everything is escaped unless it was made safe; every template is parsed once. All that is
//! wrong with the replacing files is told when they are read, not by the first mail at night:
//! each mail is rendered once with a sample.
//!
//! | filter | gives |
//! |---|---|
//! | `lines` | user text with its line breaks: `<br>` in HTML, as it is in plain text |
//! | `date`, `time`, `datetime` | an instant in the mail's language, on the clocks of the plan |
//! | `duration`, `lateness` | a number of seconds as `2 j 3 h`, `retard de 2 j 3 h` |
//! | `quoted` | each line behind `> `, as mails quote: for plain text |
//! | `bar` | a number of percent as `[####------]`: for plain text |

mod check;
mod filters;
mod problem;
mod source;

use std::path::Path;

use minijinja::value::{Serde, Value};
use minijinja::{AutoEscape, Environment, UndefinedBehavior};
use ptr_core::NoticeKind;
use serde::Serialize;

pub use self::problem::{TemplateError, TemplateProblem};
use self::source::Source;
use crate::context;
use ptr_core::language::Language;

/// The texts of all mails in all languages, parsed and checked.
///
/// Threads may share it.
#[derive(Debug)]
pub struct Templates {
    /// One environment for each built-in language: filters know their language.
    environments: Vec<(Language, Environment<'static>)>,
}

/// A mail's texts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rendered {
    /// The subject, one line.
    pub subject: String,
    /// The body for programs that show plain text.
    pub text: String,
    /// The body for programs that show HTML.
    pub html: String,
}

impl Default for Templates {
    fn default() -> Self {
        Self::builtin()
    }
}

impl Templates {
    /// The built-in texts.
    pub fn builtin() -> Self {
        Self::of(&source::builtin())
            .expect("the built-in templates are fixed, and the tests render every one of them")
    }

    /// The built-in texts, replaced by the files of `directory` where there are any.
    ///
    /// # Errors
    ///
    /// All that is wrong with the files at once: names that no mail has, syntax errors, names
    /// that the mails do not define.
    pub fn with_overrides(directory: impl AsRef<Path>) -> Result<Self, TemplateError> {
        let mut sources = source::builtin();
        let mut problems = source::replace_from(directory.as_ref(), &mut sources);
        match Self::of(&sources) {
            Ok(templates) if problems.is_empty() => Ok(templates),
            Ok(_) => Err(TemplateError::new(problems)),
            Err(error) => {
                problems.extend(error.into_problems());
                Err(TemplateError::new(problems))
            }
        }
    }

    fn of(sources: &[Source]) -> Result<Self, TemplateError> {
        let mut problems = Vec::new();
        let environments = Language::built_in()
            .map(|language| (language.clone(), environment(&language, sources, &mut problems)))
            .collect();
        let templates = Self { environments };
        // Rendering a template that could not be parsed would only say so again.
        if problems.is_empty() {
            templates.try_samples(&mut problems);
        }
        // What two languages share was read twice.
        problems.dedup();
        if problems.is_empty() { Ok(templates) } else { Err(TemplateError::new(problems)) }
    }

    /// Tries each mail once, so that a mistake is found before it counts.
    fn try_samples(&self, problems: &mut Vec<TemplateProblem>) {
        for (language, environment) in &self.environments {
            for kind in NoticeKind::ALL {
                let sample = context::sample(kind, language);
                for part in Part::ALL {
                    let name = part.file(language, kind);
                    let rendered = self.part(language, kind, part, &sample).err();
                    // The sample takes one branch of each condition; this looks at all.
                    let unknown = check::unknown_names(environment, &name, &sample);
                    for problem in rendered.into_iter().chain(unknown) {
                        // A part that several mails share fails in each of them.
                        if !problems.contains(&problem) {
                            problems.push(problem);
                        }
                    }
                }
            }
        }
    }

    /// Renders the three texts of a mail.
    ///
    /// `context` gives the names that the templates use; instants in it are RFC 3339 texts with
    /// the offset of the plan's time zone, which is what chrono's `DateTime<Tz>` serialises to.
    ///
    /// # Errors
    ///
    /// When a template uses a name that `context` does not define, or otherwise cannot go on:
    /// with the template, the line and the name.
    pub fn render(
        &self,
        language: &Language,
        kind: NoticeKind,
        context: &impl Serialize,
    ) -> Result<Rendered, TemplateError> {
        let context = Value::from(Serde(context));
        let part = |part| {
            self.part(language, kind, part, &context)
                .map_err(|problem| TemplateError::new(vec![problem]))
        };
        Ok(Rendered {
            subject: part(Part::Subject)?,
            text: part(Part::Text)?,
            html: part(Part::Html)?,
        })
    }

    fn part(
        &self,
        language: &Language,
        kind: NoticeKind,
        part: Part,
        context: &Value,
    ) -> Result<String, TemplateProblem> {
        let name = part.file(language, kind);
        let of = |code: &str| self.environments.iter().find(|(of, _)| of.code() == code);
        let found = of(language.code()).or_else(|| of("en"));
        let found = found.ok_or_else(|| minijinja::ErrorKind::TemplateNotFound.into());
        found
            .and_then(|(_, environment)| environment.get_template(&name))
            .and_then(|template| template.render(context.clone()))
            .map_err(|error| TemplateProblem::of(&error, &name))
    }
}

/// One of the three texts of a mail.
#[derive(Clone, Copy)]
enum Part {
    Subject,
    Text,
    Html,
}

impl Part {
    const ALL: [Self; 3] = [Self::Subject, Self::Text, Self::Html];

    /// The template's file.
    fn file(self, language: &Language, kind: NoticeKind) -> String {
        let ending = match self {
            Self::Subject => "subject.txt",
            Self::Text => "txt",
            Self::Html => "html",
        };
        format!("{language}/{}.{ending}", kind.name())
    }
}

/// The templates of one language, and the parts that all languages share.
fn environment(
    language: &Language,
    sources: &[Source],
    problems: &mut Vec<TemplateProblem>,
) -> Environment<'static> {
    let mut environment = Environment::new();
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    environment.set_auto_escape_callback(|name| {
        let html = Path::new(name).extension().is_some_and(|ending| ending == "html");
        if html { AutoEscape::Html } else { AutoEscape::None }
    });
    environment.set_formatter(filters::write);
    filters::add(&mut environment, language);
    for source in sources.iter().filter(|source| source.serves(language)) {
        let added = environment.add_template_owned(source.name.clone(), source.text.clone());
        if let Err(error) = added {
            problems.push(TemplateProblem::of(&error, &source.name));
        }
    }
    environment
}
