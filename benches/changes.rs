//! Changing the plan: the difference of two plans, the three-way merge, and what a revision would
//! bring about; beside documents by id, and beside replaying the run on the other plan.
//!
//! ```text
//! cargo bench -p ptr-benches --bench changes
//! ```

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::hint::black_box;

use chrono::{DateTime, TimeDelta, Utc};
use criterion::{BenchmarkId, Criterion, criterion_group, criterion_main};
use ptr_benches::plans::{coordinator, lasting, middle, plan, staffed};
use ptr_benches::runs::half_way;
use ptr_core::{Draft, Moment, Plan, RevisionOptions, Run, State, Step, merge};
use serde_json::{Map, Value};

const SIZES: [usize; 2] = [400, 10_000];

/// The plan with another label for each fiftieth step, from the one at this place on.
fn labelled(plan: &Plan, first: usize) -> Plan {
    changed(plan, first, |step| "Ouvrir le registre".clone_into(&mut step.label))
}

/// The plan with another duration for each fiftieth step, from the one at this place on.
fn longer(plan: &Plan, first: usize) -> Plan {
    changed(plan, first, |step| step.duration = Some(TimeDelta::hours(5)))
}

fn changed(plan: &Plan, first: usize, change: impl Fn(&mut Step)) -> Plan {
    let mut draft = plan.to_draft();
    draft.steps.iter_mut().skip(first).step_by(50).for_each(change);
    Plan::new(draft).expect("as valid as before")
}

type Document = Map<String, Value>;

/// The steps as documents, such as a script has them.
fn documents(plan: &Plan) -> Vec<Document> {
    let document = |step: &Step| match serde_json::to_value(step) {
        Ok(Value::Object(document)) => document,
        _ => Document::new(),
    };
    plan.steps().iter().map(document).collect()
}

fn by_id(documents: &[Document]) -> HashMap<&str, &Document> {
    documents.iter().map(|it| (it["id"].as_str().unwrap_or_default(), it)).collect()
}

fn fields<'d>(documents: &[&'d Document]) -> BTreeSet<&'d String> {
    documents.iter().flat_map(|it| it.keys()).collect()
}

/// For each document of both that differs the fields that do, with both values.
fn compared(
    before: &[Document],
    after: &[Document],
) -> BTreeMap<String, Vec<(String, Value, Value)>> {
    let earlier = by_id(before);
    let mut changed = BTreeMap::new();
    for (id, now) in by_id(after) {
        let Some(then) = earlier.get(id) else { continue };
        let value = |of: &Document, field: &String| of.get(field).cloned().unwrap_or_default();
        let differs = |field: &&&String| then.get(**field) != now.get(**field);
        let fields = fields(&[then, now]);
        let fields = fields.iter().filter(differs);
        let fields: Vec<_> =
            fields.map(|field| ((*field).clone(), value(then, field), value(now, field))).collect();
        if !fields.is_empty() {
            changed.insert(id.to_owned(), fields);
        }
    }
    changed
}

fn difference(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("difference of plans");
    group.sample_size(20);
    for steps in SIZES {
        let before = staffed(&lasting(&plan(steps)));
        let after = longer(&labelled(&before, 0), 1);
        let (earlier, later) = (documents(&before), documents(&after));
        let ours = before.diff(&after).changed.into_iter();
        let ours: Vec<_> = ours.map(|(step, fields)| (step.to_string(), fields.len())).collect();
        let script = compared(&earlier, &later);
        let script: Vec<_> = script.into_iter().map(|(id, fields)| (id, fields.len())).collect();
        assert_eq!(script, ours, "the baseline says the same");
        group.bench_function(BenchmarkId::new("ours", steps), |bench| {
            bench.iter(|| black_box(before.diff(black_box(&after))));
        });
        group.bench_function(BenchmarkId::new("documents by id", steps), |bench| {
            bench.iter(|| black_box(compared(&earlier, black_box(&later))));
        });
    }
    group.finish();
}

/// The documents of two plans put together, field by field; nothing of it is checked.
fn put_together(
    base: &[Document],
    ours: &[Document],
    theirs: &[Document],
) -> Option<Vec<Document>> {
    let (in_base, in_theirs) = (by_id(base), by_id(theirs));
    let mut merged = Vec::new();
    for ours in ours {
        let id = ours["id"].as_str()?;
        let (Some(base), Some(theirs)) = (in_base.get(id), in_theirs.get(id)) else { return None };
        let mut document = ours.clone();
        for field in fields(&[base, ours, theirs]) {
            let [base, ours, theirs] = [*base, ours, *theirs].map(|it| it.get(field));
            if ours != theirs && base == ours {
                match theirs {
                    Some(value) => drop(document.insert(field.clone(), value.clone())),
                    None => drop(document.remove(field)),
                }
            } else if ours != theirs && base != theirs {
                return None;
            }
        }
        merged.push(document);
    }
    Some(merged)
}

/// The plan of these documents.
fn read(documents: Vec<Document>, like: &Plan) -> Plan {
    let steps = documents.into_iter().map(|it| serde_json::from_value(Value::Object(it)));
    let steps = steps.collect::<Result<Vec<Step>, _>>().expect("steps");
    Plan::new(Draft { steps, ..like.to_draft() }).expect("as valid as before")
}

fn three_way(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("three-way merge");
    group.sample_size(20);
    for steps in SIZES {
        let base = staffed(&lasting(&plan(steps)));
        let (ours, theirs) = (labelled(&base, 0), longer(&base, 0));
        let told = [&base, &ours, &theirs].map(documents);
        let [in_base, in_ours, in_theirs] = &told;
        let script = || put_together(in_base, in_ours, in_theirs).expect("no conflict");
        let merged = merge(&base, &ours, &theirs).expect("the same base").plan;
        let merged = merged.expect("no conflict");
        assert_eq!(read(script(), &base), merged, "the baseline says the same");
        group.bench_function(BenchmarkId::new("ours", steps), |bench| {
            bench.iter(|| black_box(merge(&base, &ours, black_box(&theirs))));
        });
        let draft = merged.to_draft();
        group.bench_function(BenchmarkId::new("limit: checking the plan", steps), |bench| {
            bench.iter_batched(
                || draft.clone(),
                |draft| black_box(Plan::new(draft)),
                criterion::BatchSize::LargeInput,
            );
        });
        group.bench_function(BenchmarkId::new("documents by id, then read", steps), |bench| {
            bench.iter(|| black_box(read(script(), &base)));
        });
    }
    group.finish();
}

/// What a preview tells: fields that differ, states that change, the ends, the mails owed.
#[derive(Debug, PartialEq)]
struct Told {
    changed: usize,
    states: Vec<(String, State, State)>,
    ends: [Option<DateTime<Utc>>; 2],
    notices: [usize; 2],
}

fn by_preview(run: &Run, plan: &Plan) -> Told {
    let revision =
        run.preview_revision(plan, RevisionOptions::default(), middle()).expect("in FDR1");
    let (before, after) = revision.views();
    let views = [before, after.expect("not refused")];
    let states = revision.states().into_iter();
    Told {
        changed: revision.difference().changed.len(),
        states: states.map(|it| (it.step.to_string(), it.before, it.after)).collect(),
        ends: views.each_ref().map(|view| view.forecast().end()),
        notices: views.each_ref().map(|view| view.notices(None).len()),
    }
}

/// The same without a preview: the plans compared as documents, and all events played again on the
/// other one.
fn by_replay(run: &Run, plan: &Plan, told: [&[Document]; 2]) -> Told {
    let schedule = plan.schedule("FDR1").expect("in FDR1");
    let after = Run::replay(schedule, [coordinator()], run.events().to_vec());
    let after = after.expect("the same steps");
    let views = [run.view(middle()), after.view(middle())];
    let states = |run: &Run| {
        let states = run.view(middle()).states();
        run.schedule().ids().map(ToString::to_string).zip(states).collect::<Vec<_>>()
    };
    let earlier: HashMap<String, State> = states(run).into_iter().collect();
    let later = states(&after).into_iter();
    let states = later.filter_map(|(id, after)| {
        let before = *earlier.get(&id)?;
        (before != after).then_some((id, before, after))
    });
    Told {
        changed: compared(told[0], told[1]).len(),
        states: states.collect(),
        ends: views.each_ref().map(|view| view.forecast().end()),
        notices: views.each_ref().map(|view| view.notices(None).len()),
    }
}

fn preview(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("revision preview");
    group.sample_size(20);
    for steps in SIZES {
        let before = staffed(&lasting(&plan(steps)));
        let mut after = longer(&before, 0).to_draft();
        // Some of those that are ready are ready no more.
        let moved = Moment::Instant(middle() + TimeDelta::days(1));
        for step in after.steps.iter_mut().skip(steps / 3).step_by(5) {
            *step = step.clone().starting(moved);
        }
        let after = Plan::new(after).expect("as valid as before");
        let run = half_way(&before.schedule("FDR1").expect("the plan has it"));
        let (earlier, later) = (documents(&before), documents(&after));
        let script = || by_replay(&run, &after, [&earlier, &later]);
        let ours = by_preview(&run, &after);
        assert!(!ours.states.is_empty(), "it changes something");
        assert_eq!(script(), ours, "the baseline says the same");
        group.bench_function(BenchmarkId::new("ours", steps), |bench| {
            bench.iter(|| black_box(by_preview(&run, black_box(&after))));
        });
        group.bench_function(BenchmarkId::new("documents, and the run replayed", steps), |bench| {
            bench.iter(|| black_box(script()));
        });
    }
    group.finish();
}

criterion_group!(benches, difference, three_way, preview);
criterion_main!(benches);
