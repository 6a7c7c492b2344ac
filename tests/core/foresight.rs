//! What would be, as scenarios and by doing it: suppositions beside the changed plan.

use std::collections::BTreeSet;

use chrono::{DateTime, TimeDelta, Utc};
use proptest::collection::vec;
use proptest::prelude::*;
use ptr_core::{
    Command, Draft, Forecast, InvalidSupposition, LastSafe, Light, Milestone, Moment, Plan,
    RequiredEnd, RevisionOptions, Run, Simulation, Start, State, StepIx, Supposition, When,
};
use ptr_tests::plans::{cases, outcome, plan};
use ptr_tests::scenario::{
    Scenario, close, declare_rollback, instant, mail, skip, start, step, step_after, step_of,
    unblock,
};
use ptr_tests::tries::{beginning, played, tries, who};

fn minutes(minutes: i64) -> TimeDelta {
    TimeDelta::minutes(minutes)
}

fn lasts(id: &str, time: i64) -> Supposition {
    Supposition::Lasts { step: id.parse().expect("an id"), time: minutes(time) }
}

fn skipped(id: &str) -> Supposition {
    Supposition::Skipped { step: id.parse().expect("an id") }
}

fn ends(id: &str, at: &str) -> Supposition {
    Supposition::Ends { step: id.parse().expect("an id"), at: instant(at) }
}

fn late(team: &str, by: i64) -> Supposition {
    Supposition::Late { team: team.to_owned(), by: minutes(by) }
}

/// Stop, then load for an hour while somebody is told in ten minutes, then check.
fn evening() -> Scenario {
    Scenario::given([
        step("CO00000001", "2026-03-20 22:00").lasting(minutes(30)),
        step_after("CO00000002", "2026-03-20 22:30", &["CO00000001"]).lasting(minutes(60)),
        step_after("CO00000003", "2026-03-20 22:30", &["CO00000001"]).lasting(minutes(10)),
        step_after("CO00000004", "2026-03-20 23:30", &["CO00000002", "CO00000003"])
            .lasting(minutes(30)),
        step_of("FB-RB", "FB00000001", "2026-03-20 22:00").lasting(minutes(60)),
        step_after("CO00000005", "2026-03-20 22:00", &["FB00000001"]),
    ])
}

#[test]
fn several_changes_at_once_move_what_they_move_together() {
    let run = evening().run().clone();
    let forecast = run.view(instant("2026-03-20 20:00")).forecast();
    let step = |id: &str| run.schedule().find(id).expect("a step");
    let set =
        [lasts("CO00000001", 60), lasts("CO00000002", 20), ends("CO00000003", "2026-03-21 00:10")];
    let what_if = forecast.what_if(&set).expect("ahead");
    let moved: Vec<_> = what_if.moved().map(|step| run.schedule().id(step).to_string()).collect();
    assert_eq!(moved, ["CO00000001", "CO00000002", "CO00000003", "CO00000004"]);
    assert_eq!(what_if.moves(), 4);
    assert_eq!(what_if.begins(step("CO00000004")), Some(instant("2026-03-21 00:10")));
    assert_eq!(what_if.waits_for(step("CO00000004")), Some(step("CO00000003")));
    assert_eq!(what_if.waits_for(step("CO00000003")), Some(step("CO00000001")));
    assert_eq!(
        (what_if.delay(), what_if.end()),
        (Some(minutes(40)), Some(instant("2026-03-21 00:40")))
    );
    assert_eq!(what_if.end_of_phase(&"CO".parse().expect("a phase")), what_if.end());
    let nothing = forecast.what_if(&[]).expect("nothing");
    assert_eq!(
        (nothing.moves(), nothing.end(), nothing.delay()),
        (0, forecast.end(), Some(minutes(0)))
    );
}

#[test]
fn a_late_team_begins_so_much_later_than_planned_or_than_now() {
    let run = evening().run().clone();
    let begins = |at: &str, by: i64| {
        let forecast = run.view(instant(at)).forecast();
        let what_if = forecast.what_if(&[late("Registre", by)]).expect("a team");
        what_if.begins(run.schedule().find("CO00000001").expect("a step")).expect("expected")
    };
    assert_eq!(begins("2026-03-20 20:00", 120), instant("2026-03-21 00:00"));
    assert_eq!(begins("2026-03-20 22:10", 120), instant("2026-03-21 00:10"));
    assert_eq!(begins("2026-03-20 20:00", -60), instant("2026-03-20 21:00"));
    assert_eq!(begins("2026-03-20 21:30", -60), instant("2026-03-20 21:30"));
}

#[test]
fn what_cannot_be_supposed_is_refused_with_its_name() {
    let run = evening().at("2026-03-20 22:00").when("anne", &start("CO00000001")).run().clone();
    let forecast = run.view(instant("2026-03-20 22:00")).forecast();
    let refused = |set: &[Supposition]| forecast.what_if(set).expect_err("refused");
    let id = |text: &str| text.parse().expect("an id");
    assert!(
        matches!(refused(&[skipped("CO00000009")]), InvalidSupposition::UnknownStep { step, .. } if step == "CO00000009")
    );
    assert!(
        matches!(refused(&[late("registre", 5)]), InvalidSupposition::UnknownTeam { known, .. } if known.first() == ["Registre"])
    );
    assert_eq!(
        refused(&[skipped("CO00000001")]),
        InvalidSupposition::UnderWay { step: id("CO00000001") }
    );
    assert_eq!(
        refused(&[lasts("FB00000001", 5)]),
        InvalidSupposition::Asleep { step: id("FB00000001") }
    );
    let waits = ends("CO00000005", "2026-03-20 23:00");
    assert_eq!(refused(&[waits]), InvalidSupposition::NotExpected { step: id("CO00000005") });
    let twice = [lasts("CO00000002", 5), skipped("CO00000002")];
    assert_eq!(refused(&twice), InvalidSupposition::NamedTwice { name: "CO00000002".to_owned() });
    let found = minutes(-5);
    assert_eq!(
        refused(&[lasts("CO00000002", -5)]),
        InvalidSupposition::NegativeDuration { step: id("CO00000002"), found }
    );
    let run =
        evening().at("2026-03-20 22:00").when("paul", &skip("CO00000001", "inutile")).run().clone();
    let forecast = run.view(instant("2026-03-20 22:00")).forecast();
    let terminated = forecast.what_if(&[lasts("CO00000001", 5)]).expect_err("it is over");
    assert_eq!(terminated, InvalidSupposition::Terminated { step: id("CO00000001") });
}

#[test]
fn what_ends_now_owes_the_mails_of_what_becomes_ready() {
    let run = evening().at("2026-03-20 22:00").when("anne", &start("CO00000001")).run().clone();
    let at = instant("2026-03-20 22:45");
    let forecast = run.view(at).forecast();
    let keys = |set: &[Supposition]| -> Vec<String> {
        forecast.what_if(set).expect("ahead").notices().into_iter().map(|it| it.key).collect()
    };
    let mut closed = run.clone();
    closed.execute(&close("CO00000001"), &mail("anne"), at).expect("it is open");
    let owed = closed.view(at).notices(None).into_iter().map(|it| it.key);
    let before: BTreeSet<String> =
        run.view(at).notices(None).into_iter().map(|it| it.key).collect();
    let owed: Vec<String> = owed.filter(|key| !before.contains(key)).collect();
    assert_eq!(owed.len(), 2);
    assert_eq!(keys(&[ends("CO00000001", "2026-03-20 22:45")]), owed);
    assert_eq!(keys(&[ends("CO00000001", "2026-03-20 22:46")]), [] as [&str; 0]);
}

#[test]
fn an_outcome_moves_what_it_abandons_and_tells_whom_it_concerns_once_it_is_due() {
    let decision = step("CO00000001", "2026-03-20 22:00").lasting(minutes(30));
    let of = |id: &str, outcome| {
        let step = step(id, "2026-03-20 22:00").lasting(minutes(60));
        step.after_outcome("CO00000001", outcome).expect("codes")
    };
    let scenario = Scenario::given([
        decision.deciding(["GO", "NO-GO"], 1).expect("outcomes"),
        of("CO00000002", "GO").lasting(minutes(300)),
        of("CO00000003", "NO-GO"),
        step_after("CO00000004", "2026-03-20 22:00", &["CO00000002", "CO00000003"]),
    ])
    .at("2026-03-20 22:00")
    .when("anne", &start("CO00000001"));
    let run = scenario.run().clone();
    let id = |text: &str| run.schedule().find(text).expect("a step");
    let no_go = |name: &str| Supposition::Outcome {
        step: "CO00000001".parse().expect("an id"),
        outcome: name.parse().expect("an outcome"),
    };
    let forecast = run.view(instant("2026-03-20 22:10")).forecast();
    let what_if = forecast.what_if(&[no_go("NO-GO")]).expect("offered");
    assert_eq!(what_if.end(), Some(instant("2026-03-20 23:30")));
    assert_eq!(what_if.delay(), Some(minutes(-240)));
    assert!(what_if.is_abandoned(id("CO00000002")));
    assert_eq!((what_if.begins(id("CO00000002")), what_if.ends(id("CO00000002"))), (None, None));
    let moved: Vec<_> = what_if.moved().map(|step| run.schedule().id(step).to_string()).collect();
    assert_eq!(moved, ["CO00000002", "CO00000004"]);
    assert_eq!(what_if.waits_for(id("CO00000004")), Some(id("CO00000003")));
    assert_eq!(what_if.notices(), [], "it is expected to be decided later");

    // With the end of the decision as well; then those of the other branch are told.
    let now = [no_go("NO-GO"), ends("CO00000001", "2026-03-20 22:10")];
    let what_if = forecast.what_if(&now).expect("offered");
    assert_eq!(what_if.end(), Some(instant("2026-03-20 23:10")));
    let told: Vec<_> = what_if.notices().into_iter().map(|it| it.step).collect();
    assert_eq!(told, ["CO00000003".parse().ok()]);
    let late = run.view(instant("2026-03-20 22:40")).forecast();
    assert_eq!(late.what_if(&[no_go("GO")]).expect("offered").notices().len(), 1);

    let refused = |set: &[Supposition]| forecast.what_if(set).expect_err("refused");
    assert!(
        matches!(refused(&[no_go("OK")]), InvalidSupposition::UnknownOutcome { outcomes, .. } if outcomes.len() == 2)
    );
    assert!(matches!(
        refused(&[no_go("GO"), no_go("NO-GO")]),
        InvalidSupposition::NamedTwice { .. }
    ));
    let gone = [lasts("CO00000002", 5), no_go("NO-GO")];
    assert!(
        matches!(refused(&gone), InvalidSupposition::Abandoned { step } if step == "CO00000002")
    );
}

/// A supposition by number, of a random step or team.
#[derive(Debug, Clone)]
struct Supposed {
    kind: u8,
    step: prop::sample::Index,
    minutes: i64,
}

fn supposed() -> impl Strategy<Value = Vec<Supposed>> {
    let one = (0_u8..6, any::<prop::sample::Index>(), -200_i64..600)
        .prop_map(|(kind, step, minutes)| Supposed { kind, step, minutes });
    vec(one, 0..6)
}

const TEAMS: [&str; 2] = ["Registre", "Marché"];

/// The same plan, with two teams.
fn of_two_teams(plan: &Plan) -> Plan {
    let mut draft = plan.to_draft();
    for (row, step) in draft.steps.iter_mut().enumerate() {
        step.team = Some(TEAMS[row % TEAMS.len()].to_owned());
    }
    Plan::new(draft).expect("only the teams are others")
}

/// The set that can be supposed: of each step and team the first, where it stands open.
fn set(run: &Run, at: DateTime<Utc>, supposed: &[Supposed]) -> Vec<Supposition> {
    let (view, schedule) = (run.view(at), run.schedule());
    let forecast = view.forecast();
    let mut set: Vec<Supposition> = Vec::new();
    for one in supposed.iter().filter(|_| !schedule.is_empty()) {
        let ix = schedule.steps_by_id()[one.step.index(schedule.len())];
        let step = schedule.id(ix).clone();
        let time = minutes(one.minutes);
        let more = match one.kind {
            0 => Supposition::Ends { step, at: at + time },
            1 => Supposition::Lasts { step, time: time.max(minutes(0)) },
            2 => Supposition::Skipped { step },
            3 | 4 => Supposition::Outcome { step, outcome: outcome(one.step.index(3)) },
            _ => Supposition::Late { team: TEAMS[one.step.index(2)].to_owned(), by: time },
        };
        set.push(more);
        if forecast.what_if(&set).is_err() {
            set.pop();
        }
    }
    set
}

/// The forecast with the outcomes of a set.
fn forecast_if(run: &Run, at: DateTime<Utc>, set: &[Supposition]) -> Forecast {
    let outcomes = set.iter().filter_map(|supposition| match supposition {
        Supposition::Outcome { step, outcome } => {
            Some((run.schedule().find(step.as_str()).expect("a step"), outcome.clone()))
        }
        _ => None,
    });
    run.view(at).forecast_if(&outcomes.collect::<Vec<_>>()).expect("they are offered")
}

/// The run in which the set is done: the plan has these durations and starts, and coordinators have
/// skipped these steps, and said of those that end while they are open that nothing blocks them.
fn done(run: &Run, at: DateTime<Utc>, set: &[Supposition]) -> Run {
    let (schedule, dry_run) = (run.schedule(), run.schedule().dry_run().clone());
    let recorded = |id: &str| -> (StepIx, State) {
        let step = schedule.find(id).expect("of the dry run");
        (step, run.view(at).state(step))
    };
    let mut draft = run.schedule().plan().to_draft();
    let row = |id: &str| schedule.plan().position(id).expect("of the plan");
    for supposition in set {
        match supposition {
            Supposition::Lasts { step, time } => {
                draft.steps[row(step.as_str())].duration = Some(*time);
            }
            Supposition::Late { team, by } => {
                for step in &mut draft.steps {
                    let is_in = step.dry_runs.contains(&dry_run);
                    if is_in && step.team.as_ref() == Some(team) {
                        let begins = schedule.plan().start(step.id.as_str(), &dry_run);
                        let begins = begins.map_or(at, |start| start.max(at)) + *by;
                        step.start = Start::At(When::Moment(Moment::Instant(begins)));
                    }
                }
            }
            Supposition::Ends { .. }
            | Supposition::Skipped { .. }
            | Supposition::Outcome { .. } => {}
            _ => unreachable!("no other supposition"),
        }
    }
    let again = |draft: &ptr_core::Draft| {
        let plan = Plan::new(draft.clone()).expect("as valid as before");
        let schedule = plan.schedule(dry_run.as_str()).expect("of the plan");
        let people = run.coordinators().cloned();
        let mut run = Run::replay(schedule, people, run.events().to_vec()).expect("the same steps");
        for supposition in set {
            if let Supposition::Skipped { step } = supposition {
                let command = Command::Skip { step: step.clone(), reason: "et si".to_owned() };
                run.execute(&command, &who(3), at).expect("it can be skipped");
            }
            if let Supposition::Ends { step, .. } = supposition
                && recorded(step.as_str()).1 == State::Open
            {
                run.execute(&unblock(step.as_str(), "levé"), &who(3), at).expect("they may");
            }
        }
        run
    };
    // A step that ends at an instant lasts from when it begins, after the others are done.
    for step in schedule.steps() {
        let id = schedule.id(step);
        let ending = set.iter().find_map(|supposition| match supposition {
            Supposition::Ends { step, at } if step == id => Some(*at),
            _ => None,
        });
        let Some(ends) = ending else { continue };
        let run = again(&draft);
        let outlook = forecast_if(&run, at, set).outlook(step);
        let begins = match recorded(id.as_str()) {
            (step, State::Open) => run.view(at).started(step).expect("it is open").at,
            _ => outlook.expect("expected").begins,
        };
        draft.steps[row(id.as_str())].duration = Some(ends.max(begins).max(at) - begins);
    }
    again(&draft)
}

proptest! {
    #[test]
    fn what_if_equals_doing_it(
        plan in plan(9), tries in tries(), hours in -200_i64..400, supposed in supposed(),
    ) {
        let run = played(&of_two_teams(&plan), &tries);
        let at = beginning() + TimeDelta::hours(hours);
        // What happened later is not known yet.
        let known = usize::try_from(run.view(at).version()).expect("few");
        let run = Run::replay(run.schedule().clone(), [who(3)], run.events()[..known].to_vec());
        let run = run.expect("a part of the history");
        let set = set(&run, at, &supposed);
        let forecast = run.view(at).forecast();
        let what_if = forecast.what_if(&set).expect("only what can be supposed");
        let done = done(&run, at, &set);
        let after = forecast_if(&done, at, &set);
        prop_assert_eq!(what_if.end(), after.end());
        for phase in run.schedule().plan().phases() {
            prop_assert_eq!(what_if.end_of_phase(&phase.code), after.end_of_phase(&phase.code));
        }
        let required = at + TimeDelta::days(20);
        let (decide, expected) = (what_if.decide_by(required), after.decide_by(required));
        // An end stands still, whatever a rollback does to the beginning.
        if !set.iter().any(|it| matches!(it, Supposition::Ends { .. })) {
            prop_assert_eq!(decide.if_declared_now(), expected.if_declared_now());
            prop_assert_eq!(decide.latest(), expected.latest());
        }
        let moved: BTreeSet<StepIx> = what_if.moved().collect();
        prop_assert_eq!(moved.len(), what_if.moves());
        for step in run.schedule().steps() {
            let (before, now) = (forecast.outlook(step), after.outlook(step));
            prop_assert_eq!(what_if.begins(step), now.map(|it| it.begins));
            prop_assert_eq!(what_if.ends(step), now.map(|it| it.ends));
            prop_assert_eq!(what_if.waits_for(step), after.waits_for(step));
            prop_assert_eq!(what_if.is_abandoned(step), after.is_abandoned(step));
            let span = |outlook: Option<ptr_core::Outlook>| outlook.map(|it| (it.begins, it.ends));
            prop_assert_eq!(moved.contains(&step), span(before) != span(now));
        }
        let only_skips = set.iter().all(|it| matches!(it, Supposition::Skipped { .. }));
        if only_skips {
            let owed = |run: &Run| -> BTreeSet<String> {
                run.view(at).notices(None).into_iter().map(|it| it.key).collect()
            };
            let more: BTreeSet<String> = owed(&done).difference(&owed(&run)).cloned().collect();
            let told = what_if.notices().into_iter().map(|it| it.key).collect();
            prop_assert_eq!(more, told);
        }
    }

    /// Another outcome than the one that a forecast assumes takes its place.
    #[test]
    fn an_outcome_takes_the_place_of_the_one_that_is_assumed(
        plan in plan(9), tries in tries(), hours in -200_i64..400,
    ) {
        let run = played(&plan, &tries);
        let view = run.view(beginning() + TimeDelta::hours(hours));
        let schedule = view.schedule();
        for decision in schedule.steps().filter(|step| schedule.step(*step).is_decision()) {
            for [first, other] in [[0, 1], [1, 0], [1, 1]] {
                let assumed = [(decision, outcome(first))];
                let Ok(forecast) = view.forecast_if(&assumed) else { continue };
                let (step, outcome) = (schedule.id(decision).clone(), outcome(other));
                let supposed = [Supposition::Outcome { step, outcome: outcome.clone() }];
                let Ok(what_if) = forecast.what_if(&supposed) else { continue };
                let expected = view.forecast_if(&[(decision, outcome)]).expect("offered");
                prop_assert_eq!(what_if.end(), expected.end());
                for step in schedule.steps() {
                    prop_assert_eq!(what_if.ends(step), expected.outlook(step).map(|it| it.ends));
                    prop_assert_eq!(what_if.is_abandoned(step), expected.is_abandoned(step));
                }
            }
        }
    }
}

/// The evening, whose first step is a decision, with a required end of the whole at half past
/// midnight and one of the cut-over at midnight.
fn required_evening() -> Run {
    let mut steps = evening().run().schedule().plan().to_draft().steps;
    steps[0] = steps[0].clone().deciding(["GO", "NO-GO"], 1).expect("outcomes");
    let milestone = |name: &str, at: &str, of| Milestone {
        dates: [("FDR1".parse().expect("a name"), Moment::Instant(instant(at)))].into(),
        required_end: Some(of),
        ..Milestone::new(name)
    };
    let phase = RequiredEnd::Phase("CO".parse().expect("a code"));
    let milestones = vec![
        milestone("Bilan", "2026-03-21 00:30", RequiredEnd::Whole),
        milestone("Ouverture", "2026-03-21 00:00", phase),
    ];
    let plan = Plan::new(Draft { steps, milestones, ..Draft::operator() }).expect("a plan");
    Run::new(plan.schedule("FDR1").expect("of the plan"), [mail("paul")])
}

#[test]
fn a_report_tells_ends_margins_the_last_safe_instant_causes_and_decisions() {
    let mut run = required_evening();
    let (ten, at) = (instant("2026-03-20 22:00"), instant("2026-03-20 22:10"));
    let simulation = Simulation::default();
    let told = run.view(at).prospects(Some(ten), &simulation).expect("few phases");
    let (whole, opening) = (&told.required_ends[0], &told.required_ends[1]);
    assert_eq!(
        (told.whole.expected, told.whole.delay()),
        (opening.outlook.ends, Some(minutes(10)))
    );
    assert_eq!(told.whole.required, Some(instant("2026-03-21 00:30")));
    assert_eq!((whole.margin, whole.light), (Some(minutes(20)), Some(Light::Amber)));
    assert_eq!((opening.margin, opening.light), (Some(minutes(-10)), Some(Light::Red)));
    // The way back takes an hour, and more in one draw of five.
    assert_eq!(opening.decide_by, LastSafe::At(instant("2026-03-20 23:00")));
    assert!(opening.decide_by_likely < opening.decide_by.at());
    let phases: Vec<_> = told.phases.iter().map(|it| it.phase.as_ref().expect("one")).collect();
    assert_eq!(phases, ["CO"], "the rollback sleeps");
    assert_eq!((told.moved, told.causes.len()), (minutes(10), 1));
    assert_eq!(told.to_decide[0].step, "CO00000001");
    assert_eq!(told.to_decide[0].expected, instant("2026-03-20 22:40"));
    assert!(told.decided.is_empty());

    run.execute(&start("CO00000001"), &mail("paul"), at).expect("ready");
    let go = Command::decide("CO00000001".parse().expect("an id"), "GO".parse().expect("one"));
    let decided = instant("2026-03-20 23:30");
    run.execute(&go, &mail("paul"), decided).expect("open");
    let told = run.view(decided).prospects(None, &simulation).expect("few phases");
    assert_eq!((told.to_decide.len(), told.decided.len()), (0, 1));
    assert_eq!((told.since, told.moved), (ten, minutes(60)));
    let opening = &told.required_ends[1];
    assert_eq!((opening.decide_by, opening.decide_by_likely), (LastSafe::TooLate, None));
    // What is told since the decision leaves it out, and the view of before knows nothing of it.
    let since = run.view(decided).prospects(Some(decided), &simulation).expect("few phases");
    assert_eq!((since.decided.len(), since.moved), (0, minutes(0)));
    assert!(run.view(at).prospects(None, &simulation).expect("few phases").decided.is_empty());
}

#[test]
fn a_preview_of_a_revision_tells_each_required_end_before_and_after() {
    let run = required_evening();
    let at = instant("2026-03-20 22:00");
    let mut draft = run.schedule().plan().to_draft();
    let back = draft.steps.iter_mut().find(|step| step.id == "FB00000001").expect("the way back");
    back.duration = Some(minutes(150));
    // The whole is required no more; the opening is, and so is something new.
    draft.milestones[0].required_end = None;
    draft.milestones.push(Milestone { name: "Ouest".to_owned(), ..draft.milestones[1].clone() });
    let plan = Plan::new(draft).expect("a plan");
    let revision = run.preview_revision(&plan, RevisionOptions::default(), at).expect("in FDR1");
    let ends = revision.required_ends();
    let names: Vec<_> = ends.iter().map(|end| end.milestone.as_str()).collect();
    assert_eq!(names, ["Bilan", "Ouverture", "Ouest"]);
    let told = |end: &Option<(_, LastSafe)>| end.as_ref().map(|(_, until)| *until);
    let safe = |at: &str| Some(LastSafe::At(instant(at)));
    assert_eq!((told(&ends[0].before), told(&ends[0].after)), (safe("2026-03-20 23:30"), None));
    assert_eq!(told(&ends[1].before), safe("2026-03-20 23:00"));
    assert_eq!(told(&ends[1].after), Some(LastSafe::TooLate));
    assert_eq!((told(&ends[2].before), told(&ends[2].after)), (None, Some(LastSafe::TooLate)));

    // Once it is declared, there is nothing to declare by any instant.
    let mut declared = run.clone();
    declared.execute(&declare_rollback("retour"), &mail("paul"), at).expect("none is declared");
    let revision =
        declared.preview_revision(&plan, RevisionOptions::default(), at).expect("in FDR1");
    assert_eq!(told(&revision.required_ends()[1].after), Some(LastSafe::NoRollback));
}

#[test]
fn a_decision_that_is_the_first_event_is_told_with_all_others() {
    let mut run = required_evening();
    let at = instant("2026-03-20 21:00");
    run.execute(&declare_rollback("retour"), &mail("paul"), at).expect("none is declared");
    let told = run.view(at).prospects(None, &Simulation::default()).expect("few phases");
    assert_eq!((told.since, told.decided.len()), (at, 1));
}

#[test]
fn a_plan_without_a_date_has_not_moved_since_1970() {
    let mut steps = evening().run().schedule().plan().to_draft().steps;
    steps.retain(|step| step.id == "CO00000001");
    steps[0].start = Start::default();
    let plan = Plan::from_steps(steps).expect("a plan");
    let run = Run::new(plan.schedule("FDR1").expect("of the plan"), []);
    let at = instant("2026-03-20 22:10");
    let told = run.view(at).prospects(None, &Simulation::default()).expect("few phases");
    assert_eq!((told.since, told.moved), (at, minutes(0)));
}

proptest! {
    #![proptest_config(cases(256))]

    #[test]
    fn a_report_says_what_its_parts_say(
        plan in plan(9), tries in tries(), hours in -200_i64..400, before in -50_i64..400,
    ) {
        let run = played(&plan, &tries);
        let at = beginning() + TimeDelta::hours(hours);
        let since = at - TimeDelta::hours(before);
        let (view, simulation) = (run.view(at), Simulation::default().draws(48));
        let told = view.prospects(Some(since), &simulation).expect("few phases");
        let forecast = view.forecast();
        let odds = forecast.simulate(&simulation).expect("few draws");
        prop_assert_eq!(told.since, since.min(at));
        prop_assert_eq!(told.whole.expected, forecast.end());
        prop_assert_eq!(told.whole.delay(), forecast.delay());
        for phase in &told.phases {
            let code = phase.phase.as_ref().expect("a phase");
            prop_assert_eq!(phase.expected, forecast.end_of_phase(code));
            prop_assert_eq!(phase.light, forecast.light(&odds, Some(code), phase.required));
            let by = phase.required.or(phase.planned);
            let ends = odds.end_of_phase(code).expect("it is of the plan");
            prop_assert_eq!(phase.chance, by.and_then(|by| ends.probability(by)));
        }
        let mut causes = run.drift(told.since, at);
        causes.sort_by_key(|cause| std::cmp::Reverse(cause.amount.abs()));
        prop_assert_eq!(told.moved, causes.iter().map(|cause| cause.amount).sum());
        prop_assert_eq!(told.causes, causes);
        let decided = view.events().iter().skip(run.view(told.since).events().len());
        let decided = decided.filter(|event| event.fact.is_decision()).count();
        prop_assert_eq!(told.decided.len(), decided);
        for decision in &told.to_decide {
            let step = run.schedule().find(decision.step.as_str()).expect("of the plan");
            prop_assert_eq!(forecast.outlook(step).map(|it| it.ends), Some(decision.expected));
            prop_assert!(view.decision(step).expect("one").outcome.is_none());
        }
    }
}
