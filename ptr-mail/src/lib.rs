//! The mails that a transition plan owes, rendered and sent.

mod encoding;
mod identity;
mod message;
mod retry;
mod text;
mod transport;

pub use lettre::Address;
pub use lettre::message::{Mailbox, Message};

pub use crate::message::{Attachment, Draft, FieldProblem, Letter, MessageError};
pub use crate::retry::{Attempts, RetrySchedule, Verdict};
pub use crate::text::{html_lines, html_text};
pub use crate::transport::{
    Delivery, Encryption, Failure, Fault, Files, Login, Memory, Outcome, Secret, Smtp, SmtpError,
    SmtpSettings, Transport,
};
