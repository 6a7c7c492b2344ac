//! Required ends, and a rollback whose dates follow its declaration: as scenarios, beside the plan
//! that says the same dates itself, and beside declaring it at each instant.

use std::collections::BTreeMap;

use chrono::{DateTime, TimeDelta, Utc};
use proptest::collection::vec;
use proptest::prelude::*;
use ptr_core::{
    Command, Draft, FromMilestone, Milestone, Moment, Offset, Phases, Plan, RequiredEnd, Run,
    Simulation, Spread, Start, State, Step, StepIx, Supposition, View, When,
};
use ptr_tests::plans::plan;
use ptr_tests::scenario::{declare_rollback, instant, mail, step, step_of, withdraw_rollback};
use ptr_tests::tries::{beginning, played, tries, who};

const MICROSECOND: TimeDelta = TimeDelta::microseconds(1);

fn minutes(minutes: i64) -> TimeDelta {
    TimeDelta::minutes(minutes)
}

fn at_milestone(milestone: &str, days: i32, seconds: i64) -> Start {
    let (milestone, offset) = (milestone.to_owned(), Offset { days, seconds });
    Start::At(When::FromMilestone(FromMilestone { milestone, offset }))
}

/// A step of the way back, so many minutes after its declaration.
fn back(id: &str, after: i64, before: &[&str]) -> Step {
    let step = step_of("FB-RB", id, "2026-03-20 22:00").after(before).expect("ids");
    Step { start: at_milestone("Repli", 0, after * 60), ..step }
}

/// The steps, the milestone that FB-RB sets, and the required end at six in the morning.
fn draft(steps: Vec<Step>) -> Draft {
    let mut phases = ptr_core::Phase::standard();
    for phase in &mut phases {
        phase.sets = phase.contingency.then(|| "Repli".to_owned());
    }
    let opening = Milestone {
        dates: BTreeMap::from([(
            "FDR1".parse().expect("a name"),
            Moment::Instant(instant("2026-03-21 06:00")),
        )]),
        required_end: Some(RequiredEnd::Whole),
        ..Milestone::new("Ouverture")
    };
    let milestones = vec![Milestone::new("Repli"), opening];
    Draft { phases: Phases::Listed(phases), milestones, steps, ..Draft::operator() }
}

/// A cut-over of four hours, and a way back of three.
fn night() -> Run {
    let plan = Plan::new(draft(vec![
        step("CO00000001", "2026-03-20 22:00").lasting(minutes(240)),
        back("FB00000001", 0, &[]).lasting(minutes(60)),
        back("FB00000002", 30, &["FB00000001"]).lasting(minutes(120)),
    ]));
    Run::new(plan.expect("valid").schedule("FDR1").expect("of the plan"), [mail("paul")])
}

fn find(run: &Run, id: &str) -> StepIx {
    run.schedule().find(id).expect("a step of the dry run")
}

#[test]
fn the_steps_of_a_rollback_get_their_dates_by_its_declaration_and_lose_them_by_its_withdrawal() {
    let mut run = night();
    let (first, second) = (find(&run, "FB00000001"), find(&run, "FB00000002"));
    let one = instant("2026-03-21 01:00");
    let before = run.view(one);
    assert_eq!((before.state(first), before.schedule().start(first)), (State::Planned, None));
    let unmet = before.explain(first).unmet;
    assert_eq!(unmet.iter().map(ptr_core::Condition::code).collect::<Vec<_>>(), ["asleep"]);
    assert_eq!(before.forecast().outlook(first), None);

    run.execute(&declare_rollback("retour"), &mail("paul"), one).expect("nothing against it");
    let view = run.view(one);
    assert_eq!((view.state(first), view.schedule().start(first)), (State::Ready, Some(one)));
    assert_eq!(view.schedule().start(second), Some(one + minutes(30)));
    assert_eq!((view.state(second), view.next_change()), (State::Locked, Some(one + minutes(30))));
    assert_eq!(run.view(one + minutes(30)).state(second), State::Overdue);
    assert_eq!(view.ready_since(first), Some(one));
    let owed: Vec<_> = view.notices(None).into_iter().filter_map(|it| it.step).collect();
    assert!(owed.iter().any(|step| step == "FB00000001"), "{owed:?}");
    let ends = view.forecast().outlook(second).expect("it is declared").ends;
    assert_eq!(ends, one + minutes(180));

    // What was before, stays before; and events alone tell it again.
    let earlier = run.view(one - MICROSECOND);
    assert_eq!((earlier.state(first), earlier.schedule().start(first)), (State::Planned, None));
    let again = Run::replay(run.schedule().clone(), [mail("paul")], run.events().to_vec());
    assert_eq!(again.as_ref(), Ok(&run));
    assert_eq!(again.expect("equal").view(one).states(), run.view(one).states());

    let later = one + minutes(5);
    run.execute(&withdraw_rollback("non"), &mail("paul"), later).expect("none of them is open");
    let view = run.view(later);
    assert_eq!((view.state(first), view.schedule().start(first)), (State::Planned, None));
    run.execute(&declare_rollback("si"), &mail("paul"), later + minutes(5)).expect("once more");
    assert_eq!(run.view(later + minutes(5)).schedule().start(first), Some(later + minutes(5)));
}

#[test]
fn a_required_end_is_told_with_what_passes_it_and_its_chance() {
    let mut run = night();
    let at = instant("2026-03-20 22:00");
    let told = |run: &Run, at| run.view(at).forecast().required_ends().remove(0);
    let required = told(&run, at);
    assert_eq!((required.milestone.as_str(), &required.of), ("Ouverture", &RequiredEnd::Whole));
    assert_eq!((required.ends, required.passed_by), (Some(at + minutes(240)), None));
    // The instant before, at and after the last one that does.
    let last = instant("2026-03-21 02:00");
    for (at, passed) in
        [(last - MICROSECOND, None), (last, None), (last + MICROSECOND, Some(MICROSECOND))]
    {
        assert_eq!(told(&run, at).passed_by, passed);
    }
    let certain = Simulation::default().spread(Spread::NONE);
    for (at, chance) in [(last, 1.0), (last + MICROSECOND, 0.0)] {
        let odds = run.view(at).forecast().simulate(&certain).expect("few draws");
        assert_eq!(odds.required_ends().collect::<Vec<_>>(), [("Ouverture", Some(chance))]);
    }
    let longer =
        Supposition::Lasts { step: "CO00000001".parse().expect("an id"), time: minutes(500) };
    let forecast = run.view(at).forecast();
    let what_if = forecast.what_if(&[longer]).expect("ahead");
    assert_eq!(what_if.required_ends()[0].passed_by, Some(minutes(20)));
    run.execute(&declare_rollback("retour"), &mail("paul"), at + minutes(360)).expect("declared");
    assert_eq!(told(&run, at + minutes(360)).passed_by, Some(minutes(120)));
}

#[test]
fn a_rollback_is_decided_at_the_last_instant_that_leaves_time_for_it() {
    let mut run = night();
    let (at, six) = (instant("2026-03-20 23:00"), instant("2026-03-21 06:00"));
    let forecast = run.view(at).forecast();
    assert_eq!(run.schedule().date_of("Ouverture"), Some(six));
    let decide = forecast.decide_by(six);
    assert_eq!(decide.if_declared_now(), Some(at + minutes(180)));
    assert_eq!(decide.latest(), Some(instant("2026-03-21 03:00")));
    let slow = Simulation::default().spread(Spread::new(1.0, 1.0, 2.0).expect("it rises"));
    let within = decide.latest_within(0.8, &slow).expect("few draws").expect("in time");
    assert!(
        within < instant("2026-03-21 02:30") && within > instant("2026-03-21 00:00"),
        "{within}"
    );
    assert_eq!(decide.latest_within(1.5, &slow), Ok(None));
    // A longer way back leaves less time.
    let longer =
        Supposition::Lasts { step: "FB00000001".parse().expect("an id"), time: minutes(90) };
    assert!(forecast.what_if(&[longer]).is_err(), "it sleeps");

    let last = instant("2026-03-21 03:00");
    for (at, latest) in
        [(last - MICROSECOND, Some(last)), (last, Some(last)), (last + MICROSECOND, None)]
    {
        let forecast = run.view(at).forecast();
        assert_eq!(forecast.decide_by(six).latest(), latest);
    }
    run.execute(&declare_rollback("retour"), &mail("paul"), last).expect("nothing against it");
    let forecast = run.view(last).forecast();
    let decide = forecast.decide_by(six);
    assert_eq!((decide.if_declared_now(), decide.latest()), (Some(six), None));
}

#[test]
fn a_required_end_before_the_plan_begins_is_a_problem_with_place_value_and_cure() {
    let mut draft = draft(vec![step("CO00000001", "2026-03-21 06:01").lasting(minutes(5))]);
    let refused = |draft: &Draft| Plan::new(draft.clone()).expect_err("too early").to_string();
    let told = refused(&draft);
    assert!(
        told.contains("Ouverture") && told.contains("06:00") && told.contains("later date"),
        "{told}"
    );
    draft.steps[0] = step("CO00000001", "2026-03-21 06:00");
    assert!(Plan::new(draft.clone()).is_ok(), "it begins at that instant");
    draft.milestones[1].required_end = Some(RequiredEnd::Phase("XX".parse().expect("a code")));
    assert!(refused(&draft).contains("XX"));
    // A phase that sets a milestone is a contingency, and the milestone exists.
    draft.milestones[1].required_end = None;
    let Phases::Listed(phases) = &mut draft.phases else { panic!("listed") };
    phases[2].sets = Some("Repli".to_owned());
    phases[5].sets = Some("Retour".to_owned());
    let problems = Plan::new(draft).expect_err("two problems").into_vec();
    let codes: Vec<_> = problems.iter().map(ptr_core::Problem::code).collect();
    assert!(
        codes.contains(&"sets-without-contingency") && codes.contains(&"unknown-milestone"),
        "{codes:?}"
    );
}

#[test]
fn a_plan_keeps_what_a_declaration_sets_and_what_must_have_ended() {
    let plan = night().schedule().plan().clone();
    let text = serde_json::to_string(&plan).expect("written");
    assert!(
        text.contains(r#""sets":"Repli""#) && text.contains(r#""required_end":"whole""#),
        "{text}"
    );
    assert_eq!(serde_json::from_str::<Plan>(&text).expect("read"), plan);
    assert_eq!(Plan::new(plan.to_draft()).as_ref(), Ok(&plan));
}

/// The plan, with a rollback that sets a milestone; steps of it follow at these offsets.
fn following(plan: &Plan, offsets: &[(i32, i64)]) -> Plan {
    let mut plan = plan.to_draft();
    let mut offsets = offsets.iter().cycle();
    for (nth, step) in plan.steps.iter_mut().enumerate() {
        // Every third step is part of the way back.
        if nth % 3 == 0 {
            step.phase = "FB-RB".parse().expect("a code");
        }
        if step.phase == "FB-RB" && nth % 2 == 0 {
            let (days, minutes) = offsets.next().expect("a cycle");
            step.start = at_milestone("Repli", *days, minutes * 60);
        }
    }
    let framed = draft(Vec::new());
    let milestones = vec![Milestone::new("Repli")];
    let (phases, steps) = (framed.phases, plan.steps);
    let dry_runs = plan.dry_runs;
    let draft = Draft { phases, dry_runs, steps, milestones, ..Draft::operator() };
    Plan::new(draft).expect("prerequisites as before")
}

fn offsets() -> impl Strategy<Value = Vec<(i32, i64)>> {
    let days = prop_oneof![3 => Just(0), 2 => -1_i32..3];
    vec((days, -100_i64..200), 1..4)
}

/// The run as it was known at an instant.
fn known(run: &Run, at: DateTime<Utc>) -> Run {
    let known = usize::try_from(run.view(at).version()).expect("few");
    let events = run.events()[..known].to_vec();
    Run::replay(run.schedule().clone(), [who(3)], events).expect("a part of the history")
}

/// When the rollback is over; `None` if a step of it is not expected to end.
fn over(view: &View<'_>) -> Option<DateTime<Utc>> {
    let forecast = view.forecast();
    let is_back =
        |step: &StepIx| view.schedule().is_contingency(*step) && !view.is_abandoned(*step);
    let steps = view.schedule().steps().filter(is_back);
    let ends: Option<Vec<_>> = steps.map(|step| Some(forecast.outlook(step)?.ends)).collect();
    ends?.into_iter().max()
}

/// When the rollback is over if it is declared at an instant.
fn declared(run: &Run, at: DateTime<Utc>) -> Option<DateTime<Utc>> {
    let mut run = run.clone();
    let command = Command::DeclareRollback { reason: "retour".to_owned() };
    run.execute(&command, &who(3), at).expect("none is declared");
    let version = run.version();
    over(&run.view_at_version(version, at))
}

proptest! {
    /// A rollback whose dates follow is the same as one whose plan says these dates.
    #[test]
    fn a_declaration_sets_the_dates_that_a_plan_could_have_said(
        plan in plan(9), offsets in offsets(), tries in tries(), hours in -200_i64..400,
    ) {
        let run = played(&following(&plan, &offsets), &tries);
        let at = beginning() + TimeDelta::hours(hours);
        let view = run.view(at);
        let Some(since) = view.rollback().map(|stamp| stamp.at) else {
            for step in run.schedule().steps() {
                prop_assert_eq!(view.schedule().start(step), run.schedule().start(step));
            }
            return Ok(());
        };
        let mut draft = run.schedule().plan().to_draft();
        for step in &mut draft.steps {
            let Start::At(When::FromMilestone(from)) = &step.start else { continue };
            let zone = draft.timezone;
            let local = since.with_timezone(&zone).naive_local();
            let days = TimeDelta::days(i64::from(from.offset.days));
            let day = match from.offset.days {
                0 => since,
                _ => ptr_core::resolve_local(zone, local + days).expect("a local time").instant,
            };
            let start = day + TimeDelta::seconds(from.offset.seconds);
            step.start = Start::At(When::Moment(Moment::Instant(start)));
        }
        if let Phases::Listed(phases) = &mut draft.phases {
            for phase in phases {
                phase.sets = None;
            }
        }
        let said = Plan::new(draft).expect("as valid").schedule("FDR1").expect("of the plan");
        let said = Run::replay(said, [who(3)], run.events().to_vec()).expect("the same steps");
        let same = said.view_at_version(view.version(), at);
        prop_assert_eq!(view.states(), same.states());
        prop_assert_eq!(view.next_change(), same.next_change());
        prop_assert_eq!(view.recap(None), same.recap(None));
        let keys = |view: &View<'_>| -> Vec<_> {
            view.notices(None).iter().map(|it| (it.key.clone(), view.owed_since(it))).collect()
        };
        prop_assert_eq!(keys(&view), keys(&same));
        let (forecast, expected) = (view.forecast(), same.forecast());
        for step in run.schedule().steps() {
            prop_assert_eq!(view.schedule().start(step), same.schedule().start(step));
            prop_assert_eq!(view.explain(step), same.explain(step));
            prop_assert_eq!(view.lateness(step), same.lateness(step));
            prop_assert_eq!(forecast.outlook(step), expected.outlook(step));
        }
    }

    /// The last safe instant is the last one at which declaring, and forecasting then, still meets
    /// the required end.
    #[test]
    fn decide_by_equals_declaring_at_each_instant(
        plan in plan(9), offsets in offsets(), tries in tries(), hours in -200_i64..400,
        ahead in -50_i64..6_000, candidates in vec(0.0_f64..1.0, 8), nanoseconds in 0_i64..2,
    ) {
        let run = played(&following(&plan, &offsets), &tries);
        let at = beginning() + TimeDelta::hours(hours) + TimeDelta::nanoseconds(nanoseconds * 300);
        let run = known(&run, at);
        let required = beginning() + TimeDelta::hours(hours) + minutes(ahead);
        let view = run.view(at);
        let forecast = view.forecast();
        let decide = forecast.decide_by(required);
        let has_contingency = run.schedule().steps().any(|it| run.schedule().is_contingency(it));
        if !has_contingency || view.rollback().is_some() {
            let now = over(&view).filter(|_| has_contingency);
            prop_assert_eq!((decide.if_declared_now(), decide.latest()), (now, None));
            return Ok(());
        }
        let meets = |at| declared(&run, at).is_some_and(|over| over <= required);
        prop_assert_eq!(decide.if_declared_now(), declared(&run, at));
        let certain = Simulation::default().draws(17).spread(Spread::NONE);
        let within = decide.latest_within(0.8, &certain).expect("few draws");
        if nanoseconds == 0 {
            prop_assert_eq!(within, decide.latest(), "without spread the odds are plain");
        }
        match decide.latest() {
            Some(latest) => {
                prop_assert!(at <= latest && latest <= required && meets(latest));
                let next = latest + MICROSECOND;
                prop_assert!(next > required || !meets(next));
            }
            None => prop_assert!(at > required || !meets(at)),
        }
        // Nor does any later one.
        let first = decide.latest().map_or(at, |latest| latest + MICROSECOND);
        for share in candidates {
            let range = (required - first).num_microseconds().unwrap_or(0);
            #[expect(clippy::cast_possible_truncation, clippy::cast_precision_loss, reason = "near")]
            let candidate = first + TimeDelta::microseconds((range as f64 * share) as i64);
            prop_assert!(range <= 0 || candidate > required || !meets(candidate));
        }
    }
}
