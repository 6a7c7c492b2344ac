//! A mail as it goes out: every field given, the same bytes for the same draft.

mod attachment;
mod draft;
mod encoding;
mod identity;
mod letter;
mod mailboxes;
mod problem;

pub(crate) use self::identity::Identity;

pub use self::attachment::Attachment;
pub use self::draft::MailDraft;
pub use self::letter::Letter;
pub use self::problem::{FieldProblem, MessageError};
