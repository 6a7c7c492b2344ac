//! Mails kept in memory: for tests and for looking before sending.
//!
//! Kept true: letters stand in the order in which they were sent, refused ones left out.

use std::sync::{Mutex, MutexGuard, PoisonError};

use super::outcome::{Delivery, Failure, Fault, RecipientDelivery, Transport};
use crate::message::Letter;

/// Keeps what is sent, and refuses the recipients it is told to refuse.
///
/// # Examples
///
/// ```
/// use ptr_mail::{MailDraft, Memory, Transport};
///
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// # let draft = MailDraft {
/// #     key: "FDR2/CO00000001/start/1", date: "2026-11-24T13:30:00Z".parse()?,
/// #     from: &"transition@example.org".parse()?, reply_to: None,
/// #     to: &["anne.durand@example.org".parse()?], subject: "s", language: "fr",
/// #     text: "t", html: "h", attachments: &[],
/// # };
/// let memory = Memory::default();
/// let outcomes = memory.send(&draft.assemble()?);
/// assert!(outcomes[0].delivery.is_sent());
/// assert_eq!(memory.letters()[0].key(), "FDR2/CO00000001/start/1");
/// # Ok(())
/// # }
/// ```
#[derive(Debug, Default)]
pub struct Memory {
    letters: Mutex<Vec<Letter>>,
    refused: Vec<String>,
}

impl Memory {
    /// Refuses this recipient for good, as a server would that does not know the address.
    #[must_use]
    pub fn refusing(mut self, recipient: &str) -> Self {
        self.refused.push(recipient.to_owned());
        self
    }

    /// What was sent so far, each letter with the recipients that were not refused.
    pub fn letters(&self) -> Vec<Letter> {
        self.lock().clone()
    }

    /// What was sent so far; forgets it.
    pub fn take(&self) -> Vec<Letter> {
        std::mem::take(&mut *self.lock())
    }

    fn lock(&self) -> MutexGuard<'_, Vec<Letter>> {
        // The list holds whole letters only, even if another thread panicked.
        self.letters.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn refuses(&self, recipient: &lettre::Address) -> bool {
        self.refused.iter().any(|r| r.eq_ignore_ascii_case(recipient.as_ref()))
    }
}

impl Transport for Memory {
    fn send(&self, letter: &Letter) -> Vec<RecipientDelivery> {
        if let Some(taken) = letter.only_to(|recipient| !self.refuses(recipient)) {
            self.lock().push(taken);
        }
        let outcome = |recipient: &lettre::Address| RecipientDelivery {
            recipient: recipient.clone(),
            delivery: if self.refuses(recipient) {
                Delivery::Permanent(Failure {
                    fault: Fault::Recipient,
                    code: Some(550),
                    text: "refused on request".to_owned(),
                })
            } else {
                Delivery::Sent { answer: "kept in memory".to_owned() }
            },
        };
        letter.recipients().iter().map(outcome).collect()
    }
}
