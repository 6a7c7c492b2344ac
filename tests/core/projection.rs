//! Laws of schedules: what leaving steps out of a dry run keeps.

use std::collections::BTreeSet;

use proptest::prelude::*;
use ptr_core::{Plan, Schedule, ScheduleError, Step};
use ptr_tests::plans::{DRY_RUNS, plan, question, schedule};

const MOST: usize = 10;

/// The ids from which a step can be reached along the plan's own prerequisites.
fn before_in_plan(plan: &Plan, id: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    let mut to_visit = vec![id.to_owned()];
    while let Some(id) = to_visit.pop() {
        for prerequisite in &plan.step(&id).expect("of the plan").prerequisites {
            if found.insert(prerequisite.step.to_string()) {
                to_visit.push(prerequisite.step.to_string());
            }
        }
    }
    found
}

/// The same along the effective prerequisites.
fn before_in_schedule(schedule: &Schedule, id: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    let mut to_visit = vec![schedule.find(id).expect("of the schedule")];
    while let Some(step) = to_visit.pop() {
        for &prerequisite in schedule.prerequisites(step) {
            if found.insert(schedule.id(prerequisite).to_string()) {
                to_visit.push(prerequisite);
            }
        }
    }
    found
}

proptest! {
    #[test]
    fn projection_keeps_reachability_and_invents_none(plan in plan(MOST), dry_run in 0..DRY_RUNS.len()) {
        let schedule = plan.schedule(DRY_RUNS[dry_run]).expect("of the plan");
        let in_dry_run: BTreeSet<String> = schedule.ids().map(ToString::to_string).collect();
        for id in &in_dry_run {
            let asked_for = before_in_plan(&plan, id);
            let expected: BTreeSet<String> = asked_for.intersection(&in_dry_run).cloned().collect();
            prop_assert_eq!(before_in_schedule(&schedule, id), expected);
        }
    }

    #[test]
    fn effective_prerequisites_are_those_of_the_definition(question in question(MOST)) {
        let schedule = schedule(&question);
        for step in question.steps() {
            let index = schedule.find(step.id.as_str()).expect("of the dry run");
            let found: Vec<String> =
                schedule.prerequisites(index).iter().map(|&it| schedule.id(it).to_string()).collect();
            let expected: Vec<String> = question.effective_prerequisites(step).into_iter().collect();
            prop_assert_eq!(found, expected, "sorted by id");
        }
    }

    #[test]
    fn of_the_steps_that_may_come_next_the_smallest_id_does(plan in plan(MOST)) {
        for dry_run in DRY_RUNS {
            let schedule = plan.schedule(dry_run).expect("of the plan");
            let mut placed = BTreeSet::new();
            for step in schedule.steps() {
                let may_come = schedule
                    .steps()
                    .filter(|step| !placed.contains(step))
                    .filter(|&step| schedule.prerequisites(step).iter().all(|it| placed.contains(it)));
                let smallest = may_come.min_by_key(|&step| schedule.id(step));
                prop_assert_eq!(smallest, Some(step));
                placed.insert(step);
            }
            prop_assert_eq!(placed.len(), schedule.len());
        }
    }

    #[test]
    fn successors_are_prerequisites_seen_from_the_other_end(plan in plan(MOST)) {
        for dry_run in DRY_RUNS {
            let schedule = plan.schedule(dry_run).expect("of the plan");
            for step in schedule.steps() {
                for &before in schedule.prerequisites(step) {
                    prop_assert!(schedule.successors(before).contains(&step));
                }
                for &after in schedule.successors(step) {
                    prop_assert!(schedule.prerequisites(after).contains(&step));
                }
            }
        }
    }

    #[test]
    fn a_shift_moves_every_start_and_nothing_else(plan in plan(MOST), minutes in -100_000_i64..100_000) {
        let shift = chrono::TimeDelta::minutes(minutes);
        let options = ptr_core::ScheduleOptions { shift, ..Default::default() };
        let moved = plan.schedule_with("Live", options).expect("of the plan");
        let unmoved = plan.schedule("Live").expect("of the plan");
        for step in moved.steps() {
            prop_assert_eq!(moved.id(step), unmoved.id(step));
            prop_assert_eq!(moved.start(step), unmoved.start(step).map(|start| start + shift));
        }
    }
}

#[test]
fn a_hub_left_out_between_very_many_steps_is_refused_by_name() {
    let ids = |stem: &'static str| (0..4_000).map(move |number| format!("{stem}{number:08}"));
    let step = |id: String, dry_runs: &[&str], prerequisites: Vec<String>| {
        Step::new(id, "CO")
            .and_then(|step| step.in_dry_runs(dry_runs))
            .and_then(|step| step.after(prerequisites))
            .expect("the texts are valid codes")
    };
    let both = ["FDR1", "Live"];
    let hub = step("HUB".to_owned(), &["Live"], ids("AC").collect());
    let before = ids("AC").map(|id| step(id, &both, Vec::new()));
    let after = ids("DC").map(|id| step(id, &both, vec!["HUB".to_owned()]));
    let plan = Plan::from_steps(before.chain([hub]).chain(after)).expect("valid");
    assert_eq!(plan.schedule("Live").map(|schedule| schedule.edges()), Ok(8_000));
    let error = plan.schedule("FDR1").expect_err("sixteen million pairs");
    assert!(
        matches!(&error, ScheduleError::TooManyReplaced { step, .. } if step.as_str() == "HUB"),
        "{error}"
    );
}
