//! The rest of a run played many times, beside the same plays one by one over a petgraph, and
//! beside the least that anybody has to do, which is to write down an instant a step and draw;
//! and what an hour lost at one step costs, beside forecasting anew.
//!
//! ```text
//! cargo bench -p ptr-benches --bench simulation
//! ```

use std::hint::black_box;
use std::num::NonZero;

use chrono::TimeDelta;
use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use ptr_benches::baselines::{Durations, SPREAD};
use ptr_benches::plans::{lasting, origin, plan};
use ptr_core::{Run, Simulation, Spread, StepIx, Supposition};

/// Sixty-three rounds of sixteen, as many as others have been measured with.
const DRAWS: u32 = 1_008;

fn simulation(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("simulation");
    group.sample_size(10);
    for steps in [400, 10_000] {
        let schedule = lasting(&plan(steps)).schedule("FDR1").expect("the plan has it");
        let run = Run::new(schedule.clone(), []);
        let forecast = run.view(origin()).forecast();
        let petgraph = Durations::of(&schedule);
        let [shortest, likeliest, longest] = SPREAD;
        let spread = Spread::new(shortest, likeliest, longest).expect("it rises");
        let alone = Simulation::default().draws(DRAWS).spread(spread);
        let odds = forecast.simulate(&alone).expect("within bounds");
        let (ends, critical) = petgraph.simulate(origin(), DRAWS);
        let ours = odds.end().quantile(0.5).expect("expected") - origin();
        let theirs = ends[ends.len() / 2] - origin();
        let apart = (ours - theirs).as_seconds_f64().abs() / theirs.as_seconds_f64();
        assert!(apart < 0.01, "the baseline says the same: {ours} and {theirs}");
        let share = |step: StepIx| f64::from(critical[step.position()]) / f64::from(DRAWS);
        let apart = schedule.steps().map(|step| (odds.criticality(step) - share(step)).abs());
        assert!(apart.fold(0.0, f64::max) < 0.1, "the same steps are critical as often");

        group.throughput(Throughput::Elements(steps as u64 * u64::from(DRAWS)));
        group.bench_function(BenchmarkId::new("ours", steps), |bench| {
            bench.iter(|| black_box(forecast.simulate(&alone).expect("within bounds")));
        });
        let together = alone.clone().threads(NonZero::new(2).expect("two"));
        group.bench_function(BenchmarkId::new("ours, two threads", steps), |bench| {
            bench.iter(|| black_box(forecast.simulate(&together).expect("within bounds")));
        });
        group.bench_function(BenchmarkId::new("petgraph, play by play", steps), |bench| {
            bench.iter(|| black_box(petgraph.simulate(origin(), DRAWS)));
        });
        let mut instants = vec![0.0_f64; 16 * steps];
        group.bench_function(BenchmarkId::new("limit: an instant each", steps), |bench| {
            bench.iter(|| {
                for round in 0..DRAWS / 16 {
                    black_box(&mut instants).fill(f64::from(round));
                }
            });
        });
    }
    group.finish();
}

fn what_if(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("what if");
    for steps in [400, 10_000, 1_000_000] {
        let schedule = lasting(&plan(steps)).schedule("FDR1").expect("the plan has it");
        let run = Run::new(schedule.clone(), []);
        let view = run.view(origin());
        let forecast = view.forecast();
        // One that is awaited soon behind it, half way through.
        let mut behind = schedule.steps().skip(steps / 2);
        let step = behind.find(|step| schedule.successors(*step).len() == 4).expect("one of many");
        let expected = forecast.outlook(step).expect("expected");
        let at = expected.ends + TimeDelta::hours(1);
        let one = [Supposition::Ends { step: schedule.id(step).clone(), at }];
        // All that has no prerequisite takes longer, and with it all the rest.
        let first = schedule.steps().filter(|step| schedule.prerequisites(*step).is_empty());
        let all: Vec<_> = first
            .map(|step| Supposition::Lasts {
                step: schedule.id(step).clone(),
                time: TimeDelta::hours(30),
            })
            .collect();
        let moved = forecast.what_if(&one).expect("ahead").moves();
        group.throughput(Throughput::Elements(moved as u64));
        group.bench_function(BenchmarkId::new("ours", steps), |bench| {
            bench.iter(|| black_box(forecast.what_if(black_box(&one))));
        });
        group.bench_function(BenchmarkId::new("ours, all moves", steps), |bench| {
            bench.iter(|| black_box(forecast.what_if(black_box(&all))));
        });
        group.bench_function(BenchmarkId::new("forecast anew", steps), |bench| {
            bench.iter(|| black_box(view.forecast()));
        });
    }
    group.finish();
}

criterion_group!(benches, simulation, what_if);
criterion_main!(benches);
