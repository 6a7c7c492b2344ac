//! The content of a mail about a required end at risk.

use chrono::TimeDelta;
use ptr_core::{Notice, Occasion, View};

use super::date::clock;
use crate::platform::Platform;
use crate::templates::RiskContext;

/// What the mail says; `None` of a notice about something else.
pub(super) fn context<'n>(
    notice: &'n Notice,
    view: &'n View<'_>,
    platform: &dyn Platform,
    (language, signature): (&'n str, &'n str),
) -> Option<RiskContext<'n>> {
    let Occasion::AtRisk { milestone, by, since, ends, below } = &notice.occasion else {
        return None;
    };
    // What the clock brings about is passed by no more than a moment at first.
    let ends = ends.filter(|ends| ends.signed_duration_since(by) >= TimeDelta::minutes(1));
    Some(RiskContext {
        language,
        dry_run: view.schedule().dry_run().as_str(),
        signature,
        link: platform.recap(notice, None),
        milestone,
        by: clock(view, *by),
        since: clock(view, *since),
        ends: ends.map(|ends| clock(view, ends)),
        below: *below,
    })
}
