//! From a mail that is owed to the letter that goes out.
//!
//! Kept true: the letter depends on the notice, on what is recorded and on what the platform
//! gives; not on the instant it is asked for (its `Date` follows [the date
//! rule](Composer::letter)), nor on what has happened since. So a mail that is sent twice is the
//! same mail twice.

mod act;
mod date;
mod forecast;
mod report;
mod risk;
mod step;

use lettre::address::AddressError;
use lettre::message::Mailbox;
use ptr_core::language::{Language, arguments};
use ptr_core::{Notice, Occasion, View};

use crate::message::{Attachment, Letter, MailDraft, MessageError};
use crate::platform::Platform;
use crate::problems::printed_in_english;
use crate::settings::MailConfig;
use crate::templates::{Rendered, StepMail, TemplateError, Templates};
use crate::texts::{escaped, text, word};

/// Who writes the mails, in which language, with which words.
///
/// Threads may share it.
#[derive(Debug)]
pub struct Composer {
    from: Mailbox,
    reply_to: Mailbox,
    signature: String,
    templates: Templates,
    /// Whether the weekly report takes the timeline along.
    timeline: bool,
}

/// Why a notice could not become a letter.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum LetterError {
    /// The notice is about a step that the schedule does not have.
    UnknownStep {
        /// The notice's key.
        key: String,
        /// The schedule's dry run.
        dry_run: String,
    },
    /// The notice is of a kind that this version has no mail for.
    UnknownKind {
        /// The kind.
        kind: &'static str,
    },
    /// The recipient's address is one that mail servers do not take.
    Recipient {
        /// The address.
        found: String,
        /// What is wrong with it.
        why: AddressError,
    },
    /// The templates cannot say it.
    Template(TemplateError),
    /// The message cannot be put together.
    Message(MessageError),
}

impl From<TemplateError> for LetterError {
    fn from(error: TemplateError) -> Self {
        Self::Template(error)
    }
}

impl From<MessageError> for LetterError {
    fn from(error: MessageError) -> Self {
        Self::Message(error)
    }
}

printed_in_english!(LetterError);

impl std::error::Error for LetterError {}

impl LetterError {
    /// Whether the same letter can succeed once somebody has mended the templates.
    pub fn is_configuration(&self) -> bool {
        matches!(self, Self::Template(_))
    }

    /// Why there is no letter, and what to do.
    pub fn message(&self, language: &Language) -> String {
        match self {
            Self::UnknownStep { key, dry_run } => {
                let arguments = arguments!(key = escaped(key), dry_run = dry_run.as_str());
                text(language, "mail-letter-unknown-step", &arguments)
            }
            Self::UnknownKind { kind } => {
                text(language, "mail-letter-unknown-kind", &arguments!(kind = *kind))
            }
            Self::Recipient { found, why } => {
                let id = match why {
                    AddressError::MissingParts => "mail-address-missing-parts",
                    AddressError::InvalidUser => "mail-address-invalid-user",
                    AddressError::InvalidDomain => "mail-address-invalid-domain",
                    AddressError::Unbalanced => "mail-address-unbalanced",
                    _ => "mail-address-invalid",
                };
                let arguments = arguments!(found = escaped(found), why = word(language, id));
                text(language, "mail-letter-recipient", &arguments)
            }
            Self::Template(error) => error.message(language),
            Self::Message(error) => error.message(language),
        }
    }
}

impl Composer {
    /// A composer with the settings of a configuration, and its templates.
    ///
    /// # Errors
    ///
    /// All that is wrong with the files that replace templates.
    pub fn new(config: &MailConfig) -> Result<Self, TemplateError> {
        let templates = match config.templates() {
            Some(directory) => Templates::with_overrides(directory, config.language())?,
            None => Templates::builtin(config.language()),
        };
        Ok(Self {
            from: config.from().clone(),
            reply_to: config.reply_to().clone(),
            signature: config.signature().into_owned(),
            templates,
            timeline: config.timeline(),
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
        let since = view.owed_since(notice).unwrap_or_else(|| view.at());
        let letter = MailDraft {
            key: &notice.key,
            date: date::date(since, view.at()),
            from: &self.from,
            reply_to: Some(&self.reply_to),
            to: std::slice::from_ref(&to),
            subject: &texts.subject,
            language: self.templates.language().code(),
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
        let (language, signature) = (self.templates.language(), self.signature.as_str());
        if let Occasion::WeeklyReport { since, until } = notice.occasion {
            let (before, now) = (view.run().view(since), view.run().view(until));
            let mut attachments = platform.attachments(notice, &now);
            let timeline = self.timeline.then(|| report::timeline(&now, language)).flatten();
            let (before, now) = (&before, &now);
            let reporter = report::Reporter { notice, platform, language, signature, before, now };
            let report = reporter.report(since, &attachments, timeline.as_ref());
            let texts = self.templates.render(notice.kind(), &report)?;
            attachments.extend(timeline);
            return Ok((texts, attachments));
        }
        if let Some(risk) = risk::context(notice, view, platform, (language.code(), signature)) {
            let texts = self.templates.render(notice.kind(), &risk)?;
            return Ok((texts, platform.attachments(notice, view)));
        }
        let unknown_step = || LetterError::UnknownStep {
            key: notice.key.clone(),
            dry_run: view.schedule().dry_run().to_string(),
        };
        let step = match &notice.step {
            Some(id) => Some(view.schedule().find(id.as_str()).ok_or_else(unknown_step)?),
            None => None,
        };
        let on = (view, step);
        if let Some(act) = act::context(notice, on, platform, (language.code(), signature)) {
            let texts = self.templates.render(notice.kind(), &act)?;
            return Ok((texts, platform.attachments(notice, view)));
        }
        let step = step.ok_or_else(unknown_step)?;
        let mail = StepMail {
            language: language.code(),
            dry_run: view.schedule().dry_run().as_str(),
            signature,
            link: platform.step(notice, view.schedule().id(step)),
            step: step::context(view, step),
            about: step::about(notice, view, step, language)
                .ok_or_else(|| LetterError::UnknownKind { kind: notice.kind().name() })?,
        };
        let texts = self.templates.render(notice.kind(), &mail)?;
        Ok((texts, platform.attachments(notice, view)))
    }
}

fn recipient(notice: &Notice) -> Result<lettre::Address, LetterError> {
    let found = notice.recipient.as_str();
    found.parse().map_err(|why| LetterError::Recipient { found: found.to_owned(), why })
}
