//! One attempt to send a mail: its result, what follows from it, and the event that records it.
//!
//! Kept true: this is the only way from a delivery to the events of a run.

use chrono::{DateTime, Utc};
use ptr_core::{Event, Notice, Run, Settlement};

use super::outbox::Verdict;
use crate::transport::Delivery;

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
