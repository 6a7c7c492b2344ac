//! Who is told of acts on the work of others: steps skipped and reopened, starts taken back,
//! rollbacks, revisions of the plan.
//!
//! An act is news for a day, so that nobody is told of last week's once the rules ask for it; one on
//! a step only until something further happens to the step, a rollback until it is withdrawn.

use std::collections::BTreeSet;

use chrono::TimeDelta;

use super::View;
use super::notice::{Notice, Occasion};
use super::notice_rules::ActRule;
use crate::dense::StepIx;
use crate::run::ToldAct;

/// For how long an act is news.
const NEWS: TimeDelta = TimeDelta::days(1);

/// The mails about rollbacks and revisions of the plan.
pub(super) fn acts_on_the_whole(view: &View<'_>, rule: &ActRule, notices: &mut Vec<Notice>) {
    for act in &view.recorded().acts {
        tell(view, None, act, rule, notices);
    }
}

/// The mails about the last act on a step.
pub(super) fn acts_on_a_step(
    view: &View<'_>,
    step: StepIx,
    rule: &ActRule,
    notices: &mut Vec<Notice>,
) {
    let act = view.recorded().step(step).and_then(|record| record.act.as_deref());
    if let Some(act) = act.filter(|_| !view.is_asleep(step)) {
        tell(view, Some(step), act, rule, notices);
    }
}

/// Tells everybody whom an act concerns, once, but not whoever has acted.
fn tell(
    view: &View<'_>,
    step: Option<StepIx>,
    act: &ToldAct,
    rule: &ActRule,
    notices: &mut Vec<Notice>,
) {
    if view.at().signed_duration_since(act.at) >= NEWS {
        return;
    }
    let (schedule, episode) = (view.schedule(), act.seq.to_string());
    let coordinators = view.run().coordinators().filter(|_| rule.coordinators);
    let assignees = act.people.keys().filter(|_| rule.assignees);
    let recipients: BTreeSet<_> = coordinators.chain(assignees).collect();
    for recipient in recipients.into_iter().filter(|it| **it != act.from) {
        let occasion = Occasion::ActTold {
            act: act.act,
            from: act.from.clone(),
            reason: act.reason.clone(),
            steps: act.people.get(recipient).cloned().unwrap_or_default(),
        };
        let (id, cause) = (step.map(|step| schedule.id(step)), (episode.as_str(), Some(act.seq)));
        notices.push(Notice::of_episode(schedule.dry_run(), id, cause, recipient, occasion));
    }
}
