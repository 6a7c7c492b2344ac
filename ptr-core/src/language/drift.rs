//! Causes of a change of the forecast end.

use chrono::TimeDelta;

use super::times::duration;
use super::value::Language;
use crate::arguments;
use crate::forecast::Cause;
use crate::id::StepId;

impl Cause {
    /// The cause and what it did to the end, as a sentence:
    /// `CO00000001 a commencé en retard : la fin est repoussée de 15 min.`
    pub fn sentence(&self, language: &Language) -> String {
        let amount = arguments!(amount = duration(self.amount.abs(), language));
        let moved = if self.amount < TimeDelta::zero() { "drift-earlier" } else { "drift-later" };
        let step = self.step.as_ref().map_or("", StepId::as_str);
        let arguments = arguments!(step = step, moved = language.text(moved, &amount));
        language.text(&format!("cause-{}", self.kind.name()), &arguments)
    }
}
