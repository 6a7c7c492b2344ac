//! Runs in progress: most of the first half of the steps is terminated.

use ptr_core::{Event, Fact, Role, Run, Schedule};

use crate::plans::{coordinator, half_terminated, origin};

/// A run in progress of the schedule.
pub fn half_way(schedule: &Schedule) -> Run {
    let mut run = Run::new(schedule.clone(), [coordinator()]);
    let done = half_terminated(schedule.steps());
    let facts = done.iter().flat_map(|&step| {
        let step = schedule.id(step).clone();
        [Fact::Started { step: step.clone() }, Fact::Closed { step, outcome: None, reason: None }]
    });
    for event in (1..).zip(facts).map(|(seq, fact)| event(seq, fact)) {
        run.apply(event).expect("started, then closed");
    }
    run
}

/// An event with this fact.
pub fn event(seq: u64, fact: Fact) -> Event {
    Event {
        seq,
        at: origin(),
        by: Some(coordinator()),
        role: Role::Coordinator,
        on_behalf_of: None,
        fact,
        digest: None,
    }
}
