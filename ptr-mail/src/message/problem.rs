//! What can be wrong with the fields of a mail, and how that is said.

use chrono::{DateTime, Utc};

use crate::problems::{Problem, Problems};

/// Bytes that a header field may hold. A field is folded at blanks only, and a server need not
/// take a line of more than 998.
pub(super) const LONGEST: usize = 900;

/// All that is wrong with the fields of a mail, in the order of the fields.
pub type MessageError = Problems<FieldProblem>;

/// One thing that is wrong with a field of a mail.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum FieldProblem {
    /// A line break or another control character in a header field.
    #[error(
        "{field}: {found:?} holds the control character {character:?}; a header is one line of text, take it out"
    )]
    ControlCharacter {
        /// Which field.
        field: &'static str,
        /// The first such character.
        character: char,
        /// The whole value.
        found: String,
    },
    /// A header field that servers would not take.
    #[error("{field}: {length} bytes are too many; expected at most {}", LONGEST)]
    TooLong {
        /// Which field.
        field: &'static str,
        /// How long it is, in bytes.
        length: usize,
    },
    /// No recipient.
    #[error("To: nobody is named; a mail needs at least one recipient")]
    NoRecipient,
    /// A sender whose domain is not ASCII.
    #[error("From: the domain of {found:?} is not ASCII; write it in its xn-- form")]
    ForeignDomain {
        /// The address.
        found: String,
    },
    /// A date outside the years 1970 to 9999.
    #[error("Date: {found} is outside the years 1970 to 9999 that a mail can carry")]
    Date {
        /// The date.
        found: DateTime<Utc>,
    },
    /// A media type that is none.
    #[error(
        "attachment {name:?}: {found:?} is no media type; expected one such as application/pdf"
    )]
    MediaType {
        /// The attachment's name.
        name: String,
        /// What was given.
        found: String,
    },
    /// lettre refused the message for a reason that is not checked here.
    #[error("the mail library refused the message: {found}")]
    Refused {
        /// lettre's own words.
        found: String,
    },
}

impl Problem for FieldProblem {
    const TITLE: &'static str = "the mail cannot be put together";
}
