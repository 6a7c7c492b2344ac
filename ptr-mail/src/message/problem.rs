//! What can be wrong with the fields of a mail, and how that is said.

use chrono::{DateTime, Utc};
use ptr_core::language::{Language, arguments};

use crate::problems::{ListedProblem, ProblemList, printed_in_english};
use crate::texts::{escaped, text, word};

/// Bytes that a header field may hold. A field is folded at blanks only, and a server need not
/// take a line of more than 998.
pub(super) const LONGEST: usize = 900;

/// The field that is no header: the id of the message that names it.
pub(super) const ATTACHMENT_NAME: &str = "mail-field-attachment-name";

/// All that is wrong with the fields of a mail, in the order of the fields.
pub type MessageError = ProblemList<FieldProblem>;

/// One thing that is wrong with a field of a mail.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum FieldProblem {
    /// A line break or another control character in a header field.
    ControlCharacter {
        /// Which header field, or the id of the message that names the field.
        field: &'static str,
        /// The first such character.
        character: char,
        /// The whole value.
        found: String,
    },
    /// A header field that servers would not take.
    TooLong {
        /// Which header field, or the id of the message that names the field.
        field: &'static str,
        /// How long it is, in bytes.
        length: usize,
    },
    /// No recipient.
    NoRecipient,
    /// A sender whose domain is not ASCII.
    ForeignDomain {
        /// The address.
        found: String,
    },
    /// A date outside the years 1970 to 9999.
    Date {
        /// The date.
        found: DateTime<Utc>,
    },
    /// A media type that is none.
    MediaType {
        /// The attachment's name.
        name: String,
        /// What was given.
        found: String,
    },
    /// lettre refused the message for a reason that is not checked here.
    Refused {
        /// lettre's own words.
        found: String,
    },
}

impl ListedProblem for FieldProblem {
    fn title(language: &Language) -> String {
        word(language, "mail-field-problems")
    }

    fn message(&self, language: &Language) -> String {
        let (id, arguments) = match self {
            Self::ControlCharacter { field, character, found } => {
                let field = word(language, field);
                let (character, found) = (escaped(character), escaped(found));
                let arguments = arguments!(field = field, character = character, found = found);
                ("mail-field-control-character", arguments)
            }
            Self::TooLong { field, length } => {
                let (length, most) = (length.to_string(), LONGEST.to_string());
                let field = word(language, field);
                ("mail-field-too-long", arguments!(field = field, length = length, most = most))
            }
            Self::NoRecipient => ("mail-field-no-recipient", arguments!()),
            Self::ForeignDomain { found } => {
                ("mail-field-foreign-domain", arguments!(found = escaped(found)))
            }
            Self::Date { found } => ("mail-field-date", arguments!(found = found.to_string())),
            Self::MediaType { name, found } => {
                let arguments = arguments!(name = escaped(name), found = escaped(found));
                ("mail-field-media-type", arguments)
            }
            Self::Refused { found } => ("mail-field-refused", arguments!(found = found.as_str())),
        };
        text(language, id, &arguments)
    }
}

printed_in_english!(FieldProblem);

impl std::error::Error for FieldProblem {}
