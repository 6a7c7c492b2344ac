//! Every step's earliest and latest instants, its slack and the critical path, beside `cpm-planner`,
//! which finds groups of steps that can go side by side and those that block most, too.
//!
//! Nothing has begun and no start is set, as in the textbook.
//!
//! ```text
//! cargo run --release --manifest-path benches/cpm-planner/Cargo.toml
//! ```

use std::collections::BTreeSet;
use std::io::{Write, stdout};

use chrono::TimeDelta;
use cpm_planner::{CpmAlgorithm, Task};
use ptr_benches::plans::{lasting, origin, plan};
use ptr_benches::turns::{Contest, directory, is_asked};
use ptr_core::{Forecast, Plan, Run, Start, StepIx};

const SIZES: [usize; 2] = [400, 10_000];
const SECONDS_PER_HOUR: f32 = 3_600.0;

fn main() -> std::io::Result<()> {
    for steps in SIZES.into_iter().filter(|steps| is_asked(*steps)) {
        let run = Run::new(undated(&plan(steps)).schedule("FDR1").expect("the plan has it"), []);
        let view = run.view(origin());
        let forecast = view.forecast();
        let mut tasks = tasks(&forecast);
        assert_same(&forecast, &mut tasks);
        let contest = Contest::new("critical path", steps)
            .way("ours", || {
                let forecast = view.forecast();
                let slack = |step| forecast.outlook(step).and_then(|it| it.slack);
                (forecast.critical_path(), run.schedule().steps().filter_map(slack).max())
            })
            .way("cpm-planner", || CpmAlgorithm::calculate(&mut tasks))
            .hold();
        writeln!(stdout(), "{contest}")?;
        contest.save(&directory())?;
    }
    Ok(())
}

/// The plan, whose steps last and begin as soon as they can.
fn undated(plan: &Plan) -> Plan {
    let mut draft = lasting(plan).to_draft();
    draft.steps.iter_mut().for_each(|step| step.start = Start::Unset);
    Plan::new(draft).expect("as valid as before")
}

/// The steps of the dry run that do not sleep.
fn tasks(forecast: &Forecast) -> Vec<Task> {
    let schedule = forecast.schedule();
    let id = |step: StepIx| schedule.id(step).to_string();
    let awake = schedule.steps().filter(|step| forecast.outlook(*step).is_some());
    let task = |step: StepIx| Task {
        id: id(step),
        effort_hours: hours(schedule.step(step).duration.unwrap_or_default()),
        dependencies: schedule.prerequisites(step).iter().map(|before| id(*before)).collect(),
        ..Task::default()
    };
    awake.map(task).collect()
}

fn hours(time: TimeDelta) -> f32 {
    time.as_seconds_f32() / SECONDS_PER_HOUR
}

/// Both find the same end and, within what a `f32` holds, the same steps critical.
fn assert_same(forecast: &Forecast, tasks: &mut [Task]) {
    let theirs = CpmAlgorithm::calculate(tasks);
    let end = forecast.end().expect("every step ends");
    let ratio = theirs.critical_path_duration / hours(end - origin());
    assert!((ratio - 1.0).abs() < 1e-4, "the same end: {ratio}");
    let known: BTreeSet<&str> = theirs.critical_path.iter().map(String::as_str).collect();
    for step in forecast.critical_path() {
        assert!(known.contains(forecast.schedule().id(step).as_str()), "the same critical path");
    }
}
