//! Any text as a file of sentences: refused with its line, or sentences can be said with it.

#![no_main]

use libfuzzer_sys::fuzz_target;
use ptr_core::language::Language;
use ptr_core::{Command, Email, Event, Plan, Run, State};

const PLAN: &str = include_str!("../../../ptr-py/tests/snapshots/formats/1/plan.json");
const EVENT: &str = r#"{"seq": 1, "at": "2026-03-28T22:00:00Z", "by": "anne@grid.example",
    "as": "assignee", "type": "transferred", "step": "CO1", "to": "b@grid.example"}"#;

fuzz_target!(|text: &str| {
    let Ok(language) = Language::with_texts("fr", text) else { return };
    let event: Event = serde_json::from_str(EVENT).expect("an event");
    _ = event.sentence(&language);
    _ = State::ALL.map(|state| state.label(&language).len());
    let plan: Plan = serde_json::from_str(PLAN).expect("a plan");
    let run = Run::new(plan.schedule("FDR1").expect("a dry run"), []);
    let by = Email::new("nobody@grid.example").expect("an address");
    let command = Command::close("HO1".parse().expect("an id"));
    let refusal = run.decide(&command, &by, event.at).expect_err("not open");
    _ = refusal.sentences(&language);
    for explanation in run.view(event.at).explanations() {
        _ = explanation.sentences(plan.timezone(), &language);
    }
});
