//! The one way into a [`Plan`](crate::Plan): proves that a draft fits together, or says
//! everything that keeps it from doing so.
//!
//! Each check reads the draft and adds to one list of problems; none stops at its first find.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, TimeDelta, Utc};
use chrono_tz::Tz;
use petgraph::graph::{DiGraph, NodeIndex};

use crate::cycle;
use crate::dense::{Dense, DenseMap, RowIx};
use crate::id::{DryRun, StepId};
use crate::moment::{self, ClockChange, Decided, Moment, Offset, When};
use crate::plan::{Draft, Inner, Phases};
use crate::problem::{Fault, Field, Named, Problem, Problems, Severity};
use crate::similar::most_similar;
use crate::step::{Milestone, Phase, Start, Step};

pub(crate) fn check(mut draft: Draft) -> Result<Inner, Problems> {
    let mut problems = Vec::new();
    forget_blanks(&mut draft.steps);
    fill_in_contacts(&mut draft);
    let phases = phases_of(&draft);
    let dry_runs = dry_runs_of(&draft);
    check_names(&draft, &phases, &mut problems);
    check_values(&draft, &mut problems);
    let phase = check_phases(&draft.steps, &phases, &mut problems);
    check_dry_runs(&draft, &mut problems);
    check_teams(&draft, &mut problems);

    let (by_id, rank) = index_ids(&draft.steps, &mut problems);
    let graph = connect(&draft.steps, &by_id, &mut problems);
    for path in cycle::cycles(&graph, &rank) {
        let id = |row: &RowIx| draft.steps[row.index()].id.clone();
        problems.push(of_step(
            &draft.steps,
            path.first().copied().unwrap_or(RowIx::from_index(0)),
            Field::Prerequisites,
            Fault::Cycle { path: path.iter().map(id).collect() },
        ));
    }

    let starts = resolve_starts(&draft, &dry_runs, &mut problems);
    warn_of_order(&draft.steps, &graph, &dry_runs, &starts, &mut problems);
    warn_of_contingencies(&draft.steps, &graph, &phases, &phase, &mut problems);

    let problems = Problems::new(problems);
    if problems.as_slice().iter().any(|problem| problem.severity() == Severity::Error) {
        return Err(problems);
    }
    Ok(Inner {
        timezone: draft.timezone,
        phases,
        dry_runs,
        milestones: draft.milestones,
        actors: draft.actors,
        environments: draft.environments,
        steps: draft.steps,
        warnings: problems.into_vec(),
        graph,
        by_id,
        rank,
        phase,
        starts,
    })
}

fn of_step(steps: &[Step], row: RowIx, field: Field, fault: Fault) -> Problem {
    let step = steps.get(row.index()).map(|step| step.id.clone());
    Problem::of_field(row.index(), step, field, fault)
}

/// A blank team is no team, and so on: a recap must not list two kinds of nothing.
fn forget_blanks(steps: &mut [Step]) {
    for step in steps {
        for text in [&mut step.team, &mut step.department, &mut step.instructions] {
            text.take_if(|text| text.trim().is_empty());
        }
    }
}

/// Steps without contacts of their own get those of their team.
///
/// A team name may stand in several departments; then the step's department decides.
fn fill_in_contacts(draft: &mut Draft) {
    let mut by_team: BTreeMap<&str, Vec<_>> = BTreeMap::new();
    for actor in &draft.actors {
        by_team.entry(&actor.team).or_default().push(actor);
    }
    for step in draft.steps.iter_mut().filter(|step| step.contacts.is_empty()) {
        let Some(actors) = step.team.as_deref().and_then(|team| by_team.get(team)) else {
            continue;
        };
        let same_department = |actor: &&&_| {
            let actor: &crate::Actor = actor;
            step.department.is_some() && actor.department == step.department
        };
        if let Some(actor) = actors.iter().find(same_department).or(actors.first()) {
            step.contacts = actor.contacts();
        }
    }
}

fn phases_of(draft: &Draft) -> Vec<Phase> {
    match &draft.phases {
        Phases::Listed(phases) => phases.clone(),
        Phases::AsTheyCome => {
            let mut seen = BTreeSet::new();
            let codes = draft.steps.iter().map(|step| &step.phase);
            codes.filter(|code| seen.insert(*code)).cloned().map(Phase::new).collect()
        }
    }
}

/// The dry runs that steps or milestones name, in natural order.
fn dry_runs_of(draft: &Draft) -> Vec<DryRun> {
    let of_steps = draft.steps.iter().flat_map(|step| &step.dry_runs);
    let of_milestones = draft.milestones.iter().flat_map(|milestone| milestone.dates.keys());
    let listed = draft.dry_runs.iter().flatten();
    let names: BTreeSet<&DryRun> = of_steps.chain(of_milestones).chain(listed).collect();
    let mut dry_runs: Vec<DryRun> = names.into_iter().cloned().collect();
    dry_runs.sort_by(DryRun::natural_order);
    dry_runs
}

/// Phases, milestones, teams and environments are looked up by name: each name once.
fn check_names(draft: &Draft, phases: &[Phase], problems: &mut Vec<Problem>) {
    let mut once = |what, names: Vec<String>| {
        let mut seen = BTreeSet::new();
        for name in names {
            if !seen.insert(name.clone()) {
                problems.push(Problem::of_plan(Fault::DuplicateName { what, name }));
            }
        }
    };
    once(Named::Phase, phases.iter().map(|phase| phase.code.to_string()).collect());
    once(Named::Milestone, draft.milestones.iter().map(|one| one.name.clone()).collect());
    once(Named::Environment, draft.environments.iter().map(|one| one.name.clone()).collect());
    let team = |actor: &crate::Actor| match &actor.department {
        Some(department) => format!("{} ({department})", actor.team),
        None => actor.team.clone(),
    };
    once(Named::Team, draft.actors.iter().map(team).collect());
}

fn check_values(draft: &Draft, problems: &mut Vec<Problem>) {
    for (row, step) in draft.steps.iter().enumerate() {
        if let Some(duration) = step.duration.filter(|duration| *duration < TimeDelta::zero()) {
            problems.push(of_step(
                &draft.steps,
                RowIx::from_index(row),
                Field::Duration,
                Fault::NegativeDuration { found: duration.to_string() },
            ));
        }
    }
}

fn check_phases(
    steps: &[Step],
    phases: &[Phase],
    problems: &mut Vec<Problem>,
) -> DenseMap<RowIx, u32> {
    let places: BTreeMap<&str, u32> = (0..).zip(phases).map(|(at, it)| (it.as_ref(), at)).collect();
    let places = steps.iter().enumerate().map(|(row, step)| {
        places.get(step.phase.as_str()).copied().unwrap_or_else(|| {
            let fault = Fault::UnknownPhase {
                found: step.phase.to_string(),
                known: phases.iter().map(|phase| phase.code.clone()).collect(),
            };
            problems.push(of_step(steps, RowIx::from_index(row), Field::Phase, fault));
            0
        })
    });
    DenseMap::from_vec(places.collect())
}

fn check_dry_runs(draft: &Draft, problems: &mut Vec<Problem>) {
    let known: Option<BTreeSet<&DryRun>> = draft.dry_runs.as_ref().map(|it| it.iter().collect());
    for (row, step) in draft.steps.iter().enumerate() {
        let row = RowIx::from_index(row);
        if step.dry_runs.is_empty() {
            problems.push(of_step(&draft.steps, row, Field::DryRuns, Fault::InNoDryRun));
        }
        let Some(known) = &known else { continue };
        for dry_run in step.dry_runs.iter().filter(|dry_run| !known.contains(dry_run)) {
            let mut known: Vec<DryRun> = known.iter().map(|&name| name.clone()).collect();
            known.sort_by(DryRun::natural_order);
            let fault = Fault::UnknownDryRun { found: dry_run.to_string(), known };
            problems.push(of_step(&draft.steps, row, Field::DryRuns, fault));
        }
    }
}

fn check_teams(draft: &Draft, problems: &mut Vec<Problem>) {
    if draft.actors.is_empty() {
        return;
    }
    let known: BTreeSet<&str> = draft.actors.iter().map(|actor| actor.team.as_str()).collect();
    for (row, step) in draft.steps.iter().enumerate() {
        if let Some(team) = step.team.as_deref().filter(|team| !known.contains(team)) {
            let known = known.iter().map(|&team| team.to_owned()).collect();
            let fault = Fault::UnknownTeam { found: team.to_owned(), known };
            problems.push(of_step(&draft.steps, RowIx::from_index(row), Field::Team, fault));
        }
    }
}

/// The rows in the order of their ids, and the place of each row in it.
fn index_ids(steps: &[Step], problems: &mut Vec<Problem>) -> (Vec<RowIx>, DenseMap<RowIx, u32>) {
    let mut by_id: Vec<RowIx> = (0..steps.len()).map(RowIx::from_index).collect();
    by_id.sort_by(|a, b| steps[a.index()].id.cmp(&steps[b.index()].id).then(a.cmp(b)));
    let mut rank = DenseMap::filled(0, steps.len());
    let mut first = RowIx::from_index(0);
    for (place, &row) in (0..).zip(&by_id) {
        rank[row] = place;
        let id = &steps[row.index()].id;
        if place == 0 || steps[first.index()].id != *id {
            first = row;
        } else {
            let first_row = first.index();
            let fault = Fault::DuplicateId { id: id.clone(), first_row, first_place: None };
            problems.push(of_step(steps, row, Field::Id, fault));
        }
    }
    (by_id, rank)
}

/// How many pairs of ids are compared at most to guess what somebody meant to type: a plan of
/// nothing but unknown prerequisites must not take quadratic time to refuse.
const MOST_GUESSES: usize = 1_000_000;

/// The graph of prerequisites, leaving out the edges that cannot be drawn.
fn connect(steps: &[Step], by_id: &[RowIx], problems: &mut Vec<Problem>) -> DiGraph<(), ()> {
    let edges = steps.iter().map(|step| step.prerequisites.len()).sum();
    let mut graph = DiGraph::with_capacity(steps.len(), edges);
    for _ in steps {
        graph.add_node(());
    }
    // The last prerequisite seen of each step, to find repetitions without a set a step.
    let mut seen_by: DenseMap<RowIx, Option<RowIx>> = DenseMap::filled(None, steps.len());
    let mut guesses_left = MOST_GUESSES;
    for (row, step) in steps.iter().enumerate() {
        let row = RowIx::from_index(row);
        for prerequisite in &step.prerequisites {
            let mut report = |fault| {
                problems.push(of_step(steps, row, Field::Prerequisites, fault));
            };
            if *prerequisite == step.id {
                report(Fault::OwnPrerequisite);
                continue;
            }
            let place = by_id.partition_point(|row| steps[row.index()].id < *prerequisite);
            let Some(&found) =
                by_id.get(place).filter(|found| steps[found.index()].id == *prerequisite)
            else {
                let ids = by_id.iter().take(guesses_left).map(|row| &steps[row.index()].id);
                let similar = most_similar(prerequisite.as_str(), ids).cloned();
                guesses_left = guesses_left.saturating_sub(by_id.len());
                report(Fault::UnknownPrerequisite { found: prerequisite.to_string(), similar });
                continue;
            };
            if seen_by[found] == Some(row) {
                report(Fault::RepeatedPrerequisite { id: prerequisite.clone() });
                continue;
            }
            seen_by[found] = Some(row);
            graph.add_edge(NodeIndex::new(found.index()), NodeIndex::new(row.index()), ());
        }
    }
    graph
}

type Starts = Vec<DenseMap<RowIx, Option<DateTime<Utc>>>>;

/// Every start in every dry run as an instant; says where a date is missing, names an unknown
/// milestone, or falls on a change of the clocks.
fn resolve_starts(draft: &Draft, dry_runs: &[DryRun], problems: &mut Vec<Problem>) -> Starts {
    let milestones: BTreeMap<&str, &Milestone> =
        draft.milestones.iter().map(|milestone| (milestone.name.as_str(), milestone)).collect();
    let known: Vec<String> = draft.milestones.iter().map(|one| one.name.clone()).collect();
    let mut starts: Starts =
        dry_runs.iter().map(|_| DenseMap::filled(None, draft.steps.len())).collect();

    for (row, step) in draft.steps.iter().enumerate() {
        let row = RowIx::from_index(row);
        let mut found = Findings::default();
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
                    None => Err(Fault::UnknownMilestone {
                        found: from.milestone.clone(),
                        known: known.clone(),
                    }),
                },
            };
            match moment {
                Ok(Some((moment, offset))) => {
                    match moment::offset_from(draft.timezone, moment, offset) {
                        Some((instant, decided)) => {
                            starts[place][row] = Some(instant);
                            for decided in decided {
                                found.clock_change(step, dry_run, decided, draft.timezone);
                            }
                        }
                        None => found.error(Fault::DateOutOfRange { found: moment.into() }),
                    }
                }
                Ok(None) => found.undated(step, dry_run),
                Err(fault) => found.error(fault),
            }
        }
        if dry_runs.is_empty() && step.start == Start::Unset {
            found.no_start = true;
        }
        for fault in found.into_faults() {
            problems.push(of_step(&draft.steps, row, Field::Start, fault));
        }
    }
    starts
}

/// What was found in the dates of one step, told once for all dry runs it concerns.
#[derive(Default)]
struct Findings {
    no_start: bool,
    undated_in: Vec<DryRun>,
    clock_changes: Vec<(ClockChange, String, String, Vec<DryRun>)>,
    errors: BTreeSet<Fault>,
}

impl Findings {
    fn undated(&mut self, step: &Step, dry_run: &DryRun) {
        if step.dry_runs.contains(dry_run) {
            self.undated_in.push(dry_run.clone());
        }
        self.no_start |= step.dry_runs.is_empty() && step.start == Start::Unset;
    }

    fn error(&mut self, fault: Fault) {
        self.errors.insert(fault);
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

    fn into_faults(self) -> Vec<Fault> {
        let mut faults: Vec<Fault> = self.errors.into_iter().collect();
        if self.no_start || !self.undated_in.is_empty() {
            faults.push(Fault::NoStart { dry_runs: self.undated_in });
        }
        faults.extend(self.clock_changes.into_iter().map(|(change, found, taken, dry_runs)| {
            Fault::ClockChange { change, found, taken, dry_runs }
        }));
        faults
    }
}

/// A step dated before one of its prerequisites, in a dry run that executes both.
fn warn_of_order(
    steps: &[Step],
    graph: &DiGraph<(), ()>,
    dry_runs: &[DryRun],
    starts: &Starts,
    problems: &mut Vec<Problem>,
) {
    for edge in graph.raw_edges() {
        let (before, after) = (edge.source().index(), edge.target().index());
        let (prerequisite, step) = (&steps[before], &steps[after]);
        let (before, after) = (RowIx::from_index(before), RowIx::from_index(after));
        let backwards = |place: usize, dry_run: &DryRun| {
            let both = prerequisite.dry_runs.contains(dry_run) && step.dry_runs.contains(dry_run);
            both && matches!(
                (starts[place][before], starts[place][after]),
                (Some(before), Some(after)) if after < before
            )
        };
        let dry_runs: Vec<DryRun> = dry_runs
            .iter()
            .enumerate()
            .filter(|(place, dry_run)| backwards(*place, dry_run))
            .map(|(_, dry_run)| dry_run.clone())
            .collect();
        if !dry_runs.is_empty() {
            let prerequisite: StepId = prerequisite.id.clone();
            let fault = Fault::StartsBeforePrerequisite { prerequisite, dry_runs };
            problems.push(of_step(steps, after, Field::Start, fault));
        }
    }
}

/// A step outside the contingency phases that waits for one inside.
fn warn_of_contingencies(
    steps: &[Step],
    graph: &DiGraph<(), ()>,
    phases: &[Phase],
    phase: &DenseMap<RowIx, u32>,
    problems: &mut Vec<Problem>,
) {
    let sleeps = |row: RowIx| phases.get(phase[row] as usize).is_some_and(|it| it.contingency);
    for edge in graph.raw_edges() {
        let before = RowIx::from_index(edge.source().index());
        let after = RowIx::from_index(edge.target().index());
        if sleeps(before) && !sleeps(after) {
            let prerequisite = steps[before.index()].id.clone();
            let fault = Fault::WaitsForContingency { prerequisite };
            problems.push(of_step(steps, after, Field::Prerequisites, fault));
        }
    }
}
