//! The content of a mail about one step: the step, and what belongs to the kind of mail.

use ptr_core::language::Language;
use ptr_core::{Fact, Notice, NoticeKind, Occasion, Silence, StepIx, View};

use super::date::clock;
use crate::templates::{About, StateContext, StepContext};

/// The step as the plan has it.
pub(super) fn context<'v>(view: &'v View<'_>, step: StepIx) -> StepContext<'v> {
    let schedule = view.schedule();
    let (record, phase) = (schedule.step(step), schedule.phase(step));
    StepContext {
        id: record.id.as_str(),
        label: &record.label,
        phase: phase.code.as_str(),
        phase_label: phase.label.as_deref(),
        team: record.team.as_deref(),
        department: record.department.as_deref(),
        start: schedule.start(step).map(|start| clock(view, start)),
        duration: record.duration.map(|duration| duration.num_seconds()),
        instructions: record.instructions.as_deref().filter(|it| !it.trim().is_empty()),
    }
}

/// What belongs to the kind of mail; `None` of a kind that this version knows no mail for.
pub(super) fn about<'n>(
    notice: &'n Notice,
    view: &View<'_>,
    step: StepIx,
    language: &'n Language,
) -> Option<About<'n>> {
    Some(match &notice.occasion {
        Occasion::Start => About::Start { unassigned: view.assignees(step).is_empty() },
        Occasion::Transfer { from, message } => {
            // As it stood then: this mail asks to begin if no start mail will.
            let state = StateContext::new(view.state_told(notice)?, language);
            About::Transfer { from: from.as_str(), message: message.as_deref(), state }
        }
        Occasion::TransferReceipt { to, message } => {
            About::TransferReceipt { to: to.as_str(), message: message.as_deref() }
        }
        Occasion::Failure { undelivered_to, error } => {
            let event = view.cause(notice);
            let kind = match event.map(|event| &event.fact) {
                Some(Fact::NoticeFailed { notice, .. }) => *notice,
                _ => NoticeKind::Start,
            };
            About::Failure {
                mail: kind.label(language),
                undelivered_to: undelivered_to.as_str(),
                at: clock(view, event.map_or(view.at(), |event| event.at)),
                error,
            }
        }
        Occasion::Reminder { silence, since, .. } => About::Reminder {
            silence: silence.name(),
            since: clock(view, *since),
            unassigned: view.assignees(step).is_empty(),
        },
        Occasion::Escalation { silence, since, .. } => About::Escalation {
            silence: silence.name(),
            since: clock(view, *since),
            who: who(view, step),
        },
        Occasion::EstimatePassed { since, until } => {
            // What was recorded as the estimate passed.
            let then = view.run().view(*until);
            let id = view.schedule().id(step);
            let of_then = then.schedule().find(id.as_str());
            let (then, step) = of_then.map_or((view, step), |step| (&then, step));
            About::EstimatePassed {
                since: clock(view, *since),
                until: clock(view, *until),
                defects: then.defects(step).trim().to_owned(),
                who: who(then, step),
            }
        }
        Occasion::Reminded { from, message } => {
            // As it stood then: to be begun, or to be closed.
            About::Reminded {
                silence: Silence::of(view.state_told(notice)?).name(),
                from: from.as_str(),
                message: message.as_deref(),
                unassigned: view.assignees(step).is_empty(),
            }
        }
        Occasion::TransferTold { from, to, message } => About::TransferTold {
            from: from.as_str(),
            to: to.as_str(),
            message: message.as_deref(),
        },
        // Reports, required ends at risk and acts are composed elsewhere: not all are about a step.
        _ => return None,
    })
}

/// Those to whom a step is assigned.
fn who(view: &View<'_>, step: StepIx) -> Vec<String> {
    view.assignees(step).iter().map(ToString::to_string).collect()
}
