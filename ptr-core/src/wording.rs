//! Sentences.
use crate::problem::Problem;
/// Language.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Language {
    /// French.
    #[default]
    French,
    /// English.
    English,
}
/// Sentence.
pub fn problem(problem: &Problem, _language: Language) -> String {
    if let crate::Fault::Cycle { path } = &problem.fault {
        return path.iter().map(crate::StepId::as_str).collect::<Vec<_>>().join(" -> ");
    }
    format!("{:?}", problem.fault)
}

/// Sentence.
pub fn reason(reason: &crate::Reason, _timezone: chrono_tz::Tz, _language: Language) -> String {
    format!("{reason:?}")
}
