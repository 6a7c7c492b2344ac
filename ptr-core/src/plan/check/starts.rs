//! The starts of all steps in all dry runs as instants, and their problems: a missing date, a
//! change of the clocks, a start before that of a prerequisite.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use petgraph::graph::DiGraph;

use super::found::Found;
use crate::dense::{Dense, DenseMap, RowIx};
use crate::id::{DryRun, StepId};
use crate::plan::{
    ClockChange, Decided, Draft, Field, KnownNames, Milestone, Moment, Offset, Phase, Problem,
    ProblemKind, Start, Step, When, offset_from,
};

/// For each dry run the start of each row.
pub(super) type Starts = Vec<DenseMap<RowIx, Option<DateTime<Utc>>>>;

/// A moment with an offset, and the instant with the changes of the clocks that they resolve to.
type Resolved = ((Moment, Offset), Option<(DateTime<Utc>, Vec<Decided>)>);

/// The problem of a date that is not in the calendar.
pub(super) fn not_of_the_calendar(when: &When) -> Option<ProblemKind> {
    let When::Moment(moment) = when else { return None };
    let found = || String::from(*moment);
    match (moment.is_in_calendar(), moment.is_in_leap_second()) {
        (true, _) => None,
        (false, true) => Some(ProblemKind::LeapSecond { found: found() }),
        (false, false) => Some(ProblemKind::DateOutOfRange { found: found() }),
    }
}

/// Resolves every start in every dry run to an instant; reports missing dates, unknown milestones
/// and changes of the clocks. A milestone that a rollback sets may lack its date.
pub(super) fn resolve(
    draft: &Draft,
    phases: &[Phase],
    dry_runs: &[DryRun],
    problems: &mut Found,
) -> Starts {
    let is_set = |when: &When| match when {
        When::FromMilestone(from) => {
            phases.iter().any(|phase| phase.sets.as_ref() == Some(&from.milestone))
        }
        When::Moment(_) => false,
    };
    let milestones: BTreeMap<&str, &Milestone> =
        draft.milestones.iter().map(|milestone| (milestone.name.as_str(), milestone)).collect();
    let known = KnownNames::of(draft.milestones.iter().map(|one| &one.name));
    let mut starts: Starts =
        dry_runs.iter().map(|_| DenseMap::filled(None, draft.steps.len())).collect();

    for (row, step) in draft.steps.iter().enumerate() {
        let row = RowIx::from_index(row);
        let mut found = Findings::default();
        // A start for all dry runs mostly resolves to the same instant in all of them.
        let mut last: Option<Resolved> = None;
        for (place, dry_run) in dry_runs.iter().enumerate() {
            let Some(when) = step.start.in_dry_run(dry_run) else {
                found.undated(step, dry_run);
                continue;
            };
            let moment = match when {
                When::Moment(moment) => Ok(Some((*moment, Offset::default()))),
                When::FromMilestone(from) => match milestones.get(from.milestone.as_str()) {
                    Some(milestone) => {
                        Ok(milestone.dates.get(dry_run).map(|date| (*date, from.offset)))
                    }
                    None => Err(ProblemKind::UnknownMilestone {
                        found: from.milestone.clone(),
                        known: known.clone(),
                    }),
                },
            };
            match moment {
                Ok(Some((moment, offset))) => {
                    let (_, resolved) = match &mut last {
                        Some(same) if same.0 == (moment, offset) => same,
                        other => other.insert((
                            (moment, offset),
                            offset_from(draft.timezone, moment, offset),
                        )),
                    };
                    match resolved {
                        Some((instant, decided)) => {
                            starts[place][row] = Some(*instant);
                            for &decided in decided.iter() {
                                found.clock_change(step, dry_run, decided, draft.timezone);
                            }
                        }
                        // Reported with the date itself.
                        None if !moment.is_in_calendar() => {}
                        None => found.error(ProblemKind::DateOutOfRange { found: moment.into() }),
                    }
                }
                Ok(None) if is_set(when) => {}
                Ok(None) => found.undated(step, dry_run),
                Err(kind) => found.error(kind),
            }
        }
        if dry_runs.is_empty() && step.start == Start::Unset {
            found.no_start = true;
        }
        for kind in found.into_kinds() {
            problems.push(Problem::of_step(&draft.steps, row, Field::Start, kind));
        }
    }
    starts
}

/// The problems of one step's dates, collected over its dry runs.
#[derive(Default)]
struct Findings {
    no_start: bool,
    undated_in: Vec<DryRun>,
    clock_changes: Vec<(ClockChange, String, String, Vec<DryRun>)>,
    errors: BTreeSet<ProblemKind>,
}

impl Findings {
    fn undated(&mut self, step: &Step, dry_run: &DryRun) {
        if step.dry_runs.contains(dry_run) {
            self.undated_in.push(dry_run.clone());
        }
        self.no_start |= step.dry_runs.is_empty() && step.start == Start::Unset;
    }

    fn error(&mut self, kind: ProblemKind) {
        self.errors.insert(kind);
    }

    fn clock_change(&mut self, step: &Step, dry_run: &DryRun, decided: Decided, zone: Tz) {
        if !step.dry_runs.contains(dry_run) {
            return;
        }
        let Decided { change, local, taken } = decided;
        let found = String::from(Moment::Local(local));
        let taken = taken.with_timezone(&zone).format("%Y-%m-%dT%H:%M:%S%:z").to_string();
        let same = self
            .clock_changes
            .iter_mut()
            .find(|(a, b, c, _)| *a == change && *b == found && *c == taken);
        match same {
            Some((.., dry_runs)) => dry_runs.push(dry_run.clone()),
            None => self.clock_changes.push((change, found, taken, vec![dry_run.clone()])),
        }
    }

    fn into_kinds(self) -> Vec<ProblemKind> {
        let mut kinds: Vec<ProblemKind> = self.errors.into_iter().collect();
        if self.no_start || !self.undated_in.is_empty() {
            kinds.push(ProblemKind::NoStart { dry_runs: self.undated_in });
        }
        kinds.extend(self.clock_changes.into_iter().map(|(change, found, taken, dry_runs)| {
            ProblemKind::ClockChange { change, found, taken, dry_runs }
        }));
        kinds
    }
}

/// Warns of a step that starts before one of its prerequisites, in a dry run that executes both.
pub(super) fn warn_of_order(
    steps: &[Step],
    graph: &DiGraph<(), ()>,
    dry_runs: &[DryRun],
    starts: &Starts,
    problems: &mut Found,
) {
    for edge in graph.raw_edges() {
        let (before, after) = (edge.source().index(), edge.target().index());
        let (prerequisite, step) = (&steps[before], &steps[after]);
        let (before, after) = (RowIx::from_index(before), RowIx::from_index(after));
        let are_backwards = |place: usize| {
            matches!(
                (starts[place][before], starts[place][after]),
                (Some(before), Some(after)) if after < before
            )
        };
        // Dates are compared first, because they are contiguous in memory and seldom in the wrong
        // order.
        if !(0..dry_runs.len()).any(are_backwards) {
            continue;
        }
        let is_in = |dry_run: &DryRun| {
            prerequisite.dry_runs.contains(dry_run) && step.dry_runs.contains(dry_run)
        };
        let dry_runs: Vec<DryRun> = dry_runs
            .iter()
            .enumerate()
            .filter(|(place, dry_run)| are_backwards(*place) && is_in(dry_run))
            .map(|(_, dry_run)| dry_run.clone())
            .collect();
        if !dry_runs.is_empty() {
            let prerequisite: StepId = prerequisite.id.clone();
            let kind = ProblemKind::StartsBeforePrerequisite { prerequisite, dry_runs };
            problems.push(Problem::of_step(steps, after, Field::Start, kind));
        }
    }
}
