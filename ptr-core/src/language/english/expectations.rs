//! What a value should have been, in English.

use super::words::{choice, quote_whole};
use crate::language::parts;
use crate::plan::Expected;

/// A sentence of its own: `Expected: a duration such as …`
pub(super) fn expected_is(expected: &Expected) -> String {
    format!("Expected: {}.", words(expected))
}

pub(in crate::language) fn words(expected: &Expected) -> String {
    match expected {
        Expected::Pattern(pattern) => format!("text of the form {}", quote_whole(pattern)),
        Expected::OneLine => "one line of text without blanks around it".to_owned(),
        Expected::Text => "a text".to_owned(),
        Expected::Texts => "a list of texts".to_owned(),
        Expected::Date => {
            "a real date (a cell formatted as one), not text and not a number".to_owned()
        }
        Expected::DateFormat(format) => {
            format!("a date, or text in the format {}", quote_whole(format))
        }
        Expected::DateOrMilestone { known } if known.total() == 0 => "a date".to_owned(),
        Expected::DateOrMilestone { known } => {
            format!("a date, or a milestone ({}) with or without an offset", choice(known))
        }
        Expected::Offset => {
            "an offset after the milestone, such as J0 + 2 h or J0 - 5 j".to_owned()
        }
        Expected::Duration => "a duration such as 1 h 30, 90 min or 2 j".to_owned(),
        Expected::Mark => "a mark such as x, or nothing".to_owned(),
        Expected::OneOf(values) => {
            format!("one of {}", choice(values))
        }
        Expected::Other(text) => parts::one_line(text),
    }
}
