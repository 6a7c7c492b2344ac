//! The settlement of a notice: what came of sending the mail, recorded in the run.

use chrono::{DateTime, Utc};
#[cfg(feature = "serde")]
use serde::{Deserialize, Serialize};

use super::notice::Notice;
use crate::run::{Event, Fact, Role, Run};

/// The outcome of sending a mail that was owed.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(Serialize, Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "lowercase"))]
#[non_exhaustive]
pub enum Settlement {
    /// It has been sent.
    Sent,
    /// It failed permanently; with the answer of the mail server.
    Failed(String),
}

impl Run {
    /// Records the outcome of a mail that was owed. If the mail asked its recipient to act and
    /// failed, the coordinators are owed a mail about it. Returns the event; `None` if an outcome
    /// is recorded already.
    ///
    /// ```
    /// use ptr_core::{Settlement, Email, Moment, NoticeKind, Plan, Run, Step};
    ///
    /// let start = "2026-03-28T21:00:00Z".parse()?;
    /// let step = Step::new("CO1", "CO")?.in_dry_runs(["FDR1"])?.starting(Moment::Instant(start));
    /// let plan = Plan::from_steps([step.carried_out_by("Registre", ["anne@grid.example"])?])?;
    /// let mut run = Run::new(plan.schedule("FDR1")?, [Email::new("paul@grid.example")?]);
    /// let owed = run.view(start).notices(None);
    ///
    /// let failed = Settlement::Failed("550 no such user".to_owned());
    /// assert!(run.settle(&owed[0], &failed, start).is_some());
    /// let owed = run.view(start).notices(None);
    /// assert_eq!(owed[0].kind(), NoticeKind::Failure);
    /// assert!(run.settle(&owed[0], &Settlement::Sent, start).is_some());
    /// assert!(run.settle(&owed[0], &Settlement::Sent, start).is_none());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn settle(
        &mut self,
        notice: &Notice,
        settlement: &Settlement,
        at: DateTime<Utc>,
    ) -> Option<&Event> {
        let event = self.decide_settlement(notice, settlement, at)?;
        self.record(event)
    }

    /// The event that [`settle`](Run::settle) would append, for callers that store it before they
    /// apply it.
    ///
    /// ```
    /// use chrono::{DateTime, Utc};
    /// use ptr_core::{Moment, Plan, Run, Settlement, Step};
    ///
    /// let start: DateTime<Utc> = "2026-03-28T21:00:00Z".parse()?;
    /// let step = Step::new("CO1", "CO")?
    ///     .in_dry_runs(["FDR1"])?
    ///     .starting(Moment::Instant(start))
    ///     .carried_out_by("Registre", ["anne@grid.example"])?;
    /// let mut run = Run::new(Plan::from_steps([step])?.schedule("FDR1")?, []);
    /// let owed = run.view(start).notices(None);
    /// let event = run.decide_settlement(&owed[0], &Settlement::Sent, start).ok_or("settled")?;
    /// assert_eq!((run.version(), event.seq), (0, 1));
    /// run.apply(event)?;
    /// assert!(run.decide_settlement(&owed[0], &Settlement::Sent, start).is_none());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn decide_settlement(
        &self,
        notice: &Notice,
        settlement: &Settlement,
        at: DateTime<Utc>,
    ) -> Option<Event> {
        if self.recorded().settled.contains(&notice.key) {
            return None;
        }
        let (key, kind, recipient) = (notice.key.clone(), notice.kind(), notice.recipient.clone());
        // A notice of another run may name a step that this run does not have.
        let step = notice.step.clone().filter(|it| self.schedule().find(it.as_str()).is_some());
        let way = notice.way.clone();
        let fact = match settlement {
            Settlement::Sent => {
                let (notice, recipient) = (Some(kind), Some(recipient));
                Fact::NoticeSent { key, step, notice, recipient, way }
            }
            Settlement::Failed(error) => {
                let error = error.clone();
                Fact::NoticeFailed { key, step, notice: kind, recipient, way, error }
            }
        };
        Some(self.next_event(at, None, Role::System, fact))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Email, Moment, Occasion, Plan, Step, StepId};

    fn at(text: &str) -> DateTime<Utc> {
        text.parse().expect("an instant")
    }

    fn mail(text: &str) -> Email {
        Email::new(text).expect("an address")
    }

    /// A run of one step that is Ready on the evening of 28 March 2026.
    fn run() -> Result<Run, Box<dyn std::error::Error>> {
        let step = Step::new("CO00000001", "CO")?
            .in_dry_runs(["FDR1"])?
            .starting(Moment::Instant(at("2026-03-28T21:00:00Z")))
            .carried_out_by("Registre", ["anne@grid.example"])?;
        let plan = Plan::from_steps([step])?;
        Ok(Run::new(plan.schedule("FDR1")?, [mail("paul@grid.example")]))
    }

    #[test]
    fn a_notice_of_another_run_that_failed_does_not_panic() -> Result<(), Box<dyn std::error::Error>>
    {
        let mut run = run()?;
        let foreign = Notice {
            key: "FDR9/HO00000001/start/0/anne@grid.example".to_owned(),
            step: Some(StepId::new("HO00000001")?),
            event: None,
            recipient: mail("anne@grid.example"),
            way: None,
            occasion: Occasion::Start,
        };
        let now = at("2026-03-28T21:00:00Z");
        assert!(run.settle(&foreign, &Settlement::Failed("550".to_owned()), now).is_some());
        assert_eq!(run.events()[0].fact.step(), None);
        Ok(())
    }
}
