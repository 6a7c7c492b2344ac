//! The expected form of a value.

use super::text::one_line;
use super::value::Language;
use crate::arguments;
use crate::plan::Expected;

impl Expected {
    /// The expected form, as a part of a sentence: `une durée, par exemple 1 h 30`.
    pub fn words(&self, language: &Language) -> String {
        let word = |id| language.word(id).into_owned();
        match self {
            Expected::Pattern(pattern) => {
                let pattern = language.quote_whole(pattern);
                language.text("expected-pattern", &arguments!(pattern = pattern))
            }
            Expected::OneLine => word("expected-one-line"),
            Expected::Text => word("expected-text"),
            Expected::Texts => word("expected-texts"),
            Expected::Date => word("expected-real-date"),
            Expected::DateFormat(format) => {
                let format = language.quote_whole(format);
                language.text("expected-date-format", &arguments!(format = format))
            }
            Expected::DateOfNumber { date } => {
                language.text("expected-date-of-number", &arguments!(date = language.local(date)))
            }
            Expected::OneDuration { readings } => {
                let readings = language.choice(readings);
                language.text("expected-one-duration", &arguments!(readings = readings))
            }
            Expected::DateOrMilestone { known } if known.total() == 0 => word("expected-date"),
            Expected::DateOrMilestone { known } => {
                let known = language.choice(known);
                language.text("expected-date-or-milestone", &arguments!(known = known))
            }
            Expected::Offset => word("expected-offset"),
            Expected::Duration => word("expected-duration"),
            Expected::TimeOfDay => word("expected-time-of-day"),
            Expected::Count => word("expected-count"),
            Expected::Mark => word("expected-mark"),
            Expected::OneOf(values) => {
                language.text("expected-one-of", &arguments!(values = language.choice(values)))
            }
            Expected::Other(text) => one_line(text),
        }
    }
}
