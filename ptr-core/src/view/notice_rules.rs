//! The rules of the mails that are owed only if somebody asks for them, as data.
//!
//! All are off by default.

use std::collections::BTreeMap;

use chrono::{DateTime, TimeDelta, Utc};
#[cfg(feature = "serde")]
use serde::{Deserialize, Serialize};

use super::weekly::Weekly;
use crate::id::Email;
use crate::run::NoticeKind;

/// Which mails are owed besides those that a plan always owes: reports, reminders, escalations,
/// required ends at risk, passed estimates of blocking defects, transfers and other acts told to others.
///
/// ```
/// use chrono::{DateTime, TimeDelta, Utc};
/// use ptr_core::{Moment, NoticeKind, NoticeRules, Plan, Run, Settlement, Step};
///
/// let rules: NoticeRules = serde_json::from_str(
///     r#"{"not_begun": {"after": "PT30M", "every": "PT1H", "times": 2, "coordinators": "PT2H"}}"#,
/// )?;
/// let start: DateTime<Utc> = "2026-03-28T21:00:00Z".parse()?;
/// let step = Step::new("CO1", "CO")?.in_dry_runs(["FDR1"])?.starting(Moment::Instant(start));
/// let plan = Plan::from_steps([step.carried_out_by("Registre", ["anne@grid.example"])?])?;
/// let mut run = Run::new(plan.schedule("FDR1")?, ["paul@grid.example".parse()?]);
///
/// // Whoever sleeps until something is owed misses nothing.
/// let mut at = start;
/// let mut told = Vec::new();
/// loop {
///     for notice in run.view(at).notices(Some(&rules)) {
///         told.push(((at - start).num_minutes(), notice.kind()));
///         run.settle(&notice, &Settlement::Sent, at);
///     }
///     match run.view(at).next_notice(&rules) {
///         Some(next) => at = next,
///         None => break,
///     }
/// }
/// use NoticeKind::{Escalation, Reminder, Start};
/// assert_eq!(told, [(0, Start), (30, Reminder), (90, Reminder), (120, Escalation)]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Default)]
#[cfg_attr(feature = "serde", derive(Serialize, Deserialize))]
#[cfg_attr(feature = "serde", serde(default, deny_unknown_fields))]
pub struct NoticeRules {
    /// When and to whom the weekly report is sent.
    pub weekly: Option<Weekly>,
    /// What is owed about a Ready step that nobody begins.
    pub not_begun: SilenceRule,
    /// What is owed about an Open step past its end: the recorded start plus the duration.
    pub past_end: SilenceRule,
    /// Whether the coordinators are told of required ends at risk.
    pub at_risk: Option<AtRisk>,
    /// Whether the coordinators are told of defects that block a step for longer than was estimated.
    pub passed_estimates: bool,
    /// Who is told of a transfer besides the two people concerned.
    pub transfers: TransferRule,
    /// Who is told that steps are skipped or reopened, starts taken back, rollbacks declared or
    /// withdrawn, plans revised.
    pub acts: ActRule,
    /// By which ways people are told beside mail, or in its place: for each of them, the kinds of
    /// mail with the names of the ways, `mail` among them if that is one.
    ///
    /// A mail is owed by each way that was chosen by the time that it became owed; by mail if there
    /// is none, or if one of them has failed for good.
    pub ways: BTreeMap<Email, BTreeMap<NoticeKind, Ways>>,
}

/// The names of ways by which somebody is told, and when each was chosen; `None`: ever since.
pub type Ways = BTreeMap<String, Option<DateTime<Utc>>>;

/// When a silent step is told to whom. A silence begins as soon as the step could begin, or its end
/// has passed, and the estimated end of defects that block it; a transfer, a reopening, a start
/// taken back and defects recorded begin it anew.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[cfg_attr(feature = "serde", derive(Serialize, Deserialize))]
#[cfg_attr(feature = "serde", serde(default, deny_unknown_fields))]
pub struct SilenceRule {
    /// How long a silence lasts until the assignees are reminded; `None` for no reminder.
    #[cfg_attr(feature = "serde", serde(with = "length"))]
    pub after: Option<TimeDelta>,
    /// The time from one reminder to the next; `None` for the same as `after`.
    #[cfg_attr(feature = "serde", serde(with = "length"))]
    pub every: Option<TimeDelta>,
    /// How many reminders there are at most; `None` for one.
    pub times: Option<u32>,
    /// How long a silence lasts until the head of department is told.
    #[cfg_attr(feature = "serde", serde(with = "length"))]
    pub head_of_department: Option<TimeDelta>,
    /// How long a silence lasts until the coordinators are told.
    #[cfg_attr(feature = "serde", serde(with = "length"))]
    pub coordinators: Option<TimeDelta>,
}

/// When the coordinators are told that a required end is at risk: if the forecast passes it.
#[derive(Debug, Clone, PartialEq, Default)]
#[cfg_attr(feature = "serde", derive(Serialize, Deserialize))]
#[cfg_attr(feature = "serde", serde(default, deny_unknown_fields))]
pub struct AtRisk {
    /// Also if the chance of meeting it is below this share, from 0 to 1.
    #[cfg_attr(feature = "serde", serde(deserialize_with = "share"))]
    pub below: Option<f64>,
}

/// Who is told of a transfer besides the two people concerned.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[cfg_attr(feature = "serde", derive(Serialize, Deserialize))]
#[cfg_attr(feature = "serde", serde(default, deny_unknown_fields))]
pub struct TransferRule {
    /// The coordinators.
    pub coordinators: bool,
    /// The others to whom the step is assigned.
    pub assignees: bool,
}

/// Who is told of acts on the work of others ([`Act`](crate::Act)), besides whoever has acted.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[cfg_attr(feature = "serde", derive(Serialize, Deserialize))]
#[cfg_attr(feature = "serde", serde(default, deny_unknown_fields))]
pub struct ActRule {
    /// The coordinators.
    pub coordinators: bool,
    /// Those whose steps it concerns: to whom the step is assigned, or those that wait for it again
    /// because it is reopened; for a rollback the steps of contingency phases and those that are
    /// Open; for a revision those that it adds, removes or changes.
    pub assignees: bool,
}

/// What data that are no such length should have been.
pub(crate) const EXPECTED_LENGTH: &str = "a duration above zero, such as PT30M";
/// What data that are no share should have been.
pub(crate) const EXPECTED_SHARE: &str = "a share from 0 to 1";

/// A length of time above zero, for serde's `with`.
#[cfg(feature = "serde")]
mod length {
    use chrono::TimeDelta;
    use serde::de::{Error, Unexpected};
    use serde::{Deserializer, Serializer};

    use super::EXPECTED_LENGTH;
    use crate::plan::duration_text::option;

    #[expect(clippy::ref_option, reason = "the shape that serde's `with` asks for")]
    pub(super) fn serialize<S: Serializer>(
        length: &Option<TimeDelta>,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        option::serialize(length, serializer)
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Option<TimeDelta>, D::Error> {
        match option::deserialize(deserializer)? {
            Some(length) if length <= TimeDelta::zero() => {
                Err(Error::invalid_value(Unexpected::Str(&length.to_string()), &EXPECTED_LENGTH))
            }
            length => Ok(length),
        }
    }
}

#[cfg(feature = "serde")]
fn share<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Option<f64>, D::Error> {
    use serde::de::{Error, Unexpected};

    match Option::deserialize(deserializer)? {
        Some(share) if !(0.0..=1.0).contains(&share) => {
            Err(Error::invalid_value(Unexpected::Float(share), &EXPECTED_SHARE))
        }
        share => Ok(share),
    }
}
