//! One delivery round: every mail that is owed now is written, sent, and its outcome recorded.
//!
//! Kept true: a mail is recorded as sent only after the transport has taken it in charge, so a
//! crash in between sends it again, the same bytes under the same Message-ID; a mail is given
//! up only for good reasons, and a start or transfer mail given up owes the failure mail to the
//! transition team, in the same round. No clock is read.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use ptr_core::{Event, Notice, Run, Settlement, Weekly};

use crate::office::{LetterError, Office};
use crate::outbox::Outbox;
use crate::platform::Platform;
use crate::retry::{RetrySchedule, Verdict};
use crate::transport::{Delivery, Failure, Fault, Transport};

/// All that a round needs besides the run.
#[derive(Clone, Copy)]
pub struct Round<'a> {
    /// Who writes.
    pub office: &'a Office,
    /// Over what it is sent.
    pub transport: &'a dyn Transport,
    /// Links and files; `&()` for none.
    pub platform: &'a dyn Platform,
    /// When what fails is tried again.
    pub retry: &'a RetrySchedule,
    /// When and to whom the weekly report goes, if to anybody.
    pub weekly: Option<&'a Weekly>,
}

/// A mail that was tried, and what came of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dispatch {
    /// The mail.
    pub notice: Notice,
    /// When it was tried.
    pub at: DateTime<Utc>,
    /// What came of it.
    pub delivery: Delivery,
    /// What follows from that.
    pub verdict: Verdict,
}

impl Dispatch {
    /// Records the outcome in a run: sent, given up, or nothing while it is to be tried again.
    ///
    /// Recording twice changes nothing, so a caller whose store was faster elsewhere may do it
    /// again on the run as it is there.
    pub fn record<'r>(&self, run: &'r mut Run) -> Option<&'r Event> {
        match (self.verdict, self.delivery.failure()) {
            (Verdict::Done, _) => run.settle(&self.notice, &Settlement::Sent, self.at),
            (Verdict::GiveUp, Some(failure)) => {
                run.settle(&self.notice, &Settlement::Failed(failure.answer()), self.at)
            }
            (Verdict::GiveUp | Verdict::RetryAt(_), _) => None,
        }
    }
}

impl Round<'_> {
    /// Sends every mail that is owed at `at` and not waiting for a later attempt, and records
    /// in the run what came of it; gives the attempts in their order.
    ///
    /// The new events are those of [`Run::events`] from the version before on. Who stores after
    /// each mail goes through [`Round::due`] and [`Round::attempt`] instead.
    pub fn deliver(&self, run: &mut Run, outbox: &mut Outbox, at: DateTime<Utc>) -> Vec<Dispatch> {
        let mut dispatches: Vec<Dispatch> = Vec::new();
        let mut tried = BTreeSet::new();
        // A mail given up owes another one: look again until nothing new is owed. Each mail is
        // tried once, so this ends.
        loop {
            let due = self.due(run, outbox, at).into_iter();
            let due: Vec<Notice> = due.filter(|it| tried.insert(it.key.clone())).collect();
            if due.is_empty() {
                return dispatches;
            }
            for notice in due {
                let dispatch = self.attempt(notice, run, outbox, at);
                dispatch.record(run);
                dispatches.push(dispatch);
            }
        }
    }

    /// The mails to try at `at`. Forgets the waiting ones that are owed no more.
    pub fn due(&self, run: &Run, outbox: &mut Outbox, at: DateTime<Utc>) -> Vec<Notice> {
        let mut owed = run.view(at).notices(self.weekly);
        let keys: BTreeSet<&str> = owed.iter().map(|notice| notice.key.as_str()).collect();
        outbox.keep(|key| keys.contains(key));
        owed.retain(|notice| outbox.is_due(&notice.key, at));
        owed
    }

    /// Writes and sends one mail. The run stays as it is: see [`Dispatch::record`].
    pub fn attempt(
        &self,
        notice: Notice,
        run: &Run,
        outbox: &mut Outbox,
        at: DateTime<Utc>,
    ) -> Dispatch {
        let delivery = match self.office.letter(&notice, &run.view(at), self.platform) {
            Ok(letter) => {
                // One notice, one recipient; a transport that answers nothing has sent nothing.
                let outcome = self.transport.send(&letter).into_iter().next();
                outcome.map_or_else(no_answer, |outcome| outcome.delivery)
            }
            Err(error) => unwritten(&error),
        };
        let verdict = outbox.note(&notice.key, &delivery, self.retry, at);
        Dispatch { notice, at, delivery, verdict }
    }
}

/// What follows from a mail that could not be written: templates can be mended before the next
/// attempt, the plan's own texts cannot.
fn unwritten(error: &LetterError) -> Delivery {
    let fault = match error {
        LetterError::Recipient { .. } => Fault::Recipient,
        LetterError::UnknownStep { .. } | LetterError::Template(_) | LetterError::Message(_) => {
            Fault::Letter
        }
    };
    let failure = Failure { fault, code: None, text: error.to_string() };
    if error.is_configuration() {
        Delivery::Transient(failure)
    } else {
        Delivery::Permanent(failure)
    }
}

fn no_answer() -> Delivery {
    let text = "the transport gave no answer".to_owned();
    Delivery::Transient(Failure { fault: Fault::Connection, code: None, text })
}

impl std::fmt::Debug for Round<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Round")
            .field("office", self.office)
            .field("retry", self.retry)
            .field("weekly", &self.weekly)
            .finish_non_exhaustive()
    }
}
