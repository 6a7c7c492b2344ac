//! Where mails go: one narrow trait, and what it answers for each recipient.
//!
//! Kept true by every transport: `send` never fails as a whole, it gives exactly one
//! [`RecipientDelivery`] for each recipient of the letter, in their order; a failure is permanent only
//! when this recipient or this message was refused for good. Everything that somebody can
//! mend without writing the mail again (a server that is down, a wrong password, a certificate
//! that nobody trusts, a full disk) is transient, so that no start mail is lost over it, and
//! [`Fault::is_configuration`] tells which failures need a person.

use lettre::Address;
use ptr_core::language::{Language, arguments};
use serde::{Deserialize, Serialize};

use crate::message::Letter;
use crate::problems::printed_in_english;
use crate::texts::word;

/// A way to deliver mails. A new one is one method.
pub trait Transport: Send + Sync {
    /// Delivers a letter; gives the result for each of its recipients, in their order.
    fn send(&self, letter: &Letter) -> Vec<RecipientDelivery>;
}

/// The result for one recipient of a letter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecipientDelivery {
    /// Whose copy.
    pub recipient: Address,
    /// What came of it.
    pub delivery: Delivery,
}

impl RecipientDelivery {
    /// The same for every recipient of a letter.
    pub fn for_all(letter: &Letter, delivery: &Delivery) -> Vec<Self> {
        let of = |to: &Address| Self { recipient: to.clone(), delivery: delivery.clone() };
        letter.recipients().iter().map(of).collect()
    }
}

/// The result of one attempt.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "outcome", rename_all = "snake_case")]
pub enum Delivery {
    /// The transport has taken the mail in charge.
    Sent {
        /// What the server answered, its code included, or where the file was written.
        answer: String,
    },
    /// It did not work now and may work later.
    Transient(Failure),
    /// It will not work however often it is tried.
    Permanent(Failure),
}

impl Delivery {
    /// Sends the letter of one notice, which has one recipient.
    pub fn over(transport: &dyn Transport, letter: &Letter) -> Self {
        let outcome = transport.send(letter).into_iter().next();
        outcome.map_or_else(Self::unanswered, |outcome| outcome.delivery)
    }

    /// A transport that answers nothing has sent nothing.
    fn unanswered() -> Self {
        let text = "the transport gave no answer".to_owned();
        Self::Transient(Failure { fault: Fault::Connection, code: None, text })
    }

    /// The failure, if it is one.
    pub fn failure(&self) -> Option<&Failure> {
        match self {
            Self::Sent { .. } => None,
            Self::Transient(failure) | Self::Permanent(failure) => Some(failure),
        }
    }

    /// Whether the transport has taken the mail in charge.
    pub fn is_sent(&self) -> bool {
        matches!(self, Self::Sent { .. })
    }
}

/// Why a mail did not go out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Failure {
    /// What was at fault.
    pub fault: Fault,
    /// The server's reply code, such as 550, when there was a reply.
    pub code: Option<u16>,
    /// The server's words, or the system's.
    pub text: String,
}

impl Failure {
    /// The server's own words with its code, or all that is known where no server has spoken.
    pub fn answer(&self) -> String {
        match self.code {
            Some(code) => format!("{code} {}", self.text),
            None => self.to_string(),
        }
    }

    /// What was at fault, and the words of the server or the system, which they have in a language
    /// of their own.
    pub fn message(&self, language: &Language) -> String {
        let code = self.code.map(|code| format!("{code} ")).unwrap_or_default();
        let text = format!("{code}{}", self.text);
        let arguments = arguments!(fault = self.fault.message(language), text = text);
        crate::texts::text(language, "mail-failed", &arguments)
    }
}

printed_in_english!(Failure, Fault);

/// What was at fault when a mail did not go out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Fault {
    /// The server cannot be reached, or went away before it had answered.
    Connection,
    /// No encrypted connection came about: no STARTTLS, or a certificate that is not trusted.
    Encryption,
    /// The server does not know this user and password, or wants some and got none.
    Login,
    /// The server does not let this sender write.
    Sender,
    /// The server does not take this recipient.
    Recipient,
    /// The server does not take this message.
    Message,
    /// The mail could not be written to disk.
    Storage,
    /// The mail could not be put together: templates, or texts of the plan.
    Letter,
    /// Another way than mail takes nothing.
    Way,
}

impl Fault {
    /// Whether nothing will get better before somebody changes the configuration, of this
    /// program or of the server. Worth an alarm at the first mail.
    pub fn is_configuration(self) -> bool {
        match self {
            Self::Encryption | Self::Login | Self::Sender | Self::Storage | Self::Letter => true,
            Self::Connection | Self::Recipient | Self::Message | Self::Way => false,
        }
    }

    /// Whether it lies with the server and not with this mail: whoever has more mails would meet
    /// the same with each, and wait as long each time. Better to try them later, one first.
    ///
    /// A connection that breaks in the middle counts here, too. It may have been this mail that
    /// the server could not stand: so try those first that have not been tried yet.
    pub fn is_of_server(self) -> bool {
        match self {
            Self::Connection | Self::Encryption | Self::Login | Self::Sender | Self::Way => true,
            Self::Recipient | Self::Message | Self::Storage | Self::Letter => false,
        }
    }

    /// What was at fault, in words.
    pub fn message(self, language: &Language) -> String {
        word(
            language,
            match self {
                Self::Connection => "mail-failed-connection",
                Self::Encryption => "mail-failed-encryption",
                Self::Login => "mail-failed-login",
                Self::Sender => "mail-failed-sender",
                Self::Recipient => "mail-failed-recipient",
                Self::Message => "mail-failed-message",
                Self::Storage => "mail-failed-storage",
                Self::Letter => "mail-failed-letter",
                Self::Way => "mail-failed-way",
            },
        )
    }
}
