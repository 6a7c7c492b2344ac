//! The kinds of mail there are, and the names that their templates may use.
//!
//! Kept true: every form has a sample with every name that a real mail of that form defines,
//! so that a template which works with the sample works with the mail.

use minijinja::value::{Serde, Value};
use serde::Serialize;

use crate::language::Language;

/// A kind of mail.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Form {
    /// A step has become ready: its responsibles are asked to start it.
    Start,
}

impl Form {
    /// Every form.
    pub const ALL: [Self; 1] = [Self::Start];

    /// The name of its templates' files, without their endings.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Start => "start",
        }
    }

    /// What a mail of this form says, with every name defined.
    pub(crate) fn sample(self, language: Language) -> Value {
        match self {
            Self::Start => Value::from(Serde(StartContext {
                language: language.code(),
                dry_run: "FDR2",
                signature: "L'équipe de transition",
                link: "https://ptr.example.org/steps/CO00000001?token=eyJhbGciOiJIUzI1NiJ9",
                step: StepContext {
                    id: "CO00000001",
                    label: "Basculer les flux",
                    phase: Some("CO"),
                    team: Some("Réseau"),
                    department: Some("Exploitation"),
                    start: Some("2026-11-24T14:30:00+01:00"),
                    duration: Some(5400),
                    instructions: Some("Arrêter les flux.\nPrévenir l'équipe."),
                },
            })),
        }
    }
}

/// What the templates of the start mail may name.
#[derive(Clone, Debug, Serialize)]
pub struct StartContext<'a> {
    /// The language's code.
    pub language: &'a str,
    /// The dry run.
    pub dry_run: &'a str,
    /// Who signs.
    pub signature: &'a str,
    /// The step's page.
    pub link: &'a str,
    /// The step.
    pub step: StepContext<'a>,
}

/// What templates may name of a step.
#[derive(Clone, Debug, Serialize)]
pub struct StepContext<'a> {
    /// Its id.
    pub id: &'a str,
    /// Its label.
    pub label: &'a str,
    /// Its phase.
    pub phase: Option<&'a str>,
    /// The team that carries it out.
    pub team: Option<&'a str>,
    /// The department that carries it out.
    pub department: Option<&'a str>,
    /// When it starts: RFC 3339, on the clocks of the plan.
    pub start: Option<&'a str>,
    /// How long it takes, in seconds.
    pub duration: Option<i64>,
    /// What to do.
    pub instructions: Option<&'a str>,
}
