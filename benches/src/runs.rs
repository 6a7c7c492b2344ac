//! Runs that are half way: most of the first half of their steps is terminated.

use ptr_core::{Event, Fact, Role, Run, Schedule};

use crate::plans::{coordinator, half_terminated, origin};

/// A run of the schedule, half way.
pub fn half_way(schedule: &Schedule) -> Run {
    let mut run = Run::new(schedule.clone(), [coordinator()]);
    let done = half_terminated(schedule.steps());
    let facts = done.iter().flat_map(|&step| {
        let step = schedule.id(step).clone();
        [Fact::Started { step: step.clone() }, Fact::Closed { step }]
    });
    for event in (1..).zip(facts).map(|(seq, fact)| event(seq, fact)) {
        run.apply(event).expect("started, then closed");
    }
    run
}

/// The event that this fact is.
pub fn event(seq: u64, fact: Fact) -> Event {
    Event { seq, at: origin(), by: Some(coordinator()), role: Role::Coordinator, fact }
}
