//! The consequences of commands: what would be different in a run if they were carried out.
//!
//! They are carried out on a snapshot, and the two runs are compared at one instant. So the answer
//! follows from the same rules as the commands themselves, and the run stays as it is.

use std::collections::BTreeSet;

use chrono::{DateTime, TimeDelta, Utc};
#[cfg(feature = "serde")]
use serde::{Deserialize, Serialize};

use crate::id::{Email, StepId};
use crate::run::{Command, Event, Refusal, Run};
use crate::view::{Change, Notice, NoticeRules, View};

/// What commands would bring about. See [`Run::consequences`].
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(Serialize, Deserialize))]
#[non_exhaustive]
pub struct Consequences {
    /// The events that would be recorded, in order; fewer than commands if some would change
    /// nothing.
    pub events: Vec<Event>,
    /// The steps whose state would change at once, in topological order.
    pub states: Vec<Change>,
    /// The steps that sleep and would sleep no more, in topological order.
    pub woken: Vec<StepId>,
    /// The steps that would be put to sleep, in topological order.
    pub put_to_sleep: Vec<StepId>,
    /// The mails that would be owed and are not owed now.
    pub notices: Vec<Notice>,
    /// The expected end of the run as things stand; `None` if none is expected.
    pub end_before: Option<DateTime<Utc>>,
    /// The expected end of the run afterwards.
    pub end_after: Option<DateTime<Utc>>,
}

impl Consequences {
    /// By how much the run would end later; negative if earlier. `None` if no end is expected
    /// before or afterwards.
    pub fn delay(&self) -> Option<TimeDelta> {
        Some(self.end_after?.signed_duration_since(self.end_before?))
    }
}

impl Run {
    /// What would be different if somebody gave these commands, one after the other, at an instant.
    /// The run is unchanged. The mails are those of [`View::notices`] with these rules. Time
    /// `O(steps + effective prerequisites + events log events)`.
    ///
    /// # Errors
    /// The [`Refusal`] of the first command that would be refused.
    ///
    /// # Examples
    /// ```
    /// use chrono::{DateTime, TimeDelta, Utc};
    /// use ptr_core::{Change, Command, Email, Moment, Plan, Run, State, Step};
    ///
    /// let start: DateTime<Utc> = "2026-03-28T21:00:00Z".parse()?;
    /// let paul = Email::new("paul@grid.example")?;
    /// let step = |id: &str| Step::new(id, "CO")?.in_dry_runs(["FDR1"])?
    ///     .starting(Moment::Instant(start))
    ///     .lasting(TimeDelta::hours(1))
    ///     .carried_out_by("Registre", ["anne@grid.example"]);
    /// let plan = Plan::from_steps([step("CO1")?, step("CO2")?.after(["CO1"])?])?;
    /// let run = Run::new(plan.schedule("FDR1")?, [paul.clone()]);
    ///
    /// let skip = Command::Skip { step: "CO1".parse()?, reason: "Sans objet".to_owned() };
    /// let follows = run.consequences(&[skip], &paul, start, None)?;
    /// let freed = Change { step: "CO2".parse()?, before: State::Overdue, after: State::Ready };
    /// assert_eq!(follows.states[1], freed);
    /// assert_eq!(follows.notices[0].recipient, Email::new("anne@grid.example")?);
    /// assert_eq!(follows.delay(), Some(TimeDelta::hours(-1)));
    /// assert_eq!(run.version(), 0);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn consequences(
        &self,
        commands: &[Command],
        by: &Email,
        at: DateTime<Utc>,
        rules: Option<&NoticeRules>,
    ) -> Result<Consequences, Refusal> {
        let mut after = self.clone();
        for command in commands {
            after.execute(command, by, at)?;
        }
        let known = self.events().len();
        // Both with every event: one recorded by a clock that is ahead is no future here.
        let at = at.max(after.in_force_from(after.version()).unwrap_or(at));
        let (before, later) = (self.view(at), after.view(at));
        let owed: BTreeSet<_> = before.notices(rules).into_iter().map(|it| it.key).collect();
        let mut notices = later.notices(rules);
        notices.retain(|notice| !owed.contains(&notice.key));
        Ok(Consequences {
            events: after.events().iter().skip(known).map(|event| Event::clone(event)).collect(),
            // The two are of one schedule.
            states: later.changes_since(&before).unwrap_or_default(),
            woken: asleep_in_one(&before, &later),
            put_to_sleep: asleep_in_one(&later, &before),
            notices,
            end_before: before.forecast().end(),
            end_after: later.forecast().end(),
        })
    }
}

/// The steps that sleep in one view and do not in another.
fn asleep_in_one(asleep: &View<'_>, awake: &View<'_>) -> Vec<StepId> {
    let ids = asleep.schedule().steps().filter(|step| asleep.is_asleep(*step));
    let ids = ids.map(|step| asleep.schedule().id(step));
    let is_awake = |id: &&StepId| {
        // A revision of the plan gives steps other indices.
        let step = awake.schedule().find(id.as_str());
        step.is_some_and(|step| !awake.is_asleep(step))
    };
    ids.filter(is_awake).cloned().collect()
}
