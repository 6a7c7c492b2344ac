//! The mails that a transition plan owes, rendered and sent.

mod config;
mod encoding;
mod form;
mod identity;
mod language;
mod message;
mod moment;
mod retry;
mod templates;
mod text;
mod transport;

pub use lettre::Address;
pub use lettre::message::{Mailbox, Message};

pub use crate::config::{MailConfig, MailConfigError, SettingProblem};
pub use crate::form::{Form, StartContext, StepContext};
pub use crate::language::{Language, UnknownLanguage};
pub use crate::message::{Attachment, Draft, FieldProblem, Letter, MessageError};
pub use crate::retry::{Attempts, RetrySchedule, Verdict};
pub use crate::templates::{Rendered, TemplateError, TemplateProblem, Templates};
pub use crate::text::{html_lines, html_text};
pub use crate::transport::{
    Delivery, Encryption, Failure, Fault, Files, Login, Memory, Outcome, Secret, Smtp, SmtpError,
    SmtpSettings, Transport,
};
