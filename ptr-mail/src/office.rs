//! From a mail that is owed to the letter that goes out.
//!
//! Kept true: the letter depends on the notice, on what is recorded and on what the platform
//! gives; not on the instant it is asked for (its `Date` follows [the date
//! rule](Office::letter)), nor on what has happened since. So a mail that is sent twice is the
//! same mail twice.

mod report;

use chrono::{DateTime, SecondsFormat, Utc};
use lettre::message::Mailbox;
use ptr_core::{Notice, NoticeKind, Occasion, StepIx, View};
use serde::Serialize;

use crate::config::MailConfig;
use crate::context::{
    FailureContext, ReceiptContext, StartContext, StateContext, StepContext, TransferContext,
};
use crate::message::{Attachment, Draft, Letter, MessageError};
use crate::occasion;
use crate::platform::Platform;
use crate::templates::{Rendered, TemplateError, Templates};
use ptr_core::language::Language;

/// Who writes the mails, in which language, with which words.
///
/// Threads may share it.
#[derive(Debug)]
pub struct Office {
    from: Mailbox,
    reply_to: Mailbox,
    signature: String,
    language: Language,
    templates: Templates,
}

/// Why a notice could not become a letter.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum LetterError {
    /// The notice is about a step that the schedule does not have.
    #[error(
        "the notice {key:?} is about a step that dry run {dry_run} does not have; is it of another run?"
    )]
    UnknownStep {
        /// The notice's key.
        key: String,
        /// The schedule's dry run.
        dry_run: String,
    },
    /// The recipient's address is one that mail servers do not take.
    #[error("{found:?} is no address that a mail can go to ({why}); correct it in the plan")]
    Recipient {
        /// The address.
        found: String,
        /// What is wrong with it.
        why: String,
    },
    /// The templates cannot say it.
    #[error(transparent)]
    Template(#[from] TemplateError),
    /// The message cannot be put together.
    #[error(transparent)]
    Message(#[from] MessageError),
}

impl LetterError {
    /// Whether the same letter can succeed once somebody has mended the templates.
    pub fn is_configuration(&self) -> bool {
        matches!(self, Self::Template(_))
    }
}

impl Office {
    /// An office with the settings of a configuration, and its templates.
    ///
    /// # Errors
    ///
    /// All that is wrong with the files that replace templates.
    pub fn new(config: &MailConfig) -> Result<Self, TemplateError> {
        let templates = match config.templates() {
            Some(directory) => Templates::with_overrides(directory)?,
            None => Templates::builtin(),
        };
        Ok(Self {
            from: config.from().clone(),
            reply_to: config.reply_to().clone(),
            signature: config.signature().to_owned(),
            language: config.language().clone(),
            templates,
        })
    }

    /// The letter that a notice owes.
    ///
    /// Its `Date` is the instant since which the mail has been owed; if that is a day ago or
    /// more, so many whole days later that it is less than a day old. The weekly report tells
    /// everything as it stood at the instant it is about.
    ///
    /// Time linear in the letter; a transfer and a report look back, which may cost a replay of
    /// the run, and a report explains each step that is Overdue or Locked.
    ///
    /// # Errors
    ///
    /// [`LetterError`].
    pub fn letter(
        &self,
        notice: &Notice,
        view: &View<'_>,
        platform: &dyn Platform,
    ) -> Result<Letter, LetterError> {
        let to = Mailbox::new(None, recipient(notice)?);
        let (texts, attachments) = self.content(notice, view, platform)?;
        let step = notice.step.as_ref().and_then(|id| view.schedule().step(id.as_str()));
        let since = occasion::owed_since(notice, view, step);
        let letter = Draft {
            key: &notice.key,
            date: occasion::date(since, view.at()),
            from: &self.from,
            reply_to: Some(&self.reply_to),
            to: std::slice::from_ref(&to),
            subject: &texts.subject,
            language: self.language.code(),
            text: &texts.text,
            html: &texts.html,
            attachments: &attachments,
        };
        Ok(letter.assemble()?)
    }

    /// What the letter says: to look at before it is sent, or to send in some other way.
    ///
    /// # Errors
    ///
    /// [`LetterError`].
    pub fn texts(
        &self,
        notice: &Notice,
        view: &View<'_>,
        platform: &dyn Platform,
    ) -> Result<Rendered, LetterError> {
        Ok(self.content(notice, view, platform)?.0)
    }

    fn content(
        &self,
        notice: &Notice,
        view: &View<'_>,
        platform: &dyn Platform,
    ) -> Result<(Rendered, Vec<Attachment>), LetterError> {
        if let Occasion::WeeklyReport { since, until } = notice.occasion {
            let (before, now) = (view.run().view(since), view.run().view(until));
            let attachments = platform.attachments(notice, &now);
            let reporter = report::Reporter {
                notice,
                platform,
                language: &self.language,
                signature: &self.signature,
                before: &before,
                now: &now,
            };
            let texts = self.render(notice, &reporter.report(since, &attachments))?;
            return Ok((texts, attachments));
        }
        let step = notice.step.as_ref().and_then(|id| view.schedule().step(id.as_str()));
        let step = step.ok_or_else(|| LetterError::UnknownStep {
            key: notice.key.clone(),
            dry_run: view.schedule().dry_run().to_string(),
        })?;
        let texts = self.about_step(notice, view, step, platform)?;
        Ok((texts, platform.attachments(notice, view)))
    }

    fn render(&self, notice: &Notice, context: &impl Serialize) -> Result<Rendered, TemplateError> {
        self.templates.render(&self.language, notice.kind(), context)
    }

    fn about_step(
        &self,
        notice: &Notice,
        view: &View<'_>,
        ix: StepIx,
        platform: &dyn Platform,
    ) -> Result<Rendered, TemplateError> {
        let schedule = view.schedule();
        let (record, phase) = (schedule.record(ix), schedule.phase(ix));
        let start = schedule.start(ix).map(|start| clock(view, start));
        let link = platform.step(notice, &record.id);
        let step = StepContext {
            id: record.id.as_str(),
            label: &record.label,
            phase: phase.code.as_str(),
            phase_label: phase.label.as_deref(),
            team: record.team.as_deref(),
            department: record.department.as_deref(),
            start: start.as_deref(),
            duration: record.duration.map(|duration| duration.num_seconds()),
            instructions: record.instructions.as_deref().filter(|it| !it.trim().is_empty()),
        };
        let (language, dry_run) = (self.language.code(), schedule.dry_run().as_str());
        let (signature, link) = (self.signature.as_str(), link.as_deref());
        match &notice.occasion {
            Occasion::Start => {
                let unassigned = view.assignees(ix).is_empty();
                let context = StartContext { language, dry_run, signature, link, step, unassigned };
                self.render(notice, &context)
            }
            Occasion::Transfer { from, message } => {
                // As it stood then: this mail asks to begin if no start mail will.
                let state = match occasion::transfer(notice, view) {
                    Some(event) => view.run().view_at_version(event.seq, event.at).state(ix),
                    None => view.state(ix),
                };
                let state = StateContext::new(state, &self.language);
                let (from, message) = (from.as_str(), message.as_deref());
                let context = TransferContext {
                    language,
                    dry_run,
                    signature,
                    link,
                    step,
                    from,
                    message,
                    state,
                };
                self.render(notice, &context)
            }
            Occasion::TransferReceipt { to, message } => {
                let (to, message) = (to.as_str(), message.as_deref());
                let context =
                    ReceiptContext { language, dry_run, signature, link, step, to, message };
                self.render(notice, &context)
            }
            Occasion::Failure { undelivered_to, error } => {
                let failure = occasion::failure(notice, view);
                let mail =
                    failure.map_or(NoticeKind::Start, |(_, kind)| kind).label(&self.language);
                let at = clock(view, failure.map_or(view.at(), |(event, _)| event.at));
                let (undelivered_to, at) = (undelivered_to.as_str(), at.as_str());
                let context = FailureContext {
                    language,
                    dry_run,
                    signature,
                    link,
                    step,
                    mail: &mail,
                    undelivered_to,
                    at,
                    error,
                };
                self.render(notice, &context)
            }
            // Reports are about no step and do not come here.
            Occasion::WeeklyReport { .. } => Ok(Rendered::default()),
        }
    }
}

/// An instant on the clocks of the plan, as the templates read it.
fn clock(view: &View<'_>, instant: DateTime<Utc>) -> String {
    let zone = view.schedule().plan().timezone();
    instant.with_timezone(&zone).to_rfc3339_opts(SecondsFormat::Secs, false)
}

fn recipient(notice: &Notice) -> Result<lettre::Address, LetterError> {
    let found = notice.recipient.as_str();
    found.parse().map_err(|error: lettre::address::AddressError| LetterError::Recipient {
        found: found.to_owned(),
        why: error.to_string(),
    })
}
