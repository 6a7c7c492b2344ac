//! Histories that no clock has seen, found by `tests/fuzz`: refused or followed, without a panic.

use std::error::Error;

use chrono::{DateTime, TimeDelta, Utc};
use ptr_core::{Command, Email, Event, Plan, Run, Step};

#[test]
fn a_step_that_was_open_for_a_thousand_years_and_once_more_made_a_review_panic()
-> Result<(), Box<dyn Error>> {
    let step = Step::new("CO1", "CO")?.in_dry_runs(["FDR1"])?;
    let team = Email::new("paul@grid.example")?;
    let mut run = Run::new(Plan::from_steps([step])?.schedule("FDR1")?, [team.clone()]);
    let (begin, end): (DateTime<Utc>, DateTime<Utc>) =
        ("1013-03-29T05:02:00Z".parse()?, "2026-03-29T05:03:00Z".parse()?);
    let id = || "CO1".parse::<ptr_core::StepId>();
    let events = [
        (r#""started", "step": "CO1""#, begin),
        (r#""closed", "step": "CO1""#, end),
        (r#""reopened", "step": "CO1", "reason": "x""#, end + TimeDelta::minutes(1)),
    ];
    for (seq, (fact, at)) in (1..).zip(events) {
        let at = at.to_rfc3339();
        let by = r#""by": "paul@grid.example", "as": "coordinator""#;
        let text = format!(r#"{{"seq": {seq}, "at": "{at}", {by}, "type": {fact}}}"#);
        run.apply(serde_json::from_str::<Event>(&text)?)?;
    }
    let at = end + TimeDelta::minutes(2);
    run.execute(&Command::close(id()?), &team, at)?;
    assert_eq!(run.view(at).review().steps.len(), 1);
    Ok(())
}
