//! Who is told of silence, transfers and required ends at risk, when, and never twice.

use std::collections::BTreeMap;

use chrono::{DateTime, TimeDelta, Utc};
use proptest::prelude::*;
use ptr_core::NoticeKind::{
    AtRisk, Escalation, EstimatePassed, Failure, Reminder, Start, TransferTold,
};
use ptr_core::{
    Actor, Draft, DryRun, Fact, Milestone, Moment, Notice, NoticeKind, NoticeRules, Plan,
    RequiredEnd, Run, Settlement, SilenceRule, Simulation, State, Step, StepId, TransferRule,
};
use ptr_tests::plans::{self, origin};
use ptr_tests::scenario::{
    Scenario, block, close, declare_rollback, instant, mail, reopen, skip, start, step, step_of,
    transfer, unblock, undo_start,
};
use ptr_tests::tries::{Try, beginning, played, tries, who};

const TICK: TimeDelta = TimeDelta::nanoseconds(1);
const HALF: TimeDelta = TimeDelta::minutes(30);

/// The rules by which a reminder is sent after half an hour, a second one after an hour and a half.
fn reminded() -> NoticeRules {
    let rule = SilenceRule {
        after: Some(HALF),
        every: Some(TimeDelta::hours(1)),
        times: Some(2),
        ..SilenceRule::default()
    };
    NoticeRules { not_begun: rule.clone(), past_end: rule, ..NoticeRules::default() }
}

/// The rules by which the head of department is told after an hour, the coordinators after two.
fn escalated() -> NoticeRules {
    let rule = SilenceRule {
        head_of_department: Some(TimeDelta::hours(1)),
        coordinators: Some(TimeDelta::hours(2)),
        ..SilenceRule::default()
    };
    NoticeRules { not_begun: rule.clone(), past_end: rule, ..NoticeRules::default() }
}

fn told(coordinators: bool, assignees: bool) -> NoticeRules {
    NoticeRules { transfers: TransferRule { coordinators, assignees }, ..NoticeRules::default() }
}

/// One step of an hour, at ten in the evening, whose head of department is Emma.
fn one_step() -> Plan {
    planned(vec![step("CO00000001", "2026-03-20 22:00").lasting(TimeDelta::hours(1))])
}

fn planned(steps: Vec<Step>) -> Plan {
    let registre = Actor { head_of_department: Some(mail("emma")), ..Actor::new("Registre") };
    let dry_runs = Some(vec!["FDR1".parse().expect("a dry run")]);
    let draft = Draft { dry_runs, steps, actors: vec![registre], ..Draft::operator() };
    Plan::new(draft).expect("a valid plan")
}

#[test]
fn without_rules_silence_is_told_to_nobody() {
    let scenario = Scenario::of(&one_step()).at("2026-03-20 22:00").all_sent();
    let _ = scenario.at("2026-06-01 08:00").then_owed(&[]);
}

#[test]
fn who_does_not_begin_is_reminded_twice_and_no_more() {
    let _ = Scenario::of(&one_step())
        .asking(reminded())
        .at("2026-03-20 22:00")
        .then_owed(&[(Start, "CO00000001", "anne")])
        .all_sent()
        .at("2026-03-20 22:30")
        .later(-TICK)
        .then_owed(&[])
        .later(TICK)
        .then_owed(&[(Reminder, "CO00000001", "anne")])
        .all_sent()
        .at("2026-03-20 23:29")
        .then_owed(&[])
        .at("2026-03-20 23:30")
        .then_owed(&[(Reminder, "CO00000001", "anne")])
        .all_sent()
        .at("2026-03-27 22:00")
        .then_owed(&[]);
}

#[test]
fn after_a_long_pause_one_reminder_is_owed_and_not_every_missed_one() {
    let _ = Scenario::of(&one_step())
        .asking(reminded())
        .at("2026-03-27 22:00")
        .then_owed(&[(Start, "CO00000001", "anne"), (Reminder, "CO00000001", "anne")])
        .all_sent()
        .then_owed(&[]);
}

#[test]
fn a_reminder_is_moot_once_the_step_is_begun_or_skipped() {
    let silent = || {
        Scenario::of(&one_step())
            .asking(reminded())
            .at("2026-03-20 22:00")
            .all_sent()
            .at("2026-03-20 22:40")
            .then_owed(&[(Reminder, "CO00000001", "anne")])
    };
    let _ = silent().when("anne", &start("CO00000001")).then_owed(&[]);
    let _ = silent().when("paul", &skip("CO00000001", "inutile")).then_owed(&[]);
}

#[test]
fn an_open_step_past_its_end_is_reminded_from_its_own_beginning_on() {
    let _ = Scenario::of(&one_step())
        .asking(reminded())
        .at("2026-03-20 22:20")
        .when("anne", &start("CO00000001"))
        .at("2026-03-20 23:50")
        .later(-TICK)
        .then_owed(&[])
        .later(TICK)
        .then_owed(&[(Reminder, "CO00000001", "anne")])
        .when("anne", &close("CO00000001"))
        .then_owed(&[]);
}

#[test]
fn an_open_step_without_a_duration_has_no_end_to_be_past() {
    let plan = planned(vec![step("CO00000001", "2026-03-20 22:00")]);
    let _ = Scenario::of(&plan)
        .asking(reminded())
        .at("2026-03-20 22:00")
        .when("anne", &start("CO00000001"))
        .at("2026-03-27 22:00")
        .then_owed(&[]);
}

#[test]
fn a_transfer_a_reopening_and_a_start_taken_back_begin_the_silence_anew() {
    let _ = Scenario::of(&one_step())
        .asking(reminded())
        .at("2026-03-20 22:00")
        .all_sent()
        .at("2026-03-20 22:25")
        .when("anne", &transfer("CO00000001", "bob"))
        .all_sent()
        .at("2026-03-20 22:50")
        .then_owed(&[])
        .when("bob", &start("CO00000001"))
        .when("bob", &undo_start("CO00000001", "trop tôt"))
        .at("2026-03-20 23:15")
        .then_owed(&[])
        .at("2026-03-20 23:20")
        .then_owed(&[(Reminder, "CO00000001", "bob")])
        .when("bob", &start("CO00000001"))
        .when("bob", &close("CO00000001"))
        .at("2026-03-21 08:00")
        .when("bob", &reopen("CO00000001", "à refaire"))
        .at("2026-03-21 08:29")
        .then_owed(&[])
        .at("2026-03-21 08:30")
        .then_owed(&[(Reminder, "CO00000001", "bob")]);
}

#[test]
fn who_says_until_when_a_defect_blocks_a_step_is_left_alone_until_then() {
    let until = Some(instant("2026-03-21 02:00"));
    let _ = Scenario::of(&one_step())
        .asking(escalated())
        .at("2026-03-20 22:00")
        .when("anne", &start("CO00000001"))
        .at("2026-03-20 23:00")
        .when("anne", &block("CO00000001", "Serveur en panne", until))
        .at("2026-03-21 03:00")
        .later(-TICK)
        .then_owed(&[])
        // The estimate has passed an hour ago, and nobody has said anything.
        .later(TICK)
        .then_owed(&[(Escalation, "CO00000001", "emma")])
        .all_sent()
        .at("2026-03-21 04:00")
        .then_owed(&[(Escalation, "CO00000001", "paul")]);
}

#[test]
fn the_head_of_department_is_told_first_and_then_the_coordinators() {
    let _ = Scenario::of(&one_step())
        .asking(escalated())
        .at("2026-03-20 22:00")
        .all_sent()
        .at("2026-03-20 23:00")
        .later(-TICK)
        .then_owed(&[])
        .later(TICK)
        .then_owed(&[(Escalation, "CO00000001", "emma")])
        .all_sent()
        .at("2026-03-21 00:00")
        .then_owed(&[(Escalation, "CO00000001", "paul")])
        .all_sent()
        .at("2026-03-27 22:00")
        .then_owed(&[]);
}

#[test]
fn a_head_of_department_who_coordinates_is_told_once() {
    let registre = Actor { head_of_department: Some(mail("paul")), ..Actor::new("Registre") };
    let steps = vec![step("CO00000001", "2026-03-20 22:00")];
    let draft = Draft { steps, actors: vec![registre], ..Draft::operator() };
    let _ = Scenario::of(&Plan::new(draft).expect("a valid plan"))
        .asking(escalated())
        .at("2026-03-20 22:00")
        .all_sent()
        .at("2026-03-21 00:00")
        .then_owed(&[(Escalation, "CO00000001", "paul")])
        .all_sent()
        .then_owed(&[]);
}

#[test]
fn a_reminder_that_fails_for_good_is_told_to_the_coordinators() {
    let _ = Scenario::of(&one_step())
        .asking(reminded())
        .at("2026-03-20 22:00")
        .all_sent()
        .at("2026-03-20 22:30")
        .all_failed("550 no such mailbox")
        .then_owed(&[(Failure, "CO00000001", "paul")]);
}

#[test]
fn a_step_that_sleeps_is_not_reminded_before_it_wakes() {
    let plan = planned(vec![step_of("FB-RB", "FB00000001", "2026-03-20 22:00")]);
    let _ = Scenario::of(&plan)
        .asking(reminded())
        .at("2026-03-27 22:00")
        .then_owed(&[])
        .when("paul", &declare_rollback("registre corrompu"))
        .all_sent()
        .later(HALF - TICK)
        .then_owed(&[])
        .later(TICK)
        .then_owed(&[(Reminder, "FB00000001", "anne")]);
}

#[test]
fn a_transfer_is_told_to_the_coordinators_and_to_the_other_assignees() {
    let mut shared = step("CO00000001", "2026-03-20 22:00");
    shared.contacts.push(mail("chloe"));
    let plan = planned(vec![shared]);
    let given = |rules| {
        let scenario = Scenario::of(&plan).asking(rules).at("2026-03-20 12:00");
        let scenario = scenario.when("anne", &transfer("CO00000001", "bob"));
        let owed = scenario.owed().into_iter().filter(|it| it.kind() == TransferTold);
        owed.map(|it| it.recipient).collect::<Vec<_>>()
    };
    assert_eq!(given(told(false, false)), []);
    assert_eq!(given(told(true, false)), [mail("paul")]);
    assert_eq!(given(told(false, true)), [mail("chloe")]);
    assert_eq!(given(told(true, true)), [mail("paul"), mail("chloe")]);
}

#[test]
fn a_coordinator_who_transfers_a_step_is_not_told_of_it() {
    let scenario = Scenario::of(&one_step()).asking(told(true, true)).at("2026-03-20 12:00");
    let owed = scenario.when("paul", &transfer("CO00000001", "bob")).owed();
    let told: Vec<_> = owed.iter().filter(|it| it.kind() == TransferTold).collect();
    assert_eq!(told.iter().map(|it| &it.recipient).collect::<Vec<_>>(), [&mail("anne")]);
}

#[test]
fn only_the_last_transfer_is_news() {
    let scenario = Scenario::of(&one_step())
        .asking(told(true, false))
        .at("2026-03-20 12:00")
        .when("anne", &transfer("CO00000001", "bob"))
        .when("bob", &transfer("CO00000001", "chloe"));
    let owed = scenario.owed().into_iter().filter(|it| it.kind() == TransferTold);
    assert_eq!(owed.map(|it| it.event).collect::<Vec<_>>(), [Some(2)]);
}

/// Two steps of an hour after each other, which must be over by one in the morning.
fn with_a_required_end(steps: Vec<Step>, by: DateTime<Utc>) -> Plan {
    with_a_required_end_if_it_can(steps, by).expect("a valid plan")
}

/// `None` if the plan begins after the required end.
fn with_a_required_end_if_it_can(steps: Vec<Step>, by: DateTime<Utc>) -> Option<Plan> {
    let fdr1: DryRun = "FDR1".parse().ok()?;
    let opening = Milestone {
        dates: [(fdr1.clone(), Moment::Instant(by))].into(),
        required_end: Some(RequiredEnd::Whole),
        ..Milestone::new("Ouverture")
    };
    let (dry_runs, milestones) = (Some(vec![fdr1]), vec![opening]);
    Plan::new(Draft { dry_runs, steps, milestones, ..Draft::operator() }).ok()
}

fn at_risk(below: Option<f64>) -> NoticeRules {
    NoticeRules { at_risk: Some(ptr_core::AtRisk { below }), ..NoticeRules::default() }
}

fn two_steps() -> Plan {
    let hour = TimeDelta::hours(1);
    let first = step("CO00000001", "2026-03-20 22:00").lasting(hour);
    let second = step("CO00000002", "2026-03-20 22:00").lasting(hour);
    let second = second.after(["CO00000001"]).expect("an id");
    with_a_required_end(vec![first, second], instant("2026-03-21 01:00"))
}

fn risks(scenario: &Scenario) -> Vec<Notice> {
    scenario.owed().into_iter().filter(|it| it.kind() == AtRisk).collect()
}

#[test]
fn a_required_end_that_the_forecast_passes_is_told_each_time_it_comes_to_that() {
    // It can begin an hour late and no later.
    let scenario = Scenario::of(&two_steps()).asking(at_risk(None)).at("2026-03-20 23:00");
    assert_eq!(risks(&scenario), []);
    let scenario = scenario.later(TimeDelta::minutes(20));
    let [risk] = &risks(&scenario)[..] else { panic!("one risk") };
    assert_eq!(risk.key, "FDR1//at-risk/0#Ouverture/paul@grid.example");
    let since = instant("2026-03-20 23:00") + TimeDelta::microseconds(1);
    let view = scenario.run().view(scenario.now());
    assert_eq!(view.owed_since(risk), Some(since));
    let scenario = scenario.all_sent().later(TimeDelta::minutes(20));
    assert_eq!(risks(&scenario), []);

    // Without the second step it is met again, and then once more it is not.
    let scenario = scenario.when("paul", &skip("CO00000002", "inutile")).all_sent();
    assert_eq!(risks(&scenario), []);
    let scenario = scenario.later(TimeDelta::minutes(10));
    let scenario = scenario.when("paul", &reopen("CO00000002", "utile"));
    let [again] = &risks(&scenario)[..] else { panic!("one risk") };
    assert_eq!(scenario.run().view(scenario.now()).owed_since(again), Some(scenario.now()));
    assert_ne!(again.key, risk.key);
    assert_eq!(risks(&scenario.all_sent()), []);
}

#[test]
fn a_required_end_that_is_unlikely_to_be_met_is_told_once() {
    // It is met exactly if nobody needs longer than planned.
    let scenario = Scenario::of(&two_steps()).asking(at_risk(Some(0.8))).at("2026-03-20 22:00");
    assert_eq!(risks(&scenario), []);
    let scenario = scenario.at("2026-03-20 23:00");
    let [risk] = &risks(&scenario)[..] else { panic!("one risk") };
    assert_eq!(risk.key, "FDR1//at-risk/2026-03-21T00:00:00Z#Ouverture/paul@grid.example");
    let scenario = scenario.all_sent();
    assert_eq!(risks(&scenario), []);
    let never = Scenario::of(&two_steps()).asking(at_risk(None)).at("2026-03-20 23:00");
    assert_eq!(risks(&never), []);
}

#[test]
fn whoever_sleeps_until_a_chance_falls_misses_it_by_less_than_a_second() {
    let rules = at_risk(Some(0.8));
    let scenario = Scenario::of(&two_steps()).asking(rules.clone()).at("2026-03-20 22:00");
    let next = scenario.run().view(scenario.now()).next_notice(&rules).expect("it falls");
    assert!(next < instant("2026-03-20 23:00"), "not by the forecast");
    let owed = |at| risks_of(&scenario.run().view(at).notices(Some(&rules)));
    assert_eq!((owed(next - TimeDelta::seconds(1)), owed(next)), (0, 1));
}

fn risks_of(notices: &[Notice]) -> usize {
    notices.iter().filter(|it| it.kind() == AtRisk).count()
}

#[test]
fn a_passed_estimate_of_a_blocking_defect_is_told_to_the_coordinators_once_an_estimate() {
    let rules = NoticeRules { passed_estimates: true, ..NoticeRules::default() };
    let until = |text| Some(instant(text));
    let scenario = Scenario::of(&one_step())
        .asking(rules.clone())
        .at("2026-03-20 22:00")
        .when("anne", &start("CO00000001"))
        .when("anne", &block("CO00000001", "Serveur en panne", until("2026-03-21 02:00")));
    let next = scenario.run().view(scenario.now()).next_notice(&rules);
    assert_eq!(next, until("2026-03-21 02:00"));
    let scenario = scenario
        .at("2026-03-21 02:00")
        .later(-TICK)
        .then_owed(&[])
        .later(TICK)
        .then_owed(&[(EstimatePassed, "CO00000001", "paul")]);
    let [told] = &scenario.owed()[..] else { panic!("one mail") };
    let key = "FDR1/CO00000001/estimate-passed/2026-03-21T01:00:00Z/paul@grid.example";
    assert_eq!(told.key, key);
    let _ = scenario
        .at("2026-03-21 03:00")
        .then_owed(&[(EstimatePassed, "CO00000001", "paul")])
        .all_sent()
        .then_owed(&[])
        // A better estimate is another episode; what ends the block ends the news.
        .when("anne", &block("CO00000001", "Encore en panne", until("2026-03-21 04:00")))
        .at("2026-03-21 04:00")
        .then_owed(&[(EstimatePassed, "CO00000001", "paul")])
        .when("anne", &unblock("CO00000001", "Réparé"))
        .then_owed(&[])
        .at("2026-03-21 05:00")
        .then_owed(&[]);
}

/// What the grid of the laws consists of: all rules, starts and durations are multiples of it.
fn halves(range: std::ops::Range<i32>) -> impl Strategy<Value = Option<TimeDelta>> {
    proptest::option::weighted(0.8, range.prop_map(|halves| HALF * halves))
}

fn rule() -> impl Strategy<Value = SilenceRule> {
    (halves(1..6), halves(1..4), proptest::option::of(0_u32..4), halves(1..8), halves(1..8))
        .prop_map(|(after, every, times, head_of_department, coordinators)| SilenceRule {
            after,
            every,
            times,
            head_of_department,
            coordinators,
        })
}

/// Steps without decisions whose durations fit the grid, and a head of department.
fn plan() -> impl Strategy<Value = Plan> {
    plans::steps(5).prop_map(|mut steps| {
        for step in &mut steps {
            step.outcomes.clear();
            step.quorum = None;
            step.prerequisites.iter_mut().for_each(|before| before.outcome = None);
            step.duration = step.duration.map(|it| TimeDelta::minutes(it.num_minutes() / 30 * 30));
            step.dry_runs = ["FDR1".parse().expect("a dry run")].into();
        }
        planned(steps)
    })
}

/// A mail about silence: when it is first owed, its kind, step and recipient.
type Told = (DateTime<Utc>, NoticeKind, StepId, ptr_core::Email);

/// Plays the tries, and tells each instant to `look`: at every try, and between two of them as
/// often as `next` says.
fn walk(
    plan: &Plan,
    tries: &[Try],
    next: impl Fn(&Run, DateTime<Utc>) -> Option<DateTime<Utc>>,
    mut look: impl FnMut(&mut Run, DateTime<Utc>),
) {
    let schedule = plan.schedule("FDR1").expect("of the plan");
    let mut run = Run::new(schedule, [who(3)]);
    let mut at = beginning();
    look(&mut run, at);
    let until = |run: &mut Run, at: &mut DateTime<Utc>, end, look: &mut dyn FnMut(&mut Run, _)| {
        while let Some(due) = next(run, *at).filter(|due| *due < end) {
            *at = due;
            look(run, due);
        }
        *at = end;
    };
    for attempt in tries {
        let end = at + attempt.later().max(TimeDelta::zero());
        until(&mut run, &mut at, end, &mut look);
        if let Some(command) = attempt.command(run.schedule()) {
            _ = run.execute(&command, &attempt.by(), at);
        }
        look(&mut run, at);
    }
    let end = at.max(origin()) + TimeDelta::days(8);
    until(&mut run, &mut at, end, &mut look);
}

/// What the library tells on a walk, each mail being sent as soon as it is owed.
fn told_by_library(
    plan: &Plan,
    tries: &[Try],
    rules: &NoticeRules,
    next: impl Fn(&Run, DateTime<Utc>) -> Option<DateTime<Utc>>,
) -> Vec<Told> {
    let mut told = Vec::new();
    walk(plan, tries, next, |run, at| {
        for notice in run.view(at).notices(Some(rules)) {
            assert!(run.settle(&notice, &Settlement::Sent, at).is_some(), "told twice");
            if matches!(notice.kind(), Reminder | Escalation) {
                assert_eq!(run.view(at).owed_since(&notice), Some(at));
                let step = notice.step.clone().expect("about a step");
                told.push((at, notice.kind(), step, notice.recipient));
            }
        }
    });
    told.sort_by(|one, other| format!("{one:?}").cmp(&format!("{other:?}")));
    told
}

/// The same by a clock that ticks every half hour and counts how long each step has been silent.
fn told_by_counting(plan: &Plan, tries: &[Try], rules: &NoticeRules) -> Vec<Told> {
    let mut told = Vec::new();
    let mut silent: BTreeMap<StepId, (State, DateTime<Utc>)> = BTreeMap::new();
    let mut known = 0;
    walk(
        plan,
        tries,
        |_, at| Some(at + HALF),
        |run, at| {
            let view = run.view(at);
            for step in view.schedule().steps() {
                let id = view.schedule().id(step);
                let ends = || Some(view.started(step)?.at + view.schedule().step(step).duration?);
                let state = view.state(step);
                let defect = view.blocking_defect(step);
                let is_blocked = defect.is_some_and(|it| it.until.is_some_and(|until| until > at));
                let is_silent = !is_blocked
                    && match state {
                        State::Ready => true,
                        State::Open => ends().is_some_and(|end| end <= at),
                        _ => false,
                    };
                let is_news = run.events()[known..].iter().any(|event| {
                    event.fact.step() == Some(id)
                        && matches!(
                            event.fact,
                            Fact::Transferred { .. }
                                | Fact::Reopened { .. }
                                | Fact::StartUndone { .. }
                                | Fact::DefectsRecorded { .. }
                        )
                });
                if !is_silent {
                    silent.remove(id);
                    continue;
                }
                if is_news || silent.get(id).is_none_or(|(before, _)| *before != state) {
                    silent.insert(id.clone(), (state, at));
                }
                let length = at - silent[id].1;
                let rule = if state == State::Ready { &rules.not_begun } else { &rules.past_end };
                let mut add = |kind, recipient| told.push((at, kind, id.clone(), recipient));
                if let Some(after) = rule.after {
                    let pause = rule.every.unwrap_or(after);
                    for nth in 0..rule.times.unwrap_or(1) {
                        if length == after + pause * i32::try_from(nth).expect("a few") {
                            let mut told = view.assignees(step);
                            if told.is_empty() {
                                told.push(who(3));
                            }
                            for mail in told {
                                add(Reminder, mail);
                            }
                        }
                    }
                }
                if rule.head_of_department == Some(length) {
                    add(Escalation, mail("emma"));
                }
                if rule.coordinators == Some(length) {
                    add(Escalation, who(3));
                }
            }
            known = run.events().len();
        },
    );
    told.sort_by(|one, other| format!("{one:?}").cmp(&format!("{other:?}")));
    // Two acts of one instant.
    told.dedup();
    told
}

proptest! {
    #![proptest_config(plans::cases(64))]

    #[test]
    fn silence_is_told_when_counting_says_and_whoever_sleeps_until_the_next_mail_misses_nothing(
        plan in plan(),
        tries in tries(),
        not_begun in rule(),
        past_end in rule(),
    ) {
        let rules = NoticeRules { not_begun, past_end, ..NoticeRules::default() };
        let counted = told_by_counting(&plan, &tries, &rules);
        let ticking = told_by_library(&plan, &tries, &rules, |_, at| Some(at + HALF));
        prop_assert_eq!(&ticking, &counted);
        let next = |run: &Run, at| run.view(at).next_notice(&rules);
        prop_assert_eq!(told_by_library(&plan, &tries, &rules, next), counted);
    }

    #[test]
    fn the_chance_of_a_required_end_never_rises_with_the_clock_alone(
        plan in plan(),
        tries in tries(),
        hours in -24_i64..72,
    ) {
        let steps = plan.steps().to_vec();
        let plan = with_a_required_end_if_it_can(steps, origin() + TimeDelta::hours(hours));
        prop_assume!(plan.is_some());
        let run = played(&plan.expect("assumed"), &tries);
        let last = run.in_force_from(run.version()).unwrap_or_else(beginning);
        let mut before = 1.0;
        for halves in 0..24 {
            let forecast = run.view_at_version(run.version(), last + HALF * halves).forecast();
            let odds = forecast.simulate(&Simulation::default().draws(100)).expect("few draws");
            let chance = odds.required_ends().filter_map(|(_, chance)| chance).fold(1.0, f64::min);
            prop_assert!(chance <= before, "{chance} after {before}");
            before = chance;
        }
    }

    #[test]
    fn a_required_end_at_risk_is_told_once_for_each_time_that_the_forecast_comes_to_pass_it(
        plan in plan(),
        tries in tries(),
        hours in -24_i64..72,
    ) {
        let steps = plan.steps().to_vec();
        let plan = with_a_required_end_if_it_can(steps, origin() + TimeDelta::hours(hours));
        prop_assume!(plan.is_some());
        let plan = plan.expect("assumed");
        let rules = at_risk(None);

        let passes = |run: &Run, at| {
            run.view(at).forecast().required_ends().iter().any(|end| end.passed_by.is_some())
        };
        let (mut counted, mut passed) = (0, false);
        let mut count = |run: &Run, at| {
            let now = passes(run, at);
            counted += usize::from(now && !passed);
            passed = now;
        };
        // Each tick and the moment before it, so that what an act mends is seen before.
        let moment = TimeDelta::microseconds(1);
        let tick = |_: &Run, at: DateTime<Utc>| {
            let is_tick = (at - beginning()).num_microseconds()? % HALF.num_microseconds()? == 0;
            Some(if is_tick { at + HALF - moment } else { at + moment })
        };
        walk(&plan, &tries, tick, |run, at| count(run, at));

        let mut keys = Vec::new();
        let next = |run: &Run, at| run.view(at).next_notice(&rules);
        walk(&plan, &tries, next, |run, at| {
            for notice in run.view(at).notices(Some(&rules)) {
                // A plan that passes it by itself does so from the beginning on.
                let is_by_plan = run.view(at).owed_since(&notice) == Some(at) && run.version() == 0;
                let again = run.view(at + moment).notices(Some(&rules));
                assert!(is_by_plan || again.contains(&notice), "the same for who asks later");
                run.settle(&notice, &Settlement::Sent, at);
                if notice.kind() == AtRisk {
                    keys.push(notice.key);
                }
            }
        });
        let told = keys.len();
        keys.sort_unstable();
        keys.dedup();
        prop_assert_eq!((told, keys.len()), (counted, counted));
    }
}
