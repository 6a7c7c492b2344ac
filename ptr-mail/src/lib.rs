//! The mails that a transition plan owes, rendered and sent.
//!
//! A mail takes four steps, each a value that can be looked at before the next:
//!
//! ```text
//! context ──Templates──▶ Rendered ──Draft──▶ Letter ──Transport──▶ one Outcome a recipient
//!                        texts               bytes                        │
//!                                            RetrySchedule ◀──────────────┘
//! ```
//!
//! - [`Templates`] hold the texts, in French and English; any of them can be replaced by file.
//! - A [`Draft`] names every field of the message, so that the same notice gives the same bytes.
//! - A [`Transport`] ([`Smtp`], [`Files`], [`Memory`]) tells for each recipient what came of it.
//! - A [`RetrySchedule`] says when to try again, and when to give up.
//! - [`MailConfig`] is the `mail` section of a configuration file.
//!
//! No clock is read and no random number drawn: date and key come from the caller.
//!
//! # Examples
//!
//! ```
//! use ptr_mail::{
//!     Draft, Form, Language, Memory, StartContext, StepContext, Templates, Transport,
//! };
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let templates = Templates::builtin();
//! let context = StartContext {
//!     language: "fr",
//!     dry_run: "FDR2",
//!     signature: "L'équipe de transition",
//!     link: "https://ptr.example.org/steps/CO00000001",
//!     step: StepContext {
//!         id: "CO00000001",
//!         label: "Basculer les flux",
//!         phase: Some("CO"),
//!         team: None,
//!         department: None,
//!         start: Some("2026-11-24T14:30:00+01:00"),
//!         duration: None,
//!         instructions: None,
//!     },
//! };
//! let mail = templates.render(Language::Fr, Form::Start, &context)?;
//! assert_eq!(mail.subject, "[Transition-FDR2] CO00000001-Exécution");
//!
//! let letter = Draft {
//!     key: "FDR2/CO00000001/start/1",
//!     date: "2026-11-24T13:30:00Z".parse()?,
//!     from: &"transition@example.org".parse()?,
//!     reply_to: None,
//!     to: &["anne.durand@example.org".parse()?],
//!     subject: &mail.subject,
//!     language: "fr",
//!     text: &mail.text,
//!     html: &mail.html,
//!     attachments: &[],
//! }
//! .assemble()?;
//! assert!(Memory::default().send(&letter)[0].delivery.is_sent());
//! # Ok(())
//! # }
//! ```

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
