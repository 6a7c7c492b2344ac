//! The check of required ends, and of the milestones that a rollback sets.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use chrono_tz::Tz;

use super::found::Found;
use super::starts::Starts;
use crate::dense::{Dense, DenseMap, RowIx};
use crate::id::{DryRun, PhaseCode};
use crate::plan::{
    Draft, KnownNames, Moment, Phase, Problem, ProblemKind, RequiredEnd, resolve_local, wall_clock,
};

/// A required end names a phase of the plan, and lies not before the first start of what it is
/// about. Time `O(dry runs * (steps + required ends))`.
pub(super) fn check(
    draft: &Draft,
    phases: &[Phase],
    of_rows: &DenseMap<RowIx, u32>,
    (dry_runs, starts): (&[DryRun], &Starts),
    problems: &mut Found,
) {
    if draft.milestones.iter().all(|milestone| milestone.required_end.is_none()) {
        return;
    }
    // The first start of each phase in each dry run.
    let first = dry_runs.iter().zip(starts).map(|(dry_run, starts)| {
        let mut first: Vec<Option<DateTime<Utc>>> = vec![None; phases.len()];
        for (row, start) in starts.iter() {
            if let (Some(start), Some(first)) = (start, first.get_mut(of_rows[row] as usize))
                && draft.steps[row.index()].dry_runs.contains(dry_run)
            {
                *first = Some(first.map_or(*start, |first| first.min(*start)));
            }
        }
        let awake = phases.iter().zip(&first).filter(|(phase, _)| !phase.contingency);
        (awake.filter_map(|(_, start)| *start).min(), first)
    });
    let first: Vec<_> = first.collect();
    let place_of: BTreeMap<&PhaseCode, usize> =
        phases.iter().enumerate().map(|(place, phase)| (&phase.code, place)).rev().collect();
    for milestone in &draft.milestones {
        let (phase, place) = match &milestone.required_end {
            None => continue,
            Some(RequiredEnd::Whole) => (None, None),
            Some(RequiredEnd::Phase(code)) => {
                let Some(place) = place_of.get(code).copied() else {
                    problems.push(Problem::of_plan(ProblemKind::RequiredEndOfUnknownPhase {
                        milestone: milestone.name.clone(),
                        found: code.to_string(),
                        known: KnownNames::of(phases),
                    }));
                    continue;
                };
                (Some(code.clone()), Some(place))
            }
        };
        for (dry_run, (of_all, of_phases)) in dry_runs.iter().zip(&first) {
            let date = milestone.dates.get(dry_run);
            let Some(date) = date.and_then(|date| instant(*date, draft.timezone)) else { continue };
            let begins = place.map_or(*of_all, |place| of_phases[place]);
            let Some(begins) = begins.filter(|begins| date < *begins) else { continue };
            problems.push(Problem::of_plan(ProblemKind::RequiredEndTooEarly {
                milestone: milestone.name.clone(),
                found: local(date, draft.timezone),
                phase: phase.clone(),
                begins: local(begins, draft.timezone),
                dry_run: dry_run.clone(),
            }));
        }
    }
}

/// The milestone that a phase sets exists, and the phase is a contingency.
pub(super) fn check_settings(draft: &Draft, phases: &[Phase], problems: &mut Found) {
    for phase in phases {
        let Some(name) = &phase.sets else { continue };
        if !phase.contingency {
            let (phase, milestone) = (phase.code.clone(), name.clone());
            let kind = ProblemKind::SetsWithoutContingency { phase, milestone };
            problems.push(Problem::of_plan(kind));
        }
        if draft.milestones.iter().all(|milestone| milestone.name != *name) {
            let known = KnownNames::of(draft.milestones.iter().map(|one| &one.name));
            let kind = ProblemKind::UnknownMilestone { found: name.clone(), known };
            problems.push(Problem::of_plan(kind));
        }
    }
}

/// The instant of a milestone's date.
pub(crate) fn instant(date: Moment, zone: Tz) -> Option<DateTime<Utc>> {
    match date {
        Moment::Instant(instant) => Some(instant),
        Moment::Local(local) => resolve_local(zone, local).map(|resolved| resolved.instant),
    }
}

fn local(at: DateTime<Utc>, zone: Tz) -> String {
    String::from(wall_clock(zone, at).map_or(Moment::Instant(at), Moment::Local))
}
