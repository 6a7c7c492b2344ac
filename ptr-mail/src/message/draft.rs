//! A mail as it goes out: a [`lettre::Message`] in which every field was given.
//!
//! lettre fills in what it is not told: the current date, a random Message-ID, a random
//! boundary for each multipart. Here nothing is left to it, so that **the same draft gives the
//! same bytes** in every process and at any time; date and key come from the caller, Message-ID
//! and boundaries from the key.
//!
//! Also kept true: no header field holds a control character, least of all a line break, so
//! nobody can add a header or a recipient by typing it into a label; and a body cannot end its
//! own MIME part (see the private module `encoding`).
//!
//! ```text
//! multipart/mixed                  only with attachments, boundary at depth 1
//! ├── multipart/alternative        boundary at depth 2 then, else at depth 1
//! │   ├── text/plain               quoted-printable
//! │   └── text/html                quoted-printable
//! └── attachments                  base64
//! ```

use chrono::{DateTime, Utc};
use lettre::Address;
use lettre::address::Envelope;
use lettre::message::header::{ContentTransferEncoding, ContentType, HeaderName, HeaderValue};
use lettre::message::{Body, Mailbox, Message, MultiPart, SinglePart};

use super::attachment::{Attachment, breaks_a_header};
use super::encoding::quoted_printable;
use super::identity::Identity;
use super::letter::Letter;
use super::mailboxes;
use super::problem::{ATTACHMENT_NAME, FieldProblem, LONGEST, MessageError};

/// Everything that a mail is made of.
///
/// # Examples
///
/// ```
/// use ptr_mail::MailDraft;
///
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let draft = MailDraft {
///     key: "FDR2/CO00000001/start/1",
///     date: "2026-11-24T13:30:00Z".parse()?,
///     from: &"Équipe de transition <transition@example.org>".parse()?,
///     reply_to: None,
///     to: &["anne.durand@example.org".parse()?],
///     subject: "[Transition-FDR2] CO00000001-Exécution",
///     language: "fr",
///     text: "Bonjour",
///     html: "<p>Bonjour</p>",
///     attachments: &[],
/// };
/// let letter = draft.assemble()?;
/// assert_eq!(letter.bytes(), draft.assemble()?.bytes());
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug)]
pub struct MailDraft<'a> {
    /// The notice's key: the mail's identity. See [`Letter::message_id`].
    pub key: &'a str,
    /// The `Date` field, to the second.
    pub date: DateTime<Utc>,
    /// Who writes; also where the servers send their complaints. Its domain must be ASCII (an
    /// international one in its `xn--` form), because the Message-ID is made of it.
    pub from: &'a Mailbox,
    /// Who gets the answers, if not the sender: the transition team.
    pub reply_to: Option<&'a Mailbox>,
    /// Who gets the mail. An address that stands there twice, case aside, gets it once.
    pub to: &'a [Mailbox],
    /// The subject, in any script.
    pub subject: &'a str,
    /// The language of the bodies, as in `fr`: screen readers and translators go by it.
    pub language: &'a str,
    /// The body for programs that show plain text.
    pub text: &'a str,
    /// The body for programs that show HTML.
    pub html: &'a str,
    /// Files that go along.
    pub attachments: &'a [Attachment],
}

impl MailDraft<'_> {
    /// Puts the mail together.
    ///
    /// Linear in the length of bodies and attachments.
    ///
    /// # Errors
    ///
    /// All that is wrong with the fields at once: control characters, no recipient, a date
    /// that a mail cannot carry, a media type that is none.
    pub fn assemble(&self) -> Result<Letter, MessageError> {
        let problems = self.problems();
        if !problems.is_empty() {
            return Err(MessageError::new(problems));
        }
        let identity = Identity::of(self.key);
        let message_id = identity.message_id(self.from.email.domain());
        let sender = self.from.email.clone();
        let recipients = self.recipients();
        let refused = |error: lettre::error::Error| {
            MessageError::new(vec![FieldProblem::Refused { found: error.to_string() }])
        };
        let envelope = Envelope::new(Some(sender.clone()), recipients.clone()).map_err(refused)?;
        let mailboxes = |name, of: &[Mailbox]| {
            mailboxes::field(name, of).map_err(|error| {
                MessageError::new(vec![FieldProblem::Refused { found: error.to_string() }])
            })
        };
        let mut builder = Message::builder()
            .date(self.date.into())
            .raw_header(mailboxes("From", std::slice::from_ref(self.from))?)
            .raw_header(mailboxes("To", self.to)?)
            .subject(self.subject)
            .message_id(Some(message_id.clone()))
            .envelope(envelope)
            .raw_header(field("Content-Language", self.language))
            // RFC 3834: keeps automatic answers from piling up at the transition team's.
            .raw_header(field("Auto-Submitted", "auto-generated"));
        if let Some(reply_to) = self.reply_to {
            builder = builder.raw_header(mailboxes("Reply-To", std::slice::from_ref(reply_to))?);
        }
        let message = builder.multipart(self.body(&identity)).map_err(refused)?;
        Ok(Letter { key: self.key.to_owned(), message_id, message, recipients, sender })
    }

    /// The bodies and, where there are any, the attachments around them.
    fn body(&self, identity: &Identity) -> MultiPart {
        let depth = if self.attachments.is_empty() { 1 } else { 2 };
        let bodies = multipart("alternative", &identity.boundary(depth))
            .singlepart(text_part(ContentType::TEXT_PLAIN, self.text))
            .singlepart(text_part(ContentType::TEXT_HTML, self.html));
        if self.attachments.is_empty() {
            return bodies;
        }
        let whole = multipart("mixed", &identity.boundary(1)).multipart(bodies);
        // None is left out: a media type that is none was a problem before it came to this.
        let parts = self.attachments.iter().filter_map(Attachment::part);
        parts.fold(whole, MultiPart::singlepart)
    }

    /// The addresses of `to`, each once, in their order.
    fn recipients(&self) -> Vec<Address> {
        let mut recipients: Vec<Address> = Vec::with_capacity(self.to.len());
        for mailbox in self.to {
            let known =
                |r: &Address| AsRef::<str>::as_ref(r).eq_ignore_ascii_case(mailbox.email.as_ref());
            if !recipients.iter().any(known) {
                recipients.push(mailbox.email.clone());
            }
        }
        recipients
    }

    /// Everything that would make a wrong or a dangerous mail.
    fn problems(&self) -> Vec<FieldProblem> {
        let mut problems = Vec::new();
        let mut check = |field: &'static str, found: &str| {
            if let Some(character) = found.chars().find(|c| breaks_a_header(*c)) {
                let found = found.to_owned();
                problems.push(FieldProblem::ControlCharacter { field, character, found });
            }
            if found.len() > LONGEST {
                problems.push(FieldProblem::TooLong { field, length: found.len() });
            }
        };
        let mut mailbox = |field, mailbox: &Mailbox| {
            check(field, mailbox.name.as_deref().unwrap_or_default());
            check(field, mailbox.email.as_ref());
        };
        mailbox("From", self.from);
        self.reply_to.iter().for_each(|reply_to| mailbox("Reply-To", reply_to));
        self.to.iter().for_each(|to| mailbox("To", to));
        check("Subject", self.subject);
        check("Content-Language", self.language);
        for attachment in self.attachments {
            check(ATTACHMENT_NAME, &attachment.name);
        }
        for attachment in self.attachments {
            if attachment.media_type().is_none() {
                let (name, found) = (attachment.name.clone(), attachment.content_type.clone());
                problems.push(FieldProblem::MediaType { name, found });
            }
        }
        if !self.from.email.domain().is_ascii() {
            let found = self.from.email.to_string();
            problems.push(FieldProblem::ForeignDomain { found });
        }
        if self.to.is_empty() {
            problems.push(FieldProblem::NoRecipient);
        }
        if !(0..YEAR_10_000).contains(&self.date.timestamp()) {
            problems.push(FieldProblem::Date { found: self.date });
        }
        problems
    }
}

/// Seconds from 1970 to the first instant that the `Date` of a mail cannot carry.
const YEAR_10_000: i64 = 253_402_300_800;

fn field(name: &'static str, value: &str) -> HeaderValue {
    HeaderValue::new(HeaderName::new_from_ascii_str(name), value.to_owned())
}

fn text_part(content_type: ContentType, text: &str) -> SinglePart {
    let body = Body::dangerous_pre_encoded(
        quoted_printable(text),
        ContentTransferEncoding::QuotedPrintable,
    );
    SinglePart::builder().header(content_type).body(body)
}

/// An empty multipart whose boundary is given, not drawn.
///
/// lettre's own `kind` draws a random boundary, which its `boundary` then replaces; this says
/// what is meant at once.
fn multipart(kind: &str, boundary: &str) -> MultiPart {
    let content_type = format!("multipart/{kind}; boundary=\"{boundary}\"");
    MultiPart::builder()
        .header(
            ContentType::parse(&content_type)
                .expect("a boundary of our own making is `=_`, hexadecimal digits and a number"),
        )
        .build()
}
