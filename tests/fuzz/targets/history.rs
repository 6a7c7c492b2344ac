//! Any lines as the events of a run: replayed to one that can be asked everything, or refused.

#![no_main]

use chrono::TimeDelta;
use libfuzzer_sys::fuzz_target;
use ptr_core::{Event, Plan, Run};

const PLAN: &str = include_str!("../../../ptr-py/tests/snapshots/formats/1/plan.json");
const REVISED: &str = include_str!("../../../ptr-py/tests/snapshots/formats/1/revised-plan.json");

thread_local! {
    static BEGINNING: Run = {
        let plan: Plan = serde_json::from_str(PLAN).expect("a plan");
        let schedule = plan.schedule("FDR1").expect("a dry run");
        let mut run = Run::new(schedule, ["transition@grid.example".parse().expect("an address")]);
        let revised: Plan = serde_json::from_str(REVISED).expect("another plan");
        run.know(&revised);
        run
    };
}

fuzz_target!(|text: &str| {
    // As it is committed: a list with one event a line. A line that is none is left out.
    let line = |line: &str| serde_json::from_str::<Event>(line.trim_end_matches(',')).ok();
    let mut events: Vec<Event> = text.lines().filter_map(line).collect();
    // Nobody guesses these.
    for (place, event) in events.iter_mut().enumerate() {
        event.seq = place as u64 + 1;
        event.digest = None;
    }
    let beginning = BEGINNING.with(Run::clone);
    let Ok(run) = beginning.clone().replayed(events.iter().cloned()) else { return };
    assert!(run.events().iter().map(|event| &**event).eq(&events));
    assert!(run.verify(&[]).is_ok());
    let written = serde_json::to_string(run.events()).expect("plain data");
    let read: Vec<Event> = serde_json::from_str(&written).expect("what was written");
    assert_eq!(beginning.replayed(read).expect("what was replayed"), run);
    for event in &events {
        for at in [event.at, event.at.checked_add_signed(TimeDelta::hours(9)).unwrap_or(event.at)] {
            let view = run.view(at);
            _ = (view.states(), view.notices(None), view.recap(None), view.next_change());
            _ = view.explanations().count();
            _ = (view.forecast().critical_path(), view.review());
            _ = run.ahead_of_clock().count();
        }
    }
});
