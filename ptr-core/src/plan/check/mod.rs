//! The check of a draft: the only way to a [`Plan`](crate::Plan). Either the draft is consistent,
//! or all its problems are reported.
//!
//! Each check adds to one list of problems; none stops at the first.

mod cycle;
mod decisions;
mod found;
mod graph;
mod index;
mod normal;
mod required_ends;
mod similar;
mod starts;
mod writable;

use std::collections::{BTreeMap, BTreeSet};
#[cfg(feature = "serde")]
use std::sync::OnceLock;

use chrono::{DateTime, TimeDelta, Utc};
use chrono_tz::Tz;
use petgraph::Direction;
use petgraph::graph::{DiGraph, NodeIndex};

use self::found::Found;
use self::graph::connect;
use crate::dense::{Dense, DenseMap, RowIx};
#[cfg(feature = "serde")]
use crate::id::Digest;
use crate::id::{DryRun, Email};
use crate::plan::{
    Actor, Draft, Environment, Field, KnownNames, Milestone, Named, Phase, Phases, Problem,
    ProblemKind, Problems, Severity, Start, Step,
};

pub(crate) use decisions::Ask;
pub(crate) use index::{Index, Key};
pub(crate) use required_ends::instant;
pub(crate) use similar::most_similar;

/// A consistent plan, with what the check has computed.
#[derive(Debug)]
pub(crate) struct Checked {
    pub(crate) timezone: Tz,
    pub(crate) phases: Vec<Phase>,
    pub(crate) dry_runs: Vec<DryRun>,
    pub(crate) milestones: Vec<Milestone>,
    pub(crate) actors: Vec<Actor>,
    pub(crate) contacts: Contacts,
    pub(crate) environments: Vec<Environment>,
    pub(crate) steps: Vec<Step>,
    pub(crate) warnings: Vec<Problem>,
    /// Edges lead from a prerequisite to its successors. The index of a node is that of its row.
    pub(crate) graph: DiGraph<(), ()>,
    /// The prerequisites that ask for an outcome.
    pub(crate) asks: Vec<Ask>,
    /// The rows in the order of ids, for look-ups.
    pub(crate) index: Index,
    /// The position of each row in the order of ids.
    pub(crate) rank: DenseMap<RowIx, u32>,
    /// The index of each row's phase in `phases`.
    pub(crate) phase: DenseMap<RowIx, u32>,
    /// For each dry run, the start of each row, also of rows that do not take part in it.
    pub(crate) starts: Vec<DenseMap<RowIx, Option<DateTime<Utc>>>>,
    /// Computed when it is first asked for.
    #[cfg(feature = "serde")]
    pub(crate) digest: OnceLock<Digest>,
}

impl Checked {
    /// The direct prerequisites of a row according to the plan, in no particular order.
    pub(crate) fn prerequisites(&self, row: RowIx) -> impl Iterator<Item = RowIx> {
        self.graph
            .neighbors_directed(NodeIndex::new(row.index()), Direction::Incoming)
            .map(|node| RowIx::from_index(node.index()))
    }
}

/// The most dry runs of a plan. Each step has a start in each of them, so the size would be
/// quadratic if there were as many dry runs as steps.
const MOST_DRY_RUNS: usize = 1_000;

/// The most starts of a plan of very many steps, which may have 20 dry runs in any case.
const MOST_STARTS: usize = 4_000_000;

pub(super) fn check(mut draft: Draft) -> Result<Checked, Problems> {
    let mut problems = Found::default();
    normal::normalize(&mut draft);
    let contacts = check_teams(&draft, &mut problems);
    let phases = phases_of(&draft);
    let mut dry_runs = dry_runs_of(&draft);
    let most = (MOST_STARTS / draft.steps.len().max(1)).clamp(20, MOST_DRY_RUNS);
    if dry_runs.len() > most {
        let kind = ProblemKind::TooManyDryRuns { found: dry_runs.len(), most };
        problems.push(Problem::of_plan(kind));
        dry_runs.truncate(most);
    }
    check_names(&draft, &phases, &mut problems);
    check_values(&draft, &mut problems);
    check_moments(&draft, &mut problems);
    writable::check(&draft, &mut problems);
    let phase = check_phases(&draft.steps, &phases, &mut problems);
    check_dry_runs(&draft, &mut problems);

    let index = Index::of(&draft.steps);
    check_ids(&draft.steps, &index, &mut problems);
    decisions::part(&mut draft.steps, &index);
    decisions::check(&draft.steps, |row| contacts.of(row), &mut problems);
    let asks = decisions::asks(&draft.steps, &index, &mut problems);
    let rank = index.ranks();
    let graph = connect(&draft.steps, &index, &rank, &mut problems);
    for path in cycle::cycles(&graph, &rank) {
        let id = |row: &RowIx| draft.steps[row.index()].id.clone();
        problems.push(Problem::of_step(
            &draft.steps,
            path.first().copied().unwrap_or(RowIx::from_index(0)),
            Field::Prerequisites,
            ProblemKind::Cycle { path: path.iter().map(id).collect() },
        ));
    }

    let starts = starts::resolve(&draft, &phases, &dry_runs, &mut problems);
    starts::warn_of_order(&draft.steps, &graph, &dry_runs, &starts, &mut problems);
    warn_of_contingencies(&draft.steps, &graph, &phases, &phase, &mut problems);
    required_ends::check(&draft, &phases, &phase, (&dry_runs, &starts), &mut problems);
    required_ends::check_settings(&draft, &phases, &mut problems);

    let problems = Problems::new(problems.into_vec());
    if problems.as_slice().iter().any(|problem| problem.severity() == Severity::Error) {
        return Err(problems);
    }
    normal::at_home(&mut draft);
    Ok(Checked {
        timezone: draft.timezone,
        phases,
        dry_runs,
        milestones: draft.milestones,
        actors: draft.actors,
        contacts,
        environments: draft.environments,
        steps: draft.steps,
        warnings: problems.into_vec(),
        graph,
        asks,
        index,
        rank,
        phase,
        starts,
        #[cfg(feature = "serde")]
        digest: OnceLock::new(),
    })
}

/// The contacts of steps without contacts of their own: those of the team.
#[derive(Debug)]
pub(crate) struct Contacts {
    of_actors: Vec<Vec<Email>>,
    /// The index of each row's actor in the plan's actors.
    actor: DenseMap<RowIx, Option<u32>>,
}

impl Contacts {
    pub(crate) fn of(&self, row: RowIx) -> &[Email] {
        self.actor[row]
            .and_then(|place| self.of_actors.get(place as usize))
            .map_or(&[], Vec::as_slice)
    }
}

/// If the plan has actors, each team must be one of them. If a team name exists in several
/// departments, the step's department decides.
fn check_teams(draft: &Draft, problems: &mut Found) -> Contacts {
    let mut teams: BTreeMap<&str, Vec<(u32, &Actor)>> = BTreeMap::new();
    for (place, actor) in (0..).zip(&draft.actors) {
        teams.entry(&actor.team).or_default().push((place, actor));
    }
    let known = KnownNames::of(teams.keys());
    let actor = draft.steps.iter().enumerate().map(|(row, step)| {
        let team = step.team.as_deref().filter(|_| !teams.is_empty())?;
        let Some(actors) = teams.get(team) else {
            let kind = ProblemKind::UnknownTeam { found: team.to_owned(), known: known.clone() };
            problems.push(Problem::of_field(row, Some(step.id.clone()), Field::Team, kind));
            return None;
        };
        let department = &step.department;
        let is_own =
            |(_, actor): &&(u32, &Actor)| department.is_some() && actor.department == *department;
        let own = actors.iter().find(is_own);
        if own.is_none() && actors.len() > 1 && step.contacts.is_empty() {
            let mut departments: Vec<&str> =
                actors.iter().filter_map(|(_, actor)| actor.department.as_deref()).collect();
            departments.dedup();
            if departments.len() > 1 {
                let departments = KnownNames::of(departments);
                let kind = ProblemKind::AmbiguousTeam { found: team.to_owned(), departments };
                problems.push(Problem::of_field(row, Some(step.id.clone()), Field::Team, kind));
            }
        }
        own.or(actors.first()).map(|(place, _)| *place)
    });
    let actor = DenseMap::from_vec(actor.collect());
    Contacts { of_actors: draft.actors.iter().map(Actor::contacts).collect(), actor }
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

/// The dry runs of the draft, of its steps and its milestones, in natural order. If the draft lists
/// its dry runs, other names are reported elsewhere and left out here, so no missing date is
/// reported for them.
fn dry_runs_of(draft: &Draft) -> Vec<DryRun> {
    let any_will_do = draft.dry_runs.is_none();
    // Neighbours usually share a set; each shared set is visited once.
    let of_steps = draft.steps.chunk_by(|one, next| one.dry_runs.is_shared_with(&next.dry_runs));
    let of_steps = of_steps.filter(|_| any_will_do).filter_map(|steps| steps.first());
    let of_steps = of_steps.flat_map(|step| step.dry_runs.iter());
    let of_milestones = draft.milestones.iter().flat_map(|milestone| milestone.dates.keys());
    let listed = draft.dry_runs.iter().flatten();
    let names: BTreeSet<&DryRun> = of_steps.chain(of_milestones).chain(listed).collect();
    let mut dry_runs: Vec<DryRun> = names.into_iter().cloned().collect();
    dry_runs.sort_by(DryRun::natural_order);
    dry_runs
}

/// Phases, milestones, teams and environments are looked up by name, so names are unique.
fn check_names(draft: &Draft, phases: &[Phase], problems: &mut Found) {
    let mut once = |what, names: Vec<String>| {
        let mut seen = BTreeSet::new();
        for name in names {
            if !seen.insert(name.clone()) {
                problems.push(Problem::of_plan(ProblemKind::DuplicateName { what, name }));
            }
        }
    };
    once(Named::Phase, phases.iter().map(|phase| phase.code.to_string()).collect());
    once(Named::Milestone, draft.milestones.iter().map(|one| one.name.clone()).collect());
    once(Named::Environment, draft.environments.iter().map(|one| one.name.clone()).collect());
    once(Named::Team, draft.actors.iter().map(|one| one.full_name().into_owned()).collect());
}

fn check_values(draft: &Draft, problems: &mut Found) {
    for (row, step) in draft.steps.iter().enumerate() {
        if let Some(duration) = step.duration.filter(|duration| *duration < TimeDelta::zero()) {
            problems.push(Problem::of_step(
                &draft.steps,
                RowIx::from_index(row),
                Field::Duration,
                ProblemKind::NegativeDuration { found: duration.to_string() },
            ));
        }
    }
}

/// Dates must be valid in the calendars of other languages too, also in dry runs that do not
/// execute the step.
fn check_moments(draft: &Draft, problems: &mut Found) {
    for (row, step) in draft.steps.iter().enumerate() {
        let (one, by_dry_run) = match &step.start {
            Start::Unset => continue,
            Start::At(when) => (Some(when), None),
            Start::ByDryRun(dates) => (None, Some(dates.values())),
        };
        let dates = one.into_iter().chain(by_dry_run.into_iter().flatten());
        // Collecting would make a list first, of nothing for nearly every step.
        let mut kinds = BTreeSet::new();
        kinds.extend(dates.filter_map(starts::not_of_the_calendar));
        for kind in kinds {
            let row = RowIx::from_index(row);
            problems.push(Problem::of_step(&draft.steps, row, Field::Start, kind));
        }
    }
}

fn check_phases(steps: &[Step], phases: &[Phase], problems: &mut Found) -> DenseMap<RowIx, u32> {
    let places: BTreeMap<&str, u32> = (0..).zip(phases).map(|(at, it)| (it.as_ref(), at)).collect();
    let known = KnownNames::of(phases);
    let places = steps.iter().enumerate().map(|(row, step)| {
        places.get(step.phase.as_str()).copied().unwrap_or_else(|| {
            let kind =
                ProblemKind::UnknownPhase { found: step.phase.to_string(), known: known.clone() };
            problems.push(Problem::of_step(steps, RowIx::from_index(row), Field::Phase, kind));
            0
        })
    });
    DenseMap::from_vec(places.collect())
}

fn check_dry_runs(draft: &Draft, problems: &mut Found) {
    let known: Option<BTreeSet<&DryRun>> = draft.dry_runs.as_ref().map(|it| it.iter().collect());
    let mut names: Vec<&DryRun> = known.iter().flatten().copied().collect();
    names.sort_by(|one, other| one.natural_order(other));
    let names = KnownNames::of(names);
    for (row, step) in draft.steps.iter().enumerate() {
        let row = RowIx::from_index(row);
        if step.dry_runs.is_empty() {
            problems.push(Problem::of_step(
                &draft.steps,
                row,
                Field::DryRuns,
                ProblemKind::InNoDryRun,
            ));
        }
        let Some(known) = &known else { continue };
        for dry_run in step.dry_runs.iter().filter(|dry_run| !known.contains(dry_run)) {
            let kind =
                ProblemKind::UnknownDryRun { found: dry_run.to_string(), known: names.clone() };
            problems.push(Problem::of_step(&draft.steps, row, Field::DryRuns, kind));
        }
    }
}

/// Ids are unique.
fn check_ids(steps: &[Step], index: &Index, problems: &mut Found) {
    for (row, first) in index.repeated(steps) {
        let id = steps[row.index()].id.clone();
        let kind = ProblemKind::DuplicateId { id, first_row: first.index(), first_place: None };
        problems.push(Problem::of_step(steps, row, Field::Id, kind));
    }
}

/// Warns of a step outside the contingency phases with a prerequisite inside.
fn warn_of_contingencies(
    steps: &[Step],
    graph: &DiGraph<(), ()>,
    phases: &[Phase],
    phase: &DenseMap<RowIx, u32>,
    problems: &mut Found,
) {
    let sleeps = |row: RowIx| phases.get(phase[row] as usize).is_some_and(|it| it.contingency);
    for edge in graph.raw_edges() {
        let before = RowIx::from_index(edge.source().index());
        let after = RowIx::from_index(edge.target().index());
        if sleeps(before) && !sleeps(after) {
            let prerequisite = steps[before.index()].id.clone();
            let kind = ProblemKind::WaitsForContingency { prerequisite };
            problems.push(Problem::of_step(steps, after, Field::Prerequisites, kind));
        }
    }
}
