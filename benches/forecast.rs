//! Where a run is heading: every step's earliest and latest end, beside the same passes over a
//! petgraph and beside the least that anybody has to do, which is to look once along every edge.
//!
//! ```text
//! cargo bench -p ptr-benches --bench forecast
//! ```

use std::hint::black_box;

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use ptr_benches::baselines::{Durations, along_every_edge};
use ptr_benches::plans::{lasting, origin, plan};
use ptr_core::Run;

const SIZES: [usize; 3] = [400, 10_000, 1_000_000];

fn forecast(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("forecast");
    for steps in SIZES {
        let schedule = lasting(&plan(steps)).schedule("FDR1").expect("the plan has it");
        let run = Run::new(schedule.clone(), []);
        let view = run.view(origin());
        let petgraph = Durations::of(&schedule);
        let forecast = view.forecast();
        assert_eq!(forecast.end(), petgraph.forecast(origin()).0, "the baseline says the same");
        group.throughput(Throughput::Elements(steps as u64));
        group.bench_function(BenchmarkId::new("ours", steps), |bench| {
            bench.iter(|| black_box(view.forecast()));
        });
        group.bench_function(BenchmarkId::new("petgraph, sorted and passed", steps), |bench| {
            bench.iter(|| black_box(petgraph.forecast(origin())));
        });
        let mut values: Vec<i64> = (0..).take(steps).collect();
        group.bench_function(BenchmarkId::new("limit: along every edge", steps), |bench| {
            bench.iter(|| along_every_edge(&schedule, black_box(&mut values)));
        });
    }
    group.finish();
}

criterion_group!(benches, forecast);
criterion_main!(benches);
