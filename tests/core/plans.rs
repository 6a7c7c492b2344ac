//! Laws of plans: what is refused, with which circle, and that order changes nothing.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, NaiveDateTime, TimeDelta};
use proptest::collection::vec;
use proptest::prelude::*;
use ptr_core::{
    Actor, Draft, DryRun, Environment, FromMilestone, KnownNames, Milestone, Moment, NamedValues,
    Offset, Phase, PhaseCode, Phases, Plan, ProblemKind, RequiredEnd, Severity, Start, Step, Value,
    When,
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
            (step.id.as_str(), others.map(|it| it.step.as_str()).collect())
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

/// A text that a name or a column may be, however odd.
fn any_text() -> impl Strategy<Value = String> {
    const ODD: [&str; 9] =
        ["", " ", "\n", "\u{0}", "\u{feff}", "J0", "milestone", "$date", "Registre"];
    prop_oneof![
        4 => prop::sample::select(&ODD[..]).prop_map(str::to_owned),
        1 => any::<String>(),
    ]
}

/// A local time of any calendar, leap seconds included.
fn any_local() -> impl Strategy<Value = NaiveDateTime> {
    let any = (-8_000_000_000_000_i64..8_000_000_000_000, 0_u32..2_000_000_000);
    let any = any.prop_filter_map("no time", |(seconds, nanoseconds)| {
        DateTime::from_timestamp(seconds, nanoseconds)
    });
    prop_oneof![
        6 => plans::instant(),
        1 => any,
        1 => Just(leap_second().and_utc()),
    ]
    .prop_map(|instant| instant.naive_utc())
}

fn leap_second() -> NaiveDateTime {
    "2016-12-31T23:59:60".parse().expect("chrono knows leap seconds")
}

fn any_moment() -> impl Strategy<Value = Moment> {
    (any_local(), any::<bool>()).prop_map(|(local, is_local)| {
        if is_local { Moment::Local(local) } else { Moment::Instant(local.and_utc()) }
    })
}

fn any_value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::Bool),
        any::<i64>().prop_map(Value::Int),
        any::<f64>().prop_map(Value::Float),
        prop::sample::select(&[f64::NAN, f64::INFINITY, -0.0, 1.0, 1e16][..])
            .prop_map(Value::Float),
        any_local().prop_map(|date| Value::Date { date }),
        any_text().prop_map(Value::Text),
        any_local().prop_map(|date| Value::Text(format!("{date:?}"))),
    ];
    leaf.prop_recursive(3, 8, 3, |inner| {
        prop_oneof![
            vec(inner.clone(), 0..3).prop_map(Value::List),
            vec((any_text(), inner), 0..3).prop_map(|all| Value::Map(all.into_iter().collect())),
        ]
    })
}

fn columns() -> impl Strategy<Value = NamedValues> {
    vec((any_text(), any_value()), 0..2).prop_map(|all| all.into_iter().collect())
}

fn any_start() -> impl Strategy<Value = Start> {
    const NAMES: [&str; 4] = ["FDR1", "Live", "milestone", "days"];
    let from = (any_text(), -3_i32..3, -9_i64..9).prop_map(|(milestone, days, seconds)| {
        When::FromMilestone(FromMilestone { milestone, offset: Offset { days, seconds } })
    });
    let when = prop_oneof![3 => any_moment().prop_map(When::Moment), 1 => from];
    let dry_run = |name: &str| DryRun::new(name).expect("a name");
    let dates = vec((prop::sample::select(&NAMES[..]).prop_map(dry_run), when.clone()), 0..3);
    prop_oneof![
        Just(Start::Unset),
        when.prop_map(Start::At),
        dates.prop_map(|dates| Start::ByDryRun(dates.into_iter().collect())),
    ]
}

/// A draft in which hardly anything need be right.
fn any_draft() -> impl Strategy<Value = Draft> {
    let dry_run = |name: &str| DryRun::new(name).expect("a name");
    let names = prop::sample::select(&plans::DRY_RUNS[..]).prop_map(dry_run).boxed();
    let phase = (any_text(), any::<bool>()).prop_map(|(label, contingency)| {
        let code = PhaseCode::new("CO").expect("a code");
        let sets = (label.len() % 3 == 0).then(|| label.clone());
        Phase { code, label: Some(label), contingency, sets }
    });
    let milestone = (any_text(), vec((names.clone(), any_moment()), 0..2), columns());
    let milestone = milestone.prop_map(|(name, dates, extra)| {
        let required_end = match name.len() % 4 {
            0 => None,
            1 => PhaseCode::new(&name).ok().map(RequiredEnd::Phase),
            2 => PhaseCode::new("CO").ok().map(RequiredEnd::Phase),
            _ => Some(RequiredEnd::Whole),
        };
        Milestone { name, dates: dates.into_iter().collect(), required_end, extra }
    });
    let environment = (any_text(), vec((names.clone(), any_text()), 0..2), columns());
    let environment = environment.prop_map(|(name, by_dry_run, extra)| Environment {
        name,
        by_dry_run: by_dry_run.into_iter().collect(),
        extra,
    });
    let actor = (any_text(), prop::option::of(any_text()), any::<bool>(), columns());
    let actor = actor.prop_map(|(team, department, is_led, extra)| Actor {
        team,
        department,
        team_leader: is_led.then(|| plans::email("anne")),
        deputies: Vec::new(),
        head_of_department: None,
        extra,
    });
    let text = || prop::option::of(any_text());
    let step = (any_start(), columns(), [text(), text(), text()], any_text(), 0_i64..9_000);
    let step = step.prop_map(|(start, extra, [team, department, instructions], label, length)| {
        let step = Step::new("A", "CO").and_then(|step| step.in_dry_runs(["FDR1", "Live"]));
        Step {
            start,
            extra,
            team,
            department,
            instructions,
            label,
            duration: Some(TimeDelta::milliseconds(length)),
            ..step.expect("the texts are valid codes")
        }
    });
    let few = 0..2_usize;
    (
        vec(phase, few.clone()),
        prop::option::of(vec(names, 0..3)),
        vec(milestone, few.clone()),
        vec(actor, few.clone()),
        vec(environment, few),
        step,
    )
        .prop_map(|(phases, dry_runs, milestones, actors, environments, step)| Draft {
            phases: if phases.is_empty() { Phases::AsTheyCome } else { Phases::Listed(phases) },
            dry_runs,
            milestones,
            actors,
            environments,
            steps: vec![step],
            ..Draft::operator()
        })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1_000, ..ProptestConfig::default() })]

    #[test]
    fn a_draft_has_problems_or_its_plan_reads_back_equal(draft in any_draft()) {
        let Ok(plan) = Plan::new(draft) else { return Ok(()) };
        let text = serde_json::to_string(&plan).expect("a plan can be written down");
        let read: Plan = serde_json::from_str(&text).map_err(|error| {
            TestCaseError::fail(format!("{error}: {text}"))
        })?;
        prop_assert_eq!(&read.to_draft(), &plan.to_draft(), "{}", text);
        prop_assert_eq!(read.warnings(), plan.warnings());
    }
}

proptest! {
    #[test]
    fn a_plan_is_refused_exactly_for_what_is_wrong_with_it(steps in any_steps()) {
        let ids: BTreeSet<&str> = steps.iter().map(|step| step.id.as_str()).collect();
        let wrong = |holds: &dyn Fn(&Step, &str) -> bool| {
            steps.iter().any(|step| step.prerequisites.iter().any(|id| holds(step, id.step.as_str())))
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
            if let ProblemKind::Cycle { path } = &problem.kind {
                prop_assert!(path.len() >= 3);
                prop_assert_eq!(path.first(), path.last());
                prop_assert_eq!(path.iter().min(), path.first(), "told from its smallest id");
                for pair in path.windows(2) {
                    let after = steps.iter().find(|step| step.id == pair[1]).expect("of the plan");
                    prop_assert!(after.prerequisites.iter().any(|it| it.step == pair[0]));
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
    let problems = Plan::new(Draft { steps: steps.collect(), ..Draft::operator() })
        .expect_err("they wait for each other");
    let circles: Vec<usize> = problems
        .as_slice()
        .iter()
        .filter_map(|problem| match &problem.kind {
            ProblemKind::Cycle { path } => Some(path.len()),
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
        deputies: Vec::new(),
        head_of_department: None,
        extra: NamedValues::new(),
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
    let milestone = |name: String| Milestone::new(name);
    let phase = |name| Phase::new(PhaseCode::new(name).expect("a code"));
    let dry_run = |name| DryRun::new(name).expect("a name");
    let draft = Draft {
        phases: Phases::Listed(names("PH").map(phase).collect()),
        dry_runs: Some(names("FDR").take(10).map(dry_run).collect()),
        milestones: names("J").map(milestone).collect(),
        actors: names("Team ").map(actor).collect(),
        steps: (0..MANY).map(step).collect(),
        ..Draft::operator()
    };
    let problems = Plan::new(draft).expect_err("no name is known").into_vec();
    let known = problems.iter().filter_map(|problem| match &problem.kind {
        ProblemKind::UnknownPhase { known, .. }
        | ProblemKind::UnknownTeam { known, .. }
        | ProblemKind::UnknownMilestone { known, .. } => Some((MANY, known)),
        ProblemKind::UnknownDryRun { known, .. } => Some((10, known)),
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

#[test]
fn a_leap_second_is_a_problem_wherever_a_draft_has_one() {
    let leap = Moment::Local(leap_second());
    let step = Step::new("A", "CO").and_then(|step| step.in_dry_runs(["FDR1"])).expect("codes");
    let dry_run = DryRun::new("FDR1").expect("a name");
    let drawn =
        Value::Map([("$date".to_owned(), Value::Text("2016-12-31T23:59:60".to_owned()))].into());
    let milestone = Milestone {
        dates: [(dry_run, leap)].into(),
        extra: [("Vu".to_owned(), Value::Date { date: leap_second() })].into(),
        ..Milestone::new("J0")
    };
    let draft = Draft {
        milestones: vec![milestone],
        steps: vec![Step { extra: [("Vu".to_owned(), drawn)].into(), ..step.starting(leap) }],
        ..Draft::operator()
    };
    let problems = Plan::new(draft).expect_err("four leap seconds").into_vec();
    let told = |problem: &ptr_core::Problem| (problem.code(), problem.step.is_some());
    let told: Vec<_> = problems.iter().map(told).collect();
    let not_writable = "not-writable";
    assert_eq!(
        told,
        [(not_writable, false), (not_writable, false), (not_writable, true), ("leap-second", true)]
    );
}
