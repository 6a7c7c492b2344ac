//! The engine: all states at an instant, one completion, the next change, building a schedule,
//! replaying a run; each beside what one would do without it and what the machine allows.
//!
//! ```text
//! cargo bench -p ptr-benches --bench engine
//! cargo bench -p ptr-benches --bench engine -- states
//! ```

use std::hint::black_box;

use criterion::{BatchSize, BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use ptr_benches::baselines::{Petgraph, TextIds, every_id, folded, sorted_graph, sorted_starts};
use ptr_benches::plans::{coordinator, half_terminated, middle, plan};
use ptr_benches::runs::{event, half_way};
use ptr_core::{Event, Fact, Run, Schedule};

const SIZES: [usize; 3] = [400, 10_000, 1_000_000];

fn schedule(steps: usize) -> Schedule {
    plan(steps).schedule("FDR1").expect("the plan has it")
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

/// One step is closed and reopened, over and over: as the run folds it.
fn completion(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("completion");
    for steps in SIZES {
        let schedule = schedule(steps);
        // Without a history, which would have to grow into a larger place while it is measured.
        let mut run = Run::new(schedule.clone(), [coordinator()]);
        let step = schedule.ids().nth(steps / 2).expect("a step in the middle").clone();
        run.apply(event(1, Fact::Started { step: step.clone() })).expect("not started before");
        let closed = event(0, Fact::Closed { step: step.clone(), outcome: None, reason: None });
        let (reason, started_successors) = (String::new(), Vec::new());
        let reopened = event(0, Fact::Reopened { step, reason, started_successors });
        let next = |run: &Run, event: &Event| Event { seq: run.version() + 1, ..event.clone() };
        group.throughput(Throughput::Elements(2));
        group.bench_function(BenchmarkId::new("ours", steps), |bench| {
            let mut run = run.clone();
            bench.iter(|| {
                run.apply(next(&run, &closed)).expect("it was open");
                run.apply(next(&run, &reopened)).expect("it was closed");
            });
        });
        let middle_step = schedule.steps().nth(steps / 2).expect("a step in the middle");
        group.bench_function(BenchmarkId::new("petgraph and all states anew", steps), |bench| {
            let mut petgraph = Petgraph::of(&schedule, &[]);
            bench.iter(|| {
                for terminated in [true, false] {
                    petgraph.terminate(middle_step, terminated);
                    black_box(petgraph.states(middle()));
                }
            });
        });
        group.bench_function(BenchmarkId::new("limit: those that wait for it", steps), |bench| {
            let mut open = vec![1_u32; steps];
            bench.iter(|| {
                for by in [1, u32::MAX] {
                    for behind in schedule.successors(middle_step) {
                        let open = &mut open[behind.position()];
                        *open = open.wrapping_sub(by);
                    }
                    black_box(&mut open);
                }
            });
        });
    }
    group.finish();
}

fn next_change(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("next change");
    for steps in SIZES {
        let schedule = schedule(steps);
        let run = half_way(&schedule);
        let view = run.view(middle());
        group.bench_function(BenchmarkId::new("ours", steps), |bench| {
            bench.iter(|| black_box(view.next_change()));
        });
        let petgraph = Petgraph::of(&schedule, &half_terminated(schedule.steps()));
        assert_eq!(petgraph.next_change(middle()), view.next_change(), "the baseline agrees");
        group.bench_function(BenchmarkId::new("petgraph, a node a step", steps), |bench| {
            bench.iter(|| black_box(petgraph.next_change(middle())));
        });
        let starts = sorted_starts(&schedule);
        group.bench_function(BenchmarkId::new("limit: searching the starts", steps), |bench| {
            bench.iter(|| {
                let at = black_box(middle());
                black_box(starts.get(starts.partition_point(|start| *start <= at)))
            });
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
        group.bench_function(BenchmarkId::new("ours", steps), |bench| {
            bench.iter(|| black_box(plan.schedule("FDR1")));
        });
        group.bench_function(BenchmarkId::new("petgraph, by text id, sorted", steps), |bench| {
            bench.iter(|| black_box(sorted_graph(&plan)));
        });
        group.bench_function(BenchmarkId::new("limit: looking at every id", steps), |bench| {
            bench.iter(|| black_box(every_id(&plan)));
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
            [
                Fact::Started { step: step.clone() },
                Fact::Closed { step: step.clone(), outcome: None, reason: None },
            ]
        });
        let events: Vec<Event> = (1..).zip(facts).map(|(seq, fact)| event(seq, fact)).collect();
        group.throughput(Throughput::Elements(events.len() as u64));
        group.bench_function(BenchmarkId::new("ours", events.len()), |bench| {
            bench.iter_batched(
                || events.clone(),
                |events| black_box(Run::replay(schedule.clone(), [coordinator()], events)),
                BatchSize::PerIteration,
            );
        });
        assert_eq!(folded(&events), steps, "the baseline reads them all");
        group.bench_function(BenchmarkId::new("a map of text ids", events.len()), |bench| {
            bench.iter(|| black_box(folded(&events)));
        });
        group.bench_function(
            BenchmarkId::new("limit: copying the events", events.len()),
            |bench| {
                bench.iter(|| black_box(black_box(&events).clone()));
            },
        );
    }
    group.finish();
}

criterion_group!(benches, states, completion, next_change, build, replay);
criterion_main!(benches);
