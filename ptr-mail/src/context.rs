//! What the templates of each mail may name.
//!
//! Kept true: instants are RFC 3339 texts on the clocks of the plan, durations whole seconds,
//! so that the filters of [`Templates`](crate::Templates) can write them in any language; what
//! may be missing is there and `none`, so that `{% if %}` can ask for it.

mod report;
mod sample;

use minijinja::value::Value;
use serde::Serialize;

use ptr_core::NoticeKind;

pub use self::report::{
    Act, Changes, Day, Defects, DueStep, Hold, Moved, PhaseProgress, Progress, ReportContext,
    Rollback, StateCount, StepLine,
};
use ptr_core::language::Language;

/// What a mail of this kind says, with every name defined: a template that works with the
/// sample works with the mail.
pub(crate) fn sample(kind: NoticeKind, language: &Language) -> Value {
    sample::of(kind, language)
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
    /// The step's page, if there is one.
    pub link: Option<&'a str>,
    /// The step.
    pub step: StepContext<'a>,
    /// Whether the plan names nobody for the step, so that the mail goes to the transition team.
    pub unassigned: bool,
}

/// What the templates of the transfer mail may name.
#[derive(Clone, Debug, Serialize)]
pub struct TransferContext<'a> {
    /// The language's code.
    pub language: &'a str,
    /// The dry run.
    pub dry_run: &'a str,
    /// Who signs.
    pub signature: &'a str,
    /// The step's page, if there is one.
    pub link: Option<&'a str>,
    /// The step.
    pub step: StepContext<'a>,
    /// Who had the step.
    pub from: &'a str,
    /// What they had to say about it.
    pub message: Option<&'a str>,
    /// Where the step stood when it was transferred.
    pub state: StateContext,
}

/// What the templates of the receipt for a transfer may name.
#[derive(Clone, Debug, Serialize)]
pub struct ReceiptContext<'a> {
    /// The language's code.
    pub language: &'a str,
    /// The dry run.
    pub dry_run: &'a str,
    /// Who signs.
    pub signature: &'a str,
    /// The step's page, if there is one.
    pub link: Option<&'a str>,
    /// The step.
    pub step: StepContext<'a>,
    /// Who has the step now.
    pub to: &'a str,
    /// What the recipient had to say about it.
    pub message: Option<&'a str>,
}

/// What the templates of the failure mail may name.
#[derive(Clone, Debug, Serialize)]
pub struct FailureContext<'a> {
    /// The language's code.
    pub language: &'a str,
    /// The dry run.
    pub dry_run: &'a str,
    /// Who signs.
    pub signature: &'a str,
    /// The step's page, if there is one.
    pub link: Option<&'a str>,
    /// The step.
    pub step: StepContext<'a>,
    /// What people call the mail that could not be sent: `mail de démarrage`.
    pub mail: &'a str,
    /// To whom.
    pub undelivered_to: &'a str,
    /// When that was given up.
    pub at: &'a str,
    /// Why: what the mail server answered.
    pub error: &'a str,
}

/// What templates may name of a step.
#[derive(Clone, Debug, Serialize)]
pub struct StepContext<'a> {
    /// Its id.
    pub id: &'a str,
    /// Its label; may be empty.
    pub label: &'a str,
    /// The code of its phase.
    pub phase: &'a str,
    /// The name of its phase.
    pub phase_label: Option<&'a str>,
    /// The team that carries it out.
    pub team: Option<&'a str>,
    /// The department that carries it out.
    pub department: Option<&'a str>,
    /// When it starts.
    pub start: Option<&'a str>,
    /// How long it takes, in seconds.
    pub duration: Option<i64>,
    /// What to do, over several lines if need be.
    pub instructions: Option<&'a str>,
}

/// What templates may name of a state.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct StateContext {
    /// The name that data carry, whatever the language: `Ready`.
    pub name: &'static str,
    /// What people call it.
    pub label: String,
    /// Its colour, a CSS name, if it has one.
    pub color: Option<&'static str>,
}

impl StateContext {
    pub(crate) fn new(state: ptr_core::State, language: &Language) -> Self {
        Self { name: state.name(), label: state.label(language).into_owned(), color: state.color() }
    }
}
