//! A mail ready to be sent: what a transport needs to know of it.

use lettre::Address;
use lettre::message::Message;

use super::identity::Identity;

/// A mail ready to be sent: message, envelope and identity.
#[derive(Clone, Debug)]
pub struct Letter {
    pub(super) key: String,
    pub(super) message_id: String,
    pub(super) message: Message,
    pub(super) recipients: Vec<Address>,
    pub(super) sender: Address,
}

impl Letter {
    /// The key of the notice that this mail delivers.
    pub fn key(&self) -> &str {
        &self.key
    }

    /// The Message-ID, angle brackets included: `<h@sender's domain>`, where `h` is the first
    /// 128 bits of the SHA-256 of the key in lower-case hexadecimal. It will not change between
    /// versions.
    pub fn message_id(&self) -> &str {
        &self.message_id
    }

    /// The message, for those who send it through lettre themselves.
    pub fn message(&self) -> &Message {
        &self.message
    }

    /// The addresses that the mail goes to, each once. Never empty.
    pub fn recipients(&self) -> &[Address] {
        &self.recipients
    }

    /// The address that the servers send their complaints to.
    pub fn sender(&self) -> &Address {
        &self.sender
    }

    /// The same mail for some of its recipients only: those that a first attempt missed.
    ///
    /// The message stays as it is, `To` included; `None` when nobody is left.
    #[must_use]
    pub fn only_to(&self, keep: impl Fn(&Address) -> bool) -> Option<Self> {
        let recipients: Vec<_> = self.recipients.iter().filter(|r| keep(r)).cloned().collect();
        (!recipients.is_empty()).then(|| Self { recipients, ..self.clone() })
    }

    /// The mail as it goes over the wire and into an `.eml` file. Linear in its length.
    pub fn bytes(&self) -> Vec<u8> {
        self.message.formatted()
    }

    /// A file name without its ending that is readable, and different for different keys.
    pub fn file_stem(&self) -> String {
        Identity::of(&self.key).file_stem(&self.key)
    }
}
