//! What people do with a plan, told as scenarios.

use std::sync::Arc;

use chrono::TimeDelta;
use ptr_core::{Command, Condition, Event, Fact, ReplayError, Role, Run, State, StepId};
use ptr_tests::scenario::{
    Scenario, close, declare_rollback, instant, mail, record_defects, reopen, skip, start, step,
    step_after, step_of, transfer, undo_start, withdraw_rollback,
};

const TICK: TimeDelta = TimeDelta::nanoseconds(1);

/// Stop the old registry at ten in the evening, open the new one an hour later.
fn two_steps() -> Scenario {
    Scenario::given([
        step("CO00000001", "2026-03-20 22:00"),
        step_after("CO00000002", "2026-03-20 23:00", &["CO00000001"]),
    ])
}

#[test]
fn a_step_goes_from_idle_to_terminated_and_frees_the_next() {
    let _ = two_steps()
        .then("CO00000001", State::Idle)
        .then("CO00000002", State::Planned)
        .at("2026-03-15 22:59")
        .then("CO00000002", State::Planned)
        .at("2026-03-15 23:00")
        .then("CO00000002", State::Locked)
        .at("2026-03-20 22:00")
        .then("CO00000001", State::Ready)
        .when("anne", &start("CO00000001"))
        .then("CO00000001", State::Open)
        .at("2026-03-20 23:00")
        .then("CO00000002", State::Overdue)
        .when("anne", &close("CO00000001"))
        .then("CO00000001", State::Terminated)
        .then("CO00000002", State::Ready);
}

#[test]
fn only_a_ready_step_can_be_started() {
    let _ = two_steps()
        .refused("anne", &start("CO00000001"), &["not-ready"])
        .at("2026-03-20 22:00")
        .later(-TICK)
        .refused("anne", &start("CO00000001"), &["not-ready"])
        .later(TICK)
        .when("anne", &start("CO00000001"))
        .refused("anne", &start("CO00000001"), &["already-open"])
        .when("anne", &close("CO00000001"))
        .refused("anne", &start("CO00000001"), &["already-terminated"]);
}

#[test]
fn only_an_open_step_can_be_closed() {
    let _ = two_steps()
        .refused("anne", &close("CO00000001"), &["not-open"])
        .at("2026-03-20 22:00")
        .refused("anne", &close("CO00000001"), &["not-open"])
        .when("anne", &start("CO00000001"))
        .when("anne", &close("CO00000001"))
        .refused("anne", &close("CO00000001"), &["already-terminated"]);
}

#[test]
fn the_start_of_an_open_step_can_be_undone_until_a_step_after_it_is_started() {
    let _ = two_steps()
        .at("2026-03-20 23:00")
        .refused("anne", &undo_start("CO00000001", "trop tôt"), &["not-started"])
        .when("anne", &start("CO00000001"))
        .refused("mallory", &undo_start("CO00000001", ""), &["not-assigned", "missing-reason"])
        .when("anne", &undo_start("CO00000001", "trop tôt"))
        .then("CO00000001", State::Ready)
        .then("CO00000002", State::Overdue)
        .when("paul", &start("CO00000001"))
        .when("paul", &undo_start("CO00000001", "trop tôt"))
        .when("anne", &start("CO00000001"))
        .when("anne", &close("CO00000001"))
        .refused("anne", &undo_start("CO00000001", "trop tôt"), &["already-terminated"])
        .when("anne", &start("CO00000002"))
        .when("anne", &reopen("CO00000001", "mal fermé"))
        .refused("anne", &undo_start("CO00000001", "trop tôt"), &["successors-started"])
        .when("anne", &undo_start("CO00000002", "trop tôt"))
        .when("anne", &undo_start("CO00000001", "trop tôt"))
        .then("CO00000001", State::Ready);
}

#[test]
fn a_refusal_gives_every_reason_at_once() {
    let scenario =
        two_steps().refused("mallory", &start("CO00000002"), &["not-assigned", "not-ready"]);
    let run = scenario.run();
    let refusal = run
        .decide(&start("CO00000002"), &mail("mallory"), scenario.now())
        .expect_err("refused above");
    let ptr_core::Reason::NotReady { unmet, .. } = &refusal.reasons[1] else {
        panic!("the second reason is that it is not ready");
    };
    let codes: Vec<&str> = unmet.iter().map(Condition::code).collect();
    assert_eq!(codes, ["open-prerequisite", "start-not-reached", "beyond-horizon"]);
}

#[test]
fn only_those_it_is_assigned_to_may_change_a_step_whatever_the_case_of_their_address() {
    let mut steps = [step("CO00000001", "2026-03-20 22:00")];
    steps[0].contacts = vec!["Anne@GRID.example".parse().expect("an address")];
    let _ = Scenario::given(steps)
        .at("2026-03-20 22:00")
        .refused("bob", &start("CO00000001"), &["not-assigned"])
        .when("anne", &start("CO00000001"));
}

#[test]
fn a_coordinator_may_act_on_every_step_and_it_is_recorded_as_such() {
    let scenario = two_steps()
        .at("2026-03-20 22:00")
        .when("paul", &start("CO00000001"))
        .when("anne", &close("CO00000001"));
    let roles: Vec<Role> = scenario.run().events().iter().map(|event| event.role).collect();
    assert_eq!(roles, [Role::Coordinator, Role::Assignee]);
}

#[test]
fn a_step_without_contacts_is_for_coordinators_only() {
    let mut alone = step("CO00000001", "2026-03-20 22:00");
    alone.contacts.clear();
    let _ = Scenario::given([alone])
        .at("2026-03-20 22:00")
        .refused("anne", &start("CO00000001"), &["not-assigned"])
        .when("paul", &start("CO00000001"));
}

#[test]
fn who_transfers_a_step_gives_it_away() {
    let mut shared = step("CO00000001", "2026-03-20 22:00");
    shared.contacts.push(mail("chloe"));
    let scenario = Scenario::given([shared])
        .at("2026-03-20 22:00")
        .refused("anne", &transfer("CO00000001", "anne"), &["transfer-to-self"])
        .when("anne", &transfer("CO00000001", "bob"))
        .refused("anne", &start("CO00000001"), &["not-assigned"])
        .when("bob", &start("CO00000001"));
    let run = scenario.run();
    let step = run.schedule().find("CO00000001").expect("of the scenario");
    assert_eq!(run.assignees(step), [mail("chloe"), mail("bob")]);
}

#[test]
fn a_coordinator_who_transfers_a_step_adds_somebody() {
    let scenario = two_steps().when("paul", &transfer("CO00000001", "bob"));
    let run = scenario.run();
    let step = run.schedule().find("CO00000001").expect("of the scenario");
    assert_eq!(run.assignees(step), [mail("anne"), mail("bob")]);
}

#[test]
fn a_coordinator_may_take_a_step_but_not_take_it_twice() {
    let scenario = two_steps().when("paul", &transfer("CO00000001", "paul")).refused(
        "paul",
        &transfer("CO00000001", "paul"),
        &["transfer-to-self"],
    );
    let run = scenario.run();
    let step = run.schedule().find("CO00000001").expect("of the scenario");
    assert_eq!(run.assignees(step), [mail("anne"), mail("paul")]);
}

#[test]
fn a_terminated_step_is_not_transferred() {
    let _ = two_steps().when("paul", &skip("CO00000001", "fait la veille")).refused(
        "anne",
        &transfer("CO00000001", "bob"),
        &["already-terminated"],
    );
}

#[test]
fn defects_are_recorded_in_any_state_and_saying_the_same_again_records_nothing() {
    let scenario = two_steps()
        .when("anne", &record_defects("CO00000001", "écran bleu\nvoir photo"))
        .when("anne", &record_defects("CO00000001", "écran bleu\nvoir photo"));
    assert_eq!(scenario.run().version(), 1);
    let scenario = scenario.when("anne", &record_defects("CO00000001", ""));
    assert_eq!(scenario.run().version(), 2);
    let step = scenario.run().schedule().find("CO00000001").expect("of the scenario");
    assert_eq!(scenario.run().view(scenario.now()).defects(step), "");
}

#[test]
fn reopening_names_the_steps_that_had_been_started_since() {
    let scenario = Scenario::given([
        step("CO00000001", "2026-03-20 22:00"),
        step_after("CO00000002", "2026-03-20 22:00", &["CO00000001"]),
        step_after("CO00000003", "2026-03-20 22:00", &["CO00000002"]),
        step_after("CO00000004", "2026-03-20 22:00", &["CO00000001"]),
    ])
    .at("2026-03-20 22:00")
    .refused("anne", &reopen("CO00000001", "oubli"), &["not-terminated"])
    .when("anne", &start("CO00000001"))
    .when("anne", &close("CO00000001"))
    .when("anne", &start("CO00000002"))
    .when("anne", &close("CO00000002"))
    .when("anne", &start("CO00000003"))
    .refused("anne", &reopen("CO00000001", "  "), &["missing-reason"])
    .when("anne", &reopen("CO00000001", "clôturée par erreur"))
    .then("CO00000001", State::Open)
    .then("CO00000002", State::Terminated)
    .then("CO00000003", State::Open)
    .then("CO00000004", State::Overdue);
    let Some(Fact::Reopened { started_successors, .. }) =
        scenario.run().events().last().map(|event| &event.fact)
    else {
        panic!("the last event is the reopening");
    };
    assert_eq!(started_successors, &["CO00000002", "CO00000003"]);
    let _ = scenario.when("anne", &close("CO00000001")).then("CO00000004", State::Ready);
}

#[test]
fn a_skipped_step_counts_as_satisfied_and_does_not_cascade() {
    let scenario = two_steps()
        .refused("anne", &skip("CO00000001", "inutile"), &["not-coordinator"])
        .when("paul", &skip("CO00000001", "inutile cette fois"))
        .then("CO00000001", State::Terminated)
        .then("CO00000002", State::Idle)
        .at("2026-03-20 23:00")
        .then("CO00000002", State::Ready);
    let view = scenario.run().view(scenario.now());
    let skipped = scenario.run().schedule().find("CO00000001").expect("of the scenario");
    assert_eq!(view.skipped(skipped), Some("inutile cette fois"));
    assert_eq!((view.recap(None).whole.terminated(), view.recap(None).whole.skipped()), (1, 1));
    let _ = scenario
        .when("anne", &reopen("CO00000001", "utile après tout"))
        .then("CO00000001", State::Ready)
        .then("CO00000002", State::Overdue);
}

#[test]
fn a_step_under_way_is_closed_not_skipped() {
    let _ = two_steps().at("2026-03-20 22:00").when("anne", &start("CO00000001")).refused(
        "paul",
        &skip("CO00000001", "trop long"),
        &["already-open"],
    );
}

#[test]
fn contingency_steps_sleep_until_a_rollback_is_declared() {
    let scenario = Scenario::given([
        step("CO00000001", "2026-03-20 22:00"),
        step_of("FB-RB", "FB00000001", "2026-03-20 22:00"),
    ])
    .at("2026-03-20 22:00")
    .then("FB00000001", State::Planned)
    .refused("anne", &start("FB00000001"), &["not-ready"])
    .refused("anne", &close("FB00000001"), &["not-open"])
    .refused("paul", &skip("FB00000001", "inutile"), &["asleep"])
    .refused("paul", &reopen("FB00000001", "à refaire"), &["asleep", "not-terminated"])
    .refused("anne", &declare_rollback("panne"), &["not-coordinator"])
    .refused("paul", &withdraw_rollback("fausse alerte"), &["no-rollback-declared"]);
    let recap = scenario.run().view(scenario.now()).recap(None);
    assert_eq!((recap.whole.total(), recap.asleep), (1, 1));

    let scenario = scenario
        .when("paul", &declare_rollback("panne du registre"))
        .refused("paul", &declare_rollback("encore"), &["rollback-already-declared"])
        .then("FB00000001", State::Ready);
    let recap = scenario.run().view(scenario.now()).recap(None);
    assert_eq!((recap.whole.total(), recap.asleep), (2, 0));

    let _ = scenario
        .when("anne", &start("FB00000001"))
        .refused("paul", &withdraw_rollback("réparé"), &["contingency-under-way"])
        .when("anne", &close("FB00000001"))
        .refused("paul", &withdraw_rollback("réparé"), &["contingency-under-way"])
        .when("paul", &reopen("FB00000001", "démarrée par erreur"))
        .when("anne", &undo_start("FB00000001", "démarrée par erreur"))
        .when("paul", &withdraw_rollback("réparé"))
        .then("FB00000001", State::Planned);
}

#[test]
fn a_dry_run_without_contingency_has_nothing_to_roll_back_with() {
    let _ = two_steps().refused("paul", &declare_rollback("panne"), &["no-contingency"]);
}

#[test]
fn a_step_of_another_dry_run_is_unknown() {
    let _ = two_steps().refused("paul", &start("CO00000099"), &["unknown-step"]);
}

#[test]
fn the_past_stays_as_it_was() {
    let scenario = two_steps()
        .at("2026-03-20 22:00")
        .when("anne", &start("CO00000001"))
        .at("2026-03-20 22:30")
        .when("anne", &close("CO00000001"))
        .at("2026-03-21 08:00");
    let run = scenario.run();
    let step = run.schedule().find("CO00000001").expect("of the scenario");
    let state_at = |text: &str| run.view(instant(text)).state(step);
    assert_eq!(state_at("2026-03-20 21:59"), State::Idle);
    assert_eq!(run.view(instant("2026-03-20 22:00") - TICK).state(step), State::Idle);
    assert_eq!(state_at("2026-03-20 22:00"), State::Open);
    assert_eq!(run.view(instant("2026-03-20 22:30") - TICK).state(step), State::Open);
    assert_eq!(state_at("2026-03-20 22:30"), State::Terminated);
}

#[test]
fn a_clock_that_lags_behind_does_not_reorder_what_happened() {
    let scenario = two_steps()
        .at("2026-03-20 22:10")
        .when("anne", &start("CO00000001"))
        .at("2026-03-20 22:05")
        .when("anne", &close("CO00000001"));
    let run = scenario.run();
    let step = run.schedule().find("CO00000001").expect("of the scenario");
    assert_eq!(run.view(instant("2026-03-20 22:07")).state(step), State::Ready);
    assert_eq!(run.view(instant("2026-03-20 22:10")).state(step), State::Terminated);
}

#[test]
fn lateness_stands_beside_the_state() {
    let lasting = step("CO00000001", "2026-03-20 22:00").lasting(TimeDelta::minutes(90));
    let scenario = Scenario::given([lasting]).at("2026-03-20 22:00");
    let run = scenario.run();
    let step = run.schedule().find("CO00000001").expect("of the scenario");
    let ready = instant("2026-03-20 22:00");
    assert_eq!(run.view(ready).lateness(step), None);
    assert_eq!(run.view(ready + TICK).lateness(step), Some(TICK));
    let scenario = scenario.when("anne", &start("CO00000001"));
    let end = instant("2026-03-20 23:30");
    assert_eq!(scenario.run().view(end).lateness(step), None);
    assert_eq!(scenario.run().view(end + TICK).lateness(step), Some(TICK));
}

#[test]
fn an_explanation_names_the_roots_that_hold_the_whole_chain() {
    let scenario = Scenario::given([
        step("CO00000001", "2026-03-20 22:00"),
        step("CO00000002", "2026-03-20 22:00"),
        step_after("CO00000003", "2026-03-20 22:00", &["CO00000001", "CO00000002"]),
        step_after("CO00000004", "2026-03-20 22:00", &["CO00000003"]),
    ])
    .at("2026-03-20 22:00")
    .when("anne", &start("CO00000001"));
    let run = scenario.run();
    let last = run.schedule().find("CO00000004").expect("of the scenario");
    let explanation = run.view(scenario.now()).explain(last);
    let id = |text: &str| StepId::new(text).expect("an id");
    assert_eq!(explanation.state, State::Overdue);
    assert_eq!(
        explanation.unmet,
        [Condition::OpenPrerequisite {
            step: id("CO00000003"),
            state: State::Overdue,
            outcome: None
        }]
    );
    assert_eq!(
        explanation.blockers,
        [(id("CO00000001"), State::Open), (id("CO00000002"), State::Ready)]
    );
}

#[test]
fn stored_events_of_another_run_are_not_replayed() {
    let scenario = two_steps()
        .at("2026-03-20 22:00")
        .when("anne", &start("CO00000001"))
        .when("anne", &close("CO00000001"));
    let schedule = scenario.run().schedule().clone();
    let events = scenario.run().events().to_vec();
    let replay = |events: Vec<Arc<Event>>| Run::replay(schedule.clone(), [mail("paul")], events);

    assert_eq!(replay(events.clone()).as_ref(), Ok(scenario.run()));
    assert_eq!(replay(events[1..].to_vec()), Err(ReplayError::Gap { expected: 1, found: 2 }));
    assert_eq!(
        replay(vec![events[0].clone(), events[0].clone()]),
        Err(ReplayError::WrongOrder { expected: 2, found: 1 })
    );
    let mut foreign = events.clone();
    Arc::make_mut(&mut foreign[0]).fact =
        Fact::Started { step: StepId::new("XX00000001").expect("an id") };
    assert!(matches!(replay(foreign), Err(ReplayError::UnknownStep { seq: 1, .. })));
    let mut swapped = events;
    swapped.swap(0, 1);
    for (seq, event) in (1..).zip(&mut swapped) {
        Arc::make_mut(event).seq = seq;
    }
    assert!(matches!(replay(swapped), Err(ReplayError::Impossible { seq: 1, .. })));
}

#[test]
fn nobody_is_asked_who_said_it_when_the_machinery_reports() {
    let scenario = two_steps().at("2026-03-20 22:00").all_sent();
    let event = scenario.run().events().last().expect("the start mail was sent");
    assert_eq!((event.role, event.by.as_ref()), (Role::System, None));
    assert!(matches!(event.fact, Fact::NoticeSent { .. }));
    let command = Command::Start { step: StepId::new("CO00000001").expect("an id") };
    assert_eq!(command.name(), "start");
}

#[test]
fn a_clock_that_was_a_year_ahead_hid_everything_after_it_and_dated_it() {
    let scenario = two_steps()
        .at("2027-03-20 22:00")
        .when("anne", &start("CO00000001"))
        .at("2026-03-20 22:30")
        .when("anne", &close("CO00000001"))
        .then("CO00000001", State::Terminated)
        .at("2026-03-20 23:00")
        .then("CO00000002", State::Ready);
    let owed = scenario.owed();
    assert_eq!(owed[0].step, Some("CO00000002".parse::<StepId>().expect("an id")));
    let run = scenario.run();
    assert_eq!(run.in_force_from(2), Some(instant("2026-03-20 22:30")));
    let ahead: Vec<u64> = run.ahead_of_clock().map(|event| event.seq).collect();
    assert_eq!(ahead, [1], "it is told, not obeyed");
}

#[test]
fn a_step_that_a_clock_a_year_ahead_had_closed_was_shown_open_and_refused_closing() {
    let scenario = two_steps()
        .at("2026-03-20 22:00")
        .when("anne", &start("CO00000001"))
        .at("2027-03-20 22:30")
        .when("anne", &close("CO00000001"));
    let (now, run) = (instant("2026-03-20 22:30"), scenario.run().clone());
    let mut seen = run.clone();
    seen.seen_at(now);
    let state = |run: &ptr_core::Run, at| {
        run.view(at).state(run.schedule().find("CO00000001").expect("of the scenario"))
    };
    // Closing it again is refused whoever asks, so whoever looks must see it closed.
    assert!(seen.decide(&close("CO00000001"), &mail("anne"), now).is_err());
    assert_eq!((state(&run, now), state(&seen, now)), (State::Open, State::Terminated));
    assert_eq!(state(&seen, instant("2026-03-20 22:29")), State::Open, "the past stays");
    let next = instant("2026-03-20 23:00");
    assert_eq!(seen.view(next).notices(None).len(), 1, "the next step is announced");
    let ahead: Vec<u64> = seen.ahead_of_clock().map(|event| event.seq).collect();
    assert_eq!((ahead, run.ahead_of_clock().count()), (vec![2], 0), "it is told at once");
    assert_eq!((seen.present(now), seen.in_force_from(2)), (now, Some(now)));
    // The next event shows the same to everybody.
    let mut later = seen;
    later.execute(&start("CO00000002"), &mail("anne"), next).expect("it is ready");
    assert_eq!((later.in_force_from(2), state(&later, next)), (Some(next), State::Terminated));
    assert_eq!(later.in_force_from(3), Some(next));
}

#[test]
fn a_clock_that_lags_by_less_than_a_day_reorders_nothing() {
    let scenario = two_steps()
        .at("2026-03-20 22:00")
        .when("anne", &start("CO00000001"))
        .at("2026-03-19 22:00")
        .when("anne", &close("CO00000001"));
    let run = scenario.run();
    assert_eq!(run.in_force_from(2), Some(instant("2026-03-20 22:00")));
    assert_eq!(run.ahead_of_clock().count(), 0);
}
