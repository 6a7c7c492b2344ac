//! The engine: all states at an instant, one completion, the next change, building a schedule,
//! replaying a run; each beside what one would do without it and what the machine allows.
//!
//! ```text
//! cargo bench -p ptr-benches --bench engine
//! cargo bench -p ptr-benches --bench engine -- states
//! ```

use std::hint::black_box;

use criterion::{BatchSize, BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use ptr_benches::baselines::{Petgraph, TextIds};
use ptr_benches::plans::{coordinator, half_terminated, middle, origin, plan};
use ptr_core::{Event, Fact, Role, Run, Schedule};

const SIZES: [usize; 3] = [400, 10_000, 1_000_000];

fn schedule(steps: usize) -> Schedule {
    plan(steps).schedule("FDR1").expect("the plan has it")
}

/// A run in which most of the first half is terminated.
fn half_way(schedule: &Schedule) -> Run {
    let mut run = Run::new(schedule.clone(), [coordinator()]);
    let done = half_terminated(schedule.steps());
    let facts = done.iter().flat_map(|&step| {
        let step = schedule.id(step).clone();
        [Fact::Started { step: step.clone() }, Fact::Closed { step }]
    });
    for event in (1..).zip(facts).map(|(seq, fact)| event(seq, fact)) {
        run.apply(event).expect("started, then closed");
    }
    run
}

fn event(seq: u64, fact: Fact) -> Event {
    Event { seq, at: origin(), by: Some(coordinator()), role: Role::Coordinator, fact }
}

fn states(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("states");
    for steps in SIZES {
        let schedule = schedule(steps);
        let run = half_way(&schedule);
        let done = half_terminated(schedule.steps());
        let view = run.view(middle());
        let mut codes = vec![0; steps];
        let mut copy = vec![0; steps];
        group.throughput(Throughput::Elements(steps as u64));
        group.bench_function(BenchmarkId::new("ours, into a buffer", steps), |bench| {
            bench.iter(|| view.write_state_codes(black_box(&mut codes)));
        });
        group.bench_function(BenchmarkId::new("ours, as states", steps), |bench| {
            bench.iter(|| black_box(view.states()));
        });
        let petgraph = Petgraph::of(&schedule, &done);
        assert_eq!(petgraph.states(middle()), view.states(), "the baseline says the same");
        group.bench_function(BenchmarkId::new("petgraph, a node a step", steps), |bench| {
            bench.iter(|| black_box(petgraph.states(middle())));
        });
        if steps <= 10_000 {
            let texts = TextIds::of(&schedule, &done);
            group.bench_function(BenchmarkId::new("maps of text ids", steps), |bench| {
                bench.iter(|| black_box(texts.states(middle())));
            });
        }
        group.bench_function(BenchmarkId::new("limit: copying a byte a step", steps), |bench| {
            bench.iter(|| black_box(&mut copy).copy_from_slice(black_box(&codes)));
        });
    }
    group.finish();
}

fn completion(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("completion");
    for steps in SIZES {
        let schedule = schedule(steps);
        let mut run = half_way(&schedule);
        let mut not_started = schedule.ids().skip(steps / 2);
        let step = not_started.next().expect("half of the steps are not started");
        let mut record = |fact| {
            let event = event(run.version() + 1, fact);
            run.apply(event).expect("started, closed, reopened, closed, reopened, …");
        };
        record(Fact::Started { step: step.clone() });
        group.throughput(Throughput::Elements(2));
        group.bench_function(BenchmarkId::new("close and reopen", steps), |bench| {
            bench.iter(|| {
                record(Fact::Closed { step: step.clone() });
                let (reason, started_successors) = (String::new(), Vec::new());
                record(Fact::Reopened { step: step.clone(), reason, started_successors });
            });
        });
    }
    group.finish();
}

fn next_change(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("next change");
    for steps in SIZES {
        let run = half_way(&schedule(steps));
        group.bench_function(BenchmarkId::from_parameter(steps), |bench| {
            let view = run.view(middle());
            bench.iter(|| black_box(view.next_change()));
        });
    }
    group.finish();
}

fn build(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("schedule from a plan");
    group.sample_size(10);
    for steps in SIZES {
        let plan = plan(steps);
        let edges = plan.schedule("FDR1").expect("the plan has it").edges();
        group.throughput(Throughput::Elements((steps + edges) as u64));
        group.bench_function(BenchmarkId::from_parameter(steps), |bench| {
            bench.iter(|| black_box(plan.schedule("FDR1")));
        });
    }
    group.finish();
}

fn replay(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("replay");
    group.sample_size(10);
    for steps in [400, 10_000, 500_000] {
        let schedule = schedule(steps);
        let facts = schedule.ids().flat_map(|step| {
            [Fact::Started { step: step.clone() }, Fact::Closed { step: step.clone() }]
        });
        let events: Vec<Event> = (1..).zip(facts).map(|(seq, fact)| event(seq, fact)).collect();
        group.throughput(Throughput::Elements(events.len() as u64));
        group.bench_function(BenchmarkId::new("events", events.len()), |bench| {
            bench.iter_batched(
                || events.clone(),
                |events| black_box(Run::replay(schedule.clone(), [coordinator()], events)),
                BatchSize::PerIteration,
            );
        });
    }
    group.finish();
}

criterion_group!(benches, states, completion, next_change, build, replay);
criterion_main!(benches);
