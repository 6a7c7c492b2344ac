//! One delivery round: every mail that is owed now is written, sent, and its outcome recorded.
//!
//! Kept true: a mail is recorded as sent only after the transport has taken it in charge, so a
//! crash in between sends it again, the same bytes under the same Message-ID; a mail is given
//! up only for good reasons, and a start or transfer mail given up owes the failure mail to the
//! transition team, in the same round. No clock is read.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use ptr_core::{Notice, NoticeRules, Run, Settlement};

use super::attempt::Attempt;
use super::outbox::Outbox;
use crate::composer::{Composer, LetterError};
use crate::message::Letter;
use crate::platform::Platform;
use crate::settings::RetrySchedule;
use crate::transport::{Delivery, Failure, Fault, Transport};

/// All that a round needs besides the run.
#[derive(Clone, Copy)]
pub struct Round<'a> {
    /// Who writes.
    pub composer: &'a Composer,
    /// Over what it is sent.
    pub transport: &'a dyn Transport,
    /// Links and files; `&()` for none.
    pub platform: &'a dyn Platform,
    /// When what fails is tried again.
    pub retry: &'a RetrySchedule,
    /// Which mails are owed besides those that every plan owes.
    pub rules: Option<&'a NoticeRules>,
}

impl Round<'_> {
    /// Sends every mail that is owed at `at` and not waiting for a later attempt, and records
    /// the results in the run; gives the attempts in their order. Ends early with the first
    /// failure that lies with the server: see [`Attempt::ends_round`].
    ///
    /// The new events are those of [`Run::events`] from the version before on. Who stores after
    /// each mail, or sends by other ways as well, goes through [`Round::due`] and [`Round::attempt`]
    /// instead: what goes by another way than mail is left here.
    pub fn deliver(&self, run: &mut Run, outbox: &mut Outbox, at: DateTime<Utc>) -> Vec<Attempt> {
        let mut attempts: Vec<Attempt> = Vec::new();
        let mut tried = BTreeSet::new();
        // A mail given up owes another one: look again until nothing new is owed. Each mail is
        // tried once, so this ends.
        loop {
            let due = self.due(run, outbox, at).into_iter();
            let due = due.filter(|it| it.way.is_none());
            let due: Vec<Notice> = due.filter(|it| tried.insert(it.key.clone())).collect();
            if due.is_empty() {
                return attempts;
            }
            for notice in due {
                let attempt = self.attempt(notice, run, outbox, at);
                attempt.record(run);
                let ends_round = attempt.ends_round();
                attempts.push(attempt);
                if ends_round {
                    return attempts;
                }
            }
        }
    }

    /// The mails to try at `at`, those that have failed before last: one that breaks every
    /// connection must not stand before the others each time. Forgets the waiting ones that are
    /// owed no more.
    pub fn due(&self, run: &Run, outbox: &mut Outbox, at: DateTime<Utc>) -> Vec<Notice> {
        let mut owed = run.view(at).notices(self.rules);
        // A settlement that a clock far ahead has recorded is not in force yet, and counts here.
        owed.retain(|it| run.decide_settlement(it, &Settlement::Sent, at).is_some());
        let keys: BTreeSet<&str> = owed.iter().map(|notice| notice.key.as_str()).collect();
        outbox.keep(|key| keys.contains(key));
        owed.retain(|notice| outbox.is_due(&notice.key, at));
        owed.sort_by_key(|notice| outbox.is_waiting(&notice.key));
        owed
    }

    /// Writes and sends one mail. The run stays as it is: see [`Attempt::record`].
    pub fn attempt(
        &self,
        notice: Notice,
        run: &Run,
        outbox: &mut Outbox,
        at: DateTime<Utc>,
    ) -> Attempt {
        let delivery = match self.letter(&notice, run, at) {
            Ok(letter) => Delivery::over(self.transport, &letter),
            Err(unwritten) => unwritten,
        };
        let verdict = outbox.note(&notice.key, &delivery, self.retry, at);
        Attempt { notice, at, delivery, verdict }
    }

    /// The letter of one mail, for callers that send it themselves by [`Delivery::over`].
    ///
    /// # Errors
    ///
    /// What the attempt came to, if the letter cannot be written.
    pub fn letter(
        &self,
        notice: &Notice,
        run: &Run,
        at: DateTime<Utc>,
    ) -> Result<Letter, Delivery> {
        let letter = self.composer.letter(notice, &run.view(at), self.platform);
        letter.map_err(|error| unwritten(&error))
    }
}

/// What follows from a mail that could not be written: templates can be mended before the next
/// attempt, the plan's own texts cannot.
fn unwritten(error: &LetterError) -> Delivery {
    let fault = match error {
        LetterError::Recipient { .. } => Fault::Recipient,
        LetterError::UnknownStep { .. }
        | LetterError::UnknownKind { .. }
        | LetterError::Template(_)
        | LetterError::Message(_) => Fault::Letter,
    };
    let failure = Failure { fault, code: None, text: error.to_string() };
    if error.is_configuration() {
        Delivery::Transient(failure)
    } else {
        Delivery::Permanent(failure)
    }
}

impl std::fmt::Debug for Round<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Round")
            .field("composer", self.composer)
            .field("retry", self.retry)
            .field("rules", &self.rules)
            .finish_non_exhaustive()
    }
}
