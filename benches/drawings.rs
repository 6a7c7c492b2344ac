//! A run half way as a timeline: folded to a sheet, and with a row for each step; beside writing the
//! same bytes, which no drawing can do without.
//!
//! ```text
//! cargo bench -p ptr-benches --bench drawings
//! ```

use std::hint::black_box;

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use ptr_benches::plans::{lasting, middle, plan, staffed};
use ptr_benches::runs::half_way;
use ptr_core::TimelineOptions;
use ptr_core::language::Language;

const SIZES: [usize; 2] = [400, 10_000];

fn timelines(criterion: &mut Criterion) {
    let language = Language::french();
    for steps in SIZES {
        let plan = staffed(&lasting(&plan(steps)));
        let run = half_way(&plan.schedule("FDR1").expect("the plan has it"));
        let view = run.view(middle());
        let mut group = criterion.benchmark_group("timeline");
        group.throughput(Throughput::Elements(steps as u64));
        let whole = TimelineOptions { rows: None, ..TimelineOptions::default() };
        for (name, options) in
            [("ours, folded", TimelineOptions::default()), ("ours, whole", whole)]
        {
            let draw = || view.to_timeline_svg(&options, &language).expect("a period");
            group.bench_function(BenchmarkId::new(name, steps), |bench| {
                bench.iter(|| black_box(draw()));
            });
            let drawn = draw();
            let limit = format!("limit: writing the bytes of {name}");
            group.bench_function(BenchmarkId::new(limit, steps), |bench| {
                bench.iter(|| black_box(black_box(&drawn).clone()));
            });
        }
        group.finish();
    }
}

criterion_group!(benches, timelines);
criterion_main!(benches);
