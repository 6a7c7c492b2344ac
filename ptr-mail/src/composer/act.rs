//! The content of a mail about an act on the work of others.

use ptr_core::{Notice, Occasion, StepId, StepIx, View};

use super::date::clock;
use super::step;
use crate::platform::Platform;
use crate::templates::ActContext;

/// What the mail says; `None` of a notice about something else.
pub(super) fn context<'n>(
    notice: &'n Notice,
    (view, step): (&'n View<'_>, Option<StepIx>),
    platform: &dyn Platform,
    (language, signature): (&'n str, &'n str),
) -> Option<ActContext<'n>> {
    let Occasion::ActTold { act, from, reason, steps } = &notice.occasion else {
        return None;
    };
    let link = match step {
        Some(step) => platform.step(notice, view.schedule().id(step)),
        None => platform.recap(notice, None),
    };
    Some(ActContext {
        language,
        dry_run: view.schedule().dry_run().as_str(),
        signature,
        link,
        step: step.map(|step| step::context(view, step)),
        act: act.name(),
        from: from.as_str(),
        at: clock(view, view.owed_since(notice).unwrap_or_else(|| view.at())),
        reason: reason.as_deref(),
        steps: steps.iter().map(StepId::as_str).collect(),
    })
}
