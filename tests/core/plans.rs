//! Laws of plans: what is refused, with which circle, and that order changes nothing.

use std::collections::{BTreeMap, BTreeSet};

use proptest::collection::vec;
use proptest::prelude::*;
use ptr_core::{
    Actor, Draft, DryRun, Fault, FromMilestone, KnownNames, Milestone, Offset, Phase, PhaseCode,
    Phases, Plan, Severity, Start, Step, When,
};
use ptr_tests::plans;

/// Steps that may wait for themselves, in circles, or for nobody the plan knows.
fn any_steps() -> impl Strategy<Value = Vec<Step>> {
    vec(vec(0_usize..10, 0..4), 0..9).prop_map(|rows| {
        let id = |number: usize| format!("CO{number:08}");
        let step = |(row, prerequisites): (usize, Vec<usize>)| {
            Step::new(id(row), "CO")
                .and_then(|step| step.in_dry_runs(["Live"]))
                .and_then(|step| step.after(prerequisites.into_iter().map(id)))
                .expect("the texts are valid codes")
        };
        rows.into_iter().enumerate().map(step).collect()
    })
}

/// Whether some step can be reached from itself by two steps or more.
fn has_circle(steps: &[Step]) -> bool {
    let before: BTreeMap<&str, BTreeSet<&str>> = steps
        .iter()
        .map(|step| {
            let others = step.prerequisites.iter().filter(|id| **id != step.id);
            (step.id.as_str(), others.map(ptr_core::StepId::as_str).collect())
        })
        .collect();
    before.keys().any(|start| {
        let mut reached: BTreeSet<&str> = before[start].clone();
        for _ in 0..before.len() {
            let further: BTreeSet<&str> =
                reached.iter().filter_map(|id| before.get(id)).flatten().copied().collect();
            reached.extend(further);
        }
        reached.contains(start)
    })
}

proptest! {
    #[test]
    fn a_plan_is_refused_exactly_for_what_is_wrong_with_it(steps in any_steps()) {
        let ids: BTreeSet<&str> = steps.iter().map(|step| step.id.as_str()).collect();
        let wrong = |holds: &dyn Fn(&Step, &str) -> bool| {
            steps.iter().any(|step| step.prerequisites.iter().any(|id| holds(step, id.as_str())))
        };
        let own = wrong(&|step, id| step.id == *id);
        let unknown = wrong(&|_, id| !ids.contains(id));
        let circle = has_circle(&steps);

        let codes: BTreeSet<&str> = match Plan::from_steps(steps.clone()) {
            Ok(_) => BTreeSet::new(),
            Err(problems) => {
                let errors = problems.as_slice().iter();
                let errors = errors.filter(|problem| problem.severity() == Severity::Error);
                errors.map(ptr_core::Problem::code).collect()
            }
        };
        prop_assert_eq!(codes.contains("own-prerequisite"), own);
        prop_assert_eq!(codes.contains("unknown-prerequisite"), unknown);
        prop_assert_eq!(codes.contains("cycle"), circle);
        prop_assert_eq!(codes.is_empty(), !(own || unknown || circle));
    }

    #[test]
    fn every_circle_told_is_a_circle_of_the_plan(steps in any_steps()) {
        let Err(problems) = Plan::from_steps(steps.clone()) else { return Ok(()) };
        for problem in problems.as_slice() {
            if let Fault::Cycle { path } = &problem.fault {
                prop_assert!(path.len() >= 3);
                prop_assert_eq!(path.first(), path.last());
                prop_assert_eq!(path.iter().min(), path.first(), "told from its smallest id");
                for pair in path.windows(2) {
                    let after = steps.iter().find(|step| step.id == pair[1]).expect("of the plan");
                    prop_assert!(after.prerequisites.contains(&pair[0]));
                }
            }
        }
    }

    #[test]
    fn the_order_of_rows_and_prerequisites_changes_nothing(
        (steps, shuffled) in plans::steps(10).prop_flat_map(|steps| {
            (Just(steps.clone()), Just(steps).prop_shuffle())
        }),
    ) {
        let reversed = shuffled.into_iter().map(|mut step| {
            step.prerequisites.reverse();
            step
        });
        let (one, other) = (Plan::from_steps(steps), Plan::from_steps(reversed));
        let (one, other) = (one.expect("valid"), other.expect("as valid"));
        prop_assert_eq!(one.dry_runs(), other.dry_runs());
        for dry_run in one.dry_runs() {
            let (one, other) = (one.schedule(dry_run.as_str()), other.schedule(dry_run.as_str()));
            let (one, other) = (one.expect("of the plan"), other.expect("of the plan"));
            prop_assert_eq!(one.ids().collect::<Vec<_>>(), other.ids().collect::<Vec<_>>());
            for step in one.steps() {
                prop_assert_eq!(one.prerequisites(step), other.prerequisites(step));
                prop_assert_eq!(one.successors(step), other.successors(step));
                prop_assert_eq!(one.start(step), other.start(step));
            }
        }
    }

    #[test]
    fn a_plan_reads_back_from_its_document(plan in plans::plan(8)) {
        let text = serde_json::to_string(&plan).expect("a plan can be written down");
        let read: Plan = serde_json::from_str(&text).expect("and read");
        prop_assert_eq!(&read, &plan);
        prop_assert_eq!(read.warnings(), plan.warnings());
    }
}

#[test]
fn a_document_goes_through_the_same_check_as_steps() {
    let circle = r#"{"timezone": "Europe/Brussels", "phases": [{"code": "CO"}], "dry_runs": [],
        "steps": [{"id": "A", "phase": "CO", "prerequisites": ["B"]},
                  {"id": "B", "phase": "CO", "prerequisites": ["A"]}]}"#;
    let error = serde_json::from_str::<Plan>(circle).expect_err("they wait for each other");
    assert!(error.to_string().contains("A -> B -> A"), "{error}");
}

#[test]
fn a_chain_of_a_hundred_thousand_steps_does_not_exhaust_the_stack() {
    let steps = (0..100_000_u32).map(|number| {
        let before = number.checked_sub(1).map(|before| format!("{before:08}"));
        Step::new(format!("{number:08}"), "CO")
            .and_then(|step| step.in_dry_runs(if number % 2 == 0 { ["FDR1"] } else { ["Live"] }))
            .and_then(|step| step.after(before))
            .expect("the texts are valid codes")
    });
    let plan = Plan::from_steps(steps).expect("a chain has no circle");
    let schedule = plan.schedule("FDR1").expect("of the plan");
    assert_eq!(schedule.len(), 50_000);
    assert_eq!(schedule.edges(), 49_999);
}

#[test]
fn a_circle_of_a_hundred_thousand_steps_is_told_once() {
    let most = 100_000_u32;
    let steps = (0..most).map(|number| {
        Step::new(format!("{number:08}"), "CO")
            .and_then(|step| step.in_dry_runs(["Live"]))
            .and_then(|step| step.after([format!("{:08}", (number + 1) % most)]))
            .expect("the texts are valid codes")
    });
    let problems = Plan::new(Draft { steps: steps.collect(), ..Draft::default() })
        .expect_err("they wait for each other");
    let circles: Vec<usize> = problems
        .as_slice()
        .iter()
        .filter_map(|problem| match &problem.fault {
            Fault::Cycle { path } => Some(path.len()),
            _ => None,
        })
        .collect();
    assert_eq!(circles, [most as usize + 1]);
}

#[test]
fn a_refusal_of_unknown_names_grows_with_the_problems_alone() {
    const MANY: usize = 20_000;
    let names = |stem: &'static str| (0..MANY).map(move |number| format!("{stem}{number}"));
    let actor = |team| Actor {
        team,
        department: None,
        team_leader: None,
        head_of_department: None,
        extra: indexmap::IndexMap::new(),
    };
    let step = |number: usize| {
        let step = Step::new(format!("CO{number:08}"), format!("no phase {number}"))
            .and_then(|step| step.in_dry_runs([format!("no dry run {number}")]))
            .and_then(|step| step.carried_out_by(format!("no team {number}"), [] as [&str; 0]))
            .expect("the texts are valid codes");
        let milestone = format!("no milestone {number}");
        let from = FromMilestone { milestone, offset: Offset::default() };
        Step { start: Start::At(When::FromMilestone(from)), ..step }
    };
    let milestone =
        |name| Milestone { name, dates: BTreeMap::new(), extra: indexmap::IndexMap::new() };
    let phase = |name| Phase::new(PhaseCode::new(name).expect("a code"));
    let dry_run = |name| DryRun::new(name).expect("a name");
    let draft = Draft {
        phases: Phases::Listed(names("PH").map(phase).collect()),
        dry_runs: Some(names("FDR").take(10).map(dry_run).collect()),
        milestones: names("J").map(milestone).collect(),
        actors: names("Team ").map(actor).collect(),
        steps: (0..MANY).map(step).collect(),
        ..Draft::default()
    };
    let problems = Plan::new(draft).expect_err("no name is known").into_vec();
    let known = problems.iter().filter_map(|problem| match &problem.fault {
        Fault::UnknownPhase { known, .. }
        | Fault::UnknownTeam { known, .. }
        | Fault::UnknownMilestone { known, .. } => Some((MANY, known)),
        Fault::UnknownDryRun { known, .. } => Some((10, known)),
        _ => None,
    });
    let mut told = 0;
    for (total, known) in known {
        assert_eq!(known.total(), total);
        assert_eq!(known.first().len(), total.min(KnownNames::MOST));
        told += 1;
    }
    assert_eq!(told, 4 * MANY);
}

#[test]
fn as_many_dry_runs_as_steps_are_refused() {
    let step = |number: usize| {
        Step::new(format!("CO{number:08}"), "CO")
            .and_then(|step| step.in_dry_runs([format!("FDR{number}")]))
            .expect("the texts are valid codes")
    };
    assert!(Plan::from_steps((0..1_000).map(step)).is_ok());
    let problems = Plan::from_steps((0..1_001).map(step)).expect_err("more than a thousand");
    assert!(problems.to_string().contains("names 1001 dry runs"), "{problems}");
}
