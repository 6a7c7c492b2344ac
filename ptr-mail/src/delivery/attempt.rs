//! One attempt to send a mail: its result, what follows from it, and the event that records it.
//!
//! Kept true: this is the only way from a delivery to the events of a run.

use chrono::{DateTime, Utc};
use ptr_core::{Event, Notice, Run, Settlement};

use super::outbox::Verdict;
use crate::transport::{Delivery, Fault};

/// An attempt to send a mail, and its result.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attempt {
    /// The mail.
    pub notice: Notice,
    /// When it was tried.
    pub at: DateTime<Utc>,
    /// The result.
    pub delivery: Delivery,
    /// What follows from that.
    pub verdict: Verdict,
}

impl Attempt {
    /// Whether the round ends with this attempt: its failure lies with the server and may pass, so
    /// that each further mail would wait as long and fail as well ([`Fault::is_of_server`]).
    ///
    /// A mail that was given up ends no round: the mail about it is owed now, and whoever waits for
    /// [`Outbox::next_attempt`](super::Outbox::next_attempt) must find it there.
    pub fn ends_round(&self) -> bool {
        let of_server = self.delivery.failure().map(|it| it.fault).is_some_and(Fault::is_of_server);
        of_server && matches!(self.verdict, Verdict::RetryAt(_))
    }

    /// Records the outcome in a run: sent, given up, or nothing while it is to be tried again.
    ///
    /// Recording twice changes nothing, so a caller whose store has newer events may do it
    /// again on the run as it is there.
    pub fn record<'r>(&self, run: &'r mut Run) -> Option<&'r Event> {
        let settlement = match (self.verdict, self.delivery.failure()) {
            (Verdict::Done, _) => Settlement::Sent,
            (Verdict::GiveUp, Some(failure)) => Settlement::Failed(failure.answer()),
            (Verdict::GiveUp | Verdict::RetryAt(_), _) => return None,
        };
        run.settle(&self.notice, &settlement, self.at)
    }
}
