//! Why the forecast end moved over a night of a thousand events, beside what one would do without
//! it: a view and a forecast before and after each of them. Both take turns.
//!
//! ```text
//! cargo bench -p ptr-benches --bench drift
//! ```

use std::io::{Write, stdout};

use chrono::{DateTime, TimeDelta, Utc};
use ptr_benches::plans::{coordinator, lasting, origin, plan};
use ptr_benches::turns::{Contest, directory, is_asked};
use ptr_core::{Event, Fact, Role, Run};

const SIZES: [usize; 2] = [400, 10_000];
const EVENTS: usize = 1_000;

/// A run of a thousand events, half a minute apart: step after step is started and closed.
fn night(steps: usize) -> Run {
    let schedule = lasting(&plan(steps)).schedule("FDR1").expect("the plan has it");
    let mut run = Run::new(schedule.clone(), [coordinator()]);
    let facts = schedule.ids().flat_map(|step| {
        [
            Fact::Started { step: step.clone() },
            Fact::Closed { step: step.clone(), outcome: None, reason: None },
        ]
    });
    // A plan of few steps has mails for the rest.
    let mails = (0..).map(|number| {
        let key = format!("mail {number}");
        Fact::NoticeSent { key, step: None, notice: None, recipient: None, way: None }
    });
    for (fact, seq) in facts.chain(mails).take(EVENTS).zip(1..) {
        let at = origin() + TimeDelta::seconds(30 * i64::try_from(seq).unwrap_or(i64::MAX));
        let event = Event {
            seq,
            at,
            by: Some(coordinator()),
            role: Role::Coordinator,
            on_behalf_of: None,
            fact,
            digest: None,
        };
        run.apply(event).expect("started, then closed");
    }
    run
}

/// The moves of the end, each the difference of two forecasts of views of their own.
fn naive(run: &Run, since: DateTime<Utc>, until: DateTime<Utc>) -> TimeDelta {
    let end = |version, at| run.view_at_version(version, at).forecast().end();
    let mut moved = TimeDelta::zero();
    let mut before = end(0, since);
    let mut look = |now: Option<DateTime<Utc>>| {
        if let (Some(before), Some(now)) = (before, now) {
            moved += now - before;
        }
        before = now;
    };
    for version in 1..=run.version() {
        let at = run.in_force_from(version).expect("an event");
        look(end(version - 1, at));
        look(end(version, at));
    }
    look(end(run.version(), until));
    moved
}

fn main() -> std::io::Result<()> {
    for steps in SIZES.into_iter().filter(|steps| is_asked(*steps)) {
        let run = night(steps);
        let (since, until) = (origin(), origin() + TimeDelta::hours(10));
        let sum: TimeDelta = run.drift(since, until).iter().map(|cause| cause.amount).sum();
        assert_eq!(sum, naive(&run, since, until), "the baseline says the same");
        let contest = Contest::new("drift", steps)
            .way("ours", || run.drift(since, until))
            .way("a view and a forecast around each event", || naive(&run, since, until))
            .hold();
        writeln!(stdout(), "{contest}")?;
        contest.save(&directory())?;
    }
    Ok(())
}
