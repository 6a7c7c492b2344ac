//! The events of a run, from which everything else is derived.
//!
//! An event is a fact with its number, instant and author. Written down it is one flat object
//! (`{"seq": 1, "at": "2026-03-28T22:00:00Z", "by": "anne@grid.example", "as": "assignee",
//! "type": "started", "step": "CO00000001"}`) whose names stay what they are: stored events
//! outlive versions of this library. Unknown keys are ignored, so that an older reader can
//! follow a newer writer.

use chrono::{DateTime, TimeDelta, Utc};
#[cfg(feature = "serde")]
use serde::{Deserialize, Serialize};

use super::notice_kind::NoticeKind;
use crate::id::{Digest, Email, Outcome, StepId};

/// In which role somebody acted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "serde", derive(Serialize, Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "lowercase"))]
#[non_exhaustive]
pub enum Role {
    /// As one of those the step is assigned to.
    Assignee,
    /// As a member of the transition team, who may act on every step.
    Coordinator,
    /// The software around the library, which records the outcome of mails.
    System,
}

impl Role {
    /// `assignee`, `coordinator` or `system`.
    pub const fn name(self) -> &'static str {
        match self {
            Role::Assignee => "assignee",
            Role::Coordinator => "coordinator",
            Role::System => "system",
        }
    }
}

/// One thing that happened in a run.
///
/// ```
/// use ptr_core::language::Language;
/// use ptr_core::{Event, Fact, Role};
///
/// let stored = r#"{"seq": 1, "at": "2026-03-28T22:00:00Z", "by": "anne@grid.example",
///                  "as": "assignee", "type": "started", "step": "CO00000001"}"#;
/// let event: Event = serde_json::from_str(stored)?;
/// assert_eq!((event.seq, event.role, event.fact.name()), (1, Role::Assignee, "started"));
/// assert_eq!(event.fact, Fact::Started { step: "CO00000001".parse()? });
/// assert_eq!(event.sentence(&Language::english()), "started by anne@grid.example");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(Serialize, Deserialize))]
pub struct Event {
    /// Its number in the run, counted from 1 without a gap.
    pub seq: u64,
    /// When it happened, as its author's clock said. A leap second is refused where it is read.
    #[cfg_attr(feature = "serde", serde(deserialize_with = "crate::plan::moment::deserialize"))]
    pub at: DateTime<Utc>,
    /// The author; `None` for the system.
    #[cfg_attr(feature = "serde", serde(default, skip_serializing_if = "Option::is_none"))]
    pub by: Option<Email>,
    /// In which role.
    #[cfg_attr(feature = "serde", serde(rename = "as"))]
    pub role: Role,
    /// The person for whom a coordinator acted; `None` for whoever acts for themselves.
    #[cfg_attr(feature = "serde", serde(default, skip_serializing_if = "Option::is_none"))]
    pub on_behalf_of: Option<Email>,
    /// What happened.
    #[cfg_attr(feature = "serde", serde(flatten))]
    pub fact: Fact,
    /// What chains it to the event before it ([`Run::verify`](crate::Run::verify)); `None` in
    /// histories that were written before there were chains.
    #[cfg_attr(feature = "serde", serde(default, skip_serializing_if = "Option::is_none"))]
    pub digest: Option<Digest>,
}

impl Event {
    /// The person whose act it is: on whose behalf it was done, or its author.
    pub(crate) fn person(&self) -> Option<&Email> {
        self.on_behalf_of.as_ref().or(self.by.as_ref())
    }
}

/// What happened.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(Serialize, Deserialize))]
#[cfg_attr(feature = "serde", serde(tag = "type", rename_all = "snake_case"))]
#[non_exhaustive]
pub enum Fact {
    /// A step was started.
    Started {
        /// The step.
        step: StepId,
    },
    /// A step was closed.
    Closed {
        /// The step.
        step: StepId,
        /// The outcome of a decision; `None` for any other step.
        #[cfg_attr(feature = "serde", serde(default, skip_serializing_if = "Option::is_none"))]
        outcome: Option<Outcome>,
        /// Why, if its author had something to say.
        #[cfg_attr(feature = "serde", serde(default, skip_serializing_if = "Option::is_none"))]
        reason: Option<String>,
    },
    /// Somebody voted for an outcome of a decision, in place of what they had voted before. The
    /// vote with which its quorum agrees closes the decision instead.
    Voted {
        /// The decision.
        step: StepId,
        /// The outcome.
        outcome: Outcome,
        /// Why, if its author had something to say.
        #[cfg_attr(feature = "serde", serde(default, skip_serializing_if = "Option::is_none"))]
        reason: Option<String>,
    },
    /// A step was handed to somebody else.
    Transferred {
        /// The step.
        step: StepId,
        /// The new assignee, who replaces the author.
        to: Email,
        /// What the author had to say about it.
        #[cfg_attr(feature = "serde", serde(default, skip_serializing_if = "Option::is_none"))]
        message: Option<String>,
    },
    /// The defects of a step were replaced.
    DefectsRecorded {
        /// The step.
        step: StepId,
        /// The whole text; empty if there are none any more.
        text: String,
        /// Whether they block the step.
        #[cfg_attr(feature = "serde", serde(default, skip_serializing_if = "std::ops::Not::not"))]
        blocks: bool,
        /// When they should block it no longer, as its author estimated.
        #[cfg_attr(feature = "serde", serde(default, skip_serializing_if = "Option::is_none"))]
        #[cfg_attr(feature = "serde", serde(deserialize_with = "crate::plan::moment::option"))]
        until: Option<DateTime<Utc>>,
    },
    /// The start of a step was taken back: it had been started by mistake.
    StartUndone {
        /// The step.
        step: StepId,
        /// Why.
        reason: String,
    },
    /// A closed or skipped step was continued.
    Reopened {
        /// The step.
        step: StepId,
        /// Why.
        reason: String,
        /// The steps after it, at whatever distance, that had been started by then.
        #[cfg_attr(feature = "serde", serde(default))]
        started_successors: Vec<StepId>,
    },
    /// A step was left out; those after it count it as terminated.
    Skipped {
        /// The step.
        step: StepId,
        /// Why.
        reason: String,
    },
    /// Those to whom a step is assigned were reminded of it.
    Reminded {
        /// The step.
        step: StepId,
        /// What the author had to say about it.
        #[cfg_attr(feature = "serde", serde(default, skip_serializing_if = "Option::is_none"))]
        message: Option<String>,
    },
    /// The contingency phases were woken.
    RollbackDeclared {
        /// Why.
        reason: String,
    },
    /// The contingency phases were put to sleep again.
    RollbackWithdrawn {
        /// Why.
        reason: String,
    },
    /// The plan was replaced by another one, which a store keeps under its digest.
    PlanRevised {
        /// The digest of the plan that is executed from then on.
        plan: Digest,
        /// By how much its starts are moved from then on; `None` if that stays.
        #[cfg_attr(
            feature = "serde",
            serde(
                default,
                with = "crate::plan::duration_text::option",
                skip_serializing_if = "Option::is_none"
            )
        )]
        shift: Option<TimeDelta>,
        /// Whether it was allowed to contradict what had been done.
        #[cfg_attr(feature = "serde", serde(default, skip_serializing_if = "std::ops::Not::not"))]
        rewriting: bool,
        /// Why, if somebody said so.
        #[cfg_attr(feature = "serde", serde(default, skip_serializing_if = "Option::is_none"))]
        reason: Option<String>,
    },
    /// A mail that was owed has been sent.
    NoticeSent {
        /// The key of the notice.
        key: String,
        /// The step it was about; `None` in histories that were written without it, too.
        #[cfg_attr(feature = "serde", serde(default, skip_serializing_if = "Option::is_none"))]
        step: Option<StepId>,
        /// What kind of mail it was.
        #[cfg_attr(feature = "serde", serde(default, skip_serializing_if = "Option::is_none"))]
        notice: Option<NoticeKind>,
        /// The address it was sent to.
        #[cfg_attr(feature = "serde", serde(default, skip_serializing_if = "Option::is_none"))]
        recipient: Option<Email>,
        /// The way by which it went; `None` for mail.
        #[cfg_attr(feature = "serde", serde(default, skip_serializing_if = "Option::is_none"))]
        way: Option<String>,
    },
    /// A mail that was owed could not be sent, for good.
    NoticeFailed {
        /// The key of the notice.
        key: String,
        /// The step it was about.
        #[cfg_attr(feature = "serde", serde(default, skip_serializing_if = "Option::is_none"))]
        step: Option<StepId>,
        /// What kind of mail it was.
        notice: NoticeKind,
        /// The address it could not be sent to.
        recipient: Email,
        /// The way by which it was tried; `None` for mail.
        #[cfg_attr(feature = "serde", serde(default, skip_serializing_if = "Option::is_none"))]
        way: Option<String>,
        /// What the mail server answered.
        error: String,
    },
}

/// What a fact does to the work on its step, or on all steps: what histories, forecasts and reviews
/// need to know of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Effect {
    /// Work begins.
    Begins,
    /// Work ends.
    Ends,
    /// Work ends, with an outcome on which other steps may depend.
    Decides,
    /// Work has not begun after all.
    TakesBack,
    /// Work that had ended goes on; on a step that was skipped it can begin, only since then.
    Reopens,
    /// There will be no work.
    Skips,
    /// Defects keep the work from beginning or ending.
    Blocks,
    /// Defects, if any did so, keep it no longer.
    Unblocks,
    /// The contingency phases are woken.
    DeclaresRollback,
    /// The contingency phases are put to sleep again.
    WithdrawsRollback,
    /// The plan is another one.
    Revises,
    /// None: it changes who is asked, or who was told.
    None,
}

impl Fact {
    /// What facts know beyond their name and step, by the keys under which it is written down.
    pub const DETAILS: [&str; 16] = [
        "outcome",
        "to",
        "message",
        "text",
        "blocks",
        "until",
        "reason",
        "started_successors",
        "key",
        "notice",
        "recipient",
        "way",
        "error",
        "plan",
        "shift",
        "rewriting",
    ];

    /// The name of the fact where it is written down: `started`.
    pub const fn name(&self) -> &'static str {
        match self {
            Fact::Started { .. } => "started",
            Fact::Closed { .. } => "closed",
            Fact::Voted { .. } => "voted",
            Fact::Transferred { .. } => "transferred",
            Fact::DefectsRecorded { .. } => "defects_recorded",
            Fact::StartUndone { .. } => "start_undone",
            Fact::Reopened { .. } => "reopened",
            Fact::Skipped { .. } => "skipped",
            Fact::Reminded { .. } => "reminded",
            Fact::RollbackDeclared { .. } => "rollback_declared",
            Fact::RollbackWithdrawn { .. } => "rollback_withdrawn",
            Fact::PlanRevised { .. } => "plan_revised",
            Fact::NoticeSent { .. } => "notice_sent",
            Fact::NoticeFailed { .. } => "notice_failed",
        }
    }

    /// What it does to the work on its step, or on all steps.
    pub(crate) const fn effect(&self) -> Effect {
        match self {
            Fact::Started { .. } => Effect::Begins,
            Fact::Closed { outcome: None, .. } => Effect::Ends,
            Fact::Closed { outcome: Some(_), .. } => Effect::Decides,
            Fact::StartUndone { .. } => Effect::TakesBack,
            Fact::Reopened { .. } => Effect::Reopens,
            Fact::Skipped { .. } => Effect::Skips,
            Fact::DefectsRecorded { blocks: true, .. } => Effect::Blocks,
            Fact::DefectsRecorded { blocks: false, .. } => Effect::Unblocks,
            Fact::RollbackDeclared { .. } => Effect::DeclaresRollback,
            Fact::RollbackWithdrawn { .. } => Effect::WithdrawsRollback,
            Fact::PlanRevised { .. } => Effect::Revises,
            Fact::Voted { .. }
            | Fact::Transferred { .. }
            | Fact::Reminded { .. }
            | Fact::NoticeSent { .. }
            | Fact::NoticeFailed { .. } => Effect::None,
        }
    }

    /// Whether somebody decided something by it, instead of carrying out what is planned: an
    /// outcome, a step that was skipped, reopened or whose start was undone, a rollback, another
    /// plan.
    pub const fn is_decision(&self) -> bool {
        matches!(
            self.effect(),
            Effect::Decides
                | Effect::TakesBack
                | Effect::Reopens
                | Effect::Skips
                | Effect::DeclaresRollback
                | Effect::WithdrawsRollback
                | Effect::Revises
        )
    }

    /// Whether the silence about its step begins anew with it.
    pub(crate) const fn breaks_silence(&self) -> bool {
        matches!(self, Fact::Transferred { .. })
            || matches!(
                self.effect(),
                Effect::Reopens | Effect::TakesBack | Effect::Blocks | Effect::Unblocks
            )
    }

    /// The step it happened to, if it happened to one.
    pub const fn step(&self) -> Option<&StepId> {
        match self {
            Fact::Started { step }
            | Fact::Closed { step, .. }
            | Fact::Voted { step, .. }
            | Fact::Transferred { step, .. }
            | Fact::DefectsRecorded { step, .. }
            | Fact::StartUndone { step, .. }
            | Fact::Reopened { step, .. }
            | Fact::Skipped { step, .. }
            | Fact::Reminded { step, .. } => Some(step),
            Fact::NoticeSent { step, .. } | Fact::NoticeFailed { step, .. } => step.as_ref(),
            Fact::RollbackDeclared { .. }
            | Fact::RollbackWithdrawn { .. }
            | Fact::PlanRevised { .. } => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::TimeZone;

    #[test]
    fn an_event_is_written_down_as_one_flat_object() -> Result<(), Box<dyn std::error::Error>> {
        let event = Event {
            seq: 3,
            at: Utc.with_ymd_and_hms(2026, 3, 28, 22, 0, 0).single().ok_or("no such date")?,
            by: Some(Email::new("anne@grid.example")?),
            role: Role::Coordinator,
            on_behalf_of: None,
            fact: Fact::Transferred {
                step: StepId::new("CO00000001")?,
                to: Email::new("bob@grid.example")?,
                message: None,
            },
            digest: None,
        };
        let text = serde_json::to_string(&event)?;
        assert_eq!(
            text,
            "{\"seq\":3,\"at\":\"2026-03-28T22:00:00Z\",\"by\":\"anne@grid.example\",\
             \"as\":\"coordinator\",\"type\":\"transferred\",\"step\":\"CO00000001\",\
             \"to\":\"bob@grid.example\"}"
        );
        assert_eq!(serde_json::from_str::<Event>(&text)?, event);
        Ok(())
    }

    #[test]
    fn defects_that_block_nothing_are_written_down_as_before() -> Result<(), serde_json::Error> {
        let before = "{\"type\":\"defects_recorded\",\"step\":\"CO00000001\",\"text\":\"lent\"}";
        let fact: Fact = serde_json::from_str(before)?;
        assert!(matches!(fact, Fact::DefectsRecorded { blocks: false, until: None, .. }));
        assert_eq!(serde_json::to_string(&fact)?, before);
        let blocking = before.replace('}', ",\"blocks\":true,\"until\":\"2026-03-28T22:00:00Z\"}");
        let fact: Fact = serde_json::from_str(&blocking)?;
        assert_eq!(serde_json::to_string(&fact)?, blocking);
        Ok(())
    }

    #[test]
    fn a_reader_ignores_keys_it_does_not_know() -> Result<(), serde_json::Error> {
        let text = r#"{"seq": 1, "at": "2026-03-28T22:00:00Z", "as": "system",
                       "type": "notice_sent", "key": "k", "server": "250 ok"}"#;
        let event: Event = serde_json::from_str(text)?;
        let (key, step, notice, recipient, way) = ("k".to_owned(), None, None, None, None);
        assert_eq!(event.fact, Fact::NoticeSent { key, step, notice, recipient, way });
        // What chains the events is the digest of this text, so that it must stay as it was.
        let written =
            r#"{"seq":1,"at":"2026-03-28T22:00:00Z","as":"system","type":"notice_sent","key":"k"}"#;
        assert_eq!(serde_json::to_string(&event)?, written);
        Ok(())
    }
}
