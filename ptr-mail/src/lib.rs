//! The mails that a transition plan owes, written and sent.
//!
//! Which mails are owed is the core's to say ([`ptr_core::View::notices`]); here they are put
//! into words and sent, and the result is recorded. Each stage is a value that can be looked
//! at before the next:
//!
//! ```text
//! Run ──View::notices──▶ Notice ──Composer──▶ Letter ──Transport──▶ Attempt ──▶ Run: sent, given up
//!                                  texts      bytes                    │
//!                                                     Outbox ◀──RetrySchedule: try again at
//! ```
//!
//! - [`Composer`] writes the [`Letter`] that a notice owes: start, transfer and its receipt,
//!   failure, weekly report, in French, English, Dutch or a language of the user's own.
//! - [`Templates`] say it: one for all languages, the words in one file of Fluent a language. Any
//!   of both can be replaced by file.
//! - [`Platform`] gives what only the program around knows: links with their tokens, the status
//!   workbook.
//! - A [`Transport`] ([`Smtp`], [`Files`], [`Memory`]) gives the result for each recipient.
//! - [`Round`] does all of it for every mail that is owed at an instant; the [`Outbox`] keeps
//!   what is to be tried again, as a [`RetrySchedule`] says.
//! - [`MailConfig`] is the `mail` section of a configuration file.
//! - [`calendar`] gives the steps of a person or a team for the calendars that they keep.
//! - A [`MailDraft`] names every field of a message, for mails of other kinds.
//!
//! No clock is read and no random number drawn: the same notice gives the same bytes under the
//! same Message-ID, in every process.
//!
//! The files stand in the order in which a mail travels, and each imports only those before it
//! (`tests/order.rs` holds that): `settings`, `message`, `platform`, `calendar`, `templates`,
//! `composer`, `transport`, `delivery`.
//!
//! # Examples
//!
//! From a run to a file that any mail program opens:
//!
//! ```
//! use chrono::{DateTime, Utc};
//! use ptr_core::{Email, Moment, Plan, Run, Step};
//! use ptr_mail::{Composer, MailConfig, Outbox, Pages, Round};
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
//! let (composer, transport) = (Composer::new(&config)?, config.open()?);
//! let pages = Pages::at("https://ptr.grid.example");
//! let round = Round {
//!     composer: &composer,
//!     transport: &*transport,
//!     platform: &pages,
//!     retry: config.retry(),
//!     rules: None,
//! };
//! let mut outbox = Outbox::default();
//! let sent = round.deliver(&mut run, &mut outbox, start);
//! assert_eq!(sent[0].notice.key, "FDR2/CO00000001/start/0/anne@grid.example");
//! assert_eq!(run.events().len(), 1);
//! assert!(round.deliver(&mut run, &mut outbox, start).is_empty());
//!
//! let letter = composer.letter(&sent[0].notice, &run.view(start), &pages)?;
//! let file = directory.join(format!("{}.eml", letter.file_stem()));
//! assert_eq!(std::fs::read(&file)?, letter.bytes());
//! # std::fs::remove_dir_all(directory)?;
//! # Ok(())
//! # }
//! ```

mod calendar;
mod composer;
mod delivery;
mod html;
mod message;
mod platform;
mod problems;
mod settings;
mod templates;
mod texts;
mod transport;

pub use lettre::Address;
pub use lettre::message::{Mailbox, Message};
pub use ptr_core::language::Language;

pub use crate::calendar::{CalendarOptions, UnknownTeam, calendar};
pub use crate::composer::{Composer, LetterError};
pub use crate::delivery::{Attempt, Outbox, Round, Verdict, Waiting};
pub use crate::html::html_lines;
pub use crate::message::{Attachment, FieldProblem, Letter, MailDraft, MessageError};
pub use crate::platform::{Pages, Platform};
pub use crate::problems::{ListedProblem, ProblemList};
pub use crate::settings::{
    Attempts, Encryption, Login, MailConfig, MailConfigError, RetrySchedule, Secret,
    SettingProblem, SmtpSettings,
};
pub use crate::templates::{
    About, ActContext, Blocker, ChangedStep, Completion, DecisionToCome, DueDay, DueStep,
    ExpectedEnd, ForecastContext, LightContext, PhaseCompletion, Rendered, ReportContext,
    RequiredEndContext, RiskContext, Rollback, StateChanges, StateContext, StateCount, StepContext,
    StepDefects, StepLine, StepMail, TakenDecision, TemplateError, TemplateProblem, Templates,
    UrgentStep,
};
pub use crate::transport::{
    Delivery, Failure, Fault, Files, Memory, RecipientDelivery, Smtp, SmtpError, Transport,
};
