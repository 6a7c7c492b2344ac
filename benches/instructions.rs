//! How many instructions the hot paths take: the same number on a busy machine as on a quiet
//! one, so that a regression shows where times would drown it.
//!
//! ```text
//! tests/instructions
//! ```
//!
//! runs this under callgrind. Each bench says how many instructions it took when it was last
//! looked at, and fails when it takes more than five per cent more: then either mend what made
//! it slower, or write the new number here and say why in the commit. Fewer are welcome; write
//! them down too. The numbers are those of the profile `bench` on x86-64.

#![allow(missing_docs, reason = "the macros of the harness make modules without any")]

use std::hint::black_box;
use std::sync::Arc;

use chrono::TimeDelta;
use gungraun::prelude::*;
use gungraun::{Callgrind, EventKind};
use ptr_benches::letters;
use ptr_benches::plans::{coordinator, lasting, middle, origin, plan, staffed};
use ptr_benches::runs::{event, half_way};
use ptr_benches::workbooks::workbook;
use ptr_core::{Event, Fact, Forecast, Plan, Run, Schedule, Simulation, Supposition};
use ptr_excel::{Layout, Limits, load_bytes};
use ptr_mail::{Composer, Pages};

const STEPS: usize = 10_000;

/// Fails on more than five per cent more instructions than these.
fn at_most(instructions: u64) -> LibraryBenchmarkConfig {
    let limit = instructions + instructions / 20;
    let mut callgrind = Callgrind::default();
    callgrind.hard_limits([(EventKind::Ir, limit)]);
    let mut config = LibraryBenchmarkConfig::default();
    config.tool(callgrind);
    config
}

fn schedule() -> Schedule {
    staffed(&plan(STEPS)).schedule("FDR1").expect("the plan has it")
}

fn run() -> Run {
    let run = half_way(&schedule());
    // What a schedule finds out once, it has found out.
    black_box(run.view(middle()).recap(None));
    black_box(run.view(middle()).forecast());
    run
}

fn run_and_buffer() -> (Run, Vec<u8>) {
    (run(), vec![0; STEPS])
}

#[library_benchmark]
#[bench::half_way(setup = run_and_buffer, config = at_most(22_542))]
fn states_in_topological_order((run, mut codes): (Run, Vec<u8>)) -> (Run, Vec<u8>) {
    run.view(middle()).write_state_codes(black_box(&mut codes));
    (run, codes)
}

/// A step is started, and the event that closes it.
fn about_to_close() -> (Run, Event) {
    let mut run = Run::new(schedule(), [coordinator()]);
    let step = run.schedule().ids().nth(STEPS / 2).expect("a step in the middle").clone();
    run.apply(event(1, Fact::Started { step: step.clone() })).expect("not started before");
    (run, event(2, Fact::Closed { step, outcome: None, reason: None }))
}

// A tenth of these put the event where snapshots share it, a fifth look for a piece of memory of its
// size, which is a matter of what was given back before.
#[library_benchmark]
#[bench::of_10_000(setup = about_to_close, config = at_most(1_399))]
fn completion((mut run, event): (Run, Event)) -> Run {
    run.apply(event).expect("it is open");
    run
}

#[library_benchmark]
#[bench::half_way(setup = run, config = at_most(959_583))]
fn recap(run: Run) -> Run {
    black_box(run.view(middle()).recap(None));
    run
}

#[library_benchmark]
#[bench::half_way(setup = run, config = at_most(513_663))]
fn explanation_of_the_last_step(run: Run) -> Run {
    let last = run.schedule().steps().last().expect("the plan has steps");
    black_box(run.view(middle()).explain(last));
    run
}

#[library_benchmark]
#[bench::half_way(setup = run, config = at_most(2_472_013))]
fn forecast(run: Run) -> Run {
    black_box(run.view(middle()).forecast());
    run
}

fn forecast_of_the_middle() -> (Forecast, [Supposition; 1]) {
    let run = Run::new(lasting(&plan(STEPS)).schedule("FDR1").expect("the plan has it"), []);
    let middle = run.schedule().steps().nth(STEPS / 2).expect("the plan has steps");
    let forecast = run.view(origin()).forecast();
    let ends = forecast.outlook(middle).expect("it is ahead").ends;
    let (step, at) = (run.schedule().id(middle).clone(), ends + TimeDelta::hours(1));
    (forecast, [Supposition::Ends { step, at }])
}

// Four fifths of these are bytes set to zero, which callgrind counts one by one: two tables that an
// allocator that has not used the memory before would have had from the system.
#[library_benchmark]
#[bench::an_hour_later(setup = forecast_of_the_middle, config = at_most(200_713))]
fn what_if((forecast, later): (Forecast, [Supposition; 1])) -> (Forecast, [Supposition; 1]) {
    black_box(forecast.what_if(&later)).expect("it is ahead");
    (forecast, later)
}

fn forecast_of_400() -> Forecast {
    let schedule = lasting(&plan(400)).schedule("FDR1").expect("the plan has it");
    Run::new(schedule, []).view(origin()).forecast()
}

// On a processor with AVX2, which is what callgrind knows.
#[library_benchmark]
#[bench::of_160_draws(setup = forecast_of_400, config = at_most(2_173_718))]
fn simulation(forecast: Forecast) -> Forecast {
    black_box(forecast.simulate(&Simulation::default().draws(160)).expect("within bounds"));
    forecast
}

// Of each notice it is asked by which ways its recipient was told, and is to be.
#[library_benchmark]
#[bench::half_way(setup = run, config = at_most(2_406_552))]
fn mails_owed(run: Run) -> Run {
    black_box(run.view(middle()).notices(None));
    run
}

fn a_plan() -> Plan {
    plan(STEPS)
}

#[library_benchmark]
#[bench::of_10_000(setup = a_plan, config = at_most(12_910_944))]
fn schedule_from_a_plan(plan: Plan) -> (Plan, Schedule) {
    let schedule = plan.schedule("FDR1").expect("the plan has it");
    (plan, schedule)
}

fn history() -> (Schedule, Vec<Arc<Event>>) {
    let run = run();
    (run.schedule().clone(), run.events().to_vec())
}

// A tenth of these put each event where snapshots share it.
#[library_benchmark]
#[bench::half_way(setup = history, config = at_most(8_746_045))]
fn replay((schedule, events): (Schedule, Vec<Arc<Event>>)) -> Run {
    Run::replay(schedule, [coordinator()], events).expect("its own events")
}

fn file() -> Arc<[u8]> {
    let bytes: Arc<[u8]> = workbook(&plan(400)).into();
    // The headings of all languages are prepared once.
    black_box(reading_of(Arc::clone(&bytes)));
    bytes
}

fn reading_of(bytes: Arc<[u8]>) -> usize {
    let loaded = load_bytes(bytes, &Layout::default(), &Limits::default());
    loaded.expect("the workbook has no fault").plan.len()
}

#[library_benchmark]
// Four of these millions find the headings, among the first fifty rows of whatever sheet; two ask of each
// cell of a team, a time or people whether it only holds a place.
#[bench::of_400_rows(setup = file, config = at_most(30_305_345))]
fn reading_a_workbook(bytes: Arc<[u8]>) -> usize {
    reading_of(bytes)
}

fn composer() -> (Run, Composer) {
    (letters::run(), Composer::new(&letters::config()).expect("the built-in templates are right"))
}

#[library_benchmark]
#[bench::of_one_step(setup = composer, config = at_most(618_035))]
fn start_mail((run, composer): (Run, Composer)) -> usize {
    let view = run.view(letters::ready());
    let notices = view.notices(None);
    let notice = notices.first().expect("the step is ready");
    let pages = Pages::at("https://ptr.grid.example");
    composer.letter(notice, &view, &pages).expect("a start mail can be written").bytes().len()
}

library_benchmark_group!(
    name = hot_paths,
    benchmarks = [
        states_in_topological_order,
        completion,
        recap,
        explanation_of_the_last_step,
        forecast,
        what_if,
        simulation,
        mails_owed,
        schedule_from_a_plan,
        replay,
        reading_a_workbook,
        start_mail
    ]
);

main!(library_benchmark_groups = hot_paths);
