//! Decisions: who has voted for which outcome, who is missing, what was decided.
//!
//! A decision is taken by people, never by the clock. While it is open each person has one vote,
//! which they may change; the vote by which its quorum agrees on an outcome closes it. If everybody
//! has voted and no outcome has enough votes, it stays open until somebody changes theirs or the
//! transition team votes as well.
//!
//! Whoever transfers a decision gives their vote away with it, so that no one place counts twice.
//! Reopening it takes all votes back.

use chrono::{DateTime, Utc};
#[cfg(feature = "serde")]
use serde::{Deserialize, Serialize};

use super::recorded::Recorded;
use super::vote::Vote;
use crate::dense::StepIx;
use crate::id::{Email, Outcome};
use crate::schedule::Schedule;
use crate::state::Progress;

/// How a decision stands. See [`View::decision`](crate::View::decision).
///
/// ```
/// use chrono::{DateTime, Utc};
/// use ptr_core::{Command, Email, Moment, Plan, Run, Step};
///
/// let start: DateTime<Utc> = "2026-03-28T21:00:00Z".parse()?;
/// let (anne, bob) = (Email::new("anne@grid.example")?, Email::new("bob@grid.example")?);
/// let decision = Step::new("CO1", "CO")?
///     .in_dry_runs(["FDR1"])?
///     .starting(Moment::Instant(start))
///     .carried_out_by("Direction", [&anne, &bob])?
///     .deciding(["GO", "NO-GO"], 2)?;
/// let mut run = Run::new(Plan::from_steps([decision])?.schedule("FDR1")?, []);
/// let step = run.schedule().find("CO1").ok_or("not in FDR1")?;
/// run.execute(&Command::Start { step: "CO1".parse()? }, &anne, start)?;
///
/// let event = run.execute(&Command::decide("CO1".parse()?, "GO".parse()?), &anne, start)?;
/// assert_eq!(event.map(|event| event.fact.name()), Some("voted"));
/// let decision = run.view(start).decision(step).ok_or("a decision")?;
/// assert_eq!((decision.missing, decision.outcome), (vec![bob.clone()], None));
///
/// let event = run.execute(&Command::decide("CO1".parse()?, "GO".parse()?), &bob, start)?;
/// assert_eq!(event.map(|event| event.fact.name()), Some("closed"));
/// let decision = run.view(start).decision(step).ok_or("a decision")?;
/// assert_eq!(decision.outcome, Some("GO".parse()?));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(Serialize, Deserialize))]
#[cfg_attr(feature = "serde", serde(deny_unknown_fields))]
pub struct Decision {
    /// What can be decided, in the order of the plan.
    pub outcomes: Vec<Outcome>,
    /// How many people must agree.
    pub quorum: u32,
    /// What was decided; `None` while it is not.
    pub outcome: Option<Outcome>,
    /// The votes, in the order in which they were given.
    pub votes: Vec<Vote>,
    /// The people to whom it is assigned and who have not voted; empty once it is decided.
    pub missing: Vec<Email>,
}

impl Decision {
    /// How a decision stands; `None` for a step that is none.
    pub(crate) fn of(schedule: &Schedule, recorded: &Recorded, step: StepIx) -> Option<Self> {
        let planned = schedule.step(step);
        if !planned.is_decision() {
            return None;
        }
        let votes = recorded.votes(step);
        let has_voted = |mail: &Email| votes.iter().any(|vote| vote.by == *mail);
        let is_over = recorded.progress.progress(step) == Progress::Terminated;
        let people = recorded.assignees(schedule, step).into_iter().map(|it| it.mail);
        Some(Self {
            outcomes: planned.outcomes.clone(),
            quorum: planned.quorum.unwrap_or(1),
            outcome: recorded.progress.outcome(step).cloned(),
            missing: people.filter(|mail| !is_over && !has_voted(mail)).collect(),
            votes: votes.to_vec(),
        })
    }

    /// Whether everybody has voted and no outcome has enough votes.
    pub fn is_split(&self) -> bool {
        self.outcome.is_none() && !self.votes.is_empty() && self.missing.is_empty()
    }

    /// Whether the quorum agrees on an outcome once somebody votes for it.
    pub(super) fn agrees(&self, outcome: &Outcome, by: &Email) -> bool {
        let others = self.votes.iter().filter(|it| it.outcome == *outcome && it.by != *by);
        1 + others.count() >= self.quorum as usize
    }
}
