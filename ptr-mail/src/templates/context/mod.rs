//! What the templates of each mail may name.
//!
//! Kept true: instants are RFC 3339 texts on the clocks of the plan, durations whole seconds,
//! so that the filters of [`Templates`](crate::Templates) can write them in any language; what
//! may be missing is there and `none`, so that `{% if %}` can ask for it.

mod report;
mod sample;
mod state;
mod step;

pub use self::report::{
    Blocker, ChangedStep, Completion, DecisionToCome, DueDay, DueStep, ExpectedEnd,
    ForecastContext, LightContext, PhaseCompletion, ReportContext, RequiredEndContext, Rollback,
    StateChanges, StateCount, StepDefects, StepLine, TakenDecision, UrgentStep,
};
pub(crate) use self::sample::sample;
pub use self::state::StateContext;
pub use self::step::{About, ActContext, RiskContext, StepContext, StepMail};
