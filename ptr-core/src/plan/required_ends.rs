//! The check of required ends, and of the milestones that a rollback sets.

use chrono::{DateTime, Utc};
use chrono_tz::Tz;

use super::draft::Draft;
use super::found::Found;
use super::kind::ProblemKind;
use super::known_names::KnownNames;
use super::local_time::{resolve_local, wall_clock};
use super::milestone::RequiredEnd;
use super::moment::Moment;
use super::phase::Phase;
use super::problem::Problem;
use super::starts::Starts;
use crate::dense::{Dense, DenseMap, RowIx};
use crate::id::DryRun;

/// A required end names a phase of the plan, and lies not before the first start of what it is
/// about. Time `O(required ends * dry runs * steps)`.
pub(super) fn check(
    draft: &Draft,
    phases: &[Phase],
    of_rows: &DenseMap<RowIx, u32>,
    (dry_runs, starts): (&[DryRun], &Starts),
    problems: &mut Found,
) {
    for milestone in &draft.milestones {
        let (phase, place) = match &milestone.required_end {
            None => continue,
            Some(RequiredEnd::Whole) => (None, None),
            Some(RequiredEnd::Phase(code)) => {
                let Some(place) = phases.iter().position(|phase| phase.code == *code) else {
                    let (found, known) = (code.to_string(), KnownNames::of(phases));
                    problems.push(Problem::of_plan(ProblemKind::UnknownPhase { found, known }));
                    continue;
                };
                (Some(code.clone()), Some(place))
            }
        };
        let counts = |row: RowIx, dry_run: &DryRun| {
            let of = of_rows[row] as usize;
            let is_awake = phases.get(of).is_some_and(|phase| !phase.contingency);
            let is_meant = place.map_or(is_awake, |place| of == place);
            is_meant && draft.steps[row.index()].dry_runs.contains(dry_run)
        };
        for (dry_run, starts) in dry_runs.iter().zip(starts) {
            let date = milestone.dates.get(dry_run);
            let Some(date) = date.and_then(|date| instant(*date, draft.timezone)) else { continue };
            let of_steps = starts.iter().filter(|(row, _)| counts(*row, dry_run));
            let Some(begins) = of_steps.filter_map(|(_, start)| *start).min() else { continue };
            if date < begins {
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
