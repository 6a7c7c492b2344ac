//! The mails that a transition plan owes, written and sent.
//!
//! Which mails are owed is the core's to say ([`ptr_core::View::notices`]); here they are put
//! into words, sent, and what came of it is recorded. Each stage is a value that can be looked
//! at before the next:
//!
//! ```text
//! Run ──View::notices──▶ Notice ──Office──▶ Letter ──Transport──▶ Outcome ──▶ Run: sent, given up
//!                                  texts     bytes                   │
//!                                                   Outbox ◀──RetrySchedule: try again at
//! ```
//!
//! - [`Office`] writes the [`Letter`] that a notice owes: start, transfer and its receipt,
//!   failure, weekly report, in French or English.
//! - [`Templates`] hold the texts; any of them can be replaced by file with the Jinja syntax.
//! - [`Platform`] gives what only the program around knows: links with their tokens, the status
//!   workbook.
//! - A [`Transport`] ([`Smtp`], [`Files`], [`Memory`]) tells for each recipient what came of it.
//! - [`Round`] does all of it for every mail that is owed at an instant; the [`Outbox`] keeps
//!   what is to be tried again, as a [`RetrySchedule`] says.
//! - [`MailConfig`] is the `mail` section of a configuration file.
//! - A [`Draft`] names every field of a message, for mails of other kinds.
//!
//! No clock is read and no random number drawn: the same notice gives the same bytes under the
//! same Message-ID, in every process.
//!
//! # Examples
//!
//! From a run to a file that any mail program opens:
//!
//! ```
//! use chrono::{DateTime, Utc};
//! use ptr_core::{Email, Moment, Plan, Run, Step};
//! use ptr_mail::{MailConfig, Office, Outbox, Pages, Round};
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let start: DateTime<Utc> = "2026-03-28T21:00:00Z".parse()?;
//! let plan = Plan::from_steps([Step::new("CO00000001", "CO")?
//!     .labelled("Basculer les flux")
//!     .in_dry_runs(["FDR2"])?
//!     .starting(Moment::Instant(start))
//!     .carried_out_by("Réseau", ["anne@grid.example"])?])?;
//! let mut run = Run::new(plan.schedule("FDR2")?, [Email::new("paul@grid.example")?]);
//!
//! let directory = std::env::temp_dir().join("ptr-mail-tour");
//! let config: MailConfig = serde_json::from_value(serde_json::json!({
//!     "from": "Équipe de transition <transition@grid.example>",
//!     "transport": "files",
//!     "directory": directory,
//! }))?;
//! let (office, transport) = (Office::new(&config)?, config.open()?);
//! let pages = Pages::at("https://ptr.grid.example");
//! let round = Round {
//!     office: &office,
//!     transport: &*transport,
//!     platform: &pages,
//!     retry: config.retry(),
//!     weekly: None,
//! };
//! let mut outbox = Outbox::default();
//! let sent = round.deliver(&mut run, &mut outbox, start);
//! assert_eq!(sent[0].notice.key, "FDR2/CO00000001/start/0/anne@grid.example");
//! assert_eq!(run.events().len(), 1);
//! assert!(round.deliver(&mut run, &mut outbox, start).is_empty());
//!
//! let letter = office.letter(&sent[0].notice, &run.view(start), &pages)?;
//! let file = directory.join(format!("{}.eml", letter.file_stem()));
//! assert_eq!(std::fs::read(&file)?, letter.bytes());
//! # std::fs::remove_dir_all(directory)?;
//! # Ok(())
//! # }
//! ```

mod config;
mod context;
mod encoding;
mod identity;
mod message;
mod moment;
mod occasion;
mod office;
mod outbox;
mod platform;
mod retry;
mod round;
mod templates;
mod text;
mod transport;

pub use lettre::Address;
pub use lettre::message::{Mailbox, Message};
pub use ptr_core::language::Language;

pub use crate::config::{MailConfig, MailConfigError, SettingProblem};
pub use crate::context::{
    Act, Changes, Day, Defects, DueStep, FailureContext, Hold, Moved, PhaseProgress, Progress,
    ReceiptContext, ReportContext, Rollback, StartContext, StateContext, StateCount, StepContext,
    StepLine, TransferContext,
};

pub use crate::message::{Attachment, Draft, FieldProblem, Letter, MessageError};
pub use crate::office::{LetterError, Office};
pub use crate::outbox::{Outbox, Waiting};
pub use crate::platform::{Pages, Platform};
pub use crate::retry::{Attempts, RetrySchedule, Verdict};
pub use crate::round::{Dispatch, Round};
pub use crate::templates::{Rendered, TemplateError, TemplateProblem, Templates};
pub use crate::text::{html_lines, html_text};
pub use crate::transport::{
    Delivery, Encryption, Failure, Fault, Files, Login, Memory, Outcome, Secret, Smtp, SmtpError,
    SmtpSettings, Transport,
};
