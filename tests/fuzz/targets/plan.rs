//! Any text as the JSON of a plan: refused with what is wrong, or a plan that says the same when it
//! is written down, and that can be asked everything.

#![no_main]

use chrono::{DateTime, TimeDelta};
use libfuzzer_sys::fuzz_target;
use ptr_core::{Plan, Rules, Run};

fuzz_target!(|text: &str| {
    let Ok(plan) = serde_json::from_str::<Plan>(text) else { return };
    let written = serde_json::to_string(&plan).expect("plain data");
    assert_eq!(serde_json::from_str::<Plan>(&written).expect("what was written"), plan);
    _ = plan.check(&Rules::default());
    for dry_run in plan.dry_runs() {
        let Ok(schedule) = plan.schedule(dry_run.as_ref()) else { continue };
        let run = Run::new(schedule, []);
        let begin = run.schedule().steps().find_map(|step| run.schedule().start(step));
        for at in
            [begin.unwrap_or_default(), DateTime::UNIX_EPOCH, DateTime::<chrono::Utc>::MAX_UTC]
        {
            let view = run.view(at.checked_sub_signed(TimeDelta::hours(1)).unwrap_or(at));
            _ = (view.states(), view.notices(None), view.recap(None), view.next_change());
            _ = view.explanations().count();
            _ = view.forecast().critical_path();
        }
    }
});
