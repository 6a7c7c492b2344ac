//! The tour of the README: from a workbook to a running plan.
//!
//! ```sh
//! cargo run -p ptr-examples --example tour
//! ```
#![expect(clippy::print_stdout, reason = "a program talks to its user")]

use chrono::TimeDelta;
use ptr_core::{Command, Email, Run, Simulation};
use ptr_excel::{Layout, load};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    // Every problem of the workbook comes at once, each with its cell.
    let plan = load("examples/data/plan-de-transition.xlsx", &Layout::default())?.plan;
    let schedule = plan.schedule("FDR3")?;

    // Time is an argument: ask about any instant, past or future.
    let first = schedule.find("PP00100001").ok_or("the dry run has no such step")?;
    let at = schedule.start(first).ok_or("the step has no date")?;

    // A run is its events: decide, store them, fold them in, or let `execute` do it.
    let coordinator = Email::new("coordination@grid.example")?;
    let mut run = Run::new(schedule.clone(), [coordinator.clone()]);
    let start = Command::Start { step: schedule.id(first).clone() };
    println!("{:?}", run.execute(&start, &coordinator, at)?);

    // Everything else is a view of the run at an instant.
    let view = run.view(at);
    println!("{} of {} steps", view.recap(None).whole.terminated(), schedule.len());
    for step in schedule.steps().take(5) {
        let explanation = view.explain(step);
        println!("{} {} {:?}", explanation.step, explanation.state, explanation.unmet);
    }
    let odds = view.forecast().simulate(&Simulation::default())?;
    println!("expected to end {:?}", view.forecast().end());
    println!("in four cases of five by {:?}", odds.end().quantile(0.8));
    for required in schedule.required_ends() {
        let decide = view.forecast().decide_by(required.by).latest();
        println!("{}: roll back by {decide:?} at the latest", required.milestone);
    }
    for cause in run.drift(at, at + TimeDelta::days(1)) {
        println!("{:?} {:?} moved the end by {}", cause.step, cause.kind, cause.amount);
    }
    let review = view.review();
    for step in review.steps.iter().filter(|step| step.work.is_some()) {
        println!("{} {:?} {:?} cost {:?}", step.step, step.reaction, step.work, step.cost);
    }
    println!("{} mails owed, next change {:?}", view.notices(None).len(), view.next_change());
    Ok(())
}
