//! Until when a rollback can be declared, beside the forecast that it is asked of and beside
//! declaring it at instant after instant; and the same in many draws, beside a simulation. What a set
//! of changes would do, beside making them. What each delay has cost, beside playing the whole run
//! again with each step on time.
//!
//! ```text
//! cargo bench -p ptr-benches --bench foresight
//! ```

use std::hint::black_box;

use chrono::{DateTime, TimeDelta, Utc};
use criterion::{BenchmarkId, Criterion, criterion_group, criterion_main};
use ptr_benches::plans::{Numbers, coordinator, lasting, origin, plan};
use ptr_benches::runs::event;
use ptr_core::{
    Command, Draft, Email, Event, Fact, FromMilestone, Milestone, Offset, Phase, Phases, Plan,
    Review, Run, Schedule, Simulation, Spread, Start, StepIx, Supposition, When,
};

/// The plan, whose last tenth is a way back that begins with its declaration.
fn with_rollback(plan: &Plan) -> Plan {
    let draft = plan.to_draft();
    let Ok(code) = "FB-RB".parse() else { return plan.clone() };
    let rollback = Phase { contingency: true, sets: Some("Repli".to_owned()), ..Phase::new(code) };
    let mut phases: Vec<Phase> = plan.phases().to_vec();
    phases.retain(|phase| phase.code != rollback.code);
    let mut steps = draft.steps;
    let first = steps.len() * 9 / 10;
    for step in steps.iter_mut().skip(first) {
        step.phase = rollback.code.clone();
        let (milestone, offset) = ("Repli".to_owned(), Offset::default());
        step.start = Start::At(When::FromMilestone(FromMilestone { milestone, offset }));
    }
    // The way back waits for itself only.
    let ids: std::collections::BTreeSet<_> =
        steps.iter().skip(first).map(|step| step.id.clone()).collect();
    for step in &mut steps {
        let is_back = ids.contains(&step.id);
        step.prerequisites.retain(|before| ids.contains(&before.step) == is_back);
    }
    phases.push(rollback);
    let milestones = vec![Milestone::new("Repli")];
    let phases = Phases::Listed(phases);
    Plan::new(Draft { phases, milestones, steps, ..draft }).expect("as valid as before")
}

/// The last instant at which declaring meets the required end, by halving: a declaration and a
/// forecast for each of the instants that are left.
fn by_halving(run: &Run, by: &Email, required: DateTime<Utc>) -> DateTime<Utc> {
    let meets = |at: DateTime<Utc>| {
        let mut run = run.clone();
        let command = Command::DeclareRollback { reason: "retour".to_owned() };
        run.execute(&command, by, at).expect("none is declared");
        let view = run.view(at);
        let forecast = view.forecast();
        forecast.end_of_phase(&"FB-RB".parse().expect("a code")).is_some_and(|end| end <= required)
    };
    let (mut safe, mut late) = (origin(), required + TimeDelta::microseconds(1));
    while late - safe > TimeDelta::microseconds(1) {
        let middle = safe + (late - safe) / 2;
        let middle = DateTime::from_timestamp_micros(middle.timestamp_micros()).expect("a date");
        if meets(middle) { safe = middle } else { late = middle }
    }
    safe
}

fn decide_by(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("decide by");
    group.sample_size(20);
    let paul = Email::new("paul@grid.example").expect("an address");
    for steps in [400, 10_000] {
        let plan = with_rollback(&lasting(&plan(steps)));
        let run = Run::new(plan.schedule("FDR1").expect("the plan has it"), [paul.clone()]);
        let view = run.view(origin());
        let forecast = view.forecast();
        let now = forecast.decide_by(origin()).if_declared_now().expect("expected");
        let required = now + TimeDelta::hours(5);
        let latest = forecast.decide_by(required).latest();
        assert_eq!(latest, Some(by_halving(&run, &paul, required)), "the baseline says the same");
        group.bench_function(BenchmarkId::new("ours", steps), |bench| {
            bench.iter(|| black_box(forecast.decide_by(black_box(required))));
        });
        group.bench_function(BenchmarkId::new("ours, with the forecast", steps), |bench| {
            bench.iter(|| black_box(view.forecast().decide_by(black_box(required)).latest()));
        });
        group.bench_function(BenchmarkId::new("the forecast alone", steps), |bench| {
            bench.iter(|| black_box(view.forecast()));
        });
        group.bench_function(
            BenchmarkId::new("declared and forecast by halving", steps),
            |bench| {
                bench.iter(|| black_box(by_halving(&run, &paul, required)));
            },
        );
        let simulation = Simulation::default().draws(1_008).spread(Spread::default());
        group.bench_function(BenchmarkId::new("ours, in 1,008 draws", steps), |bench| {
            let decide = forecast.decide_by(required);
            bench.iter(|| black_box(decide.latest_within(0.8, &simulation)));
        });
        group.bench_function(BenchmarkId::new("a simulation, in 1,008 draws", steps), |bench| {
            bench.iter(|| black_box(forecast.simulate(&simulation)));
        });
    }
    group.finish();
}

/// The end of the run in which these changes are made: in a plan, on a schedule, in a run.
fn by_making(run: &Run, by: &Email, set: &[Supposition]) -> Option<DateTime<Utc>> {
    let mut draft = run.schedule().plan().to_draft();
    for supposition in set {
        if let Supposition::Lasts { step, time } = supposition {
            let changed = draft.steps.iter_mut().find(|it| it.id == *step);
            changed.expect("of the plan").duration = Some(*time);
        }
    }
    let plan = Plan::new(draft).expect("as valid as before");
    let schedule = plan.schedule("FDR1").expect("the plan has it");
    let events = run.events().to_vec();
    let mut run = Run::replay(schedule, [by.clone()], events).expect("the same steps");
    for supposition in set {
        if let Supposition::Skipped { step } = supposition {
            let command = Command::Skip { step: step.clone(), reason: "et si".to_owned() };
            run.execute(&command, by, origin()).expect("nobody has begun it");
        }
    }
    run.view(origin()).forecast().end()
}

fn what_if_by_sets(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("what if, by sets");
    group.sample_size(20);
    let paul = Email::new("paul@grid.example").expect("an address");
    for steps in [400, 10_000] {
        let schedule = lasting(&plan(steps)).schedule("FDR1").expect("the plan has it");
        let run = Run::new(schedule.clone(), [paul.clone()]);
        let view = run.view(origin());
        let forecast = view.forecast();
        // Each fiftieth step takes a day, and the one after it is skipped.
        let changed = |first: usize| schedule.steps().skip(first).step_by(50);
        let longer = changed(0).map(|step| Supposition::Lasts {
            step: schedule.id(step).clone(),
            time: TimeDelta::days(1),
        });
        let skipped =
            changed(1).map(|step| Supposition::Skipped { step: schedule.id(step).clone() });
        let set: Vec<_> = longer.chain(skipped).collect();
        let end = forecast.what_if(&set).expect("all of them are ahead").end();
        assert_eq!(end, by_making(&run, &paul, &set), "the baseline says the same");
        group.bench_function(BenchmarkId::new("ours", steps), |bench| {
            bench.iter(|| black_box(forecast.what_if(black_box(&set))));
        });
        group.bench_function(BenchmarkId::new("the forecast alone", steps), |bench| {
            bench.iter(|| black_box(view.forecast()));
        });
        group.bench_function(BenchmarkId::new("made, and forecast", steps), |bench| {
            bench.iter(|| black_box(by_making(&run, &paul, black_box(&set))));
        });
    }
    group.finish();
}

/// A run that is over: each step was begun some minutes after nothing held it any more, and took a
/// little less or more than planned.
fn over(schedule: &Schedule) -> Run {
    let mut numbers = Numbers::seeded(13);
    let mut minutes = |most| TimeDelta::minutes(i64::try_from(numbers.below(most)).unwrap_or(0));
    let mut ends: Vec<DateTime<Utc>> = Vec::new();
    let mut facts = Vec::new();
    for step in schedule.steps() {
        let before = schedule.prerequisites(step).iter().map(|before| ends[before.position()]);
        let ready = before.chain(schedule.start(step)).max().unwrap_or_default();
        let started = ready + minutes(30);
        let closed = started + schedule.step(step).duration.unwrap_or_default() / 2 + minutes(90);
        let id = schedule.id(step);
        facts.push((started, Fact::Started { step: id.clone() }));
        facts.push((closed, Fact::Closed { step: id.clone(), outcome: None, reason: None }));
        ends.push(closed);
    }
    // Stable, so that no step is closed before it is started.
    facts.sort_by_key(|(at, _)| *at);
    let mut run = Run::new(schedule.clone(), [coordinator()]);
    for ((at, fact), seq) in facts.into_iter().zip(1..) {
        run.apply(Event { at, ..event(seq, fact) }).expect("started, then closed");
    }
    run
}

/// What each step's delay has cost the end: the run played again, each time with another one on
/// time, on arrays that the review itself has filled.
fn by_playing(schedule: &Schedule, review: &Review) -> Vec<TimeDelta> {
    let built: Vec<_> = schedule
        .steps()
        .zip(&review.steps)
        .map(|(step, told)| {
            let (started, closed) = (told.actual.begins, told.actual.ends);
            let (started, closed) = (started.expect("begun"), closed.expect("over"));
            let took = [closed - started, told.planned_work.expect("planned")];
            (schedule.start(step).expect("planned"), told.reaction.expect("known"), took)
        })
        .collect();
    let mut ends = vec![DateTime::UNIX_EPOCH; built.len()];
    let mut end = |on_time: Option<StepIx>| {
        for step in schedule.steps() {
            let (start, reaction, took) = built[step.position()];
            let before = schedule.prerequisites(step).iter().map(|it| ends[it.position()]);
            let held = before.fold(start, Ord::max);
            ends[step.position()] = match on_time {
                Some(on_time) if on_time == step => held + took[1],
                Some(_) | None => held + reaction + took[0],
            };
        }
        ends.iter().max().copied().unwrap_or_default()
    };
    let actual = end(None);
    schedule.steps().map(|step| actual - end(Some(step))).collect()
}

fn review(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("review");
    group.sample_size(10);
    for steps in [400, 10_000] {
        let schedule = lasting(&plan(steps)).schedule("FDR1").expect("the plan has it");
        let run = over(&schedule);
        let view = run.view(run.events().last().expect("events").at);
        let review = view.review();
        let costs: Vec<_> = review.steps.iter().map(|it| it.cost.expect("begun")).collect();
        assert_eq!(by_playing(&schedule, &review), costs, "the baseline says the same");
        group.bench_function(BenchmarkId::new("ours", steps), |bench| {
            bench.iter(|| black_box(view.review()));
        });
        group.bench_function(
            BenchmarkId::new("the costs alone, played again for each step", steps),
            |bench| bench.iter(|| black_box(by_playing(&schedule, black_box(&review)))),
        );
    }
    group.finish();
}

criterion_group!(benches, decide_by, what_if_by_sets, review);
criterion_main!(benches);
