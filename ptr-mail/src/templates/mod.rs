//! The templates of the mails: built in, and replaceable by file with the Jinja syntax.
//!
//! Each mail is three templates, for all languages: the subject (`start.subject.txt`), the plain
//! text (`start.txt`) and the HTML (`start.html`). Their words stand in the files of the
//! languages (`languages/fr.ftl`), and are asked for by the ids of their messages. In a folder of
//! their own, users may put
//!
//! - a file of the same name, which replaces the template in all languages, or in the folder of a
//!   language (`fr/start.txt`) in that one;
//! - files whose name begins with `_`: parts that others extend, include or import;
//! - `fr.ftl`: words that replace the built-in ones of a language, and those that their own
//!   templates ask for.
//!
//! Kept true: an undefined name or an unknown text is an error, never an empty place in a mail;
//! in `.html` files everything is escaped unless it was made safe; every template is parsed once.
//! All that is wrong with the replacing files is told when they are read, not by the first mail
//! at night: each mail is rendered once with a sample.
//!
//! | function | gives |
//! |---|---|
//! | `text("mail-start-ready", step=…)` | a message with its values filled in, to stand right here |
//! | `word("mail-fact-team")` | a message without values, to hand on to a macro or a filter |
//!
//! | filter | gives |
//! |---|---|
//! | `lines` | user text with its line breaks: `<br>` in HTML, as it is in plain text |
//! | `strong` | a name that must not be overlooked, in `<strong>`: for HTML |
//! | `date`, `time`, `datetime` | an instant in the mail's language, on the clocks of the plan |
//! | `duration`, `lateness` | a number of seconds as `2 j 3 h`, `retard de 2 j 3 h` |
//! | `quoted` | each line behind `> `, as mails quote: for plain text |
//! | `facts` | a list of `[name, value]`, a line each: for plain text |
//! | `underlined` | a heading: for plain text |
//! | `bar` | a number of percent as `[####------]`: for plain text |

mod check;
mod context;
mod filters;
mod moment;
mod problem;
mod source;
mod words;

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::path::Path;

use minijinja::value::{Serde, Value};
use minijinja::{AutoEscape, Environment, UndefinedBehavior};
use ptr_core::NoticeKind;
use ptr_core::language::Language;
use serde::Serialize;

pub use self::context::{
    About, ActContext, Blocker, ChangedStep, Completion, DecisionToCome, DueDay, DueStep,
    ExpectedEnd, ForecastContext, LightContext, PhaseCompletion, ReportContext, RequiredEndContext,
    RiskContext, Rollback, StateChanges, StateContext, StateCount, StepContext, StepDefects,
    StepLine, StepMail, TakenDecision, UrgentStep,
};
pub use self::problem::{TemplateError, TemplateProblem};
use self::source::Sources;

/// The texts of all mails in one language, parsed and checked.
///
/// Threads may share it.
#[derive(Debug)]
pub struct Templates {
    language: Language,
    environment: Environment<'static>,
    /// Subject, text and HTML of each of [`NoticeKind::ALL`], by the names in the environment.
    mails: Vec<[String; 3]>,
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

impl Templates {
    /// The built-in templates.
    pub fn builtin(language: &Language) -> Self {
        let mut problems = Vec::new();
        Self::of(language, source::built_in(language), &mut problems)
    }

    /// The built-in templates, replaced by the files of `folder` where there are any.
    ///
    /// # Errors
    ///
    /// All that is wrong with the files at once, those of other languages included: names that no
    /// mail has, syntax errors, names that the mails do not define.
    pub fn with_overrides(
        folder: impl AsRef<Path>,
        language: &Language,
    ) -> Result<Self, TemplateError> {
        let folder = folder.as_ref();
        let mut problems = Vec::new();
        let mut read = |language: &Language| {
            let mut sources = source::built_in(language);
            let mut found = source::replace_from(folder, language, &mut sources);
            let templates = Self::of(language, sources, &mut found);
            // What several mails or languages share fails in each of them.
            for problem in found {
                if !problems.contains(&problem) {
                    problems.push(problem);
                }
            }
            templates
        };
        let others = |other: &Language| {
            other.code() != language.code() && folder.join(other.code()).is_dir()
        };
        let templates = read(language);
        Language::built_in().filter(others).for_each(|other| _ = read(&other));
        if problems.is_empty() { Ok(templates) } else { Err(TemplateError::new(problems)) }
    }

    /// The templates of these sources; adds what is wrong with them.
    fn of(language: &Language, sources: Sources, problems: &mut Vec<TemplateProblem>) -> Self {
        let files = |kind: NoticeKind| {
            let file = |ending| {
                let plain = format!("{}.{ending}", kind.name());
                sources.get(&plain).map_or_else(|| plain.clone(), |source| source.name.clone())
            };
            ["subject.txt", "txt", "html"].map(file)
        };
        let mails = NoticeKind::ALL.into_iter().map(files).collect();
        let before = problems.len();
        let environment = environment(language, sources, problems);
        let templates = Self { language: language.clone(), environment, mails };
        // Rendering a template that could not be parsed would only say so again.
        if problems.len() == before {
            templates.try_samples(problems);
        }
        templates
    }

    /// Tries each mail once, so that a mistake is found before it counts.
    fn try_samples(&self, problems: &mut Vec<TemplateProblem>) {
        for kind in NoticeKind::ALL {
            let Some(sample) = context::sample(kind, &self.language) else { continue };
            for file in &self.mails[kind as usize] {
                problems.extend(self.part(file, &sample).err());
                // The sample takes one branch of each condition; this looks at all.
                problems.extend(check::unknown_names(&self.environment, file, &sample));
            }
        }
    }

    /// The language of the texts.
    pub fn language(&self) -> &Language {
        &self.language
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
        kind: NoticeKind,
        context: &impl Serialize,
    ) -> Result<Rendered, TemplateError> {
        let context = Value::from(Serde(context));
        let part = |file: &str| {
            self.part(file, &context).map_err(|problem| TemplateError::new(vec![problem]))
        };
        let [subject, text, html] = &self.mails[kind as usize];
        Ok(Rendered { subject: part(subject)?, text: part(text)?, html: part(html)? })
    }

    fn part(&self, file: &str, context: &Value) -> Result<String, TemplateProblem> {
        let found = self.environment.get_template(file);
        found
            .and_then(|template| template.render(context.clone()))
            .map_err(|error| TemplateProblem::of(&error, file))
    }
}

/// The templates of one language, parsed.
fn environment(
    language: &Language,
    sources: Sources,
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
    let mut names = BTreeMap::new();
    for (plain, source) in sources {
        names.insert(plain, source.name.clone());
        let added = environment.add_template_owned(source.name.clone(), source.text);
        if let Err(error) = added {
            problems.push(TemplateProblem::of(&error, &source.name));
        }
    }
    // Templates call each other by their plain names, or by those in the folder of the language.
    let folder = format!("{language}/");
    environment.set_path_join_callback(move |name, _| {
        let plain = name.strip_prefix(&folder).unwrap_or(name);
        names.get(plain).map_or(Cow::Borrowed(name), |own| Cow::Owned(own.clone()))
    });
    environment
}
