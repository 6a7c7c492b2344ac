//! Where a run is heading: every step's earliest and latest end, beside the same passes over a
//! petgraph and beside the least that anybody has to do, which is to look once along every edge.
//! All take turns.
//!
//! ```text
//! cargo bench -p ptr-benches --bench forecast
//! cargo bench -p ptr-benches --bench forecast -- 10000
//! ```

use std::hint::black_box;
use std::io::{Write, stdout};

use ptr_benches::baselines::{Durations, along_every_edge};
use ptr_benches::plans::{lasting, origin, plan};
use ptr_benches::turns::{Contest, directory, is_asked};
use ptr_core::Run;

const SIZES: [usize; 3] = [400, 10_000, 1_000_000];

fn main() -> std::io::Result<()> {
    for steps in SIZES.into_iter().filter(|steps| is_asked(*steps)) {
        let schedule = lasting(&plan(steps)).schedule("FDR1").expect("the plan has it");
        let run = Run::new(schedule.clone(), []);
        let view = run.view(origin());
        let petgraph = Durations::of(&schedule);
        let forecast = view.forecast();
        assert_eq!(forecast.end(), petgraph.forecast(origin()).0, "the baseline says the same");
        let mut values: Vec<i64> = (0..).take(steps).collect();
        let contest = Contest::new("forecast", steps)
            .way("ours", || view.forecast())
            .way("petgraph, sorted and passed", || petgraph.forecast(origin()))
            .way("limit: along every edge", || {
                along_every_edge(&schedule, black_box(&mut values));
            })
            .hold();
        writeln!(stdout(), "{contest}")?;
        contest.save(&directory())?;
    }
    Ok(())
}
