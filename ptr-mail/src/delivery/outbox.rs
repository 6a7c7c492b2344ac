//! What is remembered of mails that did not go out yet, between two rounds.
//!
//! Kept true: a mail refused for good is never tried again; losing the outbox loses no mail. Which mails are owed is known from the
//! run; whoever loses the outbox only tries sooner, and counts attempts from one again.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::settings::{Attempts, RetrySchedule};
use crate::transport::{Delivery, Failure};

/// What to do with a mail after an attempt.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// It arrived at the server; nothing is left to do.
    Done,
    /// Try again at this instant, or as soon after it as possible.
    RetryAt(DateTime<Utc>),
    /// Stop trying: the failure mail is owed now.
    GiveUp,
}

/// The mails that are to be tried again, by the key of their notice.
///
/// Serialised as one object, to be stored with the run's events.
///
/// # Examples
///
/// ```
/// use ptr_mail::{Delivery, Failure, Fault, Outbox, RetrySchedule, Verdict};
///
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let (mut outbox, at) = (Outbox::default(), "2026-11-24T13:30:00Z".parse()?);
/// let busy = Failure { fault: Fault::Recipient, code: Some(451), text: "later".to_owned() };
/// let verdict =
///     outbox.note("FDR2/CO00000001/start/0/a@b", &Delivery::Transient(busy), &RetrySchedule::default(), at);
/// assert_eq!(verdict, Verdict::RetryAt("2026-11-24T13:31:00Z".parse()?));
/// assert_eq!(outbox.next_attempt(), Some("2026-11-24T13:31:00Z".parse()?));
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Outbox {
    waiting: BTreeMap<String, Waiting>,
}

/// A mail that is to be tried again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Waiting {
    /// The attempts that have failed.
    pub attempts: Attempts,
    /// When to try again.
    pub retry_at: DateTime<Utc>,
    /// What the last attempt met.
    pub failure: Failure,
}

impl Outbox {
    /// Whether a mail is to be tried at this instant: always, unless it waits for a later one.
    pub fn is_due(&self, key: &str, at: DateTime<Utc>) -> bool {
        self.waiting.get(key).is_none_or(|waiting| waiting.retry_at <= at)
    }

    /// Whether the mail with this key has failed before and waits for another attempt.
    pub fn is_waiting(&self, key: &str) -> bool {
        self.waiting.contains_key(key)
    }

    /// When the next of the waiting mails is to be tried again: how long a scheduler may sleep,
    /// if nothing happens and no step changes before.
    pub fn next_attempt(&self) -> Option<DateTime<Utc>> {
        self.waiting.values().map(|waiting| waiting.retry_at).min()
    }

    /// The waiting mails, in the order of their keys.
    pub fn waiting(&self) -> impl ExactSizeIterator<Item = (&str, &Waiting)> {
        self.waiting.iter().map(|(key, waiting)| (key.as_str(), waiting))
    }

    /// Records the result of an attempt, and gives what follows from it.
    pub fn note(
        &mut self,
        key: &str,
        delivery: &Delivery,
        schedule: &RetrySchedule,
        at: DateTime<Utc>,
    ) -> Verdict {
        let before = self.waiting.remove(key).map(|waiting| waiting.attempts);
        let attempts = before.map_or_else(|| Attempts::first(at), |before| before.and_again(at));
        let failure = match delivery {
            Delivery::Sent { .. } => return Verdict::Done,
            Delivery::Permanent(_) => return Verdict::GiveUp,
            Delivery::Transient(failure) => failure.clone(),
        };
        let Some(retry_at) = schedule.next_attempt(&attempts) else { return Verdict::GiveUp };
        self.waiting.insert(key.to_owned(), Waiting { attempts, retry_at, failure });
        Verdict::RetryAt(retry_at)
    }

    /// Forgets the mails that are owed no more: somebody has started the step without them.
    pub fn keep(&mut self, is_owed: impl Fn(&str) -> bool) {
        self.waiting.retain(|key, _| is_owed(key));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::transport::Fault;

    #[test]
    fn a_permanent_failure_gives_up_at_once_and_a_success_is_done() {
        let (schedule, mut outbox) = (RetrySchedule::default(), Outbox::default());
        let at: DateTime<Utc> = "2026-11-24T00:00:00Z".parse().unwrap();
        let mut verdict = |delivery| outbox.note("k", &delivery, &schedule, at);
        let failure =
            Failure { fault: Fault::Recipient, code: Some(450), text: "greylisted".to_owned() };
        assert_eq!(verdict(Delivery::Permanent(failure.clone())), Verdict::GiveUp);
        assert_eq!(
            verdict(Delivery::Transient(failure)),
            Verdict::RetryAt("2026-11-24T00:01:00Z".parse().unwrap())
        );
        let sent = Delivery::Sent { answer: "250 ok".to_owned() };
        assert_eq!(verdict(sent), Verdict::Done);
    }
}
