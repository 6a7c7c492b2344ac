//! What the graph of prerequisites says too much and too little: redundant prerequisites, steps
//! that nothing waits for, work that one team takes over from another without waiting for it.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, TimeDelta, Utc};
use petgraph::Direction;
use petgraph::graph::NodeIndex;

use super::exam::Exam;
use super::finding::FindingKind;
use super::reach::by_way_of_others;
use super::report::Report;
use super::rule::Rule;
use super::rules::Rules;
use crate::dense::{Adjacency, Dense, DenseMap, RowIx, StepIx};
use crate::id::{DryRun, StepId};
use crate::plan::Plan;
use crate::schedule::topological_order;

/// Prerequisites that follow from others, in the plan and not in one dry run: what a dry run
/// leaves out is no reason to keep or to drop a prerequisite. Time as [`by_way_of_others`].
pub(super) fn check_redundant(plan: &Plan, report: &mut Report<'_>) {
    if !report.wants(Rule::RedundantPrerequisite) {
        return;
    }
    let checked = plan.checked();
    let all = DenseMap::filled(true, plan.len());
    let by_row = Adjacency::from_rows(all.keys().map(|row| {
        let mut before: Vec<RowIx> = checked.prerequisites(row).collect();
        before.sort_unstable_by_key(|row| checked.rank[*row]);
        before
    }));
    let (rows, places) = topological_order(plan, &all, &by_row);
    let before = Adjacency::from_rows(rows.as_slice().iter().map(|row| {
        let before = by_row.row(*row).iter();
        before.filter_map(|row| places[*row]).collect::<Vec<StepIx>>()
    }));
    // A prerequisite that asks for an outcome says more than an order; and beside one that can be
    // abandoned another one holds the step still.
    let mut can_die = DenseMap::filled(false, rows.len());
    for ask in &checked.asks {
        places[ask.row].into_iter().for_each(|step| can_die[step] = true);
    }
    for step in rows.keys() {
        can_die[step] |= before.row(step).iter().any(|before| can_die[*before]);
    }
    let several = rows.keys().filter(|step| !can_die[*step] && before.row(*step).len() > 1);
    let mut edges: Vec<(StepIx, StepIx)> =
        several.flat_map(|step| before.row(step).iter().map(move |&it| (it, step))).collect();
    edges.sort_unstable();
    let id = |step: &StepIx| plan.steps()[rows[*step].index()].id.clone();
    let paths = by_way_of_others(&edges, |step| before.row(step));
    let mut redundant: BTreeMap<StepIx, BTreeMap<StepId, Vec<StepIx>>> = BTreeMap::new();
    for ((from, to), path) in edges.iter().zip(paths) {
        if let Some(path) = path {
            redundant.entry(*to).or_default().insert(id(from), path);
        }
    }
    for (step, paths) in redundant {
        let path = paths.values().next().into_iter().flatten().map(id).collect();
        let prerequisites = paths.into_keys().collect();
        let kind = FindingKind::RedundantPrerequisite { prerequisites, path };
        report.tell(Some(&id(&step)), kind, []);
    }
}

/// Steps that nothing waits for, in the plan; among them those whose work another team seems to
/// take over. Time `O(dry runs * steps log steps)`.
pub(super) fn check_loose_ends(
    plan: &Plan,
    exams: &[Exam],
    rules: &Rules,
    report: &mut Report<'_>,
) {
    let has = |row: usize, way| {
        plan.graph().neighbors_directed(NodeIndex::new(row), way).next().is_some()
    };
    let waited_for = |row: usize| has(row, Direction::Outgoing);
    let waits = |row: usize| has(row, Direction::Incoming);

    let taken_over = if report.wants(Rule::MissingHandover) {
        let handovers = handovers(exams, rules.handover_gap, waited_for, waits);
        for ((before, step), dry_runs) in &handovers {
            let teams = [*before, *step].map(|id| plan.step(id.as_str())?.team.clone());
            let [Some(from), Some(to)] = teams else { continue };
            let kind = FindingKind::MissingHandover { after: (*before).clone(), from, to };
            report.tell(Some(step), kind, dry_runs.iter().copied());
        }
        handovers.into_keys().map(|(before, _)| before.clone()).collect()
    } else {
        BTreeSet::new()
    };

    let last = last_of_phases(plan, exams);
    for (row, step) in plan.steps().iter().enumerate() {
        let is_told = step.dry_runs.is_empty() || taken_over.contains(&step.id);
        if !waited_for(row) && !is_told && !last[row] {
            report.tell(Some(&step.id), FindingKind::NoSuccessor, []);
        }
    }
}

/// Two steps of one phase and of different teams: the first, which nothing waits for, is over
/// when the second, which waits for nothing, begins, or shortly before. Of several the one that
/// is over last. In which dry runs.
type Handovers<'e> = BTreeMap<(&'e StepId, &'e StepId), Vec<&'e DryRun>>;

fn handovers(
    exams: &[Exam],
    gap: TimeDelta,
    waited_for: impl Fn(usize) -> bool,
    waits: impl Fn(usize) -> bool,
) -> Handovers<'_> {
    let mut found = Handovers::new();
    for exam in exams {
        let schedule = &exam.schedule;
        // By phase, by the end: the team and the step.
        let mut over: BTreeMap<u32, Vec<(DateTime<Utc>, StepIx)>> = BTreeMap::new();
        let loose = |step: &StepIx| !waited_for(schedule.place_in_plan(*step));
        for step in schedule.steps().filter(loose) {
            if let (Some(_), Some(ends)) = (exam.span(step), exam.ends[step]) {
                over.entry(schedule.phase_place(step)).or_default().push((ends, step));
            }
        }
        for ends in over.values_mut() {
            ends.sort_unstable();
        }
        let unled = |step: &StepIx| !waits(schedule.place_in_plan(*step));
        for step in schedule.steps().filter(unled) {
            let (Some(start), Some(team)) = (schedule.start(step), &schedule.step(step).team)
            else {
                continue;
            };
            let Some(over) = over.get(&schedule.phase_place(step)) else { continue };
            let before = &over[..over.partition_point(|(ends, _)| *ends <= start)];
            let near = before.iter().rev().take_while(|(ends, _)| start - *ends <= gap);
            let of_others = near.filter(|(_, it)| {
                let other = &schedule.step(*it).team;
                *it != step && other.as_ref().is_some_and(|other| other != team)
            });
            if let Some((_, before)) = of_others.take(1).next() {
                let pair = (schedule.id(*before), schedule.id(step));
                found.entry(pair).or_default().push(exam.dry_run());
            }
        }
    }
    found
}

/// The rows that are the last of their phase: in one of their dry runs no step of the phase is
/// over later, by the dates alone or after all prerequisites; or nothing says when they are over,
/// and every other step of the phase is waited for by one of it.
fn last_of_phases(plan: &Plan, exams: &[Exam]) -> Vec<bool> {
    let mut last = vec![false; plan.len()];
    let mut dated = last.clone();
    let both = exams.iter().flat_map(|exam| [(exam, &exam.ends), (exam, &exam.late_ends)]);
    for (Exam { schedule, .. }, ends) in both {
        let mut latest: BTreeMap<u32, DateTime<Utc>> = BTreeMap::new();
        let over = || schedule.steps().filter_map(|step| Some((step, ends[step]?)));
        for (step, ends) in over() {
            let latest = latest.entry(schedule.phase_place(step)).or_insert(ends);
            *latest = ends.max(*latest);
        }
        for (step, ends) in over() {
            let row = schedule.place_in_plan(step);
            dated[row] = true;
            last[row] |= latest.get(&schedule.phase_place(step)) == Some(&ends);
        }
    }
    // Among those that nothing dates.
    let mut sinks: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (row, step) in plan.steps().iter().enumerate() {
        let mut after = plan.graph().neighbors(NodeIndex::new(row));
        let goes_on = after.any(|it| plan.steps()[it.index()].phase == step.phase);
        if !goes_on && !step.dry_runs.is_empty() {
            sinks.entry(step.phase.as_str()).or_default().push(row);
        }
    }
    for row in sinks.values().filter(|rows| rows.len() == 1).flatten() {
        last[*row] |= !dated[*row];
    }
    last
}
