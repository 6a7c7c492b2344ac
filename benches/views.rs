//! The views of a run that is half way: the recap, why a step waits, the mails owed; each beside
//! what a script does that holds documents by text id.
//!
//! ```text
//! cargo bench -p ptr-benches --bench views
//! cargo bench -p ptr-benches --bench views -- explain
//! ```

use std::collections::{BTreeMap, HashMap, HashSet};
use std::hint::black_box;

use criterion::measurement::WallTime;
use criterion::{
    BenchmarkGroup, BenchmarkId, Criterion, Throughput, criterion_group, criterion_main,
};
use ptr_benches::baselines::{TextIds, visit_before};
use ptr_benches::plans::{half_terminated, middle, plan, staffed};
use ptr_benches::runs::half_way;
use ptr_core::{Condition, Explanation, Recap, Run, Settlement, State, StepIx, View};

const SIZES: [usize; 3] = [400, 10_000, 1_000_000];
/// Up to which size the script is asked as well.
const SCRIPTED: usize = 10_000;

fn views(criterion: &mut Criterion) {
    for steps in SIZES {
        let schedule = staffed(&plan(steps)).schedule("FDR1").expect("the plan has it");
        let mut run = half_way(&schedule);
        let owed = run.view(middle()).notices(None);
        for notice in owed.iter().step_by(2) {
            run.settle(notice, &Settlement::Sent, middle());
        }
        let script =
            (steps <= SCRIPTED).then(|| TextIds::of(&schedule, &half_terminated(schedule.steps())));
        recap(criterion, &run, script.as_ref());
        explain(criterion, &run, script.as_ref());
        notices(criterion, &run, script.as_ref());
    }
}

fn recap(criterion: &mut Criterion, run: &Run, script: Option<&TextIds>) {
    let (view, steps) = (run.view(middle()), run.schedule().len());
    let mut group = criterion.benchmark_group("recap");
    group.throughput(Throughput::Elements(steps as u64));
    group.bench_function(BenchmarkId::new("ours", steps), |bench| {
        bench.iter(|| black_box(view.recap(None)));
    });
    if let Some(script) = script {
        assert_eq!(by_team(&view.recap(None)), sorted(script.recap(middle())));
        group.bench_function(BenchmarkId::new("maps of text ids", steps), |bench| {
            bench.iter(|| black_box(script.recap(middle())));
        });
    }
    limit(&mut group, &view);
    group.finish();
}

/// Reads a byte a step, which no look at all of them can do without.
fn limit(group: &mut BenchmarkGroup<'_, WallTime>, view: &View<'_>) {
    let mut codes = vec![0; view.schedule().len()];
    view.write_state_codes(&mut codes);
    let name = BenchmarkId::new("limit: reading a byte a step", codes.len());
    let sum = |codes: &[u8]| codes.iter().map(|code| u64::from(*code)).sum::<u64>();
    group.bench_function(name, |bench| bench.iter(|| black_box(sum(black_box(&codes)))));
}

fn explain(criterion: &mut Criterion, run: &Run, script: Option<&TextIds>) {
    let (view, schedule) = (run.view(middle()), run.schedule());
    let mut group = criterion.benchmark_group("explain");
    let waits = |step: &StepIx| view.state(*step) == State::Overdue;
    let near = schedule.steps().find(waits).expect("a step is held up");
    let last = schedule.steps().last().expect("the plan has steps");
    for (which, step) in [("a step held up", near), ("the last step", last)] {
        let name = |who| BenchmarkId::new(format!("{who}, {which}"), schedule.len());
        group.bench_function(name("ours"), |bench| bench.iter(|| black_box(view.explain(step))));
        if let Some(script) = script {
            let id = schedule.id(step).as_ref();
            assert_eq!(of_steps(&view.explain(step)), script.explain(id, middle()));
            group.bench_function(name("maps of text ids"), |bench| {
                bench.iter(|| black_box(script.explain(id, middle())));
            });
        }
        let mut seen = vec![false; schedule.len()];
        group.bench_function(name("limit: visiting all before"), |bench| {
            bench.iter(|| black_box(visit_before(schedule, step, &mut seen)));
        });
    }
    group.finish();
}

fn notices(criterion: &mut Criterion, run: &Run, script: Option<&TextIds>) {
    let (view, steps) = (run.view(middle()), run.schedule().len());
    let mut group = criterion.benchmark_group("notices");
    group.throughput(Throughput::Elements(steps as u64));
    group.bench_function(BenchmarkId::new("ours", steps), |bench| {
        bench.iter(|| black_box(view.notices(None)));
    });
    if let Some(script) = script {
        let sent = run.events().iter().filter_map(|event| match &event.fact {
            ptr_core::Fact::NoticeSent { key, .. } => Some(key.clone()),
            _ => None,
        });
        let sent: HashSet<String> = sent.collect();
        let owed: HashSet<String> = view.notices(None).into_iter().map(|it| it.key).collect();
        assert_eq!(owed, script.start_mails(middle(), &sent).into_iter().collect());
        group.bench_function(BenchmarkId::new("maps of text ids", steps), |bench| {
            bench.iter(|| black_box(script.start_mails(middle(), &sent)));
        });
    }
    limit(&mut group, &view);
    group.finish();
}

type Counts = BTreeMap<String, Vec<(State, usize)>>;

/// What the script counts, of our recap.
fn by_team(recap: &Recap) -> Counts {
    let teams = recap.by_team.iter();
    let counts = teams.map(|(team, tally)| {
        let states = State::ALL.map(|state| (state, tally.in_state(state)));
        let states = states.into_iter().filter(|(_, count)| *count > 0).collect();
        (team.clone().unwrap_or_default(), states)
    });
    counts.collect()
}

fn sorted(recap: HashMap<&str, HashMap<State, usize>>) -> Counts {
    let counts = recap.into_iter().map(|(team, states)| {
        let mut states: Vec<(State, usize)> = states.into_iter().collect();
        states.sort_unstable_by_key(|(state, _)| state.code());
        (team.to_owned(), states)
    });
    counts.collect()
}

/// What the script explains, of our explanation.
fn of_steps(explanation: &Explanation) -> [Vec<(&str, State)>; 2] {
    let open = explanation.unmet.iter().filter_map(|condition| match condition {
        Condition::OpenPrerequisite { step, state, .. } => Some((step.as_ref(), *state)),
        _ => None,
    });
    let roots = explanation.blockers.iter().map(|(step, state)| (step.as_ref(), *state));
    [open.collect(), roots.collect()]
}

criterion_group!(benches, views);
criterion_main!(benches);
