//! The normal form of a draft: what is written differently and means the same becomes the same, so
//! that two plans that say the same are equal.

use std::collections::BTreeSet;

use chrono::{Offset, Utc};

use crate::id::Email;
use crate::plan::{Draft, Moment, Start, Step, When, duration_text};

/// Brings a draft into its normal form, but for the [clocks](at_home) of its moments.
pub(super) fn normalize(draft: &mut Draft) {
    forget_blanks(&mut draft.steps);
    name_each_once(draft);
    to_the_microsecond(draft);
    join_equal_starts(&mut draft.steps);
}

/// Keeps times by the plan's own wall clock where that shows them once. After all checks: an instant
/// needs no time zone to be resolved.
pub(super) fn at_home(draft: &mut Draft) {
    let (zone, mut ahead) = (draft.timezone, Utc.fix());
    for_each_moment(draft, |moment| moment.at_home(zone, &mut ahead));
}

/// Replaces blank texts by `None`, so that a recap does not have two groups without a name.
fn forget_blanks(steps: &mut [Step]) {
    for step in steps {
        for (_, text) in step.texts_mut() {
            // `trim` would scan from the end too; `trim_start` stops at the first character that is
            // not blank.
            text.take_if(|text| text.trim_start().is_empty());
        }
    }
}

/// Leaves out addresses that are named again: nobody is told twice.
fn name_each_once(draft: &mut Draft) {
    fn once(addresses: &mut Vec<Email>, leader: Option<&Email>) {
        if addresses.len() + usize::from(leader.is_some()) > 1 {
            let mut named: BTreeSet<Email> = leader.into_iter().cloned().collect();
            addresses.retain(|address| named.insert(address.clone()));
        }
    }
    for step in &mut draft.steps {
        once(&mut step.contacts, None);
    }
    for actor in &mut draft.actors {
        once(&mut actor.deputies, actor.team_leader.as_ref());
    }
}

/// Makes one start of those that are the same in each of a step's dry runs: two plans that say the
/// same are equal.
fn join_equal_starts(steps: &mut [Step]) {
    for step in steps {
        if let Start::ByDryRun(dates) = &step.start
            && let Some(first) = dates.values().next()
            && dates.values().all(|when| when == first)
            && dates.keys().eq(step.dry_runs.iter())
        {
            step.start = Start::At(first.clone());
        }
    }
}

/// Durations and times are whole microseconds, however the draft was made.
fn to_the_microsecond(draft: &mut Draft) {
    for_each_moment(draft, Moment::to_the_microsecond);
    for step in &mut draft.steps {
        step.duration = step.duration.map(duration_text::to_the_microsecond);
        step.extra.round_dates();
    }
    draft.milestones.iter_mut().for_each(|milestone| milestone.extra.round_dates());
    draft.actors.iter_mut().for_each(|actor| actor.extra.round_dates());
    draft.environments.iter_mut().for_each(|environment| environment.extra.round_dates());
}

fn for_each_moment(draft: &mut Draft, mut change: impl FnMut(Moment) -> Moment) {
    let mut of_moment = |moment: &mut Moment| *moment = change(*moment);
    let mut of_when = |when: &mut When| {
        if let When::Moment(moment) = when {
            of_moment(moment);
        }
    };
    for step in &mut draft.steps {
        match &mut step.start {
            Start::Unset => {}
            Start::At(when) => of_when(when),
            Start::ByDryRun(dates) => dates.values_mut().for_each(&mut of_when),
        }
    }
    for milestone in &mut draft.milestones {
        milestone.dates.values_mut().for_each(&mut of_moment);
    }
}
